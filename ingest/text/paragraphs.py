"""Where the paragraphs of a text begin and end.

An empty line ends a paragraph. A single line end is only the end of a line when the text was wrapped: when the first
word of the next line would not have fitted (W. P. Dunlavey's greedy fill, as editors and mail programs do it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.text.found import Span

WIDEST = 120  # no program wraps at more
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_EMPTY = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t\u00a0\u3000\ufeff]*(?:\r\n|\n|\r(?!\n))|\u2029")
# a line that begins something of its own: list items, headings, labels of speakers
_OPENS = re.compile(r"[ \t]*(?:[-*+•·▪][ \t]|\d{1,2}[.)][ \t]|#{1,6}[ \t]|[一二三四五六七八九十]+、|>)")
# what a program that wraps lines doesn't break: addresses and tags make a line longer than the others
_UNBROKEN = re.compile(r"\(?https?://\S|<\w+ [^>]{10}")
_INDENT = re.compile(r"[ \t\u00a0\u3000]*")


def paragraphs(text: str, start: int = 0) -> Iterator[Span]:
    """The paragraphs from `start` on, without white space around them."""
    position = start
    for empty in _EMPTY.finditer(text, start):
        yield from _block(text, position, empty.start())
        position = empty.start()
    yield from _block(text, position, len(text))


def _block(text: str, start: int, end: int) -> Iterator[Span]:
    """A stretch without empty lines: one paragraph when it was wrapped, else as many as it has lines."""
    lines = [span for match in _LINE.finditer(text, start, end) if (span := _trimmed(text, *match.span()))]
    if not lines:
        return
    lengths = [b - _line_start(text, a) for a, b in lines]
    plain = [n for n, (a, b) in zip(lengths, lines, strict=True) if not _UNBROKEN.search(text, a, b)]
    width = max(plain, default=WIDEST)
    first, last = before = lines[0]
    for line in lines[1:]:
        if width > WIDEST or not _wraps(text, before, line, width):
            yield first, last
            first = line[0]
        last, before = line[1], line
    yield first, last


def _wraps(text: str, line: Span, after: Span, width: int) -> bool:
    if _UNBROKEN.search(text, *line) or _UNBROKEN.match(text, *after):
        return not _OPENS.match(text, _line_start(text, after[0]))
    word = text.find(" ", *after)
    length = (word if word > 0 else after[1]) - after[0]
    return line[1] - _line_start(text, line[0]) + 1 + length > width and not _OPENS.match(
        text, _line_start(text, after[0]))


def _line_start(text: str, position: int) -> int:
    return max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1


def _trimmed(text: str, start: int, end: int) -> Span | None:
    opening = _INDENT.match(text, start, end)
    start = opening.end() if opening else start
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
