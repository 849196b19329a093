"""Statements of Chinese texts: a spokesperson's answers behind 答, and quotations behind 说, 表示 and their like.

There is no parse of Chinese here: the speaker of a quotation is the party named last before the verb in its sentence,
the speaker of an answer whom the heading or the label names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ingest.text.attributed import MIXED_WORDS, Attributed
from ingest.text.found import Mention, Reading, Span
from ingest.text.quotes import Quotation, quotations, words
from ingest.text.speaker import Speaker

if TYPE_CHECKING:
    from ingest.text.gazetteer import Gazetteer

_ANSWER = re.compile(r"\s*(答|[\u4e00-\u9fff]{2,4})\s*[：:]\s*")
_QUESTION = re.compile(r"[^：:。]{0,20}(?:问|记者|提问)\s*[：:]")
_SPOKESPERSON = re.compile(r"([\u4e00-\u9fff]{2,14}?)(?:新闻)?发言人([\u4e00-\u9fff]{2,3}?)?"
                           r"(?=就|答|主持|在|谈|表示|介绍|[：:，。\s]|$)")
_SAID = re.compile(r"(?:说|表示|称|指出|强调|回应|介绍|宣布|认为)(?:道)?\s*[，,：:]?\s*$")
_SENTENCE_END = "。！？\n"
_SPEAKERS = ("Person", "Official", "Agency", "Government")


def chinese(reading: Reading, inside: Sequence[Span], mentions: Sequence[Mention],
            gazetteer: Gazetteer) -> Iterator[Attributed]:
    """The statements of a Chinese text, answers first. inside: its paragraphs."""
    text = reading.masked
    answers = list(_answers(reading, inside, gazetteer))
    yield from answers
    for quote in quotations(text, list(inside)):
        taken = any(a.span[0] <= quote.start < a.span[1] for a in answers)
        speaker = None if taken else _quoted(text, quote, mentions)
        if speaker:
            start = max(text.rfind(mark, 0, quote.start) for mark in _SENTENCE_END) + 1
            yield Attributed(speaker, "direct", (start, quote.end), quote.parts, "", "governing verb", 80)


def _answers(reading: Reading, inside: Sequence[Span], gazetteer: Gazetteer) -> Iterator[Attributed]:
    """Each answer from behind its label to the next label."""
    text, main = reading.masked, _main_speaker(reading, gazetteer)
    asked = False
    running: tuple[Speaker, int, int] | None = None
    for start, end in inside:
        label = _ANSWER.match(text, start, end)
        question = _QUESTION.match(text, start, end)
        speaker = _answering(label, main, gazetteer) if label and asked and not question else None
        if (question or speaker) and running:
            yield _answer(*running)
            running = None
        if question:
            asked = True
        elif speaker and label:
            running = (speaker, label.end(), end)
        elif running:
            running = (running[0], running[1], end)
    if running:
        yield _answer(*running)


def _answer(speaker: Speaker, start: int, end: int) -> Attributed:
    return Attributed(speaker, "direct", (start, end), ((start, end),), "", "turn", 95)


def _answering(label: re.Match[str], main: Speaker | None, gazetteer: Gazetteer) -> Speaker | None:
    if label.group(1) == "答":
        return main
    if main and main.mention and label.group(1) == main.mention.text:
        return main
    found = gazetteer.resolve(label.group(1), class_hint="Person")
    if found.node is None or found.class_name not in ("Person", "Official"):
        return None
    mention = Mention(label.start(1), label.end(1), label.group(1), found.name, found.class_name, found.node,
                      found.country, found.how, found.confidence)
    return Speaker(mention, found.name, "spokesperson", None, found.country)


def _main_speaker(reading: Reading, gazetteer: Gazetteer) -> Speaker | None:
    """The spokesperson of the heading: by name where it stands there, else the ministry."""
    given = _SPOKESPERSON.search(reading.heading) or _SPOKESPERSON.search(reading.masked, 0, 400)
    if given is None:
        return None
    ministry = gazetteer.resolve(given.group(1))
    if ministry.node is None:
        return None
    at = max(reading.text.find(given.group(0)), 0)
    person = gazetteer.resolve(given.group(2), class_hint="Person") if given.group(2) else None
    named = person if person and person.node else None
    found, text = (named, given.group(2)) if named else (ministry, given.group(1))
    mention = Mention(at, at + len(text), text, found.name, found.class_name, found.node, found.country, found.how,
                      found.confidence)
    return Speaker(mention, found.name, "spokesperson", ministry.name, ministry.country)


def _quoted(text: str, quote: Quotation, mentions: Sequence[Mention]) -> Speaker | None:
    """The party named last in a quotation's sentence, when a verb of saying stands right before the quotation."""
    start = max(text.rfind(mark, 0, quote.start) for mark in _SENTENCE_END) + 1
    if not _SAID.search(text[start:quote.start]) or words(text[quote.start:quote.end]) < MIXED_WORDS:
        return None
    named = [m for m in mentions if start <= m.start < quote.start and m.class_name in _SPEAKERS and m.node]
    if not named:
        return None
    mention = named[-1]
    organization = None if mention.class_name in ("Person", "Official") else mention.name
    return Speaker(mention, mention.name, None, organization, mention.country)
