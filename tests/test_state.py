"""The state of a measure on a target over time, as a pure function and through a ledger."""

from __future__ import annotations

import datetime
import json
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest
import kg
from kg.graph import PropertyGraph
from kg.layers.state import AFTER, Change, Course, intervals, state_on
from kg.ledger import Ledger
from kg.projection import project
from tests.ledgers import (
    chronology,
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

LISTED = Course(announced="2025-04-04", effective="2025-04-09")


def course(*changes: tuple[str, ...], announced: str = "2025-04-04", effective: str = "2025-04-09",
           ended: str = "") -> Course:
    """A measure announced on 4 and effective on 9 April 2025, unless said otherwise, and its changes."""
    told = ((*change, "")[:3] for change in changes)
    return Course(announced, effective, ended, changes=[Change(day, action, until) for day, action, until in told])


def line(*courses: Course) -> list[tuple[str, str, str]]:
    """The states as (state, from, to)."""
    return [(i.state, i.start, i.end) for i in intervals(courses)]


def test_a_measure_is_announced_then_in_force() -> None:
    """And not listed before."""
    assert line(course()) == [("announced", "2025-04-04", "2025-04-09"), ("in_force", "2025-04-09", "")]
    found = intervals([course()])
    days = ("2025-04-03", "2025-04-04", "2025-04-08", "2025-04-09")
    assert [state_on(found, day) for day in days] == ["not_listed", "announced", "announced", "in_force"]


def test_a_measure_in_force_on_the_day_of_its_announcement_was_never_announced_only() -> None:
    """Nor one that was announced after the fact."""
    assert line(course(effective="2025-04-04")) == [("in_force", "2025-04-04", "")]
    assert line(course(effective="2025-04-01")) == [("in_force", "2025-04-01", "")]


def test_a_measure_without_an_effective_day_stays_announced() -> None:
    """Nobody said that it applies."""
    assert line(course(effective="")) == [("announced", "2025-04-04", "")]


@pytest.mark.parametrize(("action", "state"), sorted(AFTER.items()))
def test_each_action_ends_or_changes_what_is_in_force(action: str, state: str) -> None:
    """A withdrawal of what applied already is a removal."""
    expected = {"withdraw": "removed"}.get(action, state)
    assert state_on(intervals([course(("2025-06-01", action))]), "2025-06-01") == expected
    assert state_on(intervals([course(("2025-06-01", action))]), "2025-05-31") == "in_force"


@pytest.mark.parametrize("action", ["remove", "withdraw", "strike_down", "expire", "replace"])
def test_an_end_before_the_effective_day_is_a_withdrawal(action: str) -> None:
    """It never was in force."""
    assert line(course(("2025-04-08", action))) == [
        ("announced", "2025-04-04", "2025-04-08"), ("withdrawn", "2025-04-08", "")]


def test_an_end_day_expires_or_withdraws() -> None:
    """By whether it lies before the effective day."""
    assert line(course(ended="2026-01-01"))[-1] == ("expired", "2026-01-01", "")
    assert line(course(ended="2025-04-08")) == [
        ("announced", "2025-04-04", "2025-04-08"), ("withdrawn", "2025-04-08", "")]


def test_what_was_removed_does_not_expire_later() -> None:
    """Its own last day has no meaning any more."""
    assert line(course(("2025-06-01", "remove"), ended="2026-01-01"))[-1] == ("removed", "2025-06-01", "")


@pytest.mark.parametrize("action", ["amend", "exempt"])
def test_amendments_leave_the_state(action: str) -> None:
    """Also one that is announced up to a day."""
    assert line(course(("2025-06-01", action, "2025-07-01"))) == line(course())


def test_a_suspension_ends_in_the_unknown_without_a_notice() -> None:
    """It may have been extended, or the measure may apply again: nobody said so."""
    assert line(course(("2025-05-14", "suspend", "2025-08-12")))[1:] == [
        ("in_force", "2025-04-09", "2025-05-14"), ("suspended", "2025-05-14", "2025-08-12"),
        ("unknown", "2025-08-12", "")]


def test_a_suspension_without_an_end_goes_on() -> None:
    """Until further notice."""
    assert line(course(("2025-05-14", "suspend")))[-1] == ("suspended", "2025-05-14", "")


@pytest.mark.parametrize("action", ["extend", "suspend", "resume", "remove"])
@pytest.mark.parametrize("day", ["2025-08-01", "2025-08-12"])
def test_a_notice_up_to_the_last_day_says_what_follows(action: str, day: str) -> None:
    """No day is unknown then."""
    found = line(course(("2025-05-14", "suspend", "2025-08-12"), (day, action)))
    assert "unknown" not in [state for state, _, _ in found]


def test_an_amendment_does_not_confirm_a_suspension() -> None:
    """It says nothing of what follows the last day."""
    found = line(course(("2025-05-14", "suspend", "2025-08-12"), ("2025-06-01", "amend")))
    assert found[-1] == ("unknown", "2025-08-12", "")


def test_a_late_extension_brings_back_what_it_extends() -> None:
    """The days between stay unknown."""
    found = line(course(("2025-05-14", "suspend", "2025-08-12"), ("2025-08-20", "extend", "2025-11-10")))
    assert found[2:] == [("suspended", "2025-05-14", "2025-08-12"), ("unknown", "2025-08-12", "2025-08-20"),
                         ("suspended", "2025-08-20", "2025-11-10"), ("unknown", "2025-11-10", "")]


def test_the_notice_of_the_unreliable_entities_of_april_2025() -> None:
    """Suspended for 90 days, for 90 more, then for a year: one suspension, unknown after its last day."""
    seven = course(("2025-05-14", "suspend", "2025-08-12"), ("2025-08-12", "extend", "2025-11-10"),
                   ("2025-11-10", "suspend", "2026-11-10"))
    assert line(seven) == [
        ("announced", "2025-04-04", "2025-04-09"), ("in_force", "2025-04-09", "2025-05-14"),
        ("suspended", "2025-05-14", "2026-11-10"), ("unknown", "2026-11-10", "")]
    eight = course(("2025-05-14", "suspend", "2025-08-12"), ("2025-08-12", "remove"), announced="2025-04-09",
                   effective="2025-04-10")
    assert line(eight)[-2:] == [("suspended", "2025-05-14", "2025-08-12"), ("removed", "2025-08-12", "")]


def test_a_suspension_before_the_effective_day_holds_on_that_day() -> None:
    """The duties of 15 December 2019 never began."""
    assert line(course(("2025-04-08", "suspend"))) == [
        ("announced", "2025-04-04", "2025-04-08"), ("suspended", "2025-04-08", "")]
    assert line(course(("2025-04-08", "suspend"), ("2025-06-01", "resume")))[-1] == ("in_force", "2025-06-01", "")


def test_a_suspension_that_is_lifted_before_the_effective_day_leaves_the_announcement() -> None:
    """It isn't in force before its time."""
    assert line(course(("2025-04-05", "suspend"), ("2025-04-06", "resume"))) == [
        ("announced", "2025-04-04", "2025-04-05"), ("suspended", "2025-04-05", "2025-04-06"),
        ("announced", "2025-04-06", "2025-04-09"), ("in_force", "2025-04-09", "")]


def test_a_delay_moves_the_effective_day() -> None:
    """Each one from where the last one had put it; without a day, until further notice."""
    once = course(("2025-04-08", "delay", "2025-05-01"))
    assert line(once) == [("announced", "2025-04-04", "2025-05-01"), ("in_force", "2025-05-01", "")]
    twice = course(("2025-04-08", "delay", "2025-05-01"), ("2025-04-30", "delay", "2025-06-01"))
    assert line(twice)[-1] == ("in_force", "2025-06-01", "")
    put_off = course(("2025-04-08", "delay", "2025-05-01"), ("2025-04-30", "delay"))
    assert line(put_off) == [("announced", "2025-04-04", "")]


def test_a_delay_after_the_effective_day_does_not_undo_what_applied() -> None:
    """The rise of the rate was delayed in December 2018, not the duty of September."""
    assert line(course(("2025-12-14", "delay", "2026-03-02"))) == line(course())


def test_what_was_put_off_without_a_day_and_called_off_is_withdrawn() -> None:
    """It never applied."""
    found = line(course(("2025-04-08", "delay"), ("2025-06-01", "remove")))
    assert found == [("announced", "2025-04-04", "2025-06-01"), ("withdrawn", "2025-06-01", "")]


def test_an_extension_before_the_effective_day_puts_nothing_in_force() -> None:
    """There is nothing yet to go on."""
    assert line(course(("2025-04-05", "extend"))) == line(course())


def test_two_rules_on_one_list_make_one_line() -> None:
    """A second rule on what is listed changes nothing; after a removal it lists again."""
    second = course(announced="2025-06-01", effective="2025-06-15")
    assert line(LISTED, second) == line(LISTED)
    removed = course(("2025-05-01", "remove"))
    assert line(removed, second)[-3:] == [
        ("removed", "2025-05-01", "2025-06-01"), ("announced", "2025-06-01", "2025-06-15"),
        ("in_force", "2025-06-15", "")]


def test_a_second_rule_that_is_announced_or_called_off_does_not_hide_the_first() -> None:
    """What is suspended or in force stays so."""
    second = course(("2025-06-10", "withdraw"), announced="2025-06-01", effective="2025-06-15")
    assert line(course(("2025-05-01", "suspend")), second)[-1] == ("suspended", "2025-05-01", "")
    assert line(LISTED, second) == line(LISTED)


def test_who_does_not_say_since_when_is_heard_only_alone() -> None:
    """A list row without a start beside a rule with one."""
    row = Course(undated=True)
    assert line(row) == [("in_force", "", "")]
    assert line(row, LISTED) == line(LISTED)
    assert line(Course(undated=True, changes=[Change("2025-06-01", "remove")])) == [
        ("in_force", "", "2025-06-01"), ("removed", "2025-06-01", "")]


def test_what_a_later_edition_lacks_is_unknown_unless_it_ended() -> None:
    """From the day of that edition."""
    row = Course(effective="2025-04-09", unseen_from="2025-07-01")
    assert line(row) == [("in_force", "2025-04-09", "2025-07-01"), ("unknown", "2025-07-01", "")]
    assert line(row, course(("2025-06-01", "remove")))[-1] == ("removed", "2025-06-01", "")


def test_a_day_ends_with_its_last_turn() -> None:
    """No interval of no length, no two of one state side by side."""
    later = course(announced="2025-05-01", effective="2025-05-14")
    assert line(course(("2025-05-14", "remove")), later)[-1] == ("removed", "2025-05-14", "")
    assert line(course(("2025-04-08", "suspend"), ("2025-05-14", "resume"), ended="2025-05-14"))[-1] == (
        "expired", "2025-05-14", "")
    assert line(course(("2025-04-09", "suspend")))[-1] == ("suspended", "2025-04-09", "")


def test_an_end_wins_over_other_notices_of_its_day() -> None:
    """Whatever their actions are called."""
    for other in ("suspend", "extend", "resume"):
        found = line(course(("2025-05-14", "remove"), ("2025-05-14", other, "2025-08-12")))
        assert found[-1] == ("removed", "2025-05-14", "")


def test_what_has_ended_can_only_be_resumed() -> None:
    """A court's ruling may be stayed; a suspension of what was lifted means nothing."""
    ended = ("2025-05-28", "strike_down")
    for action in ("suspend", "extend", "remove", "expire"):
        assert line(course(ended, ("2025-06-10", action)))[-1] == ("struck_down", "2025-05-28", "")
    assert line(course(ended, ("2025-06-10", "resume")))[-1] == ("in_force", "2025-06-10", "")


def test_of_two_last_days_told_on_one_day_the_later_counts() -> None:
    """Two sources of one notice."""
    found = line(course(("2025-05-14", "suspend", "2025-08-12"), ("2025-05-14", "suspend", "2025-06-12")))
    assert found[-1] == ("unknown", "2025-08-12", "")


def test_each_interval_names_the_claims_it_rests_on() -> None:
    """The listing's own, and those of the notice that changed it; a delay's where it moved the day."""
    one = Course("2025-04-04", "2025-04-09", premises=("listed",), changes=[
        Change("2025-04-05", "delay", "2025-04-20", ("delayed",)),
        Change("2025-05-14", "suspend", "", ("paused",)),
        Change("2025-08-12", "extend", "", ("again",))])
    assert [(i.state, i.premises) for i in intervals([one])] == [
        ("announced", ("delayed", "listed")), ("in_force", ("delayed", "listed")),
        ("suspended", ("again", "listed", "paused"))]


DAYS = st.dates(datetime.date(2025, 1, 1), datetime.date(2025, 2, 1)).map(str)
CHANGES = st.builds(Change, DAYS, st.sampled_from([*AFTER, "extend", "delay", "amend"]),
                    st.one_of(st.just(""), DAYS),
                    st.tuples(st.sampled_from("abc")))
MAYBE = st.one_of(st.just(""), DAYS)
COURSES = st.builds(Course, announced=MAYBE, effective=MAYBE, ended=MAYBE, undated=st.booleans(),
                    unseen_from=MAYBE,
                    premises=st.just(("p",)), changes=st.lists(CHANGES, max_size=5))


@given(st.lists(COURSES, max_size=3), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_told_does_not_matter(courses: list[Course], dice: random.Random) -> None:
    """Neither of courses nor of changes."""
    expected = intervals(courses)
    for course in courses:
        dice.shuffle(course.changes)
    dice.shuffle(courses)
    assert intervals(courses) == expected


@given(st.lists(COURSES, max_size=3))
def test_intervals_are_in_order_and_touch(courses: list[Course]) -> None:
    """Sorted, without gap or overlap after the first, each with a length, neighbours in different states."""
    found = intervals(courses)
    for one, other in pairwise(found):
        assert one.start < other.start
        assert one.end == other.start
        assert one.state != other.state
    assert not found or found[-1].end == ""
    assert all(i.premises for i in found)


UEL = [{"id": "list:cn-uel", "class": "RestrictedList", "name": "Unreliable Entity List"},
       {"id": "list:us-el", "class": "RestrictedList", "name": "Entity List"}]


def listing_record(event: str, announced: str, effective: str, *targets: str,
                   listed: str = "Unreliable Entity List",
                   **more: object) -> dict[str, object]:
    """A chronology's record of a listing."""
    return {"id": event, "class": "Blacklisting", "name": event, "announced": announced, "effective": effective,
            "targets": list(targets), "instruments": [listed], **more}


NOTICES = (
    listing_record("notice-7", "2025-04-04", "2025-04-04", "Skydio Inc.", "BRINC Drones", changes=[
        {"action": "suspend", "date": "2025-05-14", "until": "2025-08-12"},
        {"action": "extend", "date": "2025-08-12", "until": "2025-11-10"},
        {"action": "suspend", "date": "2025-11-10", "until": "2026-11-10"}]),
    listing_record("notice-8", "2025-04-09", "2025-04-10", "Shield AI, Inc.", "Group W", changes=[
        {"action": "suspend", "date": "2025-05-14", "until": "2025-08-12"},
        {"action": "remove", "date": "2025-08-12"}]),
    listing_record("notice-pvh", "2025-02-04", "2025-02-04", "PVH Corp."),
    listing_record("xinjiang", "2019-10-07", "2019-10-09", "Hangzhou Hikvision Digital Technology Co., Ltd.",
                   listed="Entity List"),
    listing_record("huawei", "2019-05-15", "2019-05-16", "Huawei Technologies Co., Ltd.", listed="Entity List"),
)


def test_a_chronology_carries_the_suspensions_of_2025(tmp_path: Path) -> None:
    """From records to the edges of the list, each with the words of the notice that made its state."""
    graph = projected(tmp_path, registry(*UEL), chronology(*NOTICES)).graph
    ids = {row["name"]: node for node, row in nodes_of(graph).items()}
    assert listing(graph, ids["Skydio Inc."]) == [
        ("in_force", "2025-04-04", "2025-05-14"), ("suspended", "2025-05-14", "2026-11-10"),
        ("unknown", "2026-11-10", "")]
    assert listing(graph, ids["Group W"])[-1] == ("removed", "2025-08-12", "")
    edges = {e["state"]: e for e in edges_of(graph, "LISTED_ON") if e["source"] == ids["Group W"]}
    assert edges["in_force"]["quote"] == "Group W"
    assert '"action": "remove"' in edges["removed"]["quote"]


@pytest.mark.parametrize("more", [(), ("gold/events_dev.jsonl",)])
def test_the_gold_standings_on_lists_come_out(shared: Path, tmp_path: Path, more: tuple[str, ...]) -> None:
    """Each hand-made row, from the bundled data alone and with other records of the same notices beside them."""
    ledger = Ledger.create(tmp_path / "l.kg")
    ingest.run_bundled(ledger)
    ingest.run(ledger, [shared / name for name in more])
    gold = [json.loads(text) for text in (shared / "gold/listed_on.jsonl").read_text().splitlines()]
    assert gold
    with kg.open(ledger.folder) as graph:
        for wanted in gold:
            found = graph.query("blacklists/was_listed", name=wanted["name"], list=wanted["list"], on=wanted["on"])
            assert [row[found.columns.index("status")] for row in found.rows] == [wanted["status"]], wanted


LISTS = [*UEL, {"id": "list:cn-ecl", "class": "RestrictedList", "name": "Export Control Control List"}]


def two_lists(*targets: object, event: str = "both", day: str = "2025-03-04") -> dict[str, object]:
    """A record of a listing that names two lists."""
    return {**listing_record(event, day, day), "targets": list(targets),
            "instruments": ["Export Control Control List", "Unreliable Entity List"]}


def standing(graph: PropertyGraph, name: str) -> dict[str, list[tuple[str, str, str]]]:
    """The states of a party on each list that knows it."""
    party = next(node for node, row in nodes_of(graph).items() if row["name"] == name)
    lists = {"cn-ecl": "list:cn-ecl", "cn-uel": "list:cn-uel"}
    return {short: found for short, node in lists.items() if (found := listing(graph, party, node))}


def test_a_target_that_names_its_list_is_on_no_other(tmp_path: Path) -> None:
    """Although the record adds to two."""
    graph = projected(tmp_path, registry(*LISTS), chronology(two_lists(
        {"name": "Leidos", "list": "Export Control Control List"},
        {"name": "TCOM", "list": "Unreliable Entity List"}))).graph
    assert standing(graph, "Leidos") == {"cn-ecl": [("in_force", "2025-03-04", "")]}
    assert standing(graph, "TCOM") == {"cn-uel": [("in_force", "2025-03-04", "")]}


def test_a_target_on_both_lists_says_so_twice(tmp_path: Path) -> None:
    """Two entries, two listings."""
    graph = projected(tmp_path, registry(*LISTS), chronology(two_lists(
        {"name": "BRINC", "list": "Export Control Control List"}, {"name": "BRINC", "list": "Unreliable Entity List"},
    ))).graph
    assert standing(graph, "BRINC").keys() == {"cn-ecl", "cn-uel"}


def test_a_target_of_two_lists_that_names_none_is_unknown_on_both(tmp_path: Path) -> None:
    """Neither guess would be better than the other."""
    graph = projected(tmp_path, registry(*LISTS), chronology(two_lists("Leidos"))).graph
    assert standing(graph, "Leidos") == {"cn-ecl": [("unknown", "2025-03-04", "")],
                                         "cn-uel": [("unknown", "2025-03-04", "")]}


def test_another_record_of_the_day_settles_which_list_it_is(tmp_path: Path) -> None:
    """And is heard alone: the vaguer record adds no listing and no earlier day."""
    graph = projected(tmp_path, registry(*LISTS), chronology(two_lists("TCOM")), chronology(
        listing_record("sure", "2025-03-04", "2025-03-04", "TCOM"), name="own.jsonl")).graph
    assert standing(graph, "TCOM") == {"cn-uel": [("in_force", "2025-03-04", "")]}


def test_a_listing_of_another_day_does_not_settle_it(tmp_path: Path) -> None:
    """On the list that is sure nothing changes; on the other one nobody knows."""
    graph = projected(tmp_path, registry(*LISTS), chronology(two_lists("TCOM")), chronology(
        listing_record("sure", "2025-01-02", "2025-01-02", "TCOM"), name="own.jsonl")).graph
    assert standing(graph, "TCOM") == {"cn-uel": [("in_force", "2025-01-02", "")],
                                       "cn-ecl": [("unknown", "2025-03-04", "")]}


def test_the_lists_of_one_document_do_not_take_the_targets_of_another(tmp_path: Path) -> None:
    """Two records of one event: one for one list with its targets, one that sums two lists up."""
    graph = projected(tmp_path, registry(*LISTS), chronology(two_lists("Leidos", event="n")), chronology(
        listing_record("n", "2025-03-04", "2025-03-04", "Shield AI", listed="Export Control Control List"),
        name="own.jsonl")).graph
    assert standing(graph, "Shield AI") == {"cn-ecl": [("in_force", "2025-03-04", "")]}


def test_the_law_of_a_list_is_no_list(tmp_path: Path) -> None:
    """Provisions end in the name of the list that they set up."""
    graph = projected(tmp_path, chronology({
        **listing_record("n", "2025-03-04", "2025-03-04", "TCOM"),
        "instruments": ["Provisions on the Unreliable Entity List", "Unreliable Entity List"]})).graph
    classes = {row["name"]: row["class"] for row in nodes_of(graph).values()}
    assert classes["Provisions on the Unreliable Entity List"] == "LegalInstrument"
    assert classes["Unreliable Entity List"] == "RestrictedList"
    assert len(edges_of(graph, "LISTED_ON")) == 1


def test_each_listing_says_up_to_which_document_its_list_is_known(tmp_path: Path) -> None:
    """The last notice on the list, also one that changed somebody else's listing."""
    graph = projected(tmp_path, registry(*UEL), chronology(*NOTICES)).graph
    on = {(str(e["sure_until"]), e["sure_source"]) for e in edges_of(graph, "LISTED_ON")
          if e["target"] == "list:cn-uel"}
    assert on == {("2025-11-10", "chronology.jsonl")}  # a change told on its measure cites no source of its own


def test_a_notice_for_a_target_of_one_measure_leaves_the_other_whole(tmp_path: Path) -> None:
    """`applies_to` belongs to the change in which it stands, not to the whole notice."""
    graph = projected(tmp_path, registry(*UEL), chronology(
        listing_record("one", "2025-04-04", "2025-04-04", "Alpha", "Beta"),
        listing_record("two", "2025-04-09", "2025-04-09", "Gamma"),
        {"id": "c", "class": "MeasureChange", "name": "C", "announced": "2025-06-01", "action": "remove", "changes": [
            {"measure": "one", "action": "remove", "applies_to": ["Beta"]},
            {"measure": "two", "action": "suspend"}]})).graph
    ids = {row["name"]: node for node, row in nodes_of(graph).items()}
    assert [listing(graph, ids[name])[-1][0] for name in ("Alpha", "Beta", "Gamma")] == [
        "in_force", "removed", "suspended"]


def test_a_change_for_some_targets_leaves_the_others(tmp_path: Path) -> None:
    """APPLIES_TO names those that it concerns."""
    graph = projected(tmp_path, registry(*UEL), chronology(listing_record(
        "m", "2025-04-04", "2025-04-04", "Alpha", "Beta", changes=[
            {"action": "remove", "date": "2025-06-01", "applies_to": ["Beta"]}]))).graph
    ids = {row["name"]: node for node, row in nodes_of(graph).items()}
    assert listing(graph, ids["Alpha"])[-1] == ("in_force", "2025-04-04", "")
    assert listing(graph, ids["Beta"])[-1] == ("removed", "2025-06-01", "")


def test_a_measure_and_its_target_show_where_they_stand(tmp_path: Path) -> None:
    """After all that is known, or on the day that was asked for."""
    ledger = ledger_of(tmp_path, chronology(
        {"id": "m", "class": "TariffAction", "name": "M", "announced": "2025-04-02", "effective": "2025-04-09",
         "published": "2025-04-02", "target_countries": ["CN"],
         "changes": [{"action": "suspend", "date": "2025-05-14"}]}))

    def state(day: str) -> list[str]:
        return [e["state"] for e in edges_of(project(ledger, known_on=day).graph, "TARGETS")]

    assert [state(day) for day in ("2025-04-03", "2025-04-10", "2025-06-01", "")] == [
        ["announced"], ["in_force"], ["suspended"], ["suspended"]]


def test_a_row_that_states_another_state_is_taken_at_its_word(tmp_path: Path) -> None:
    """Somebody asserts that a listing is suspended."""
    graph = projected(tmp_path, paper(
        thing("company:a", "Company", "A"), thing("list:x", "RestrictedList", "X"),
        said("company:a", "LISTED_ON", "list:x", words="a is suspended", valid_from="2025-01-01",
             qualifiers={"state": "suspended"}))).graph
    assert listing(graph, "company:a") == [("suspended", "2025-01-01", "")]
