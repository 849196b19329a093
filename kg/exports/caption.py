"""The one line that every export and figure carries: what it is a picture of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import PropertyGraph


def caption(graph: PropertyGraph) -> str:
    """Counts, release, dates and digests of a graph in one line of plain text."""
    info = graph.info
    parts = [f"{graph.node_count} nodes and {graph.edge_count} edges of a trade-war knowledge graph"]
    parts += [f"release {info.release}"] if info.release else []
    parts += [f"as known on {info.known_on}"] if info.known_on else []
    parts += [f"as said on {info.said_on}"] if info.said_on else []
    parts += [f"graph {info.digest[:16]}"]
    parts += [f"ledger {info.ledger[:16]}"] if info.ledger else []
    parts += [info.build] if info.build else []
    return "; ".join(parts)
