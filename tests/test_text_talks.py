"""Talks in text: sides, officials, place, day, round, status; wishes are no talks."""

from __future__ import annotations

import pytest

from ingest.text.found import Talk
from tests.reading_text import events_of


def talks(text: str, published: str | None = "2019-07-31") -> list[Talk]:
    """The talks of a text."""
    return events_of(text, published)[2]


def test_officials_place_day_and_round() -> None:
    """Officials of two sides meet in a town on a day for a round of talks; the next round is another talk."""
    held, coming = talks(
        "Treasury Secretary Steven Mnuchin and Robert Lighthizer met Chinese Vice Premier Liu He in Shanghai "
        "on Tuesday for a 12th round of trade talks. The next round of negotiations will be held in Washington "
        "in early September.")
    assert (set(held.participants), held.place, held.date, held.status, held.round) == (
        {"US", "CN"}, "Shanghai", "2019-07-30", "held", "12th")
    assert "Liu He" in {official.name for official in held.officials}
    assert (coming.place, coming.date, coming.status) == ("Washington", None, "scheduled")


def test_the_sides_come_from_the_text_when_the_sentence_has_none() -> None:
    """"Trade talks" without names are those of the two countries that the text is about."""
    talk, = talks("The trade war between China and the US goes on.\n\nTrade talks are set to resume this "
                  "Friday in Geneva.")
    assert (set(talk.participants), talk.place, talk.date, talk.date_expression, talk.status) == (
        {"US", "CN"}, "Geneva", "2019-08-02", "this Friday", "scheduled")


def test_a_day_that_cannot_be_known_keeps_its_words() -> None:
    """Without a day of publication the date is unknown and its words are kept."""
    talk, = talks("China and the United States will hold trade talks in Geneva this Friday.", None)
    assert (talk.date, talk.date_expression) == (None, "this Friday")


def test_a_meeting_told_twice_is_one() -> None:
    """The town and its country, told in two sentences, are one meeting."""
    talk, = talks("China and the United States held trade talks in Switzerland last weekend. The Geneva trade "
                  "talks between China and the US ended with a statement.")
    assert talk.place == "Geneva"


def test_cancelled_talks_say_so() -> None:
    """Talks that were called off."""
    talk, = talks("Trade talks between China and the United States planned for this month were cancelled.")
    assert talk.status == "cancelled"


def test_a_signing_is_a_talk_of_its_kind() -> None:
    """Two sides sign a trade deal; one side's expectation to sign is a proposal."""
    signed, = talks("China and the United States signed a phase one trade deal in Washington on "
                    "Wednesday.", "2020-01-16")
    assert (signed.kind, signed.status, signed.date) == ("signing", "held", "2020-01-15")
    wished, = talks("Trump expects to sign a first trade deal with Xi Jinping in Chile next month.")
    assert wished.status == "proposed"


@pytest.mark.parametrize("text", [
    "China hopes that both sides can solve trade disputes through dialogue and consultation.",
    "China is willing to resume trade talks with the United States on the basis of equality.",
    "There were no trade talks between China and the United States in Geneva on Monday.",
    "Peace talks between Russia and Ukraine were held in Istanbul on Monday.",
    "A US firm signed an agreement with Chinese officials to build a plant in Shanghai on Tuesday.",
    "Will China and the United States hold trade talks in Geneva on Monday?",
])
def test_what_is_no_talk(text: str) -> None:
    """Wishes, readiness, denials, peace, private contracts and questions found no talk."""
    assert talks(text) == []


def test_other_sides_towns_and_days_change_the_talk_so_and_no_more() -> None:
    """Metamorphic: each replaced argument of a text replaces that argument of its talk."""
    for one, two, codes in (("China", "the United States", {"CN", "US"}), ("Japan", "India", {"JP", "IN"})):
        for town in ("Madrid", "London"):
            for day, date in (("Monday", "2019-07-29"), ("Tuesday", "2019-07-30")):
                talk, = talks(f"{one} and {two} held trade talks in {town} on {day}.")
                assert (set(talk.participants), talk.place, talk.date, talk.status) == (codes, town, date, "held")


def test_trade_negotiators_meet_about_trade() -> None:
    """Who they are says what it is about."""
    talk, = talks("Trade negotiators from the United States and the European Union failed to agree at their meeting in "
                  "Paris on July 30.")
    assert (set(talk.participants), talk.place, talk.date, talk.status) == ({"US", "EU"}, "Paris", "2019-07-30", "held")


def test_both_who_hold_talks_take_part() -> None:
    """Also the one in front of "and"."""
    talk, = talks("Scott Bessent and He Lifeng held talks on tariffs in Stockholm on July 28.", "2025-07-29")
    assert {official.name for official in talk.officials} == {"Scott Bessent", "He Lifeng"}


def test_the_day_of_the_month_counts_beside_the_weekday() -> None:
    """ "Thursday, October 10" is the tenth."""
    talk, = talks("Chinese and US officials will hold trade talks in Washington on Thursday, October 10.")
    assert talk.date == "2019-10-10"


def test_leaders_who_dealt_with_trade_held_talks() -> None:
    """An account of a meeting says at the top who met, and further down what about."""
    text = ("President Donald Trump met with President Xi Jinping in Osaka on June 29.\n\nThe two leaders spoke of "
            "many things. They spoke of the climate. They spoke of peace.\n\nBoth also discussed {matter}.")
    talk, = talks(text.format(matter="unfair trade practices"))
    assert (set(talk.participants), talk.place, talk.date) == ({"US", "CN"}, "Osaka", "2019-06-29")
    assert talks(text.format(matter="the weather")) == []


