"""Listings in text: who, which list, whom, counts, dates; and what is no listing."""

from __future__ import annotations

import pytest

from ingest.text import counts
from ingest.text.found import Blacklisting
from tests.reading_text import events_of


def listed(text: str, published: str | None = "2019-10-08") -> list[Blacklisting]:
    """The blacklistings of a text."""
    return events_of(text, published)[0]


def names(event: Blacklisting) -> list[str]:
    """The mentions of an event's targets."""
    return [target.text for target in event.targets]


def test_said_it_is_adding_tells_agency_list_targets_count_and_day() -> None:
    """The agency in front of "said it is adding", the firm and the count behind it, the day by the tense."""
    event, = listed("The US Commerce Department said on Monday it is adding Huawei and 46 affiliates to its "
                    "Entity List.")
    assert (event.action, event.country, event.list_name, event.date) == ("add", "US", "Entity List", "2019-10-07")
    assert event.agency is not None
    assert event.agency.name == "United States Department of Commerce"
    assert names(event) == ["Huawei"]
    assert [(count.count, count.of) for count in event.claimed_counts] == [(46, "affiliates")]


def test_later_sentences_add_to_the_decision() -> None:
    """One decision told three times is one event with the names, counts and reason of all."""
    text = ("Thirty-three Chinese organizations have been added to a US blacklist over forced labour.\n\nThe "
            "Commerce Department put the 33 organizations on its Entity List.\n\nThe nine companies barred "
            "from buying American parts include Hikvision, SenseTime and Megvii.")
    event, = listed(text)
    assert event.list_name == "Entity List"
    assert names(event) == ["Hikvision", "SenseTime", "Megvii"]
    assert {count.count for count in event.claimed_counts} == {33, 9}
    assert event.reason == "forced labour"
    assert event.effect == "barred from buying American parts"


def test_one_sentence_can_tell_of_two_lists() -> None:
    """An addition to one list and a removal from another are two events, each with its own count."""
    text = ("The Commerce Department on Thursday put YMTC on its entity list and removed 25 firms from its "
            "Unverified List.")
    added, removed = listed(text, "2022-12-16")
    assert (added.action, added.list_name, names(added)) == ("add", "Entity List", ["YMTC"])
    assert (removed.action, removed.list_name, removed.claimed_counts[0].count) == ("remove", "Unverified "
                                                                                              "List", 25)
    assert not added.claimed_counts
    assert added.date == removed.date == "2022-12-15"


def test_an_earlier_listing_stays_apart() -> None:
    """Another firm's listing of another month is an event of its own, without a day."""
    text = ("On Friday the Commerce Department added five firms to the Entity List, among them Sugon and "
            "Higon. Huawei was placed on the Entity List in May.")
    new, old = listed(text, "2019-06-25")
    assert (new.date, names(new)) == ("2019-06-21", ["Sugon", "Higon"])
    assert (old.date, names(old)) == (None, ["Huawei"])


def test_the_pronoun_of_its_addition_is_the_firm() -> None:
    """A noun of listing takes the firm that "its" stands for; the licence itself changes no list."""
    event, = listed("Last week Washington gave ZTE another licence following its addition to the US Entity "
                    "List.")
    assert (names(event), event.date) == (["ZTE"], None)


def test_a_rule_takes_effect_with_its_publication() -> None:
    """In a rule of the gazette the date is that of publication, not of the invasion that it answers."""
    text = ("In answer to the attack of February 24, 2022, the Commerce Department is amending the Export "
            "Administration Regulations by adding 54 entities under 55 entries to the Entity List. This rule "
            "also removes two entities from the Unverified List.")
    added, removed = listed(text, "2022-06-06")
    assert (added.date, [count.count for count in added.claimed_counts]) == ("2022-06-06", [54])
    assert (removed.action, removed.claimed_counts[0].count) == ("remove", 2)


def test_china_lists_with_its_own_lists() -> None:
    """The list's name tells the country, "over" the reason."""
    event, = listed("China put Lockheed Martin on its unreliable entity list on Thursday over arms sales to "
                    "Taiwan.",
                    "2023-02-16")
    assert (event.country, event.list_name, event.date) == ("CN", "Unreliable Entity List", "2023-02-16")
    assert event.reason == "arms sales to Taiwan"


def test_a_suspension_is_not_a_removal() -> None:
    """Paused measures of a list are a suspension, with the claimed count."""
    event, = listed("China will suspend its unreliable entity list measures against 17 US entities for 90 "
                    "days.")
    assert (event.action, event.status, event.claimed_counts[0].count) == ("suspend", "announced", 17)


@pytest.mark.parametrize("text", [
    "Lawmakers urged the Commerce Department to add SenseTime to the Entity List.",
    "The Commerce Department may add SenseTime to the Entity List, analysts said.",
    "Washington has no plans to add SenseTime to the Entity List.",
    "Microsoft was granted a licence to sell software to Huawei, which is on the Entity List.",
    "Did the Commerce Department add SenseTime to the Entity List?",
    "Applications for exemption from the Entity List ban have passed 130.",
    "The firm added 28 engineers and included Hikvision cameras in its stores.",
])
def test_what_is_no_listing(text: str) -> None:
    """Calls, guesses, denials, licences, questions and other uses of the verbs found no event."""
    assert listed(text) == []


