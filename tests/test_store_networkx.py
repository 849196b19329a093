"""The NetworkX graph that Python programs compute on."""

from __future__ import annotations

from datetime import date

import networkx
import pytest

from kg.errors import ProjectionRefused
from kg.graph import PropertyGraph
from kg.stores.networkx import to_networkx
from tests.graphs import every_family


def test_nodes_and_edges_carry_their_properties() -> None:
    """Class and relation stand beside the properties; the edge's id is its key."""
    made = to_networkx(every_family())
    assert made.nodes["ev:bl"]["class"] == "Blacklisting"
    assert made.nodes["ev:bl"]["date"] == date(2019, 10, 9)
    assert made.edges["ev:bl", "party:hik", "e03"]["relation"] == "TARGETS"
    assert "source" not in made.edges["ev:bl", "party:hik", "e03"]
    assert made.graph["known_on"] == "2019-10-10"


def test_parallel_edges_and_loops_stay() -> None:
    """As many edges as the projection has, and algorithms run on them."""
    made = to_networkx(every_family())
    assert made.number_of_edges("ev:bl", "party:psb") == 3
    assert made.number_of_edges() == every_family().edge_count
    assert "party:group" in networkx.descendants(made, "ev:bl")


def test_a_wrong_graph_is_refused() -> None:
    """NetworkX would make a node up for a missing end."""
    with pytest.raises(ProjectionRefused):
        to_networkx(PropertyGraph({}, every_family().edges))
