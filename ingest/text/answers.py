"""Answers to measures: which event of a text answers which, as far as the text says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.text.event_node import MODALITY, Told
from ingest.text.found import Found, Retaliation
from ingest.text.nodes import Nodes
from ingest.text.places import literal, overlap
from kg.claim import Claim, node_id

_WORD = re.compile(r"[a-z]{4,}|\d+")
_MEASURES = frozenset({"Blacklisting", "TariffAction", "ExportControl", "TradeRestriction", "Investigation",
                       "MeasureChange", "OtherAction", "Threat"})
# words of nearly every measure, which tell none from the others
_SAID_OF_ALL = frozenset({
    "additional", "addition", "after", "against", "american", "announcement", "chinese", "countries",
    "decision", "goods", "government", "imposed", "imports", "latest", "measures", "move", "products", "recent",
    "recently", "response", "states", "step", "tariff", "tariffs", "their", "these", "this", "trade", "united",
    "washington", "beijing", "were", "what", "which", "will", "with", "would"})
SHARED_WORDS = 85
ONLY_CANDIDATE = 70
"""Confidence that the one measure of the other side in a text is what an answer without a cause of its own answers."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Makes the claims of a text's answers; `told` are the other events of the text."""

    nodes: Nodes
    found: Found
    told: list[Told]

    def all(self) -> Iterator[Claim]:
        """Every answer: its own event, unless it is told already, and the link to what it answers."""
        for answer in self.found.retaliations:
            claims = list(self._answer(answer))
            yield from self.nodes.drain()
            yield from claims

    def _answer(self, answer: Retaliation) -> Iterator[Claim]:
        modality = MODALITY.get(answer.status, "asserted")
        told = self._told(answer, modality)
        node = told.node if told else node_id("event", self.nodes.series, "answer", str(answer.span[0]), answer.actor,
                                              *answer.against)
        if told is None:
            yield from self._event(answer, node, modality)
        if literal(answer.in_response_to or ""):
            yield self._claim(answer, node, "reason", literal(answer.in_response_to or ""), modality,
                              answer.in_response_to or "")
        cause, sure = self._cause(answer, node)
        if cause:
            yield self.nodes.places.claim(
                node, "RESPONDS_TO", cause.node, answer.span, modality=modality, rule=answer.rule,
                qualifiers=[("kind", self._kind(answer)), ("basis_text", literal(answer.in_response_to or "") or None)],
                confidence=min(answer.confidence, sure))

    def _told(self, answer: Retaliation, modality: str) -> Told | None:
        """The event that is the answer: told in the same words, or the actor's only measure against the other side."""
        own = [event for event in self.told if event.country == answer.actor and event.class_name in _MEASURES]
        against = [event for event in own if set(event.against) & set(answer.against)]
        same = next((event for event in own if overlap(event.span, answer.span)), None)
        only = len(against) == 1 and against[0].modality == modality and not answer.in_response_to
        return same or (against[0] if only else None)

    def _event(self, answer: Retaliation, node: str, modality: str) -> Iterator[Claim]:
        """An answer of which the text doesn't say what it consists of."""
        yet = answer.status in ("threatened", "expected")
        what = {"threatened": "Threatened answer", "expected": "Expected answer"}.get(answer.status, "Answer")
        cause = f" to {answer.in_response_to}" if answer.in_response_to else ""
        facts = [("class", "Threat" if yet else "OtherAction"), ("name", literal(f"{what} of {answer.actor}{cause}")),
                 ("actor_countries", answer.actor), ("announced", answer.date or "")]
        for predicate, object_ in [*facts, *(("target_countries", code) for code in answer.against)]:
            if object_:
                yield self._claim(answer, node, predicate, object_, modality)
        actor = self.nodes.country("gov", answer.actor, answer.span)
        if actor:
            yield self.nodes.places.claim(actor, "MADE" if yet else "ISSUED", node, answer.span, modality=modality,
                                          qualifiers=() if yet else [("role", "issuer")], rule=answer.rule,
                                          confidence=answer.confidence)
        for code in answer.against:
            other = self.nodes.country("gov" if yet else "region", code, answer.span)
            if other:
                yield self._claim(answer, node, "ADDRESSES" if yet else "TARGETS", other, modality)

    def _claim(self, answer: Retaliation, node: str, predicate: str, object_: str, modality: str,
               mention: str = "") -> Claim:
        return self.nodes.places.claim(node, predicate, object_, answer.span, mention, modality=modality,
                                       rule=answer.rule, confidence=answer.confidence)

    def _cause(self, answer: Retaliation, node: str) -> tuple[Told | None, int]:
        """The measure answered: the one whose words the text's reason shares, else the only one there is.

        What was done or decided answers no mere threat, as far as a rule can tell.
        """
        done = answer.status not in ("threatened", "expected")
        others = [event for event in self.told if event.node != node and event.class_name in _MEASURES
                  and event.country in answer.against and event.modality != "denied"
                  and not (done and event.modality in ("threatened", "expected"))]
        wanted = set(_WORD.findall((answer.in_response_to or "").lower())) - _SAID_OF_ALL
        scored = sorted(((len(wanted & set(_WORD.findall(event.words.lower()))), -number)
                         for number, event in enumerate(others)), reverse=True)
        if scored and scored[0][0] > 0 and (len(scored) == 1 or scored[0][0] > scored[1][0]):
            return others[-scored[0][1]], SHARED_WORDS
        return (others[0], ONLY_CANDIDATE) if len(others) == 1 else (None, 0)

    def _kind(self, answer: Retaliation) -> str:
        """Whether the actor says so, or a reporter."""
        own = any(said.country == answer.actor and overlap(said.span, answer.span) for said in self.found.statements)
        return "stated" if own else "reported"
