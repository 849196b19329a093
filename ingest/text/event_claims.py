"""Listings, tariffs, talks and other measures of a text as event nodes with their ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ingest.text.event_node import MODALITY, Event, EventNode, Told
from ingest.text.found import Blacklisting, Found, Mention, OtherEvent, Talk, Tariff
from ingest.text.nodes import Nodes
from ingest.text.places import literal
from kg import schema
from kg.claim import Claim, node_id

LONGEST_GOODS = 120  # characters: more is a sentence
SHOWN = 60  # characters of goods in a tariff's name
_DONE_TO_A_LIST = {"add": "Addition to", "remove": "Removal from", "suspend": "Suspension of listing on",
                   "resume": "Resumed listing on"}
_STATE = {"remove": "removed", "suspend": "suspended", "resume": "resumed"}


@dataclass(slots=True)
class EventClaims:
    """Makes the claims of a text's events; `told` are those made so far."""

    nodes: Nodes
    found: Found
    told: list[Told] = field(default_factory=list)

    def all(self) -> Iterator[Claim]:
        """Every event of the text but its answers, with the nodes that it needs."""
        for listing in self.found.blacklistings:
            yield from self._with_nodes(self._listing(listing))
        for tariff in self.found.tariffs:
            yield from self._with_nodes(self._tariff(tariff))
        for talk in self.found.talks:
            yield from self._with_nodes(self._talk(talk))
        for other in self.found.others:
            yield from self._with_nodes(self._other(other))

    def _with_nodes(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        for claim in claims:
            yield from self.nodes.drain()
            yield claim

    def _new(self, class_name: str, event: Event, country: str | None, name: str,
             key: str = "") -> tuple[EventNode, Iterator[Claim]]:
        """A fresh event node, and the claims that declare it."""
        start = self.nodes.places.sentence(*event.span)[0]
        node = node_id("event", self.nodes.series, class_name, str(start), key)
        while any(told.node == node for told in self.told):
            key += "+"
            node = node_id("event", self.nodes.series, class_name, str(start), key)
        modality = MODALITY.get(event.status, "asserted")
        words = self.found.reading.text[event.span[0]:event.span[1]]
        against = event.against if isinstance(event, Tariff) else ()
        self.told.append(Told(node, class_name, country, event.span, f"{name} {words}", modality, against))
        make = EventNode(self.nodes, node, event, modality)
        return make, make.declared(class_name, name)

    def _listing(self, event: Blacklisting) -> Iterator[Claim]:
        listed = event.action == "add"
        class_name = "Blacklisting" if listed else "MeasureChange"
        where = event.list_name or "a restricted list"
        make, declared = self._new(class_name, event, event.country, f"{_DONE_TO_A_LIST[event.action]} {where}: "
                                   f"{_whom(event)}", f"{event.action}|{event.list_name or ''}|{event.status}")
        yield from declared
        yield from make.issued(event.agency, event.country, "ISSUED")
        yield from make.day(event.date, "announced")
        for predicate, text in (("reason", event.reason), ("effect", event.effect), ("citation", event.citation)):
            yield from make.text(predicate, text)
        yield from self._counts(make, event)
        if not listed:
            yield make.claim("action", event.action, event.span)
        restricted = ""
        if event.list_name:
            words = self.nodes.places.naming(event.list_name, event.span)
            restricted = self.nodes.restricted_list(event.list_name, event.country, words)
            if listed:
                yield make.claim("ADDS_TO", restricted, words, event.list_name)
        for target in event.targets:
            yield from self._listed(make, event, target, restricted)

    def _counts(self, make: EventNode, event: Blacklisting) -> Iterator[Claim]:
        """Every number claimed; the largest is that of the event."""
        largest = max(event.claimed_counts, key=lambda count: count.count, default=None)
        for count in event.claimed_counts:
            words = self.nodes.places.sentence(count.start, count.end)
            mention, noun = self.found.reading.text[count.start:count.end], literal(count.of)
            yield make.claim("claimed", f"{count.count} {noun}", words, mention)
            if count is largest:
                yield make.claim("claimed_count", str(count.count), words, mention)
                yield make.claim("claimed_noun", noun, words, mention)

    def _listed(self, make: EventNode, event: Blacklisting, target: Mention, restricted: str) -> Iterator[Claim]:
        party, words = self.nodes.target(target), make.words_for(target)
        if not party:
            return
        yield make.claim("TARGETS" if event.action == "add" else "APPLIES_TO", party, words, target.text)
        if restricted and event.action != "add" and make.modality == "asserted":
            yield self.nodes.places.claim(
                party, "LISTED_ON", restricted, words, target.text, qualifiers=[("state", _STATE[event.action])],
                valid_from=event.date or "", rule=event.rule, confidence=event.confidence)
        if target.country and target.node is None:
            yield make.claim("target_countries", target.country, words, target.text)

    def _tariff(self, event: Tariff) -> Iterator[Claim]:
        class_name = {"threatened": "Threat", "suspended": "MeasureChange", "ended": "MeasureChange"}.get(
            event.status, "TariffAction")
        key = "|".join(str(part) for part in (event.country, *event.against, event.rate_pct, event.amount_usd_bn,
                                              event.status))
        make, declared = self._new(class_name, event, event.country, _tariff_name(event), key)
        yield from declared
        yield from make.issued(event.actor, event.country, "MADE" if class_name == "Threat" else "ISSUED")
        yield from make.day(event.date, "announced" if self._is_told_on(event) else "effective")
        if class_name == "MeasureChange":
            yield make.claim("action", "suspend" if event.status == "suspended" else "remove", event.span)
        yield from make.number("rate_pct", event.rate_pct)
        if event.amount_usd_bn is not None:
            yield from make.number("amount", event.amount_usd_bn, 1e9)
            yield make.claim("amount_currency", "USD", event.span)
            yield make.claim("amount_kind", "trade_covered", event.span)
        yield from self._hit(make, event, class_name)
        for goods in event.goods:
            if literal(goods) and len(goods) <= LONGEST_GOODS and not self.nodes.gazetteer.country_of(goods):
                yield make.claim("products", literal(goods), event.span, goods)

    def _is_told_on(self, event: Tariff) -> bool:
        """Whether a tariff's day is that of its announcement: it doesn't lie after the text that tells of it."""
        if "announce" in event.date_basis:
            return True
        published = self.found.reading.published
        return event.status not in ("in_force", "suspended", "ended") and bool(published and event.date) and (
            (event.date or "") <= (published or ""))

    def _hit(self, make: EventNode, event: Tariff, class_name: str) -> Iterator[Claim]:
        rate = None if event.rate_pct is None else schema.lexical("float", event.rate_pct)
        for code in event.against:
            called = self.nodes.spoken(code, event.span)
            yield make.claim("target_countries", code, event.span, called)
            kind, relation = ("gov", "ADDRESSES") if class_name == "Threat" else ("region", "TARGETS")
            node = self.nodes.country(kind, code, event.span)
            if node and class_name == "MeasureChange":
                yield make.claim("APPLIES_TO", node, event.span, called)
            elif node:
                yield make.claim(relation, node, event.span, called,
                                 qualifiers=[("rate_pct", rate)] if relation == "TARGETS" else ())

    def _talk(self, event: Talk) -> Iterator[Claim]:
        signing = event.kind in ("signing", "agreement")
        class_name = "Agreement" if signing else "TradeTalk"
        who = " and ".join(event.participants) or " and ".join(official.name for official in event.officials)
        where = f" in {event.place}" if event.place else ""
        name = f"{event.kind.capitalize()} of {who or 'the parties'}{where}"
        make, declared = self._new(class_name, event, None, name,
                                   "|".join((*event.participants, event.place or "", event.date or "", event.status)))
        yield from declared
        role = [("role", "signatory" if signing else "participant")]
        for code in event.participants:
            node, called = self.nodes.country("gov", code, event.span), self.nodes.spoken(code, event.span)
            if node:
                yield make.turned(node, "PARTICIPATED_IN", event.span, called, qualifiers=role)
                yield make.claim("actor_countries", code, event.span, called)
        for official in event.officials:
            person = self.nodes.party(official, otherwise="Person")
            if person:
                yield make.turned(person, "PARTICIPATED_IN", make.words_for(official), official.text, qualifiers=role)
        yield from make.day(event.date, "effective", event.date_expression or "")
        if event.place:
            yield from make.text("place", event.place)
            yield make.claim("HELD_IN", self.nodes.region(event.place, event.span), event.span, event.place)
        if not signing:
            yield from make.text("round", event.round)

    def _other(self, event: OtherEvent) -> Iterator[Claim]:
        found = schema.load().classes.get(event.class_name)
        class_name = "OtherAction" if found is None or found.abstract or found.derived else event.class_name
        name = event.summary or f"{class_name} of {event.country or 'unknown'}"
        make, declared = self._new(class_name, event, event.country, name, f"{event.status}|{event.summary or ''}")
        yield from declared
        relation = {"Agreement": "PARTICIPATED_IN", "Commitment": "PARTICIPATED_IN", "Statement": "MADE",
                    "Threat": "MADE"}.get(class_name, "ISSUED")
        yield from make.issued(event.actor, event.country, relation)
        yield from make.day(event.date, "announced")
        for target in event.targets:
            relation = {"Relief": "EXEMPTS", "MeasureChange": "APPLIES_TO", "Statement": "ABOUT",
                        "Threat": "ABOUT"}.get(class_name, "TARGETS")
            node = self.nodes.target(target)
            if node:
                yield make.claim(relation, node, make.words_for(target), target.text)


def _whom(event: Blacklisting) -> str:
    """A few words for the targets of a listing."""
    names = [target.name for target in event.targets[:2]]
    if names:
        more = len(event.targets) - len(names)
        return " and ".join(names) + (f" and {more} more" if more else "")
    counts = [f"{count.count} {count.of}" for count in event.claimed_counts[:1]]
    return counts[0] if counts else "unnamed parties"


def _tariff_name(event: Tariff) -> str:
    rate = f"{event.rate_pct:g}% " if event.rate_pct is not None else ""
    amount = f" worth ${event.amount_usd_bn:g} billion" if event.amount_usd_bn is not None else ""
    whose = f" by {event.country}" if event.country else ""
    against = " against " + " and ".join(event.against) if event.against else ""
    word = {"threatened": "Threat of ", "suspended": "Suspension of ", "ended": "End of "}.get(event.status, "")
    goods = f" on {event.goods[0]}" if event.goods and len(event.goods[0]) <= SHOWN else ""
    name = f"{word}{rate}tariffs{whose}{goods}{against}{amount}"
    return name[0].upper() + name[1:]
