"""The property graph that stores and exporters know: typed tables of nodes and edges.

A graph is what a projection of the ledger gives: for each leaf class one Arrow table of nodes, for each
relation one Arrow table of edges, both sorted by `id`. Nothing in here knows documents or claims.

Node columns: `id`, `name` (strings, never null) and the properties of the class that any node has.
Edge columns: `id`, `source`, `target`, `source_class`, `target_class`, the common edge properties and the
relation's qualifiers. Types: string, int64, double, bool, date32 and lists of strings.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from kg import schema
from kg.errors import ProjectionRefused, SchemaError

if TYPE_CHECKING:
    import datetime

    import pyarrow as pa

    Value: TypeAlias = str | int | float | bool | datetime.date | list[str]
    Row: TypeAlias = dict[str, Value]

EDGE_KEYS = ("id", "source", "target", "source_class", "target_class")


@dataclass(frozen=True, slots=True)
class GraphInfo:
    """What a graph is a picture of; each store keeps it as its one `GraphInfo` node.

    `ledger` is the digest of the ledger, `known_on` and `said_on` ISO dates or "" (no limit), `build` the
    program and schema that made it. `digest` is that of all nodes and edges.
    """

    ledger: str = ""
    known_on: str = ""
    said_on: str = ""
    release: str = ""
    build: str = ""
    digest: str = ""


@dataclass(frozen=True)
class PropertyGraph:
    """Nodes by leaf class and edges by relation, sorted by id; immutable.

    Raises ProjectionRefused from `check` when an id stands twice or an edge lacks an end.
    """

    nodes: Mapping[str, pa.Table]
    edges: Mapping[str, pa.Table]
    about: GraphInfo = field(default_factory=GraphInfo)

    @cached_property
    def info(self) -> GraphInfo:
        """`about` with the digest of this very graph."""
        hashes = [one for kind, tables in (("node", self.nodes), ("edge", self.edges))
                  for name, table in tables.items() for one in _hashes(kind, name, table)]
        return replace(self.about, digest=_digest_of(hashes))

    @property
    def node_count(self) -> int:
        return sum(table.num_rows for table in self.nodes.values())

    @property
    def edge_count(self) -> int:
        return sum(table.num_rows for table in self.edges.values())

    def node_rows(self) -> Iterator[tuple[str, Row]]:
        """Each node as (leaf class, row without nulls), class by class, by id."""
        for name in sorted(self.nodes):
            for row in rows(self.nodes[name]):
                yield name, row

    def edge_rows(self) -> Iterator[tuple[str, Row]]:
        """Each edge as (relation, row without nulls), relation by relation, by id."""
        for name in sorted(self.edges):
            for row in rows(self.edges[name]):
                yield name, row

    def check(self) -> PropertyGraph:
        """Return itself, or raise ProjectionRefused: the embedded engine would take a wrong graph silently."""
        ids: set[str] = set()
        for name, table in sorted(self.nodes.items()):
            _add_once(ids, table.column("id").to_pylist(), f"{name}: node id")
        seen: set[str] = set()
        for name, table in sorted(self.edges.items()):
            for end in ("source", "target"):
                missing = set(table.column(end).to_pylist()) - ids
                if missing:
                    raise ProjectionRefused(f"{name}: {end} {min(missing)!r} isn't a node")
            _add_once(seen, table.column("id").to_pylist(), f"{name}: edge id")
        return self


def _add_once(seen: set[str], ids: list[str], what: str) -> None:
    """Add ids to those seen; refuse one that is there already."""
    before = len(seen)
    seen.update(ids)
    if len(seen) != before + len(ids):
        counted = Counter(ids)
        twice = [i for i, n in counted.items() if n > 1]
        raise ProjectionRefused(f"{what} stands twice: {min(twice) if twice else 'in two tables'}")


def rows(table: pa.Table, size: int = 20_000) -> Iterator[Row]:
    """The rows of a table as dictionaries without nulls and empty lists."""
    names = table.column_names
    for batch in table.to_batches(max_chunksize=size):
        columns = [column.to_pylist() for column in batch.columns]
        for values in zip(*columns, strict=True):
            yield {k: v for k, v in zip(names, values, strict=True) if v is not None and v != []}


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def digest(nodes: Iterable[tuple[str, Row]], edges: Iterable[tuple[str, Row]]) -> str:
    """SHA-256 over all rows, whatever their order; stores read back give the same as the projection.

    A row counts without nulls, empty lists, and properties that start with an underscore (a store's own).
    """
    encode = msgspec.json.Encoder(order="sorted").encode
    hashes = []
    for kind, source in (("node", nodes), ("edge", edges)):
        for name, row in source:
            kept = {k: _plain(v) for k, v in row.items() if k[0] != "_" and v not in (None, [])}
            hashes.append(hashlib.sha256(encode([kind, name, kept])).digest())
    return _digest_of(hashes)


def _digest_of(hashes: list[bytes]) -> str:
    return hashlib.sha256(b"".join(sorted(hashes))).hexdigest()


def _hashes(kind: str, name: str, table: pa.Table) -> Iterator[bytes]:
    """The hash of each row as in `digest`, column by column, in half the time."""
    import pyarrow as pa

    encode = msgspec.json.Encoder().encode
    names = sorted(column for column in table.column_names if column[0] != "_")
    for batch in table.select(names).to_batches(max_chunksize=20_000):
        columns = [(c.cast(pa.string()) if pa.types.is_date(c.type) else c).to_pylist() for c in batch.columns]
        for index, column in enumerate(batch.columns):
            if pa.types.is_floating(column.type):
                columns[index] = list(map(_plain, columns[index]))
        full = not any(c.null_count or pa.types.is_list(c.type) for c in batch.columns)
        for values in zip(*columns, strict=True):
            row = dict(zip(names, values, strict=True))
            kept = row if full else {k: v for k, v in row.items() if v is not None and v != []}
            yield hashlib.sha256(encode([kind, name, kept])).digest()


def from_rows(nodes: Iterable[tuple[str, Row]], edges: Iterable[tuple[str, Row]],
              about: GraphInfo | None = None) -> PropertyGraph:
    """A graph from plain rows, typed by the schema.

    Nodes: (leaf class, row with `id` and `name`). Edges: (relation, row with `id`, `source`, `target`);
    the classes of the ends are filled in. Raises SchemaError for a class, relation or property that the
    schema doesn't have, ProjectionRefused for ids that stand twice or edges without their ends.
    """
    by_class: dict[str, list[Row]] = {}
    class_of: dict[str, str] = {}
    for name, row in nodes:
        by_class.setdefault(name, []).append(row)
        class_of[str(row["id"])] = name
    by_relation: dict[str, list[Row]] = {}
    for name, row in edges:
        for end in ("source", "target"):
            if str(row[end]) not in class_of:
                raise ProjectionRefused(f"{name}: {end} {row[end]!r} isn't a node")
        ends = {"source_class": class_of[str(row["source"])], "target_class": class_of[str(row["target"])]}
        by_relation.setdefault(name, []).append({**row, **ends})
    return PropertyGraph(
        {name: _table(found, node_types(name)) for name, found in sorted(by_class.items())},
        {name: _table(found, edge_types(name)) for name, found in sorted(by_relation.items())},
        about or GraphInfo(),
    ).check()


def _table(found: list[Row], types: Mapping[str, pa.DataType]) -> pa.Table:
    import pyarrow as pa

    found = sorted(found, key=lambda row: str(row["id"]))
    used = {key for row in found for key in row}
    unknown = used - types.keys()
    if unknown:
        raise ProjectionRefused(f"no such property in the schema: {', '.join(sorted(unknown))}")
    columns = [name for name in types if name in used]
    return pa.table(
        [pa.array([row.get(name) for row in found], types[name]) for name in columns], names=columns)


def arrow_type(range_: str, *, many: bool = False) -> pa.DataType:
    """The Arrow type of a schema range (`string`, `integer`, `float`, `boolean`, `date`)."""
    import pyarrow as pa

    single = {"string": pa.string(), "integer": pa.int64(), "float": pa.float64(), "boolean": pa.bool_(),
              "date": pa.date32()}[range_]
    return pa.list_(single) if many else single


def node_types(class_name: str) -> dict[str, pa.DataType]:
    """Arrow type of each property that a node of this class may have; `id` and `name` first.

    Raises SchemaError for a class that the schema doesn't have.
    """
    model = schema.load()
    names = ["id", "name", *sorted(set(model.class_def(class_name).properties) - {"id", "name"})]
    return {n: arrow_type(model.properties[n].range, many=model.properties[n].many) for n in names}


def edge_types(relation: str) -> dict[str, pa.DataType]:
    """Arrow type of each property that an edge of this relation may have; the keys of its ends first.

    Raises SchemaError for a relation that the schema doesn't have.
    """
    model = schema.load()
    definition = model.predicate(relation)
    if not isinstance(definition, schema.RelationDef):
        raise SchemaError(f"{relation} isn't a relation")
    found: dict[str, schema.PropertyDef | schema.QualifierDef] = {
        **model.edge_properties, **definition.qualifiers}
    types = {name: arrow_type("string") for name in EDGE_KEYS}
    types.update({n: arrow_type(found[n].range, many=found[n].many) for n in sorted(found) if n not in types})
    return types