def test_other_names_counts_and_days_change_the_event_so_and_no_more() -> None:
    """Metamorphic: each replaced argument of a text replaces that argument of its event."""
    pattern = "The {who} said on {day} it had put {whom} and {number} other companies on its {which}."
    for who, country, which, name in (("US Commerce Department", "US", "Entity List", "Entity List"),
                                      ("Chinese Ministry of Commerce", "CN", "unreliable entity list",
                                       "Unreliable Entity List")):
        for day, date in (("Monday", "2019-10-07"), ("Friday", "2019-10-04")):
            for whom, number in (("Huawei", 12), ("Hikvision", 31)):
                event, = listed(pattern.format(who=who, day=day, whom=whom, number=number, which=which))
                assert (event.country, event.list_name, event.date) == (country, name, date)
                assert names(event) == [whom]
                assert [count.count for count in event.claimed_counts] == [number]


def test_the_order_of_sentences_does_not_change_the_events() -> None:
    """Metamorphic: unrelated sentences may stand in any order around the telling one."""
    told = "The Commerce Department added Hikvision to the Entity List on Monday."
    other = ["Shares fell in Shanghai.", "The weather was fine."]
    events = {tuple((e.action, e.list_name, e.date, tuple(names(e))) for e in listed("\n\n".join(order)))
              for order in ([told, *other], [other[0], told, other[1]], [*other, told])}
    assert events == {(("add", "Entity List", "2019-10-07", ("Hikvision",)),)}


def test_a_listing_in_chinese_is_found() -> None:
    """Chinese news: who is put on which list; what might follow makes no second event."""
    event, = listed("美国商务部周三宣布将华为列入实体清单。", "2019-05-16")
    assert (event.country, event.list_name, names(event)) == ("US", "Entity List", ["华为"])
    assert listed("如果美国将华为列入实体清单，中方将如何回应？", "2019-05-16") == []


@pytest.mark.parametrize(("words", "number"), [
    ("twenty-eight", 28), ("1,300", 1300), ("one hundred and five", 105), ("two thousand", 2000), ("seven", 7)])
def test_number_words_are_read(words: str, number: int) -> None:
    """Digits and words give the number."""
    assert counts.number_of(words) == number


def test_words_that_are_no_number_have_none() -> None:
    """Anything else has none."""
    assert counts.number_of("several") is None


def test_counts_take_the_group_and_not_the_entries() -> None:
    """Entries, sums and shares are no counted groups."""
    text = "adding 49 entities under 52 entries, worth $30 billion, of which eight are companies and 3 percent banks"
    assert [(count.count, count.of) for count in counts.find(text, 0, len(text))] == [(49, "entities")]


@pytest.mark.parametrize(("following", "named", "number"), [
    ("Eight of them are companies, among them Hikvision, Dahua Technology and SenseTime.",
     ["Hikvision", "Dahua Technology", "SenseTime"], 8),
    ("Fourteen of these are Chinese firms that it links to abuses, such as Leon Technology and Yitu.",
     ["Leon Technology", "Yitu"], 14),
    ("They are General Dynamics Land Systems and Shield AI.", ["General Dynamics Land Systems", "Shield AI"], 34),
    ("Among those are CloudMinds and NetPosa.", ["CloudMinds", "NetPosa"], 34),
])
def test_names_told_in_the_next_sentence_are_targets(following: str, named: list[str], number: int) -> None:
    """Whoever it calls a part of those that were listed, with the number that it gives."""
    event, = listed(f"The Commerce Department put 34 bodies on the Entity List on Friday. {following}")
    assert names(event) == named
    assert number in {count.count for count in event.claimed_counts}


def test_the_companies_are_those_of_the_decision() -> None:
    """Definite words go on with what was told, though they give other names and no day."""
    event, = listed("The Commerce Department added 28 entities to the Entity List on Monday. Among those "
                    "placed on the list are Hikvision and Dahua Technology. The six remaining firms added to the "
                    "blacklist are Megvii and Yitu.")
    assert names(event) == ["Hikvision", "Dahua Technology", "Megvii", "Yitu"]
    assert event.date == "2019-10-07"


def test_firms_land_on_a_list() -> None:
    """An intransitive verb, and the agency as the list's owner."""
    event, = listed("Two makers of supercomputers, Sugon and Phytium, landed on the Commerce Department's blacklist on "
                    "Monday.")
    assert names(event) == ["Sugon", "Phytium"]
    assert event.agency is not None
    assert event.agency.node == "agency:us-doc"


def test_what_being_listed_means_is_no_listing() -> None:
    """A gerund without anybody tells of no act."""
    assert listed("Being added to the Entity List keeps firms from buying American parts.") == []


