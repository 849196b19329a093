"""CSV for Gephi's Data Laboratory: nodes.csv and edges.csv, with intervals in `timeset`, and a read-me.

What Gephi's spreadsheet importer takes for dates beside `timeset` makes it lose every interval, so days in other
columns are written like `9 Oct 2019`. Its column names don't tell case, so an edge's property `kind` is called
`relation_kind` beside its own `Kind`; it reads a backslash as an escape, so each is doubled. Lists are joined by "; ".
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.exports.caption import caption
from kg.exports.cells import without_formula
from kg.exports.parallel import Strand, last_day, strands
from kg.graph import EDGE_KEYS

if TYPE_CHECKING:
    from kg.exports.parallel import Interval
    from kg.graph import PropertyGraph

README = "read-me.txt"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOW = "In Gephi: import nodes.csv as nodes, then edges.csv as edges into the same workspace.\n"
_EDGE_COLUMNS = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "timeset", "relation")
_RENAMED = {"kind": "relation_kind"}


def write(graph: PropertyGraph, folder: Path, *, merge_parallel: bool = False) -> None:
    """Write both tables, UTF-8 with a header, and the read-me into an existing folder."""
    names = _names(graph.nodes.values(), ("id", "name"))
    _write(folder / "nodes.csv", ["Id", "Label", "timeset", "class", *names], (
        [_cell(row["id"]), _cell(row["name"]), _timeset(_since(row.get("date"))), class_name,
         *[_cell(row.get(name)) for name in names]]
        for class_name, row in graph.node_rows()))
    names = _names(graph.edges.values(), EDGE_KEYS)
    _write(folder / "edges.csv",
           [*_EDGE_COLUMNS, *[_RENAMED.get(name, name) for name in names]],
           ([*_edge(strand), *[_cell(strand.row.get(name)) for name in names]]
            for strand in strands(graph, merge=merge_parallel)))
    (folder / README).write_text(f"{caption(graph)}\n\n{_HOW}", "utf-8", newline="\n")


def _edge(strand: Strand) -> list[Any]:
    """The cells under `_EDGE_COLUMNS`; parallel edges differ in their Kind, or the importer would join them."""
    row = strand.row
    return [_cell(row["source"]), _cell(row["target"]), "Directed",
            strand.kind, _cell(row["id"]), strand.label, strand.weight, _timeset(strand.intervals), strand.relation]


def _names(tables: Iterable[Any], without: Sequence[str]) -> list[str]:
    return sorted({name for table in tables for name in table.column_names} - set(without))


def _write(path: Path, header: list[str], rows: Iterable[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="", errors="replace") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([without_formula(cell) for cell in row] for row in rows)


def _timeset(intervals: Iterable[Interval]) -> str:
    """Gephi's notation for intervals that include both ends; an unknown end is infinite."""
    told = []
    for begin, end in intervals:
        told.append(f"[{begin or '-Infinity'}, {last_day(begin, end) if end else 'Infinity'}]")
    return f"<{'; '.join(told)}>" if told else ""


def _since(day: Any) -> list[Interval]:
    return [(day, None)] if day else []


def _cell(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    if isinstance(value, list):
        return "; ".join(str(_cell(item)) for item in value)
    if isinstance(value, str):
        return value.replace("\\", "\\\\")
    return ("true" if value else "false") if isinstance(value, bool) else value
