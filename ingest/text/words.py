"""The words of a text with their offsets, as names are looked up: folded, with possessives and stops taken off."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.resolution.form import fold

_LETTER = r"[^\W_\u3400-\u9fff\uf900-\ufaff]"  # Chinese characters are no words here
# initials with stops, a usual abbreviation with its stop, a word with inner apostrophes, or a mark
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}(?:[A-Za-z](?![\w]))?"
    r"|(?:Co|Corp|Inc|Ltd|LTD|CO|INC|Bros|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Sens|Rep|Reps|Gov|Prof|St|No|Jr|Sr|Hon)\."
    r"|[A-Z]\.(?=\s?[A-Z][a-z])"
    rf"|(?:{_LETTER})+(?:['’`](?:{_LETTER})+)*|[^\w\s]")
_POSSESSIVE = re.compile(r"['’`](?:s|S)$")
_WIDEST_GAP = 3
_JOINING = frozenset("-–‐&'’/")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark: offsets without the possessive ending, and the folded key that names are looked up by.

    For a mark the key is the mark itself. possessive: whether 's follows. gap: what parts it from the word before:
    nothing or a space (" "), the end of a line ("\n"), or more than a name may hold ("|").
    """

    start: int
    end: int
    raw: str
    key: str
    is_mark: bool = False
    possessive: bool = False
    gap: str = " "

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital (or a digit, as in 3M; or a small letter before one, as in iFlytek)."""
        return self.raw[:1].isupper() or (self.raw[:1].isdigit() and self.raw[1:].isupper() and len(self.raw) < 4) \
            or (len(self.raw) > 2 and self.raw[0] in "ei" and self.raw[1].isupper())


def words(text: str) -> list[Word]:
    """The words and marks of a text in order."""
    found = []
    before = 0
    for match in _TOKEN.finditer(text):
        start, end, raw = match.start(), match.end(), match.group()
        if start < before:
            continue  # the apostrophe of "Netherlands'"
        gap = _gap(text[before:start])
        before = end
        if not raw[0].isalnum():
            found.append(Word(start, end, raw, raw, is_mark=True, gap=gap))
            continue
        plain = _POSSESSIVE.sub("", raw)
        possessive = plain != raw
        if not possessive and raw[-1] in "sS" and raw[0].isupper() and text[end:end + 1] in ("'", "’"):
            possessive, before = True, end + 1
        found.append(Word(start, start + len(plain), plain, fold(plain), possessive=possessive, gap=gap))
    return found


def _gap(between: str) -> str:
    if len(between) > _WIDEST_GAP or between.strip() or between.count("\n") > 1:
        return "|"
    return "\n" if "\n" in between else " "


def joins(mark: Word) -> bool:
    """Whether a mark may stand inside a name without meaning anything there."""
    return mark.raw in _JOINING
