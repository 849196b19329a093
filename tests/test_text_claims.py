"""What was found in a text, as claims: every one keeps its contract, and says no more than was found."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from ingest.text.claims import claims_of
from ingest.text.found import (
    Blacklisting,
    Count,
    Found,
    Mention,
    OtherEvent,
    Reading,
    Retaliation,
    Span,
    Statement,
    Talk,
    Tariff,
)
from ingest.text.places import Places, literal
from kg.claim import Claim
from kg.errors import ClaimRefused
from kg.ledger.check import ClaimChecker
from kg.rendition import TextRendition

TEXT = """The Commerce Department put Acme Ports and Bolt Steel on its Entity List on Monday, naming 12 firms.

“We reject this,” said Minister Jo Roe of Norland. “We will answer.”

Norland said on July 5, 2018 that it would raise a 25 percent duty on $3 billion of American goods in response to the \
listing. Talks were held in Geneva on Tuesday.
"""


def at(words: str, start: int = 0) -> Span:
    """Where some words stand."""
    begin = TEXT.index(words, start)
    return begin, begin + len(words)


def mention(words: str, class_name: str = "Company", node: str | None = None, **how: object) -> Mention:
    """A name of the text."""
    start, end = at(words)
    given = {"name": words, "class_name": class_name, "node": node, **how}
    return Mention(start, end, words, **given)  # type: ignore[arg-type]


FIRST, QUOTED = at("The Commerce Department put"), at("“We reject this,”")
LISTED = (FIRST[0], TEXT.index("\n\n"))
DUTY = (at("Norland said")[0], TEXT.index(" Talks"))
TALKS = (at("Talks were")[0], len(TEXT) - 1)
COMMERCE = mention("Commerce Department", "Agency", "agency:us-doc", how="alias", country="US")
ACME, BOLT = mention("Acme Ports"), mention("Bolt Steel", how="unresolved", country="NO")
ROE = mention("Jo Roe", "Person", country="NO")
LISTING = Blacklisting("add", "done", LISTED, COMMERCE, "US", "Entity List", "2018-07-02", targets=(ACME, BOLT),
                       claimed_counts=(Count(12, "firms", *at("12 firms")),), rule="listing")
TARIFF = Tariff("announced", DUTY, None, "NO", ("US",), 25.0, 3.0, "2018-07-05", goods=("American goods",), rule="duty")
SAID = Statement(ROE, "Jo Roe", "direct", (QUOTED[0], at("“We will answer.”")[1]), (QUOTED, at("“We will answer.”")),
                 role="Minister", country="NO", stance="reject", addressee="US", about="Acme Ports", rule="beside")
TALK = Talk("held", TALKS, ("US", "NO"), (ROE,), "Geneva", "2018-07-03", date_expression="Tuesday", rule="talks")
ANSWER = Retaliation("NO", ("US",), "announced", DUTY, "the listing", rule="answer")


def told(*, published: str | None = "2018-07-06", **parts: Iterable[object]) -> list[Claim]:
    """The claims of a text in which this was found; each is one that the ledger takes."""
    found = Found(Reading(TEXT, ((0, len(TEXT)),), "en", published=published),
                  **{name: list(part) for name, part in parts.items()})  # type: ignore[arg-type]
    claims = list(claims_of("document", found))
    check(claims)
    return claims


def check(claims: list[Claim]) -> None:
    """Refuse what the ledger would refuse."""
    checker = ClaimChecker(TextRendition(TEXT))
    held = [claim for claim in claims if not checker.check(claim)]
    for claim in held:
        checker.settle(claim, {})


def facts(claims: list[Claim], predicate: str) -> set[str]:
    """What is said by one predicate."""
    return {claim.object for claim in claims if claim.predicate == predicate}


def names(claims: list[Claim]) -> dict[str, str]:
    """Names by node."""
    return {claim.subject: claim.object for claim in claims if claim.predicate == "name"}


def links(claims: list[Claim], relation: str) -> set[tuple[str, str]]:
    """A relation as pairs of names."""
    name = names(claims)
    return {(name[claim.subject], name[claim.object]) for claim in claims if claim.predicate == relation}


def test_a_listing_has_its_agency_list_targets_and_counts() -> None:
    """Who put whom on which list, how many, and when."""
    claims = told(blacklistings=[LISTING])
    event = "Addition to Entity List: Acme Ports and Bolt Steel"
    assert links(claims, "ISSUED") == {("Commerce Department", event)}
    assert links(claims, "ADDS_TO") == {(event, "Entity List")}
    assert links(claims, "TARGETS") == {(event, "Acme Ports"), (event, "Bolt Steel")}
    assert (facts(claims, "claimed"), facts(claims, "announced")) == ({"12 firms"}, {"2018-07-02"})
    assert facts(claims, "claimed_count") == {"12"}


def test_quotes_are_the_sentence_and_mentions_the_words() -> None:
    """A target's claim shows the target's name, in the sentence that lists it."""
    target = next(c for c in told(blacklistings=[LISTING]) if c.predicate == "TARGETS")
    assert (target.quote, target.mention) == (TEXT[slice(*LISTED)], "Acme Ports")
    assert target.locator == f"char={LISTED[0]},{LISTED[1]}"


def test_a_claim_with_a_quote_from_elsewhere_is_refused() -> None:
    """The check that all these tests use can fail."""
    claims = told(blacklistings=[LISTING])
    with pytest.raises(ClaimRefused, match="isn't at"):
        check([Claim("a", "class", "Party", "char=0,5", "Words", "Words")])
    assert claims


def test_unknown_parties_are_nodes_of_their_document() -> None:
    """Two documents that name a firm mean, as far as they say, two nodes; the registry's ids are kept."""
    one, other = (list(claims_of(series, Found(Reading(TEXT, ((0, len(TEXT)),), "en"), blacklistings=[LISTING])))
                  for series in ("one", "other"))
    nodes = [{c.object for c in claims if c.predicate == "TARGETS"} for claims in (one, other)]
    assert nodes[0].isdisjoint(nodes[1])
    assert {c.subject for c in one if c.predicate == "ISSUED"} == {"agency:us-doc"}


