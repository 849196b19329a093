"""Chronologies: what a record says, and what is refused."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import chronology, registry
from kg.claim import Claim, Refusal, node_id
from kg.document import Document, hash_of
from kg.ledger.check import ClaimChecker
from kg.rendition import RecordRendition, TextRendition, render_records
from tests import record_schema

FIXTURE = Path(__file__).parent / "sources" / "chronology" / "input.jsonl"
PAGE = Path(__file__).resolve().parent.parent / "docs" / "chronology-record.md"
BUNDLED = Path(__file__).resolve().parent.parent / "ingest" / "bundled" / "chronology.jsonl"
BASE: dict[str, Any] = {
    "id": "e", "class": "TariffAction", "name": "A duty", "actors": [{"country": "US", "name": "White House"}],
    "announced": "2018-06-15", "citation": "83 FR 28710", "checked": "secondary",
}


def event(**keys: Any) -> dict[str, Any]:
    """A record with some keys changed; `class_` stands for class, and ... takes a key away."""
    found = {**BASE, **{key.rstrip("_"): value for key, value in keys.items()}}
    return {key: value for key, value in found.items() if value is not ...}


def told(*records: object) -> list[Claim | Refusal]:
    """What the source makes of records, written as JSON Lines."""
    content = "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()
    return parsed(content, "a.jsonl")[0]


def parsed(content: bytes, name: str) -> tuple[list[Claim | Refusal], RecordRendition]:
    rendition = render_records(content, name)
    assert isinstance(rendition, RecordRendition)
    document = Document(content=content, name=name, id=hash_of(content), series="s")
    return list(chronology.parse(document, rendition)), rendition


def claims(*records: object) -> list[Claim]:
    """The claims of records that are all taken."""
    found = told(*records)
    assert not [item for item in found if isinstance(item, Refusal)]
    return [item for item in found if isinstance(item, Claim)]


def reasons(*records: object) -> list[str]:
    return [item.reason for item in told(*records) if isinstance(item, Refusal)]


def said(found: list[Claim], subject: str, predicate: str) -> list[str]:
    return [claim.object for claim in found if (claim.subject, claim.predicate) == (subject, predicate)]


def edges(found: list[Claim], predicate: str) -> list[Claim]:
    return [claim for claim in found if claim.predicate == predicate]


def faults(content: bytes, name: str) -> list[str]:
    """Why the ledger would refuse claims of a document; its own ids are enough."""
    found, rendition = parsed(content, name)
    checker = ClaimChecker(rendition)
    held = [claim for claim in found if isinstance(claim, Claim) and not checker.check(claim)]
    for claim in held:
        checker.settle(claim, {})
    return [item.reason for item in found if isinstance(item, Refusal)]


def test_every_claim_of_the_fixture_is_one_that_the_ledger_takes() -> None:
    """Quotes stand, literals are canonical, classes fit; six rows are refused on purpose."""
    assert len(faults(FIXTURE.read_bytes(), FIXTURE.name)) == 6


def test_bundled_chronology_is_taken_whole() -> None:
    """Without a refusal of a record or a claim."""
    assert faults(BUNDLED.read_bytes(), BUNDLED.name) == []


def test_annotated_events_are_taken_whole(shared: Path) -> None:
    """All 116 of them, without a refusal of a record or a claim."""
    content = (shared / "gold" / "events_dev.jsonl").read_bytes()
    assert faults(content, "events_dev.jsonl") == []
    found = [item for item in parsed(content, "events_dev.jsonl")[0] if isinstance(item, Claim)]
    ids = {claim.subject for claim in found if claim.predicate == "citation"}
    assert ids == {json.loads(line)["id"] for line in content.splitlines()}


@given(st.permutations(FIXTURE.read_text(encoding="utf-8").splitlines()))
def test_order_of_records_changes_locators_only(lines: list[str]) -> None:
    """The same claims, and the same records refused for the same reasons."""
    def told_of(text: str) -> tuple[Counter[str], Counter[str]]:
        found, _ = parsed(text.encode(), "a.jsonl")
        said = Counter(repr((c.subject, c.predicate, c.object, c.qualifiers, c.quote, c.known_from, c.rule,
                             c.valid_from, c.valid_to, c.locator.split("/")[2:]))
                       for c in found if isinstance(c, Claim))
        return said, Counter(r.reason.partition(" on lines ")[0] for r in found if isinstance(r, Refusal))

    assert told_of("\n".join(lines)) == told_of(FIXTURE.read_text(encoding="utf-8"))


def test_yaml_says_the_same_as_json_lines() -> None:
    """With Norway and dates written plainly."""
    text = ("- id: e\n  class: TariffAction\n  name: A duty\n  actors: [{country: NO}]\n  announced: 2018-06-15\n"
            "  citation: c\n  checked: secondary\n  target_countries: [NO]\n")
    found, _ = parsed(text.encode(), "a.yaml")
    assert found == claims(event(actors=[{"country": "NO"}], citation="c", target_countries=["NO"]))


def test_facts_are_known_from_their_publication() -> None:
    """Or, where the record has no such day, from the announcement, and then the rule says so."""
    published = claims(event(published="2018-06-20"))
    assert {(claim.known_from, claim.rule) for claim in published} == {("2018-06-20", "")}
    announced = claims(event())
    assert {(claim.known_from, claim.rule) for claim in announced} == {("2018-06-15", "known-from-announced")}


def test_end_is_not_known_before_it_came() -> None:
    """An end before the effective day is a withdrawal and no fault."""
    found = claims(event(effective="2018-07-06", ended="2018-07-01", published="2018-06-20"))
    (ended,) = edges(found, "ended")
    assert (ended.known_from, ended.rule) == ("2018-07-01", "known-from-ended")


@pytest.mark.parametrize(("class_name", "relation", "role"), [
    ("TariffAction", "ISSUED", ()), ("Statement", "MADE", ()), ("Threat", "MADE", ()),
    ("TradeTalk", "PARTICIPATED_IN", (("role", "participant"),)),
    ("Agreement", "PARTICIPATED_IN", (("role", "participant"),)),
    ("LegalCase", "PARTICIPATED_IN", (("role", "participant"),)),
])
def test_actors_do_what_the_class_of_event_says(class_name: str, relation: str, role: tuple[Any, ...]) -> None:
    """A named body becomes a party of its country, an unnamed one the government."""
    found = claims(event(class_=class_name, actors=[{"country": "US", "name": "White House"}, {"country": "EU"}]))
    named, unnamed = edges(found, relation)
    assert named.subject == node_id("party", "s", "US", "White House")
    assert named.mention == "White House"
    assert unnamed.subject == "gov:eu"
    assert named.qualifiers == unnamed.qualifiers == role
    assert said(found, "gov:eu", "name") == ["EU"]
    assert said(found, named.subject, "countries") == ["US"]


def test_roles_are_given_in_the_vocabulary_of_the_schema() -> None:
    """As people write them, too."""
    found = claims(event(class_="TradeTalk", place="Beijing", actors=[{"country": "CN", "role": "host"}],
                         participants=[{"country": "CN", "name": "Liu He", "role": "Head of delegation"}]))
    assert [dict(claim.qualifiers)["role"] for claim in edges(found, "PARTICIPATED_IN")] == [
        "host", "delegation_head"]
    assert said(found, node_id("person", "s", "CN", "Liu He"), "class") == ["Person"]
    assert [claim.object for claim in edges(found, "HELD_IN")] == [node_id("region", "s", "Beijing")]
    issued = claims(event(actors=[{"country": "US", "role": "joint issuer"}]))
    assert edges(issued, "ISSUED")[0].qualifiers == (("role", "joint_issuer"),)


@pytest.mark.parametrize(("class_name", "relation"), [
    ("Blacklisting", "TARGETS"), ("ExportControl", "TARGETS"), ("TradeRestriction", "TARGETS"),
    ("Investigation", "TARGETS"), ("LegalCase", "TARGETS"), ("Agreement", "TARGETS"), ("TariffAction", "TARGETS"),
    ("Statement", "ABOUT"), ("Threat", "ABOUT"), ("MeasureChange", "APPLIES_TO"), ("Relief", "EXEMPTS"),
])
def test_targets_are_parties_or_goods_by_their_first_word(class_name: str, relation: str) -> None:
    """Small letters are goods; a name with a capital inside its first word is none."""
    found = claims(event(class_=class_name, targets=["Hikvision", "iFlytek", "soybeans"], products=["Ships"]))
    assert [claim.object.partition(":")[0] for claim in edges(found, relation)] == [
        "party", "party", "product", "product"]
    guessed = [claim for claim in found if claim.rule.startswith("target-by-case")]
    assert [claim.object for claim in guessed] == ["Party", "Party", "Product"]
    assert {claim.confidence for claim in guessed} == {80}


def test_a_target_may_name_its_list() -> None:
    """The claim says which of the lists, and its quote holds both names."""
    lists = ["Export Control Control List", "Unreliable Entity List"]
    found = claims(event(class_="Blacklisting", instruments=["Provisions on the Unreliable Entity List", *lists],
                         targets=["Leidos", {"name": "TCOM", "list": lists[1]}]))
    plain, named = edges(found, "TARGETS")
    assert (plain.qualifiers, named.qualifiers) == ((), (("on_list", lists[1]),))
    assert (named.locator, named.mention) == ("/0/targets/1", "TCOM")
    assert lists[1] in named.quote
    assert said(found, named.object, "name") == ["TCOM"]
    assert len(edges(found, "ADDS_TO")) == 2
    assert len(edges(found, "BASED_ON")) == 1


def test_listing_holds_from_its_effective_day_to_its_end() -> None:
    """An open one has no end; one without an effective day holds from the announcement."""
    keys = {"class_": "Blacklisting", "targets": ["Hikvision"], "announced": "2019-10-07"}
    (whole,) = edges(claims(event(**keys, effective="2019-10-09", ended="2023-05-01")), "TARGETS")
    assert (whole.valid_from, whole.valid_to) == ("2019-10-09", "2023-05-01")
    (open_,) = edges(claims(event(**keys)), "TARGETS")
    assert (open_.valid_from, open_.valid_to) == ("2019-10-07", "")


@pytest.mark.parametrize(("class_name", "relation", "node"), [
    ("TariffAction", "TARGETS", "region:cn"), ("Investigation", "TARGETS", "region:cn"),
    ("Statement", "ADDRESSES", "gov:cn"), ("Blacklisting", "TARGETS", None), ("Agreement", "TARGETS", None),
])
def test_countries_aimed_at_are_regions_or_those_addressed(
    class_name: str, relation: str, node: str | None
) -> None:
    """For other classes the countries are a property only."""
    found = claims(event(class_=class_name, target_countries=["CN"]))
    assert [claim.object for claim in edges(found, relation)] == ([node] if node else [])
    assert said(found, "e", "target_countries") == ["CN"]


def test_rates_stand_on_the_edges_to_countries_and_goods() -> None:
    """Not on those to parties."""
    found = claims(event(rate_pct=7.50, target_countries=["CN"], products=["steel"], targets=["Baosteel"]))
    assert [claim.qualifiers for claim in edges(found, "TARGETS")] == [
        (("rate_pct", "7.5"),), (), (("rate_pct", "7.5"),)]


def test_billions_become_a_sum_in_dollars() -> None:
    """Without the rounding of floating point; the quote is the number as written."""
    found = claims(event(amount_usd_bn=10.3))
    assert said(found, "e", "amount") == ["10300000000"]
    assert said(found, "e", "amount_currency") == ["USD"]
    assert said(found, "e", "amount_kind") == ["trade_covered"]
    assert {claim.quote for claim in found if claim.rule.startswith("usd-bn")} == {"10.3"}
    assert said(claims(event(class_="Agreement", amount_usd_bn=200)), "e", "amount_kind") == ["other"]
    fine = claims(event(amount={"value": 892360064, "currency": "USD", "kind": "fine", "base_year": 2017}))
    assert said(fine, "e", "amount") == ["892360064"]
    assert said(fine, "e", "amount_base_year") == ["2017"]


def test_instruments_that_are_lists_are_added_to() -> None:
    """By blacklistings; words speak about them, and all else rests on laws."""
    names = ["Entity List", "EAR"]
    listing = claims(event(class_="Blacklisting", instruments=names))
    assert [claim.object for claim in edges(listing, "ADDS_TO")] == [node_id("list", "s", "Entity List")]
    assert [claim.object for claim in edges(listing, "BASED_ON")] == [node_id("instrument", "s", "EAR")]
    words = claims(event(class_="Statement", instruments=names))
    assert [claim.object for claim in edges(words, "ABOUT")] == [node_id("list", "s", "Entity List")]
    change = claims(event(class_="MeasureChange", instruments=names))
    assert not edges(change, "ADDS_TO")
    assert said(change, "e", "instruments") == names


def test_a_change_of_a_measure_may_say_who_made_it() -> None:
    """The later act has issuers of its own; without them nobody is said to have acted."""
    told = {"action": "replace", "date": "2019-05-10"}
    named = {**told, "actors": [{"country": "US", "name": "Office of the United States Trade Representative"}]}
    made = {(c.predicate, c.subject, c.object) for c in claims(event(changes=[named]))}
    issued = [subject for predicate, subject, object_ in made
              if predicate == "ISSUED" and object_ == "e/replace-2019-05-10"]
    assert len(issued) == 1
    assert ("actor_countries", "e/replace-2019-05-10", "US") in made
    assert not [c for c in claims(event(changes=[told]))
                if c.predicate == "ISSUED" and c.object == "e/replace-2019-05-10"]


def test_change_names_the_measure_that_it_changes() -> None:
    """From its own day, or that of the event; without a measure there is no edge."""
    found = claims(event(), event(
        id="c", class_="MeasureChange", announced="2018-12-14", effective="2019-01-01",
        changes=[{"measure": "e", "action": "suspend", "until": "2019-04-01", "applies_to": ["Cars of US make"]},
                 {"action": "amend", "date": "2019-02-01", "published": "2019-02-03"}]))
    (edge,) = edges(found, "CHANGES")
    assert (edge.subject, edge.object, edge.valid_from, edge.mention) == ("c", "e", "2019-01-01", "e")
    assert edge.qualifiers == (("action", "suspend"), ("until", "2019-04-01"))
    assert [claim.subject for claim in edges(found, "APPLIES_TO")] == ["c"]


def test_change_told_in_the_record_of_a_measure_is_an_event_of_its_own() -> None:
    """Known from its publication, else from its day."""
    found = claims(event(changes=[
        {"action": "suspend", "date": "2019-01-01", "until": "2019-04-01", "applies_to": ["cars"]},
        {"action": "remove", "date": "2019-09-01", "citation": "Notice 4", "published": "2019-08-20"}]))
    first, second = edges(found, "CHANGES")
    assert (first.subject, first.object, first.known_from) == ("e/suspend-2019-01-01", "e", "2019-01-01")
    assert (second.subject, second.known_from, second.valid_from) == (
        "e/remove-2019-09-01", "2019-08-20", "2019-09-01")
    assert said(found, first.subject, "name") == ["Suspended: A duty"]
    assert said(found, first.subject, "until") == ["2019-04-01"]
    assert said(found, second.subject, "citation") == ["Notice 4"]
    assert [claim.subject for claim in edges(found, "APPLIES_TO")] == [first.subject]


def test_answers_quote_their_reason() -> None:
    """Known from the publication of the reason; a link that isn't there has its reason too."""
    found = claims(event(), event(
        id="a", announced="2018-06-16", responds_to=[
            {"id": "e", "kind": "stated", "basis": "It names the duty.", "citation": "Notice 5",
             "published": "2018-06-17"}],
        not_response_to=[{"id": "x", "basis": "Another matter."}]))
    (link,) = edges(found, "RESPONDS_TO")
    assert (link.object, link.quote, link.known_from) == ("e", "It names the duty.", "2018-06-17")
    assert dict(link.qualifiers) == {"kind": "stated", "basis_text": "It names the duty.", "citation": "Notice 5"}
    (none,) = edges(found, "NOT_RESPONSE_TO")
    assert (none.object, none.qualifiers) == ("x", (("reason", "Another matter."),))


