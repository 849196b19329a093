"""Which claims count: runs, editions, days, retractions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from kg import decision, schema
from kg.ledger import Ledger
from kg.projection import project
from tests.ledgers import (
    Paper,
    SourcePaper,
    chronology,
    claim_of,
    csl,
    edges_of,
    fill,
    ledger_of,
    listing,
    nodes_of,
    paper,
    projected,
    said,
    thing,
    without,
)

X_LIST = thing("list:x", "RestrictedList", "X List")


def sectors(ledger: Ledger, **limits: Any) -> dict[str, str]:
    """The sector of each company that has one."""
    return {node: row["sector"] for node, row in nodes_of(project(ledger, **limits).graph).items()
            if "sector" in row}


def test_a_mended_module_takes_back_its_old_wrong_claim(tmp_path: Path) -> None:
    """The newest run of a module over a document counts, not the sum of its runs."""
    wrong = paper(thing("company:a", "Company", "Alpha", sector="fishing"))
    ledger = ledger_of(tmp_path, wrong)
    assert sectors(ledger) == {"company:a": "fishing"}
    fill(ledger, without(wrong, 2))
    assert sectors(ledger) == {}


def test_an_older_version_that_runs_later_does_not_count(tmp_path: Path) -> None:
    """Versions order the runs of a module, not the time of running."""
    wrong = paper(thing("company:a", "Company", "Alpha", sector="fishing"))
    ledger = ledger_of(tmp_path, without(wrong, 2))
    assert sectors(fill(ledger, wrong)) == {}


def test_modules_do_not_replace_each_other(tmp_path: Path) -> None:
    """Another module over the same document adds to it."""
    first = paper(thing("company:a", "Company", "Alpha", sector="fishing", remarks="seen"))
    names = Paper(claims=first.claims, module="names", left_out=frozenset({2}))
    found = projected(tmp_path, Paper(claims=first.claims, left_out=frozenset({3})), names)
    assert nodes_of(found.graph)["company:a"]["sector"] == "fishing"
    assert nodes_of(found.graph)["company:a"]["remarks"] == ["seen"]


def test_two_modules_that_say_the_same_of_one_place_make_one_claim(tmp_path: Path) -> None:
    """The edge lists the claim once."""
    first = paper(thing("company:a", "Company", "Alpha"), X_LIST,
                  said("company:a", "LISTED_ON", "list:x", words="a"))
    graph = projected(tmp_path, first, Paper(claims=first.claims, module="names")).graph
    assert [len(edge["claims"]) for edge in edges_of(graph, "LISTED_ON")] == [1]


def edition(day: str, sector: str = "", *, known_from: str = "", **about: Any) -> Paper:
    """An edition of a page on Alpha."""
    claims = thing("company:a", "Company", "Alpha", **({"sector": sector} if sector else {}))
    return paper(*(said(c.subject, c.predicate, c.object, known_from=known_from) for c in claims),
                 **{"series": "page", "edition": day, "published": day, **about})


def test_a_later_edition_of_a_page_replaces_an_earlier_one(tmp_path: Path) -> None:
    """Whichever was ingested first."""
    old, new = edition("2019-01-01", "fishing"), edition("2020-01-01", "optics")
    assert sectors(ledger_of(tmp_path / "a", old, new)) == {"company:a": "optics"}
    assert sectors(ledger_of(tmp_path / "b", new, old)) == {"company:a": "optics"}


def test_a_later_edition_that_says_nothing_replaces_too(tmp_path: Path) -> None:
    """A page from which all was deleted doesn't leave the old one standing."""
    old = edition("2019-01-01", "fishing")
    empty = Paper(claims=(), series="page", edition="2020-01-01", published="2020-01-01")
    ledger = ledger_of(tmp_path, old, empty)
    assert nodes_of(project(ledger).graph) == {}
    assert sectors(ledger, known_on="2019-06-01") == {"company:a": "fishing"}


