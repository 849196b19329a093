"""The contract of an ingest module: facts about a publisher, and a pure parser from a document to claims.

A source is one module with a `SOURCE` constant, one line in `ingest/__init__.py`, and one fixture folder
`tests/sources/<name>/`. Parsing touches no network, clock or file; fetching is apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.text.found import Found
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.rendition import Rendition

Parse = Callable[[Document, Rendition], Iterator[Claim | Refusal]]
Find = Callable[[Document, Rendition], Iterator[Found]]
LeftOut = Callable[[Document, Rendition], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a source is and how its documents are read.

    version: raised with each change of what `parse` says; the newest run of a module over a document counts.
    rendition: name in `kg.rendition.RENDER`; `document` takes the rule of each document's own form.
    basis: of its claims, unless a claim says otherwise.
    series: the publication series its documents belong to ("" when each stands alone).
    editions: `replace` when a newer edition stands for all that an older one said (revisions of a page);
        `cumulative` when older editions stay true for their time (editions of a list).
    recognises: from the file's name and the first 64 kB, whether this source reads the document; exactly one
        source may say yes, or none but one with `fallback`.
    describe: the document with publisher, published date, edition filled in.
    parse: raises nothing for bad rows; it yields a Refusal and goes on.
    find: for running text, what the document says before it becomes claims: one Found for each text in it.
    left_out: what `parse` reads and leaves out on purpose: one line for each filter, with its count.
    """

    name: str
    version: int
    description: str
    publisher: str
    url: str
    formats: tuple[str, ...]
    rendition: str
    basis: str
    recognises: Callable[[str, bytes], bool]
    describe: Callable[[Document, Rendition], Document]
    parse: Parse
    series: str = ""
    editions: str = "replace"
    fallback: bool = False
    find: Find | None = None
    left_out: LeftOut | None = None
