"""Which reports are one event, and which stay apart."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from kg import decision
from kg.projection import Projection, project
from tests.ledgers import (
    Paper,
    SourcePaper,
    chronology,
    claim_of,
    csl,
    edges_of,
    ledger_of,
    listing,
    nodes_of,
    paper,
    projected,
    registry,
    said,
    thing,
)

LIST = {"id": "list:us-el", "class": "RestrictedList", "name": "Entity List"}
FIRMS = [f"Firm {number} Co., Ltd." for number in range(28)]


def rule(event: str = "us-28", effective: str = "2019-10-09", citation: str = "84 FR 54002",
         targets: list[str] | None = None, **more: Any) -> dict[str, Any]:
    """The chronology's record of a listing."""
    return {"id": event, "class": "Blacklisting", "name": "28 organizations listed", "announced": "2019-10-07",
            "effective": effective, "published": "2019-10-09", "targets": FIRMS if targets is None else targets,
            "instruments": ["Entity List"], "citation": citation, **more}


def rows_of(effective: str = "2019-10-09", citation: str = "84 FR 54004", firms: list[str] = FIRMS) -> SourcePaper:
    """The list's own rows of it."""
    return csl(*({"name": name, "start_date": effective, "federal_register_notice": citation,
                  "addresses": f"{number} Road, Urumqi, CN"} for number, name in enumerate(firms)))


def blacklistings(found: Projection) -> list[str]:
    """The ids of all listing events."""
    return sorted(node for node, row in nodes_of(found.graph).items() if row["class"] == "Blacklisting")


def test_the_rows_of_a_rule_and_its_record_are_one_event(tmp_path: Path) -> None:
    """Under the record's id, with each party listed once, and the reason on the node."""
    found = projected(tmp_path, registry(LIST), rows_of(), chronology(rule()))
    assert blacklistings(found) == ["us-28"]
    event = nodes_of(found.graph)["us-28"]
    assert "84 FR 54004 and 84 FR 54002 are one rule" in event["merged_from"][0]
    parties = {e["source"] for e in edges_of(found.graph, "LISTED_ON")}
    assert len(parties) == 28
    assert {tuple(listing(found.graph, party)) for party in parties} == {
        (("announced", "2019-10-07", "2019-10-09"), ("in_force", "2019-10-09", ""))}
    assert {e["sources"] for e in edges_of(found.graph, "LISTED_ON")} == {2}


@pytest.mark.parametrize(("effective", "citation"), [
    ("2019-10-09", "84 FR 54100"), ("2019-10-09", "83 FR 54004")])
def test_another_rule_of_the_same_day_is_a_doubt(tmp_path: Path, effective: str, citation: str) -> None:
    """Its pages lie too far away, or in another volume."""
    found = projected(tmp_path, registry(LIST), rows_of(effective, citation), chronology(rule()))
    assert len(blacklistings(found)) == 2
    assert [(c.score, "isn't" in c.reason) for c in found.report.candidates] == [(30, True)]


def test_another_day_or_list_is_another_event(tmp_path: Path) -> None:
    """Not even a candidate."""
    other_day = projected(tmp_path / "a", registry(LIST), rows_of("2019-10-10"), chronology(rule()))
    other_list = projected(tmp_path / "b", registry(LIST), rows_of(),
                           chronology(rule(instruments=["Unverified List"])))
    for found in (other_day, other_list):
        assert len(blacklistings(found)) == 2
        assert found.report.candidates == ()


def test_without_a_citation_common_targets_decide(tmp_path: Path) -> None:
    """Half of the smaller set; the claims on those targets are premises."""
    same = projected(tmp_path / "a", registry(LIST), rows_of(citation=""),
                     chronology(rule(targets=[*FIRMS[:3], "Someone", "Somebody", "Else"])))
    assert blacklistings(same) == ["us-28"]
    joined = next(j for j in same.report.joined if j.canonical == "us-28")
    assert "3 of 6 targets are the same" in joined.reason
    edges = {c for e in edges_of(same.graph, "TARGETS") for c in e["claims"]}
    assert len(edges & set(joined.premises)) == 6
    other = projected(tmp_path / "b", registry(LIST), rows_of(citation=""),
                      chronology(rule(targets=[*FIRMS[:2], "Someone", "Somebody", "Else"])))
    assert len(blacklistings(other)) == 2
    assert [c.score for c in other.report.candidates] == [50]


def test_without_targets_nothing_says_that_they_are_one(tmp_path: Path) -> None:
    """A record that names nobody stays a doubt."""
    found = projected(tmp_path, registry(LIST), rows_of(citation=""), chronology(rule(targets=[])))
    assert [c.score for c in found.report.candidates] == [50]


def test_two_events_of_one_document_never_join(tmp_path: Path) -> None:
    """A chronology that tells two means two, and a third source can't join them either."""
    two = chronology(rule(), rule("us-other", citation="84 FR 54010"))
    assert blacklistings(projected(tmp_path / "a", registry(LIST), two)) == ["us-28", "us-other"]
    found = projected(tmp_path / "b", registry(LIST), two, rows_of())
    assert len(blacklistings(found)) == 3
    assert [c.reason.endswith("two events of one document") for c in found.report.candidates] == [True, True]


def test_the_visa_limits_of_the_next_day_are_an_event_apart(tmp_path: Path) -> None:
    """Same week, same reason given, another measure."""
    found = projected(tmp_path, registry(LIST), rows_of(), chronology(rule(), {
        "id": "us-visa", "class": "TradeRestriction", "kind": "visa", "name": "Visa limits on officials",
        "announced": "2019-10-08", "effective": "2019-10-08", "target_countries": ["CN"]}))
    assert blacklistings(found) == ["us-28"]
    assert nodes_of(found.graph)["us-visa"]["announced"].isoformat() == "2019-10-08"
    assert all("us-visa" not in (j.node, j.canonical) for j in found.report.joined)


