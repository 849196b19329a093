"""Listings in the projection: the states of parties on lists, and of measures on their targets."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import duckdb

from kg import schema
from kg.layers.state import Change, Course, Interval, intervals, state_on
from kg.projection_nodes import fold

if TYPE_CHECKING:
    import pyarrow as pa

Listing = tuple[str, str]  # party and list
Days = dict[str, tuple[str, str, str, tuple[str, ...]]]  # announced, effective, ended, and the claims on them
Changes = dict[str, list[tuple[Change, frozenset[str]]]]

_FACTS = ("citation", "entry_id", "license_policy", "license_requirement")


def list_states(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """LISTED_ON edges: one for each party, list, state and interval, with the claims that decide it."""
    courses: dict[Listing, list[Course]] = defaultdict(list)
    for listing, course in _told_by_events(connection):
        courses[listing].append(course)
    for listing, course in _told_by_rows(connection):
        courses[listing].append(course)
    edges = _edge_table((*listing, interval) for listing in sorted(courses)
                        for interval in intervals(courses[listing]))
    return _with_words(connection, edges)


def _edge_table(found: Iterator[tuple[str, str, Interval]]) -> pa.Table:
    import pyarrow as pa

    columns: list[list[object]] = [[] for _ in range(7)]
    for party, listed, interval in found:
        key = "\x1f".join(("LISTED_ON", party, listed, interval.state, interval.start, interval.end))
        row = (hashlib.sha256(key.encode()).hexdigest()[:32], party, listed, interval.state, interval.start,
               interval.end, list(interval.premises))
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    names = ("id", "source", "target", "state", "start", "stop", "claims")
    types = [pa.string()] * 6 + [pa.list_(pa.string())]
    return pa.table([pa.array(c, t) for c, t in zip(columns, types, strict=True)], names=names)


def _with_words(connection: duckdb.DuckDBPyConnection, edges: pa.Table) -> pa.Table:
    """Give each edge the words of its best claim, a notice of change first, and the facts of the list's row."""
    changed = "s.predicate IN ('CHANGES', 'APPLIES_TO')"
    best = f"ORDER BY NOT {changed}, s.basis_rank, s.confidence DESC, s.known_from, s.id"
    known = "min(nullif(s.known_from, ''))"
    facts = ", ".join(f"{fold('latest', fact)} AS {name}" for name in _FACTS
                      for fact in [f"qualifier ->> '$.{name}'"])
    found = connection.sql(f"""
        WITH told AS (
            SELECT e.id, count(DISTINCT a.document) AS sources,
                   first(s.words {best}) FILTER (s.predicate <> 'ADDS_TO') AS words,
                   CAST(coalesce({known} FILTER ({changed}), {known} FILTER (s.predicate <> 'ADDS_TO')) AS DATE)
                       AS known_from
            FROM (SELECT id, unnest(claims) AS claim FROM edges) e
            JOIN active a ON a.id = e.claim LEFT JOIN statement s ON s.id = e.claim
            GROUP BY e.id
        ), facts AS (
            SELECT subject, object, {facts} FROM statement
            WHERE predicate = 'LISTED_ON' AND modality <> 'denied' GROUP BY subject, object
        )
        SELECT e.id, e.source, e.target, e.state, CAST(nullif(e.start, '') AS DATE) AS valid_from,
               CAST(nullif(e.stop, '') AS DATE) AS valid_to, e.claims,
               unnest(told.words), told.* EXCLUDE (id, words),
               facts.* EXCLUDE (subject, object)
        FROM edges e JOIN told ON told.id = e.id
        LEFT JOIN facts ON facts.subject = e.source AND facts.object = e.target
        ORDER BY e.id""")
    return found.to_arrow_table()


def _told_by_events(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Listing, Course]]:
    """What measures that add to a list say of their targets."""
    days = _days(connection)
    changes = _changes(connection)
    for measure, listed, party, start, stop, claims in connection.execute("""
            SELECT t.subject, l.object, t.object, coalesce(min(nullif(t.valid_from, '')), ''), max(t.valid_to),
                   list_sort(list_concat(list(DISTINCT t.id), any_value(l.claims)))
            FROM statement t
            JOIN (SELECT subject, object, list(id ORDER BY id) AS claims FROM statement
                  WHERE predicate = 'ADDS_TO' AND modality IN ('asserted', 'announced') GROUP BY ALL) l
                 ON l.subject = t.subject
            JOIN class_of c ON c.node = t.object
            WHERE t.predicate = 'TARGETS' AND t.modality IN ('asserted', 'announced')
              AND c.class NOT IN ('Region', 'Product')
            GROUP BY t.subject, l.object, t.object ORDER BY ALL""").fetchall():
        announced, effective, ended, dated_by = days.get(measure, ("", "", "", ()))
        yield (party, listed), Course(
            announced=announced, effective=effective or start or announced, ended=stop or ended,
            premises=(*claims, *dated_by), changes=list(_changes_for(changes, measure, party)))


