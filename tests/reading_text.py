"""The events of a short text, read as the news source would read it."""

from __future__ import annotations

import pytest

from ingest.text.events import Events
from ingest.text.found import Reading


def events_of(text: str, published: str | None = "2019-10-08", publisher: str = "") -> Events:
    """What the rules find in a text whose paragraphs are all body; skips where the model isn't installed."""
    pytest.importorskip("spacy")
    from ingest.text import events, gazetteer, language

    body, position = [], 0
    for paragraph in text.split("\n\n"):
        body.append((position, position + len(paragraph)))
        position += len(paragraph) + 2
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text)
    reading = Reading(text, tuple(body), "zh" if chinese else "en", published=published, publisher=publisher)
    doc = language.tokens(reading) if chinese else language.parse(reading)
    names = gazetteer.load()
    return events.find(reading, doc, names.mentions(doc, reading), names)
