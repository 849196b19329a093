"""Rows of tariff lists as claims: goods by code, and the rate that a measure puts on them.

Goods of up to six digits are those of the Harmonized System, which all countries share; longer codes are a country's
own, so its name is part of their id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kg import schema
from kg.claim import Claim, Refusal, excerpt, node_id, sorted_qualifiers
from kg.document import Document
from kg.errors import SourceRefused
from kg.rendition import Rendition, TableRendition, row_text

HARMONIZED = "HS"
PARENT_LENGTHS = (2, 4, 6, 8)
_CODE = re.compile(r"\d{4}(?:\d\d){0,3}")
_NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,20})?")
_HIGHEST = 10_000.0


@dataclass(frozen=True, slots=True)
class Measure:
    """The measure that a row belongs to: one of a chronology by its id, or one known from the list alone.

    actor, target: country codes. effective: first day, "" when the list doesn't tell it. heading: the row and the
    words that name it, where these aren't in each row.
    """

    id: str
    name: str
    actor: str
    target: str
    effective: str = ""
    heading: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A rate on goods: row and column (from 1) of the code, the code as written and in full, the rate.

    nomenclature: `HS` or that of a country, such as HTSUS. words: what in the row names the measure. valid: days
    between which the rate held, "" where the list doesn't tell. citation: the notice that set it. basis: "" for that
    of the source.
    """

    measure: Measure
    row: int
    column: int
    written: str
    code: str
    nomenclature: str
    rate: str
    kind: str
    words: str
    valid: tuple[str, str] = ("", "")
    citation: str = ""
    rule: str = "row"
    confidence: int = 100
    description: str = ""
    basis: str = ""


LinesOf = Callable[[list[str], int], list[Line]]


def table_of(document: Document, rendition: Rendition) -> TableRendition:
    """The rendition as a table. Raises SourceRefused for another kind."""
    if not isinstance(rendition, TableRendition):
        raise SourceRefused(f"expected a table, found the rendition {rendition.kind}", document.name)
    return rendition


def code_of(written: str, digits: int) -> str:
    """A tariff code of so many digits; a spreadsheet may have taken the zero in front of it.

    Raises ValueError for anything else, and for chapters that hold no goods.
    """
    plain = written.replace(".", "")
    code = plain.zfill(digits) if len(plain) == digits - 1 else plain
    if len(code) != digits or not _CODE.fullmatch(code) or not "01" <= code[:2] <= "97" or code[:2] == "77":
        raise ValueError(f"expected a tariff code of {digits} digits in a chapter of goods (01 to 97), found "
                         f"{written[:40]!r}")
    return code


def rate_of(written: str) -> str:
    """A rate in percent as the canonical text of a number. Raises ValueError."""
    if not _NUMBER.fullmatch(written) or float(written) > _HIGHEST:
        raise ValueError(f"expected a rate from 0 to 10,000 percent, found {written[:40]!r}")
    return schema.lexical("float", written)


def product_id(code: str, nomenclature: str) -> str:
    """`product:hs-284520`, or `product:htsus-28452000` for a code of a country's own."""
    scheme = HARMONIZED if len(code) <= 6 else nomenclature
    return f"product:{scheme.lower()}-{code}"


def own_measure(source: str, name: str, actor: str, target: str) -> Measure:
    """A measure that only this source tells of."""
    return Measure(node_id("event", source, name), name, actor, target)


def claims_of(table: TableRendition, header: int, lines_of: LinesOf) -> Iterator[Claim | Refusal]:
    """The claims of each row below the header, or its refusal; a row that repeats an earlier one says nothing new.

    lines_of: the lines of a row (its cells, and its number from 1), all of one code; ValueError says why not.
    """
    writer = _Writer(table)
    earlier: dict[str, list[Line]] = {}
    for number in range(header + 1, len(table.rows) + 1):
        row = table.rows[number - 1]
        if not row:
            continue
        try:
            lines = lines_of(row, number)
            first = earlier.setdefault(lines[0].code, lines)
            if [(line.measure, line.rate, line.valid) for line in lines] != [
                    (line.measure, line.rate, line.valid) for line in first]:
                raise ValueError(f"row {first[0].row} has {lines[0].code} with another measure or rate")
        except ValueError as error:
            yield Refusal(table.lines[number - 1], str(error))
            continue
        if first is lines:
            for line in lines:
                yield from writer.claims(line)


@dataclass(slots=True)
class _Writer:
    """Makes the claims of lines; goods and measures are declared at the first row that names them."""

    table: TableRendition
    said: set[str] = field(default_factory=set)

    def claims(self, line: Line) -> Iterator[Claim]:
        """All claims of a line."""
        product = product_id(line.code, line.nomenclature)
        if product not in self.said:
            self.said.add(product)
            yield from self._product(product, line)
        if line.measure.id not in self.said:
            self.said.add(line.measure.id)
            yield from self._measure(line)
        yield Claim(line.measure.id, "TARGETS", product, f"row={line.row}", self._row(line.row, line.written),
                    line.written, sorted_qualifiers((("rate_pct", line.rate), ("rate_kind", line.kind),
                                                     ("citation", line.citation))),
                    *line.valid, basis=line.basis, rule=line.rule, confidence=line.confidence)

    def _row(self, row: int, words: str) -> str:
        return excerpt(row_text(self.table.rows[row - 1]), words)

    def _product(self, product: str, line: Line) -> Iterator[Claim]:
        scheme = HARMONIZED if len(line.code) <= 6 else line.nomenclature
        place, cell = f"cell={line.row},{line.column}", self.table.rows[line.row - 1][line.column - 1]
        told = [("class", "Product"), ("name", f"{scheme} {_dotted(line.code)}"), ("hs_code", line.code),
                ("hs_edition", scheme)]
        told += [("hs_parents", line.code[:length]) for length in PARENT_LENGTHS if length < len(line.code)]
        for predicate, literal in told:
            yield Claim(product, predicate, literal, place, cell, line.written, basis=line.basis, rule="code")
        if line.description:
            yield Claim(product, "summary", line.description, f"row={line.row}",
                        self._row(line.row, line.description), basis=line.basis, rule="description")

    def _measure(self, line: Line) -> Iterator[Claim]:
        measure = line.measure
        row, words = measure.heading or (line.row, line.words)
        told = [("class", "TariffAction"), ("actor_countries", measure.actor), ("target_countries", measure.target)]
        told += [("effective", measure.effective)] if measure.effective else []
        # a measure that others tell of too keeps the name that they give it
        told += [("names" if measure.effective else "name", measure.name)]
        for predicate, literal in told:
            yield Claim(measure.id, predicate, literal, f"row={row}", self._row(row, words), words,
                        basis=line.basis, rule="list-facts", confidence=90)


def _dotted(code: str) -> str:
    """A code as it is printed: 2845.20.00."""
    return ".".join(filter(None, (code[:4], code[4:6], code[6:8], code[8:])))
