"""CX2 for Cytoscape and NDEx: every node and edge with its properties, place and colour.

Format: Cytoscape Exchange, version 2 (CX2 specification, NDEx): aspects in a list, between a descriptor and a status.
Its ids are whole numbers, so ours stand in the column `id`; lists keep their items, days are ISO dates.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any

import msgspec

from kg.appearance import LARGEST, SMALLEST, edge_colour, hex_of, node_colour, sizes
from kg.exports.caption import caption
from kg.exports.parallel import Strand, strand_count, strands
from kg.graph import EDGE_KEYS
from kg.layout import positions

if TYPE_CHECKING:
    import pyarrow as pa

    from kg.graph import PropertyGraph

Json = dict[str, Any]
_NODE = {"name": "string", "id": "string", "class": "string", "color": "string", "size": "double"}
_EDGE = {"name": "string", "interaction": "string", "id": "string", "color": "string", "weight": "integer"}
_BLOCK = 2_000


def write(graph: PropertyGraph, out: IO[bytes], *, merge_parallel: bool = False) -> None:
    """Write the network as UTF-8 JSON.

    merge_parallel: edges of one relation between the same two nodes become one, with the sum of their weights, the
    properties of the first, and all their intervals in `intervals`. A number that isn't finite is left out.
    """
    edges = strand_count(graph, merge=merge_parallel)
    counts = {"attributeDeclarations": 1, "networkAttributes": 1, "nodes": graph.node_count, "edges": edges,
              "visualProperties": 1}
    out.write(b'[{"CXVersion":"2.0","hasFragments":false},\n')
    _aspect(out, "metaData", [{"elementCount": count, "name": name} for name, count in counts.items() if count])
    _aspect(out, "attributeDeclarations", [_declarations(graph)])
    _aspect(out, "networkAttributes", [{"name": "tradewar-kg", "description": caption(graph)}])
    numbers = {one: number for number, one in enumerate(_ids(graph))}
    if numbers:
        _aspect(out, "nodes", _nodes(graph, numbers))
    if edges:
        _aspect(out, "edges", (_edge(number, strand, numbers) for number, strand in enumerate(
            strands(graph, merge=merge_parallel))))
    _aspect(out, "visualProperties", [_looks(graph)])
    out.write(b'{"status":[{"error":"","success":true}]}]\n')


def _aspect(out: IO[bytes], name: str, elements: Iterable[Json]) -> None:
    """One aspect, an element a line."""
    out.write(f'{{"{name}":[\n'.encode())
    block: list[bytes] = []
    mark = b""
    for element in elements:
        block.append(mark + msgspec.json.encode(element))
        mark = b",\n"
        if len(block) == _BLOCK:
            out.write(b"".join(block))
            block.clear()
    out.write(b"".join(block) + b"\n]},\n")


def _declarations(graph: PropertyGraph) -> Json:
    nodes = {**_NODE, **_types(graph.nodes, _NODE)}
    edges = {**_EDGE, **_types(graph.edges, {*_EDGE, *EDGE_KEYS}), "intervals": "list_of_string"}
    return {"networkAttributes": {"name": {"d": "string"}, "description": {"d": "string"}},
            "nodes": {name: {"d": type_} for name, type_ in nodes.items()},
            "edges": {name: {"d": type_} for name, type_ in edges.items()}}


def _types(tables: Mapping[str, pa.Table], without: Iterable[str]) -> dict[str, str]:
    import pyarrow as pa

    names = {pa.int64(): "long", pa.float64(): "double", pa.bool_(): "boolean"}
    found = {field.name: "list_of_string" if pa.types.is_list(field.type) else names.get(field.type, "string")
             for table in tables.values() for field in table.schema}
    return {name: found[name] for name in sorted(found.keys() - set(without))}


def _ids(graph: PropertyGraph) -> Iterator[str]:
    for name in sorted(graph.nodes):
        yield from graph.nodes[name]["id"].to_pylist()


def _nodes(graph: PropertyGraph, numbers: Mapping[str, int]) -> Iterator[Json]:
    places, diameters = positions(graph), sizes(graph)
    for class_name, row in graph.node_rows():
        node = str(row["id"])
        x, y = places[node]
        values = {**row, "class": class_name, "color": hex_of(node_colour(class_name)), "size": diameters[node]}
        yield {"id": numbers[node], "x": x, "y": y, "v": _values(values)}


def _edge(number: int, strand: Strand, numbers: Mapping[str, int]) -> Json:
    row, relation = strand.row, strand.relation
    values = {**strand.properties, "id": row["id"],
              "name": strand.label, "interaction": relation,
              "color": hex_of(edge_colour(relation)), "weight": strand.weight}
    if len(strand.intervals) > 1:
        values["intervals"] = strand.spans
    return {"id": number, "s": numbers[row["source"]], "t": numbers[row["target"]], "v": _values(values)}


def _values(values: Mapping[str, Any]) -> Json:
    return {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in values.items()
            if not isinstance(value, float) or math.isfinite(value)}


def _looks(graph: PropertyGraph) -> Json:
    """Colours by class and relation, as mappings that Cytoscape's Style panel shows; sizes from the column `size`."""
    middle = (SMALLEST + LARGEST) / 2
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": {"NODE_SHAPE": "ellipse", "NODE_WIDTH": middle, "NODE_HEIGHT": middle,
                     "NODE_BACKGROUND_COLOR": hex_of(node_colour("Thing")), "NODE_BORDER_WIDTH": 0.5,
                     "NODE_LABEL_FONT_SIZE": 10},
            "edge": {"EDGE_WIDTH": 1, "EDGE_TARGET_ARROW_SHAPE": "triangle", "EDGE_LABEL_FONT_SIZE": 8}},
        "nodeMapping": {
            "NODE_LABEL": _passed("name", "string"), "NODE_WIDTH": _passed("size", "double"),
            "NODE_HEIGHT": _passed("size", "double"),
            "NODE_BACKGROUND_COLOR": _by("class", {one: node_colour(one) for one in sorted(graph.nodes)})},
        "edgeMapping": {
            "EDGE_LINE_COLOR": _by("interaction", {one: edge_colour(one) for one in sorted(graph.edges)}),
            "EDGE_LABEL": _passed("name", "string")}}


def _passed(column: str, type_: str) -> Json:
    return {"type": "PASSTHROUGH", "definition": {"attribute": column, "type": type_}}


def _by(column: str, colours: Mapping[str, tuple[int, int, int]]) -> Json:
    return {"type": "DISCRETE", "definition": {
        "attribute": column, "type": "string",
        "map": [{"v": one, "vp": hex_of(colour)} for one, colour in colours.items()]}}