def test_the_registrys_name_is_the_name_and_a_typo_an_alias() -> None:
    """A misspelt firm keeps the name that it has, and the spelling is kept beside it."""
    misspelt = mention("Acme Ports", node="company:acme", name="ACME Port Holding", how="typo", confidence=85)
    claims = told(mentions=[misspelt])
    assert names(claims) == {"company:acme": "ACME Port Holding"}
    alias = next(c for c in claims if c.predicate == "names")
    assert (alias.object, alias.confidence, alias.rule) == ("Acme Ports", 85, "name-typo")


def test_a_removal_changes_the_listing_and_says_so_of_the_target() -> None:
    """No blacklisting is made of a removal."""
    removal = Blacklisting("remove", "done", LISTED, COMMERCE, "US", "Entity List", "2018-07-02", targets=(ACME,),
                           rule="removal")
    claims = told(blacklistings=[removal])
    assert "Blacklisting" not in facts(claims, "class")
    listed = next(c for c in claims if c.predicate == "LISTED_ON")
    assert (listed.qualifiers, listed.valid_from) == ((("state", "removed"),), "2018-07-02")
    assert not facts(claims, "ADDS_TO")


@pytest.mark.parametrize(("status", "class_name", "modality"), [
    ("in_force", "TariffAction", "asserted"), ("announced", "TariffAction", "announced"),
    ("proposed", "TariffAction", "expected"), ("threatened", "Threat", "threatened"),
    ("suspended", "MeasureChange", "asserted"), ("ended", "MeasureChange", "asserted")])
def test_the_status_of_a_tariff_is_its_class_and_modality(status: str, class_name: str, modality: str) -> None:
    """A threat is no tariff."""
    claims = told(tariffs=[Tariff(status, DUTY, None, "NO", ("US",), 25.0, 3.0, rule="duty")])
    assert {(c.object, c.modality) for c in claims if c.predicate == "class" and c.subject.startswith("event:")} == {
        (class_name, modality)}
    assert (facts(claims, "rate_pct"), facts(claims, "amount")) == ({"25"}, {"3000000000"})


def test_figures_and_days_quote_their_own_words() -> None:
    """The mention of a rate is the digits, that of a day the date in the text."""
    said = {c.predicate: c.mention for c in told(tariffs=[TARIFF])}
    assert (said["rate_pct"], said["announced"], said["amount"]) == ("25 percent", "July 5, 2018", "3 billion")


