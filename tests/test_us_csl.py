"""The Consolidated Screening List: counts against an independent reading, and input that is bad in every way."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import csl_shaped
from ingest.running import run
from ingest.us_csl import COLUMNS, IGNORED_COLUMNS, OPTIONAL_COLUMNS, SOURCE
from kg.claim import Claim, Refusal
from kg.document import Document
from kg.errors import SourceRefused
from kg.ledger import Ledger
from kg.rendition import RENDER, TableRendition, TextRendition, quote_stands

FIXTURES = Path(__file__).parent / "sources" / "us_csl"
SAMPLES = ("csl_2019-12.csv", "csl_2025-06_new_header.csv")
ENTITY_LIST = "Entity List (EL) - Bureau of Industry and Security"
SDN = "Specially Designated Nationals (SDN) - Treasury Department"


def table(rows: Iterable[dict[str, str]], columns: Iterable[str] = COLUMNS) -> bytes:
    """Rows by column name as the bytes of a CSV file; what a row doesn't say is empty."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def row(**cells: str) -> dict[str, str]:
    """A row of the Entity List, unless `cells` say otherwise."""
    return {"source": ENTITY_LIST, "name": "Tongji University", **cells}


def read(content: bytes, name: str = "list.csv") -> tuple[list[Claim], list[Refusal]]:
    """Claims and refusals of a file, all quotes looked up."""
    document = Document(content=content, name=name)
    rendition = RENDER[SOURCE.rendition](content, name)
    items = list(SOURCE.parse(SOURCE.describe(document, rendition), rendition))
    said = [item for item in items if isinstance(item, Claim)]
    assert all(quote_stands(rendition, claim.locator, claim.quote) for claim in said)
    assert all((claim.mention or claim.object) in claim.quote for claim in said)
    assert isinstance(rendition, TableRendition)
    broken = [Refusal(line, reason) for line, reason in rendition.broken]
    return said, [*broken, *(item for item in items if isinstance(item, Refusal))]


def said_of(content: bytes, predicate: str) -> list[str]:
    """The objects of all claims of one predicate."""
    return [claim.object for claim in read(content)[0] if claim.predicate == predicate]


def facts(claims: Iterable[Claim], *, without: str = "") -> set[tuple[object, ...]]:
    """What claims say, wherever it stands; `without` names a qualifier that doesn't count."""
    return {(claim.subject, claim.predicate, claim.object, claim.valid_from, claim.valid_to, claim.confidence,
             tuple(pair for pair in claim.qualifiers if pair[0] != without)) for claim in claims}


# ---------------------------------------------------------------- both published samples, counted twice

@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_go_in_whole(shared: Path, name: str) -> None:
    """Rows, lists, aliases, addresses and listings are as many as a plain reading of the file finds."""
    content = (shared / "data" / "us_lists" / name).read_bytes()
    claims, refusals = read(content, name)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    count = Counter(claim.predicate for claim in claims)
    assert refusals == []
    assert count["LISTED_ON"] == len(rows)
    assert count["TARGETS"] == sum(bool(r["start_date"]) for r in rows)
    events = {(r["source"], r["start_date"], first_notice(r)) for r in rows if r["start_date"]}
    assert count["effective"] == len(events)
    assert sum(c.predicate == "names" and c.rule != "name-order" for c in claims) == sum(map(aliases, rows))
    assert count["HAS_ADDRESS"] + sum(c.rule == "code-alone" for c in claims) == sum(map(addresses, rows))
    assert count["programs"] == sum(len(r["programs"].split("; ")) for r in rows if r["programs"])


@pytest.mark.parametrize("name", SAMPLES)
def test_each_list_of_a_sample_has_its_rows(shared: Path, name: str) -> None:
    """As many parties stand on each list as rows name it."""
    content = (shared / "data" / "us_lists" / name).read_bytes()
    claims, _ = read(content, name)
    codes = {claim.subject: claim.object for claim in claims if claim.predicate == "list_code"}
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    expected = Counter(r["source"].split("(")[1].split(")")[0].removesuffix(" List") for r in rows)
    assert Counter(codes[claim.object] for claim in claims if claim.predicate == "LISTED_ON") == expected


def first_notice(cells: dict[str, str]) -> str:
    """The first Federal Register citation of a row, without its date and points."""
    found = re.match(r"\s*(\d+) ?F\.?R\.? (\d+)", cells["federal_register_notice"])
    return f"{found[1]} {found[2]}" if found else cells["federal_register_notice"]


