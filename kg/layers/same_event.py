"""Which reports are one event, told by an official list, a notice, a chronology and texts.

Listings: the list is the same, and the day and the citation or half of the smaller set of targets. Rules are cited
by their first page, rows of the list by the page of the row: rows belong to the last rule that begins before them,
and rows of one day on one page or the next are of one rule. Talks: the same sides, place and day. Tariffs: actor,
opponent, figures and day. What a text doesn't date counts by the day of the text; a text without a day of its own
is of the week of the listing that it surely tells, and joins only what nothing else rivals.

Anything less gives a candidate. Events of one document are never joined, for a document that tells two events
means two; rows of a list tell none, so their events may. Decisions (`SAME_AS`, `DIFFERENT_FROM`) on events of any
class come first.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

import duckdb

from kg.layers import coded_evidence, event_likeness
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
    pair_of,
)
from kg.layers.event_likeness import RULE_LENGTH, SURE, Verdict
from kg.layers.event_report import Report, reports

Compare = Callable[[Report, Report], Verdict | None]
Keys = Callable[[Report], Iterable[Hashable]]
ONE_OF_SEVERAL = 50
"""Whole percent of likeness of an undated report and each of several events that fit it alike."""


@dataclass(slots=True)
class _Links:
    """What has been found of pairs so far."""

    decided: Decisions
    sure: dict[Pair, Why] = field(default_factory=dict)
    doubts: dict[Pair, Candidate] = field(default_factory=dict)

    def add(self, left: Report, right: Report, verdict: Verdict) -> None:
        """Keep a verdict unless the pair has a better one."""
        pair, premises = pair_of(left.node, right.node), tuple(sorted(verdict.grounds))
        if verdict.score == SURE:
            self.sure.setdefault(pair, (verdict.reason, premises))
        elif pair not in self.doubts or self.doubts[pair].score < verdict.score:
            self.doubts[pair] = Candidate(*pair, verdict.score, verdict.reason, premises)

    def may(self, left: Report, right: Report) -> bool:
        """Whether two reports can be one event at all."""
        return pair_of(left.node, right.node) not in self.decided.apart and (
            not left.documents & right.documents or _rows_of_one_rule(left, right))

    def homes(self) -> dict[str, str]:
        """The smallest id of the cluster of each linked node."""
        return {node: cluster[0] for cluster in clusters_of({**self.sure, **self.decided.same}) for node in cluster}


def same_event(connection: duckdb.DuckDBPyConnection, classes: dict[str, str],
               entity: dict[str, str]) -> Same:
    """Join the events of `active`. entity: canonical id of each joined party or list."""
    links = _Links(decisions(connection, classes, events=True))
    told = reports(connection, classes, entity)
    of_class: dict[str, list[Report]] = defaultdict(list)
    for node in sorted(told):
        of_class[told[node].class_name].append(told[node])
    _same_day(links, of_class["Blacklisting"])
    _link(links, of_class["Blacklisting"], _listed, event_likeness.listings)
    _link(links, of_class["TariffAction"], _figures, event_likeness.tariffs)
    days = _days_of_texts(links, told)
    for name in ("TradeTalk", "Agreement"):
        _link(links, of_class[name], _sides, lambda left, right: _talks(left, right, days))
    for weak, curated, verdict in coded_evidence.pairs(connection, told):
        if links.may(weak, curated):
            links.add(weak, curated, verdict)
    return outcome(_settle(links, told), links.doubts)


def _listed(report: Report) -> Iterator[Hashable]:
    for name in report.lists:
        yield from ((name, key) for key in (*report.targets, *report.counts))


def _figures(report: Report) -> Iterator[Hashable]:
    for actor in report.actors:
        yield from ((actor, kind, float(figure)) for kind, figure in (("rate", report.rate_pct),
                                                                      ("amount", report.amount)) if figure)


def _sides(report: Report) -> Iterator[Hashable]:
    if len(report.actors) > 1:
        yield tuple(sorted(report.actors))


def _talks(left: Report, right: Report, days: dict[str, tuple[dt.date, frozenset[str]]]) -> Verdict | None:
    """The verdict on talks; a text without a day is of the day of another event that it surely tells."""
    on, grounds = next((days[r.node] for r in (left, right) if r.node in days), (None, frozenset()))
    verdict = event_likeness.talks(left, right, on)
    return replace(verdict, grounds=verdict.grounds | grounds) if verdict else None


def _same_day(links: _Links, listed: list[Report]) -> None:
    """Listings with the same list and effective day: by citation, else by targets."""
    by_day: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in listed:
        for name in sorted(report.lists):
            if report.effective:
                by_day[name, report.effective].append(report)
    for (name, day), found in sorted(by_day.items()):
        for left, right in combinations(found, 2):
            if links.may(left, right):
                verdict = event_likeness.cited(left, right, found) or event_likeness.same_day(left, right)
                days = left.claims("ADDS_TO", "effective") | right.claims("ADDS_TO", "effective")
                reason = f"{verdict.reason}, both add to {name} on {day}"
                links.add(left, right, Verdict(verdict.score, reason, verdict.grounds | days))


def _link(links: _Links, found: list[Report], keys: Keys, compare: Compare) -> None:
    """Compare the reports that share a key: the dated pairs first, then each undated report with what fits it."""
    undated: dict[str, list[tuple[Report, Report, Verdict]]] = defaultdict(list)
    for left, right in _sharing(found, keys):
        verdict = compare(left, right) if links.may(left, right) else None
        if verdict and bool(left.days) == bool(right.days):
            links.add(left, right, verdict)
        elif verdict:
            undated[right.node if left.days else left.node].append((left, right, verdict))
    home = links.homes()
    for node, pairs in sorted(undated.items()):
        best = [pair for pair in pairs if pair[2].score == SURE] or pairs
        events = {home.get(other.node, other.node) for left, right, _ in best for other in (left, right)
                  if other.node != node}
        for left, right, verdict in best:
            several = len(events) > 1 and verdict.score == SURE
            if len(events) == 1 or several:
                links.add(left, right, replace(verdict, score=ONE_OF_SEVERAL) if several else verdict)


def _sharing(found: list[Report], keys: Keys) -> Iterator[tuple[Report, Report]]:
    """Each pair of reports with a key in common, once, in order of their ids."""
    by_key: dict[Hashable, list[Report]] = defaultdict(list)
    for report in found:
        for key in set(keys(report)):
            by_key[key].append(report)
    pairs = {pair_of(a.node, b.node): (a, b) for group in by_key.values() for a, b in combinations(group, 2)}
    for pair in sorted(pairs):
        yield pairs[pair]


def _days_of_texts(links: _Links, told: dict[str, Report]) -> dict[str, tuple[dt.date, frozenset[str]]]:
    """For the events of undated texts the first day of another event of the text that was joined, with its grounds."""
    home = links.homes()
    first: dict[str, dt.date] = {}
    for node, cluster in home.items():
        if node in told and told[node].days:
            first[cluster] = min(told[node].days[0], first.get(cluster, dt.date.max))
    grounds = {home[pair[0]]: frozenset(premises) for pair, (_, premises) in links.sure.items()}
    by_document: dict[str, set[tuple[dt.date, frozenset[str]]]] = defaultdict(set)
    for node, report in told.items():
        if node in home and home[node] in first and not report.published and report.rank > 1:
            for document in report.documents:
                by_document[document].add((first[home[node]], grounds.get(home[node], frozenset())))
    return {node: next(iter(by_document[document])) for node, report in told.items() if not report.days
            for document in report.documents if len(by_document.get(document, ())) == 1}


def _rows_of_one_rule(left: Report, right: Report) -> bool:
    """Whether two events are rows of an official list that one rule may have added."""
    a, b = left.page, right.page
    return bool(left.of_a_list and right.of_a_list and a and b and a[0] == b[0] and left.effective == right.effective
                and left.lists & right.lists and abs(a[1] - b[1]) <= RULE_LENGTH)


def _settle(links: _Links, told: dict[str, Report]) -> list[Joined]:
    """Close the links transitively; a cluster that contradicts itself keeps only what people decided."""
    decided = links.decided
    every = {**links.sure, **decided.same}
    clusters = clusters_of(every)
    joined: list[Joined] = []
    for cluster, own in zip(clusters, links_by_cluster(clusters, every), strict=True):
        clash = _clash(cluster, own, decided, told)
        if not clash:
            joined.extend(_one(cluster, own, told))
            continue
        for pair, (reason, premises) in own.items():
            if pair not in decided.same:
                links.doubts[pair] = Candidate(*pair, 50, f"{reason}, but joining would {clash}", premises)
        kept = {pair: why for pair, why in own.items() if pair in decided.same}
        for part in clusters_of(kept):
            if not decided.apart.intersection(combinations(part, 2)):
                joined.extend(_one(part, {p: why for p, why in kept.items() if p[0] in part}, told))
    return joined


def _clash(cluster: list[str], own: dict[Pair, Why], decided: Decisions, told: dict[str, Report]) -> str:
    """What joining a cluster would do that may not be, or ""; two events of one document only by decision."""
    if decided.apart and decided.apart.intersection(combinations(cluster, 2)):
        return "join what was decided to be different"
    if own.keys() <= decided.same.keys():
        return ""
    there = [told[node] for node in cluster if node in told]
    clash = any(a.documents & b.documents and not _rows_of_one_rule(a, b) for a, b in combinations(there, 2))
    return "join two events of one document" if clash else ""


def _one(cluster: list[str], links: dict[Pair, Why], told: dict[str, Report]) -> list[Joined]:
    there = [node for node in cluster if node in told]
    if not there:
        return []
    canonical = min(there, key=lambda node: (told[node].rank, node))
    return [j for j in explained(cluster, canonical, links) if j.node in told]
