"""A row of the Consolidated Screening List that may go in, and the making of claims that quote it."""

from __future__ import annotations

import msgspec

from ingest.us_csl.cells import Address, ListSource, clean, has_leftover
from kg.claim import QUOTE_LIMIT, Claim, excerpt

Qualifiers = tuple[tuple[str, str], ...]


class Row(msgspec.Struct, frozen=True, gc=False):
    """A row that may go in.

    number: its place in the rendition. cells, values: as written, and stripped. text: of the whole row (`row_text`).
    dirty: whether a literal may differ from the words that it is read from (`kg.schema.lexical`).
    """

    number: int
    cells: list[str]
    values: list[str]
    text: str
    dirty: bool
    source: ListSource
    name: str
    addresses: list[Address]
    start: str
    end: str

    def literal(self, words: str) -> str:
        """The literal that words of this row stand for."""
        return clean(words) if self.dirty else words


class RowClaims:
    """Makes claims that quote one row, and keeps them in `found`."""

    __slots__ = ("columns", "found", "places", "row")

    def __init__(self, row: Row, columns: dict[str, int]) -> None:
        self.row = row
        self.columns = columns
        self.found: list[Claim] = []
        self.places: dict[str, tuple[str, str]] = {}  # locator and text of the columns quoted so far

    def value(self, column: str) -> str:
        """The stripped cell of a column; "" also for a column that this edition doesn't have."""
        index = self.columns.get(column)
        return "" if index is None else self.row.values[index]

    def say(self, column: str, subject: str, predicate: str, words: str, *, literal: str = "",
            rule: str = "cell", confidence: int = 100, qualifiers: Qualifiers = ()) -> None:
        """A claim on a literal that words of the cell give; without `literal` the words are it themselves."""
        if not literal:
            literal = words
            if self.row.dirty:
                literal = clean(words)
                if literal != words and has_leftover(words):
                    rule = "cp1252-repaired"
        locator, quote, part = self._evidence(column, words)
        self.found.append(Claim(subject, predicate, literal, locator, quote, "" if literal == part else part,
                                qualifiers, rule=rule, confidence=confidence))

    def relate(self, column: str, subject: str, relation: str, target: str, words: str, *,
               rule: str = "cell", confidence: int = 100) -> None:
        """A claim on an edge to the node that words of the cell name."""
        locator, quote, part = self._evidence(column, words)
        self.found.append(Claim(subject, relation, target, locator, quote, part, rule=rule,
                                confidence=confidence))

    def relate_by_row(self, subject: str, relation: str, target: str, qualifiers: Qualifiers = ()) -> None:
        """A claim on an edge for which the whole row stands, valid from its start to its end."""
        row = self.row
        part = row.name[:QUOTE_LIMIT]
        self.found.append(Claim(
            subject, relation, target, f"row={row.number}", excerpt(row.text, part), part,
            qualifiers, row.start, row.end, rule="row"))

    def _evidence(self, column: str, words: str) -> tuple[str, str, str]:
        """Locator, quote, and what of the words fits into a quote: their end, where countries stand."""
        place = self.places.get(column)
        if place is None:
            index = self.columns[column]
            place = self.places[column] = f"cell={self.row.number},{index + 1}", self.row.cells[index]
        locator, quote = place
        if len(quote) > QUOTE_LIMIT:
            words = words[-QUOTE_LIMIT:]
            quote = excerpt(quote, words)
        return locator, quote, words
