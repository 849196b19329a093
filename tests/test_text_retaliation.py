"""Answers to measures in text: actor, opponent, status, cause; and the other events."""

from __future__ import annotations

import pytest

from ingest.text.found import OtherEvent, Retaliation
from tests.reading_text import events_of


def answers(text: str, published: str | None = "2019-10-08") -> list[Retaliation]:
    """The retaliations of a text."""
    return events_of(text, published)[3]


def others(text: str) -> list[OtherEvent]:
    """The other events of a text."""
    return events_of(text)[4]


@pytest.mark.parametrize(("text", "status"), [
    ("China will likely retaliate for the US tariffs.", "expected"),
    ("China vowed to retaliate against the United States for the tariffs.", "threatened"),
    ("If the US imposes tariffs, China will hit back.", "threatened"),
    ("China announced countermeasures against US tariffs.", "announced"),
    ("China has taken necessary countermeasures against US tariffs.", "in_force"),
    ("In response to the US tariffs, China imposed duties on American soybeans.", "in_force"),
])
def test_the_words_give_the_status(text: str, status: str) -> None:
    """One answer in all its states."""
    answer, = answers(text)
    assert (answer.actor, answer.against, answer.status) == ("CN", ("US",), status)


def test_the_cause_is_kept_in_the_texts_words() -> None:
    """What it answers stands behind "in response to" or "for"."""
    answer, = answers("Mexico imposed duties on US pork in response to the American tariffs on steel.")
    assert (answer.actor, answer.in_response_to) == ("MX", "the American tariffs on steel")


def test_the_opponent_may_come_from_the_text() -> None:
    """Where the sentence names one side alone, the other is the one that the text is about."""
    answer, = answers("Washington put eight Chinese firms on a blacklist.\n\nA spokesperson for China said its "
                      "government will likely retaliate for the blacklists.")
    assert (answer.actor, answer.against, answer.status) == ("CN", ("US",), "expected")
    assert answer.in_response_to == "the blacklists"


@pytest.mark.parametrize("text", [
    "China sued the United States over the tariffs in response to complaints.",
    "China filed a complaint at the World Trade Organization in response to the US tariffs.",
    "Taiwan would refrain from imposing retaliatory tariffs against the US.",
    "Any country that retaliates against the US will pay more.",
    "A tit-for-tat trade war could hurt China and the United States.",
    "Said the minister in response to a question about the US and China: nothing.",
    "Farmers in the United States suffer from the Chinese boycott and fear countermeasures.",
])
def test_what_is_no_retaliation(text: str) -> None:
    """Lawsuits, complaints, restraint, suppositions and fears found no answer."""
    assert answers(text) == []


def test_other_sides_change_the_answer_so_and_no_more() -> None:
    """Metamorphic: the sides of the text are the sides of the answer, in their order."""
    for who, actor in (("China", "CN"), ("Canada", "CA"), ("Mexico", "MX")):
        for whom, against in (("the United States", "US"), ("Japan", "JP")):
            answer, = answers(f"{who} vowed to retaliate against {whom} for its new tariffs.")
            assert (answer.actor, answer.against, answer.status) == (actor, (against,), "threatened")


@pytest.mark.parametrize(("text", "class_name", "country"), [
    ("China imposed export controls on gallium and germanium on Monday.", "ExportControl", "CN"),
    ("Washington launched a Section 301 investigation into China's shipbuilding "
     "sector.", "Investigation", "US"),
    ("The United States reached a trade deal with Japan on Monday.", "Agreement", "US"),
    ("The Commerce Department granted Huawei a second temporary general licence.", "Relief", "US"),
])
def test_other_measures_have_their_class(text: str, class_name: str, country: str) -> None:
    """Export controls, investigations, agreements and reliefs, by who acts."""
    event, = others(text)
    assert (event.class_name, event.country) == (class_name, country)


@pytest.mark.parametrize("text", [
    "China might impose export controls on gallium.",
    "Washington did not launch an investigation into China's shipbuilding sector.",
    "Both sides hope to reach a trade deal.",
])
def test_what_is_no_other_measure(text: str) -> None:
    """Guesses, denials and hopes found none."""
    assert others(text) == []


