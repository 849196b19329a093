"""How large the explorer's page is and how quick it is in a real Chromium, for 5,000 nodes with all their claims.

The graph is the generated one of the stores' benchmark with answers among its listings; each edge has a claim and each
node three, as a list's rows give. Times are of the browser's own clock, on a machine that may be shared.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from benchmarks import stores
from kg.explorer import content, page
from kg.graph import PropertyGraph, from_rows
from tests.browser import started, watched

if TYPE_CHECKING:
    from kg.graph import Row

_ANSWERS = 300
# a filter is over when the frame after it has been drawn
_FILTER = """() => new Promise(done => {
    const began = performance.now();
    document.querySelector('input[data-class=Person]').click();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
})"""
_DRAWN = """() => new Promise(done => {
    const look = () => performance.getEntriesByName('drawn')[0];
    const again = () => look() ? done(look().startTime) : requestAnimationFrame(again);
    again();
})"""


@dataclass(frozen=True, slots=True)
class Explored:
    """One page: bytes, CPU seconds to write it, and milliseconds in the browser (the best of some rounds).

    ready: from the start of loading to the frame after the view was drawn, by view. filter_ms: from the click to the
    frame after it.
    """

    nodes: int
    size: int
    written_s: float
    ready_ms: dict[str, float]
    filter_ms: float


def measured(folder: Path, nodes: int = 5_000, rounds: int = 5) -> Explored:
    """Write a page and use it. Raises BrowserUnavailable where there is no browser."""
    graph = generated(nodes, nodes * 3)
    began = time.process_time()
    made = page(content(graph, claims(graph)))
    written = time.process_time() - began
    path = folder / "explorer.html"
    path.write_bytes(made)
    with started() as browser, watched(browser, viewport={"width": 1400, "height": 900}) as seen:
        ready = {view: min(float(seen.open(path, f"#/{view}").evaluate(_DRAWN)) for _ in range(rounds))
                 for view in ("chains", "timeline", "graph")}
        filtered = min(float(seen.page.evaluate(_FILTER)) for _ in range(2 * rounds))
    return Explored(graph.node_count, len(made), written, ready, filtered)


def generated(nodes: int, edges: int, seed: int = 1) -> PropertyGraph:
    """The stores' graph, and answers among its listings. The same seed gives the same graph."""
    graph = stores.generated(nodes, edges - _ANSWERS, seed)
    events = sorted((row["date"], row["id"]) for name, row in graph.node_rows() if name == "Blacklisting")
    dice = random.Random(seed)
    answers: list[tuple[str, Row]] = []
    for number in range(_ANSWERS):
        later = dice.randrange(1, len(events))
        earlier = max(0, later - dice.randrange(1, 9))
        answers.append(("RESPONDS_TO", {
            "id": f"answer:{number}", "source": events[later][1], "target": events[earlier][1], "kind": "inferred",
            "probability": 50 + number % 50, "quote": f"In answer to the listing, step {number}"}))
    return from_rows(graph.node_rows(), [*graph.edge_rows(), *answers])


def claims(graph: PropertyGraph) -> Iterator[dict[str, Any]]:
    """A claim for each edge that names one, and three for each node."""
    about = {"basis": "official_record", "method": "us_csl/row", "confidence": 100, "modality": "asserted",
             "document": "consolidated.csv", "known_from": "2019-10-09", "published": "2019-10-09"}
    for relation, row in graph.edge_rows():
        for one in cast("list[str]", row.get("claims", [])):
            yield {**about, "id": one, "subject": row["source"], "predicate": relation, "object": row["target"],
                   "quote": row["quote"]}
    for name, row in graph.node_rows():
        for predicate, said in (("class", name), ("name", row["name"]), ("countries", "CN")):
            identity = hashlib.sha256(f"{row['id']} {predicate}".encode()).hexdigest()[:32]
            yield {**about, "id": identity, "subject": row["id"], "predicate": predicate, "object": said, "quote": said}
