"""Measures in the projection: the states of each over time, as a whole and for targets that took another course."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import duckdb

from kg import schema
from kg.layers.state import Interval, intervals, state_on
from kg.projection_courses import Courses, courses_of
from kg.projection_states import state_edges

if TYPE_CHECKING:
    import pyarrow as pa

# a listing without an effective day holds from its announcement; other measures wait for theirs
_AT_ONCE = "Blacklisting"


def measure_states(connection: duckdb.DuckDBPyConnection, *, on: str = "") -> pa.Table:
    """HAS_STATE edges, and the table `target_state` (measure, target, state): where each stands on a day.

    A measure has an edge to itself for each state and interval, and edges to those targets for which notices made
    another course; when these are all of its targets, no edge speaks of the rest. on: ISO date for `target_state`;
    "" for where all stands after what is known.
    """
    courses = courses_of(connection)
    classes = _measures(connection)
    targets = _targets(connection)
    found: list[tuple[str, str, Interval]] = []
    stands: list[tuple[str, str, str]] = []
    for measure in sorted(classes):
        whole = _line(courses, measure, "", classes)
        apart = {target: line for target in _singled_out(courses, measure, targets[measure])
                 if (line := _line(courses, measure, target, classes)) != whole}
        if not targets[measure] or targets[measure] - apart.keys():
            found.extend((measure, measure, interval) for interval in whole)
        found.extend((measure, target, interval) for target in sorted(apart) for interval in apart[target])
        stands.extend((measure, target, state) for target in sorted(targets[measure])
                      if (state := _state(apart.get(target, whole), on)))
    _make_target_state(connection, stands)
    return state_edges(connection, "HAS_STATE", found)


def _singled_out(courses: Courses, measure: str, targets: set[str]) -> Iterator[str]:
    """The targets for which some notice is that isn't for the whole measure."""
    notices = courses.changes.get(measure, ())
    if any(notice.targets or notice.countries for notice in notices):
        yield from sorted(targets.union(*(notice.targets for notice in notices)))


def _line(courses: Courses, measure: str, target: str, classes: dict[str, str]) -> list[Interval]:
    return intervals([courses.course(measure, target, at_once=classes[measure] == _AT_ONCE)])


def _state(line: list[Interval], on: str) -> str:
    """The state on a day, or after all that is known; "" when there is none yet."""
    if not line or (on and on < line[0].start):
        return ""
    return state_on(line, on) if on else line[-1].state


def _measures(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The class of each measure that somebody says was taken: what is only expected or threatened has no state."""
    model = schema.load()
    kinds = [name for name in model.classes if model.is_a(name, "Measure")]
    return dict(connection.execute("""
        SELECT node, class FROM class_of WHERE class IN (SELECT unnest($kinds)) AND node IN (
            SELECT subject FROM property
            WHERE predicate IN ('announced', 'effective') AND modality IN ('asserted', 'announced'))""",
        {"kinds": kinds}).fetchall())


def _targets(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for event, target in connection.execute("""
            SELECT DISTINCT subject, object FROM statement
            WHERE predicate = 'TARGETS' AND modality IN ('asserted', 'announced')""").fetchall():
        found[event].add(target)
    return found


def _make_target_state(connection: duckdb.DuckDBPyConnection, rows: list[tuple[str, str, str]]) -> None:
    import pyarrow as pa

    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    states = pa.table([pa.array(column, pa.string()) for column in columns], names=["measure", "target", "state"])
    connection.execute("CREATE TEMP TABLE target_state AS SELECT * FROM states")
    del states
