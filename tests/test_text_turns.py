"""The turns of transcripts: where a question or an answer begins, in a paragraph of its own or inside one."""

from __future__ import annotations

import pytest

from tests.statements_of import statements_of

HEAD = "Chinese Foreign Ministry Spokesperson Lin Jian answered questions of the press on Thursday.\n\n"
OVAL = "President Trump answered questions of the press on Thursday.\n\n"


def answers(text: str) -> list[tuple[str, str]]:
    """Speaker and first words of each statement."""
    return [(s.speaker_name, text[slice(*s.segments[0])][:24]) for s in statements_of(text, "2025-06-05") if s.segments]


def test_an_answer_to_your_first_question_is_no_question() -> None:
    """Who speaks of "your first question" answers; who has "a second question" asks."""
    text = HEAD + ("Reuters: Is there a date for the talks? My second question is on nickel.\n\n"
                   "Lin Jian: On your first question, there is no date that I could give.\n\n"
                   "Reuters: I have one question on the canal.\n\nLin Jian: Please ask the ministry of transport.")
    assert answers(text) == [("Lin Jian", "On your first question, "), ("Lin Jian", "Please ask the ministry ")]


def test_a_label_inside_a_labelled_paragraph_begins_a_turn() -> None:
    """Question and answer may stand in one paragraph."""
    text = HEAD + ("Reporter: Norland raised its duties on nickel. What is your comment? Lin Jian: We have stated our "
                   "view of it.\n\nReuters: Will there be talks?\n\nLin Jian: There will be talks in May.")
    assert answers(text) == [("Lin Jian", "We have stated our view "), ("Lin Jian", "There will be talks in M")]


def test_a_reporter_who_asked_is_no_speaker() -> None:
    """Words in front of "a reporter asked:" don't make the question a report of what a government stated."""
    text = HEAD + ("Reuters: Will there be talks?\n\nLin Jian: There will be.\n\nAfter the meeting, a reporter asked: "
                   "On May 2, the United Kingdom stated that it would vote. What is your comment?\n\nLin Jian: None.")
    assert [(s.speaker_name, s.mode) for s in statements_of(text, "2025-06-05")] == [("Lin Jian", "direct")] * 2


def test_a_colon_inside_of_an_answer_begins_no_turn() -> None:
    """What merely has a colon behind it in an answer is no label: only a person's is."""
    text = HEAD + ("Reuters: Will there be talks?\n\nLin Jian: There are three points. First Point: we want peace. The "
                   "Second Point: we want trade.\n\nReuters: When?\n\nLin Jian: In May.")
    assert [speaker for speaker, _ in answers(text)] == ["Lin Jian", "Lin Jian"]


@pytest.mark.parametrize("asked", ["Q Mr. President, will the duties fall?", "Q — with Norland, Mr. President?",
                                   "The press: Will the duties fall?"])
def test_the_questions_of_a_transcript_end_the_answer_before(asked: str) -> None:
    """A bare Q begins a question, which belongs to no answer."""
    text = OVAL + f"THE PRESIDENT: We spoke of nickel.\n\n{asked}\n\nTHE PRESIDENT: They will not fall.\n\n" \
                  "Q And steel?\n\nTHE PRESIDENT: Nor will those on steel."
    assert answers(text) == [("Donald Trump", "We spoke of nickel."), ("Donald Trump", "They will not fall."),
                             ("Donald Trump", "Nor will those on steel.")]


def test_a_label_with_a_time_behind_spaces_is_a_label() -> None:
    """Transcripts put the minute behind the name, with any number of spaces."""
    text = OVAL + ("Speaker 3 (10:02): Will the duties fall?\n\nKaroline Leavitt\u00a0 (10:09): They will rise. As a "
                   "senator said, \"We have waited long enough for it.\"\n\nSpeaker 3 (10:15): When?\n\n"
                   "Karoline Leavitt (10:17): Tonight.")
    assert answers(text) == [("Karoline Leavitt", "They will rise. As a sen"), ("Karoline Leavitt", "Tonight.")]


ASKED = "Reuters: Will there be talks on nickel?\n\nKaroline Leavitt: There will be, and we look forward to them."
AGAIN = "\n\nReuters: When?\n\nKaroline Leavitt: In May."


def first_answer(between: str) -> str:
    """The first answer of a briefing in which these words stand between two turns."""
    text = OVAL + ASKED + between + AGAIN
    return next(text[slice(*s.segments[0])] for s in statements_of(text, "2025-06-05") if s.segments)


def test_an_answer_goes_on_over_a_paragraph_that_names_somebody_while_i_or_we_follow() -> None:
    """Who tells of others and then says "we" is still speaking."""
    more = "\n\nMarco Rubio has a plan for that, and it is a good one.\n\nWe stand by it, and we will see it through."
    assert first_answer(more).endswith("we will see it through.")


@pytest.mark.parametrize("more", [
    "\n\nMarco Rubio met with Norland's envoy on Friday, and both sides presented their lists of demands.",
    "\n\nThe White House released an order on nickel:",
    "\n\nBefore he left, Marco Rubio told a newspaper that: I will raise the duties, you know, as long as we must.",
])
def test_what_the_reporter_tells_between_turns_ends_the_answer(more: str) -> None:
    """Who names somebody near the start and tells what they did or said is the reporter."""
    assert first_answer(more + "\n\nWe shall add a duty of ten percent.").endswith("look forward to them.")


def test_the_last_answer_goes_on_while_somebody_says_i_or_we() -> None:
    """No label follows, and the words still tell that one speaks; a paragraph without them is left out."""
    text = OVAL + ASKED + AGAIN + "\n\nLet me say that we have time.\n\nThe price of nickel fell by two percent."
    assert [said for _, said in answers(text)][-1].startswith("In May.\n\nLet me say")
    last = [s for s in statements_of(text, "2025-06-05") if s.segments][-1]
    assert text[slice(*last.segments[0])].endswith("we have time.")


def test_a_wide_colon_ends_a_label() -> None:
    """Transcripts out of Chinese keep the wide colon behind a name."""
    text = HEAD + ("Reuters: Will there be talks?\n\nLin Jian：There will be talks in May.\n\n"
                   "Reuters: Where?\n\nLin Jian: Here.")
    assert answers(text) == [("Lin Jian", "There will be talks in M"), ("Lin Jian", "Here.")]


def test_who_comes_back_to_the_question_you_mentioned_answers() -> None:
    """Only one's own question is a question."""
    text = HEAD + ("Reuters: I have two questions. Will there be talks, and where?\n\n"
                   "Lin Jian: Regarding the first question you mentioned, there is no date.\n\nReuters: Thank you?")
    assert answers(text) == [("Lin Jian", "Regarding the first ques")]


@pytest.mark.parametrize(("other", "who"), [("President Trump", ["Donald Trump"] * 2),
                                            ("President Trump: Yes.\n\nReuters: And you?\n\nPresident Zelensky",
                                             ["Donald Trump", "Zelensky"])])
def test_an_office_alone_in_a_label_is_whoever_another_label_names_with_it(other: str, who: list[str]) -> None:
    """Two presidents in one transcript leave it open."""
    text = ("Two leaders met the press on Thursday.\n\nReuters: Will the duties fall?\n\n"
            f"{other}: They will not fall.\n\nReuters: And those on steel?\n\nThe President: Nor will those on steel.")
    assert [speaker for speaker, _ in answers(text)] == who
