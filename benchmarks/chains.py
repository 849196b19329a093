"""How long chains take to trace on a graph of many events, on the embedded engine and on Neo4j.

`python -m benchmarks --only chains` prints the figures. The graph is generated from a seed: two sides act by turns,
and most acts answer one or two of the other side's within weeks, in runs of about thirty.
"""

from __future__ import annotations

import datetime
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kg.chain import trace
from kg.graph import PropertyGraph, from_rows
from kg.knowledge_graph import KnowledgeGraph
from kg.ledger import Ledger
from kg.stores.embedded import EmbeddedStore

if TYPE_CHECKING:
    from kg.graph import Row
    from kg.stores import CypherStore

RUN = 30  # events of one run of action and answer
_FIRST = datetime.date(2000, 1, 1)


def generated(events: int = 100_000, seed: int = 1) -> PropertyGraph:
    """Events in runs, each after the first of its run answering one or two of the acts before it."""
    dice = random.Random(seed)
    nodes: list[tuple[str, Row]] = []
    edges: list[tuple[str, Row]] = []
    day = _FIRST
    for number in range(events):
        place = number % RUN
        day = _FIRST + datetime.timedelta(days=dice.randrange(9_000)) if not place else \
            day + datetime.timedelta(days=dice.randrange(12))
        side = "US" if number % 2 else "CN"
        nodes.append(("TariffAction", {"id": f"e{number:06}", "name": f"Act {number}", "announced": day, "date": day,
                                       "actor_countries": [side], "checked": "opened"}))
        for back in {1, 1 + 2 * dice.randrange(3)}:
            if back <= place:
                edges.append(("RESPONDS_TO", {
                    "id": f"r{number:06}-{back}", "source": f"e{number:06}", "target": f"e{number - back:06}",
                    "kind": dice.choice(("stated", "reported", "inferred")), "lag_days": back, "quote": "an answer"}))
    return from_rows(nodes, edges)


def traced(store: CypherStore, folder: Path, events: int, sample: int = 100) -> list[float]:
    """Seconds that each of a sample of events takes to trace, from its id to the finished chain; sorted."""
    with KnowledgeGraph(Ledger.create(folder / "ledger"), store=store) as graph:
        trace(graph, "e000015")  # the engine opens its file and plans once
        dice = random.Random(2)
        return sorted(_seconds(graph, f"e{dice.randrange(events):06}") for _ in range(sample))


def _seconds(graph: KnowledgeGraph, event: str) -> float:
    began = time.perf_counter()
    trace(graph, event)
    return time.perf_counter() - began


def embedded(graph: PropertyGraph, folder: Path) -> list[float]:
    """`traced` on the embedded engine."""
    store = EmbeddedStore(folder / "chains.kgl")
    store.load(graph)
    return traced(store, folder, graph.node_count)
