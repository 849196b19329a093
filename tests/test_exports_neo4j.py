"""Exports for Neo4j: what a real server makes of the script and the bulk files is the graph, word for word."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ProjectionRefused
from kg.exports import Export, find, write
from kg.exports.cypher_text import literal
from kg.exports.neo4j_style import style
from kg.exports.neo4j_tables import GRAPH_NAME
from kg.graph import GraphInfo, PropertyGraph, digest, from_rows
from kg.schema import load
from kg.stores.neo4j import Neo4jStore
from tests.graphs import EDGES, NODES, every_family, smaller, unusual
from tests.neo4j_server import Neo4jServer
from tests.neo4j_server.artifacts import CACHE, fetch_jars, find_java
from tests.neo4j_server.clean import Neo4jTarget

if TYPE_CHECKING:
    from neo4j import Session

    from kg.graph import Row

HOSTILE = (
    "\\u0027 OR 1=1 //", "\\\\u0027}] AS x DETACH DELETE x //", "\\", "ends with \\", "'",
    "';\nMATCH (n) DETACH DELETE n;",
    "\\u005C\\u0027", "\\\\\\u0027", "u0027", "\\U0001F6A2", "🚢", "\ufeffmark", "a\u2028b\u200fc", "\x07bell\x00nul",
    "carriage\r\nreturn\rhere", ",;|\t\"quoted\" \"", '"', '""', " , ", "${x} $param :param", "/* comment */ // more",
    "[1, 2]", "a;b", "\x85next\x9f", "\\n", "\\t\\", "</script>", "=1+1", "字" * 10_000, "x" * 10_000)
DELIMITERS = ("\x1f", "\x1e", "\x1d", "\x1c")


def hostile() -> PropertyGraph:
    """Ids, names, lists and quotes of text that careless exports spoil, and the ends of numbers and dates."""
    nodes: list[tuple[str, Row]] = [
        ("Company", {"id": f"party:{i}:{text[:40]}", "name": text, "aliases": [text, "x", text]})
        for i, text in enumerate(HOSTILE)]
    nodes += [("TariffAction", {"id": f"ev:{i}", "name": "n", "rate_pct": rate, "claimed_count": count, "date": day})
              for i, (rate, count, day) in enumerate((
                  (1e22, 2**63 - 1, date.min), (-1.5e-300, -2**63, date.max), (0.1, 0, date(2019, 10, 9))))]
    edges: list[tuple[str, Row]] = [
        ("OWNED_BY", {"id": f"edge:{i}:{text[:40]}", "source": f"party:{i}:{text[:40]}",
                      "target": f"party:0:{HOSTILE[0][:40]}", "quote": text, "claims": [text]})
        for i, text in enumerate(HOSTILE)]
    about = GraphInfo(ledger="a'b\\u0027\\u000aMATCH (n) DELETE n;", release="2026-11")
    return from_rows([*NODES, *nodes], [*EDGES, *edges], about)


GRAPHS: dict[str, Callable[[], PropertyGraph]] = {
    "unusual": unusual, "hostile": hostile, "empty": lambda: from_rows([], [])}


def script(graph: PropertyGraph) -> str:
    """The Cypher script of a graph."""
    out = io.BytesIO()
    to_file = find("cypher").to_file
    assert to_file
    to_file(Export(graph), out)
    return out.getvalue().decode()


def statements(text: str) -> list[str]:
    """The statements of a script: each ends at the first semicolon before a line's end."""
    return [one for one in text.split(";\n") if one.strip()]


@pytest.fixture
def store(clean_neo4j: Neo4jTarget) -> Iterator[Neo4jStore]:
    """The empty server, as the project reads it."""
    made = Neo4jStore(clean_neo4j.uri, clean_neo4j.user, clean_neo4j.password, GRAPH_NAME)
    yield made
    made.close()


@pytest.fixture
def session(clean_neo4j: Neo4jTarget) -> Iterator[Session]:
    """The empty server, as a colleague writes to it."""
    from neo4j import GraphDatabase

    login = (clean_neo4j.user, clean_neo4j.password)
    with (GraphDatabase.driver(clean_neo4j.uri, auth=login, notifications_min_severity="OFF") as driver,
          driver.session() as made):
        yield made


