"""Dates in running text: the weekday rule, tenses, days without a year, and what has no day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text import dates

TUESDAY = "2019-10-08"


@pytest.mark.parametrize(("words", "tense", "day"), [
    ("on Monday", "past", "2019-10-07"),
    ("on Monday", "future", "2019-10-14"),
    ("this Thursday", "future", "2019-10-10"),
    ("on Tuesday", "past", "2019-10-08"),
    ("last Tuesday", "past", "2019-10-01"),
    ("next Friday", "future", "2019-10-18"),
    ("Friday last week", "past", "2019-10-04"),
    ("yesterday", "past", "2019-10-07"),
    ("three days ago", "past", "2019-10-05"),
    ("September 24", "past", "2019-09-24"),
    ("Dec. 15", "future", "2019-12-15"),
    ("1 November", "future", "2019-11-01"),
    ("15 January 2020", "unknown", "2020-01-15"),
    ("October 10-11", "future", "2019-10-10"),
])
def test_words_have_their_day(words: str, tense: dates.Tense, day: str) -> None:
    """A weekday, a day of a month or a count of days is resolved against publication and tense."""
    assert dates.resolve(words, TUESDAY, tense).date == day


@pytest.mark.parametrize("words", ["last week", "in May", "this year", "over the "
                                                                       "weekend", "early September", "in 2018"])
def test_a_span_of_days_has_no_day(words: str) -> None:
    """Weeks, months and years stay unknown, whatever the tense."""
    assert dates.resolve(words, TUESDAY, "past").date is None


@pytest.mark.parametrize("words", ["on Monday", "yesterday", "September 24"])
def test_relative_days_need_a_day_of_publication(words: str) -> None:
    """Without a day of publication only a full date has a day."""
    assert dates.resolve(words, None, "past").date is None
    assert dates.resolve("24 September 2018", None, "past").date == "2018-09-24"


def test_days_that_do_not_exist_are_unknown() -> None:
    """The thirtieth of February is no day."""
    assert dates.resolve("30 February 2019", TUESDAY).date is None


def test_a_past_day_near_new_year_is_in_the_old_year() -> None:
    """What happened on 30 December was last year when it is told in January."""
    assert dates.resolve("December 30", "2020-01-03", "past").date == "2019-12-30"
    assert dates.resolve("January 15", "2019-12-20", "future").date == "2020-01-15"


def test_dates_of_papers_are_left_out() -> None:
    """The date of an order that is cited isn't the date of the event."""
    text = "Under Executive Orders 14257 of April 2, 2025 and 14266 of April 9, 2025 the rate rises on May 2, 2025."
    assert [found.text for found in dates.expressions(text)] == ["May 2, 2025"]


def test_percentages_and_verbs_are_no_dates() -> None:
    """"May 25 percent" is neither the 25th of May nor any other day."""
    assert not [found for found in dates.expressions("Duties may 25 percent of the time "
                                                     "rise.") if found.kind == "mdy"]


@given(st.dates(dt.date(2017, 1, 1), dt.date(2026, 12, 31)), st.sampled_from(
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]))
def test_a_past_weekday_lies_in_the_week_up_to_publication(day: dt.date, weekday: str) -> None:
    """The past weekday is at most six days back, the coming one at most six ahead, and both are that weekday."""
    for tense, least, most in (("past", -6, 0), ("future", 0, 6)):
        found = dates.resolve(f"on {weekday}", day.isoformat(), tense)  # type: ignore[arg-type]
        assert found.date is not None
        resolved = dt.date.fromisoformat(found.date)
        assert least <= (resolved - day).days <= most
        assert resolved.strftime("%A") == weekday
