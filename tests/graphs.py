"""Graphs for tests of stores: small, but with a node of each family and every kind of value."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.graph import GraphInfo, PropertyGraph, from_rows

if TYPE_CHECKING:
    from kg.graph import Row

UNUSUAL = (
    "海康威视 数字技术股份有限公司", 'He said "no" and \'yes\'', "`backticks` and ``two``", "emoji 🚢🇨🇳",
    "</script><!-- ]]> -->", "C:\\new\\table \\u0027", "{curly} $dollar %percent", "tab\tand\nline", " spaced ",
    "null", "0", "2019-10-07", "x" * 10_000, "字" * 10_000)

NODES: list[tuple[str, Row]] = [
    ("Government", {"id": "gov:us", "name": "United States", "countries": ["US"]}),
    ("Government", {"id": "gov:cn", "name": "中国", "countries": ["CN"], "names_zh": ["中华人民共和国", "中国"]}),
    ("Agency", {"id": "agency:us-bis", "name": "Bureau of Industry and Security", "abbreviations": ["BIS"]}),
    ("Institution", {"id": "party:psb", "name": "Xinjiang Public Security Bureau"}),
    ("Organization", {"id": "party:group", "name": "A group"}),
    ("Company", {"id": "party:hik", "name": "Hikvision", "aliases": ["Hik", "海康威视"], "sector": "video"}),
    ("Company", {"id": "party:dahua", "name": "Dahua", "aliases": ["A", "a", "B"]}),
    ("Person", {"id": "party:person", "name": "A Person", "birth_date": "circa 1970"}),
    ("Official", {"id": "party:official", "name": "An Official"}),
    ("Region", {"id": "region:cn", "name": "China"}),
    ("Address", {"id": "address:1", "name": "No. 555 Qianmo Road, Hangzhou", "country": "CN"}),
    ("Product", {"id": "product:hs8525", "name": "Cameras", "hs_code": "8525"}),
    ("Vessel", {"id": "vessel:1", "name": "Ocean Star", "imo": "9123456"}),
    ("Aircraft", {"id": "aircraft:1", "name": "N123"}),
    ("RestrictedList", {"id": "list:us-el", "name": "Entity List", "list_code": "EL"}),
    ("LegalInstrument", {"id": "law:301", "name": "Section 301", "published": date(1975, 1, 3)}),
    ("Document", {"id": "doc:1", "name": "84 FR 54002", "url": "https://www.federalregister.gov/d/2019-22210"}),
    ("Episode", {"id": "episode:1", "name": "October 2019", "began": date(2019, 10, 7)}),
    ("Blacklisting", {"id": "ev:bl", "name": "28 organizations", "date": date(2019, 10, 9), "claimed_count": 28,
                      "announced": date(2019, 10, 7), "actor_countries": ["US"], "claimed_noun": "organizations"}),
    ("TariffAction", {"id": "ev:tariff", "name": "List 1", "rate_pct": 25.0, "amount": 34.5,
                      "amount_base_year": 2018}),
    ("TradeRestriction", {"id": "ev:visa", "name": "Visa limits", "kind": "visa", "date": date(2019, 10, 8)}),
    ("MeasureChange", {"id": "ev:change", "name": "A change", "action": "suspend", "until": date(9999, 12, 31)}),
    ("Relief", {"id": "ev:relief", "name": "A licence"}),
    ("Statement", {"id": "ev:statement", "name": "A statement"}),
    ("Threat", {"id": "ev:threat", "name": "A threat"}),
    ("TradeTalk", {"id": "ev:talk", "name": "Talks in Washington"}),
    ("Agreement", {"id": "ev:deal", "name": "Phase one"}),
    ("LegalCase", {"id": "ev:case", "name": "A case"}),
]

PROOF: Row = {"basis": "official_record", "confidence": 100, "sources": 2, "quote": "Hikvision | 海康威视",
              "source_url": "https://www.federalregister.gov/d/2019-22210", "claims": ["c2", "c1"],
              "published": date(2019, 10, 9)}

EDGES: list[tuple[str, Row]] = [
    ("ISSUED", {"id": "e01", "source": "agency:us-bis", "target": "ev:bl", "role": "issuer", **PROOF}),
    ("ISSUED", {"id": "e02", "source": "gov:us", "target": "ev:bl", "role": "on_behalf_of"}),
    # more and fewer parallel edges from one class to several: the embedded engine likes to merge them
    ("TARGETS", {"id": "e03", "source": "ev:bl", "target": "party:hik", **PROOF}),
    ("TARGETS", {"id": "e04", "source": "ev:bl", "target": "party:dahua", "rate_pct": 7.5}),
    ("TARGETS", {"id": "e05", "source": "ev:bl", "target": "party:psb", "valid_from": date(2019, 10, 9)}),
    ("TARGETS", {"id": "e06", "source": "ev:bl", "target": "party:psb", "valid_from": date(2021, 1, 1)}),
    ("TARGETS", {"id": "e07", "source": "ev:bl", "target": "party:psb", "claims": ["c1", "c2"]}),
    ("TARGETS", {"id": "e08", "source": "ev:bl", "target": "party:person"}),
    ("TARGETS", {"id": "e09", "source": "ev:bl", "target": "party:person", "valid_to": date(2020, 1, 1)}),
    ("TARGETS", {"id": "e10", "source": "ev:tariff", "target": "product:hs8525", "rate_pct": 25.0}),
    # intervals: open at the end, closed, open at the start
    ("LISTED_ON", {"id": "e11", "source": "party:hik", "target": "list:us-el", "state": "in_force",
                   "valid_from": date(2019, 10, 9), **PROOF}),
    ("LISTED_ON", {"id": "e12", "source": "party:dahua", "target": "list:us-el", "state": "in_force",
                   "valid_from": date(2019, 10, 9), "valid_to": date(2020, 1, 1)}),
    ("LISTED_ON", {"id": "e13", "source": "party:dahua", "target": "list:us-el", "state": "suspended",
                   "valid_to": date(2019, 10, 9)}),
    ("OWNED_BY", {"id": "e14", "source": "party:hik", "target": "party:group", "share": 41.88}),
    ("HAS_ADDRESS", {"id": "e15", "source": "party:hik", "target": "address:1"}),
    ("LOCATED_IN", {"id": "e16", "source": "address:1", "target": "region:cn"}),
    ("RESPONDS_TO", {"id": "e17", "source": "ev:visa", "target": "ev:bl", "kind": "inferred", "lag_days": 1,
                     "probability": 40, "rule": "next day"}),
    ("EVIDENCED_BY", {"id": "e18", "source": "ev:bl", "target": "doc:1"}),
    ("CANDIDATE_OF", {"id": "e19", "source": "party:person", "target": "party:official", "score": 61}),
    ("PART_OF", {"id": "e20", "source": "agency:us-bis", "target": "gov:us"}),
    ("CHANGES", {"id": "e21", "source": "ev:change", "target": "ev:tariff", "action": "suspend"}),
    ("IN_EPISODE", {"id": "e22", "source": "ev:bl", "target": "episode:1"}),
    # an edge from a node to itself
    ("CANDIDATE_OF", {"id": "e23", "source": "party:person", "target": "party:person"}),
]


def every_family() -> PropertyGraph:
    """A node of every family of classes and edges with all kinds of values between them."""
    return from_rows(NODES, EDGES, GraphInfo(ledger="abc", known_on="2019-10-10", release="test", build="1"))


def smaller() -> PropertyGraph:
    """Some of the nodes and edges of `every_family`, one with another class, one with other properties."""
    kept = {"gov:us", "party:hik", "list:us-el", "ev:bl", "address:1"}
    nodes = [(name, dict(row)) for name, row in NODES if row["id"] in kept]
    nodes = [("Institution" if row["id"] == "party:hik" else name, row) for name, row in nodes]
    for _, row in nodes:
        row.pop("aliases", None)
    edges = [(name, row) for name, row in EDGES if row["source"] in kept and row["target"] in kept]
    return from_rows(nodes, [(name, {**row, "confidence": 50}) for name, row in edges], GraphInfo(ledger="def"))


def unusual() -> PropertyGraph:
    """Names, lists and quotes of text that careless stores spoil."""
    nodes: list[tuple[str, Row]] = [
        ("Company", {"id": f"party:{text[:30]}", "name": text, "aliases": [text, "x"]}) for text in UNUSUAL]
    edges: list[tuple[str, Row]] = [
        ("OWNED_BY", {"id": f"edge:{text[:30]}", "source": f"party:{text[:30]}", "target": "party:null",
                      "quote": text, "claims": [text]}) for text in UNUSUAL]
    return from_rows(nodes, edges)


def many(count: int) -> PropertyGraph:
    """`count` companies, each owned by the next."""
    nodes: list[tuple[str, Row]] = [("Company", {"id": f"party:{i:06}", "name": f"Company {i}"})
                                    for i in range(count)]
    edges: list[tuple[str, Row]] = [
        ("OWNED_BY", {"id": f"edge:{i:06}", "source": f"party:{i:06}", "target": f"party:{(i + 1) % count:06}"})
        for i in range(count)]
    return from_rows(nodes, edges)