def test_editions_of_different_series_stand_side_by_side(tmp_path: Path) -> None:
    """Documents outside a series, too."""
    graph = projected(tmp_path, edition("2019-01-01", remarks_of := "fishing"),
                      paper(thing("company:a", "Company", "Alpha", remarks="a"), series="other"),
                      paper(thing("company:a", "Company", "Alpha", remarks="b"))).graph
    assert nodes_of(graph)["company:a"]["remarks"] == ["a", "b"]
    assert nodes_of(graph)["company:a"]["sector"] == remarks_of


def test_known_on_shows_the_revision_that_stood_on_that_day(tmp_path: Path) -> None:
    """Before the first one, nothing."""
    ledger = ledger_of(tmp_path, edition("2019-01-01", "fishing"), edition("2020-01-01", "optics"))
    assert sectors(ledger, known_on="2018-12-31") == {}
    assert sectors(ledger, known_on="2019-01-01") == {"company:a": "fishing"}
    assert sectors(ledger, known_on="2020-01-01") == {"company:a": "optics"}


def test_a_revision_of_unknown_date_does_not_hide_a_dated_one(tmp_path: Path) -> None:
    """What nobody knows to have been public by then can't stand for what was."""
    ledger = ledger_of(tmp_path, edition("2019-01-01", "fishing"), edition("2020-01-01", "optics", published=""))
    assert sectors(ledger, known_on="2020-06-01") == {"company:a": "fishing"}
    assert sectors(ledger) == {"company:a": "optics"}


@pytest.mark.parametrize(("basis", "passes"), [
    ("bundled", True), ("decision", True), ("official_record", False), ("official_words", False),
    ("press", False)])
def test_an_unknown_day_of_publication_passes_only_for_our_own_data(
        tmp_path: Path, basis: str, passes: bool) -> None:
    """A document of unknown date isn't shown as known on a day."""
    ledger = ledger_of(tmp_path, edition("", "optics", series="", basis=basis))
    assert sectors(ledger) == {"company:a": "optics"}
    assert sectors(ledger, known_on="2030-01-01") == ({"company:a": "optics"} if passes else {})


def test_a_newer_release_of_bundled_data_stands_for_every_day(tmp_path: Path) -> None:
    """What it took back was wrong on every day, also on days before its own first fact."""
    old = edition("1", "fishing", basis="bundled", known_from="2017-01-01", published="")
    new = edition("2", "optics", basis="bundled", known_from="2018-01-01", published="")
    ledger = ledger_of(tmp_path, old, new)
    assert sectors(ledger, known_on="2017-06-01") == {}
    assert sectors(ledger, known_on="2018-06-01") == {"company:a": "optics"}


def test_known_on_takes_each_claim_by_its_own_day(tmp_path: Path) -> None:
    """The visa limits of 8 October aren't known on the 7th, the announcement of the listing is."""
    ledger = ledger_of(tmp_path, chronology(
        {"id": "us-list", "class": "Blacklisting", "name": "Listing", "announced": "2019-10-07"},
        {"id": "us-visa", "class": "TradeRestriction", "kind": "visa", "name": "Visas",
         "announced": "2019-10-08"}))
    assert "us-list" in nodes_of(project(ledger, known_on="2019-10-07").graph)
    assert "us-visa" not in nodes_of(project(ledger, known_on="2019-10-07").graph)
    assert "us-visa" in nodes_of(project(ledger, known_on="2019-10-08").graph)


def test_said_on_shows_what_the_ledger_said_then(tmp_path: Path) -> None:
    """By the day of recording, whatever the documents' own days."""
    wrong = paper(thing("company:a", "Company", "Alpha", sector="fishing"), published="2010-01-01")
    ledger = ledger_of(tmp_path, wrong, on="2026-01-01")
    fill(ledger, without(wrong, 2), on="2026-02-01")
    assert sectors(ledger, said_on="2026-01-15") == {"company:a": "fishing"}
    assert sectors(ledger, said_on="2026-02-01") == {}
    assert nodes_of(project(ledger, said_on="2025-12-31").graph) == {}


