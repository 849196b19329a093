"""Whom the words of a text name as a speaker: surnames, headlines, handles, papers that quote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.text.headlines import full_names, headline_spans
from tests.statements_of import quoted, reading_of


def speakers_under(heading: str, text: str) -> list[str]:
    """Who speaks in a text with this heading."""
    pytest.importorskip("spacy")
    from ingest.text import gazetteer, language, statements

    reading = replace(reading_of(text), heading=heading)
    doc, names = language.parse(reading), gazetteer.load()
    return [s.speaker_name for s in statements.find(reading, doc, names.mentions(doc, reading), names) if s.segments]


def test_a_name_ends_before_the_other_capitals_of_a_headline() -> None:
    """A headline's verb is no surname: "she" is Ann Hill."""
    text = "Ann Hill Goes After George Stone Over Duties On Nickel\n\nHill was loud. “It is a bad plan,” she said."
    assert [speaker for speaker, _ in quoted(text)] == ["Ann Hill"]


def test_a_sentence_with_names_is_no_headline() -> None:
    """Capitals throughout make a headline, not a few names, nor capital letters alone."""
    assert not list(headline_spans("Ann Hill met George Stone and several other people in Ohio on Friday."))
    assert not list(headline_spans("ANN HILL GOES AFTER GEORGE STONE OVER DUTIES"))
    assert list(headline_spans("Ann Hill Goes After George Stone Over Duties"))


def test_a_heading_gives_the_full_name_of_a_surname_in_the_text() -> None:
    """The text itself says "Hill" alone."""
    assert speakers_under("Sen. Ann Hill Goes After Stone", "“It is a bad plan,” Hill said.") == ["Ann Hill"]
    assert speakers_under("Nickel Is Dear This Year", "“It is a bad plan,” Hill said.") == ["Hill"]


def test_a_surname_that_two_people_of_a_heading_share_names_neither() -> None:
    """It can't be told which Hill speaks."""
    assert full_names("Ann Hill and George Hill Meet") == {}
    assert full_names("Senator Ann Hill Meets George Stone") == {"Hill": "Ann Hill", "Stone": "George Stone"}


def test_a_surname_is_its_bearer_although_the_full_name_comes_later() -> None:
    """Moon speaks, so that the Kelly Moon of the next paragraph is a person and the same."""
    text = "“It is a bad plan,” said Moon, the manager.\n\nKelly Moon works for George Stone."
    assert [speaker for speaker, _ in quoted(text)] == ["Kelly Moon"]
    assert [speaker for speaker, _ in quoted(text.replace("Kelly Moon", "Kelly Park"))] == ["Moon"]


def test_a_nationality_behind_a_first_name_is_a_surname() -> None:
    """David French is no government; the French government is one."""
    assert [s for s, _ in quoted("“Families will pay,” said the union’s David French.")] == ["David French"]
    assert [s for s, _ in quoted("“Families will pay,” said the French government.")] \
        == ["Government of France"]


@pytest.mark.parametrize("text", [
    "“The report is false throughout,” the Daily Star quoted Rita Lane as saying.",
    "The report is “false from start to finish,” in the words of Rita Lane.",
    "Rita Lane, a spokeswoman for Ann Hill, didn’t mince words: “The report is false throughout.”",
])
def test_whose_words_they_are_decides(text: str) -> None:
    """Neither the paper that quotes, nor somebody whom the sentence only mentions, has said them."""
    assert [speaker for speaker, _ in quoted(text)] == ["Rita Lane"]


def test_a_paper_that_quotes_nobody_speaks_itself() -> None:
    """Without "as saying" the paper's own verb counts."""
    assert [s for s, _ in quoted("“The report is false throughout,” Xinhua said of Rita Lane.")] != ["Rita Lane"]


def test_an_attribution_behind_a_full_stop_belongs_to_the_quotation_before() -> None:
    """"…." Hill added. is one sentence, and what follows goes on with it."""
    text = "Ann Hill spoke. “It is a bad plan.” Hill added. “Nobody in Ohio will vote for it.”"
    assert quoted(text) == [("Ann Hill", ["“It is a bad plan.”", "“Nobody in Ohio will vote for it.”"])]


def test_a_sentence_of_its_own_behind_a_full_stop_is_not_the_attribution() -> None:
    """"Hill added a duty." tells of a deed."""
    text = "George Stone was blunt. “It is a bad plan.” Ann Hill said no word about it."
    assert quoted(text) == [("George Stone", ["“It is a bad plan.”"])]


@pytest.mark.parametrize(("handle", "who"), [("@AnnHillOhio", "Ann Hill"), ("@realDonaldTrump", "Donald Trump"),
                                             ("@OhioNickel", "OhioNickel")])
def test_a_handle_is_the_person_whose_name_stands_in_it(handle: str, who: str) -> None:
    """A handle without a full name stays what it is."""
    text = f"Senator Ann Hill met the press. {handle} said: “It is a bad plan, and I will not vote for it.”"
    assert [speaker for speaker, _ in quoted(text)] == [who]


def test_a_first_name_that_is_a_verb_too_opens_a_label() -> None:
    """"Will" is a name where a label ends behind the next word."""
    assert [s for s, _ in quoted("- Will Walker (President): “We make forgings in Ohio.”")] == ["Will Walker"]
    assert quoted("Will Walker vote for it? “We make enough of them in Ohio.”") == []


@pytest.mark.parametrize("text", [
    "Lane’s “basket of rotten apples” comment drew criticism.",
    "“Because it is right,” was her answer.",
    "She used the phrase “because it is right” four times.",
    "She promised to “Make Ohio Great Again” at every stop.",
    "“Wrong, wrong, wrong,” she interrupted.",
])
def test_fragments_are_found_by_what_they_are_called(text: str) -> None:
    """A remark, an answer, a phrase, a slogan that is promised."""
    assert [speaker for speaker, _ in quoted("Rita Lane spoke in Ohio.\n\n" + text)] == ["Rita Lane"]


@pytest.mark.parametrize("text", [
    "Lane’s “basket of rotten apples” stood in the kitchen.",
    "Lane read “Make Ohio Great Again” by George Stone.",
    "“Because it is right,” was on the wall.",
])
def test_other_fragments_are_nobodys(text: str) -> None:
    """A thing, a book, a wall."""
    assert quoted("Rita Lane spoke in Ohio.\n\n" + text) == []


@pytest.mark.parametrize("text", [
    "Echoing Stone, Rita Lane, another senator from Ohio, noted that it was a war “that nobody will ever win.”",
    "The war was far from over, with Rita Lane depicting it as “a war that nobody will ever win.”",
])
def test_the_person_with_an_apposition_speaks(text: str) -> None:
    """Not the one whom the sentence names before."""
    assert [speaker for speaker, _ in quoted("George Stone and Rita Lane are senators.\n\n" + text)] == ["Rita Lane"]
