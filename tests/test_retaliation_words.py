"""Words of records: which are compared, and what must make no difference."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.layers.retaliation.event import TradeEvent
from kg.layers.retaliation.weighing import weigh
from kg.layers.retaliation.words import LONGEST, words_of


@pytest.mark.parametrize(("one", "other"), [
    ("safeguard on solar cells", "the solar safeguard"),
    ("Duties on semiconductors", "limits on chips"),
    ("worth $16bn", "16 billion of goods"),
    ("at 84 %", "to 84 percent"),
    ("对稀土实施出口管制", "稀土"),
    ("affiliates of listed firms", "the ownership rule"),
])
def test_records_of_one_thing_share_words(one: str, other: str) -> None:
    """Endings, synonyms, units and Chinese characters are seen through."""
    assert words_of([one]) & words_of([other])


@pytest.mark.parametrize(("one", "other"), [
    ("China puts duties on US goods", "China announces a list of US products"),
    ("from 23 August 2018", "on 23 August 2018"),
    ("2018年8月23日", "2019年8月23日"),
    ("9 firms", "9 officials"),
    ("solar cells", "pork and soybeans"),
])
def test_countries_dates_and_generic_words_are_not_compared(one: str, other: str) -> None:
    """They stand in all records and tell none from another."""
    assert not words_of([one]) & words_of([other])


@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_text_has_words(texts: list[str]) -> None:
    """Empty and hostile names are no error, and no word is empty."""
    assert all(words_of(texts) | {"x"})


def test_an_endless_name_is_read_to_a_limit() -> None:
    """What stands behind the limit isn't read."""
    assert "cobalt" in words_of(["x " * 10 + "cobalt"])
    assert "cobalt" not in words_of(["x " * LONGEST + "cobalt"])


def _events(first: str, second: str, answer: str) -> list[TradeEvent]:
    """Two controls of one side in one month, and what the other side did after both."""
    rows = (("one", 1, "US", "CN", first), ("two", 12, "US", "CN", second), ("cn", 20, "CN", "US", answer))
    return [TradeEvent(id_, "ExportControl", date(2025, 9, day).toordinal(), actors=frozenset({actor}),
                       targets=frozenset({target}), says=(name,)) for id_, day, actor, target, name in rows]


def _weighed(events: list[TradeEvent]) -> dict[tuple[str, str], tuple[int, tuple[str, ...]]]:
    return {(one.answer.id, one.cause.id): (one.probability, one.features) for one in weigh(events)}


def test_an_answer_points_to_the_act_that_it_names() -> None:
    """Named the older act is likelier than unnamed, and the nearer one less likely."""
    named = _weighed(_events("Limits on design software", "Limits on turbines", "Cobalt barred over software"))
    silent = _weighed(_events("Limits on design software", "Limits on turbines", "Cobalt barred"))
    assert named["cn", "one"][0] > silent.get(("cn", "one"), (0, ()))[0]
    assert named.get(("cn", "two"), (0, ()))[0] < silent["cn", "two"][0]


def test_names_exchanged_in_both_records_make_no_difference() -> None:
    """Other goods and other parties, if they are others in all records, give the same."""
    plain = _weighed(_events("Limits on software", "Limits on turbines", "Cobalt barred over software"))
    other = _weighed(_events("Limits on looms", "Limits on magnets", "Graphite barred over looms"))
    half = _weighed(_events("Limits on looms", "Limits on magnets", "Graphite barred over software"))
    assert plain == other
    assert plain != half


@pytest.mark.parametrize("swap", [{"US": "CN", "CN": "US"}, {"US": "AU", "CN": "JP"}])
def test_exchanged_countries_and_their_names_make_no_difference(swap: dict[str, str]) -> None:
    """Codes and names of countries are exchanged together, or codes alone."""
    names = {"US": "the United States", "CN": "China", "AU": "Australia", "JP": "Japan"}

    def said(codes: dict[str, str]) -> list[TradeEvent]:
        us, cn = (names[codes.get(code, code)] for code in ("US", "CN"))
        return _events(f"Limits of {us} on software for {cn}", f"Limits of {us} on turbines",
                       f"{cn} bars cobalt for {us} over software")

    def turned(event: TradeEvent) -> TradeEvent:
        return replace(event, actors=frozenset(swap[code] for code in event.actors),
                       targets=frozenset(swap[code] for code in event.targets))

    assert _weighed(said({})) == _weighed(said(swap)) == _weighed([turned(event) for event in said(swap)])


def test_dates_shifted_also_in_names_make_no_difference() -> None:
    """A year in a name is no word."""
    now = _events("Limits of September 2025 on software", "Limits on turbines", "Cobalt barred over software")
    then = [replace(event, day=event.day + 3652, says=tuple(name.replace("2025", "2035") for name in event.says))
            for event in now]
    assert _weighed(now) == _weighed(then)
