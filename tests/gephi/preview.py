"""Open a file in Gephi, and let Gephi's own Preview draw it as it came: no layout, no filter, no clean-up.

    KG_GEPHI_JAR=…/gephi-toolkit-0.10.1-all.jar python -m tests.gephi.preview FILE OUT.svg

Prints as JSON what was imported: `issues`, `directed`, `dynamic`, `nodes`, `edges`, `parallel` (edges
that share source and target with another), `spans` (edges with an interval), `first` and `last` (day).
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

import jpype

from tests.gephi.toolkit import Opened, end, intervals, opened, service, start

# What is set in Preview before the drawing; all else, curved edges among it, is as Gephi has it.
SETTINGS = {"edge.opacity": 30.0, "edge.thickness": 2.0, "arrow.size": 0.0, "node.border.width": 0.0}


def main() -> None:
    """Start the Java machine, open, draw, print, and end."""
    source, out = sys.argv[1:]
    start()
    found = opened(source)
    told = _counted(found)
    properties = service("org.gephi.preview.api.PreviewController").getModel().getProperties()
    for name, value in SETTINGS.items():
        properties.putValue(name, jpype.JFloat(value))
    service("org.gephi.io.exporter.api.ExportController").exportFile(jpype.JClass("java.io.File")(out))
    end(told)


def _counted(found: Opened) -> dict[str, Any]:
    graph = found.model.getGraph()
    edges = graph.getEdges().toArray()
    pairs = Counter((str(edge.getSource().getId()), str(edge.getTarget().getId())) for edge in edges)
    spans = [span for edge in edges for span in intervals(edge)]
    days = sorted(day for span in spans for day in span if day)
    return {"issues": found.issues, "directed": bool(found.model.isDirected()), "dynamic": found.is_dynamic,
            "nodes": int(graph.getNodeCount()), "edges": int(graph.getEdgeCount()),
            "parallel": sum(count for count in pairs.values() if count > 1),
            "spans": sum(bool(intervals(edge)) for edge in edges), "first": days[0], "last": days[-1]}


if __name__ == "__main__":
    main()
