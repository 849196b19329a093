"""The names that a text may speak of: who or what each one stands for.

Built from the bundled registry and regions. `mentions` finds them in a text, with what else looks like a party's
name; `resolve` takes one name; `official` finds who held an office on a day; `country_of` tells whose side a
word is ("Chinese", "Beijing", "the U.S.").

How a mention was found (`Mention.how`): `exact`, `alias`, `legal form`, `squashed`, `typo` and the like (a name of
the registry, see `kg.resolution.steps`); `nationality` (an adjective: class Region); `metonymy` (a capital that
acts: class Government); `office` ("the Commerce Secretary", resolved by the day); `acronym` (introduced in brackets
in this text); `second mention` (the surname or short name of somebody named in full before); `unresolved` (an
entity of its own: class Person, Company, Agency, Institution, or Party when the text doesn't tell).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ingest.text import known_names
from ingest.text.country_spots import Countries
from ingest.text.found import Mention, Reading
from ingest.text.known_names import Office, Thing
from ingest.text.offices import Offices
from ingest.text.phrases import PhraseBook
from ingest.text.spotting import Spotter
from kg.resolution import countries
from kg.resolution.body import body, without_country
from kg.resolution.form import form

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name stands for; node None: an entity of its own. Fields as in `ingest.text.found.Mention`."""

    node: str | None
    name: str
    class_name: str
    country: str | None = None
    how: str = "unresolved"
    confidence: int = 100
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An office that a person held: role ("Secretary of Commerce"), the organization's id and name, its country."""

    role: str
    organization: str
    organization_name: str
    country: str | None


class Gazetteer:
    """The registry's names, ready to be found in texts."""

    def __init__(self, things: list[Thing]) -> None:
        self._things = {thing.id: thing for thing in things}
        self._index = known_names.index_of(things)
        self._offices = Offices.of(things)
        self._countries = known_names.country_names(things)
        self._by_word = {form(name).words: code for name, code in
                         (*self._countries.items(), *countries.adjectives().items(), *countries.CAPITALS.items())}
        self._spotter = Spotter(book=_book(things, self._countries), things=self._things, index=self._index,
                                offices=self._offices, countries=Countries(self._things))

    def mentions(self, doc: Doc | None, reading: Reading) -> list[Mention]:
        """The names in a text in order, without overlaps. doc: the parse of `reading.masked`, if there is one."""
        return self._spotter.mentions(doc, reading)

    def resolve(self, name: str, *, class_hint: str | None = None, country: str | None = None,
                curated_only: bool = True) -> Resolution:
        """What one name stands for, by the guarded order of `kg.resolution`; case and punctuation don't count.

        curated_only: leave doubtful names as entities of their own; else the best rival is taken, at its score.
        """
        match = self._index.find(name, class_name=class_hint or "", country=country or "")
        node = match.node or ("" if curated_only or not match.rivals else match.rivals[0])
        if not node:
            return Resolution(None, name.strip(), class_hint or "Party", country, "unresolved", 100, match.rivals)
        namesakes = [rival for rival in match.rivals if self._things[rival].class_name == class_hint]
        if self._things[node].class_name != class_hint and len(namesakes) == 1:
            # a country's name is its region's own and its government's alias
            thing = self._things[namesakes[0]]
            return Resolution(thing.id, thing.name, thing.class_name, thing.country, match.how, match.score)
        thing = self._things[node]
        return Resolution(node, thing.name, thing.class_name, thing.country, match.how, match.score, match.rivals)

    def official(self, role_words: str, country: str | None, date: str | None) -> Resolution | None:
        """Who held an office on a day: ("Commerce Secretary", "US", "2019-10-08"); None when it can't be told.

        The country may stand in the words. Without a day: only if one person alone is known to have held it.
        """
        office = self._offices.holder(role_words, country, date)
        if office is None:
            return None
        thing = self._things[office.person]
        return Resolution(thing.id, thing.name, thing.class_name, thing.country, "office", 90)

    def office_of(self, node: str, date: str | None) -> HeldOffice | None:
        """The office that a person (by id) held on the day; without a day the only one known, else None."""
        office = self._offices.of_person(node, date)
        return self._held(office) if office else None

    def _held(self, office: Office) -> HeldOffice:
        thing = self._things.get(office.organization)
        return HeldOffice(office.role, office.organization, thing.name if thing else office.organization,
                          thing.country if thing else office.country or None)

    def country_of(self, text: str) -> str | None:
        """ISO code of the country that a word or name speaks for: "Chinese", "Beijing", "the U.S."; None if none.

        Names of agencies and officials give the country that they act for.
        """
        given = form(text)
        if given.is_han:
            code = countries.HAN_COUNTRIES.get(given.text.strip())
            return code or self._known_country(text)
        if code := self._by_word.get(given.words):
            return code
        rest, said = without_country(given.words)
        if len(said) == 1 and (body(text) or set(rest) <= {"government", "authorities", "side", "administration"}):
            return next(iter(said))
        return self._known_country(text)

    def _known_country(self, text: str) -> str | None:
        match = self._index.find(text)
        return self._things[match.node].country if match.node else None

    def thing(self, node: str) -> Thing | None:
        """What the registry knows of an id."""
        return self._things.get(node)


def _book(things: list[Thing], country_names: dict[str, str]) -> PhraseBook:
    """All names of parties and lists, with countries, adjectives and capitals as sorts of their own."""
    book = PhraseBook()
    for name, code in country_names.items():
        book.add(code, "Country", name, own=True)
    for name, code in countries.adjectives().items():
        book.add(code, "Nationality", name, own=True)
    for name, code in countries.CAPITALS.items():
        book.add(code, "Capital", name, own=True)
    taken = country_names.keys() | countries.CAPITALS.keys()
    for thing in things:
        for known in thing.names:
            if known.text not in taken and not known_names.is_plain(known.text):
                book.add(thing.id, thing.class_name, known.text, own=known.kind == "own",
                         abbreviation=known.kind == "abbreviation")
    return book


@cache
def load() -> Gazetteer:
    """The gazetteer of the bundled registry; built once a process."""
    return Gazetteer(list(known_names.things()))
