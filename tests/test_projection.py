"""The projection: how claims fold into nodes and edges, and what each shows of its sources."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from kg import decision
from kg.errors import LedgerUnavailable, UsageError
from kg.graph import PropertyGraph
from kg.ledger import Ledger
from kg.projection import project, summary
from tests.ledgers import (
    Paper,
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

ALPHA = thing("company:a", "Company", "Alpha")
BETA = thing("company:b", "Company", "Beta")


def by_paper(tmp_path: Path, *papers: Paper) -> dict[str, Any]:
    """The node company:a of these papers."""
    return nodes_of(projected(tmp_path, *papers).graph)["company:a"]


def about(predicate: str, value: str, **more: Any) -> Paper:
    """A paper that says one property of Alpha."""
    told = {key: more.pop(key) for key in ("qualifiers", "modality", "confidence", "rule") if key in more}
    return paper(said("company:a", "class", "Company"), said("company:a", "name", "Alpha"),
                 said("company:a", predicate, value, **told), copy=value, **more)


def test_an_empty_ledger_is_an_empty_graph(tmp_path: Path) -> None:
    """With a digest, as every graph."""
    found = project(Ledger.create(tmp_path))
    assert (found.graph.node_count, found.graph.edge_count) == (0, 0)
    assert len(found.graph.info.digest) == 64


@pytest.mark.parametrize("day", ["2019-13-01", "2019-1-1", "yesterday"])
@pytest.mark.parametrize("limit", ["known_on", "said_on"])
def test_a_day_that_does_not_exist_is_refused(tmp_path: Path, limit: str, day: str) -> None:
    """With the option's name."""
    with pytest.raises(UsageError, match=f"--{limit.replace('_', '-')} '{day}'"):
        project(Ledger.create(tmp_path), **{limit: day})  # type: ignore[arg-type]


def test_union_keeps_all_values_sorted_and_once(tmp_path: Path) -> None:
    """And properties without a value aren't there."""
    node = by_paper(tmp_path, about("remarks", "b"), about("remarks", "a"),
                    about("remarks", "b", published="2020-01-01"))
    assert node["remarks"] == ["a", "b"]
    assert [] not in node.values()
    assert "identifiers" not in node


def test_latest_takes_what_was_published_last(tmp_path: Path) -> None:
    """Whatever its basis."""
    node = by_paper(tmp_path, about("summary", "old", published="2019-01-01"),
                    about("summary", "new", published="2020-01-01", basis="press"))
    assert node["summary"] == "new"


def test_conflict_takes_the_best_source_and_marks_the_node(tmp_path: Path) -> None:
    """With each value and who says so, the best first."""
    node = by_paper(tmp_path, about("sector", "fishing", basis="press", name="paper.jsonl"),
                    about("sector", "optics", heading="The Gazette"))
    assert node["sector"] == "optics"
    assert node["conflicts"] == ["sector"]
    assert node["conflict_values"] == ["sector: optics (The Gazette) | fishing (paper.jsonl)"]


def test_sources_that_agree_are_no_conflict(tmp_path: Path) -> None:
    """However many they are."""
    node = by_paper(tmp_path, about("sector", "optics"), about("sector", "optics", basis="press"))
    assert "conflicts" not in node


def test_first_keeps_what_was_published_first(tmp_path: Path) -> None:
    """An unknown day comes after known ones."""
    def address(text: str, day: str) -> Paper:
        return paper(thing("address:a", "Address", "Somewhere", city=text), published=day, copy=text)

    found = projected(tmp_path, address("Lhasa", ""), address("Hami", "2020-01-01"), address("Aksu", "2019-01-01"))
    assert nodes_of(found.graph)["address:a"]["city"] == "Aksu"


def name_by(name: str, **about_: Any) -> Paper:
    """A paper that names company:a."""
    fields = {key: about_.pop(key) for key in ("confidence", "rule") if key in about_}
    return paper(said("company:a", "class", "Company"), said("company:a", "name", name, **fields), copy=name,
                 **about_)


def test_the_order_of_who_gives_the_name(tmp_path: Path) -> None:
    """Decision, registry, official list, notice, chronology, press; a code only when nobody else has a name."""
    order = (
        name_by("decided", basis="decision", module="decision"),
        name_by("registered", basis="bundled", module="registry"),
        name_by("listed"), name_by("noticed", basis="official_words"), name_by("chronicled", basis="bundled"),
        name_by("reported", basis="press"), name_by("CN", confidence=50, rule="country-code"))
    for number in range(len(order)):
        node = by_paper(tmp_path / str(number), *reversed(order[number:]))
        assert node["name"] == order[number].claims[1].object


