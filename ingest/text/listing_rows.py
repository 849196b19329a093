"""Lists of names in lines of their own: "The seven companies are:" and a name a line, with bullets, numbers or bare.

A list opens behind a line that ends in a colon and goes on while the lines are short and don't read as sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.text.found import Span

_MARK = re.compile(r"\s*(?:[-*+•▪·●○◦–—]\s*|[（(]?\d{1,3}\s*[.)、）．]\s*|[（(][a-z]{1,3}\)\s+|[ivx]{1,5}[.)]\s+)?")
_FORM = (r"(?:Co|Ltd|Limited|Inc|Corp|Corporation|LLC|LLP|L\.L\.C|LP|L\.P|PLC|GmbH|AG|SA|S\.A|NV|BV|KG|Pte|Pty|Sdn|Bhd|"
         r"JSC|OJSC|OOO)\b")
# where the name ends: its aliases, what it is, who holds which office there; not at ", Ltd"
_BEHIND = re.compile(rf"\s*[（(](?=\s*(?:also|formerly|previously|now|including|a\.?k\.?a|f/?k/?a|d/?b/?a|known)\b"
                     rf"|[^（()）]*[）)](?:[（(][^（()）]*[）)])?\W*$)"
                     rf"|[,，](?!\s*{_FORM})|[;；:：]|\s[–—-]\s|\s+(?:an?\.?k\.?a\.?|d/b/a|f/k/a)\s", re.IGNORECASE)
_ENDS_IN_FORM = re.compile(rf"\b{_FORM}\.$", re.IGNORECASE)
_NAME = re.compile(r"(?:[Tt]he\s+)?(?P<name>[A-Z0-9\u4e00-\u9fff“\"].*)", re.DOTALL)
_TELLS = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|said|says|may|must|can|do|does|did)\b")
_WORD = re.compile(r"[\w&][\w.’'-]*")
_SMALL = frozenset(
    ["of", "and", "for", "the", "in", "at", "on", "to", "de", "la", "du", "des", "von", "van", "und", "y", "e"])
_LONGEST = 25  # words of a row


@dataclass(frozen=True, slots=True)
class Rows:
    """A list in lines: the line that opens it, and the place of the name in each row, by offsets in the document."""

    lead: Span
    names: tuple[Span, ...]


def find(text: str, body: Sequence[Span]) -> Iterator[Rows]:
    """The lists in lines of a text. body: the paragraphs that are text, in order."""
    lines = [line for paragraph in body for line in _lines(text, paragraph)]
    for number, (start, end) in enumerate(lines):
        if not text[start:end].rstrip("*_ \t").endswith((":", "：")):
            continue
        names = []
        for row in lines[number + 1:]:
            name = _name(text, row)
            if name is None:
                break
            names.append(name)
        if len(names) > 1:
            yield Rows((start, end), tuple(names))


def _lines(text: str, paragraph: Span) -> Iterator[Span]:
    """The lines of a paragraph that aren't blank."""
    start = paragraph[0]
    for line in text[slice(*paragraph)].splitlines(keepends=True):
        if line.strip():
            yield start, start + len(line.rstrip())
        start += len(line)


def _name(text: str, row: Span) -> Span | None:
    """The place of the name that a row opens with; None when the line is no row but a sentence or a heading."""
    line = text[slice(*row)]
    if len(line.split()) > _LONGEST or len(line) > 200 or line.endswith((":", "：", "。", "?", "？", "!", "！")):
        return None
    mark = _MARK.match(line)
    at = mark.end() if mark else 0
    behind = _BEHIND.search(line, at)
    words = re.sub(r"[\s,;，；*_]+(?:and|or)?[\s*_]*$", "", line[at:behind.start() if behind else len(line)])
    if words.endswith(".") and not _ENDS_IN_FORM.search(words):
        words = words[:-1]
    named = _NAME.match(words)
    if named is None or _TELLS.search(words) or not _reads_as_name(named["name"]):
        return None
    return row[0] + at + named.start("name"), row[0] + at + named.end("name")


def _reads_as_name(words: str) -> bool:
    """Whether nearly all words begin with a capital or a figure, as in a name and not in a list of goods."""
    telling = [word[0] for word in _WORD.findall(words) if word not in _SMALL]
    return len(words) > 1 and sum(not first.islower() for first in telling) >= 0.75 * len(telling) > 0
