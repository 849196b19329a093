"""What is in force on a day: measures as a whole and for their targets, and hand-made answers for known days."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ingest
import kg
from kg.decision import retract
from kg.knowledge_graph import KnowledgeGraph
from kg.ledger import Ledger
from tests.ledgers import AnyPaper, chronology, claim_of, edges_of, fill, ledger_of, paper, projected, said, thing


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """The bundled data, opened for questions."""
    ledger = Ledger.create(tmp_path_factory.mktemp("measures") / "l.kg")
    ingest.run_bundled(ledger)
    with kg.open(ledger.folder) as graph:
        yield graph


def standing(graph: KnowledgeGraph, measure: str, on: str, target: str = "") -> list[tuple[str, str]]:
    """(target or "", state) of a measure on a day, ended states too."""
    every = "announced,in_force,suspended,unknown,removed,expired,withdrawn,struck_down,replaced"
    found = graph.query("measures/in_force", on=on, states=every, target=target)
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    return sorted((row["target"] or "", row["state"]) for row in rows if row["id"] == measure)


# Each day is the one on which the cited notice says that something begins, rests or ends, and the day before.
@pytest.mark.parametrize(("measure", "on", "state"), [
    # 83 FR 28710: List 1 from 6 July 2018
    ("us-2018-06-15-301-list1", "2018-07-05", "announced"),
    ("us-2018-06-15-301-list1", "2018-07-06", "in_force"),
    # Tariff Commission notice 2018 No. 5: China's first list from the same day
    ("cn-2018-06-16-list1", "2018-07-05", "announced"),
    ("cn-2018-06-16-list1", "2018-07-06", "in_force"),
    # Ministry of Commerce, 18 May 2018: the sorghum case is dropped and deposits are paid back
    ("cn-2018-04-17-sorghum-deposits", "2018-05-17", "in_force"),
    ("cn-2018-04-17-sorghum-deposits", "2018-05-18", "removed"),
    # 83 FR 34825: ZTE leaves the list of denied persons
    ("us-2018-04-15-zte-denial", "2018-07-12", "in_force"),
    ("us-2018-04-15-zte-denial", "2018-07-13", "removed"),
    # 84 FR 69447: what was to begin on 15 December 2019 rests from that day
    ("us-2019-08-13-list4", "2019-12-13", "in_force"),
    ("us-2019-08-13-list4", "2019-12-15", "suspended"),
    # 84 FR 45821 and 85 FR 3741: List 4A goes on, at half the rate from 14 February 2020
    ("us-2019-08-23-plus5", "2019-12-15", "in_force"),
    ("us-2019-08-23-plus5", "2020-02-14", "in_force"),
    # Executive Orders 14259 and 14266: 84 percent from 9 April 2025, 125 percent a day later
    ("us-2025-04-08-reciprocal-84", "2025-04-08", "announced"),
    ("us-2025-04-08-reciprocal-84", "2025-04-09", "in_force"),
    ("us-2025-04-09-reciprocal-125", "2025-04-09", "announced"),
    ("us-2025-04-09-reciprocal-125", "2025-04-10", "in_force"),
    # Tariff Commission announcements 2025 No. 5 and 6
    ("cn-2025-04-09-84pct", "2025-04-09", "announced"),
    ("cn-2025-04-09-84pct", "2025-04-10", "in_force"),
    # 84 FR 20459: List 3 at 25 instead of 10 percent
    ("us-2018-09-17-301-list3", "2019-05-09", "in_force"),
    ("us-2018-09-17-301-list3", "2019-05-10", "replaced"),
    ("cn-2025-04-11-125pct", "2025-04-11", "announced"),
    ("cn-2025-04-11-125pct", "2025-04-12", "in_force"),
    # Executive Order 14298 and the Tariff Commission of 13 May 2025: both sides go back on 14 May
    ("us-2025-04-09-reciprocal-125", "2025-05-13", "in_force"),
    ("us-2025-04-09-reciprocal-125", "2025-05-14", "removed"),
    ("cn-2025-04-11-125pct", "2025-05-14", "removed"),
    ("cn-2025-04-04-34pct", "2025-05-13", "in_force"),
    ("cn-2025-04-09-84pct", "2025-04-12", "replaced"),
    ("us-2025-04-08-reciprocal-84", "2025-04-10", "replaced"),
    ("cn-2025-04-04-34pct", "2025-05-14", "suspended"),
    # Tariff Commission notices of 5 November 2025: the March duties end, the 24 points rest for a year
    ("cn-2025-03-04-farm-duties", "2025-11-09", "in_force"),
    ("cn-2025-03-04-farm-duties", "2025-11-10", "removed"),
    ("cn-2025-04-04-34pct", "2025-11-10", "suspended"),
    ("cn-2025-04-04-34pct", "2026-11-10", "unknown"),
    # the rule on affiliates rests for a year from 10 November 2025
    ("us-2025-09-29-affiliates-rule", "2025-11-09", "in_force"),
    ("us-2025-09-29-affiliates-rule", "2025-11-10", "suspended"),
    # Learning Resources v. Trump, 20 February 2026: the duties under the emergency act end
    ("us-2025-02-01-ieepa-china", "2025-03-03", "in_force"),
    ("us-2025-02-01-ieepa-china", "2025-03-04", "replaced"),
    ("us-2025-03-03-ieepa-china-20", "2026-02-19", "in_force"),
    ("us-2025-03-03-ieepa-china-20", "2026-02-20", "struck_down"),
    # the proclamation of that day under Section 122 applies four days later, for 150 days
    ("us-2026-02-20-s122", "2026-02-20", "announced"),
    ("us-2026-02-20-s122", "2026-02-24", "in_force"),
    ("us-2026-02-20-s122", "2026-07-24", "expired"),
])
def test_a_measure_stands_as_its_notices_say(bundled: KnowledgeGraph, measure: str, on: str, state: str) -> None:
    """On the day itself and the day before."""
    assert ("", state) in standing(bundled, measure, on)


@pytest.mark.parametrize(("on", "china", "union"), [
    ("2025-04-04", "announced", "announced"),  # Executive Order 14257, 2 April
    ("2025-04-09", "in_force", "in_force"),
    ("2025-04-10", "in_force", "suspended"),  # Executive Order 14266: a pause for all others
    ("2025-05-14", "suspended", "suspended"),  # Executive Order 14298: and now for China
    ("2025-08-02", "suspended", "unknown"),  # Executive Order 14316 let the pause end on 1 August
    ("2026-02-19", "suspended", "unknown"),
    ("2026-02-20", "struck_down", "struck_down"),
])
def test_the_reciprocal_duties_took_a_course_for_each_country(
        bundled: KnowledgeGraph, on: str, china: str, union: str) -> None:
    """A notice for some countries leaves the others as they were."""
    found = dict(standing(bundled, "us-2025-04-02-reciprocal", on))
    assert (found["China"], found["European Union"]) == (china, union)
    assert standing(bundled, "us-2025-04-02-reciprocal", on, "EU") == [("European Union", union)]


def test_cars_rested_in_2019_and_beans_did_not(bundled: KnowledgeGraph) -> None:
    """The Tariff Commission's notice of 14 December 2018 names cars and their parts."""
    assert standing(bundled, "cn-2018-06-16-list1", "2019-01-01") == [
        ("", "in_force"), ("auto parts", "suspended"), ("automobiles", "suspended")]


