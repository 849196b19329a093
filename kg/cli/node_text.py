"""A node's view as lines for a reader at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kg.display import shown
from kg.node_view import NodeView


def lines(view: NodeView) -> Iterator[str]:
    """Properties, then each edge with its words and source, then the claims when they were asked for."""
    yield f"{shown(view.properties.get('name', view.id))}   [{view.class_name}]  {shown(view.id)}"
    for name, value in view.properties.items():
        if name not in ("id", "name"):
            yield f"  {name}: {shown(value)}"
    for edge in view.edges:
        arrow = f"-[{edge.relation}]->" if edge.direction == "out" else f"<-[{edge.relation}]-"
        says = ", ".join(f"{k} {shown(v)}" for k, v in edge.says.items())
        yield f"  {arrow} {shown(edge.other_name)} ({shown(edge.other)})" + (f"  {{{says}}}" if says else "")
        if edge.quote:
            source = ", ".join(part for part in (edge.source, edge.published, edge.url) if part)
            yield f"      “{shown(edge.quote)}”" + (f" ({shown(source)})" if source else "")
    for claim in view.claims:
        yield (f"  claim {claim['id']}: {shown(claim['subject'])} {claim['predicate']} {shown(claim['object'])}"
               f"  [{shown(claim['document'])} {claim['locator']}, {claim['basis']}, {claim['method']}]")
