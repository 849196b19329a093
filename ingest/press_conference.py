"""Press conferences of foreign and commerce ministries, and their spokespersons' answers, in English and Chinese.

Publishers: the Ministry of Foreign Affairs (https://www.mfa.gov.cn/, regular press conference, 例行记者会) and the
Ministry of Commerce of China (https://www.mofcom.gov.cn/, regular press conference, 例行新闻发布会, and 答记者问), and
others whose transcripts have a heading that names the spokesperson or the ministry, and labelled turns. Each answer is
a statement. What a question tells is the asking medium's: it is claimed as press, never as words of an official.
Answers that suspend or stop numbered notices are notices (`ingest.cn_notice`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from ingest import cn_notice
from ingest.news import is_running_text
from ingest.source import Source
from ingest.text.header import HEADING, header_of
from ingest.text.one_text import described
from kg import rich_text
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.rendition import Rendition, TextRendition

if TYPE_CHECKING:
    from ingest.text.found import Found, Mention, Reading, Span, Statement

ASKED = 60
"""Highest confidence of what only a question tells."""
_ENGLISH = re.compile(
    r"[^\n]{0,60}\b(?:(?:Ministry|MOFCOM|MFA|MOFA)\b[^\n]{0,80}\b(?:Press (?:Conference|Briefing)|Spokes(?:person"
    r"|man|woman))"
    r"|Press (?:Conference|Briefing)[^\n]{0,40}\b(?:Ministry|MOFCOM|MFA)\b|Spokes(?:person|man|woman)\b[^\n]{0,80}"
    r"\b(?:Ministry|MOFCOM|Regular Press Conference|Q&A|[Aa]nswers?\b[^\n]{0,20}\b[Qq]uestions?))")
_CHINESE = re.compile(r"[^\n。]{0,60}(?:发言人[^\n。]{0,60}(?:记者会|答问|答记者|答媒体|记者提问|发布会)"
                      r"|(?:外交部|商务部|国防部|国台办|财政部)[^\n。]{0,20}(?:例行)?(?:记者会|新闻发布会))")
_ASKS = re.compile(
    r"(?:^|(?<=[.?!”\"\s。？！]))[ \t\u3000*]*(?:Q(?:uestion)?\s?:|(?:[A-Z][\w&.’']*)(?: [A-Z][\w&.’']*){0,4}\s?:"
    r"|问\s*[：:]|"
    r"[【\[]?[^\n。：:，]{0,24}(?:记者|提问|有记者问|[报社台网刊]|电视|新闻)[】\]]?\s*[：:])", re.MULTILINE)
_ANSWERS = re.compile(
    r"(?:^|(?<=[.?!”\"\s。？！]))[ \t\u3000*]*(?:A(?:nswer)?\s?:|(?:[A-Z][a-z]+ ){1,2}[A-Z]?[a-z]*\s?:|答\s*[：:]|"
    r"[【\[]?[\u4e00-\u9fff]{2,4}[】\]]?\s*[：:])", re.MULTILINE)
_CONFERENCE = re.compile(r"(?:press|news) (?:conference|briefing)|记者会|发布会", re.IGNORECASE)
_TAG = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->|<[^>]{0,2000}>", re.DOTALL | re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?(gb[\w-]{2,6})", re.IGNORECASE)
_TOP = 1500  # characters in which a heading stands
_LINES = 12  # lines: a page's menu may stand above it
_STOPS = (".", "。", "?", "？", ":", "：", "!", "！")
_LONGEST = 160  # characters of a heading
_OPENING = re.compile(r"<title[^>]{0,100}>([^<]{4,300})", re.IGNORECASE)


def recognises(name: str, head: bytes) -> bool:
    """Whether a document is a spokesperson's press conference or answer: by its heading and its labelled turns."""
    form = rich_text.form_of(head)
    if form == "html/1":
        text = _page_text(head)
        heading = "\n".join(_OPENING.findall(_decoded(head))) + "\n" + text[:_TOP]
    elif form == "text/1" and is_running_text(head):
        text = head.decode("utf-8", "replace")
        header = header_of(text)
        heading = header.first(HEADING) + "\n" + text[header.end:header.end + _TOP].replace("#", "")
    else:
        return False
    return bool(_heading(heading) and _ANSWERS.search(text) and _ASKS.search(text)) \
        and not cn_notice.recognises(name, head)


def _heading(above: str) -> str:
    """The line of some text above another that is the heading of a press conference, or ""."""
    lines = [line.strip("#*_ \t\r\u3000") for line in above.split("\n") if line.strip()]
    return next((line for line in lines[:_LINES] if len(line) <= _LONGEST and not line.endswith(_STOPS)
                 and (_ENGLISH.match(line) or _CHINESE.match(line))), "")