def test_towns_of_listed_bodies_are_no_targets() -> None:
    """"The Centers of Jinan, Wuxi and Zhengzhou" are centers."""
    event, = listed("The Commerce Department added seven entities to the Entity List on Monday. The entities are "
                    "Sunway Microelectronics and the National Supercomputing Centers of Jinan, Wuxi and Zhengzhou.")
    assert names(event) == ["Sunway Microelectronics", "National Supercomputing Centers"]


def test_a_number_behind_and_starts_a_count_of_its_own() -> None:
    """Twenty bureaus and eight firms are not twenty."""
    text = "20 Chinese public security bureaus and eight technology companies"
    assert [(found.count, found.of) for found in counts.find(text, 0, len(text))] == [
        (20, "Chinese public security bureaus"), (8, "technology companies")]


def test_a_second_list_behind_and_is_a_decision_of_its_own() -> None:
    """ "Added 9 firms to a control list … and another four to its “unreliable entities” list"."""
    control, unreliable = listed("Beijing added 9 Dutch firms to a control list that bars exports of dual-use goods "
                                 "and another four to its \"unreliable entities\" list.")
    assert (control.list_name, [count.count for count in control.claimed_counts]) == ("Export Control List", [9])
    assert (unreliable.list_name, [(count.count, count.of) for count in unreliable.claimed_counts]) == (
        "Unreliable Entity List", [(4, "firms")])


def test_a_control_list_of_something_else_is_none() -> None:
    """Only a list that is told to bar exports is one."""
    assert listed("Beijing added 9 Dutch terms to a control list that helps its editors.") == []


def test_the_sort_of_firms_is_no_name() -> None:
    """ "Several AI firms" names nobody; names behind semicolons and with numbers stay whole."""
    event, = listed("China added 6 US companies, including Norden Systems and several AI firms, to its unreliable "
                    "entity list.")
    assert names(event) == ["Norden Systems"]
    event, = listed("The Commerce Department added three bodies to the Entity List, including Zhonghe Electric Group "
                    "43 Research Institute; Taiyuan Laboratory 12 Works and Qinghe Lasers.")
    assert names(event) == ["Zhonghe Electric Group 43 Research Institute", "Taiyuan Laboratory 12 Works",
                            "Qinghe Lasers"]


def test_another_month_is_another_decision() -> None:
    """What was done "in March 2023" isn't what was done on a day of another month; the same month may be."""
    text = ("China's commerce ministry added Norden Systems to its unreliable entity list on Tuesday. In {}, China "
            "blacklisted three US firms.")
    assert [len(listed(text.format(when))) for when in ("March 2023", "October 2019")] == [2, 1]


def test_who_is_cited_and_whose_firm_it_is_lists_nobody() -> None:
    """ "Per a paper, US firm A has been blacklisted": neither the paper nor the United States."""
    event, = listed("China added two firms to its unreliable entity list. Per Handelsblatt, US firm Norden Systems – "
                    "which makes radars – has been blacklisted.")
    assert (event.country, names(event)) == ("CN", ["Norden Systems"])


def test_whose_spokesperson_tells_of_sanctions_is_not_their_target() -> None:
    """An agency behind the clause isn't sanctioned."""
    found = listed("Asked why the US imposed sanctions on these firms, a MOFCOM spokesperson spoke of security.")
    assert all("MOFCOM" not in names(event) for event in found)


def test_when_a_gazette_prints_it_is_not_when_it_was_done() -> None:
    """A document "to be published on" a day; a listing told on a day has it."""
    event, = listed("The Commerce Department added two firms to the Entity List, it said on Monday, in a document "
                    "scheduled to be published in the gazette on October 9.")
    assert event.date == "2019-10-07"


def test_countermeasures_against_counted_firms_are_listings() -> None:
    """ "Countermeasures against 20 firms" list them; against tariffs they don't, nor does a law enabling them."""
    event, = listed("Beijing took harsh countermeasures against 20 US firms and 10 executives.")
    assert (event.country, [count.count for count in event.claimed_counts]) == ("CN", [20, 10])
    assert listed("China announced countermeasures against US tariffs.") == []
    assert listed("The law enables China to take countermeasures against 20 US firms.") == []


def test_it_is_imposing_sanctions_on_named_firms() -> None:
    """Whom the sanctions are on stands behind the verb."""
    event, = listed("Beijing's foreign ministry said on Monday it is imposing sanctions on a pair of firms – Norden "
                    "Systems and Borealis Aerospace – that sold radars.")
    assert (event.country, names(event)) == ("CN", ["Norden Systems", "Borealis Aerospace"])


def test_those_that_have_been_added_include_names() -> None:
    """ "The firms that have been added to the list, including A"; "another notable name was B"."""
    event, = listed("The Commerce Department added 22 firms to the Entity List on Monday. The 9 laser firms that were "
                    "added to the list, including Norden Systems and CETC, meet a harsher rule. Another notable name "
                    "was Qinghe Lasers, a start-up.")
    assert names(event) == ["Norden Systems", "CETC", "Qinghe Lasers"]
