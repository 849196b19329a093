"""`kg extract`: what documents say, on standard output, with nothing written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.test_cli import kg
from tests.text_forms import docx

ARTICLE = ("Listing Announced\n\nOctober 8, 2019\n\nThe U.S. Commerce Department added 28 Chinese organizations "
           "to its Entity List on Monday.\n\n"
           "“We will not tolerate this,” said Foreign Ministry spokesman Geng Shuang.\n")
KEYS = {"document", "published", "language", "blacklistings", "tariffs", "talks", "statements", "retaliations"}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A short article."""
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_json_is_one_object_with_offsets_into_the_file(article: Path) -> None:
    """The shape in which extractors are compared."""
    done = kg("extract", article, "--format", "json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said.keys() >= KEYS
    assert (said["published"], said["language"]) == ("2019-10-08", "en")
    [[start, end]] = said["statements"][0]["segments"]
    assert ARTICLE[start:end] == "“We will not tolerate this,”"
    assert (said["statements"][0]["speaker"], said["blacklistings"][0]["list"]) == ("Geng Shuang", "Entity List")


def test_standard_input_is_a_document(article: Path) -> None:
    """`-` reads it; a given day counts."""
    done = kg("extract", "-", "--published", "2019-10-09", stdin=ARTICLE)
    assert json.loads(done.stdout)["published"] == "2019-10-09"
    assert json.loads(done.stdout)["statements"] == json.loads(kg("extract", article).stdout)["statements"]


def test_claims_are_one_a_line_and_nothing_is_written(article: Path) -> None:
    """Each with its place and words."""
    done = kg("extract", article, "--format", "claims")
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"ADDS_TO", "MADE", "words"} <= {claim["predicate"] for claim in claims}
    assert all(claim["quote"] and claim["locator"] for claim in claims)
    assert [path.name for path in article.parent.iterdir()] == ["article.txt"]


def test_explain_shows_the_text_and_the_rules(article: Path) -> None:
    """For people: paragraph by paragraph, what it says and by which rule."""
    lines = kg("extract", article, "--explain").stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if "Commerce Department" in line)
    assert any("blacklisting [" in line and "Entity List" in line for line in lines[at:at + 4])
    assert any("statement [" in line and "Geng Shuang" in line for line in lines)


def test_explain_prints_nothing_that_steers_a_terminal(tmp_path: Path) -> None:
    """A text may hold escape sequences; the terminal gets their names."""
    path = tmp_path / "a.txt"
    path.write_text(f"{ARTICLE}\nIt \x1b[2Jended, the ministry said, on Tuesday of that week.\n", encoding="utf-8")
    assert "\x1b" not in kg("extract", path, "--explain").stdout


def test_a_folder_of_forms_goes_on_after_a_broken_file(tmp_path: Path) -> None:
    """Each readable file is one line; the broken one a message and exit code 1."""
    (tmp_path / "a.docx").write_bytes(docx("The ministry said that it would answer the new duties."))
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "c.html").write_bytes(b"<html><body><p>The ministry said that it would answer the new duties.</p>")
    done = kg("extract", tmp_path)
    assert [json.loads(line)["document"] for line in done.stdout.splitlines()] == ["a.docx", "c.html"]
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "b.pdf" in done.stderr


def test_records_have_claims_and_no_text(tmp_path: Path) -> None:
    """A source that isn't of running text says what to ask for instead."""
    path = tmp_path / "a.jsonl"
    record = {"id": "gov:no", "class": "Government", "name": "Norland", "checked": "unchecked"}
    path.write_text(json.dumps(record), encoding="utf-8")
    done = kg("extract", path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "--format claims" in done.stderr
    assert kg("extract", path, "--format", "claims").returncode == 0


def test_headlines_are_one_object_each(tmp_path: Path) -> None:
    """A table of headlines is as many texts as it has rows."""
    path = tmp_path / "a.csv"
    path.write_text("date,headline\n2019-10-08,Ministry vows answer\n2019-10-09,Talks go on\n", encoding="utf-8")
    found = [json.loads(line) for line in kg("extract", path).stdout.splitlines()]
    assert [text["published"] for text in found] == ["2019-10-08", "2019-10-09"]


@pytest.mark.parametrize("arguments", [("--format", "xml"), ("--published", "2019-13-01"), ("--source", "newspaper")])
def test_wrong_options_are_misuse(article: Path, arguments: tuple[str, ...]) -> None:
    """Exit code 2 and one line."""
    done = kg("extract", article, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
