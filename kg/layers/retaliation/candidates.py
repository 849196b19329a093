"""Candidate pairs: each act, and the acts of the other side in the days before it.

Every two countries make one table of acts sorted by day, so the cost grows with the number of pairs in the
window and not with the square of the events. What is counted between two acts (own acts, acts of the other side,
threats, talks) comes from the same sorted days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

from kg.layers.retaliation.event import MEASURES, TradeEvent

WINDOW = 200
"""Days in which an answer is looked for."""
DISPUTE_WINDOW = 400
"""Days after which a measure is still disputed; a complaint names what it attacks, however much lies between."""
NEAREST = 30
"""How many acts of the other side are weighed for one answer at most, the nearest."""
BASE_DAYS = 365
"""Days before and after over which the base rate of a side's acts is taken."""
SPEECH_DAYS = 14
"""Days after which words are no answer any more."""
TRUCE_DAYS = 45
"""A relief in so many days after talks or a deal carries it out and mirrors nobody."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_NONE = np.zeros(0, np.int64)
# columns of which the smaller value counts where several countries lead to one pair
_LEAST = ("own_between", "talked", "expected", "answered")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs as columns of equal length; `answer` and `cause` are places in the list of events.

    named: 1 when the cause names the answering side, and the answer the causing side; 0 when one names nobody.
    own_between: acts of the answering side between the two; answered: 1 when one of them was of the cause's class.
    together: other acts of the answering side on the day of the answer. threatened, talked: 1 when it did between.
    expected: acts of the answering side to be expected by chance up to the answer, at its own base rate.
    """

    answer: Ints
    cause: Ints
    columns: dict[str, Floats]


@dataclass(slots=True)
class _Side:
    """What one country did to another, places in the list of events, sorted by day; `open` named nobody."""

    named: list[int] = field(default_factory=list)
    threats: list[int] = field(default_factory=list)


def candidates(events: Sequence[TradeEvent]) -> Pairs:
    """All pairs to be weighed; hard acts answer hard ones, and reliefs mirror reliefs."""
    days = np.array([event.day for event in events], np.int64)
    found = [*_of_kind(events, days, soft=False), *_of_kind(events, days, soft=True)]
    return _joined(events, found)


def _of_kind(events: Sequence[TradeEvent], days: Ints, *, soft: bool) -> Iterator[Pairs]:
    toward: dict[tuple[str, str], _Side] = defaultdict(_Side)
    nobody: dict[str, list[int]] = defaultdict(list)
    meetings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in sorted(range(len(events)), key=lambda i: events[i].day):
        event = events[place]
        if event.is_meeting:
            sides = event.actors | event.targets
            for one, other in product(sides, sides):
                meetings[one, other].append(event.day)
        elif event.day and (event.is_soft if soft else event.is_hard):
            _sort_in(event, place, toward, nobody)
    codes = {name: code for code, name in enumerate(sorted({event.class_name for event in events}))}
    classes = np.array([codes[event.class_name] for event in events], np.int64)
    measure = np.array([event.class_name in MEASURES for event in events])
    case = np.array([event.class_name == "LegalCase" for event in events])
    for causing, answering in _dyads(toward, nobody):
        causes, answers = toward.get((causing, answering), _Side()), toward.get((answering, causing), _Side())
        met = np.array(meetings.get((causing, answering), ()), np.int64)
        free = nobody.get(causing, []), nobody.get(answering, [])
        for cause_places, answer_places, named in ((causes.named, answers.named, 1.0), (free[0], answers.named, 0.0),
                                                   (causes.named, free[1], 0.0)):
            around = _Around(days[answers.named or _NONE], days[answers.threats or _NONE], met, soft, classes,
                             classes[answers.named or _NONE], days[[i for i in answers.named if case[i]] or _NONE])
            for ours, theirs, window in _tables(np.array(cause_places, np.int64), np.array(answer_places, np.int64),
                                                measure, case):
                yield _between(days, ours, theirs, named, window, around)


def _tables(causes: Ints, answers: Ints, measure: NDArray[np.bool_],
            case: NDArray[np.bool_]) -> Iterator[tuple[Ints, Ints, int]]:
    """Causes and answers that are weighed with each other, and for how long: complaints attack measures alone."""
    disputes = case[answers]
    for ours, theirs, window in ((causes, answers[~disputes], WINDOW),
                                 (causes[measure[causes]], answers[disputes], DISPUTE_WINDOW)):
        if len(ours) and len(theirs):
            yield ours, theirs, window


def _sort_in(event: TradeEvent, place: int, toward: dict[tuple[str, str], _Side],
             nobody: dict[str, list[int]]) -> None:
    others = event.targets - event.actors
    for actor in event.actors:
        for other in others:
            toward[actor, other].named.append(place)
            if event.class_name == "Threat":
                toward[actor, other].threats.append(place)
        # words are for those whom they address; a trigger such as an arms sale may hit one whom it doesn't name
        if (not event.targets and event.class_name != "Statement") or event.class_name == "OtherAction":
            nobody[actor].append(place)


