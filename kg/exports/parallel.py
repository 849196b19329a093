"""Parallel edges: those of one relation between the same two nodes, counted, or joined into one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.graph import EDGE_KEYS, rows

if TYPE_CHECKING:
    from kg.graph import PropertyGraph, Row

    Interval = tuple[datetime.date | None, datetime.date | None]

_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Strand:
    """An edge to write: `number` counts from 0 among its parallels of one relation.

    weight: how many sources say it, at least 1. intervals: first day or None, and the day before which it ends or
    None; empty when no time is known.
    """

    relation: str
    row: dict[str, Any]
    number: int
    weight: int
    intervals: tuple[Interval, ...]

    @property
    def kind(self) -> str:
        """The relation, with a number from the second parallel edge on: no two parallel edges have the same."""
        return f"{self.relation} {self.number + 1}" if self.number else self.relation

    @property
    def label(self) -> str:
        """The relation in words."""
        return self.relation.replace("_", " ").lower()

    @property
    def properties(self) -> dict[str, Any]:
        """What the edge says, without its id and its ends."""
        return {name: value for name, value in self.row.items() if name not in EDGE_KEYS}

    @property
    def spans(self) -> list[str]:
        """The intervals as texts, first day and day of the end parted by a slash."""
        return [f"{begin or ''}/{end or ''}" for begin, end in self.intervals]


def last_day(begin: datetime.date | None, end: datetime.date) -> datetime.date:
    """The last day of an interval that ends before `end`; one shorter than a day is its first day."""
    last = max(end, datetime.date.min + _ONE_DAY) - _ONE_DAY  # nothing is before the first day of the calendar
    return max(last, begin) if begin else last


def strands(graph: PropertyGraph, *, merge: bool = False) -> Iterator[Strand]:
    """The graph's edges, relation by relation and by id; joined ones stand where their first stood."""
    for relation in sorted(graph.edges):
        yield from (_joined if merge else _counted)(relation, rows(graph.edges[relation]))


def strand_count(graph: PropertyGraph, *, merge: bool = False) -> int:
    """How many edges `strands` gives, without holding them."""
    if not merge:
        return graph.edge_count
    return sum(table.group_by(["source", "target"]).aggregate([]).num_rows for table in graph.edges.values())


def _counted(relation: str, found: Iterator[Row]) -> Iterator[Strand]:
    seen: dict[tuple[Any, Any], int] = {}
    for row in found:
        ends = row["source"], row["target"]
        number = seen.get(ends, 0)
        seen[ends] = number + 1
        yield Strand(relation, row, number, _weight(row), _interval(row))


def _joined(relation: str, found: Iterator[Row]) -> Iterator[Strand]:
    groups: dict[tuple[Any, Any], list[Row]] = {}
    for row in found:
        groups.setdefault((row["source"], row["target"]), []).append(row)
    for group in groups.values():
        known = [interval for row in group for interval in _interval(row)]
        intervals = _united(known) if len(known) == len(group) else ()
        first = {k: v for k, v in group[0].items() if len(group) == 1 or k not in ("valid_from", "valid_to")}
        yield Strand(relation, first, 0, sum(map(_weight, group)), intervals)


def _weight(row: dict[str, Any]) -> int:
    return max(1, int(row.get("sources", 1)))


def _interval(row: dict[str, Any]) -> tuple[Interval, ...]:
    begin, end = row.get("valid_from"), row.get("valid_to")
    return ((begin, end),) if begin or end else ()


def _united(intervals: list[Interval]) -> tuple[Interval, ...]:
    """Intervals by their start, those that meet or overlap made one: Gephi drops overlapping ones."""
    early, late = datetime.date.min, datetime.date.max
    found: list[Interval] = []
    for begin, end in sorted(intervals, key=lambda one: (one[0] or early, one[1] or late)):
        if found and (found[-1][1] is None or (begin or early) <= found[-1][1]):
            before = found.pop()
            last = None if before[1] is None or end is None else max(before[1], end)
            found.append((before[0], last))
        else:
            found.append((begin, end))
    return tuple(found)
