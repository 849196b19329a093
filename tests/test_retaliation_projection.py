"""Inferred answers, rejected pairs and episodes in the graph, and the score on annotated links."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.graph import PropertyGraph
from kg.layers.retaliation.episodes import LEAST_EVENTS, Link, episodes
from kg.layers.retaliation.event import TradeEvent
from kg.ledger import Ledger
from kg.projection import project
from tests.ledgers import chronology, edges_of, fill, ledger_of, nodes_of, projected


def event(id_: str, day: str, actor: str, target: str, **keys: Any) -> dict[str, Any]:
    """A duty of one side on the other."""
    return {"id": id_, "class": "TariffAction", "name": id_, "actors": [{"country": actor}],
            "target_countries": [target], "announced": day, "rate_pct": 25, **keys}


def lists(**keys: Any) -> list[dict[str, Any]]:
    """The first lists of 2018; `keys` go to China's."""
    return [
        event("us-1", "2018-06-15", "US", "CN", effective="2018-07-06", amount_usd_bn=34,
              instruments=["Section 301"]),
        event("cn-1", "2018-06-16", "CN", "US", effective="2018-07-06", amount_usd_bn=34,
              instruments=["Retaliatory tariff"], **keys),
    ]


def stated(id_: str) -> dict[str, str]:
    """A link that the actor states."""
    return {"id": id_, "kind": "stated", "basis": "It says so."}


def kinds(graph: PropertyGraph) -> list[tuple[str, str, str]]:
    """Each link with its kind."""
    return sorted((e["source"], e["target"], e["kind"]) for e in edges_of(graph, "RESPONDS_TO"))


def test_an_inferred_link_lists_what_made_it(tmp_path: Path) -> None:
    """Probability, rule, features, lag, and the claims of both events that it rests on."""
    graph = projected(tmp_path, chronology(*lists())).graph
    (edge,) = edges_of(graph, "RESPONDS_TO")
    assert (edge["source"], edge["target"], edge["kind"], edge["lag_days"]) == ("cn-1", "us-1", "inferred", 1)
    assert 50 <= edge["probability"] <= 100
    assert edge["rule"] == "retaliation/2"
    assert any(feature.startswith("equal_day=1.00(+") for feature in edge["features"])
    assert edge["claims"]


def test_a_told_link_is_not_doubled(tmp_path: Path) -> None:
    """Where a source tells the link, the model adds none."""
    graph = projected(tmp_path, chronology(*lists(responds_to=[stated("us-1")]))).graph
    assert kinds(graph) == [("cn-1", "us-1", "stated")]


def test_the_model_reads_what_records_say(tmp_path: Path) -> None:
    """Names of events, of parties and of goods reach it, and an answer that names a good is seen to."""
    us = event("us-1", "2018-01-22", "US", "CN", name="Safeguard on panels", products=["solar cells"])
    cn = event("cn-1", "2018-04-14", "CN", "US", **{"class": "LegalCase", "rate_pct": None,
                                                    "name": "Complaint over solar cells"})
    features = _features(projected(tmp_path / "a", chronology(us, cn)).graph)
    plain = _features(projected(tmp_path / "b", chronology({**us, "products": ["pumps"]}, cn)).graph)
    assert any(feature.startswith("shared_words=") for feature in features)
    assert not any(feature.startswith("shared_words=") for feature in plain)


def _features(graph: PropertyGraph) -> list[str]:
    return [feature for name in ("RESPONDS_TO", "NOT_RESPONSE_TO") if name in graph.edges
            for edge in edges_of(graph, name) for feature in edge["features"]]


def test_a_denied_pair_is_not_inferred_and_keeps_its_own_reason(tmp_path: Path) -> None:
    """A source's denial stands alone, without a probability."""
    graph = projected(tmp_path, chronology(
        *lists(not_response_to=[{"id": "us-1", "basis": "It rests on another law."}]))).graph
    (edge,) = edges_of(graph, "NOT_RESPONSE_TO")
    assert (edge["reason"], edge.get("probability")) == ("It rests on another law.", None)
    assert "RESPONDS_TO" not in graph.edges


def test_a_weighed_pair_that_is_no_link_stays_with_its_reason(tmp_path: Path) -> None:
    """Below even, and above the floor."""
    graph = projected(tmp_path, chronology(
        event("us-1", "2018-06-15", "US", "CN"),
        event("cn-1", "2018-12-20", "CN", "US", **{"class": "Blacklisting", "rate_pct": None,
                                                   "instruments": ["Unreliable Entity List"]}))).graph
    (edge,) = edges_of(graph, "NOT_RESPONSE_TO")
    assert edge["reason"]
    assert 15 <= edge["probability"] < 50
    assert edge["features"]


def test_what_was_not_known_is_not_inferred(tmp_path: Path) -> None:
    """On the day before the answer there is nothing to link."""
    ledger = ledger_of(tmp_path, chronology(*lists()))
    assert "RESPONDS_TO" not in project(ledger, known_on="2018-06-15").graph.edges
    assert "RESPONDS_TO" in project(ledger, known_on="2018-06-16").graph.edges


def test_the_order_of_files_makes_no_difference(tmp_path: Path) -> None:
    """Two files in either order give the same graph."""
    one, two = (chronology(record, name=f"{record['id']}.jsonl") for record in lists())
    first = project(fill(Ledger.create(tmp_path / "a"), one, two)).graph
    second = project(fill(Ledger.create(tmp_path / "b"), two, one)).graph
    assert first.info.digest == second.info.digest
    assert kinds(first) == [("cn-1", "us-1", "inferred")]


