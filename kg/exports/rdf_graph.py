"""A property graph as resources: nodes with all their classes, edges as triples and as resources with their proof.

The triples are those of `kg.stores.rdf`, which says how edges and ordered lists are told.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.exports.rdf_terms import TYPE, Iri, Resource, Statement, iri
from kg.graph import EDGE_KEYS

if TYPE_CHECKING:
    from kg.graph import GraphInfo, PropertyGraph

_ENDS = frozenset(EDGE_KEYS)


def resources(graph: PropertyGraph) -> Iterator[Resource]:
    """What the graph is, then its nodes class by class, then its edges relation by relation, each by id."""
    yield about(graph.info)
    for name, row in graph.node_rows():
        yield iri("id", str(row["id"])), [*_types(name), *_properties(row, frozenset(("id",)))]
    for name, row in graph.edge_rows():
        source, target = iri("id", str(row["source"])), iri("id", str(row["target"]))
        yield source, [(f"tw:{name}", target)]
        yield iri("edge", str(row["id"])), [
            (TYPE, Iri(f"tw:{schema.load().relations[name].class_name}")), ("rdf:subject", source),
            ("rdf:object", target), *_properties(row, _ENDS), *_claims(row)]


def _claims(row: Mapping[str, Any]) -> Iterator[Statement]:
    for claim in row.get("claims", ()):
        yield "prov:wasDerivedFrom", iri("id", f"claim:{claim}")


def about(info: GraphInfo) -> Resource:
    """What the graph is a picture of: the dates, the program, the digests; what is unknown is left out."""
    from datetime import date

    said: list[Statement] = [(TYPE, Iri("tw:GraphInfo")), (TYPE, Iri("prov:Entity")),
                             ("dcterms:conformsTo", Iri("kg:schema"))]
    said += [(f"tw:{key}", date.fromisoformat(day)) for key in ("known_on", "said_on") if (day := getattr(info, key))]
    said += [(f"tw:{key}", text) for key in ("release", "build", "digest") if (text := getattr(info, key))]
    if info.ledger:
        said.append(("prov:wasDerivedFrom", iri("kg", f"ledger:{info.ledger}")))
    return Iri("kg:graph"), said


def _types(class_name: str) -> list[Statement]:
    return [(TYPE, Iri(f"tw:{label}")) for label in schema.load().labels(class_name)]


def _properties(row: Mapping[str, Any], left_out: frozenset[str]) -> Iterator[Statement]:
    for key, value in row.items():
        if key in left_out:
            continue
        if not isinstance(value, list):
            yield f"tw:{key}", value
            continue
        for one in value:
            yield f"tw:{key}", one
        if value != sorted(set(value)):  # triples have no order
            yield f"order:{key}", json.dumps(value, ensure_ascii=False)


