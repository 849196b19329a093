"""All that is known of one node: properties, edges with their words and sources, and the claims behind it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from kg import schema
from kg.errors import QueryError
from kg.knowledge_graph import KnowledgeGraph, properties_of

# edge properties that say where an edge comes from rather than what it says
_PROOF = ("id", "quote", "source_name", "source_url", "published", "basis", "confidence", "claims", "sources",
          "known_from", "modality")


@dataclass(frozen=True, slots=True)
class EdgeView:
    """One edge seen from a node: `direction` is `out` or `in`; `says` are its qualifiers and interval."""

    relation: str
    direction: str
    other: str
    other_name: str
    says: dict[str, Any]
    quote: str
    source: str
    url: str
    published: str
    claims: list[str]


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node with everything on it."""

    id: str
    class_name: str
    properties: dict[str, Any]
    edges: list[EdgeView]
    claims: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> str:
        """The view as one JSON object."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, default=str)


def view(graph: KnowledgeGraph, node: str, *, claims: bool = False) -> NodeView:
    """Everything on the node of that id. Raises QueryError when there is none."""
    head = graph.store.query("MATCH (n:Thing {id: $id}) RETURN labels(n) AS labels", {"id": node})
    if not head.rows:
        raise QueryError(f"no node has the id {node!r}")
    class_name = schema.load().leaf(head.rows[0][0])
    names = properties_of(class_name)
    # property names come from the schema, never from data
    listed = ", ".join(f"n.{name} AS {name}" for name in names)
    answer = graph.store.query(f"MATCH (n:Thing {{id: $id}}) RETURN {listed}", {"id": node})
    found = {name: value for name, value in zip(names, answer.rows[0], strict=True)
             if value is not None and value != []}
    return NodeView(node, class_name, found, list(_edges(graph, node)),
                    list(_claims(graph, node, found)) if claims else [])


def _edges(graph: KnowledgeGraph, node: str) -> Iterator[EdgeView]:
    model = schema.load()
    said = sorted({q for relation in model.relations.values() for q in relation.qualifiers}
                  | {"valid_from", "valid_to"})
    proof = [name for name in _PROOF if name not in said]
    listed = ", ".join(f"r.{name} AS {name}" for name in (*said, *proof))
    for direction, pattern in (("out", "(n)-[r]->(m:Thing)"), ("in", "(n)<-[r]-(m:Thing)")):
        answer = graph.store.query(
            f"MATCH (n:Thing {{id: $id}}) MATCH {pattern} RETURN type(r) AS relation, m.id AS other, "
            f"m.name AS other_name, {listed} ORDER BY relation, valid_from, other_name, id", {"id": node})
        for row in answer.rows:
            cells = dict(zip(answer.columns, row, strict=True))
            if cells["relation"] in model.relations:
                yield EdgeView(
                    cells["relation"], direction, cells["other"], cells["other_name"],
                    {k: _plain(cells[k]) for k in said if cells[k] is not None},
                    cells["quote"] or "", cells["source_name"] or "", cells["source_url"] or "",
                    str(_plain(cells["published"]) or ""), list(cells["claims"] or []))


def _claims(graph: KnowledgeGraph, node: str, found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The ledger's claims about the node and about those that were joined into it, newest first."""
    ids = [node, *(text.partition(": ")[0] for text in found.get("merged_from", []))]
    with graph.ledger.connect() as connection:
        answer = connection.execute("""
            SELECT c.id, c.subject, c.predicate, c.object, c.qualifiers, c.valid_from, c.valid_to, c.modality,
                   c.known_from, c.basis, c.method, c.confidence, c.quote, c.locator, r.name AS document, c.document
                   AS document_hash, r.recorded_at
            FROM claims c JOIN runs r ON r.id = c.run WHERE c.subject IN (SELECT unnest($ids))
               OR c.object IN (SELECT unnest($ids))
            ORDER BY c.predicate, c.object, c.known_from DESC, c.id""", {"ids": ids})
        names = [column[0] for column in answer.description or ()]
        for row in answer.fetchall():
            yield {name: value for name, value in zip(names, row, strict=True) if value != ""}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value