def _told_by_rows(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Listing, Course]]:
    """List rows; of a cumulative series, one that a later edition of the same list lacks is not sure any more.

    What counts is whether a later edition has the party at all: a row whose dates were mended is still there.
    """
    editions: dict[Listing, list[str]] = defaultdict(list)
    for series, listed, edition in connection.execute("""
            SELECT DISTINCT r.series, s.object, r.edition FROM statement s
            JOIN chosen r ON r.document = s.document AND r.module = s.module
            WHERE s.predicate = 'LISTED_ON' AND r.series <> '' AND r.editions = 'cumulative' AND r.edition <> ''
            ORDER BY ALL""").fetchall():
        editions[series, listed].append(edition)
    for party, listed, state, start, stop, series, last, claims in connection.execute("""
            SELECT s.subject, s.object, coalesce(s.qualifier ->> '$.state', 'in_force') AS state, s.valid_from,
                   s.valid_to, r.series, max(max(r.edition)) OVER (PARTITION BY s.subject, s.object, r.series),
                   list_sort(list(DISTINCT s.id))
            FROM statement s JOIN chosen r ON r.document = s.document AND r.module = s.module
            WHERE s.predicate = 'LISTED_ON' AND s.modality <> 'denied'
            GROUP BY s.subject, s.object, state, s.valid_from, s.valid_to, r.series ORDER BY ALL""").fetchall():
        later = [edition for edition in editions.get((series, listed), ()) if edition > last]
        yield (party, listed), Course(effective=start, ended=stop, undated=not start, premises=tuple(claims),
                                      unseen_from=later[0] if later else "", state=state)


def _days(connection: duckdb.DuckDBPyConnection) -> Days:
    """Announced, effective and end day of each event, "" where not known, as its node shows them."""
    folded = ", ".join(f"coalesce({fold('conflict', 'object', f'''predicate = '{name}' ''')}, '')"
                       for name in ("announced", "effective", "ended"))
    return {row[0]: (row[1], row[2], row[3], tuple(row[4])) for row in connection.execute(f"""
        SELECT subject, {folded}, list(id ORDER BY id)
        FROM property WHERE predicate IN ('announced', 'effective', 'ended') GROUP BY subject""").fetchall()}


def _changes(connection: duckdb.DuckDBPyConnection) -> Changes:
    """For each measure its changes, and the targets to which each applies (none named: to all)."""
    found: Changes = defaultdict(list)
    for measure, day, action, until, targets, claims in connection.execute("""
            SELECT c.object, coalesce(nullif(c.valid_from, ''), d.effective, d.announced),
                   c.qualifier ->> '$.action', coalesce(c.qualifier ->> '$.until', ''),
                   coalesce(a.targets, []), list_sort(list_concat([c.id], coalesce(a.claims, [])))
            FROM statement c
            LEFT JOIN event_dates d ON d.node = c.subject
            LEFT JOIN (SELECT subject, list(DISTINCT object ORDER BY object) AS targets,
                              list(id ORDER BY id) AS claims
                       FROM statement WHERE predicate = 'APPLIES_TO' AND modality IN ('asserted', 'announced')
                       GROUP BY subject) a ON a.subject = c.subject
            WHERE c.predicate = 'CHANGES' AND c.modality IN ('asserted', 'announced')
            ORDER BY ALL""").fetchall():
        if day and action:
            found[measure].append((Change(day, action, until, tuple(claims)), frozenset(targets)))
    return found


def _changes_for(changes: Changes, measure: str, target: str) -> Iterator[Change]:
    for change, targets in changes.get(measure, ()):
        if not targets or target in targets:
            yield change


def target_states(connection: duckdb.DuckDBPyConnection, *, on: str = "") -> None:
    """Make the table `target_state` (measure, target, state): where each measure stands on a day.

    on: ISO date; "" for where it stands after all that is known.
    """
    import pyarrow as pa

    days = _days(connection)
    changes = _changes(connection)
    columns: tuple[list[str], list[str], list[str]] = ([], [], [])
    for measure, target in connection.execute("""
            SELECT DISTINCT s.subject, s.object FROM statement s JOIN class_of c ON c.node = s.subject
            WHERE s.predicate = 'TARGETS' AND c.class IN (SELECT unnest($measures)) ORDER BY ALL""",
            {"measures": _measure_classes()}).fetchall():
        announced, effective, ended, _ = days.get(measure, ("", "", "", ()))
        own = list(_changes_for(changes, measure, target))
        found = intervals([Course(announced, effective, ended, changes=own)])
        if found and (not on or found[0].start <= on):
            state = state_on(found, on) if on else found[-1].state
            for column, text in zip(columns, (measure, target, state), strict=True):
                column.append(text)
    states = pa.table([pa.array(c, pa.string()) for c in columns], names=["measure", "target", "state"])
    connection.execute("CREATE TEMP TABLE target_state AS SELECT * FROM states")
    del states


def _measure_classes() -> list[str]:
    model = schema.load()
    return [name for name in model.classes if model.is_a(name, "Measure")]
