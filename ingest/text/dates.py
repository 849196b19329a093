"""Dates in running text, resolved against the day of publication and the tense of the verb.

News says "on Monday" and leaves the week to the tense: what happened did so on the last Monday up to publication,
what is to happen does so on the next one. A week, a month or a season has no day: it stays unknown and keeps its
words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Tense = Literal["past", "present", "future", "unknown"]

MONTHS = {name: number for number, names in enumerate((
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec"), 1) for name in names.split()}
WEEKDAYS = {name: number for number, names in enumerate((
    "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thu", "friday fri", "saturday sat",
    "sunday sun")) for name in names.split()}
SMALL = {name: number for number, name in enumerate((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"))} | {"a": 1}

_MONTH = (r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
          r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?")
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# a day of a month, with a second day in a span ("October 10-11") that is read over
_DATES = (
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)(?!\d)",
    rf"(?P<mdy>{_MONTH}\s+{_DAY}(?:\s?(?:[-–—]|to|and|or)\s?{_DAY}(?!\d))?(?!\d|\s?(?:%|"
    rf"percent))(?:,?\s+{_YEAR})?)",
    rf"(?P<dmy>{_DAY}(?:\s?(?:[-–—]|to|and)\s?{_DAY})?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?)(?![a-z])",
    rf"(?P<weekday>(?:(?:this|last|next|this coming|this past|the following)\s+)?{_WEEKDAY}"
    r"(?:\s+(?:this|last|next)\s+week|\s+week)?)",
    r"(?P<day>(?:earlier\s+|later\s+)?(?:today|tonight|yesterday|tomorrow))",
    r"(?P<ago>(?:a|one|two|three|four|five|six|seven|eight|nine|ten|\d\d?)\s+days?\s+ago)",
    r"(?P<vague>(?:(?:earlier|later)\s+)?(?:this|last|next|the\s+past)\s+"
    r"(?:week(?:end)?|month|year|spring|summer|autumn|fall|winter|quarter)"
    r"|over\s+the\s+weekend|(?:in|since|by|until|back\s+in|(?:early|mid|"
    rf"late)[-\s])\s*{_MONTH}(?:,?\s+{_YEAR})?"
    rf"(?!\s*\d)|{_MONTH}\s+(?:of\s+)?{_YEAR}|(?<=[Ii]n\s){_YEAR}(?!\d))",
)
_EXPRESSION = re.compile(r"\b(?:" + "|".join(_DATES) + r")", re.IGNORECASE)
_DAY_BEHIND = re.compile(rf",?\s+(?:the\s+)?(?:{_MONTH}\s+{_DAY}\b|{_DAY}\s+(?:of\s+)?{_MONTH})", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+")
# what stands in front of a date that is the date of something else than the event told
_OF_A_PAPER = re.compile(
    r"(?:Order|Proclamation|Memorandum|Announcement|Notice|Act|report|letter)s?\b[^.;]{0,30}\b(?:of|dated)\s+$|"
    r"(?:No\.|number)\s*\S*\s+of\s+$|\b\d{4,6}\s+of\s+$", re.IGNORECASE)

_A_PAPER = re.compile(r"\s+(?:notice|order|memorandum|proclamation|report|statement)s?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that say when, and where they stand. `kind`: iso, mdy, dmy, weekday, day, ago or vague."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """The day meant, or None; `basis` says how it was found: "absolute", "year inferred", "relative" or ""."""

    date: str | None
    basis: str


def expressions(text: str, start: int = 0, end: int | None = None) -> Iterator[Expression]:
    """The expressions of time within a part of the text; dates of papers ("Order of April 2") are left out."""
    for match in _EXPRESSION.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup or ""
        if match["mdy"] and match["mdy"][:3] == "may":  # "may 5 percent": the verb, not the month
            continue
        if match["weekday"] and _DAY_BEHIND.match(text, match.end()):
            continue  # "Thursday, October 30": the day of the month says more
        if not _OF_A_PAPER.search(text, max(start, match.start() - 60), match.start()) \
                and not _A_PAPER.match(text, match.end()):
            yield Expression(match.start(), match.end(), match[0], kind)


def resolve(expression: str, published: str | None, tense: Tense = "unknown") -> Resolved:
    """The day that an expression means.

    published: ISO date, or None when unknown: then only full dates have a day. tense: of the verb that the
    expression belongs to; unknown takes what lies nearest for days of a month, the past for weekdays.
    """
    match = _EXPRESSION.search(expression.strip())
    if match is None:
        return Resolved(None, "")
    kind, words = match.lastgroup or "", match[0].lower()
    if kind == "iso":
        year, month, day = (int(number) for number in words.split("-"))
        return _checked(year, month, day, "absolute")
    today = dt.date.fromisoformat(published[:10]) if published else None
    if kind in ("mdy", "dmy"):
        return _day_of_month(words, today, tense)
    if today is None or kind == "vague":
        return Resolved(None, "")
    if kind == "weekday":
        return Resolved(_weekday(words, today, tense).isoformat(), "relative")
    return Resolved((today + dt.timedelta(_offset(words))).isoformat(), "relative")


def _checked(year: int, month: int, day: int, basis: str) -> Resolved:
    try:
        return Resolved(dt.date(year, month, day).isoformat(), basis)
    except ValueError:
        return Resolved(None, "")


def _day_of_month(words: str, today: dt.date | None, tense: Tense) -> Resolved:
    month = next(MONTHS[word] for word in re.findall(r"[a-z]+", words) if word in MONTHS)
    numbers = [int(n) for n in _NUMBERS.findall(words)]
    day = numbers[0]
    if numbers[-1] > 31:
        return _checked(numbers[-1], month, day, "absolute")
    if today is None:
        return Resolved(None, "")
    years = [resolved for year in (today.year - 1, today.year, today.year + 1)
             if (resolved := _checked(year, month, day, "year inferred")).date]
    return min(years, key=lambda found: _distance(found.date or "", today, tense), default=Resolved(None, ""))


def _distance(date: str, today: dt.date, tense: Tense) -> int:
    """Days between; what lies on the wrong side of the tense counts as far away."""
    days = (dt.date.fromisoformat(date) - today).days
    wrong = days > 1 if tense == "past" else days < -1 if tense == "future" else False
    return abs(days) + (150 if wrong else 0)


def _weekday(words: str, today: dt.date, tense: Tense) -> dt.date:
    number = next(WEEKDAYS[word] for word in re.findall(r"[a-z]+", words) if word in WEEKDAYS)
    monday = today - dt.timedelta(today.weekday())
    if "next week" in words or words.startswith("next"):
        return monday + dt.timedelta(7 + number)
    if "last week" in words:
        return monday + dt.timedelta(number - 7)
    if "this week" in words:
        return monday + dt.timedelta(number)
    back = (today.weekday() - number) % 7
    if words.startswith("last"):
        return today - dt.timedelta(back or 7)
    if tense == "future" or words.startswith(("this coming", "the following")):
        return today + dt.timedelta((number - today.weekday()) % 7)
    return today - dt.timedelta(back)


def _offset(words: str) -> int:
    if "yesterday" in words:
        return -1
    if "tomorrow" in words:
        return 1
    if words.endswith("ago"):
        first = words.split()[0]
        return -(int(first) if first.isdigit() else SMALL[first])
    return 0
