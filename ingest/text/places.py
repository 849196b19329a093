"""Where in a document the words stand that prove a claim."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.text.found import Reading, Span
from kg import schema
from kg.claim import QUOTE_LIMIT, Claim, excerpt, sorted_qualifiers

# a full stop that ends a sentence: not of an initial, a title or "U.S."
_END = re.compile(r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|St|vs|No))(?<!\b(?:Sept|Corp))"
                  r"(?<!\b(?:Mrs|Sen|Rep|Gov|Jan|Feb|Mar|Apr|Aug|Oct|Nov|Dec|Inc))"
                  r"[.!?][\"”’)\]]*\s+(?=[A-Z\"“‘(\[])|[。！？][”」]?|\n[ \t\r]*\n|\r\r")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one text; `locator` is "" for a text with places of its own, else that of the whole text.

    A headline in a cell and a post in a record are quoted whole: their places are the cell's and the record's.
    paragraphs: where they stand, in order; without any the text is one. masked: the text with nothing but its body.
    """

    text: str
    locator: str = ""
    paragraphs: tuple[Span, ...] = ()
    masked: str = ""

    @classmethod
    def of(cls, reading: Reading) -> Places:
        """The places of a text that was read, its quotes within its body."""
        return cls(reading.text, "", tuple(paragraphs_of(reading)), reading.masked)

    def sentence(self, start: int, end: int) -> Span:
        """The sentence around some words, within their paragraph."""
        begin, last = self._paragraph(start, end)
        first = begin
        for stop in _END.finditer(self.text, max(begin, start - 2000), start):
            first = stop.end()
        stop_after = _END.search(self.text, max(end - 1, start), last)
        return self._trimmed((first, max(stop_after.end() if stop_after else last, end)))

    def _paragraph(self, start: int, end: int) -> Span:
        number = bisect.bisect_right(self.paragraphs, (start, len(self.text) + 1)) - 1
        if number < 0 or start >= self.paragraphs[number][1]:
            return max(0, start - 2000), min(len(self.text), end + 2000)
        return self.paragraphs[number]

    def naming(self, words: str, given: Span) -> Span:
        """The span given when the words stand in it, else the first sentence that has them, of the body if one has."""
        if not words or words in self.text[given[0]:given[1]]:
            return given
        at = self.text.find(words, self.paragraphs[0][0] if self.paragraphs else 0)
        at = self.text.find(words) if at < 0 else at
        return self.sentence(at, at + len(words)) if at >= 0 else given

    def _trimmed(self, words: Span) -> Span:
        inside = self.masked if self.masked[words[0]:words[1]].strip() else self.text
        return trimmed(inside, words)

    def claim(self, subject: str, predicate: str, object_: str, words: Span, mention: str = "", *,
              qualifiers: Iterable[tuple[str, str | None]] = (), valid_from: str = "", modality: str = "asserted",
              rule: str = "", confidence: int = 100) -> Claim:
        """A claim that quotes `words`; mention "" or not among them: all of the quote names the object."""
        start, end = self._trimmed(words)
        found = self.text if self.locator else self.text[start:end]
        at = found.find(mention) if mention else -1
        quote = excerpt(found, mention) if at >= 0 else found[:QUOTE_LIMIT]
        if at < 0 or mention not in quote:
            mention = quote
        return Claim(subject, predicate, object_, self.locator or f"char={start},{end}", quote, mention,
                     sorted_qualifiers(qualifiers), valid_from, modality=modality, rule=rule, confidence=confidence)


def paragraphs_of(reading: Reading) -> Iterator[Span]:
    """The paragraphs of a body, each as one span with the marks inside it."""
    begin, last = -1, 0
    for start, end in reading.body:
        if begin >= 0 and "\n" not in reading.text[last:start] and "\r" not in reading.text[last:start]:
            last = end
            continue
        if begin >= 0:
            yield begin, last
        begin, last = start, end
    if begin >= 0:
        yield begin, last


def trimmed(masked: str, span: Span) -> Span:
    """A span without the white space around its words; `masked` has nothing but blanks where no body is.

    A span outside the body, such as a heading, stays as it is.
    """
    start, end = span
    if not masked[start:end].strip():
        return span
    while end > start + 1 and masked[end - 1].isspace():
        end -= 1
    while start < end - 1 and masked[start].isspace():
        start += 1
    return start, end


def literal(text: str) -> str:
    """Words of a text as the ledger takes them: one line, no control characters, composed letters; "" if none."""
    folded = " ".join(_UNWRITABLE.sub(" ", text).split())
    return schema.lexical("string", folded) if folded else ""


def within(inner: Span, outer: Span) -> bool:
    """Whether one span lies in the other."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]
