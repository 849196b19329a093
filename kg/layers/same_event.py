"""Which reports are one event: so far for measures told by an official list and by a chronology or notice.

A listing decision is one event when the list and the effective day are the same and the Federal Register
citation is the same rule: rules are cited by their first page, rows of the list by the page of the row, so a
row's page may lie up to 60 pages behind the rule's. Without a citation on both sides, half of the smaller set of
targets must be common. Less than that gives a candidate. Events of one document are never joined: a document that
tells two events means two. Decisions (`SAME_AS`, `DIFFERENT_FROM`) on events of any class come first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations

import duckdb

from kg import schema
from kg.layers.clusters import (
    Candidate,
    Decisions,
    Joined,
    Pair,
    Same,
    Why,
    clusters_of,
    decisions,
    explained,
    links_by_cluster,
    outcome,
)

_FEDERAL_REGISTER = re.compile(r"\b(\d{2,3})\s*F\.?\s?R\.?\s*(\d{1,6})\b")
RULE_LENGTH = 60  # pages


@dataclass(slots=True)
class Report:
    """One source's account of one event. `rank` orders who gives the id: chronology, list, then the rest."""

    node: str
    documents: set[str] = field(default_factory=set)
    rank: int = 9
    effective: str = ""
    citation: str = ""
    lists: set[str] = field(default_factory=set)
    targets: dict[str, str] = field(default_factory=dict)  # with the claim that says so
    premises: set[str] = field(default_factory=set)


def same_event(connection: duckdb.DuckDBPyConnection, classes: dict[str, str],
               entity: dict[str, str]) -> Same:
    """Join the events of `active`. entity: canonical id of each joined party or list."""
    decided = decisions(connection, classes, events=True)
    reports = _reports(connection, classes, entity)
    by_day: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in reports.values():
        for listed in sorted(report.lists):
            if report.effective and classes[report.node] == "Blacklisting":
                by_day[listed, report.effective].append(report)
    links: dict[Pair, Why] = {}
    candidates: dict[Pair, Candidate] = {}
    for (listed, day), found in sorted(by_day.items()):
        for left, right in combinations(sorted(found, key=lambda r: r.node), 2):
            pair = (left.node, right.node)
            if left.documents & right.documents or pair in decided.apart:
                continue
            reason, score, grounds = _compare(left, right)
            premises = tuple(sorted(left.premises | right.premises | grounds))
            if score == 100:
                links.setdefault(pair, (f"{reason}, both add to {listed} on {day}", premises))
            else:
                candidates.setdefault(
                    pair, Candidate(*pair, score, f"both add to {listed} on {day}: {reason}", premises))
    return outcome(_settle(links, decided, candidates, reports), candidates)


def _reports(connection: duckdb.DuckDBPyConnection, classes: dict[str, str],
             entity: dict[str, str]) -> dict[str, Report]:
    """Each event; of several dates or citations the best source's counts."""
    model = schema.load()
    events = {name for name in model.classes if model.is_a(name, "Event")}
    found = {node: Report(node) for node, name in classes.items() if name in events}
    for node, predicate, text, document, basis, claim in connection.execute("""
            SELECT subject, predicate, object, document, basis, id FROM active
            WHERE predicate IN ('class', 'effective', 'citation', 'ADDS_TO', 'TARGETS')
              AND modality IN ('asserted', 'announced')
            ORDER BY basis_rank DESC, id DESC""").fetchall():
        report = found.get(node)
        if report is None:
            continue
        if predicate == "class":
            report.documents.add(document)
            report.rank = min(report.rank, {"bundled": 0, "decision": 0, "official_record": 1}.get(basis, 2))
        elif predicate == "ADDS_TO":
            report.lists.add(entity.get(text, text))
            report.premises.add(claim)
        elif predicate == "TARGETS":
            report.targets[entity.get(text, text)] = claim
        else:
            setattr(report, predicate, text)
            report.premises.add(claim)
    return found


def _compare(left: Report, right: Report) -> tuple[str, int, set[str]]:
    """Why two reports of one list and day are one event, how sure that is (whole percent), and by which claims."""
    a, b = _page(left.citation), _page(right.citation)
    if a and b:
        if a[0] == b[0] and abs(a[1] - b[1]) <= RULE_LENGTH:
            return f"{left.citation} and {right.citation} are one rule", 100, set()
        return f"{left.citation} isn't {right.citation}", 30, set()
    smaller = min(len(left.targets), len(right.targets))
    common = left.targets.keys() & right.targets.keys()
    grounds = {report.targets[target] for report in (left, right) for target in common}
    score = 100 if smaller and len(common) * 2 >= smaller else 50
    return f"{len(common)} of {smaller} targets are the same", score, grounds


def _page(citation: str) -> tuple[int, int] | None:
    found = _FEDERAL_REGISTER.search(citation)
    return (int(found[1]), int(found[2])) if found else None


def _settle(links: dict[Pair, Why], decided: Decisions, candidates: dict[Pair, Candidate],
            reports: dict[str, Report]) -> list[Joined]:
    """Close the links transitively; a cluster that contradicts itself keeps only what people decided."""
    every = {**links, **decided.same}
    clusters = clusters_of(every)
    joined: list[Joined] = []
    for cluster, own in zip(clusters, links_by_cluster(clusters, every), strict=True):
        clash = _clash(cluster, own, decided, reports)
        if not clash:
            joined.extend(_one(cluster, own, reports))
            continue
        for pair, (reason, premises) in own.items():
            if pair not in decided.same:
                candidates.setdefault(pair, Candidate(*pair, 50, f"{reason}, but joining would {clash}", premises))
        kept = {pair: why for pair, why in own.items() if pair in decided.same}
        for part in clusters_of(kept):
            if not decided.apart.intersection(combinations(part, 2)):
                joined.extend(_one(part, {p: why for p, why in kept.items() if p[0] in part}, reports))
    return joined


def _clash(cluster: list[str], own: dict[Pair, Why], decided: Decisions, reports: dict[str, Report]) -> str:
    """What joining a cluster would do that may not be, or ""; two events of one document only by decision."""
    if decided.apart and decided.apart.intersection(combinations(cluster, 2)):
        return "join what was decided to be different"
    if own.keys() <= decided.same.keys():
        return ""
    told = [document for node in cluster if node in reports for document in reports[node].documents]
    return "join two events of one document" if len(set(told)) < len(told) else ""


def _one(cluster: list[str], links: dict[Pair, Why], reports: dict[str, Report]) -> list[Joined]:
    there = [node for node in cluster if node in reports]
    if not there:
        return []
    canonical = min(there, key=lambda node: (reports[node].rank, node))
    return [j for j in explained(cluster, canonical, links) if j.node in reports]
