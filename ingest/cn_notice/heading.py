"""The frame of a notice: whose it is, its number, and its days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ingest.cn_notice.authorities import COMMERCE, FOREIGN_AFFAIRS, ISSUERS, MECHANISM, Issuer
from ingest.cn_notice.notice import Part, Reference
from ingest.text.found import Span

_ISSUER = "|".join(ISSUERS)
_NUMBER = re.compile(
    rf"(?:(?P<issuer>{_ISSUER})(?:[ 、]?海关总署)?)?[ \u3000]*(?P<kind>公告|令)?\s*[（(]?"
    r"(?:[〔\[［﹝（(](?P<bracketed>20\d\d)年?[〕\]］﹞）)]|(?P<year>20\d\d)[ ]?年)?"
    r"[ \u3000]*第?[ \u3000]*(?P<number>\d{1,3})[ \u3000]*号")
_OPENING = r"(?:^|\n)[\s\u3000#*|]*(?:【?(?:发布|公告)?文号】?[:：]?[\s\u3000]*)?(?:中华人民共和国)?"
_OWN = re.compile(_OPENING + f"(?P<own>{_NUMBER.pattern})".replace("(?P<issuer>", "(?P<issuer>(?:中华人民共和国)?"))
_ENACTED = re.compile(rf"(?P<own>(?P<issuer>{_ISSUER})(?P<kind>令|公告)(?P<bracketed>)(?P<year>)"
                      r"第?[ ]*(?P<number>\d{1,3})[ ]*号)(?:公布|发布)")
_SIGNED = re.compile(rf"\n[\s\u3000]*(?:中华人民共和国)?(?P<issuer>{_ISSUER})[ \t\u3000]*(?=\n|$)")
_DECIDES = re.compile(rf"(?P<issuer>{_ISSUER})[^。；\n]{{0,60}}?决定")

DAY = r"(?:(?P<year>20\d\d)[ ]?年[ ]?)?(?P<month>\d{1,2})[ ]?月[ ]?(?P<day>\d{1,2})[ ]?日"
_STAMP = re.compile(r"(?:^|\n)[^\n。]{0,80}?(?<![\d/])"
                    r"(?P<words>(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2}))"
                    r"(?![\d.])[^\n。]{0,20}(?=\n|$)")
_DATED = re.compile(rf"\n[\s\u3000（(]*(?P<words>{DAY})[ \t\u3000）)]*(?=\n|$)")
_PROCLAIMED = re.compile(rf"(?P<words>{DAY})[^。\n]{{0,30}}?(?:令|公告)[^。\n]{{0,10}}?公布")
_IN_FORCE = re.compile(rf"(?P<words>自[ ]?(?:{DAY}[^，。；]{{0,10}}?|(?:公布|发布)之日|即日)起)"
                       r"，?(?:正式)?(?:施行|实施|执行|生效)")
_SINCE = re.compile(rf"(?P<words>[自从于]?[ ]?(?:{DAY}[^，。；日]{{0,10}}?|(?:公布|发布)之日|即日)起)")


def number_of(text: str) -> tuple[Issuer, str, str, str, Span] | None:
    """Issuer, year ("" when not given), number and the words and place that say so; None for no number."""
    head = text[:text.find("。")] if "。" in text else text
    for pattern in (_OWN, _ENACTED):
        for found in pattern.finditer(head):
            if found["issuer"] or found["bracketed"] or found["year"]:
                named = (found["issuer"] or "").removeprefix("中华人民共和国")
                year = found["bracketed"] or found["year"] or ""
                issuer = ISSUERS.get(named) or _by_style(text, bracketed=bool(found["bracketed"]))
                return issuer, year, found["number"].lstrip("0"), found["own"].strip(), found.span("own")
    return None


def issuer_of(text: str) -> tuple[Issuer, str] | None:
    """Who issues a notice without a number: who signs it, who decides in it, or who is named first."""
    for pattern in (_SIGNED, _DECIDES, re.compile(f"(?P<issuer>{_ISSUER})")):
        found = pattern.search(text)
        if found:
            return ISSUERS[found["issuer"]], found["issuer"]
    return None


def is_signed(text: str) -> bool:
    """Whether an authority's name stands alone in a line, as under a notice."""
    return _SIGNED.search(text) is not None


def _by_style(text: str, *, bracketed: bool) -> Issuer:
    """The working mechanism writes the year in brackets, the ministry of commerce without."""
    if "外交部令" in text:
        return FOREIGN_AFFAIRS
    return MECHANISM if bracketed and "不可靠实体清单" in text else COMMERCE


def references(text: str, span: Span, year: str) -> Iterator[Reference]:
    """The notices that a sentence names; one without a year has that of the one before, else the given one."""
    issuer: Issuer | None = None
    since = ""
    for found in _NUMBER.finditer(text, *span):
        told = found["bracketed"] or found["year"] or ""
        if not told and not found["kind"] and not since:
            continue
        named = ISSUERS.get(found["issuer"] or "")
        issuer = named or (issuer if not told and issuer else _by_style(text, bracketed=bool(found["bracketed"])))
        since = told or since or year
        if since:
            yield Reference(issuer, since, found["number"].lstrip("0"), span, found[0].strip())


def published_of(text: str) -> Part | None:
    """The day of publication: the page's time stamp, the clause that tells of it, or the day under the notice."""
    found = _STAMP.search(text[:2000]) or _PROCLAIMED.search(text) or _DATED.search(text)
    return _day(found, "") if found else None


def effective_of(text: str, published: Part | None) -> Part | None:
    """The first day on which a notice applies, as its own sentence says it."""
    found = _IN_FORCE.search(text)
    return _day(found, published.value if published else "") if found else None


def start_in(text: str, span: Span, published: str) -> Part | None:
    """The day since which a sentence's act applies, None when it doesn't say."""
    found = _SINCE.search(text, *span)
    return _day(found, published) if found else None


def _day(found: re.Match[str], published: str) -> Part | None:
    """The day of a match; one without a month is that of publication, one without a year has its year."""
    words = found["words"]
    if not found["month"]:
        return Part(published, found.span("words"), words) if published else None
    year = found["year"] or published[:4]
    try:
        day = datetime.date(int(year), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return Part(day.isoformat(), found.span("words"), words)
