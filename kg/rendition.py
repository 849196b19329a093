"""Text renditions of documents, and the places in them that quotes are checked against.

A rendition turns bytes into text by a named, versioned, pure rule; the ledger keeps the rule's name and the
hash of its result, so a quote can be checked again years later. Locators are fragment identifiers:

    text/1     `char=120,168`   characters from 120 up to 168 of the decoded text      (RFC 5147)
    html/1, pdf/1, docx/1       the same, of the text that `kg.rich_text` gets out of such a document
    csv/1      `cell=12,5`      row 12, column 5, both counted from 1                   (RFC 7111)
               `row=12`         the row's cells that aren't empty, joined by " | "      (RFC 7111)
    semicolons/1, xlsx/1, tabs/1    the same, of tables with semicolons, `kg.spreadsheet` and `kg.tab_rendition`
    records/1  `/11/announced`  JSON pointer into the list of records                    (RFC 6901)

A scalar of a record is its JSON text without quotation marks; an object or list is its compact JSON.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import ne
from typing import Any, Protocol

from kg.claim import QUOTE_LIMIT
from kg.errors import SourceRefused

CELL_LIMIT = 1_000_000
# numbers of a locator have one spelling, so that one place has one locator and a claim one id
_NUMBER = re.compile(r"0|[1-9][0-9]{0,11}")
_WRONG_ESCAPE = re.compile(r"~(?![01])")


class Rendition(Protocol):
    """What a document says, place by place; `kind` is the name of its rule."""

    @property
    def kind(self) -> str: ...

    def text_at(self, locator: str) -> str:
        """The words at a place; raises KeyError for a place that isn't there."""

    def digest(self) -> str:
        """SHA-256 of the rendition, 64 hexadecimal digits."""


def quote_stands(rendition: Rendition, locator: str, quote: str) -> bool:
    """Whether the quote is what stands at the place, or a part of it when that is over 500 characters."""
    try:
        return _is_quote(rendition.text_at(locator), quote)
    except KeyError:
        return False


def _is_quote(found: str, quote: str) -> bool:
    if len(found) <= QUOTE_LIMIT:
        return found == quote != ""
    return 0 < len(quote) <= QUOTE_LIMIT and quote in found


def quotes_stand(rendition: Rendition, locators: Sequence[str], quotes: Sequence[str]) -> bool:
    """Whether `quote_stands` for each locator and its quote; a quote that stands for several claims is read once."""
    quote_at = dict(zip(locators, quotes, strict=True))
    others = compress(zip(locators, quotes, strict=True), map(ne, map(quote_at.__getitem__, locators), quotes))
    try:
        return all(map(_is_quote, map(rendition.text_at, quote_at), quote_at.values())) \
            and all(quote_stands(rendition, locator, quote) for locator, quote in others)
    except KeyError:
        return False


def decode(content: bytes, name: str) -> str:
    """The text of a document: UTF-8 with or without BOM, or UTF-16 with BOM; newlines become LF.

    Raises SourceRefused with the line of the first byte that isn't text.
    """
    return _lf(_decoded(content, name, "utf-8-sig"))


def _decoded(content: bytes, name: str, encoding: str) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else encoding
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = _lf(content[:error.start].decode(encoding, "ignore")).count("\n") + 1
        expected = "UTF-16" if encoding == "utf-16" else "UTF-8"
        raise SourceRefused(f"expected {expected} text, found byte 0x{content[error.start]:02x}",
                            f"{name}:{line}") from error


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _whole(text: str) -> int:
    """A number of a locator; raises ValueError for any but its one spelling."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


@dataclass(frozen=True, slots=True)
class TextRendition:
    """A document as one text; `text/1`, or one of the forms that `kg.rich_text` reads."""

    text: str
    kind: str = "text/1"

    def text_at(self, locator: str) -> str:
        kind, _, span = locator.partition("=")
        start, _, end = span.partition(",")
        try:
            first, last = _whole(start), _whole(end)
        except ValueError as error:
            raise KeyError(locator) from error
        if kind != "char" or not first < last <= len(self.text):
            raise KeyError(locator)
        return self.text[first:last]

    def digest(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class TableRendition:
    """A table as rows of cells; `csv/1`, `semicolons/1` or `xlsx/1`. In `csv/1` row 1 is the header.

    `lines[i]` is the line of the file on which row i + 1 ends; `broken` are the rows that couldn't be read, as
    (line on which it starts, reason): they have no place in `rows`.
    """

    rows: list[list[str]]
    lines: list[int]
    broken: list[tuple[int, str]] = field(default_factory=list)
    kind: str = "csv/1"

    def text_at(self, locator: str) -> str:
        place, comma, column = locator.partition(",")
        try:
            kind, row = _row_place(place)
            if kind == "cell":
                return self.rows[row][_index(column)]
            if kind == "row" and not comma:
                return row_text(self.rows[row])
        except (ValueError, IndexError) as error:
            raise KeyError(locator) from error
        raise KeyError(locator)

    def digest(self) -> str:
        hasher = hashlib.sha256()
        encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
        for row in self.rows:
            hasher.update(encode(row).encode() + b"\n")
        return hasher.hexdigest()


@functools.lru_cache(maxsize=64)
def _row_place(place: str) -> tuple[str, int]:
    kind, _, row = place.partition("=")
    return kind, _index(row)


@functools.lru_cache(maxsize=256)
def _index(counted_from_1: str) -> int:
    number = _whole(counted_from_1)
    if number < 1:
        raise IndexError(number)
    return number - 1


def row_text(cells: list[str]) -> str:
    """A row as one text: its cells that aren't empty, joined by " | "."""
    return " | ".join(filter(None, cells))


