"""What ships with the package: the registry, the regions, the chronology and example texts, as documents like any."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from importlib import resources

import msgspec

from ingest.source import Source
from kg.claim import Claim, Refusal
from kg.document import Document, hash_of
from kg.rendition import Rendition

# file name, source that reads it
FILES = (("regions.jsonl", "registry"), ("registry.jsonl", "registry"), ("chronology.jsonl", "chronology"))
EXAMPLES = (
    ("first-tariff-list-2018-06-15.md", "press_release"),
    ("headlines.csv", "headlines"),
    ("entity-list-2019-10-08.md", "news"),
    ("control-list-2025-04-04.zh.md", "cn_notice"),
    ("foreign-ministry-2025-04-16.md", "press_conference"),
    ("geneva-talks-2025-05-12.md", "news"),
)
EXAMPLES_PUBLISHER = "tradewar-kg examples"


def documents() -> list[tuple[Document, str]]:
    """Each bundled file as a document, with the name of its source.

    They form a publication series each, so a newer release replaces what an older one said.
    """
    return [(_document(name, "tradewar-kg", name.removesuffix(".jsonl")), source) for name, source in FILES]


def examples() -> list[tuple[Document, str]]:
    """Each example text as a document, with the name of its source; reading them needs the extra `text`.

    They were written for this project on real facts, in its own words, and name what they rest on; read them with
    `as_example`, so that no claim of theirs passes for a publisher's words.
    """
    return [(_document(f"examples/{name}", EXAMPLES_PUBLISHER, f"examples/{name}"), source)
            for name, source in EXAMPLES]


def as_example(source: Source) -> Source:
    """A source that reads an example: this project is the publisher, and the basis of each claim is `bundled`."""
    def describe(document: Document, rendition: Rendition) -> Document:
        return msgspec.structs.replace(source.describe(document, rendition), publisher=EXAMPLES_PUBLISHER)

    def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
        for item in source.parse(document, rendition):
            yield msgspec.structs.replace(item, basis="press") if isinstance(item, Claim) else item

    return dataclasses.replace(source, basis="press", describe=describe, parse=parse)


def _document(name: str, publisher: str, series: str) -> Document:
    content = resources.files(__name__).joinpath(name).read_bytes()
    return Document(content=content, id=hash_of(content), name=name, publisher=publisher,
                    series=f"tradewar-kg/{series}")