def test_the_rate_is_that_of_the_last_change(bundled: KnowledgeGraph) -> None:
    """15 percent until 13 February 2020, then 7.5, and the notice that halved it decided nothing else."""
    def rate(on: str) -> Any:
        found = bundled.query("measures/in_force", on=on, country="US", kind="TariffAction")
        return next(row[found.columns.index("rate_pct")] for row in found.rows if row[0] == "us-2019-08-23-plus5")

    assert [rate("2020-02-13"), rate("2020-02-14")] == [15.0, 7.5]


def test_every_row_names_what_decides_it(bundled: KnowledgeGraph) -> None:
    """The event, its words, and claims that the ledger has."""
    found = bundled.query("measures/in_force", on="2025-11-10", country="CN", states="suspended")
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    assert rows
    assert all(row["claims"] and row["quote"] and row["source_name"] for row in rows)
    fees = next(row for row in rows if row["id"] == "cn-2025-10-10-port-fees")
    assert fees["decided_by"] == "cn-2025-11-10-port-fee-suspended"


def test_what_has_ended_is_shown_only_on_request(bundled: KnowledgeGraph) -> None:
    """By default the answer is what stands."""
    ids = {row[0] for row in bundled.query("measures/in_force", on="2026-03-01").rows}
    assert "us-2026-02-20-s122" in ids
    assert not ids & {"us-2025-03-03-ieepa-china-20", "cn-2025-03-04-farm-duties", "us-2018-04-15-zte-denial"}


# ------------------------------------------------------------------ the edges


def duty(event: str = "m", **more: Any) -> dict[str, Any]:
    """A duty on China and the European Union."""
    return {"id": event, "class": "TariffAction", "name": event, "announced": "2025-04-02", "effective": "2025-04-05",
            "target_countries": ["CN", "EU"], **more}


def change(event: str, day: str, action: str, **more: Any) -> dict[str, Any]:
    """A notice that changes the duty on a day."""
    return {"id": event, "class": "MeasureChange", "name": event, "announced": day, "action": action,
            "changes": [{"measure": "m", "action": action}], **more}