def test_a_node_without_a_name_is_called_by_its_id(tmp_path: Path) -> None:
    """As when its only name was retracted."""
    assert by_paper(tmp_path, paper(said("company:a", "class", "Company")))["name"] == "company:a"


def test_other_names_stand_by_their_kind_and_language(tmp_path: Path) -> None:
    """And all of them, with the main one, under `names`."""
    def names(text: str, kind: str, language: str = "en") -> Any:
        return said("company:a", "names", text, qualifiers={"name_kind": kind, "language": language})

    node = by_paper(tmp_path, paper(ALPHA, names("Alfa", "alias"), names("阿尔法", "official", "zh-Hans"),
                                    names("A.", "abbreviation"), names("Al", "weak_alias"),
                                    names("Omega", "former"),
                                    names("A'erfa", "transliteration", "zh-Latn")))
    assert node["names"] == ["A'erfa", "A.", "Al", "Alfa", "Alpha", "Omega", "阿尔法"]
    assert node["names_zh"] == ["阿尔法"]
    assert node["aliases"] == ["A'erfa", "Alfa", "阿尔法"]
    assert (node["abbreviations"], node["weak_aliases"], node["former_names"]) == (["A."], ["Al"], ["Omega"])


def test_columns_have_the_schemas_types(tmp_path: Path) -> None:
    """Dates are dates, numbers numbers."""
    graph = projected(tmp_path, chronology({
        "id": "e", "class": "TariffAction", "name": "E", "announced": "2018-03-22", "effective": "2018-07-06",
        "rate_pct": 25, "claimed_count": 818, "claimed_noun": "lines"})).graph
    node = nodes_of(graph)["e"]
    assert (node["announced"], node["rate_pct"], node["claimed_count"]) == (datetime.date(2018, 3, 22), 25.0, 818)
    assert graph.nodes["TariffAction"].schema.field("rate_pct").type == pa.float64()


def test_an_event_is_dated_by_its_effect_else_by_its_announcement(tmp_path: Path) -> None:
    """`date` is computed."""
    graph = projected(tmp_path, chronology(
        {"id": "a", "class": "Statement", "name": "A", "announced": "2019-10-08"},
        {"id": "b", "class": "OtherAction", "name": "B", "announced": "2019-10-07",
         "effective": "2019-10-09"})).graph
    assert [nodes_of(graph)[i]["date"].isoformat() for i in "ab"] == ["2019-10-08", "2019-10-09"]


def test_what_is_denied_is_no_property(tmp_path: Path) -> None:
    """And what a source states is."""
    assert "sector" not in by_paper(tmp_path / "a", about("sector", "arms", modality="denied"))
    assert by_paper(tmp_path / "b", about("sector", "arms"))["sector"] == "arms"


def test_a_class_without_which_there_is_no_node(tmp_path: Path) -> None:
    """Retract it: node and edges are gone, and the report says which claims are hidden for it."""
    ledger = ledger_of(tmp_path, paper(ALPHA, thing("list:x", "RestrictedList", "X"),
                                       said("company:a", "LISTED_ON", "list:x", words="row")))
    assert listing(project(ledger).graph, "company:a")
    with ledger.connect() as connection:
        rows = connection.execute("SELECT predicate, id FROM claims WHERE subject = 'company:a'").fetchall()
    claims: dict[str, str] = dict(rows)
    decision.retract(ledger, claims["class"], reason="no such firm", author="x")
    found = project(ledger)
    assert "company:a" not in nodes_of(found.graph)
    assert edges_of(found.graph, "LISTED_ON") == []
    assert found.report.hidden == tuple(sorted((claims[p], "company:a") for p in ("name", "LISTED_ON")))
    assert summary(found.report)["missing nodes"] == 1


def test_an_edge_whose_end_is_not_yet_known_is_hidden(tmp_path: Path) -> None:
    """On a day before the other node was declared."""
    ledger = ledger_of(tmp_path, chronology(
        {"id": "cause", "class": "TariffAction", "name": "C", "announced": "2019-01-01",
         "published": "2019-06-01"},
        {"id": "answer", "class": "TariffAction", "name": "A", "announced": "2019-02-01",
         "published": "2019-02-01",
         "responds_to": [{"id": "cause", "kind": "stated", "basis": "says so"}]}))
    assert edges_of(project(ledger).graph, "RESPONDS_TO")
    early = project(ledger, known_on="2019-03-01")
    assert edges_of(early.graph, "RESPONDS_TO") == []
    assert [node for _, node in early.report.hidden] == ["cause"]


