"""Which nodes become one entity, which become candidates, and which stay apart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg import decision
from kg.layers.clusters import Candidate
from kg.projection import Projection, project
from tests.ledgers import (
    SDN_LIST,
    Paper,
    chronology,
    csl,
    edges_of,
    fill,
    ledger_of,
    nodes_of,
    paper,
    projected,
    registry,
    said,
    thing,
)


def one(number: int, class_name: str, name: str = "Alpha Works", *, basis: str = "official_record",
        names: tuple[str, ...] = (), kind: str = "alias", **properties: Any) -> Paper:
    """A paper of its own on one node, `x:` and its number, with other names of a kind."""
    node = f"x:{number}"
    return paper(thing(node, class_name, name, **properties),
                 tuple(said(node, "names", other, qualifiers={"name_kind": kind}) for other in names),
                 basis=basis, copy=str(number))


def homes(found: Projection) -> dict[str, str]:
    """Canonical id of each joined node."""
    return {joined.node: joined.canonical for joined in found.report.joined}


def doubts(found: Projection) -> list[tuple[str, str, str]]:
    """The candidates as (left, right, reason)."""
    return [(c.left, c.right, c.reason) for c in found.report.candidates]


def decide(tmp_path: Path, *triples: tuple[str, str, str]) -> Path:
    """A file of decisions."""
    path = tmp_path / "decisions.jsonl"
    path.write_text("\n".join(json.dumps({"subject": s, "predicate": p, "object": o, "reason": "seen"})
                              for s, p, o in triples))
    return path


def test_one_exact_name_in_two_sources_is_one_entity(tmp_path: Path) -> None:
    """With the reason on the node, the premises in the report, and the facts of both."""
    found = projected(tmp_path, one(1, "Company", "Alpha Works Co., Ltd.", countries="CN", sector="optics"),
                      one(2, "Company", "ALPHA WORKS CO.,LTD", remarks="seen"))
    assert homes(found) == {"x:2": "x:1"}
    node = nodes_of(found.graph)["x:1"]
    assert (node["sector"], node["remarks"]) == ("optics", ["seen"])
    assert node["merged_from"] == ["x:2: same name 'Alpha Works Co., Ltd.'"]
    assert len(found.report.joined[0].premises) == 2
    assert doubts(found) == []


def test_without_the_name_claim_the_merge_is_gone(tmp_path: Path) -> None:
    """Retract a premise and what hung on it goes."""
    ledger = ledger_of(tmp_path, one(1, "Company"), one(2, "Company"))
    found = project(ledger)
    assert homes(found) == {"x:2": "x:1"}
    for premise in found.report.joined[0].premises:
        decision.retract(ledger, premise, reason="misread", author="x")
        again = project(ledger)
        assert homes(again) == {}
        assert {"x:1", "x:2"} <= nodes_of(again.graph).keys()
        fill(ledger)


def test_an_alias_joins_as_a_name_does(tmp_path: Path) -> None:
    """One source's alias is another's name."""
    found = projected(tmp_path, one(1, "Company", "Alpha Works", names=("AW Optics",)),
                      one(2, "Company", "AW Optics"))
    assert homes(found) == {"x:2": "x:1"}


def test_an_alias_of_both_is_a_doubt(tmp_path: Path) -> None:
    """Two entries of a list may share one; the project's own reference data, or a whole name, decide."""
    alias = ("AW Optics",)
    left, right = one(1, "Company", "Alpha", names=alias), one(2, "Company", "Beta", names=alias)
    found = projected(tmp_path / "a", left, right)
    assert homes(found) == {}
    assert doubts(found) == [("x:1", "x:2", "name aw optics: an alias of both")]
    curated = one(2, "Company", "Beta", names=alias, basis="bundled")
    assert homes(projected(tmp_path / "b", left, curated)) == {"x:2": "x:1"}
    official = one(2, "Company", "Beta", names=alias, kind="official")
    assert homes(projected(tmp_path / "c", left, official)) == {"x:2": "x:1"}
    third = projected(tmp_path / "d", left, right, one(3, "Company", "AW Optics"))
    assert homes(third) == {}
    assert len(doubts(third)) == 3


