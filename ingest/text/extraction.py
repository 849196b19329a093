"""What one text says: reading, language, names, statements and events, one after the other."""

from __future__ import annotations

from ingest.text import chinese_names, events, gazetteer, language, statements
from ingest.text.found import Found, Reading
from ingest.text.reading import read
from kg.document import Document
from kg.rendition import Rendition


def extract(document: Document, rendition: Rendition) -> Found:
    """Everything that the rules find in a document of running text.

    Raises what `read` raises, and EnvironmentRefused when the language model isn't installed.
    """
    return find(read(document, rendition))


def find(reading: Reading) -> Found:
    """Everything that the rules find in a text; there is a parse of English alone, other texts are words in a row."""
    found = Found(reading)
    doc = language.parse(reading) if reading.language == "en" else language.tokens(reading)
    names = gazetteer.load()
    found.mentions = names.mentions(doc, reading)
    if reading.language == "zh":
        found.mentions = chinese_names.with_sides(reading, found.mentions, names)
    found.statements = statements.find(reading, doc, found.mentions, names)
    (found.blacklistings, found.tariffs, found.talks, found.retaliations, found.others) = events.find(
        reading, doc, found.mentions, names)
    return found
