"""Edges of the projection: one table a relation, folded from claims, and the derived relations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import duckdb

from kg import schema
from kg.graph import edge_types
from kg.layers.clusters import Candidate
from kg.projection_listings import list_states
from kg.projection_measures import measure_states
from kg.projection_nodes import SQL_TYPES, fold, typed
from kg.projection_states import make_day_words

if TYPE_CHECKING:
    import pyarrow as pa

# a source that denies it isn't the best evidence while another one says so
_BEST = "ORDER BY modality = 'denied', basis_rank, confidence DESC, known_from, id"

# an edge's words and source: all from its one best claim
_EVIDENCE = f"""
    first(words {_BEST}) AS words, CAST(min(nullif(known_from, '')) AS DATE) AS known_from,
    count(DISTINCT document) AS sources, list_sort(list(DISTINCT id)) AS claims"""


def project_edges(connection: duckdb.DuckDBPyConnection,
                  candidates: tuple[Candidate, ...], *, known_on: str = "") -> dict[str, pa.Table]:
    """Fold the relation claims of `active` into tables; needs `class_of` and `event_dates`."""
    _make_statements(connection)
    make_day_words(connection)
    listings = list_states(connection)
    measures = measure_states(connection, on=known_on)
    tables = {}
    for (name,) in connection.execute(
            "SELECT DISTINCT predicate FROM statement WHERE predicate <> 'LISTED_ON' ORDER BY 1").fetchall():
        tables[name] = _relation_table(connection, name)
    if listings.num_rows:
        tables["LISTED_ON"] = _with_classes(connection, "LISTED_ON", listings)
    if measures.num_rows:
        tables["HAS_STATE"] = _with_classes(connection, "HAS_STATE", measures)
    if candidates:
        tables["CANDIDATE_OF"] = _with_classes(connection, "CANDIDATE_OF", _candidate_rows(candidates))
    evidenced = _evidenced_by(connection)
    if evidenced.num_rows:
        tables["EVIDENCED_BY"] = evidenced
    return tables


def _make_statements(connection: duckdb.DuckDBPyConnection) -> None:
    """`statement`: relation claims, each with its `words`: what an edge shows of the claim and its source.

    A row of a chronology or registry cites somebody else: the citation of the record that it is about, told in
    the same document, comes before the document's own name. That record is the subject's, or the event's on
    which a party acted. Two nodes that were decided to be one need no edge that says so.
    """
    events = [name for name in schema.load().classes if schema.load().is_a(name, "Event")]
    connection.execute("""
        CREATE TEMP TABLE cited AS
        SELECT subject, document, min(object) FILTER (predicate = 'citation') AS citation,
               min(object) FILTER (predicate = 'citation_url') AS citation_url,
               min(object) FILTER (predicate = 'published') AS published
        FROM property WHERE predicate IN ('citation', 'citation_url', 'published') GROUP BY ALL""")
    connection.execute("""
        CREATE TEMP TABLE statement AS
        WITH related AS (
            SELECT active.*,
                   coalesce(nullif(qualifiers, ''), '{}')::JSON AS qualifier,
                   CASE WHEN s.class NOT IN (SELECT unnest($events)) AND o.class IN (SELECT unnest($events))
                        THEN object ELSE subject END AS record
            FROM active JOIN class_of s ON s.node = subject JOIN class_of o ON o.node = object
            WHERE regexp_full_match(predicate, '[A-Z_]+') AND NOT (predicate = 'SAME_AS' AND subject = object)
        )
        SELECT a.id, a.document, a.module, a.subject, a.predicate, a.object, a.qualifier, a.valid_from,
               a.valid_to, a.modality, a.known_from, a.basis_rank, a.confidence, struct_pack(
                   quote := a.quote, basis := a.basis, confidence := a.confidence::BIGINT, modality := a.modality,
                   source_name := coalesce(qualifier ->> '$.citation', c.citation, nullif(a.heading, ''),
                                           a.document_name),
                   source_url := coalesce(CASE WHEN coalesce(qualifier ->> '$.citation', c.citation) = c.citation
                                               THEN c.citation_url END, nullif(a.url, '')),
                   published := CAST(nullif(coalesce(
                       CASE WHEN a.basis = 'bundled' THEN coalesce(c.published, a.known_from) END,
                       a.published), '') AS DATE)) AS words
        FROM related a LEFT JOIN cited c ON c.subject = a.record AND c.document = a.document""",
        {"events": events})


def _relation_table(connection: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    """One relation: grouped by its ends, interval and identifying qualifiers."""
    qualifiers = schema.load().relations[name].qualifiers
    identifying = sorted(q for q, d in qualifiers.items() if d.identifying)
    keys = "".join(f", qualifier ->> '$.{q}' AS key_{q}" for q in identifying)
    folded = "".join(f", {_fold(q, d)} AS {q}" for q, d in sorted(qualifiers.items())
                     if q not in identifying and not d.many)
    typed_keys = "".join(f", CAST(key_{q} AS {SQL_TYPES[qualifiers[q].range]}) AS {q}" for q in identifying)
    extra, join = _computed(name)
    values = "".join(f", {sql} AS {q}" for q, sql in extra.items())
    # names of relations and qualifiers come from the schema
    found = connection.sql(f"""
        WITH keyed AS ({_dated(f"SELECT *{keys} FROM statement WHERE predicate = $name", name, identifying)}),
        folded AS (
            SELECT subject AS source, object AS target, valid_from AS start, valid_to AS stop
                   {''.join(', key_' + q for q in identifying)}{folded}, {_EVIDENCE}
            FROM keyed GROUP BY subject, object, valid_from, valid_to{''.join(', key_' + q for q in identifying)}
        )
        SELECT left(sha256(concat_ws(chr(31), $name, f.source, f.target, start, stop
                   {''.join(f", coalesce(key_{q}, '')" for q in identifying)})), 32) AS id,
               f.source, f.target, s.class AS source_class, t.class AS target_class,
               CAST(nullif(start, '') AS DATE) AS valid_from, CAST(nullif(stop, '') AS DATE) AS valid_to,
               unnest(f.words),
               f.* EXCLUDE (words, source, target, start, stop{''.join(', key_' + q for q in identifying)}
                            {''.join(', ' + q for q in extra if q not in identifying)}){typed_keys}{values}
        FROM folded f JOIN class_of s ON s.node = f.source JOIN class_of t ON t.node = f.target {join}
        ORDER BY 1""", params={"name": name}).to_arrow_table()
    return typed(found, edge_types(name))


def _dated(statements: str, name: str, identifying: list[str]) -> str:
    """The claims of a relation; one on an event that gives no days goes with the only days that others give.

    Of an event there is one course: who leaves out its days speaks of the same. An office is held several times.
    """
    model = schema.load()
    if not all(model.is_a(subject, "Event") for subject in model.relations[name].subjects):
        return statements
    same = "subject, object" + "".join(f", key_{q}" for q in identifying)
    days = "valid_from || chr(31) || valid_to"
    known = f"FILTER ({days} <> chr(31)) OVER (PARTITION BY {same})"
    return f"""
        SELECT * EXCLUDE (valid_from, valid_to, first_days, last_days),
               CASE WHEN is_open THEN split_part(first_days, chr(31), 1) ELSE valid_from END AS valid_from,
               CASE WHEN is_open THEN split_part(first_days, chr(31), 2) ELSE valid_to END AS valid_to
        FROM (SELECT *, {days} = chr(31) AND first_days = last_days AS is_open
              FROM (SELECT *, min({days}) {known} AS first_days, max({days}) {known} AS last_days
                    FROM ({statements})))"""


def _fold(name: str, definition: schema.QualifierDef) -> str:
    return fold(definition.fold, f"qualifier ->> '$.{name}'")


def _computed(name: str) -> tuple[dict[str, str], str]:
    """Qualifiers that the projection computes itself, as SQL, and the tables that they need."""
    if name == "RESPONDS_TO":
        day = "CAST(coalesce({0}.announced, {0}.effective) AS DATE)"
        return ({"lag_days": f"date_diff('day', {day.format('cause')}, {day.format('answer')})"},
                "LEFT JOIN event_dates answer ON answer.node = f.source "
                "LEFT JOIN event_dates cause ON cause.node = f.target")
    if name == "TARGETS":
        return ({"state": "state.state"},
                "LEFT JOIN target_state state ON state.measure = f.source AND state.target = f.target")
    return {}, ""


def _candidate_rows(candidates: Iterable[Candidate]) -> pa.Table:
    import hashlib

    import pyarrow as pa

    rows = [{"id": hashlib.sha256(f"CANDIDATE_OF\x1f{c.left}\x1f{c.right}".encode()).hexdigest()[:32],
             "source": c.left, "target": c.right, "score": c.score, "reason": c.reason,
             "claims": list(c.premises)} for c in candidates]
    return pa.Table.from_pylist(sorted(rows, key=lambda row: str(row["id"])))


def _with_classes(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> pa.Table:
    """Add the classes of both ends to edges computed in Python."""
    given = table
    found = connection.sql("""
        SELECT g.*, s.class AS source_class, t.class AS target_class
        FROM given g JOIN class_of s ON s.node = g.source JOIN class_of t ON t.node = g.target
        ORDER BY g.id""").to_arrow_table()
    del given
    return typed(found, edge_types(name))


def _evidenced_by(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """One edge from each node to each document that says something of it, with the words that name it."""
    found = connection.sql("""
        SELECT left(sha256(concat_ws(chr(31), 'EVIDENCED_BY', subject, document)), 32) AS id,
               subject AS source, 'document:' || left(document, 16) AS target,
               first(c.class ORDER BY c.class) AS source_class, 'Document' AS target_class,
               first(quote ORDER BY predicate <> 'name', basis_rank, confidence DESC, a.id) AS quote,
               first(basis ORDER BY basis_rank, a.id) AS basis,
               max(confidence)::BIGINT AS confidence, first(nullif(url, '') ORDER BY a.id) AS source_url,
               CAST(min(nullif(known_from, '')) AS DATE) AS known_from
        FROM active a JOIN class_of c ON c.node = a.subject
        WHERE module <> 'decision' GROUP BY subject, document ORDER BY 1""").to_arrow_table()
    return typed(found, edge_types("EVIDENCED_BY"))