def _decoded(head: bytes) -> str:
    return head.decode("gb18030" if _CHARSET.search(head[:4096]) else "utf-8", "replace")


def _page_text(head: bytes) -> str:
    return html.unescape(_decoded(_TAG.sub(b"\n", head)))


def describe(document: Document, rendition: Rendition) -> Document:
    """The document with publisher, heading and address; its day is that of the heading, where that names one."""
    from ingest.text.published import day_in

    told = described(document, rendition)
    if not told.heading and isinstance(rendition, TextRendition):
        told = msgspec.structs.replace(told, heading=_heading(rendition.text[:_TOP]))
    day = day_in(told.heading) if not document.published else ""
    if day:
        told = msgspec.structs.replace(told, published=day, published_basis="content")
    return told if told.publisher else msgspec.structs.replace(told, publisher=_ministry(told.heading))


def _ministry(heading: str) -> str:
    """The body that the heading names, or ""."""
    from ingest.text import chinese_turns, gazetteer, spokespersons
    from ingest.text.chinese_speakers import Speakers
    from ingest.text.found import Reading

    reading, names = Reading(heading, (), "", heading), gazetteer.load()
    main = spokespersons.of_heading(reading, names) or chinese_turns.main_speaker(Speakers("", reading, [], names))
    return main.organization or "" if main else ""


def find(document: Document, rendition: Rendition) -> Iterator[Found]:
    """What the document says: one Found. Raises what `ingest.text.reading.read` raises, and EnvironmentRefused."""
    from ingest.text import extraction
    from ingest.text.reading import read

    found = extraction.find(read(describe(document, rendition), rendition))
    asked = asked_in(found.reading, found.statements)
    found.statements = [_told(said, asked, found) for said in found.statements if not _within(said.span, asked)]
    yield found


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of what the document says; those of its questions are the press's. Raises what `find` raises."""
    from ingest.text.claims import claims_of

    for found in find(document, rendition):
        asked = asked_in(found.reading, found.statements)
        for claim in claims_of(document.id, found):
            span = _span(claim.locator)
            yield msgspec.structs.replace(
                claim, basis="press", confidence=min(claim.confidence, ASKED),
                rule=f"{claim.rule}+asked".lstrip("+")) if span and _within(span, asked) else claim


def asked_in(reading: Reading, statements: list[Statement]) -> list[Span]:
    """The questions: what stands between the answers, and from the first label to the first answer."""
    answers = sorted(said.segments[0] for said in statements if said.rule == "turn")
    if not answers:
        return []
    label = _ASKS.search(reading.masked, 0, answers[0][0])
    first = label.start() if label else answers[0][0]
    ends = [first, *(end for _, end in answers)]
    starts = [*(start for start, _ in answers), len(reading.text)]
    return [(start, end) for start, end in zip(ends, starts, strict=True) if start < end]


def _told(said: Statement, asked: list[Span], found: Found) -> Statement:
    """An answer with its medium, and with what the question before it is about where its own words don't tell."""
    if said.rule != "turn":
        return said
    before = max((span for span in asked if span[1] <= said.segments[0][0]), default=(0, 0))
    about = said.about or next((m.name for m in _subjects(found.mentions, said.segments[0])), None) or next(
        (m.name for m in _subjects(found.mentions, before)), None)
    medium = "press conference" if _CONFERENCE.search(found.reading.heading) else "answer to a question"
    return replace(said, medium=medium, about=about)


def _subjects(mentions: list[Mention], span: Span) -> Iterator[Mention]:
    """Firms, bodies and lists named in a span; ministries and media that ask are not what is spoken about."""
    return (m for m in mentions if span[0] <= m.start and m.end <= span[1] and m.node
            and m.class_name in ("Company", "Institution", "RestrictedList", "Product"))


def _within(span: Span, asked: list[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in asked)


def _span(locator: str) -> Span | None:
    found = re.fullmatch(r"char=(\d+),(\d+)", locator)
    return (int(found[1]), int(found[2])) if found else None


SOURCE: Source = Source(
    name="press_conference",
    version=1,
    description="Press conferences and answers of ministries' spokespersons, in English and Chinese",
    publisher="foreign and commerce ministries",
    url="https://www.mfa.gov.cn/",
    formats=("txt", "md", "html"),
    rendition="document",
    basis="official_words",
    recognises=recognises,
    describe=describe,
    parse=parse,
    find=find,
)
