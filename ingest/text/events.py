"""The events that a text tells of: listings, tariffs, talks, answers to measures, and other measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.text import chinese_events, listings, measures, retaliation, scene, talks, tariffs
from ingest.text.found import Blacklisting, Mention, OtherEvent, Reading, Retaliation, Talk, Tariff

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ingest.text.gazetteer import Gazetteer

Events = tuple[list[Blacklisting], list[Tariff], list[Talk], list[Retaliation], list[OtherEvent]]


def find(reading: Reading, doc: Doc, mentions: list[Mention], gazetteer: Gazetteer) -> Events:
    """The blacklistings, tariffs, talks, retaliations and other events of a text, each in text order.

    English rules rest on the parse; of a Chinese text only what few sure patterns find is told.
    """
    if reading.language == "zh":
        return chinese_events.find(reading, mentions)
    told = scene.build(reading, doc, mentions, scene.issuer_of(reading.publisher))
    return (listings.find(told, gazetteer), tariffs.find(told), talks.find(told), retaliation.find(told),
            measures.find(told))