def owned(share: str, day: str = "", *, basis: str = "official_record", published: str = "2019-01-02") -> Paper:
    """A paper on who owns Alpha."""
    return paper(ALPHA, BETA, said("company:a", "OWNED_BY", "company:b", words=f"Beta holds {share} since {day}",
                                   valid_from=day, qualifiers={"share": share}), basis=basis, published=published)


def test_sources_that_say_the_same_make_one_edge(tmp_path: Path) -> None:
    """With the best one's words, the number of sources, all claims, and the first day of knowledge."""
    edges = edges_of(projected(tmp_path, owned("51", basis="press", published="2018-05-05"), owned("49")).graph,
                     "OWNED_BY")
    assert len(edges) == 1
    edge = edges[0]
    assert (edge["share"], edge["quote"], edge["basis"]) == (49.0, "Beta holds 49 since ", "official_record")
    assert (edge["sources"], len(edge["claims"])) == (2, 2)
    assert edge["published"] == datetime.date(2019, 1, 2)
    assert edge["known_from"] == datetime.date(2018, 5, 5)


def test_intervals_make_edges_of_their_own(tmp_path: Path) -> None:
    """The share of another year is another edge."""
    edges = edges_of(projected(tmp_path, owned("51", "2018-01-01"), owned("49", "2019-01-01")).graph, "OWNED_BY")
    assert [(e["valid_from"].year, e["share"]) for e in edges] == [(2018, 51.0), (2019, 49.0)]


def hit(day: str, copy: str, until: str = "") -> Paper:
    """A paper that says that a measure hits Alpha, perhaps from a day on."""
    return paper(ALPHA, thing("event:m", "TariffAction", "M"),
                 said("event:m", "TARGETS", "company:a", words=f"{copy}: hit since {day}", valid_from=day,
                      valid_to=until), copy=copy)


def test_who_leaves_out_the_days_of_an_act_speaks_of_the_same_edge(tmp_path: Path) -> None:
    """Of several reports of one act one edge is made, with the days that one of them gives, and all their claims."""
    (edge,) = edges_of(projected(tmp_path, hit("", "a"), hit("2019-10-09", "b", "2020-10-09"), hit("", "c")).graph,
                       "TARGETS")
    assert (str(edge["valid_from"]), str(edge["valid_to"]), edge["sources"], len(edge["claims"])) == (
        "2019-10-09", "2020-10-09", 3, 3)


def test_who_leaves_out_the_days_stays_apart_where_they_could_be_several(tmp_path: Path) -> None:
    """Two intervals, or nobody who gives one: nothing is guessed; a share without a day stays apart."""
    edges = edges_of(projected(tmp_path / "two", hit("", "a"), hit("2019-10-09", "b"), hit("2020-10-09", "c")).graph,
                     "TARGETS")
    assert sorted(str(edge.get("valid_from", "")) for edge in edges) == ["", "2019-10-09", "2020-10-09"]
    (edge,) = edges_of(projected(tmp_path / "none", hit("", "a"), hit("", "b")).graph, "TARGETS")
    assert ("valid_from" in edge, edge["sources"]) == (False, 2)
    assert len(edges_of(projected(tmp_path / "owned", owned("51"), owned("49", "2019-01-01")).graph, "OWNED_BY")) == 2


def test_two_terms_of_office_are_two_edges(tmp_path: Path) -> None:
    """And two roles at one time, too."""
    office = {"organization": "agency:us-ustr", "role": "Trade Representative"}
    graph = projected(tmp_path, registry(
        {"id": "agency:us-ustr", "class": "Agency", "name": "USTR"},
        {"id": "person:a", "class": "Person", "name": "A", "offices": [
            {**office, "from": "1981-01-01", "to": "1982-01-01"}, {**office, "from": "2017-01-01"},
            {**office, "role": "Adviser", "from": "2017-01-01"}]})).graph
    assert [(e["role"], str(e["valid_from"]), str(e.get("valid_to", ""))) for e in
            sorted(edges_of(graph, "HOLDS_OFFICE"), key=lambda e: (e["valid_from"], e["role"]))] == [
        ("Trade Representative", "1981-01-01", "1982-01-01"), ("Adviser", "2017-01-01", ""),
        ("Trade Representative", "2017-01-01", "")]


