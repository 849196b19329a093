"""Rows on standard output: an aligned table, JSON, one JSON object a line, or CSV."""

from __future__ import annotations

import csv
import datetime
import json
import math
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from kg.display import plain
from kg.display import shown as shown
from kg.errors import UsageError
from kg.exports.cells import without_formula
from kg.exports.destination import standard_output

FORMATS = ("table", "json", "ndjson", "csv")
WIDEST = 60  # columns of a table cell on a terminal


def check_format(name: str) -> None:
    """Refuse a format that doesn't exist, before any work is done."""
    if name not in FORMATS:
        raise UsageError(f"--format {name!r}: expected one of {', '.join(FORMATS)}")


def write(columns: Sequence[str], rows: Iterable[Sequence[Any]], format_: str) -> None:
    """Write rows to standard output; dates as ISO text, lists as JSON lists or joined by "; ".

    Raises UsageError for a format that doesn't exist, EnvironmentRefused when standard output can't be written.
    """
    check_format(format_)
    with standard_output():
        _write(columns, rows, format_)


def _write(columns: Sequence[str], rows: Iterable[Sequence[Any]], format_: str) -> None:
    if format_ == "json":
        print(_encoded([dict(zip(columns, map(_json, row), strict=True)) for row in rows], indent=1))
    elif format_ == "ndjson":
        for row in rows:
            print(_encoded(dict(zip(columns, map(_json, row), strict=True))))
    elif format_ == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([[_cell(value) for value in row] for row in rows])
    else:
        _table(columns, [[shown(value) for value in row] for row in rows])


def _encoded(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)


def _json(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None  # JSON has no such number
    return [_json(item) for item in value] if isinstance(value, list) else value


def _cell(value: Any) -> Any:
    """A CSV cell: text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return without_formula(plain(value))


def _table(columns: Sequence[str], rows: list[list[str]]) -> None:
    limit = WIDEST if sys.stdout.isatty() else 10_000
    rows = [[_cut(text, limit) for text in row] for row in rows]
    widths = [max([_width(name), *(_width(row[i]) for row in rows)]) for i, name in enumerate(columns)]
    for line in ([*columns], ["-" * width for width in widths], *rows):
        cells = [text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)]
        print("  ".join(cells).rstrip())


def _width(text: str) -> int:
    """Columns on a terminal: East Asian wide characters take two, combining ones none."""
    return len(text) if text.isascii() else sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _cut(text: str, limit: int) -> str:
    if _width(text) <= limit:
        return text
    while _width(text) >= limit:
        text = text[:-max(1, (_width(text) - limit) // 2)]
    return text + "…"
