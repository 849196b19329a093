"""When a listing was made, why, with which effect, and where it is published."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from ingest.text import dates
from ingest.text.listed_parties import REASON
from ingest.text.listing_triggers import Trigger
from ingest.text.scene import IN_CLAUSE, Scene, Sentence, plain

_RULE = re.compile(r"\b(?:this|the|in this)\s+(?:final\s+|interim\s+final\s+)?rule\b|"
                   r"amend(?:s|ing)\s+the\s+Export\s+Administration\s+Regulations|this\s+(?:update|"
                   r"notice)\b", re.I)
CONTRARY = re.compile(r"\bacting\s+(?P<why>contrary\s+to\s+(?:(?!\s+and\s+will\b)" + IN_CLAUSE + ")+)", re.I)
ANSWER = re.compile(r"\b(?:blacklisting|listing|action|move|addition|decision|step|measure)s?\s+(?:is|was|came|"
                    r"are|"
                     r"were)\s+(?:a\s+|in\s+)?(?:response|answer|punishment)\s+(?:to|"
                     r"for)\s+(?P<why>(?:" + IN_CLAUSE + "|,)+)", re.I)
_EFFECT = re.compile(
    r"\b(?:barr?|bann?|prohibit|prevent|block|stop)(?:s|ed|ing|p)?\b(?:\s+[\w']+){0,4}?\s+from\s+"
    rf"(?:(?!\s+(?:include|are|were)\b){IN_CLAUSE})+|"
    r"\b(?:need|require|obtain|must\s+have)s?\s+(?:a\s+)?(?:\w+\s+){0,3}(?:licen[cs]e|permission|approval)"
    rf"{IN_CLAUSE}*", re.I)
_CITATION = re.compile(r"\b\d{2,3}\s+F(?:ed\.?\s+)?R(?:eg)?\.?\s+\d{3,6}\b")
# when a gazette prints it, not when it was done
_PRINTED = re.compile(r"\bto\s+be\s+published\b[^.;]{0,45}$", re.I)
_MONTH = re.compile(r"\b(?P<month>(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber)\b"
                    r"(?:\s+(?P<year>(?:19|20)\d\d))?")
_DOCUMENT_NUMBER = re.compile(r"(?:FR\s+Doc\.?|Document\s+Number:?)\W*(?P<number>(?:19|"
                              r"20)\d\d-\d{4,5})\b", re.I)


def when(scene: Scene, sentence: Sentence, trigger: Trigger) -> tuple[dates.Resolved, str]:
    """The date told for the act; a rule in an official gazette takes effect with its publication."""
    is_rule = scene.reading.published is not None and _RULE.search(sentence.text) is not None
    told = [] if is_rule else [found for found in dates.expressions(sentence.text)
                               if not _PRINTED.search(sentence.text[max(0, found.start - 60):found.start])]
    if trigger.style == "noun":
        reach = trigger.tail - sentence.start
        told = [found for found in told if reach <= found.start <= reach + 40]
    if told:
        centre = trigger.start - sentence.start
        nearest = min(told, key=lambda found: abs(found.start - centre))
        moved = replace(nearest, start=nearest.start + sentence.start, end=nearest.end + sentence.start)
        return scene.date(sentence, moved), nearest.text
    earlier = re.search(r"\b(?:after|since|"
                        r"following)\b[^,;]{0,30}$", sentence.words(sentence.start, trigger.start))
    if is_rule and not earlier:
        return dates.Resolved(scene.reading.published, "publication of the rule"), ""
    return dates.Resolved(None, ""), ""


def other_month(day: str | None, expression: str) -> bool:
    """Whether words name a month that a day isn't in: "in May 2024" beside 2025-01-14."""
    named = _MONTH.search(expression) if day else None
    if day is None or named is None:
        return False
    return named["month"][:3].title() != f"{date.fromisoformat(day):%b}" or named["year"] not in (None, day[:4])


def reason(sentence: Sentence) -> str | None:
    match = CONTRARY.search(sentence.text) or REASON.search(sentence.text)
    return plain(match["why"]) if match else None


def effect(sentence: Sentence) -> str | None:
    match = _EFFECT.search(sentence.text)
    return plain(match[0]) if match else None


def citation(scene: Scene, sentence: Sentence) -> str | None:
    match = _CITATION.search(sentence.text)
    if match:
        return plain(match[0])
    numbered = _DOCUMENT_NUMBER.search(scene.reading.text) if _RULE.search(sentence.text) else None
    return f"FR Doc. {numbered['number']}" if numbered else None
