"""Reading a document: what of it is text, in which language, who published it, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.text import furniture, published, web_page
from ingest.text.found import Reading, Span
from ingest.text.header import ADDRESS, HEADING, PUBLISHED, PUBLISHER, Header, header_of
from ingest.text.markup import is_markdown, marks
from ingest.text.paragraphs import paragraphs
from kg import rich_text
from kg.document import Document
from kg.errors import SourceRefused
from kg.rendition import Rendition, TextRendition

LONGEST = 10_000_000  # characters of body: a shelf of books
LONGEST_PARAGRAPH = 100_000
NEAR_THE_TOP = 8  # paragraphs in which a date line may stand
CHINESE = 0.3  # part of a text's letters that makes it Chinese
_HAN = re.compile("[\u4e00-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
# UTF-8 read as Latin-1 or Windows-1252: the first byte of a sequence, then bytes that only follow one
_MOJIBAKE = re.compile("[\u00c2-\u00f4](?:[\u0080-\u009f\u00a0-\u00bf]|€|™|œ|ž|‚|„|…|†|‡|‰|Š|‹|Œ|Ž|“|”|•|–|—|š|›){1,3}")
_TELLING = re.compile("â€[™œ\u009d“”˜]|â\u0080[\u0090-\u00bf]|Ã[\u0080-\u00bf]|[äåæçèé][\u0080-\u009f]")
_CAPTION = re.compile(
    r"[^\n]{0,500}?\((?:[^()\n]{0,40}\b(?:photo|photograph|image|picture)\b[^()\n]{0,60}|[^()\n]{0,40}/(?:Xinhua|"
    r"VCG|AFP|"
    r"Reuters|AP|Getty Images|EPA)|Xinhua/[^()\n]{2,40})\)\s*", re.IGNORECASE)
_READ_MORE = re.compile(r"(?:read more|see also|full story|related)\s*:?\s*(?=[A-Z\"“‘]|$)", re.IGNORECASE)
_LEADING = re.compile(r"[》\s]+")


@dataclass(slots=True)
class _Told:
    """What was gathered of a document on the way to its Reading."""

    heading: str = ""
    publisher: str = ""
    address: str = ""
    day: str = ""


def read(document: Document, rendition: Rendition) -> Reading:
    """A document as text with its surroundings.

    Raises SourceRefused: garbled text (UTF-8 that was read as Latin-1), nothing to read, more than a book, or a
    rendition that has no running text.
    """
    if not isinstance(rendition, TextRendition):
        raise SourceRefused(f"expected running text, found {rendition.kind}", document.name)
    text = rendition.text
    _refuse_garbled(text, document.name)
    if "\0" in text:
        raise SourceRefused("expected text, found a NUL", document.name)
    header = header_of(text) if rendition.kind == "text/1" else Header()
    told = _Told(header.first(HEADING), header.first(PUBLISHER), header.first(ADDRESS) or document.url,
                 published.first_day(map(published.day_in, _each(header, PUBLISHED))))
    found = list(paragraphs(text, header.end))
    _refuse_endless(found, document.name)
    if rendition.kind == "html/1":
        found = _page(document, text, found, told)
    elif rendition.kind == "docx/1" and not told.heading:
        told.heading = rich_text.docx_heading(document.content, document.name)
    kept = _body(text, found, told)
    markdown = rendition.kind == "text/1" and is_markdown(document.name, text)
    body = tuple(span for paragraph in kept for span in _words(text, paragraph, markdown=markdown))
    if not body:
        raise SourceRefused("expected an article, found no sentence of one", document.name)
    return _reading(document, text, body, told)


def _each(header: Header, names: tuple[str, ...]) -> Iterator[str]:
    return (header.fields[name] for name in names if name in header.fields)


def _reading(document: Document, text: str, body: tuple[Span, ...], told: _Told) -> Reading:
    basis = document.published_basis or ("given" if document.published else "")
    day = document.published
    if not day:
        day = told.day or published.day_in_address(told.address)
        basis = "content" if day else ""
    if not day:
        day = published.day_in_name(document.name)
        basis = "file name" if day else ""
    return Reading(text, body, language_of(text[a:b] for a, b in body), document.heading or told.heading,
                   document.publisher or told.publisher or published.host_of(told.address), day or None, basis)


def language_of(parts: Iterable[str]) -> str:
    """`zh` when a good part of the letters are Chinese, else `en`."""
    han = letters = 0
    for part in parts:
        han += len(_HAN.findall(part))
        letters += len(_LETTER.findall(part))
    return "zh" if han > CHINESE * letters else "en"


def _page(document: Document, text: str, found: list[Span], told: _Told) -> list[Span]:
    """The paragraphs of a web page's article; what the page says of itself goes to `told`."""
    page = web_page.web_page(rich_text.html_source(document.content, document.name))
    told.heading, told.publisher, told.day = page.heading, page.publisher, page.published
    told.address = told.address or page.address
    return web_page.chosen(text, found, page.article)


