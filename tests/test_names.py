"""What makes two spellings the same exact name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import name_key
from tests.ledgers import nodes_of, paper, projected, thing


@pytest.mark.parametrize(("one", "other"), [
    ("HUAWEI", "Huawei"),
    ("Huawei  Technologies", " Huawei Technologies "),
    ("Huawei\u00a0Technologies", "Huawei Technologies"),
    ("Ｈｕａｗｅｉ", "Huawei"),
    ("Huawei Technologies Co., Ltd.", "Huawei Technologies Co.,Ltd"),
    ("中兴通讯（香港）有限公司", "中兴通讯(香港)有限公司"),
    ("People’s Bank", "People's Bank"),
    ("O´Brien", "O'Brien"),
    ("Straße", "STRASSE"),
    ("Zero\u200bwidth", "Zero width"),
])
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    """Case, width, spacing and silent punctuation don't count."""
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [
    ("Hikvision", "Hikvision (Hong Kong)"),
    ("Huawei (Beijing)", "Huawei (Tianjin)"),
    ("S&P", "SP"),
    ("North-West", "Northwest"),
    ("Institute 12", "Institute 13"),
    ("Hikvision", "Hikivision"),
    ("华为", "Huawei"),
])
def test_names_that_differ_have_different_keys(one: str, other: str) -> None:
    """Brackets, ampersands, hyphens, numbers and letters count: likeness isn't equality."""
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["...", " ' ", "“”", ",", "\u200b"])
def test_silence_is_no_name(name: str) -> None:
    """A name of silent characters only has the empty key, under which nobody meets."""
    assert name_key(name) == ""


@given(st.text())
def test_a_key_is_its_own_key(name: str) -> None:
    """Comparing keys once more changes nothing."""
    assert name_key(name_key(name)) == name_key(name)


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Z"))))
def test_case_and_outer_space_never_count(name: str) -> None:
    """Whatever the name, small letters and space around it give the same key."""
    assert name_key(f"  {name.casefold()}\t") == name_key(name)


def test_two_names_of_silence_are_not_one_company(tmp_path: Path) -> None:
    """Nodes whose names are dots only stay two."""
    graph = projected(tmp_path, paper(thing("company:a", "Company", "...")),
                      paper(thing("company:b", "Company", "."))).graph
    assert {"company:a", "company:b"} <= nodes_of(graph).keys()


def test_no_pair_known_to_differ_is_joined_by_name(shared: Path, tmp_path: Path) -> None:
    """Of the hand-made pairs, none that is two entities has one key or becomes one node."""
    pairs = [json.loads(line) for line in (shared / "gold/resolution_pairs.jsonl").read_text().splitlines()]
    differ = [(pair["a"], pair["b"]) for pair in pairs if not pair["same"]]
    assert len(differ) > 30
    names = sorted({name for pair in differ for name in pair})
    ids = {name: f"company:{number}" for number, name in enumerate(names)}
    found = projected(tmp_path, *(paper(thing(ids[name], "Company", name, countries="CN")) for name in names))
    home = {joined.node: joined.canonical for joined in found.report.joined}
    for one, other in differ:
        assert name_key(one) != name_key(other)
        assert home.get(ids[one], ids[one]) != home.get(ids[other], ids[other])