@pytest.mark.parametrize("kind", ["weak_alias", "abbreviation"])
def test_weak_names_of_lists_join_nobody(tmp_path: Path, kind: str) -> None:
    """Several parties may well share them; in the project's own reference data they are known to be right."""
    listed = one(1, "Company", "Alpha Works", names=("AW",), kind=kind)
    assert homes(projected(tmp_path / "a", listed, one(2, "Company", "AW"))) == {}
    curated = one(1, "Company", "Alpha Works", names=("AW",), kind=kind, basis="bundled")
    assert homes(projected(tmp_path / "b", curated, one(2, "Company", "AW"))) == {"x:1": "x:2"}


def test_a_place_in_brackets_keeps_firms_apart(tmp_path: Path) -> None:
    """A branch isn't its parent."""
    found = projected(tmp_path, one(1, "Company", "Hikvision"), one(2, "Company", "Hikvision (Hong Kong)"))
    assert homes(found) == {}
    assert doubts(found) == []


def test_different_countries_make_a_candidate(tmp_path: Path) -> None:
    """One country in common is enough to join."""
    found = projected(tmp_path / "a", one(1, "Company", countries="CN"), one(2, "Company", countries="US"))
    assert homes(found) == {}
    assert doubts(found) == [("x:1", "x:2", "name alpha works: different countries")]
    assert edges_of(found.graph, "CANDIDATE_OF")[0]["score"] == 50
    joined = projected(tmp_path / "b", one(1, "Company", countries=("CN", "US")),
                       one(2, "Company", countries="US"))
    assert homes(joined) == {"x:2": "x:1"}


def test_regions_and_lists_of_different_countries_stay_apart(tmp_path: Path) -> None:
    """Their country is a property of its own."""
    found = projected(tmp_path, one(1, "Region", "Cordoba", country="ES"),
                      one(2, "Region", "Cordoba", country="AR"),
                      one(3, "RestrictedList", "Entity List", country="US"),
                      one(4, "RestrictedList", "Entity List", country="JP"))
    assert homes(found) == {}
    assert len(doubts(found)) == 2


def test_a_company_is_not_a_person(tmp_path: Path) -> None:
    """A general class fits a special one, two special ones don't fit each other."""
    found = projected(tmp_path / "a", one(1, "Company"), one(2, "Person"))
    assert homes(found) == {}
    assert doubts(found) == [("x:1", "x:2", "name alpha works: a Company and a Person")]
    fits = projected(tmp_path / "b", one(1, "Company"), one(2, "Organization"))
    assert homes(fits) == {"x:2": "x:1"}
    assert nodes_of(fits.graph)["x:1"]["class"] == "Company"


def test_a_country_and_its_government_are_two_things(tmp_path: Path) -> None:
    """Not even a candidate."""
    found = projected(tmp_path, one(1, "Region", "Japan"), one(2, "Government", "Japan"))
    assert (homes(found), doubts(found)) == ({}, [])


def test_persons_need_a_birth_date(tmp_path: Path) -> None:
    """The same one joins, none or another makes a candidate."""
    def persons(folder: str, **births: str) -> Projection:
        return projected(tmp_path / folder, *(
            one(int(number), "Person", "Wang Wei", birth_date=[day] if day else [])
            for number, day in births.items()))

    assert homes(persons("same", **{"1": "1970-01-01", "2": "1970-01-01"})) == {"x:2": "x:1"}
    others = {"none": ("", ""), "half": ("1970-01-01", ""), "other": ("1970-01-01", "1971-01-01")}
    for folder, births in others.items():
        found = persons(folder, **{"1": births[0], "2": births[1]})
        assert homes(found) == {}
        assert len(doubts(found)) == 1


