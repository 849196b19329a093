"""What both exports for Neo4j write: tables whose labels, types and properties the schema knows.

As `kg load` does, each node and edge gets `_graph` and `_build`, each node `_known_as`, and one `GraphInfo` node says
what it all is; so a database made from an export answers the query packs, and `kg load --graph tradewar.kg` can take it
over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg import resources, schema
from kg.errors import ProjectionRefused
from kg.graph import edge_types, node_types
from kg.known_as import with_known_as

if TYPE_CHECKING:
    import pyarrow as pa

    from kg.graph import PropertyGraph

# not the ledger folder's name: the same ledger gives the same bytes wherever it lies
GRAPH_NAME = "tradewar.kg"
INFO_ID = f"graphinfo:{GRAPH_NAME}"


@dataclass(frozen=True, slots=True)
class NodeTable:
    """The nodes of a leaf class; labels: that class first, then its parents."""

    name: str
    labels: tuple[str, ...]
    rows: pa.Table


@dataclass(frozen=True, slots=True)
class EdgeTable:
    """The edges of a relation, without the classes of their ends."""

    name: str
    rows: pa.Table


def node_tables(graph: PropertyGraph) -> Iterator[NodeTable]:
    """The graph's nodes, class by class. Raises SchemaError or ProjectionRefused for what the schema doesn't have."""
    for name, table in sorted(graph.nodes.items()):
        _check(table, node_types(name), name)
        yield NodeTable(name, schema.load().labels(name), with_known_as(table))


def edge_tables(graph: PropertyGraph) -> Iterator[EdgeTable]:
    """The graph's edges, relation by relation. Raises as `node_tables` does."""
    for name, table in sorted(graph.edges.items()):
        _check(table, edge_types(name), name)
        yield EdgeTable(name, table.drop_columns(["source_class", "target_class"]))


def build_of(graph: PropertyGraph) -> str:
    """What `_build` says: the beginning of the graph's digest."""
    return graph.info.digest[:16]


def info_of(graph: PropertyGraph) -> dict[str, str]:
    """The properties of the `GraphInfo` node but `_graph`."""
    return {"id": INFO_ID, **asdict(graph.info), "_build": build_of(graph)}


def schema_statements() -> list[str]:
    """The generated constraint and indexes, one statement each, without semicolons."""
    text = (resources.data("schemas") / "generated" / "constraints.cypher").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("//")]
    return [statement.strip() for statement in "\n".join(lines).split(";") if statement.strip()]


def _check(table: pa.Table, known: Mapping[str, Any], what: str) -> None:
    unknown = set(table.column_names) - known.keys()
    if unknown:
        raise ProjectionRefused(f"{what}: the schema has no property {', '.join(sorted(unknown))}")
