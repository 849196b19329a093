"""Loading a projection into Neo4j: merging batch by batch, then removing what is no longer there.

Every batch is one managed transaction that may run twice without harm, so a load that died is simply started
again. A column of a batch travels as one text and is split there: packing value by value costs the driver more
time than writing them costs the server. Labels, relationship types and property names in statements come from
the schema alone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

import neo4j
import pyarrow as pa
import pyarrow.compute as pc

from kg import resources, schema
from kg.errors import ProjectionRefused
from kg.graph import EDGE_KEYS, edge_types, node_types
from kg.known_as import KNOWN_AS, with_known_as
from kg.stores import LoadReport

if TYPE_CHECKING:
    from kg.graph import GraphInfo, PropertyGraph
    from kg.stores import Progress

_log = logging.getLogger(__name__)

_HOLD = ("{0}._graph = CASE WHEN {0}._graph IS NULL THEN ['', $graph] "
         "WHEN $graph IN {0}._graph THEN {0}._graph ELSE {0}._graph + $graph END")
_OTHERS = "CASE WHEN others = [''] THEN null ELSE others END"
_STALE = "WHERE $graph IN {0}._graph AND coalesce({0}._build, '') <> $build"
_REMOVE_EDGES = (
    f"MATCH (:Thing)-[r]->() {_STALE.format('r')} WITH r LIMIT $limit "
    "WITH r, [name IN r._graph WHERE name <> $graph] AS others "
    f"FOREACH (one IN CASE others WHEN [] THEN [] ELSE [r] END | SET one._graph = {_OTHERS}) "
    "FOREACH (one IN CASE others WHEN [] THEN [r] ELSE [] END | DELETE one) "
    "RETURN count(*) AS done")
_STALE_NODES = f"MATCH (n:Thing) {_STALE.format('n')} RETURN n.id AS id ORDER BY id"
_REMOVE_NODES = (
    "UNWIND $ids AS id MATCH (n:Thing {id: id}) "
    "WITH n, id, [name IN n._graph WHERE name <> $graph] AS others, EXISTS { (n)--() } AS linked "
    f"FOREACH (one IN CASE others WHEN [] THEN [] ELSE [n] END | SET one._graph = {_OTHERS}) "
    "FOREACH (one IN CASE WHEN others = [] AND linked THEN [n] ELSE [] END | SET one._build = '') "
    "FOREACH (one IN CASE WHEN others = [] AND NOT linked THEN [n] ELSE [] END | DELETE one) "
    "RETURN id, others = [] AND linked AS kept")
_COUNTS = "MATCH (n:Thing) WITH count(n) AS nodes OPTIONAL MATCH ()-[r]->() RETURN nodes, count(r) AS edges"
_SHARED = "MATCH (n:Thing) WHERE $graph IN n._graph AND size(n._graph) > 1 RETURN count(n) AS shared"
_UNFINISHED = "MATCH (i:GraphInfo {id: $id}) SET i.digest = ''"
_FINISHED = "MERGE (i:GraphInfo {id: $id}) SET i += $info, i._graph = [$graph], i._build = $build"


# Separators of ASCII that the schema keeps out of text: of values, and of the items of a list.
_END, _PART = "\x1f", "\x1e"
_UNFIT = f"^$|[{_END}{_PART}]"
_FORMS: tuple[tuple[Callable[[pa.DataType], bool], str], ...] = (
    (pa.types.is_string, "{}"), (pa.types.is_integer, "toInteger({})"), (pa.types.is_date, "date({})"),
    (pa.types.is_list, "split({}, $part)"))


class _Column(NamedTuple):
    """How a column travels: parameter, the Cypher that makes a list of it, and that gives one value."""

    name: str
    key: str
    source: str
    value: str
    is_text: bool


class _Write(NamedTuple):
    """A statement for batches of a table, and the properties that it empties."""

    statement: str
    columns: list[_Column]
    blank: Mapping[str, None]
    table: pa.Table


class _Load(NamedTuple):
    """One load under way: the session, and which ledger and build it writes."""

    session: neo4j.Session
    graph: str
    build: str
    size: int

    def write(self, statement: str, **values: Any) -> list[neo4j.Record]:
        """Run one statement in a managed transaction."""
        values |= {"graph": self.graph, "build": self.build, "end": _END, "part": _PART}
        return self.session.execute_write(lambda transaction: list(transaction.run(statement, values)))


def load_graph(session: neo4j.Session, graph: PropertyGraph, name: str, *, batch_size: int,
               progress: Progress | None = None) -> LoadReport:
    """Make the part of the database that the ledger `name` holds equal to the graph.

    Raises the driver's errors, and ProjectionRefused for a property that the schema doesn't have.
    """
    load = _Load(session, name, graph.info.digest[:16], batch_size)
    _define(load, "CREATE CONSTRAINT")
    load.write(_UNFINISHED, id=f"graphinfo:{name}")
    total, done = graph.node_count + graph.edge_count, 0
    for what, writes in (("nodes", _node_writes(graph)), ("edges", _edge_writes(graph))):
        for write in writes:
            for batch in write.table.to_batches(max_chunksize=batch_size):
                load.write(write.statement, blank=write.blank, **_packed(batch, write.columns))
                done += batch.num_rows
                if progress:
                    progress(done, total, what)
    report = _remove(load, graph, progress)
    _define(load, "CREATE")
    _finish(load, graph.info)
    return report


def _define(load: _Load, kind: str) -> None:
    """Run the schema's statements of one kind: constraints before loading, indexes after it."""
    text = (resources.data("schemas") / "generated" / "constraints.cypher").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("//")]
    for statement in "\n".join(lines).split(";"):
        if statement.strip().startswith(kind):
            load.write(statement)


