"""GDELT's event rows: what is kept, left out by name, or refused; and what becomes of it beside curated events."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ingest
from benchmarks import gdelt
from ingest.coded_events import FILTERS, NO_STATE, ONE_SIDE, OTHER_COUNTRIES, OTHER_DEEDS, THIRD_PARTIES
from ingest.gdelt_events import COLUMNS_USED, SOURCE
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.errors import SourceRefused
from kg.ledger import Ledger
from kg.projection import project
from kg.rendition import RENDER, line_of
from kg.tab_rendition import TabRendition
from kg.validate import validate
from tests.ledgers import chronology, edges_of, ledger_of, nodes_of

FIXTURES = Path(__file__).parent / "sources" / "gdelt_events"
ROWS = (FIXTURES / "input.csv").read_bytes().splitlines(keepends=True)
FIRST = ROWS[0]


def read(content: bytes, name: str = "20180706.export.CSV") -> tuple[list[Claim], list[Refusal], tuple[str, ...]]:
    """Claims and refusals of a file, and what it says of rows left out."""
    document = Document(content=content, name=name)
    rendition = RENDER[SOURCE.rendition](content, name)
    document = SOURCE.describe(document, rendition)
    items = list(SOURCE.parse(document, rendition))
    assert SOURCE.left_out is not None
    return ([item for item in items if isinstance(item, Claim)], [item for item in items if isinstance(item, Refusal)],
            SOURCE.left_out(document, rendition))


def said(claims: list[Claim], predicate: str) -> list[str]:
    """The objects of all claims of one predicate on events."""
    return [claim.object for claim in claims if claim.predicate == predicate and claim.subject.startswith("event:")]


def with_cells(row: bytes, **cells: bytes) -> bytes:
    """The row with other cells, by number from 0: `c7=b"CAN"`."""
    found = row.rstrip(b"\n").split(b"\t")
    for place, cell in cells.items():
        found[int(place.removeprefix("c"))] = cell
    return b"\t".join(found) + b"\n"


def test_rows_are_kept_by_pair_and_code_and_the_others_counted() -> None:
    """Seven of the twelve rows are of the trade war; each other one is counted under the filter that left it out."""
    claims, refusals, left_out = read(b"".join(ROWS))
    assert refusals == []
    assert sorted(said(claims, "identifiers")) == [
        f"GDELT:76321{number:04}" for number in (1, 2, 3, 4, 5, 7, 12)]
    assert left_out == ("12 rows read, 7 of them kept or refused", f"1 row left out: {OTHER_COUNTRIES}",
                        f"1 row left out: {ONE_SIDE}", f"1 row left out: {THIRD_PARTIES}",
                        f"1 row left out: {OTHER_DEEDS}", f"1 row left out: {NO_STATE}")


@pytest.mark.parametrize(("cells", "name"), [
    ({"c7": b"BRA"}, OTHER_COUNTRIES), ({"c17": b""}, OTHER_COUNTRIES), ({"c7": b"HKG"}, ONE_SIDE),
    ({"c7": b"JPN", "c17": b"KOR"}, THIRD_PARTIES), ({"c26": b"190"}, OTHER_DEEDS), ({"c26": b"010"}, OTHER_DEEDS),
    ({"c12": b"BUS"}, NO_STATE), ({"c26": b"046", "c22": b"MED"}, NO_STATE),
])
def test_each_filter_leaves_out_what_it_names(cells: dict[str, bytes], name: str) -> None:
    """One changed cell, and the row is gone; the report says by which filter."""
    claims, refusals, left_out = read(with_cells(FIRST, **cells))
    assert (claims, refusals) == ([], [])
    assert left_out == ("1 row read, 0 of them kept or refused", f"1 row left out: {name}")
    assert name in FILTERS


@pytest.mark.parametrize("cells", [{}, {"c7": b"EUR"}, {"c7": b"LTU"}, {"c12": b"LEG"}, {"c22": b"BUS"},
                                   {"c26": b"085"}])
def test_what_no_filter_names_is_kept(cells: dict[str, bytes]) -> None:
    """The Union, its members, parliaments, and firms that are hit."""
    claims, _, left_out = read(with_cells(FIRST, **cells))
    assert len(said(claims, "class")) == 1
    assert left_out == ("1 row read, 1 of them kept or refused",)


def test_rows_of_one_day_pair_and_deed_are_one_event() -> None:
    """The first and the fourth row tell of one embargo, which has both ids and two reports."""
    claims, _, _ = read(b"".join(ROWS))
    told = {claim.object: claim.subject for claim in claims if claim.predicate == "identifiers"}
    assert told["GDELT:763210001"] == told["GDELT:763210004"]
    assert len(set(told.values())) == 6


def test_talks_are_one_event_whoever_is_named_first() -> None:
    """China with the United States, or the other way round."""
    claims, _, _ = read((FIXTURES / "input-v2.csv.zip").read_bytes(), "20200115181500.export.CSV.zip")
    talks = {claim.subject for claim in claims if claim.object == "TradeTalk"}
    assert len(talks) == 1
    assert [name for name in said(claims, "name") if "talks" in name] == ["CN and US: talks, 2020-01-15"] * 2


def test_all_is_weak_and_unchecked_and_names_its_coder() -> None:
    """Confidence 10 to 30, and a rule with version and code."""
    for path in sorted(FIXTURES.glob("input*")):
        claims, _, _ = read(path.read_bytes(), path.name)
        assert {claim.confidence for claim in claims} <= {10, 20, 30}
        assert {claim.rule.partition("+")[0] for claim in claims} <= {"gdelt-1.0", "gdelt-2.0", "country-code"}
        assert set(said(claims, "checked")) == {"unchecked"}
        assert not said(claims, "effective"), "a report puts no measure into force"


def test_a_report_that_leads_its_article_counts_more() -> None:
    """And a code that needn't be about trade counts less."""
    sure = {(root, code): read(with_cells(FIRST, c25=root, c26=code))[0][0].confidence
            for root in (b"0", b"1") for code in (b"163", b"111")}
    assert sure == {(b"1", b"163"): 30, (b"0", b"163"): 20, (b"1", b"111"): 20, (b"0", b"111"): 10}


