"""Part of a graph: what lies around some nodes, in a stretch of time, of some classes, or sure enough.

A selection only leaves out; the nodes and edges that stay are the projection's own, unchanged.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import schema
from kg.document import check_date
from kg.errors import UsageError
from kg.graph import PropertyGraph

if TYPE_CHECKING:
    import pyarrow as pa

# A walk reaches these but doesn't go on through them: sharing a country, list or document isn't being near.
CROSSROADS = ("Document", "Region", "RestrictedList", "LegalInstrument")


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep; everything that is empty doesn't narrow.

    around: ids from which a walk along edges in any direction takes `hops` steps, never through a region, list,
        legal instrument or document that isn't one of them. since, until: ISO days; dated nodes within, edges whose
        interval meets them, and undated nodes that such an edge or node touches. classes: of the schema, with all
        below them. least_confidence: 0 to 100. documents: whether Document nodes and the edges to them stay. loops:
        whether edges from a node to itself do, which no picture shows (the states of a measure as a whole).
    """

    around: tuple[str, ...] = ()
    hops: int = 1
    since: str = ""
    until: str = ""
    classes: tuple[str, ...] = ()
    least_confidence: int = 0
    documents: bool = True
    loops: bool = True

    def check(self) -> Selection:
        """Return itself, or raise UsageError (SchemaError for a class) that says what was expected."""
        check_date("--since", self.since)
        check_date("--until", self.until)
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"--since {self.since} is after --until {self.until}")
        if not 0 <= self.least_confidence <= 100:
            raise UsageError(f"confidence {self.least_confidence}: expected a whole percent, 0 to 100")
        if not 0 <= self.hops <= 20:
            raise UsageError(f"--hops {self.hops}: expected 0 to 20")
        for name in self.classes:
            schema.load().class_def(name)
        return self


def select(graph: PropertyGraph, selection: Selection) -> PropertyGraph:
    """The part of a graph that a selection keeps, sorted as it was; it may be empty.

    Raises what `Selection.check` raises, and UsageError for an id of `around` that no node has.
    """
    selection.check()
    absent = sorted(set(selection.around) - _ids(graph))
    if absent:
        raise UsageError(f"no node has the id {absent[0]!r}")
    graph = _of_class(graph, selection)
    if not selection.loops:
        graph = _with_edges(graph, dict(_between_two(graph)))
    if selection.least_confidence:
        graph = _with_edges(graph, dict(_sure(graph, selection.least_confidence)))
    if selection.since or selection.until:
        graph = _within(graph, selection)
    if selection.around:
        graph = only(graph, _walked(graph, selection.around, selection.hops))
    return graph


