"""A ledger opened in Python: a part of its graph, a chain, files for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

import kg
from kg.errors import QueryError, UsageError
from kg.knowledge_graph import KnowledgeGraph
from tests.ledgers import chronology, ledger_of

_EVENTS = (
    {"id": "us-1", "class": "TariffAction", "name": "First list", "announced": "2018-04-03", "effective": "2018-07-06",
     "actors": [{"country": "US"}], "target_countries": ["CN"], "citation": "83 FR 14906", "checked": "opened"},
    {"id": "cn-1", "class": "TariffAction", "name": "First answer", "announced": "2018-04-04",
     "actors": [{"country": "CN"}], "target_countries": ["US"], "citation": "Announcement 34", "checked": "opened",
     "responds_to": [{"id": "us-1", "kind": "stated", "basis": "it says so", "citation": "Announcement 34"}]},
    {"id": "jp-1", "class": "ExportControl", "name": "Another matter", "announced": "2019-07-01",
     "actors": [{"country": "JP"}], "target_countries": ["KR"], "citation": "Notice of 1 July", "checked": "opened"})


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """Three events, two of which answer one another."""
    folder = tmp_path_factory.mktemp("subgraph") / "l.kg"
    ledger_of(folder, chronology(*_EVENTS))
    with kg.open(folder) as opened:
        yield opened


def test_a_part_becomes_a_network(graph: KnowledgeGraph) -> None:
    """By name and steps; the edges keep their evidence."""
    network = graph.subgraph(around=["first list"], hops=1).to_networkx()
    assert {"us-1", "cn-1"} <= set(network)
    assert "jp-1" not in network
    (answer,) = (found for _, _, found in network.edges(data=True) if found["relation"] == "RESPONDS_TO")
    assert (answer["kind"], answer["lag_days"]) == ("stated", 1)


def test_a_query_narrows_a_part(graph: KnowledgeGraph) -> None:
    """Only nodes whose ids stand in the answer."""
    part = graph.subgraph(query="retaliation/answers_to", parameters={"event": "us-1"}).graph
    assert [str(row["id"]) for _, row in part.node_rows()] == ["cn-1"]


def test_a_chain_is_traced(graph: KnowledgeGraph) -> None:
    """As on the command line."""
    assert [event.id for event in graph.chain("First list").events] == ["us-1", "cn-1"]


def test_files_are_written(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """The whole graph, or a part; a picture leaves out documents and loops, as `kg export` does."""
    graph.export("gexf", tmp_path / "whole.gexf")
    edges = [(edge.attrib["source"], edge.attrib["target"])
             for edge in ElementTree.parse(tmp_path / "whole.gexf").iter("{http://gexf.net/1.3}edge")]
    assert edges
    assert not [pair for pair in edges if pair[0] == pair[1] or "document:" in pair[1]]
    graph.subgraph(around=["jp-1"], hops=0).export("ttl", tmp_path / "part.ttl")
    assert "Another matter" in (tmp_path / "part.ttl").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="exists"):
        graph.export("gexf", tmp_path / "whole.gexf")


def test_what_cannot_be_selected_is_said(graph: KnowledgeGraph) -> None:
    """Steps around nothing, parameters of no query, a name of nobody, a part that is empty."""
    for asked, words in (({"hops": 2}, "--around"), ({"parameters": {"a": "b"}}, "--query"),
                         ({"since": "2030-01-01"}, "nothing is left")):
        with pytest.raises(UsageError, match=words):
            graph.subgraph(**asked)
    with pytest.raises(QueryError, match="nothing is called 'Nobody'"):
        graph.subgraph(around=["Nobody"])
