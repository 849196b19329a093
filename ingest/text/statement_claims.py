"""Statements of a text as nodes: who said it, how, to whom, about what, in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.text import said_on
from ingest.text.event_node import Told
from ingest.text.found import Found, Mention, Span, Statement
from ingest.text.nodes import Nodes
from ingest.text.places import literal, overlap
from ingest.text.stance import PLOVER
from kg.claim import Claim, node_id

SAME_WORDS = 80
"""Confidence that a statement is about an event which is told in the same words."""
NAMED = 80
"""Confidence that a statement is about somebody whom its words name."""
SUBJECTS = frozenset({"Company", "Institution", "Agency", "Organization", "RestrictedList", "Product"})
# in front of a name in the reporter's words: what belongs to the speaker's office, or who was told
_OF_SOMEBODY = re.compile(r"\b(?:of|for|with|at|told|to|from|by|in|via|as|tells?|chairs?|heads?|leads?)\s+"
                          r"(?:the\s+|an?\s+)?(?:\w+['’]s\s+)?$", re.IGNORECASE)
SHOWN = 80  # characters of the words in a statement's name


@dataclass(frozen=True, slots=True)
class StatementClaims:
    """Makes the claims of a text's statements; `told` are the events of the text."""

    nodes: Nodes
    found: Found
    told: list[Told]
    shown: str = ""

    def all(self) -> Iterator[Claim]:
        """Every statement whose speaker is known, by name or by the side that they speak for."""
        for said in self.found.statements:
            speaker, mention, words = self._speaker(said)
            if speaker:
                claims = list(self._statement(said, speaker, mention, words))
                yield from self.nodes.drain()
                yield from claims

    def _speaker(self, said: Statement) -> tuple[str, str, Span]:
        """The node that spoke, and where it is named."""
        if said.speaker:
            return (self.nodes.party(said.speaker, otherwise="Person"), said.speaker.text,
                    self._words_for(said, said.speaker))
        side = self._side(said)
        return (side, said.speaker_name, said.span) if side else ("", "", said.span)

    def _side(self, said: Statement) -> str:
        """Of somebody without a name, the body or government for which they speak."""
        if said.organization:
            found = self.nodes.gazetteer.resolve(said.organization, country=said.country)
            if found.node and not found.rivals:
                named = Mention(said.span[0], said.span[0], "", found.name, found.class_name, found.node, said.country,
                                found.how, found.confidence)
                return self.nodes.party(named)
        return self.nodes.country("gov", said.country, said.span) if said.country else ""

    def _words_for(self, said: Statement, mention: Mention) -> Span:
        inside = said.span[0] <= mention.start and mention.end <= said.span[1]
        return said.span if inside else self.nodes.words_of(mention)

    def _statement(self, said: Statement, speaker: str, mention: str, where: Span) -> Iterator[Claim]:
        text = self.found.reading.text
        spans = said.segments or (said.span,)
        node = node_id("event", self.nodes.series, "Statement", str(spans[0][0]), said.mode)
        own = self.shown[spans[0][0]:spans[0][1]]
        name = literal(own if said.mode == "indirect" else
                       f"{said.speaker.name if said.speaker else said.speaker_name}: {own}")
        facts = [("class", "Statement"), ("name", name if len(name) <= SHOWN else name[:SHOWN].rstrip() + "…"),
                 ("mode", said.mode), ("stance", said.stance), ("plover_code", PLOVER.get(said.stance, "")),
                 ("medium", literal(said.medium or "")), ("actor_countries", said.country or "")]
        for predicate, object_ in facts:
            if object_:
                yield self._claim(said, node, predicate, object_, spans[0] if predicate == "name" else said.span)
        for span in said.segments:
            yield self._claim(said, node, "words", literal(text[span[0]:span[1]]), span)
        yield from self._said_on(said, node)
        role = said.role if said.speaker else said.speaker_name if "unnamed" in said.speaker_name else said.role
        yield self.nodes.places.claim(speaker, "MADE", node, where, mention, rule=said.rule,
                                      qualifiers=[("role", literal(role or "") or None)], confidence=said.confidence)
        yield from self._directed(said, node)

    def _said_on(self, said: Statement, node: str) -> Iterator[Claim]:
        day, confidence = said_on.day(said, self.found.reading)
        if day:
            how = "day-told" if confidence == said_on.TOLD else "said-when-published"
            yield self.nodes.places.claim(node, "announced", day, said.span, confidence=confidence,
                                          rule=f"{said.rule}+{how}")

    def _directed(self, said: Statement, node: str) -> Iterator[Claim]:
        """To whom, and about whom or what."""
        if said.addressee:
            addressed = self.nodes.country("gov", said.addressee, said.span)
            called = self.nodes.spoken(said.addressee, said.span)
            if addressed:
                yield self._claim(said, node, "ADDRESSES", addressed, said.span, called)
                yield self._claim(said, node, "target_countries", said.addressee, said.span, called)
        for about in self._subjects(said):
            subject = (self.nodes.known if about.class_name == "RestrictedList" else self.nodes.target)(about)
            if subject:
                yield self.nodes.places.claim(
                    node, "ABOUT", subject, self._words_for(said, about), about.text, rule=f"{said.rule}+named",
                    confidence=min(said.confidence, about.confidence, NAMED))
        for event in self.told:
            if any(overlap(event.span, span) for span in (said.span, *said.segments)):
                yield self.nodes.places.claim(node, "ABOUT", event.node, said.span, rule=f"{said.rule}+same-words",
                                              confidence=min(said.confidence, SAME_WORDS))

    def _subjects(self, said: Statement) -> Iterator[Mention]:
        """Whom and what the words name, each once: not the speaker, their own body, or the paper that they told it.

        Something that is named elsewhere, such as in the question, counts when the statement is known to be about it.
        """
        elsewhere = [m for m in self.found.mentions if said.about in (m.name, m.text)]
        if elsewhere and not any(said.span[0] <= m.start < said.span[1] for m in elsewhere):
            yield elsewhere[0]
        text, seen = self.found.reading.text, {said.organization, said.speaker.name if said.speaker else ""}
        for mention in self.found.mentions:
            if not (said.span[0] <= mention.start and mention.end <= said.span[1]) or mention.name in seen:
                continue
            own = any(start <= mention.start < end for start, end in said.segments)
            role = not own and _OF_SOMEBODY.search(text, max(0, mention.start - 30), mention.start)
            if mention.class_name in SUBJECTS and not role and (own or said.mode != "direct") and not (
                    mention.class_name == "Agency" and mention.country == said.country):
                seen.add(mention.name)
                yield mention

    def _claim(self, said: Statement, subject: str, predicate: str, object_: str, words: Span,
               mention: str = "") -> Claim:
        return self.nodes.places.claim(subject, predicate, object_, words, mention, rule=said.rule,
                                       confidence=said.confidence)