def aliases(cells: dict[str, str]) -> int:
    """How many aliases a row has by its semicolons alone."""
    return len(cells["alt_names"].split("; ")) if cells["alt_names"] else 0


def addresses(cells: dict[str, str]) -> int:
    """How many addresses a row has: one for each code at the end of a part, and one for a rest without."""
    text = cells["addresses"].strip()
    rest = bool(text) and not re.search(r"\b[A-Z]{2}$", text)
    return len(re.findall(r"(?:^|, |; )[A-Z]{2}(?=;|$)", text)) + rest


def test_a_sample_goes_into_a_ledger_once(shared: Path, tmp_path: Path) -> None:
    """The ledger takes every claim, and nothing of the same file a second time."""
    ledger = Ledger.create(tmp_path / "x.kg")
    paths = [shared / "data" / "us_lists" / name for name in SAMPLES]
    first, again = run(ledger, paths, [SOURCE]), run(ledger, paths, [SOURCE])
    assert first.accepted == sum(len(read(path.read_bytes(), path.name)[0]) for path in paths)
    assert (first.refused, again.accepted, again.refused) == ((), 0, ())


# ---------------------------------------------------------------- what a row says

def test_a_later_edition_speaks_of_the_same_nodes() -> None:
    """Party, event, list and address keep their ids from one column set and edition to the next."""
    old, new = (read((FIXTURES / f"input-{n}-columns.csv").read_bytes())[0] for n in (28, 29))
    hikvision = {claim.subject for claim in new if claim.object.startswith("Hangzhou Hikvision")}
    assert len(hikvision) == 1
    for predicate in ("LISTED_ON", "HAS_ADDRESS"):
        shown = [{(c.subject, c.object, c.valid_from) for c in edition
                  if c.predicate == predicate and c.subject in hikvision} for edition in (old, new)]
        assert shown[0] == shown[1] != set()
    events = [{c.subject for c in edition if c.object == "84 FR 54002"} for edition in (old, new)]
    assert events[0] == events[1]


def test_one_event_stands_for_the_rows_of_one_day_and_notice() -> None:
    """Rows that one notice added on one day are targets of one event; another notice makes another."""
    rows = [row(name=name, start_date="2019-10-09", federal_register_notice=notice)
            for name, notice in (("A", "84 FR 54002"), ("B", "84 F.R. 54002 10/9/19; 85 FR 44159"), ("C", ""))]
    claims, _ = read(table(rows))
    targets = Counter(claim.subject for claim in claims if claim.predicate == "TARGETS")
    assert sorted(targets.values()) == [1, 2]
    assert sorted(said_of(table(rows), "citation")) == ["84 FR 54002"]


def test_a_row_without_a_start_makes_no_event() -> None:
    """A listing without a date is a listing without an interval."""
    claims, _ = read(table([row()]))
    assert "Blacklisting" not in {claim.object for claim in claims}
    assert [(c.valid_from, c.valid_to) for c in claims if c.predicate == "LISTED_ON"] == [("", "")]


def test_the_terms_of_a_listing_stand_on_its_edge() -> None:
    """State, notices, licence terms and interval qualify the edge to the list."""
    content = table([row(start_date="2018-04-15", end_date="2025-03-13", license_policy="Denial", _id="77",
                         federal_register_notice="83 F.R. 17644 4/23/2018; 84 FR 1")], ("_id", *COLUMNS))
    edge = next(claim for claim in read(content)[0] if claim.predicate == "LISTED_ON")
    assert dict(edge.qualifiers) == {"state": "in_force", "entry_id": "77", "license_policy": "Denial",
                                     "citation": "83 FR 17644; 84 FR 1"}
    assert (edge.valid_from, edge.valid_to) == ("2018-04-15", "2025-03-13")


@pytest.mark.parametrize(("cells", "class_name", "confidence"), [
    ({"type": "Individual", "name": "LI, Shangfu"}, "Person", 100), ({"type": "Vessel"}, "Vessel", 100),
    ({"type": "Entity"}, "Organization", 100), ({"type": "Entity", "name": "A Ltd."}, "Company", 80),
    ({}, "Party", 50), ({"name": "B LLC"}, "Company", 80), ({"dates_of_birth": "1958"}, "Person", 80)])
def test_the_class_is_stated_or_inferred(cells: dict[str, str], class_name: str, confidence: int) -> None:
    """What the row doesn't state is inferred with less confidence."""
    claim = next(claim for claim in read(table([row(**cells)]))[0] if claim.predicate == "class")
    assert (claim.object, claim.confidence) == (class_name, confidence)