def test_an_answer_in_chinese_is_found() -> None:
    """Chinese news: measures of answer that were taken; and none where they are only asked about."""
    answer, = answers("对此，中方已采取必要的反制措施。")
    assert (answer.actor, answer.against, answer.status) == ("CN", ("US",), "in_force")
    assert answers("中方是否会采取反制措施？") == []


@pytest.mark.parametrize(("text", "actor"), [
    ("Turkey doubled its duties on American cars on Wednesday in retaliation for the US metal tariffs.", "TR"),
    ("China imposed export controls on rare earths in response to the American tariffs, and went to court.", "CN"),
    ("In a tit-for-tat move, China put special port fees on American ships.", "CN"),
    ("China answered on May 13 with duties on American goods.", "CN"),
    ("China retaliated on Monday, announcing duties on American chicken.", "CN"),
])
def test_answers_that_were_given(text: str, actor: str) -> None:
    """A past verb before "in retaliation for", or a verb of answering with a measure."""
    answer, = answers(text)
    assert (answer.actor, answer.against, answer.status) == (actor, ("US",), "in_force")


@pytest.mark.parametrize("text", [
    "China's spokesman hit back at the remarks of a US official on tariffs.",
    "Farmers in the United States wonder how China, which buys their beans, will respond with tariffs.",
    "The senator praised the United States for retaliatory tariffs on countries that cheat, not China.",
])
def test_answers_in_words_and_guesses_are_none(text: str) -> None:
    """Words against words, questions, and tariffs on nobody in particular."""
    assert answers(text) == []


def test_countermeasures_to_protect_interests_name_no_cause() -> None:
    """What they are for isn't what they answer."""
    answer, = answers("China will take countermeasures to safeguard its interests against US tariffs.")
    assert answer.in_response_to is None


def test_measures_that_are_weighed_are_expected() -> None:
    """What a government weighs to hit back isn't done; what it did to hit back is."""
    weighed, = answers("A paper listed what Beijing is weighing to hit back at the tariffs of the United States.")
    done, = answers("Beijing hit back at the tariffs of the United States with duties on wheat.")
    assert (weighed.status, done.status) == ("expected", "in_force")


@pytest.mark.parametrize(("text", "actor", "against"), [
    ("India's levy on almonds comes as a response to the American tariffs on Indian steel.", "IN", "US"),
    ("Turkey raised duties on goods of the United States. The step was in retaliation for Washington's duties on "
     "steel.",
     "TR", "US"),
    ("Canada put 10% tariffs on goods from the US as retaliation to the American steel tariffs.", "CA", "US"),
])
def test_an_answer_may_be_told_as_one(text: str, actor: str, against: str) -> None:
    """What "is a response to" a measure is the answer of the one whose measure it isn't."""
    found = answers(text)
    assert [(answer.actor, answer.against) for answer in found] == [(actor, (against,))]


def test_a_response_to_what_is_no_measure_of_trade_is_none() -> None:
    """A raid may be in retaliation for a strike."""
    assert answers("The raid of the Iranian fleet was in retaliation for the American strike.") == []


def test_words_in_response_are_no_answer_and_inquiries_are() -> None:
    """To voice regret answers nothing; to investigate imports does."""
    lead = "The European Union raised tariffs on Chinese cars. "
    assert answers(lead + "In response to these duties, Beijing voiced deep regret.") == []
    answer, = answers(lead + "In response, China is investigating European cheese.")
    assert (answer.actor, answer.against, answer.status) == ("CN", ("EU",), "in_force")


def test_an_answer_from_a_side_is_that_sides() -> None:
    """ "Countermeasures from Ottawa" are Canada's, whoever is the subject; so are "its" in the same sentence."""
    answer, = answers("The US raised its tariffs on aluminum, prompting countermeasures from Ottawa, which warned that "
                      "its countermeasures would hurt.")
    assert (answer.actor, answer.against) == ("CA", ("US",))


