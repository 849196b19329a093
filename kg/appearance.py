"""How nodes and edges look in every picture: one colour a class, apart also for the colour-blind, and a size.

Colours follow the palette of Okabe and Ito (Color Universal Design, 2008), with tints for classes of one family.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from typing import TYPE_CHECKING

from kg import schema

if TYPE_CHECKING:
    from kg.graph import PropertyGraph

Colour = tuple[int, int, int]

# The nearest class above decides; so a class that the schema gets later looks like its parent.
_COLOURS: dict[str, Colour] = {
    "Thing": (140, 140, 140),
    "Government": (0, 78, 128),
    "Party": (120, 170, 210),
    "Person": (170, 120, 160),
    "Official": (204, 121, 167),
    "Organization": (150, 185, 215),
    "Agency": (0, 114, 178),
    "Company": (86, 180, 233),
    "Institution": (120, 200, 215),
    "Region": (190, 190, 175),
    "RestrictedList": (60, 60, 60),
    "Product": (170, 140, 90),
    "Document": (210, 210, 210),
    "Episode": (90, 60, 110),
    "Event": (180, 160, 120),
    "Measure": (213, 94, 0),
    "Blacklisting": (190, 40, 20),
    "TariffAction": (230, 159, 0),
    "ExportControl": (213, 94, 0),
    "TradeRestriction": (225, 120, 60),
    "Investigation": (200, 150, 80),
    "MeasureChange": (150, 130, 0),
    "Relief": (110, 170, 60),
    "Statement": (150, 140, 200),
    "Threat": (130, 80, 170),
    "TradeTalk": (0, 158, 115),
    "Agreement": (0, 120, 80),
    "LegalCase": (110, 100, 80),
}
EDGE_COLOUR: Colour = (165, 165, 165)
_EDGE_COLOURS: dict[str, Colour] = {
    "RESPONDS_TO": (200, 30, 60), "NOT_RESPONSE_TO": (215, 180, 190), "LISTED_ON": (90, 90, 90),
    "TARGETS": (225, 130, 70), "ISSUED": (70, 140, 190), "CANDIDATE_OF": (205, 205, 120)}
SMALLEST, LARGEST = 4.0, 40.0


@functools.cache
def node_colour(class_name: str) -> Colour:
    """Red, green and blue (0 to 255) of a class. Raises SchemaError for an unknown class."""
    return next(_COLOURS[label] for label in schema.load().labels(class_name) if label in _COLOURS)


def edge_colour(relation: str) -> Colour:
    """Red, green and blue (0 to 255) of a relation."""
    return _EDGE_COLOURS.get(relation, EDGE_COLOUR)


def hex_of(colour: Colour) -> str:
    """The colour as CSS writes it, such as #0072b2."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def sizes(graph: PropertyGraph) -> dict[str, float]:
    """A diameter for each node id, growing with the logarithm of its number of edges, in thousandths at most."""
    degree: Counter[str] = Counter()
    for table in graph.edges.values():
        degree.update(table["source"].to_pylist())
        degree.update(table["target"].to_pylist())
    top = math.log1p(max(degree.values(), default=0)) or 1.0
    by_degree = {n: round(SMALLEST + (LARGEST - SMALLEST) * math.log1p(n) / top, 3) for n in {0, *degree.values()}}
    return {one: by_degree[degree.get(one, 0)]
            for table in graph.nodes.values() for one in table["id"].to_pylist()}