def row(party: str, day: str = "2019-01-01") -> tuple[Any, ...]:
    """A list's row and what it declares."""
    return (*thing(party, "Company", party), said(party, "LISTED_ON", "list:x", valid_from=day, words=party))


def listed(day: str, *parties: str, start: str = "2019-01-01") -> Paper:
    """An edition of a cumulative list."""
    return paper(X_LIST, *(row(party, start) for party in parties), series="x", edition=day, published=day,
                 editions="cumulative")


def test_a_row_that_a_later_edition_lacks_is_unknown_from_then(tmp_path: Path) -> None:
    """It isn't shown as removed, since nobody said so; the rows still there go on."""
    graph = projected(tmp_path, listed("2019-06-01", "company:a", "company:b"), listed("2020-06-01", "company:b"),
                      listed("2021-06-01", "company:b")).graph
    assert listing(graph, "company:a") == [("in_force", "2019-01-01", "2020-06-01"), ("unknown", "2020-06-01", "")]
    assert listing(graph, "company:b") == [("in_force", "2019-01-01", "")]


def test_the_same_bytes_can_be_two_editions(tmp_path: Path) -> None:
    """A list that went back to what it was before: nothing of the second edition's knowledge is lost."""
    first, second = listed("2019-06-01", "company:a"), listed("2020-06-01", "company:b")
    again = listed("2021-06-01", "company:a")
    for number, papers in enumerate(((first, second, again), (again, second, first))):
        ledger = ledger_of(tmp_path / str(number), *papers)
        graph = project(ledger).graph
        assert listing(graph, "company:a") == [("in_force", "2019-01-01", "")]
        assert listing(graph, "company:b")[-1] == ("unknown", "2021-06-01", "")
        assert listing(project(ledger, known_on="2019-07-01").graph, "company:a")


def test_a_date_that_is_given_mends_one_that_was_guessed(tmp_path: Path) -> None:
    """Of one document's dates of publication only those on the best ground count."""
    day = {"addresses": "1 Road, Urumqi, CN", "start_date": "2019-10-09"}
    guessed = csl({"name": "Alpha", **day}, edition="2019-12-31")
    mended = SourcePaper(msgspec.structs.replace(guessed.document, published="2019-11-30",
                                                 published_basis="given"),
                         "us_csl")
    for number, papers in enumerate(((guessed, mended), (mended, guessed))):
        ledger = ledger_of(tmp_path / str(number), *papers)
        documents = [r for r in nodes_of(project(ledger).graph).values() if r["class"] == "Document"]
        assert [r["edition"] for r in documents] == ["2019-11-30"]
        assert project(ledger, known_on="2019-12-01").graph.node_count > 1


def test_a_row_whose_start_a_later_edition_mends_is_still_there(tmp_path: Path) -> None:
    """A changed date isn't a row that vanished."""
    graph = projected(tmp_path, listed("2019-06-01", "company:a"),
                      listed("2020-06-01", "company:a", start="2019-01-05")).graph
    assert listing(graph, "company:a") == [("in_force", "2019-01-01", "")]


def test_a_row_that_a_notice_removed_is_not_unknown(tmp_path: Path) -> None:
    """Its absence from later editions is what the notice said."""
    removal = paper(
        thing("m", "Blacklisting", "M", effective="2019-01-01"), thing("r", "MeasureChange", "R"), X_LIST,
        thing("company:a", "Company", "company:a"), said("m", "ADDS_TO", "list:x"),
        said("m", "TARGETS", "company:a"),
        said("r", "CHANGES", "m", valid_from="2020-02-01", qualifiers={"action": "remove"}))
    graph = projected(tmp_path, listed("2019-06-01", "company:a", "company:b"), listed("2020-06-01", "company:b"),
                      removal).graph
    assert listing(graph, "company:a") == [
        ("in_force", "2019-01-01", "2020-02-01"), ("removed", "2020-02-01", "")]


def test_a_later_edition_not_yet_known_says_nothing(tmp_path: Path) -> None:
    """On a day before it was published."""
    graph = projected(tmp_path, listed("2019-06-01", "company:a", "company:b"), listed("2020-06-01", "company:b"),
                      known_on="2020-05-31").graph
    assert listing(graph, "company:a") == [("in_force", "2019-01-01", "")]