@dataclass(frozen=True, slots=True)
class RecordRendition:
    """A list of records (JSON Lines or YAML); `records/1`. `lines[i]` is the line on which record i starts."""

    records: list[Any]
    lines: list[int]
    broken: list[tuple[int, str]] = field(default_factory=list)
    kind: str = "records/1"

    def text_at(self, locator: str) -> str:
        value: Any = self.records
        if not locator.startswith("/") or _WRONG_ESCAPE.search(locator):
            raise KeyError(locator)
        for token in locator[1:].split("/"):
            value = _step(value, token.replace("~1", "/").replace("~0", "~"), locator)
        return record_text(value)

    def digest(self) -> str:
        return hashlib.sha256(record_text(self.records).encode("utf-8", "surrogatepass")).hexdigest()


def _step(value: Any, token: str, locator: str) -> Any:
    if isinstance(value, list) and _NUMBER.fullmatch(token) and int(token) < len(value):
        return value[int(token)]
    if isinstance(value, dict) and token in value:
        return value[token]
    raise KeyError(locator)


def record_text(value: Any) -> str:
    """A value of a record as text: strings as they are, all else as compact JSON with its own key order."""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "), default=str)


def render_text(content: bytes, name: str) -> TextRendition:
    """`text/1` of a document: its text as it is, with its own line ends and its BOM, so that a character's place is
    its place in the file; raises SourceRefused when it isn't text.
    """
    return TextRendition(_decoded(content, name, "utf-8"))


def render_csv(content: bytes, name: str) -> TableRendition:
    """`csv/1` of a document (RFC 4180; a trailing Ctrl-Z is dropped); raises SourceRefused if it isn't text.

    A cell above a million characters breaks its row only; so does a NUL. An unclosed quotation mark takes along
    the lines up to the next one, and the reason says which.
    """
    return _render_separated(content, name, ",", "csv/1")


def _render_separated(content: bytes, name: str, delimiter: str, kind: str) -> TableRendition:
    text = _without_end_mark(decode(content, name))
    before = csv.field_size_limit(CELL_LIMIT)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return _read_csv(reader, TableRendition([], [], kind=kind), has_nul="\0" in text)
    finally:
        csv.field_size_limit(before)


def render_semicolons(content: bytes, name: str) -> TableRendition:
    """`semicolons/1` of a document: as `csv/1`, but with semicolons between the cells."""
    return _render_separated(content, name, ";", "semicolons/1")


def render_xlsx(content: bytes, name: str) -> TableRendition:
    """`xlsx/1` of a spreadsheet, whose rows count as lines; raises SourceRefused when it isn't one."""
    from kg import spreadsheet

    rows = spreadsheet.xlsx_rows(content, name)
    return TableRendition(rows, list(range(1, len(rows) + 1)), kind="xlsx/1")


def _render_tabs(content: bytes, name: str) -> Rendition:
    from kg import tab_rendition

    return tab_rendition.render_tabs(content, name)


def _render_table(content: bytes, name: str) -> TableRendition:
    """A table by the rule of its own form, which the rendition then names."""
    from kg import spreadsheet

    if spreadsheet.is_xlsx(content):
        return render_xlsx(content, name)
    first = content.partition(b"\n")[0]
    return (render_semicolons if first.count(b";") > first.count(b",") else render_csv)(content, name)


