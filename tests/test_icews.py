"""ICEWS rows: a published sample read whole, each filter, and input that is bad in every way."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import ingest
from ingest.cameo import DEEDS, by_code
from ingest.coded_events import COUNTRIES, NO_STATE, ONE_SIDE, OTHER_COUNTRIES, OTHER_DEEDS, THIRD_PARTIES
from ingest.icews import COLUMNS, COLUMNS_USED, SOURCE
from ingest.icews import COUNTRIES as NAMES
from kg import schema
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.errors import SourceRefused
from kg.rendition import RENDER, quote_stands

LINES = (Path(__file__).parent / "sources" / "icews" / "input.tab").read_text().splitlines()
HEADER, FIRST = LINES[0], LINES[1]


def read(*lines: str, content: bytes = b"") -> tuple[list[Claim], list[Refusal], tuple[str, ...]]:
    """Claims and refusals of a table of these lines below the header, and what it says of rows left out."""
    content = content or "".join(f"{line}\n" for line in (HEADER, *lines)).encode()
    document = Document(content=content, name="events.tab")
    rendition = RENDER[SOURCE.rendition](content, "events.tab")
    items = list(SOURCE.parse(document, rendition))
    claims = [item for item in items if isinstance(item, Claim)]
    assert all(quote_stands(rendition, claim.locator, claim.quote) for claim in claims)
    assert SOURCE.left_out is not None
    return claims, [item for item in items if isinstance(item, Refusal)], SOURCE.left_out(document, rendition)


def with_cells(row: str, **cells: str) -> str:
    """The row with other cells, by column name with `_` for a blank."""
    found = row.split("\t")
    for name, cell in cells.items():
        found[COLUMNS.index(name.replace("_", " "))] = cell
    return "\t".join(found)


def test_the_published_sample_is_read_whole(shared: Path) -> None:
    """Each of its rows is kept or left out by name, none refused; a plain reading finds the same number."""
    content = (shared / "data" / "event_ontologies" / "icews_2018_sample.tab").read_bytes()
    claims, refusals, left_out = read(content=content)
    rows = [dict(zip(COLUMNS, line.split("\t"), strict=True)) for line in content.decode().splitlines()[1:]]
    assert refusals == []
    assert sum(int(line.split()[0].replace(",", "")) for line in left_out[1:]) + len(
        [claim for claim in claims if claim.predicate == "identifiers"]) == len(rows)
    other = sum(not {row["Source Country"], row["Target Country"]} <= NAMES.keys() for row in rows)
    assert f"{other:,} rows left out: {OTHER_COUNTRIES}" in left_out
    embargoes = [row["Event ID"] for row in rows if row["CAMEO Code"] == "163"
                 and {row["Source Country"], row["Target Country"]} == {"United States", "China"}]
    assert len(embargoes) == len({claim.subject for claim in claims if claim.object == "TradeRestriction"})


@pytest.mark.parametrize(("cells", "name"), [
    ({"Source_Country": "Nigeria"}, OTHER_COUNTRIES), ({"Target_Country": "NA"}, OTHER_COUNTRIES),
    ({"Target_Country": "United States"}, ONE_SIDE), ({"Source_Country": "Hong Kong"}, ONE_SIDE),
    ({"Source_Country": "Japan", "Target_Country": "South Korea"}, THIRD_PARTIES), ({"CAMEO_Code": "190"}, OTHER_DEEDS),
    ({"Source_Name": "Industry (United States)", "Source_Sectors": "Social,Business"}, NO_STATE),
    ({"CAMEO_Code": "046", "Target_Name": "Media (China)", "Target_Sectors": "Media,Social"}, NO_STATE),
])
def test_each_filter_leaves_out_what_it_names(cells: dict[str, str], name: str) -> None:
    """One changed cell, and the row is gone; the report says by which filter."""
    claims, refusals, left_out = read(with_cells(FIRST, **cells))
    assert (claims, refusals) == ([], [])
    assert left_out == ("1 row read, 0 of them kept or refused", f"1 row left out: {name}")


@pytest.mark.parametrize("cells", [
    {}, {"Source_Name": "Donald Trump", "Source_Sectors": "Government,Executive"}, {"Target_Name": "Huawei"}])
def test_states_their_organs_and_firms_that_are_hit_are_kept(cells: dict[str, str]) -> None:
    """What no filter names is one event."""
    claims, _, left_out = read(with_cells(FIRST, **cells))
    assert len([claim for claim in claims if claim.object == "TradeRestriction"]) == 1
    assert left_out == ("1 row read, 1 of them kept or refused",)


@pytest.mark.parametrize(("damage", "expected"), [
    (lambda row: row.rsplit("\t", 3)[0], "expected 20 cells, found 17"),
    (lambda row: row + "\tmore", "expected 20 cells, found 21"),
    (lambda row: with_cells(row, Event_ID="1e5"), "Event ID: expected a number, found '1e5'"),
    (lambda row: with_cells(row, Event_Date="2018-02-30"), "Event Date: expected a date that exists, as YYYY-MM-DD"),
    (lambda row: with_cells(row, Event_Date="20180706"), "Event Date: expected a date that exists"),
    (lambda row: with_cells(row, CAMEO_Code="99"), "CAMEO Code: expected a code such as 163, found '99'"),
    (lambda row: with_cells(row, CAMEO_Code="NA"), "CAMEO Code: expected a code"),
    (lambda row: with_cells(row, City="A\0B"), "expected text, found a NUL"),
    (lambda row: with_cells(row, City="x" * 1_000_001), "expected a row of at most 1000000 bytes"),
])
def test_a_row_that_cannot_be_read_is_refused_with_its_line(damage: Callable[[str], str], expected: str) -> None:
    """The rows before and after it are taken."""
    claims, refusals, _ = read(FIRST, damage(LINES[2]), LINES[3])
    assert [refusal.line for refusal in refusals] == [3]
    assert expected in refusals[0].reason
    assert [claim.object for claim in claims if claim.predicate == "identifiers"] == [
        "ICEWS:33010001", "ICEWS:33010003"]


def test_bytes_that_are_no_text_refuse_their_row_only() -> None:
    """The reason names the byte."""
    claims, refusals, _ = read(content="\n".join((HEADER, FIRST, LINES[2])).encode().replace(b"Accuse", b"Accus\xe9"))
    assert [(refusal.line, refusal.reason) for refusal in refusals] == [(3, "expected UTF-8 text, found byte 0xe9")]
    assert claims


@pytest.mark.parametrize(("header", "wrong"), [
    (HEADER.replace("Intensity", "Goldstein"), "Goldstein"), (HEADER.rsplit("\t", 1)[0], "Longitude"),
    (HEADER + "\tNew", "New"), ("a\tb", "a, b")])
def test_another_header_is_refused(header: str, wrong: str) -> None:
    """With the columns that were expected, and what is unknown or missing."""
    with pytest.raises(SourceRefused, match=r"^events\.tab:1: expected the columns Event ID") as refused:
        read(content=f"{header}\n{FIRST}\n".encode())
    assert str(refused.value).endswith(f"unknown, missing or misplaced: {wrong!r}")


def test_another_rendition_is_refused_and_a_given_day_stays() -> None:
    """A table with commas isn't one of these; an empty line is no row."""
    content = f"{HEADER}\n\n{FIRST}\n".encode()
    with pytest.raises(SourceRefused, match="found the rendition csv/1"):
        list(SOURCE.parse(Document(content=content, name="x"), RENDER["csv/1"](content, "x")))
    given = Document(content=content, name="x", published="2018-07-09", published_basis="given")
    assert SOURCE.describe(given, RENDER["tabs/1"](content, "x")).published == "2018-07-09"
    assert read(content=content)[2] == ("1 row read, 1 of them kept or refused",)