def test_known_from_is_the_day_on_which_the_row_was_added() -> None:
    """Not the day of the event, which reports may tell years later."""
    claims, _, _ = read(with_cells(FIRST, c1=b"20170706"))
    assert {claim.known_from for claim in claims} == {"2018-07-06"}
    assert said(claims, "announced") == ["2017-07-06"]


def test_only_a_web_address_is_cited() -> None:
    """Version 1.0 also names services such as BBC Monitoring in that column."""
    assert said(read(FIRST)[0], "citation_url") == [FIRST.rstrip().rsplit(b"\t", 1)[1].decode()]
    assert said(read(with_cells(FIRST, c57=b"BBC Monitoring"))[0], "citation_url") == []
    assert said(read(with_cells(FIRST, c57=b"http://a.b/\x07"))[0], "citation_url") == []


@pytest.mark.parametrize(("damage", "expected"), [
    (lambda row: row.rsplit(b"\t", 20)[0] + b"\n", "expected 58 cells, found 38"),
    (lambda row: row.rstrip(b"\n") + b"\tmore\n", "expected 58 cells, found 59"),
    (lambda row: with_cells(row, c0=b"abc"), "GLOBALEVENTID: expected a number, found 'abc'"),
    (lambda row: with_cells(row, c1=b"20180230"), "SQLDATE: expected a date that exists, as YYYYMMDD, found '2018"),
    (lambda row: with_cells(row, c1=b"2018-07-06"), "SQLDATE: expected a date that exists"),
    (lambda row: with_cells(row, c26=b"999"), "EventCode: expected a CAMEO code such as 163, found '999'"),
    (lambda row: with_cells(row, c26=b""), "EventCode: expected a CAMEO code"),
    (lambda row: with_cells(row, c25=b"2"), "IsRootEvent: expected 0 or 1, found '2'"),
    (lambda row: with_cells(row, c56=b"20189999"), "DATEADDED: expected a date that exists"),
    (lambda row: with_cells(row, c1=b"20180708"), "SQLDATE: 2018-07-08 is after the day on which the row was added"),
    (lambda row: with_cells(row, c6=b"US\0A"), "expected text, found a NUL"),
    (lambda row: with_cells(row, c6=b"\xff"), "expected UTF-8 text, found byte 0xff"),
    (lambda row: with_cells(row, c6=b"x" * 1_000_001), "expected a row of at most 1000000 bytes"),
])
def test_a_row_that_cannot_be_read_is_refused_with_its_line(damage: Callable[[bytes], bytes], expected: str) -> None:
    """The rows before and after it are taken; an article dated a day ahead is another time zone's."""
    claims, refusals, _ = read(FIRST + damage(ROWS[1]) + with_cells(ROWS[2], c1=b"20180707"))
    assert [refusal.line for refusal in refusals] == [2]
    assert expected in refusals[0].reason
    assert sorted(said(claims, "identifiers")) == ["GDELT:763210001", "GDELT:763210003"]


