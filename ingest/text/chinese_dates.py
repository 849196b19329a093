"""Days in Chinese text: full ones, days of a month, days of the week, and lists of days that share a month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.text import dates

_WEEKDAYS = dict(zip("一二三四五六日天", ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
                                 "Sunday"), strict=True))
_NEAR = {"今天": "today", "今日": "today", "昨天": "yesterday", "昨日": "yesterday", "昨晚": "yesterday",
         "明天": "tomorrow", "明日": "tomorrow"}
_DAY = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?P<more>(?:(?:、|和|及|与|至|到|-|—)\d{1,2}日)*)"
    r"|(?:(?<![\d月第.])|(?<=[当本]月))(?P<alone>\d{1,2})日(?!元|均)"
    r"|(?P<which>本|上|下)?(?:周|星期)(?P<weekday>[一二三四五六日天])(?!期|[（(]\d)"
    r"|(?P<near>今[天日]|昨[天日晚]|明[天日])")
_SPAN = re.compile(r"至|到|-|—")
_AGENCY = re.compile(r"(?:[）)])?\s*(?:电|讯|报道|消息)(?!话)|就?此?举行[^，。]{0,6}听证|的?听证")
_SINCE = re.compile(r"(?:\d{1,2}时\d{0,2}分?)?(?:起|开始)")
_TO_COME = re.compile(r"(?:将|拟|计划|定于|即将|预定|准备)[^，。；]{0,12}$")


@dataclass(frozen=True, slots=True)
class Day:
    """A day that some words name: ISO date, how it was found, and whether something applies from it on."""

    start: int
    end: int
    value: str
    basis: str
    since: bool


def days(text: str, published: str | None) -> list[Day]:
    """The days named in a sentence, in order; those of datelines are left out, and so are those without a date.

    published: ISO date or None: then only full dates have a day.
    """
    found: list[Day] = []
    for match in _DAY.finditer(text):
        if not _AGENCY.match(text, match.end()):
            found.extend(_resolved(text, match, published, found[-1].value if found else ""))
    return found


def day_of(text: str, published: str | None) -> Day | None:
    """The day of a sentence's act: one from which something applies, else the only one; None when it can't be told."""
    found = days(text, published)
    since = next((day for day in found if day.since), None)
    return since or (found[0] if len({day.value for day in found}) == 1 else None)


def _resolved(text: str, match: re.Match[str], published: str | None, before: str) -> Iterator[Day]:
    since = bool(_SINCE.match(text, match.end()))
    tense: dates.Tense = "future" if _TO_COME.search(text, 0, match.start()) else "unknown" if since else "past"
    for words in _in_english(match, published, before):
        resolved = dates.resolve(words, published, tense)
        if resolved.date:
            yield Day(match.start(), match.end(), resolved.date, resolved.basis, since)


def _in_english(match: re.Match[str], published: str | None, before: str) -> Iterator[str]:
    """The expression as `ingest.text.dates` reads it; a bare day belongs to the month last named, else the current."""
    if match["near"]:
        yield _NEAR[match["near"]]
    elif match["weekday"]:
        week = {"上": " last week", "下": " next week", "本": " this week"}.get(match["which"] or "", "")
        yield _WEEKDAYS[match["weekday"]] + week
    elif match["alone"]:
        month = (before or published or "")[5:7]
        if month:
            yield _month_day(int(month), match["alone"], (before or "")[:4])
    else:
        yield _month_day(int(match["month"]), match["day"], match["year"] or "")
        if not _SPAN.search(match["more"]):  # a span is one event, that began on its first day
            for day in re.findall(r"\d{1,2}", match["more"]):
                yield _month_day(int(match["month"]), day, match["year"] or "")


def _month_day(month: int, day: str, year: str) -> str:
    name = next((word for word, number in dates.MONTHS.items() if number == month), "")
    return f"{day} {name} {year}".strip() if name else ""
