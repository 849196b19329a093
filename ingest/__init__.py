"""Ingest modules: documents in, claims out. One module a source, one line each in `SOURCES`.

    import ingest
    report = ingest.run("tradewar.kg", ["consolidated.csv"])
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from ingest import (
    bundled,
    chronology,
    cn_notice,
    cn_tariff_list,
    federal_register,
    gdelt_events,
    gta,
    headlines,
    icews,
    news,
    press_conference,
    press_release,
    registry,
    running,
    social_posts,
    us_csl,
    us_section301,
)
from ingest.running import DocumentReport, IngestReport, Progress
from ingest.source import Source
from kg.errors import UsageError
from kg.ledger import Ledger

__all__ = ["SOURCES", "DocumentReport", "IngestReport", "Source", "run", "run_bundled", "run_examples",
           "source_named"]

# A tuple, not a dict: two sources of one name must be seen by the tests, not lost.
SOURCES: tuple[Source, ...] = (
    chronology.SOURCE,
    registry.SOURCE,
    us_csl.SOURCE,
    cn_notice.SOURCE,
    us_section301.SOURCE,
    cn_tariff_list.SOURCE,
    gta.SOURCE,
    gdelt_events.SOURCE,
    icews.SOURCE,
    federal_register.SOURCE,
    headlines.SOURCE,
    press_conference.SOURCE,
    press_release.SOURCE,
    social_posts.SOURCE,
    news.SOURCE,
)


def run(ledger: Ledger | Path | str, paths: Iterable[Path | str], *, source: str = "", published: str = "",
        workers: int = 1, progress: Progress | None = None) -> IngestReport:
    """Read files and folders into a ledger, which is made when there is none.

    source: name of the module that reads them; "" lets each document choose. published: ISO date for documents that
    don't say when they were published. workers: how many processes read texts; more than one needs a
    `__main__` guard in the calling script. Raises UsageError for an unknown source or a date that doesn't exist, and
    LedgerUnavailable; refused documents and rows are in the report.
    """
    opened = ledger if isinstance(ledger, Ledger) else Ledger.create(Path(ledger))
    chosen = (source_named(source),) if source else SOURCES
    return running.run(opened, [Path(path) for path in paths], chosen, published=published, workers=workers,
                       progress=progress)


def run_bundled(ledger: Ledger) -> IngestReport:
    """Read what ships with the package: the registry, the regions and the chronology."""
    return running.run_documents(ledger, [(d, source_named(name)) for d, name in bundled.documents()])


def run_examples(ledger: Ledger) -> IngestReport:
    """Read the example texts that ship with the package, written for this project on real facts.

    Raises EnvironmentRefused, before anything is read, without the extra `text`.
    """
    from ingest.text import language

    language.model()
    return running.run_documents(ledger, [(d, bundled.as_example(source_named(name)))
                                          for d, name in bundled.examples()])


def source_named(name: str) -> Source:
    """The source of that name. Raises UsageError that names the nearest."""
    for source in SOURCES:
        if source.name == name:
            return source
    known = [source.name for source in SOURCES]
    near = difflib.get_close_matches(name, known, n=1)
    raise UsageError(f"no source {name!r}: " + (f"did you mean {near[0]}?" if near else ", ".join(known)))
