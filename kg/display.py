"""Values as one line for people, harmless for the terminal that shows them."""

from __future__ import annotations

import datetime
import unicodedata
from typing import Any


def plain(value: Any) -> str:
    """A value as text: lists joined by "; ", days in ISO form, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(plain(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def shown(value: Any) -> str:
    """A value for a terminal: one line, and no character that could steer it."""
    return "".join(" " if c in "\n\t" else f"\\x{ord(c):02x}" if unicodedata.category(c) in ("Cc", "Cf", "Cs") else c
                   for c in plain(value))
