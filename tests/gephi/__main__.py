"""Import files as Gephi's "Open" does and print, as JSON, what came of each.

    KG_GEPHI_JAR=…/gephi-toolkit-0.10.1-all.jar python -m tests.gephi FILE…

One object a file: `issues` (level and message, information left out), counts before and after processing, `columns`
of both tables as name to Java type, and each node and edge with its values as text.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import jpype


def main() -> None:
    """Start the Java machine, read all files, print, and end."""
    jpype.startJVM("-Djava.awt.headless=true", classpath=[os.environ["KG_GEPHI_JAR"]])
    found = [_imported(name) for name in sys.argv[1:]]
    sys.stdout.write(json.dumps(found, ensure_ascii=True))
    sys.stdout.flush()
    os._exit(0)  # the platform's own threads never end


def _service(name: str) -> Any:
    return jpype.JClass("org.openide.util.Lookup").getDefault().lookup(jpype.JClass(name))


def _imported(name: str) -> dict[str, Any]:
    projects = _service("org.gephi.project.api.ProjectController")
    importer = _service("org.gephi.io.importer.api.ImportController")
    projects.newProject()
    workspace = projects.getCurrentWorkspace()
    container = importer.importFile(jpype.JClass("java.io.File")(name))
    issues = []
    reported = container.getReport().getIssues(10_000)
    while reported.hasNext():
        issue = reported.next()
        if str(issue.getLevel()) != "INFO" or "arallel" in str(issue.getMessage()):
            issues.append(f"{issue.getLevel()} {issue.getMessage()}")
    importer.process(container, jpype.JClass("org.gephi.io.processor.plugin.DefaultProcessor")(), workspace)
    model = _service("org.gephi.graph.api.GraphController").getGraphModel(workspace)
    graph = model.getGraph()
    told = {"issues": issues, "directed": bool(model.isDirected()), "kinds": int(model.getEdgeTypeCount()),
            "time": str(model.getConfiguration().getTimeRepresentation()),
            "node_columns": _columns(model.getNodeTable()), "edge_columns": _columns(model.getEdgeTable()),
            "nodes": [_node(one, model) for one in graph.getNodes().toArray()],
            "edges": [_edge(one, model) for one in graph.getEdges().toArray()]}
    projects.closeCurrentProject()
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
            "values": _values(node, model.getNodeTable()), "intervals": _intervals(node)}


def _edge(edge: Any, model: Any) -> dict[str, Any]:
    return {"id": str(edge.getId()), "source": str(edge.getSource().getId()), "target": str(edge.getTarget().getId()),
            "kind": str(edge.getTypeLabel()), "weight": float(edge.getWeight()), "directed": bool(edge.isDirected()),
            "colour": [round(255 * v) for v in (edge.r(), edge.g(), edge.b())],
            "values": _values(edge, model.getEdgeTable()), "intervals": _intervals(edge)}


def _intervals(element: Any) -> list[list[str | None]]:
    """First and last day of each interval; None where it is open."""
    days = jpype.JClass("java.time.Instant")
    return [[None if abs(edge) > 1e300 or edge != edge else str(days.ofEpochMilli(int(edge)))[:10]
             for edge in (float(one.getLow()), float(one.getHigh()))] for one in element.getIntervals()]


if __name__ == "__main__":
    main()
