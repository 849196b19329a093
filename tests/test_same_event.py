"""Which reports are one event, and which stay apart."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

import ingest
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
    two = chronology(rule(), rule("us-other"))
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


def test_a_row_belongs_to_the_last_rule_that_begins_before_it(tmp_path: Path) -> None:
    """Two rules of one issue, a few pages apart; their rows go each to its own."""
    two = chronology(rule(), rule("us-other", citation="84 FR 54010", targets=["Else", "Someone"]))
    rows = csl(*({"name": name, "start_date": "2019-10-09", "federal_register_notice": page,
                  "addresses": "1 Road, Urumqi, CN"} for name, page in ((FIRMS[0], "84 FR 54004"),
                                                                        ("Else", "84 FR 54012"))))
    found = projected(tmp_path, registry(LIST), two, rows)
    assert blacklistings(found) == ["us-28", "us-other"]
    merged = {event: nodes_of(found.graph)[event]["merged_from"] for event in ("us-28", "us-other")}
    assert ["54004" in merged["us-28"][0], "54012" in merged["us-other"][0]] == [True, True]


@pytest.mark.parametrize(("page", "events"), [("84 FR 54005", 1), ("84 FR 54008", 2)])
def test_rows_of_one_page_and_the_next_are_one_rule(tmp_path: Path, page: str, events: int) -> None:
    """The list's own rows of a day make one event over pages that follow each other, else a doubt."""
    rows = csl(*({"name": name, "start_date": "2019-10-09", "federal_register_notice": cited,
                  "addresses": "1 Road, Urumqi, CN"} for name, cited in (("Alpha Co.", "84 FR 54004"),
                                                                         ("Beta Co.", page))))
    found = projected(tmp_path, registry(LIST), rows)
    assert len(blacklistings(found)) == events
    assert [c.score for c in found.report.candidates] == [50] * (events - 1)


def test_rows_of_many_pages_are_one_rule_by_its_record(tmp_path: Path) -> None:
    """The rule's first page lies before both, and no other rule begins in between."""
    rows = csl(*({"name": name, "start_date": "2019-10-09", "federal_register_notice": cited,
                  "addresses": "1 Road, Urumqi, CN"} for name, cited in (("Alpha Co.", "84 FR 54004"),
                                                                         ("Beta Co.", "84 FR 54012"))))
    assert blacklistings(projected(tmp_path, registry(LIST), rows, chronology(rule(targets=[])))) == ["us-28"]


def told(event: str, firms: list[str], *, published: str = "", number: int = 0, **days: str) -> Paper:
    """A text's account of a listing, dated or not."""
    counted = [said(event, "claimed", f"{number} firms")] if number else []
    return paper(thing(event, "Blacklisting", event, **days), *counted,
                 thing("list:us-el", "RestrictedList", "Entity List"), said(event, "ADDS_TO", "list:us-el"),
                 *(claims for firm in firms for claims in (thing(f"{event}-{firm}", "Company", firm, countries="CN"),
                                                           (said(event, "TARGETS", f"{event}-{firm}"),))),
                 basis="press", published=published, copy=event, name=f"{event}.txt")


RECORD = rule(targets=["Alpha", "Beta", "Gamma", "Delta"], claimed_count=28, claimed_noun="organizations")


@pytest.mark.parametrize(("text", "verdict"), [
    (told("p", ["Alpha", "Beta"], announced="2019-10-07", published="2019-10-08"), "one"),
    (told("p", ["Alpha"], announced="2019-10-08", published="2019-10-08"), "one"),
    (told("p", ["Alpha", "Beta"], announced="2019-08-19", published="2019-08-20"), "two"),
    (told("p", ["Zeta"], announced="2019-10-07", published="2019-10-08"), "two"),
    (told("p", ["Zeta"], announced="2019-10-07", published="2019-10-08", number=28), "doubt"),
    (told("p", ["Alpha", "Beta"], published="2019-10-09"), "one"),
    (told("p", ["Alpha"], published="2019-10-09"), "doubt"),
    (told("p", ["Alpha", "Beta"], published="2020-10-09"), "two"),
    (told("p", ["Alpha", "Beta"], number=28), "one"),
    (told("p", ["Alpha", "Beta"], number=11), "doubt"),
    (told("p", ["Zeta"], number=11), "two"),
])
def test_a_text_tells_of_a_listing_by_its_day_names_and_number(tmp_path: Path, text: Paper, verdict: str) -> None:
    """Announced days before its effect; without a day by the day of the text, without both by names and number."""
    found = projected(tmp_path, registry(LIST), text, chronology(RECORD))
    assert len(blacklistings(found)) == (1 if verdict == "one" else 2)
    assert len(found.report.candidates) == (verdict == "doubt")


