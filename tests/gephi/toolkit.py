"""Gephi's toolkit in this process: its services, and a file opened as "Open" does."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import Any, NoReturn

import jpype


@dataclass(frozen=True, slots=True)
class Opened:
    """A file in a project of its own: what the importer reported above information, and Gephi's model of the graph."""

    issues: list[str]
    is_dynamic: bool
    model: Any


def start() -> None:
    """Start the Java machine with the jar that `KG_GEPHI_JAR` names."""
    jpype.startJVM("-Djava.awt.headless=true", classpath=[os.environ["KG_GEPHI_JAR"]])


def end(told: Any) -> NoReturn:
    """Print what was found as JSON, and end: the platform's own threads never do."""
    sys.stdout.write(json.dumps(told, ensure_ascii=True))
    sys.stdout.flush()
    os._exit(0)


def service(name: str) -> Any:
    """One of the platform's services by the name of its interface."""
    return jpype.JClass("org.openide.util.Lookup").getDefault().lookup(jpype.JClass(name))


def opened(name: str) -> Opened:
    """Import a file into a new project. The report is read before the processing, which empties it."""
    projects = service("org.gephi.project.api.ProjectController")
    importer = service("org.gephi.io.importer.api.ImportController")
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
    model = service("org.gephi.graph.api.GraphController").getGraphModel(workspace)
    return Opened(issues, bool(model.isDynamic()), model)


def close() -> None:
    """Close the project that is open."""
    service("org.gephi.project.api.ProjectController").closeCurrentProject()


def intervals(element: Any) -> list[list[str | None]]:
    """First and last day of each interval of a node or edge; None where it is open."""
    days = jpype.JClass("java.time.Instant")
    return [[None if abs(edge) > 1e300 or edge != edge else str(days.ofEpochMilli(int(edge)))[:10]
             for edge in (float(one.getLow()), float(one.getHigh()))] for one in element.getIntervals()]