def test_what_a_class_has_no_property_for_becomes_a_remark() -> None:
    """A ship with a nationality and a person of an unknown country keep what the row says."""
    assert said_of(table([row(type="Vessel", nationalities="IR")]), "remarks") == ["nationalities: IR"]
    content = table([row(type="Individual", citizenships="CN; Stateless")])
    assert (said_of(content, "citizenships"), said_of(content, "remarks")) == (["CN"], ["citizenships: Stateless"])


def test_a_country_alone_places_a_party_and_is_an_address_of_a_ship() -> None:
    """Ships lie in no country, so what the row says of them is kept as an address."""
    assert said_of(table([row(addresses="IR")]), "LOCATED_IN") == ["region:ir"]
    predicates = {claim.predicate for claim in read(table([row(type="Vessel", addresses="IR")]))[0]}
    assert {"HAS_ADDRESS", "LOCATED_IN"} <= predicates
    assert "countries" not in predicates


def test_repaired_text_keeps_the_words_as_written() -> None:
    """The literal is mended, the mention is what stands in the file."""
    for name, literal, rule in (("Xi\x92an Works", "Xi\u2019an Works", "cp1252-repaired"),
                                ("Sa\u0303o Works", "S\u00e3o Works", "cell")):
        claim = next(claim for claim in read(table([row(name=name)]))[0] if claim.predicate == "name")
        assert (claim.object, claim.mention, claim.rule) == (literal, name, rule)


def test_quotes_from_long_cells_hold_what_is_claimed() -> None:
    """A cell, name or address above the length of a quote is quoted where its words stand."""
    long = "; ".join(f"No. {n} Science Park Avenue, Hefei, CN" for n in range(60))
    claims, _ = read(table([row(name="Works " * 150, addresses=long, remarks="See the notice. " * 90,
                                alt_names=f"Short; {'Long ' * 120}", license_policy="Denial " * 100)]))
    assert sum(claim.predicate == "HAS_ADDRESS" for claim in claims) == 60
    assert {len(claim.quote) for claim in claims if claim.predicate == "remarks"} == {500}


def test_urls_that_are_none_are_left_out() -> None:
    """Only http and https addresses are taken for the page of a list."""
    rows = [row(source_list_url=url) for url in ("not yet", "ftp://a.example", "http://a b", "https://a.example")]
    assert said_of(table(rows), "publisher_url") == ["https://a.example"]


@pytest.mark.parametrize("column", [c for c in (*OPTIONAL_COLUMNS, *COLUMNS) if c not in IGNORED_COLUMNS])
def test_every_column_counts(column: str) -> None:
    """A column that isn't ignored by name changes what is said."""
    good = {"source": SDN, "type": "Individual", "start_date": "2019-10-09", "end_date": "2020-10-09",
            "source_list_url": "https://a.example", "addresses": "Hefei, CN", "nationalities": "CN"}
    cell = good.get(column, "17 FR 4 x")
    plain = row(start_date="2019-01-01")
    if column == "start_date":
        del plain[column]
    columns = (*OPTIONAL_COLUMNS, *COLUMNS)
    assert facts(read(table([plain], columns))[0]) != facts(read(table([{**plain, column: cell}], columns))[0])


def test_ignored_columns_do_not_count() -> None:
    """They are columns of the list, and what they hold changes nothing."""
    assert IGNORED_COLUMNS.keys() <= set(COLUMNS)
    assert facts(read(table([row()]))[0]) == facts(read(table([row(**dict.fromkeys(IGNORED_COLUMNS, "Y"))]))[0])


# ---------------------------------------------------------------- editions

@pytest.mark.parametrize(("name", "published", "basis"), [
    ("csl_2019-12.csv", "2019-12-31", "file name"), ("csl-2020-02-29.csv", "2020-02-29", "file name"),
    ("csl_2024-02.csv", "2024-02-29", "file name"), ("csl_2019-13.csv", "2019-10-09", "newest row"),
    ("csl_0000-12.csv", "2019-10-09", "newest row"), ("consolidated.csv", "2019-10-09", "newest row")])
def test_an_edition_is_dated_by_file_name_or_newest_row(name: str, published: str, basis: str) -> None:
    """A month stands for its last day; a date that doesn't exist for none."""
    content = table([row(start_date="2019-10-09"), row(start_date="2001-05-14"), row(start_date="2019-99-99")])
    found = SOURCE.describe(Document(content=content, name=name), RENDER["csv/1"](content, name))
    assert (found.published, found.published_basis, found.edition, found.series) == (
        published, basis, published, "us-csl")


