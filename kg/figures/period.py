"""The stretch of days that a figure shows, given as ISO dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.document import check_date
from kg.errors import UsageError

if TYPE_CHECKING:
    import datetime


def check_period(since: str, until: str) -> None:
    """Raise UsageError for a day that doesn't exist and for an end before the beginning; "" sets no limit."""
    check_date("--since", since)
    check_date("--until", until)
    if since and until and since > until:
        raise UsageError(f"--since {since} is after --until {until}")


def in_words(since: str, until: str, first: datetime.date, last: datetime.date) -> str:
    """The stretch as a caption tells it: what was asked for, else what there is."""
    return f"{since or first.isoformat()} to {until or last.isoformat()}"
