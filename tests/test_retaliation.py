"""The inferred kind of answer: what is weighed, what speaks for it, and what must make no difference."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from benchmarks.retaliation import wilson, with_tables
from kg.layers.retaliation import weights
from kg.layers.retaliation.candidates import DISPUTE_WINDOW, SPEECH_DAYS, TRUCE_DAYS, WINDOW, candidates
from kg.layers.retaliation.event import TradeEvent
from kg.layers.retaliation.features import SIGNS, matrix
from kg.layers.retaliation.instruments import instrument_of
from kg.layers.retaliation.weighing import FLOOR, MOST_LINKS, MOST_REJECTED, THRESHOLD, Weighed, weigh


def act(id_: str, day: str, actor: str, target: str = "", class_name: str = "TariffAction",
        **found: Any) -> TradeEvent:
    """One event; `effective` may be written as a day."""
    if isinstance(found.get("effective"), str):
        found["effective"] = date.fromisoformat(found["effective"]).toordinal()
    return TradeEvent(id=id_, class_name=class_name, day=date.fromisoformat(day).toordinal(),
                      actors=frozenset(actor.split()), targets=frozenset(target.split()), **found)


def _lists() -> list[TradeEvent]:
    """The first lists of 2018 and what stood around them."""
    return [
        act("safeguard", "2018-01-22", "US", "CN KR", rate=30.0, instruments=("Section 201",)),
        act("allies", "2018-05-31", "US", "EU CA MX", rate=25.0, instruments=("Section 232",)),
        act("us-1", "2018-06-15", "US", "CN", rate=25.0, amount=34e9, currency="USD", effective="2018-07-06",
            instruments=("Section 301",)),
        act("cn-1", "2018-06-16", "CN", "US", rate=25.0, amount=34e9, currency="USD", effective="2018-07-06",
            instruments=("Retaliatory tariff",)),
        act("us-threat", "2018-06-18", "US", "CN", "Threat", amount=200e9, currency="USD"),
        act("eu-1", "2018-06-20", "EU", "US", rate=25.0, instruments=("Rebalancing duties",)),
        act("ca-1", "2018-05-31", "CA", "US", rate=25.0, effective="2018-07-01", instruments=("Retaliatory tariff",)),
    ]


def _links(found: list[Weighed]) -> dict[tuple[str, str], int]:
    return {(one.answer.id, one.cause.id): one.probability for one in found if not one.reason}


def _all(found: list[Weighed]) -> set[tuple[str, str, int, tuple[str, ...], str]]:
    return {(one.answer.id, one.cause.id, one.probability, one.features, one.reason) for one in found}


def test_answers_of_2018_are_linked_with_what_they_answered() -> None:
    """Who was hit answers the one who hit, and none but that one."""
    found = _links(weigh(_lists()))
    assert found.keys() == {("cn-1", "us-1"), ("us-threat", "cn-1"), ("eu-1", "allies"), ("ca-1", "allies")}
    assert all(THRESHOLD <= probability <= 100 for probability in found.values())


def test_who_was_not_hit_does_not_answer() -> None:
    """The Union isn't linked with a list that hits China alone, five days before its own."""
    pairs = {(one.answer.id, one.cause.id) for one in weigh(_lists())}
    assert ("eu-1", "us-1") not in pairs
    assert ("eu-1", "allies") in pairs


def test_allies_acting_together_answer_nobody() -> None:
    """Acts against one third country on one day are no answers to each other, nor is a joint act to its own side."""
    events = [act("eu", "2021-03-22", "EU", "CN", "Blacklisting"), act("gb", "2021-03-22", "GB", "CN", "Blacklisting"),
              act("both", "2021-03-23", "US CA", "CN", "Blacklisting"), act("own", "2021-03-24", "US", "CA CN")]
    assert weigh(events) == []


@pytest.mark.parametrize("changed", [
    {"days": 3652}, {"countries": {"US": "CN", "CN": "US"}}, {"countries": {"US": "AA", "EU": "US", "CN": "ZZ"}},
])
def test_shifted_dates_and_exchanged_countries_give_the_same(changed: dict[str, Any]) -> None:
    """The model knows intervals and roles, no years and no countries."""
    swap = changed.get("countries", {})
    days = changed.get("days", 0)

    def turned(event: TradeEvent) -> TradeEvent:
        return replace(event, day=event.day + days, effective=event.effective and event.effective + days,
                       actors=frozenset(swap.get(code, code) for code in event.actors),
                       targets=frozenset(swap.get(code, code) for code in event.targets))

    assert _all(weigh([turned(event) for event in _lists()])) == _all(weigh(_lists()))


