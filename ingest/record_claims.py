"""Claims that cite a place in a record."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg import schema
from kg.claim import Claim, excerpt, sorted_qualifiers
from kg.rendition import RecordRendition


@dataclass(frozen=True, slots=True)
class Citation:
    """Makes the claims of one record, each with the words at its place as quote.

    known_from: date on which the record's facts were made public, "" for the document's; suffix: what every
    rule says besides its own words, joined by "+".
    """

    rendition: RecordRendition
    index: int
    known_from: str = ""
    suffix: str = ""

    def words(self, key: str) -> str:
        """The text at a place of the record, such as `actors/0/name`."""
        return self.rendition.text_at(f"/{self.index}/{key}")

    def claim(self, subject: str, predicate: str, object_: str, key: str, mention: str = "", *,
              qualifiers: Iterable[tuple[str, str | None]] = (), valid: tuple[str, str] = ("", ""),
              known_from: str | None = None, rule: str = "", confidence: int = 100) -> Claim:
        """A claim that cites the place `key`; mention "": the object's text, else the whole quote."""
        quote = excerpt(self.words(key), mention or object_)
        if (mention or object_) not in quote:
            mention = quote
        known = self.known_from if known_from is None else known_from
        rules = [part for part in (rule, self.suffix if known_from is None else "") if part]
        return Claim(subject, predicate, object_, f"/{self.index}/{key}", quote, mention,
                     sorted_qualifiers(qualifiers), *valid, known_from=known, rule="+".join(rules),
                     confidence=confidence)

    def value(self, subject: str, predicate: str, given: str | float | datetime.date, key: str,
              **how: Any) -> Claim:
        """A claim of a property, with the canonical text of its value."""
        text = schema.lexical(schema.load().properties[predicate].range, given)
        return self.claim(subject, predicate, text, key, **how)