# ------------------------------------------------------------------ episodes


def _run(length: int) -> list[dict[str, Any]]:
    """A tariff spiral: each side answers the last step of the other."""
    sides = (("US", "CN"), ("CN", "US"))
    made = [event(f"e{i}", f"2025-04-{i + 2:02}", *sides[i % 2], amount_usd_bn=10 * (i + 1)) for i in range(length)]
    return [{**one, "responds_to": [stated(before["id"])] if before else None}
            for one, before in zip(made, [None, *made], strict=False)]


def test_a_run_of_told_links_is_an_episode(tmp_path: Path) -> None:
    """Its events belong to it, and it has measures of escalation."""
    graph = projected(tmp_path, chronology(*_run(4), event("far", "2019-01-01", "AU", "NZ"))).graph
    node = nodes_of(graph)["episode:e0"]
    assert (node["acts"], node["answers"], node["symmetry"], node["median_lag_days"]) == (4, 3, 1.0, 1.0)
    assert (str(node["began"]), str(node["ended"]), node["countries"]) == ("2025-04-02", "2025-04-05", ["CN", "US"])
    assert node["amounts"] == ["trade_covered USD 100000000000"]
    assert node["name"] == "CN and US from 2025-04-02"
    assert {edge["source"] for edge in edges_of(graph, "IN_EPISODE")} == {"e0", "e1", "e2", "e3"}


def test_a_pair_is_no_episode(tmp_path: Path) -> None:
    """Its link shows it well enough."""
    graph = projected(tmp_path, chronology(*_run(LEAST_EVENTS - 1))).graph
    assert "Episode" not in graph.nodes


def test_episodes_take_inferred_links_only_when_asked() -> None:
    """What a model concludes makes no run unless one wants it to."""
    events = {f"e{i}": TradeEvent(f"e{i}", "TariffAction", 737_000 + i, actors=frozenset({"US" if i % 2 else "CN"}))
              for i in range(4)}
    links = [Link("e1", "e0", "stated", 1), Link("e2", "e1", "reported", 1), Link("e3", "e2", "inferred", 1)]
    assert [len(one.events) for one in episodes(events, links)] == [3]
    assert [len(one.events) for one in episodes(events, links, kinds=("stated", "reported", "inferred"))] == [4]


def test_amounts_of_two_kinds_or_currencies_are_not_summed() -> None:
    """Each has its own line, and words have none."""
    made = [TradeEvent("a", "TariffAction", 1, amount=5, currency="USD", amount_kind="trade_covered"),
            TradeEvent("b", "TariffAction", 2, amount=7, currency="USD", amount_kind="fine"),
            TradeEvent("c", "TariffAction", 3, amount=1, currency="CAD", amount_kind="fine"),
            TradeEvent("d", "Threat", 4, amount=900, currency="USD", amount_kind="fine")]
    links = [Link("b", "a", "stated"), Link("c", "b", "stated"), Link("d", "c", "stated")]
    (found,) = episodes({one.id: one for one in made}, links)
    assert found.amounts == ("fine CAD 1", "fine USD 7", "trade_covered USD 5")
    assert (found.median_lag, found.symmetry) == (None, 0.0)


# ------------------------------------------------------------------ annotated links


@pytest.fixture(scope="module")
def gold(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The annotated events in a ledger of their own, and what the model makes of them."""
    events = [json.loads(line) for line in (shared / "gold" / "events_dev.jsonl").read_text().splitlines()]
    rows = [json.loads(line) for line in (shared / "gold" / "links_dev.jsonl").read_text().splitlines()]
    graph = projected(tmp_path_factory.mktemp("gold"), chronology(*events)).graph
    return {"links": {(r["response"], r["action"]) for r in rows if r["kind"] != "none"},
            "none": {(r["response"], r["action"]) for r in rows if r["kind"] == "none"},
            "kept": {(e["source"], e["target"]): e["probability"] for e in edges_of(graph, "RESPONDS_TO")},
            "rejected": {(e["source"], e["target"]): e["probability"] for e in edges_of(graph, "NOT_RESPONSE_TO")}}


def test_annotated_links_are_found_with_few_wrong_ones(gold: dict[str, Any]) -> None:
    """Precision .90 and recall .70, no more than two links of one answer."""
    hits = gold["kept"].keys() & gold["links"]
    answered = {answer for answer, _ in gold["links"]}
    wrong = {pair for pair in gold["kept"].keys() - gold["links"] if pair in gold["none"] or pair[0] in answered}
    assert len(hits) / (len(hits) + len(wrong)) >= 0.90
    assert len(hits) / len(gold["links"]) >= 0.70
    answers = [answer for answer, _ in gold["kept"]]
    assert max(answers.count(answer) for answer in answers) <= 2
    assert not gold["kept"].keys() & gold["none"]


def test_probabilities_of_annotated_pairs_are_calibrated(gold: dict[str, Any]) -> None:
    """Expected calibration error of ten bins at most .15; a pair that isn't there counts as 0."""
    said = {**gold["rejected"], **gold["kept"]}
    bins: dict[int, list[float]] = {}
    for pair in gold["links"] | gold["none"]:
        percent = said.get(pair, 0)
        bins.setdefault(min(percent // 10, 9), []).append(percent / 100 - (pair in gold["links"]))
    assert sum(abs(sum(found)) for found in bins.values()) / len(gold["links"] | gold["none"]) <= 0.15
