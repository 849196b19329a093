"""Renditions: what a document says, place by place, whatever its encoding and however it is broken."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceRefused
from kg.rendition import (
    CELL_LIMIT,
    RENDER,
    RecordRendition,
    Rendition,
    TableRendition,
    TextRendition,
    decode,
    line_of,
    quote_stands,
    record_text,
    render_csv,
    render_records,
    render_text,
    row_text,
)

TEXT = "First line,\nsecond line."
# what survives a file: no surrogates, and LF for every end of line
PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufeff"),
                max_size=60)
CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufeff\0\x1a"),
               max_size=12)
JSON = st.recursive(st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False, allow_infinity=False)
                    | PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN, inner, max_size=3),
                    max_leaves=8)


def table(text: str) -> TableRendition:
    """A table from its text."""
    return render_csv(text.encode(), "t.csv")


def records(text: str) -> RecordRendition:
    """Records from their text."""
    return render_records(text.encode(), "r.jsonl")


# bytes to text


@pytest.mark.parametrize("content", [
    b"a\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"\xef\xbb\xbfa\nb\n", "a\r\nb\n".encode("utf-16"),
    b"\xfe\xff" + "a\nb\n".encode("utf-16-be"), b"\xff\xfe" + "a\r\nb\r\n".encode("utf-16-le")])
def test_encoding_and_ends_of_line_do_not_matter(content: bytes) -> None:
    """BOM, CRLF, CR and UTF-16 give the same text, and so the same hash of a table or of records."""
    assert decode(content, "a.txt") == "a\nb\n"
    assert render_csv(content, "a.txt").digest() == render_csv(b"a\nb\n", "a.txt").digest()


def test_plain_text_keeps_the_places_of_its_characters() -> None:
    """A character's number is that in the file, marks and ends of line counted."""
    assert render_text(b"\xef\xbb\xbfa\r\nb\rc\n", "a.txt").text_at("char=1,6") == "a\r\nb\r"
    assert render_text("a\r\nb".encode("utf-16"), "a.txt").text_at("char=0,4") == "a\r\nb"
    with pytest.raises(SourceRefused, match=r"a\.txt:2: expected UTF-8 text"):
        render_text(b"a\r\nb\xff", "a.txt")


@pytest.mark.parametrize(("content", "message"), [
    (b"a\nb\xff\n", "a.txt:2: expected UTF-8 text, found byte 0xff"),
    (b"a\r\nb\r\nc\x80", "a.txt:3: expected UTF-8 text, found byte 0x80"),
    (b"a\rb\rc\x80", "a.txt:3: expected UTF-8 text, found byte 0x80"),
    ("Ä\n".encode("latin-1"), "a.txt:1: expected UTF-8 text, found byte 0xc4"),
    ("Ċa\nb".encode("utf-16") + b"c", "a.txt:2: expected UTF-16 text, found byte 0x63"),
    (b"\xff\xfea\x00\n\x00\x00\xd8", "a.txt:2: expected UTF-16 text"),
    ("中文".encode("gb18030"), "a.txt:1: expected UTF-8 text"),
])
def test_bytes_that_are_no_text_are_refused_with_their_line(content: bytes, message: str) -> None:
    """Other encodings and cut characters, with the line in lines as the reader counts them."""
    with pytest.raises(SourceRefused) as refusal:
        decode(content, "a.txt")
    assert str(refusal.value).startswith(message)


@given(PLAIN)
def test_text_comes_back_from_every_encoding(text: str) -> None:
    """What was written is what is read."""
    assert decode(text.encode(), "a.txt") == text
    assert decode(text.encode("utf-16"), "a.txt") == text
    assert decode(b"\xef\xbb\xbf" + text.encode(), "a.txt") == text


# quotes


def test_quote_stands_only_at_its_place() -> None:
    """A quote that spans lines stands; one character more, less or changed doesn't."""
    rendition = TextRendition(TEXT)
    assert quote_stands(rendition, "char=6,18", "line,\nsecond")
    for quote in ("line,\nSecond", "line,\nsecon", "line, second", ""):
        assert not quote_stands(rendition, "char=6,18", quote)
    for locator, quote in (("char=7,18", "line,\nsecond"), ("char=0,99", TEXT), ("row=1", TEXT)):
        assert not quote_stands(rendition, locator, quote)


