"""A ledger opened for questions: its projection in a store, query packs, look-up by name, everything on one node.

    graph = kg.open("tradewar.kg")
    graph.query("blacklists/members", list="Entity List", on="2019-10-09").to_df()
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from kg import queries, schema
from kg.cypher_limit import with_limit
from kg.cypher_place import pointed
from kg.document import check_date
from kg.errors import KgError, QueryError, UsageError
from kg.ledger import Ledger
from kg.rows import Rows as Rows
from kg.stores import Answer, CypherStore, LoadReport, Progress

if TYPE_CHECKING:
    from kg.chain import Chain
    from kg.graph import PropertyGraph
    from kg.projection import Projection
    from kg.subgraph import Subgraph

_log = logging.getLogger(__name__)

KEPT_CACHES = 4
STORED_LAYOUT = 2  # of the embedded store's file; raised when it holds something else of the same graph
_MANY = 500  # rows: a query's `top` from here on is there for speed, and nobody asked for a beginning


class KnowledgeGraph:
    """The graph of one ledger, as known on a date and as said on a date; a context manager.

    store: where queries run; None takes the embedded engine, whose file is kept in the ledger's cache and built
    anew when the ledger, the dates or the program have changed. progress: told about a building that takes long.
    """

    def __init__(self, ledger: Ledger, *, known_on: str = "", said_on: str = "",
                 store: CypherStore | None = None, progress: Progress | None = None) -> None:
        self.ledger = ledger
        self.known_on, self.said_on = known_on, said_on
        self._store = store
        self._progress = progress

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give back what the store holds."""
        if self._store is not None:
            self._store.close()

    def projection(self) -> Projection:
        """The projection, computed anew, with its report; its graph names the release that the ledger is."""
        from kg.projection import project
        from kg.released import release_of

        made = project(self.ledger, known_on=self.known_on, said_on=self.said_on)
        about = replace(made.graph.about, release=release_of(self.ledger))
        return replace(made, graph=replace(made.graph, about=about))

    def property_graph(self) -> PropertyGraph:
        """The projection's nodes and edges."""
        return self.projection().graph

    @property
    def store(self) -> CypherStore:
        """The store that answers queries; the embedded one is opened, or built, on first use."""
        if self._store is None:
            self._store = self._embedded()
        return self._store

    def _embedded(self) -> CypherStore:
        from kg.stores.embedded import EmbeddedStore

        check_date("--known-on", self.known_on)
        check_date("--said-on", self.said_on)
        path = self.cache_path()
        store = EmbeddedStore(path)
        if path.exists():
            try:
                store.info()
                return store
            except KgError:
                path.unlink(missing_ok=True)  # a damaged cache is only a cache
        path.parent.mkdir(parents=True, exist_ok=True)
        store.load(self.property_graph(), self._progress)
        _drop_old(path)
        return store

    def cache_path(self) -> Path:
        """The embedded store's file for this ledger, these dates and this program."""
        from kg.projection_build import build_name
        from kg.released import release_of

        key = "\x1f".join((self.ledger.digest(), self.known_on, self.said_on, release_of(self.ledger), build_name(),
                           _engine(), str(STORED_LAYOUT)))
        return self.ledger.folder / "cache" / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.kgl"

    def query(self, name: str, /, **parameters: Any) -> Rows:
        """Run a query of a pack; parameters as text or plain values.

        A parameter of kind `node` may be an exact name too. When there are no rows, and one of kind `name` is the
        name of nothing, a warning says so. Raises QueryError.
        """
        query = queries.find(name)
        bound = queries.bind(query, {k: v if isinstance(v, str) else _text(v) for k, v in parameters.items()})
        for parameter in query.parameters:
            if parameter.kind == "node" and bound[parameter.name]:
                bound[parameter.name] = self.resolve(bound[parameter.name])
        answer = self.store.query(query.text, bound, columns=query.columns)
        for parameter in query.parameters if not answer.rows else ():
            if parameter.kind == "name" and not self._called(bound[parameter.name]):
                _log.warning("%s: %s", parameter.name, self._unknown(bound[parameter.name]))
        return self._rows(answer, is_cut=_MANY <= bound.get("top", 0) == len(answer.rows))

    def cypher(self, statement: str, parameters: Mapping[str, Any] | None = None, *,
               timeout_ms: int | None = None, limit: int | None = None) -> Rows:
        """Run one read-only Cypher statement and take at most `limit` rows of its answer.

        Raises QueryError for one that writes or fails, with line:column and a caret where the place is known.
        """
        limited = statement if limit is None else with_limit(statement, limit + 1)
        try:
            answer = self.store.query(limited, parameters or {}, timeout_ms=timeout_ms)
        except QueryError as error:
            raise pointed(error, statement) from error
        is_cut = limit is not None and len(answer.rows) > limit
        return self._rows(Answer(answer.columns, answer.rows[:limit]), is_cut=is_cut)

    def _rows(self, answer: Answer, *, is_cut: bool = False) -> Rows:
        return Rows(answer.columns, answer.rows, is_cut, self.property_graph)

    def find(self, text: str, limit: int = 20) -> Rows:
        """Nodes whose id or any name is, begins with, or contains the text; the best matches first."""
        if not text.strip():
            raise UsageError("expected a name or a part of one")
        known = text.strip().lower()
        answer = self.store.query(_FIND, {"text": known, "beginning": f"\n{known}", "whole": f"\n{known}\n",
                                          "limit": limit})
        return Rows(answer.columns, [(row[0], schema.load().leaf(row[1]), *row[2:]) for row in answer.rows])

    def resolve(self, text: str) -> str:
        """The id of the one node with this id, former id, or exact name. Raises QueryError that lists several."""
        if self.store.query(_BY_ID, {"id": text.strip()}).rows:
            return text.strip()
        found = self._called(text)
        if not found:
            raise QueryError(self._unknown(text))
        if len(found) > 1:
            which = ", ".join(f"{row[0]} ({schema.load().leaf(row[1])} {row[2]})" for row in found[:10])
            raise QueryError(f"{text!r} may be any of: {which}; name the id")
        return str(found[0][0])

    def _called(self, text: str) -> list[tuple[Any, ...]]:
        """Id, labels and name of each node that the text is an id or an exact name of."""
        return list(self.store.query(_RESOLVE, {"whole": f"\n{text.strip().lower()}\n"}).rows)

    def _unknown(self, text: str) -> str:
        near = self.find(text, 5).rows if text.strip() else ()
        hint = "; did you mean " + ", ".join(f"{row[0]} ({row[2]})" for row in near) if near else ""
        return f"nothing is called {text!r}{hint}"

    def subgraph(self, *, around: Sequence[str] = (), hops: int | None = None, since: str = "", until: str = "",
                 classes: Sequence[str] = (), confidence: int = 0, query: str = "",
                 parameters: Mapping[str, Any] | None = None, documents: bool = True, loops: bool = True) -> Subgraph:
        """A part of the graph, to look at in networkx or to export; `kg.subgraph.part_of` says what each keeps."""
        from kg.subgraph import part_of

        return part_of(self, around=around, hops=hops, since=since, until=until, classes=classes,
                       confidence=confidence, query=query, parameters=parameters, documents=documents, loops=loops)

    def chain(self, event: str, *, depth: int = 12, inferred: bool = True, rejected: bool = False,
              unchecked: bool = False) -> Chain:
        """What an event, named by id or exact name, answered and what answered it; see `kg.chain.trace`."""
        from kg.chain import trace

        return trace(self, event, depth=depth, inferred=inferred, rejected=rejected, unchecked=unchecked)

    def export(self, format_: str, out: Path | str, *, merge_parallel: bool = False, force: bool = False) -> None:
        """Write the whole graph as `kg export` does; raises what `kg.subgraph.Subgraph.export` raises."""
        from kg import exports

        keeps = not exports.find(format_).picture
        self.subgraph(documents=keeps, loops=keeps).export(format_, out, merge_parallel=merge_parallel, force=force)

    def load(self, uri: str, *, user: str, password: str, graph_name: str = "", progress: Progress | None = None,
             ) -> LoadReport:
        """Load the projection into a Neo4j server; safe to repeat. Raises StoreUnavailable."""
        from kg.stores.neo4j import Neo4jStore

        store = Neo4jStore(uri, user, password, graph_name or self.graph_name())
        try:
            return store.load(self.property_graph(), progress)
        finally:
            store.close()

    def graph_name(self) -> str:
        """The name by which a shared database tells this ledger's nodes from others: the folder's name."""
        return self.ledger.folder.resolve().name


