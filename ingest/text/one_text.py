"""What the sources have in common whose documents are one text each.

The rules for language take a while to load, so that happens when the first text is read, not when the sources are
listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from kg.document import Document
from kg.rendition import Rendition, TextRendition

if TYPE_CHECKING:
    from ingest.text.found import Found
    from kg.claim import Claim, Refusal

MEDIA_TYPES = {"text/1": "text/plain", "html/1": "text/html", "pdf/1": "application/pdf",
               "docx/1": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


def described(document: Document, rendition: Rendition) -> Document:
    """The document with publisher, heading, published day and address, as far as it says them.

    What was given from outside stays. Raises SourceRefused for a document that can't be read.
    """
    from ingest.text.header import ADDRESS, header_of
    from ingest.text.reading import read

    reading = read(document, rendition)
    address = document.url
    if not address and isinstance(rendition, TextRendition) and rendition.kind == "text/1":
        address = header_of(rendition.text).first(ADDRESS)
    return msgspec.structs.replace(
        document, publisher=reading.publisher, heading=reading.heading, published=reading.published or "",
        published_basis=reading.published_basis, url=address,
        media_type=document.media_type or MEDIA_TYPES.get(rendition.kind, ""))


def found_in(document: Document, rendition: Rendition) -> Iterator[Found]:
    """What the document says: one Found. Raises what `ingest.text.extraction.extract` raises."""
    from ingest.text.extraction import extract

    yield extract(document, rendition)


def claims_in(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of what the document says. Raises what `ingest.text.extraction.extract` raises."""
    from ingest.text.claims import claims_of

    for found in found_in(document, rendition):
        yield from claims_of(document.id, found)
