"""What every store must do; a store that joins the table in `kg.stores` is tested here by that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kg.errors import ProjectionRefused, QueryError, UsageError
from kg.graph import PropertyGraph, digest, from_rows
from kg.stores import CYPHER_STORES, STORES, Login, Store, open_store, plain
from kg.stores.embedded import EmbeddedStore
from kg.stores.networkx import NetworkxStore
from kg.stores.rdf import RdfStore
from tests.graphs import every_family, smaller, unusual
from tests.neo4j_server.clean import Neo4jTarget

if TYPE_CHECKING:
    from kg.graph import Row

GRAPHS: dict[str, Callable[[], PropertyGraph]] = {
    "every family": every_family, "smaller": smaller, "unusual text": unusual, "empty": lambda: from_rows([], [])}


def params(names: Iterable[str]) -> list[Any]:
    """Names of stores, with the mark of the one that needs a server."""
    return [pytest.param(name, marks=[pytest.mark.neo4j] * (name == "neo4j")) for name in names]


def new_store(request: pytest.FixtureRequest, name: str) -> Store:
    """An empty store of the table."""
    if name == "neo4j":
        target: Neo4jTarget = request.getfixturevalue("clean_neo4j")
        return STORES[name](target.uri, Login(target.user, target.password, "test-stores"))
    folder: Path = request.getfixturevalue("tmp_path")
    return STORES[name](str(folder / "graph.kgl"), Login())


@pytest.fixture(params=params(STORES))
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """Each store in turn, empty."""
    made = new_store(request, request.param)
    yield made
    made.close()


def read_back(store: Store) -> str:
    """The digest of all that the store gives back."""
    return digest(store.node_rows(), store.edge_rows())


def one_node(store: Store, node_id: str) -> tuple[str, Row]:
    """Leaf class and properties of the only node with this id."""
    found = [(name, row) for name, row in store.node_rows() if row["id"] == node_id]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("graph", GRAPHS)
def test_what_was_loaded_is_read_back(store: Store, graph: str) -> None:
    """Classes, relations, dates, lists, numbers, open intervals and text come back as they were."""
    loaded = GRAPHS[graph]()
    report = store.load(loaded)
    assert read_back(store) == loaded.info.digest
    assert (report.nodes, report.edges) == (loaded.node_count, loaded.edge_count)
    assert store.info() == loaded.info


def test_a_changed_word_changes_the_digest(store: Store) -> None:
    """The comparison above can fail: another quote gives another digest."""
    changed = [(name, {**row, "quote": "other"}) for name, row in every_family().edge_rows()]
    store.load(from_rows(every_family().node_rows(), changed))
    assert read_back(store) != every_family().info.digest


def test_an_empty_store_has_nothing(store: Store) -> None:
    """Before the first load there are no rows and there is no info."""
    assert list(store.node_rows()) == []
    assert list(store.edge_rows()) == []
    assert store.info() is None


def test_loading_twice_is_loading_once(store: Store) -> None:
    """The second load of a graph changes nothing."""
    store.load(every_family())
    before = read_back(store)
    report = store.load(every_family())
    assert read_back(store) == before
    assert (report.nodes_removed, report.edges_removed, report.kept) == (0, 0, ())


@pytest.mark.parametrize("second", [smaller, lambda: from_rows([], [])], ids=["smaller", "empty"])
def test_another_graph_leaves_nothing_of_the_first(store: Store, second: Callable[[], PropertyGraph]) -> None:
    """Nodes, edges and properties that only the first graph had are gone."""
    store.load(every_family())
    store.load(second())
    assert read_back(store) == second().info.digest
    assert store.info() == second().info


def test_a_reclassified_node_has_its_new_class_only(store: Store) -> None:
    """A company that turns out to be an institution is no company any more."""
    store.load(every_family())
    assert one_node(store, "party:hik")[0] == "Company"
    store.load(smaller())
    name, row = one_node(store, "party:hik")
    assert name == "Institution"
    assert "aliases" not in row


def test_open_intervals_stay_open(store: Store) -> None:
    """A missing start or end isn't made up."""
    store.load(every_family())
    found = {row["id"]: (row.get("valid_from"), row.get("valid_to")) for name, row in store.edge_rows()
             if name == "LISTED_ON"}
    day = date(2019, 10, 9)
    assert found == {"e11": (day, None), "e12": (day, date(2020, 1, 1)), "e13": (None, day)}


def test_parallel_edges_all_stand(store: Store) -> None:
    """Edges of one relation between the same nodes aren't merged."""
    store.load(every_family())
    found = sorted(str(row["id"]) for name, row in store.edge_rows()
                   if name == "TARGETS" and row["target"] in ("party:psb", "party:person"))
    assert found == ["e05", "e06", "e07", "e08", "e09"]


