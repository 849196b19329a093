"""Words that a colon announces and that stand without quotation marks."""

from __future__ import annotations

import pytest

from tests.statements_of import statements_of

BEFORE = "The senators met in the morning.\n\n"


def announced(text: str) -> list[tuple[str, str]]:
    """Speaker and words of each statement that a colon announces."""
    return [(s.speaker_name, text[slice(*s.segments[0])]) for s in statements_of(text, "2025-06-05")
            if s.rule == "announced"]


@pytest.mark.parametrize("lead", ["Senator Ann Hill posted on Weibo:", "@AnnHillOhio posted on Truth Social:",
                                  "Later Senator Ann Hill also tweeted about the duties on nickel:"])
def test_a_post_is_found_in_the_paragraph_behind_its_announcement(lead: str) -> None:
    """The post is what follows, whoever speaks in it."""
    text = f"{BEFORE}Senator Ann Hill was there.\n\n{lead}\n\nNICKEL IS DEAR AND GETTING DEARER!\n\nThe price fell."
    assert announced(text) == [("Ann Hill", "NICKEL IS DEAR AND GETTING DEARER!")]


def test_a_post_may_stand_behind_the_colon_and_go_on_in_the_first_person() -> None:
    """Paragraphs in which somebody says "I" or "we" go on with it."""
    text = BEFORE + "Senator Ann Hill posted on X: Nickel is dear.\n\nI will not let it pass.\n\nThe price of it fell."
    assert announced(text) == [("Ann Hill", "Nickel is dear.\n\nI will not let it pass.")]


def test_speech_in_the_first_person_is_found_behind_a_colon() -> None:
    """Nobody else than the speaker says "we" there."""
    text = BEFORE + "Senator Ann Hill also talked about nickel:\n\nYou should know that we have enough of it in Ohio."
    assert announced(text) == [("Ann Hill", "You should know that we have enough of it in Ohio.")]


@pytest.mark.parametrize("text", [
    "Senator Ann Hill announced three points:\n\nA duty of ten percent on nickel from Norland.",
    "Senator Ann Hill posted on X: “Nickel is dear.”",
    "The agency posted the rules online on Friday and the firms have read them.",
    "Somebody posted on X:\n\nWe want nickel, and we want it now.",
])
def test_lists_quotations_and_nobodys_posts_are_not_announced_words(text: str) -> None:
    """A colon alone makes no speech, and nobody named makes no statement."""
    assert announced(BEFORE + text) == []


def test_what_a_post_quotes_or_tells_is_no_statement_of_its_own() -> None:
    """Quotations and reports inside it belong to the post."""
    text = BEFORE + "Senator Ann Hill posted on X: Norland said that we are “out of our minds”, and I say that it lies."
    assert [(s.speaker_name, s.rule) for s in statements_of(text, "2025-06-05")] == [("Ann Hill", "announced")]
