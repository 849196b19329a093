"""Which claims count: newest run of a module over a document, newest edition, known on a date, not retracted."""

from __future__ import annotations

import duckdb

from kg import schema

# best evidence first; the order of `kg.claim.BASES`
BASIS_RANK = ("CASE basis WHEN 'decision' THEN 0 WHEN 'official_record' THEN 1 WHEN 'official_words' THEN 2 "
              "WHEN 'press' THEN 3 ELSE 4 END")

# The newest version's runs over a document; of its dates of publication only those on the best ground. The same
# bytes may well have been two editions, so both of these stay; else the last recorded run counts.
_CHOSEN_RUNS = """
CREATE TEMP TABLE chosen AS
WITH said AS (
    SELECT * FROM runs WHERE $said_on = '' OR left(recorded_at, 10) <= $said_on
), current AS (
    SELECT * FROM said
    QUALIFY rank() OVER (PARTITION BY document, module ORDER BY version DESC, CASE published_basis
        WHEN 'given' THEN 0 WHEN 'content' THEN 1 WHEN 'file name' THEN 2 WHEN 'newest row' THEN 3 ELSE 4 END) = 1
), newest AS (
    SELECT * FROM current
    QUALIFY row_number() OVER (PARTITION BY document, module, series, edition
                               ORDER BY recorded_at DESC, id) = 1
), known AS (
    SELECT run, min(CASE WHEN basis IN ('bundled', 'decision') THEN '' WHEN known_from = '' THEN 'never'
                         ELSE known_from END) AS first_known
    FROM claims GROUP BY run
)
SELECT newest.*, row_number() OVER (ORDER BY newest.id)::INTEGER AS number
FROM newest LEFT JOIN known ON known.run = newest.id
WHERE $known_on = '' OR coalesce(first_known, nullif(published, ''), 'never') <= $known_on
QUALIFY editions <> 'replace' OR series = '' OR row_number() OVER (
    PARTITION BY series, module, editions ORDER BY edition DESC, recorded_at DESC, newest.id) = 1
"""

# What people decided on claims and on ids holds for every day that one looks at; `said_on` alone undoes it.
_COUNTED = f"""
CREATE TEMP TABLE counted AS
SELECT r.number, c.id, c.subject, coalesce(renamed.new, c.predicate) AS predicate, c.object, c.qualifiers,
       c.valid_from, c.valid_to, c.modality, c.quote, c.known_from, c.basis, c.method, c.confidence,
       ({BASIS_RANK})::TINYINT AS basis_rank
FROM claims c JOIN chosen r ON c.run = r.id LEFT JOIN renamed ON renamed.old = c.predicate
WHERE ($known_on = ''
       OR (c.known_from <> '' AND c.known_from <= $known_on)
       OR (c.known_from = '' AND c.basis IN ('bundled', 'decision'))
       OR (c.basis = 'decision' AND c.predicate IN ('retracted', 'SAME_AS', 'DIFFERENT_FROM')))
"""

# What is the same for all claims of a run is kept once; layers and projection read the claims with it.
_ACTIVE = """
CREATE TEMP VIEW active AS
SELECT counted.* EXCLUDE (number), r.document, r.id AS run, r.module, r.url, r.published, r.heading,
       r.name AS document_name, r.series, r.edition
FROM counted JOIN chosen r ON r.number = counted.number
"""

_RETRACTIONS = """
SELECT id, substr(subject, 7) AS claim FROM active
WHERE predicate = 'retracted' AND starts_with(subject, 'claim:')
ORDER BY id
"""

# The same statement by a later edition of the same series is retracted with it.
_REMOVE = """
DELETE FROM counted WHERE id IN (
    SELECT unnest($ids)
    UNION ALL
    SELECT other.id FROM claims gone
    JOIN (SELECT DISTINCT id, series FROM runs WHERE series <> '') gone_run ON gone_run.id = gone.run
    LEFT JOIN renamed ON renamed.old = gone.predicate
    JOIN active other ON other.series = gone_run.series AND other.subject = gone.subject
        AND other.predicate = coalesce(renamed.new, gone.predicate) AND other.object = gone.object
        AND other.qualifiers = gone.qualifiers AND other.valid_from = gone.valid_from
        AND other.valid_to = gone.valid_to AND other.modality = gone.modality
    WHERE gone.id IN (SELECT unnest($ids)))
"""


def make_active(connection: duckdb.DuckDBPyConnection, *, known_on: str = "", said_on: str = "") -> int:
    """Make `chosen` (runs), `counted` (claims that count) and the view `active` of both.

    Returns how many claims were retracted. Who takes claims out, or renames nodes in them, does it in `counted`.
    known_on, said_on: ISO dates or "" for no limit. An unknown `known_from` passes a limit only in this
    project's own reference data and in decisions.
    """
    connection.execute("CREATE TEMP TABLE renamed (old VARCHAR, new VARCHAR)")
    model = schema.load()
    for old in model.renamed:
        connection.execute("INSERT INTO renamed VALUES ($old, $new)",
                           {"old": old, "new": model.current_predicate(old)})
    connection.execute(_CHOSEN_RUNS, {"known_on": known_on, "said_on": said_on})
    connection.execute(_COUNTED, {"known_on": known_on})
    connection.execute(_ACTIVE)
    _drop_repeated(connection)
    return _apply_retractions(connection)


def _drop_repeated(connection: duckdb.DuckDBPyConnection) -> None:
    """Two runs that say the same of the same place make one claim.

    The one known first stays, then the one on the best ground, the surest, and the first by method.
    """
    connection.execute("""
        DELETE FROM counted WHERE rowid IN (
            SELECT c.rowid FROM counted c JOIN chosen r ON r.number = c.number
            WHERE c.id IN (SELECT id FROM counted GROUP BY id HAVING count(*) > 1)
            QUALIFY row_number() OVER (
                PARTITION BY c.id ORDER BY coalesce(nullif(known_from, ''), '9'), basis_rank, confidence DESC,
                    method, module, r.id) > 1)
        """)


def _apply_retractions(connection: duckdb.DuckDBPyConnection) -> int:
    """Retract claims; a retraction that is itself retracted has no effect. A cycle can't arise: ids are hashes."""
    retractions: dict[str, list[str]] = {}
    for retraction, of in connection.execute(_RETRACTIONS).fetchall():
        retractions.setdefault(of, []).append(retraction)
    effective: dict[str, bool] = {}

    def counts(retraction: str) -> bool:
        if retraction not in effective:
            effective[retraction] = not any(counts(other) for other in retractions.get(retraction, ()))
        return effective[retraction]

    gone = sorted(of for of, found in retractions.items() if any(counts(r) for r in found))
    if not gone:
        return 0
    before = _count(connection)
    connection.execute(_REMOVE, {"ids": gone})
    return before - _count(connection)


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    row = connection.execute("SELECT count(*) FROM counted").fetchone()
    return int(row[0]) if row else 0
