"""Episodes and pairs that the model rejected, in the graph on which every query has a known answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph import Row

_FIRST, _CARS = "episode:us-232", "episode:talk-eu"


def episode_nodes() -> list[tuple[str, Row]]:
    """Two runs: the first lists, and one of the EU that is over before most queries begin to look."""
    return [
        ("Episode", {"id": _FIRST, "name": "CN and US from 2018-03-08", "began": date(2018, 3, 8),
                     "ended": date(2018, 6, 18), "countries": ["CN", "US"], "acts": 4, "answers": 3,
                     "acts_by_country": ["CN: 2", "US: 2"], "amounts": ["trade_covered USD 37000000000"],
                     "median_lag_days": 2.0, "symmetry": 1.0}),
        ("Episode", {"id": _CARS, "name": "EU and US from 2017-07-25", "began": date(2017, 7, 25),
                     "ended": date(2017, 8, 1), "countries": ["EU", "US"], "acts": 3, "answers": 2,
                     "acts_by_country": ["EU: 2", "US: 1"], "median_lag_days": 3.5, "symmetry": 0.5}),
    ]


def episode_edges(edge: Callable[..., tuple[str, Row]]) -> list[tuple[str, Row]]:
    """Who belongs to which run, and one weighed pair."""
    return [
        *(edge("IN_EPISODE", event, _FIRST) for event in ("us-232", "cn-128", "cn-list1", "us-200bn")),
        edge("IN_EPISODE", "talk-eu", _CARS),
        edge("NOT_RESPONSE_TO", "us-200bn", "cn-128", lag_days=78, probability=22, chance=40, rule="retaliation/1",
             reason="another cause is likelier", features=["both_named=1.00(+0.63)", "rival_leads_by=1.10(-0.64)"]),
    ]