def test_an_undated_text_that_fits_two_listings_joins_neither(tmp_path: Path) -> None:
    """Both are offered."""
    again = rule("us-again", "2020-10-09", "85 FR 100", targets=["Alpha", "Beta"], claimed_count=28,
                 claimed_noun="firms", announced="2020-10-09")
    found = projected(tmp_path, registry(LIST), told("p", ["Alpha", "Beta"], number=28), chronology(RECORD, again))
    assert blacklistings(found) == ["p", "us-28", "us-again"]
    assert [c.score for c in found.report.candidates] == [50, 50]


def talks(event: str, *, place: str = "Washington", sides: tuple[str, ...] = ("US", "CN"), modality: str = "announced",
          published: str = "", with_listing: bool = False, **days: str) -> Paper:
    """A text's account of talks, in a text that may tell of a listing too."""
    town = f"{event}-{place}"
    listing = told("p", ["Alpha", "Beta"], number=28).claims if with_listing else ()
    return paper(*(said(event, claim.predicate, claim.object, modality=modality)
                   for claim in thing(event, "TradeTalk", event, actor_countries=sides, **days)),
                 thing(town, "Region", place), said(event, "HELD_IN", town, words=place, modality=modality), listing,
                 basis="press", published=published, copy=event, name=f"{event}.txt")


ROUND = {"id": "r13", "class": "TradeTalk", "name": "Thirteenth round", "announced": "2019-10-10",
         "place": "Washington", "effective": "2019-10-10", "actors": [{"country": "US"}, {"country": "CN"}]}


@pytest.mark.parametrize(("text", "verdict"), [
    (talks("t", effective="2019-10-10", published="2019-10-08"), "one"),
    (talks("t", effective="2019-10-11", published="2019-10-08"), "one"),
    (talks("t", effective="2019-10-13", published="2019-10-08"), "doubt"),
    (talks("t", effective="2019-10-24", published="2019-10-08"), "two"),
    (talks("t", effective="2019-10-10", place="Shanghai", published="2019-10-08"), "two"),
    (talks("t", effective="2019-10-10", sides=("US", "JP"), published="2019-10-08"), "two"),
    (talks("t", published="2019-10-08"), "one"),
    (talks("t", published="2019-10-14"), "two"),
    (talks("t", published="2019-10-14", modality="asserted"), "one"),
    (talks("t"), "two"),
    (talks("t", with_listing=True), "one"),
])
def test_talks_are_one_by_sides_place_and_day(tmp_path: Path, text: Paper, verdict: str) -> None:
    """Without a day by that of the text, or of the listing that the text surely tells of."""
    found = projected(tmp_path, registry(LIST), text, chronology(RECORD, ROUND))
    met = [node for node, row in nodes_of(found.graph).items() if row["class"] == "TradeTalk"]
    assert len(met) == (1 if verdict == "one" else 2)
    assert len(found.report.candidates) == (verdict == "doubt")


def duty(event: str, *, rate: str = "25", amount: str = "34000000000", goods: str = "Chinese goods",
         against: str = "CN", **days: str) -> Paper:
    """A text's account of a tariff."""
    figures = {"rate_pct": rate, "amount": amount}
    return paper(thing(event, "TariffAction", event, actor_countries="US", target_countries=against, products=goods,
                       **{name: figure for name, figure in figures.items() if figure}, **days),
                 basis="press", published="2018-06-18", copy=event, name=f"{event}.txt")


