"""Emptying a database between tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, LiteralString, NamedTuple

if TYPE_CHECKING:
    from neo4j import Session

_ALL: LiteralString = "MATCH (n) WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS deleted"
_OURS: LiteralString = (
    "MATCH (n) WHERE any(owner IN n._graph WHERE owner STARTS WITH 'test-')"
    " WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS deleted"
)


class Neo4jTarget(NamedTuple):
    """Where a server is and how to log in."""

    uri: str
    user: str
    password: str


def empty_database(target: Neo4jTarget, *, everything: bool) -> None:
    """Delete everything: nodes in batches, constraints and indexes; or only what tests made.

    Without `everything` only nodes go of whose owners in `_graph` one starts with `test-`, with their edges,
    and constraints and indexes stay. Raises what the driver raises when there is no server.
    """
    from neo4j import GraphDatabase

    with (
        GraphDatabase.driver(
            target.uri, auth=(target.user, target.password), notifications_min_severity="OFF"
        ) as driver,
        driver.session() as session,
    ):
        _delete_nodes(session, _ALL if everything else _OURS)
        if everything:
            _drop_schema(session)


def _delete_nodes(session: Session, statement: LiteralString) -> None:
    deleted = 1
    while deleted:
        deleted = session.run(statement).single(strict=True)["deleted"]


def _drop_schema(session: Session) -> None:
    for name in session.run("SHOW CONSTRAINTS YIELD name").value("name"):
        session.run(_drop("CONSTRAINT", name)).consume()
    for name in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").value("name"):
        session.run(_drop("INDEX", name)).consume()


def _drop(kind: str, name: str) -> str:
    quoted = name.replace("`", "``")
    return f"DROP {kind} `{quoted}` IF EXISTS"
