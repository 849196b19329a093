"""Since when a side has been at a measure: a duty that was proposed in June isn't an answer to a list of August."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import product

import numpy as np

from kg.layers.retaliation.candidates import Floats, Ints, Pairs
from kg.layers.retaliation.event import TradeEvent
from kg.layers.retaliation.instruments import instrument_of

PROPOSAL_DAYS = 200
"""Days after which a step is no part of what was announced before."""

_PROPOSED = frozenset({"TariffAction", "Threat"})


def already_proposed(events: Sequence[TradeEvent], pairs: Pairs) -> Floats:
    """1 where the answering side had announced its measure before the other side had announced the supposed cause."""
    since = _since(events)
    days = np.array([event.day for event in events], np.int64)
    duty = np.array([event.class_name == "TariffAction" for event in events])
    found = duty[pairs.answer] & (since[pairs.answer] < np.minimum(since, days)[pairs.cause])
    return np.asarray(found, np.float64)


def _since(events: Sequence[TradeEvent]) -> Ints:
    """The day of the first of a run of steps of one measure; events must be sorted by day."""
    runs: dict[Hashable, tuple[int, int]] = {}
    since = np.array([event.day for event in events], np.int64)
    for place, event in enumerate(events):
        if event.class_name not in _PROPOSED:
            continue
        for key in _keys(event):
            first, last = runs.get(key, (event.day, event.day))
            if event.day - last > PROPOSAL_DAYS:
                first = event.day
            runs[key] = first, event.day
            since[place] = min(since[place], first)
    return since


def _keys(event: TradeEvent) -> Iterator[Hashable]:
    """By what two steps are known to be of one measure: sum and rate, or rate and law (none made for answers)."""
    for actor, target in product(event.actors, event.targets):
        if event.amount > 0:
            yield actor, target, event.amount, event.currency, event.rate
        if event.rate > 0 and not instrument_of(event).declared:
            for instrument in event.instruments:
                yield actor, target, event.rate, instrument