def test_ids_and_names_make_no_difference() -> None:
    """Other ids, other names of parties and another order of the events give the same links."""
    ids = {event.id: f"event-{len(_lists()) - i:03}" for i, event in enumerate(_lists())}
    events = [replace(event, things=frozenset({"Huawei"}) if event.id in ("us-1", "cn-1") else frozenset())
              for event in _lists()]
    turned = [replace(event, id=ids[event.id], things=frozenset({"Micron"} if event.things else ()))
              for event in reversed(events)]
    expected = {(ids[a], ids[c], p, f, r) for a, c, p, f, r in _all(weigh(events))}
    assert _all(weigh(turned)) == expected


def test_another_day_does_make_a_difference() -> None:
    """The check above could fail: an answer moved away by two months isn't as likely."""
    def pair(days: int) -> int:
        us, cn = (act(id_, "2018-06-15", *sides, "ExportControl") for id_, sides in (("us", ("US", "CN")),
                                                                                     ("cn", ("CN", "US"))))
        return weigh([us, replace(cn, day=us.day + days)])[0].probability

    assert pair(90) < pair(1)


def test_nothing_answers_the_future_or_itself() -> None:
    """The cause is never later, and of two acts on one day only one answers the other."""
    events = [*_lists(), act("us-day", "2019-08-23", "US", "CN"), act("cn-day", "2019-08-23", "CN", "US")]
    found = weigh(events)
    assert found
    assert all(one.cause.day <= one.answer.day and one.cause.id != one.answer.id for one in found)
    assert not {(a, c) for a, c in _links(found)} & {(c, a) for a, c in _links(found)}


def test_links_of_one_day_make_no_circle() -> None:
    """However many acts two sides exchange on a day, no chain of answers comes back to its start."""
    events = [act(f"{actor}-{i}", "2025-04-09", actor, other, instruments=("Retaliatory tariff",), rate=11.0 + i,
                  says=(f"Duties on {goods}",))
              for i, goods in enumerate(("pumps", "toys", "yarn", "glue"))
              for actor, other in (("US", "CN"), ("CN", "US"))]
    links = set(_links(weigh(events)))
    reach = {cause for _, cause in links}
    assert links
    while reach:
        reach, before = {cause for answer, cause in links if answer in reach}, reach
        assert len(reach) < len(before)


def test_likely_causes_of_one_answer_share_one_probability() -> None:
    """Of three equal causes none is a link, and one alone is."""
    answer = act("cn", "2018-06-16", "CN", "US", rate=25.0, instruments=("Retaliatory tariff",))
    equal = [act(f"us-{i}", "2018-06-15", "US", "CN", rate=25.0) for i in range(3)]
    found = weigh([*equal, answer])
    assert len(found) == MOST_REJECTED == 3
    assert all(one.reason and any(feature.startswith("part_kept=0.33(-") for feature in one.features) for one in found)
    assert sum(one.probability for one in found) <= 101
    assert _links(weigh([equal[0], answer]))["cn", "us-0"] > THRESHOLD


def test_an_answer_has_two_links_at_most_and_few_rejected_pairs() -> None:
    """Many causes on one day don't give many links."""
    events = [act(f"us-{i}", f"2018-06-{10 + i}", "US", "CN", rate=25.0) for i in range(6)]
    found = weigh([*events, act("cn", "2018-06-16", "CN", "US", rate=25.0, instruments=("Retaliatory tariff",))])
    assert len([one for one in found if not one.reason]) <= MOST_LINKS
    assert 0 < len([one for one in found if one.reason]) <= MOST_REJECTED


def test_a_nearer_likelier_cause_takes_the_link() -> None:
    """With the equal list of the day before gone, an older act is likelier than it was beside it."""
    def older(events: list[TradeEvent]) -> int:
        return max((one.probability for one in weigh(events) if (one.answer.id, one.cause.id) == ("cn-1", "safeguard")),
                   default=0)

    assert older(_lists()) < older([event for event in _lists() if event.id != "us-1"])


def test_a_rejected_pair_says_why_and_what_it_weighed() -> None:
    """Every weighed pair lists its features, and one that is no link its reason."""
    for one in weigh(_lists()):
        assert one.features
        assert all("=" in feature and feature.endswith(")") for feature in one.features)
        assert (one.probability < THRESHOLD) <= bool(one.reason)
        assert one.probability >= FLOOR
        assert one.rule == weights.load().rule


def test_told_answers_get_no_inferred_cause_and_denied_pairs_none() -> None:
    """What a source says stands alone."""
    assert not [one for one in weigh(_lists(), told={"cn-1"}) if one.answer.id == "cn-1"]
    assert ("cn-1", "us-1") not in {(o.answer.id, o.cause.id) for o in weigh(_lists(), denied={("cn-1", "us-1")})}