def _without_end_mark(text: str) -> str:
    end = text.find("\x1a", len(text.rstrip("\x1a \t\n")))
    return text if end < 0 else text[:end]


def _read_csv(reader: Any, table: TableRendition, *, has_nul: bool) -> TableRendition:
    while True:
        first = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return table
        except csv.Error as error:
            lost = f", lines {first} to {reader.line_num} are lost" if reader.line_num > first else ""
            table.broken.append((first, f"not CSV: {error}{lost}"))
            continue
        if has_nul and any("\0" in cell for cell in row):
            table.broken.append((first, "expected text, found a NUL"))
        elif row:
            table.rows.append(row)
            table.lines.append(reader.line_num)


def render_records(content: bytes, name: str) -> RecordRendition:
    """`records/1` of JSON Lines, a JSON array, or YAML; raises SourceRefused when it is none of them.

    The bytes decide: a first character `{` means JSON Lines, `[` a JSON array, all else YAML (safe subset, no
    aliases). A record that can't be taken (in JSON Lines a line that isn't JSON; a key that stands twice; half of
    a surrogate pair, which no file can hold) is put under `broken` and the rest goes on.
    """
    text = decode(content, name)
    head = text.lstrip()[:1]
    from kg.yaml_records import read_json_array, read_yaml

    read = {"{": _json_lines, "[": read_json_array}.get(head, read_yaml)
    found = read(text, name)
    return _without_surrogates(found) if "\\u" in text.lower() else found


def _json_lines(text: str, name: str) -> RecordRendition:
    from kg.yaml_records import DEEPEST, depth_of

    found = RecordRendition([], [])
    for number, line in _lines(text):
        try:
            record = json.loads(line, object_pairs_hook=_no_repeated_key, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            found.broken.append((number, f"not JSON: {error}"))
            continue
        if depth_of(record) > DEEPEST:
            found.broken.append((number, f"nested deeper than {DEEPEST} levels"))
        else:
            found.records.append(record)
            found.lines.append(number)
    return found


def _without_surrogates(given: RecordRendition) -> RecordRendition:
    found = RecordRendition([], [], given.broken)
    for record, line in zip(given.records, given.lines, strict=True):
        try:
            record_text(record).encode()
        except UnicodeEncodeError as error:
            found.broken.append((line, f"expected text, found half of a surrogate pair: {error.reason}"))
        else:
            found.records.append(record)
            found.lines.append(line)
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line


def _no_repeated_key(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key {next(k for k in keys if keys.count(k) > 1)!r} stands twice")
    return found


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} isn't a number")


def _rich_text(form: str) -> Callable[[bytes, str], Rendition]:
    def render(content: bytes, name: str) -> Rendition:
        from kg import rich_text

        return TextRendition(rich_text.READ[form](content, name), form)

    return render


def _render_document(content: bytes, name: str) -> Rendition:
    """A document of running text by the rule of its own form, which the rendition then names."""
    from kg import rich_text

    return RENDER[rich_text.form_of(content)](content, name)


RENDER: dict[str, Callable[[bytes, str], Rendition]] = {
    "document": _render_document,
    "text/1": render_text,
    **{form: _rich_text(form) for form in ("html/1", "pdf/1", "docx/1")},
    "table": _render_table,
    "csv/1": render_csv,
    "semicolons/1": render_semicolons,
    "xlsx/1": render_xlsx,
    "tabs/1": _render_tabs,
    "records/1": render_records,
}


def line_of(rendition: Rendition, locator: str) -> int:
    """The line of the file (from 1) that a locator points into; 0 when it can't be told."""
    if isinstance(rendition, TextRendition):
        start = locator.removeprefix("char=").partition(",")[0]
        return rendition.text.count("\n", 0, int(start)) + 1 if _NUMBER.fullmatch(start) else 0
    if isinstance(rendition, TableRendition | RecordRendition):
        table = isinstance(rendition, TableRendition)
        number = locator.partition("=")[2].partition(",")[0] if table else locator[1:].partition("/")[0]
        index = int(number) - table if _NUMBER.fullmatch(number) else -1
        return rendition.lines[index] if 0 <= index < len(rendition.lines) else 0
    found = re.match(r"(?:row|cell)=([0-9]+)", locator) if rendition.kind == "tabs/1" else None
    return int(found[1]) if found else 0
