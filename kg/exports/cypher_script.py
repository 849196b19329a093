"""A Cypher script for a colleague who has nothing but Neo4j: no parameters, procedures or files to fetch.

It holds the schema's constraint, then nodes and edges in statements of a few hundred literal rows, then the indexes.
Running it twice changes nothing; it removes nothing either. No line break stands inside a literal, so each statement
ends at the first semicolon before one. Labels, types and property names are the schema's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING

from kg.exports.caption import caption
from kg.exports.cypher_text import literal, map_literal
from kg.exports.neo4j_tables import (
    GRAPH_NAME,
    EdgeTable,
    NodeTable,
    build_of,
    edge_tables,
    info_of,
    node_tables,
    schema_statements,
)
from kg.graph import rows

if TYPE_CHECKING:
    from kg.graph import PropertyGraph

ROWS = 500  # of one statement
CHARACTERS = 200_000  # after which a statement ends sooner
FILE = "graph.cypher"
_HOLD = (f"ON CREATE SET {{0}}._graph = ['{GRAPH_NAME}'] ON MATCH SET {{0}}._graph = "
         f"[name IN coalesce({{0}}._graph, ['']) WHERE name <> '{GRAPH_NAME}'] + '{GRAPH_NAME}'")


def write(graph: PropertyGraph, out: IO[bytes]) -> None:
    """Write the script, UTF-8. Raises ProjectionRefused for what the schema doesn't have and for an infinite number."""
    told = " ".join(caption(graph).split()).replace("\\", "/")  # Neo4j 5 decodes codes in comments, too
    out.write(f"// {told}\n"
              "// To run it: cypher-shell -u neo4j -f graph.cypher, or paste it into Neo4j Browser.\n".encode())
    for statement in _statements(graph):
        out.write(f"{statement};\n".encode())


def _statements(graph: PropertyGraph) -> Iterator[str]:
    defined = schema_statements()
    yield from (one for one in defined if one.startswith("CREATE CONSTRAINT"))
    for nodes in node_tables(graph):
        yield from _unwound(_node_maps(nodes), (
            f"MERGE (n:Thing {{id: row.id}}) {_HOLD.format('n')} "
            f"SET n:{':'.join(nodes.labels)}, n += row, n._build = '{build_of(graph)}'"))
    for edges in edge_tables(graph):
        yield from _unwound(_edge_maps(edges), (
            "MATCH (a:Thing {id: row.source}) MATCH (b:Thing {id: row.target}) "
            f"MERGE (a)-[r:{edges.name} {{id: row.id}}]->(b) {_HOLD.format('r')} "
            f"SET r += row.own, r._build = '{build_of(graph)}'"))
    info = info_of(graph)
    yield (f"MERGE (i:GraphInfo {{id: {literal(info['id'])}}}) SET i += {map_literal(info)}, "
           f"i._graph = ['{GRAPH_NAME}']")
    yield from (one for one in defined if not one.startswith("CREATE CONSTRAINT"))


def _node_maps(nodes: NodeTable) -> Iterator[str]:
    return map(map_literal, rows(nodes.rows))


def _edge_maps(edges: EdgeTable) -> Iterator[str]:
    for row in rows(edges.rows):
        source, target = row.pop("source"), row.pop("target")
        yield (f"{{id: {literal(row['id'])}, source: {literal(source)}, target: {literal(target)}, "
               f"own: {map_literal(row)}}}")


def _unwound(maps: Iterable[str], body: str) -> Iterator[str]:
    """Statements that do `body` for each map, some hundred at a time."""
    block: list[str] = []
    size = 0
    for one in maps:
        if block and (len(block) == ROWS or size + len(one) > CHARACTERS):
            yield _unwind(block, body)
            block, size = [], 0
        block.append(one)
        size += len(one)
    if block:
        yield _unwind(block, body)


def _unwind(block: list[str], body: str) -> str:
    return "UNWIND [\n" + ",\n".join(block) + f"\n] AS row {body}"
