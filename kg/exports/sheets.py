"""The graph as a few tables that a person can read: which rows and columns stand in which sheet.

Sheets: `parties`, `listings` (LISTED_ON), `events`, `links` (every other relation), `evidence` (the words behind
links, and the documents behind nodes) and `things` (all other nodes).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.graph import EDGE_KEYS
from kg.graph import rows as rows_of

if TYPE_CHECKING:
    from kg.graph import PropertyGraph

_PROOF = "EVIDENCED_BY"
_LISTING = "LISTED_ON"
_KEYS = {"id", "name"}
# stand in the sheet `evidence`, not beside the link as well
_WORDS = {"quote", "source_url", "published", "claims"}
_WIDTHS = {"name": 44, "from": 34, "to": 34, "quote": 90, "source_url": 40, "citation_url": 40, "url": 40, "id": 26}
_ABOUT = {
    "id": "the node's or edge's id, the same in every export", "class": "the most special class",
    "relation": "how the first is related to the second", "from": "name of the node where it begins",
    "to": "name of the node where it ends", "from_id": "its id", "to_id": "its id", "from_class": "its class",
    "to_class": "its class", "party": "name of the listed party", "party_id": "its id", "list": "name of the list",
    "list_id": "its id", "edge_id": "id of the row in listings or links that these words stand behind; of the edge to "
                                    "the document for a node's evidence"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, and how wide it is shown, in characters."""

    name: str
    about: str
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of `count` rows without its header; `rows` is read once, each as long as `columns`, None for nothing."""

    name: str
    about: str
    columns: tuple[Column, ...]
    count: int
    rows: Iterable[Sequence[Any]]


def sheets(graph: PropertyGraph) -> Iterator[Sheet]:
    """The sheets, each by class or relation and id; also those without rows."""
    model = schema.load()
    parties = [name for name in sorted(graph.nodes) if model.is_a(name, "Party")]
    events = [name for name in sorted(graph.nodes) if model.is_a(name, "Event")]
    things = [name for name in sorted(graph.nodes) if name not in {*parties, *events}]
    links = [name for name in sorted(graph.edges) if name not in (_PROOF, _LISTING)]
    proven = [name for name in sorted(graph.edges) if name != _PROOF]
    called = {one: name for table in graph.nodes.values()
              for one, name in zip(table["id"].to_pylist(), table["name"].to_pylist(), strict=True)}
    yield _nodes(graph, "parties", "governments, organizations, companies and persons", parties)
    yield _edges(graph, "listings", "one for each interval and state of a party on a list",
                 [name for name in (_LISTING,) if name in graph.edges], called)
    yield _nodes(graph, "events", "measures, their changes, reliefs, statements, threats, talks, agreements", events)
    yield _edges(graph, "links", "every other relation", links, called)
    yield _evidence(graph, [*proven, *(name for name in (_PROOF,) if name in graph.edges)], called)
    yield _nodes(graph, "things", "regions, addresses, products, vessels, lists, laws, documents, episodes", things)


def _nodes(graph: PropertyGraph, name: str, about: str, classes: list[str]) -> Sheet:
    tables = {one: graph.nodes[one] for one in classes}
    names = _names(tables, _KEYS)
    return Sheet(name, about, _columns(["id", "name", "class", *names]), _count(tables),
                 ([row["id"], row["name"], one, *map(row.get, names)]
                  for one, table in tables.items() for row in rows_of(table)))


def _edges(graph: PropertyGraph, name: str, about: str, relations: list[str], called: Mapping[str, str]) -> Sheet:
    tables = {one: graph.edges[one] for one in relations}
    names = _names(tables, {*EDGE_KEYS, *_WORDS})
    if name == "listings":
        return Sheet(name, about, _columns(["id", "party", "list", "party_id", "list_id", *names]), _count(tables),
                     ([row["id"], *_ends(row, called), row["source"], row["target"], *map(row.get, names)]
                      for table in tables.values() for row in rows_of(table)))
    heads = ["id", "from", "relation", "to", "from_id", "from_class", "to_id", "to_class", *names]
    return Sheet(name, about, _columns(heads), _count(tables), _links(tables, names, called))


def _links(tables: Mapping[str, Any], names: list[str], called: Mapping[str, str]) -> Iterator[list[Any]]:
    for relation, table in tables.items():
        for row in rows_of(table):
            begin, end = _ends(row, called)
            yield [row["id"], begin, relation, end, row["source"], row["source_class"], row["target"],
                   row["target_class"], *map(row.get, names)]


def _evidence(graph: PropertyGraph, relations: list[str], called: Mapping[str, str]) -> Sheet:
    tables = {one: graph.edges[one] for one in relations}
    names = ["quote", "source_url", "published", "basis", "confidence", "sources", "claims"]
    return Sheet("evidence", "the words behind each link and listing, and the documents behind nodes",
                 _columns(["edge_id", "from", "relation", "to", *names]), _count(tables),
                 ([row["id"], begin, relation, end, *map(row.get, names)]
                  for relation, table in tables.items() for row in rows_of(table)
                  for begin, end in [_ends(row, called)]))


def _ends(row: Mapping[str, Any], called: Mapping[str, str]) -> tuple[str, str]:
    return called[row["source"]], called[row["target"]]


def _names(tables: Mapping[str, Any], without: set[str]) -> list[str]:
    return sorted({name for table in tables.values() for name in table.column_names} - without)


def _count(tables: Mapping[str, Any]) -> int:
    return sum(table.num_rows for table in tables.values())


def _columns(names: list[str]) -> tuple[Column, ...]:
    model = schema.load()
    found: dict[str, Any] = {**model.properties, **model.edge_properties}
    for relation in model.relations.values():
        found.update({name: one for name, one in relation.qualifiers.items() if name not in found})
    told = {**{name: one.description for name, one in found.items()}, **_ABOUT}
    return tuple(Column(name, " ".join(told[name].split()), _WIDTHS.get(name, 18)) for name in names)
