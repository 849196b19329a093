"""Whose words stand between the marks, who "he" is, and what officials are reported to say."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.statements_of import quoted, statements_of, told

PEOPLE = "Ann Hill, a lawyer in Boston, met the broker Robert Stone on Monday.\n\n"


@pytest.mark.parametrize("sentence", [
    "“The harbor will close in May,” Ann Hill said.",
    "“The harbor will close in May,” said Ann Hill.",
    "“The harbor will close in May,” said Ann Hill, a lawyer who lives in Boston, on Monday.",
    "“The harbor will close in May,” Ann Hill, a lawyer who lives in Boston, said on Monday.",
    "“The harbor will close in May,” according to Ann Hill.",
    "Ann Hill said: “The harbor will close in May.”",
    "Ann Hill told the council, “The harbor will close in May.”",
    "Ann Hill, a lawyer for the Northport Boatmen, wrote: “The harbor will close in May.”",
    "In a letter to the council, Ann Hill warned: “The harbor will close in May.”",
    "Ann Hill tweeted, “The harbor will close in May.”",
    "Ann Hill was blunt about it:\n\n“The harbor will close in May.”",
    "“The harbor will close in May.” — Ann Hill",
])
def test_the_speaker_is_found_before_and_behind_the_words(sentence: str) -> None:
    """Inverted, with an apposition, before a colon, behind a dash, a paragraph earlier."""
    [(speaker, [words])] = quoted(sentence)
    assert speaker == "Ann Hill"
    assert words.startswith("“The harbor will close in May")


def test_a_split_quotation_is_one_statement_of_two_segments() -> None:
    """Only the attribution stands between; the segments aren't glued, and keep their marks."""
    text = "“The harbor,” Ann Hill said, “will close in May.”"
    assert told(text) == [("Ann Hill", "direct", ["“The harbor,”", "“will close in May.”"])]
    text = "“The harbor will close,” Ann Hill said. “Nobody asked us.”\n\n“We will go to court.”"
    assert told(text) == [("Ann Hill", "direct", ["“The harbor will close,”", "“Nobody asked us.”",
                                                  "“We will go to court.”"])]


def test_other_content_between_starts_a_new_statement() -> None:
    """A sentence of the reporter parts two statements of one speaker."""
    text = "“The harbor will close,” Ann Hill said. The boats have left. “Nobody asked us,” she said."
    assert quoted(text) == [("Ann Hill", ["“The harbor will close,”"]), ("Ann Hill", ["“Nobody asked us,”"])]


def test_a_fragment_of_three_words_is_a_mixed_statement() -> None:
    """Fewer words are scare quotes; the fragments of one sentence are one statement."""
    text = "Ann Hill said the plan “makes no sense” and “helps nobody at all” in the town."
    assert told(text) == [("Ann Hill", "mixed", ["“makes no sense”", "“helps nobody at all”"])]
    assert quoted("Ann Hill said the “big plan” was late.") == []


def test_titles_and_scare_quotes_are_no_statements() -> None:
    """Capitalised throughout, or put between marks by nobody."""
    assert quoted("Ann Hill said she had read “The Sea and the Wall” twice.") == []
    assert quoted("The so-called “three step plan” failed.") == []


def test_a_quotation_that_nobody_named_says_is_no_statement() -> None:
    """Sources without a name are nobody; an official of a country is somebody unnamed."""
    assert quoted("“The harbor will close in May,” a source said.") == []
    assert quoted("“The harbor will close in May,” residents said.") == []


def test_he_and_she_are_the_last_fitting_person() -> None:
    """By the gender of first names; the last speaker before others."""
    assert quoted(PEOPLE + "“The harbor will close,” she said.")[0][0] == "Ann Hill"
    assert quoted(PEOPLE + "“The harbor will close,” he said.")[0][0] == "Robert Stone"
    assert quoted(PEOPLE + "Stone left. “The harbor will close,” he said. “It must not stay,” he added.") == [
        ("Robert Stone", ["“The harbor will close,”", "“It must not stay,”"])]


def test_a_pronoun_without_anybody_stays_unresolved() -> None:
    """No person of the text, no speaker."""
    assert quoted("The rain fell. “The harbor will close in May,” he said.") == []


def test_a_title_gives_the_gender_and_a_surname_its_bearer() -> None:
    """Mr. and Mrs. of one surname are two persons."""
    text = ("Robert Stone met his wife Ann Stone.\n\n"
            "“We leave in May,” Mrs. Stone said. “I stay here too,” Mr. Stone said.")
    assert [speaker for speaker, _ in quoted(text)] == ["Ann Stone", "Robert Stone"]


