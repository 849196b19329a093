"""Positions that say something before any layout is run: time from left to right, one lane for each actor.

Events stand at their date, in the lane of the country that acted; everything else stands at the mean of what it is
linked to. Nodes that would cover each other move outward on a golden-angle spiral (Vogel, 1979). Then most of each
distance is made by rank rather than by measure (histogram equalisation, as for the grey values of images), so that busy
months and lanes get room and empty ones give it; order stays as it was. The result depends on the graph alone.
"""

from __future__ import annotations

import datetime
import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import PropertyGraph

Position = tuple[float, float]

DAY = 4.0  # units a day
LANE = 1200.0  # units between lanes
SPACING = 26.0  # units between neighbours on a spiral
ROUNDS = 3  # how far from an event the means reach
BY_RANK = 0.75  # of a distance
NEXT = 88.0  # units between neighbours in the end, on average
WIDE = 1.5  # width to height
_CELL = 60.0
_GOLDEN = math.pi * (3 - math.sqrt(5))
_EPOCH = datetime.date(2018, 1, 1)


def positions(graph: PropertyGraph) -> dict[str, Position]:
    """The x and y of every node id, rounded to hundredths; no two the same."""
    fixed = _events(graph)
    placed = _means(graph, fixed)
    ids = sorted(one for table in graph.nodes.values() for one in table["id"].to_pylist())
    lowest = min((y for _, y in placed.values()), default=0.0) - LANE
    return _spread(_apart((one, placed.get(one, (0.0, lowest))) for one in ids))


def lanes(graph: PropertyGraph) -> dict[str, float]:
    """The y of each acting country's lane: the busiest in the middle, the next ones above and below by turns."""
    acts: Counter[str] = Counter()
    for table in graph.nodes.values():
        if "actor_countries" in table.column_names and "date" in table.column_names:
            for countries in table["actor_countries"].to_pylist():
                acts.update((countries or ["?"])[:1])
    busiest = sorted(acts, key=lambda country: (country == "?", -acts[country], country))
    return {country: LANE * ((n + 1) // 2) * (1 if n % 2 else -1) for n, country in enumerate(busiest)}


def _events(graph: PropertyGraph) -> dict[str, Position]:
    rows = lanes(graph)
    found: dict[str, Position] = {}
    for table in graph.nodes.values():
        if "date" not in table.column_names:
            continue
        actors = (table["actor_countries"].to_pylist() if "actor_countries" in table.column_names
                  else [None] * table.num_rows)
        for node, day, countries in zip(table["id"].to_pylist(), table["date"].to_pylist(), actors, strict=True):
            if day is not None:
                found[node] = ((day - _EPOCH).days * DAY, rows.get((countries or ["?"])[0], 0.0))
    return found


def _means(graph: PropertyGraph, fixed: dict[str, Position]) -> dict[str, Position]:
    """Each node without a date at the mean of its placed neighbours, from the events outward."""
    pairs = [pair for name in sorted(graph.edges) for pair in zip(
        graph.edges[name]["source"].to_pylist(), graph.edges[name]["target"].to_pylist(), strict=True)]
    placed = dict(fixed)
    for _ in range(ROUNDS):
        sums: dict[str, list[float]] = {}
        for source, target in pairs:
            for node, other in ((source, target), (target, source)):
                if node not in placed and other in placed:
                    total = sums.setdefault(node, [0.0, 0.0, 0.0])
                    x, y = placed[other]
                    total[0] += x
                    total[1] += y
                    total[2] += 1
        if not sums:
            break
        placed.update({node: (x / count, y / count) for node, (x, y, count) in sums.items()})
    return placed


def _apart(wanted: Iterable[tuple[str, Position]]) -> dict[str, Position]:
    """The n-th node of a crowded cell moves out on that cell's spiral."""
    crowd: Counter[tuple[int, int]] = Counter()
    taken: set[Position] = set()
    found: dict[str, Position] = {}
    for node, (x, y) in wanted:
        cell = (round(x / _CELL), round(y / _CELL))
        while True:
            n = crowd[cell]
            crowd[cell] += 1
            radius, angle = SPACING * math.sqrt(n), n * _GOLDEN
            place = (round(x + radius * math.cos(angle), 2), round(y + radius * math.sin(angle), 2))
            if place not in taken:
                break
        taken.add(place)
        found[node] = place
    return found


def _spread(where: Mapping[str, Position]) -> dict[str, Position]:
    """All places evened out over a page, from 0; nodes that were level are strewn over their band."""
    side = NEXT * math.sqrt(len(where) or 1)
    across = _evened({node: x for node, (x, _) in where.items()}, side * math.sqrt(WIDE))
    down = _evened({node: y for node, (_, y) in where.items()}, side / math.sqrt(WIDE))
    found: dict[str, Position] = {}
    taken: set[Position] = set()
    for node in where:
        place = (across[node], down[node])
        while place in taken:
            place = (place[0], round(place[1] + 0.01, 2))
        taken.add(place)
        found[node] = place
    return found


def _evened(values: Mapping[str, float], length: float) -> dict[str, float]:
    """Each value's place between 0 and the length; equal ones follow each other in an order without meaning."""
    lowest, highest = min(values.values(), default=0.0), max(values.values(), default=0.0)
    reach = (highest - lowest) or 1.0
    in_order = sorted(values, key=lambda node: (values[node], hashlib.sha256(node.encode()).digest()))
    last = max(len(in_order) - 1, 1)
    return {node: round(length * (BY_RANK * rank / last + (1 - BY_RANK) * (values[node] - lowest) / reach), 2)
            for rank, node in enumerate(in_order)}