def courses(folder: Path, *papers: AnyPaper) -> dict[str, list[tuple[str, str]]]:
    """For each end of HAS_STATE its (state, first day) in order of time."""
    found: dict[str, list[tuple[str, str]]] = {}
    for edge in edges_of(projected(folder, *papers).graph, "HAS_STATE"):
        found.setdefault(edge["target"], []).append((edge["state"], str(edge["valid_from"])))
    return found


def test_a_measure_without_exceptions_has_states_of_its_own_only(tmp_path: Path) -> None:
    """One edge an interval, to itself."""
    assert courses(tmp_path, chronology(duty(), change("c", "2025-05-14", "suspend"))) == {
        "m": [("announced", "2025-04-02"), ("in_force", "2025-04-05"), ("suspended", "2025-05-14")]}


def test_a_notice_for_some_countries_makes_a_course_for_these(tmp_path: Path) -> None:
    """The measure as a whole goes on."""
    found = courses(tmp_path, chronology(duty(), change("c", "2025-04-10", "suspend", target_countries=["EU"])))
    assert found["m"][-1] == ("in_force", "2025-04-05")
    assert found["region:eu"][-1] == ("suspended", "2025-04-10")
    assert "region:cn" not in found


def test_when_every_target_took_its_own_course_nothing_is_said_of_the_whole(tmp_path: Path) -> None:
    """There is nothing left for which it would hold."""
    found = courses(tmp_path, chronology(
        duty(), change("c", "2025-04-10", "suspend", target_countries=["EU"]),
        change("d", "2025-05-14", "suspend", target_countries=["CN"])))
    assert found.keys() == {"region:cn", "region:eu"}


def test_countries_that_the_measure_does_not_hit_limit_nothing(tmp_path: Path) -> None:
    """A notice may name those whom it favours, or all that the measure hits."""
    for number, countries in enumerate((["JP"], ["CN", "EU"], [])):
        found = courses(tmp_path / str(number), chronology(
            duty(), change("c", "2025-04-10", "suspend", target_countries=countries)))
        assert found.keys() == {"m"}
        assert found["m"][-1] == ("suspended", "2025-04-10")


def test_a_notice_that_names_all_goods_is_for_the_whole(tmp_path: Path) -> None:
    """One that names some is for these."""
    goods = duty(products=["sorghum", "soybeans"])
    every = change("c", "2025-05-18", "remove", products=["sorghum", "soybeans"])
    some = change("c", "2025-05-18", "remove", products=["sorghum"])
    assert courses(tmp_path / "a", chronology(goods, every)).keys() == {"m"}
    assert len(courses(tmp_path / "b", chronology(goods, some))) == 2


def test_a_replaced_measure_has_ended(tmp_path: Path) -> None:
    """Another one stands in its place; it can't be suspended any more."""
    found = courses(tmp_path, chronology(duty(), change("c", "2025-04-10", "replace"),
                                         change("d", "2025-05-14", "suspend")))
    assert found["m"][-1] == ("replaced", "2025-04-10")


def test_a_listing_without_an_effective_day_holds_at_once_and_a_duty_does_not(tmp_path: Path) -> None:
    """A duty waits for its day."""
    listed = {"id": "l", "class": "Blacklisting", "name": "l", "announced": "2025-04-02", "targets": ["Alpha"],
              "instruments": ["Entity List"]}
    found = courses(tmp_path, chronology(listed, duty(effective=None)))
    assert (found["l"], found["m"]) == ([("in_force", "2025-04-02")], [("announced", "2025-04-02")])


def test_what_is_only_held_out_has_no_state(tmp_path: Path) -> None:
    """A duty that the press expects isn't announced by anybody."""
    def press(modality: str) -> AnyPaper:
        return paper(thing("d", "TariffAction", "D"), thing("region:cn", "Region", "China"),
                     said("d", "announced", "2025-04-02", modality=modality),
                     said("d", "TARGETS", "region:cn", words="China", modality=modality))

    assert courses(tmp_path / "a", press("expected")) == {}
    assert courses(tmp_path / "b", press("announced")) == {"d": [("announced", "2025-04-02")]}


def test_a_retracted_notice_takes_its_state_along(tmp_path: Path) -> None:
    """What hung on it goes."""
    ledger = ledger_of(tmp_path, chronology(duty(), change("c", "2025-05-14", "suspend")))
    retract(ledger, claim_of(ledger, "c", "CHANGES"), reason="a mistake", author="me")
    with kg.open(ledger.folder) as graph:
        assert standing(graph, "m", "2025-06-01") == [("", "in_force")]
    fill(ledger, chronology(change("e", "2025-05-20", "suspend"), name="own.jsonl"))
    with kg.open(ledger.folder) as graph:
        assert standing(graph, "m", "2025-06-01") == [("", "suspended")]
