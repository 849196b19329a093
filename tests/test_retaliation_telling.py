"""The silence of a source that tells links, and told chains that no inference turns around."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.layers.retaliation.episodes import Link
from kg.layers.retaliation.event import TradeEvent
from kg.layers.retaliation.telling import (
    LEAST_TOLD,
    backwards,
    heard,
    silent_events,
    telling_documents,
)
from kg.layers.retaliation.weighing import Weighed
from tests.ledgers import chronology, edges_of, projected


def event(name: str) -> TradeEvent:
    """An event of which only the id matters here."""
    return TradeEvent(id=name, class_name="TariffAction", day=737_000)


def weighed(probability: int, reason: str = "") -> Weighed:
    """A pair with that probability."""
    return Weighed(event("answer"), event("cause"), probability, 20, ("prompt=1.00(+0.75)",), reason, "retaliation/2")


@pytest.mark.parametrize(("before", "after", "is_link"), [(98, 88, True), (90, 57, True), (80, 38, False),
                                                          (50, 13, False), (100, 94, True)])
def test_silence_makes_a_link_less_likely(before: int, after: int, is_link: bool) -> None:
    """By Bayes' rule, with 85 of 100 true links told; below even it is rejected and says why."""
    found, = heard([weighed(before)], {"answer"})
    assert found.probability == after
    assert (found.reason == "") is is_link
    assert found.features[-1] == "source_tells_none=0.85(-1.90)"


def test_an_event_of_no_telling_source_stays_as_weighed() -> None:
    """Silence of who never tells says nothing."""
    assert heard([weighed(80)], {"another"}) == [weighed(80)]


def test_a_source_tells_from_ten_links_on() -> None:
    """A few links don't make a chronology of answers."""
    few = [("d", f"l{n}") for n in range(LEAST_TOLD - 1)]
    assert telling_documents(few) == set()
    assert telling_documents([*few, ("d", "one more"), ("e", "l0")]) == {"d"}
    assert silent_events({"a": {"d"}, "b": {"e"}, "c": {"d"}}, {"d"}, told={"c"}) == {"a"}


def test_a_told_chain_is_not_turned_around() -> None:
    """What answered an act, at once or through others, can't be its cause."""
    chain = [Link("b", "a", "stated"), Link("c", "b", "stated"), Link("a2", "c", "reported")]
    assert backwards(chain) == {("a", "b"), ("b", "c"), ("a", "c"), ("c", "a2"), ("b", "a2"), ("a", "a2")}
    assert backwards([replace(chain[0], cause="b")]) == set()


def records(told: int) -> list[dict[str, Any]]:
    """So many pairs of lists, all but the last told to be act and answer, two years apart from each other."""
    found: list[dict[str, Any]] = []
    for n in range(told + 1):
        year = 1900 + 2 * n
        common = {"class": "TariffAction", "citation": "A notice", "checked": "opened", "rate_pct": 25}
        found.append({"id": f"us-{n}", "name": f"List {n} of the one side", "actors": [{"country": "US"}],
                      "target_countries": ["CN"], "announced": f"{year}-03-01", "effective": f"{year}-06-01", **common})
        answer = {"id": f"cn-{n}", "name": f"List {n} of the other side", "actors": [{"country": "CN"}],
                  "target_countries": ["US"], "announced": f"{year}-03-02", "effective": f"{year}-06-01", **common}
        if n < told:
            answer["responds_to"] = [{"id": f"us-{n}", "kind": "stated", "basis": "It says so"}]
        found.append(answer)
    return found


def test_the_same_pair_is_likelier_where_nobody_tells_links(tmp_path: Path) -> None:
    """One untold pair among told ones, and the same among pairs of which a source tells too few."""
    def likely(told: int) -> int:
        graph = projected(tmp_path / str(told), chronology(*records(told))).graph
        pairs = {(row["source"], row["target"]): row for name in ("RESPONDS_TO", "NOT_RESPONSE_TO")
                 for row in edges_of(graph, name) if row.get("probability") is not None}
        return int(pairs[f"cn-{told}", f"us-{told}"]["probability"])

    assert likely(LEAST_TOLD) < likely(LEAST_TOLD - 1)
