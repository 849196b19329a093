"""Everything that this package raises on purpose, as one small tree.

    KgError
    ├── UsageError            the caller asked for something that doesn't exist (exit code 2)
    │   ├── SchemaError       a class, predicate or literal that the schema doesn't have
    │   └── QueryError        an unknown query, a wrong parameter, a statement that isn't allowed
    ├── Refused               data that can't be taken as they are (exit code 1)
    │   ├── SourceRefused     a document or a row of it, with file and line
    │   ├── ClaimRefused      a claim that breaks its contract (quote, literal, date)
    │   └── ProjectionRefused a projection that no store may load (duplicate id, dangling edge)
    └── EnvironmentRefused    the world outside isn't as needed (exit code 3)
        ├── LedgerUnavailable newer version, second writer, no permission, disk full, damaged
        └── StoreUnavailable  no server, wrong password, server too old, connection lost

A message is one line that says what was expected and, for the environment, what to do.
"""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors raised on purpose; `exit_code` is what the command line returns."""

    exit_code = 1


class UsageError(KgError):
    """The caller asked for something that doesn't exist or isn't allowed."""

    exit_code = 2


class SchemaError(UsageError):
    """A class, predicate or literal that the schema doesn't have."""


class QueryError(UsageError):
    """An unknown query, a wrong parameter, or a statement that isn't allowed."""


class Refused(KgError):
    """Data that can't be taken as they are."""

    exit_code = 1


class SourceRefused(Refused):
    """A document, or a row of it, that a source can't read; `place` is file and line."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(f"{place}: {reason}" if place else reason)
        self.reason = reason
        self.place = place


class ClaimRefused(Refused):
    """A claim that breaks its contract: quote, literal, qualifier or date."""


class ProjectionRefused(Refused):
    """A projection that no store may load: a duplicate id or an edge without its end."""


class EnvironmentRefused(KgError):
    """The world outside isn't as needed; the message says what to do."""

    exit_code = 3


class LedgerUnavailable(EnvironmentRefused):
    """The ledger can't be opened or written: newer version, second writer, permission, disk, damage."""


class StoreUnavailable(EnvironmentRefused):
    """A store can't be reached: no server, wrong password, server too old, connection lost."""
