"""Releases: a ledger frozen under a name, so that others can cite, check and use what a paper rests on.

A release is a folder:

    tradewar.kg/            the ledger: manifest, segments, documents, and its release's name
    release.json            name, date, digests, counts and coverage
    coverage.csv            documents and claims of each source, first and last published and known day
    coverage-by-month.csv   the same by the month in which the claims became known
    documents.csv           every document with its hash
    CITATION.cff, citation.bib, README.md
    SHA256SUMS              of all of these, as `sha256sum -c` reads it

Its bytes follow from the ledger, the name and the date, which is the day of the last recording when none is given.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kg.document import check_date
from kg.errors import Refused, UsageError
from kg.exports.destination import new_folder
from kg.ledger import Ledger
from kg.ledger import manifest as manifest_file
from kg.ledger.lock import WriterLock
from kg.ledger.table import Run
from kg.projection import project
from kg.release_text import AUTHORS, Record, coverage, coverage_by_month, texts
from kg.released import NAME as RELEASES
from kg.released import Released, encoded, releases, remember
from kg.validate import validate

SUMS = "SHA256SUMS"
LEDGER = "tradewar.kg"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_TOLD = 3  # findings that a refusal shows
_NEW = "a release goes into a new or empty folder"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a release is to be.

    name: up to 64 letters, digits, dots, hyphens and underscores; date: ISO, "" for the day of the last recording;
    author: who is cited; documents: False leaves their bytes out and only pins them by their hashes.
    """

    name: str
    date: str = ""
    author: str = AUTHORS
    documents: bool = True

    def check(self) -> Wanted:
        """Return itself, or raise UsageError that says what was expected."""
        if not _NAME.fullmatch(self.name):
            raise UsageError(f"release {self.name!r}: expected up to 64 letters, digits, dots, hyphens and "
                             "underscores, the first a letter or digit")
        check_date("--date", self.date)
        if not self.author.strip() or not self.author.isprintable():
            raise UsageError("--author: expected a name in one line")
        return self


def freeze(ledger: Ledger, wanted: Wanted, out: Path) -> Record:
    """Write a release into a new or empty folder, and note its name in the ledger.

    Raises UsageError for a bad name, one that means another state of the ledger, or a folder with something in it;
    Refused when `validate` finds something or there is no claim; EnvironmentRefused when it can't be written.
    """
    wanted.check()
    with WriterLock(ledger.folder), new_folder(out, hint=_NEW) as folder:
        known = releases(ledger)
        taken = next((one for one in known if one.name == wanted.name and one.ledger != ledger.digest()), None)
        if taken:
            raise UsageError(f"{wanted.name} is the release of {taken.date} with digest {taken.ledger[:16]}, and the "
                             "ledger has changed since: choose another name")
        _check_health(ledger)
        runs = list(ledger.runs())
        record = _record(ledger, wanted, runs)
        released = Released(record.name, record.ledger, record.date)
        _copy(ledger, folder / LEDGER, runs if wanted.documents else [])
        (folder / LEDGER / RELEASES).write_bytes(encoded(known if released in known else (*known, released)))
        for name, text in texts(record, runs, coverage_by_month(ledger)).items():
            (folder / name).write_text(text, "utf-8", newline="\n")
        (folder / SUMS).write_text(_sums(folder), "utf-8", newline="\n")
    remember(ledger, released)
    return record


def _check_health(ledger: Ledger) -> None:
    found = list(islice(validate(ledger), _TOLD + 1))
    if found:
        told = "; ".join(f"{one.place}: {one.message}" for one in found[:_TOLD])
        more = "; and more" if len(found) > _TOLD else ""
        raise Refused(f"{ledger.folder} isn't fit for a release ({told}{more}): see `kg validate`")


def _record(ledger: Ledger, wanted: Wanted, runs: list[Run]) -> Record:
    sources = coverage(ledger)
    if not runs or not any(one.claims for one in sources):
        raise Refused(f"{ledger.folder} holds no claims: nothing to release")
    graph = project(ledger).graph
    info = graph.info
    return Record(
        format=1, name=wanted.name, date=wanted.date or max(run.recorded_at for run in runs)[:10],
        author=wanted.author.strip(), ledger=info.ledger, graph=info.digest, build=info.build,
        nodes=graph.node_count, edges=graph.edge_count, claims=sum(one.claims for one in sources),
        documents=len({run.document for run in runs}), documents_included=wanted.documents, sources=tuple(sources))


def _copy(ledger: Ledger, target: Path, runs: list[Run]) -> None:
    """The manifest and all that it names; raises LedgerUnavailable for what can't be read."""
    names = [manifest_file.NAME]
    names += [name for one in ledger.manifest().segments for name in (one.claims_file, one.runs_file)]
    names += sorted({str(ledger.document_path(run.document).relative_to(ledger.folder)) for run in runs})
    for folder in ("segments", "documents"):
        (target / folder).mkdir(parents=True)
    for name in names:
        (target / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(ledger.folder / name, target / name)


def _sums(folder: Path) -> str:
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return "".join(f"{sum_of(folder / name)}  {name}\n" for name in names)


def sum_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
