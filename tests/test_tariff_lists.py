"""Tariff lists through a ledger: goods by code, rates by day, what stacks and what is only shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ingest
import kg
from ingest.tariff_lines import code_of, product_id, rate_of, table_of
from kg.document import Document
from kg.errors import SourceRefused
from kg.ledger import Ledger
from kg.projection import project
from kg.rendition import TextRendition
from tests.ledgers import chronology, edges_of, fill, nodes_of, paper, said, thing

SOURCES = Path(__file__).parent / "sources"
US_LIST = SOURCES / "us_section301" / "input.csv"
US_YEARS = SOURCES / "us_section301" / "input-yearly.csv"
CN_LIST = SOURCES / "cn_tariff_list" / "input.xlsx"


def ledger_with(folder: Path, *files: Path, published: str = "2026-01-17") -> Ledger:
    """A ledger with these lists, published on that day where they don't say when."""
    ledger = Ledger.create(folder / "l.kg")
    report = ingest.run(ledger, files, published=published)
    assert not [d for d in report.documents if d.state == "refused"], report.refused
    return ledger


def lines(ledger: Ledger, hs: str, on: str, **given: str) -> list[dict[str, Any]]:
    """The answer of tariffs/rate_on as rows by column."""
    with kg.open(ledger.folder) as graph:
        found = graph.query("tariffs/rate_on", hs=hs, on=on, **given)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def told(found: list[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of rows."""
    return [tuple(row[column] for column in columns) for row in found]


@pytest.mark.parametrize(("on", "expected"), [
    ("2018-09-23", []),
    ("2018-09-24", [("us-2018-09-17-301-list3", 10.0, "83 FR 47974")]),
    ("2019-05-09", [("us-2018-09-17-301-list3", 10.0, "83 FR 47974")]),
    ("2019-05-10", [("us-2019-05-09-list3-25pct", 25.0, "84 FR 20459")]),
    ("2026-01-17", [("us-2019-05-09-list3-25pct", 25.0, "84 FR 20459")]),
])
def test_a_code_of_list_3_pays_10_then_25_percent(tmp_path: Path, on: str, expected: list[tuple[Any, ...]]) -> None:
    """From 24 September 2018 and from 10 May 2019, each by its notice."""
    found = lines(ledger_with(tmp_path, US_LIST), "8517.62.00", on)
    assert told(found, "measure", "rate_pct", "citation") == expected
    assert all(row["sum_pct"] == row["rate_pct"] and row["counted"] for row in found)


@pytest.mark.parametrize(("on", "rate"), [("2019-08-31", None), ("2019-09-01", 15.0), ("2020-02-13", 15.0),
                                          ("2020-02-14", 7.5)])
def test_list_4a_starts_at_15_and_is_halved(tmp_path: Path, on: str, rate: float | None) -> None:
    """On 14 February 2020 (85 FR 3741)."""
    found = lines(ledger_with(tmp_path, US_LIST), "61091000", on)
    assert [row["sum_pct"] for row in found] == ([] if rate is None else [rate])


def test_a_code_without_its_list_counts_only_from_the_day_of_the_file(tmp_path: Path) -> None:
    """The table says 100 percent, not since when."""
    ledger = ledger_with(tmp_path, US_LIST)
    assert told(lines(ledger, "87038000", "2026-01-17"), "rate_pct", "why", "sum_pct") == [(100.0, None, 100.0)]
    assert told(lines(ledger, "87038000", "2019-01-01"), "rate_pct", "why", "sum_pct") == [
        (100.0, "first_day_not_known", None)]


def test_a_rate_that_its_list_never_had_is_not_dated_by_it(tmp_path: Path) -> None:
    """63079098 stands on List 4A with 25 percent: somebody raised it, on a day that the table doesn't tell."""
    assert told(lines(ledger_with(tmp_path, US_LIST), "63079098", "2020-03-01"), "rate_pct", "why") == [
        (25.0, "first_day_not_known")]


def test_a_lost_zero_in_front_of_a_code_is_put_back(tmp_path: Path) -> None:
    """Horses are chapter 01; the row keeps what was written."""
    ledger = ledger_with(tmp_path, US_LIST)
    assert told(lines(ledger, "01012100", "2020-03-01"), "hs", "goods") == [("01012100", "HTSUS 0101.21.00")]
    node = nodes_of(project(ledger).graph)["product:htsus-01012100"]
    assert (node["hs_code"], node["hs_parents"]) == ("01012100", ["01", "0101", "010121"])


def test_a_question_finds_wider_and_narrower_codes_and_says_so(tmp_path: Path) -> None:
    """At ten digits the line of eight, at four a part of the heading, which isn't counted."""
    ledger = ledger_with(tmp_path, US_LIST)
    assert told(lines(ledger, "8517620090", "2019-06-01"), "reach", "sum_pct") == [("wider_heading", 25.0)]
    assert told(lines(ledger, "8517", "2019-06-01"), "reach", "counted", "why", "sum_pct") == [
        ("part_of_this_heading", False, "part_of_goods", None)]
    assert lines(ledger, "8518", "2019-06-01") == []


def test_a_mean_of_a_year_is_shown_and_not_added(tmp_path: Path) -> None:
    """It stands beside the rate of the list, for its year only."""
    ledger = ledger_with(tmp_path, US_LIST, US_YEARS)
    assert told(lines(ledger, "85176200", "2019-06-01"), "rate_pct", "why", "sum_pct") == [
        (25.0, None, 25.0), (30.0, "mean", 25.0)]
    assert told(lines(ledger, "85176200", "2021-06-01"), "rate_pct") == [(25.0,)]


def test_a_list_of_the_ministry_is_dated_by_its_notice(tmp_path: Path) -> None:
    """The 128 goods of April 2018, at 15 and 25 percent."""
    ledger = ledger_with(tmp_path, CN_LIST, published="2018-04-01")
    given = {"importer": "CN", "exporter": "US"}
    assert told(lines(ledger, "76020000", "2018-04-02", **given), "measure", "rate_pct", "goods") == [
        ("cn-2018-04-01-128-duties", 25.0, "铝废碎料")]
    assert lines(ledger, "76020000", "2018-04-01", **given) == []
    assert lines(ledger, "76020000", "2018-04-02") == []


def test_duties_of_two_measures_stack_and_of_one_measure_do_not(tmp_path: Path) -> None:
    """A second measure on the same goods adds; a rate of the same measure on the wider heading doesn't."""
    ledger = ledger_with(tmp_path, US_LIST)
    fill(ledger, paper(
        thing("m", "TariffAction", "Second duty", actor_countries="US", target_countries="CN", announced="2019-01-01",
              effective="2019-01-01"),
        *(thing(f"product:hs-{code}", "Product", f"HS {code}", hs_code=code, hs_edition="HS")
          for code in ("851762", "8517")),
        *(said("m", "TARGETS", f"product:hs-{code}", qualifiers={"rate_pct": rate, "rate_kind": "additional"},
               valid_from="2019-01-01") for code, rate in (("851762", "5"), ("8517", "2")))))
    found = lines(ledger, "85176200", "2019-06-01")
    assert told(found, "rate_pct", "counted", "why", "sum_pct") == [
        (5.0, True, None, 30.0), (25.0, True, None, 30.0), (2.0, False, "same_measure", 30.0)]


def test_an_exclusion_lets_goods_off_its_measure_for_its_time(tmp_path: Path) -> None:
    """It is shown by name; after its last day the duty counts again."""
    ledger = ledger_with(tmp_path, US_LIST)
    fill(ledger, paper(
        thing("relief", "Relief", "Exclusion", relief_kind="exclusion"),
        said("relief", "EXEMPTS", "product:htsus-85176200", valid_from="2019-08-01",
             qualifiers={"measure": "us-2019-05-09-list3-25pct", "until": "2020-08-01"})))
    days = ("2019-07-31", "2019-08-01", "2020-08-01")
    assert [told(lines(ledger, "85176200", day), "why", "relief", "sum_pct") for day in days] == [
        [(None, None, 25.0)], [("relieved", "relief", None)], [(None, None, 25.0)]]


def test_a_suspended_measure_is_shown_and_not_added(tmp_path: Path) -> None:
    """The chronology's notice on the same measure decides."""
    ledger = ledger_with(tmp_path, US_LIST)
    fill(ledger, chronology({
        "id": "rest", "class": "MeasureChange", "name": "Rest", "announced": "2019-07-01", "action": "suspend",
        "changes": [{"measure": "us-2019-05-09-list3-25pct", "action": "suspend"}]}))
    assert told(lines(ledger, "85176200", "2019-07-01"), "state", "why", "sum_pct") == [
        ("suspended", "not_in_force", None)]
    assert told(lines(ledger, "85176200", "2019-06-30"), "state", "sum_pct") == [("in_force", 25.0)]


def test_coverage_counts_codes_and_divides_only_what_a_notice_says(tmp_path: Path) -> None:
    """No share without a total; no trade without a notice that names it."""
    ledger = ledger_with(tmp_path, US_LIST, US_YEARS)
    fill(ledger, chronology({
        "id": "us-2018-06-15-301-list1", "class": "TariffAction", "name": "List 1", "announced": "2018-06-15",
        "effective": "2018-07-06", "target_countries": ["CN"], "amount_usd_bn": 34}))
    with kg.open(ledger.folder) as graph:
        found = graph.query("tariffs/coverage", on="2019-09-01", total=340e9)
        plain = graph.query("tariffs/coverage", on="2019-09-01")
    shares = {row[0]: (row[3], row[7], row[9]) for row in found.rows}
    assert shares["us-2018-06-15-301-list1"] == (1, 34e9, 10.0)
    assert shares["us-2019-08-23-plus5"] == (2, None, None)
    assert {row[9] for row in plain.rows} == {None}


def test_the_same_file_twice_says_nothing_new(tmp_path: Path) -> None:
    """And both files of one code make one product."""
    ledger = ledger_with(tmp_path, US_LIST, US_YEARS)
    before = project(ledger).graph.info.digest
    assert ingest.run(ledger, [US_LIST], published="2026-01-17").accepted == 0
    assert project(ledger).graph.info.digest == before


@pytest.mark.parametrize(("written", "digits", "code"), [
    ("1012100", 8, "01012100"), ("8517620", 8, "08517620"), ("01012100", 8, "01012100"),
    ("0101.21.00", 8, "01012100"), ("10121", 6, "010121")])
def test_codes_are_read_with_dots_and_without_their_first_zero(written: str, digits: int, code: str) -> None:
    """As spreadsheets leave them."""
    assert code_of(written, digits) == code


@pytest.mark.parametrize("written", ["", "101210", "99038803", "00000000", "77010000", "ex87032341", "-1012100",
                                     "１０１２１００0"])
def test_what_is_no_code_of_goods_is_refused(written: str) -> None:
    """Special chapters, other lengths, other letters."""
    with pytest.raises(ValueError, match="expected a tariff code of 8 digits"):
        code_of(written, 8)


@pytest.mark.parametrize("written", ["", "abc", "-5", "10001", "1e3", "25%", "nan", "7,5"])
def test_what_is_no_rate_is_refused(written: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(ValueError, match="expected a rate"):
        rate_of(written)


def test_codes_that_all_countries_share_are_one_product() -> None:
    """Up to six digits; longer ones are a country's own."""
    assert product_id("851762", "HTSUS") == product_id("851762", "China") == "product:hs-851762"
    assert product_id("85176200", "HTSUS") != product_id("85176200", "China")


@pytest.mark.parametrize(("name", "content", "source"), [
    ("a.csv", b"hs_8digit;origin;duty\n84011000;List 1;25\n", "us_section301"),
    ("a.csv", b"hs_8digit;origin;rate;more\n84011000;List 1;25;x\n", "us_section301"),
    ("a.csv", "序号,税则号列,商品名称\n1,12019010,黄大豆\n".encode(), "cn_tariff_list"),
    ("a.csv", "一\n二\n序号,税则号列,商品名称\n1,12019010,黄大豆\n".encode(), "cn_tariff_list"),
    ("a.csv", "对美加征关税商品清单\n序号,税则号列,商品名称\n1,12019010,黄大豆\n".encode(), "cn_tariff_list"),
])
def test_a_table_of_other_columns_is_refused_as_a_whole(
        tmp_path: Path, name: str, content: bytes, source: str) -> None:
    """Also one whose heading doesn't say the rate that no column has, or that has no one heading."""
    file = tmp_path / name
    file.write_bytes(content)
    report = ingest.run(Ledger.create(tmp_path / "l.kg"), [file], source=source)
    assert [d.state for d in report.documents] == ["refused"]
    assert "expected" in report.refused[0]


def test_the_sample_lists_are_read_whole(shared: Path, tmp_path: Path) -> None:
    """Every row of the four tables is taken; only the chapter of special provisions is refused, row by row."""
    folder = shared / "data" / "tariffs"
    names = ("sec301.csv", "us_tariff_hs6.csv", "chn_reta_hs6.csv", "P020180401856022545193.xlsx")
    report = ingest.run(Ledger.create(tmp_path / "l.kg"), [folder / name for name in names])
    assert [(d.source, d.state, len(d.refused)) for d in report.documents] == [
        ("us_section301", "recorded", 0), ("us_section301", "recorded", 8), ("cn_tariff_list", "recorded", 0),
        ("cn_tariff_list", "recorded", 0)]
    assert all("found '98" in reason or "found '99" in reason for reason in report.refused)
    assert len(edges_of(project(Ledger(tmp_path / "l.kg")).graph, "TARGETS")) > 10_000


def test_a_packed_file_that_is_no_list_is_refused(tmp_path: Path) -> None:
    """With its name."""
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"PK\x03\x04 nothing")
    report = ingest.run(Ledger.create(tmp_path / "l.kg"), [file])
    assert report.refused[0].startswith("list.xlsx: expected a spreadsheet")


def test_running_text_is_no_table() -> None:
    """A source of tables is never given it by mistake."""
    with pytest.raises(SourceRefused, match="expected a table"):
        table_of(Document(content=b"", name="x"), TextRendition(""))
