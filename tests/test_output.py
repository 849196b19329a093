"""Rows on standard output that other programs read."""

from __future__ import annotations

import json
import math

import pytest

from kg.cli.output import write
from kg.errors import UsageError
from kg.exports.cells import without_formula


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_json_has_no_number_that_json_has_not(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """NaN and infinity come as null, alone and in lists; other numbers stay."""
    write(("a", "b"), [(math.nan, [1.5, math.inf])], form)

    def refuse(text: str) -> None:
        raise AssertionError(f"{text} isn't JSON")

    found = json.loads(capsys.readouterr().out, parse_constant=refuse)
    assert (found[0] if form == "json" else found) == {"a": None, "b": [1.5, None]}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_cell_never_begins_like_a_formula(sign: str) -> None:
    """Nor with the full-width signs, which Chinese and Japanese spreadsheets take for formulas too."""
    assert without_formula(f"{sign}1") == f"'{sign}1"
    assert without_formula(f"1{sign}1") == f"1{sign}1"


def test_a_format_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is written."""
    with pytest.raises(UsageError, match="expected one of table, json, ndjson, csv"):
        write(("a",), [(1,)], "yaml")
    assert capsys.readouterr().out == ""
