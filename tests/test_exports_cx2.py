"""CX2: the aspects in order, every value under its declared type, the same bytes each time."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest

from kg.appearance import edge_colour, hex_of, node_colour
from kg.exports import cx2
from kg.graph import GraphInfo, PropertyGraph, from_rows
from kg.layout import positions
from tests.graphs import EDGES, NODES, UNUSUAL, every_family

ORDER = ["CXVersion", "metaData", "attributeDeclarations", "networkAttributes", "nodes", "edges", "visualProperties",
         "status"]
KINDS: dict[str, Any] = {"string": str, "long": int, "integer": int, "double": (int, float), "boolean": bool,
                         "list_of_string": list}


def text(graph: PropertyGraph, *, merge: bool = False) -> str:
    """The network as it is written."""
    out = io.BytesIO()
    cx2.write(graph, out, merge_parallel=merge)
    return out.getvalue().decode()


def aspects(graph: PropertyGraph, *, merge: bool = False) -> dict[str, Any]:
    """Each aspect by its name, in order."""
    return {name: body for one in json.loads(text(graph, merge=merge)) for name, body in one.items()
            if name != "hasFragments"}


def graph() -> PropertyGraph:
    """The stores' wide graph with companies of unusual names."""
    odd: list[Any] = [("Company", {"id": f"odd:{i}", "name": name, "aliases": [name]})
                      for i, name in enumerate((*UNUSUAL, "\x00\x1f\u2028"))]
    return from_rows([*NODES, *odd], EDGES, GraphInfo(release="2026-11"))


def faults(found: dict[str, Any]) -> list[str]:
    """Where the network breaks the specification: order, counts, undeclared or wrongly typed values, lost ends."""
    told = [] if list(found) == ORDER else [f"order {list(found)}"]
    told += [f"count of {one['name']}" for one in found["metaData"] if len(found[one["name"]]) != one["elementCount"]]
    declared = found["attributeDeclarations"][0]
    ids = {node["id"] for node in found["nodes"]}
    told += [f"ends of {edge['id']}" for edge in found["edges"] if not {edge["s"], edge["t"]} <= ids]
    for kind in ("nodes", "edges"):
        for one in found[kind]:
            for name, value in one["v"].items():
                type_ = declared[kind].get(name, {}).get("d", "")
                if not isinstance(value, KINDS.get(type_, ())):
                    told.append(f"{kind} {one['id']}: {name} is no {type_ or 'declared column'}")
    return told


@pytest.mark.parametrize("merge", [False, True])
def test_a_network_follows_the_specification(merge: bool) -> None:
    """Descriptor, metadata, declarations, nodes, edges, looks and status, with whole-number ids."""
    assert faults(aspects(graph(), merge=merge)) == []


def test_the_check_finds_faults() -> None:
    """It can fail: another type, a lost end and a wrong count are seen."""
    broken = aspects(graph())
    broken["edges"][0]["t"] = -1
    broken["nodes"][0]["v"]["name"] = 1
    broken["metaData"][2]["elementCount"] = 7
    assert len(faults(broken)) == 3


def test_nodes_have_names_places_and_colours() -> None:
    """Ids, names whatever they hold, positions and the colours of every other picture."""
    given = graph()
    found = {node["v"]["id"]: node for node in aspects(given)["nodes"]}
    places = positions(given)
    for class_name, row in given.node_rows():
        node = found[row["id"]]
        assert (node["v"]["name"], node["v"]["class"]) == (row["name"], class_name)
        assert (node["x"], node["y"]) == places[str(row["id"])]
        assert node["v"]["color"] == hex_of(node_colour(class_name))


def test_looks_are_mappings_on_declared_columns() -> None:
    """Colours by class and relation, labels by name: what Cytoscape's Style panel shows."""
    found = aspects(graph())
    looks, declared = found["visualProperties"][0], found["attributeDeclarations"][0]
    for kind, mapping in (("nodes", looks["nodeMapping"]), ("edges", looks["edgeMapping"])):
        for one in mapping.values():
            definition = one["definition"]
            assert declared[kind][definition["attribute"]]["d"] == definition["type"]
    lines = {one["v"]: one["vp"] for one in looks["edgeMapping"]["EDGE_LINE_COLOR"]["definition"]["map"]}
    assert lines["RESPONDS_TO"] == hex_of(edge_colour("RESPONDS_TO"))
    assert lines.keys() == set(graph().edges)


def test_parallel_edges_stand_or_join() -> None:
    """Each has its own row; joined, they keep all their intervals and the sum of their weights."""
    more: list[Any] = [("LISTED_ON", {"id": f"p{year}", "source": "party:hik", "target": "list:us-el", "sources": 2,
                                      "valid_from": date(year, 1, 1), "valid_to": date(year, 7, 1)})
                       for year in (2011, 2013)]
    given = from_rows(NODES, [*EDGES, *more])
    assert len(aspects(given)["edges"]) == given.edge_count
    (joined,) = [one["v"] for one in aspects(given, merge=True)["edges"] if one["v"]["id"] == "e11"]
    assert joined["intervals"] == ["2011-01-01/2011-07-01", "2013-01-01/2013-07-01", "2019-10-09/"]
    assert joined["weight"] == 6


def test_the_network_says_what_it_is() -> None:
    """Its description is the caption with the release."""
    assert "release 2026-11" in aspects(graph())["networkAttributes"][0]["description"]


def test_the_same_graph_gives_the_same_bytes() -> None:
    """Rows in another order change nothing; another graph does."""
    assert text(from_rows(NODES[::-1], EDGES[::-1])) == text(from_rows(NODES, EDGES))
    assert text(graph()) != text(every_family())


def test_an_empty_graph_is_a_network() -> None:
    """No nodes and edges aspects, nor their metadata."""
    found = aspects(from_rows([], []))
    assert list(found) == [one for one in ORDER if one not in ("nodes", "edges")]
    assert {one["name"] for one in found["metaData"]} == {"attributeDeclarations", "networkAttributes",
                                                         "visualProperties"}
