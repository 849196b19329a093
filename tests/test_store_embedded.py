"""The embedded store: its file, and the engine's silence about wrong input."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from kg.errors import ProjectionRefused, QueryError, StoreUnavailable
from kg.graph import PropertyGraph, digest
from kg.stores.embedded import EmbeddedStore, build
from tests.graphs import every_family, many, smaller, unusual

SAVE_WITH_LITTLE_DISK = """
import resource, signal, sys
from kg.errors import StoreUnavailable
from kg.stores.embedded import EmbeddedStore
from tests.graphs import many
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
graph = many(5000)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    EmbeddedStore(sys.argv[1]).load(graph)
except StoreUnavailable as error:
    print(error)
"""


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    """The fixture graph in a file."""
    made = EmbeddedStore(tmp_path / "graph.kgl")
    made.load(every_family())
    return made


def test_a_store_without_its_file_says_so(tmp_path: Path) -> None:
    """No query is answered from nothing."""
    with pytest.raises(StoreUnavailable, match="nothing was loaded yet"):
        EmbeddedStore(tmp_path / "none.kgl").query("MATCH (n) RETURN n.id AS id", {})


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """The message says that it can be built again."""
    path = tmp_path / "graph.kgl"
    path.write_bytes(b"not a graph")
    with pytest.raises(StoreUnavailable, match="delete it and load again"):
        EmbeddedStore(path).info()


def test_a_truncated_file_is_refused(store: EmbeddedStore, tmp_path: Path) -> None:
    """Half a file isn't half a graph."""
    whole = (tmp_path / "graph.kgl").read_bytes()
    (tmp_path / "half.kgl").write_bytes(whole[:len(whole) // 2])
    with pytest.raises(StoreUnavailable, match=r"half\.kgl can't be opened"):
        EmbeddedStore(tmp_path / "half.kgl").info()


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """A file where a folder should be is an error of the environment."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnavailable, match="can't be written"):
        EmbeddedStore(tmp_path / "file" / "graph.kgl").load(smaller())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a process's files")
def test_a_full_disk_leaves_the_old_graph(store: EmbeddedStore, tmp_path: Path) -> None:
    """A load that can't be saved says so and changes nothing; a limit on file size stands for the disk."""
    before = (tmp_path / "graph.kgl").read_bytes()
    done = subprocess.run([sys.executable, "-c", SAVE_WITH_LITTLE_DISK, str(tmp_path / "graph.kgl")],
                          capture_output=True, text=True, check=True, timeout=120,
                          env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)})
    assert "can't be written" in done.stdout
    assert "free space" in done.stdout
    assert (tmp_path / "graph.kgl").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["graph.kgl"]


def test_readers_keep_their_graph_while_it_is_replaced(store: EmbeddedStore, tmp_path: Path) -> None:
    """Who has opened the file goes on reading the old graph, who opens it later reads the new one."""
    reader = EmbeddedStore(tmp_path / "graph.kgl")
    assert reader.info() == every_family().info
    store.load(smaller())
    assert digest(reader.node_rows(), reader.edge_rows()) == every_family().info.digest
    reader.close()
    assert reader.info() == smaller().info


def test_two_processes_read_one_file(store: EmbeddedStore, tmp_path: Path) -> None:
    """Reading takes no lock."""
    assert store.info() is not None
    program = ("import sys; from kg.stores.embedded import EmbeddedStore; "
               "print(EmbeddedStore(sys.argv[1]).query('MATCH (n:Thing) RETURN count(n) AS n', {}).rows[0][0])")
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "graph.kgl")], capture_output=True,
                          text=True, check=True, timeout=120,
                          env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)})
    assert int(done.stdout) == every_family().node_count


def test_stub_nodes_are_refused() -> None:
    """The engine would make nodes up for ends that it can't find among the class."""
    nodes = {name: table for name, table in every_family().nodes.items() if name != "Region"}
    with pytest.raises(ProjectionRefused, match=r"LOCATED_IN: 1 ends from Address to Region"):
        build(PropertyGraph(nodes, every_family().edges))