def test_a_retracted_claim_is_gone_and_counted(tmp_path: Path) -> None:
    """And only that claim."""
    ledger = ledger_of(tmp_path, paper(thing("company:a", "Company", "Alpha", sector="fishing")))
    decision.retract(ledger, claim_of(ledger, "company:a", "sector", "fishing"), reason="read wrong", author="x")
    found = project(ledger)
    assert found.report.retracted == 1
    assert nodes_of(found.graph)["company:a"]["name"] == "Alpha"
    assert sectors(ledger) == {}


def test_a_retraction_survives_the_next_run_and_the_next_edition(tmp_path: Path) -> None:
    """The same statement in a later edition of the series goes too; another series keeps it."""
    first = edition("2019-01-01", "fishing")
    ledger = ledger_of(tmp_path, first)
    decision.retract(ledger, claim_of(ledger, "company:a", "sector", "fishing"), reason="wrong", author="x")
    fill(ledger,
         Paper(claims=first.claims, series="page", edition="2019-01-01", published="2019-01-01", version=2))
    assert sectors(ledger) == {}
    fill(ledger, edition("2020-01-01", "fishing", copy="other bytes"))
    assert sectors(ledger) == {}
    fill(ledger, edition("2020-01-01", "fishing", series="elsewhere", copy="again other bytes"))
    assert sectors(ledger) == {"company:a": "fishing"}


def test_claims_under_an_old_name_count_under_the_new_one(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A predicate was renamed after the ledger was written; a retraction finds both names."""
    first = edition("2019-01-01", "fishing")
    ledger = ledger_of(tmp_path, first)
    model = msgspec.structs.replace(schema.load(), renamed={"sector": "summary"})
    monkeypatch.setattr(schema, "load", lambda: model)
    node = nodes_of(project(ledger).graph)["company:a"]
    assert node["summary"] == "fishing"
    assert "sector" not in node
    decision.retract(ledger, claim_of(ledger, "company:a", "sector"), reason="wrong", author="x")
    later = edition("2020-01-01", copy="other bytes")
    fill(ledger,
         paper(*later.claims, said("company:a", "summary", "fishing"), series="page", edition="2020-01-01"))
    assert "summary" not in nodes_of(project(ledger).graph)["company:a"]


def test_a_retraction_that_is_retracted_has_no_effect(tmp_path: Path) -> None:
    """And once more the other way round."""
    ledger = ledger_of(tmp_path, paper(thing("company:a", "Company", "Alpha", sector="fishing")))
    claim = claim_of(ledger, "company:a", "sector", "fishing")
    first = decision.retract(ledger, claim, reason="wrong", author="x", day="2026-01-01")
    second = decision.retract(ledger, first, reason="right after all", author="x", day="2026-01-02")
    assert sectors(ledger) == {"company:a": "fishing"}
    decision.retract(ledger, second, reason="no, wrong", author="x", day="2026-01-03")
    assert sectors(ledger) == {}


def test_what_was_retracted_was_wrong_on_every_day(tmp_path: Path) -> None:
    """Looking back at a day before the decision doesn't bring the claim back."""
    ledger = ledger_of(tmp_path, paper(thing("company:a", "Company", "Alpha", sector="fishing")))
    decision.retract(ledger, claim_of(ledger, "company:a", "sector", "fishing"), reason="wrong", author="x",
                     day="2026-01-01")
    assert sectors(ledger, known_on="2020-01-01") == {}


def test_said_on_before_a_retraction_shows_what_was_said(tmp_path: Path) -> None:
    """The ledger did say it on that day."""
    ledger = ledger_of(tmp_path, paper(thing("company:a", "Company", "Alpha", sector="fishing")), on="2026-01-01")
    decision.retract(ledger, claim_of(ledger, "company:a", "sector", "fishing"), reason="wrong", author="x")
    assert sectors(ledger, said_on="2026-01-01") == {"company:a": "fishing"}