def test_an_unchecked_event_takes_no_link_from_a_checked_one() -> None:
    """A rumour of the day before leaves the probability of the checked cause as it was."""
    rumour = act("rumour", "2018-06-15", "US", "CN", rate=25.0, amount=34e9, currency="USD",
                 effective="2018-07-06", checked=False)
    with_it = {(o.answer.id, o.cause.id): o for o in weigh([*_lists(), rumour]) if not o.reason}
    assert ("cn-1", "us-1") in with_it
    assert "rival_leads_by" not in " ".join(with_it["cn-1", "us-1"].features)


def test_a_mirrored_suspension_is_weighed_but_not_one_that_carries_out_a_deal() -> None:
    """Reliefs mirror reliefs; after talks both sides carry out what they agreed."""
    us = act("us", "2018-07-13", "US", "CN", "MeasureChange", action="remove")
    cn = act("cn", "2018-07-20", "CN", "US", "MeasureChange", action="suspend")
    deal = act("deal", "2018-07-10", "US CN", "", "Agreement")
    assert {(o.answer.id, o.cause.id) for o in weigh([us, cn])} == {("cn", "us")}
    assert weigh([us, cn, deal]) == []
    assert weigh([us, cn, replace(deal, day=deal.day - TRUCE_DAYS)]) != []


def test_a_relief_answers_no_blow_and_a_blow_no_relief() -> None:
    """A suspension isn't retaliation."""
    assert weigh([act("us", "2018-07-13", "US", "CN"), act("cn", "2018-07-14", "CN", "US", "MeasureChange",
                                                           action="suspend")]) == []
    assert weigh([act("us", "2018-07-13", "US", "CN", "Relief"), act("cn", "2018-07-14", "CN", "US")]) == []


@pytest.mark.parametrize(("class_name", "days", "weighed"), [
    ("TariffAction", WINDOW, True), ("TariffAction", WINDOW + 1, False),
    ("Statement", SPEECH_DAYS, True), ("Statement", SPEECH_DAYS + 1, False),
])
def test_a_pair_is_a_candidate_only_within_its_days(class_name: str, days: int, *, weighed: bool) -> None:
    """Words answer sooner than measures do."""
    cause = act("us", "2018-06-15", "US", "CN")
    answer = replace(act("cn", "2018-06-15", "CN", "US", class_name), day=cause.day + days)
    assert bool(len(candidates([cause, answer]).answer)) is weighed


def test_a_complaint_attacks_a_measure_and_not_an_indictment() -> None:
    """A case is brought against what somebody did in trade."""
    case = act("wto", "2019-01-29", "CN", "US", "LegalCase", instruments=("WTO dispute",))
    assert len(candidates([act("duty", "2019-01-28", "US", "CN"), case]).answer) == 1
    assert len(candidates([act("charge", "2019-01-28", "US", "CN", "LegalCase"), case]).answer) == 0


def _complaint(name: str, *, safeguard: bool = True) -> dict[tuple[str, str], int]:
    """A complaint seven months after one duty and a week after another; probabilities of both causes."""
    events = [act("old", "2018-01-22", "US", "CN", rate=30.0, says=("Safeguard on solar cells", "solar cells")),
              act("new", "2018-08-20", "US", "CN", rate=25.0, says=("Second list of duties on machines",)),
              act("wto", "2018-08-27", "CN", "US", "LegalCase", says=(name,), instruments=("WTO dispute",))]
    found = weigh([event for event in events if safeguard or event.id != "old"])
    return {(one.answer.id, one.cause.id): one.probability for one in found}


def test_a_complaint_attacks_the_measure_that_it_names() -> None:
    """The older measure takes the link from the nearer one, though it lies outside the window of other answers."""
    named, unnamed = _complaint("Case against the solar safeguard"), _complaint("Case brought")
    assert named["wto", "old"] > named.get(("wto", "new"), 0)
    assert unnamed["wto", "new"] > named.get(("wto", "new"), 0)
    alone = _complaint("Case against the solar safeguard", safeguard=False)
    assert alone["wto", "new"] > named.get(("wto", "new"), 0)


@pytest.mark.parametrize(("days", "weighed"), [(DISPUTE_WINDOW, True), (DISPUTE_WINDOW + 1, False)])
def test_a_complaint_looks_further_back(days: int, *, weighed: bool) -> None:
    """More than a year, and no further."""
    cause = act("us", "2018-06-15", "US", "CN")
    answer = replace(act("cn", "2018-06-15", "CN", "US", "LegalCase"), day=cause.day + days)
    assert bool(len(candidates([cause, answer]).answer)) is weighed


