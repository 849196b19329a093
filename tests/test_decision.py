"""Human decisions: they outlive every ingest, can themselves be taken back, and say who, when and why."""

from __future__ import annotations

import getpass
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from kg import decision
from kg.decision import assert_file, log, retract
from kg.errors import SourceRefused, UsageError
from kg.ledger import Ledger
from kg.ledger.writer import RunReport
from kg.projection import project
from tests.small_ledger import (
    ALPHA,
    BETA,
    CUMULATIVE,
    DELTA,
    SOURCE,
    claims,
    edges,
    ledger_of,
    names,
    put,
    table,
)

WRONG = {"reason": "a wrong row", "author": "Ada", "day": "2020-02-01"}


def claim_of(ledger: Ledger, predicate: str, subject: str) -> str:
    """The id of the one claim of this predicate about this node."""
    with ledger.connect() as connection:
        ((found,),) = connection.execute(
            "SELECT DISTINCT id FROM claims WHERE predicate = $p AND subject = $s",
            {"p": predicate, "s": subject}).fetchall()
    return str(found)


def said(ledger: Ledger, folder: Path, *records: Mapping[str, object], **who: str) -> RunReport:
    """Assert records by way of a file."""
    path = folder / "said.jsonl"
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return assert_file(ledger, path, **who)


# retracting


def test_retracted_claim_leaves_the_graph_and_stays_in_the_ledger(tmp_path: Path) -> None:
    """The claims beside it stay."""
    ledger = ledger_of(tmp_path, BETA)
    owned = claim_of(ledger, "OWNED_BY", "x:beta")
    retract(ledger, owned, **WRONG)
    assert edges(ledger) == set()
    assert names(ledger) == {"Beta Ltd", "Gamma Ltd"}
    assert project(ledger).report.retracted == 1
    assert (owned,) in claims(ledger)


def test_retraction_survives_the_same_document_and_a_better_parser(tmp_path: Path) -> None:
    """The claim keeps its id, so it stays retracted."""
    ledger = ledger_of(tmp_path, BETA)
    retract(ledger, claim_of(ledger, "OWNED_BY", "x:beta"), **WRONG)
    for source in (SOURCE, replace(SOURCE, version=2)):
        with ledger.writer() as writer:
            put(writer, BETA, source=source)
        assert edges(ledger) == set()


@pytest.mark.parametrize("editions", ["cumulative", "replace"])
def test_retraction_survives_a_newer_edition_that_says_the_same(tmp_path: Path, editions: str) -> None:
    """Another document of the series, another claim id, the same statement; other statements are not touched."""
    source = replace(CUMULATIVE, editions=editions)
    newer = table("beta,Company,Beta Ltd,OWNED_BY,gamma", "gamma,Company,Gamma Ltd,OWNED_BY,beta")
    ledger = ledger_of(tmp_path, BETA, source=source)
    retract(ledger, claim_of(ledger, "OWNED_BY", "x:beta"), **WRONG)
    with ledger.writer() as writer:
        put(writer, newer, source=source, published="2020-03-01")
    assert edges(ledger) == {("x:gamma", "OWNED_BY", "x:beta")}


def test_retraction_does_not_reach_other_series(tmp_path: Path) -> None:
    """What another publisher says is another matter."""
    ledger = ledger_of(tmp_path, BETA, source=CUMULATIVE)
    retract(ledger, claim_of(ledger, "OWNED_BY", "x:beta"), **WRONG)
    with ledger.writer() as writer:
        put(writer, BETA + b"\n", source=SOURCE)
    assert edges(ledger) == {("x:beta", "OWNED_BY", "x:gamma")}


def test_retraction_of_a_retraction_brings_the_claim_back(tmp_path: Path) -> None:
    """And that can be retracted, too."""
    ledger = ledger_of(tmp_path, BETA)
    taken = claim_of(ledger, "OWNED_BY", "x:beta")
    for number, shown in enumerate((False, True, False, True)):
        taken = retract(ledger, taken, reason=f"decision {number}", author="Ada", day="2020-02-01")
        assert bool(edges(ledger)) is shown


def test_same_retraction_twice_is_one(tmp_path: Path) -> None:
    """The same person, day and words change nothing."""
    ledger = ledger_of(tmp_path, BETA)
    owned = claim_of(ledger, "OWNED_BY", "x:beta")
    first = retract(ledger, owned, **WRONG)
    before = (tmp_path / "manifest.json").read_bytes()
    assert retract(ledger, owned, **WRONG) == first
    assert (tmp_path / "manifest.json").read_bytes() == before


