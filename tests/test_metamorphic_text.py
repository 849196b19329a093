"""What a text is found to say changes exactly as the text does: names, countries, figures, days, order of sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

import pytest

from ingest.text.as_json import as_json
from kg.document import Document
from kg.rendition import render_text

Facts = set[tuple[Any, ...]]
PUBLISHED = "2020-12-20"


def facts(text: str, published: str = PUBLISHED) -> Facts:
    """What is extracted of a text, without where it stands."""
    pytest.importorskip("spacy")
    from ingest.text.extraction import extract

    content = text.encode()
    document = Document(content=content, name="article.txt", published=published)
    said = as_json(document, extract(document, render_text(content, document.name)))
    found: Facts = set()
    for event in said["blacklistings"]:
        found.add(("listing", event["action"], event["status"], event["agency"], event["country"], event["list"],
                   event["date"], event["reason"], tuple(target["mention"] for target in event["targets"]),
                   tuple((count["count"], count["of"]) for count in event["claimed_counts"])))
    for event in said["tariffs"]:
        found.add(("tariff", event["status"], event["country"], tuple(event["against"]), event["rate_pct"],
                   event["amount_usd_bn"], event["date"], tuple(event["goods"])))
    for event in said["talks"]:
        found.add(("talks", event["status"], frozenset(event["participants"]), event["place"], event["date"]))
    for event in said["retaliations"]:
        found.add(("answer", event["status"], event["actor"], tuple(event["against"])))
    for event in said["statements"]:
        found.add(("said", event["speaker"], event["mode"], event["country"], event["stance"],
                   tuple(text[start:end] for start, end in event["segments"])))
    return found


@dataclass(frozen=True, slots=True)
class Listing:
    """A listing that a text may tell of, and how it does."""

    agency: str = "The Commerce Department"
    agency_name: str = "United States Department of Commerce"
    country: str = "US"
    listed: str = "Entity List"
    nationality: str = "Chinese"
    firms: tuple[str, ...] = ("SMIC", "DJI", "AGCU Scientech")
    number: str = "seventy-seven"
    count: int = 77
    reason: str = "human rights abuses and military ties"
    day: str = "Friday"
    date: str | None = "2020-12-18"
    added: str = "added"
    action: str = "add"
    to: str = "to"

    def text(self) -> str:
        """Two paragraphs: the act, then the names."""
        return (f"{self.agency} {self.added} {self.number} {self.nationality} organizations {self.to} its "
                f"{self.listed} on {self.day}, citing {self.reason}.\n\n"
                f"The companies on the list include {', '.join(self.firms[:-1])} and {self.firms[-1]}.")

    def fact(self) -> tuple[Any, ...]:
        """What it comes to."""
        return ("listing", self.action, "done", self.agency_name, self.country, self.listed, self.date, self.reason,
                self.firms, ((self.count, "organizations"),))


LISTING = Listing()


@pytest.mark.parametrize("told", [
    LISTING,
    replace(LISTING, firms=("Hikvision", "Yitu", "Quillmark Optics")),
    replace(LISTING, firms=("Quillmark Optics", "Bolt Harbor Cranes")),
    replace(LISTING, number="12", count=12),
    replace(LISTING, number="one hundred and five", count=105),
    replace(LISTING, day="Monday", date="2020-12-14"),
    replace(LISTING, day="December 9", date="2020-12-09"),
    replace(LISTING, reason="the militarization of outposts in the South China Sea"),
    replace(LISTING, nationality="Russian", firms=("Rostec Optics", "Kalashnikov Concern")),
    replace(LISTING, listed="Unverified List"),
    replace(LISTING, listed="Unverified List", added="removed", action="remove", to="from"),
    replace(LISTING, agency="The Pentagon", agency_name="United States Department of Defense",
            listed="Section 1260H List"),
    replace(LISTING, agency="China's Commerce Ministry", country="CN", listed="Unreliable Entity List",
            agency_name="Ministry of Commerce of the People's Republic of China", nationality="American",
            firms=("Boeing", "Skydio", "Quillmark Optics")),
], ids=lambda told: f"{told.agency_name} {told.action} {told.count} {told.firms[0]} {told.date}")
def test_a_listing_changes_with_its_words(told: Listing) -> None:
    """Another agency, list, day, number, reason, other firms: that alone changes, and nothing is added."""
    assert facts(told.text()) == {told.fact()}


def test_a_change_that_matters_is_seen() -> None:
    """The comparison tells two listings apart."""
    assert facts(LISTING.text()) != {replace(LISTING, count=78).fact()}


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty that a text may tell of."""

    actor: str = "China"
    country: str = "CN"
    adjective: str = "American"
    against: str = "US"
    rate: str = "25 percent"
    pct: float = 25
    goods: str = "soybeans and pork"
    day: str = "January 6"
    date: str = "2021-01-06"
    verb: str = "will impose"
    status: str = "announced"

    def text(self) -> str:
        """One sentence."""
        return f"{self.actor} {self.verb} {self.rate} tariffs on {self.adjective} {self.goods} from {self.day}."

    def fact(self) -> tuple[Any, ...]:
        """What it comes to."""
        return ("tariff", self.status, self.country, (self.against,), self.pct, None, self.date,
                (f"{self.adjective} {self.goods}",))


DUTY = Duty()


