"""Whether a release still is what was frozen: its files, its ledger down to each quote, and the graph made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from kg.errors import LedgerUnavailable, Refused, UsageError
from kg.ledger import Ledger
from kg.ledger.lock import NAME as LOCK
from kg.projection import project
from kg.projection_build import build_name
from kg.release import LEDGER, SUMS, sum_of
from kg.release_text import RECORD, Record
from kg.validate import Finding, validate

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def check(folder: Path) -> Iterator[Finding]:
    """What of a release isn't as it was frozen: files, the ledger's digest, its claims and the graph's digest.

    The graph is compared when this program made the release. Raises UsageError for a folder that isn't a release.
    """
    record = _read_record(folder)
    changed = list(_file_findings(folder))
    yield from changed
    ledger = Ledger(folder / LEDGER)
    try:
        if ledger.digest() != record.ledger:
            yield Finding(LEDGER, "digest", f"the ledger's digest isn't {record.ledger}")
    except LedgerUnavailable as error:
        yield Finding(LEDGER, "digest", str(error))
        return
    yield from (one for one in validate(ledger) if record.documents_included or one.rule != "document")
    if not changed and record.build == build_name() and project(ledger).graph.info.digest != record.graph:
        yield Finding(RECORD, "digest", f"the graph's digest isn't {record.graph}")


def _read_record(folder: Path) -> Record:
    try:
        return msgspec.json.decode((folder / RECORD).read_bytes(), type=Record)
    except OSError as error:
        raise UsageError(f"{folder} isn't a release: can't read {RECORD} ({error.strerror})") from error
    except msgspec.MsgspecError as error:
        raise Refused(f"{folder / RECORD} is damaged or of a newer program: {error}") from error


@dataclass(slots=True)
class _Listed:
    """What SHA256SUMS says, and the lines that say nothing."""

    sums: dict[str, str] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)


def _listed(folder: Path) -> _Listed:
    found = _Listed()
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return found
    for line in lines:
        told = _LINE.fullmatch(line)
        if told and not Path(told[2]).is_absolute() and ".." not in Path(told[2]).parts:
            found.sums[told[2]] = told[1]
        else:
            found.odd.append(line)
    return found


def _file_findings(folder: Path) -> Iterator[Finding]:
    listed = _listed(folder)
    if not listed.sums:
        yield Finding(SUMS, "missing", "is missing or empty")
    for line in listed.odd:
        yield Finding(SUMS, "line", f"expected a SHA-256 and a path inside the release, got {line[:80]!r}")
    for name, sum_ in listed.sums.items():
        path = folder / name
        if path.is_symlink() or not path.is_file():
            yield Finding(name, "missing", "isn't there as a file of its own")
        elif sum_of(path) != sum_:
            yield Finding(name, "changed", "has another SHA-256 than when it was frozen")
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_dir() and name not in listed.sums and not _is_by_use(name):
            yield Finding(name, "unlisted", "wasn't part of the release")


def _is_by_use(name: str) -> bool:
    """Whether reading a released ledger makes such a file."""
    return name == SUMS or name == f"{LEDGER}/{LOCK}" or name.startswith(f"{LEDGER}/cache/")