_FIND = """
MATCH (n:Thing)
WHERE n._known_as CONTAINS $text
WITH n, CASE WHEN n._known_as CONTAINS $whole THEN 0 WHEN n._known_as CONTAINS $beginning THEN 1 ELSE 2 END AS rank
RETURN n.id AS id, labels(n) AS class, n.name AS name, n.date AS date, n.countries AS countries
ORDER BY rank, size(n.name), name, id LIMIT $limit
"""

_BY_ID = "MATCH (n:Thing {id: $id}) RETURN n.id AS id"

_RESOLVE = """
MATCH (n:Thing)
WHERE n._known_as CONTAINS $whole
RETURN n.id AS id, labels(n) AS class, n.name AS name ORDER BY id LIMIT 50
"""


def open_graph(path: str | Path = "tradewar.kg", *, known_on: str = "", said_on: str = "") -> KnowledgeGraph:
    """Open a ledger folder for questions. Raises LedgerUnavailable when there is none."""
    return KnowledgeGraph(Ledger.open(Path(path)), known_on=known_on, said_on=said_on)


def _engine() -> str:
    from importlib.metadata import version

    return f"kglite {version('kglite')}"


def _drop_old(newest: Path) -> None:
    """Keep the few caches used last; they can always be built again."""
    files = sorted(newest.parent.glob("*.kgl"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in files[KEPT_CACHES:]:
        path.unlink(missing_ok=True)


def _text(value: Any) -> str:
    import datetime

    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        import json

        return json.dumps(value, ensure_ascii=False)
    return str(value)


def properties_of(class_name: str) -> list[str]:
    """The properties that a node of a class may have, `id` and `name` first."""
    names = schema.load().class_def(class_name).properties
    return ["id", "name", *sorted(set(names) - {"id", "name"})]