def test_a_file_without_a_row_of_any_version_is_refused() -> None:
    """As a whole, with what was expected."""
    with pytest.raises(SourceRefused, match="expected 57 or 58 or 61 columns"):
        read(b"1\t20180706\n")


def test_the_columns_named_as_used_are_those_of_the_codebook(shared: Path) -> None:
    """Their order in the codebook is their place in the row."""
    lines = (shared / "data" / "event_ontologies" / "gdelt_events1.csv").read_text("utf-8", "replace").splitlines()
    names = [line.split(",")[0] for line in lines if line.split(",")[1:2] in (["INTEGER"], ["FLOAT"], ["STRING"])]
    assert len(names) == 58
    assert [names.index(name) for name in COLUMNS_USED] == [0, 1, 7, 12, 17, 22, 25, 26, 56, 57]


# ---------------------------------------------------------------- packed files

def packed_zip(*contents: bytes) -> bytes:
    """A ZIP archive of these files."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(contents):
            archive.writestr(f"{number}.csv", content)
    return found.getvalue()


@pytest.mark.parametrize("pack", [lambda c: c, gzip.compress, packed_zip, lambda c: gzip.compress(c[:700]) +
                                  gzip.compress(c[700:])])
def test_packed_files_say_the_same(pack: Callable[[bytes], bytes]) -> None:
    """Plain, gzip, ZIP, and gzip in two members; each is recognised by its first bytes."""
    content = b"".join(ROWS)
    assert read(pack(content))[0] == read(content)[0]
    assert SOURCE.recognises("x.csv", pack(content)[:65_536])


@pytest.mark.parametrize(("content", "expected"), [
    (gzip.compress(b"".join(ROWS))[:-12], "its end is missing"), (gzip.compress(FIRST)[:12] + b"\xff" * 40, "damaged"),
    (packed_zip(FIRST, FIRST), "expected one file in the archive, found 2"), (packed_zip(FIRST)[:90], "damaged"),
])
def test_a_damaged_archive_is_refused(content: bytes, expected: str) -> None:
    """With what is wrong, as a whole."""
    with pytest.raises(SourceRefused, match=expected):
        RENDER["tabs/1"](content, "x.zip")


def test_an_archive_that_unpacks_to_more_than_it_may_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the memory is full."""
    monkeypatch.setattr("kg.tab_rendition.LARGEST", 1_000)
    for content in (gzip.compress(bytes(5_000)), packed_zip(bytes(5_000))):
        with pytest.raises(SourceRefused, match="at most 1000 bytes"):
            RENDER["tabs/1"](content, "x.zip")


@pytest.mark.parametrize("head", [
    b"\x1f\x8b\x08\x00junk, not packed", b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"a,b\n", b"\xff\xfe",
    FIRST[:40], b"\t" * 57])