def test_the_company_and_it_are_the_last_organization() -> None:
    """A collective noun means an organization of the text, never a person."""
    text = "Northport Ferries Inc. hired Ann Hill.\n\n“We sail in every weather,” the company said."
    assert quoted(text)[0][0] == "Northport Ferries Inc."


def test_the_words_beside_a_name_give_role_and_organization() -> None:
    """An apposition with its organization; nothing where the text is silent."""
    said = statements_of("“We sail in May,” said Ann Hill, a spokeswoman for Northport Ferries. It rained.")[0]
    assert (said.role, said.organization) == ("spokeswoman", "Northport Ferries")
    said = statements_of("“We sail in May,” said Ann Hill.")[0]
    assert (said.role, said.organization, said.country) == (None, None, None)


def test_an_unnamed_spokesperson_is_never_a_named_one() -> None:
    """A Chinese spokesperson stays unnamed beside Geng Shuang, who has a statement of his own."""
    text = ("A Chinese spokesperson said the government would answer the listing.\n\n"
            "China's Foreign Ministry spokesman Geng Shuang said that the listing was groundless.")
    unnamed, named = statements_of(text)
    assert (unnamed.speaker, unnamed.speaker_name, unnamed.role, unnamed.country) == (
        None, "unnamed Chinese spokesperson", "spokesperson", "CN")
    assert named.speaker is not None
    assert (named.speaker.name, named.role, named.country) == ("Geng Shuang", "spokesman", "CN")


def test_an_office_is_resolved_by_the_day_of_the_text() -> None:
    """The Commerce Secretary of October 2019 is Wilbur Ross; without a holder on the day nobody is named."""
    text = "The Commerce Secretary said that 28 organizations were put on the Entity List."
    [said] = statements_of(text, "2019-10-08")
    assert said.speaker is not None
    assert (said.speaker.name, said.speaker.how, said.mode) == ("Wilbur Ross", "office", "indirect")
    assert all(s.speaker is None or s.speaker.name != "Wilbur Ross" for s in statements_of(text, "1995-10-08"))


def test_indirect_statements_are_those_of_officials_only() -> None:
    """Ministries, governments and officials; no managers, no papers, no "according to"."""
    assert [s.speaker_name for s in statements_of("China has said that the charges are baseless.")] == [
        "Government of the People's Republic of China"]
    assert statements_of("Ann Hill, an economist, said that the charges are baseless.") == []
    assert statements_of("According to the Commerce Department, the list grew by 28 names.") == []


def test_a_sentence_that_leads_to_a_quotation_is_no_statement_of_its_own() -> None:
    """The quotation is; what it was led in by says nothing more."""
    text = "The Commerce Department said in a notice:\n\n“The list grows by 28 names.”"
    assert [(s.mode, s.medium) for s in statements_of(text)] == [("direct", None)]


def test_answers_of_a_transcript_are_statements_and_questions_are_not() -> None:
    """Labelled turns: the span starts behind the label; what is quoted inside stays inside."""
    text = ("Reporter: Will the harbor close?\n\nAnn Hill: It will “close at once” in May. We have no choice.\n\n"
            "Reporter: Why is that?\n\nAnn Hill: The walls are old.\n\nThey will fall.")
    assert told(text) == [("Ann Hill", "direct", ["It will “close at once” in May. We have no choice."]),
                          ("Ann Hill", "direct", ["The walls are old."])]


def test_labels_that_are_no_speakers_make_no_transcript() -> None:
    """A note and a source line are not turns."""
    assert quoted("Note: The harbor closed.\n\nSource: Northport Gazette") == []


def test_a_chinese_answer_is_the_spokespersons() -> None:
    """The heading names the ministry; the words behind 答 are its spokesperson's."""
    text = "商务部新闻发言人就有关问题答记者问\n\n有记者问：请问有什么考虑？\n\n答：中方决定暂停有关措施。"
    [said] = statements_of(text)
    assert said.speaker is not None
    assert (said.speaker.name, said.role) == ("Ministry of Commerce of the People's Republic of China", "spokesperson")
    assert [text[a:b] for a, b in said.segments] == ["中方决定暂停有关措施。"]


