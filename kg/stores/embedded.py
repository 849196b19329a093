"""The embedded store: one `.kgl` file that kglite answers Cypher from.

The engine takes wrong input silently, so what it is given is checked here: ids and ends before
(`PropertyGraph.check`), stub nodes and counts afterwards. Its bulk loader merges edges between the same two
nodes once a relation has edges from that class, so those go in one by one (`_add_parallel`).
Behaviour relied on was measured on 0.21.2.
"""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kglite
import pyarrow as pa
import pyarrow.compute as pc

from kg import schema
from kg.cypher import check_embedded
from kg.errors import ProjectionRefused, QueryError, StoreUnavailable
from kg.graph import EDGE_KEYS, GraphInfo, rows
from kg.known_as import KNOWN_AS, with_known_as
from kg.stores import Answer, LoadReport, plain
from kg.stores.embedded_key import respelled

if TYPE_CHECKING:
    import pandas as pd

    from kg.graph import PropertyGraph, Row
    from kg.stores import Progress

_log = logging.getLogger(__name__)
_NOT_STORED = [name for name in EDGE_KEYS if name != "id"]
_DEFAULT_TIMEOUT_MS = 60_000
_NODES_AT_ONCE = 50_000  # bounds memory; edges can't be cut up so, as parallel ones must go in together


class EmbeddedStore:
    """A projection in one file; any number of processes may read it while another replaces it.

    path: the `.kgl` file, which needn't exist yet. Errors: StoreUnavailable when it is damaged or can't be
    written, ProjectionRefused when the engine took something else than the graph, QueryError from `query`.
    """

    def __init__(self, path: Path | str) -> None:
        self._path = Path(path)
        self._opened: kglite.KnowledgeGraph | None = None

    def load(self, graph: PropertyGraph, progress: Progress | None = None) -> LoadReport:
        """Build the graph in memory, then put it in the place of the file in one step."""
        built = build(graph.check(), progress)
        _write(built, self._path)
        built.read_only(True)
        self._opened = built
        return LoadReport(graph.node_count, graph.edge_count)

    def query(self, cypher: str, parameters: Mapping[str, Any], *, columns: Sequence[str] = (),
              timeout_ms: int | None = None) -> Answer:
        """Answer one read-only statement; `columns`, when given, are the names that it must return."""
        check_embedded(cypher)
        try:
            statement, given = respelled(cypher, parameters)
            found = self._graph().cypher(statement, params=given, hide_structural_keys=True,
                                         timeout_ms=timeout_ms or _DEFAULT_TIMEOUT_MS)
        except kglite.CypherTimeoutError as error:
            raise QueryError(f"no answer within {timeout_ms or _DEFAULT_TIMEOUT_MS} ms: narrow the query down"
                             ) from error
        except (kglite.KgError, TypeError, OverflowError, RecursionError, ValueError) as error:
            raise QueryError(str(error).partition("\n")[0]) from error
        assert isinstance(found, kglite.ResultView)
        for warning in found.warnings:
            # a statement of our own, which names its columns, may ask for what this graph happens not to have
            _log.log(logging.DEBUG if columns else logging.WARNING, "%s", warning)
        return plain(found.columns, (tuple(row.values()) for row in found), columns)

    def node_rows(self) -> Iterator[tuple[str, Row]]:
        """Each node as (leaf class, properties)."""
        for row in self._read("MATCH (n:Thing) RETURN labels(n)[0] AS class, properties(n) AS found"):
            row["found"].pop(KNOWN_AS, None)
            yield row["class"], row["found"]

    def edge_rows(self) -> Iterator[tuple[str, Row]]:
        """Each edge as (relation, properties with its ends and their classes)."""
        for name in sorted(schema.load().relations):
            statement = (f"MATCH (a)-[r:{name}]->(b) RETURN properties(r) AS found, a.id AS source, "
                         "b.id AS target, labels(a)[0] AS source_class, labels(b)[0] AS target_class")
            for row in self._read(statement):
                yield name, {**row.pop("found"), **row}

    def info(self) -> GraphInfo | None:
        """What was loaded last."""
        names = [field.name for field in fields(GraphInfo)]
        chosen = ", ".join(f"n.{name} AS {name}" for name in names)
        found = self._read(f"MATCH (n:GraphInfo) RETURN {chosen}")
        return GraphInfo(**found[0]) if found else None

    def close(self) -> None:
        """Give the memory back; the next use opens the file again."""
        self._opened = None

    def _graph(self) -> kglite.KnowledgeGraph:
        if self._opened is None:
            self._opened = _open(self._path)
        return self._opened

    def _read(self, statement: str) -> list[dict[str, Any]]:
        if not self._path.exists():
            return []
        return _rows(self._graph(), statement)


