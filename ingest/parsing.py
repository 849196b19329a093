"""Reading one document from bytes to claims, as a function that another process can run."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType

from ingest.source import Source
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.errors import KgError, SourceRefused
from kg.rendition import RENDER, Rendition

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document as its source describes it, its rendition, and all that the source says of it."""

    document: Document
    rendition: Rendition
    items: tuple[Claim | Refusal, ...]


def parsed(document: Document, source: Source) -> Parsed:
    """Render, describe and parse one document; arguments and result can be pickled.

    Raises SourceRefused when the document can't be read at all, also by a fault of its parser, and
    EnvironmentRefused when a library is missing.
    """
    described, rendition = rendered(document, source)
    return Parsed(described, rendition, tuple(said(described, rendition, source)))


def rendered(document: Document, source: Source) -> tuple[Document, Rendition]:
    """The document as its source describes it, and its rendition. Raises as `parsed` does."""
    with FaultsRefused(document.name):
        rendition = RENDER[source.rendition](document.content, document.name)
        return source.describe(document, rendition), rendition


def said(document: Document, rendition: Rendition, source: Source) -> Iterator[Claim | Refusal]:
    """What the source says of a described document, one by one. Raises as `parsed` does."""
    with FaultsRefused(document.name):
        yield from source.parse(document, rendition)


@dataclass(frozen=True, slots=True)
class FaultsRefused:
    """Makes of an error that nobody foresaw in a parser a refusal of its document: the other documents go on.

    Errors raised on purpose pass, and so do Ctrl-C and what the consumer of a generator raises.
    """

    name: str

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if isinstance(error, Exception) and not isinstance(error, KgError):
            log.info("%s", self.name, exc_info=error)
            words = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            raise SourceRefused(f"its parser failed ({words}): see where with kg -v and --workers 1",
                                self.name) from error
