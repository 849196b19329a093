"""Listings in the projection: the states of parties on lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import duckdb

from kg.claim import BASES
from kg.layers.state import Course, intervals
from kg.projection_courses import courses_of
from kg.projection_nodes import fold
from kg.projection_states import state_edges

if TYPE_CHECKING:
    import pyarrow as pa

Listing = tuple[str, str]  # party and list

_FACTS = ("citation", "entry_id", "license_policy", "license_requirement")


def list_states(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """LISTED_ON edges: one for each party, list, state and interval, with the claims that decide it.

    Each also says which document is the last known one that speaks of who is on the list, and of which day it is.
    """
    courses: dict[Listing, list[Course]] = defaultdict(list)
    for listing, course in _told_by_events(connection):
        courses[listing].append(course)
    for listing, course in _told_by_rows(connection):
        courses[listing].append(course)
    edges = state_edges(connection, "LISTED_ON", ((*listing, interval) for listing in sorted(courses)
                                                  for interval in intervals(courses[listing])))
    return _with_facts(connection, edges)


def _with_facts(connection: duckdb.DuckDBPyConnection, edges: pa.Table) -> pa.Table:
    """Add the facts of the list's row, and up to which document the list is known."""
    facts = ", ".join(f"{fold('latest', fact)} AS {name}" for name in _FACTS
                      for fact in [f"qualifier ->> '$.{name}'"])
    found = connection.sql(f"""
        WITH facts AS (
            SELECT subject, object, {facts} FROM statement
            WHERE predicate = 'LISTED_ON' AND modality <> 'denied' GROUP BY subject, object
        ), adding AS (
            SELECT DISTINCT subject, object FROM statement WHERE predicate = 'ADDS_TO'
        ), speaks AS (
            SELECT s.object AS listed, s.basis_rank, s.known_from, r.published, s.words, s.id
            FROM statement s JOIN chosen r ON r.document = s.document AND r.module = s.module
            WHERE s.predicate IN ('LISTED_ON', 'ADDS_TO')
            UNION ALL BY NAME
            SELECT adding.object AS listed, s.basis_rank, s.known_from, '' AS published, s.words, s.id
            FROM statement s JOIN adding ON adding.subject = s.object WHERE s.predicate = 'CHANGES'
        ), last AS (
            -- a row of this project's own file is as new as the source that it cites, not as the file
            SELECT listed, CASE WHEN basis_rank = {BASES.index('bundled')} OR published = '' THEN known_from
                                ELSE published END AS day, words.source_name AS source_name
            FROM speaks WHERE day <> ''
            QUALIFY row_number() OVER (PARTITION BY listed ORDER BY day DESC, basis_rank, source_name, id) = 1
        )
        SELECT e.*, facts.* EXCLUDE (subject, object), CAST(last.day AS DATE) AS sure_until,
               last.source_name AS sure_source
        FROM edges e
        LEFT JOIN facts ON facts.subject = e.source AND facts.object = e.target
        LEFT JOIN last ON last.listed = e.target
        ORDER BY e.id""")
    return found.to_arrow_table()


def _told_by_events(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Listing, Course]]:
    """What measures that add to a list say of their targets.

    A document that names several lists puts a target on the one that it names for it (`on_list`). Where it names
    none, another document may tell, by a listing announced or effective on the same days; else the state of the
    target on each of the lists is unknown, since that says more than either guess.
    """
    courses = courses_of(connection)
    found: list[tuple[Listing, Course]] = []
    doubtful: dict[tuple[str, str], list[tuple[Listing, Course]]] = defaultdict(list)
    for measure, listed, party, sure, start, stop, claims in _targets_and_lists(connection):
        course = courses.course(measure, party, claims=tuple(claims), start=start, stop=stop, at_once=True)
        if sure:
            found.append(((party, listed), course))
        else:
            doubtful[measure, party].append(((party, listed), course))
    known: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for (party, listed), course in found:
        known[party].update((listed, day) for day in (course.announced, course.effective) if day)
    sure_of = {listing for listing, _ in found}
    yield from found
    for (_, party), told in doubtful.items():
        days = {day for _, course in told for day in (course.announced, course.effective) if day}
        if any((listed, day) in known[party] for (_, listed), _ in told for day in days):
            continue
        yield from ((listing, _in_doubt(course)) for listing, course in told if listing not in sure_of)


def _in_doubt(course: Course) -> Course:
    day = course.announced or course.effective
    return Course(effective=day, undated=not day, premises=course.premises, state="unknown")


def _targets_and_lists(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """(measure, list, target, whether that is sure, start, stop, claims) for each list that a target may be on.

    What a document says of lists is for its own targets; the lists of other documents on the event count only for
    targets of a document that names no list.
    """
    return connection.execute("""
        WITH target AS (
            SELECT t.* FROM statement t JOIN class_of c ON c.node = t.object
            WHERE t.predicate = 'TARGETS' AND t.modality IN ('asserted', 'announced')
              AND c.class NOT IN ('Region', 'Product')
        ), adding AS (
            SELECT subject, object, document, id FROM statement
            WHERE predicate = 'ADDS_TO' AND modality IN ('asserted', 'announced')
        ), told AS (
            SELECT t.subject, l.object AS listed, t.object AS party, t.id, t.valid_from, t.valid_to, l.id AS adds,
                   t.qualifier ->> '$.on_list' AS named,
                   count(DISTINCT l.object) OVER (PARTITION BY t.id, t.document) AS lists
            FROM target t JOIN adding l ON l.subject = t.subject AND (l.document = t.document
                OR NOT EXISTS (FROM adding own WHERE own.subject = t.subject AND own.document = t.document))
        ), chosen_list AS (
            SELECT *, lists = 1 OR named IS NOT NULL AS sure FROM told
            WHERE named IS NULL OR EXISTS (
                FROM property p WHERE p.subject = told.listed AND p.predicate IN ('name', 'names')
                AND lower(p.object) = lower(told.named))
        )
        SELECT subject, listed, party, sure, coalesce(min(nullif(valid_from, '')), ''), max(valid_to),
               list_sort(list_concat(list(DISTINCT id), list(DISTINCT adds)))
        FROM chosen_list GROUP BY subject, listed, party, sure ORDER BY ALL""").fetchall()


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
