"""From a text to its mentions: known names, countries, offices, then what looks like a name, then short names."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.text import second_mentions, unknown_spots
from ingest.text.agency_spots import country_before, country_behind, settled
from ingest.text.country_spots import Countries
from ingest.text.found import Mention, Reading
from ingest.text.known_names import Thing
from ingest.text.name_lexicon import TITLES
from ingest.text.offices import ROLE, Offices
from ingest.text.phrases import Entry, Hit, PhraseBook
from ingest.text.spots import Page, Spot
from ingest.text.words import words
from kg.resolution.body import country_at
from kg.resolution.index import NameIndex
from kg.resolution.words import LEGAL_FORMS, PLACES, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ORDER = ("Person", "Company", "Agency", "Institution", "RestrictedList", "Government", "Country", "Nationality",
          "Capital", "Region")
_SURE = {"exact": 100, "alias": 98, "legal form": 97, "squashed": 95}
_SHORTEST_SURNAME = 5
_GENERATIONS = frozenset({"jr", "sr"})  # "Biden Jr."
# what the Treasury issues is named after it
_DEBT = word_set("bond bonds note notes yield yields bill bills securities debt market markets")


@dataclass(slots=True)
class Spotter:
    """Finds mentions by the registry's names."""

    book: PhraseBook
    things: dict[str, Thing]
    index: NameIndex
    offices: Offices
    countries: Countries
    _surname_cache: dict[str, list[Thing]] = field(default_factory=dict)

    def mentions(self, doc: Doc | None, reading: Reading) -> list[Mention]:
        """The mentions of a text in order, without overlaps."""
        text = reading.masked
        page = Page.of(text, words(text), doc, reading.published)
        for hit in self.book.hits(page.words):
            if page.key(hit.first) == "treasury" and page.key(hit.last) in _DEBT:
                page.taken[hit.first] = 1  # named after the Treasury, and nobody's name
            elif mention := self._known(page, hit):
                page.put(Spot(*self._trimmed(page, hit, mention)))
        self._titles(page)
        self._units(page)
        self._governments(page)
        self._agencies(page)
        self._offices(page)
        self._surnames(page)
        unknown_spots.find(page, self.index)
        second_mentions.join_lists(page)
        second_mentions.agree(page)
        second_mentions.find(page)
        second_mentions.bind_nouns(page)
        found = [spot.mention for spot in page.ordered()]
        return sorted([*found, *self._han(page, text)], key=lambda m: (m.start, m.end))

    def _known(self, page: Page, hit: Hit) -> Mention | None:
        entry = min(hit.entries, key=lambda e: (_ORDER.index(e.class_name) if e.class_name in _ORDER else 99, e.id))
        if entry.class_name == "Country":
            return self.countries.country(page, hit.first, hit.last, entry.id)
        if entry.class_name == "Nationality":
            return self.countries.adjective(page, hit.first, hit.last, entry.id)
        if entry.class_name == "Capital":
            return self.countries.capital(page, hit.first, hit.last, entry.id)
        if _is_part_of_longer(page, hit, entry):
            return None
        alike = [e for e in hit.entries if e.class_name == entry.class_name]
        if entry.class_name == "Agency" and len(alike) > 1:
            return self._mention(page, hit, self._whose(page, hit, alike), ())
        return self._mention(page, hit, entry, tuple(sorted({e.id for e in alike} - {entry.id})))

    def _whose(self, page: Page, hit: Hit, alike: list[Entry]) -> Entry:
        """Of agencies that several countries call so, that of the country beside it, else the one named most."""
        said = country_before(page, hit.first)[0] or country_behind(page, hit.last)[0]
        named = Counter(spot.mention.country for spot in page.spots.values())
        return max(alike, key=lambda e: (self.things[e.id].country == said, named[self.things[e.id].country],
                                         self.things[e.id].country == "US", e.id))

    def _mention(self, page: Page, hit: Hit, entry: Entry, rivals: tuple[str, ...]) -> Mention:
        """The mention of a known thing; a spacing variant that two firms share is settled by the index."""
        thing, how, sure = self.things[entry.id], entry.how, _SURE[entry.how]
        text = page.text[hit.start:hit.end]
        if thing.class_name == "Company" and how != "exact":
            match = self.index.find(text, class_name="Company")
            if match.node:
                thing, rivals = self.things[match.node], match.rivals
        return page.mention(hit.first, hit.last, name=thing.name, class_name=thing.class_name, node=thing.id,
                            country=thing.country, how=how, confidence=min(sure, 70) if rivals else sure, rivals=rivals)

    def _trimmed(self, page: Page, hit: Hit, mention: Mention) -> tuple[int, int, Mention]:
        """The mention without article, a person's without the title in front ("President Trump" names Trump)."""
        first = hit.first
        before = TITLES | {"vice", "prime"} if mention.class_name == "Person" else {"the"}
        if mention.class_name not in ("Region", "RestrictedList"):
            while first < hit.last - 1 and page.key(first) in before:
                first += 1
            start = page.words[first].start
            mention = replace(mention, start=start, text=page.text[start:mention.end])
        return first, hit.last, mention

    def _titles(self, page: Page) -> None:
        """An agency's name that is part of a title names nobody: "Treasury Secretary", "Trade Representative X"."""
        for spot in page.ordered():
            if spot.mention.class_name != "Agency" or not page.near(spot.last) or page.words[spot.last - 1].possessive:
                continue
            follower = page.spots.get(spot.last)
            is_title = page.key(spot.last - 1) in TITLES and follower is not None \
                and follower.mention.class_name == "Person"
            if is_title or page.key(spot.last) in ("secretary", "secretaries", "undersecretary"):
                page.drop(spot)
                code, length = country_at(tuple(w.key for w in page.words[spot.first:spot.last]), 0)
                if code and (mention := self.countries.country(page, spot.first, spot.first + length, code)):
                    page.put(Spot(spot.first, spot.first + length, mention))

    def _units(self, page: Page) -> None:
        """A firm's name with a place in brackets is a unit's: an entity of its own."""
        for spot in page.ordered():
            if spot.mention.class_name != "Company" or page.key(spot.last) != "(":
                continue
            close = next((i for i in range(spot.last + 1, spot.last + 5) if page.key(i) == ")"), 0)
            inside = {page.key(i) for i in range(spot.last + 1, close)}
            if not inside or not inside <= PLACES | {"china"}:
                continue
            last = close + 1
            while page.key(last) in LEGAL_FORMS or (page.key(last) == "," and page.key(last + 1) in LEGAL_FORMS):
                last += 1
            own = page.mention(spot.first, last, name="", class_name="Company", confidence=80)
            page.put(Spot(spot.first, last, replace(own, name=own.text)))

    def _governments(self, page: Page) -> None:
        """ "The Chinese government", "the Trump administration" and the like."""
        for spot in page.ordered():
            code = spot.mention.country
            if not code or page.spots.get(spot.first) is not spot:
                continue
            is_country = spot.mention.how == "nationality" or spot.mention.class_name == "Government"
            leads = spot.mention.class_name == "Person" and page.key(spot.last) == "administration"
            if leads or (is_country and self.countries.government(page, spot.last, code)):
                self._put_party(page, spot.first, spot.last + 1, code)
        for at in range(1, len(page.words)):
            if page.key(at) == "administration" and not page.taken[at] and (person := self._surname(page, at - 1)):
                self._put_party(page, at - 1, at + 1, person.country or "")

    def _put_party(self, page: Page, first: int, last: int, code: str) -> None:
        if mention := self.countries.party(page, first, last, code, "alias"):
            page.put(Spot(first, last, mention))

    def _agencies(self, page: Page) -> None:
        named = {spot.mention.country for spot in page.ordered()
                 if spot.mention.class_name in ("Region", "Government", "Person") and spot.mention.country}
        for spot in page.ordered():
            if spot.mention.class_name == "Agency" and page.spots.get(spot.first) is spot:
                page.put(settled(page, spot, named, self.index))

    def _offices(self, page: Page) -> None:
        """ "The U.S. Commerce Secretary" without a name behind; by the day of publication."""
        for match in ROLE.finditer(page.text):
            at = bisect_left(page.words, match.start(), key=lambda word: word.start)
            if at == len(page.words) or page.words[at].start != match.start():
                continue
            last = at
            while last < len(page.words) and page.words[last].end <= match.end():
                last += 1
            if not page.is_free(at, last) or not self._stands_for_holder(page, at, last):
                continue
            said, first = country_before(page, at)
            office = self.offices.holder(match.group(), said or None, page.published)
            if office is None or not (said or page.key(at - 1) == "the"):
                continue
            thing = self.things[office.person]
            page.put(Spot(first, last, page.mention(first, last, name=thing.name, class_name="Person", node=thing.id,
                                                    country=thing.country, how="office", confidence=90)))

    def _stands_for_holder(self, page: Page, first: int, last: int) -> bool:
        """Whether no name follows or stands before as an apposition, and no "former" or "deputy" goes before."""
        after, before = page.word(last), page.key(first - 1)
        if before in ("former", "deputy", "assistant", "vice", "under", "a", "an", "then", "next", "ex", "-"):
            return False
        if page.words[last - 1].possessive or after is None:
            return not page.words[last - 1].is_mark
        named = after.capital and page.near(last) and not after.is_mark
        apposed = after.raw == "," and (behind := page.word(last + 1)) is not None and behind.capital \
            and page.taken[last + 1]
        return not named and not apposed and after.key not in ("of", "for", "-")

    def _surnames(self, page: Page) -> None:
        """A surname that only one known official has, in office on the day: "Lighthizer said"."""
        for at, word in enumerate(page.words):
            if page.taken[at] or word.is_mark or not word.capital:
                continue
            person = self._surname(page, at)
            last = at + 1 + _is_junior(page, at)
            if person is not None and (last > at + 1 or second_mentions.stands_alone(page, at)):
                page.put(Spot(at, last, page.mention(
                    at, last, name=person.name, class_name="Person", node=person.id, country=person.country,
                    how="alias", confidence=85)))

    def _surname(self, page: Page, at: int) -> Thing | None:
        """The known official of that surname: a head of state, one in office on the day, or one with a title."""
        word = page.words[at]
        found = self._by_surname().get(word.key, ()) if word.capital else ()
        if len(found) != 1:
            return None
        person = found[0]
        if self._is_familiar_head(person, word.key) or (page.key(at - 1) in TITLES and page.near(at)):
            return person
        in_office = page.published and self.offices.of_person(person.id, page.published)
        return person if in_office and len(word.key) >= _SHORTEST_SURNAME else None

    def _is_familiar_head(self, person: Thing, surname: str) -> bool:
        """A head of state or government by a surname that is no everyday word; Xi in short too."""
        return self.offices.is_head(person.id) and (person.country == "CN" or len(surname) >= _SHORTEST_SURNAME)

    def _by_surname(self) -> dict[str, list[Thing]]:
        if not self._surname_cache:
            for thing in self.things.values():
                if thing.class_name == "Person" and thing.id in self.offices.by_person:
                    parts = thing.name.split()
                    key = (parts[0] if thing.country == "CN" else parts[-1]).casefold()
                    self._surname_cache.setdefault(key, []).append(thing)
        return self._surname_cache

    def _han(self, page: Page, text: str) -> list[Mention]:
        found = []
        for start, end, entry in self.book.han_hits(text):
            thing = self.things[entry.id]
            sure = 70 if thing.class_name == "Person" and thing.country != "CN" and "·" not in text[start:end] \
                else _SURE[entry.how]  # a foreigner's surname alone
            found.append(Mention(start, end, text[start:end], thing.name, thing.class_name, thing.id, thing.country,
                                 entry.how, sure))
        return found


def _is_junior(page: Page, at: int) -> bool:
    """Whether a bare surname has "Jr." or "Sr." behind it: "Biden Jr.", not "Joseph R. Biden Jr."."""
    before = page.word(at - 1)
    named = before is not None and page.near(at) and before.capital and not before.is_mark and before.key not in TITLES
    return page.key(at + 1) in _GENERATIONS and page.near(at + 1) and not named


def _is_part_of_longer(page: Page, hit: Hit, entry: Entry) -> bool:
    """Whether a name is the beginning or the end of a longer one ("Huawei Device", "National People's Congress")."""
    before = page.word(hit.first - 1)
    if entry.class_name == "Agency" and hit.last - hit.first == 1 and before is not None and page.near(hit.first) \
            and before.possessive and before.key == "people":
        return True
    if entry.class_name != "Company":
        return False
    after = page.word(hit.last)
    token = page.token(hit.last)
    return (after is not None and page.near(hit.last) and not after.is_mark and after.capital
            and not page.words[hit.last - 1].possessive and after.key not in TITLES
            and (token is None or token.pos_ == "PROPN"))