def test_talks_had_as_a_result_of_which_something_will_happen_were_held() -> None:
    """The future is that of the result."""
    talk, = talks("As a result of the trade talks in Geneva, China will lower its duties on goods from the US.")
    assert (talk.place, talk.status) == ("Geneva", "held")


def test_two_towns_are_two_talks() -> None:
    """Talks "in Oslo and Rome" were held in each; a town that is named for something else adds none."""
    found = talks("China and the United States have held high-level trade talks in Geneva and London.", "2025-07-09")
    assert [talk.place for talk in found] == ["Geneva", "London"]
    one, = talks("China and the United States have held trade talks in Geneva and a delegation left London.",
                 "2025-07-09")
    assert one.place == "Geneva"


@pytest.mark.parametrize(("text", "status"), [
    ("India and Japan have agreed to restart talks on tariffs.", "scheduled"),
    ("Both sides will engage in a new round of trade talks, India and Japan said.", "scheduled"),
    ("India and Japan have held “frank” consultations on an anti-dumping inquiry.", "held"),
])
def test_what_two_sides_are_bound_to_needs_no_day(text: str, status: str) -> None:
    """A commitment of both, or what both have held, is an event."""
    talk, = talks(text)
    assert (set(talk.participants), talk.status) == ({"IN", "JP"}, status)


def test_what_one_side_is_ready_for_is_none() -> None:
    """A readiness of two sides, or a resolve of one, is no event."""
    assert talks("India and Japan are ready to restart talks on tariffs.") == []
    assert talks("India has agreed to restart its talks on tariffs with importers.") == []


def test_delegations_meet_without_names() -> None:
    """ "A US delegation met Indian trade officials in New Delhi"; a delegation that meets students has none."""
    talk, = talks("A US trade delegation met Indian officials in New Delhi last Friday.", "2025-09-17")
    assert (set(talk.participants), talk.place, talk.date) == ({"US", "IN"}, "New Delhi", "2025-09-12")
    assert talks("A US trade delegation met Indian students in New Delhi last Friday.", "2025-09-17") == []


def test_talks_with_an_official_on_a_day_were_held() -> None:
    """ "Progress in talks with Minister … on Thursday"."""
    talk, = talks("The EU's trade commissioner told of progress in talks with Chinese Commerce Minister Wang Wentao on "
                  "Thursday.", "2024-09-20")
    assert (set(talk.participants), talk.date, talk.status) == ({"EU", "CN"}, "2024-09-19", "held")


def test_what_was_reached_in_a_town_was_talked_over_there() -> None:
    """ "The truce reached in Geneva", "earlier rounds in Geneva and London"; a truce of another kind is none."""
    lead = "China and the United States speak of trade. "
    talk, = talks(lead + "The truce reached in Geneva holds.")
    assert (talk.place, talk.status) == ("Geneva", "held")
    assert [one.place for one in talks(lead + "It follows earlier rounds in Geneva and London.")] == ["Geneva",
                                                                                                      "London"]
    assert talks("The ceasefire reached in Doha was welcomed by Israel and the United States.") == []


def test_a_capital_in_the_name_of_a_meeting_takes_no_part() -> None:
    """ "The Stockholm meeting" isn't one with Sweden."""
    talk, = talks("China and the United States speak of trade. The Stockholm meeting follows trade talks in Geneva.")
    assert set(talk.participants) == {"CN", "US"}


def test_who_tells_of_a_call_took_part() -> None:
    """ "said that following a call with": the one who says so called."""
    found, = talks("Mexican President Claudia Sheinbaum said that following a phone call with President Trump on "
                   "Monday, the tariffs will wait.", "2025-06-18")
    assert (found.participants, found.date, found.kind) == (("MX", "US"), "2025-06-16", "call")


def test_a_negotiator_without_a_known_name_calls() -> None:
    """A side's negotiator and a known official on a day; a town in a person's name is no place."""
    found, = talks("Brazil's top tariff negotiator, Ana Lima, spoke with U.S. Commerce Secretary Howard Lutnick by "
                   "phone on Friday.", "2025-06-16")
    assert (set(found.participants), found.place, found.date) == ({"BR", "US"}, None, "2025-06-13")


def test_a_call_about_something_else_is_none() -> None:
    """Without trade in the sentence a call of officials of other countries is no trade talk."""
    assert talks("Brazil's top polar negotiator, Ana Lima, spoke with Norway's fisheries minister by phone on "
                 "Friday.", "2025-06-16") == []


def test_the_day_beside_the_governments_is_that_of_their_talks() -> None:
    """ "The two governments on Friday held": the day belongs to the talks."""
    found, = talks("The Japanese and U.S. governments on Friday in Oslo held their third round of negotiations on "
                   "tariffs.", "2025-05-24")
    assert (found.place, found.date, found.round) == ("Oslo", "2025-05-23", "third")


def test_the_day_of_an_agreement_to_talk_is_not_that_of_the_talks() -> None:
    """ "agreed on Monday to open talks": they are to come, on a day that nobody told."""
    found, = talks("Norway and Brazil on Monday agreed to open talks on steel tariffs.", "2025-06-18")
    assert (found.status, found.date) == ("scheduled", None)
    later, = talks("Norway and Brazil will hold trade talks in Oslo on Monday.", "2025-06-18")
    assert (later.status, later.date) == ("scheduled", "2025-06-23")
