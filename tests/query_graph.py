"""A small graph on which every query of the packs has a known answer.

Its parties, lists and days are those of the trade war; quotes are made up for the tests in the shape of list
rows. Each relation that a pack reads stands here at least twice: once as the answer, once as what must stay
out of it.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from kg.graph import PropertyGraph, from_rows
from tests.query_graph_answers import episode_edges, episode_nodes
from tests.query_graph_tariffs import tariff_changes, tariff_edges, tariff_nodes
from tests.query_graph_words import word_edges, word_nodes

if TYPE_CHECKING:
    from kg.graph import Row, Value

_BIS = "https://www.bis.gov/entity-list"
_MOFCOM = "https://www.mofcom.gov.cn/announcements"


def _day(text: str) -> date:
    return date.fromisoformat(text)


_NAME_KINDS = ("aliases", "abbreviations", "former_names", "names_zh")


def _node(class_name: str, node_id: str, name: str, **found: Value) -> tuple[str, Row]:
    other = [one for kind in _NAME_KINDS for one in found.get(kind, ())]  # type: ignore[union-attr]
    return class_name, {"id": node_id, "name": name, **({"names": [name, *other]} if other else {}), **found}


def _edge(relation: str, source: str, target: str, suffix: str = "", **found: Value) -> tuple[str, Row]:
    proof: Row = {"basis": "bundled", "confidence": 100, "sources": 1}
    edge_id = f"{relation}:{source}>{target}{suffix}"
    return relation, {"id": edge_id, "source": source, "target": target, **proof, **found}


def _event(class_name: str, node_id: str, name: str, announced: str, **found: Value) -> tuple[str, Row]:
    row: Row = {"announced": _day(announced), "date": _day(announced), "checked": "opened"}
    row["date"] = found.get("effective", row["date"])
    return class_name, {"id": node_id, "name": name, **row, **found}


def _listed(party: str, on: str, state: str, since: str, until: str = "", **found: Value) -> tuple[str, Row]:
    interval: Row = {"valid_from": _day(since)}
    if until:
        interval["valid_to"] = _day(until)
    words: Row = {"quote": f"{party} | {state} | {since}", "source_url": _BIS if on != "list:uel" else _MOFCOM,
                  "source_name": f"notice of {since}", "claims": [f"claim-{party}"],
                  "sure_until": _day("2025-08-12"), "sure_source": "the last notice"}
    return _edge("LISTED_ON", party, on, f"@{since}", state=state, **words, **interval, **found)


def _parties() -> list[tuple[str, Row]]:
    return [
        _node("Government", "gov:us", "United States", country="US", countries=["US"], abbreviations=["US"]),
        _node("Government", "gov:cn", "China", country="CN", countries=["CN"], names_zh=["中国"]),
        _node("Government", "gov:eu", "European Union", country="EU", countries=["EU"], abbreviations=["EU"]),
        _node("Agency", "agency:us-doc", "Department of Commerce", country="US"),
        _node("Agency", "agency:us-bis", "Bureau of Industry and Security", country="US", abbreviations=["BIS"]),
        _node("Agency", "agency:us-ustr", "Office of the United States Trade Representative", country="US"),
        _node("Agency", "agency:cn-mofcom", "Ministry of Commerce", country="CN", names_zh=["商务部"]),
        _node("Agency", "agency:cn-state-council", "State Council", country="CN"),
        _node("Official", "person:lighthizer", "Robert Lighthizer", country="US"),
        _node("Official", "person:tai", "Katherine Tai", country="US"),
        _node("Official", "person:liu-he", "Liu He", country="CN", names_zh=["刘鹤"]),
        _node("Company", "party:hikvision", "Hangzhou Hikvision Digital Technology Co., Ltd.", countries=["CN"],
              aliases=["Hikvision"], names_zh=["杭州海康威视数字技术股份有限公司"],
              conflicts=["sector"], conflict_values=["sector=cameras", "sector=software"]),
        _node("Company", "party:hikvision-shop", "Hikvision Shop", countries=["CN"]),
        _node("Company", "party:hiivision", "Hiivision", countries=["CN"]),
        _node("Company", "party:huawei", "Huawei Technologies Co., Ltd.", countries=["CN"],
              former_names=["Shenzhen Huawei"],
              conflicts=["country"], conflict_values=["country=CN", "country=HK"]),
        _node("Institution", "party:xpsb", "Xinjiang Public Security Bureau", countries=["CN"]),
        _node("Company", "party:ymtc", "Yangtze Memory Technologies Co., Ltd.", countries=["CN"]),
        _node("Company", "party:wuxi", "WuXi Biologics Co., Ltd.", countries=["CN"]),
        _node("Company", "party:pvh", "PVH Corp.", countries=["US"]),
        _node("Company", "party:illumina", "Illumina, Inc.", countries=["US"]),
        _node("Company", "party:skydio", "Skydio, Inc.", countries=["US"]),
    ]


def _things() -> list[tuple[str, Row]]:
    return [
        _node("RestrictedList", "list:el", "Entity List", list_code="EL", country="US"),
        _node("RestrictedList", "list:uvl", "Unverified List", list_code="UVL", country="US"),
        _node("RestrictedList", "list:uel", "Unreliable Entity List", abbreviations=["UEL"], country="CN",
              names_zh=["不可靠实体清单"]),
        _node("Region", "region:xinjiang", "Xinjiang", country="CN"),
        _node("Region", "region:washington", "Washington", country="US"),
        _node("Document", "doc:el-row", "Entity List rows of October 2019"),
    ]


def _events() -> list[tuple[str, Row]]:
    us: Row = {"actor_countries": ["US"], "target_countries": ["CN"]}
    cn: Row = {"actor_countries": ["CN"], "target_countries": ["US"]}
    return [
        _event("TariffAction", "us-232", "US duties on steel and aluminium", "2018-03-08",
               actor_countries=["US"], target_countries=["CN", "EU"], citation="Proclamation 9705"),
        _event("TariffAction", "us-list1", "US duties on a first list", "2018-06-15", **us,
               effective=_day("2018-07-06"), citation="83 FR 28710", citation_url="https://ustr.gov/list1"),
        _event("TariffAction", "cn-128", "China's duties on 128 goods", "2018-04-01", **cn),
        _event("TariffAction", "cn-list1", "China's duties on a first list", "2018-06-16", **cn),
        _event("Threat", "us-200bn", "US holds out duties on 200 billion more", "2018-06-18", **us),
        _event("TariffAction", "eu-rebalancing", "EU rebalancing duties", "2018-06-20",
               actor_countries=["EU"], target_countries=["US"]),
        _event("Blacklisting", "us-xinjiang", "US lists 28 organizations of Xinjiang", "2019-10-07", **us,
               effective=_day("2019-10-09"), claimed_count=28, claimed_noun="organizations",
               citation="84 FR 54002", citation_url="https://www.federalregister.gov/d/2019-22210"),
        _event("TradeRestriction", "us-visa", "US limits visas over Xinjiang", "2019-10-08", **us, kind="visa",
               checked="secondary", citation="State Department release"),
        _event("Statement", "cn-reply", "China's ministry says that it will answer", "2019-10-08", **cn),
        _event("Threat", "cn-visa-plan", "China is said to plan visa limits", "2019-10-09", **cn,
               checked="unchecked", citation="Press report"),
        _event("TradeTalk", "talk-2019-10", "Talks of October 2019", "2019-10-10", checked="secondary",
               actor_countries=["US", "CN"], citation="White House note"),
        _event("TradeTalk", "talk-eu", "Call of the US and the EU", "2018-07-25", actor_countries=["US", "EU"]),
        _event("Agreement", "phase-one", "Phase one in principle", "2019-10-11"),
        _event("Blacklisting", "cn-uel", "China lists two companies as unreliable", "2025-02-04", **cn,
               claimed_count=2, claimed_noun="companies"),
    ]


def _listings() -> list[tuple[str, Row]]:
    return [
        _listed("party:huawei", "list:el", "announced", "2019-05-15", "2019-05-16"),
        _listed("party:huawei", "list:el", "in_force", "2019-05-16"),
        _listed("party:hikvision", "list:el", "in_force", "2019-10-09", published=_day("2019-10-09"), sources=2,
                basis="official_record"),
        _listed("party:xpsb", "list:el", "in_force", "2019-10-09"),
        _listed("party:ymtc", "list:uvl", "in_force", "2022-10-07", "2022-12-16"),
        _listed("party:ymtc", "list:uvl", "removed", "2022-12-16"),
        _listed("party:ymtc", "list:el", "in_force", "2022-12-16"),
        _listed("party:wuxi", "list:uvl", "in_force", "2022-02-08", "2022-10-07"),
        _listed("party:pvh", "list:uel", "proposed", "2024-09-24", "2025-02-04"),
        _listed("party:pvh", "list:uel", "in_force", "2025-02-04"),
        _listed("party:illumina", "list:uel", "in_force", "2025-02-04"),
        _listed("party:skydio", "list:uel", "in_force", "2025-04-10", "2025-05-14"),
        _listed("party:skydio", "list:uel", "suspended", "2025-05-14", "2025-08-12"),
        _listed("party:skydio", "list:uel", "unknown", "2025-08-12"),
    ]


def _bodies() -> list[tuple[str, Row]]:
    office = {"quote": "office register", "source_url": "https://ustr.gov/about"}
    return [
        _edge("PART_OF", "agency:us-bis", "agency:us-doc"),
        _edge("PART_OF", "agency:us-doc", "gov:us"),
        _edge("PART_OF", "agency:us-ustr", "gov:us"),
        _edge("PART_OF", "agency:cn-mofcom", "agency:cn-state-council"),
        _edge("PART_OF", "agency:cn-state-council", "gov:cn"),
        _edge("MAINTAINS", "agency:us-bis", "list:el", quote="BIS | Entity List", source_url=_BIS),
        _edge("MAINTAINS", "agency:us-bis", "list:uvl"),
        _edge("MAINTAINS", "agency:cn-mofcom", "list:uel"),
        _edge("HOLDS_OFFICE", "person:lighthizer", "agency:us-ustr", role="Trade Representative", **office,
              valid_from=_day("2017-05-15"), valid_to=_day("2021-01-20")),
        _edge("HOLDS_OFFICE", "person:tai", "agency:us-ustr", role="Trade Representative", **office,
              valid_from=_day("2021-03-18"), valid_to=_day("2025-01-20")),
        _edge("HOLDS_OFFICE", "person:liu-he", "agency:cn-state-council", role="Vice Premier",
              valid_from=_day("2018-03-19"), valid_to=_day("2023-03-12")),
        _edge("CANDIDATE_OF", "party:hikvision", "party:hiivision", score=84, reason="one letter apart"),
        _edge("CANDIDATE_OF", "party:hikvision", "party:hikvision-shop", score=35, reason="one word in common"),
        _edge("EVIDENCED_BY", "list:el", "doc:el-row"),
    ]


def _acts() -> list[tuple[str, Row]]:
    return [
        _edge("ISSUED", "gov:us", "us-232"),
        _edge("ISSUED", "agency:us-ustr", "us-list1"),
        _edge("ISSUED", "gov:us", "us-list1"),
        _edge("ISSUED", "agency:us-bis", "us-xinjiang"),
        _edge("ISSUED", "agency:cn-mofcom", "cn-uel"),
        _edge("ISSUED", "agency:cn-state-council", "cn-list1"),
        _edge("TARGETS", "us-xinjiang", "party:xpsb"),
        _edge("TARGETS", "us-xinjiang", "party:hikvision", "@announced", state="announced"),
        _edge("TARGETS", "us-xinjiang", "party:hikvision", "@in_force", state="in_force"),
        _edge("TARGETS", "us-xinjiang", "region:xinjiang"),
        _edge("TARGETS", "us-list1", "gov:cn"),
        _edge("TARGETS", "cn-uel", "party:pvh"),
        _edge("TARGETS", "cn-uel", "party:illumina"),
        _edge("PARTICIPATED_IN", "gov:us", "talk-2019-10"),
        _edge("PARTICIPATED_IN", "gov:cn", "talk-2019-10"),
        _edge("PARTICIPATED_IN", "person:liu-he", "talk-2019-10", role="delegation_head"),
        _edge("PARTICIPATED_IN", "gov:eu", "talk-eu"),
        _edge("HELD_IN", "talk-2019-10", "region:washington"),
        _edge("LED_TO", "talk-2019-10", "phase-one"),
    ]


def _answers() -> list[tuple[str, Row]]:
    stated: Row = {"kind": "stated", "source_url": "https://gss.mof.gov.cn/list1"}
    return [
        _edge("RESPONDS_TO", "cn-list1", "us-list1", "@stated", **stated, lag_days=1, quote="equal scale"),
        _edge("RESPONDS_TO", "cn-list1", "us-list1", "@inferred", kind="inferred", lag_days=1, probability=91),
        _edge("RESPONDS_TO", "cn-list1", "us-232", "@inferred", kind="inferred", probability=12),
        _edge("RESPONDS_TO", "cn-128", "us-232", "@stated", kind="stated", basis_text="notice names Section 232"),
        _edge("RESPONDS_TO", "us-200bn", "cn-list1", "@stated", kind="stated", quote="China's raise",
              source_name="White House"),
        _edge("RESPONDS_TO", "cn-reply", "us-xinjiang", "@reported", kind="reported", lag_days=1, probability=80,
              quote="stay tuned", source_url="https://www.fmprc.gov.cn/briefing"),
        _edge("RESPONDS_TO", "cn-visa-plan", "us-visa", "@reported", kind="reported", lag_days=1),
        _edge("RESPONDS_TO", "cn-visa-plan", "us-xinjiang", "@reported", kind="reported", lag_days=2),
        _edge("NOT_RESPONSE_TO", "eu-rebalancing", "us-list1", reason="rests on Section 232", quote="Section 232",
              source_url="https://eur-lex.europa.eu/886"),
        _edge("NOT_RESPONSE_TO", "cn-visa-plan", "us-232", reason="another matter"),
    ]


@cache
def query_graph() -> PropertyGraph:
    """The graph, made once."""
    nodes = [*_parties(), *_things(), *_events(), *episode_nodes(), *tariff_nodes(), *tariff_changes(),
             *word_nodes()]
    return from_rows(nodes, [*_listings(), *_bodies(), *_acts(), *_answers(), *episode_edges(_edge),
                             *tariff_edges(_edge), *word_edges(_edge)])
