"""Reading documents by a model: its facts become claims of a module of their own, beside those of the rules.

The module is named by the model (`llm/<model>`) and its version is the prompt's, so a newer prompt's claims stand for
an older one's, and nothing of it ever stands for the rules'. Its events are nodes of their own as well.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ingest.llm.cache import AnswerCache
from ingest.llm.cost import Estimate
from ingest.llm.endpoint import Model
from ingest.llm.finding import CONFIDENCE, Finding
from ingest.llm.prompt import PROMPT_VERSION, Request, requests_of
from ingest.llm.quoted import Quoted
from ingest.running import DocumentReport, record, tasks_of
from ingest.source import Source
from ingest.text.claims import claims_of
from ingest.text.found import Found
from ingest.text.reading import read
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.errors import SourceRefused
from kg.ledger import Ledger
from kg.rendition import RENDER, Rendition

READ_AS_TEXT = ("document", "text/1")


@dataclass(frozen=True, slots=True)
class Reader:
    """A model that reads, with the answers that it has given before."""

    model: Model
    cache: AnswerCache

    @property
    def module(self) -> str:
        """The name under which its runs are recorded."""
        return f"llm/{self.model.name}"

    @property
    def rule(self) -> str:
        """The rule in its claims' method, `llm/<model>/prompt-<version>`."""
        return f"prompt-{PROMPT_VERSION}"

    def found(self, document: Document, rendition: Rendition) -> tuple[Found, list[Refusal]]:
        """What the model finds in a document, and what of it was refused because the text doesn't say it.

        Raises SourceRefused and EnvironmentRefused as `ingest.llm.endpoint` does; answers are kept as they come.
        """
        reading = read(document, rendition)
        quoted = Quoted.of(reading)
        finding = Finding(quoted, self.rule, Found(reading))
        for request in requests_of(reading):
            key = request.key(self.model.name, document.id)
            facts = self.cache.get(key)
            if facts is None:
                facts = self.model.facts(request, document.name)
                self.cache.put(key, facts)
            finding.take(facts, request.paragraphs)
        return finding.found, quoted.refused

    def parse(self, document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
        """The claims of what the model finds, and its refusals. Raises as `found` does."""
        found, refused = self.found(document, rendition)
        yield from refused
        yield from self.claims(document, found)

    def claims(self, document: Document, found: Found) -> Iterator[Claim]:
        """What was found as claims, each with the model's rule and no more than its confidence.

        The state of a listing isn't a model's to say: what it says of one is in the event.
        """
        for claim in claims_of(f"{document.id}/{self.module}", found):
            if claim.predicate != "LISTED_ON":
                yield msgspec.structs.replace(_at_its_name(claim, found.reading.text), rule=self.rule,
                                              confidence=min(claim.confidence, CONFIDENCE))

    def source(self, source: Source) -> Source:
        """A source of running text, read by the model."""
        return dataclasses.replace(source, name=self.module, version=PROMPT_VERSION, parse=self.parse)

    def is_cached(self, request: Request, document: Document) -> bool:
        """Whether a question was answered before."""
        return self.cache.get(request.key(self.model.name, document.id)) is not None


def _at_its_name(claim: Claim, text: str) -> Claim:
    """A claim about somebody known, quoted by the name alone; any other as it is.

    The rules quote the sentence. At the same place the same claim would have the same id, and only one would count.
    """
    if claim.subject.startswith("event:") or claim.object.startswith("event:"):
        return claim
    start, _, end = claim.locator.removeprefix("char=").partition(",")
    at = text.find(claim.mention, int(start), int(end))
    if at < 0:
        return claim
    return msgspec.structs.replace(claim, locator=f"char={at},{at + len(claim.mention)}", quote=claim.mention)


def texts(paths: Iterable[Path], sources: Iterable[Source], published: str = "") -> Iterator[tuple[Document, Source]]:
    """The documents of running text among files and folders; lists, tables and what can't be read are left out."""
    for task in tasks_of(paths, tuple(sources), published=published):
        if task.document is not None and task.source is not None and task.source.rendition in READ_AS_TEXT:
            yield task.document, task.source


def estimate(reader: Reader, documents: Iterable[tuple[Document, Source]], most: int) -> Estimate:
    """What reading these documents will take; `most` tokens in an answer. Nothing is sent."""
    total = Estimate()
    for document, source in documents:
        try:
            rendition = RENDER[source.rendition](document.content, document.name)
            asked = list(requests_of(read(document, rendition)))
        except SourceRefused:
            continue
        total = dataclasses.replace(total, documents=total.documents + 1)
        for request in asked:
            total = total.with_request(request, is_cached=reader.is_cached(request, document), most=most)
    return total


def run(ledger: Ledger, reader: Reader, documents: Iterable[tuple[Document, Source]]) -> Iterator[DocumentReport]:
    """Read documents into the ledger, one by one, each with its report.

    Raises LedgerUnavailable, and EnvironmentRefused as `ingest.llm.endpoint` does; what was finished stays.
    """
    with ledger.writer() as writer:
        for document, source in documents:
            try:
                yield record(writer, document, reader.source(source))
            except SourceRefused as refusal:
                yield DocumentReport(document.name, reader.module, "refused", refused=(str(refusal),))