def _feature(name: str, events: list[TradeEvent], answer: str, cause: str) -> float:
    """The value of one feature of one pair."""
    ordered = sorted(events, key=lambda event: (event.day, event.id))
    pairs = candidates(ordered)
    column = matrix(ordered, pairs)[:, list(SIGNS).index(name)]
    return next(float(value) for a, c, value in zip(pairs.answer, pairs.cause, column, strict=True)
                if (ordered[a].id, ordered[c].id) == (answer, cause))


def test_what_a_side_had_announced_before_answers_nothing_later() -> None:
    """A list that was proposed in June doesn't answer a list of August; one that nobody proposed may."""
    june = act("june", "2018-06-15", "US", "CN", rate=25.0, instruments=("Section 301",))
    cause = act("cn", "2018-08-03", "CN", "US", rate=10.0, instruments=("Retaliatory tariff",))
    answer = act("us", "2018-08-07", "US", "CN", rate=25.0, instruments=("Section 301",))
    assert _feature("already_proposed", [june, cause, answer], "us", "cn") == 1
    assert _feature("already_proposed", [cause, answer], "us", "cn") == 0
    assert _feature("already_proposed", [replace(june, rate=10.0), cause, answer], "us", "cn") == 0


def test_what_a_package_answers_one_of_its_acts_may_show() -> None:
    """A listing of the day of an equal duty is part of the same answer; on another day it isn't."""
    cause = act("us", "2025-04-02", "US", "CN", rate=34.0)
    duty = act("duty", "2025-04-04", "CN", "US", rate=34.0)
    listing = act("list", "2025-04-04", "CN", "US", "Blacklisting")
    assert _feature("package_fits", [cause, duty, listing], "list", "us") == 1
    assert _feature("package_fits", [cause, duty, replace(listing, day=listing.day + 1)], "list", "us") == 0


def test_an_answer_about_another_quarrel_is_less_likely() -> None:
    """Sanctions over Taiwan don't answer a duty; they may answer an arms sale to Taiwan."""
    events = [act("duty", "2024-09-13", "US", "CN", rate=25.0), act("arms", "2024-09-16", "US", "CN", "OtherAction",
                                                                     says=("Arms for Taiwan",)),
              act("cn", "2024-09-18", "CN", "US", "Blacklisting", says=("Firms sanctioned over Taiwan",))]
    assert _feature("other_topic", events, "cn", "duty") == 1
    assert _feature("other_topic", events, "cn", "arms") == 0


def test_a_duty_of_nothing_hits_nobody() -> None:
    """A finding with a rate of zero isn't a blow."""
    answer = act("cn", "2025-12-26", "CN", "US", "Blacklisting")
    assert weigh([act("us", "2025-12-23", "US", "CN", rate=0.0), answer]) == []


def test_each_feature_pulls_the_way_it_is_said_to() -> None:
    """Weights have the signs of the table, and features are never negative."""
    table = weights.load()
    assert table.features.keys() == SIGNS.keys()
    assert all(table.features[name] * sign >= 0 for name, sign in SIGNS.items())
    assert table.rival > 0
    events = sorted(_lists(), key=lambda event: event.day)
    assert (matrix(events, candidates(events)) >= 0).all()


def test_the_null_model_is_surprised_by_an_act_of_a_quiet_side() -> None:
    """The busier a side, the less an act of its says."""
    pair = [act("us", "2018-06-15", "US", "CN"), act("cn", "2018-06-20", "CN", "US", rate=5.0)]
    noise = [replace(act(f"n{i}", "2018-01-01", "CN", "US"), day=pair[0].day + 13 * i - 200) for i in range(30)]
    quiet = next(one for one in weigh(pair))
    busy = next(one for one in weigh([*pair, *noise]) if one.answer.id == "cn")
    assert quiet.chance < busy.chance


def test_the_unreliable_entity_list_is_not_the_entity_list() -> None:
    """Instruments that share words aren't taken for each other."""
    unreliable, entity = (instrument_of(act("x", "2023-02-16", "CN", "US", instruments=(name,)))
                          for name in ("Unreliable Entity List", "Entity List"))
    assert not unreliable.themes & entity.themes
    assert entity.routine
    assert not unreliable.routine


def test_no_events_and_one_event_give_nothing() -> None:
    """Empty input is no error."""
    assert weigh([]) == []
    assert weigh([act("us", "2018-06-15", "US", "CN")]) == []


def test_the_page_shows_the_weights_that_ship() -> None:
    """`python -m benchmarks.retaliation --fit` writes both."""
    page = (Path(__file__).parent.parent / "docs" / "retaliation.md").read_text(encoding="utf-8")
    assert with_tables(page, weights.load()) == page
    other = msgspec.structs.replace(weights.load(), intercept=-9.0)
    assert with_tables(page, other) != page


def test_intervals_are_those_of_wilson() -> None:
    """Half of ten, and all of ten, as tables of the score interval give them."""
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-3)
    assert wilson(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-3)