def _node_writes(graph: PropertyGraph) -> Iterator[_Write]:
    """For each class what merges its nodes; labels and properties of another class go."""
    known = schema.load()
    for name, table in graph.nodes.items():
        labels = known.labels(name)
        others = sorted(known.classes.keys() - {*labels, "GraphInfo"})
        blank = dict.fromkeys(known.properties.keys() - set(table.column_names))
        table = with_known_as(table)
        columns = _columns(table, {**node_types(name), KNOWN_AS: pa.string()}, name)
        place = {column.name: column.value for column in columns}
        statement = (
            f"{_unpack(columns)} MERGE (n:Thing {{id: {place.pop('id')}}}) "
            f"ON CREATE SET n._graph = [$graph] ON MATCH SET {_HOLD.format('n')}, n += $blank "
            f"SET n:{':'.join(labels)}, n._build = $build{_assign('n', place)} REMOVE n:{':'.join(others)}")
        yield _Write(statement, columns, blank, table)


def _edge_writes(graph: PropertyGraph) -> Iterator[_Write]:
    """For each relation what merges its edges."""
    for name, table in graph.edges.items():
        table = table.drop_columns(["source_class", "target_class"])
        blank = dict.fromkeys(edge_types(name).keys() - {*table.column_names, *EDGE_KEYS})
        columns = _columns(table, edge_types(name), name)
        place = {column.name: column.value for column in columns}
        statement = (
            f"{_unpack(columns)} MATCH (a:Thing {{id: {place.pop('source')}}}) "
            f"MATCH (b:Thing {{id: {place.pop('target')}}}) MERGE (a)-[r:{name} {{id: {place.pop('id')}}}]->(b) "
            f"ON CREATE SET r._graph = [$graph] ON MATCH SET {_HOLD.format('r')}, r += $blank "
            f"SET r._build = $build{_assign('r', place)}")
        yield _Write(statement, columns, blank, table)


def _columns(table: pa.Table, known: Mapping[str, pa.DataType], what: str) -> list[_Column]:
    """How each column travels; refuse one that the schema doesn't have."""
    unknown = set(table.column_names) - known.keys()
    if unknown:
        raise ProjectionRefused(f"{what}: the schema has no property {', '.join(sorted(unknown))}")
    return [_column(field, table.column(field.name), f"c{index}") for index, field in enumerate(table.schema)]


def _column(field: pa.Field, column: pa.ChunkedArray, key: str) -> _Column:
    """A column whose text has no separators travels as one text, another as a list."""
    is_list = pa.types.is_list(field.type)
    texts = pc.list_flatten(column) if is_list else column
    if pa.types.is_floating(field.type) or pa.types.is_boolean(field.type) or (
            pa.types.is_string(texts.type) and pc.any(pc.match_substring_regex(texts, _UNFIT)).as_py()):
        return _Column(field.name, key, f"${key}", f"{key}[i]", is_text=False)
    form = next(form for fits, form in _FORMS if fits(field.type)).format(f"{key}[i]")
    value = f"CASE {key}[i] WHEN '' THEN null ELSE {form} END" if is_list or column.null_count else form
    return _Column(field.name, key, f"split(${key}, $end)", value, is_text=True)


def _unpack(columns: list[_Column]) -> str:
    """The beginning of a statement: one row for each value of the columns."""
    found = ", ".join(f"{column.source} AS {column.key}" for column in columns)
    return f"WITH {found} UNWIND range(0, size(c0) - 1) AS i"


def _assign(variable: str, place: Mapping[str, str]) -> str:
    return "".join(f", {variable}.{name} = {value}" for name, value in place.items())


def _packed(batch: pa.RecordBatch, columns: list[_Column]) -> dict[str, Any]:
    """The batch as parameters."""
    return {column.key: _text(values) if column.is_text else [value or None if isinstance(value, list) else value
                                                             for value in values.to_pylist()]
            for column, values in zip(columns, batch.columns, strict=True)}


def _text(values: pa.Array) -> str:
    """All values of a column in one text, null and the empty list as nothing."""
    texts = pc.binary_join(values, _PART) if pa.types.is_list(values.type) else values.cast(pa.string())
    whole = pa.ListArray.from_arrays(pa.array([0, len(texts)], pa.int32()), texts.fill_null(""))
    return str(pc.binary_join(whole, _END)[0].as_py())


def _remove(load: _Load, graph: PropertyGraph, progress: Progress | None) -> LoadReport:
    """Remove edges, then nodes, that this ledger held before and the graph hasn't.

    When the database has as many of each as the graph there is nothing else in it, and nothing is looked for.
    """
    nodes, edges = load.write(_COUNTS)[0].values()
    edges_removed, kept, ids = 0, [], []
    if edges != graph.edge_count:
        while done := load.write(_REMOVE_EDGES, limit=load.size)[0]["done"]:
            edges_removed += done
            if progress:
                progress(edges_removed, edges_removed, "removed")
    if nodes != graph.node_count:
        ids = [record["id"] for record in load.write(_STALE_NODES)]
    for start in range(0, len(ids), load.size):
        records = load.write(_REMOVE_NODES, ids=ids[start:start + load.size])
        kept += [record["id"] for record in records if record["kept"]]
        if progress:
            progress(start + len(records), len(ids), "removed")
    return LoadReport(graph.node_count, graph.edge_count, len(ids) - len(kept), edges_removed, tuple(kept))


def _finish(load: _Load, info: GraphInfo) -> None:
    """Write the GraphInfo node that says that the load is complete."""
    shared = load.write(_SHARED)[0]["shared"]
    if shared:
        _log.warning("%d nodes are held by others in this database too: they show what was loaded last", shared)
    load.write(_FINISHED, id=f"graphinfo:{load.graph}", info=asdict(info))
