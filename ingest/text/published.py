"""When a text was published, and by whom, as far as it says so itself.

Only a full date counts: in the header, on a line of its own near the top, or in the dateline ("BEIJING, July 6, 2018
(Xinhua) --"). After those the web address and the file's name are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from ingest.text import dates
from ingest.text.found import Span
from kg.document import is_date

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_CHINESE = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|\b)|/((?:19|20)\d\d)[-/]?(\d\d)(\d\d)/")
_DATE_LINE = re.compile(
    r"(?:[*_#>\s]|for (?:immediate )?release[:,]?|(?:first )?published|original published|released?|posted|updated|"
    r"date|issued|发布时间|发文日期|时间|日期|[:：,，·|【】()（）-]|on\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day)*"
    r"(?P<date>\S.{5,22}?\d)(?:日|\b)(?:[\s,|·-]*(?:at )?\d{1,2}[:.h]\d\d.{0,24})?[\s*_)）】.]*$", re.IGNORECASE)
_AGENCY = r"Reuters|AP|AFP|UPI|Xinhua|Bloomberg|CNN|ANI|Kyodo(?: News)?|Yonhap|TASS|dpa|IANS|CNS|AP Photo"
_MONTH_DAY = r"(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,?\s\d{4})?)"
_DATELINE = re.compile(
    rf"(?:By\s[^\n(]{{3,160}}?\s)?"
    rf"(?:[A-Z][A-Z.'’ /,-]{{2,70}}?(?:,?\s(?:[A-Z][a-z]+\.?\s?){{1,3}})?(?:,?\s{_MONTH_DAY})?,?\s*"
    rf"(?:\((?P<agency>{_AGENCY})\)\s*)?(?:--|[-–—])"
    rf"|[A-Z][a-z]+(?:[ ,/][A-Z][A-Za-z.]+){{0,3}}(?:,?\s{_MONTH_DAY})?,?\s*\((?P<wire>{_AGENCY})\)\s*(?:--|[-–—]|:)?"
    rf"|\((?P<alone>{_AGENCY})\)\s*(?:--|[-–—])?)\s+")


def day_in(words: str) -> str:
    """The one full date in some words as ISO date, or "": 2019-10-08, October 8, 2019, 2019年10月8日."""
    for pattern in (_ISO, _CHINESE):
        found = pattern.search(words)
        if found:
            return _day(*found.groups())
    for expression in dates.expressions(words):
        resolved = dates.resolve(expression.text, None)
        if resolved.date:
            return resolved.date
    return ""


def day_in_line(line: str) -> str:
    """The date of a line that says nothing else than when something was published, or ""."""
    if len(line) > 90:
        return ""
    found = _DATE_LINE.match(line)
    return day_in(found["date"] + ("日" if "月" in found["date"] else "")) if found else ""


def day_in_address(address: str) -> str:
    """The date in the path of a web address, or ""."""
    found = _IN_ADDRESS.search(urlsplit(address).path)
    return _day(*(part for part in found.groups() if part)) if found else ""


def day_in_name(name: str) -> str:
    """The date in a file's name, or ""."""
    return next((day for found in _ISO.finditer(name) if (day := _day(*found.groups()))), "")


def first_day(found: Iterable[str]) -> str:
    """The first of some dates that isn't ""."""
    return next((day for day in found if day), "")


def dateline(text: str, paragraph: Span) -> tuple[int, str, str]:
    """Where the words behind a paragraph's byline and dateline begin; its full date and news agency, or ""."""
    found = _DATELINE.match(text, *paragraph)
    if found is None:
        return paragraph[0], "", ""
    return found.end(), day_in(found[0]), found["agency"] or found["wire"] or found["alone"] or ""


def host_of(address: str) -> str:
    """The host of a web address without "www.", or ""."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _day(year: str, month: str, day: str) -> str:
    text = f"{year}-{int(month):02}-{int(day):02}"
    return text if is_date(text) else ""