def build(graph: PropertyGraph, progress: Progress | None = None) -> kglite.KnowledgeGraph:
    """The graph in the engine's memory. Raises ProjectionRefused when the engine took something else."""
    kglite.set_query_warning_policy("silent")  # they are logged instead
    built = kglite.KnowledgeGraph()
    total, done = graph.node_count + graph.edge_count, 0
    with warnings.catch_warnings():  # of what it warns of here the reports tell more
        warnings.simplefilter("ignore", UserWarning)
        for name, table in graph.nodes.items():
            for start in range(0, table.num_rows, _NODES_AT_ONCE):
                part = with_known_as(table.slice(start, _NODES_AT_ONCE))
                built.add_nodes(_frame(part), name, "id", column_types=_dates(part),
                                labels=list(schema.load().labels(name)[1:]))
                done = _tell(progress, done + part.num_rows, total, "nodes")
        for name, table in graph.edges.items():
            _add_edges(built, name, table)
            done = _tell(progress, done + table.num_rows, total, "edges")
    _compare(built, graph)
    _add_info(built, graph.info)
    return built


def _tell(progress: Progress | None, done: int, total: int, what: str) -> int:
    if progress:
        progress(done, total, what)
    return done


def _frame(table: pa.Table) -> pd.DataFrame:
    """A data frame whose types the engine keeps: whole numbers as Int64, Python's dates, lists as tuples."""
    import pandas as pd

    mapping = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    used = [name for name in table.column_names if table.column(name).null_count < table.num_rows]
    table = table.select(used)
    lists = [f.name for f in table.schema if pa.types.is_list(f.type)]
    frame: pd.DataFrame = table.drop_columns(lists).to_pandas(types_mapper=mapping.get)
    for name in lists:
        values = _tuples(table.column(name))
        if any(values):
            frame[name] = pd.Series(values, dtype=object)
    return frame


def _tuples(column: pa.ChunkedArray) -> list[tuple[str, ...] | None]:
    """The lists of a column, None for one without items; in a third of the time of `to_pylist`.

    The engine takes tuples and lists for the same, and the garbage collector looks at tuples once only.
    """
    items = tuple(pc.list_flatten(column).to_pylist())
    ends = list(accumulate(pc.fill_null(pc.list_value_length(column), 0).to_pylist(), initial=0))
    return [items[start:end] or None for start, end in pairwise(ends)]


def _dates(table: pa.Table) -> dict[str, str]:
    """The columns of dates, by the engine's word for a day."""
    return {field.name: "datetime" for field in table.schema if pa.types.is_date(field.type)}


def _add_edges(built: kglite.KnowledgeGraph, relation: str, table: pa.Table) -> None:
    """Add the edges of one relation, one frame for each pair of classes.

    The first frame from a class of sources may hold parallel edges, so the one with most of them goes first.
    """
    parts = list(_by_ends(table))
    pairs_from = Counter(source for source, _, _ in parts)
    ordered = [(ends, part, _repeated(part) if pairs_from[ends[0]] > 1 else None) for *ends, part in parts]
    ordered.sort(key=lambda one: 0 if one[2] is None else -one[2].true_count)
    seen: set[str] = set()
    for (source, target), part, repeated in ordered:
        later = None
        if repeated is not None and source in seen and repeated.true_count:
            part, later = part.filter(pc.invert(repeated)), part.filter(repeated)
        report = built.add_relationships(_frame(part), relation, source, "source", target, "target",
                                         column_types=_dates(part))
        if report["stubs_vivified"]:
            raise ProjectionRefused(f"{relation}: {report['stubs_vivified']} ends from {source} to {target} "
                                    "aren't nodes of these classes")
        if later is not None:
            _add_parallel(built, relation, (source, target), later)
        seen.add(source)


