"""The sources of running text besides news: what they recognise, and what they make of odd documents."""

from __future__ import annotations

import json
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies

from ingest import SOURCES, federal_register, headlines, news, press_release, social_posts
from ingest.parsing import Parsed, parsed
from ingest.running import detect, read_document
from ingest.source import Source
from kg.claim import Claim, Refusal
from kg.document import Document, hash_of
from kg.errors import SourceRefused
from kg.ledger.check import ClaimChecker

SENTENCE = "The United States will raise its duties on steel, the agency announced today.\n"
POST = {"text": "China will pay for the steel.", "created_at": "Fri May 10 12:00:00 +0000 2019", "id_str": "1"}


def given(content: str, name: str, source: Source) -> Parsed:
    """A document read by a source."""
    data = content.encode()
    return parsed(Document(content=data, id=hash_of(data), name=name), source)


def said(found: Parsed, predicate: str) -> list[Claim]:
    """The claims of one predicate."""
    return [claim for claim in found.items if isinstance(claim, Claim) and claim.predicate == predicate]


@pytest.mark.parametrize("text", [
    f"---\nsource_url: https://ustr.gov/about/press/x\n---\n{SENTENCE}", f"https://www.bis.gov/press/x\n\n{SENTENCE}",
    f"FACT SHEET: Duties on Steel\n\n{SENTENCE}", f"title: Readout of a Call\ndate: 2024-04-02\n\n{SENTENCE}",
    f"FOR IMMEDIATE RELEASE\nMonday, October 7, 2019\n\n{SENTENCE}", f"# A Proclamation on Steel\n\n{SENTENCE}",
    f"U.S. Department of Commerce Adds Firms to Entity List\n\n{SENTENCE}",
    f"MOFCOM Spokesperson's Remarks on Duties\n\n{SENTENCE}",
    f'<html><head><meta property="og:url" content="https://www.commerce.gov/x"></head><body><p>{SENTENCE}'])
def test_a_governments_own_text_is_a_press_release(text: str) -> None:
    """By its address or by its heading, whatever the form."""
    assert detect("a.txt", text.encode(), SOURCES) is press_release.SOURCE


@pytest.mark.parametrize("text", [
    f"---\nsource_url: https://example.org/gov/x\n---\n{SENTENCE}", f"Steel Dearer After Fact Sheet\n\n{SENTENCE}",
    "https://www.mofcom.gov.cn/x\n\n商务部公布了关于钢铁关税的决定，自公布之日起施行。\n",
    f'<html><head><meta property="og:url" content="https://example.org/x"></head><body><p>{SENTENCE}'])
def test_a_text_about_a_government_is_news(text: str) -> None:
    """What only speaks of one, or isn't in English, is read as news."""
    assert detect("a.txt", text.encode(), SOURCES) is news.SOURCE


def test_an_abstract_of_the_federal_register_is_its_own() -> None:
    """Its address is a government's, its form its own."""
    text = (f"---\nsource: federal_register\nsource_url: https://www.federalregister.gov/d/x\n---\n\n"
            f"**Document Number:** 2022-03029\n\n## Summary\n\n{SENTENCE}\n## Context\n\n"
            "It is said that firms were listed.\n")
    assert detect("a.md", text.encode(), SOURCES) is federal_register.SOURCE
    found = given(text, "a.md", federal_register.SOURCE)
    assert all("firms were listed" not in claim.quote for claim in found.items if isinstance(claim, Claim))


def test_a_text_without_a_summary_is_read_whole() -> None:
    """`--source federal_register` on another form of document."""
    found = given(SENTENCE, "a.md", federal_register.SOURCE)
    assert found.document.publisher == "Federal Register"


def test_headlines_are_known_from_their_own_day() -> None:
    """And are never surer than a headline can be."""
    table = "published,title\n2019-10-08,U.S. adds Hikvision to Entity List\n"
    found = given(table, "a.csv", headlines.SOURCE)
    [listed] = said(found, "ADDS_TO")
    assert (listed.known_from, listed.locator, listed.confidence) == ("2019-10-08", "cell=2,2", headlines.MOST)
    assert (found.document.published, found.document.published_basis) == ("2019-10-08", "newest row")