def test_long_and_decomposed_texts_are_quoted_as_they_stand() -> None:
    """The literal is canonical, the quote a part of the record."""
    content = json.dumps(event(summary="word " * 200, name="Cafe\u0301 duty")).encode()
    assert faults(content, "a.jsonl") == []
    found = [item for item in parsed(content, "a.jsonl")[0] if isinstance(item, Claim)]
    assert said(found, "e", "name") == ["Caf\u00e9 duty"]
    assert {len(claim.quote) for claim in edges(found, "summary")} == {500}


def test_null_is_as_good_as_absent() -> None:
    """For every key that a record may lack."""
    keys = set(chronology.EventRecord.__struct_encode_fields__) - BASE.keys()
    assert claims(event(**dict.fromkeys(keys))) == claims(event())


@pytest.mark.parametrize(("record", "reason"), [
    (event(announced="2018-02-30"), "announced: expected a date that exists, written like 2019-10-07"),
    (event(class_="Blacklisting", instruments=["Entity List"], targets=[{"name": "A", "list": "Unverified List"}]),
     "targets[0].list: 'Unverified List' isn't a list among the instruments"),
    (event(class_="Blacklisting", instruments=["Provisions on the Entity List"],
           targets=[{"name": "A", "list": "Provisions on the Entity List"}]), "isn't a list among the instruments"),
    (event(class_="ExportControl", instruments=["Entity List"], targets=[{"name": "A", "list": "Entity List"}]),
     "targets.list: not a key of ExportControl, only of Blacklisting"),
    (event(class_="Blacklisting", targets=[{"name": "A", "lists": "x"}]), "unknown key 'lists'"),
    (event(effective=20180706), "effective: expected a date that exists, written like 2019-10-07, got a whole"),
    (event(anounced="2018-01-01"), "unknown key 'anounced': did you mean 'announced'?"),
    (event(zzz=1), "unknown key 'zzz': expected one of id, class, name"),
    (event(citation=...), "missing key 'citation'"),
    (event(actors=[]), "actors: expected a list of length >= 1"),
    (event(actors=[{"county": "US"}]), "unknown key 'county' in actors[0]: did you mean 'country'?"),
    (event(actors=[{"country": "usa"}]), "actors[0].country: expected a country code of two capital letters"),
    (event(amount={"value": 1, "currency": "$", "kind": "fine"}), "amount.currency: expected a currency code"),
    (event(amount={"value": 1, "currency": "USD", "kind": "gift"}), "amount.kind: unknown 'gift': expected one"),
    (event(amount={"value": -1, "currency": "USD", "kind": "fine"}), "amount.value: expected a number >= 0"),
    (event(amount={"value": 1, "currency": "USD", "kind": "fine"}, amount_usd_bn=1), "found both"),
    (event(amount_usd_bn=-0.1), "amount_usd_bn: expected a number >= 0"),
    (event(rate_pct=-1), "rate_pct: expected a number >= 0"),
    (event(rate_pct=10_001), "rate_pct: expected a number <= 10000"),
    (event(rate_pct="25"), "rate_pct: expected a number, got text"),
    (event(claimed_count=2.5), "claimed_count: expected a whole number"),
    (event(name=" "), "name: expected text that is not empty"),
    (event(targets=["a", "b\x07"]), "targets[1]: expected text without the character U+0007"),
    (event(citation_url="javascript:alert(1)"), "citation_url: expected an address"),
    (event(id="two words"), "id: expected an id without spaces"),
    (event(class_="Tariff"), "class: unknown 'Tariff'"),
    (event(class_="Measure"), "class: unknown 'Measure'"),
    (event(class_="Company"), "class: unknown 'Company'"),
    (event(checked="open"), "checked: unknown 'open': did you mean 'opened'?"),
    (event(action="suspend"), "action: not a key of TariffAction, only of MeasureChange"),
    (event(class_="MeasureChange", action="pause"), "action: unknown 'pause'"),
    (event(kind="visa"), "kind: not a key of TariffAction, only of TradeRestriction"),
    (event(class_="TradeRestriction", kind="visas"), "kind: unknown 'visas': did you mean 'visa'?"),
    (event(place="Beijing"), "place: not a key of TariffAction"),
    (event(participants=[{"country": "US", "name": "A"}]), "participants: not a key of TariffAction"),
    (event(actors=[{"country": "US", "role": "boss"}]), "actors[0].role: unknown 'boss'"),
    (event(class_="TradeTalk", participants=[{"country": "US", "name": "A", "role": "boss"}]),
     "participants[0].role: unknown 'boss'"),
    (event(ended="2018-06-14"), "ended: 2018-06-14 is before announced 2018-06-15"),
    (event(changes=[{"action": "suspend"}]), "missing key 'date' in changes[0]"),
    (event(changes=[{"action": "stop", "date": "2019-01-01"}]), "changes[0].action: unknown 'stop'"),
    (event(changes=[{"action": "suspend", "date": "2018-06-14"}]), "changes[0].date: 2018-06-14 is before"),
    (event(changes=[{"action": "suspend", "date": "2019-01-01", "until": "2018-12-31"}]), "changes[0].until"),
    (event(changes=[{"action": "suspend", "date": "2019-01-01"}] * 2), "changes[1]: the same action"),
    (event(changes=[{"action": "suspend", "date": "2019-01-01", "measure": "x"}]), "changes[0].measure: only a"),
    (event(class_="MeasureChange", changes=[{"action": "suspend", "measure": "e"}]), "is the event itself"),
    (event(class_="MeasureChange", action="suspend", changes=[
        {"action": "suspend", "measure": "x", "actors": [{"country": "US"}]}]), "changes[0].actors: who makes"),
    (event(changes=[{"action": "suspend", "date": "2019-01-01", "actors": [{"country": "US", "role": "chef"}]}]),
     "changes[0].actors[0].role"),
    (event(responds_to=[{"id": "e", "kind": "stated", "basis": "b"}]), "responds_to: 'e' is the event itself"),
    (event(not_response_to=[{"id": "e", "basis": "b"}]), "not_response_to: 'e' is the event itself"),
    (event(responds_to=[{"id": "x", "kind": "guessed", "basis": "b"}]), "responds_to[0].kind: unknown 'guessed'"),
    (event(responds_to=[{"id": "x", "kind": "stated", "basis": "b"}],
           not_response_to=[{"id": "x", "basis": "b"}]), "not_response_to: 'x' is in responds_to too"),
    ([1, 2], "record: expected keys with values, got a list"),
    ("text", "record: expected keys with values, got text"),
])
def test_record_that_is_wrong_is_refused_by_its_key(record: object, reason: str) -> None:
    """Alone: the records before and after it are taken."""
    found = told(event(id="before"), record, event(id="after"))
    (refusal,) = [item for item in found if isinstance(item, Refusal)]
    assert reason in refusal.reason
    assert "\n" not in refusal.reason
    assert refusal.line == 2
    named = [item.subject for item in found if isinstance(item, Claim) and item.predicate == "citation"]
    assert named == ["before", "after"]


