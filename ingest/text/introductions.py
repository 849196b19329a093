"""How a text introduces a person: the role, organization and country in the words beside the name.

Before it ("China's Foreign Ministry spokesman Geng Shuang", "Commerce Secretary Ross") or in an apposition behind it
("Henry Levine, senior advisor at a consulting firm,").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.text.attribution import Words
from ingest.text.found import Mention
from ingest.text.people import Name, is_role

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ingest.text.gazetteer import Gazetteer

_GOVERNMENTS = ("Government", "Region")
_OWNERS = ("'s", "’s", "’", "'")
_FARTHEST = 25  # tokens of an apposition that are looked at
_NEAR = 40  # characters before a title in which its country may stand
_LONGEST_BRACKETS = 8
_BREAK = re.compile(r"\n\s*\n|[”\"]|[!?]")
_NO_ROLE = ("PRP", "VB", "VBG", "MD", "CC")


@dataclass(frozen=True, slots=True)
class Introduction:
    """What the words beside a name say; None for what they don't."""

    role: str | None = None
    organization: str | None = None
    country: str | None = None


class Introductions:
    """The introductions of one text."""

    def __init__(self, words: Words, mentions: Sequence[Mention], gazetteer: Gazetteer) -> None:
        self.words, self.gazetteer = words, gazetteer
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self.mentions]

    def of(self, name: Name) -> Introduction:
        """The introduction of a name."""
        doc = self.words.doc
        at = self._before_brackets(name.first)
        placed = self._role_at_place(at)
        if placed:
            return placed
        office = self.words.name_at.get(at - 1) if at < name.first else None
        if office and office.kind == "office":
            return Introduction(office.text, *self._owner_before(office.first))
        at = name.first
        while at and doc[at - 1].pos_ in ("NOUN", "ADJ") and doc[at - 1].text[0].islower() \
                and (at < name.first or is_role(doc[at - 1])):
            at -= 1
        if at == name.first and not name.role:
            return self._apposition(name)
        organization, country = self._owner_before(at)
        if country is None and organization is None:
            country = self.country_between(self._clause_start(doc[at].idx), name.start)
        return Introduction(doc[at:name.first].text or None, organization, country)

    def has_role(self, name: Name) -> bool:
        """Whether an office or occupation stands beside a name, which makes it a person's."""
        doc = self.words.doc
        before = doc[name.first - 1] if name.first else None
        if before is not None and before.pos_ == "NOUN" and is_role(before):
            return True
        behind = doc[name.last:name.last + 9]
        return len(behind) > 2 and behind[0].text == "," and \
            (behind[1].lower_ in ("a", "an", "the", "who") or is_role(behind[1])) and any(map(is_role, behind))

    def mention_at(self, offset: int) -> Mention | None:
        """The mention that a character belongs to."""
        at = bisect_right(self._starts, offset) - 1
        return self.mentions[at] if at >= 0 and offset < self.mentions[at].end else None

    def country_between(self, start: int, end: int) -> str | None:
        """The country of the last mention that starts between two offsets."""
        near = self.mentions[bisect_left(self._starts, start):bisect_left(self._starts, end)]
        return next((m.country for m in reversed(near) if m.country), None)

    def country_named(self, name: Name) -> str | None:
        """The country of an organization's name: of a party named in it, before a place named in it."""
        within = [m for m in self.mentions[bisect_left(self._starts, name.start):bisect_left(self._starts, name.end)]
                  if m.country]
        return next((m.country for m in within if m.class_name not in _GOVERNMENTS),
                    within[0].country if within else None)

    def _clause_start(self, offset: int) -> int:
        """Where the words near before a title start: not in another paragraph, nor in a quotation."""
        start = max(0, offset - _NEAR)
        breaks = [found.end() for found in _BREAK.finditer(self.words.text, start, offset)]
        return breaks[-1] if breaks else start

    def _before_brackets(self, at: int) -> int:
        """Where the words before a name end, without a short form in brackets: "Trade Representative (USTR)"."""
        doc = self.words.doc
        if at > 2 and doc[at - 1].text == ")" and doc[at - 3].text == "(":
            return at - 3
        return at

    def _role_at_place(self, at: int) -> Introduction | None:
        """The role of "Chinese ambassador to the United States" before a name."""
        doc = self.words.doc
        place = self.words.name_at.get(at - 1) if at else None
        start = place.first - 1 if place else 0
        while start > 1 and doc[start].lower_ == "the":
            start -= 1
        if place is None or start < 1 or doc[start].lower_ not in ("to", "of", "for", "at") \
                or not is_role(doc[start - 1]):
            return None
        role = start - 1
        while role and doc[role - 1].pos_ in ("NOUN", "ADJ") and doc[role - 1].text[0].islower():
            role -= 1
        organization, country = self._owner_before(role)
        if doc[start].lower_ != "to":
            organization = organization or _organization(place)
        return Introduction(doc[role:at].text, organization, country)

    def _owner_before(self, at: int) -> tuple[str | None, str | None]:
        """The organization and country named right before a role: "China's Foreign Ministry" spokesman."""
        organization = country = None
        for _ in range(3):
            if at and self.words.doc[at - 1].text in _OWNERS:
                at -= 1
            name = self.words.name_at.get(at - 1) if at else None
            if name is None:
                break
            if name.country is None:
                organization = organization or _organization(name)
            country = country or name.country or self.country_named(name)
            at = name.first
        return organization, country

    def _apposition(self, name: Name) -> Introduction:
        """Role and organization behind a name: ", a spokesman for the ministry,"."""
        doc = self.words.doc
        if name.last + 2 >= len(doc) or doc[name.last].text != ",":
            return self._bracketed(name)
        start = name.last + 1
        phrase = _until_end(list(doc[start:start + _FARTHEST]))
        end = next((i + 1 for i, token in enumerate(phrase) if self._names_role(token)), 0)
        while 0 < end < len(phrase) and self._names_role(phrase[end]):
            end += 1
        if not end or any(token.tag_ in _NO_ROLE for token in phrase[:end]):
            return Introduction()
        organization, country = self._organization_in(phrase[end:])
        role = doc[start:start + end].text
        for article in ("a ", "an ", "the "):
            role = role.removeprefix(article)
        return Introduction(role, organization, country or self.country_between(phrase[0].idx, phrase[end - 1].idx))

    def _bracketed(self, name: Name) -> Introduction:
        """The role in brackets behind a name: "Ann Hill (Vice President)"."""
        behind = self.words.doc[name.last:name.last + _LONGEST_BRACKETS]
        if len(behind) < 2 or behind[0].text != "(" or not any(self._names_role(t) for t in behind[1:]):
            return Introduction()
        words, closed, _ = behind[1:].text.partition(")")
        return Introduction(words.strip() if closed else None)

    def _organization_in(self, phrase: list[Token]) -> tuple[str | None, str | None]:
        for token in phrase:
            found = self.words.name_at.get(token.i)
            if found and found.kind != "place" and found.country is None \
                    and self.words.doc[found.first - 1].lower_ in ("of", "for", "at", "with", "the", "firm"):
                return _organization(found), self.country_named(found)
        return None, None

    def _names_role(self, token: Token) -> bool:
        name = self.words.name_at.get(token.i)
        return is_role(token) or (name is not None and name.kind == "office")


def _organization(name: Name) -> str:
    return name.mention.name if name.mention and name.mention.node else name.text


def _until_end(tokens: Sequence[Token]) -> list[Token]:
    """The tokens before the comma, stop or finite verb that ends an apposition."""
    found = []
    for token in tokens:
        if token.text in (",", ".", "—", ";", ":") or token.is_space or token.tag_ in ("VBD", "VBZ", "VBP"):
            break
        found.append(token)
    return found