def test_other_names_change_the_speakers_and_nothing_else() -> None:
    """The same text about others gives the same statements by them."""
    text = PEOPLE + "“The harbor will close,” Hill said. “Nobody asked us,” he told her.\n\n“We will see,” said Stone."
    other = text.replace("Ann Hill", "Mary Brook").replace("Hill", "Brook").replace("Robert Stone", "Peter Wood") \
        .replace("Stone", "Wood")
    renamed = {"Ann Hill": "Mary Brook", "Robert Stone": "Peter Wood"}
    assert quoted(other) == [(renamed[speaker], words) for speaker, words in quoted(text)]


def test_another_order_of_paragraphs_changes_only_the_order() -> None:
    """Statements that name their speaker don't hang on what stands around them."""
    parts = ["“The harbor will close,” said Ann Hill.", "“Nobody asked the town,” said Robert Stone.",
             "Mary Brook said the plan “makes no sense at all” to her."]
    assert sorted(quoted("\n\n".join(parts))) == sorted(quoted("\n\n".join(reversed(parts))))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(["“", "”", '"', "‘", "’", "Ann Hill", "said", "he", ",", ".", "?", "the harbor", "\n\n",
                                 ":", "—", "According to", "Mr.", "China", "that", "「", "」"]), max_size=30))
def test_nothing_in_a_text_makes_the_rules_fail(parts: list[str]) -> None:
    """Whatever stands in it, segments lie in the text, in order, and no statement is without a name."""
    text = " ".join(parts) or "x"
    for said in statements_of(text):
        assert said.speaker_name
        assert all(0 <= a < b <= len(text) for a, b in said.segments)
        assert list(said.segments) == sorted(said.segments)


def test_a_second_verb_with_its_own_subject_has_its_own_quotation() -> None:
    """ "Hill described it as “…”, while Stone blasted it as “…”": two speakers."""
    text = PEOPLE + ("Ann Hill described the rule as “the biggest step in decades,” while Robert Stone blasted it as "
                     "“a war on every harbor.”")
    assert quoted(text) == [("Ann Hill", ["“the biggest step in decades,”"]),
                            ("Robert Stone", ["“a war on every harbor.”"])]


def test_any_verb_before_a_person_behind_a_quotation_gives_the_speaker() -> None:
    """ "…," shrugged Stone; but not what a person does in a sentence of its own."""
    assert quoted(PEOPLE + "“It is what it is,” shrugged Robert Stone.")[0][0] == "Robert Stone"
    assert not quoted("“It is what it is.” Rain fell on Robert Stone.")


def test_a_term_of_law_is_no_statement() -> None:
    """Quotation marks around a defined term quote nobody; around a judgement they do."""
    law = PEOPLE + "Ann Hill said boats are admitted as “vessels of the state” as defined in section 4."
    assert not quoted(law)
    assert quoted(PEOPLE + "Ann Hill said boats are treated as “toys of the rich” in the harbor.")


def test_the_firm_is_no_ministry() -> None:
    """ "The firm" means the company that was named, never the department."""
    text = "The Commerce Department put Huawei on its list on Monday. The firm said that it would appeal."
    assert "United States Department of Commerce" not in [s.speaker_name for s in statements_of(text)]


@pytest.mark.parametrize("sentence", ["Marco Rubio pointed out that trade with Norland needs care.",
                                      "Marco Rubio emphasized the importance of open channels with Norland.",
                                      "The NDRC elaborated that it would help the private sector."])
def test_positions_are_reported_by_more_verbs(sentence: str) -> None:
    """Pointing out, stressing the importance of something and elaborating report an official's position."""
    said, = statements_of(sentence, "2025-07-09")
    assert said.mode == "indirect"


def test_who_points_at_something_says_nothing() -> None:
    """ "Pointed to the map" reports nothing."""
    assert not statements_of("Marco Rubio pointed to the map that hung in the hall.", "2025-07-09")


@pytest.mark.parametrize(("sentence", "found"), [
    ("President Biden raised concerns about the duties on nickel.", True),
    ("President Biden expressed his strong opposition to the duties.", True),
    ("President Biden called for restraint in the dispute over nickel.", True),
    ("President Biden reaffirmed the commitment of the United States to free trade.", True),
    ("President Biden raised the flag over the harbour.", False),
    ("President Biden called off the talks on Friday.", False),
    ("President Biden called the minister of trade at noon.", False),
    ("President Biden held a press conference and responded to questions on a claim that duties rose.", False),
])
def test_a_position_may_be_the_object_of_its_verb(sentence: str, found: bool) -> None:
    """Concerns that are raised are a position; a flag, a phone call and answers to questions aren't."""
    assert bool([s for s in statements_of(sentence, "2023-11-15") if s.mode == "indirect"]) == found
