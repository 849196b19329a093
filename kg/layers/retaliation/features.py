"""What speaks for and against a pair: few numbers from 0 upwards, each with a sign that is known beforehand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kg.layers.retaliation.candidates import Floats, Ints, Pairs, members
from kg.layers.retaliation.event import MEASURES, WORDS, TradeEvent
from kg.layers.retaliation.instruments import instrument_of, theme_bit
from kg.layers.retaliation.proposals import already_proposed
from kg.layers.retaliation.words import shared_words, topics

SIGNS = {
    "prompt": 1, "few_causes": 1, "surprising": 1, "both_named": 1, "same_class": 1, "same_theme": 1,
    "equal_day": 1, "equal_amount": 1, "equal_rate": 1, "shared_target": 1, "shared_words": 1, "declared": 1,
    "together": 1, "package_fits": 1, "threat_between": 1, "dispute_of_measure": 1, "complaint_names_it": 1,
    "prompt_words": 1, "trigger_fits": 1,
    "routine": -1, "answered": -1, "unlike": -1, "aimed_elsewhere": -1, "talks_between": -1, "own_acts_between": -1,
    "cause_is_words": -1, "cause_is_case": -1, "words_elsewhere": -1, "complaint_names_other": -1,
    "already_proposed": -1, "other_topic": -1, "arms_elsewhere": -1,
}
"""Each feature, and whether more of it makes an answer likelier (1) or less likely (-1)."""

_QUICK = 14.0  # days after which promptness has fallen to a third
_PREPARED = 60.0  # the same for complaints, which lawyers write
_FITS = ("shared_words", "equal_day", "equal_amount", "equal_rate")


def matrix(events: Sequence[TradeEvent], pairs: Pairs) -> Floats:
    """One row a pair, one column a feature of `SIGNS` in that order; events must be sorted by day."""
    if not len(pairs.answer):
        return np.zeros((0, len(SIGNS)))
    found = {**_between(events, pairs), **_likeness(events, pairs), **_classes(events, pairs), **_said(events, pairs)}
    found["prompt_words"] *= found["prompt"]
    measured = ~np.isin(np.array([event.class_name for event in events]), ("TariffAction", *WORDS, "OtherAction"))
    like_class = found["same_class"] * (1 - found.pop("other_theme"))
    alike = np.maximum.reduce([like_class, found["same_theme"], found["shared_target"]])
    found["unlike"] = (1 - alike) * measured[pairs.cause] * (1 - found["dispute_of_measure"])
    trigger = np.isin(np.array([event.class_name for event in events]), ("Statement", "OtherAction"))
    found["aimed_elsewhere"] = np.log1p(_beyond(events, pairs))
    found["trigger_fits"] = found["same_theme"] * trigger[pairs.cause]
    found["already_proposed"] = already_proposed(events, pairs)
    found["package_fits"] = _package(events, pairs, np.maximum.reduce([found[name] for name in _FITS]))
    return np.array([found[name] for name in SIGNS]).T


def _said(events: Sequence[TradeEvent], pairs: Pairs) -> dict[str, Floats]:
    """What the words of the two records say for this cause, and for another one."""
    shared = shared_words(events, pairs)
    best = np.zeros(len(events))
    np.maximum.at(best, pairs.answer, shared)
    elsewhere = best[pairs.answer] - shared
    case = np.array([event.class_name == "LegalCase" for event in events], float)[pairs.answer]
    topic = topics(events)
    other = (topic[pairs.answer] != 0) & ((topic[pairs.answer] & topic[pairs.cause]) == 0)
    return {"shared_words": shared, "words_elsewhere": elsewhere, "complaint_names_it": case * shared,
            "complaint_names_other": case * elsewhere, "other_topic": other.astype(float)}


def _package(events: Sequence[TradeEvent], pairs: Pairs, fits: Floats) -> Floats:
    """How much better than this act another one of its side on its day fits the same cause."""
    days = np.array([event.day for event in events], np.int64)
    sides = _codes(["+".join(sorted(event.actors)) for event in events])
    _, package = np.unique(sides * (days.max() + 1) + days, return_inverse=True)
    key = package[pairs.answer] * len(events) + pairs.cause
    some = np.flatnonzero(fits)
    if not len(some):
        return fits
    known, at = np.unique(key[some], return_inverse=True)
    best = np.zeros(len(known))
    np.maximum.at(best, at, fits[some])
    place = np.minimum(np.searchsorted(known, key), len(known) - 1)
    return np.asarray(np.where(known[place] == key, best[place] - fits, 0.0), np.float64)


def _between(events: Sequence[TradeEvent], pairs: Pairs) -> dict[str, Floats]:
    given = pairs.columns
    days = np.array([event.day for event in events], np.int64)
    effective = np.array([event.effective for event in events], np.int64)
    lag = days[pairs.answer] - days[pairs.cause]
    case = np.array([event.class_name == "LegalCase" for event in events])
    # an answer may also come when the measure begins to bite
    bites = np.abs(days[pairs.answer] - np.maximum(effective, days)[pairs.cause])
    causes = np.bincount(pairs.answer, minlength=len(events))
    return {
        "prompt": np.exp(-np.minimum(lag, bites) / np.where(case[pairs.answer], _PREPARED, _QUICK)),
        "few_causes": 1 / np.maximum(causes[pairs.answer], 1),
        "surprising": np.exp(-given["expected"]),
        "both_named": given["named"],
        "together": np.log1p(given["together"]),
        "threat_between": given["threatened"],
        "talks_between": given["talked"],
        "own_acts_between": np.log1p(given["own_between"]),
        "answered": given["answered"],
    }


def _likeness(events: Sequence[TradeEvent], pairs: Pairs) -> dict[str, Floats]:
    answer, cause = pairs.answer, pairs.cause
    themes = np.array([instrument_of(event).themes for event in events], np.int64)
    effective = np.array([event.effective for event in events], np.int64)
    days = np.array([event.day for event in events], np.int64)
    later = effective > days
    rate = np.array([event.rate for event in events])
    amount = np.array([event.amount for event in events])
    currency = _codes([event.currency for event in events])
    kinds = _codes([event.class_name for event in events])
    same = kinds[answer] == kinds[cause]
    like = (themes[answer] & themes[cause]) != 0
    arms = (themes & theme_bit("arms")) != 0
    near = np.abs(amount[answer] - amount[cause]) <= 0.02 * amount[cause]
    paid = (amount[answer] > 0) & near & (currency[answer] == currency[cause])
    return {
        "same_class": same.astype(float),
        "same_theme": like.astype(float),
        "other_theme": ((themes[answer] != 0) & (themes[cause] != 0) & ~like).astype(float),
        "arms_elsewhere": (arms[answer] & ~arms[cause]).astype(float),
        "equal_day": ((effective[answer] == effective[cause]) & later[answer] & later[cause]
                      & (days[answer] > days[cause])).astype(float),
        "equal_amount": paid.astype(float),
        "equal_rate": ((rate[answer] > 0) & (rate[answer] == rate[cause])).astype(float),
        "shared_target": _shared(events, pairs),
        "declared": np.array([instrument_of(event).declared for event in events])[answer].astype(float),
        "routine": np.array([instrument_of(event).routine for event in events])[answer].astype(float),
    }


def _classes(events: Sequence[TradeEvent], pairs: Pairs) -> dict[str, Floats]:
    words = np.array([event.class_name in WORDS for event in events], float)
    case = np.array([event.class_name == "LegalCase" for event in events], float)
    measure = np.array([event.class_name in MEASURES for event in events], float)
    return {
        "prompt_words": words[pairs.answer],
        "cause_is_words": words[pairs.cause], "cause_is_case": case[pairs.cause],
        "dispute_of_measure": case[pairs.answer] * measure[pairs.cause],
    }


def _shared(events: Sequence[TradeEvent], pairs: Pairs) -> Floats:
    """1 where both acts aim at one and the same party or goods."""
    has = np.array([bool(event.things) for event in events])
    found = np.zeros(len(pairs.answer))
    both = np.flatnonzero(has[pairs.answer] & has[pairs.cause])
    things = [event.things for event in events]
    found[both] = [not things[a].isdisjoint(things[c])
                   for a, c in zip(pairs.answer[both].tolist(), pairs.cause[both].tolist(), strict=True)]
    return found


def _beyond(events: Sequence[TradeEvent], pairs: Pairs) -> Floats:
    """How many countries the answer hits that didn't do what it answers."""
    targets, actors = members([e.targets for e in events], [e.actors for e in events])
    found: Floats = targets.sum(axis=1)[pairs.answer].astype(np.float64)
    for start in range(0, len(found), 500_000):
        part = slice(start, start + 500_000)
        found[part] -= (targets[pairs.answer[part]] & actors[pairs.cause[part]]).sum(axis=1)
    return found


def _codes(words: list[str]) -> Ints:
    known = {word: code for code, word in enumerate(sorted(set(words)))}
    return np.array([known[word] for word in words], np.int64)
