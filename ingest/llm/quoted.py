"""Finding in a text the words that a model says are there; what isn't there is refused, never mended.

Words match one by one with their spelling and punctuation; only white space between them may differ, because a line
may break anywhere. What counts from then on is the text's own span, not what the model wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.llm.answer import Words
from ingest.text.found import Reading, Span
from ingest.text.places import paragraphs_of
from kg.claim import Refusal

SHOWN = 80  # characters of refused words in a message
LONGEST = 2_000  # characters that may be looked for
_OPENING, _CLOSING = "\"“‘「『«", "\"”’」』»"


class NotInTheText(Exception):
    """A fact rests on words that the text doesn't have."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of one text, and the refusals of those that it doesn't have."""

    reading: Reading
    masked: str
    paragraphs: tuple[Span, ...]
    refused: list[Refusal] = field(default_factory=list)

    @classmethod
    def of(cls, reading: Reading) -> Quoted:
        """For the body of a text."""
        return cls(reading, reading.masked, tuple(paragraphs_of(reading)))

    def sentence(self, words: Words, inside: Iterable[Span]) -> Span:
        """Where a fact's sentence stands in the paragraphs asked about. Raises NotInTheText, and notes the refusal."""
        span = self._found(words, inside)
        if span is None:
            self.refuse(words, "aren't in the text")
            raise NotInTheText
        return span

    def part(self, words: Words | None, sentence: Span, *, anywhere: bool = False) -> Span | None:
        """Where a part of a fact stands: in its sentence, or else anywhere in the body. None: not said, or refused."""
        if words is None or not words.strip():
            return None
        span = self._found(words, [sentence]) or (self._found(words, self.paragraphs) if anywhere else None)
        if span is None:
            self.refuse(words, "aren't in the text" if anywhere else "aren't in their sentence", sentence)
        return span

    def parts(self, many: Iterable[Words], sentence: Span, *, anywhere: bool = False) -> Iterator[Span]:
        """The places of those that are there, each once."""
        found = dict.fromkeys(self.part(words, sentence, anywhere=anywhere) for words in many)
        return (span for span in found if span is not None)

    def number(self, number: float | None, unit: str, sentence: Span) -> float | None:
        """A number when the sentence has its digits before the unit (a pattern); else None and a refusal."""
        if number is None:
            return None
        digits = re.compile(rf"(?<![\d.,]){re.escape(f'{number:g}')}(?![\d]|[.,]\d)[\s-]?(?:{unit})", re.IGNORECASE)
        if digits.search(self.masked, *sentence):
            return number
        self.refuse(f"{number:g}", "aren't in their sentence", sentence)
        return None

    def with_marks(self, span: Span) -> Span:
        """A quoted span with the quotation marks around it."""
        start, end = span
        if self.masked[max(0, start - 1):start] in tuple(_OPENING):
            start -= 1
        if self.masked[end:end + 1] in tuple(_CLOSING):
            end += 1
        return start, end

    def refuse(self, words: str, why: str, near: Span = (0, 0)) -> None:
        """Note what isn't taken of the model's answer."""
        line = self.reading.text.count("\n", 0, near[0]) + 1 if near[1] else 0
        self.refused.append(Refusal(line, f"the model's words {words[:SHOWN]!r} {why}"))

    def _found(self, words: Words, inside: Iterable[Span]) -> Span | None:
        parts = words.split()
        if not parts or len(words) > LONGEST:
            return None
        pattern = re.compile(_bounded(r"\s+".join(map(re.escape, parts)), words.strip()))
        found = (pattern.search(self.masked, start, end) for start, end in inside)
        return next((match.span() for match in found if match), None)


def _bounded(pattern: str, words: str) -> str:
    """A pattern that doesn't begin or end within a word: "Iran" isn't in "Iranian"."""
    before = r"(?<![^\W\u3400-\u9fff])" if re.match(r"[^\W\u3400-\u9fff]", words) else ""
    behind = r"(?![^\W\u3400-\u9fff])" if re.search(r"[^\W\u3400-\u9fff]\Z", words) else ""
    return before + pattern + behind
