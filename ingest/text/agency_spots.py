"""Ministries and the like in a text: whose they are, and titles and countries that belong to a name."""

from __future__ import annotations

from dataclasses import replace

from ingest.text.found import Mention
from ingest.text.spots import Page, Spot
from kg.resolution.body import body, country_at
from kg.resolution.index import NameIndex

_LONGEST_COUNTRY = 5


def country_before(page: Page, first: int) -> tuple[str, int]:
    """The country whose possessive or adjective stands right before a word, and its first word; ("", first)."""
    for length in range(_LONGEST_COUNTRY, 0, -1):
        start = first - length
        if start < 0 or not all(page.near(i) for i in range(start + 1, first + 1)):
            continue
        given = page.words[start:first]
        if any(word.is_mark or (not word.capital and word.key not in ("of", "the")) for word in given):
            continue
        code, taken = country_at(tuple(word.key for word in given), 0)
        if code and taken == length:
            return code, start
    return "", first


def country_behind(page: Page, last: int) -> tuple[str, int]:
    """The country that follows with "of": ("CN", behind its last word); ("", last) when none does."""
    if page.key(last) != "of":
        return "", last
    at = last + 1 + (page.key(last + 1) == "the")
    keys = tuple(page.key(i) for i in range(at, min(at + _LONGEST_COUNTRY, len(page.words))))
    code, taken = country_at(keys, 0)
    return (code, at + taken) if code else ("", last)


def settled(page: Page, spot: Spot, countries: set[str], index: NameIndex) -> Spot:
    """An agency's mention with the country said beside it; of another country it is an entity of its own.

    countries: those that the text names. A body that every country has ("the Foreign Ministry") is the registry's
    only when the text names its country.
    """
    mention = spot.mention
    before, first = country_before(page, spot.first)
    behind, last = country_behind(page, spot.last)
    said = before or behind
    if not said:
        found = body(mention.text)
        if found and found.noun in ("ministry", "department") and not found.country \
                and mention.country not in countries and mention.country != "US":
            return Spot(spot.first, spot.last, replace(mention, node=None, country=None, name=mention.text,
                                                       how="unresolved", confidence=60, rivals=(mention.node or "",)))
        return spot
    whole = page.mention(first if before else spot.first, last if behind else spot.last, name="", class_name="Agency")
    span = {"start": whole.start, "end": whole.end, "text": whole.text}
    first, last = (first if before else spot.first), (last if behind else spot.last)
    if said == mention.country:
        return Spot(first, last, replace(mention, **span))  # type: ignore[arg-type]
    match = index.find(whole.text, class_name="Agency")
    if match.node:
        known = index.known[match.node]
        return Spot(first, last, Mention(**span, name=known.names[0], class_name="Agency",  # type: ignore[arg-type]
                                         node=known.id, country=known.country or None, how="alias",
                                         confidence=match.score))
    return Spot(first, last, replace(mention, **span, node=None, name=whole.text, country=said,  # type: ignore[arg-type]
                                     how="unresolved", confidence=85, rivals=()))
