"""Neo4j over Bolt: several ledgers beside each other and beside other people's data in one database.

`Thing.id` is unique in the database and merges go by it alone, so a node that two ledgers have is one node.
Each node and edge of ours carries `_graph`, the list of the ledgers that hold it, and `_build`, the digest of
the load that wrote it last; what was written last shows. A node that somebody else made and that we took up
has "" in the list too. Taking something from a ledger removes the name from the list; only what nobody holds
and nobody linked to is deleted. `_build` is "" on a node that stays only because somebody linked to it.
A `_known_as` is what names are searched in (`kg.known_as`).
A `GraphInfo` node for each ledger is written last, so one with a digest says that the load was complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import neo4j
from neo4j.exceptions import ClientError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from kg import schema
from kg.cypher import check_read_only
from kg.errors import QueryError, StoreUnavailable, UsageError
from kg.graph import GraphInfo, edge_types, node_types
from kg.stores import Answer, LoadReport, plain
from kg.stores.neo4j_load import load_graph

if TYPE_CHECKING:
    from kg.graph import PropertyGraph, Row
    from kg.stores import Progress

_ADDRESS = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://([^/?#:\s]+|\[[0-9a-fA-F:.]+\])(:[0-9]{1,5})?/?(\?.*)?")
_OLDEST = 5
_DEFAULT_TIMEOUT_MS = 60_000
_QUERY_FAULTS = ("Neo.ClientError.Statement.", "Neo.ClientError.Procedure.", "Neo.ClientError.Request.",
                 "Neo.ClientError.Transaction.TransactionTimedOut", "Neo.ClientError.General.TransactionOutOf")
_NODES = ("MATCH (n:Thing) WHERE $graph IN n._graph AND n._build <> '' "
          "RETURN labels(n) AS labels, properties(n) AS found")
_EDGES = ("MATCH (a:Thing)-[r]->(b:Thing) WHERE $graph IN r._graph RETURN type(r) AS relation, "
          "properties(r) AS found, a.id AS source, b.id AS target, labels(a) AS froms, labels(b) AS tos")


class Neo4jStore:
    """One ledger's projection in a Neo4j database of version 5 or later.

    uri: `bolt://`, `neo4j://`, or either with `+s`; graph_name: which ledger; database: None for the user's own;
    retry_seconds: how long a batch is tried again after the connection was lost; batch_size: rows in one
    transaction. Errors: UsageError for an address of another kind, StoreUnavailable with what to do, QueryError
    from `query`.
    """

    def __init__(self, uri: str, user: str, password: str, graph_name: str, *, database: str | None = None,
                 retry_seconds: float = 60, batch_size: int = 5_000) -> None:
        if not graph_name:
            raise UsageError("a graph in Neo4j needs a name")
        if not _ADDRESS.fullmatch(uri):
            raise UsageError(f"{uri}: expected an address like bolt://localhost:7687, neo4j:// or neo4j+s://")
        self._uri, self._graph_name, self._database, self._batch_size = uri, graph_name, database, batch_size
        self._driver = neo4j.GraphDatabase.driver(
            uri, auth=(user, password), max_transaction_retry_time=retry_seconds, notifications_min_severity="OFF")
        try:
            self.agent = self._check_server()
        except StoreUnavailable:
            self._driver.close()
            raise

    def load(self, graph: PropertyGraph, progress: Progress | None = None) -> LoadReport:
        """Merge the graph batch by batch, then remove what only an earlier build had."""
        with _translated(self._uri), self._session() as session:
            return load_graph(session, graph.check(), self._graph_name, batch_size=self._batch_size,
                              progress=progress)

    def query(self, cypher: str, parameters: Mapping[str, Any], *, columns: Sequence[str] = (),
              timeout_ms: int | None = None) -> Answer:
        """Answer one read-only statement in a read transaction; `columns` are names that it must return."""
        check_read_only(cypher)

        @neo4j.unit_of_work(timeout=(timeout_ms or _DEFAULT_TIMEOUT_MS) / 1000)
        def read(transaction: neo4j.ManagedTransaction) -> tuple[list[str], list[list[Any]]]:
            result = transaction.run(cypher, dict(parameters))
            return list(result.keys()), [record.values() for record in result]

        with _translated(self._uri), self._session(neo4j.READ_ACCESS) as session:
            try:
                names, found = session.execute_read(read)
            except (TypeError, ValueError) as error:
                raise QueryError(f"a parameter can't be sent: {error}") from error
            except Neo4jError as error:
                if not (error.code or "").startswith(_QUERY_FAULTS):
                    raise
                raise QueryError(" ".join(str(error.message).split())) from error
        return plain(names, (tuple(map(_native, row)) for row in found), columns)

    def node_rows(self) -> Iterator[tuple[str, Row]]:
        """Each node of this ledger as (leaf class, properties of the schema)."""
        for record in self._stream(_NODES):
            name = schema.load().leaf(record["labels"])
            yield name, _of_schema(record["found"], node_types(name))

    def edge_rows(self) -> Iterator[tuple[str, Row]]:
        """Each edge of this ledger as (relation, properties of the schema with its ends and their classes)."""
        for record in self._stream(_EDGES):
            name = record["relation"]
            ends = {"source": record["source"], "target": record["target"],
                    "source_class": schema.load().leaf(record["froms"]),
                    "target_class": schema.load().leaf(record["tos"])}
            yield name, _of_schema({**record["found"], **ends}, edge_types(name))

    def info(self) -> GraphInfo | None:
        """What was loaded last; None when that load didn't come to its end."""
        statement = "MATCH (i:GraphInfo) WHERE $graph IN i._graph AND i.digest <> '' RETURN properties(i) AS found"
        for record in self._stream(statement):
            return GraphInfo(**{field.name: record["found"].get(field.name, "") for field in fields(GraphInfo)})
        return None

    def others(self) -> list[str]:
        """The names of other ledgers' graphs in this database: a query's answer mixes them with this one's."""
        statement = ("MATCH (i:GraphInfo) UNWIND i._graph AS name WITH DISTINCT name WHERE name <> $graph "
                     "RETURN name ORDER BY name")
        return [str(record["name"]) for record in self._stream(statement)]

    def close(self) -> None:
        """Close the connections."""
        self._driver.close()

    def _session(self, access: str = neo4j.WRITE_ACCESS) -> neo4j.Session:
        return self._driver.session(database=self._database, default_access_mode=access)

    def _stream(self, statement: str) -> Iterator[neo4j.Record]:
        with _translated(self._uri), self._session(neo4j.READ_ACCESS) as session:
            yield from session.run(neo4j.Query(statement), graph=self._graph_name)

    def _check_server(self) -> str:
        """What the server calls itself; StoreUnavailable unless it answers, is new enough and has the database."""
        with _translated(self._uri), self._session(neo4j.READ_ACCESS) as session:
            result = session.run("RETURN 1")
            agent = str(result.consume().server.agent)
        if not is_supported(agent):
            raise StoreUnavailable(f"{self._uri}: needs Neo4j {_OLDEST} or later, found {agent}")
        return agent


