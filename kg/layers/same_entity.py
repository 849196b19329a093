"""Which nodes of different sources are one entity: by strong identifier and by exact name, never by likeness.

Decisions (`SAME_AS`, `DIFFERENT_FROM`) come first, then identifiers, then names. Two nodes that share a name are
joined when it is the whole name of one of them at least, their classes agree, their countries and numbers don't
contradict, and nothing else makes the name doubtful; a doubtful pair becomes a candidate instead. Persons need
more: a common birth date, or the project's own reference data on both sides. A cluster that contradicts itself is
taken apart into candidates; what was joined by stronger evidence stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import combinations

import duckdb

from kg import schema
from kg.layers.clusters import (
    Candidate,
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
from kg.layers.mentions import ONE_EACH, WORLDWIDE, Group, Mention, Profile, find_shared, groups, mentions

# How many sorts of nodes under one name are told apart, and how many nodes make candidates: beyond that a name
# says nothing.
MOST_SORTS = 50
MOST_CANDIDATES = 20

Doubt = Callable[[Profile, Profile], str]


def same_entity(connection: duckdb.DuckDBPyConnection, classes: dict[str, str]) -> Same:
    """Join the nodes of `active`. classes: leaf class of each node. Tables: reads `active` only."""
    decided = decisions(connection, classes, events=False)
    find_shared(connection, classes)
    known = mentions(connection, classes, decided)
    joining = _Joining(known, decided.apart, {node: node for node in known})
    joining.join(decided.same, lambda left, right: "")
    for identifiers, clash in ((True, _doubt_of_class), (False, _contradiction)):
        links: dict[Pair, Why] = {}
        for group in groups(connection, identifiers=identifiers):
            joining.judge(group, links)
        joining.join(links, clash)
    connection.execute("DROP TABLE shared")
    return outcome(joining.result(), joining.candidates)


@dataclass(slots=True)
class _Joining:
    """The state between the three kinds of evidence: which nodes are one already, and by which links.

    home: the node under which those that are one are known; its mention has the profile of all of them.
    homes_apart: pairs of homes that were decided to be different.
    """

    known: dict[str, Mention]
    apart: frozenset[Pair]
    home: dict[str, str]
    links: dict[Pair, Why] = field(default_factory=dict)
    candidates: dict[Pair, Candidate] = field(default_factory=dict)
    homes_apart: dict[str, set[str]] = field(default_factory=dict)

    def judge(self, group: Group, links: dict[Pair, Why]) -> None:
        """Add links between those of a group that fit; one that fits two that don't fit each other joins none."""
        members: dict[str, str] = {}
        for node in sorted(group.nodes, key=lambda node: (node not in group.whole, node)):
            members.setdefault(self.home[node], node)
        if len(members) < 2:
            return
        apart = {pair_of(one, other) for one in members for other in self.homes_apart.get(one, ())
                 if other in members}
        sorts = _Sorts.of({home: self._profile(group, home, node) for home, node in members.items()}, apart,
                          _rule(group))
        if sorts is not None:
            self._link(group, members, sorts, links)
            if len(members) <= MOST_CANDIDATES:
                self._doubt(group, members, sorts, apart)

    def _profile(self, group: Group, home: str, node: str) -> Profile:
        profile = self.known[home].profile
        return profile if node in group.whole else replace(profile, by_alias=True)

    def _link(self, group: Group, members: dict[str, str], sorts: _Sorts, links: dict[Pair, Why]) -> None:
        for homes in sorts.joined():
            middle = min(homes, key=lambda home: (self.known[home].rank, home))
            for home in homes:
                if home != middle:
                    pair, premises = _cite(group, members[middle], members[home])
                    text = group.nodes[pair[0]][0]
                    links.setdefault(pair, (f"same identifier {text}" if group.is_identifier
                                            else f"same name {text!r}", premises))

    def _doubt(self, group: Group, members: dict[str, str], sorts: _Sorts, apart: set[Pair]) -> None:
        for one, other in combinations(sorted(members), 2):
            reason = sorts.doubt(one, other)
            if reason and (one, other) not in apart:
                pair, premises = _cite(group, members[one], members[other])
                self.candidates.setdefault(
                    pair, Candidate(*pair, 50, f"{group.what}: {reason}", premises))

    def join(self, links: dict[Pair, Why], clash: Doubt) -> None:
        """Close the links transitively; a cluster that contradicts itself becomes candidates."""
        self._note_apart()
        by_home = {pair: pair_of(self.home.get(pair[0], pair[0]), self.home.get(pair[1], pair[1]))
                   for pair in links}
        clusters = clusters_of(set(by_home.values()))
        at = {home: number for number, cluster in enumerate(clusters) for home in cluster}
        inside: list[dict[Pair, Why]] = [{} for _ in clusters]
        for pair, homes in by_home.items():
            inside[at[homes[0]]][pair] = links[pair]
        moved: dict[str, str] = {}
        for cluster, own in zip(clusters, inside, strict=True):
            found = self._clash(cluster, clash)
            if found:
                self._take_apart(own, found)
            else:
                self.links.update(own)
                moved.update(self._unite(cluster))
        self.home = {node: moved.get(home, home) for node, home in self.home.items()}
        self._note_apart()

    def _note_apart(self) -> None:
        self.homes_apart = {}
        for one, other in self.apart:
            a, b = self.home.get(one, one), self.home.get(other, other)
            self.homes_apart.setdefault(a, set()).add(b)
            self.homes_apart.setdefault(b, set()).add(a)

    def _clash(self, cluster: list[str], clash: Doubt) -> str:
        """Two members that can't be one, in words, or ""."""
        for one in cluster:
            for other in sorted(self.homes_apart.get(one, set()).intersection(cluster)):
                return f"{one} and {other}"
        profiles: dict[Profile, list[str]] = defaultdict(list)
        for home in cluster:
            if home in self.known:
                profiles[self.known[home].profile].append(home)
        for profile, same in profiles.items():
            if len(same) > 1 and clash(profile, profile):
                return f"{same[0]} and {same[1]}"
        return next((f"{profiles[a][0]} and {profiles[b][0]}" for a, b in combinations(profiles, 2)
                     if clash(a, b)), "")

    def _take_apart(self, links: dict[Pair, Why], clash: str) -> None:
        for pair, (reason, premises) in sorted(links.items()):
            self.candidates.setdefault(pair, Candidate(
                *pair, 50, f"{reason}, but joining would also join {clash}", premises))

    def _unite(self, cluster: list[str]) -> dict[str, str]:
        """Make the best member of a cluster the home of all; returns where each of them has moved."""
        there = [home for home in cluster if home in self.known]
        if not there:
            return {}
        home = min(there, key=lambda home: (self.known[home].rank, home))
        profile = self.known[home].profile
        for other in there:
            profile = profile.with_(self.known[other].profile)
        self.known[home] = Mention(profile, self.known[home].rank)
        return dict.fromkeys(cluster, home)

    def result(self) -> Iterable[Joined]:
        """Each node that became part of another."""
        clusters = clusters_of(self.links)
        for cluster, own in zip(clusters, links_by_cluster(clusters, self.links), strict=True):
            there = [node for node in cluster if node in self.known]
            if there:
                yield from (j for j in explained(cluster, self.home[there[0]], own) if j.node in self.known)