@given(PLAIN, st.integers(0, 60), st.integers(0, 60), st.characters(exclude_categories=["Cs"]))
def test_changed_character_is_noticed(text: str, start: int, end: int, other: str) -> None:
    """Any one character replaced in a quote makes it false."""
    rendition = TextRendition(text)
    quote = text[start:end]
    assert quote_stands(rendition, f"char={start},{end}", quote) == (0 <= start < end <= len(text))
    for at, before in enumerate(quote):
        if before != other:
            assert not quote_stands(rendition, f"char={start},{end}", quote[:at] + other + quote[at + 1:])


def test_part_of_a_long_place_may_be_quoted() -> None:
    """Above 500 characters a quote is a part; at 500 it is all."""
    long, full = TextRendition("ab" * 251), TextRendition("ab" * 250)
    assert quote_stands(long, "char=0,502", "ab" * 250)
    assert quote_stands(long, "char=0,502", "ba")
    assert not quote_stands(long, "char=0,502", "bb")
    assert not quote_stands(long, "char=0,502", "")
    assert not quote_stands(long, "char=0,502", "ab" * 251)
    assert quote_stands(full, "char=0,500", "ab" * 250)
    assert not quote_stands(full, "char=0,500", "ab" * 249)


def test_empty_place_has_no_quote() -> None:
    """An empty cell says nothing."""
    assert not quote_stands(table("a,b\nc,\n"), "cell=2,2", "")


# places


@pytest.mark.parametrize("locator", [
    "", "char", "char=", "char=1", "char=1,", "char=2,1", "char=1,1", "char=0,25", "char=-1,2", "char=01,2",
    "char=+1,2", "char= 1,2", "char=1,2,3", "char=1_0,12", "char=１,2", "char=²,3", "line=0,1", "CHAR=0,1",
    "char=0," + "9" * 5000, "cell=1,1", "/0"])
def test_no_other_place_in_a_text(locator: str) -> None:
    """Only a span inside the text, in its one spelling, is a place."""
    with pytest.raises(KeyError):
        TextRendition(TEXT).text_at(locator)
    assert line_of(TextRendition(TEXT), locator) >= 0


@pytest.mark.parametrize("locator", [
    "", "cell=", "cell=0,1", "cell=1,0", "cell=3,1", "cell=1,3", "cell=1", "cell=1,1,1", "cell=-1,1", "cell=1,-1",
    "cell=01,1", "cell=1,+1", "cell= 1,1", "cell=１,1", "cell=1_0,1", "row=0", "row=3", "row=-1", "row=",
    "row=1,1", "row=01", "col=1", "cell=" + "9" * 5000 + ",1", "char=0,1"])
def test_no_other_place_in_a_table(locator: str) -> None:
    """Rows and columns count from 1; nothing counts from the end."""
    with pytest.raises(KeyError):
        table("a,b\nc,d\n").text_at(locator)
    assert line_of(table("a,b\nc,d\n"), locator) >= 0


@pytest.mark.parametrize("locator", [
    "", "0", "/", "/1", "/-1", "/-", "/00", "/+0", "/０", "/0/missing", "/0/list/2", "/0/list/00", "/0/list/x",
    "/0/name/0", "/0/name/", "/0/a~b", "/0/a~2b", "/0/~", "//0", "/" + "9" * 5000])
def test_no_other_place_in_records(locator: str) -> None:
    """A pointer has one spelling; a wrong escape is no pointer (RFC 6901)."""
    rendition = records('{"name": "x", "list": [1, 2], "a~b": 1, "~": 2}\n')
    with pytest.raises(KeyError):
        rendition.text_at(locator)
    assert line_of(rendition, locator) >= 0


def test_pointer_escapes() -> None:
    """Slash and tilde in keys are escaped, in the right order, and keys may be empty."""
    rendition = records(json.dumps({"a/b": "slash", "m~n": "tilde", "~1": "both", "": "empty", "0": "digit"}))
    assert [rendition.text_at(f"/0/{key}") for key in ("a~1b", "m~0n", "~01", "", "0")] == [
        "slash", "tilde", "both", "empty", "digit"]


def test_lines_of_places() -> None:
    """A locator leads to the line of the file."""
    assert line_of(TextRendition(TEXT), "char=0,5") == 1
    assert line_of(TextRendition(TEXT), "char=12,15") == 2
    assert line_of(table('a,b\n"c\nc",d\ne,f\n'), "cell=2,1") == 3
    assert line_of(table('a,b\n"c\nc",d\ne,f\n'), "row=3") == 4
    assert line_of(records('{"a": 1}\n\n{"a": 2}\n'), "/1/a") == 3


# tables