def test_rows_without_a_day_are_refused_alone() -> None:
    """The line is named, the rest goes in."""
    found = given("date,headline\nsoon,Talks go on\n2019-10-08,Talks go on\n2019-10-09\n", "a.csv", headlines.SOURCE)
    assert [item.line for item in found.items if isinstance(item, Refusal)] == [2, 4]


@pytest.mark.parametrize("table", ["", "a,b\n1,2\n", "date\n2019-10-08\n"])
def test_a_table_without_the_columns_is_refused(table: str) -> None:
    """Also when the source is named by hand."""
    assert not headlines.SOURCE.recognises("a.csv", table.encode())
    with pytest.raises(SourceRefused, match="column of days"):
        given(table, "a.csv", headlines.SOURCE)


@pytest.mark.parametrize(("author", "name", "rule"), [
    ({"user": {"name": "Donald Trump"}}, "Donald Trump", "post"), ({"author": "Jo Roe"}, "Jo Roe", "post"),
    ({}, "Wilbur Ross", "post+author-from-file-name")])
def test_posts_are_their_authors_statements(author: dict[str, object], name: str, rule: str) -> None:
    """Named in the post, or by the file alone: then the claims say so."""
    found = given(json.dumps([POST | author]), "ross_posts.json", social_posts.SOURCE)
    [made] = said(found, "MADE")
    assert {claim.object for claim in said(found, "name") if claim.subject == made.subject} == {name}
    assert (made.rule, made.known_from, made.locator) == (rule, "2019-05-10", "/0/text")


def test_posts_of_nobody_are_refused() -> None:
    """No author, and a file's name that doesn't name an official."""
    with pytest.raises(SourceRefused, match="author"):
        given(json.dumps([POST]), "posts.json", social_posts.SOURCE)


def test_what_is_passed_on_is_left_out_and_what_is_broken_refused() -> None:
    """A repost isn't the author's word; a post without a day has a line that says so."""
    posts = [POST | part for part in ({"is_retweet": True}, {"created_at": "once"}, {"text": " "},
                                      {"created_at": "2019-05-11"})]
    found = given(json.dumps(posts), "trump.json", social_posts.SOURCE)
    assert len([item for item in found.items if isinstance(item, Refusal)]) == 2
    assert found.document.published == "2019-05-11"


def test_given_days_go_before_the_newest_row(tmp_path: Path) -> None:
    """`--published` is what the user knows."""
    path = tmp_path / "trump.json"
    path.write_text(json.dumps([POST]), encoding="utf-8")
    document, source = read_document(path, SOURCES, published="2020-01-01")
    assert source is social_posts.SOURCE
    assert parsed(document, source).document.published == "2020-01-01"


WORDS = [
    "China", "the U.S. Commerce Department", "said", "“", "”", '"', "'", "’", "that it would add", "Huawei",
    "to its Entity List", "on Monday", ".", ",", "--", "tariffs of", "25%", "on $200 billion of goods",
    "in response to", "will retaliate", "talks", "in Washington", "Liu He", "Mr. Trump", "he", "spokesman",
    "[a](https://example.org/a)", "**", "\n\n", "\n", "\r\n", "\u2028", "中国", "商务部", "表示", "。", "「", "」",
    "MATCH (n) DETACH DELETE n", "=SUM(A1)", "<script>", "\u0301", "\x85", "\x0b", "🙂", "Q:", "A:",
    "28 companies", "1e999", "-5%"]


@hypothesis.settings(max_examples=80, suppress_health_check=[hypothesis.HealthCheck.too_slow])
@hypothesis.given(words=strategies.lists(strategies.sampled_from(WORDS), min_size=3, max_size=60))
def test_no_text_breaks_the_rules_or_the_contract(words: list[str]) -> None:
    """Odd quotation marks, statements of query languages, formulas, emoji: at worst nothing is found."""
    try:
        found = given(" ".join(words), "a.txt", news.SOURCE)
    except SourceRefused:
        return
    checker = ClaimChecker(found.rendition)
    held = [claim for claim in found.items if isinstance(claim, Claim) and not checker.check(claim)]
    for claim in held:
        checker.settle(claim, {})
