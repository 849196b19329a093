r"""Values as Cypher literals that say the same in every version of Neo4j.

Neo4j 5 decodes `\uXXXX` anywhere in a statement before it looks for quotes, also behind an escaped backslash; later
versions do so inside literals only. So a `u` behind a backslash of the text is itself written as `\u0075`, which both
read alike.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from typing import Any

from kg.errors import ProjectionRefused

# quotes, the backslash, and what an editor might change, hide or take for the end of a line
_SPECIAL = re.compile("\\\\u|[\\\\'\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_SHORT = {"\\u": "\\\\\\u0075", "\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal(value: Any) -> str:
    """A string, number, truth, date or list of strings. Raises ProjectionRefused for a number that isn't finite."""
    if isinstance(value, str):
        return f"'{_SPECIAL.sub(_escape, value)}'"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, datetime.date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, float):
        return _decimal(value)
    return str(value)


def map_literal(values: Mapping[str, Any]) -> str:
    """A map; its keys must be names of the schema, which need no quotes."""
    return f"{{{', '.join([f'{key}: {literal(value)}' for key, value in values.items()])}}}"


def _decimal(value: float) -> str:
    if not math.isfinite(value):
        raise ProjectionRefused(f"expected a finite number, got {value}")
    return repr(value).replace("e+", "e")  # Cypher knows no plus in an exponent


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found.group()) or f"\\u{ord(found.group()):04X}"