def test_a_person_is_an_official_while_an_office_is_known(tmp_path: Path) -> None:
    """Not before it was public, and not for an office at nothing."""
    ledger = ledger_of(tmp_path, registry(
        {"id": "agency:us-ustr", "class": "Agency", "name": "USTR"},
        {"id": "person:a", "class": "Person", "name": "A",
         "offices": [{"organization": "agency:us-ustr", "role": "Chief", "from": "2017-01-01"}]},
        {"id": "person:b", "class": "Person", "name": "B"}))
    nodes = nodes_of(project(ledger).graph)
    assert (nodes["person:a"]["class"], nodes["person:b"]["class"]) == ("Official", "Person")
    assert nodes_of(project(ledger, known_on="2016-12-31").graph)["person:a"]["class"] == "Person"
    decision.retract(ledger, claim_of(ledger, "agency:us-ustr", "class"), reason="no such agency", author="x")
    assert nodes_of(project(ledger).graph)["person:a"]["class"] == "Person"


def test_links_of_different_kinds_stand_side_by_side(tmp_path: Path) -> None:
    """An identifying qualifier makes another edge; each has its lag."""
    graph = projected(tmp_path, chronology(
        {"id": "cause", "class": "TariffAction", "name": "C", "announced": "2018-03-22"},
        {"id": "answer", "class": "TariffAction", "name": "A", "announced": "2018-04-02", "responds_to": [
            {"id": "cause", "kind": "stated", "basis": "the notice says so"},
            {"id": "cause", "kind": "reported", "basis": "papers say so"}]})).graph
    assert [(e["kind"], e["lag_days"]) for e in sorted(edges_of(graph, "RESPONDS_TO"),
                                                       key=lambda e: e["kind"])] == [
        ("reported", 11), ("stated", 11)]


def test_the_lag_is_that_between_the_days_that_the_nodes_show(tmp_path: Path) -> None:
    """Where sources disagree on a day, the node's fold decides for the edge, too."""
    record = {"id": "cause", "class": "TariffAction", "name": "C", "announced": "2018-03-20"}
    official = paper(thing("cause", "TariffAction", "C", announced="2018-03-22"))
    graph = projected(tmp_path, official, chronology(record, {
        "id": "answer", "class": "TariffAction", "name": "A", "announced": "2018-04-02",
        "responds_to": [{"id": "cause", "kind": "stated", "basis": "so"}]})).graph
    assert nodes_of(graph)["cause"]["announced"] == datetime.date(2018, 3, 22)
    assert [e["lag_days"] for e in edges_of(graph, "RESPONDS_TO")] == [11]


CITED = {"id": "e", "class": "TradeTalk", "name": "Talks", "announced": "2019-10-10", "published": "2019-10-11",
         "citation": "White House, 11 October", "citation_url": "https://white.example/talks",
         "actors": [{"country": "US"}], "place": "Washington"}


@pytest.mark.parametrize("relation", ["HELD_IN", "PARTICIPATED_IN"])
def test_an_edge_shows_the_source_that_its_record_cites(tmp_path: Path, relation: str) -> None:
    """Whether the event stands at its start or its end; the chronology's own name isn't the source."""
    edge = edges_of(projected(tmp_path, chronology(CITED)).graph, relation)[0]
    assert (edge["source_name"], edge["source_url"]) == ("White House, 11 October", "https://white.example/talks")
    assert edge["published"] == datetime.date(2019, 10, 11)


def test_an_edge_without_a_citation_shows_its_document(tmp_path: Path) -> None:
    """By heading and address, else by name."""
    told = (ALPHA, BETA, said("company:a", "OWNED_BY", "company:b", words="Beta owns Alpha"))
    with_ = edges_of(projected(tmp_path / "a", paper(*told, heading="Gazette", url="https://g.example")).graph,
                     "OWNED_BY")
    bare = edges_of(projected(tmp_path / "b", paper(*told)).graph, "OWNED_BY")
    assert [(e["source_name"], e.get("source_url")) for e in (*with_, *bare)] == [
        ("Gazette", "https://g.example"), ("notice.jsonl", None)]


