"""The statements of a text: whose words stand between its quotation marks, and what officials are reported to say.

Quotations are attributed within the reporter's sentence first (the words next to them, then the verb of saying that
governs them), then through the sentences around: what follows an attribution or a colon, and a paragraph of nothing
but quotation. A quotation that nobody named has said is no statement, nor are titles, scare quotes and other
fragments of fewer than three words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ingest.text.announced import announced
from ingest.text.attributed import Attributed, attribute
from ingest.text.attribution import Words
from ingest.text.chinese_statements import chinese
from ingest.text.found import Mention, Reading, Span, Statement
from ingest.text.indirect import reported
from ingest.text.introductions import Introductions
from ingest.text.people import names
from ingest.text.quotes import Quotation, paragraphs, quotations
from ingest.text.reporting import Sentence, sentences
from ingest.text.speakers import Speakers
from ingest.text.stance import addressee_of, medium_of, stance_of
from ingest.text.turns import turns

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from ingest.text.gazetteer import Gazetteer

_AS_DEFINED = re.compile(r",?\s+(?:\w+\s+)?(?:as\s+(?:(?:that|such)\s+term\s+is\s+)?(?:defined|used|described)|"
                         r"within\s+the\s+meaning\s+of)\b")


def find(reading: Reading, doc: Doc, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Statement]:
    """The statements of a text in order.

    doc: the parse of `reading.masked` (`ingest.text.language`); of a Chinese text nothing of it is used. Texts in
    other languages have none. Never raises because of the text.
    """
    inside = paragraphs(reading.masked, reading.body)
    if reading.language == "zh":
        said = list(chinese(reading, inside, mentions, gazetteer))
    elif reading.language == "en":
        said = list(_english(reading, doc, inside, mentions, gazetteer))
    else:
        said = []
    sides = _sides(mentions)
    found = [_statement(given, reading.masked, sides, public=public) for given, public in said]
    return sorted(found, key=lambda s: (s.segments[0] if s.segments else s.span, s.mode))


def _english(reading: Reading, doc: Doc, inside: list[Span], mentions: Sequence[Mention],
             gazetteer: Gazetteer) -> Iterator[tuple[Attributed, bool]]:
    """The statements of an English text, each with whether its speaker is in public office."""
    text = reading.masked
    answers, taken = turns(reading, inside, mentions, gazetteer)
    told_of = [span for span in inside if not any(start <= span[0] < end for start, end in taken)]
    quoted = quotations(text, told_of)
    told = sentences(text, told_of, quoted)
    speakers = _speakers(reading, doc, mentions, gazetteer, (told, quoted))
    posts = announced(text, told, told_of, speakers)
    direct = [given for given in attribute(text, told, speakers) if not _is_within(given, posts)]
    indirect = [given for given in reported(text, told, speakers, direct) if not _is_within(given, posts)]
    for given in (*answers, *posts, *direct, *indirect):
        if given.mode != "mixed" or not (_names_only(given, text, mentions) or _is_term(given, text)):
            yield given, speakers.is_public(given.speaker)


def _sides(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without mere places: a town or province, and the country named right behind it, stand for no side
    where nothing else in the text speaks of that country ("talks in Geneva, Switzerland")."""
    behind_town = {m.end + len(", ") for m in mentions if _is_town(m)}
    places = {m.start for m in mentions if _is_town(m) or m.start in behind_town}
    countries = {m.country for m in mentions if m.start not in places}
    return [m for m in mentions if m.country in countries or m.start not in places]


def _is_town(mention: Mention) -> bool:
    return mention.class_name == "Region" and "-" in (mention.node or "")


def _is_within(given: Attributed, posts: Sequence[Attributed]) -> bool:
    """Whether a statement overlaps one of those that a colon announces."""
    return any(given.span[0] < post.span[1] and post.span[0] < given.span[1] for post in posts)


def _names_only(given: Attributed, text: str, mentions: Sequence[Mention]) -> bool:
    """Whether no more than a name is quoted ("unreliable entity list")."""
    return all(any(start <= m.start and m.end <= end and m.end - m.start >= len(text[start:end].strip("\"“”‘’ ,.")) - 4
                   for m in mentions) for start, end in given.segments)


def _is_term(given: Attributed, text: str) -> bool:
    """Whether the quotation marks only set off a term of law: “customs territory” as defined in section 3."""
    return all(_AS_DEFINED.match(text, end) for _, end in given.segments)


def _speakers(reading: Reading, doc: Doc, mentions: Sequence[Mention], gazetteer: Gazetteer,
              parts: tuple[list[Sentence], list[Quotation]]) -> Speakers:
    told, quoted = parts
    free = bytearray(len(reading.text) + 1)
    for sentence in told:
        free[sentence.start:sentence.end] = b"\x01" * (sentence.end - sentence.start)
    for quote in quoted:
        for start, end in quote.parts:
            free[start:end] = bytes(end - start)
    known = names(doc, free, mentions, {s.start for s in told})
    words = Words(doc, known, free)
    speakers = Speakers(words, known, Introductions(words, mentions, gazetteer), reading.published,
                        heading=reading.heading)
    speakers.walk(known, told)
    return speakers


def _statement(given: Attributed, text: str, mentions: Sequence[Mention], *, public: bool) -> Statement:
    """An attribution with its stance, addressee, medium and subject."""
    start, end = given.span
    held = [m for m in mentions if start <= m.start < end]
    said = [m for m in held if any(a <= m.start < b for a, b in given.segments)]
    around = [m for m in held if m not in said]
    words = " ".join(text[a:b] for a, b in given.segments) if given.segments else text[start:end]
    outside = _outside(text, given)
    speaker = given.speaker
    own = speaker.country
    stance = stance_of(text[start:end] if given.mode == "mixed" else words, outside, given.cue)
    about = next((m.name for m in around if m.class_name not in ("Region", "Government", "Person", "Official")
                  and m.name not in (speaker.name, speaker.organization)), None)
    return Statement(
        speaker.mention, speaker.name, given.mode, given.span, given.segments, role=speaker.role,
        organization=speaker.organization, country=own, stance=stance,
        addressee=_addressee(given, stance, (said, around), mentions if public else None),
        medium=medium_of(outside), about=about, rule=given.rule, confidence=given.confidence)


def _addressee(given: Attributed, stance: str, near: tuple[list[Mention], list[Mention]],
               whole: Sequence[Mention] | None) -> str | None:
    """The country spoken to. Who blames or urges for a state and names nobody means the other side of the text
    (`whole`: its mentions, None for a private speaker); what a private speaker merely tells is for nobody."""
    if stance in ("neutral", "praise") and whole is None:
        return None
    own = given.speaker.country
    named = addressee_of(own, *near)
    if named is None and whole is not None and own and stance in ("accuse", "reject", "threaten", "urge"):
        return addressee_of(own, whole, ())
    return named


def _outside(text: str, given: Attributed) -> str:
    """The reporter's words of the statement's span."""
    parts, at = [], given.span[0]
    for start, end in given.segments:
        parts.append(text[at:start])
        at = max(at, end)
    return " ".join([*parts, text[at:given.span[1]]])
