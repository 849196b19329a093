"""Neo4j: other people's data, several ledgers in one database, and what breaks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest

from kg.errors import ProjectionRefused, QueryError, StoreUnavailable, UsageError
from kg.graph import PropertyGraph, digest, from_rows
from kg.stores.neo4j import Neo4jStore, is_supported
from tests.graphs import EDGES, NODES, every_family, many, smaller
from tests.neo4j_server import Neo4jServer
from tests.neo4j_server.clean import Neo4jTarget

Run = Callable[..., list[dict[str, Any]]]
Open = Callable[..., Neo4jStore]

LOAD_AND_DIE = """
import os, signal, sys
from kg.stores.neo4j import Neo4jStore
from tests.graphs import many
def die(done, total, what):
    if done >= int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)
Neo4jStore(*sys.argv[1:4], "test-one", batch_size=100).load(many(500), die)
"""


@pytest.fixture
def open_graph(clean_neo4j: Neo4jTarget) -> Iterator[Open]:
    """Opens a store of the empty database: `open_graph("test-one")`."""
    made: list[Neo4jStore] = []

    def opened(name: str = "test-one", **options: Any) -> Neo4jStore:
        made.append(Neo4jStore(clean_neo4j.uri, clean_neo4j.user, clean_neo4j.password, name, **options))
        return made[-1]

    yield opened
    for store in made:
        store.close()


@pytest.fixture
def run(clean_neo4j: Neo4jTarget) -> Iterator[Run]:
    """Runs a statement as another user of the database would."""
    with neo4j.GraphDatabase.driver(clean_neo4j.uri, auth=(clean_neo4j.user, clean_neo4j.password),
                                    notifications_min_severity="OFF") as driver:
        yield lambda statement, **values: [
            record.data() for record in driver.execute_query(neo4j.Query(statement), values).records]


def read_back(store: Neo4jStore) -> str:
    """The digest of all that the store gives back."""
    return digest(store.node_rows(), store.edge_rows())


def test_foreign_data_survive(open_graph: Open, run: Run) -> None:
    """Nodes, edges, properties and labels of others are there after loads that changed all around them."""
    store = open_graph()
    store.load(every_family())
    run("MATCH (n:Thing {id: 'party:hik'}), (m:Thing {id: 'list:us-el'}) SET n.note = 'mine', n:Watched "
        "MERGE (u:User {id: 'gov:us'}) MERGE (u)-[:WATCHES {since: 2019}]->(n) "
        "MERGE (n)-[:TARGETS {mine: true}]->(m)")
    run("MATCH ()-[r {id: 'e11'}]->() SET r.note = 'mine'")
    store.load(smaller())
    assert run("MATCH (u:User)-[w:WATCHES]->(n:Watched)-[t:TARGETS]->(m) RETURN u.id AS user, w.since AS since, "
               "n.id AS id, n.note AS note, t.mine AS mine") == [
        {"user": "gov:us", "since": 2019, "id": "party:hik", "note": "mine", "mine": True}]
    assert run("MATCH ()-[r {id: 'e11'}]->() RETURN r.note AS note, r.confidence AS confidence") == [
        {"note": "mine", "confidence": 50}]


def test_a_node_that_a_user_linked_to_is_kept_and_reported(open_graph: Open, run: Run) -> None:
    """It stays with all it has until nobody links to it any more."""
    store = open_graph()
    store.load(every_family())
    run("MATCH (n:Thing {id: 'party:dahua'}) MERGE (:User {name: 'me'})-[:WATCHES]->(n)")
    for _ in range(2):
        assert store.load(smaller()).kept == ("party:dahua",)
        assert run("MATCH (:User)-->(n) RETURN n.name AS name, n.aliases AS aliases") == [
            {"name": "Dahua", "aliases": ["A", "a", "B"]}]
        assert read_back(store) == smaller().info.digest
    run("MATCH (u:User) DETACH DELETE u")
    assert store.load(smaller()).kept == ()
    assert run("MATCH (n {id: 'party:dahua'}) RETURN n.id") == []


def test_a_kept_node_comes_back_into_the_graph(open_graph: Open, run: Run) -> None:
    """When a later projection has it again it is one of ours as before."""
    store = open_graph()
    store.load(every_family())
    run("MATCH (n:Thing {id: 'party:dahua'}) MERGE (:User {name: 'me'})-[:WATCHES]->(n)")
    store.load(smaller())
    store.load(every_family())
    assert read_back(store) == every_family().info.digest


def test_a_node_that_somebody_else_made_is_never_deleted(open_graph: Open, run: Run) -> None:
    """A Thing of the same id is taken up, and given back when the graph no longer has it."""
    run("CREATE (:Thing {id: 'party:dahua', note: 'mine'})")
    store = open_graph()
    store.load(every_family())
    assert read_back(store) == every_family().info.digest
    store.load(smaller())
    assert run("MATCH (n {id: 'party:dahua'}) RETURN n.note AS note, n._graph AS graph") == [
        {"note": "mine", "graph": None}]


def test_two_ledgers_share_a_database(open_graph: Open) -> None:
    """Nodes and edges of the same id are shared; each ledger is itself again after its load."""
    one, other = open_graph("test-one"), open_graph("test-other")
    one.load(every_family())
    other.load(every_family())
    assert read_back(one) == read_back(other) == every_family().info.digest
    report = one.load(smaller())
    assert report.kept == ()
    assert read_back(one) == smaller().info.digest
    assert {row["id"] for _, row in other.node_rows()} == {row["id"] for _, row in NODES}
    assert {row["id"] for _, row in other.edge_rows()} == {row["id"] for _, row in EDGES}
    other.load(every_family())
    assert read_back(other) == every_family().info.digest
    assert other.info() == every_family().info
    assert one.info() == smaller().info


def test_emptying_one_ledger_leaves_the_other(open_graph: Open, run: Run) -> None:
    """What only one holds goes, what the other holds stays."""
    one, other = open_graph("test-one"), open_graph("test-other")
    one.load(every_family())
    other.load(smaller())
    one.load(from_rows([], []))
    assert read_back(other) == smaller().info.digest
    assert list(one.node_rows()) == []
    assert run("MATCH (n:Thing) RETURN count(n) AS n") == [{"n": smaller().node_count}]
    assert run("MATCH ()-[r]->() RETURN count(r) AS n") == [{"n": smaller().edge_count}]


def test_sharing_is_told(open_graph: Open, caplog: pytest.LogCaptureFixture) -> None:
    """Shared nodes show what was loaded last, so the loader hears of it."""
    open_graph("test-one").load(smaller())
    assert caplog.text == ""
    open_graph("test-other").load(smaller())
    assert f"{smaller().node_count} nodes are held by others" in caplog.text


def test_a_query_can_be_told_of_other_graphs(open_graph: Open) -> None:
    """Each store knows whose graphs its answers mix with its own; alone it knows of none."""
    first = open_graph("test-a")
    first.load(smaller())
    assert first.others() == []
    open_graph("test-b").load(smaller())
    assert first.others() == ["test-b"]


def test_an_edge_with_other_ends_moves(open_graph: Open) -> None:
    """The same edge id between other nodes doesn't leave the old edge behind."""
    moved = [(name, {**row, "target": "party:hik"} if row["id"] == "e08" else row) for name, row in EDGES]
    graph = from_rows(NODES, moved)
    store = open_graph()
    store.load(every_family())
    report = store.load(graph)
    assert (report.edges_removed, report.nodes_removed) == (1, 0)
    assert read_back(store) == graph.info.digest