def _body(text: str, found: list[Span], told: _Told) -> list[Span]:
    """The paragraphs that are text; headings, date lines and agencies on the way there go to `told`."""
    body: list[Span] = []
    headings: list[Span] = []
    listing = False
    for number, (start, end) in enumerate(found):
        line = text[start:end]
        if body and furniture.ends_the_text(line) and number * 2 >= len(found):
            break
        day = published.day_in_line(line) if number < NEAR_THE_TOP else ""
        if day:
            told.day = told.day or day
        elif furniture.is_furniture(line):
            continue
        elif not listing and furniture.is_heading(line, first=not body):
            listing = bool(body) and furniture.opens_a_list(line)
            headings += [] if body else [(start, end)]
        else:
            body.append(_after_dateline(text, (start, end), told))
            listing = furniture.opens_a_list(line) or (listing and furniture.goes_on_a_list(line))
    if headings and not told.heading:
        told.heading = _main_heading([text[a:b] for a, b in headings])
    # a text of nothing but headings is its own body
    return body or headings


def _main_heading(lines: list[str]) -> str:
    """Of the headings over a text the first that says something; menus and sections are shorter."""
    plain = [" ".join(line.strip("#*_ \t").split()) for line in lines]
    return next((line for line in plain if len(line.split()) >= 4 or len(_HAN.findall(line)) >= 6), plain[-1])


def _after_dateline(text: str, paragraph: Span, told: _Told) -> Span:
    start, day, agency = published.dateline(text, paragraph)
    told.day = told.day or day
    told.publisher = told.publisher or agency
    return (start, paragraph[1]) if start < paragraph[1] else paragraph


def _words(text: str, paragraph: Span, *, markdown: bool) -> Iterator[Span]:
    """A paragraph without its caption, its prompts, and the marks inside it."""
    start, end = paragraph
    for opening in (_LEADING, _CAPTION, _READ_MORE):
        found = opening.match(text, start, end)
        start = found.end() if found and found.end() < end else start
    for mark_start, mark_end in marks(text, start, end, markdown=markdown):
        if mark_start > start and text[start:mark_start].strip():
            yield start, mark_start
        start = max(start, mark_end)
    if text[start:end].strip():
        yield start, end


def _refuse_garbled(text: str, name: str) -> None:
    telling = len(_TELLING.findall(text, 0, 100_000))
    if telling >= 3 and telling * 2 >= len(_MOJIBAKE.findall(text, 0, 100_000)):
        raise SourceRefused("garbled text: UTF-8 that was read as Latin-1 or Windows-1252 and saved again; take "
                            "the original, or undo it (iconv -f utf-8 -t windows-1252)", name)


def _refuse_endless(found: list[Span], name: str) -> None:
    longest = max((b - a for a, b in found), default=0)
    if sum(b - a for a, b in found) > LONGEST or longest > LONGEST_PARAGRAPH:
        raise SourceRefused(f"expected at most {LONGEST} characters of text, and {LONGEST_PARAGRAPH} in a paragraph, "
                            f"found a paragraph of {longest}", name)
