"""Weigh each pair of an act and an earlier act of the other side, and keep the likely ones as inferred links.

A logistic model over the features of `features.SIGNS`, with one thing more: the likeliest cause of an answer
takes the link from the others, and likely causes of one answer share one probability. Of acts on one day, only
one direction is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kg.layers.retaliation import weights
from kg.layers.retaliation.candidates import Floats, Ints, Pairs, candidates
from kg.layers.retaliation.event import TradeEvent
from kg.layers.retaliation.features import SIGNS, matrix

THRESHOLD = 50
"""Percent from which a pair is a link."""
FLOOR = 15
"""Percent from which a pair that is no link is kept as weighed and rejected."""
MOST_LINKS = 2
"""Links of one answer."""
MOST_REJECTED = 3
"""Rejected pairs that are kept of one answer."""
COMPETES = 0.3
"""Probability from which a cause competes with the others of its answer for the one probability."""
_STEEP = 5.0  # how much more of it the likelier cause gets, for each unit of log odds
_HINT = 0.7  # how much another good cause of one of two acts on a day counts for its being the earlier one
_HEAVY = 0.5  # log odds that a likelier cause takes before it is named as the reason
_OUT = -30.0  # log odds of the direction that isn't taken


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pair and what the model says of it.

    probability, chance: whole percent; `chance` is that of some act of the answering side coming by then anyway.
    features: "name=value(+what it adds to the log odds)", the heaviest first. reason: why it is no link, or "".
    """

    answer: TradeEvent
    cause: TradeEvent
    probability: int
    chance: int
    features: tuple[str, ...]
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidate pairs, the weights, the features, what these add up to, and the lead of the likeliest rival.

    alone: the probability before the likely causes of an answer share one.
    """

    pairs: Pairs
    table: weights.Weights
    values: Floats
    odds: Floats
    lead: Floats
    alone: Floats
    probability: Floats


def weigh(events: Sequence[TradeEvent], *, told: Collection[str] = (),
          denied: Collection[tuple[str, str]] = (), table: weights.Weights | None = None) -> list[Weighed]:
    """The inferred links and the rejected pairs among events; a link has no `reason`.

    told: ids of events whose cause a source tells, which get no other. denied: pairs of ids that a source
    tells not to be linked. table: other weights than those that ship.
    """
    table = table or weights.load()
    if len(events) < 2:
        return []
    ordered = sorted(events, key=lambda event: (event.day, event.id))
    found = score(ordered, table)
    pairs = found.pairs
    percent = np.round(100 * found.probability).astype(np.int64)
    free = np.array([event.id not in told for event in ordered], bool)
    kept = np.flatnonzero((percent >= FLOOR) & (free[pairs.answer] if len(pairs.answer) else True))
    doubtful = np.array([not event.checked for event in ordered], bool)
    unsure = doubtful[pairs.answer[kept]] | doubtful[pairs.cause[kept]]
    # the likeliest first, the later cause before the earlier; what nobody checked comes after what somebody did
    sorting = np.lexsort((-pairs.cause[kept], -found.probability[kept], unsure, pairs.answer[kept]))
    group = (2 * pairs.answer[kept] + unsure)[sorting]
    best = _first(group, MOST_LINKS + MOST_REJECTED + len(denied))
    return list(_choose(ordered, found, percent, kept[sorting[best]], set(denied)))


def _first(group: Ints, count: int) -> Ints:
    """Places of the first so many of each group; groups stand together."""
    begins = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(group) else group
    rank = np.arange(len(group)) - np.repeat(begins, np.diff(np.r_[begins, len(group)]))
    return np.flatnonzero(rank < count)


def score(events: Sequence[TradeEvent], table: weights.Weights) -> Scored:
    """Score all candidate pairs of events, which must be sorted by day."""
    pairs = candidates(events)
    values = matrix(events, pairs)
    sums = np.full(len(values), table.intercept)
    for column, name in enumerate(SIGNS):
        sums += values[:, column] * table.features[name]
    odds = one_way(events, pairs, np.round(sums, 9), table.intercept)
    lead = rival_lead(events, pairs, odds)
    alone = probability(odds - table.rival * lead, table.sharpness)
    return Scored(pairs, table, values, odds, lead, alone, beside_rivals(pairs, alone, lead))


def probability(odds: Floats, sharpness: float) -> Floats:
    """Probabilities of log odds, of which those above even are sharpened."""
    return 1 / (1 + np.exp(-np.where(odds > 0, sharpness * odds, odds)))


def beside_rivals(pairs: Pairs, alone: Floats, lead: Floats) -> Floats:
    """Probabilities of which likely causes of one answer have one together at most, the likelier the more of it."""
    count = int(pairs.answer.max()) + 1 if len(alone) else 0
    competes = np.where(alone >= COMPETES, 1.0, 0.0)
    force = competes * np.exp(-_STEEP * np.minimum(lead, 8.0))
    total, forces = (np.bincount(pairs.answer, part, minlength=count)[pairs.answer]
                     for part in (competes * alone, force))
    part = force / np.maximum(forces, 1e-12)
    # where two are equally likely neither is a link: which of them it answers isn't known
    return np.asarray(np.where((total > 1) & (competes > 0), alone * part, alone), np.float64)


def one_way(events: Sequence[TradeEvent], pairs: Pairs, odds: Floats, least: float) -> Floats:
    """Take out one direction of two acts on one day: the one that has another good cause is the earlier one."""
    days = np.array([event.day for event in events], np.int64)
    here = np.flatnonzero(days[pairs.answer] == days[pairs.cause]) if len(odds) else np.zeros(0, np.int64)
    count = len(events)
    key, back = pairs.answer * count + pairs.cause, pairs.cause * count + pairs.answer
    both = here[np.isin(key[here], back[here])]
    if not len(both):
        return odds
    other = np.ones(len(odds), bool)
    other[both] = False
    best = np.full(count, least)
    np.maximum.at(best, pairs.answer[other], odds[other])
    claim = odds[both] + _HINT * best[pairs.cause[both]]
    at = dict(zip(key[both].tolist(), claim.tolist(), strict=True))
    weaker = [i for i, own, turned in zip(both.tolist(), key[both].tolist(), back[both].tolist(), strict=True)
              if (at[own], -own) < (at[turned], -turned)]
    found = odds.copy()
    found[weaker] = _OUT
    return found


def rival_lead(events: Sequence[TradeEvent], pairs: Pairs, odds: Floats) -> Floats:
    """By how much the likeliest other cause of the same answer leads, 0 for the likeliest itself.

    A cause that nobody has checked takes nothing from one that somebody has.
    """
    checked = np.array([event.checked for event in events], bool)
    sure = checked[pairs.answer] & checked[pairs.cause] if len(odds) else np.zeros(0, bool)
    lead = np.zeros(len(odds))
    for group, rivals in ((sure, sure), (~sure, np.ones(len(odds), bool))):
        best = np.full(len(events), -np.inf)
        np.maximum.at(best, pairs.answer[rivals], odds[rivals])
        lead[group] = np.maximum(best[pairs.answer[group]] - odds[group], 0)
    return lead


def _choose(events: Sequence[TradeEvent], found: Scored, percent: Ints, order: Ints,
            denied: set[tuple[str, str]]) -> Iterator[Weighed]:
    """Go through the pairs answer by answer, the likeliest first."""
    links: dict[int, int] = {}
    rejected: dict[int, int] = {}
    same_day: dict[int, set[int]] = {}
    tell = _Told(found, order)
    for row, place in enumerate(order.tolist()):
        answer, cause = int(found.pairs.answer[place]), int(found.pairs.cause[place])
        full, same = links.get(answer, 0) >= MOST_LINKS, events[answer].day == events[cause].day
        less = bool(percent[place] < THRESHOLD) or full or (same and _leads_back(same_day, cause, answer))
        if (events[answer].id, events[cause].id) in denied or (less and rejected.get(answer, 0) >= MOST_REJECTED):
            continue
        count = rejected if less else links
        count[answer] = count.get(answer, 0) + 1
        if same and not less:
            same_day.setdefault(answer, set()).add(cause)
        reason = tell.against(row, full=full, even=bool(percent[place] >= THRESHOLD)) if less else ""
        yield Weighed(events[answer], events[cause], int(percent[place]), int(tell.chance[row]),
                      tell.features[row], reason, found.table.rule)


def _leads_back(same_day: dict[int, set[int]], start: int, goal: int) -> bool:
    """Whether links within a day lead from one act to another."""
    seen, open_ = {start}, [start]
    while open_:
        for cause in same_day.get(open_.pop(), ()):
            if cause not in seen:
                seen.add(cause)
                open_.append(cause)
    return goal in seen and goal != start


class _Told:
    """Puts numbers into words, for chosen pairs.

    features: of each pair those that count, the heaviest first; what adds less than a hundredth isn't told.
    """

    def __init__(self, found: Scored, order: Ints) -> None:
        factors = np.array([*(found.table.features[name] for name in SIGNS), -found.table.rival])
        chance = np.clip(found.probability[order], 1e-6, 1 - 1e-6)
        alone = np.clip(found.alone[order], 1e-6, 1 - 1e-6)
        lost = np.log(chance / (1 - chance)) - np.log(alone / (1 - alone))
        values = np.column_stack([found.values[order], found.lead[order]])
        # by name, so that of two that weigh the same the first in the alphabet comes first
        names = [*SIGNS, "rival_leads_by", "part_kept"]
        sorting = sorted(range(len(names)), key=names.__getitem__)
        self._names = [names[i] for i in sorting]
        self._values = np.column_stack([values, chance / alone])[:, sorting]
        self._added = np.column_stack([values * factors, lost])[:, sorting]
        self.chance = np.round(100 * (1 - np.exp(-found.pairs.columns["expected"][order]))).astype(np.int64)
        self._taken = lost - found.table.rival * found.lead[order]
        self.features = self._texts()

    def _texts(self) -> list[tuple[str, ...]]:
        added = np.round(self._added, 6)
        added[np.abs(added) < 0.005] = 0
        heaviest = np.argsort(-np.abs(added), axis=1, kind="stable")
        texts = np.empty(added.shape, object)
        for column, name in enumerate(self._names):
            some = np.flatnonzero(added[:, column])
            shown = np.round(np.stack([self._values[some, column], added[some, column]], axis=1), 2)
            # the same few texts come again and again
            _, first, at = np.unique(shown @ np.array([1e6, 1.0]), return_index=True, return_inverse=True)
            made = [f"{name}={value:.2f}({add:+.2f})" for value, add in shown[first].tolist()]
            texts[some, column] = np.array(made, object)[at] if made else None
        rows = np.take_along_axis(texts, heaviest, 1).tolist()
        return [tuple(row[:count]) for row, count in zip(rows, np.count_nonzero(added, axis=1).tolist(), strict=True)]

    def against(self, row: int, *, full: bool, even: bool) -> str:
        """What speaks most against a pair."""
        if even:
            return "there are likelier causes" if full else "the other answers it on the same day"
        if self._taken[row] < -_HEAVY:
            return "another cause is likelier"
        if not self._value(row, "both_named"):
            return "one of them names nobody, and too little else speaks for it"
        if self._value(row, "unlike"):
            return "nothing in the one is like the other"
        if self._value(row, "routine"):
            return "the instrument follows a calendar of its own"
        return "too little speaks for it"

    def _value(self, row: int, name: str) -> float:
        return float(self._values[row, self._names.index(name)])