def test_retraction_that_was_taken_back_is_not_repeated_in_vain(tmp_path: Path) -> None:
    """The very same words would change nothing: that is said, with what would help."""
    ledger = ledger_of(tmp_path, BETA)
    owned = claim_of(ledger, "OWNED_BY", "x:beta")
    back = retract(ledger, retract(ledger, owned, **WRONG), reason="it was right", author="Bo", day="2020-02-01")
    with pytest.raises(UsageError, match=f"taken back by {back}: retract that one, or give another reason"):
        retract(ledger, owned, **WRONG)
    retract(ledger, owned, reason="another reason", author="Ada", day="2020-02-01")
    assert edges(ledger) == set()


def test_short_ids_are_enough(tmp_path: Path) -> None:
    """Eight characters or more, with or without the word in front; nothing that isn't one claim."""
    ledger = ledger_of(tmp_path, ALPHA)
    first, second, third, *_ = (row[0] for row in claims(ledger))
    assert retract(ledger, first[:8], **WRONG)
    assert retract(ledger, f"claim:{second[:12]}", **WRONG)
    assert retract(ledger, third, **WRONG)
    with pytest.raises(UsageError, match="expected at least 8 characters"):
        retract(ledger, first[:7], **WRONG)
    with pytest.raises(UsageError, match="no claim of the ledger begins like this"):
        retract(ledger, "0123456789", **WRONG)


