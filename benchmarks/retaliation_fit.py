"""Fit the weights of the retaliation model to a chronology's own links, with numpy alone.

Two steps. The first is a choice model (conditional logit, McFadden 1974): each answer chooses one of its candidate
causes or none, by a sum of weighted features whose signs are fixed beforehand; the weights are drawn towards
stated beliefs by a quadratic penalty, because links are few. The second (Platt 1999) turns the sums into
probabilities on years that the weights haven't seen, with what a rival's lead takes from them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

import numpy as np
from numpy.typing import NDArray

from kg.layers.retaliation.candidates import Pairs, candidates
from kg.layers.retaliation.event import TradeEvent
from kg.layers.retaliation.features import SIGNS, matrix
from kg.layers.retaliation.weighing import one_way, rival_lead

Floats = NDArray[np.float64]

BELIEFS = {
    "prompt": 1.0, "few_causes": 1.0, "surprising": 1.0, "both_named": 1.0, "same_class": 0.7, "same_theme": 1.0,
    "equal_day": 2.0, "equal_amount": 1.0, "equal_rate": 0.5, "shared_target": 1.0, "shared_words": 2.0,
    "declared": 1.0, "together": 0.3, "package_fits": 1.0, "threat_between": 0.5, "dispute_of_measure": 1.0,
    "complaint_names_it": 2.0, "prompt_words": 1.0, "trigger_fits": 1.5,
    "routine": -3.0, "answered": -0.5, "unlike": -1.0, "aimed_elsewhere": -0.7, "talks_between": -0.3,
    "own_acts_between": -0.3, "cause_is_words": -0.5, "cause_is_case": -1.0, "words_elsewhere": -2.0,
    "complaint_names_other": -2.0, "already_proposed": -5.0, "other_topic": -1.5, "arms_elsewhere": -1.0,
}
"""What one would set by hand; the penalty draws the fit towards it."""
PENALTY = 1.0
SHARES = (1.0, 0.5, 0.25, 0.0)
"""Chronologies are more or less complete: the fit sees this one whole and thinned of events without a link."""
SILENT = 0.1
"""Weight in the choice of events of which nobody says that they answer; of those that refuse a cause `DENIED`."""
DENIED = 3.0
QUIET, REFUSED, RIVAL = 0.07, 4.0, 0.1
"""Weights in the calibration of pairs of silent events, of denied pairs, and of other causes of an answer."""


SHARPEST = 3.0
"""Judged pairs are too few to tell nearly sure from sure."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a chronology says: pairs of (answer, cause) that are links, and pairs that are none."""

    links: frozenset[tuple[str, str]]
    denied: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of the features, intercept, and what a rival takes for each unit of its lead."""

    features: Floats
    intercept: float
    rival: float
    sharpness: float


@dataclass(frozen=True, slots=True)
class _Sample:
    """One thinning of the chronology, ready to fit; `link` marks pairs, `weight` counts events."""

    events: Sequence[TradeEvent]
    pairs: Pairs
    values: Floats
    link: NDArray[np.bool_]
    denied: NDArray[np.bool_]
    answering: NDArray[np.bool_]
    weight: Floats
    years: NDArray[np.int64]


def fit(events: Sequence[TradeEvent], told: Told, *, left_out: Collection[str] = ()) -> Fitted:
    """Weights from the links and denials of a chronology.

    left_out: ids of events that nothing is learned from.
    """
    samples = [_sample(part, told, set(left_out)) for part in _thinned(events, told)]
    odds = [np.zeros(len(sample.link)) for sample in samples]
    lead = [np.zeros(len(sample.link)) for sample in samples]
    for year in sorted({year for sample in samples for year in sample.years.tolist()}):
        chosen = _choice(samples, without=year)
        for sample, own_odds, own_lead in zip(samples, odds, lead, strict=True):
            there = sample.years[sample.pairs.answer] == year
            found = _sums(sample, chosen)
            own_odds[there], own_lead[there] = found[0][there], found[1][there]
    scale = _calibrate(samples, odds, lead)
    judged = samples[0].link | samples[0].denied
    unseen = (scale[0] * odds[0] - scale[1] * lead[0] + scale[2])[judged]
    links = samples[0].link[judged].astype(float)
    sharpness = _sharpness(unseen, links)
    chosen = _choice(samples, without=0)
    return Fitted(chosen[:-1] * scale[0], chosen[-1] * scale[0] + scale[2], scale[1] / scale[0], sharpness)


def _sharpness(odds: Floats, links: Floats) -> float:
    """The factor by which log odds above even fit best how often such judged pairs are links."""
    above, link = odds[odds > 0], links[odds > 0]
    tried = np.arange(1.0, SHARPEST + 0.01, 0.1)
    loss = [float((link * np.logaddexp(0, -k * above) + (1 - link) * np.logaddexp(0, k * above)).sum())
            for k in tried]
    return float(tried[int(np.argmin(loss))])


def _thinned(events: Sequence[TradeEvent], told: Told) -> list[list[TradeEvent]]:
    named = {end for pair in told.links | told.denied for end in pair}
    draw = Random(1)
    return [[event for event in events if event.id in named or draw.random() < share] for share in SHARES]


def _sample(events: Sequence[TradeEvent], told: Told, left_out: set[str]) -> _Sample:
    events = sorted(events, key=lambda event: (event.day, event.id))
    pairs = candidates(events)
    named = [(events[a].id, events[c].id) for a, c in zip(pairs.answer.tolist(), pairs.cause.tolist(), strict=True)]
    kept = np.array([not left_out.intersection(pair) for pair in named])
    link = np.array([pair in told.links for pair in named]) & kept
    denied = np.array([pair in told.denied for pair in named]) & kept
    answers = {answer for answer, _ in told.links}
    refusers = {answer for answer, _ in told.denied}
    counts = np.bincount(pairs.answer, link, minlength=len(events))
    weight = np.full(len(events), SILENT)
    for place, event in enumerate(events):
        if counts[place]:
            weight[place] = 1.0
        elif event.id in left_out or event.id in answers:
            weight[place] = 0.0
        elif event.id in refusers:
            weight[place] = DENIED
    years = np.array([date.fromordinal(event.day).year if event.day else 0 for event in events], np.int64)
    return _Sample(events, pairs, matrix(events, pairs), link, denied, (counts > 0)[pairs.answer], weight, years)


def _choice(samples: Sequence[_Sample], *, without: int) -> Floats:
    """The weights, and the intercept last, of the choice model, by projected Adam steps."""
    sign = np.array([*SIGNS.values(), 0])
    low, high = np.where(sign > 0, 0, -np.inf), np.where(sign < 0, 0, np.inf)
    start = np.array([*(BELIEFS[name] for name in SIGNS), -4.0])
    pull = np.r_[np.full(len(SIGNS), PENALTY), 0.0]
    given = [(np.c_[s.values, np.ones(len(s.link))], s.pairs.answer, len(s.events),
              (s.weight * (s.years != without))[s.pairs.answer] / len(samples),
              s.link / np.maximum(np.bincount(s.pairs.answer, s.link, minlength=len(s.events))[s.pairs.answer], 1))
             for s in samples]

    def slope(at: Floats) -> Floats:
        total = pull * (at - start)
        for values, answer, count, weight, share in given:
            raised = np.exp(np.clip(values @ at, -30, 30))
            chosen = raised / (1 + np.bincount(answer, raised, minlength=count))[answer]
            total = total + values.T @ (weight * (chosen - share))
        return np.asarray(total, np.float64)

    return _descend(slope, start, low, high)


def _descend(slope: Callable[[Floats], Floats], start: Floats, low: Floats, high: Floats,
             steps: int = 1500) -> Floats:
    """Adam with steps that shrink to nothing, kept within bounds."""
    at, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, steps + 1):
        found = slope(at)
        mean, square = 0.9 * mean + 0.1 * found, 0.999 * square + 0.001 * found * found
        size = 0.05 * (1 - step / steps) + 1e-4
        move = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.999**step)) + 1e-9)
        at = np.clip(at - size * move, low, high)
    return at


def _sums(sample: _Sample, chosen: Floats) -> tuple[Floats, Floats]:
    plain = np.round(sample.values @ chosen[:-1] + chosen[-1], 9)
    odds = one_way(sample.events, sample.pairs, plain, float(chosen[-1]))
    return odds, rival_lead(sample.events, sample.pairs, odds)


def _calibrate(samples: Sequence[_Sample], odds: Sequence[Floats], lead: Sequence[Floats]) -> Floats:
    """Scale of the sums, weight of a rival's lead, and shift."""
    given = np.c_[np.concatenate(odds), -np.concatenate(lead), np.ones(sum(map(len, odds)))]
    link = np.concatenate([s.link for s in samples])
    weight = np.concatenate([_pair_weights(s) for s in samples]) / len(samples)
    belief, pull = np.array([1.0, 1.0, 0.0]), np.array([10.0, 10.0, 0.0])

    def slope(at: Floats) -> Floats:
        likely = 1 / (1 + np.exp(-np.clip(given @ at, -30, 30)))
        found: Floats = given.T @ (weight * (likely - link)) + pull * (at - belief)
        return found

    return _descend(slope, belief, np.array([0.1, 0.1, -np.inf]), np.full(3, np.inf), steps=3000)


def _pair_weights(sample: _Sample) -> Floats:
    found = np.where(sample.answering, RIVAL, np.where(sample.weight[sample.pairs.answer] == SILENT, QUIET, 0.0))
    found = np.where(sample.denied, REFUSED, found)
    return np.where(sample.link, 1.0, found)
