"""The statements of a short text, read as the news source would read it."""

from __future__ import annotations

import pytest

from ingest.text.found import Reading, Statement


def reading_of(text: str, published: str | None = "2019-10-08") -> Reading:
    """A text whose paragraphs, parted by empty lines, are all body."""
    body, position = [], 0
    for paragraph in text.split("\n\n"):
        body.append((position, position + len(paragraph)))
        position += len(paragraph) + 2
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text)
    return Reading(text, tuple(body), "zh" if chinese else "en", published=published)


def statements_of(text: str, published: str | None = "2019-10-08") -> list[Statement]:
    """What the rules find in a text; skips where the model isn't installed."""
    pytest.importorskip("spacy")
    from ingest.text import gazetteer, language, statements

    reading = reading_of(text, published)
    doc = language.parse(reading) if reading.language == "en" else language.tokens(reading)
    names = gazetteer.load()
    return statements.find(reading, doc, names.mentions(doc, reading), names)


def told(text: str, published: str | None = "2019-10-08") -> list[tuple[str, str, list[str]]]:
    """Speaker, mode and quoted words of each statement."""
    return [(s.speaker.name if s.speaker else s.speaker_name, s.mode, [text[a:b] for a, b in s.segments])
            for s in statements_of(text, published)]


def quoted(text: str) -> list[tuple[str, list[str]]]:
    """Speaker and quoted words of each statement that isn't indirect."""
    return [(speaker, words) for speaker, mode, words in told(text) if mode != "indirect"]