def test_answer_to_a_later_event_is_refused() -> None:
    """When both are in the file; one announced on the same day is fine."""
    answer = event(id="a", responds_to=[{"id": "e", "kind": "stated", "basis": "b"}])
    assert reasons(event(announced="2018-06-16"), answer) == [
        "responds_to[0].id: 'e' was announced on 2018-06-16, after this answer of 2018-06-15"]
    assert reasons(event(), answer) == []
    assert reasons(answer) == []


def test_id_that_stands_for_two_events_is_refused() -> None:
    """Both of them, whichever comes first; equal records are one."""
    assert reasons(event(), event(name="Another duty"), event(id="other")) == [
        "id: 'e' stands for different facts on lines 1, 2"] * 2
    assert claims(event(), event(effective=None)) == claims(event())


def test_file_is_recognised_by_its_first_record() -> None:
    """In each of the three forms, also when only its start is at hand; other files and records aren't."""
    record = json.dumps(event())
    recognises = chronology.SOURCE.recognises
    assert recognises("a.jsonl", (record + "\n{cut").encode())
    assert recognises("A.JSON", f"[{record},\n {{".encode())
    assert recognises("a.yml", b"- {class: x, announced: 2018-01-01, actors: []}\n- {cu")
    assert recognises("a.jsonl", record.encode("utf-16"))
    for name, head in (("a.csv", record.encode()), ("a.jsonl", b'{"class": "x"}'), ("a.jsonl", b"{cut"),
                       ("a.json", b"[]"), ("a.json", b"[1]"), ("a.yaml", b"words"), ("a.yaml", b""),
                       ("a.jsonl", b"\xff\xfe\x00")):
        assert not recognises(name, head)
        assert not registry.SOURCE.recognises(name, head)
    assert not registry.SOURCE.recognises("a.jsonl", record.encode())


