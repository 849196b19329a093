"""One event of a text as a node: its claims with its rule, modality and confidence, and the words for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.text import dates
from ingest.text.found import Blacklisting, Mention, OtherEvent, Span, Talk, Tariff
from ingest.text.nodes import Nodes
from ingest.text.places import literal
from kg import schema
from kg.claim import Claim

Event = Blacklisting | Tariff | Talk | OtherEvent

MODALITY = {"done": "asserted", "in_force": "asserted", "held": "asserted", "suspended": "asserted",
            "ended": "asserted", "announced": "announced", "scheduled": "announced", "proposed": "expected",
            "expected": "expected", "threatened": "threatened", "cancelled": "denied"}
_TENSES: tuple[dates.Tense, ...] = ("past", "future", "present", "unknown")
_ROLE = {"ISSUED": "issuer", "PARTICIPATED_IN": "participant"}


@dataclass(frozen=True, slots=True)
class Told:
    """An event that became a node: what the statements and answers of the text may point to."""

    node: str
    class_name: str
    country: str | None
    span: Span
    words: str
    modality: str
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventNode:
    """Makes the claims of one event."""

    nodes: Nodes
    node: str
    event: Event
    modality: str

    def declared(self, class_name: str, name: str) -> Iterator[Claim]:
        """Its class and name."""
        yield self.claim("class", class_name, self.event.span)
        yield self.claim("name", literal(name), self.event.span)

    def claim(self, predicate: str, object_: str, words: Span, mention: str = "", *,
              qualifiers: Iterable[tuple[str, str | None]] = ()) -> Claim:
        """A claim with the event as subject."""
        return self.nodes.places.claim(self.node, predicate, object_, words, mention, qualifiers=qualifiers,
                                       modality=self.modality, rule=self.event.rule, confidence=self.event.confidence)

    def turned(self, subject: str, relation: str, words: Span, mention: str = "", *,
               qualifiers: Iterable[tuple[str, str | None]] = ()) -> Claim:
        """A claim with the event as object."""
        return self.nodes.places.claim(subject, relation, self.node, words, mention, qualifiers=qualifiers,
                                       modality=self.modality, rule=self.event.rule, confidence=self.event.confidence)

    def text(self, predicate: str, given: str | None) -> Iterator[Claim]:
        """A property that is words."""
        if given and literal(given):
            mention = given if given in self.nodes.places.text else given.split()[-1]
            yield self.claim(predicate, literal(given), self.nodes.places.naming(mention, self.event.span), mention)

    def issued(self, actor: Mention | None, country: str | None, relation: str) -> Iterator[Claim]:
        """Whose act it is: the party named, else the government; and the country either way."""
        words = self.words_for(actor) if actor else self.event.span
        mention = actor.text if actor else self.nodes.spoken(country or "", words)
        party = self.nodes.party(actor) if actor else self.nodes.country("gov", country, words) if country else ""
        if party:
            yield self.turned(party, relation, words, mention, qualifiers=[("role", _ROLE.get(relation))])
        if country:
            yield self.claim("actor_countries", country, words, mention)

    def day(self, date: str | None, predicate: str, expression: str = "") -> Iterator[Claim]:
        """A date, with the words that say when, if they stand in the event's own."""
        if date:
            yield self.claim(predicate, date, self.event.span, expression or self._expression(date))

    def _expression(self, date: str) -> str:
        text, (start, end) = self.nodes.places.text, self.event.span
        for said in dates.expressions(text, start, end):
            if date in {dates.resolve(said.text, date, tense).date for tense in _TENSES} and said.kind != "vague":
                return said.text
        return ""

    def number(self, predicate: str, number: float | None, scale: float = 1) -> Iterator[Claim]:
        """A figure, with the digits that give it."""
        if number is not None:
            figure = re.compile(rf"(?<![\d.,]){re.escape(f'{number:g}')}(?!\d|[.,]\d)"
                                + (r"\s?(?:billion|bn)" if scale > 1 else r"(?:\s?%|[\s-]per\s?cent(?:age)?)"))
            text = self.nodes.places.text
            digits = figure.search(text, *self.event.span) or figure.search(text)
            words = self.nodes.places.naming(digits[0], self.event.span) if digits else self.event.span
            yield self.claim(predicate, schema.lexical("float", round(number * scale, 6)), words,
                             digits[0] if digits else "")

    def words_for(self, mention: Mention) -> Span:
        """The event's own words when the mention stands in them, else the mention's sentence."""
        start, end = self.event.span
        return self.event.span if start <= mention.start and mention.end <= end else self.nodes.words_of(mention)