def test_persons_of_our_own_reference_data_join_by_name(tmp_path: Path) -> None:
    """The registry's official is the chronology's participant."""
    found = projected(
        tmp_path, registry({"id": "person:liu-he", "class": "Person", "name": "Liu He"}),
        chronology({"id": "talk", "class": "TradeTalk", "name": "Talks", "announced": "2019-10-10",
                    "participants": [{"country": "CN", "name": "Liu He"}]}))
    assert set(homes(found).values()) == {"person:liu-he"}
    assert [e["source"] for e in edges_of(found.graph, "PARTICIPATED_IN") if e["source"].startswith("person")] == [
        "person:liu-he"]


def test_two_entries_of_the_registry_stay_two(tmp_path: Path) -> None:
    """Whoever wrote both knew why."""
    found = projected(tmp_path, registry({"id": "company:a", "class": "Company", "name": "Alpha"},
                                         {"id": "company:b", "class": "Company", "name": "Alpha"}))
    assert homes(found) == {}
    assert doubts(found) == [("company:a", "company:b", "name alpha: two entries of the registry")]


def test_a_name_that_fits_several_that_differ_joins_none(tmp_path: Path) -> None:
    """Without a country it could be either."""
    found = projected(tmp_path, one(1, "Company", countries="CN"), one(2, "Company", countries="US"),
                      one(3, "Company"))
    assert homes(found) == {}
    assert [(left, right) for left, right, _ in doubts(found)] == [("x:1", "x:2"), ("x:1", "x:3"), ("x:2", "x:3")]
    assert doubts(found)[1][2] == "name alpha works: the name fits several that differ"


def test_a_cluster_that_contradicts_itself_is_taken_apart(tmp_path: Path) -> None:
    """Two names that one node has would join two firms of different countries."""
    found = projected(tmp_path, one(1, "Company", "Alpha", countries="CN"),
                      one(2, "Company", "Alpha", names=("Beta",)), one(3, "Company", "Beta", countries="US"))
    assert homes(found) == {}
    assert [(left, right) for left, right, _ in doubts(found)] == [("x:1", "x:2"), ("x:2", "x:3")]
    assert "joining would also join x:1 and x:3" in doubts(found)[0][2]


def test_a_list_does_not_join_two_entries_of_the_registry(tmp_path: Path) -> None:
    """Its row has the name of one and the alias of the other."""
    row = one(1, "Company", "Alpha", names=("Beta",))
    found = projected(tmp_path, row, registry({"id": "company:a", "class": "Company", "name": "Alpha"},
                                              {"id": "company:b", "class": "Company", "name": "Beta"}))
    assert homes(found) == {}
    assert [(left, right) for left, right, _ in doubts(found)] == [("company:a", "x:1"), ("company:b", "x:1")]


def test_names_do_not_join_what_was_decided_to_be_different(tmp_path: Path) -> None:
    """Not by way of a third that has the names of both."""
    ledger = ledger_of(tmp_path / "l", one(1, "Company", "Alpha"), one(2, "Company", "Beta"),
                       one(3, "Company", "Alpha", names=("Beta",)))
    assert len(homes(project(ledger))) == 2
    decision.assert_file(ledger, decide(tmp_path, ("x:1", "DIFFERENT_FROM", "x:2")), author="x")
    found = project(ledger)
    assert homes(found) == {}
    assert [(left, right) for left, right, _ in doubts(found)] == [("x:1", "x:3"), ("x:2", "x:3")]


def test_what_is_not_yet_known_joins_nobody(tmp_path: Path) -> None:
    """A decision on a node of later days doesn't give its id to an earlier one."""
    later = paper(thing("a:0", "Company", "Aaa"), published="2020-01-01")
    ledger = ledger_of(tmp_path / "l", one(1, "Company", "Alpha"), later)
    decision.assert_file(ledger, decide(tmp_path, ("x:1", "SAME_AS", "a:0")), author="x")
    assert homes(project(ledger)) == {"x:1": "a:0"}
    early = project(ledger, known_on="2019-06-01")
    assert homes(early) == {}
    assert "x:1" in nodes_of(early.graph)