def test_a_graph_that_the_engine_took_otherwise_is_refused() -> None:
    """The counts of nodes and edges are compared with what the engine holds."""

    class Boasting(PropertyGraph):
        """Says that it has one node more than it has."""

        @property
        def node_count(self) -> int:
            return smaller().node_count + 1

    graph = smaller()
    with pytest.raises(ProjectionRefused, match=f"took {graph.node_count} nodes and {graph.edge_count} edges"):
        build(Boasting(graph.nodes, graph.edges))


def test_no_property_is_made_up(store: EmbeddedStore) -> None:
    """The engine's own title and type don't show among the keys and properties; our own key of names does."""
    rows = store.query("MATCH (n:Company {id: 'party:hik'})-[r:LISTED_ON]->(m) RETURN keys(n) AS a, keys(r) AS b",
                       {}).rows
    assert [(sorted(a), "type" in b) for a, b in rows] == [(["_known_as", "aliases", "id", "name", "sector"], False)]


def test_tables_in_chunks_are_stored_whole(tmp_path: Path) -> None:
    """Slices of bigger tables keep their own lists and dates, and parallel edges stay in every chunk."""
    graph = every_family()
    nodes, edges = ({name: pa.concat_tables([table.slice(at, 2) for at in range(0, table.num_rows, 2)])
                     for name, table in tables.items()} for tables in (graph.nodes, graph.edges))
    store = EmbeddedStore(tmp_path / "graph.kgl")
    store.load(PropertyGraph(nodes, edges))
    assert digest(store.node_rows(), store.edge_rows()) == graph.info.digest
    store.load(PropertyGraph({name: table.slice(1) for name, table in nodes.items()}, {}))
    assert digest(store.node_rows(), []) == PropertyGraph(
        {name: table.slice(1).combine_chunks() for name, table in graph.nodes.items()}, {}).info.digest


@pytest.mark.parametrize("at_once", [1, 2])
def test_nodes_that_go_in_by_parts_are_the_same(
        monkeypatch: pytest.MonkeyPatch, tmp_path: Path, at_once: int) -> None:
    """Also where a part has properties that the one before it lacks."""
    monkeypatch.setattr("kg.stores.embedded._NODES_AT_ONCE", at_once)
    for graph in (every_family(), unusual()):
        store = EmbeddedStore(tmp_path / "graph.kgl")
        store.load(graph)
        assert digest(store.node_rows(), store.edge_rows()) == graph.info.digest


def test_lists_are_lists_in_queries(store: EmbeddedStore) -> None:
    """A list with one item, with more, and none: membership and order hold, and no empty list is made up."""
    rows = store.query("MATCH (n:Company) RETURN n.id AS id, n.aliases AS aliases, 'Hik' IN n.aliases AS known "
                       "ORDER BY id", {}).rows
    assert rows == [("party:dahua", ["A", "a", "B"], False), ("party:hik", ["Hik", "海康威视"], True)]
    assert store.query("MATCH (n:Agency) RETURN n.abbreviations AS x, n.aliases AS y", {}).rows == [(["BIS"], None)]


def test_whole_numbers_with_gaps_stay_whole(store: EmbeddedStore) -> None:
    """Pandas would make floats of them."""
    rows = store.query("MATCH (n:Blacklisting) RETURN n.claimed_count AS n", {}).rows
    assert [(value, type(value)) for value, in rows] == [(28, int)]


def test_parents_are_labels_too(store: EmbeddedStore) -> None:
    """A node is found by its class and by every class above it, and carries no other label."""
    rows = store.query("MATCH (n:Party {id: 'party:official'}) RETURN labels(n) AS labels", {}).rows
    assert [sorted(labels) for labels, in rows] == [["Official", "Party", "Person", "Thing"]]


