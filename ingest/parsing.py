"""Reading one document from bytes to claims, as a function that another process can run."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.source import Source
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.rendition import RENDER, Rendition


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as its source describes it, its rendition, and all that the source says of it."""

    document: Document
    rendition: Rendition
    items: tuple[Claim | Refusal, ...]


def parsed(document: Document, source: Source) -> Parsed:
    """Render, describe and parse one document; arguments and result can be pickled.

    Raises SourceRefused when the document can't be read at all, EnvironmentRefused when a library is missing.
    """
    rendition = RENDER[source.rendition](document.content, document.name)
    described = source.describe(document, rendition)
    return Parsed(described, rendition, tuple(source.parse(described, rendition)))
