"""Global Trade Alert: each key used, ignored by name or refused; classes, rates and intervals of interventions."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

import ingest
from ingest.country_codes import by_alpha_3
from ingest.gta import SOURCE
from ingest.gta_record import _OTHER_CODES, Intervention
from ingest.gta_terms import class_of, kinds
from ingest.us_csl.cells import COUNTRIES
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.errors import SourceRefused
from kg.ledger import Ledger
from kg.projection import project
from kg.rendition import RENDER, quote_stands
from tests.ledgers import edges_of, nodes_of

FIXTURES = Path(__file__).parent / "sources" / "gta"
BASIC: list[dict[str, Any]] = json.loads((FIXTURES / "input.json").read_text())
FULL: list[dict[str, Any]] = [json.loads(line) for line in (FIXTURES / "input-full.jsonl").read_text().splitlines()]


def read(*records: dict[str, Any]) -> tuple[list[Claim], list[Refusal]]:
    """Claims and refusals of a file with these records, one a line."""
    content = "".join(json.dumps(record) + "\n" for record in records).encode()
    rendition = RENDER[SOURCE.rendition](content, "gta.jsonl")
    items = list(SOURCE.parse(Document(content=content, name="gta.jsonl"), rendition))
    claims = [item for item in items if isinstance(item, Claim)]
    assert all(quote_stands(rendition, claim.locator, claim.quote) for claim in claims)
    return claims, [item for item in items if isinstance(item, Refusal)]


def said(claims: list[Claim], predicate: str) -> list[str]:
    """The objects of all claims of one predicate on events."""
    return [claim.object for claim in claims if claim.predicate == predicate and claim.subject.startswith("event:")]


def changed(record: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A record with other values."""
    return {**copy.deepcopy(record), **fields}


@pytest.mark.parametrize(("fields", "expected"), [
    ({"new_key": 1}, "unknown key 'new_key'"),
    ({"intervention_id": "990001"}, "intervention_id: expected a whole number"),
    ({"gta_evaluation": "Purple"}, "gta_evaluation: expected one of Red, Amber, Green; found 'Purple'"),
    ({"gta_evaluation": "Harmful"}, "gta_evaluation: expected one of Red, Amber, Green"),
    ({"intervention_type": "Import tarif"}, "intervention_type: expected one of"),
    ({"inferred_jurisdictions": "Guessed"}, "inferred_jurisdictions: expected one of Targeted, Inferred"),
    ({"implementing_jurisdictions": []}, "implementing_jurisdictions: expected at least one"),
    ({"implementing_jurisdictions": [{"id": 1, "name": "Atlantis", "iso": "ATL"}]}, "expected a three-letter code"),
    ({"affected_jurisdictions": [{"id": 1, "name": "A", "iso": "USA", "x": 1}]}, "unknown key 'x'"),
    ({"date_announced": "2018-02-30"}, "date_announced: expected a date that exists"),
    ({"date_announced": "15.06.2018"}, "date_announced: expected a date that exists"),
    ({"date_announced": None, "date_implemented": None}, "date_announced: expected a date here or in"),
    ({"date_removed": "2018-06-01"}, "date_removed: 2018-06-01 is before the announcement, 2018-06-15"),
    ({"affected_products": [12345678]}, "affected_products[0]: expected a tariff code of 6 digits"),
    ({"affected_products": [990000]}, "affected_products[0]: expected a tariff code"),
    ({"affected_products": [{"product_id": 847130, "new_level": "a lot"}]}, "affected_products[0]: expected a rate"),
    ({"affected_products": [{"product_id": 847130, "levels": 1}]}, "unknown key 'levels'"),
    ({"state_act_title": "Two\u0007 words"}, "state_act_title or the name"),
    ({"state_act_title": ""}, "state_act_title or the name"),
    ({"intervention_url": "javascript:1"}, "intervention_url: expected a web address"),
    ({"is_in_force": "yes"}, "is_in_force: expected"),
])
def test_a_wrong_field_refuses_its_record_with_line_and_reason(fields: dict[str, Any], expected: str) -> None:
    """The records before and after it are taken."""
    claims, refusals = read(BASIC[1], changed(BASIC[0], **fields), FULL[2])
    assert [refusal.line for refusal in refusals] == [2]
    assert expected in refusals[0].reason
    assert len(said(claims, "class")) == 2


