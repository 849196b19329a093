"""Parallel edges: those of one relation between the same two nodes, counted, or joined into one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.graph import PropertyGraph

    Interval = tuple[datetime.date | None, datetime.date | None]


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


def strands(graph: PropertyGraph, *, merge: bool = False) -> Iterator[Strand]:
    """The graph's edges, relation by relation and by id; joined ones stand where their first stood."""
    for relation in sorted(graph.edges):
        single = PropertyRows(graph, relation)
        yield from (_joined(relation, single) if merge else _counted(relation, single))


class PropertyRows:
    """The rows of one relation as dictionaries without nulls and empty lists, read again with each iteration."""

    def __init__(self, graph: PropertyGraph, relation: str) -> None:
        self.table = graph.edges[relation]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        from kg.graph import rows

        return iter(rows(self.table))


def _counted(relation: str, rows: PropertyRows) -> Iterator[Strand]:
    seen: dict[tuple[Any, Any], int] = {}
    for row in rows:
        ends = row["source"], row["target"]
        number = seen.get(ends, 0)
        seen[ends] = number + 1
        yield Strand(relation, row, number, _weight(row), _interval(row))


def _joined(relation: str, rows: PropertyRows) -> Iterator[Strand]:
    found: dict[tuple[Any, Any], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["source"], row["target"]), []).append(row)
    for group in found.values():
        intervals = () if any(not _interval(row) for row in group) else _united(
            [_interval(row)[0] for row in group])
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