@pytest.mark.parametrize(("text", "status"), [
    ("Mexico hinted at retaliation against the United States over the tariffs.", "threatened"),
    ("Mexico promised “resolute measures” against the tariffs of the United States.", "threatened"),
    ("Mexico is waiting to impose retaliatory tariffs on the United States.", "announced"),
    ("Mexico announced that it will retaliate against the United States for the tariffs.", "announced"),
    ("Mexico had responded to the tariffs of the United States with duties on pork.", "in_force"),
    ("Mexico will start imposing retaliatory tariffs on goods of the United States.", "announced"),
])
def test_more_words_give_the_status(text: str, status: str) -> None:
    """Hints and promises threaten, what is set to come is announced."""
    answer, = answers(text)
    assert (answer.actor, answer.against, answer.status) == ("MX", ("US",), status)


def test_who_acts_beside_answers_too() -> None:
    """ "Japan and Mexico retaliated", "as did Norway"; who is told of as the ends of something doesn't."""
    found = answers("Japan and Mexico have retaliated against the United States with tariffs on whiskey.")
    assert {(answer.actor, answer.against) for answer in found} == {("JP", ("US",)), ("MX", ("US",))}
    vowed = answers("Facing tariffs on its exports to the US, Japan vowed countermeasures, as did Norway.")
    assert {answer.actor for answer in vowed} == {"JP", "NO"}
    one = answers("In the dispute between Japan and the United States, Tokyo has retaliated against the US with "
                  "tariffs.")
    assert {answer.actor for answer in one} == {"JP"}


def test_a_condition_threatens_when_it_is_about_a_measure() -> None:
    """ "If A doesn't drop its duties, B will impose"; what else is supposed threatens nothing."""
    answer, = answers("If Brazil does not lift its tariffs by May, Argentina will impose duties on Brazilian trucks.")
    assert (answer.actor, answer.against, answer.status) == ("AR", ("BR",), "threatened")
    assert answers("If Brazil hosts the games, Argentina will raise a flag over its tariff office.") == []


def test_what_is_done_to_counter_a_measure_answers_it() -> None:
    """ "Sanctions on firms to counter US sanctions" answer them; to counter a rumour answers nothing."""
    answer, = answers("China announced sanctions on two firms to counter US sanctions.")
    assert (answer.actor, answer.against, answer.status) == ("CN", ("US",), "announced")
    assert answers("China announced a film to counter US rumours about its tariffs.") == []


def test_who_also_answers_is_aimed_at_the_same() -> None:
    """The opponent of "Mexico's retaliatory duties are also due to start" is that of the answer before."""
    first, second = answers("Canada announced countermeasures against the United States over its tariffs. Mexico's "
                            "retaliatory duties are also set to start in July.")
    assert [(one.actor, one.against, one.status) for one in (first, second)] == [
        ("CA", ("US",), "announced"), ("MX", ("US",), "announced")]


@pytest.mark.parametrize(("text", "actor", "against"), [
    ("In retaliation of the Brazilian tariffs on its steel, Norway imposed duties on coffee.", "NO", "BR"),
    ("Norway now charges Brazilian ships. The move comes as a direct countermeasure to Brazil's port fees on its "
     "fleet.", "NO", "BR"),
])
def test_more_ways_to_tell_of_an_answer(text: str, actor: str, against: str) -> None:
    """ "in retaliation of", and a measure called the countermeasure to another."""
    assert [(found.actor, found.against) for found in answers(text)] == [(actor, (against,))]


def test_who_forms_countermeasures_has_not_answered_yet() -> None:
    """ "is forming countermeasures to" tells of what is to come."""
    found, = answers("Norway is formulating countermeasures to fresh Brazilian tariffs on its fish.")
    assert found.status == "expected"


def test_an_announced_duty_that_answers_is_announced() -> None:
    """ "announced that Norway would raise tariffs" threatens nobody."""
    found, = answers("In response to Brazil's actions, President Donald Trump announced that Washington would raise "
                     "tariffs on Brazilian coffee to 40% starting November 1.")
    assert (found.actor, found.status) == ("US", "announced")
