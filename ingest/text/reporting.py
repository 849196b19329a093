"""The reporter's sentences of a text: its sentences with each quotation taken as one piece.

A parser's sentences break inside quotations and at "Where?" he asked. Here a sentence ends outside of quotations, at
a stop before a capital, or behind a quotation that itself ends in a stop, unless the attribution follows.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.text.cues import SAID
from ingest.text.found import Span
from ingest.text.quotes import Quotation

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Govs?|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Rev|Hon|St|Sr|Messrs|Del|Amb|Sec|vs|No"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Inc|Co|Corp|Ltd|[A-Z])|\b[A-Z]\.[A-Z]|\ba\.m|\bp\.m)\.$")
# a dotted abbreviation may end a sentence too; these words hardly follow it inside one
_STARTER = re.compile(r"(?:The|It|In|He|She|They|But|On|This|That|At|A|An|As|His|Her|Its|While|If|We|For)\b")
_STOP = re.compile(r"[.?!…][)\]’']*\s+(?=[\"“‘«A-Z0-9(\[@])")
_SPACE = re.compile(r"\s*")
_TAIL = re.compile(r"[\s\"“”’'»」』)\]]+$")
# "…?" Mr. Smith asked. / "…!" said Smith: the verb of saying, then nothing that it could govern
_ATTRIBUTION = re.compile(
    rf"\s*(?:(?:[\w.’'\-,()]+\s+){{0,12}}?(?:{SAID})|(?:{SAID})\s+[A-Z])(?![^.\n“\"]*\bthat\b)\b[^:\n]*", re.S)

# "…." Hill added. / "…." He said.: nothing but the attribution, although a stop closes the quotation
_ALONE = re.compile(rf"(?:[A-Z][\w.’'\-]*\s+){{1,4}}(?:{SAID})(?:\s+\w+ly)?\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the reporter. paragraph: its number; first, last: whether it opens or ends its paragraph."""

    start: int
    end: int
    paragraph: int
    first: bool
    last: bool
    quotes: tuple[Quotation, ...]

    def outside(self) -> list[Span]:
        """The reporter's own words: what lies before, between and behind the quotations."""
        spans, at = [], self.start
        for quote in self.quotes:
            if at < quote.start:
                spans.append((at, min(quote.start, self.end)))
            at = max(at, quote.end)
        if at < self.end:
            spans.append((at, self.end))
        return spans

    def is_bare(self, text: str) -> bool:
        """Whether it holds quotations and no word of the reporter."""
        return bool(self.quotes) and not any(re.search(r"\w", text[a:b]) for a, b in self.outside())


def sentences(text: str, inside: list[Span], quotes: list[Quotation]) -> list[Sentence]:
    """The reporter's sentences of these paragraphs, in order; a quotation over paragraphs joins the first's."""
    found: list[Sentence] = []
    queue = list(reversed(quotes))
    taken = 0
    for number, (start, end) in enumerate(inside):
        start = max(start, taken)
        own: list[Quotation] = []
        while queue and queue[-1].start < end:
            own.append(queue.pop())
        if own and own[-1].end > end:
            # the words behind a quotation of several paragraphs belong to its sentence
            end = next((e for s, e in inside if s <= own[-1].end <= e), own[-1].end)
            while queue and queue[-1].start < end:
                own.append(queue.pop())
        taken = max(taken, end)
        if start < end:
            found.extend(_sentences(text, (start, end), number, own))
    return found


def _sentences(text: str, span: Span, number: int, own: list[Quotation]) -> Iterator[Sentence]:
    cuts = [span[0], *_breaks(text, span, own), span[1]]
    pieces = [(a, b) for a, b in itertools.pairwise(cuts) if text[a:b].strip()]
    at = 0
    for index, (start, end) in enumerate(pieces):
        first = at
        while at < len(own) and own[at].start < end:
            at += 1
        yield Sentence(start, end, number, index == 0, index == len(pieces) - 1, tuple(own[first:at]))


def _breaks(text: str, span: Span, own: list[Quotation]) -> Iterator[int]:
    """Where a new sentence starts within a paragraph."""
    at = span[0]
    for quote in [*own, None]:
        until = quote.start if quote else span[1]
        for stop in _STOP.finditer(text, at, min(until + 1, span[1])):
            if stop.end() <= until and not _is_abbreviation(text, stop):
                yield stop.end()
        if quote is None:
            return
        after = _SPACE.match(text, quote.end, span[1])
        at = after.end() if after else quote.end
        if at < span[1] and _ends(text, quote, at):
            yield at


def _is_abbreviation(text: str, stop: re.Match[str]) -> bool:
    head = text[max(0, stop.start() - 12):stop.start() + 1]
    if text[stop.start()] != "." or not _ABBREVIATION.search(head):
        return False
    dotted = re.search(r"\b(?:[A-Z]\.[A-Z]|[ap]\.m|Inc|Co|Corp|Ltd)\.$", head)
    return not (dotted and _STARTER.match(text, stop.end()))


def _ends(text: str, quote: Quotation, at: int) -> bool:
    """Whether the sentence ends with this quotation, when `at` is the next thing behind it."""
    following = text[at]
    if following in "\"“«「":
        return True
    inner = _TAIL.sub("", text[max(quote.start, quote.end - 12):quote.end])
    if not inner.endswith((".", "?", "!", "…", "—", "–", "。", "？", "！")):
        return False
    if not (following.isupper() or following.isdigit() or following in "@["):
        return False
    if inner.endswith((".", "。")):
        return not _ALONE.match(text, at, at + 80)
    return not _ATTRIBUTION.match(text, at, at + 160)
