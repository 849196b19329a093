"""What a statement does, to whom, and where it was given."""

from __future__ import annotations

import pytest

from ingest.text.found import Mention
from ingest.text.stance import PLOVER, addressee_of, medium_of, stance_of
from tests.statements_of import statements_of


@pytest.mark.parametrize(("said", "cue", "stance"), [
    ("We will take all necessary measures to protect our firms.", "say", "threaten"),
    ("If the duties come, we will retaliate.", "say", "threaten"),
    ("The duties violate the rules of the organization.", "say", "accuse"),
    ("The claims are groundless.", "say", "reject"),
    ("Duties were groundlessly imposed under a pretext.", "say", "accuse"),
    ("Growth is steady thanks to new rules.", "say", "neutral"),
    ("They should stop this at once.", "say", "urge"),
    ("We will raise the duty to 15 percent in May.", "say", "announce"),
    ("It was a very productive meeting.", "say", "praise"),
    ("The meeting lasted two hours.", "say", "neutral"),
    ("a closed chapter of the talks", "reject", "reject"),
    ("the end of the duties", "urge", "urge"),
])
def test_words_and_verb_give_the_stance(said: str, cue: str, stance: str) -> None:
    """The speaker's words decide, and the verb of saying where they don't."""
    assert stance_of(said, "", cue) == stance


def test_a_threat_counts_wherever_it_stands() -> None:
    """Of several stances a threat is the one, then the first of blame and rejection."""
    assert stance_of("The duties are unfair. We oppose them. We will retaliate.", "", "say") == "threaten"
    assert stance_of("The claims are baseless. They violate our rights.", "", "say") == "reject"
    assert stance_of("They violate our rights. The claims are baseless.", "", "say") == "accuse"


def test_what_is_opposed_isnt_blamed() -> None:
    """Naming protectionism as what one opposes accuses nobody; what others may do is no threat of one's own."""
    assert stance_of("All of us oppose protectionism.", "", "say") == "reject"
    assert stance_of("Prices rise when the other side retaliates.", "", "say") == "neutral"


def test_calling_on_somebody_is_an_urge() -> None:
    """The reporter's verb counts: "called on the agency to …"."""
    assert stance_of("its order of last week", "The company called on the agency to lift", "call") == "urge"


def test_every_coded_stance_is_one_of_plover() -> None:
    """Codes are those of the schema; announcing has none."""
    assert set(PLOVER.values()) == {"THREATEN", "ACCUSE", "REJECT", "REQUEST", "SUPPORT"}
    assert "announce" not in PLOVER


def mention(country: str, class_name: str = "Region", at: int = 0) -> Mention:
    """A mention of a country."""
    return Mention(at, at + 1, "x", "x", class_name, None, country)


def test_the_addressee_is_the_country_most_named_in_the_words() -> None:
    """Before what stands around them, and never the speaker's own."""
    assert addressee_of("CN", [mention("US"), mention("JP"), mention("US"), mention("CN")], [mention("DE")]) == "US"
    assert addressee_of("CN", [mention("CN")], [mention("DE")]) == "DE"
    assert addressee_of("CN", [mention("CN")], []) is None


def test_a_company_doesnt_stand_for_its_country() -> None:
    """Words about a Chinese firm are not addressed to China."""
    assert addressee_of("US", [mention("CN", "Company")], []) is None


@pytest.mark.parametrize(("around", "medium"), [
    ("Hill said in a written statement", "statement"),
    ("Hill wrote on Twitter", "Twitter"),
    ("Hill told a news conference", "press conference"),
    ("Hill said in an interview with the paper", "interview"),
    ("Hill said", None),
])
def test_the_medium_is_what_the_reporter_says_it_was(around: str, medium: str | None) -> None:
    """Nothing where the text is silent."""
    assert medium_of(around) == medium


@pytest.mark.parametrize(("said", "stance"), [
    ("We urge the U.S. to stop harming our firms.", "urge"),
    ("The U.S. is harming our firms. We urge it to stop.", "reject"),
    ("They ripped our country off for years.", "accuse"),
    ("They keep trying to shift the blame onto us.", "accuse"),
    ("That is not consistent with the facts.", "reject"),
    ("We are grateful for these duties.", "praise"),
    ("The price of nickel was two dollars.", "neutral"),
])
def test_what_the_other_side_is_to_stop_is_urged_and_not_blamed_once_more(said: str, stance: str) -> None:
    """A blame in a sentence of its own still counts first."""
    assert stance_of(said, "Hill said", "say") == stance


@pytest.mark.parametrize(("place", "country"), [
    ("Talks in Geneva, Switzerland, were long.", "CN"),
    ("Talks in Geneva were long.", "CN"),
    ("Talks in Geneva were long. The Swiss government took part.", "CH"),
])
def test_a_town_is_an_addressee_only_where_the_text_speaks_of_its_country(place: str, country: str) -> None:
    """Where people met is no side."""
    text = f"China is asked to talk. {place}\n\n“Geneva and Geneva it was, and China came,” said Scott Bessent."
    assert [s.addressee for s in statements_of(text, "2025-06-05") if s.segments] == [country]
