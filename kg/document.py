"""A document: bytes with a content hash, and what is known of who published them and when."""

from __future__ import annotations

import datetime
import hashlib

import msgspec

from kg.errors import UsageError


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What an ingest module parses; `id` is the SHA-256 of `content`.

    name: the file's name, for messages and as a title of last resort. published: ISO date or "" (unknown);
    published_basis: where that date comes from (`given`, `content`, `file name`, `newest row`, "").
    series: documents of one series are editions of each other; edition: what orders them (ISO date).
    """

    content: bytes
    name: str
    id: str = ""
    publisher: str = ""
    url: str = ""
    heading: str = ""
    published: str = ""
    published_basis: str = ""
    media_type: str = ""
    series: str = ""
    edition: str = ""


def hash_of(content: bytes) -> str:
    """The document's id: SHA-256 of its bytes, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def check_date(option: str, text: str) -> None:
    """Raise UsageError for an option's value that is neither empty nor a date that exists."""
    if text and not is_date(text):
        raise UsageError(f"{option} {text!r}: expected a date that exists, as YYYY-MM-DD")


def is_date(text: str) -> bool:
    """Whether the text is a date that exists, written YYYY-MM-DD."""
    try:
        return len(text) == 10 and datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
