"""Speakers outside of sentences: the signature behind a quotation, the label before one.

A signature is a dash and a name that end the quotation's paragraph, or are the next one; a label is a person's name,
with or without office, and a colon, which open the paragraph that the quotation fills.
"""

from __future__ import annotations

import re

from ingest.text.attribution import Source
from ingest.text.quotes import Quotation
from ingest.text.reporting import Sentence
from ingest.text.speaker import Speaker
from ingest.text.speakers import Speakers

_SIGNATURE = re.compile(r"\s*(?:[―—–]|--?)\s*@?[A-Z][^\n]{1,120}$")
_BEHIND_NAME = re.compile(r"\s*(?:\(@\w+\)\s*)?(?:[A-Z]\w+\.? \d{1,2}, \d{4}\s*|,[^\n]*)?[\W_]*$")
_LABEL = re.compile(r"[^:“\"]*:[^\w“\":]*")
_LONGEST_LABEL = 24
_FINITE = ("VBD", "VBZ", "VBP")


def signature(text: str, quote: Quotation, sentence: Sentence, number: int,
              speakers: Speakers) -> tuple[Speaker, int] | None:
    """A name behind a dash that ends the paragraph: the signature of a quotation."""
    if not sentence.last or not _SIGNATURE.match(text[quote.end:sentence.end]):
        return None
    behind = speakers.words.between(quote.end, sentence.end)
    tokens = [t for t in behind if any(c.isalpha() for c in t.text)]
    name = speakers.words.name_at.get(tokens[0].i) if tokens else None
    if name is None or name.kind == "place" or not _BEHIND_NAME.match(text, name.end, sentence.end) \
            or any(t.tag_ in _FINITE for t in tokens):
        return None
    speaker = speakers.resolve(Source("name", name.last - 1, name.first, name), number)
    return (speaker, tokens[0].i) if speaker else None


def is_signature(text: str, sentence: Sentence) -> bool:
    """Whether a sentence is a paragraph of nothing but a dash and a name."""
    return sentence.first and sentence.last and not sentence.quotes \
        and bool(_SIGNATURE.match(text[sentence.start:sentence.end].rstrip()))


def signed_by(text: str, sentence: Sentence, number: int, speakers: Speakers) -> Speaker | None:
    """Whose signature a sentence is; None for other sentences."""
    if not is_signature(text, sentence):
        return None
    for token in speakers.words.between(sentence.start, sentence.end):
        name = speakers.words.name_at.get(token.i)
        if name and name.kind != "place":
            return speakers.resolve(Source("name", name.last - 1, name.first, name), number)
    return None


def label(text: str, quote: Quotation, sentence: Sentence, number: int,
          speakers: Speakers) -> tuple[Speaker, int] | None:
    """A person's name with or without office, then a colon, then the quotation that fills the paragraph:
    "**Steelworkers President Ann Hill:** “…”", "- Ann Hill (President): “…”"."""
    lead = speakers.words.between(sentence.start, quote.start)
    if not sentence.first or not lead or not lead[-1].text.endswith(":") or len(lead) > _LONGEST_LABEL \
            or not _LABEL.fullmatch(text[sentence.start:quote.start]):
        return None
    if any(t.tag_ in _FINITE and t.text.islower() for t in lead):
        return None
    names = dict.fromkeys(n for t in lead if (n := speakers.words.name_at.get(t.i)) and n.kind in ("person", "unknown"))
    for name in sorted(names, key=lambda n: (n.kind != "person", -n.start)):
        speaker = speakers.resolve(Source("name", name.last - 1, name.first, name), number)
        if speaker and speaker.party and (speaker.party.kind == "person" or _is_full_name(name.text)):
            return speaker, lead[-1].i
    return None


def _is_full_name(words: str) -> bool:
    return 2 <= len(words.split()) <= 3 and not any(w.isupper() and len(w) > 2 for w in words.split())