@pytest.mark.parametrize("key", sorted(Intervention.__struct_fields__))
def test_each_key_is_needed_or_may_be_missing(key: str) -> None:
    """A record without a key is refused by that name, or read."""
    record = {name: value for name, value in FULL[0].items() if name != key}
    needed = key in Intervention.__struct_fields__[:8]
    _, refusals = read(record)
    assert [refusal.reason for refusal in refusals] == ([f"missing key {key!r}"] if needed else [])


def test_records_of_one_id_must_agree() -> None:
    """Twice the same is one; two that differ are both refused."""
    assert len(said(read(BASIC[0], BASIC[0])[0], "class")) == 1
    claims, refusals = read(BASIC[0], changed(BASIC[0], date_published="2018-06-19"))
    assert (claims, [refusal.line for refusal in refusals]) == ([], [1, 2])


@pytest.mark.parametrize(("kind", "evaluation", "expected"), [
    ("Import tariff", "Red", ("TariffAction", "")), ("Import tariff", "Green", ("TariffAction", "")),
    ("Anti-dumping", "Amber", ("Investigation", "")), ("Anti-dumping", "Red", ("TariffAction", "")),
    ("Export ban", "Red", ("ExportControl", "")), ("Export ban", "Green", ("MeasureChange", "")),
    ("Import ban", "Red", ("TradeRestriction", "import_ban")), ("State loan", "Red", ("TradeRestriction", "subsidy")),
    ("FDI: Entry and ownership rule", "Amber", ("TradeRestriction", "investment")),
])
def test_type_and_evaluation_make_the_class(kind: str, evaluation: str, expected: tuple[str, str]) -> None:
    """What is amber in trade defence is still being looked into; what liberalises restricts nothing."""
    assert class_of(kind, evaluation) == expected
    claims, _ = read(changed(BASIC[0], intervention_type=kind, gta_evaluation=evaluation))
    assert said(claims, "class") == [expected[0]]
    assert said(claims, "kind") == [expected[1]] * bool(expected[1])


def test_all_published_types_and_jurisdictions_are_known(shared: Path) -> None:
    """The value mappings of the API: 74 types, and as many countries as have a code of ISO."""
    text = (shared / "data" / "tariffs" / "gta_api_gta-value-mappings.md").read_text()
    section = text[text.rindex("## Intervention types"):text.rindex("## MAST chapters")]
    assert set(re.findall(r"^\| (.+?) \| \d+ \|$", section, re.MULTILINE)) == set(kinds())


def test_the_documented_answer_of_the_api_is_read(shared: Path) -> None:
    """Both examples of its page, with the ends of the lists that it leaves out as dots."""
    text = (shared / "data" / "tariffs" / "gta_api_gta-data.md").read_text()
    found = [json.loads(re.sub(r",\s*(\.\.\.\s*,?)?\s*(?=[\]}])", "", block)) for block in re.findall(
        r"(?s)\n\[\s*(\{.*?\"is_in_force\": 1\s*\})", text)]
    assert len(found) == 2
    for record in found:
        claims, refusals = read(record)
        assert refusals == []
        assert said(claims, "actor_countries") == ["EU"]
        assert said(claims, "effective") == ["2024-07-01"]


def test_codes_of_three_letters_are_those_of_all_countries() -> None:
    """Each country of the other lists has one."""
    assert set(by_alpha_3().values()) | set(_OTHER_CODES.values()) == COUNTRIES
    assert all(len(long) == 3 and len(short) == 2 for long, short in by_alpha_3().items())


def test_the_union_acts_for_its_members() -> None:
    """Britain belonged to it until the end of January 2020; without the group each member acts by itself."""
    britain = {"id": 826, "name": "United Kingdom", "iso": "GBR"}
    members = [*FULL[0]["implementing_jurisdictions"], britain]
    assert said(read(FULL[0])[0], "actor_countries") == ["EU"]
    assert said(read(changed(FULL[0], implementing_jurisdictions=members))[0], "actor_countries") == ["EU", "GB"]
    then = changed(FULL[0], implementing_jurisdictions=members, date_announced="2019-05-01", date_removed=None)
    assert said(read(then)[0], "actor_countries") == ["EU"]
    alone = changed(FULL[0], implementing_jurisdiction_groups=[])
    assert said(read(alone)[0], "actor_countries") == ["AT", "DE", "FR"]


