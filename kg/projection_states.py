"""Edges of a state and an interval, with the words of the claim that decides it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

import duckdb

from kg.layers.state import Interval

if TYPE_CHECKING:
    import pyarrow as pa


def state_edges(connection: duckdb.DuckDBPyConnection, relation: str,
                found: Iterable[tuple[str, str, Interval]]) -> pa.Table:
    """Edges (id, source, target, state, interval, evidence) for states of sources towards targets.

    Each has the words of its best claim: that of the notice which changed the state, if one did, else of the
    relation, else of the day on which it rests.
    """
    edges = _edge_table(relation, found)
    changed = "s.predicate IN ('CHANGES', 'APPLIES_TO')"
    best = f"ORDER BY NOT {changed}, s.basis_rank, s.confidence DESC, s.known_from, s.id"
    known = "min(nullif(s.known_from, ''))"
    table = connection.sql(f"""
        WITH told AS (
            SELECT e.id, count(DISTINCT a.document) AS sources,
                   coalesce(first(s.words {best}) FILTER (s.predicate <> 'ADDS_TO'),
                            first(d.words ORDER BY d.rank, d.id) FILTER (d.words IS NOT NULL)) AS words,
                   CAST(coalesce({known} FILTER ({changed}), {known} FILTER (s.predicate <> 'ADDS_TO'),
                                 min(nullif(a.known_from, ''))) AS DATE) AS known_from
            FROM (SELECT id, unnest(claims) AS claim FROM edges) e
            JOIN active a ON a.id = e.claim LEFT JOIN statement s ON s.id = e.claim
            LEFT JOIN day_words d ON d.id = e.claim
            GROUP BY e.id
        )
        SELECT e.id, e.source, e.target, e.state, CAST(nullif(e.start, '') AS DATE) AS valid_from,
               CAST(nullif(e.stop, '') AS DATE) AS valid_to, e.claims,
               unnest(told.words), told.* EXCLUDE (id, words)
        FROM edges e JOIN told ON told.id = e.id ORDER BY e.id""").to_arrow_table()
    del edges
    return table


def _edge_table(relation: str, found: Iterable[tuple[str, str, Interval]]) -> pa.Table:
    import pyarrow as pa

    columns: list[list[object]] = [[] for _ in range(7)]
    for source, target, interval in found:
        key = "\x1f".join((relation, source, target, interval.state, interval.start, interval.end))
        row = (hashlib.sha256(key.encode()).hexdigest()[:32], source, target, interval.state, interval.start,
               interval.end, list(interval.premises))
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    names = ("id", "source", "target", "state", "start", "stop", "claims")
    types = [pa.string()] * 6 + [pa.list_(pa.string())]
    return pa.table([pa.array(c, t) for c, t in zip(columns, types, strict=True)], names=names)


def make_day_words(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `day_words` (id, rank, words): for claims on the days of events what `statement` has for relations."""
    connection.execute("""
        CREATE TEMP TABLE day_words AS
        SELECT p.id, (p.predicate <> 'effective')::TINYINT AS rank, struct_pack(
            quote := a.quote, basis := a.basis, confidence := a.confidence::BIGINT, modality := a.modality,
            source_name := coalesce(c.citation, nullif(a.heading, ''), a.document_name),
            source_url := coalesce(c.citation_url, nullif(a.url, '')),
            published := CAST(nullif(coalesce(
                CASE WHEN a.basis = 'bundled' THEN coalesce(c.published, a.known_from) END,
                a.published), '') AS DATE)) AS words
        FROM property p JOIN active a ON a.id = p.id
        LEFT JOIN cited c ON c.subject = p.subject AND c.document = p.document
        WHERE p.predicate IN ('announced', 'effective', 'ended')""")
