"""What one record of a chronology says, as claims that cite its places."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.chronology.record import (
    Actor,
    Answer,
    Change,
    EventRecord,
    ListedTarget,
    day_of,
    issuing_relation,
    names_list,
    role_of,
)
from ingest.record_claims import Citation
from ingest.record_reader import Row
from kg import schema
from kg.claim import Claim, node_id
from kg.rendition import RecordRendition

LIKELY = 80
"""Confidence of what follows from a custom of writing and not from a word of the record."""
CODE_NAME = 50
"""Confidence of a country code as the name of a country: any other name is better."""

COUNTRY_RELATIONS = {
    "TariffAction": "TARGETS", "ExportControl": "TARGETS", "TradeRestriction": "TARGETS",
    "Investigation": "TARGETS", "Statement": "ADDRESSES", "Threat": "ADDRESSES",
}
TARGET_RELATIONS = {
    "Statement": "ABOUT", "Threat": "ABOUT", "MeasureChange": "APPLIES_TO", "Relief": "EXEMPTS",
}
# what a change told in the record of its measure is called, before the measure's own name
_DONE = {"remove": "Removed", "suspend": "Suspended", "resume": "Resumed", "extend": "Extended", "amend": "Amended",
         "exempt": "Eased for some", "delay": "Put off", "withdraw": "Withdrawn", "strike_down": "Struck down",
         "expire": "Expired", "replace": "Replaced"}
DATES = ("announced", "effective", "ended", "published", "checked_on")
TEXTS = ("citation", "citation_url", "checked", "claimed_noun", "kind", "action", "summary")
NUMBERS = ("claimed_count", "rate_pct")


def event_claims(series: str, rendition: RecordRendition, row: Row[EventRecord]) -> Iterator[Claim]:
    """All claims of a record; `series` makes the ids of parties that are known by name alone."""
    record = row.record
    cite = Citation(rendition, row.index, (record.published or record.announced).isoformat(),
                    "" if record.published else "known-from-announced")
    return EventClaims(series, record, cite).all()


@dataclass(frozen=True, slots=True)
class EventClaims:
    """Makes the claims of one record, group by group."""

    series: str
    record: EventRecord
    cite: Citation

    @property
    def id(self) -> str:
        return self.record.id

    def all(self) -> Iterator[Claim]:
        """Every claim of the record: the event, its ends, then its links to other events."""
        yield from self._event()
        yield from self._amount()
        yield from self._actors(self.record.actors, "actors", self.id, self.record.class_)
        yield from self._participants()
        yield from self._countries()
        yield from self._targets()
        yield from self._instruments()
        yield from self._place()
        for index, change in enumerate(self.record.changes or ()):
            yield from self._change(change, f"changes/{index}")
        yield from self._answers()

    def _event(self) -> Iterator[Claim]:
        yield self.cite.claim(self.id, "class", self.record.class_, "class")
        for key in ("name", *TEXTS, *NUMBERS, *DATES):
            value: str | float | datetime.date | None = getattr(self.record, key)
            if value is not None:
                yield self._dated(key, value)
        for index, actor in enumerate(self.record.actors):
            yield self.cite.value(self.id, "actor_countries", actor.country, f"actors/{index}/country")
        for key in ("target_countries", "instruments"):
            for index, text in enumerate(getattr(self.record, key) or ()):
                yield self.cite.value(self.id, key, text, f"{key}/{index}")

    def _dated(self, key: str, value: str | float | datetime.date) -> Claim:
        """A property; an end is known from the day of the end, not from that of the announcement."""
        if key == "ended" and self.record.ended and self.record.ended.isoformat() > self.cite.known_from:
            return self.cite.value(self.id, key, value, key, known_from=str(value), rule="known-from-ended")
        return self.cite.value(self.id, key, value, key)

    def _amount(self) -> Iterator[Claim]:
        amount, billions = self.record.amount, self.record.amount_usd_bn
        if billions is not None:
            value = float(Decimal(repr(billions)) * 10**9)
            measured = schema.load().is_a(self.record.class_, "Measure") or self.record.class_ in (
                "MeasureChange", "Threat")
            yield self._billion("amount", value, 100)
            yield self._billion("amount_currency", "USD", 100)
            yield self._billion("amount_kind", "trade_covered" if measured else "other", LIKELY)
        if amount is not None:
            for key in ("value", "currency", "kind", "base_year"):
                given = getattr(amount, key)
                predicate = "amount" if key == "value" else f"amount_{key}"
                if given is not None:
                    yield self.cite.value(self.id, predicate, given, f"amount/{key}")

    def _billion(self, predicate: str, value: float | str, confidence: int) -> Claim:
        words = self.cite.words("amount_usd_bn")
        return self.cite.value(self.id, predicate, value, "amount_usd_bn", mention=words, rule="usd-bn",
                               confidence=confidence)

    def _node(self, node: str, class_name: str, name: str, key: str, *, rule: str = "",
              confidence: int = 100) -> Iterator[Claim]:
        """Declare a node by its name; rule and confidence are those of its class."""
        yield self.cite.claim(node, "class", class_name, key, rule=rule, confidence=confidence)
        yield self.cite.value(node, "name", name, key)

    def _country(self, kind: str, code: str, key: str) -> Iterator[Claim]:
        """Declare a government or region by its code alone, which any other name is better than."""
        node, class_name = f"{kind}:{code.lower()}", {"gov": "Government", "region": "Region"}[kind]
        for predicate, object_ in (("class", class_name), ("name", code)):
            yield self.cite.claim(node, predicate, object_, key, rule="country-code", confidence=CODE_NAME)

    def _actors(self, actors: Iterable[Actor], place: str, event: str, class_name: str) -> Iterator[Claim]:
        """Who acted in an event of that class, told at that place of the record."""
        for index, actor in enumerate(actors):
            key = f"{place}/{index}"
            party = f"gov:{actor.country.lower()}"
            if actor.name:
                party = node_id("party", self.series, actor.country, actor.name)
                yield from self._node(party, "Party", actor.name, f"{key}/name")
                yield self.cite.value(party, "countries", actor.country, f"{key}/country")
            else:
                yield from self._country("gov", actor.country, f"{key}/country")
            yield self._acted(actor, party, key, event, class_name)

    def _acted(self, actor: Actor, party: str, key: str, event: str, class_name: str) -> Claim:
        relation = issuing_relation(class_name)
        role = None
        if relation == "PARTICIPATED_IN":
            role = role_of(actor.role or "party", "ParticipantRole", key)
        elif relation == "ISSUED" and actor.role:
            role = role_of(actor.role, "IssuerRole", key)
        return self.cite.claim(party, relation, event, key, actor.name or actor.country,
                               qualifiers=[("role", role)])

    def _participants(self) -> Iterator[Claim]:
        for index, person in enumerate(self.record.participants or ()):
            key = f"participants/{index}"
            node = node_id("person", self.series, person.country, person.name)
            role = role_of(person.role or "participant", "ParticipantRole", key)
            yield from self._node(node, "Person", person.name, f"{key}/name")
            yield self.cite.value(node, "countries", person.country, f"{key}/country")
            yield self.cite.claim(node, "PARTICIPATED_IN", self.id, key, person.name,
                                  qualifiers=[("role", role)])

    def _countries(self) -> Iterator[Claim]:
        relation = COUNTRY_RELATIONS.get(self.record.class_)
        if relation is None:
            return
        for index, code in enumerate(self.record.target_countries or ()):
            key = f"target_countries/{index}"
            kind = "region" if relation == "TARGETS" else "gov"
            yield from self._country(kind, code, key)
            yield self.cite.claim(self.id, relation, f"{kind}:{code.lower()}", key, code,
                                  qualifiers=self._rate() if relation == "TARGETS" else ())

    def _rate(self) -> list[tuple[str, str | None]]:
        rate = self.record.rate_pct
        return [("rate_pct", None if rate is None else schema.lexical("float", rate))]

    def _targets(self) -> Iterator[Claim]:
        relation = TARGET_RELATIONS.get(self.record.class_, "TARGETS")
        for index, target in enumerate(self.record.targets or ()):
            if isinstance(target, ListedTarget):
                yield from self._party(self.id, relation, target.name, f"targets/{index}", on_list=target.list)
            else:
                yield from self._target(self.id, relation, target, f"targets/{index}")
        for index, name in enumerate(self.record.products or ()):
            yield from self._goods(self.id, relation, name, f"products/{index}")

    def _target(self, event: str, relation: str, name: str, key: str, measure: str = "") -> Iterator[Claim]:
        """What an event aims at: goods when its first word is in small letters (not iFlytek), else a party.

        measure: the one of several changed measures to which a target of a change belongs.
        """
        if name.split()[0].islower():
            yield from self._goods(event, relation, name, key, rule="target-by-case", confidence=LIKELY,
                                   measure=measure)
        else:
            yield from self._party(event, relation, name, key, measure=measure)

    def _party(self, event: str, relation: str, name: str, key: str, *, on_list: str = "",
               measure: str = "") -> Iterator[Claim]:
        party = node_id("party", self.series, "", name)
        yield from self._node(party, "Party", name, f"{key}/name" if on_list else key,
                              rule="" if on_list else "target-by-case", confidence=100 if on_list else LIKELY)
        yield self.cite.claim(event, relation, party, key, name, valid=self._listed(relation),
                              qualifiers=[("on_list", on_list), ("measure", measure)])

    def _goods(self, event: str, relation: str, name: str, key: str, *, rule: str = "",
               confidence: int = 100, measure: str = "") -> Iterator[Claim]:
        product = node_id("product", self.series, name)
        yield from self._node(product, "Product", name, key, rule=rule, confidence=confidence)
        yield self.cite.claim(event, relation, product, key, name, valid=self._listed(relation),
                              qualifiers=self._rate() if relation == "TARGETS" else [("measure", measure)])

    def _listed(self, relation: str) -> tuple[str, str]:
        """The interval of a listing."""
        if self.record.class_ != "Blacklisting" or relation != "TARGETS":
            return "", ""
        since = self.record.effective or self.record.announced
        ended = self.record.ended
        return since.isoformat(), max(ended, since).isoformat() if ended else ""

    def _instruments(self) -> Iterator[Claim]:
        lists = {"Blacklisting": "ADDS_TO", "Statement": "ABOUT", "Threat": "ABOUT"}
        for index, name in enumerate(self.record.instruments or ()):
            key = f"instruments/{index}"
            if not names_list(name):
                node = node_id("instrument", self.series, name)
                yield from self._node(node, "LegalInstrument", name, key)
                yield self.cite.claim(self.id, "BASED_ON", node, key, name)
            elif self.record.class_ in lists:
                node = node_id("list", self.series, name)
                yield from self._node(node, "RestrictedList", name, key, rule="list-by-name",
                                      confidence=LIKELY)
                yield self.cite.claim(self.id, lists[self.record.class_], node, key, name)

    def _place(self) -> Iterator[Claim]:
        if self.record.place:
            region = node_id("region", self.series, self.record.place)
            yield from self._node(region, "Region", self.record.place, "place")
            yield self.cite.claim(self.id, "HELD_IN", region, "place", self.record.place)

    def _change(self, change: Change, key: str) -> Iterator[Claim]:
        if self.record.class_ == "MeasureChange":
            known = change.published.isoformat() if change.published else self.cite.known_from
            yield from self._as_of(known, self.cite.suffix)._changing(change, key, self.id, change.measure)
            return
        day = day_of(self.record, change).isoformat()
        known, suffix = (change.published.isoformat(), "") if change.published else (day, "known-from-date")
        told, event = self._as_of(known, suffix), f"{self.id}/{change.action}-{day}"
        yield from told._own_change(change, key, event)
        yield from told._changing(change, key, event, self.id)

    def _as_of(self, known_from: str, suffix: str) -> EventClaims:
        """The same record, for facts that were made public on another day."""
        return replace(self, cite=Citation(self.cite.rendition, self.cite.index, known_from, suffix))

    def _own_change(self, change: Change, key: str, event: str) -> Iterator[Claim]:
        """A change that is told in the record of what it changes, as an event of its own."""
        yield self.cite.claim(event, "class", "MeasureChange", f"{key}/action", rule="change-of-record")
        yield self.cite.value(event, "name", f"{_DONE[change.action]}: {self.record.name}", f"{key}/action",
                              mention=change.action, rule="change-of-record")
        yield self.cite.value(event, "action", change.action, f"{key}/action")
        yield self.cite.value(event, "announced", day_of(self.record, change), f"{key}/date",
                              rule="announced-from-date")
        yield self.cite.value(event, "checked", self.record.checked, "checked", rule="change-of-record")
        for index, actor in enumerate(change.actors or ()):
            yield self.cite.value(event, "actor_countries", actor.country, f"{key}/actors/{index}/country")
        yield from self._actors(change.actors or (), f"{key}/actors", event, "MeasureChange")
        for name in ("until", "citation", "citation_url", "published"):
            value = getattr(change, name)
            if value is not None:
                yield self.cite.value(event, name, value, f"{key}/{name}")

    def _changing(self, change: Change, key: str, event: str, measure: str | None) -> Iterator[Claim]:
        """The links of a change to what it changes and to those targets for which it does."""
        if measure:
            until = change.until.isoformat() if change.until else None
            yield self.cite.claim(event, "CHANGES", measure, key, change.measure or change.action,
                                  qualifiers=[("action", change.action), ("until", until)],
                                  valid=(day_of(self.record, change).isoformat(), ""))
        for index, name in enumerate(change.applies_to or ()):
            yield from self._target(event, "APPLIES_TO", name, f"{key}/applies_to/{index}", measure or "")

    def _answers(self) -> Iterator[Claim]:
        for index, answer in enumerate(self.record.responds_to or ()):
            yield self._answer(answer, f"responds_to/{index}/basis")
        for index, no in enumerate(self.record.not_response_to or ()):
            yield self.cite.claim(self.id, "NOT_RESPONSE_TO", no.id, f"not_response_to/{index}/basis",
                                  qualifiers=[("reason", schema.lexical("string", no.basis))])

    def _answer(self, answer: Answer, key: str) -> Claim:
        qualifiers: Iterable[tuple[str, str | None]] = (
            ("kind", answer.kind), ("basis_text", schema.lexical("string", answer.basis)),
            ("citation", answer.citation and schema.lexical("string", answer.citation)))
        return self.cite.claim(self.id, "RESPONDS_TO", answer.id, key, qualifiers=qualifiers,
                               known_from=answer.published.isoformat() if answer.published else None)
