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
_BLOCK = 20_000  # rows that a digest holds as Python values at a time; another number gives other digests


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
        hasher = hashlib.sha256()
        for kind, tables in (("node", self.nodes), ("edge", self.edges)):
            for name, table in sorted(tables.items()):
                for columns in _blocks(table):
                    hasher.update(_encoded(kind, name, columns))
        return replace(self.about, digest=hasher.hexdigest())

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
        import pyarrow.compute as pc

        ids = _ids(self.nodes, "node")
        _ids(self.edges, "edge")
        for name, table in sorted(self.edges.items()):
            for end in ("source", "target"):
                found = pc.is_in(table.column(end), value_set=ids)
                if not pc.all(found, min_count=0).as_py():
                    missing = pc.min(table.column(end).filter(pc.invert(found))).as_py()
                    raise ProjectionRefused(f"{name}: {end} {missing!r} isn't a node")
        return self


def _ids(tables: Mapping[str, pa.Table], kind: str) -> pa.ChunkedArray:
    """The ids of all tables. Raises ProjectionRefused for one that stands twice."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = [table.column("id") for _, table in sorted(tables.items())]
    ids = pa.chunked_array([chunk for column in columns for chunk in column.chunks], pa.string())
    if len(pc.unique(ids)) == len(ids):
        return ids
    for name, table in sorted(tables.items()):
        twice = [value for value, count in Counter(table.column("id").to_pylist()).items() if count > 1]
        if twice:
            raise ProjectionRefused(f"{name}: {kind} id stands twice: {min(twice)}")
    twice = [value for value, count in Counter(ids.to_pylist()).items() if count > 1]
    raise ProjectionRefused(f"{kind} id stands twice: {min(twice)} in two tables")


def rows(table: pa.Table, size: int = 20_000) -> Iterator[Row]:
    """The rows of a table as dictionaries without nulls and empty lists."""
    names = table.column_names
    for batch in table.to_batches(max_chunksize=size):
        columns = [column.to_pylist() for column in batch.columns]
        for values in zip(*columns, strict=True):
            yield {k: v for k, v in zip(names, values, strict=True) if v is not None and v != []}


def digest(nodes: Iterable[tuple[str, Row]], edges: Iterable[tuple[str, Row]]) -> str:
    """SHA-256 over all rows, whatever their order; stores read back give the same as the projection.

    It runs class by class, by id, in blocks of rows, and in each block property by property. Nulls, empty
    lists, and properties that start with an underscore (a store's own) don't count. Holds all nodes, then all
    edges; `PropertyGraph.info` gets the same from the tables, block by block.
    """
    hasher = hashlib.sha256()
    for kind, source in (("node", nodes), ("edge", edges)):
        tables: dict[str, list[Row]] = {}
        for name, row in source:
            tables.setdefault(name, []).append(row)
        for name, found in sorted(tables.items()):
            found.sort(key=lambda row: str(row["id"]))
            for start in range(0, len(found), _BLOCK):
                part = found[start:start + _BLOCK]
                names = sorted({key for row in part for key in row})
                columns = {key: _column([row.get(key) for row in part]) for key in names}
                hasher.update(_encoded(kind, name, columns))
    return hasher.hexdigest()


def _encoded(kind: str, name: str, columns: Mapping[str, list[Any]]) -> bytes:
    """One block of rows as JSON; `columns` in the order of their names."""
    kept = {key: values for key, values in columns.items() if key[0] != "_" and values}
    return msgspec.json.encode([kind, name, kept])


def _column(values: list[Any]) -> list[Any]:
    """The values of a property as they count; those of lists as their lengths and all their items.

    Empty when there is no value at all.
    """
    if all(value is None or value == [] for value in values):
        return []
    if all(value is None or isinstance(value, list) for value in values):
        return [[len(value or ()) for value in values], [item for value in values for item in value or ()]]
    return list(map(_plain, values))


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _blocks(table: pa.Table) -> Iterator[dict[str, list[Any]]]:
    """The blocks of a table as `digest` sees its rows."""
    import pyarrow.compute as pc

    ids = table.column("id")
    if not pc.all(pc.less_equal(ids[:-1], ids[1:]), min_count=0).as_py():
        table = table.sort_by("id")
    for start in range(0, table.num_rows, _BLOCK):
        part = table.slice(start, _BLOCK)
        yield {name: _arrow_column(part.column(name)) for name in sorted(table.column_names)}


def _arrow_column(column: pa.ChunkedArray) -> list[Any]:
    """What `_column` gives for the same values, without a Python list for each row's list."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if column.null_count == len(column):
        return []
    if pa.types.is_list(column.type):
        items = pc.list_flatten(column).to_pylist()
        return [pc.fill_null(pc.list_value_length(column), 0).to_pylist(), items] if items else []
    if pa.types.is_date(column.type):
        column = column.cast(pa.string())
    values: list[Any] = column.to_pylist()
    return list(map(_plain, values)) if pa.types.is_floating(column.type) else values


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
