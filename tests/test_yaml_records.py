"""Records written as YAML or as one JSON array."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceRefused
from kg.rendition import render_records
from kg.yaml_records import DEEPEST, depth_of, plain, read_json_array, read_yaml, yaml_records

SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-10**9, 10**9), st.text(
    "abé中:#-'\"[{ \n", max_size=12))
VALUES = st.recursive(SCALARS, lambda inner: st.one_of(
    st.lists(inner, max_size=3), st.dictionaries(st.text("abcxyz", min_size=1, max_size=3), inner, max_size=3)),
    max_leaves=6)
RECORDS = st.lists(st.dictionaries(st.text("abcxyz", min_size=1, max_size=3), VALUES, max_size=3), min_size=1,
                   max_size=4)


@pytest.mark.parametrize(("written", "meant"), [
    ("NO", "NO"), ("no", "no"), ("yes", "yes"), ("on", "on"), ("y", "y"), ("2019-10-07", "2019-10-07"),
    ("2019-10-07 12:00:00", "2019-10-07 12:00:00"), ("12:30", "12:30"), ("010", "010"), ("0x1F", "0x1F"),
    ("1_000", "1_000"), (".5", ".5"), ("+1", "+1"), (".inf", ".inf"), ("1e999", "1e999"), ("True", "True"),
    ("'25'", "25"), ('"null"', "null"), ("25", 25), ("-3", -3), ("7.5", 7.5), ("1e3", 1000.0), ("true", True),
    ("null", None), ("~", None), ("", None), ("<<", "<<"), ("=", "="),
])
def test_plain_scalars_mean_what_was_written(written: str, meant: object) -> None:
    """Only numbers, true, false and null of JSON have a meaning; the country of Norway stays text."""
    (record,) = read_yaml(f"- key: {written}\n", "a.yaml").records
    assert record == {"key": meant}
    assert type(record["key"]) is type(meant)


def test_each_record_has_the_line_on_which_it_starts() -> None:
    """Comments, blank lines and long records between don't matter."""
    found = read_yaml("# head\n\n- id: a\n  list:\n    - 1\n    - {x: y}\n\n-\n  id: b\n- {id: c}\n", "a.yaml")
    assert [record["id"] for record in found.records] == ["a", "b", "c"]
    assert found.lines == [3, 9, 10]
    assert found.text_at("/0/list/1/x") == "y"


def test_documents_are_records_too() -> None:
    """Mappings between `---` lines, or lists of them, come one after the other."""
    found = read_yaml("%YAML 1.1\n---\nid: a\n---\n- id: b\n- id: c\n---\n", "a.yaml")
    assert [record["id"] for record in found.records] == ["a", "b", "c"]
    assert found.lines == [3, 5, 6]


@pytest.mark.parametrize(("text", "place", "reason"), [
    ("- id: &x a\n", "a.yaml:1", "anchor 'x'"),
    ("- id: a\n- *x\n", "a.yaml:2", "alias 'x'"),
    ("- id: a\n  b: !!python/object/apply:os.system [ls]\n", "a.yaml:2", "tag"),
    ("- id: !!str 5\n", "a.yaml:1", "tag"),
    ("- id: a\n- just text\n", "a.yaml:2", "expected a mapping, found 'just text'"),
    ("- id: a\n- - id: b\n", "a.yaml:2", "a list in a list"),
    ("only words\n", "a.yaml:1", "expected a mapping"),
    ("- ? [a, b]\n  : c\n", "a.yaml:1", "plain key"),
    ("- id: a\n  b: [1, 2\n- id: c\n", "a.yaml:3", "not YAML"),
    ("- id: 'a\n", "a.yaml:2", "not YAML"),
    ("- id: a\n\tb: c\n", "a.yaml:2", "not YAML"),
    ("- id: a\n  b: \x00\n", "a.yaml:2", "special characters"),
    ("\n# nothing\n", "a.yaml:1", "found nothing"),
    ("", "a.yaml:1", "found nothing"),
    ("- a: " + "[" * 50_000 + "\n", "a.yaml:1", "nested deeper"),
    ("- " + "{a: " * 20 + "1" + "}" * 20 + "\n", "a.yaml:1", "nested deeper"),
])
def test_yaml_that_is_no_plain_list_of_mappings_is_refused(text: str, place: str, reason: str) -> None:
    """With file and line, and nothing of it is run or expanded."""
    with pytest.raises(SourceRefused, match=reason) as refused:
        read_yaml(text, "a.yaml")
    assert refused.value.place == place


