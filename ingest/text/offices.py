"""Offices and who held them: "the Commerce Secretary" on a day of 2019 is Wilbur Ross."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.text.known_names import Office, Thing
from kg.resolution.body import without_country
from kg.resolution.form import form

# several people hold these at a time, so the office alone names nobody
_SHARED = frozenset({"spokesperson", "spokesman", "spokeswoman", "vice", "deputy", "assistant", "director-general",
                     "founder", "senior", "under"})
_ONE_OF_SHARED = ("vice president",)
# words of offices in another order or another word: what they are compared as
_SPOKEN = (
    (re.compile(r"^(?:the )?(.+) (secretary|minister|governor)$"), r"\2 of \1"),
    (re.compile(r"^(?:foreign minister|minister of foreign|minister for foreign affairs)$"),
     "minister of foreign affairs"),
    (re.compile(r"^(?:trade representative|ustr)$"), "united states trade representative"),
    (re.compile(r"^(secretary|minister) (?:of|for) (?:the )?(.+)$"), r"\1 of \2"),
)
ROLE = re.compile(
    r"\b(?:(?:[Cc]ommerce|[Tt]reasury|[Ff]oreign|[Tt]rade|[Ff]inance|[Dd]efen[sc]e|[Ss]tate|[Aa]griculture|[Ee]nergy|"
    r"[Hh]omeland [Ss]ecurity|[Vv]ice|[Pp]rime) )?"
    r"(?:[Ss]ecretary|[Mm]inister|[Pp]resident|[Pp]remier|[Cc]hancellor)\b"
    r"(?: of (?:the )?(?:State|Commerce|Treasury|Defense|Foreign Affairs|Finance|Agriculture|Energy)\b)?")


@dataclass(slots=True)
class Offices:
    """The offices of the registry by what they are called."""

    by_role: dict[str, list[Office]] = field(default_factory=lambda: defaultdict(list))
    by_person: dict[str, list[Office]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, things: Iterable[Thing]) -> Offices:
        """The offices that the registry's persons hold."""
        found = cls()
        for thing in things:
            for office in thing.offices:
                found.by_person[thing.id].append(office)
                found.by_role[role_key(office.role)].append(office)
        return found

    def holder(self, role_words: str, country: str | None, date: str | None) -> Office | None:
        """Who held an office, named in a text's words, on a day; None unless exactly one is known.

        Without a date or a country only an office that one person alone is known to have held.
        """
        key, said = _split(role_words)
        if not key or (key.split()[0] in _SHARED and key not in _ONE_OF_SHARED):
            return None
        country = country or said
        found = [o for o in self.by_role.get(key, ()) if country in (None, "", o.country)]
        if date:
            found = [office for office in found if office.held_on(date)]
        return found[0] if len({office.person for office in found}) == 1 else None

    def of_person(self, person: str, date: str | None) -> Office | None:
        """The office a person held on a day; without a day, or without known days, the only one known."""
        found = self.by_person.get(person, [])
        if date and any(office.start for office in found):
            held = [office for office in found if office.held_on(date)]
            return held[-1] if held else None
        return found[0] if len({(o.role, o.organization) for o in found}) == 1 else None

    def is_head(self, person: str) -> bool:
        """Whether a person is or was a head of state or government."""
        return any(office.role in ("President", "Premier", "Prime Minister", "Chancellor")
                   for office in self.by_person.get(person, ()))


def role_key(role: str) -> str:
    """An office under the words that it is compared by: "Commerce Secretary" is "secretary of commerce"."""
    key = " ".join(form(role).words)
    for pattern, plain in _SPOKEN:
        key = pattern.sub(plain, key)
    return key.replace(" the ", " ")


def _split(role_words: str) -> tuple[str, str]:
    """The office's key and the country said with it ("U.S. Commerce Secretary")."""
    words = form(role_words).words
    if words[:3] == ("united", "states", "trade") or words[:2] == ("us", "trade"):
        return "united states trade representative", "US"
    rest, said = without_country(words)
    return role_key(" ".join(rest)), next(iter(said), "") if len(said) == 1 else ""
