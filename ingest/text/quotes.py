"""The quotations of a text: which marks belong together, and how far each one reaches.

Straight, curly, angle and Chinese marks are paired paragraph by paragraph, so that a mark without a partner never
takes along more than its own paragraph. A quotation that runs over several paragraphs opens with a mark in each of
them and closes in the last (the convention of English and American newspapers); it comes out as one quotation with
a part for each paragraph. Marks inside a quotation belong to it. Curly single marks are quotations only in a
text without double ones; straight ones never are, since nothing tells them from apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.text.found import Span

_DOUBLE = re.compile(r"[\"“”„«»「」『』＂]")
_SINGLE = re.compile(r"(?<!\w)‘(?=\w)|’(?!\w)")
_OPENS, _CLOSES = "“„«「『‘", "”»」』’"
# in these scripts no space stands before or after a mark, so the mark itself must tell
_CJK = "「」『』"
_WORD = re.compile(r"[^\W_][\w'’.\-]*")
# no quotation holds more marks than this: it keeps the pairing linear on a text of nothing but marks
_REACH = 24
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between marks. parts: the spans, marks included, one for each paragraph; closed: ends with a mark."""

    parts: tuple[Span, ...]
    closed: bool

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]


def paragraphs(text: str, body: Iterable[Span]) -> list[Span]:
    """The paragraphs of a body: its spans, joined where no line end lies between them (a link cut out)."""
    found: list[Span] = []
    for start, end in body:
        if start >= end:
            continue
        if found and not re.search(r"[\n\r\u2029]", text[found[-1][1]:start]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def quotations(text: str, inside: list[Span]) -> list[Quotation]:
    """The quotations of these paragraphs in order, the outermost only; never raises, whatever the marks."""
    doubled = any(_DOUBLE.search(text, start, end) for start, end in inside)
    marks = _DOUBLE if doubled else _SINGLE
    found: list[Quotation] = []
    running: list[Span] = []
    for number, (start, end) in enumerate(inside):
        following = text[inside[number + 1][0]] if number + 1 < len(inside) else ""
        for left, right, closed in _in_paragraph(text, (start, end), marks, following):
            # only the quotation that opens a paragraph can go on from the one before
            if running and left != start:
                running = _finish(found, running, closed=False)
            running.append((left, right))
            if closed or not _goes_on(text[left], following, right == end):
                running = _finish(found, running, closed=closed)
    _finish(found, running, closed=False)
    return found


def words(text: str) -> int:
    """The number of words of a quotation; two Chinese characters count as one."""
    return len(_WORD.findall(_IDEOGRAPH.sub(" ", text))) + len(_IDEOGRAPH.findall(text)) // 2


def _finish(found: list[Quotation], running: list[Span], *, closed: bool) -> list[Span]:
    if running:
        found.append(Quotation(tuple(running), closed))
    return []


def _goes_on(mark: str, following: str, reaches_end: bool) -> bool:
    """Whether an unclosed quotation continues in the next paragraph, which opens with `following`."""
    return reaches_end and following != "" and (following == mark or {following, mark} <= {'"', "“"})


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark: its place, and whether it may open and may close a quotation there."""

    place: int
    opens: bool
    closes: bool


def _in_paragraph(text: str, span: Span, marks: re.Pattern[str], following: str) -> Iterator[tuple[int, int, bool]]:
    """Pairs of one paragraph as (start, end, closed). An unclosed one counts when it opens the paragraph or the
    next paragraph goes on with it; else its mark is passed over."""
    found = [_mark(text, m.start(), span) for m in marks.finditer(text, *span)]
    at = 0
    while at < len(found):
        mark = found[at]
        last = _partner(text, found, at) if mark.opens else None
        if last is not None:
            yield mark.place, found[last].place + 1, True
            at = last + 1
            continue
        goes_on = mark.opens and _goes_on(text[mark.place], following, reaches_end=True)
        if goes_on or (mark.opens and mark.place == span[0] and not _pairs_later(text, found, at)):
            yield mark.place, span[1], False
            return
        at += 1


def _mark(text: str, place: int, span: Span) -> _Mark:
    opens, closes = _may_open(text, place, span), _may_close(text, place, span)
    return _Mark(place, opens, closes and not (opens and text[place] in _OPENS))


def _pairs_later(text: str, found: list[_Mark], at: int) -> bool:
    later = range(at + 1, min(at + _REACH, len(found)))
    return any(found[n].opens and _partner(text, found, n) is not None for n in later)


def _partner(text: str, found: list[_Mark], at: int) -> int | None:
    """The index of the mark that closes the one at `at`; None when there is none near it in the paragraph."""
    depth = 1
    for index in range(at + 1, min(at + _REACH, len(found))):
        mark = found[index]
        if mark.closes:
            depth -= 1
            if depth == 0:
                return index
        elif mark.opens and _balanced(found, index, depth):
            depth += 1
        elif mark.opens and text[mark.place] != '"':
            return None
    return None


def _balanced(found: list[_Mark], at: int, depth: int) -> bool:
    """Whether the marks from an inner opening one on are enough to close it and all around it."""
    for mark in found[at:at + _REACH]:
        if mark.closes:
            depth -= 1
            if depth == 0:
                return True
        elif mark.opens:
            depth += 1
    return False


def _may_open(text: str, place: int, span: Span) -> bool:
    mark = text[place]
    if mark in _CJK:
        return mark in _OPENS
    before = text[place - 1] if place > span[0] else " "
    after = text[place + 1] if place + 1 < span[1] else " "
    if mark in _OPENS:
        return not after.isspace() or before.isspace()
    free = not (before.isalnum() or before in ".,;!?%)]…") or _IDEOGRAPH.match(before) is not None
    return free and not after.isspace() and mark not in _CLOSES


def _may_close(text: str, place: int, span: Span) -> bool:
    mark = text[place]
    if mark in _CJK or mark in _CLOSES:
        return mark in _CLOSES
    before = text[place - 1] if place > span[0] else " "
    after = text[place + 1] if place + 1 < span[1] else " "
    if mark in _OPENS:
        return not before.isspace() and after.isspace() and before not in "([{-–—"
    return not before.isspace() and (not after.isalnum() or before in ".,!?…")