@dataclass(frozen=True, slots=True)
class _Sorts:
    """The nodes under one name, sorted by profile, and which sorts fit which.

    Nodes of one profile are alike to every rule, so a name that thousands share costs no more than its sorts.
    """

    sort_of: dict[str, int]
    members: list[list[str]]
    doubts: dict[tuple[int, int], str]
    torn: frozenset[int] = frozenset()

    @classmethod
    def of(cls, profiles: dict[str, Profile], apart: set[Pair], doubt: Doubt) -> _Sorts | None:
        """The sorts, or None when there are too many. A node that was decided about is a sort of its own."""
        decided = {home for pair in apart for home in pair}
        numbers: dict[tuple[Profile, str], int] = {}
        sort_of = {home: numbers.setdefault((profiles[home], home if home in decided else ""), len(numbers))
                   for home in sorted(profiles)}
        if len(numbers) > MOST_SORTS:
            return None
        members: list[list[str]] = [[] for _ in numbers]
        for home, sort in sort_of.items():
            members[sort].append(home)
        held_apart = {tuple(sorted((sort_of[a], sort_of[b]))) for a, b in apart}
        kinds = [profile for profile, _ in numbers]
        doubts = {(a, b): "decided to be different" if (a, b) in held_apart else doubt(kinds[a], kinds[b])
                  for a in range(len(kinds)) for b in range(a, len(kinds))}
        found = cls(sort_of, members, doubts)
        return replace(found, torn=frozenset(sort for sort in range(len(kinds)) if found.is_torn(sort)))

    def joined(self) -> Iterable[list[str]]:
        """The sets of nodes that all fit each other and fit nobody else."""
        seen: set[int] = set()
        for sort in range(len(self.members)):
            fitting = self._fitting(sort)
            if sort not in seen and sort not in self.torn:
                whole = [s for s in fitting if s not in self.torn]
                seen.update(whole)
                homes = sorted(home for s in whole for home in self.members[s])
                if len(homes) > 1:
                    yield homes

    def doubt(self, one: str, other: str) -> str:
        """Why two nodes aren't joined, or ""."""
        a, b = sorted((self.sort_of[one], self.sort_of[other]))
        return self.doubts[a, b] or ("the name fits several that differ" if self.torn & {a, b} else "")

    def _fitting(self, sort: int) -> list[int]:
        """The sorts that this one fits, itself among them."""
        return [other for other in range(len(self.members))
                if other == sort or not self.doubts[min(sort, other), max(sort, other)]]

    def is_torn(self, sort: int) -> bool:
        """Whether a node of this sort fits two nodes that don't fit each other, or none of its own sort."""
        fitting = self._fitting(sort)
        return any(self.doubts[a, b] for a, b in combinations(fitting, 2)) \
            or any(len(self.members[s]) > 1 and self.doubts[s, s] for s in fitting)