def run(session: Session, text: str) -> None:
    """Run a script statement by statement, without parameters."""
    for one in statements(text):
        session.run(one).consume()


def read_back(store: Neo4jStore) -> str:
    """The digest of all that the server gives back."""
    return digest(store.node_rows(), store.edge_rows())


@pytest.mark.parametrize("name", GRAPHS)
def test_the_script_gives_the_graph(store: Neo4jStore, session: Session, name: str) -> None:
    """Run on a clean server, once and once more, it gives what `kg load` gives, and nothing else."""
    graph = GRAPHS[name]()
    for _ in range(2):
        run(session, script(graph))
        assert read_back(store) == graph.info.digest
        assert store.info() == graph.info
    count = session.run("MATCH (n) RETURN count(n) AS n").single(strict=True)["n"]
    assert count == graph.node_count + 1
    report = store.load(graph)
    assert (report.nodes_removed, report.edges_removed) == (0, 0)


def test_the_script_keeps_a_neighbour(store: Neo4jStore, session: Session, clean_neo4j: Neo4jTarget) -> None:
    """Another ledger in the same database keeps its hold on the nodes that both have."""
    other = Neo4jStore(clean_neo4j.uri, clean_neo4j.user, clean_neo4j.password, "test-other")
    try:
        other.load(smaller())
        run(session, script(every_family()))
        held = {str(row["id"]) for _, row in other.node_rows()}
    finally:
        other.close()
    assert held == {row["id"] for _, row in smaller().node_rows()}


def test_a_changed_script_gives_another_graph(store: Neo4jStore, session: Session) -> None:
    """The comparison above can fail: one changed word gives another digest."""
    text = script(every_family()).replace("'Hikvision'", "'Hikvisiom'")
    run(session, text)
    assert read_back(store) != every_family().info.digest


def test_the_script_has_a_literal_for_everything() -> None:
    """No parameter, no line break inside a literal, and many rows go into several statements."""
    rows: list[tuple[str, Row]] = [("Company", {"id": f"c{i}", "name": "a;\nb"}) for i in range(1_100)]
    found = [one for one in statements(script(from_rows(rows, []))) if "UNWIND" in one]
    assert [one.count("{id: 'c") for one in found] == [500, 500, 100]
    assert all(line.startswith(("UNWIND [", "{id: ", "] AS row ")) for one in found for line in one.splitlines())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_one_literal_on_both_readings(text: str) -> None:
    """Decoding `\\uXXXX` before or after looking for quotes gives the text."""
    written = literal(text)
    early = "".join(_decoded(written))
    for one in (written, early):
        assert one[0] == one[-1] == "'"
        assert _unescaped(one[1:-1]) == text


def _decoded(text: str) -> Iterator[str]:
    """As Neo4j 5 reads a statement: each backslash before a u begins a code, whatever stands before it."""
    at = 0
    while at < len(text):
        if text[at:at + 2] == "\\u":
            yield chr(int(text[at + 2:at + 6], 16))
            at += 6
        else:
            yield text[at]
            at += 1


def _unescaped(text: str) -> str:
    short = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "'": "'"}
    found, at = [], 0
    while at < len(text):
        assert text[at] != "'"
        if text[at] != "\\":
            found.append(text[at])
            at += 1
        elif text[at + 1] == "u":
            found.append(chr(int(text[at + 2:at + 6], 16)))
            at += 6
        else:
            found.append(short[text[at + 1]])
            at += 2
    return "".join(found)


def test_a_number_without_end_is_refused() -> None:
    """Cypher has no literal for infinity."""
    with pytest.raises(ProjectionRefused, match="finite"):
        literal(float("inf"))


