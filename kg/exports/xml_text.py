"""Text that XML 1.0 can hold, escaped; whatever it can't hold becomes U+FFFD, so that nothing vanishes unseen."""

from __future__ import annotations

import json
import re
from typing import Any

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\"\t\n\r]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def escaped(text: str) -> str:
    """The text for an element or an attribute in double quotes; line ends and tabs survive a parser."""
    if text.isascii() and text.isprintable() and not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(lambda found: _ESCAPES[found.group()], _UNWRITABLE.sub("\ufffd", text))


def writable(text: str) -> str:
    """The text, unescaped, with U+FFFD for every character that XML can't hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def written(value: Any) -> str:
    """A property's value for an element or attribute: lists as JSON, days in ISO form, true and false in lower case."""
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, list):
        return escaped(json.dumps([str(item) for item in value], ensure_ascii=False))
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
