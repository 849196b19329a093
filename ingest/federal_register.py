"""Abstracts of rules and notices in the Federal Register, as text.

Publisher: Office of the Federal Register, https://www.federalregister.gov/. Read as a digest in Markdown (heading,
publication day, document number, summary), or as the head of a printed rule (AGENCY, ACTION, SUMMARY). What a rule
does, it does on the day of its publication unless the abstract gives another; the document number is its citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from ingest.source import Source
from ingest.text.found import Found, Reading
from ingest.text.header import PUBLISHER, header_of
from ingest.text.one_text import described
from ingest.text.published import day_in
from ingest.text.reading import read
from kg import rich_text
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.rendition import Rendition, TextRendition

_NUMBER = re.compile(r"(?:Document Number:?\W{0,4}|FR Doc\.?\s*(?:No\.?)?\s*)"
                     r"(?P<number>(?:[A-Z]\d-)?\d{2,4}[-–]\d{4,6})\b")
_SUMMARY = re.compile(r"^(?:#{1,4}\s*Summary\s*$|(?:\*\*)?SUMMARY:?(?:\*\*)?)", re.MULTILINE)
_AFTER = re.compile(r"^(?:#{1,4}\s|(?:\*\*)?(?:DATES|ADDRESSES|FOR FURTHER INFORMATION CONTACT|EFFECTIVE DATE)\b)",
                    re.MULTILINE)
_VOLUME = re.compile(r"Federal Register\s*/\s*Vol\. \d+, No\. \d+\s*/\s*\w+, (?P<day>[A-Z][a-z]+ \d{1,2}, \d{4})")
_PRINTED = re.compile(r"^(?:\*\*)?(?:AGENCY|ACTION):", re.MULTILINE)


def recognises(name: str, head: bytes) -> bool:
    """Whether a text says that the Federal Register published it, and has an abstract."""
    if rich_text.form_of(head) != "text/1":
        return False
    text = head.decode("utf-8", "replace")
    publisher = header_of(text).first(PUBLISHER).lower().replace("_", " ")
    told = "federal register" in publisher or (bool(_NUMBER.search(text)) and "Federal Register" in text)
    return bool(_SUMMARY.search(text)) and (told or len(_PRINTED.findall(text)) > 1)


def describe(document: Document, rendition: Rendition) -> Document:
    """The document with what it says of itself; a printed page has the day in its first line."""
    printed = _VOLUME.search(rendition.text) if isinstance(rendition, TextRendition) else None
    if printed and not document.published:
        document = msgspec.structs.replace(document, published=day_in(printed["day"]), published_basis="content")
    return msgspec.structs.replace(described(document, rendition), publisher="Federal Register")


def texts(document: Document, rendition: Rendition) -> Iterator[Found]:
    """What the abstract says; a listing without a day has that of publication, and all have the citation."""
    from ingest.text.extraction import find

    found = find(_abstract(read(describe(document, rendition), rendition)))
    number = _NUMBER.search(found.reading.text)
    found.blacklistings = [
        replace(listing, citation=listing.citation or (f"FR Doc. {number['number']}" if number else None),
                date=listing.date or found.reading.published,
                date_basis=listing.date_basis if listing.date else "day of publication")
        for listing in found.blacklistings]
    yield found


def _abstract(reading: Reading) -> Reading:
    """The reading with nothing but the summary as its body; all of it when there is none."""
    opening = _SUMMARY.search(reading.text)
    if opening is None:
        return reading
    closing = _AFTER.search(reading.text, opening.end())
    end = closing.start() if closing else len(reading.text)
    body = tuple((max(a, opening.end()), min(b, end)) for a, b in reading.body if a < end and b > opening.end())
    return replace(reading, body=body or reading.body)


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of an abstract."""
    from ingest.text.claims import claims_of

    for found in texts(document, rendition):
        yield from claims_of(document.id, found)


SOURCE: Source = Source(
    name="federal_register",
    version=1,
    description="Abstracts of rules and notices in the Federal Register",
    publisher="Office of the Federal Register",
    url="https://www.federalregister.gov/",
    formats=("md", "txt"),
    rendition="document",
    basis="official_record",
    recognises=recognises,
    describe=describe,
    parse=parse,
    find=texts,
)
