"""What the rows of the Consolidated Screening List say, as claims: party, names, addresses, listing, event.

Nodes that many rows share (regions, addresses, lists, agencies, events) are declared at the first row that
names them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.us_csl import cells
from ingest.us_csl.ids import identifiers
from ingest.us_csl.row import Qualifiers, Row, RowClaims
from kg.claim import Claim, node_id, sorted_qualifiers

SERIES = "us_csl"
# class of who is listed without a type, as in the lists of Commerce and State: a person or an organization
UNTYPED = "Party"
CLASSES = {"Individual": "Person", "Entity": "Organization", "Vessel": "Vessel", "Aircraft": "Aircraft",
           "": UNTYPED}
NAME_KIND = "name_kind"
ADDRESS_COUNTRY = "country"

_OF_PERSONS = ("title", "citizenships", "dates_of_birth", "nationalities", "places_of_birth")
_COUNTRY_CODES = frozenset(("citizenships", "nationalities"))
# column: its property, the class that has it or "" for any, and whether the cell holds several
_FACTS = {
    "title": ("job_title", "Person", True),
    "citizenships": ("citizenships", "Person", True),
    "dates_of_birth": ("birth_date", "Person", True),
    "nationalities": ("nationalities", "Person", True),
    "places_of_birth": ("birth_place", "Person", True),
    "programs": ("programs", "", True),
    "remarks": ("remarks", "", False),
    "call_sign": ("call_sign", "Vessel", False),
    "vessel_type": ("vessel_kind", "Vessel", False),
    # the Treasury's own files call the first one tonnage, and only the second one gross registered tonnage
    "gross_tonnage": ("tonnage", "Vessel", False),
    "gross_registered_tonnage": ("gross_tonnage", "Vessel", False),
    "vessel_flag": ("vessel_flag", "Vessel", False),
    "vessel_owner": ("vessel_owner", "Vessel", False),
}


@dataclass(slots=True)
class Edition:
    """One edition of the list while it is read: where its columns are, and which nodes it has declared."""

    columns: dict[str, int]
    said: set[str] = field(default_factory=set)
    address_ids: dict[str, str] = field(default_factory=dict)
    list_ids: dict[cells.ListSource, tuple[str, str]] = field(default_factory=dict)
    facts: list[tuple[int, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.facts = [(self.columns[column], column) for column in _FACTS]

    def claims(self, row: Row) -> list[Claim]:
        """All claims of a row."""
        at = RowClaims(row, self.columns)
        party, class_name = _party(at)
        _names(at, party, class_name)
        countries = self._addresses(at, party, class_name)
        for index, column in self.facts:
            if row.values[index]:
                _fact(at, party, class_name, column, _FACTS[column])
        _identifiers(at, party, class_name)
        restricted, agency = self._list(at)
        at.relate_by_row(party, "LISTED_ON", restricted, _terms(at))
        if row.start:
            event = self._event(at, restricted, agency)
            at.relate_by_row(event, "TARGETS", party)
            for address in countries:
                if self._first(f"{event} {address.country}"):
                    _country(at, event, "target_countries", address)
        return at.found

    def _first(self, key: str) -> bool:
        if key in self.said:
            return False
        self.said.add(key)
        return True

    def _addresses(self, at: RowClaims, party: str, class_name: str) -> list[cells.Address]:
        """Claims on the addresses; returns one address of each country that they name."""
        countries: dict[str, cells.Address] = {}
        is_party = class_name not in ("Vessel", "Aircraft")
        for address in at.row.addresses:
            if address.country:
                countries.setdefault(address.country, address)
                self._region(at, address)
            if is_party and address.text == address.country:
                at.relate("addresses", party, "LOCATED_IN", _region_id(address), address.text,
                          rule="code-alone")
            else:
                self._address(at, party, address)
        found = list(countries.values())
        for address in found if is_party else ():
            _country(at, party, "countries", address)
        return found

    def _region(self, at: RowClaims, address: cells.Address) -> None:
        """Declare a country under its code; the registry's name for it goes before this one."""
        region = _region_id(address)
        if self._first(region):
            for predicate, literal in (("class", "Region"), ("name", address.country)):
                at.say("addresses", region, predicate, address.text, literal=literal, rule="country-code",
                       confidence=50)

    def _address(self, at: RowClaims, party: str, address: cells.Address) -> None:
        text = at.row.literal(address.text)
        node = self.address_ids.get(text)
        if node is None:
            node = self.address_ids[text] = node_id("address", SERIES, text)
            at.say("addresses", node, "class", address.text, literal="Address")
            at.say("addresses", node, "name", address.text, rule=address.rule)
            if address.country:
                at.say("addresses", node, ADDRESS_COUNTRY, address.text, literal=address.country,
                       rule="code-at-end", confidence=address.confidence)
                at.relate("addresses", node, "LOCATED_IN", _region_id(address), address.text,
                          rule="code-at-end", confidence=address.confidence)
        at.relate("addresses", party, "HAS_ADDRESS", node, address.text)

    def _list(self, at: RowClaims) -> tuple[str, str]:
        """Claims on the list and its agency; returns their ids."""
        source = at.row.source
        ids = self.list_ids.get(source)
        if ids is None:
            ids = node_id("list", SERIES, source.code), node_id("agency", SERIES, source.agency)
            self.list_ids[source] = ids
            restricted, agency = ids
            at.say("source", restricted, "class", source.heading, literal="RestrictedList")
            at.say("source", restricted, "name", source.heading, literal=source.name)
            at.say("source", restricted, "list_code", source.code)
            at.say("source", agency, "class", source.agency, literal="Agency")
            at.say("source", agency, "name", source.agency)
            at.relate("source", agency, "MAINTAINS", restricted, source.heading)
        restricted, agency = ids
        url = at.value("source_list_url")
        if url.startswith(("https://", "http://")) and " " not in url and self._first(f"{restricted} {url}"):
            at.say("source_list_url", restricted, "publisher_url", url)
        return restricted, agency

    def _event(self, at: RowClaims, restricted: str, agency: str) -> str:
        """Claims on the act that put the row on the list; returns its id.

        The cell of notices grows from edition to edition by those that changed the row, so only the first
        one, which listed it, goes into the id.
        """
        row = at.row
        notices = cells.citations(at.value("federal_register_notice"))
        written, citation = notices[0] if notices else ("", "")
        event = node_id("event", SERIES, row.source.code, row.start, citation)
        if self._first(event):
            column, words = ("federal_register_notice", written) if written else ("start_date", row.start)
            name = f"{row.source.name}: additions effective {row.start}{f' ({citation})' if citation else ''}"
            at.say(column, event, "class", words, literal="Blacklisting", rule="event-of-rows")
            at.say(column, event, "name", words, literal=row.literal(name), rule="event-of-rows")
            at.say("start_date", event, "effective", row.start)
            if written:
                at.say(column, event, "citation", written, literal=row.literal(citation), rule="first-notice")
            at.relate("source", agency, "ISSUED", event, row.source.agency, rule="event-of-rows")
            at.relate("source", event, "ADDS_TO", restricted, row.source.heading, rule="event-of-rows")
        return event


