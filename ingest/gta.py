"""Global Trade Alert: interventions of governments in trade since 2008, as its API gives them (JSON).

Published by the St. Gallen Endowment for Prosperity through Trade, https://globaltradealert.org. `gta_record` is the
record, `gta_terms` says what an intervention of each type is. An event is one intervention; a state act may have
several, and is kept as an identifier. Nobody of this project compared the records with the notices, so they are
`unchecked`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from ingest.coded_events import EUROPEAN_UNION
from ingest.gta_record import AffectedProduct, Intervention, Jurisdiction, product_code, take
from ingest.gta_terms import TARGETED, class_of, rate_kind
from ingest.record_claims import Citation
from ingest.record_reader import RECORD_FILES, Row, records_of, unique_rows
from ingest.source import Source
from ingest.tariff_lines import HARMONIZED, PARENT_LENGTHS, product_id
from kg.claim import Claim, Refusal, node_id
from kg.document import Document, is_date
from kg.rendition import Rendition

INFERRED_FROM_TRADE = 60
"""Confidence of a country that trade data, and not the act, say is hit."""
_UNION = "European Union"
_BRITAIN_LEFT = datetime.date(2020, 2, 1)
_SOURCE_LENGTH = 300


def recognises(name: str, head: bytes) -> bool:
    """Whether a file of records has ids of interventions and of state acts; its first record may be cut short."""
    return name.lower().endswith(RECORD_FILES) and b'"intervention_id"' in head and b'"state_act_id"' in head


def describe(document: Document, rendition: Rendition) -> Document:
    """The document with the newest day on which one of its records was published."""
    found = msgspec.structs.replace(document, publisher=SOURCE.publisher, media_type="application/json",
                                    heading=document.heading or SOURCE.description)
    days = [str(record.get("date_published") or "") for record in records_of(rendition).records
            if isinstance(record, dict)]
    newest = max(filter(is_date, days), default="")
    if document.published or not newest:
        return found
    return msgspec.structs.replace(found, published=newest, published_basis="newest row")


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of each intervention; a Refusal for each record that isn't one, or contradicts another."""
    records = records_of(rendition)
    declared: set[str] = set()
    for row in unique_rows(records, take):
        if isinstance(row, Refusal):
            yield row
        else:
            known = row.record.date_published or row.record.date_announced
            yield from _Writer(row, Citation(records, row.index, known.isoformat() if known else ""), declared).all()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Makes the claims of one intervention; `declared` are the nodes that earlier ones declared."""

    row: Row[Intervention]
    cite: Citation
    declared: set[str] = field(default_factory=set)

    @property
    def record(self) -> Intervention:
        return self.row.record

    @property
    def id(self) -> str:
        return node_id("event", "gta", str(self.record.intervention_id))

    def all(self) -> Iterator[Claim]:
        """Every claim of the intervention."""
        class_name, kind = class_of(self.record.intervention_type, self.record.gta_evaluation)
        yield from self._event(class_name, kind)
        yield from self._source()
        yield from self._actors()
        yield from self._affected(aimed=class_name != "MeasureChange")
        if class_name != "MeasureChange":
            for index, product in self.record.products():
                yield from self._product(index, product, is_duty=class_name == "TariffAction")

    def _event(self, class_name: str, kind: str) -> Iterator[Claim]:
        record, cite = self.record, self.cite
        yield cite.claim(self.id, "class", class_name, "intervention_type")
        yield cite.value(self.id, "name", record.state_act_title, "state_act_title")
        yield cite.value(self.id, "instruments", record.intervention_type, "intervention_type")
        if kind:
            yield cite.value(self.id, "kind", kind, "intervention_type")
        yield cite.value(self.id, "effect", f"Global Trade Alert: {record.gta_evaluation}", "gta_evaluation")
        for key, day in (("announced", record.date_announced), ("effective", record.date_implemented),
                         ("ended", record.date_removed), ("published", record.date_published)):
            if day:
                yield self._dated(key, day)
        for scheme, key in (("GTA", "intervention_id"), ("GTA state act", "state_act_id")):
            yield cite.value(self.id, "identifiers", f"{scheme}:{getattr(record, key)}", key)
        yield cite.claim(self.id, "checked", "unchecked", "intervention_id")

    def _dated(self, key: str, day: datetime.date) -> Claim:
        """A day; an end is known from that day on, not from the publication of the record's first version."""
        if key == "ended" and day.isoformat() > self.cite.known_from:
            return self.cite.value(self.id, key, day, _DAYS[key], known_from=day.isoformat(), rule="known-from-ended")
        return self.cite.value(self.id, key, day, _DAYS[key])

    def _source(self) -> Iterator[Claim]:
        # what follows a question mark is the key of whoever asked
        yield self.cite.value(self.id, "citation_url", self.record.intervention_url.partition("?")[0],
                              "intervention_url")
        given, key = self.record.state_act_source, "state_act_source"
        source = given if isinstance(given, str) else given[0].text if given else ""
        key = key if isinstance(given, str) else f"{key}/0/text"
        words = " ".join(source.strip().partition("\n")[0].split())
        if words and words.isprintable():
            yield self.cite.value(self.id, "citation", words[:_SOURCE_LENGTH].strip(), key)

    def _actors(self) -> Iterator[Claim]:
        """Each implementing jurisdiction; the European Union for its members when it acted as such."""
        record = self.record
        unions = [index for index, group in enumerate(record.implementing_jurisdiction_groups) if group.name == _UNION]
        if unions:
            yield from self._actor("EU", _UNION, f"implementing_jurisdiction_groups/{unions[0]}/name")
        for index, party in enumerate(record.implementing_jurisdictions):
            if not (unions and self._is_member(party)):
                yield from self._actor(party.country, party.name, f"implementing_jurisdictions/{index}/name")

    def _is_member(self, party: Jurisdiction) -> bool:
        announced = self.record.date_announced or self.record.date_implemented
        return party.country in EUROPEAN_UNION or (
            party.country == "GB" and announced is not None and announced < _BRITAIN_LEFT)

    def _actor(self, country: str, name: str, key: str) -> Iterator[Claim]:
        node = f"gov:{country.lower()}"
        yield from self._declare(node, "Government", name, key)
        yield self.cite.value(self.id, "actor_countries", country, key)
        yield self.cite.claim(node, "ISSUED", self.id, key, name)

    def _affected(self, *, aimed: bool) -> Iterator[Claim]:
        named = self.record.inferred_jurisdictions == TARGETED
        rule, sure = ("targeted", 100) if named else ("inferred-from-trade", INFERRED_FROM_TRADE)
        for index, party in enumerate(self.record.affected_jurisdictions):
            key, node = f"affected_jurisdictions/{index}/name", f"region:{party.country.lower()}"
            yield self.cite.value(self.id, "target_countries", party.country, key, rule=rule, confidence=sure)
            if aimed:
                yield from self._declare(node, "Region", party.name, key)
                yield self.cite.claim(self.id, "TARGETS", node, key, party.name, valid=self._valid(None), rule=rule,
                                      confidence=sure)

    def _declare(self, node: str, class_name: str, name: str, key: str) -> Iterator[Claim]:
        if node not in self.declared:
            self.declared.add(node)
            yield self.cite.claim(node, "class", class_name, key)
            yield self.cite.value(node, "name", name, key)

    def _product(self, index: int, product: AffectedProduct, *, is_duty: bool) -> Iterator[Claim]:
        code = product_code(product)
        node, whole = product_id(code, HARMONIZED), f"affected_products/{index}"
        key = whole if isinstance(self.record.affected_products[index], int) else f"{whole}/product_id"
        if node not in self.declared:
            self.declared.add(node)
            yield self.cite.claim(node, "class", "Product", key)
            told = [("name", f"{HARMONIZED} {code[:4]}.{code[4:]}"), ("hs_code", code), ("hs_edition", HARMONIZED)]
            told += [("hs_parents", code[:length]) for length in PARENT_LENGTHS if length < len(code)]
            for predicate, literal in told:
                yield self.cite.value(node, predicate, literal, key)
        rate = product.rate if is_duty else ""
        rated = [("rate_pct", rate), ("rate_kind", rate_kind(self.record.intervention_type))] if rate else []
        yield self.cite.claim(self.id, "TARGETS", node, whole, str(product.product_id), qualifiers=rated,
                              valid=self._valid(product))

    def _valid(self, product: AffectedProduct | None) -> tuple[str, str]:
        """The interval of the goods where they have their own, else that of the intervention."""
        start = (product.date_implemented if product else None) or self.record.date_implemented
        end = (product.date_removed if product else None) or self.record.date_removed
        if start and end:
            end = max(start, end)
        return start.isoformat() if start else "", end.isoformat() if end else ""


_DAYS = {"announced": "date_announced", "effective": "date_implemented", "ended": "date_removed",
         "published": "date_published"}

SOURCE: Source = Source(
    name="gta",
    version=1,
    description="Trade interventions by Global Trade Alert",
    publisher="Global Trade Alert",
    url="https://globaltradealert.org",
    formats=("json", "jsonl"),
    rendition="records/1",
    basis="press",  # a third party's account of notices
    recognises=recognises,
    describe=describe,
    parse=parse,
)
