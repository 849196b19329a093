"""Ministries and departments: "China's Commerce Ministry" and "Ministry of Commerce of the PRC" are one body."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.resolution import countries
from kg.resolution.form import form, is_han
from kg.resolution.words import HONORIFICS

NOUNS = frozenset({"department", "ministry", "bureau", "office", "agency", "commission", "administration",
                   "secretariat", "directorate", "council", "board", "authority"})
_SILENT = frozenset({"of", "for", "the", "and", "affairs", "on"})
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Body:
    """A government body by what it is, what it deals with, and whose it is (ISO code, or "" when not said)."""

    noun: str
    matters: frozenset[str]
    country: str = ""

    @property
    def kind(self) -> tuple[str, frozenset[str]]:
        """The body whosever it is."""
        return self.noun, self.matters


@cache
def _country_words() -> dict[tuple[str, ...], str]:
    found = {form(name).words: code for name, code in (*countries.names().items(), *countries.adjectives().items())}
    return {words: code for words, code in found.items() if words}


@cache
def adjective_words() -> frozenset[tuple[str, ...]]:
    """The words of each adjective of nationality."""
    return frozenset(form(name).words for name in countries.adjectives())


def country_at(words: tuple[str, ...], start: int) -> tuple[str, int]:
    """The country whose name or adjective stands at a word, and how many words it takes; ("", 0) when none."""
    known = _country_words()
    for length in range(min(_LONGEST, len(words) - start), 0, -1):
        if code := known.get(words[start:start + length]):
            return code, length
    return "", 0


def without_country(words: tuple[str, ...]) -> tuple[tuple[str, ...], set[str]]:
    """The words without those that name a country, and the countries."""
    rest: list[str] = []
    found: set[str] = set()
    at = 0
    while at < len(words):
        code, length = country_at(words, at)
        if code:
            found.add(code)
            at += length
        else:
            rest.append(words[at])
            at += 1
    return tuple(rest), found


@cache
def body(name: str) -> Body | None:
    """A name read as a ministry or department; None when it isn't one of a single country, or says no matter."""
    if is_han(name):
        return None
    rest, found = without_country(form(name).words)
    while rest and rest[-1] in _SILENT - {"affairs"}:
        rest = rest[:-1]
    nouns = [word for word in rest if word in NOUNS]
    if len(nouns) != 1 or len(found) > 1 or not _reads_as_body(rest, nouns[0]):
        return None
    matters = frozenset(word for word in rest if word not in _SILENT and word != nouns[0])
    if nouns[0] == "ministry" and "defense" in matters:
        matters -= {"national"}
    return Body(nouns[0], matters, next(iter(found), "")) if matters else None


def _reads_as_body(words: tuple[str, ...], noun: str) -> bool:
    """Whether the noun leads ("Ministry of …") or ends the name ("… Ministry"), without a person's title."""
    if words[0] in HONORIFICS - {"state", "commerce", "trade", "foreign", "defense", "treasury", "finance", "general"}:
        return False
    return words[-1] == noun or (words[0] == noun and len(words) > 1 and words[1] in _SILENT)