def test_table_by_cells_and_rows() -> None:
    """Cells with commas, quotation marks and line breaks; a row is its cells that aren't empty."""
    rendition = table('a,b,c\r\n"x, y",,"say ""hi""\r\nthere"\r\n')
    assert rendition.text_at("cell=2,1") == "x, y"
    assert rendition.text_at("cell=2,3") == 'say "hi"\nthere'
    assert rendition.text_at("row=2") == 'x, y | say "hi"\nthere'
    assert rendition.text_at("cell=2,2") == ""


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5))
def test_table_comes_back_as_it_was_written(rows: list[list[str]]) -> None:
    """Every cell is at its place, and every row is found whole."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    rendition = render_csv(buffer.getvalue().encode(), "t.csv")
    assert rendition.rows == rows
    assert not rendition.broken
    for number, row in enumerate(rows, 1):
        assert rendition.text_at(f"row={number}") == row_text(row)
        for column, cell in enumerate(row, 1):
            assert rendition.text_at(f"cell={number},{column}") == cell


@pytest.mark.parametrize("content", [
    b"a,b\nc,d\n\x1a", b"a,b\r\nc,d\x1a", b"a,b\nc,d\n\x1a\r\n", b"a,b\nc,d\n\x1a\x1a",
    "a,b\nc,d\n\x1a".encode("utf-16"), b"\xfe\xff" + "a,b\nc,d\x1a".encode("utf-16-be")])
def test_end_of_file_mark_is_dropped(content: bytes) -> None:
    """Ctrl-Z at the end, as old programs write it, in every encoding."""
    assert render_csv(content, "t.csv").rows == [["a", "b"], ["c", "d"]]


def test_last_character_that_only_contains_the_byte_of_ctrl_z_stays() -> None:
    """U+4E1A ends in 0x1A in UTF-16, big end first."""
    content = b"\xfe\xff" + "a,企业".encode("utf-16-be")
    assert render_csv(content, "t.csv").rows == [["a", "企业"]]
    assert table("a,b\x1ac\n").rows == [["a", "b\x1ac"]]


def test_broken_row_in_the_middle_leaves_the_others() -> None:
    """Text after a closing quotation mark breaks its row, with its line."""
    rendition = table('a,b\n1,"x"y\n2,z\n')
    assert rendition.rows == [["a", "b"], ["2", "z"]]
    assert rendition.lines == [1, 3]
    assert [line for line, _ in rendition.broken] == [2]
    assert "not CSV" in rendition.broken[0][1]


def test_unclosed_quotation_mark_says_what_it_took_along() -> None:
    """It swallows what follows: the lines are named, from the first on, and the rest goes on."""
    rendition = table('a,b\n1,"x\n2,y\n3,"z"\n4,w\n')
    assert rendition.rows == [["a", "b"], ["4", "w"]]
    ((line, reason),) = rendition.broken
    assert line == 2
    assert reason.endswith("lines 2 to 4 are lost")
    ((line, reason),) = table('a,b\n1,x\n2,"y\n3,z\n').broken
    assert (line, reason) == (3, "not CSV: unexpected end of data, lines 3 to 4 are lost")


def test_row_with_a_nul_is_broken() -> None:
    """A NUL is never text; its row goes, whichever cell it stands in."""
    rendition = table("a,b\n1,x\0\n2,y\n")
    assert rendition.rows == [["a", "b"], ["2", "y"]]
    assert rendition.broken == [(2, "expected text, found a NUL")]


def test_cell_too_large_breaks_its_row_only() -> None:
    """One character below the limit goes, one above doesn't."""
    rendition = table(f"a,{'x' * CELL_LIMIT}\nb,{'y' * (CELL_LIMIT + 1)}\nc,z\n")
    assert [row[0] for row in rendition.rows] == ["a", "c"]
    assert [line for line, _ in rendition.broken] == [2]


@pytest.mark.parametrize("quoted", [True, False])
def test_huge_cell_costs_a_few_copies_and_no_more(quoted: bool) -> None:
    """A cell of 100 MB: refused, the others read, in memory of the file's size a few times over."""
    mark = b'"' if quoted else b""
    content = b"a,b\n1," + mark + b"x" * 100_000_000 + mark + b"\n2,y\n"
    tracemalloc.start()
    try:
        rendition = render_csv(content, "t.csv")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert rendition.rows == [["a", "b"], ["2", "y"]]
    assert len(rendition.broken) == 1
    assert peak < 8 * len(content)


def test_limit_of_other_readers_is_left_alone() -> None:
    """The csv module has one limit for all: it is put back, after a failure too."""
    before = csv.field_size_limit()
    table("a,b\n")
    with pytest.raises(SourceRefused):
        render_csv(b"\xff\xff", "t.csv")
    assert csv.field_size_limit() == before


