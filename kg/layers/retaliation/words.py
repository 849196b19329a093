"""What the records themselves say, compared: a complaint against the solar safeguard shares words with it.

Words count by how rare they are in the graph (inverse document frequency, Spärck Jones 1972). Names of countries,
dates and words that stand everywhere in trade policy (`words.json`) don't tell one act from another and are left out,
so exchanged countries and shifted dates change nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources

import msgspec
import numpy as np

from kg.layers.retaliation.candidates import DISPUTE_WINDOW, Floats, Ints, Pairs
from kg.layers.retaliation.event import TradeEvent

STEM = 8
"""Letters of a word that are compared: endings differ between like words."""
LONGEST = 500
"""Letters of one name that are read."""
MOST_NAMES = 12
"""Names of one event that are read: its own, and those of the first parties and goods that it aims at."""
COMMON = 50
"""A word of more events than this, and of more than one in fifty, tells nothing apart."""

_SPAN = 10_000_000  # more than any day
_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DATE = re.compile(rf"\b\d{{1,2}}\.?\s+{_MONTH}\b|\b{_MONTH}\s+\d{{1,2}}\b|\b\d{{4}}-\d\d(?:-\d\d)?\b|\d+\s?[年月日号]")
_EAST = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_EAST}]+|(?:(?![{_EAST}])\w)+")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<!\w)(\d[\d,.]*)\s?(%|per ?cent\b|bn\b|billion\b|m\b|million\b)?")
_COUNT = re.compile(r"\d+(?:bn|m|st|nd|rd|th)?")


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Quarrels apart from trade, words that mean the same, and words that are left out."""

    topics: dict[str, list[str]]
    same: dict[str, list[str]]
    countries: list[str]
    generic: list[str]


@cache
def _table() -> _Table:
    return msgspec.json.decode(resources.files(__package__).joinpath("words.json").read_bytes(), type=_Table)


@cache
def _meanings() -> dict[str, str]:
    """By stem the word to be compared instead; "" for words that are left out."""
    table = _table()
    return {**{_stem(word): "" for word in (*table.countries, *table.generic)},
            **{_stem(word): name for name, words in table.same.items() for word in words}}


def words_of(texts: Sequence[str]) -> set[str]:
    """The words of some texts that may tell one act from another, without endings.

    Most alphabets by word, Chinese, Japanese and Korean by pairs of characters; numbers above ten and all with a
    unit, but no dates and none that may be a year. Any text will do, also an empty one.
    """
    found: set[str] = set()
    for text in texts:
        plain = (text if text.isascii() else unicodedata.normalize("NFKC", text[:LONGEST]))[:LONGEST].casefold()
        if _DIGIT.search(plain):
            plain = _DATE.sub(" ", plain)
            found.update(_numbers(plain))
        for token in _TOKEN.findall(plain):
            found.update(_meaning(token))
    return found


@lru_cache(maxsize=50_000)
def _meaning(token: str) -> tuple[str, ...]:
    """What is compared of one word: nothing, its stem or the word that means the same; pairs of its characters."""
    meanings = _meanings()
    if "\u3040" <= token[0] <= "\ud7af":
        return tuple(pair for i in range(len(token) - 1) if meanings.get(pair := token[i:i + 2], pair))
    if len(token) < 2 or _COUNT.fullmatch(token):
        return ()
    stem = _stem(token)
    found = meanings.get(stem, stem)
    return (found,) if found else ()


def _numbers(text: str) -> Iterator[str]:
    for number, unit in _NUMBER.findall(text):
        digits = number.rstrip(".,").replace(",", "")[:12]
        if unit:
            yield f"{digits}{'%' if unit[0] == 'p' else unit[0]}"
        elif digits.isdecimal() and int(digits) > 10 and not 1900 <= int(digits) < 2200:
            yield digits


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:STEM]


def topics(events: Sequence[TradeEvent]) -> Ints:
    """Quarrels apart from trade that each event speaks of, as bits."""
    table = [(1 << bit, re.compile("|".join(words))) for bit, words in enumerate(_table().topics.values())]
    anything = re.compile("|".join(pattern.pattern for _, pattern in table))
    bits = np.zeros(len(events), np.int64)
    for place, event in enumerate(events):
        text = " ".join((*event.says, *event.instruments)).casefold()
        if anything.search(text):
            bits[place] = sum(bit for bit, pattern in table if pattern.search(text))
    return bits


def shared_words(events: Sequence[TradeEvent], pairs: Pairs) -> Floats:
    """For each pair what share of the words of the answer the cause says too, by their rarity; from 0 to 1."""
    count = len(events)
    said = [sorted(words_of(_texts(event))) for event in events]
    codes: dict[str, int] = {}
    word = np.array([codes.setdefault(one, len(codes)) for words in said for one in words], np.int64)
    place = np.repeat(np.arange(count), [len(one) for one in said])
    if not len(word) or not len(pairs.answer):
        return np.zeros(len(pairs.answer))
    often = np.bincount(word)
    rarity = np.log((count + 1) / often)
    # one word more, said by nobody else: a record of a single word isn't wholly known by it
    all_of_it = np.bincount(place, rarity[word], minlength=count) + np.log(count + 1)
    kept = (often[word] > 1) & (often[word] <= max(COMMON, count // 50))
    shared = _sum_of_shared(events, pairs, word[kept], place[kept], rarity)
    return np.asarray(shared / all_of_it[pairs.answer], np.float64)


def _texts(event: TradeEvent) -> list[str]:
    """All that a record says of itself; its figures are written as a name would have them."""
    found = [*event.says[:MOST_NAMES], *event.instruments]
    if event.rate > 0:
        found.append(f"{event.rate:g}%")
    if event.amount >= 1e9:
        found.append(f"{event.amount / 1e9:g} bn")
    return found


def _sum_of_shared(events: Sequence[TradeEvent], pairs: Pairs, word: Ints, place: Ints, rarity: Floats) -> Floats:
    """For each pair the rarity of the words of both; `word` and `place` say which event has which word."""
    count, days = len(events), np.array([event.day for event in events], np.int64)
    order = np.lexsort((days[place], word))
    word, place = word[order], place[order]
    key = word * _SPAN + days[place]
    start = np.maximum(np.searchsorted(key, key - DISPUTE_WINDOW), np.searchsorted(word, word))
    lengths = np.searchsorted(key, key, "right") - start
    later = np.repeat(np.arange(len(key)), lengths)
    earlier = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths - start, lengths)
    known = pairs.answer * count + pairs.cause
    asked = place[later] * count + place[earlier]
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    hit = known[at] == asked
    return np.bincount(at[hit], rarity[word[later[hit]]], minlength=len(known)).astype(np.float64)
