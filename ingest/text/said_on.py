"""The day on which words were said: told beside the verb of saying, else the day of publication."""

from __future__ import annotations

import re

from ingest.text import dates
from ingest.text.cues import SAID
from ingest.text.found import Reading, Statement

TOLD, PUBLISHED = 90, 60
"""Confidence of a day that the reporter tells, and of the day of publication for want of one."""
_REACH = 60
# what may stand between the verb and the day: "told reporters in Oslo on Monday", "said in a statement late Tuesday"
_BETWEEN = re.compile(rf"\b(?:{SAID}|announc\w+|urg(?:es|ed)|vow(?:s|ed)|tweeted|posted)\b"
                      r"(?:,?\s+(?!that\b)[\w.’'-]+){0,6}?"
                      r",?\s+(?:(?:on|late|early)\s+){0,2}$", re.IGNORECASE)
_SUBORDINATE = re.compile(r"\b(?:that|which|who|will|would|to)\b", re.IGNORECASE)
# "On Monday, Ms. Hill said": a day in front of the speaker
_FIRST = re.compile(rf",?\s+(?:[\w.’'-]+\s+){{1,7}}?(?:{SAID})\b", re.IGNORECASE)


def day(said: Statement, reading: Reading) -> tuple[str | None, int]:
    """The day of a statement with its confidence; None where neither the words nor the document tell it.

    A day inside of the quotation, or behind "that", is the day of something else.
    """
    for start, end in _outside(said):
        text = reading.text[start:end]
        for found in dates.expressions(text):
            before = text[max(0, found.start - _REACH):found.start]
            beside = _BETWEEN.search(before)
            opens = not text[:found.start].strip().lower().removeprefix("on") and _FIRST.match(text, found.end)
            if (beside and not _SUBORDINATE.search(beside[0])) or (opens and start == said.span[0]):
                resolved = dates.resolve(found.text, reading.published, "past").date
                if resolved and (reading.published is None or resolved <= reading.published):
                    return resolved, TOLD
    return reading.published, PUBLISHED


def _outside(said: Statement) -> list[tuple[int, int]]:
    """The reporter's words of a statement, which a turn of an interview has none of."""
    if said.rule == "turn":
        return []
    spans, at = [], said.span[0]
    for start, end in said.segments:
        spans.append((at, start))
        at = max(at, end)
    return [(start, end) for start, end in [*spans, (at, said.span[1])] if start < end]
