"""Episodes: connected runs of action and answer, with how far they escalated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from kg.layers.retaliation.event import MEASURES, TradeEvent

LEAST_EVENTS = 3
"""Events of the smallest episode; a pair is shown well enough by its link."""
KINDS = ("stated", "reported")
"""Links that make episodes unless others are asked for."""


@dataclass(frozen=True, slots=True)
class Link:
    """An answer and its cause, by id, with its kind, its lag in days (None: not known) and the claims on it."""

    answer: str
    cause: str
    kind: str
    lag: int | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Episode:
    """A connected run. Days are ordinals; `amounts` are "kind currency sum" of the measures in it.

    symmetry: acts of the second most active country for one of the most active, from 0 to 1.
    """

    events: tuple[TradeEvent, ...]
    links: tuple[Link, ...]
    began: int
    ended: int
    countries: tuple[str, ...]
    acts_by_country: tuple[str, ...]
    amounts: tuple[str, ...]
    median_lag: float | None
    symmetry: float

    @property
    def id(self) -> str:
        """Made of the first event's id, so it stays while the run grows."""
        return f"episode:{self.events[0].id}"

    @property
    def busiest(self) -> tuple[str, ...]:
        """The two most active countries, the most active first."""
        return tuple(said.partition(":")[0] for said in self.acts_by_country[:2])


def episodes(events: Mapping[str, TradeEvent], links: Iterable[Link], *,
             kinds: Iterable[str] = KINDS) -> list[Episode]:
    """The episodes that links of these kinds make, by their first event."""
    taken = set(kinds)
    used = sorted((link for link in links if link.kind in taken and link.answer in events and link.cause in events),
                  key=lambda link: (link.answer, link.cause, link.kind))
    runs: dict[str, list[Link]] = defaultdict(list)
    roots = _roots(used)
    for link in used:
        runs[roots[link.answer]].append(link)
    found = [_episode(events, run) for run in runs.values()]
    return sorted((one for one in found if len(one.events) >= LEAST_EVENTS), key=lambda one: (one.began, one.id))


def _roots(links: Iterable[Link]) -> dict[str, str]:
    """Each event's representative, the same for all events of a run."""
    above: dict[str, str] = {}

    def root(node: str) -> str:
        above.setdefault(node, node)
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for link in links:
        one, other = sorted((root(link.answer), root(link.cause)))
        above[other] = one
    return {node: root(node) for node in list(above)}


def _episode(events: Mapping[str, TradeEvent], links: list[Link]) -> Episode:
    inside = sorted({events[i] for link in links for i in (link.answer, link.cause)}, key=lambda e: (e.day, e.id))
    acts = Counter(country for event in inside for country in event.actors)
    busiest = sorted(acts.items(), key=lambda item: (-item[1], item[0]))
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for event in inside:
        if event.amount and event.class_name in MEASURES:
            sums[event.amount_kind or "other", event.currency] += event.amount
    lags = [link.lag for link in links if link.lag is not None]
    return Episode(
        tuple(inside), tuple(links), began=inside[0].day, ended=inside[-1].day,
        countries=tuple(sorted(acts)), acts_by_country=tuple(f"{country}: {n}" for country, n in busiest),
        amounts=tuple(f"{kind} {currency} {total:.0f}" for (kind, currency), total in sorted(sums.items())),
        median_lag=float(median(lags)) if lags else None,
        symmetry=round(busiest[1][1] / busiest[0][1], 3) if len(busiest) > 1 else 0.0)
