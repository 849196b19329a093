"""A node's or a claim's view as lines for a reader at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claim_view import ClaimView
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


def claim_lines(view: ClaimView) -> Iterator[str]:
    """What is claimed, how it was found, the document, and the words between those around them."""
    claim, document = dict(view.claim), dict(view.document)
    subject, predicate, target = (claim.pop(name) for name in ("subject", "predicate", "object"))
    yield f"claim {claim.pop('id')}"
    yield f"  {_end(view, subject)} -[{predicate}]-> {_end(view, target)}"
    quote, locator = claim.pop("quote", ""), claim.pop("locator", "")
    yield from (f"  {name}: {shown(value)}" for name, value in claim.items())
    yield f"document {shown(document.pop('name'))}"
    yield from (f"  {name}: {shown(value)}" for name, value in document.items())
    yield f"words at {locator}" + (f" ({shown(view.missing)})" if view.missing else "")
    place = view.place
    yield from (f"  {mark}{shown(text).strip()}" for mark, text in (
        ("  ", place.before if place else ""), ("> ", place.words if place else quote),
        ("  ", place.after if place else "")) if text.strip())


def _end(view: ClaimView, end: str) -> str:
    return f"{shown(view.ends[end])} ({shown(end)})" if end in view.ends else shown(end)