def test_a_given_date_goes_before_all_others() -> None:
    """What the user says about the file counts."""
    content = table([row(start_date="2019-10-09")])
    given_one = Document(content=content, name="csl_2019-12.csv", published="2020-01-15", published_basis="given")
    found = SOURCE.describe(given_one, RENDER["csv/1"](content, "x"))
    assert (found.published, found.published_basis) == ("2020-01-15", "given")


def test_an_edition_without_any_date_has_none() -> None:
    """Nothing is made up."""
    for content in (table([row()]), b"a,b\n1,2\n"):
        found = SOURCE.describe(Document(content=content, name="list.csv"), RENDER["csv/1"](content, "list.csv"))
        assert (found.published, found.published_basis) == ("", "")


@pytest.mark.parametrize("encode", [
    lambda text: text.encode(), lambda text: text.encode("utf-8-sig"), lambda text: text.encode("utf-16"),
    lambda text: text.replace("\n", "\r\n").encode()])
def test_the_header_is_recognised_in_any_encoding(encode: Callable[[str], bytes]) -> None:
    """With BOM or without, UTF-8 or UTF-16, LF or CRLF, the list is known and read."""
    content = encode(table([row()]).decode())
    assert SOURCE.recognises("any.name", content[:65_536])
    assert read(content)[1] == []


@pytest.mark.parametrize("head", [b"", b"source,name\n", b"\xff\xfe", b"id,event\n1,2\n", b'{"source": 1}'])
def test_other_documents_are_not_recognised(head: bytes) -> None:
    """The file's name doesn't count."""
    assert not SOURCE.recognises("csl.csv", head)


# ---------------------------------------------------------------- bad input

@pytest.mark.parametrize(("cells", "reason"), [
    ({"start_date": "2019-02-29"}, "start_date: expected a date that exists"),
    ({"end_date": "10/9/2019"}, "end_date: expected a date that exists"),
    ({"start_date": "2019-10-09", "end_date": "2019-10-08"}, "end_date: expected no day before"),
    ({"name": "  "}, "name: expected a name"), ({"type": "Ship"}, "type: expected Individual"),
    ({"source": "My list"}, "source: expected"), ({"remarks": "a\0b"}, "expected text, found a NUL"),
    ({"remarks": "a\x01b"}, r"remarks: expected text, found the character U\+0001"),
    ({"alt_names": "a\x81b"}, r"alt_names: expected text, found the character U\+0081"),
    ({"remarks": "x" * 100_001}, "expected at most 100000 characters")])
def test_a_bad_row_is_refused_and_the_others_go_in(cells: dict[str, str], reason: str) -> None:
    """The refusal names line, column and what was expected; nothing of the row is said."""
    claims, refusals = read(table([row(name="Before"), row(**cells), row(name="After")]))
    assert [refusal.line for refusal in refusals] == [3]
    assert re.match(reason, refusals[0].reason)
    assert [claim.object for claim in claims if claim.predicate == "name" and claim.subject[:5] == "party"] == [
        "Before", "After"]


@pytest.mark.parametrize("column", ["_id", "entity_number"])
def test_one_id_with_different_facts_is_refused(column: str) -> None:
    """The first row stays; another list may use the same id."""
    rows = [row(**{column: "7"}), row(**{column: "7"}, name="Another"), row(**{column: "7"}, source=SDN)]
    claims, refusals = read(table(rows, ("_id", *COLUMNS)))
    assert [(refusal.line, refusal.reason) for refusal in refusals] == [
        (3, f"{column}: an earlier row of EL has '7' with other facts")]
    assert sum(claim.predicate == "LISTED_ON" for claim in claims) == 2


@pytest.mark.parametrize("cells", [{}, {"entity_number": "7"}])
def test_a_repeated_row_counts_once(cells: dict[str, str]) -> None:
    """Rows that are the same in all cells aren't an error."""
    assert read(table([row(**cells)] * 3)) == read(table([row(**cells)]))


@pytest.mark.parametrize(("columns", "reason"), [
    (COLUMNS[1:], "missing: source"), ((*COLUMNS, "colour"), "unknown: colour"),
    ((*COLUMNS, "ids"), "repeated: ids"), (("a", "b"), "missing: source, entity_number")])
def test_other_columns_are_refused(columns: tuple[str, ...], reason: str) -> None:
    """A header with a column too many or too few is refused with file and line."""
    with pytest.raises(SourceRefused, match=rf"list\.csv:1: expected the columns .*{reason}"):
        read((",".join(columns) + "\n").encode())


