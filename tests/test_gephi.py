"""Gephi's own importer reads every export for it: same counts, types, intervals, colours and parallel edges."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.appearance import edge_colour, node_colour
from kg.exports import Export, find, write
from kg.graph import PropertyGraph, from_rows
from tests.gephi import GephiUnavailable, fetch_toolkit, imported
from tests.graphs import EDGES, NODES
from tests.neo4j_server import Neo4jUnavailable
from tests.neo4j_server.artifacts import CACHE, LANES, find_java

if TYPE_CHECKING:
    from kg.graph import Row

EXTRA_EDGES: list[tuple[str, Row]] = [
    ("LISTED_ON", {"id": "p1", "source": "party:hik", "target": "list:us-el", "state": "in_force",
                   "valid_from": date(2019, 10, 9), "valid_to": date(2020, 1, 1), "sources": 3}),
    ("LISTED_ON", {"id": "p2", "source": "party:hik", "target": "list:us-el", "state": "suspended",
                   "valid_from": date(2019, 12, 1), "valid_to": date(2019, 12, 1)}),
    ("LISTED_ON", {"id": "p3", "source": "party:hik", "target": "list:us-el", "state": "in_force",
                   "valid_to": date(2018, 1, 1)})]


def graph() -> PropertyGraph:
    """The stores' wide graph with parallel listings that overlap, and cells that look like formulas and markup."""
    odd: Row = {"id": "party:odd", "name": "=cmd|'/C calc'!A0", "aliases": ["a \"b\" \\ c", "x; y", "中国"]}
    taken = {row["id"] for _, row in EDGES}
    assert not taken & {row["id"] for _, row in EXTRA_EDGES}
    return from_rows([*NODES, ("Company", odd)], [*EDGES, *EXTRA_EDGES])