def test_a_citation_of_its_own_does_not_get_the_records_address(tmp_path: Path) -> None:
    """The address would lead to another source."""
    answer = {"id": "x", "kind": "stated", "basis": "so", "citation": "MOFCOM notice 34"}
    edge = edges_of(projected(tmp_path, chronology(
        {"id": "x", "class": "OtherAction", "name": "X", "announced": "2019-10-01"},
        {**CITED, "responds_to": [answer]})).graph, "RESPONDS_TO")[0]
    assert edge["source_name"] == "MOFCOM notice 34"
    assert "source_url" not in edge


def test_a_denial_does_not_speak_for_an_edge(tmp_path: Path) -> None:
    """While somebody else says so; alone it stands with its modality."""
    denial = paper(ALPHA, BETA, said("company:a", "OWNED_BY", "company:b", words="not owned", modality="denied"))
    both = edges_of(projected(tmp_path / "a", denial, paper(
        ALPHA, BETA, said("company:a", "OWNED_BY", "company:b", words="owned"), basis="press")).graph, "OWNED_BY")
    assert [(e["quote"], e["modality"]) for e in both] == [("owned", "asserted")]
    alone = edges_of(projected(tmp_path / "b", denial).graph, "OWNED_BY")
    assert [e["modality"] for e in alone] == ["denied"]


def test_each_document_is_a_node_with_its_facts(tmp_path: Path) -> None:
    """And every node leads to the documents that speak of it, with words."""
    graph = projected(tmp_path, csl({"name": "Alpha", "start_date": "2019-10-09"}), paper(BETA)).graph
    documents = {node: row for node, row in nodes_of(graph).items() if row["class"] == "Document"}
    assert sorted(row["name"] for row in documents.values()) == ["Consolidated Screening List", "notice.jsonl"]
    assert {row.get("edition") for row in documents.values()} == {"2019-12-31", None}
    edges = {(e["source"], documents[e["target"]]["name"]): e["quote"] for e in edges_of(graph, "EVIDENCED_BY")}
    assert edges["company:b", "notice.jsonl"] == "Beta"
    assert {e["source"] for e in edges_of(graph, "EVIDENCED_BY")} == nodes_of(graph).keys() - documents.keys()


def test_a_document_that_says_nothing_valid_is_no_node(tmp_path: Path) -> None:
    """Nor is the paper on which a decision stands."""
    ledger = ledger_of(tmp_path, paper(ALPHA))
    with ledger.connect() as connection:
        claims = [row[0] for row in connection.execute("SELECT id FROM claims ORDER BY id").fetchall()]
    for claim in claims:
        decision.retract(ledger, claim, reason="wrong", author="x")
    assert nodes_of(project(ledger).graph) == {}


def test_a_listing_shows_the_facts_of_the_newest_row(tmp_path: Path) -> None:
    """Licence terms and citation, on each of its states."""
    old = {"name": "Alpha", "start_date": "2019-10-09", "addresses": "1 Road, Urumqi, CN"}
    ledger = ledger_of(tmp_path, csl({**old, "license_policy": "Z old", "license_requirement": "all"}),
                       csl({**old, "license_policy": "A new"}, edition="2020-12-31"))
    edges = edges_of(project(ledger).graph, "LISTED_ON")
    assert [(e["license_policy"], e["license_requirement"]) for e in edges] == [("A new", "all")]
    early = edges_of(project(ledger, known_on="2020-01-01").graph, "LISTED_ON")
    assert [e["license_policy"] for e in early] == ["Z old"]


def listing_claims(tmp_path: Path) -> tuple[Ledger, dict[str, str]]:
    """A listing that a rule made and a notice suspended, and its claims by predicate."""
    ledger = ledger_of(tmp_path, paper(
        ALPHA, thing("list:x", "RestrictedList", "X"), said("m", "class", "Blacklisting"),
        said("m", "name", "M"), said("m", "announced", "2019-01-01"), said("m", "effective", "2019-01-05"),
        said("m", "ADDS_TO", "list:x", words="to list X"),
        said("m", "TARGETS", "company:a", words="Alpha is added"),
        said("n", "class", "MeasureChange"), said("n", "name", "N"),
        said("n", "CHANGES", "m", words="suspended", valid_from="2019-03-01", qualifiers={"action": "suspend"}),
        published="2019-03-01"))
    with ledger.connect() as connection:
        rows = connection.execute("SELECT predicate, id FROM claims WHERE subject IN ('m', 'n')").fetchall()
    return ledger, dict(rows)


