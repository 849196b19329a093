"""Stores hold one projection each and can always be rebuilt from the ledger.

One small protocol; `tests/test_stores.py` runs the same behaviour over every store. Loading a graph twice
equals loading it once; loading another one leaves nothing of the first (of the same ledger) behind.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.graph import GraphInfo, PropertyGraph, Row

# done so far, total, what is being written ("nodes", "edges", "removed")
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: rows written, rows of an earlier build removed, and foreign things left alone.

    `kept` names nodes that the new graph no longer has but that stay because somebody else linked to them.
    """

    nodes: int
    edges: int
    nodes_removed: int = 0
    edges_removed: int = 0
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows of a query; scalars, `datetime.date` and lists only."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


class Store(Protocol):
    """Holds one projection."""

    def load(self, graph: PropertyGraph, progress: Progress | None = None) -> LoadReport:
        """Make the store equal to the graph; safe to repeat and to take up again after a crash."""

    def node_rows(self) -> Iterator[tuple[str, Row]]:
        """Each node as (leaf class, properties), in any order, without the store's own properties."""

    def edge_rows(self) -> Iterator[tuple[str, Row]]:
        """Each edge as (relation, properties with `id`, `source`, `target` and the ends' classes)."""

    def info(self) -> GraphInfo | None:
        """What was loaded last, or None in an empty store."""

    def close(self) -> None:
        """Give back connections and locks; closing twice is fine."""


class CypherStore(Store, Protocol):
    """A store that answers Cypher."""

    def query(self, cypher: str, parameters: Mapping[str, Any], *, columns: Sequence[str] = (),
              timeout_ms: int | None = None) -> Answer:
        """Run one read-only statement. Raises QueryError for a statement that writes or fails."""


def plain(columns: Sequence[str], rows: Iterable[Sequence[Any]], expected: Sequence[str] = ()) -> Answer:
    """An answer of scalars, dates and lists; a point in time becomes its ISO text.

    Raises QueryError for another column than expected and for a value of another kind, such as a whole node.
    """
    names = tuple(columns)
    if expected and names != tuple(expected):
        raise QueryError(f"expected the columns {', '.join(expected)}, got {', '.join(names)}")
    return Answer(names, [tuple(map(_value, names, row)) for row in rows])


def _value(column: str, value: Any) -> Any:
    if isinstance(value, datetime.datetime | datetime.time):
        return value.isoformat()
    if value is None or isinstance(value, str | int | float | datetime.date):
        return value
    if isinstance(value, list):
        return [_value(column, item) for item in value]
    raise QueryError(f"column {column} isn't a number, text, date or list: return properties, such as "
                     f"{column}.id, instead of whole nodes, relationships, paths, maps or durations")


@dataclass(frozen=True, slots=True)
class Login:
    """How to log in to a server, and which ledger's graph is meant there."""

    user: str = "neo4j"
    password: str = ""
    graph_name: str = ""
    database: str | None = None


def _embedded(target: str, _: Login) -> CypherStore:
    from kg.stores.embedded import EmbeddedStore

    return EmbeddedStore(target)


def _neo4j(target: str, login: Login) -> CypherStore:
    from kg.stores.neo4j import Neo4jStore

    return Neo4jStore(target, login.user, login.password, login.graph_name, database=login.database)


def _networkx(_: str, __: Login) -> Store:
    from kg.stores.networkx import NetworkxStore

    return NetworkxStore()


def _rdf(_: str, __: Login) -> Store:
    from kg.stores.rdf import RdfStore

    return RdfStore()


CYPHER_STORES: Mapping[str, Callable[[str, Login], CypherStore]] = {"embedded": _embedded, "neo4j": _neo4j}
STORES: Mapping[str, Callable[[str, Login], Store]] = {**CYPHER_STORES, "networkx": _networkx, "rdf": _rdf}


def open_store(target: str, login: Login | None = None) -> CypherStore:
    """The store that answers Cypher at a path or a Bolt address.

    Raises UsageError for an address that isn't Bolt's, StoreUnavailable when nothing good answers there.
    """
    return CYPHER_STORES["neo4j" if "://" in target else "embedded"](target, login or Login())