def _cite(group: Group, one: str, other: str) -> tuple[Pair, tuple[str, ...]]:
    """A pair of a group, and the two claims by which both have what they share."""
    return pair_of(one, other), tuple(sorted((group.nodes[one][1], group.nodes[other][1])))


def _rule(group: Group) -> Doubt:
    if not group.is_identifier:
        return _doubt
    scheme = group.what.removeprefix("identifier ").partition(":")[0]
    return _doubt_of_class if scheme in WORLDWIDE else _doubt_of_number


def _doubt_of_number(left: Profile, right: Profile) -> str:
    """Why two nodes of one number may be two entities: registers of two countries may give the same one."""
    return _doubt_of_class(left, right) or _doubt_of_countries(left, right)


def _doubt_of_countries(left: Profile, right: Profile) -> str:
    apart = left.countries and right.countries and left.countries.isdisjoint(right.countries)
    return "different countries" if apart else ""


def _doubt_of_class(left: Profile, right: Profile) -> str:
    """Why two nodes can't be one whatever they share, or ""."""
    model = schema.load()
    one, other = left.class_name, right.class_name
    if not (model.is_a(one, other) or model.is_a(other, one)):
        return " and ".join(sorted((f"a {one}", f"a {other}")))
    return "two entries of the registry" if left.registered and right.registered else ""


def _contradiction(left: Profile, right: Profile) -> str:
    """Why two nodes that are linked by names can't be one, or ""."""
    if found := _doubt_of_number(left, right):
        return found
    if left.births and right.births and left.births.isdisjoint(right.births):
        return "different birth dates"
    for scheme in ONE_EACH:
        one, other = ({n for n in p.numbers if n.startswith(f"{scheme}:")} for p in (left, right))
        if one and other and one.isdisjoint(other):
            return f"different numbers {scheme}"
    return ""


def _doubt(left: Profile, right: Profile) -> str:
    """Why two nodes of one name may be two entities, or "" when nothing speaks against it."""
    if found := _contradiction(left, right):
        return found
    if left.by_alias and right.by_alias and not (left.curated or right.curated):
        return "an alias of both"
    curated = left.curated and right.curated
    if "Person" in (left.class_name, right.class_name) and not curated and left.births.isdisjoint(right.births):
        return "persons of one name"
    if left.class_name == right.class_name == "Party" and not (left.curated or right.curated) \
            and left.countries.isdisjoint(right.countries):
        return "neither says what it is, nor a country"
    return ""