FIRST_LIST = {"id": "list1", "class": "TariffAction", "name": "List 1", "announced": "2018-06-15", "rate_pct": 25,
              "effective": "2018-07-06", "target_countries": ["CN"], "amount_usd_bn": 34, "products": ["machinery"]}


@pytest.mark.parametrize(("text", "verdict"), [
    (duty("d", effective="2018-07-06"), "one"),
    (duty("d", announced="2018-06-15"), "one"),
    (duty("d", announced="2018-06-15", amount=""), "one"),
    (duty("d"), "one"),
    (duty("d", amount=""), "doubt"),
    (duty("d", effective="2018-07-02"), "doubt"),
    (duty("d", effective="2018-08-23"), "two"),
    (duty("d", effective="2018-07-06", amount="16000000000"), "two"),
    (duty("d", effective="2018-07-06", rate="10"), "two"),
    (duty("d", effective="2018-07-06", against="MX"), "two"),
    (duty("d", effective="2018-07-06", goods="soybeans"), "two"),
])
def test_tariffs_are_one_by_sides_figures_and_day(tmp_path: Path, text: Paper, verdict: str) -> None:
    """Announced or in force on the same day, at the same rate, on goods of the same value."""
    found = projected(tmp_path, text, chronology(FIRST_LIST))
    duties = [node for node, row in nodes_of(found.graph).items() if row["class"] == "TariffAction"]
    assert len(duties) == (1 if verdict == "one" else 2)
    assert len(found.report.candidates) == (verdict == "doubt")


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


@pytest.fixture(scope="module")
def week(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Projection:
    """Two articles of a week, the official rows, and what ships with the package."""
    pytest.importorskip("spacy")
    folder = tmp_path_factory.mktemp("week")
    with (shared / "gold/xinjiang28_2019-10-09.csv").open(encoding="utf-8-sig", newline="") as file:
        gold = list(csv.DictReader(file))
    ledger = ledger_of(folder / "l", rows_of(firms=[row["name"] for row in gold]))
    ingest.run_bundled(ledger)
    report = ingest.run(ledger, [*(shared / "data/seed").glob("*.txt"),
                                 shared / "data/news_en/2019-10-08_us-blacklists-28-chinese-entities.md"])
    assert report.refused == ()
    return project(ledger)


def test_articles_rows_and_chronology_of_a_week_tell_one_listing(week: Projection) -> None:
    """One node for the 28 with four sources, its day from the chronology, and nothing of it left beside."""
    nodes = nodes_of(week.graph)
    event = nodes["us-2019-10-07-xinjiang-28"]
    assert len(event["merged_from"]) == 3
    assert (event["announced"].isoformat(), event["effective"].isoformat()) == ("2019-10-07", "2019-10-09")
    proofs = [e for e in edges_of(week.graph, "EVIDENCED_BY") if e["source"] == "us-2019-10-07-xinjiang-28"]
    assert len(proofs) == 4
    october = {node for node, row in nodes.items() if row["class"] == "Blacklisting" and "listed" not in node
               and str(row.get("date") or "2019-10-08")[:7] == "2019-10"}
    assert {n for n in october if "Huawei" not in nodes[n]["name"]} == {"us-2019-10-07-xinjiang-28"}
    targets = {e["target"] for e in edges_of(week.graph, "TARGETS") if e["source"] == "us-2019-10-07-xinjiang-28"}
    assert {"company:hikvision", "company:megvii", "company:meiya-pico"} <= targets


def test_visa_limits_and_talks_of_that_week_are_events_of_their_own(week: Projection) -> None:
    """The limits of the next day join nothing; the talks told without a day are those of Thursday."""
    nodes = nodes_of(week.graph)
    assert nodes["us-2019-10-08-xinjiang-visa"]["class"] == "TradeRestriction"
    assert not nodes["us-2019-10-08-xinjiang-visa"].get("merged_from")
    assert len(nodes["us-cn-2019-10-10-washington-talks"]["merged_from"]) == 1