def test_identifiers_join_whatever_the_names(tmp_path: Path) -> None:
    """And the reason names the identifier."""
    found = projected(tmp_path, one(1, "Company", "Alpha", identifiers="lei:5299"),
                      one(2, "Company", "Beta", identifiers="lei:5299", countries="CN"))
    assert [(j.node, j.reason) for j in found.report.joined] == [("x:2", "same identifier lei:5299")]


def test_a_number_of_two_registers_joins_nobody(tmp_path: Path) -> None:
    """Only numbers that mean the same everywhere join over countries; a code of name characters joins nobody."""
    def pair(folder: str, number: str) -> Projection:
        return projected(tmp_path / folder, one(1, "Company", "Alpha", identifiers=number, countries="CN"),
                         one(2, "Company", "Beta", identifiers=number, countries="RU"))

    assert homes(pair("a", "lei:5299")) == {"x:2": "x:1"}
    assert doubts(pair("b", "registration-number:17")) == [
        ("x:1", "x:2", "identifier registration-number:17: different countries")]
    assert (homes(pair("c", "chinese-commercial-code:1728")),
            doubts(pair("d", "chinese-commercial-code:1728"))) == (
        {}, [])


def test_identifiers_join_over_what_names_would_doubt(tmp_path: Path) -> None:
    """A third that has the name of both then fits both."""
    found = projected(tmp_path, one(1, "Company", countries="CN", identifiers="lei:5299"),
                      one(2, "Company", countries="HK", identifiers="lei:5299"), one(3, "Company"))
    assert homes(found) == {"x:2": "x:1", "x:3": "x:1"}


def test_ships_of_one_name_and_two_numbers_stay_apart(tmp_path: Path) -> None:
    """Ships often share a name; the number of the hull doesn't lie."""
    found = projected(tmp_path, one(1, "Vessel", "Ocean Star", imo="9000001"),
                      one(2, "Vessel", "Ocean Star", imo="9000002"))
    assert homes(found) == {}
    assert doubts(found) == [("x:1", "x:2", "name ocean star: different numbers imo")]


def test_two_entries_of_the_treasury_stay_two(tmp_path: Path) -> None:
    """It numbers a party once over all of its lists."""
    def treasury(number: str, **row: str) -> dict[str, str]:
        return {"source": SDN_LIST, "type": "Entity", "name": "Alpha Trading", "entity_number": number, **row}

    assert homes(projected(tmp_path / "a", csl(treasury("1"), treasury("2")))) == {}
    plc = {"source": "Palestinian Legislative Council List (PLC) - Treasury Department"}
    assert len(homes(projected(tmp_path / "b", csl(treasury("1"), treasury("1", **plc))))) == 1


def test_a_code_in_a_names_place_joins_nobody(tmp_path: Path) -> None:
    """A company called US isn't the government that a chronology names by its code."""
    found = projected(tmp_path, one(1, "Organization", "US"), chronology(
        {"id": "e", "class": "OtherAction", "name": "E", "announced": "2019-10-10"}))
    assert nodes_of(found.graph)["gov:us"]["name"] == "US"
    assert (homes(found), doubts(found)) == ({}, [])


def test_parties_of_unknown_sort_and_country_do_not_join(tmp_path: Path) -> None:
    """Neither press report says what it is."""
    found = projected(tmp_path, one(1, "Party", basis="press"), one(2, "Party", basis="press"))
    assert homes(found) == {}
    assert len(doubts(found)) == 1


def test_the_registrys_id_stays_then_the_lists_then_the_chronologys(tmp_path: Path) -> None:
    """Ids once published stay resolvable, and the best known one is shown."""
    list_, press = one(2, "Company", "Alpha"), one(1, "Company", "Alpha", basis="press")
    record = registry({"id": "z:9", "class": "Company", "name": "Alpha"})
    assert set(homes(projected(tmp_path / "a", list_, press)).values()) == {"x:2"}
    assert set(homes(projected(tmp_path / "b", list_, press, record)).values()) == {"z:9"}