def _dyads(toward: dict[tuple[str, str], _Side], nobody: dict[str, list[int]]) -> list[tuple[str, str]]:
    """Ordered pairs of countries of which at least one acted on the other."""
    found = {pair for one, other in toward for pair in ((one, other), (other, one))}
    return sorted(pair for pair in found if (pair in toward or pair[0] in nobody)
                  and (pair[::-1] in toward or pair[1] in nobody))


@dataclass(frozen=True, slots=True)
class _Around:
    """Sorted days of what happened between two countries."""

    own: Ints
    threats: Ints
    met: Ints
    soft: bool
    classes: Ints
    own_classes: Ints
    cases: Ints


def _between(days: Ints, causes: Ints, answers: Ints, named: float, window: int, around: _Around) -> Pairs:
    """The pairs of one table of causes with one of answers, with what lies between them."""
    cause_days, answer_days = days[causes], days[answers]
    stop = np.searchsorted(cause_days, answer_days, "right")
    start = np.maximum(np.searchsorted(cause_days, answer_days - window, "left"), stop - NEAREST)
    lengths = stop - start
    at = np.repeat(np.arange(len(answers)), lengths)
    cause = causes[np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths - start, lengths)]
    answer = answers[at]
    first, last = days[cause], days[answer]
    own = around.cases if window == DISPUTE_WINDOW else around.own
    base = _count(own, last - BASE_DAYS, last + BASE_DAYS) - 1
    talks_from = np.minimum(first, last - TRUCE_DAYS) if around.soft else first
    answered = np.zeros(len(cause))
    for class_ in np.unique(around.classes[cause]):
        alike = around.classes[cause] == class_
        same = around.own[around.own_classes == class_]
        answered[alike] = _count(same, first[alike], last[alike] - 1) > 0
    columns = {
        "answered": answered,
        "named": np.full(len(cause), named),
        "own_between": _count(around.own, first + 1, last - 1),
        "together": np.maximum(_count(around.own, last, last) - named, 0),
        "threatened": np.minimum(_count(around.threats, first, last - 1), 1),
        "talked": np.minimum(_count(around.met, talks_from, last), 1),
        "expected": np.maximum(base, 0) / (2 * BASE_DAYS + 1) * (last - first + 1),
    }
    kept = np.ones(len(cause), bool) if not around.soft else columns["talked"] == 0
    return Pairs(answer[kept], cause[kept], {name: column[kept] for name, column in columns.items()})


def _count(days: Ints, first: Ints, last: Ints) -> Floats:
    """How many of the sorted days lie from first to last, both included."""
    found = np.searchsorted(days, last, "right") - np.searchsorted(days, first, "left")
    return np.asarray(np.maximum(found, 0), np.float64)


def _joined(events: Sequence[TradeEvent], found: list[Pairs]) -> Pairs:
    """One row a pair, whichever countries led to it, without joint acts of both sides; sorted."""
    if not found:
        return Pairs(_NONE, _NONE, {name: np.zeros(0) for name in (
            "named", "own_between", "together", "threatened", "talked", "expected", "answered")})
    answer, cause = (np.concatenate([getattr(p, name) for p in found]) for name in ("answer", "cause"))
    order = np.lexsort((cause, answer))
    answer, cause = answer[order], cause[order]
    first = np.flatnonzero(np.r_[True, (np.diff(answer) != 0) | (np.diff(cause) != 0)]) if len(answer) else _NONE
    columns = {}
    for name in found[0].columns:
        column = np.concatenate([p.columns[name] for p in found])[order]
        columns[name] = (np.minimum if name in _LEAST else np.maximum).reduceat(column, first) if len(first) else column
    answer, cause = answer[first], cause[first]
    apart = _apart(events, answer, cause) & _possible(events, answer, cause)
    return Pairs(answer[apart], cause[apart], {name: column[apart] for name, column in columns.items()})


def _possible(events: Sequence[TradeEvent], answer: Ints, cause: Ints) -> NDArray[np.bool_]:
    """Whether such an act can answer such a one: words answer soon or never."""
    words = np.array([event.class_name == "Statement" for event in events])
    days = np.array([event.day for event in events], np.int64)
    late = days[answer] - days[cause] > SPEECH_DAYS
    return np.asarray(~(words[answer] & late), np.bool_)


def _apart(events: Sequence[TradeEvent], answer: Ints, cause: Ints) -> NDArray[np.bool_]:
    """Whether the two acts have no actor in common: nobody answers itself, and allies act side by side."""
    acted, _ = members([event.actors for event in events], [])
    kept = np.ones(len(answer), bool)
    for start in range(0, len(answer), 500_000):
        part = slice(start, start + 500_000)
        kept[part] = ~(acted[answer[part]] & acted[cause[part]]).any(axis=1)
    return kept


def members(*groups: Sequence[frozenset[str]]) -> list[NDArray[np.bool_]]:
    """For each list of sets a table of whether a country is in them, with the same countries as columns."""
    codes = {code: bit for bit, code in enumerate(sorted({code for sets in groups for one in sets for code in one}))}
    found = []
    for sets in groups:
        known: dict[frozenset[str], int] = {}
        places = [known.setdefault(one, len(known)) for one in sets]
        table = np.zeros((len(known), max(len(codes), 1)), bool)
        for one, place in known.items():
            table[place, [codes[code] for code in one]] = True
        found.append(table[places])
    return found
