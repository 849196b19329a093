"""The names that a ledger was released under, kept beside its manifest; they change nothing of what it holds.

As long as the ledger's digest is the released one, every graph made of it carries the name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kg.errors import LedgerUnavailable
from kg.ledger.manifest import replace_file

if TYPE_CHECKING:
    from kg.ledger import Ledger

NAME = "releases.json"
_FORMAT = 1


class Released(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A release: its name, the ledger's digest then, and its ISO date."""

    name: str
    ledger: str
    date: str


class _Releases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    releases: tuple[Released, ...]


def releases(ledger: Ledger) -> tuple[Released, ...]:
    """All releases of a ledger, the oldest first. Raises LedgerUnavailable for a file that can't be read."""
    path = ledger.folder / NAME
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Releases).releases
    except FileNotFoundError:
        return ()
    except (OSError, msgspec.MsgspecError) as error:
        raise LedgerUnavailable(f"can't read {path} ({error}): restore it from a copy") from error


def release_of(ledger: Ledger) -> str:
    """The name of the last release that is what the ledger holds now; "" when it holds anything else."""
    known = releases(ledger)
    if not known:
        return ""
    digest = ledger.digest()
    return next((one.name for one in reversed(known) if one.ledger == digest), "")


def remember(ledger: Ledger, released: Released) -> None:
    """Note a release; noting it again changes nothing. Raises LedgerUnavailable when it can't be written."""
    known = releases(ledger)
    if released not in known:
        replace_file(ledger.folder / NAME, encoded((*known, released)))


def encoded(known: tuple[Released, ...]) -> bytes:
    """The file's bytes."""
    return msgspec.json.format(msgspec.json.encode(_Releases(_FORMAT, known)), indent=1) + b"\n"