def test_an_empty_file_is_refused_and_a_header_alone_says_nothing() -> None:
    """No header is an error, no rows are not."""
    with pytest.raises(SourceRefused, match=r"list\.csv:1: expected"):
        read(b"")
    assert read(table([])) == ([], [])


def test_text_is_refused_as_a_table() -> None:
    """The parser reads its own rendition only."""
    with pytest.raises(SourceRefused, match="expected a table"):
        list(SOURCE.parse(Document(content=b"", name="x"), TextRendition("")))


def test_bytes_of_another_encoding_are_refused_with_their_line() -> None:
    """Code page 1252 is no UTF-8."""
    with pytest.raises(SourceRefused, match=r"list\.csv:3: expected UTF-8 text, found byte 0x92"):
        read(table([row(), row(name="Xi'an")]).replace(b"Xi'an", b"Xi\x92an"))


@pytest.mark.parametrize("cut", [3, 40])
def test_a_truncated_file_keeps_its_whole_rows(tmp_path: Path, cut: int) -> None:
    """The row that was cut, within quotation marks or not, is refused with its line."""
    path = tmp_path / "csl_2019-12.csv"
    path.write_bytes(table([row(), row(name="Another", ids="Passport, 1, CN")])[:-cut])
    report = run(Ledger.create(tmp_path / "x.kg"), [path], [SOURCE])
    assert report.accepted == len(read(table([row()]))[0])
    assert [text.partition(" ")[0] for text in report.refused] == ["csl_2019-12.csv:3:"]


def test_a_cell_of_100_megabytes_breaks_its_row_only() -> None:
    """It is refused by its line; the rows around it go in."""
    parts = table([row(name="Before"), row(name="@"), row(name="After")]).partition(b"@")
    content = parts[0] + b"x" * 100_000_000 + parts[2]
    rendition = RENDER["csv/1"](content, "list.csv")
    assert isinstance(rendition, TableRendition)
    assert [line for line, _ in rendition.broken] == [3]
    items = list(SOURCE.parse(Document(content=content, name="list.csv"), rendition))
    assert {"Before", "After"} <= {item.object for item in items if isinstance(item, Claim)}


def test_many_pieces_in_one_row_stay_cheap() -> None:
    """Brackets that never close and semicolons without end don't multiply the work."""
    pieces = "(a; " * 20_000
    claims, refusals = read(table([row(alt_names=pieces), row(addresses=pieces, name="Another")]))
    assert (len(refusals), sum(claim.predicate == "names" for claim in claims)) == (0, 1)


# ---------------------------------------------------------------- order doesn't count

GENERATED = [*csl_shaped.rows(40, seed=3)]


@given(st.permutations(range(len(GENERATED))))
def test_the_order_of_rows_does_not_count(order: list[int]) -> None:
    """The same rows in another order say the same."""
    shuffled = [GENERATED[n] for n in order]
    columns = ("_id", *COLUMNS)
    assert facts(read(table(shuffled, columns))[0]) == facts(read(table(GENERATED, columns))[0])


@given(st.permutations(("_id", *COLUMNS)))
def test_the_order_of_columns_does_not_count(columns: list[str]) -> None:
    """The same columns in another order say the same."""
    assert facts(read(table(GENERATED, columns))[0]) == facts(read(table(GENERATED, ("_id", *COLUMNS)))[0])


# ---------------------------------------------------------------- the generator

def test_a_generated_file_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    """Seed and count decide every byte."""
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        csl_shaped.write(tmp_path / name, 200, seed)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() != (tmp_path / "c").read_bytes()


def test_a_generated_file_goes_in_with_either_column_set(tmp_path: Path) -> None:
    """Both column sets say the same, but for the publisher's ids of rows; each row is a listing."""
    found = []
    for with_id in (True, False):
        csl_shaped.write(tmp_path / "list.csv", 500, with_id=with_id)
        claims, refusals = read((tmp_path / "list.csv").read_bytes())
        assert refusals == []
        assert sum(claim.predicate == "LISTED_ON" for claim in claims) == 500
        found.append(facts(claims, without="entry_id"))
    assert found[0] == found[1]


def test_generated_rows_come_in_the_shapes_of_the_list() -> None:
    """Several lists, all types, split and unsplit cells."""
    rows = [*csl_shaped.rows(2000)]
    assert {r["source"] for r in rows} == csl_shaped.LISTS.keys()
    assert {r["type"] for r in rows} == {"", "Individual", "Entity", "Vessel", "Aircraft"}
    rare = {"gross_tonnage", "vessel_owner"}
    assert all(any(r[column] for r in rows) for column in {"_id", *COLUMNS} - rare)