def is_supported(agent: str) -> bool:
    """Whether a server that calls itself, say, `Neo4j/5.26.30` is new enough."""
    major = agent.rpartition("/")[2].partition(".")[0]
    return major.isdigit() and int(major) >= _OLDEST


@contextmanager
def _translated(uri: str) -> Iterator[None]:
    """Turn the driver's errors into StoreUnavailable of one line that says what to do."""
    try:
        yield
    except (Neo4jError, DriverError) as error:
        raise StoreUnavailable(f"{uri}: {_advice(error)}") from error


def _advice(error: Exception) -> str:
    reason = " ".join(str(getattr(error, "message", None) or error).split())
    code = str(getattr(error, "code", None) or "")
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return f"no answer from Neo4j: start it or check the address, then load again ({reason})"
    if code.startswith("Neo.ClientError.Security.Forbidden"):
        return f"the user isn't allowed to do this: {reason}"
    if code.startswith("Neo.ClientError.Security."):
        return "user or password is wrong: check NEO4J_USER and NEO4J_PASSWORD"
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return f"no such database: create it or leave its name out ({reason})"
    if isinstance(error, ClientError):
        return f"Neo4j refused: {reason}"
    return f"Neo4j gave up: look at its log, then load again ({reason})"


def _of_schema(found: Mapping[str, Any], known: Mapping[str, Any]) -> Row:
    return {name: _native(value) for name, value in found.items() if name in known}


def _native(value: Any) -> Any:
    """Python's own dates and times for those of the driver."""
    if isinstance(value, list):
        return [_native(item) for item in value]
    if isinstance(value, neo4j.time.Date):
        return value.to_native()
    return value.iso_format() if isinstance(value, neo4j.time.DateTime | neo4j.time.Time) else value