def test_short_id_of_several_claims_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody guesses which was meant."""
    ledger = ledger_of(tmp_path, ALPHA)
    with ledger.connect() as connection:
        connection.execute("CREATE OR REPLACE VIEW claims AS FROM (VALUES ('abcdef0123'), ('abcdef0145')) t(id)")
        monkeypatch.setattr(Ledger, "connect", lambda self: connection)
        with pytest.raises(UsageError, match="several claims of the ledger begin like this"):
            retract(ledger, "abcdef01", **WRONG)


@pytest.mark.parametrize("reason", ["", "  \n", "a bell \x07", "x\0y"])
def test_retraction_needs_a_reason_in_words(tmp_path: Path, reason: str) -> None:
    """Nothing is recorded without one."""
    ledger = ledger_of(tmp_path, ALPHA)
    before = ledger.digest()
    with pytest.raises(UsageError, match="--reason: expected text"):
        retract(ledger, claims(ledger)[0][0], reason=reason)
    assert ledger.digest() == before


@pytest.mark.parametrize("reason", ["cafe\u0301 is closed", 'she said "no" \\ twice', "中文理由", "long " * 300])
def test_any_words_make_a_reason(tmp_path: Path, reason: str) -> None:
    """Accents in two parts, quotation marks, other scripts, and more than a quote holds."""
    ledger = ledger_of(tmp_path, BETA)
    identity = retract(ledger, claim_of(ledger, "OWNED_BY", "x:beta"), reason=reason, author="Ada")
    assert edges(ledger) == set()
    assert (identity,) in claims(ledger)


def test_day_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """For retractions and assertions alike."""
    ledger = ledger_of(tmp_path, ALPHA)
    with pytest.raises(UsageError, match="'2020-02-30': expected a date that exists"):
        retract(ledger, claims(ledger)[0][0], reason="wrong", day="2020-02-30")
    with pytest.raises(UsageError, match="expected a date that exists"):
        said(ledger, tmp_path, {"subject": "x:alpha", "predicate": "remarks", "object": "a", "reason": "b"},
             day="today")


# asserting


def test_asserted_claims_appear(tmp_path: Path) -> None:
    """A node, its name and a relation to a node of a source, with the best rank of evidence."""
    ledger = ledger_of(tmp_path, ALPHA)
    report = said(
        ledger, tmp_path, {"subject": "x:own", "predicate": "class", "object": "Company", "reason": "seen"},
        {"subject": "x:own", "predicate": "name", "object": 'Own "Best" \\ Ltd', "reason": "its own sign"},
        {"subject": "x:own", "predicate": "OWNED_BY", "object": "x:alpha", "reason": "the register",
         "qualifiers": {"share": "51.5"}, "valid_from": "2019-01-01", "known_from": "2019-01-02"}, author="Ada")
    assert (report.accepted, report.refused) == (3, ())
    assert names(ledger) == {"Alpha Ltd", "Home Bureau", 'Own "Best" \\ Ltd'}
    graph = project(ledger).graph
    ((row,),) = ([row for relation, row in graph.edge_rows() if relation == "OWNED_BY"],)
    assert (row["share"], row["basis"], str(row["valid_from"])) == (51.5, "decision", "2019-01-01")
    assert "the register" in str(row["quote"])


def test_assertions_in_yaml(tmp_path: Path) -> None:
    """The other form of a list of records."""
    ledger = ledger_of(tmp_path / "ledger", ALPHA)
    (tmp_path / "said.yaml").write_text("- subject: x:alpha\n  predicate: remarks\n  object: Seen.\n  reason: a walk\n")
    assert assert_file(ledger, tmp_path / "said.yaml").accepted == 1


def test_assertion_as_long_as_it_likes(tmp_path: Path) -> None:
    """Its quote is a part of it."""
    ledger = ledger_of(tmp_path, ALPHA)
    for text in ("word " * 150, "a\n\t\"b\" " * 120):
        report = said(ledger, tmp_path, {"subject": "x:alpha", "predicate": "remarks", "object": text.strip(),
                                         "reason": "why " * 300})
        assert report.refused == ()


def test_asserted_twice_is_once(tmp_path: Path) -> None:
    """The same file of the same person on the same day."""
    ledger = ledger_of(tmp_path, ALPHA)
    record = {"subject": "x:alpha", "predicate": "remarks", "object": "Seen.", "reason": "a walk"}
    said(ledger, tmp_path, record, author="Ada", day="2020-02-01")
    before = ledger.digest()
    report = said(ledger, tmp_path, record, author="Ada", day="2020-02-01")
    assert (report.accepted, report.known) == (0, 1)
    assert ledger.digest() == before


def test_assertion_can_be_retracted(tmp_path: Path) -> None:
    """It is a claim like others."""
    ledger = ledger_of(tmp_path, ALPHA)
    said(ledger, tmp_path, {"subject": "x:home", "predicate": "PART_OF", "object": "x:alpha", "reason": "heard"})
    assert edges(ledger) == {("x:home", "PART_OF", "x:alpha")}
    retract(ledger, claim_of(ledger, "PART_OF", "x:home"), **WRONG)
    assert edges(ledger) == set()


def test_refused_assertions_are_told_with_their_line(tmp_path: Path) -> None:
    """The good ones beside them are recorded."""
    ledger = ledger_of(tmp_path / "ledger", ALPHA)
    good = {"subject": "x:alpha", "predicate": "remarks", "object": "Seen.", "reason": "a walk"}
    lines = [json.dumps(good), "{not json", json.dumps({**good, "reason": " "}), json.dumps({**good, "colour": "red"}),
             json.dumps({**good, "subject": "x:nobody"}), json.dumps({**good, "object": 5}),
             json.dumps({**good, "valid_from": "soon"}), json.dumps({**good, "predicate": "rate_pct"}), "5"]
    path = tmp_path / "said.jsonl"
    path.write_text("\n".join(lines))
    report = assert_file(ledger, path)
    assert report.accepted == 1
    found = {int(refusal.split(":")[1]): refusal for refusal in report.refused}
    expected = {2: "not JSON", 3: "reason: expected why", 4: "unknown field `colour`", 5: "unknown id 'x:nobody'",
                6: "Expected `str`, got `int`", 7: "'soon': expected a date", 8: "Company has no property rate_pct",
                9: "Expected `object`, got `int`"}
    assert found.keys() == expected.keys()
    for line, reason in expected.items():
        assert found[line].startswith(f"said.jsonl:{line}: ")
        assert reason in found[line]


@pytest.mark.parametrize(("content", "reason"), [
    (b"", "expected a list of records"), (b"\xff\xfe\xff", "UTF-16"), (b"just words", "expected a mapping")])
def test_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    """As a whole, and nothing is recorded."""
    ledger = ledger_of(tmp_path / "ledger", ALPHA)
    before = ledger.digest()
    (tmp_path / "said.yaml").write_bytes(content)
    with pytest.raises(SourceRefused, match=reason):
        assert_file(ledger, tmp_path / "said.yaml")
    with pytest.raises(SourceRefused, match="can't be read: No such file"):
        assert_file(ledger, tmp_path / "none.yaml")
    assert ledger.digest() == before


# one or two


def pair(one: str, relation: str, other: str) -> dict[str, object]:
    """The record of a decision on two nodes."""
    return {"subject": one, "predicate": relation, "object": other, "reason": "compared their registers"}


def test_same_as_joins(tmp_path: Path) -> None:
    """Two names, one node, and what each said of it; taken back, they part again."""
    ledger = ledger_of(tmp_path, BETA, DELTA, ALPHA)
    said(ledger, tmp_path, pair("x:alpha", "SAME_AS", "x:beta"))
    (joined,) = project(ledger).report.joined
    assert {joined.node, joined.canonical} == {"x:alpha", "x:beta"}
    assert len(names(ledger)) == 5
    retract(ledger, claim_of(ledger, "SAME_AS", "x:alpha"), **WRONG)
    assert project(ledger).report.joined == ()
    assert len(names(ledger)) == 6


def test_different_from_keeps_apart(tmp_path: Path) -> None:
    """Two nodes of one name that would be one; taken back, they are one again."""
    ledger = ledger_of(tmp_path, table("one,Company,Alpha Ltd,,"), table("two,Company,Alpha Ltd,,"))
    assert len(project(ledger).report.joined) == 1
    said(ledger, tmp_path, pair("x:two", "DIFFERENT_FROM", "x:one"))
    assert project(ledger).report.joined == ()
    assert project(ledger).report.candidates == ()
    retract(ledger, claim_of(ledger, "DIFFERENT_FROM", "x:two"), **WRONG)
    assert len(project(ledger).report.joined) == 1


def test_decision_on_an_unknown_node_is_refused(tmp_path: Path) -> None:
    """With its line."""
    ledger = ledger_of(tmp_path, ALPHA)
    report = said(ledger, tmp_path, pair("x:alpha", "SAME_AS", "x:none"))
    assert report.refused == ("said.jsonl:1: SAME_AS: unknown id 'x:none': expected a node of this document or of "
                              "the ledger",)


# the log


def test_log_tells_who_when_what_and_why(tmp_path: Path) -> None:
    """Oldest first, with what was retracted in words."""
    ledger = ledger_of(tmp_path, BETA)
    owned = claim_of(ledger, "OWNED_BY", "x:beta")
    retraction = retract(ledger, owned, **WRONG)
    said(ledger, tmp_path, {"subject": "x:beta", "predicate": "remarks", "object": 'A "quoted" word',
                            "reason": "its web site"}, author="Bo")
    first, second = log(ledger)
    assert (first.author, first.action, first.claim, first.reason) == ("Ada", "retract", retraction, "a wrong row")
    assert first.statement == f"claim:{owned}: x:beta OWNED_BY x:gamma"
    assert (second.author, second.action, second.reason) == ("Bo", "assert", "its web site")
    assert second.statement == 'x:beta remarks A "quoted" word'
    assert first.recorded_at < second.recorded_at


def test_log_has_one_line_for_each_decision(tmp_path: Path) -> None:
    """However many runs say the claim that was retracted."""
    ledger = ledger_of(tmp_path, BETA)
    retract(ledger, claim_of(ledger, "OWNED_BY", "x:beta"), **WRONG)
    with ledger.writer() as writer:
        put(writer, BETA, source=replace(SOURCE, version=2))
    assert len(list(log(ledger))) == 1


def test_log_of_a_ledger_without_decisions_is_empty(tmp_path: Path) -> None:
    """Sources decide nothing."""
    assert list(log(ledger_of(tmp_path, ALPHA))) == []


def test_author_is_the_account_when_nobody_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the environment or the system; without a name somebody must be named."""
    ledger = ledger_of(tmp_path, ALPHA)
    monkeypatch.setattr(getpass, "getuser", lambda: "cy")
    retract(ledger, claims(ledger)[0][0], reason="wrong")
    (entry,) = log(ledger)
    assert entry.author == "cy"
    assert [run.published for run in ledger.runs() if run.module == "decision"] == [decision.today()]

    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(getpass, "getuser", nameless)
    with pytest.raises(UsageError, match="say with --author who decides"):
        retract(ledger, claims(ledger)[0][0], reason="wrong")
