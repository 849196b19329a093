"""From a model's facts to what the rules' own claims are made of: places in the text, and the registry's names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from ingest.llm.answer import AnswerFact, Facts, ListingFact, SaidFact, TalkFact, TariffFact
from ingest.llm.quoted import NotInTheText, Quoted
from ingest.text import dates, gazetteer
from ingest.text.found import Blacklisting, Found, Mention, Retaliation, Span, Statement, Talk, Tariff
from ingest.text.gazetteer import Gazetteer


class Fact(Protocol):
    """What every fact has: the sentence that says it."""

    @property
    def sentence(self) -> str: ...


F = TypeVar("F", bound=Fact)

CONFIDENCE = 60
"""Whole percent of confidence that a model's claim can have: the words are there, what they say is its reading."""
_PER_CENT, _BILLIONS = r"%|％|per\s?cent", r"billion|bn\b"
_PLACES = ("Region", "Government")
_TENSE: dict[str, dates.Tense] = {
    "done": "past", "held": "past", "ended": "past", "announced": "unknown", "in_force": "unknown",
    "scheduled": "future", "proposed": "future", "threatened": "future", "expected": "future"}


@dataclass(slots=True)
class Finding:
    """Gathers what stands in one text. rule: what tells its claims from the rules'."""

    quoted: Quoted
    rule: str
    found: Found
    names: Gazetteer = field(default_factory=gazetteer.load)

    def take(self, facts: Facts, inside: tuple[Span, ...]) -> None:
        """Add a model's facts about some paragraphs; those whose sentence isn't there are refused."""
        self._each(facts.statements, inside, self._statement)
        self._each(facts.listings, inside, self._listing)
        self._each(facts.tariffs, inside, self._tariff)
        self._each(facts.talks, inside, self._talk)
        self._each(facts.answers, inside, self._answer)

    def _each(self, facts: Iterable[F], inside: tuple[Span, ...], make: Callable[[F, Span], None]) -> None:
        for fact in facts:
            try:
                span = self.quoted.sentence(fact.sentence, inside)
            except NotInTheText:
                continue
            make(fact, span)

    def _statement(self, fact: SaidFact, span: Span) -> None:
        segments = tuple(self.quoted.with_marks(part) for part in self.quoted.parts(fact.words, span, anywhere=True))
        if fact.words and not segments:
            return
        speaker = self._mention(fact.speaker, span, "Person", anywhere=True)
        body = self._mention(fact.organization, span, "Party", anywhere=True)
        if speaker is None and (fact.speaker or body is None):
            return  # nobody who is named has said it
        country = (speaker.country if speaker else None) or (body.country if body else None)
        role = self._text(fact.role, span, anywhere=True)
        self.found.statements.append(Statement(
            speaker, speaker.name if speaker else f"unnamed {role or 'spokesperson'}",
            "direct" if segments else "indirect", span, segments, role=role, organization=body.name if body else None,
            country=country, stance=fact.stance, addressee=self._country(fact.addressee, span), rule=self.rule,
            confidence=CONFIDENCE))

    def _listing(self, fact: ListingFact, span: Span) -> None:
        agency = self._mention(fact.agency, span, "Party", anywhere=True)
        targets = [self._made(part, "Party") for part in self.quoted.parts(fact.targets, span, anywhere=True)]
        day = self._day(fact.date, span, fact.status)
        self.found.blacklistings.append(Blacklisting(
            fact.action, fact.status, span, agency, agency.country if agency else None,
            self._text(fact.list_name, span, anywhere=True), day.date, day.basis, self._text(fact.reason, span),
            targets=tuple(targets), rule=self.rule, confidence=CONFIDENCE))

    def _tariff(self, fact: TariffFact, span: Span) -> None:
        actor = self._mention(fact.actor, span, "Party", anywhere=True)
        day = self._day(fact.date, span, fact.status)
        goods = tuple(self.quoted.masked[a:b] for a, b in self.quoted.parts(fact.goods, span))
        self.found.tariffs.append(Tariff(
            fact.status, span, actor, actor.country if actor else None, self._countries(fact.against, span),
            self.quoted.number(fact.rate_pct, _PER_CENT, span), self.quoted.number(fact.amount_usd_bn, _BILLIONS, span),
            day.date, day.basis, goods, rule=self.rule, confidence=CONFIDENCE))

    def _talk(self, fact: TalkFact, span: Span) -> None:
        there = [self._made(part, "Person") for part in self.quoted.parts(fact.participants, span)]
        countries = tuple(dict.fromkeys(m.country for m in there if m.class_name in _PLACES and m.country))
        officials = tuple(m for m in there if m.class_name not in _PLACES)
        if not countries and not officials:
            self.quoted.refuse(fact.sentence, "name nobody who talks", span)
            return
        day = self._day(fact.date, span, fact.status)
        self.found.talks.append(Talk(
            fact.status, span, countries, officials, self._text(fact.place, span), day.date, day.basis,
            self._text(fact.date, span) if day.date else None, rule=self.rule, confidence=CONFIDENCE))

    def _answer(self, fact: AnswerFact, span: Span) -> None:
        actor = self._country(fact.actor, span)
        if actor:
            self.found.retaliations.append(Retaliation(
                actor, self._countries(fact.against, span), fact.status, span, self._text(fact.in_response_to, span),
                rule=self.rule, confidence=CONFIDENCE))

    def _mention(self, words: str | None, span: Span, otherwise: str, *, anywhere: bool = False) -> Mention | None:
        part = self.quoted.part(words, span, anywhere=anywhere)
        return self._made(part, otherwise) if part else None

    def _made(self, span: Span, otherwise: str) -> Mention:
        """Who or what some words of the text mean, by the registry; its word for a country is that country."""
        start, end = span
        text = self.quoted.masked[start:end]
        met = self.names.resolve(text)
        country = self.names.country_of(text)
        if country and (met.node is None or met.class_name in _PLACES):
            made = Mention(start, end, text, text, "Region", None, country, "nationality")
        else:
            made = Mention(start, end, text, met.name, met.class_name if met.node else otherwise, met.node,
                           met.country, met.how, min(met.confidence, CONFIDENCE), met.rivals)
        self.found.mentions.append(made)
        return made

    def _country(self, words: str | None, span: Span) -> str | None:
        return next(iter(self._countries([words] if words else [], span)), None)

    def _countries(self, words: Iterable[str], span: Span) -> tuple[str, ...]:
        """The countries that some words of the sentence mean; words that mean none are refused."""
        codes: dict[str, None] = {}
        for start, end in self.quoted.parts(words, span):
            made = self._made((start, end), "Party")
            if made.country:
                codes[made.country] = None
            else:
                self.quoted.refuse(made.text, "mean no country", span)
        return tuple(codes)

    def _text(self, words: str | None, span: Span, *, anywhere: bool = False) -> str | None:
        part = self.quoted.part(words, span, anywhere=anywhere)
        return self.quoted.masked[part[0]:part[1]] if part else None

    def _day(self, words: str | None, span: Span, status: str) -> dates.Resolved:
        part = self.quoted.part(words, span)
        if part is None:
            return dates.Resolved(None, "")
        return dates.resolve(self.quoted.masked[part[0]:part[1]], self.found.reading.published,
                             _TENSE.get(status, "unknown"))
