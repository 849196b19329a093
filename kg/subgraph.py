"""The part of a ledger's graph that options name: by node and steps, days, classes, confidence, or a query's answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.graph import PropertyGraph
    from kg.knowledge_graph import KnowledgeGraph
    from kg.ledger import Ledger
    from kg.stores.networkx import MultiDiGraph

HOPS = 1  # around a name, unless another number is asked for


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Nodes and edges of a part of a graph, unchanged, and the ledger that they come from."""

    graph: PropertyGraph
    ledger: Ledger

    def to_networkx(self) -> MultiDiGraph:
        """A networkx graph: nodes by id, edges by their id as key, with all properties."""
        from kg.stores.networkx import to_networkx

        return to_networkx(self.graph)

    def export(self, format_: str, out: Path | str, *, merge_parallel: bool = False, force: bool = False) -> None:
        """Write it in a format of `kg export`; the path appears whole or not at all.

        Raises UsageError for an unknown format and when something is there, unless `force` says to replace it;
        EnvironmentRefused when it can't be written.
        """
        from kg import exports

        exports.write(exports.Export(self.graph, self.ledger, merge_parallel=merge_parallel), exports.find(format_),
                      Path(out), force=force)


def part_of(graph: KnowledgeGraph, *, around: Sequence[str] = (), hops: int | None = None, since: str = "",
            until: str = "", classes: Sequence[str] = (), confidence: int = 0, query: str = "",
            parameters: Mapping[str, Any] | None = None, documents: bool = True, loops: bool = True) -> Subgraph:
    """The part of a graph that the options name; `kg.selection.Selection` says what each keeps.

    around: ids or exact names. query: of the packs, with its parameters; only nodes whose ids stand in its answer.
    Raises UsageError for an option that asks for the impossible and for an empty selection, QueryError for a query
    or name that isn't there or isn't clear.
    """
    from kg.selection import Selection, only, select

    if hops is not None and not around:
        raise UsageError("--hops: expected --around beside it")
    if parameters and not query:
        raise UsageError("-p: expected --query beside it")
    start = tuple(graph.resolve(name) for name in around)
    selection = Selection(start, HOPS if hops is None else hops, since, until, tuple(classes), confidence, documents,
                          loops).check()
    whole = graph.property_graph()
    if query:
        known = {one for table in whole.nodes.values() for one in table["id"].to_pylist()}
        whole = only(whole, (_ids_in(graph, query, parameters or {}) & known) | set(start))
    part = select(whole, selection)
    if not part.node_count:
        raise UsageError("nothing is left: the options select no node")
    return Subgraph(part, graph.ledger)


def _ids_in(graph: KnowledgeGraph, query: str, parameters: Mapping[str, Any]) -> set[str]:
    """Every text in the answer to a query of the packs."""
    return {str(one) for row in graph.query(query, **parameters).rows for value in row
            for one in (value if isinstance(value, list) else [value])}