def only(graph: PropertyGraph, ids: Collection[str]) -> PropertyGraph:
    """The nodes of these ids and the edges among them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pa.array(sorted(ids), pa.string())
    nodes = {name: table.filter(pc.is_in(table["id"], value_set=wanted)) for name, table in graph.nodes.items()}
    edges = {name: table.filter(pc.and_(pc.is_in(table["source"], value_set=wanted),
                                        pc.is_in(table["target"], value_set=wanted)))
             for name, table in graph.edges.items()}
    return PropertyGraph(_filled(nodes), _filled(edges), graph.about)


def _filled(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    return {name: table for name, table in tables.items() if table.num_rows}


def _ids(graph: PropertyGraph) -> set[str]:
    return {one for table in graph.nodes.values() for one in table["id"].to_pylist()}


def _of_class(graph: PropertyGraph, selection: Selection) -> PropertyGraph:
    model = schema.load()
    kept = {name for name in graph.nodes
            if (selection.documents or not model.is_a(name, "Document"))
            and (not selection.classes or any(model.is_a(name, wide) for wide in selection.classes))}
    if kept == set(graph.nodes):
        return graph
    ids = {one for name in kept for one in graph.nodes[name]["id"].to_pylist()}
    return only(graph, ids | set(selection.around))


def _with_edges(graph: PropertyGraph, edges: Mapping[str, pa.Table]) -> PropertyGraph:
    return PropertyGraph(graph.nodes, _filled(edges), graph.about)


def _between_two(graph: PropertyGraph) -> Iterable[tuple[str, pa.Table]]:
    """The edges without those from a node to itself."""
    import pyarrow.compute as pc

    for name, table in graph.edges.items():
        yield name, table.filter(pc.not_equal(table["source"], table["target"]))


def _sure(graph: PropertyGraph, least: int) -> Iterable[tuple[str, pa.Table]]:
    """The edges of at least this confidence; an edge without one (a computed link) has another measure and stays."""
    import pyarrow.compute as pc

    for name, table in graph.edges.items():
        if "confidence" in table.column_names:
            table = table.filter(pc.fill_null(pc.greater_equal(table["confidence"], least), True))
        yield name, table


def _within(graph: PropertyGraph, selection: Selection) -> PropertyGraph:
    """Dated nodes and edges of the window, and the undated that one of them touches."""
    since = datetime.date.fromisoformat(selection.since) if selection.since else datetime.date.min
    until = datetime.date.fromisoformat(selection.until) if selection.until else datetime.date.max
    inside, outside = _dated_nodes(graph, since, until)
    edges, touched = {}, set(inside)
    for name, table in graph.edges.items():
        dated, meets = _meeting(table, since, until)
        ends = list(zip(table["source"].to_pylist(), table["target"].to_pylist(), strict=True))
        keep = [(is_met or not is_dated) and not outside.intersection(pair)
                for pair, is_dated, is_met in zip(ends, dated, meets, strict=True)]
        edges[name] = table.filter(_mask(keep))
        for pair, is_kept, is_met in zip(ends, keep, meets, strict=True):
            if is_kept and (is_met or inside.intersection(pair)):
                touched.update(pair)
    return only(_with_edges(graph, edges), touched - outside | set(selection.around))


def _dated_nodes(graph: PropertyGraph, since: datetime.date, until: datetime.date) -> tuple[set[str], set[str]]:
    inside: set[str] = set()
    outside: set[str] = set()
    for table in graph.nodes.values():
        if "date" in table.column_names:
            for node, day in zip(table["id"].to_pylist(), table["date"].to_pylist(), strict=True):
                if day is not None:
                    (inside if since <= day <= until else outside).add(node)
    return inside, outside


def _meeting(table: pa.Table, since: datetime.date, until: datetime.date) -> tuple[list[bool], list[bool]]:
    """For each edge whether it has an interval, and whether that meets the window; it ends before `valid_to`."""
    none = [None] * table.num_rows
    starts = table["valid_from"].to_pylist() if "valid_from" in table.column_names else none
    ends = table["valid_to"].to_pylist() if "valid_to" in table.column_names else none
    dated = [start is not None or end is not None for start, end in zip(starts, ends, strict=True)]
    meets = [is_dated and (start is None or start <= until) and (end is None or end > since)
             for is_dated, start, end in zip(dated, starts, ends, strict=True)]
    return dated, meets


def _mask(keep: list[bool]) -> pa.Array:
    import pyarrow as pa

    return pa.array(keep, pa.bool_())


def _walked(graph: PropertyGraph, start: tuple[str, ...], hops: int) -> set[str]:
    """The ids within so many steps."""
    neighbours: dict[str, set[str]] = {}
    for table in graph.edges.values():
        for source, target in zip(table["source"].to_pylist(), table["target"].to_pylist(), strict=True):
            neighbours.setdefault(source, set()).add(target)
            neighbours.setdefault(target, set()).add(source)
    model = schema.load()
    crossroads = {one for name, table in graph.nodes.items() if any(model.is_a(name, wide) for wide in CROSSROADS)
                  for one in table["id"].to_pylist()} - set(start)
    found, edge = set(start), set(start)
    for _ in range(hops):
        edge = {near for node in edge - crossroads for near in neighbours.get(node, ())} - found
        found |= edge
    return found
