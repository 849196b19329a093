"""Words, talks, ties of ownership and slips for the graph of known answers.

Events, persons and days are those of the trade war; the company that both sides hit, its listings and probes, and the
event with a slip in its days are made up.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Row, Value

Edge = Callable[..., tuple[str, "Row"]]
_US: Row = {"actor_countries": ["US"], "target_countries": ["CN"]}
_CN: Row = {"actor_countries": ["CN"], "target_countries": ["US"]}


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _event(class_name: str, node_id: str, name: str, day: str, **found: Value) -> tuple[str, Row]:
    return class_name, {"id": node_id, "name": name, "announced": _day(day), "date": _day(day), "checked": "opened",
                        **found}


def _node(class_name: str, node_id: str, name: str, **found: Value) -> tuple[str, Row]:
    return class_name, {"id": node_id, "name": name, **found}


def word_nodes() -> list[tuple[str, Row]]:
    """Speakers and what they said, talks, measures with their law, and a group of companies."""
    return [*_words(), *_talks(), *_measures(), *_parties()]


def _words() -> list[tuple[str, Row]]:
    return [
        _event("Statement", "us-ross-2019", "Commerce secretary says why the 28 are listed", "2019-10-07", **_US,
               stance="accuse", mode="direct", words=["cannot and will not tolerate"]),
        _event("Statement", "cn-no-such-issue", "Foreign ministry says that there is no such issue", "2019-10-08",
               **_CN, stance="reject"),
        _event("Statement", "us-delisting-denied", "Treasury says that it doesn't plan to block listings",
               "2019-09-28", **_US),
        _event("Threat", "cn-uel-plan", "China says that it will draw up a list", "2019-05-31", **_CN),
        _event("Threat", "us-list4-threat", "US holds out duties on the rest", "2019-08-01", **_US),
    ]


def _talks() -> list[tuple[str, Row]]:
    both: Row = {"actor_countries": ["US", "CN"]}
    return [
        _event("TradeTalk", "talk-2018-12", "Dinner in Buenos Aires", "2018-12-01", **both),
        _event("TradeTalk", "talk-2019-07", "Talks in Shanghai", "2019-07-30", **both, citation="Xinhua"),
        _event("MeasureChange", "us-list3-delay", "US puts off the raise", "2018-12-14", **_US, action="delay"),
    ]


def _measures() -> list[tuple[str, Row]]:
    return [
        _event("TariffAction", "us-list3", "US duties on a third list", "2018-09-17", **_US),
        _event("TariffAction", "us-list4a", "US duties on list 4A", "2019-08-20", **_US),
        _event("Investigation", "us-probe", "US probe of a dealer", "2023-02-01", **_US),
        _event("Investigation", "cn-probe", "China's probe of the same dealer", "2023-03-01", **_CN),
        _event("OtherAction", "slip", "Act with a slip in its days", "2020-05-05", effective=_day("2020-04-05"),
               citation="Made up"),
        _node("LegalInstrument", "law:301", "Section 301 of the Trade Act of 1974", country="US"),
        _node("LegalInstrument", "law:uel", "Provisions on the Unreliable Entity List", country="CN"),
    ]


def _parties() -> list[tuple[str, Row]]:
    return [
        _node("Official", "person:ross", "Wilbur Ross", country="US"),
        _node("Official", "person:geng", "Geng Shuang", country="CN"),
        _node("Agency", "agency:us-treasury", "Department of the Treasury", country="US"),
        _node("Company", "party:hisilicon", "HiSilicon Technologies Co., Ltd.", countries=["CN"]),
        _node("Company", "party:huawei-holding", "Huawei Investment & Holding Co., Ltd.", countries=["CN"]),
        _node("Company", "party:dealer", "Example Trading", countries=["DE"]),
        _node("RestrictedList", "list:dpl", "Denied Persons List", list_code="DPL", country="US"),
        _node("RestrictedList", "list:ecl", "Export Control Control List", list_code="ECL", country="CN"),
        _node("Address", "address:bantian", "Bantian, Shenzhen", full="Huawei Base, Bantian, Longgang, Shenzhen"),
        _node("Address", "address:hangzhou", "Qianmo Road, Hangzhou"),
        _node("Document", "doc:83fr", "83 FR 47974", publisher="Trade Representative", published=_day("2018-09-21"),
              url="https://www.federalregister.gov/d/2018-20610"),
        _node("Document", "doc:press", "Press of September 2019", publisher="A newspaper"),
    ]


def word_edges(edge: Edge) -> list[tuple[str, Row]]:
    """Who said what of whom, what became of threats and talks, who owns whom, and what proves it."""
    return [*_said(edge), *_became(edge), *_hit(edge), *_ties(edge)]


def _said(edge: Edge) -> list[tuple[str, Row]]:
    return [
        edge("MADE", "person:ross", "us-ross-2019", role="Secretary of Commerce", basis="official_words",
             quote="Ross said", source_url="https://www.commerce.gov/ross"),
        edge("MADE", "person:geng", "cn-reply", role="spokesman", modality="asserted", quote="stay tuned"),
        edge("MADE", "person:geng", "cn-no-such-issue", role="spokesman", source_url="https://www.fmprc.gov.cn/8"),
        edge("MADE", "agency:us-treasury", "us-delisting-denied", modality="denied", basis="press",
             source_url="https://news.example/1"),
        edge("ABOUT", "us-ross-2019", "us-xinjiang"),
        edge("ABOUT", "cn-no-such-issue", "region:xinjiang"),
        edge("ABOUT", "cn-reply", "us-xinjiang"),
        edge("ADDRESSES", "cn-reply", "gov:us"),
        edge("ADDRESSES", "cn-reply", "agency:us-doc"),
    ]


def _became(edge: Edge) -> list[tuple[str, Row]]:
    return [
        edge("CARRIES_OUT", "us-list3", "us-200bn", quote="as directed in June"),
        edge("CARRIES_OUT", "us-list4a", "us-list4-threat"),
        edge("CARRIES_OUT", "cn-uel", "cn-uel-plan"),
        edge("CHANGES", "us-list3-delay", "us-list3", action="delay", until=_day("2019-03-02"),
             valid_from=_day("2018-12-14")),
        edge("PARTICIPATED_IN", "person:liu-he", "talk-2019-07", role="delegation_head"),
        edge("PARTICIPATED_IN", "person:lighthizer", "talk-2019-07", role="delegation_head"),
        edge("PARTICIPATED_IN", "agency:cn-mofcom", "talk-2019-07", role="participant"),
        edge("BASED_ON", "us-list3", "law:301"),
        edge("BASED_ON", "us-list4a", "law:301"),
        edge("BASED_ON", "cn-uel", "law:uel"),
    ]


def _hit(edge: Edge) -> list[tuple[str, Row]]:
    return [
        edge("TARGETS", "us-list3", "gov:cn", known_from=_day("2018-12-20")),
        edge("TARGETS", "us-list4a", "gov:cn", known_from=_day("2019-08-20")),
        edge("TARGETS", "us-probe", "party:dealer"),
        edge("TARGETS", "cn-probe", "party:dealer"),
        edge("LISTED_ON", "party:dealer", "list:dpl", state="in_force", valid_from=_day("2023-05-01")),
        edge("LISTED_ON", "party:dealer", "list:ecl", state="in_force", valid_from=_day("2023-06-01")),
    ]


def _ties(edge: Edge) -> list[tuple[str, Row]]:
    return [
        edge("OWNED_BY", "party:hisilicon", "party:huawei", share=100.0),
        edge("OWNED_BY", "party:huawei", "party:huawei-holding"),
        edge("OWNED_BY", "party:hikvision-shop", "party:hikvision", share=51.0),
        edge("HAS_ADDRESS", "party:huawei", "address:bantian"),
        edge("HAS_ADDRESS", "party:hisilicon", "address:bantian"),
        edge("HAS_ADDRESS", "party:hikvision", "address:hangzhou"),
        edge("PART_OF", "agency:us-treasury", "gov:us"),
        edge("EVIDENCED_BY", "us-list3", "doc:83fr"),
        edge("EVIDENCED_BY", "us-list4a", "doc:83fr"),
        edge("EVIDENCED_BY", "us-delisting-denied", "doc:press"),
    ]