def test_a_retracted_premise_takes_the_merge_along(tmp_path: Path) -> None:
    """Without the citation and with too few common targets it is a doubt again."""
    ledger = ledger_of(tmp_path, registry(LIST), rows_of(), chronology(rule(targets=["Someone"])))
    found = project(ledger)
    assert blacklistings(found) == ["us-28"]
    cited = claim_of(ledger, "us-28", "citation")
    assert cited in next(j for j in found.report.joined if j.canonical == "us-28").premises
    decision.retract(ledger, cited, reason="misread", author="x")
    assert len(blacklistings(project(ledger))) == 2


def decided(tmp_path: Path, *triples: tuple[str, str, str]) -> Path:
    """A file of decisions."""
    path = tmp_path / "decisions.jsonl"
    path.write_text("\n".join(json.dumps({"subject": s, "predicate": p, "object": o, "reason": "read it"})
                              for s, p, o in triples))
    return path


def test_people_decide_that_two_reports_are_two_events(tmp_path: Path) -> None:
    """The rule of citations doesn't join them then."""
    ledger = ledger_of(tmp_path / "l", registry(LIST), rows_of(), chronology(rule()))
    event = next(j.node for j in project(ledger).report.joined if j.canonical == "us-28")
    decision.assert_file(ledger, decided(tmp_path, ("us-28", "DIFFERENT_FROM", event)), author="x")
    found = project(ledger)
    assert blacklistings(found) == sorted(["us-28", event])
    assert found.report.candidates == ()


def test_people_decide_that_two_reports_are_one_event(tmp_path: Path) -> None:
    """Of any class, also two of one document; other links then hang on to them."""
    ledger = ledger_of(tmp_path / "l", registry(LIST), rows_of(), chronology(
        rule(), rule("us-other", effective="2019-10-10"),
        {"id": "t1", "class": "TradeTalk", "name": "Talks", "announced": "2019-10-10"},
        {"id": "t2", "class": "TradeTalk", "name": "Talks again", "announced": "2019-10-11"}))
    decision.assert_file(ledger, decided(tmp_path, ("t1", "SAME_AS", "t2"), ("us-other", "SAME_AS", "us-28")),
                         author="x")
    found = project(ledger)
    nodes = nodes_of(found.graph)
    assert "t2" not in nodes
    assert "t1" in nodes
    assert "us-28" in blacklistings(found)
    assert "us-other" not in blacklistings(found)


def test_what_was_decided_of_two_reports_holds_for_a_third(tmp_path: Path) -> None:
    """The record and the rows are one rule, but one report of it isn't the record's event."""
    ledger = ledger_of(tmp_path / "l", registry(LIST), press("p1"), press("p2"),
                       chronology(rule("us-28", targets=["Alpha"])))
    assert blacklistings(project(ledger)) == ["us-28"]
    decision.assert_file(ledger, decided(tmp_path, ("us-28", "DIFFERENT_FROM", "p1"), ("p1", "SAME_AS", "p2")),
                         author="x")
    found = project(ledger)
    assert blacklistings(found) == ["p1", "us-28"]
    assert ["was decided to be different" in c.reason for c in found.report.candidates] == [True]


def test_a_page_is_found_however_the_citation_is_written(tmp_path: Path) -> None:
    """Rules and rows write the Federal Register in their own ways."""
    found = projected(tmp_path, registry(LIST), rows_of(citation="84 FR 54004"),
                      chronology(rule(citation="84 F.R. 54002, October 9, 2019")))
    assert blacklistings(found) == ["us-28"]


def press(event: str, list_: str = "list:us-el") -> Paper:
    """A report of a listing that names no citation."""
    return paper(thing(event, "Blacklisting", event, effective="2019-10-09"),
                 thing(list_, "RestrictedList", "Entity List"),
                 thing(f"{event}-a", "Company", "Alpha", countries="CN"),
                 said(event, "ADDS_TO", list_, words="Entity List"),
                 said(event, "TARGETS", f"{event}-a", words="Alpha"), basis="press", copy=event)


def test_two_reports_and_a_record_make_one(tmp_path: Path) -> None:
    """Links are closed transitively, whoever links whom."""
    found = projected(tmp_path, press("p1"), press("p2"), chronology(rule("us-28", targets=["Alpha"])))
    assert blacklistings(found) == ["us-28"]


def test_a_denied_listing_joins_nothing(tmp_path: Path) -> None:
    """A source that says that it is not so tells no event."""
    denied = paper(thing("d", "Blacklisting", "D", effective="2019-10-09"),
                   thing("list:us-el", "RestrictedList", "E"),
                   said("d", "ADDS_TO", "list:us-el", modality="denied"))
    found = projected(tmp_path, registry(LIST), denied, chronology(rule()))
    assert blacklistings(found) == ["d", "us-28"]


def test_the_28_of_xinjiang_come_out_as_one(shared: Path, tmp_path: Path) -> None:
    """With the hand-made list of them as rows that cite their page, not the rule's first one."""
    with (shared / "gold/xinjiang28_2019-10-09.csv").open(encoding="utf-8-sig", newline="") as file:
        gold = list(csv.DictReader(file))
    names = [next(value for key, value in row.items() if key.startswith("name")) for row in gold]
    assert len(names) == 28
    found = projected(tmp_path, registry(LIST), rows_of(firms=names), chronology(rule(targets=names)))
    assert blacklistings(found) == ["us-28"]
    assert len({e["source"] for e in edges_of(found.graph, "LISTED_ON")}) == 28