@pytest.mark.parametrize("told", [
    DUTY,
    replace(DUTY, rate="7.5%", pct=7.5),
    replace(DUTY, goods="ship-to-shore cranes"),
    replace(DUTY, goods="wine, brandy and cheese", adjective="French", against="FR"),
    replace(DUTY, day="December 28", date="2020-12-28"),
    replace(DUTY, day="February 1, 2021", date="2021-02-01"),
    replace(DUTY, actor="The United States", country="US", adjective="Chinese", against="CN"),
    replace(DUTY, actor="India", country="IN"),
    replace(DUTY, actor="Canada", country="CA"),
    replace(DUTY, actor="The European Union", country="EU", goods="motorcycles"),
    replace(DUTY, verb="has threatened to impose", status="threatened"),
    replace(DUTY, verb="plans to impose", status="proposed"),
    replace(DUTY, verb="will suspend its", status="suspended"),
], ids=lambda told: told.text()[:60])
def test_a_tariff_changes_with_its_words(told: Duty) -> None:
    """Another actor, opponent, rate, another day, other goods, another verb."""
    # that somebody threatens is a statement too
    assert {fact for fact in facts(told.text()) if fact[0] != "said"} == {told.fact()}


@pytest.mark.parametrize(("sides", "codes"), [
    ("China and the United States", ("CN", "US")), ("Japan and the United States", ("JP", "US")),
    ("India and the European Union", ("IN", "EU")), ("Canada and Mexico", ("CA", "MX"))])
@pytest.mark.parametrize(("verb", "status", "day", "date"), [
    ("held", "held", "Tuesday", "2020-12-15"), ("will hold", "scheduled", "Tuesday", "2020-12-22"),
    ("will hold", "scheduled", "January 13", "2021-01-13"), ("held", "held", "December 1", "2020-12-01"),
    ("called off", "cancelled", "December 29", "2020-12-29")])
@pytest.mark.parametrize("place", ["Geneva", "Washington"])
def test_talks_change_with_their_words(sides: str, codes: tuple[str, str], verb: str, status: str, day: str, date: str,
                                       place: str) -> None:
    """Other sides, another place, another day of the same tense, another tense of the same day."""
    assert facts(f"{sides} {verb} trade talks in {place} on {day}.") == {
        ("talks", status, frozenset(codes), place, date)}


@pytest.mark.parametrize(("actor", "country", "other", "against"), [
    ("China", "CN", "American", "US"), ("The European Union", "EU", "American", "US"),
    ("Canada", "CA", "Chinese", "CN"),
    ("The United States", "US", "Chinese", "CN")])
@pytest.mark.parametrize(("verb", "status"), [
    ("will retaliate", "threatened"), ("retaliated", "in_force"), ("is likely to retaliate", "expected")])
def test_an_answer_changes_with_its_words(actor: str, country: str, other: str, against: str, verb: str,
                                          status: str) -> None:
    """Who answers whom, and whether it is done, held out or expected."""
    assert ("answer", status, country, (against,)) in facts(f"{actor} {verb} for the {other} export ban.")


PARAGRAPHS = (
    LISTING.text().replace("\n\n", " "),
    "Commerce Secretary Wilbur Ross said on Friday, “We will not allow advanced American technology to help build the "
    "army of an adversary.”",
    "“The United States should stop its wrong behavior,” foreign ministry spokesman Wang Wenbin said in Beijing.",
    "China will impose 25 percent tariffs on American soybeans and pork from January 6.",
    "China and the United States will hold trade talks in Geneva on January 13.",
)


@pytest.mark.parametrize("order", [order for number, order in enumerate(permutations(range(5))) if number % 13 == 0],
                         ids=lambda order: "".join(map(str, order)))
def test_the_order_of_paragraphs_changes_nothing(order: Iterable[int]) -> None:
    """Each says what it says, whatever stands before it."""
    told = facts("\n\n".join(PARAGRAPHS[number] for number in order))
    assert told == facts("\n\n".join(PARAGRAPHS))
    talks = ("talks", "scheduled", frozenset({"US", "CN"}), "Geneva", "2021-01-13")
    assert {LISTING.fact(), DUTY.fact(), talks} <= told
    assert {fact[1] for fact in told if fact[0] == "said"} == {"Wilbur Ross", "Wang Wenbin"}


@pytest.mark.parametrize("weeks", [1, 5, 52])
def test_the_day_of_publication_moves_relative_days_alone(weeks: int) -> None:
    """The weekdays of a later week are later by as much; a full date stays."""
    later = (dt.date.fromisoformat(PUBLISHED) + dt.timedelta(weeks=weeks)).isoformat()
    moved = (dt.date(2020, 12, 18) + dt.timedelta(weeks=weeks)).isoformat()
    text = f"{LISTING.text()}\n\n{replace(DUTY, day='February 1, 2021').text()}"
    assert facts(text, later) == {replace(LISTING, date=moved).fact(), replace(DUTY, date="2021-02-01").fact()}
    assert {fact[6] for fact in facts(LISTING.text(), "")} == {None}


def test_what_is_left_out_is_not_found() -> None:
    """Without a paragraph its facts are gone, and the others stay."""
    whole = facts("\n\n".join(PARAGRAPHS))
    for gone in PARAGRAPHS:
        left = facts("\n\n".join(paragraph for paragraph in PARAGRAPHS if paragraph != gone))
        assert left < whole, gone
