"""The registry: names, offices and places of what events speak of."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import chronology, registry
from kg.claim import Claim, Refusal
from kg.document import Document, hash_of
from kg.ledger.check import ClaimChecker
from kg.rendition import RecordRendition, render_records

FIXTURE = Path(__file__).parent / "sources" / "registry" / "input.yaml"
BUNDLED = Path(__file__).resolve().parent.parent / "ingest" / "bundled"
BASE: dict[str, Any] = {"id": "agency:a", "class": "Agency", "name": "An agency", "checked": "unchecked"}
PERSON: dict[str, Any] = {"id": "person:p", "class": "Person", "name": "A person", "checked": "unchecked"}


def record(base: dict[str, Any] = BASE, **keys: Any) -> dict[str, Any]:
    """A record with some keys changed; `class_` stands for class, and ... takes a key away."""
    found = {**base, **{key.rstrip("_"): value for key, value in keys.items()}}
    return {key: value for key, value in found.items() if value is not ...}


def parsed(content: bytes, name: str = "a.jsonl") -> tuple[list[Claim | Refusal], RecordRendition]:
    rendition = render_records(content, name)
    assert isinstance(rendition, RecordRendition)
    document = registry.SOURCE.describe(Document(content=content, name=name, id=hash_of(content)), rendition)
    assert document.published == ""
    return list(registry.parse(document, rendition)), rendition


def told(*records: object) -> list[Claim | Refusal]:
    return parsed("\n".join(json.dumps(one, ensure_ascii=False) for one in records).encode())[0]


def claims(*records: object) -> list[Claim]:
    """The claims of records that are all taken."""
    found = told(*records)
    assert not [item for item in found if isinstance(item, Refusal)]
    return [item for item in found if isinstance(item, Claim)]


def edges(found: list[Claim], predicate: str) -> list[Claim]:
    return [claim for claim in found if claim.predicate == predicate]


def faults(content: bytes, name: str, elsewhere: dict[str, str]) -> tuple[list[str], dict[str, str]]:
    """Refused records, and the classes that are known afterwards; raises for a claim that isn't taken."""
    found, rendition = parsed(content, name)
    checker = ClaimChecker(rendition)
    held = [claim for claim in found if isinstance(claim, Claim) and not checker.check(claim)]
    known = {**elsewhere, **checker.declared}
    for claim in held:
        checker.settle(claim, {node: [name] for node, name in known.items()})
    return [item.reason for item in found if isinstance(item, Refusal)], known


def test_every_claim_of_the_fixture_is_one_that_the_ledger_takes() -> None:
    """Quotes stand, literals are canonical, classes fit; four rows are refused on purpose."""
    refused, known = faults(FIXTURE.read_bytes(), FIXTURE.name, {"gov:us": "Government"})
    assert len(refused) == 4
    assert known["company:hikvision"] == "Company"


def test_bundled_registry_is_taken_whole() -> None:
    """Without a refusal of a record or a claim; no id that it refers to is missing."""
    refused: list[str] = []
    known: dict[str, str] = {}
    for name in ("regions.jsonl", "registry.jsonl"):
        more, known = faults((BUNDLED / name).read_bytes(), name, known)
        refused += more
    assert refused == []


@given(st.permutations(FIXTURE.read_text(encoding="utf-8").split("\n- ")[1:]))
def test_order_of_records_changes_locators_only(records: list[str]) -> None:
    """The same claims, and the same records refused for the same reasons."""
    def told_of(parts: list[str]) -> tuple[Counter[str], Counter[str]]:
        found, _ = parsed(("- " + "\n- ".join(parts)).encode(), "a.yaml")
        said = Counter(repr((c.subject, c.predicate, c.object, c.qualifiers, c.quote, c.known_from,
                             c.valid_from, c.valid_to, c.locator.split("/")[2:]))
                       for c in found if isinstance(c, Claim))
        return said, Counter(r.reason for r in found if isinstance(r, Refusal))

    assert told_of(records) == told_of(FIXTURE.read_text(encoding="utf-8").split("\n- ")[1:])


def test_what_a_thing_is_called_was_always_known() -> None:
    """Also when the record says when its citation was published: a name hides nothing of the past."""
    found = claims(record(published="2019-10-09", names=[{"name": "AA", "lang": "en", "kind": "abbreviation"}],
                          part_of="gov:us", country="US"))
    assert {claim.known_from for claim in found} == {""}
    (name,) = edges(found, "names")
    assert name.qualifiers == (("language", "en"), ("name_kind", "abbreviation"))


def test_office_is_known_from_its_first_day() -> None:
    """Two terms are two claims; one without a first day is known as names are."""
    found = claims(record(PERSON, offices=[
        {"role": "President", "organization": "gov:us", "from": "2017-01-20", "to": "2021-01-20"},
        {"role": "President", "organization": "gov:us", "from": "2025-01-20"},
        {"role": "Owner", "organization": "company:c", "checked": "opened", "citation": "A book"}]))
    terms = [(c.object, c.valid_from, c.valid_to, c.known_from) for c in edges(found, "HOLDS_OFFICE")]
    assert terms == [("gov:us", "2017-01-20", "2021-01-20", "2017-01-20"),
                     ("gov:us", "2025-01-20", "", "2025-01-20"), ("company:c", "", "", "")]
    assert edges(found, "HOLDS_OFFICE")[0].qualifiers == (("role", "President"),)