def test_other_files_are_not_recognised(head: bytes) -> None:
    """Nor do the first bytes of damaged ones raise anything."""
    assert not SOURCE.recognises("x.csv", head)


def test_places_of_the_rendition_are_rows_and_cells() -> None:
    """Counted from 1, with the same words as in a table with commas; anything else isn't there."""
    found = RENDER["tabs/1"](b"\xef\xbb\xbfa\t\tb\r\n\nc\xff\n", "x")
    assert isinstance(found, TabRendition)
    assert [found.text_at(place) for place in ("row=1", "cell=1,1", "cell=1,3", "row=2")] == ["a | b", "a", "b", ""]
    for place in ("row=0", "row=4", "row=3", "cell=1,4", "cell=1,0", "row=01", "row=1,1", "char=0,1", "cell=1"):
        with pytest.raises(KeyError):
            found.text_at(place)


def test_a_place_of_the_rendition_is_a_line_of_the_file() -> None:
    """Row 12 is line 12, which is what a refused claim names."""
    found = RENDER["tabs/1"](b"".join(ROWS), "x")
    assert [line_of(found, place) for place in ("row=12", "cell=3,7", "char=1,2")] == [12, 3, 0]


def test_another_rendition_is_refused_and_a_given_day_stays() -> None:
    """A table with commas isn't one of these; `--published` is older knowledge than the rows'."""
    table = RENDER["tabs/1"](FIRST, "x")
    with pytest.raises(SourceRefused, match="found the rendition csv/1"):
        list(SOURCE.parse(Document(content=FIRST, name="x"), RENDER["csv/1"](FIRST, "x")))
    given = SOURCE.describe(Document(content=FIRST, name="x", published="2018-07-09", published_basis="given"), table)
    assert (given.published, given.publisher) == ("2018-07-09", "The GDELT Project")


def test_empty_lines_are_no_rows() -> None:
    """Nor are they refused."""
    assert read(FIRST + b"\n\n")[1:] == ([], ("1 row read, 1 of them kept or refused",))


# ---------------------------------------------------------------- through the ledger

def test_the_report_of_a_run_says_what_was_left_out(tmp_path: Path) -> None:
    """Refused rows with file and line, left out rows by filter; read again, the file is known."""
    path = tmp_path / "20180706.export.CSV"
    path.write_bytes(b"".join(ROWS) + b"cut\tshort\n")
    first, again = (ingest.run(tmp_path / "l.kg", [path]).documents[0] for _ in range(2))
    assert first.state == "recorded"
    assert first.accepted > 0
    assert first.refused == ("20180706.export.CSV:13: expected 58 cells, found 2",)
    assert first.left_out[0] == "13 rows read, 8 of them kept or refused"
    assert sum(int(line.split()[0]) for line in first.left_out[1:]) == 5
    assert (first.published, first.published_basis) == ("2018-07-07", "newest row")
    assert (again.state, again.refused, again.left_out) == ("known", first.refused, ())


def test_the_command_line_says_what_was_left_out(tmp_path: Path) -> None:
    """On standard error, a line for each filter, behind the file's name; exit code 0, for nothing was refused."""
    path = tmp_path / "20180706.export.CSV"
    path.write_bytes(b"".join(ROWS))
    done = subprocess.run([sys.executable, "-m", "kg.cli", "ingest", path, "--ledger", tmp_path / "l.kg"],
                          capture_output=True, text=True, check=True)
    assert f"20180706.export.CSV: 1 row left out: {ONE_SIDE}\n" in done.stderr
    assert "gdelt_events" in done.stdout


TALKS: dict[str, Any] = {
    "id": "us-cn-2020-01-15-signing", "class": "TradeTalk", "name": "Signing in Washington",
    "actors": [{"country": "US"}, {"country": "CN"}], "target_countries": [], "targets": [],
    "announced": "2020-01-15", "effective": "2020-01-15", "instruments": [], "place": "Washington",
    "citation": "Reports of 15 January 2020", "checked": "secondary"}
