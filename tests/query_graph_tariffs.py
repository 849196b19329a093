"""Goods, rates and states of measures for the graph of known answers.

Codes, rates and days are those of Section 301 and of China's lists; the relief and the yearly mean are made up.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Row, Value

Edge = Callable[..., tuple[str, "Row"]]
_LIST = "HTSUS codes of List 2"


def _goods(node_id: str, code: str, edition: str, **found: Value) -> tuple[str, Row]:
    parents: list[str] = [code[:length] for length in (2, 4, 6, 8) if length < len(code)]
    return "Product", {"id": node_id, "name": f"{edition} {code}", "hs_code": code, "hs_edition": edition,
                       "hs_parents": parents, **found}


def tariff_nodes() -> list[tuple[str, Row]]:
    """Measures that nobody is said to have issued (other queries pass them by), goods by code, regions, a relief."""
    us: Row = {"actor_countries": ["US"], "target_countries": ["CN"], "checked": "opened"}
    cn: Row = {"actor_countries": ["CN"], "target_countries": ["US"], "checked": "opened"}
    return [
        ("TariffAction", {"id": "us-list2", "name": "US duties on a second list", **us, "citation": "83 FR 40823",
                          "amount": 16e9, "amount_currency": "USD", "amount_kind": "trade_covered"}),
        ("TariffAction", {"id": "us-metals", "name": "US duties on metals", **us, "target_countries": ["CN", "EU"]}),
        ("TariffAction", {"id": "cn-list2", "name": "China's duties on a second list", **cn, "rate_pct": 25.0}),
        _goods("product:htsus-86071906", "86071906", "HTSUS", summary="Parts of axles"),
        _goods("product:htsus-86071930", "86071930", "HTSUS"),
        _goods("product:hs-860719", "860719", "HS"),
        _goods("product:hs-8607", "8607", "HS"),
        _goods("product:china-12019010", "12019010", "China", summary="黄大豆"),
        ("Region", {"id": "region:cn", "name": "China", "country": "CN"}),
        ("Region", {"id": "region:eu", "name": "European Union", "country": "EU"}),
        ("Relief", {"id": "us-exclusion", "name": "Exclusion of some parts", "relief_kind": "exclusion"}),
    ]


def _rate(edge: Edge, measure: str, product: str, rate: float, since: str = "", until: str = "",
          **found: Value) -> tuple[str, Row]:
    days = {name: date.fromisoformat(day) for name, day in (("valid_from", since), ("valid_to", until)) if day}
    return edge("TARGETS", measure, product, f"@{since}", rate_pct=rate, quote=f"{product} | {rate}",
                source_name=_LIST, claims=[f"claim-{measure}"], **days, **{"rate_kind": "additional", **found})


def _state(edge: Edge, measure: str, state: str, since: str, until: str = "", target: str = "") -> tuple[str, Row]:
    days = {name: date.fromisoformat(day) for name, day in (("valid_from", since), ("valid_to", until)) if day}
    return edge("HAS_STATE", measure, target or measure, f"@{since}", state=state, quote=since,
                source_name=f"notice of {since}",
                claims=["rests"] if state == "suspended" else [f"state-{measure}"], **days)


def tariff_edges(edge: Edge) -> list[tuple[str, Row]]:
    """Rates on goods, what a relief lets off, and the states of measures."""
    return [
        _rate(edge, "us-list2", "product:htsus-86071906", 25.0, "2018-08-23", citation="83 FR 40823"),
        _rate(edge, "us-list2", "product:htsus-86071930", 25.0),
        _rate(edge, "us-metals", "product:hs-8607", 10.0, "2018-03-23"),
        _rate(edge, "us-metals", "product:htsus-86071906", 12.0, "2021-01-01"),
        _rate(edge, "us-metals", "product:hs-860719", 17.5, "2019-01-01", "2020-01-01", rate_kind="average"),
        _rate(edge, "cn-list2", "product:china-12019010", 25.0, "2018-08-23"),
        edge("EXEMPTS", "us-exclusion", "product:htsus-86071906", measure="us-list2",
             valid_from=date(2019, 6, 1), until=date(2020, 6, 1)),
        edge("CHANGES", "us-metals-eu-rests", "us-metals", action="suspend", valid_from=date(2018, 3, 23),
             until=date(2018, 6, 1), claims=["rests"]),
        _state(edge, "us-list2", "announced", "2018-08-07", "2018-08-23"),
        _state(edge, "us-list2", "in_force", "2018-08-23"),
        _state(edge, "us-metals", "announced", "2018-03-08", "2018-03-23"),
        _state(edge, "us-metals", "in_force", "2018-03-23", "2021-12-31"),
        _state(edge, "us-metals", "struck_down", "2021-12-31"),
        _state(edge, "us-metals", "suspended", "2018-03-23", "2018-06-01", "region:eu"),
        _state(edge, "us-metals", "unknown", "2018-06-01", "", "region:eu"),
        _state(edge, "cn-list2", "announced", "2018-08-08", "2018-08-23"),
        _state(edge, "cn-list2", "in_force", "2018-08-23"),
        _state(edge, "us-xinjiang", "announced", "2019-10-07", "2019-10-09"),
        _state(edge, "us-xinjiang", "in_force", "2019-10-09"),
    ]


def tariff_changes() -> list[tuple[str, Row]]:
    """A notice that suspends a duty for one side."""
    day = date(2018, 3, 22)
    return [("MeasureChange", {"id": "us-metals-eu-rests", "name": "The metal duties rest for the EU",
                               "action": "suspend", "announced": day, "date": day, "checked": "opened",
                               "target_countries": ["EU"]})]
