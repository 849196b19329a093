"""Events in Chinese text: listings, tariffs, talks and answers to measures, sentence by sentence.

There is no parse: a sentence counts when it names who acts, the act, and a figure or a name, and isn't supposed,
denied or asked. What two sentences tell of one event is joined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

from ingest.text import chinese_answers, chinese_listings, chinese_talks, chinese_tariffs
from ingest.text.chinese_sentences import Sentence, sentences
from ingest.text.found import Blacklisting, Mention, OtherEvent, Reading, Retaliation, Talk, Tariff

_Event = TypeVar("_Event")


def find(reading: Reading, mentions: list[Mention]
         ) -> tuple[list[Blacklisting], list[Tariff], list[Talk], list[Retaliation], list[OtherEvent]]:
    """The events of a Chinese text in order; other measures are left out."""
    told = list(sentences(reading, mentions))
    day, sides = reading.published, _sides(told)
    listed = _each(told, lambda s: chinese_listings.find(s, day), chinese_listings.same, chinese_listings.joined)
    return (
        chinese_listings.with_names(listed, told, reading),
        _each(told, lambda s: chinese_tariffs.find(s, day), chinese_tariffs.same, chinese_tariffs.joined),
        _each(told, lambda s: chinese_talks.find(s, day), chinese_talks.same, chinese_talks.joined),
        _each(told, lambda s: chinese_answers.find(s, sides, day), chinese_answers.same, lambda known, _: known),
        [])


def _each(told: Iterable[Sentence], find_in: Callable[[Sentence], Iterable[_Event]],
          same: Callable[[_Event, _Event], bool], joined: Callable[[_Event, _Event], _Event]) -> list[_Event]:
    """The events of all sentences, each once."""
    found: list[_Event] = []
    for sentence in told:
        for event in find_in(sentence):
            at = next((number for number, known in enumerate(found) if same(known, event)), None)
            if at is None:
                found.append(event)
            else:
                found[at] = joined(found[at], event)
    return found


def _sides(told: Iterable[Sentence]) -> list[str]:
    """The powers of a text, the most named first."""
    seen = Counter(country for sentence in told for country in sentence.sides())
    return [country for country, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0]))]
