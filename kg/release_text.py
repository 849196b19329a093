"""What a release says of itself: record, coverage, list of documents, citation and README.

Formats: Citation File Format 1.2.0 (citation-file-format.github.io); BibTeX's entry `misc`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from kg.exports.cells import without_formula

if TYPE_CHECKING:
    from kg.ledger import Ledger
    from kg.ledger.table import Run

RECORD = "release.json"
AUTHORS = "tradewar-kg contributors"
TITLE = "A knowledge graph of trade-war events"
_KEYWORDS = ("trade war", "sanctions", "tariffs", "knowledge graph")
# braces by name: BibTeX counts them also behind a backslash
_LATEX = {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
          "{": "\\textbraceleft{}", "}": "\\textbraceright{}", **{one: f"\\{one}" for one in "$&#%_"}}


class Coverage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one source gave: counts, and ISO days or "" of publication and of becoming known."""

    source: str
    publisher: str
    documents: int
    claims: int
    first_published: str
    last_published: str
    first_known: str
    last_known: str


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A release: `ledger` and `graph` are digests, `build` the program and schema that made the graph."""

    format: int
    name: str
    date: str
    author: str
    ledger: str
    graph: str
    build: str
    nodes: int
    edges: int
    claims: int
    documents: int
    documents_included: bool
    sources: tuple[Coverage, ...]


def coverage(ledger: Ledger) -> list[Coverage]:
    """Documents and claims by module and publisher; what two readings of a document both say counts once."""
    with ledger.connect() as connection:
        found = connection.execute("""
            SELECT r.module, r.publisher, count(DISTINCT r.document), count(DISTINCT c.id),
                   coalesce(min(nullif(r.published, '')), ''), coalesce(max(r.published), ''),
                   coalesce(min(nullif(c.known_from, '')), ''), coalesce(max(c.known_from), '')
            FROM runs r LEFT JOIN claims c ON c.run = r.id GROUP BY ALL ORDER BY 1, 2""").fetchall()
    return [Coverage(*row) for row in found]


def coverage_by_month(ledger: Ledger) -> list[tuple[Any, ...]]:
    """Source, publisher, month in which claims became known ("" for an unknown one), documents, claims."""
    with ledger.connect() as connection:
        return connection.execute("""
            SELECT r.module, r.publisher, left(c.known_from, 7), count(DISTINCT r.document), count(DISTINCT c.id)
            FROM runs r JOIN claims c ON c.run = r.id GROUP BY ALL ORDER BY 1, 2, 3""").fetchall()


def texts(record: Record, runs: Iterable[Run], months: Iterable[Sequence[Any]]) -> dict[str, str]:
    """The files of a release beside the ledger, by name."""
    documents = sorted({(run.document, run.name, run.publisher, run.published, run.url, run.media_type)
                        for run in runs})
    sources = [msgspec.structs.astuple(one) for one in record.sources]
    return {
        RECORD: msgspec.json.format(msgspec.json.encode(record), indent=1).decode() + "\n",
        "coverage.csv": _table([f.name for f in msgspec.structs.fields(Coverage)], sources),
        "coverage-by-month.csv": _table(["source", "publisher", "month", "documents", "claims"], months),
        "documents.csv": _table(["sha256", "name", "publisher", "published", "url", "media_type"], documents),
        "CITATION.cff": citation_file(record),
        "citation.bib": bibtex(record),
        "README.md": readme(record),
    }


def _table(header: list[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([without_formula(cell) for cell in row] for row in rows)
    return out.getvalue()


def citation_file(record: Record) -> str:
    """The release as a Citation File Format document; texts as JSON strings, which YAML reads alike."""
    lines = ["cff-version: 1.2.0", f"message: {_quoted('If you use these data, please cite them as below.')}",
             "type: dataset", f"title: {_quoted(f'{TITLE}, release {record.name}')}",
             f"version: {_quoted(record.name)}", f"date-released: {record.date}",
             "authors:", f"  - name: {_quoted(record.author)}",
             "identifiers:", "  - type: other", f"    value: {_quoted(f'sha256:{record.ledger}')}",
             f"    description: {_quoted('digest of the ledger')}",
             f"abstract: {_quoted(_summary(record))}",
             "keywords:", *(f"  - {_quoted(word)}" for word in _KEYWORDS)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def bibtex(record: Record) -> str:
    """The release as a BibTeX entry."""
    year, month, _ = record.date.split("-")
    values = {"title": f"{{{TITLE}}}", "author": f"{{{_latex(record.author)}}}", "year": year, "month": str(int(month)),
              "version": _latex(record.name), "date": record.date,
              "note": f"Release {_latex(record.name)}, data set, ledger digest sha256:{record.ledger}"}
    body = "".join(f"  {name} = {{{value}}},\n" for name, value in values.items())
    return f"@misc{{tradewar-kg-{record.name},\n{body}}}\n"


def _latex(text: str) -> str:
    return "".join(_LATEX.get(one, one) for one in text)


def _summary(record: Record) -> str:
    return (f"{record.claims:,} claims from {record.documents:,} documents, projected to {record.nodes:,} nodes and "
            f"{record.edges:,} edges, each of which leads back to the words or the row it came from.")


def readme(record: Record) -> str:
    """What the folder is, how to check, use and cite it."""
    included = ("The bytes of all documents are in `tradewar.kg/documents`; their publishers' terms apply to them."
                if record.documents_included else
                "The documents' bytes are left out: `documents.csv` names each one with its SHA-256, so quotes can't "
                "be checked against them here.")
    sources = "\n".join(
        f"| {_cell(one.source)} | {_cell(one.publisher)} | {one.documents:,} | {one.claims:,} | "
        f"{one.first_published or '?'} – {one.last_published or '?'} |" for one in record.sources)
    return f"""# {TITLE}: release {record.name}

{_summary(record)}
Dated {record.date}; made by {record.build}.

- Ledger digest: `{record.ledger}`
- Graph digest: `{record.graph}`

{included}

## Check it

    sha256sum -c SHA256SUMS
    kg release --check .

The first compares files, the second also the ledger's claims, its digest and the graph's.

## Use it

    kg find Huawei --ledger tradewar.kg
    kg export gexf trade-war.gexf --ledger tradewar.kg

What you add to this ledger changes its digest, and from then on graphs no longer carry the release's name.

## What is in it

| source | publisher | documents | claims | published |
| --- | --- | --- | --- | --- |
{sources}

`coverage.csv` has this table, `coverage-by-month.csv` the same by month.

## Cite it

`CITATION.cff` and `citation.bib` hold the citation: {record.author}, {TITLE}, release {record.name}, {record.date}.
"""


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