@pytest.fixture(scope="session")
def gephi(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What the importer made of each format, by one start of Java."""
    folder = tmp_path_factory.mktemp("gephi")
    files = {"gexf": folder / "a.gexf", "merged": folder / "merged.gexf", "graphml": folder / "a.graphml",
             "csv": folder / "csv"}
    for name, path in files.items():
        format_ = find("gexf" if name == "merged" else name)
        write(Export(graph(), merge_parallel=name in ("merged", "graphml")), format_, path)
    (folder / "broken.gexf").write_text(files["gexf"].read_text("utf-8").replace('type="long"', 'type="date"'), "utf-8")
    read = {**files, "nodes": files["csv"] / "nodes.csv", "edges": files["csv"] / "edges.csv",
            "broken": folder / "broken.gexf"}
    del read["csv"]
    try:
        jar = fetch_toolkit(Path(os.environ.get("TRADEWAR_CACHE") or CACHE))
        java = find_java(LANES["lts"])
    except (GephiUnavailable, Neo4jUnavailable) as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI must test with Gephi: {error}", pytrace=False)
        pytest.skip(f"NOT TESTED: no Gephi: {error}")
    return dict(zip(read, imported(jar, java, list(read.values())), strict=True))


@pytest.mark.parametrize("name", ["gexf", "merged", "nodes", "edges"])
def test_gephi_reads_without_a_warning(gephi: dict[str, dict[str, Any]], name: str) -> None:
    """The importer's report has no issue above information, and none on parallel edges."""
    assert gephi[name]["issues"] == []


def test_a_column_that_gephi_drops_is_seen(gephi: dict[str, dict[str, Any]]) -> None:
    """The check can fail: a column of type date is missing after the import."""
    assert gephi["broken"]["node_columns"].keys() < gephi["gexf"]["node_columns"].keys()


def test_gexf_keeps_all_nodes_and_parallel_edges(gephi: dict[str, dict[str, Any]]) -> None:
    """Counts and ids are the graph's; each parallel edge is an edge of its own."""
    given, read = graph(), gephi["gexf"]
    assert {node["id"] for node in read["nodes"]} == {row["id"] for _, row in given.node_rows()}
    assert {edge["id"] for edge in read["edges"]} == {row["id"] for _, row in given.edge_rows()}
    assert read["directed"]
    assert all(edge["directed"] for edge in read["edges"])


def test_gexf_keeps_values_with_their_types(gephi: dict[str, dict[str, Any]]) -> None:
    """Lists stay lists, figures figures, and every text is as it was."""
    read = gephi["gexf"]
    types = read["node_columns"]
    assert [types[name] for name in ("aliases", "claimed_count", "amount", "date", "class")] == [
        "String[]", "Long", "Double", "String", "String"]
    nodes = {node["id"]: node for node in read["nodes"]}
    for class_name, row in graph().node_rows():
        told = nodes[str(row["id"])]
        assert told["label"] == row["name"]
        assert told["values"]["class"] == class_name
        assert told["colour"] == list(node_colour(class_name))
        for name, value in row.items():
            if name not in ("id", "name"):
                assert told["values"][name] == (value if isinstance(value, list) else str(value)), name


def test_gexf_keeps_intervals_in_days(gephi: dict[str, dict[str, Any]]) -> None:
    """The last day is included, an interval without a length is one day, an open end is open, overlaps stay."""
    edges = {edge["id"]: edge for edge in gephi["gexf"]["edges"]}
    assert edges["p1"]["intervals"] == [["2019-10-09", "2019-12-31"]]
    assert edges["p2"]["intervals"] == [["2019-12-01", "2019-12-01"]]
    assert edges["p3"]["intervals"] == [[None, "2017-12-31"]]
    assert edges["p1"]["weight"] == 3
    assert edges["p1"]["colour"] == list(edge_colour("LISTED_ON"))
    nodes = {node["id"]: node for node in gephi["gexf"]["nodes"]}
    assert nodes["ev:bl"]["intervals"] == [["2019-10-09", None]]


def test_merged_edges_keep_every_interval(gephi: dict[str, dict[str, Any]]) -> None:
    """--merge-parallel gives one edge a relation and pair, with the union of the intervals (one of them open)."""
    listed = [e for e in gephi["merged"]["edges"] if e["kind"] == "LISTED_ON" and e["source"] == "party:hik"]
    assert [e["intervals"] for e in listed] == [[[None, "2017-12-31"], ["2019-10-09", None]]]


def test_no_two_nodes_share_a_place(gephi: dict[str, dict[str, Any]]) -> None:
    """Every node has a position of its own, so that the picture is one at once."""
    places = [(node["x"], node["y"]) for node in gephi["gexf"]["nodes"]]
    assert len(set(places)) == len(places)


def test_csv_keeps_rows_texts_and_intervals(gephi: dict[str, dict[str, Any]]) -> None:
    """The Data Laboratory reads every row, no cell is a formula, and intervals survive the other dates."""
    nodes = {node["id"]: node for node in gephi["nodes"]["nodes"]}
    assert nodes.keys() == {row["id"] for _, row in graph().node_rows()}
    assert nodes["party:odd"]["label"] == "'=cmd|'/C calc'!A0"
    assert nodes["party:odd"]["values"]["aliases"] == 'a "b" \\ c; x; y; 中国'
    assert nodes["ev:bl"]["intervals"] == [["2019-10-09", None]]
    assert nodes["ev:bl"]["values"]["announced"] == "7 Oct 2019"
    edges = {edge["id"]: edge for edge in gephi["edges"]["edges"]}
    assert edges.keys() == {row["id"] for _, row in graph().edge_rows()}
    assert edges["p1"]["intervals"] == [["2019-10-09", "2019-12-31"]]


def test_graphml_keeps_nodes_colours_and_pairs(gephi: dict[str, dict[str, Any]]) -> None:
    """Gephi joins parallel edges of GraphML whatever their relation; all else is there."""
    given = graph()
    read = gephi["graphml"]
    assert {node["id"] for node in read["nodes"]} == {row["id"] for _, row in given.node_rows()}
    pairs = {(row["source"], row["target"]) for _, row in given.edge_rows()}
    assert {(e["source"], e["target"]) for e in read["edges"]} == pairs
    assert {tuple(n["colour"]) for n in read["nodes"]} == {node_colour(name) for name, _ in given.node_rows()}
