"""`kg resolve pairs`: what it reads, prints and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli.resolve import resolve
from kg.errors import UsageError


def run(*arguments: str, stdin: str | None = None) -> tuple[int, list[dict[str, object]], str]:
    """Exit code, printed objects, and standard error."""
    done = CliRunner().invoke(resolve, arguments, input=stdin)
    if isinstance(done.exception, UsageError):
        raise done.exception
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_each_pair_gets_a_verdict_with_reason_and_score(tmp_path: Path) -> None:
    """One JSON object a line, in the order of the file."""
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"a": "Hikivision", "b": "海康威视", "same": true}\n\n'
                    '{"a": "SMIC", "b": "SMIC (Shenzhen)"}\n{"a": "Marlow AG", "b": "Marlow GmbH"}\n', encoding="utf-8")
    code, found, error = run("pairs", str(file))
    assert (code, error) == (0, "")
    assert [row["verdict"] for row in found] == ["same", "different", "candidate"]
    assert list(found[0]) == ["a", "b", "verdict", "reason", "score"]
    assert found[0]["b"] == "海康威视"
    assert isinstance(found[2]["score"], int)
    assert found[2]["reason"] == "the same name with another legal form"


def test_pairs_come_from_standard_input_too() -> None:
    """The minus sign stands for standard input."""
    assert run("pairs", "-", stdin='{"a": "ZTE", "b": "中兴"}\n')[1][0]["verdict"] == "same"


@pytest.mark.parametrize("line", ["{", '{"a": "ZTE"}', '{"a": "ZTE", "b": 3}', "[]", "\ud800"])
def test_a_line_that_is_no_pair_is_refused_and_the_rest_goes_on(tmp_path: Path, line: str) -> None:
    """With the line's number, and exit code 1."""
    file = tmp_path / "pairs.jsonl"
    file.write_bytes(line.encode("utf-8", "surrogatepass") + b'\n{"a": "ZTE", "b": "ZTE"}\n')
    code, found, error = run("pairs", str(file))
    assert code == 1
    assert [row["verdict"] for row in found] == ["same"]
    assert f"{file}:1: expected an object with the texts a and b" in error


def test_a_missing_file_is_misuse(tmp_path: Path) -> None:
    """No such file: exit code 2, as for all misuse."""
    with pytest.raises(UsageError, match="no such file"):
        run("pairs", str(tmp_path / "none.jsonl"))


def test_no_pair_of_the_gold_is_wrongly_the_same(shared: Path) -> None:
    """On the hand-made pairs nothing that differs is joined, and nearly all that is one is."""
    gold = shared / "gold" / "resolution_pairs.jsonl"
    expected = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    found = run("pairs", str(gold))[1]
    same = [row["verdict"] == "same" for row in found]
    assert not [row for row, wanted in zip(found, expected, strict=True)
                if row["verdict"] == "same" and not wanted["same"]]
    assert sum(same) >= 0.85 * sum(row["same"] for row in expected)