def _repeated(table: pa.Table) -> pa.BooleanArray:
    """Which edges have the two ends of an edge before them."""
    return pa.array(table.select(["source", "target"]).to_pandas().duplicated().to_numpy())


def _by_ends(table: pa.Table) -> Iterator[tuple[str, str, pa.Table]]:
    """The edges of each pair of (source class, target class), without the columns of these."""
    keys = ["source_class", "target_class"]
    rest = table.drop_columns(keys)
    pairs = table.group_by(keys).aggregate([]).to_pylist()
    for pair in sorted(pairs, key=lambda one: (one["source_class"], one["target_class"])):
        mask = pc.and_(*(pc.equal(table[key], pair[key]) for key in keys))
        yield pair["source_class"], pair["target_class"], rest if len(pairs) == 1 else rest.filter(mask)


def _add_parallel(built: kglite.KnowledgeGraph, relation: str, ends: tuple[str, str], table: pa.Table) -> None:
    """Add edges that the bulk loader would merge into others between the same nodes."""
    keys = [name for name in table.column_names if name not in _NOT_STORED]
    stored = ", ".join(f"{key}: row.{key}" for key in keys)
    built.cypher(
        f"UNWIND $rows AS row MATCH (a:{ends[0]} {{id: row.source}}), (b:{ends[1]} {{id: row.target}}) "
        f"CREATE (a)-[:{relation} {{{stored}}}]->(b)", params={"rows": list(rows(table))}, timeout_ms=0)


def _compare(built: kglite.KnowledgeGraph, graph: PropertyGraph) -> None:
    """Raise ProjectionRefused unless the engine holds as many nodes and edges as the graph."""
    found = [_rows(built, f"MATCH {pattern} RETURN count(x) AS n")[0]["n"] for pattern in ("(x)", "()-[x]->()")]
    if found != [graph.node_count, graph.edge_count]:
        raise ProjectionRefused(f"the embedded engine took {found[0]} nodes and {found[1]} edges "
                                f"of {graph.node_count} and {graph.edge_count}")


def _rows(graph: kglite.KnowledgeGraph, statement: str) -> list[dict[str, Any]]:
    found = graph.cypher(statement, hide_structural_keys=True, timeout_ms=0)
    assert isinstance(found, kglite.ResultView)
    return list(found)


def _add_info(built: kglite.KnowledgeGraph, info: GraphInfo) -> None:
    import pandas as pd

    built.add_nodes(pd.DataFrame([{"id": "graphinfo", **asdict(info)}]), "GraphInfo", "id")


def _open(path: Path) -> kglite.KnowledgeGraph:
    """The graph of a file, read-only. Raises StoreUnavailable when there is none or it is damaged."""
    if not path.exists():
        raise StoreUnavailable(f"{path} doesn't exist: nothing was loaded yet")
    kglite.set_query_warning_policy("silent")
    try:
        opened = kglite.load(str(path))
    except (kglite.KgError, OSError, ValueError) as error:
        raise StoreUnavailable(f"{path} can't be opened ({_one_line(error)}): delete it and load again"
                               ) from error
    opened.read_only(True)
    return opened


def _write(built: kglite.KnowledgeGraph, path: Path) -> None:
    """Save beside the file, then rename; the old file stays when the disk is full."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
            with warnings.catch_warnings():  # columns that can't be read in place cost only memory
                warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
                built.save(str(Path(folder) / path.name))
            (Path(folder) / path.name).replace(path)
    except (kglite.KgError, OSError) as error:
        raise StoreUnavailable(f"{path} can't be written ({_one_line(error)}): free space on the disk, allow "
                               "writing there, or choose another folder") from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")
