"""What a notice does to earlier ones: suspends, resumes, goes on suspending, stops."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ingest.cn_notice.heading import DAY, references, start_in
from ingest.cn_notice.notice import Change, Part
from ingest.text.found import Span

_ACTS = (("extend", re.compile("继续暂停|延长")),
         ("remove", re.compile("停止|终止|取消|撤销|解除|移出|不再")),
         ("resume", re.compile("恢复")), ("suspend", re.compile("暂停|中止")))
_SENTENCE = re.compile(r"[^。；\n]+")
_CLAUSE = re.compile(r"[^，,：:]+")
_SPELL = re.compile(r"(?<![月\d第])(?P<words>(?P<number>\d{1,3}|[一二两三])[ ]?(?P<unit>天|日|个月|年))")
_LAST = re.compile(rf"(?P<words>(?:至|直至|直到){DAY})")
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3}


def changes_of(text: str, body: int, published: str, effective: Part | None) -> Iterator[Change]:
    """Every sentence that does something to a numbered notice; `body` is where the title ends.

    A sentence that names several acts is cut at its commas, each act going with the numbers in its own part. The day
    from which it applies stands in it, in the decision before it, or is that of the whole notice (`effective`).
    """
    start = effective
    for found in _SENTENCE.finditer(text, body):
        acts = [*_acts(text, found.span())]
        if "决定" in found[0]:
            start = start_in(text, found.span(), published) or start
        for number, (action, words, at) in enumerate(acts):
            end = acts[number + 1][2] if number + 1 < len(acts) else found.end()
            span = found.span() if len(acts) == 1 else (found.start() if number == 0 else at, end)
            named = tuple(references(text, span, published[:4])) or (
                tuple(references(text, found.span(), published[:4])) if number == 0 else ())
            if named:
                since = start_in(text, found.span(), published) or start
                yield Change(action, found.span(), words, named, since, _until(text, span, since, published))


def _acts(text: str, span: Span) -> Iterator[tuple[str, str, int]]:
    """The acts of a sentence in its order: what is done, its word, and the beginning of its clause."""
    before, numbered = "", False
    for clause in _CLAUSE.finditer(text, *span):
        for action, pattern in _ACTS:
            found = pattern.search(clause[0])
            if found:
                named = any(references(text, clause.span(), "2000"))
                if action != before or (named and numbered):
                    yield action, found[0], clause.start()
                    numbered = False
                before, numbered = action, numbered or named
                break


def _until(text: str, span: Span, since: Part | None, published: str) -> Part | None:
    """The first day after a pause: its stated last day, or its length counted from its beginning."""
    last = _LAST.search(text, *span)
    begin = since.value if since else published
    try:
        if last:
            year = int(last["year"] or begin[:4])
            day = datetime.date(year, int(last["month"]), int(last["day"]))
            return Part(day.isoformat(), span, last["words"])
        length = _SPELL.search(text, *span)
        if length and begin:
            return Part(_later(datetime.date.fromisoformat(begin), length).isoformat(), span, length["words"])
    except ValueError:
        return None
    return None


def _later(day: datetime.date, length: re.Match[str]) -> datetime.date:
    number = _NUMERALS.get(length["number"]) or int(length["number"])
    if length["unit"] in ("天", "日"):
        return day + datetime.timedelta(days=number)
    months = day.month - 1 + number * (12 if length["unit"] == "年" else 1)
    return day.replace(year=day.year + months // 12, month=months % 12 + 1)