LIST_1: dict[str, Any] = {
    "id": "us-2018-06-15-list-1", "class": "TariffAction", "name": "First list of Section 301 duties",
    "actors": [{"country": "US"}], "target_countries": ["CN"], "targets": [], "announced": "2018-06-15",
    "effective": "2018-07-06", "instruments": ["Section 301"], "rate_pct": 25, "citation": "83 FR 28710",
    "checked": "secondary"}


def test_coded_talks_are_candidates_of_curated_ones_and_never_joined(tmp_path: Path) -> None:
    """Same sides and day: a CANDIDATE_OF edge, two nodes; another day or another pair: no edge."""
    ledger = ledger_of(tmp_path, chronology(TALKS))
    ingest.run(ledger, [FIXTURES / "input-v2.csv.zip"])
    graph = project(ledger).graph
    talks = {node: facts for node, facts in nodes_of(graph).items() if facts["class"] == "TradeTalk"}
    assert len(talks) == 2
    assert not any(facts.get("merged_from") for facts in talks.values())
    candidates = [edge for edge in edges_of(graph, "CANDIDATE_OF") if TALKS["id"] in (edge["source"], edge["target"])]
    assert len(candidates) == 1
    assert candidates[0]["score"] < 100


def test_a_coded_measure_is_weak_evidence_of_a_curated_one(tmp_path: Path) -> None:
    """Day, actor and target are the same, and both are measures; of another day or the other side's it is not."""
    other_day, answer = {**LIST_1, "id": "us-later", "effective": "2018-07-07"}, {
        **LIST_1, "id": "cn-answer", "actors": [{"country": "CN"}], "target_countries": ["US"]}
    ledger = ledger_of(tmp_path, chronology(LIST_1, other_day, answer))
    ingest.run(ledger, [FIXTURES / "input.csv"])
    graph = project(ledger).graph
    found = [edge for edge in edges_of(graph, "CANDIDATE_OF")
             if {"us-later", "cn-answer", LIST_1["id"]} & {edge["source"], edge["target"]}]
    assert sorted((edge["score"], edge["reason"]) for edge in found) == [
        (30, "CN to US on 2018-07-06: a TradeRestriction and a TariffAction"),
        (30, "US to CN on 2018-07-06: a TradeRestriction and a TariffAction")]
    assert not any("us-later" in (edge["source"], edge["target"]) for edge in found)
    assert not any(facts.get("merged_from") for facts in nodes_of(graph).values())


def test_curated_events_are_the_same_with_and_without_coded_ones(tmp_path: Path) -> None:
    """Weak evidence changes no state and answers nothing in the default view."""
    plain = nodes_of(project(ledger_of(tmp_path / "a", chronology(TALKS))).graph)
    ledger = ledger_of(tmp_path / "b", chronology(TALKS))
    ingest.run(ledger, [FIXTURES / "input.csv", FIXTURES / "input-v2.csv.zip"])
    graph = project(ledger).graph
    mixed = nodes_of(graph)
    assert plain[TALKS["id"]] == mixed[TALKS["id"]]
    coded = {node for node, facts in mixed.items() if facts["class"] == "TradeRestriction"}
    assert coded
    assert {edge["state"] for edge in edges_of(graph, "HAS_STATE") if edge["source"] in coded} == {"announced"}


def test_a_ledger_of_coded_events_is_valid(tmp_path: Path) -> None:
    """Every quote is found again in the stored bytes, packed or not."""
    ledger = Ledger.create(tmp_path / "l.kg")
    report = ingest.run(ledger, sorted(FIXTURES.glob("input*")))
    assert not report.refused
    assert list(validate(ledger)) == []


def test_generated_rows_go_through_filter_and_mapping() -> None:
    """The benchmark's rows are rows of both versions, and its share of kept rows is as asked for."""
    for columns in (57, 58, 61):
        speed = gdelt.measured(400, columns=columns, kept=1.0, runs=1)
        assert (speed.rows, speed.kept) == (400, 400)
    assert gdelt.measured(400, kept=0.0, runs=1).kept < 100
