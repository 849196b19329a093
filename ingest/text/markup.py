"""Marks inside a paragraph that aren't words: Markdown's links and stars, HTML tags, left-over scripts.

Rules of CommonMark 0.31 as far as running text uses them. Only what a reader of the page would not see counts, so
that the words of a link stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.text.found import Span

_MARKS = re.compile("|".join((
    r"(?P<image>!\[[^\]\n]*\]\([^)\s]*(?:\s+\"[^\"]*\")?\))",
    r"(?P<opening>\[(?=[^\]]{1,300}\]\((?:https?:|/|#|mailto:)))",
    r"(?P<address>(?<=\])\((?:https?:|/|#|mailto:)[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\))",
    r"(?P<closing>\](?=\((?:https?:|/|#|mailto:)))",
    r"(?P<tag></?(?:span|br|b|i|em|strong|u|a|p|div|sup|sub|font|script|style|img|h[1-6]|li|ul|"
    r"ol)(?:\s[^<>]{0,400})?/?>)",
    r"(?P<escape>\\(?=[\[\]#*_\\'\"!()`~>-]))",
    r"(?P<stars>\*{1,3}(?=\S)|(?<=\S)\*{1,3})",
    r"(?P<scored>(?<![\w\\])_{1,2}(?=[^\s_])|(?<=[^\s_\\])_{1,2}(?!\w))",
    r"(?P<script>\b(?:var|let|const)\s+\w+\s*=\s*[{\[\"'(][^\n]*$|\(function\s*\([^\n]*$|window\.\w+\s*=[^\n]*$)",
    r"(?P<code>`+)",
)), re.MULTILINE)
# what plain text means literally: footnote stars, names_with_scores
_ONLY_MARKDOWN = frozenset({"stars", "scored", "code", "escape"})
_START = re.compile(r"[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+•▪][ \t]+)+")
_LABEL = re.compile(r"\*\*[^a-z*\n]{4,80}[:.]\*\*[ \t]*")


def marks(text: str, start: int, end: int, *, markdown: bool) -> Iterator[Span]:
    """The marks within a paragraph, in order; `markdown` reads stars and scores as emphasis."""
    position = start
    if markdown:
        for opening in (_START, _LABEL):
            found = opening.match(text, position, end)
            if found:
                yield found.span()
                position = found.end()
    for mark in _MARKS.finditer(text, position, end):
        if markdown or mark.lastgroup not in _ONLY_MARKDOWN:
            yield mark.span()


def is_markdown(name: str, text: str) -> bool:
    """Whether a text is Markdown: by its name, its front matter, or a link of its own."""
    return name.lower().endswith((".md", ".markdown")) or text.startswith(("---\n", "---\r\n")) or bool(
        re.search(r"\]\(https?://", text))
