"""Small ledgers for tests, from few lines: claims, or records of a chronology, a registry or a screening list."""

from __future__ import annotations

import contextlib
import csv
import datetime
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec

import ingest
from ingest.running import record
from ingest.us_csl import COLUMNS
from kg.claim import Claim, sorted_qualifiers
from kg.document import Document, hash_of
from kg.graph import PropertyGraph, rows
from kg.ledger import Ledger
from kg.ledger.writer import LedgerWriter
from kg.projection import Projection, project
from kg.rendition import render_records

ENTITY_LIST = "Entity List (EL) - Bureau of Industry and Security"
SDN_LIST = "Specially Designated Nationals (SDN) - Treasury Department"


def said(subject: str, predicate: str, object_: str, *, words: str = "",
         qualifiers: Mapping[str, str] | None = None,
         **fields: Any) -> Claim:
    """A claim without a place: `Paper` gives it one. words: the quote, "" for the object's own text."""
    return Claim(subject, predicate, object_, "", words or object_,
                 qualifiers=sorted_qualifiers((qualifiers or {}).items()), **fields)


def thing(node: str, class_name: str, name: str = "", **properties: str | Iterable[str]) -> tuple[Claim, ...]:
    """A node's class, its name ("" for none), and its properties, each one text or several."""
    found = [said(node, "class", class_name)]
    if name:
        found.append(said(node, "name", name))
    for predicate, value in properties.items():
        found.extend(said(node, predicate, text) for text in ([value] if isinstance(value, str) else value))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document of few claims and the module that reads it; its bytes follow from the claims and `copy`."""

    claims: tuple[Claim, ...]
    module: str = "notice"
    version: int = 1
    basis: str = "official_record"
    published: str = "2019-01-02"
    series: str = ""
    edition: str = ""
    editions: str = "replace"
    name: str = "notice.jsonl"
    heading: str = ""
    url: str = ""
    copy: str = ""
    left_out: frozenset[int] = field(default_factory=frozenset)  # what the module doesn't see, by number

    def write(self, writer: LedgerWriter) -> None:
        """Add the document to the ledger; every claim must be taken."""
        told = [{"copy": self.copy}, *({"words": claim.quote, "claim": msgspec.to_builtins(claim)}
                                       for claim in self.claims)]
        content = "\n".join(json.dumps(line) for line in told).encode()
        document = Document(content=content, id=hash_of(content), name=self.name, published=self.published,
                            published_basis="given", series=self.series, edition=self.edition,
                            heading=self.heading, url=self.url)
        run = writer.begin(document, render_records(content, self.name), module=self.module,
                           version=self.version, basis=self.basis, editions=self.editions)
        if run is None:
            return
        for number, claim in enumerate(self.claims, 1):
            if number - 1 not in self.left_out:
                run.add(msgspec.structs.replace(claim, locator=f"/{number}/words",
                                                mention=claim.mention or claim.quote))
        report = run.finish()
        assert not report.refused, report.refused


@dataclass(frozen=True, slots=True)
class SourcePaper:
    """A document in a source's own format."""

    document: Document
    source: str

    def write(self, writer: LedgerWriter) -> None:
        """Add the document to the ledger; nothing of it may be refused."""
        source = next(s for s in ingest.SOURCES if s.name == self.source)
        report = record(writer, replace_series(self.document, source.series), source)
        assert not report.refused, report.refused


def replace_series(document: Document, series: str) -> Document:
    """The document in the source's series, as when a file is read."""
    return msgspec.structs.replace(document, series=document.series or series)


AnyPaper = Paper | SourcePaper


def paper(*claims: Claim | tuple[Claim, ...], **about: Any) -> Paper:
    """A document of these claims; tuples of claims, as `thing` gives them, are taken apart."""
    flat: list[Claim] = []
    for given in claims:
        flat.extend(given if isinstance(given, tuple) else [given])
    return Paper(claims=tuple(flat), **about)