def test_record_with_a_repeated_key_is_set_aside() -> None:
    """The others are taken; the fault names both lines."""
    found = read_yaml("- id: a\n- id: b\n  sub: {x: 1, x: 2}\n- id: c\n  id: d\n- id: e\n", "a.yaml")
    assert [record["id"] for record in found.records] == ["a", "e"]
    assert found.broken == [(2, "key 'x' stands twice, again on line 3"),
                            (4, "key 'id' stands twice, again on line 5")]


@given(RECORDS)
def test_yaml_reads_what_was_dumped(records: list[dict[str, object]]) -> None:
    """Whatever another program writes as plain YAML comes back."""
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    assert read_yaml(yaml.dump(records, Dumper=Plain, allow_unicode=True), "a.yaml").records == records


@given(RECORDS, st.sampled_from([None, 1, "\t"]))
def test_json_array_reads_what_was_dumped(records: list[dict[str, object]], indent: int | str | None) -> None:
    """Every record comes back, on the line on which its brace stands."""
    text = json.dumps(records, indent=indent)
    found = read_json_array(text, "a.json")
    assert found.records == records
    lines = text.split("\n")
    assert all("{" in lines[line - 1] for line in found.lines)
    assert found.lines == sorted(found.lines)


@given(RECORDS)
def test_json_array_is_yaml_too(records: list[dict[str, object]]) -> None:
    """Both readers give the same records of the same text."""
    text = json.dumps(records, ensure_ascii=False)
    assert read_yaml("# as YAML\n" + text, "a.yaml").records == read_json_array(text, "a.json").records


@pytest.mark.parametrize(("text", "place", "reason"), [
    ('[{"a": 1},\n {"a": }]', "a.json:2", "not JSON"),
    ('[{"a": 1},\n]', "a.json:2", "not JSON"),
    ('[{"a": 1}\n {"a": 2}]', "a.json:2", "expected ','"),
    ('[{"a": 1}', "a.json:1", "expected ','"),
    ('[{"a": 1}]\n{"b": 2}', "a.json:2", "text after the end"),
    ('[{"a": 1},\n [2]]', "a.json:2", "expected an object"),
    ("[" * 100_000, "a.json:1", "can't be read"),
    ('[{"a": ' + "9" * 5000 + "}]", "a.json:1", "can't be read"),
    ("{}", "a.json:1", r"expected '\['"),
])
def test_text_that_is_no_list_of_objects_is_refused(text: str, place: str, reason: str) -> None:
    """With file and line."""
    with pytest.raises(SourceRefused, match=reason) as refused:
        read_json_array(text, "a.json")
    assert refused.value.place == place


def test_object_with_a_repeated_key_or_no_number_is_set_aside() -> None:
    """The others are taken."""
    found = read_json_array('[{"a": 1},\n{"a": 1, "a": 2},\n{"a": NaN},\n{"b": 3}]', "a.json")
    assert found.records == [{"a": 1}, {"b": 3}]
    assert found.broken == [(2, "key 'a' stands twice"), (3, "NaN isn't a number")]


def test_object_that_is_nested_too_deep_is_set_aside() -> None:
    """One level less is taken."""
    deep = '{"a": ' + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1) + "}"
    assert read_json_array(f"[{deep}]", "a.json").broken == []
    assert read_json_array(f"[{deep.replace('[', '[[').replace(']', ']]')}]", "a.json").broken == [
        (1, f"nested deeper than {DEEPEST} levels")]


def test_empty_array_has_no_records() -> None:
    """It is a list, and nothing is in it."""
    assert read_json_array(" [ ] \n", "a.json").records == []
    assert read_yaml("# none yet\n[]\n", "a.yaml").records == []


def test_first_records_come_before_the_rest_is_read() -> None:
    """So the start of a long file is enough to tell what it is."""
    assert next(yaml_records("- id: a\n- id: b\n  cut: [of", "a.yaml"))[1] == {"id": "a"}


def test_bytes_decide_which_reader_reads() -> None:
    """JSON Lines, a JSON array and YAML of the same records are the same rendition."""
    lines = render_records(b'{"id": "a"}\n{"id": "b"}\n', "x")
    array = render_records(b'[{"id": "a"},\n{"id": "b"}]', "x")
    text = render_records(b"- id: a\n- id: b\n", "x")
    assert lines.digest() == array.digest() == text.digest()


def test_depth_counts_lists_and_objects() -> None:
    """A scalar has none, and the widest branch doesn't matter."""
    assert depth_of("a") == 0
    assert depth_of({"a": [1, [2]], "b": [[], []]}) == 3
    assert plain("-0") == 0