def test_a_property_that_the_schema_lacks_is_refused(tmp_path: Path) -> None:
    """No name from elsewhere gets into a statement or a header."""
    table = pa.table({"id": ["a"], "name": ["b"], "x}) DETACH DELETE (n": ["c"]})
    for name in ("cypher", "neo4j-csv"):
        with pytest.raises(ProjectionRefused, match="no property"):
            write(Export(PropertyGraph({"Company": table}, {})), find(name), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def imported(server: Neo4jServer, folder: Path, places: Path) -> subprocess.CompletedProcess[str]:
    """Run the export's own script with the server's importer in the place of `neo4j-admin`."""
    cache = Path(os.environ.get("TRADEWAR_CACHE") or CACHE)
    java, jars = find_java(server.lane), fetch_jars(server.lane, cache)
    opened = [f"--add-opens=java.base/{one}=ALL-UNNAMED" for one in (
        "java.nio", "java.io", "java.lang", "java.util.concurrent", "sun.nio.ch")]
    with (server.home / "conf" / "neo4j.conf").open("a") as conf:  # as in a distribution's; the next start resets it
        conf.writelines(f"server.jvm.additional={one}\n" for one in opened)
    places.mkdir(exist_ok=True)
    admin = places / "neo4j-admin"
    admin.write_text(f'#!/bin/sh\nexec "{java}" -Xmx512m {" ".join(opened)} -cp "{jars}/*" '
                     'org.neo4j.server.startup.Neo4jAdminCommand "$@"\n')
    admin.chmod(0o755)
    environment = {**os.environ, "NEO4J_HOME": str(server.home), "NEO4J_CONF": str(server.home / "conf"),
                   "PATH": f"{places}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(["sh", str(folder / "import.sh"), "neo4j", "--overwrite-destination",
                           f"--report-file={places / 'report.txt'}"],
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment, check=False,
                          timeout=300)


def test_the_importer_gives_the_graph(neo4j_server: Neo4jServer, store: Neo4jStore, tmp_path: Path) -> None:
    """The bulk importer makes of the files what `kg load` makes of the graph."""
    graph = hostile()
    write(Export(graph), find("neo4j-csv"), tmp_path / "out")
    neo4j_server.kill()  # what it held goes anyway
    done = imported(neo4j_server, tmp_path / "out", tmp_path / "bin")
    neo4j_server.start()
    assert done.returncode == 0, done.stdout + done.stderr
    assert read_back(store) == graph.info.digest
    assert store.info() == graph.info
    labels = store.query("MATCH (n:Thing:Party:Organization:Company) RETURN count(n) AS n", {}).rows[0][0]
    assert labels == sum(name == "Company" for name, _ in graph.node_rows())
    report = store.load(graph)
    assert (report.nodes_removed, report.edges_removed) == (0, 0)


def test_lists_are_split_where_no_item_has_the_character(tmp_path: Path) -> None:
    """A separator that stands in a list isn't used; when all four do, the graph is refused."""
    def company(text: str) -> PropertyGraph:
        return from_rows([("Company", {"id": "a", "name": "b", "aliases": [text, "c"]})], [])

    write(Export(company(f"x{DELIMITERS[0]}y{DELIMITERS[1]}")), find("neo4j-csv"), tmp_path / "a")
    assert "--array-delimiter=U+001D" in (tmp_path / "a" / "import.sh").read_text("utf-8")
    with pytest.raises(ProjectionRefused, match="separator"):
        write(Export(company("".join(DELIMITERS))), find("neo4j-csv"), tmp_path / "b")


@pytest.mark.parametrize("name", ["cypher", "neo4j-csv"])
def test_the_same_graph_gives_the_same_files(tmp_path: Path, name: str) -> None:
    """Rows in another order and another run change no byte of any file."""
    for folder, nodes, edges in (("a", NODES, EDGES), ("b", NODES[::-1], EDGES[::-1])):
        write(Export(from_rows(nodes, edges)), find(name), tmp_path / folder)
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / one).iterdir()} for one in "ab")
    assert first == second
    assert "style.grass" in first


def test_a_name_that_ends_like_a_script_makes_one_file(tmp_path: Path) -> None:
    """`graph.cypher` is a file, `graph` a folder with script and style."""
    write(Export(every_family()), find("cypher"), tmp_path / "graph.cypher")
    write(Export(every_family()), find("cypher"), tmp_path / "graph")
    assert (tmp_path / "graph.cypher").read_bytes() == (tmp_path / "graph" / "graph.cypher").read_bytes()


def test_the_style_has_a_rule_for_each_class_parents_first() -> None:
    """Every class and relation has its colour, and a class stands behind its parents, as later rules win."""
    text = style()
    order = [line.split(".")[1].split(" ")[0] for line in text.splitlines() if line.startswith("node.")]
    assert sorted(order) == sorted(load().classes)
    assert all(order.index(parent) < order.index(name) for name in order for parent in load().classes[name].parents)
    assert all(f"relationship.{name} {{" in text for name in load().relations)