def chronology(*records: dict[str, Any], name: str = "chronology.jsonl", series: str = "") -> SourcePaper:
    """A chronology of these records; citation and `checked` are filled in where a record lacks them."""
    lines = [{"actors": [{"country": "US"}], "citation": "a notice", "checked": "opened", **r} for r in records]
    return _source_paper("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), name, "chronology",
                         series)


def registry(*records: dict[str, Any], name: str = "registry.jsonl") -> SourcePaper:
    """A registry of these records."""
    lines = [{"checked": "opened", **r} for r in records]
    return _source_paper("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), name, "registry", "")


def csl(*listed: dict[str, str], edition: str = "2019-12-31") -> SourcePaper:
    """An edition of the Consolidated Screening List; what a row lacks is empty, its list the Entity List."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**dict.fromkeys(COLUMNS, ""), "source": ENTITY_LIST, **row} for row in listed)
    return _source_paper(text.getvalue(), f"csl_{edition}.csv", "us_csl", "")


def _source_paper(text: str, name: str, source: str, series: str) -> SourcePaper:
    content = text.encode()
    return SourcePaper(Document(content=content, id=hash_of(content), name=name, series=series), source)


def fill(ledger: Ledger, *papers: AnyPaper, on: str = "") -> Ledger:
    """Write documents in one go, so that small ones share a segment. on: the day of recording, "" for now."""
    with _recording(on), ledger.writer() as writer:
        for given in papers:
            given.write(writer)
    return ledger


@contextlib.contextmanager
def _recording(day: str) -> Iterator[None]:
    if not day:
        yield
        return
    start = datetime.datetime.fromisoformat(f"{day}T12:00:00+00:00")
    ticks = (start + datetime.timedelta(microseconds=n) for n in range(1_000_000))
    texts = (tick.isoformat(timespec="microseconds") for tick in ticks)
    with mock.patch("kg.ledger.writer.recorded_now", side_effect=texts):
        yield


def ledger_of(folder: Path, *papers: AnyPaper, on: str = "") -> Ledger:
    """A new ledger in an empty folder with these documents."""
    return fill(Ledger.create(folder), *papers, on=on)


def projected(folder: Path, *papers: AnyPaper, **limits: Any) -> Projection:
    """The projection of a new ledger of these documents."""
    return project(ledger_of(folder, *papers), **limits)


def nodes_of(graph: PropertyGraph) -> dict[str, dict[str, Any]]:
    """Each node by id, with its leaf class under `class`."""
    return {str(row["id"]): {**row, "class": name} for name, row in graph.node_rows()}


def edges_of(graph: PropertyGraph, relation: str) -> list[dict[str, Any]]:
    """The edges of a relation, by their ends and interval."""
    found: list[dict[str, Any]] = [dict(row) for row in rows(graph.edges[relation])] \
        if relation in graph.edges else []
    return sorted(found, key=lambda e: (e["source"], e["target"], str(e.get("valid_from", "")), e["id"]))


def listing(graph: PropertyGraph, party: str, listed: str = "") -> list[tuple[str, str, str]]:
    """The states of a party on lists (or on one) as (state, from, to) in order of time; "" for a day not known."""
    found = [(e["state"], _text(e.get("valid_from")), _text(e.get("valid_to")))
             for e in edges_of(graph, "LISTED_ON")
             if e["source"] == party and (not listed or e["target"] == listed)]
    return sorted(found, key=lambda state: state[1])


def _text(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def claim_of(ledger: Ledger, subject: str, predicate: str, object_: str = "") -> str:
    """The id of the claim that says this (of any object for ""); there must be one."""
    with ledger.connect() as connection:
        found = connection.execute(
            "SELECT DISTINCT id FROM claims WHERE subject = $s AND predicate = $p AND $o IN ('', object)",
            {"s": subject, "p": predicate, "o": object_}).fetchall()
    assert len(found) == 1, found
    return str(found[0][0])


def without(given: Paper, *numbers: int) -> Paper:
    """The same document, read by a later version of the module that doesn't say these claims any more."""
    return replace(given, version=given.version + 1, left_out=frozenset(numbers))