def test_inferred_countries_are_less_sure_than_targeted_ones() -> None:
    """Who is hit by the words of the act, and who by trade data only."""
    for words, sure in (("Targeted", 100), ("Inferred", 60), (None, 60)):
        claims, _ = read(changed(BASIC[0], inferred_jurisdictions=words))
        assert {claim.confidence for claim in claims if claim.object in ("CN", "region:cn")
                and claim.subject.startswith("event:")} == {sure}


@pytest.mark.parametrize(("product", "rate"), [
    ({"product_id": 120190, "new_level": "28", "unit": None}, {"rate_pct": "28", "rate_kind": "total"}),
    ({"product_id": 120190, "new_level": 28, "unit": "percent"}, {"rate_pct": "28", "rate_kind": "total"}),
    ({"product_id": 120190, "new_level": "28", "unit": "USD/tonne"}, {}),
    ({"product_id": 120190, "new_level": ""}, {}), (120190, {}),
])
def test_only_percent_is_a_rate(product: Any, rate: dict[str, str]) -> None:
    """A level in another unit, or none, leaves the goods without a rate."""
    claims, refusals = read(changed(BASIC[0], affected_products=[product]))
    assert refusals == []
    assert [dict(claim.qualifiers) for claim in claims if claim.object == "product:hs-120190"] == [rate]


def test_goods_may_have_days_of_their_own() -> None:
    """Else those of the intervention; an end before the first day leaves no day at all."""
    goods = [{"product_id": 120190, "date_implemented": "2018-08-23", "date_removed": "2018-08-01"}, 847130]
    claims, _ = read(changed(BASIC[0], affected_products=goods, date_removed="2019-01-01"))
    assert [(claim.object[-6:], claim.valid_from, claim.valid_to) for claim in claims
            if claim.predicate == "TARGETS" and claim.object.startswith("product:")] == [
                ("120190", "2018-08-23", "2018-08-23"), ("847130", "2018-07-06", "2019-01-01")]


def test_an_end_is_known_from_its_day_and_no_key_is_kept() -> None:
    """What follows the question mark of an address is the asker's key."""
    claims, _ = read(FULL[0])
    assert [claim.known_from for claim in claims if claim.predicate == "ended"] == ["2024-10-30"]
    assert said(claims, "citation_url") == ["https://globaltradealert.org/intervention/990011"]


def test_interventions_reach_the_graph_as_unchecked_measures(tmp_path: Path) -> None:
    """A tariff by code and rate from its first day, a licence duty on its goods."""
    report = ingest.run(tmp_path / "l.kg", sorted(FIXTURES.glob("input*")))
    assert report.refused == ()
    assert [document.published for document in report.documents] == ["2024-07-08", "2023-07-04"]
    graph = project(Ledger.create(tmp_path / "l.kg")).graph
    events = [facts for facts in nodes_of(graph).values() if "GTA:990013" in (facts.get("identifiers") or ())]
    assert [(facts["class"], facts["checked"]) for facts in events] == [("TariffAction", "unchecked")]
    assert [(edge["state"], str(edge["valid_from"])) for edge in edges_of(graph, "HAS_STATE")
            if edge["source"] == edge["target"] == events[0]["id"]] == [
                ("announced", "2018-06-15"), ("in_force", "2018-07-06")]
    rates = {edge["target"]: (edge.get("rate_pct"), edge.get("rate_kind")) for edge in edges_of(graph, "TARGETS")
             if edge["source"] == events[0]["id"]}
    assert rates["product:hs-120190"] == (28.0, "total")


@pytest.mark.parametrize("content", [
    b"{", b"[1, 2]", b'{"intervention_id": NaN}', b'{"intervention_id": 1, "a\x00": 2}', b"\xff\xfe\x00",
    b'[{"intervention_id": 1}, {"intervention_id"'])
def test_what_is_no_record_is_refused_and_nothing_else(content: bytes) -> None:
    """Broken JSON, other values, and files cut short never raise anything but a refusal."""
    try:
        rendition = RENDER[SOURCE.rendition](content, "gta.json")
    except SourceRefused:
        return
    items = list(SOURCE.parse(Document(content=content, name="gta.json"), rendition))
    broken = getattr(rendition, "broken", [])
    assert all(isinstance(item, Refusal) for item in items)
    assert items or broken