def test_labels_change_by_difference(open_graph: Open, run: Run) -> None:
    """A reclassified node loses the labels of its old class and keeps those that both have."""
    store = open_graph()
    store.load(every_family())
    store.load(smaller())
    assert sorted(run("MATCH (n {id: 'party:hik'}) RETURN labels(n) AS labels")[0]["labels"]) == [
        "Institution", "Organization", "Party", "Thing"]
    assert run("MATCH (n:Company) RETURN n.id") == []


def test_small_batches_remove_all(open_graph: Open) -> None:
    """Removal goes on until nothing of the old build is left, however small its batches."""
    store = open_graph(batch_size=7)
    store.load(many(50))
    report = store.load(many(20))
    assert (report.nodes_removed, report.edges_removed) == (30, 31)
    assert read_back(store) == many(20).info.digest


def test_ids_are_unique_by_one_constraint(open_graph: Open, run: Run) -> None:
    """Nobody else can make a second Thing of an id."""
    open_graph().load(smaller())
    found = run("SHOW CONSTRAINTS YIELD labelsOrTypes, properties RETURN labelsOrTypes AS labels, properties")
    assert found == [{"labels": ["Thing"], "properties": ["id"]}]
    with pytest.raises(neo4j.exceptions.ConstraintError):
        run("CREATE (:Thing {id: 'gov:us'})")


def test_an_edge_shows_its_words_and_source(open_graph: Open, run: Run) -> None:
    """From an edge one reads quote and source without a second query."""
    open_graph().load(every_family())
    assert run("MATCH ()-[r:TARGETS {id: 'e03'}]->() RETURN r.quote AS quote, r.source_url AS url, "
               "r.claims AS claims, r._graph AS graph") == [
        {"quote": "Hikvision | 海康威视", "url": "https://www.federalregister.gov/d/2019-22210",
         "claims": ["c2", "c1"], "graph": ["test-one"]}]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.parametrize("after", [100, 400, 700, 1000])
