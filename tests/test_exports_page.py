"""The page on exports tells of every format, and the command's help names them all."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from kg.cli import app
from kg.exports import FORMATS

PAGE = Path(__file__).parent.parent / "docs" / "exports.md"


def untold(text: str) -> set[str]:
    """Formats that a text doesn't name."""
    return {name for name in FORMATS if f"`{name}`" not in text}


def test_the_page_names_every_format() -> None:
    """A format that joins is told of on the page."""
    assert untold(PAGE.read_text("utf-8")) == set()


def test_a_format_that_is_missing_there_is_found() -> None:
    """The check above can fail."""
    assert untold(PAGE.read_text("utf-8").replace("`cx2`", "")) == {"cx2"}


def test_the_help_names_every_format() -> None:
    """`kg export --help` lists what can be written."""
    told = CliRunner().invoke(app, ["export", "--help"]).stdout
    words = {word.strip(".,") for word in told.partition("Formats:")[2].split()}
    assert set(FORMATS) <= words
