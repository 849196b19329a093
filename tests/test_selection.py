"""Selections keep what was asked for and leave the rest, unchanged."""

from __future__ import annotations

import pytest

from kg.errors import SchemaError, UsageError
from kg.graph import PropertyGraph
from kg.selection import Selection, only, select
from tests.graphs import EDGES, NODES
from tests.query_graph import query_graph


def ids(graph: PropertyGraph) -> set[str]:
    """All node ids."""
    return {str(row["id"]) for _, row in graph.node_rows()}


def wide() -> PropertyGraph:
    """The stores' graph of every class."""
    from kg.graph import from_rows

    return from_rows(NODES, EDGES)


def test_an_empty_selection_keeps_all() -> None:
    """Without options the graph is the same, to the byte."""
    assert select(wide(), Selection()).info.digest == wide().info.digest


def test_a_walk_takes_so_many_steps_and_no_more() -> None:
    """One hop from the listing reaches its targets and issuers, not what lies behind them."""
    near = select(wide(), Selection(around=("ev:bl",), hops=1))
    assert {"ev:bl", "party:hik", "party:dahua", "agency:us-bis", "gov:us"} <= ids(near)
    assert ids(near) < ids(select(wide(), Selection(around=("ev:bl",), hops=2)))
    assert ids(select(wide(), Selection(around=("ev:bl",), hops=0))) == {"ev:bl"}


def test_a_walk_does_not_go_on_through_a_list() -> None:
    """Two parties on one list aren't near each other, unless the walk starts at the list."""
    graph = query_graph()
    listed = [row for name, row in graph.edge_rows() if name == "LISTED_ON"]
    lists = {str(row["target"]) for row in listed}
    chosen = next(name for name in sorted(lists) if sum(row["target"] == name for row in listed) > 1)
    only_listed = PropertyGraph(graph.nodes, {"LISTED_ON": graph.edges["LISTED_ON"]})
    one = str(next(row["source"] for row in listed if row["target"] == chosen))
    reached = ids(select(only_listed, Selection(around=(one,), hops=3)))
    assert reached == {one} | {str(row["target"]) for row in listed if row["source"] == one}
    assert len(ids(select(only_listed, Selection(around=(chosen,), hops=1)))) > 2


def test_loops_are_left_out_when_asked() -> None:
    """Edges from a node to itself go, the node and every other edge stay."""
    graph = query_graph()
    loops = {str(row["id"]) for _, row in graph.edge_rows() if row["source"] == row["target"]}
    assert loops
    kept = select(graph, Selection(loops=False))
    assert {str(row["id"]) for _, row in graph.edge_rows()} - {str(row["id"]) for _, row in kept.edge_rows()} == loops
    assert kept.node_count == graph.node_count


def test_a_window_keeps_what_meets_it() -> None:
    """Events by their date, edges by their interval; an undated node stays only beside one of them."""
    graph = query_graph()
    kept = select(graph, Selection(since="2019-10-01", until="2019-10-31"))
    days = {str(row["date"])[:7] for _, row in kept.node_rows() if "date" in row}
    assert days == {"2019-10"}
    assert kept.node_count < graph.node_count
    for _, row in kept.edge_rows():
        assert str(row.get("valid_from", ""))[:10] <= "2019-10-31"
        assert str(row.get("valid_to", "9999")) > "2019-10-01"
    assert select(graph, Selection(since="2100-01-01")).node_count < kept.node_count


def test_classes_take_those_below_them() -> None:
    """Party keeps companies and agencies, and no event."""
    classes = set(select(wide(), Selection(classes=("Party",))).nodes)
    assert {"Company", "Agency", "Government", "Official"} <= classes
    assert not classes & {"Blacklisting", "Region", "RestrictedList"}


def test_confidence_drops_edges_and_not_computed_links() -> None:
    """An edge extracted with less goes; a link that has no such figure stays."""
    every, sure = wide(), select(wide(), Selection(least_confidence=100))
    assert sure.node_count == every.node_count
    assert all(row.get("confidence", 100) == 100 for _, row in sure.edge_rows())
    assert any("confidence" not in row for _, row in sure.edge_rows())


def test_documents_can_be_left_out() -> None:
    """Neither Document nodes nor the edges to them stay."""
    kept = select(wide(), Selection(documents=False))
    assert "Document" not in kept.nodes
    assert "EVIDENCED_BY" not in kept.edges
    assert kept.check() is kept


def test_only_keeps_edges_among_the_named_nodes() -> None:
    """The induced part: both ends must stay."""
    kept = only(wide(), {"ev:bl", "party:hik"})
    assert ids(kept) == {"ev:bl", "party:hik"}
    assert all({row["source"], row["target"]} <= {"ev:bl", "party:hik"} for _, row in kept.edge_rows())


@pytest.mark.parametrize(("wrong", "words"), [
    (Selection(around=("nobody",)), "no node has the id"),
    (Selection(since="2019-02-30"), "since"),
    (Selection(since="2020-01-02", until="2020-01-01"), "is after"),
    (Selection(least_confidence=101), "whole percent"),
    (Selection(hops=21), "0 to 20"),
    (Selection(classes=("Compny",)), "did you mean Company")])
def test_an_impossible_selection_is_refused(wrong: Selection, words: str) -> None:
    """One line that says what was expected."""
    with pytest.raises((UsageError, SchemaError), match=words):
        select(wide(), wrong)
