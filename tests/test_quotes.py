"""Which quotation marks belong together, in good texts and in broken ones."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.text.quotes import paragraphs, quotations, words
from ingest.text.reporting import sentences

MARKS = st.text(alphabet="\"“”‘’'«»「」 ab.,?!A\n", max_size=120)


def spans(text: str) -> list[tuple[int, int]]:
    """The lines of a text as paragraphs."""
    found, position = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((position, position + len(line)))
        position += len(line) + 1
    return found


def pairs(text: str) -> list[list[str]]:
    """The words of each quotation, part by part."""
    return [[text[a:b] for a, b in quote.parts] for quote in quotations(text, spans(text))]


@pytest.mark.parametrize(("text", "found"), [
    ('She said "the gates are open" and left.', ['"the gates are open"']),
    ("She said “the gates are open” and left.", ["“the gates are open”"]),
    ("她说：“大门已经打开。”", ["“大门已经打开。”"]),
    ("她说「大门已经打开」。", ["「大门已经打开」"]),
    ("«The gates are open», she said.", ["«The gates are open»"]),
    ('A “straight end" counts, and so does "this".', ['“straight end"', '"this"']),
])
def test_marks_of_each_kind_are_paired(text: str, found: list[str]) -> None:
    """Straight, curly, angle and Chinese marks, and a curly one closed by a straight one."""
    assert pairs(text) == [[words_] for words_ in found]


def test_marks_inside_a_quotation_belong_to_it() -> None:
    """Nested marks, of another kind or of the same, don't end the quotation around them."""
    assert pairs('"They shouted “stop the ship” twice," he said.') == [['"They shouted “stop the ship” twice,"']]
    assert pairs('"They shouted "stop the ship" twice," he said.') == [['"They shouted "stop the ship" twice,"']]
    assert pairs("“They shouted ‘stop the ship’ twice,” he said.") == [["“They shouted ‘stop the ship’ twice,”"]]


def test_a_quotation_over_paragraphs_has_a_part_for_each() -> None:
    """An opening mark in every paragraph, a closing one only in the last."""
    assert pairs("“The first part.\n“The second part.”\nThe end.") == [["“The first part.", "“The second part.”"]]
    assert pairs('"The first part.\n"The second part."\nThe end.') == [['"The first part.', '"The second part."']]


def test_a_mark_without_partner_takes_nothing_along() -> None:
    """An odd mark is passed over; the next paragraph and the pairs behind it stand."""
    assert pairs('He said "it all.\nThe "second line" holds.') == [['"second line"']]
    assert pairs('A screen of 5" and a "third wheel" here.') == [['"third wheel"']]


def test_single_marks_count_only_without_double_ones() -> None:
    """A British text quotes in single marks; apostrophes are none, and straight single marks never count."""
    assert pairs("‘The gates aren’t open,’ she said.") == [["‘The gates aren’t open,’"]]
    assert pairs("‘The gates’ and “the walls” stood.") == [["“the walls”"]]
    assert pairs("'The gates are open,' she said of the boys' tent.") == []


@given(MARKS)
def test_any_marks_give_quotations_in_order_without_overlap(text: str) -> None:
    """Whatever the marks, nothing is raised, and no quotation reaches out of its paragraphs."""
    inside = spans(text)
    found = quotations(text, inside)
    parts = [part for quote in found for part in quote.parts]
    assert all(a[1] <= b[0] for a, b in pairwise(parts))
    assert all(any(start <= a < b <= end for start, end in inside) for a, b in parts)


@given(MARKS)
def test_any_marks_give_sentences_that_cover_the_text_once(text: str) -> None:
    """The reporter's sentences don't overlap, lose no word, and hold every quotation."""
    inside = spans(text)
    found = quotations(text, inside)
    told = sentences(text, inside, found)
    assert all(a.end <= b.start for a, b in pairwise(told))
    assert [q for s in told for q in s.quotes] == found
    covered = {i for s in told for i in range(s.start, s.end)} | {i for q in found for a, b in q.parts
                                                                  for i in range(a, b)}
    assert all(i in covered for start, end in inside for i in range(start, end) if text[i].isalpha())


def test_spans_on_one_line_are_one_paragraph() -> None:
    """A link that was cut out doesn't part a paragraph; a line end does."""
    assert paragraphs("ab (x) cd\nef", [(0, 2), (7, 9), (10, 12)]) == [(0, 9), (10, 12)]


def test_words_are_counted_in_both_scripts() -> None:
    """Two Chinese characters count as one word."""
    assert words("“it’s a well-known fact”") == 4
    assert words("“大门已经打开”") == 3


@pytest.mark.parametrize("text", ['"Where to?" Ann Hill asked. Nobody knew.',
                                  '"Mr. Hill is in Washington, D.C. now," she said. He is.'])
def test_a_sentence_of_the_reporter_isnt_broken_inside_a_quotation(text: str) -> None:
    """A question mark before its attribution and an abbreviation end nothing."""
    inside = spans(text)
    assert len(sentences(text, inside, quotations(text, inside))) == 2
