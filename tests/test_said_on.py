"""The day on which words were said: beside the verb of saying, or of publication."""

from __future__ import annotations

import pytest

from ingest.text import said_on
from tests.statements_of import reading_of, statements_of


def day_of(text: str, published: str | None = "2024-11-18") -> tuple[str | None, int]:
    """The day of the first statement of a text that was published on a Monday."""
    return said_on.day(statements_of(text, published)[0], reading_of(text, published))


@pytest.mark.parametrize(("text", "day"), [
    ("“We will answer it,” Katherine Tai told reporters in Oslo late on Thursday.", "2024-11-14"),
    ("“We will answer it,” said Katherine Tai on November 2.", "2024-11-02"),
    ("On Wednesday, Katherine Tai said that Norland had not replied.", "2024-11-13"),
    ("China's Ministry of Commerce said on Sunday that it opposed the step.", "2024-11-17"),
])
def test_a_day_beside_the_verb_is_that_of_the_words(text: str, day: str) -> None:
    """Relative days go back from the day of publication."""
    assert day_of(text) == (day, said_on.TOLD)


@pytest.mark.parametrize("text", [
    "“We will answer it on Tuesday,” Katherine Tai said.",
    "Katherine Tai said that on November 2 Norland was told.",
    "Katherine Tai said that the United States will meet China next Tuesday.",
])
def test_a_day_of_what_is_said_is_not_that_of_the_words(text: str) -> None:
    """Inside the quotation or the clause a day is that of another event."""
    assert day_of(text) == ("2024-11-18", said_on.PUBLISHED)


def test_without_any_day_there_is_none() -> None:
    """No publication and no absolute day: unknown."""
    assert day_of("“We will answer it,” Katherine Tai said on Thursday.", None) == (None, said_on.PUBLISHED)
