"""The registry record: a party, list or region with its names, offices and place, as in the bundled files."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, field

from ingest.record_reader import Country, Day, Text, Url, canonical, claimable, class_of, one_of, read
from kg import schema
from kg.errors import SourceRefused

Id = Annotated[str, Meta(pattern=r"^[a-z]+:\S+$")]
Language = Annotated[str, Meta(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Scheme = Annotated[str, Meta(pattern="^[a-z][a-z0-9_-]*$")]


class Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another name, its language (BCP 47) and what sort of name it is."""

    name: Text
    lang: Language
    kind: str


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An office that a person holds: `to` is the first day on which it is no longer held."""

    role: Text
    organization: Id
    from_: Day | None = field(default=None, name="from")
    to: Day | None = None
    citation: Text | None = None
    citation_url: Url | None = None
    checked: str | None = None


class Owner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who owns it, and how many percent."""

    id: Id
    share: Annotated[float, Meta(ge=0, le=100)] | None = None


class RegistryRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that events and documents speak of."""

    id: Id
    class_: str = field(name="class")
    name: Text
    checked: str
    names: tuple[Name, ...] | None = None
    country: Country | None = None
    countries: tuple[Country, ...] | None = None
    part_of: Id | None = None
    maintains: tuple[Id, ...] | None = None
    sector: Text | None = None
    identifiers: dict[Scheme, Text] | None = None
    list_code: Text | None = None
    offices: tuple[Office, ...] | None = None
    owned_by: tuple[Owner, ...] | None = None
    located_in: Id | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    citation: Text | None = None
    citation_url: Url | None = None
    checked_on: Day | None = None
    published: Day | None = None


RELATIONS = {"part_of": "PART_OF", "located_in": "LOCATED_IN", "maintains": "MAINTAINS",
             "owned_by": "OWNED_BY", "offices": "HOLDS_OFFICE"}
"""Keys that lead to other records, and the relation that each one means."""


def take(raw: object) -> RegistryRecord:
    """A record that is right in itself. Raises SourceRefused that names the key and what was expected."""
    record = read(raw, RegistryRecord)
    canonical(record)
    class_of(record.class_, claimable(_is_registered))
    for check in (_check_values, _check_keys_of_class, _check_intervals, _check_itself):
        check(record)
    return record


def _is_registered(class_name: str) -> bool:
    model = schema.load()
    return not any(model.is_a(class_name, other) for other in ("Event", "Document", "Episode", "Address"))


def _check_values(record: RegistryRecord) -> None:
    one_of("checked", record.checked, "Checked")
    if record.country and record.countries:
        raise SourceRefused("countries: expected either country or countries, found both")
    for index, name in enumerate(record.names or ()):
        one_of(f"names[{index}].kind", name.kind, "NameKind")
    for index, office in enumerate(record.offices or ()):
        if office.checked is not None:
            one_of(f"offices[{index}].checked", office.checked, "Checked")


def _check_keys_of_class(record: RegistryRecord) -> None:
    model = schema.load()
    for key in ("sector", "list_code"):
        if getattr(record, key) and key not in model.classes[record.class_].properties:
            raise SourceRefused(f"{key}: not a key of {record.class_}")
    for key, relation in RELATIONS.items():
        subjects = model.relations[relation].subjects
        if getattr(record, key) and not any(model.is_a(record.class_, wide) for wide in subjects):
            raise SourceRefused(f"{key}: not a key of {record.class_}, only of {', '.join(subjects)}")


def _check_intervals(record: RegistryRecord) -> None:
    pairs = [("valid_to", record.valid_from, record.valid_to)]
    pairs += [(f"offices[{i}].to", office.from_, office.to) for i, office in enumerate(record.offices or ())]
    for key, start, end in pairs:
        if start and end and end < start:
            raise SourceRefused(f"{key}: {end} is before {start}")


def _check_itself(record: RegistryRecord) -> None:
    found: dict[str, list[str | None]] = {"part_of": [record.part_of], "located_in": [record.located_in],
                                          "owned_by": [owner.id for owner in record.owned_by or ()]}
    for key, ids in found.items():
        if record.id in ids:
            raise SourceRefused(f"{key}: {record.id!r} is the record itself")
