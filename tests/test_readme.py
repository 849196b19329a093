"""The README is true: its generated parts are current, its commands exist, its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.test_cli import COMMANDS
from tests.walk.page import README, ROOT, SOURCES, filled, tables


@pytest.mark.parametrize("page", [README, SOURCES], ids=lambda page: page.name)
def test_generated_parts_are_current(page: Path, pytestconfig: pytest.Config) -> None:
    """Which sources and queries there are is what the program says; `--update-golden` writes it."""
    text = page.read_text(encoding="utf-8")
    made = filled(text, tables())
    if pytestconfig.getoption("--update-golden"):
        page.write_text(made, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == made


def test_every_generated_part_has_its_place() -> None:
    """Each part stands on one of the two pages, and one that is stale is found."""
    pages = README.read_text(encoding="utf-8") + SOURCES.read_text(encoding="utf-8")
    for name in tables():
        assert f"<!-- {name} -->\n" in pages
        assert filled(f"<!-- {name} -->\nold\n<!-- /{name} -->", {name: "new"}).splitlines()[1] == "new"


def test_commands_in_the_readme_exist() -> None:
    """Every `kg …` of a console block is a command; every command stands in the README or the changelog."""
    text = README.read_text(encoding="utf-8")
    used = set(re.findall(r"^\$ kg (\w+)", text, re.MULTILINE)) | set(re.findall(r"`kg (\w+)", text))
    assert used <= set(COMMANDS)
    everywhere = text + (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert {c for c in COMMANDS if f"`{c}`" not in everywhere and f"kg {c}" not in everywhere} == set()


def test_links_lead_to_files() -> None:
    """Every relative link of the README and the docs points to a file of the checkout."""
    for page in (README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_is_short() -> None:
    """Under 200 lines, so that people read it."""
    assert len(README.read_text(encoding="utf-8").splitlines()) < 200