def test_columns_used_are_columns() -> None:
    """And country names stand for countries of the trade war."""
    assert set(COLUMNS_USED) <= set(COLUMNS)
    assert set(NAMES.values()) == COUNTRIES


def test_a_packed_file_is_read_as_the_plain_one(tmp_path: Path) -> None:
    """As the Dataverse offers it; the run's report tells what was left out."""
    path = tmp_path / "events.2018.20200427.tab.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("events.2018.20200427.tab", "\n".join(LINES))
    report = ingest.run(tmp_path / "l.kg", [path]).documents[0]
    assert (report.source, report.state, report.refused, report.published) == ("icews", "recorded", (), "2018-08-23")
    assert report.left_out[0] == "10 rows read, 5 of them kept or refused"


# ---------------------------------------------------------------- the codes of CAMEO

def test_each_code_stands_for_one_deed() -> None:
    """No code twice, and each class and value is one of the schema's."""
    codes = [code for deed in DEEDS for code in (*deed.codes, *deed.general)]
    assert len(codes) == len(set(codes)) == len(by_code())
    model = schema.load()
    for deed in DEEDS:
        properties = model.classes[deed.class_name].properties
        assert not model.classes[deed.class_name].abstract
        assert bool(deed.stance) == bool(deed.plover) == ("plover_code" in properties)
        assert deed.stance in ("", *model.enums["Stance"])
        assert deed.plover in ("", *model.enums["PloverCode"])


def test_codes_are_those_of_cameo_and_their_plover_codes_those_of_the_table(shared: Path) -> None:
    """Against the code list and the conversion table of September 2021."""
    folder = shared / "data" / "event_ontologies"
    listed = (folder / "cameo-codes.csv").read_text("cp1252")
    table = dict(line.split("#")[0].split(",")[0].split(":") for line in (
        folder / "CAMEO2PLOVER-2021.txt").read_text().splitlines() if line[:2].isdigit() and ":" in line)
    plover = {code: name.strip() for code, name in table.items()}
    for code, deed in by_code().items():
        assert f'"{code}"' in listed
        assert not deed.plover or plover[code] == deed.plover
