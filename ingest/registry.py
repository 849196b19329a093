"""The registry: governments, agencies, officials, companies, lists and regions with their names.

Publisher: this project, or whoever wrote the file. Format: JSON Lines, a JSON array, or YAML, with the keys
of `ingest.registry_record`. What a thing is and is called has no `known_from`: its name was always known. An
office is known from the day on which it began.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.record_claims import Citation
from ingest.record_reader import Row, first_record, records_of, unique_rows
from ingest.registry_record import RELATIONS, Office, RegistryRecord, take
from ingest.source import Source
from kg import schema
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.rendition import Rendition

TEXTS = ("name", "sector", "list_code", "citation", "citation_url", "checked", "checked_on", "published")


def recognises(name: str, head: bytes) -> bool:
    """Whether the file's first record has what every registry record has, and no date of an event."""
    keys = first_record(name, head).keys()
    return keys >= {"id", "class", "name", "checked"} and not keys & {"announced", "actors"}


def describe(document: Document, rendition: Rendition) -> Document:
    """The document as given: a registry has no day on which its names were made public."""
    records_of(rendition)
    return document


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of each record; a record that can't be taken gives one Refusal."""
    records = records_of(rendition)
    for found in unique_rows(records, take):
        if isinstance(found, Refusal):
            yield found
        else:
            yield from _claims(found, Citation(records, found.index))


def _claims(row: Row[RegistryRecord], cite: Citation) -> Iterator[Claim]:
    record = row.record
    start, end = record.valid_from, record.valid_to
    valid = (start.isoformat() if start else "", end.isoformat() if end else "")
    yield cite.claim(record.id, "class", record.class_, "class", valid=valid)
    yield from _properties(record, cite)
    yield from _names(record, cite)
    for key in ("part_of", "located_in"):
        if getattr(record, key):
            yield cite.claim(record.id, RELATIONS[key], getattr(record, key), key, valid=valid)
    for index, kept in enumerate(record.maintains or ()):
        yield cite.claim(record.id, "MAINTAINS", kept, f"maintains/{index}", valid=valid)
    for index, owner in enumerate(record.owned_by or ()):
        share = None if owner.share is None else schema.lexical("float", owner.share)
        yield cite.claim(record.id, "OWNED_BY", owner.id, f"owned_by/{index}", qualifiers=[("share", share)],
                         valid=valid)
    for index, office in enumerate(record.offices or ()):
        yield _office(record.id, office, cite, f"offices/{index}")


def _properties(record: RegistryRecord, cite: Citation) -> Iterator[Claim]:
    """What the schema gives the record's class as properties; the other keys speak of the record only."""
    known = schema.load().classes[record.class_].properties
    for key in TEXTS:
        value = getattr(record, key)
        if value is not None and key in known:
            yield cite.value(record.id, key, value, key)
    place = "countries" if "countries" in known else "country"
    if record.country:
        yield cite.value(record.id, place, record.country, "country")
    for index, code in enumerate(record.countries or ()):
        yield cite.value(record.id, place, code, f"countries/{index}")
    for scheme, value in (record.identifiers or {}).items():
        yield cite.value(record.id, "identifiers", f"{scheme}:{value}", f"identifiers/{scheme}",
                         mention=value)


def _names(record: RegistryRecord, cite: Citation) -> Iterator[Claim]:
    for index, name in enumerate(record.names or ()):
        yield cite.value(record.id, "names", name.name, f"names/{index}/name",
                         qualifiers=[("name_kind", name.kind), ("language", name.lang)])


def _office(person: str, office: Office, cite: Citation, key: str) -> Claim:
    start = office.from_.isoformat() if office.from_ else ""
    end = office.to.isoformat() if office.to else ""
    return cite.claim(person, "HOLDS_OFFICE", office.organization, key, office.organization,
                      qualifiers=[("role", schema.lexical("string", office.role))], valid=(start, end),
                      known_from=start)


SOURCE: Source = Source(
    name="registry",
    version=1,
    description="Governments, agencies, officials, companies, lists and regions with their names",
    publisher="tradewar-kg",
    url="",
    formats=("jsonl", "json", "yaml"),
    rendition="records/1",
    basis="bundled",
    recognises=recognises,
    describe=describe,
    parse=parse,
)