def test_a_name_that_many_press_reports_share_still_joins(tmp_path: Path) -> None:
    """How often a firm is named says nothing against it."""
    papers = [one(n, "Company", countries="CN", basis="press") for n in range(10, 80)]
    found = projected(tmp_path, *papers)
    assert set(homes(found).values()) == {"x:10"}
    assert len(homes(found)) == len(papers) - 1


def test_a_name_that_many_doubtful_nodes_share_makes_no_candidates(tmp_path: Path) -> None:
    """Thousands of pairs would help nobody; up to twenty nodes they are shown."""
    def persons(count: int) -> list[Paper]:
        return [one(n, "Person", "Wang Wei", basis="press") for n in range(10, 10 + count)]

    assert len(doubts(projected(tmp_path / "a", *persons(20)))) == 190
    assert doubts(projected(tmp_path / "b", *persons(21))) == []


def test_people_decide_that_two_are_one(tmp_path: Path) -> None:
    """Over every doubt."""
    ledger = ledger_of(tmp_path / "l", one(1, "Company", "Alpha", countries="CN"),
                       one(2, "Company", "Beta", countries="US"))
    decision.assert_file(ledger, decide(tmp_path, ("x:2", "SAME_AS", "x:1")), author="x")
    found = project(ledger)
    assert [(j.node, j.canonical, j.reason) for j in found.report.joined] == [("x:2", "x:1", "decided")]
    assert edges_of(found.graph, "SAME_AS") == []
    assert homes(project(ledger, known_on="2019-06-01")) == {"x:2": "x:1"}


def test_people_decide_that_two_are_not_one(tmp_path: Path) -> None:
    """Neither joined nor asked again, and no third joins them."""
    ledger = ledger_of(tmp_path / "l", one(1, "Company"), one(2, "Company"), one(3, "Company"))
    assert len(homes(project(ledger))) == 2
    decision.assert_file(ledger, decide(tmp_path, ("x:1", "DIFFERENT_FROM", "x:2")), author="x")
    found = project(ledger)
    assert homes(found) == {}
    assert [(left, right) for left, right, _ in doubts(found)] == [("x:1", "x:3"), ("x:2", "x:3")]
    assert [e["target"] for e in edges_of(found.graph, "DIFFERENT_FROM")] == ["x:2"]


def test_a_decision_stays_when_names_would_join_too_much(tmp_path: Path) -> None:
    """The name's links become candidates, the decided one holds."""
    ledger = ledger_of(tmp_path / "l", one(1, "Company", "Alpha", countries="CN"), one(2, "Company", "Beta"),
                       one(3, "Company", "Beta", countries="US"))
    decision.assert_file(ledger, decide(tmp_path, ("x:1", "SAME_AS", "x:2")), author="x")
    found = project(ledger)
    assert homes(found) == {"x:2": "x:1"}
    assert [(left, right) for left, right, _ in doubts(found)] == [("x:1", "x:3")]


def test_decisions_that_contradict_each_other_join_nobody(tmp_path: Path) -> None:
    """They become candidates to decide once more."""
    ledger = ledger_of(tmp_path / "l", *(one(n, "Company", f"Firm {n}") for n in (1, 2, 3)))
    decision.assert_file(ledger, decide(tmp_path, ("x:1", "SAME_AS", "x:2"), ("x:2", "SAME_AS", "x:3"),
                                        ("x:1", "DIFFERENT_FROM", "x:3")), author="x")
    found = project(ledger)
    assert homes(found) == {}
    assert [(left, right) for left, right, _ in doubts(found)] == [("x:1", "x:2"), ("x:2", "x:3")]


def test_candidates_name_what_stands_in_the_graph(tmp_path: Path) -> None:
    """A doubt about a joined node is one about what it became."""
    found = projected(tmp_path, one(1, "Company", countries="CN"), one(2, "Company", "Other", identifiers="lei:1"),
                      one(3, "Company", countries="US", identifiers="lei:1"))
    assert homes(found) == {"x:3": "x:2"}
    assert found.report.candidates == (Candidate(
        "x:1", "x:2", 50, "name alpha works: different countries", found.report.candidates[0].premises),)