def test_blank_lines_are_no_rows() -> None:
    """They count as lines only."""
    assert table("a\n\n\nb\n").lines == [1, 4]


def test_every_cell_counts_for_the_hash() -> None:
    """Cells can't move into their neighbours unseen."""
    digests = {table(text).digest() for text in ("a,b\n", "ab\n", "a\nb\n", 'a,b,\n', '"a,b"\n', "a,c\n", "")}
    assert len(digests) == 7


# records


def test_records_by_pointer() -> None:
    """Strings as they are, all else as JSON."""
    rendition = records('{"name": "A \\"B\\"", "n": 1.50, "list": [1, "x"], "none": null, "yes": true}\n')
    texts = {"name": 'A "B"', "n": "1.5", "list": '[1, "x"]', "list/1": "x", "none": "null", "yes": "true"}
    assert {key: rendition.text_at(f"/0/{key}") for key in texts} == texts
    assert rendition.text_at("/0").startswith('{"name": "A \\"B\\"", "n": 1.5')


@given(st.lists(st.dictionaries(PLAIN, JSON, max_size=3), min_size=1, max_size=4))
def test_json_lines_come_back_as_they_were_written(given_records: list[dict[str, object]]) -> None:
    """Each value is at its pointer."""
    text = "".join(json.dumps(record) + "\n" for record in given_records)
    rendition = records(text)
    assert rendition.records == given_records
    for number, record in enumerate(given_records):
        assert rendition.text_at(f"/{number}") == record_text(record)
        for key, value in record.items():
            pointer = key.replace("~", "~0").replace("/", "~1")
            assert rendition.text_at(f"/{number}/{pointer}") == record_text(value)


@pytest.mark.parametrize(("line", "reason"), [
    ('{"a": 1', "not JSON"), ('{"a": 1, "a": 2}', "key 'a' stands twice"),
    ('{"a": {"b": 1, "b": 1}}', "key 'b' stands twice"),
    ('{"a": NaN}', "NaN isn't a number"), ('{"a": -Infinity}', "-Infinity isn't a number"),
    ('{"a": "\\ud800"}', "half of a surrogate pair"), ('{"\\uDC00": 1}', "half of a surrogate pair"),
    ('{"a": "\0"}', "not JSON"), ('{"a": ' + "1" * 5000 + "}", "not JSON"),
    ('{"a":' * 20 + "1" + "}" * 20, "nested deeper than 16 levels"),
    ('{"a":' * 100_000 + "1" + "}" * 100_000, "not JSON"), ("{'a': 1}", "not JSON")])
def test_broken_record_leaves_the_others(line: str, reason: str) -> None:
    """Line and reason, and the records before and after it are taken, with their own lines."""
    rendition = records('{"id": 1}\n' + line + '\n{"id": 2}\n')
    assert rendition.records == [{"id": 1}, {"id": 2}]
    assert rendition.lines == [1, 3]
    ((number, found),) = rendition.broken
    assert number == 2
    assert reason in found
    assert rendition.digest()


def test_half_of_a_pair_is_found_in_yaml_and_arrays_too() -> None:
    """No file can hold it, so no claim may."""
    assert [line for line, _ in records('[{"a": "\\ud800"},\n {"a": "b"}]').broken] == [1]
    assert records('[{"a": "\\ud83d\\ude00"}]').text_at("/0/a") == "\U0001f600"


def test_only_line_feeds_end_a_json_line() -> None:
    """Other line separators may stand inside a string."""
    assert records('{"a": "x\u2028y\x85z"}\n').text_at("/0/a") == "x\u2028y\x85z"


@pytest.mark.parametrize(("kind", "content"), [
    ("text/1", TEXT.encode()), ("csv/1", b"a,b\nc,d\n"), ("records/1", b'{"a": [1, "x"]}\n'),
    ("records/1", b"- a: 1\n"), ("records/1", b'[{"a": 1}]')])
def test_rendition_says_its_kind_and_hash(kind: str, content: bytes) -> None:
    """The kind is the name in the table, and one document has one hash."""
    first, second = (RENDER[kind](content, "x") for _ in range(2))
    assert first.kind == kind
    assert first.digest() == second.digest()
    assert first.digest() != RENDER[kind](content.replace(b"a", b"b").replace(b"F", b"G"), "x").digest()


def test_line_of_an_unknown_rendition_is_zero() -> None:
    """Other renditions may have no lines."""

    class Other:
        kind = "other/1"

        def text_at(self, locator: str) -> str:
            raise KeyError(locator)

        def digest(self) -> str:
            return ""

    rendition: Rendition = Other()
    assert line_of(rendition, "char=1,2") == 0
