"""A projection as a NetworkX graph, for those who compute on it in Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx

from kg.graph import EDGE_KEYS, GraphInfo
from kg.stores import LoadReport

if TYPE_CHECKING:
    from kg.graph import PropertyGraph, Row
    from kg.stores import Progress

    MultiDiGraph: TypeAlias = networkx.MultiDiGraph[str]

_ENDS = frozenset(EDGE_KEYS) - {"id"}


def to_networkx(graph: PropertyGraph) -> MultiDiGraph:
    """The graph with node ids as nodes and edge ids as keys, so parallel edges stay.

    A node has its leaf class as `class`, an edge its relation as `relation`, both their properties; what the
    graph is a picture of stands in `.graph`. Raises ProjectionRefused for a wrong graph.
    """
    graph.check()
    made: MultiDiGraph = networkx.MultiDiGraph(**asdict(graph.info))
    for name, row in graph.node_rows():
        made.add_node(str(row["id"]), **{"class": name, **row})
    for name, row in graph.edge_rows():
        kept = {key: value for key, value in row.items() if key not in _ENDS}
        made.add_edge(str(row["source"]), str(row["target"]), key=str(row["id"]), relation=name, **kept)
    return made


class NetworkxStore:
    """Holds a projection in memory; `graph` is the NetworkX graph."""

    def __init__(self) -> None:
        self.graph: MultiDiGraph = networkx.MultiDiGraph()

    def load(self, graph: PropertyGraph, progress: Progress | None = None) -> LoadReport:
        """Put the graph in the place of what was there."""
        self.graph = to_networkx(graph)
        if progress:
            progress(graph.node_count + graph.edge_count, graph.node_count + graph.edge_count, "edges")
        return LoadReport(graph.node_count, graph.edge_count)

    def node_rows(self) -> Iterator[tuple[str, Row]]:
        """Each node as (leaf class, properties)."""
        for _, found in self.graph.nodes(data=True):
            yield found["class"], _without(found, "class")

    def edge_rows(self) -> Iterator[tuple[str, Row]]:
        """Each edge as (relation, properties with its ends and their classes)."""
        for source, target, found in self.graph.edges(data=True):
            classes = {f"{end}_class": self.graph.nodes[node]["class"]
                       for end, node in (("source", source), ("target", target))}
            yield found["relation"], {**_without(found, "relation"), "source": source, "target": target, **classes}

    def info(self) -> GraphInfo | None:
        """What was loaded last."""
        return GraphInfo(**self.graph.graph) if self.graph.graph else None

    def close(self) -> None:
        """Forget the graph."""
        self.graph = networkx.MultiDiGraph()


def _without(found: dict[str, Any], name: str) -> Row:
    return {key: value for key, value in found.items() if key != name}
