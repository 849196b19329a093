"""The projection: the property graph that a ledger gives, as known on a date and as said on a date.

A pure function of the ledger: the order of ingest, the number of segments and of threads don't change it. Every
node and edge is folded from active claims by the rules of the schema; what was joined, what is doubtful, what
contradicts and what was left out stands in the graph or in the report.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import dataclass

import duckdb

from kg import schema
from kg.document import check_date
from kg.errors import LedgerUnavailable
from kg.graph import GraphInfo, PropertyGraph
from kg.layers.active import make_active
from kg.layers.clusters import Candidate, Joined
from kg.layers.same_entity import same_entity
from kg.layers.same_event import same_event
from kg.ledger import Ledger
from kg.projection_answers import add_answers
from kg.projection_build import build_name
from kg.projection_edges import project_edges
from kg.projection_nodes import project_nodes

# what the database raises over damaged files, full disks and scarce memory; all else is this program's own fault
_FROM_OUTSIDE = (duckdb.Error, duckdb.InvalidInputException, duckdb.IOException, duckdb.OutOfMemoryException)


@dataclass(frozen=True, slots=True)
class ProjectionReport:
    """What the projection decided: nodes joined, doubtful pairs, claims retracted, claims without an end.

    hidden: claims whose node isn't there (not yet known on the date, or its class was retracted), as
    (claim id, node id).
    """

    joined: tuple[Joined, ...]
    candidates: tuple[Candidate, ...]
    retracted: int
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """A graph and how it came about."""

    graph: PropertyGraph
    report: ProjectionReport


def project(ledger: Ledger, *, known_on: str = "", said_on: str = "", threads: int | None = None,
            memory_limit: str = "1500MB") -> Projection:
    """Project a ledger. known_on: only what was public on that ISO date; said_on: only what was recorded by then.

    memory_limit: of the database; what is more spills to disk below the ledger's cache. Raises UsageError for a
    date that doesn't exist, LedgerUnavailable for a damaged ledger or when memory or disk don't suffice.
    """
    check_date("--known-on", known_on)
    check_date("--said-on", said_on)
    about = GraphInfo(ledger=ledger.digest(), known_on=known_on, said_on=said_on, build=build_name())
    with contextlib.suppress(OSError):  # a ledger that may only be read has no place to spill to
        (ledger.folder / "cache").mkdir(exist_ok=True)
    try:
        with ledger.connect(threads=threads, memory_limit=memory_limit) as connection:
            return _project(connection, about)
    except duckdb.Error as error:
        if type(error) not in _FROM_OUTSIDE:
            raise
        said = str(error).partition("\n")[0]
        raise LedgerUnavailable(f"can't project {ledger.folder} ({said}): restore it from a copy if `kg validate` "
                                "finds it damaged, else free memory or disk") from error


def _project(connection: duckdb.DuckDBPyConnection, about: GraphInfo) -> Projection:
    retracted = make_active(connection, known_on=about.known_on, said_on=about.said_on)
    joined, candidates = _join(connection)
    hidden = _hide(connection)
    nodes = project_nodes(connection)
    edges = project_edges(connection, candidates, known_on=about.known_on)
    add_answers(connection, nodes, edges)
    return Projection(PropertyGraph(nodes, edges, about).check(),
                      ProjectionReport(joined, candidates, retracted, hidden))


def _join(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[Joined, ...], tuple[Candidate, ...]]:
    """Make the tables `same` (node, canonical), `joined` and `class_of`, and rewrite the claims by them."""
    classes = _classes(connection)
    entities = same_entity(connection, classes)
    events = same_event(connection, classes, {j.node: j.canonical for j in entities.joined})
    joined = (*entities.joined, *events.joined)
    connection.execute("CREATE TEMP TABLE same (node VARCHAR, canonical VARCHAR, reason VARCHAR)")
    _fill(connection, "same", [(j.node, j.canonical, j.reason) for j in joined])
    connection.execute("""
        UPDATE counted SET subject = same.canonical FROM same WHERE counted.subject = same.node;
        UPDATE counted SET object = same.canonical FROM same
        WHERE counted.object = same.node AND regexp_full_match(counted.predicate, '[A-Z_]+')""")
    _make_class_table(connection)
    canonical = {j.node: j.canonical for j in joined}
    candidates: dict[tuple[str, str], Candidate] = {}
    for found in (*entities.candidates, *events.candidates):
        left, right = sorted((canonical.get(found.left, found.left), canonical.get(found.right, found.right)))
        if left != right:
            candidates.setdefault((left, right), Candidate(left, right, found.score, found.reason,
                                                           found.premises))
    return joined, tuple(candidates[pair] for pair in sorted(candidates))


def _classes(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The leaf class of each node: the most special one said, of the best source when they contradict."""
    found: dict[str, str] = {}
    model = schema.load()
    for node, said in connection.execute("""
            SELECT subject, list(object ORDER BY rank, object) FROM (
                SELECT subject, object, min(basis_rank) AS rank FROM active
                WHERE predicate = 'class' AND modality <> 'denied' GROUP BY subject, object)
            GROUP BY subject ORDER BY subject""").fetchall():
        best = said[0]
        for other in said[1:]:
            if model.is_a(other, best):
                best = other
        found[node] = best
    return found


def _make_class_table(connection: duckdb.DuckDBPyConnection) -> None:
    """`class_of` (node, leaf class) of the joined nodes."""
    connection.execute("CREATE TEMP TABLE class_of (node VARCHAR, class VARCHAR)")
    _fill(connection, "class_of", sorted(_classes(connection).items()))


def _hide(connection: duckdb.DuckDBPyConnection) -> tuple[tuple[str, str], ...]:
    """Take claims out whose subject, or a relation's object, has no class; they are reported.

    What stays shows which persons have an office: they are Officials.
    """
    connection.execute("""
        CREATE TEMP TABLE hidden AS
        SELECT id, CASE WHEN s.node IS NULL THEN subject ELSE object END AS missing
        FROM counted LEFT JOIN class_of s ON s.node = subject LEFT JOIN class_of o ON o.node = object
        WHERE s.node IS NULL OR (regexp_full_match(predicate, '[A-Z_]+') AND o.node IS NULL)""")
    connection.execute("DELETE FROM counted WHERE id IN (SELECT id FROM hidden)")
    connection.execute("""
        UPDATE class_of SET class = 'Official' WHERE class = 'Person' AND node IN (
            SELECT subject FROM active WHERE predicate = 'HOLDS_OFFICE' AND modality <> 'denied')""")
    found = connection.execute("""
        SELECT id, missing FROM hidden
        WHERE id NOT IN (SELECT id FROM claims WHERE starts_with(subject, 'claim:')) ORDER BY id""")
    return tuple((claim, node) for claim, node in found.fetchall())


def _fill(connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[str, ...]]) -> None:
    """Insert rows of strings by way of Arrow; row-wise inserts are a thousand times slower."""
    import pyarrow as pa

    assert table in ("same", "class_of")
    if rows:
        columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
        given = pa.table(columns, names=[str(i) for i in range(len(columns))])
        connection.execute(f"INSERT INTO {table} SELECT * FROM given")
        del given


def summary(report: ProjectionReport) -> dict[str, int]:
    """The report in numbers, for a progress line."""
    return {"joined": len(report.joined), "candidates": len(report.candidates),
            "retracted": report.retracted, "hidden": len(report.hidden),
            "missing nodes": len(Counter(node for _, node in report.hidden))}
