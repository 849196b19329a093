"""The restricted lists as texts call them, under the registry's name or alias, and the country that keeps each.

A list whose owner can't be told from its name ("export control list", "blacklist") takes it from the words around.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list named in a text: `name` is None when the text only says that it is a blacklist."""

    start: int
    end: int
    name: str | None
    country: str | None


_Q = r"[\"“”'‘’]?"
# in order: the first pattern that fits at a place wins
_LISTS: tuple[tuple[str, str | None, str | None], ...] = (
    (rf"unreliable{_Q}[ -]entit(?:y|ies){_Q}[ -]lists?|lists?\s+of\s+{_Q}unreliable{_Q}\s+entities|"
     rf"\bUEL\b", "Unreliable Entity List", "CN"),
    (rf"(?:UFLPA|Uyghur Forced Labor Prevention Act)(?:\s+\(UFLPA\))?\s+{_Q}Entity\s+List|"
     r"section\s+2\(d\)\(2\)\(B\)\([iv]+\)\s+list\s+of\s+the\s+UFLPA|lists\s+of\s+the\s+UFLPA",
     "UFLPA Entity List", "US"),
    (rf"(?:export[ -]control\s+)?{_Q}entity\s+list", "Entity List", "US"),
    (r"unverified\s+list|\bUVL\b", "Unverified List", "US"),
    (r"military[ -]end[ -]users?\s+(?:\(MEU\)\s+)?list|\bMEU\s+list", "Military End User List", "US"),
    (r"denied\s+persons?\s+list", "Denied Persons List", "US"),
    (r"(?:section\s+)?1260H\s+list|list\s+of\s+chinese\s+military\s+companies|chinese\s+military\s+compan(?:y|"
     r"ies)\s+list",
     "Section 1260H List", "US"),
    (r"(?:NS-)?CMIC\s+list|chinese\s+military[ -]industrial\s+complex\s+companies\s+list",
     "Non-SDN Chinese Military-Industrial Complex Companies List", "US"),
    (r"specially\s+designated\s+nationals(?:\s+and\s+blocked\s+persons)?(?:\s+\(SDN\))?(?:\s+list)?|"
     r"\bSDN\s+list",
     "Specially Designated Nationals and Blocked Persons List", "US"),
    (r"(?:FCC(?:'s|’s)?\s+)?covered\s+list", "FCC Covered List", "US"),
    (r"export[ -]control(?:led)?\s+watch\s+list", "Export Control Watch List", "CN"),
    (r"export[ -]control\s+(?:control\s+)?lists?", "Export Control List", "CN"),
    # a list told by what it does: "a control list that bars exports of dual-use items"
    (r"control\s+list(?=,?\s+(?:that|which)\s+(?:prohibits?|bans?|bars?|restricts?|blocks?)\s+(?:the\s+)?exports?\b)",
     "Export Control List", "CN"),
    (r"anti-foreign\s+sanctions\s+(?:law\s+)?(?:countermeasures?\s+)?list|countermeasures?\s+list",
     "Anti-Foreign Sanctions Law Countermeasures List", "CN"),
    (r"(?:trade|export|economic|investment|sanctions?|tech(?:nology)?)?[ -]?black[ -]?list\b(?!ed|"
     r"ing)", None, None),
)
ANY = "(?:" + "|".join(pattern for pattern, _, _ in _LISTS) + ")"
_FIND = re.compile(
    "|".join(f"(?P<l{i}>{pattern})" for i, (pattern, _, _) in enumerate(_LISTS)), re.IGNORECASE)


def find(text: str) -> Iterator[NamedList]:
    """The lists named in a text, in order."""
    for match in _FIND.finditer(text):
        _, name, country = _LISTS[int((match.lastgroup or "l0")[1:])]
        yield NamedList(match.start(), match.end(), name, country)
