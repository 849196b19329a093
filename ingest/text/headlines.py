"""Headlines in which most words have a capital, and where a name ends there: "Ann Hill Goes After Norland Steel"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.text.found import Span
from ingest.text.name_lexicon import FIRST_NAMES

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[A-Za-z][\w’'\-]*")
_FULL = re.compile(r"\b(?=(?P<name>(?P<first>[A-Z][a-z]+) (?:[A-Z]\. )?(?P<last>[A-Z][a-z]+(?:[A-Z-][a-z]+)*)))")
_LONGEST = 240  # characters
_FEWEST = 4  # words of more than three letters
_CAPITALS = 0.85  # their share that has a capital: prepositions have none in some papers
_INITIAL = re.compile(r"[A-Z]\.?$")


def headline_spans(text: str) -> Iterator[Span]:
    """The lines of a text that are written like a headline, capitals throughout the words but not all letters."""
    for line in _LINE.finditer(text):
        if len(line[0]) > _LONGEST:
            continue
        longer = [word for word in _WORD.findall(line[0]) if len(word) > 3]
        capitals = sum(word[0].isupper() for word in longer)
        if len(longer) >= _FEWEST and capitals >= _CAPITALS * len(longer) and not line[0].isupper():
            yield line.span()


def full_names(heading: str) -> dict[str, str]:
    """The people of a heading by surname: a first name and the word behind it; no surname that two of them share."""
    found: dict[str, set[str]] = {}
    for match in _FULL.finditer(heading):
        if match["first"].lower() in FIRST_NAMES:
            found.setdefault(match["last"], set()).add(match["name"])
    return {last: names.pop() for last, names in found.items() if len(names) == 1}


def name_end(doc: Doc, text: str, first: int, last: int) -> int:
    """Behind the last token of the name that starts a run of capitalised tokens (first to last, exclusive).

    text: that of the parse.
    As far as the run stands elsewhere in the text, too; else, when it opens with a first name, the word behind that;
    else the run is left as it is.
    """
    for end in range(last, first, -1):
        words = doc[first:end].text
        if len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", text)) > 1:
            return end
    if doc[first].lower_ not in FIRST_NAMES:
        return last
    behind = first + 1
    while behind < last - 1 and _INITIAL.match(doc[behind].text):
        behind += 1
    return min(behind + 1, last)