def test_document_is_as_new_as_its_newest_row() -> None:
    """Unless the day was given; a file without days has none."""
    def described(content: bytes, published: str = "") -> tuple[str, str]:
        document = Document(content=content, name="a.jsonl", published=published,
                            published_basis="given" if published else "")
        found = chronology.SOURCE.describe(document, render_records(content, "a.jsonl"))
        return found.published, found.published_basis

    lines = [json.dumps(event()), json.dumps(event(published="2018-06-20")), "[2]",
             json.dumps(event(announced="2018-99-99"))]
    content = "\n".join(lines).encode()
    assert described(content) == ("2018-06-20", "newest row")
    assert described(content, "2020-01-01") == ("2020-01-01", "given")
    assert described(b'{"class": "x"}') == ("", "")


def test_series_makes_the_ids_of_what_is_known_by_name() -> None:
    """Two files of one series mean the same White House; two files of none don't."""
    rendition = render_records(json.dumps(event()).encode(), "a.jsonl")
    def party(series: str, hash_: str) -> str:
        document = Document(content=b"", name="a.jsonl", id=hash_, series=series)
        return next(item.subject for item in chronology.parse(document, rendition)
                    if isinstance(item, Claim) and item.predicate == "ISSUED")

    assert party("s", "1") == party("s", "2")
    assert party("", "1") != party("", "2")


