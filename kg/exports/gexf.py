"""GEXF 1.3 for Gephi: intervals in days, colours, sizes and positions, every parallel edge kept.

Format: GEXF 1.3 schema (gexf.net); what Gephi 0.10 reads of it decides where they differ:
- a column's id is its title; types `date` and `anyURI` lose the column, so dates are text;
- `kind` is unlike for each parallel edge of two nodes, because Gephi joins those of one kind and drops their
  intervals that overlap; the plain relation stands in the column `relation`;
- an interval includes its last day, the projection's ends before `valid_to`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from kg.appearance import edge_colour, node_colour, sizes
from kg.exports.caption import caption
from kg.exports.parallel import Strand, last_day, strand_count, strands
from kg.exports.xml_text import escaped, written
from kg.graph import EDGE_KEYS
from kg.layout import positions

if TYPE_CHECKING:
    import pyarrow as pa

    from kg.graph import PropertyGraph

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <meta>
    <creator>tradewar-kg</creator>
    <description>{}</description>
  </meta>
  <graph defaultedgetype="directed" mode="{}" timeformat="date" timerepresentation="interval">
"""
_BLOCK = 5_000


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    kind: str  # GEXF's name of the type


def write(graph: PropertyGraph, out: IO[bytes], *, merge_parallel: bool = False) -> None:
    """Write the graph as UTF-8 XML.

    merge_parallel: edges of one relation between the same two nodes become one, with all their intervals, the sum
    of their weights and the other properties of the first.
    """
    dynamic = any(_is_dated(table) for tables in (graph.nodes, graph.edges) for table in tables.values())
    out.write(_HEAD.format(escaped(caption(graph)), "dynamic" if dynamic else "static").encode())
    node_columns = [_Column("class", "string"), *_columns(graph.nodes, {"id", "name"})]
    edge_columns = [_Column("relation", "string"), *_columns(graph.edges, {*EDGE_KEYS})]
    for kind, columns in (("node", node_columns), ("edge", edge_columns)):
        out.write(f'    <attributes class="{kind}" mode="static">\n'.encode())
        out.writelines(f'      <attribute id="{c.name}" title="{c.name}" type="{c.kind}"/>\n'.encode() for c in columns)
        out.write(b"    </attributes>\n")
    _section(out, "nodes", graph.node_count, _nodes(graph))
    _section(out, "edges", strand_count(graph, merge=merge_parallel), map(_edge, strands(graph, merge=merge_parallel)))
    out.write(b"  </graph>\n</gexf>\n")


def _is_dated(table: pa.Table) -> bool:
    return any(name in table.column_names and table[name].null_count < table.num_rows
               for name in ("date", "valid_from", "valid_to"))


def _columns(tables: Any, without: set[str]) -> list[_Column]:
    types = {field.name: field.type for table in tables.values() for field in table.schema}
    return [_Column(name, _type(types[name])) for name in sorted(types) if name not in without]


def _type(type_: pa.DataType) -> str:
    import pyarrow as pa

    if pa.types.is_list(type_):
        return "liststring"
    return {pa.int64(): "long", pa.float64(): "double", pa.bool_(): "boolean"}.get(type_, "string")


def _section(out: IO[bytes], name: str, count: int, lines: Iterator[str]) -> None:
    out.write(f'    <{name} count="{count}">\n'.encode())
    block: list[str] = []
    for line in lines:
        block.append(line)
        if len(block) == _BLOCK:
            out.write("".join(block).encode())
            block.clear()
    out.write("".join(block).encode())
    out.write(f"    </{name}>\n".encode())


def _nodes(graph: PropertyGraph) -> Iterator[str]:
    places, diameters = positions(graph), sizes(graph)
    looks: dict[str, str] = {}
    for class_name, row in graph.node_rows():
        look = looks.get(class_name)
        if look is None:
            look = looks[class_name] = '<viz:color r="{}" g="{}" b="{}"/>'.format(*node_colour(class_name))
        node, day = str(row.pop("id")), row.get("date")
        x, y = places[node]
        start = f' start="{day}"' if day else ""
        yield (f'      <node id="{escaped(node)}" label="{escaped(str(row.pop("name")))}"{start}>'
               f'<attvalues><attvalue for="class" value="{class_name}"/>{_values(row)}</attvalues>'
               f'{look}<viz:position x="{x}" y="{y}" z="0.0"/><viz:size value="{diameters[node]}"/></node>\n')


def _edge(strand: Strand) -> str:
    row, relation = strand.row, strand.relation
    red, green, blue = edge_colour(relation)
    when = [_interval(begin, end) for begin, end in strand.intervals]
    single = when[0] if len(when) == 1 else ""
    spells = f"<spells>{''.join(f'<spell{one}/>' for one in when)}</spells>" if len(when) > 1 else ""
    return (f'      <edge id="{escaped(str(row["id"]))}" source="{escaped(str(row["source"]))}" '
            f'target="{escaped(str(row["target"]))}" kind="{strand.kind}" label="{strand.label}" '
            f'weight="{strand.weight}.0"{single}>'
            f'<attvalues><attvalue for="relation" value="{relation}"/>{_values(strand.properties)}</attvalues>{spells}'
            f'<viz:color r="{red}" g="{green}" b="{blue}"/></edge>\n')


def _interval(begin: datetime.date | None, end: datetime.date | None) -> str:
    """The attributes of an interval that includes both its days; one shorter than a day is that day."""
    start = f' start="{begin}"' if begin else ""
    if end is None:
        return start
    return f'{start} end="{last_day(begin, end)}"'


def _values(row: dict[str, Any]) -> str:
    return "".join([f'<attvalue for="{name}" value="{written(value)}"/>' for name, value in row.items()])
