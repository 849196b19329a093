"""What it means that a source which tells links tells none for an event.

Weighing alone asks how alike a pair is to links that are known. A chronology whose makers looked for causes and wrote
them down says something by its silence, too: most true links are told there, so a pair that it doesn't tell is less
likely to be one. And no act answers what, as a source tells, answered it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.layers.retaliation.episodes import Link

if TYPE_CHECKING:
    from kg.layers.retaliation.weighing import Weighed

TOLD_SHARE = 0.85
"""Of the true links among its events, how many a telling source tells; set by hand (docs/retaliation.md)."""
LEAST_TOLD = 10
"""Links that a source must tell before its silence counts."""
CERTAIN = 0.99
EVEN = 50


def telling_documents(told: Iterable[tuple[str, str]]) -> set[str]:
    """Of (document, link) pairs the documents that tell at least `LEAST_TOLD` links."""
    links: dict[str, set[str]] = defaultdict(set)
    for document, link in told:
        links[document].add(link)
    return {document for document, found in links.items() if len(found) >= LEAST_TOLD}


def backwards(links: Iterable[Link]) -> set[tuple[str, str]]:
    """(answer, cause) pairs that would turn a told chain around: the cause follows, by told links, from the answer."""
    causes: dict[str, set[str]] = defaultdict(set)
    for link in links:
        causes[link.answer].add(link.cause)
    found: set[tuple[str, str]] = set()
    for later in causes:
        reached, edge = set(causes[later]), set(causes[later])
        while edge:
            edge = {cause for one in edge for cause in causes.get(one, ())} - reached
            reached |= edge
        found |= {(earlier, later) for earlier in reached - {later}}
    return found


def heard(weighed: Iterable[Weighed], silent: Collection[str]) -> list[Weighed]:
    """The pairs with the silence on their answers heard.

    silent: ids of events that a telling source holds without a cause. A link that falls below even becomes a rejected
    pair and says why.
    """
    return [_less(one) if one.answer.id in silent else one for one in weighed]


def _less(one: Weighed) -> Weighed:
    before = min(one.probability / 100, CERTAIN)
    after = round(100 * before * (1 - TOLD_SHARE) / (1 - before * TOLD_SHARE))
    features = (*one.features, f"source_tells_none={TOLD_SHARE:.2f}({_log_odds():+.2f})")
    reason = one.reason or ("" if after >= EVEN else "the source that tells such links tells none here")
    return replace(one, probability=after, features=features, reason=reason)


def _log_odds() -> float:
    """What silence adds to the log odds, by Bayes' rule."""
    from math import log

    return log(1 - TOLD_SHARE)


def silent_events(homes: Mapping[str, Collection[str]], telling: Collection[str], told: Collection[str]) -> set[str]:
    """Events that a telling document holds and for which no cause is told; homes: documents of each event."""
    return {event for event, documents in homes.items() if event not in told and set(documents) & set(telling)}