def test_rendition_of_another_kind_is_a_fault_of_the_program() -> None:
    """And no data error."""
    with pytest.raises(TypeError, match="text/1"):
        list(chronology.parse(Document(content=b"", name="a"), TextRendition("x")))


def test_documented_examples_are_taken() -> None:
    """Each YAML block of the page, as it stands there."""
    blocks = PAGE.read_text(encoding="utf-8").split("```yaml\n")[1:]
    for block in blocks:
        found, _ = parsed(block.partition("```")[0].encode(), "example.yaml")
        assert found
        assert not [item for item in found if isinstance(item, Refusal)]


def test_every_key_is_documented() -> None:
    """In the table of the page; and the page names no key that there isn't."""
    rows = [line.split("|")[1] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert {key.strip(" `") for row in rows for key in row.split(",")} == set(
        chronology.EventRecord.__struct_encode_fields__)


def test_json_schema_of_the_record_is_fresh() -> None:
    """What is committed is what the record of today yields."""
    assert record_schema.main(["--check"]) == 0


def test_stale_json_schema_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing or changed file is named; writing mends it; another argument is refused."""
    output = tmp_path / "chronology.schema.json"
    assert record_schema.main(["--check"], output) == 1
    assert "is stale" in capsys.readouterr().err
    assert record_schema.main(["--write"], output) == 0
    assert record_schema.main(["--check"], output) == 0
    assert record_schema.main([], output) == 2


def test_json_schema_agrees_with_the_program() -> None:
    """It takes the bundled rows and refuses what the program refuses for its form."""
    validator = jsonschema.Draft202012Validator(json.loads(record_schema.record_schema()))
    for line in BUNDLED.read_text(encoding="utf-8").splitlines():
        assert validator.is_valid(json.loads(line))
    for wrong in (event(zzz=1), event(citation=...), event(rate_pct=-1), event(class_="Tariff"),
                  event(checked="open"), event(actors=[{"country": "usa"}])):
        assert not validator.is_valid(wrong)


def test_every_action_has_a_word_for_what_was_done() -> None:
    """A change that is told in its measure's record is named by such a word and the measure."""
    from ingest.chronology.claims import _DONE
    from kg import schema

    assert set(_DONE) == set(schema.load().enums["ChangeAction"])
