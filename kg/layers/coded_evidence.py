"""Events that nobody checked, coded by a program or told by a third party's table, as candidates of curated ones.

Same day, an actor and a target country in common, and a like class: a candidate, never more. Talks and agreements
are compared with all others of their class by `event_likeness`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import duckdb

from kg import schema
from kg.layers.event_likeness import Verdict
from kg.layers.event_report import Report

SAME_CLASS, LIKE_CLASS = 50, 30
"""Whole percent of likeness: a coder's "sanctions" may be a tariff."""
_CURATED = 2  # ranks below are those of chronologies, decisions and official lists
_WORDS = frozenset({"Statement", "Threat"})
_ELSEWHERE = frozenset({"TradeTalk", "Agreement"})
_FACTS = ("actor_countries", "target_countries", "announced", "effective")


def pairs(connection: duckdb.DuckDBPyConnection,
          told: dict[str, Report]) -> Iterator[tuple[Report, Report, Verdict]]:
    """Each unchecked report with each curated one that it may be evidence of. told: the events of `active`."""
    curated: dict[dt.date, list[Report]] = defaultdict(list)
    for report in told.values():
        if report.rank < _CURATED and report.class_name not in _ELSEWHERE:
            for day in report.days:
                curated[day].append(report)
    for weak in _unchecked(connection, told):
        near = {report.node: report for day in weak.days for report in curated[day]}
        for node in sorted(near):
            verdict = _verdict(weak, near[node])
            if verdict:
                yield weak, near[node], verdict


def _unchecked(connection: duckdb.DuckDBPyConnection, told: dict[str, Report]) -> Iterator[Report]:
    for node, in connection.execute("""
            SELECT DISTINCT subject FROM active
            WHERE predicate = 'checked' AND object = 'unchecked' AND basis = 'press' ORDER BY subject""").fetchall():
        if node in told and told[node].rank >= _CURATED:
            yield told[node]


def _verdict(weak: Report, curated: Report) -> Verdict | None:
    actors, targets = weak.actors & curated.actors, weak.against & curated.against
    if not actors or not targets or not _are_like(weak.class_name, curated.class_name):
        return None
    day = max(set(weak.days) & set(curated.days))
    same = weak.class_name == curated.class_name
    reason = f"{', '.join(sorted(actors))} to {', '.join(sorted(targets))} on {day}: " + (
        f"both a {weak.class_name}" if same else f"a {weak.class_name} and a {curated.class_name}")
    return Verdict(SAME_CLASS if same else LIKE_CLASS, reason,
                   frozenset(weak.claims(*_FACTS) | curated.claims(*_FACTS)))


def _are_like(one: str, other: str) -> bool:
    model = schema.load()
    return one == other or {one, other} <= _WORDS or (model.is_a(one, "Measure") and model.is_a(other, "Measure"))