def test_the_graph_info_is_no_thing(store: EmbeddedStore) -> None:
    """It can be queried, and stays out of questions about things."""
    info = "MATCH (i:GraphInfo) RETURN i.known_on AS known_on, i.digest AS digest"
    assert store.query(info, {}).rows == [("2019-10-10", every_family().info.digest)]
    assert store.query("MATCH (n:Thing) RETURN count(n) AS n", {}).rows == [(every_family().node_count,)]


def test_a_query_that_takes_too_long_ends(tmp_path: Path) -> None:
    """The time limit is the caller's."""
    store = EmbeddedStore(tmp_path / "many.kgl")
    store.load(many(3000))
    slow = "MATCH (a:Thing), (b:Thing) WHERE a.name + b.name CONTAINS 'zz' RETURN count(*) AS n"
    with pytest.raises(QueryError, match="no answer within 20 ms"):
        store.query(slow, {}, timeout_ms=20)


def test_the_engines_hints_are_logged(store: EmbeddedStore, caplog: pytest.LogCaptureFixture) -> None:
    """A misspelled property gives nulls and a line in the log instead of one on the terminal."""
    with caplog.at_level(logging.WARNING):
        assert store.query("MATCH (n:Episode) RETURN n.nmae AS name", {}).rows == [(None,)]
    assert "nmae" in caplog.text


def test_a_statement_of_the_program_gives_no_hints(store: EmbeddedStore, caplog: pytest.LogCaptureFixture) -> None:
    """Packs name their columns, and may ask for relations that a graph doesn't have."""
    with caplog.at_level(logging.WARNING):
        store.query("MATCH (a:Event)-[r:OWNED_BY]->(b) RETURN a.id AS id", {}, columns=("id",))
    assert caplog.text == ""


@pytest.mark.parametrize(("given", "asked"), [
    ("MATCH (n:Thing {id: $id}) RETURN n.name", "MATCH (n {id: $id}) RETURN n.name"),
    ("UNWIND $ids AS i MATCH ( n : Thing { id : i })-[r]-(:Thing {id: 'x'}) RETURN r.id",
     "UNWIND $ids AS i MATCH ( n { id : i })-[r]-( {id: 'x'}) RETURN r.id"),
    ("RETURN '(n:Thing {id: 1})' AS x, `(n:Thing {id:`", "RETURN '(n:Thing {id: 1})' AS x, `(n:Thing {id:`"),
    ("// (n:Thing {id: 1})\nMATCH (n:Party {id: $id}), (m:Thing {name: 'a'})",
     "// (n:Thing {id: 1})\nMATCH (n:Party {id: $id}), (m:Thing {name: 'a'})")])
def test_a_node_is_looked_up_by_its_key(given: str, asked: str) -> None:
    """The root label is left out beside the key, and nowhere else."""
    from kg.stores.embedded_key import respelled

    assert respelled(given, {"id": "a"}) == (asked, {"id": "a"})


@pytest.mark.parametrize(("given", "asked"), [
    (r"WHERE n._known_as CONTAINS '\n' + toLower($name) + '\n' RETURN n",
     "WHERE n._known_as CONTAINS $name_known_as RETURN n"),
    (r"RETURN 'x\n' + toLower($name) + '\n'", None), ('RETURN "\'\\n\' + toLower($name) + \'\\n\'"', None),
    (r"RETURN '\n' + toLower($count) + '\n'", None), (r"RETURN '\n' + toLower($other) + '\n'", None)])
def test_a_name_to_look_up_becomes_a_parameter(given: str, asked: str | None) -> None:
    """The text between line ends is worked out once; other texts, and what isn't a name, stay."""
    from kg.stores.embedded_key import respelled

    parameters = {"name": "ZTE", "count": 1}
    assert respelled(given, parameters) == ((given, parameters) if asked is None else
                                         (asked, {**parameters, "name_known_as": "\nzte\n"}))