def test_a_day_to_come_is_when_a_tariff_takes_effect() -> None:
    """A day up to that of the text is when an announced tariff was announced."""
    later = Tariff("announced", DUTY, None, "NO", ("US",), 25.0, date="2018-08-01", rule="duty")
    assert facts(told(tariffs=[later]), "effective") == {"2018-08-01"}
    assert facts(told(tariffs=[TARIFF]), "effective") == set()


def test_what_was_not_found_is_not_said() -> None:
    """No date, no rate, no amount: no claims of them."""
    claims = told(tariffs=[Tariff("announced", DUTY, rule="duty")])
    assert {c.predicate for c in claims} == {"class", "name"}


def test_two_duties_in_one_sentence_are_two_events() -> None:
    """What tells them apart is what they are."""
    claims = told(tariffs=[TARIFF, Tariff("announced", DUTY, None, "NO", ("US",), 10.0, rule="duty"), TARIFF])
    assert len({c.subject for c in claims if c.predicate == "class" and c.object == "TariffAction"}) == 3


def test_talks_have_sides_officials_place_and_day() -> None:
    """Who met where and when."""
    claims = told(talks=[TALK])
    event = "Talks of US and NO in Geneva"
    assert links(claims, "PARTICIPATED_IN") == {("US", event), ("NO", event), ("Jo Roe", event)}
    assert {name for _, name in links(claims, "HELD_IN")} == {"Geneva"}
    assert [(c.object, c.mention) for c in claims if c.predicate == "effective"] == [("2018-07-03", "Tuesday")]


def test_talks_that_were_called_off_are_denied() -> None:
    """A cancelled meeting took no place."""
    claims = told(talks=[Talk("cancelled", TALKS, ("US", "NO"), rule="talks")])
    assert {c.modality for c in claims if c.subject.startswith("event:")} == {"denied"}


def test_a_split_quotation_has_two_stretches_of_words() -> None:
    """Never glued: each stands at its own place."""
    claims = told(statements=[SAID])
    assert {(c.object, c.locator) for c in claims if c.predicate == "words"} == {
        ("“We reject this,”", f"char={QUOTED[0]},{QUOTED[1]}"),
        ("“We will answer.”", "char={},{}".format(*at("“We will answer.”")))}


def test_a_statement_has_speaker_role_addressee_stance_and_code() -> None:
    """Who spoke in which office, to whom, and what the words do."""
    claims = told(statements=[SAID], mentions=[ACME])
    made = next(c for c in claims if c.predicate == "MADE")
    assert (names(claims)[made.subject], made.qualifiers) == ("Jo Roe", (("role", "Minister"),))
    assert [facts(claims, name) for name in ("stance", "plover_code", "mode")] == [{"reject"}, {"REJECT"}, {"direct"}]
    assert facts(claims, "ADDRESSES") == {"gov:us"}
    assert {name for _, name in links(claims, "ABOUT")} == {"Acme Ports"}


def test_words_are_dated_by_their_document_and_say_so() -> None:
    """Said by then, not sure to be said then; without a date of the document there is none."""
    dated = next(c for c in told(statements=[SAID]) if c.predicate == "announced")
    assert (dated.object, dated.confidence, dated.rule) == ("2018-07-06", 60, "beside+said-when-published")
    assert not facts(told(statements=[SAID], published=None), "announced")


def test_an_unnamed_spokesperson_is_no_person() -> None:
    """The side spoke, through somebody without a name; without a side there is nobody to have said it."""
    unnamed = Statement(None, "unnamed spokesperson", "indirect", DUTY, country="NO", rule="indirect")
    claims = told(statements=[unnamed])
    made = next(c for c in claims if c.predicate == "MADE")
    assert (made.subject, made.qualifiers) == ("gov:no", (("role", "unnamed spokesperson"),))
    assert told(statements=[Statement(None, "somebody", "indirect", DUTY, rule="indirect")]) == []


def test_an_answer_hangs_on_its_event_and_on_its_cause() -> None:
    """The tariff answers the listing; a reporter says so."""
    listing = Blacklisting("add", "done", LISTED, COMMERCE, "US", "Entity List", targets=(ACME,), rule="listing")
    claims = told(blacklistings=[listing], tariffs=[TARIFF], retaliations=[ANSWER])
    answer = next(c for c in claims if c.predicate == "RESPONDS_TO")
    assert names(claims)[answer.subject].startswith("25% tariffs by NO")
    assert names(claims)[answer.object].startswith("Addition to Entity List")
    assert dict(answer.qualifiers) == {"kind": "reported", "basis_text": "the listing"}