def test_relations_hold_while_the_record_says_so() -> None:
    """The interval of the record is that of its class and of its relations."""
    found = claims(record(valid_from="2002-04-26", valid_to="2030-01-01", part_of="agency:b",
                          maintains=["list:l"], located_in="region:us"))
    for predicate, other in (("class", "Agency"), ("PART_OF", "agency:b"), ("MAINTAINS", "list:l"),
                             ("LOCATED_IN", "region:us")):
        (claim,) = edges(found, predicate)
        assert (claim.object, claim.valid_from, claim.valid_to) == (other, "2002-04-26", "2030-01-01")


def test_owners_have_their_share() -> None:
    """Where it is known."""
    found = claims(record(id="company:c", class_="Company",
                          owned_by=[{"id": "company:d", "share": 36.08}, {"id": "gov:cn"}]))
    assert [(claim.object, claim.qualifiers) for claim in edges(found, "OWNED_BY")] == [
        ("company:d", (("share", "36.08"),)), ("gov:cn", ())]


def test_identifiers_carry_their_scheme() -> None:
    """The quote is the number as written."""
    (found,) = edges(claims(record(identifiers={"szse": "002415"})), "identifiers")
    assert (found.object, found.quote) == ("szse:002415", "002415")


def test_countries_go_where_the_schema_has_them() -> None:
    """Several for a party; a list has one."""
    assert [claim.object for claim in edges(claims(record(countries=["CN", "HK"])), "countries")] == ["CN", "HK"]
    found = claims(record(id="list:l", class_="RestrictedList", country="US", list_code="EL"))
    assert [claim.object for claim in found if claim.locator == "/0/country"] == ["US"]
    assert [claim.object for claim in edges(found, "list_code")] == ["EL"]


@pytest.mark.parametrize(("wrong", "reason"), [
    (record(cuntry="US"), "unknown key 'cuntry': did you mean 'country'?"),
    (record(name=...), "missing key 'name'"),
    (record(checked="yes"), "checked: unknown 'yes'"),
    (record(class_="Agancy"), "class: unknown 'Agancy': did you mean 'Agency'?"),
    (record(class_="TariffAction"), "class: unknown 'TariffAction'"),
    (record(class_="Official"), "class: unknown 'Official'"),
    (record(id="agency"), "id: expected an id such as agency:us-ustr"),
    (record(country="us"), "country: expected a country code of two capital letters"),
    (record(country=True), "country: expected text, got true or false"),
    (record(country="US", countries=["US"]), "countries: expected either country or countries, found both"),
    (record(names=[{"name": "A", "lang": "english!", "kind": "alias"}]), "names[0].lang: expected a language tag"),
    (record(names=[{"name": "A", "lang": "en", "kind": "nick"}]), "names[0].kind: unknown 'nick'"),
    (record(identifiers={"LEI": "x"}), "identifiers: expected a word in small letters"),
    (record(identifiers={"lei": 5}), "identifiers: expected text, got a whole number"),
    (record(identifiers={"lei": " "}), "identifiers.lei: expected text that is not empty"),
    (record(list_code="EL"), "list_code: not a key of Agency"),
    (record(offices=[{"role": "r", "organization": "gov:us"}]), "offices: not a key of Agency, only of Person"),
    (record(PERSON, part_of="gov:us"), "part_of: not a key of Person"),
    (record(part_of="agency:a"), "part_of: 'agency:a' is the record itself"),
    (record(owned_by=[{"id": "agency:a"}]), "owned_by: 'agency:a' is the record itself"),
    (record(owned_by=[{"id": "gov:us", "share": 101}]), "owned_by[0].share: expected a number <= 100"),
    (record(located_in="Washington"), "located_in: expected an id"),
    (record(valid_from="2020-02-30"), "valid_from: expected a date that exists"),
    (record(valid_from="2020-01-02", valid_to="2020-01-01"), "valid_to: 2020-01-01 is before 2020-01-02"),
    (record(PERSON, offices=[{"role": "r", "organization": "gov:us", "from": "2020-01-02", "to": "2020-01-01"}]),
     "offices[0].to: 2020-01-01 is before 2020-01-02"),
    (record(PERSON, offices=[{"role": "r", "organization": "gov:us", "checked": "no"}]), "offices[0].checked"),
    (record(PERSON, offices=[{"role": "r", "organisation": "gov:us"}]),
     "unknown key 'organisation' in offices[0]: did you mean 'organization'?"),
    (record(citation_url="ftp://x"), "citation_url: expected an address"),
])
def test_record_that_is_wrong_is_refused_by_its_key(wrong: object, reason: str) -> None:
    """Alone: the record after it is taken."""
    found = told(wrong, record(id="agency:after"))
    (refusal,) = [item for item in found if isinstance(item, Refusal)]
    assert reason in refusal.reason
    assert refusal.line == 1
    assert {item.subject for item in found if isinstance(item, Claim)} == {"agency:after"}


def test_id_that_stands_for_two_things_is_refused() -> None:
    """Both of them; equal records are one."""
    found = told(record(), record(name="Another agency"))
    assert [item.reason for item in found if isinstance(item, Refusal)] == [
        "id: 'agency:a' stands for different facts on lines 1, 2"] * 2
    assert claims(record(), record(sector=None)) == claims(record())


def test_registry_and_chronology_are_told_apart() -> None:
    """Each bundled file is recognised by one of them."""
    for name, source in (("regions.jsonl", registry), ("registry.jsonl", registry),
                         ("chronology.jsonl", chronology)):
        head = (BUNDLED / name).read_bytes()[:65_536]
        found = [one.SOURCE.name for one in (registry, chronology) if one.SOURCE.recognises(name, head)]
        assert found == [source.SOURCE.name]
    assert registry.SOURCE.recognises("a.yaml", FIXTURE.read_bytes()[:300])
