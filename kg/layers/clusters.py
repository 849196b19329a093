"""Links between nodes closed into clusters; shared by the layers that say what is one and the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import duckdb

from kg import schema

Pair = tuple[str, str]  # two ids in order
Why = tuple[str, tuple[str, ...]]  # the reason in words, and the claims that it rests on


@dataclass(frozen=True, slots=True)
class Candidate:
    """A doubtful pair: ids in order, whole percent of likeness, and why it was not joined."""

    left: str
    right: str
    score: int
    reason: str
    premises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """A node that is part of another: both ids, the reason in words, and the claims that it rests on."""

    node: str
    canonical: str
    reason: str
    premises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Same:
    """Outcome of a layer that joins nodes, sorted by ids."""

    joined: tuple[Joined, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided of pairs of nodes; where they decided both, the pair stays apart."""

    same: dict[Pair, Why]
    apart: frozenset[Pair]


def pair_of(one: str, other: str) -> Pair:
    """Two ids in order."""
    return (one, other) if one < other else (other, one)


def decisions(connection: duckdb.DuckDBPyConnection, classes: dict[str, str], *, events: bool) -> Decisions:
    """`SAME_AS` and `DIFFERENT_FROM` in `active`, of events or of all other nodes."""
    event_classes = {name for name in schema.load().classes if schema.load().is_a(name, "Event")}
    same: dict[Pair, Why] = {}
    apart = set()
    for one, relation, other, claim in connection.execute(
            "SELECT subject, predicate, object, id FROM active WHERE modality <> 'denied' "
            "AND predicate IN ('SAME_AS', 'DIFFERENT_FROM') ORDER BY id").fetchall():
        known = [classes[node] in event_classes for node in (one, other) if node in classes]
        if one == other or events != any(known):
            continue
        if relation == "SAME_AS":
            same.setdefault(pair_of(one, other), ("decided", (claim,)))
        else:
            apart.add(pair_of(one, other))
    return Decisions({pair: why for pair, why in same.items() if pair not in apart}, frozenset(apart))


def clusters_of(pairs: Iterable[Pair]) -> list[list[str]]:
    """The connected sets of nodes, each sorted, by their smallest id (union-find)."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in sorted(pairs):
        a, b = root(left), root(right)
        if a != b:
            parent[max(a, b)] = min(a, b)
    found: dict[str, list[str]] = defaultdict(list)
    for node in sorted(parent):
        found[root(node)].append(node)
    return [found[key] for key in sorted(found)]


def explained(cluster: list[str], canonical: str, links: dict[Pair, Why]) -> Iterator[Joined]:
    """Each member but the canonical one, with the reason of its best link: straight to the canonical first."""
    own: dict[str, Pair] = {}
    for pair in sorted(links):
        for node in pair:
            if node not in own or (canonical in pair and canonical not in own[node]):
                own[node] = pair
    for node in cluster:
        if node != canonical:
            reason, premises = links[own[node]]
            yield Joined(node, canonical, reason, premises)


def links_by_cluster(clusters: list[list[str]], links: dict[Pair, Why]) -> list[dict[Pair, Why]]:
    """The links within each cluster, in the clusters' order."""
    home = {node: number for number, cluster in enumerate(clusters) for node in cluster}
    found: list[dict[Pair, Why]] = [{} for _ in clusters]
    for pair in sorted(links):
        found[home[pair[0]]][pair] = links[pair]
    return found


def outcome(joined: Iterable[Joined], candidates: dict[Pair, Candidate]) -> Same:
    """Both sorted, without the doubtful pairs whose nodes other links have made one."""
    kept = tuple(sorted(joined, key=lambda j: j.node))
    one = {j.node: j.canonical for j in kept}
    return Same(kept, tuple(c for _, c in sorted(candidates.items())
                            if one.get(c.left, c.left) != one.get(c.right, c.right)))
