"""How fast graphs become files, beside followthemoney's exporters on the same entities.

`python -m benchmarks --only exports` prints the figures; CPU seconds, peak memory of the process.
"""

from __future__ import annotations

import io
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import stores
from kg.exports import Export, find
from kg.graph import PropertyGraph

if TYPE_CHECKING:
    from kg.graph import Row

_CLASSES = {"Company": "Company", "Person": "Person", "Address": "Address", "Vessel": "Vessel"}


@dataclass(frozen=True, slots=True)
class Written:
    """One format: CPU seconds for so many entities (nodes and edges)."""

    seconds: float
    entities: int

    @property
    def a_second(self) -> float:
        return self.entities / self.seconds


def written(graph: PropertyGraph, name: str, path: Path) -> Written:
    """Write a format of one file as `kg export` does."""
    began = time.process_time()
    to_file = find(name).to_file
    assert to_file
    with path.open("wb") as out:
        to_file(Export(graph), out)
    return Written(time.process_time() - began, graph.node_count + graph.edge_count)


def peak_gib() -> float:
    """The most memory that this process has had."""
    found = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found / (2**30 if sys.platform == "darwin" else 2**20)


def ownership(nodes: int) -> PropertyGraph:
    """A graph whose every node and edge followthemoney can hold: parties, and who owns whom."""
    graph = stores.generated(nodes, nodes * 3)
    kept = {name: table for name, table in graph.nodes.items() if name in _CLASSES}
    return PropertyGraph(kept, {"OWNED_BY": graph.edges["OWNED_BY"]})


def followthemoney_gexf(graph: PropertyGraph) -> Written:
    """The same graph through `followthemoney export-gexf`: entities from JSON, then the exporter."""
    from followthemoney import model
    from followthemoney.export.graph import NXGraphExporter

    told = [model.get_proxy(one).to_dict() for one in _entities(graph)]
    began = time.process_time()
    exporter = NXGraphExporter(io.StringIO())
    for one in told:
        exporter.write(model.get_proxy(one))
    exporter.finalize()
    return Written(time.process_time() - began, len(told))


def _entities(graph: PropertyGraph) -> Iterator[dict[str, Any]]:
    for name, row in graph.node_rows():
        yield {"id": row["id"], "schema": _CLASSES[name], "properties": _properties(row)}
    for _, row in graph.edge_rows():
        yield {"id": row["id"], "schema": "Ownership", "properties": {
            "owner": [row["target"]], "asset": [row["source"]], "startDate": [str(row["valid_from"])],
            "sourceUrl": [row["source_url"]], "summary": [row["quote"]]}}


def _properties(row: Row) -> dict[str, Any]:
    found = {"name": [row["name"]], "alias": row.get("aliases"), "country": row.get("countries"),
             "full": [row["full"]] if "full" in row else None}
    return {name: value for name, value in found.items() if value}
