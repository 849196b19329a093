"""Import files as Gephi's "Open" does and print, as JSON, what came of each.

    KG_GEPHI_JAR=…/gephi-toolkit-0.10.1-all.jar python -m tests.gephi FILE…

One object a file: `issues` (level and message, information left out), counts before and after processing, `columns`
of both tables as name to Java type, and each node and edge with its values as text.
"""

from __future__ import annotations

import sys
from typing import Any

from tests.gephi.toolkit import close, end, intervals, opened, start


def main() -> None:
    """Start the Java machine, read all files, print, and end."""
    start()
    end([_imported(name) for name in sys.argv[1:]])


def _imported(name: str) -> dict[str, Any]:
    found = opened(name)
    model = found.model
    graph = model.getGraph()
    told = {"issues": found.issues, "directed": bool(model.isDirected()), "kinds": int(model.getEdgeTypeCount()),
            "time": str(model.getConfiguration().getTimeRepresentation()),
            "node_columns": _columns(model.getNodeTable()), "edge_columns": _columns(model.getEdgeTable()),
            "nodes": [_node(one, model) for one in graph.getNodes().toArray()],
            "edges": [_edge(one, model) for one in graph.getEdges().toArray()]}
    close()
    return told


def _columns(table: Any) -> dict[str, str]:
    return {str(column.getTitle()): str(column.getTypeClass().getSimpleName()) for column in table}


def _values(element: Any, table: Any) -> dict[str, Any]:
    found = {}
    for column in table:
        value = element.getAttribute(column)
        if value is not None:
            is_list = str(column.getTypeClass().getSimpleName()).endswith("[]")
            found[str(column.getTitle())] = [str(item) for item in value] if is_list else str(value)
    return found


def _node(node: Any, model: Any) -> dict[str, Any]:
    return {"id": str(node.getId()), "label": str(node.getLabel()), "x": float(node.x()), "y": float(node.y()),
            "size": float(node.size()), "colour": [round(255 * v) for v in (node.r(), node.g(), node.b())],
            "values": _values(node, model.getNodeTable()), "intervals": intervals(node)}


def _edge(edge: Any, model: Any) -> dict[str, Any]:
    return {"id": str(edge.getId()), "source": str(edge.getSource().getId()), "target": str(edge.getTarget().getId()),
            "kind": str(edge.getTypeLabel()), "weight": float(edge.getWeight()), "directed": bool(edge.isDirected()),
            "colour": [round(255 * v) for v in (edge.r(), edge.g(), edge.b())],
            "values": _values(edge, model.getEdgeTable()), "intervals": intervals(edge)}


if __name__ == "__main__":
    main()
