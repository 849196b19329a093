"""Whom the handle of a social medium names: @AnnHillTrade is Ann Hill, where the text or the registry knows her.

Only a handle that holds a full name tells; what stands for an office or a nickname stays a party of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.text.found import Mention

if TYPE_CHECKING:
    from ingest.text.cast import Party
    from ingest.text.gazetteer import Gazetteer

_PARTS = re.compile(r"[A-Z][a-z]+|[A-Z]+(?![a-z])|[a-z]+")
_FEWEST = 7  # letters of a full name, so that no short one is found within another word


def bearer(handle: str, parties: Iterable[Party]) -> Party | None:
    """The person of the text whose full name stands in a handle (given without its sign); None when none or several."""
    letters = handle.lower()
    found = [party for party in parties if party.kind == "person" and " " in party.name
             and len(name := _squashed(party.name)) >= _FEWEST and name in letters]
    return found[0] if len(found) == 1 else None


def registered(handle: str, start: int, gazetteer: Gazetteer) -> Mention | None:
    """The registry's person whose first and last name, each with its capital, stand side by side in a handle.

    start: the offset of the handle's sign.
    """
    parts = _PARTS.findall(handle)
    for first, last in pairwise(parts):
        found = gazetteer.resolve(f"{first} {last}", class_hint="Person")
        if found.node and found.class_name == "Person":
            return Mention(start, start + len(handle) + 1, handle, found.name, "Person", found.node, found.country,
                           "squashed", 90)
    return None


def _squashed(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
