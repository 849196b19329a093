"""The claims behind a graph: what each says, its words, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.layers.active import make_active

if TYPE_CHECKING:
    from kg.graph import PropertyGraph
    from kg.ledger import Ledger

_CLAIMS = """
SELECT id, subject, predicate, object, qualifiers, valid_from, valid_to, modality, known_from, basis, method,
       confidence, quote, document_name AS document, heading, url, published
FROM active WHERE subject IN (SELECT unnest($subjects)) OR id IN (SELECT unnest($ids))
ORDER BY subject, predicate, object, known_from, id
"""


def claims(ledger: Ledger, graph: PropertyGraph) -> Iterator[dict[str, Any]]:
    """Each claim that counts about a node of the graph, or that an edge of it rests on, without what is empty.

    The claims are those of the graph's own dates (`known_on`, `said_on`); the subject is the id of the node, also
    where the claim was made of one that was joined into it. Raises LedgerUnavailable for a damaged ledger.
    """
    canonical = _canonical(graph)
    with ledger.connect() as connection:
        make_active(connection, known_on=graph.about.known_on, said_on=graph.about.said_on)
        found = connection.execute(_CLAIMS, {"subjects": sorted(canonical), "ids": sorted(_premises(graph))})
        names = [column[0] for column in found.description or ()]
        for values in found.fetchall():
            row = {name: value for name, value in zip(names, values, strict=True) if value not in ("", None)}
            yield {**row, "subject": canonical.get(row["subject"], row["subject"])}


def _canonical(graph: PropertyGraph) -> dict[str, str]:
    """The node's id for its own and for each that was joined into it."""
    found: dict[str, str] = {}
    for table in graph.nodes.values():
        ids = table["id"].to_pylist()
        joined = table["merged_from"].to_pylist() if "merged_from" in table.column_names else [None] * len(ids)
        for node, others in zip(ids, joined, strict=True):
            found[node] = node
            found.update((told.partition(": ")[0], node) for told in others or ())
    return found


def _premises(graph: PropertyGraph) -> set[str]:
    return {one for table in graph.edges.values() if "claims" in table.column_names
            for claims_ in table["claims"].to_pylist() for one in claims_ or ()}
