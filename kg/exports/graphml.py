"""GraphML for yEd, Cytoscape, igraph and NetworkX.

Format: GraphML 1.0 with attribute keys (graphml.graphdrawing.org). Its values are single, so lists are written as
JSON texts, and days as ISO dates; colours, sizes and positions are plain columns that any program can map.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

from kg.appearance import edge_colour, hex_of, node_colour, sizes
from kg.exports.caption import caption
from kg.exports.parallel import strands
from kg.exports.xml_text import escaped, written
from kg.graph import EDGE_KEYS
from kg.layout import positions

if TYPE_CHECKING:
    import pyarrow as pa

    from kg.graph import PropertyGraph

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""
_NODE = {"label": "string", "class": "string", "color": "string", "size": "double", "x": "double", "y": "double"}
_EDGE = {"label": "string", "relation": "string", "weight": "double", "color": "string"}


def write(graph: PropertyGraph, out: IO[bytes], *, merge_parallel: bool = False) -> None:
    """Write the graph as UTF-8 XML.

    merge_parallel: edges of one relation between the same two nodes become one, with the sum of their weights, the
    properties of the first, and all their intervals in `intervals`.
    """
    out.write(_HEAD.encode())
    out.write(f"  <desc>{escaped(caption(graph))}</desc>\n".encode())
    node_types = {**_NODE, **_types(graph.nodes, ("id", "name"))}
    edge_types = {**_EDGE, **_types(graph.edges, EDGE_KEYS), "intervals": "string"}
    for letter, kind, types in (("n", "node", node_types), ("e", "edge", edge_types)):
        out.writelines(f'  <key id="{letter}.{name}" for="{kind}" attr.name="{name}" attr.type="{type_}"/>\n'.encode()
                       for name, type_ in types.items())
    out.write(b'  <graph id="G" edgedefault="directed">\n')
    out.writelines(line.encode() for line in _nodes(graph))
    out.writelines(line.encode() for line in _edges(graph, merge=merge_parallel))
    out.write(b"  </graph>\n</graphml>\n")


def _types(tables: Mapping[str, pa.Table], without: Iterable[str]) -> dict[str, str]:
    import pyarrow as pa

    names = {pa.int64(): "long", pa.float64(): "double", pa.bool_(): "boolean"}
    found = {field.name: names.get(field.type, "string") for table in tables.values() for field in table.schema}
    return {name: found[name] for name in sorted(found) if name not in without}


def _nodes(graph: PropertyGraph) -> Iterator[str]:
    places, diameters = positions(graph), sizes(graph)
    for class_name, row in graph.node_rows():
        node = str(row.pop("id"))
        x, y = places[node]
        values = {"label": row.pop("name"), "class": class_name, "color": hex_of(node_colour(class_name)),
                  "size": diameters[node], "x": x, "y": y, **row}
        yield f'    <node id="{escaped(node)}">{_data("n", values)}</node>\n'


def _edges(graph: PropertyGraph, *, merge: bool) -> Iterator[str]:
    for strand in strands(graph, merge=merge):
        row = strand.row
        values = {"label": strand.label, "relation": strand.relation,
                  "weight": float(strand.weight), "color": hex_of(edge_colour(strand.relation)),
                  **strand.properties}
        if len(strand.intervals) > 1:
            values["intervals"] = strand.spans
        yield (f'    <edge id="{escaped(str(row["id"]))}" source="{escaped(str(row["source"]))}" '
               f'target="{escaped(str(row["target"]))}">{_data("e", values)}</edge>\n')


def _data(letter: str, values: Mapping[str, Any]) -> str:
    return "".join([f'<data key="{letter}.{name}">{written(value)}</data>' for name, value in values.items()])