def _region_id(address: cells.Address) -> str:
    return f"region:{address.country.lower()}"


def _country(at: RowClaims, node: str, predicate: str, address: cells.Address) -> None:
    at.say("addresses", node, predicate, address.text, literal=address.country, rule="country-of-address",
           confidence=min(address.confidence, 90))


def _party(at: RowClaims) -> tuple[str, str]:
    """Claims on who is listed; returns the node's id and class.

    Without a number of the publisher's the id is made of the name and the countries of the addresses, since
    namesakes in several countries stand in rows of their own.
    """
    row = at.row
    number = at.value("entity_number")
    countries = sorted({address.country for address in row.addresses if address.country})
    key = (number,) if number else (row.literal(row.name), *countries)
    party = node_id("party", SERIES, row.source.code, *key)
    class_name, column, words, rule, confidence = _class_of(at)
    at.say(column, party, "class", words, literal=class_name, rule=rule, confidence=confidence)
    if number:
        # the Treasury numbers a party once for all of its lists and files
        scheme = "ofac" if row.source.agency == "Treasury Department" else f"us-{row.source.code.lower()}"
        at.say("entity_number", party, "identifiers", number, literal=at.row.literal(f"{scheme}:{number}"),
               rule="entity-number")
    return party, class_name


def _class_of(at: RowClaims) -> tuple[str, str, str, str, int]:
    """Class of the party, and the column, words, rule and confidence that it rests on."""
    kind = at.value("type")
    if kind in ("Entity", ""):
        form = cells.company_form(at.row.name)
        if form:
            return "Company", "name", form, "legal-form", 80
    if kind:
        return CLASSES[kind], "type", kind, "cell", 100
    for column in _OF_PERSONS:
        if at.value(column):
            return "Person", column, at.value(column), "facts-of-persons", 80
    return UNTYPED, "name", at.row.name, "type-not-stated", 50


def _names(at: RowClaims, party: str, class_name: str) -> None:
    name, note, rule = cells.name_and_note(at.row.name)
    at.say("name", party, "name", name, rule=rule)
    if note:
        at.say("name", party, "remarks", note, rule=rule)
    turned = cells.first_last(name) if class_name == "Person" else ""
    if turned:
        at.say("name", party, "names", name, literal=at.row.literal(turned), rule="name-order", confidence=90,
               qualifiers=((NAME_KIND, "alias"),))
    cell = at.value("alt_names")
    for other in cells.other_names(cell) if cell else ():
        at.say("alt_names", party, "names", other.text, rule=other.rule,
               qualifiers=((NAME_KIND, other.kind),))


def _fact(at: RowClaims, party: str, class_name: str, column: str, fact: tuple[str, str, bool]) -> None:
    """Claims on one column; what the class has no property for becomes a remark under the column's name."""
    predicate, owner, several = fact
    cell = at.value(column)
    for words in cells.pieces(cell) if several else (cell,):
        if owner in ("", class_name) and (column not in _COUNTRY_CODES or words in cells.COUNTRIES):
            at.say(column, party, predicate, words)
        else:
            at.say(column, party, "remarks", words, literal=f"{column}: {at.row.literal(words)}",
                   rule="column-as-remark")


def _identifiers(at: RowClaims, party: str, class_name: str) -> None:
    cell = at.value("ids")
    for found in identifiers(cell, class_name) if cell else ():
        literal = at.row.literal(found.literal)
        at.say("ids", party, found.predicate, found.text, literal=literal, rule=found.rule)
        if class_name == "Vessel" and literal.startswith("imo:"):
            at.say("ids", party, "imo", found.text, literal=literal[4:], rule=found.rule)


def _terms(at: RowClaims) -> Qualifiers:
    """What the row says of the listing itself."""
    notices = cells.citations(at.value("federal_register_notice"))
    return sorted_qualifiers((
        ("state", "in_force"),
        ("citation", at.row.literal("; ".join(dict.fromkeys(text for _, text in notices)))),
        ("entry_id", at.row.literal(at.value("_id") or at.value("entity_number"))),
        ("license_requirement", at.row.literal(at.value("license_requirement"))),
        ("license_policy", at.row.literal(at.value("license_policy")))))