def test_a_listing_names_every_claim_that_it_rests_on(tmp_path: Path) -> None:
    """Target, list and days for each state, the change for what it changed; the words are those of the state."""
    ledger, claims = listing_claims(tmp_path)
    edges = {e["state"]: e for e in edges_of(project(ledger).graph, "LISTED_ON")}
    base = {claims[p] for p in ("TARGETS", "ADDS_TO", "announced", "effective")}
    assert set(edges["in_force"]["claims"]) == base
    assert set(edges["suspended"]["claims"]) == base | {claims["CHANGES"]}
    assert (edges["in_force"]["quote"], edges["suspended"]["quote"]) == ("Alpha is added", "suspended")


@pytest.mark.parametrize(("premise", "left"), [
    ("CHANGES", [("announced", "2019-01-01", "2019-01-05"), ("in_force", "2019-01-05", "")]),
    ("TARGETS", []), ("ADDS_TO", []),
    ("announced", [("in_force", "2019-01-05", "2019-03-01"), ("suspended", "2019-03-01", "")]),
    ("effective", [("in_force", "2019-01-01", "2019-03-01"), ("suspended", "2019-03-01", "")]),
])
def test_a_retracted_premise_changes_the_listing(
        tmp_path: Path, premise: str, left: list[tuple[str, str, str]]) -> None:
    """What hung on it goes, the rest stays."""
    ledger, claims = listing_claims(tmp_path)
    assert len(listing(project(ledger).graph, "company:a")) == 3
    decision.retract(ledger, claims[premise], reason="misread", author="x")
    assert listing(project(ledger).graph, "company:a") == left


def test_a_class_that_a_person_asserts_may_be_a_document(tmp_path: Path) -> None:
    """It stands beside the documents of the ledger."""
    path = tmp_path / "more.jsonl"
    path.write_text("\n".join(json.dumps({"subject": "paper:1", "predicate": p, "object": o, "reason": "cited"})
                              for p, o in (("class", "Document"), ("name", "A lost page"))))
    ledger = ledger_of(tmp_path / "l", paper(ALPHA))
    decision.assert_file(ledger, path, author="x")
    names = [row["name"] for row in nodes_of(project(ledger).graph).values() if row["class"] == "Document"]
    assert sorted(names) == ["A lost page", "notice.jsonl"]


def test_every_property_of_every_class_can_be_folded(tmp_path: Path) -> None:
    """Whatever its name means to the database: `full`, `date` and `until` are words of SQL."""
    graph = projected(tmp_path, paper(
        thing("address:a", "Address", "1 Road", full="1 Road, Hami", city="Hami"),
        thing("e", "OtherAction", "E", until="2020-01-01", place="Hami", reason="none", effect="none"),
        thing("t", "TradeTalk", "T", round="third"))).graph
    nodes = nodes_of(graph)
    assert nodes["address:a"]["full"] == "1 Road, Hami"
    assert (nodes["e"]["place"], nodes["t"]["round"]) == ("Hami", "third")


def test_a_damaged_segment_is_named(tmp_path: Path) -> None:
    """In one line that says what to do with it, not with the database's own error."""
    ledger = ledger_of(tmp_path, *(paper(thing(f"company:{n}", "Company", f"Alpha {n}")) for n in range(50)))
    segment = ledger.folder / ledger.manifest().segments[0].claims_file
    content = bytearray(segment.read_bytes())
    content[100:2000] = bytes(1900)
    segment.write_bytes(content)
    with pytest.raises(LedgerUnavailable, match=r"can't project .* restore it from a copy") as caught:
        project(ledger)
    assert "\n" not in str(caught.value)


def test_too_little_memory_is_said(tmp_path: Path) -> None:
    """And no half a graph comes out."""
    with pytest.raises(LedgerUnavailable, match="emory"):
        project(ledger_of(tmp_path, paper(ALPHA)), memory_limit="3MB")


def test_the_graph_says_what_it_is_a_picture_of(tmp_path: Path) -> None:
    """Ledger, limits and program."""
    ledger = ledger_of(tmp_path, paper(ALPHA))
    info = project(ledger, known_on="2019-05-01", said_on="2099-01-01").graph.info
    assert (info.ledger, info.known_on, info.said_on) == (ledger.digest(), "2019-05-01", "2099-01-01")
    assert "schema" in info.build
    assert isinstance(project(ledger).graph, PropertyGraph)
