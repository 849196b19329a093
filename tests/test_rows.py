"""The ways out of an answer: dictionaries, data frames, networks, tables in notebooks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.knowledge_graph import KnowledgeGraph
from kg.rows import NOTEBOOK_ROWS, Rows
from tests.ledgers import chronology, ledger_of, registry


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """Two events of governments, one of which is answered."""
    ledger = ledger_of(
        tmp_path_factory.mktemp("rows") / "l.kg",
        registry({"id": "gov:us", "class": "Government", "name": "United States", "country": "US"},
                 {"id": "agency:us-doc", "class": "Agency", "name": "Department of Commerce", "country": "US",
                  "part_of": "gov:us"},
                 {"id": "agency:us-bis", "class": "Agency", "name": "Bureau of Industry and Security",
                  "country": "US", "part_of": "agency:us-doc"}),
        chronology({"id": "us-list", "class": "TariffAction", "name": "A list", "actors": [{"country": "US"}],
                    "target_countries": ["CN"], "announced": "2018-04-03", "citation": "83 FR 14906",
                    "checked": "secondary"}))
    with KnowledgeGraph(ledger) as opened:
        yield opened


def test_rows_become_dictionaries_and_a_data_frame(graph: KnowledgeGraph) -> None:
    """With the query's columns, in its order."""
    found = graph.query("actors/agencies_of", body="gov:us")
    assert [row["id"] for row in found.to_dicts()] == ["agency:us-bis", "agency:us-doc"]
    assert list(found.to_df().columns) == ["body", "part_of", "lists", "id", "part_of_id"]


def test_a_node_is_asked_for_by_its_name_too(graph: KnowledgeGraph) -> None:
    """The id, the exact name, and the name in other letter case give the same rows."""
    by_id = graph.query("actors/agencies_of", body="gov:us").rows
    assert by_id
    assert graph.query("actors/agencies_of", body="united states").rows == by_id


def test_a_name_that_nothing_has_is_told(graph: KnowledgeGraph) -> None:
    """An empty answer would look like a fact."""
    with pytest.raises(QueryError, match="nothing is called 'Untied States'"):
        graph.query("actors/agencies_of", body="Untied States")


def test_rows_with_ids_become_the_part_of_the_graph_among_them(graph: KnowledgeGraph) -> None:
    """Nodes with their properties, and the edges that join them."""
    network = graph.query("actors/agencies_of", body="gov:us").to_networkx()
    assert set(network) == {"agency:us-bis", "agency:us-doc", "gov:us"}
    assert network.nodes["gov:us"]["name"] == "United States"
    assert {(a, b, found["relation"]) for a, b, found in network.edges(data=True)} == {
        ("agency:us-bis", "agency:us-doc", "PART_OF"), ("agency:us-doc", "gov:us", "PART_OF")}


def test_rows_with_source_and_target_become_edges(graph: KnowledgeGraph) -> None:
    """Each row is an edge with the other columns; its ends know what the graph knows of them."""
    network = graph.query("networks/neighbours", node="agency:us-doc", relation="PART_OF").to_networkx()
    assert {(a, b) for a, b in network.edges()} == {("agency:us-bis", "agency:us-doc"), ("agency:us-doc", "gov:us")}
    assert all(found["relation"] == "PART_OF" for _, _, found in network.edges(data=True))
    assert network.nodes["agency:us-bis"]["class"] == "Agency"


def test_a_row_without_an_end_is_no_edge() -> None:
    """The end that is there is a node; nothing is called None."""
    network = Rows(("source", "target"), [("a", "b"), ("a", None), (None, "c"), (None, None)]).to_networkx()
    assert set(network) == {"a", "b", "c"}
    assert list(network.edges()) == [("a", "b")]


def test_columns_may_be_called_like_parameters_of_networkx() -> None:
    """A column `key` is a property as any other, and two rows with the same one are two edges."""
    rows = Rows(("source", "target", "key", "u_for_edge"), [("a", "b", "k", 1), ("a", "b", "k", 2)])
    found = list(rows.to_networkx().edges(data=True))
    assert found == [("a", "b", {"key": "k", "u_for_edge": 1}), ("a", "b", {"key": "k", "u_for_edge": 2})]


def test_rows_without_ids_are_no_network(graph: KnowledgeGraph) -> None:
    """The message names the columns that there are."""
    with pytest.raises(QueryError, match="no network: expected columns source and target, or id, among n"):
        graph.cypher("MATCH (n:Thing) RETURN count(n) AS n").to_networkx()


def test_a_notebook_shows_a_table_that_runs_nothing() -> None:
    """Text of documents is escaped, control characters are shown, and None is empty."""
    table = Rows(("<b>", "x"), [("<script>alert(1)</script>", None), ("a\x1b[2J&", ["1", "2"])])._repr_html_()
    assert "<script" not in table
    assert "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td><td></td>" in table
    assert "<th>&lt;b&gt;</th>" in table
    assert "\x1b" not in table
    assert "<td>1; 2</td>" in table


def test_a_notebook_says_how_many_rows_it_leaves_out() -> None:
    """A long answer doesn't fill the page, and doesn't look whole."""
    table = Rows(("n",), [(i,) for i in range(NOTEBOOK_ROWS + 7)])._repr_html_()
    assert table.count("<tr>") == NOTEBOOK_ROWS + 1
    assert "7 more rows" in table
    assert "more rows" not in Rows(("n",), [(1,)])._repr_html_()


def test_the_embedded_cache_serves_both(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """A network is made of the same ledger that answered."""
    assert graph.cypher("MATCH (n:Government) RETURN n.id AS id").to_networkx().graph["ledger"]