def test_a_load_that_was_killed_is_taken_up(open_graph: Open, clean_neo4j: Neo4jTarget, after: int) -> None:
    """After kill -9 of the client in the middle a new load ends in the same graph."""
    store = open_graph(batch_size=100)
    store.load(many(200))
    done = subprocess.run([sys.executable, "-c", LOAD_AND_DIE, *clean_neo4j, str(after)], check=False, timeout=120,
                          env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)})
    assert done.returncode == -signal.SIGKILL
    assert store.info() is None
    assert store.load(many(500)).kept == ()
    assert read_back(store) == many(500).info.digest
    assert store.info() == many(500).info


def test_a_load_goes_on_when_the_server_comes_back(open_graph: Open, neo4j_server: Neo4jServer) -> None:
    """A server that is killed and started again costs a load some tries, nothing else."""
    store = open_graph(batch_size=100)
    killed: list[int] = []

    def kill_once(done: int, total: int, what: str) -> None:
        if what == "edges" and not killed:
            killed.append(done)
            neo4j_server.kill()
            neo4j_server.start()

    store.load(many(500), kill_once)
    assert killed
    assert read_back(store) == many(500).info.digest


def test_a_load_ends_when_the_server_stays_away(open_graph: Open, neo4j_server: Neo4jServer) -> None:
    """The error says what to do, and doing it ends in the same graph."""
    store = open_graph(batch_size=100, retry_seconds=0)
    with pytest.raises(StoreUnavailable, match="start it or check the address, then load again") as caught:
        store.load(many(500), lambda done, total, what: neo4j_server.kill() if done == 700 else None)
    assert "\n" not in str(caught.value)
    neo4j_server.start()
    assert store.info() is None
    store.load(many(500))
    assert read_back(store) == many(500).info.digest


def test_a_wrong_password_is_refused(clean_neo4j: Neo4jTarget) -> None:
    """One line names what to check."""
    with pytest.raises(StoreUnavailable, match=r"check NEO4J_USER and NEO4J_PASSWORD$"):
        Neo4jStore(clean_neo4j.uri, clean_neo4j.user, "wrong", "test-one")


def test_a_missing_database_is_refused(clean_neo4j: Neo4jTarget) -> None:
    """One line says that it must be created."""
    with pytest.raises(StoreUnavailable, match="no such database"):
        Neo4jStore(clean_neo4j.uri, clean_neo4j.user, clean_neo4j.password, "test-one", database="nowhere")


@pytest.mark.parametrize("uri", ["bolt://127.0.0.1:1", "neo4j://127.0.0.1:1", "bolt+s://127.0.0.1:1"])
def test_a_server_that_is_down_is_refused(uri: str) -> None:
    """Nobody listens on port 1."""
    with pytest.raises(StoreUnavailable, match="start it or check the address"):
        Neo4jStore(uri, "neo4j", "x", "test-one")


@pytest.mark.parametrize("uri", ["http://127.0.0.1:7474", "127.0.0.1:7687", "bolt://127.0.0.1:notaport"])
def test_an_address_that_is_none_is_refused(uri: str) -> None:
    """The message shows a right one."""
    with pytest.raises(UsageError, match="expected an address like bolt://localhost:7687"):
        Neo4jStore(uri, "neo4j", "x", "test-one")


def test_a_graph_needs_a_name() -> None:
    """Without one nothing could be told apart later."""
    with pytest.raises(UsageError, match="needs a name"):
        Neo4jStore("bolt://127.0.0.1:1", "neo4j", "x", "")


@pytest.mark.parametrize(("agent", "fits"), [
    ("Neo4j/5.26.30", True), ("Neo4j/2026.08.1", True), ("Neo4j/5.0.0", True),
    ("Neo4j/4.4.40", False), ("Neo4j/3.5.0", False), ("Memgraph/x", False), ("", False)])
def test_servers_before_version_5_are_too_old(agent: str, fits: bool) -> None:
    """The version is the first number that the server names."""
    assert is_supported(agent) == fits


def test_a_query_that_takes_too_long_ends(open_graph: Open) -> None:
    """The server ends it at the caller's limit."""
    slow = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS n"
    with pytest.raises(QueryError, match=r"(?i)timeout|timed out|terminated"):
        open_graph().query(slow, {}, timeout_ms=100)


def test_a_closed_store_answers_no_more(open_graph: Open) -> None:
    """Closing twice is fine; using it then is an error of this package."""
    store = open_graph()
    store.close()
    store.close()
    with pytest.raises(StoreUnavailable):
        store.query("RETURN 1 AS x", {})


def test_a_property_that_the_schema_lacks_is_refused(open_graph: Open) -> None:
    """Names in statements come from the schema, never from data."""
    table = smaller().nodes["Institution"]
    wrong = table.append_column("x} SET n.y", table.column("name"))
    with pytest.raises(ProjectionRefused, match="no property x}"):
        open_graph().load(PropertyGraph({"Institution": wrong}, {}))