def test_an_id_that_stands_twice_is_refused(store: Store) -> None:
    """A graph that was put together wrongly changes nothing."""
    store.load(smaller())
    tables = dict(every_family().nodes)
    wrong = PropertyGraph({**tables, "Institution": tables["Company"]}, {})
    with pytest.raises(ProjectionRefused, match="twice"):
        store.load(wrong)
    assert read_back(store) == smaller().info.digest


def test_an_edge_without_its_end_is_refused(store: Store) -> None:
    """No store makes a node up for it."""
    tables = {name: table for name, table in every_family().nodes.items() if name != "Company"}
    with pytest.raises(ProjectionRefused, match="isn't a node"):
        store.load(PropertyGraph(tables, every_family().edges))
    assert list(store.node_rows()) == []


def test_progress_reaches_its_total(store: Store) -> None:
    """The last report of each load says that all of it is done."""
    told: list[tuple[int, int, str]] = []
    store.load(every_family(), lambda done, total, what: told.append((done, total, what)))
    assert told[-1][:2] == (every_family().node_count + every_family().edge_count,) * 2
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def test_closing_twice_is_fine(store: Store) -> None:
    """Closing gives back what is held, once or more often."""
    store.load(smaller())
    store.close()
    store.close()


@pytest.mark.parametrize("name", params(CYPHER_STORES))
def test_a_query_gives_plain_values(request: pytest.FixtureRequest, name: str) -> None:
    """Dates, lists and numbers come back as Python's own, whichever engine answers."""
    new_store(request, name).close()
    target = request.getfixturevalue("clean_neo4j") if name == "neo4j" else None
    opened = (open_store(target.uri, Login(target.user, target.password, "test-stores")) if target
              else open_store(str(request.getfixturevalue("tmp_path") / "graph.kgl")))
    opened.load(every_family())
    statement = ("MATCH (n:Measure)-[r:TARGETS]->(c:Party {id: $id}) WHERE n.date >= date($since) "
                 "RETURN n.date AS day, n.actor_countries AS who, n.claimed_count AS count, r.valid_to AS until, "
                 "r.sources AS sources")
    answer = opened.query(statement, {"id": "party:hik", "since": "2019-10-09"},
                          columns=("day", "who", "count", "until", "sources"))
    assert answer.columns == ("day", "who", "count", "until", "sources")
    assert answer.rows == [(date(2019, 10, 9), ["US"], 28, None, 2)]
    assert opened.query(statement, {"id": "party:hik", "since": "2019-10-10"}).rows == []
    with pytest.raises(QueryError, match="expected the columns x"):
        opened.query("RETURN 1 AS y", {}, columns=("x",))
    for bad in ("MATCH (n:Company) RETURN n", "RETURN {a: 1} AS x", "MATCH (n RETURN n.id", "RETURN $none AS x"):
        with pytest.raises(QueryError):
            opened.query(bad, {})
    with pytest.raises(QueryError, match=r"(?i)parameter|object"):
        opened.query("RETURN $x AS x", {"x": object()})
    opened.close()


def test_times_become_text() -> None:
    """A point in time has no place in the graph, but a query may make one."""
    assert plain(["x"], [(date(2019, 10, 7),), (["a", None],)]).rows == [(date(2019, 10, 7),), (["a", None],)]
    assert plain(["x"], [(datetime(2019, 10, 7, 9, 30),), (time(9, 30),)]).rows == [
        ("2019-10-07T09:30:00",), ("09:30:00",)]
    with pytest.raises(QueryError, match="column x"):
        plain(["x"], [({},)])


def test_an_unknown_address_is_refused() -> None:
    """Only paths and Bolt addresses open a store."""
    with pytest.raises(UsageError, match="bolt://"):
        open_store("https://localhost", Login(graph_name="test-stores"))


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=30)
NUMBER = st.integers(-(2**63), 2**63 - 1)


@given(names=st.lists(st.tuples(TEXT, st.lists(TEXT, max_size=3), st.none() | NUMBER, st.none() | st.dates(),
                                st.none() | st.floats(allow_nan=False, allow_infinity=False)), max_size=6))
def test_any_values_are_read_back(names: list[tuple[str, list[str], int | None, date | None, float | None]],
                                  tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever text, numbers and dates the schema allows, the stores in this process keep them."""
    rows: list[tuple[str, Row]] = []
    for i, (name, aliases, count, day, amount) in enumerate(names):
        found = {"claimed_count": count, "date": day, "amount": amount, "aliases": aliases or None}
        rows.append(("TariffAction", {"id": f"ev:{i}:{name}", "name": name,
                                      **{k: v for k, v in found.items() if v is not None}}))
    graph = from_rows(rows, [])
    path = tmp_path_factory.mktemp("any") / "graph.kgl"
    for made in (EmbeddedStore(path), NetworkxStore(), RdfStore()):
        made.load(graph)
        assert read_back(made) == graph.info.digest