def test_an_answer_in_the_actors_own_words_is_stated() -> None:
    """Who says so is the kind of the link."""
    own = Statement(ROE, "Jo Roe", "indirect", DUTY, country="NO", rule="indirect")
    claims = told(blacklistings=[LISTING], retaliations=[ANSWER], statements=[own])
    answer = next(c for c in claims if c.predicate == "RESPONDS_TO")
    assert dict(answer.qualifiers)["kind"] == "stated"


def test_an_expected_answer_is_a_threat_that_is_expected() -> None:
    """Not done, not announced."""
    expected = Retaliation("NO", ("US",), "expected", DUTY, "the listing", rule="answer")
    claims = told(blacklistings=[LISTING], retaliations=[expected])
    threat = next(c for c in claims if c.predicate == "class" and c.object == "Threat")
    assert threat.modality == "expected"
    assert [c.modality for c in claims if c.predicate == "RESPONDS_TO"] == ["expected"]


def test_an_answer_to_one_of_two_measures_that_nothing_tells_apart_has_no_cause() -> None:
    """No guess between two."""
    second = Blacklisting("add", "done", DUTY, COMMERCE, "US", "Unverified List", targets=(BOLT,), rule="listing")
    vague = Retaliation("NO", ("US",), "announced", TALKS, None, rule="answer")
    assert not links(told(blacklistings=[LISTING, second], retaliations=[vague]), "RESPONDS_TO")


@pytest.mark.parametrize("class_name", ["ExportControl", "Investigation", "Agreement", "Relief", "Threat", "Commitment",
                                        "LegalCase", "TradeRestriction", "MeasureChange", "Event", "NoSuchClass"])
def test_other_events_of_any_class_keep_the_contract(class_name: str) -> None:
    """An unknown or abstract class becomes the most general one that a source may claim."""
    event = OtherEvent(class_name, "announced", DUTY, COMMERCE, "US", (ACME,), "2018-07-05", "a step", rule="other")
    claims = told(others=[event])
    assert (class_name in facts(claims, "class")) is (class_name not in ("Event", "NoSuchClass"))


@pytest.mark.parametrize("class_name", ["Region", "Government", "Official", "Organization", "Product", "RestrictedList",
                                        "Measure", "Nobody"])
def test_parties_of_any_class_keep_the_contract(class_name: str) -> None:
    """A country acts through its government; what can't act is only a party."""
    odd = mention("Bolt Steel", class_name, country="NO")
    told(blacklistings=[Blacklisting("add", "done", LISTED, odd, "US", "Entity List", targets=(odd,), rule="r")],
         statements=[Statement(odd, "Bolt Steel", "direct", DUTY, rule="r")])


def test_a_long_sentence_is_quoted_in_part() -> None:
    """At most 500 characters, with the words that count."""
    text = "It said that " + "very " * 150 + "soon Acme Ports would be listed."
    quoted = Places(text).claim("a", "class", "Company", (0, len(text)), "Acme Ports")
    assert len(quoted.quote) <= 500
    assert "Acme Ports" in quoted.quote
    assert quoted.locator == f"char=0,{len(text)}"


def test_literals_have_no_control_characters() -> None:
    """What a file may hold and a graph may not."""
    assert literal("a\x00\tb\n c\x9f") == "a b c"
    assert literal(" \x07 ") == ""


@pytest.mark.parametrize(("words", "sentence"), [
    ("Bolt Steel", TEXT[slice(*LISTED)]), ("Minister", "“We reject this,” said Minister Jo Roe of Norland."),
    ("Geneva", "Talks were held in Geneva on Tuesday.")])
def test_the_sentence_around_words(words: str, sentence: str) -> None:
    """From one full stop to the next, and not over an empty line."""
    start, end = Places(TEXT).sentence(*at(words))
    assert TEXT[start:end].strip() == sentence


def test_initials_end_no_sentence() -> None:
    """Mr. Roe of the U.S. Treasury is one person."""
    text = "It ended. Mr. Jo Roe of the U.S. Treasury met J. Doe on Oct. 8 at noon. Then it ended."
    start, end = Places(text).sentence(text.index("Treasury"), text.index("Treasury") + 8)
    assert text[start:end].strip() == "Mr. Jo Roe of the U.S. Treasury met J. Doe on Oct. 8 at noon."
