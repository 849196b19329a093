"""The README is true: its generated parts are current, its commands exist, its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ingest
from kg import queries
from tests.test_cli import COMMANDS, kg

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def generated(folder: Path) -> dict[str, str]:
    """The parts of the README that are made from the program."""
    demo = kg("demo", folder)
    assert demo.returncode == 0
    chain = "\n\n".join(part.rstrip() for part in demo.stdout.split("\n\n")[2:4])
    sources = ["| source | publisher | formats | reads |", "| --- | --- | --- | --- |"]
    sources += [f"| `{s.name}` | {s.publisher} | {', '.join(s.formats)} | {s.description} |" for s in ingest.SOURCES]
    packs: dict[str, list[queries.Query]] = {}
    for query in queries.load_all():
        packs.setdefault(query.name.partition("/")[0], []).append(query)
    listed = ["| pack | queries | such as |", "| --- | --- | --- |"]
    listed += [f"| `{pack}` | {len(found)} | {found[0].title} (`{found[0].name}`) |" for pack, found in packs.items()]
    return {"demo": f"```text\n{chain}\n```", "sources": "\n".join(sources), "queries": "\n".join(listed)}


def filled(text: str, parts: dict[str, str]) -> str:
    """The README with its generated parts put in."""
    for name, part in parts.items():
        before, begin, rest = text.partition(f"<!-- {name} -->\n")
        after = rest.partition(f"<!-- /{name} -->")[2]
        text = f"{before}{begin}{part}\n<!-- /{name} -->{after}"
    return text


def test_generated_parts_are_current(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Demo output and tables are what the program prints; `--update-golden` writes them."""
    text = README.read_text(encoding="utf-8")
    made = filled(text, generated(tmp_path))
    if pytestconfig.getoption("--update-golden"):
        README.write_text(made, encoding="utf-8")
    assert README.read_text(encoding="utf-8") == made


def test_a_stale_part_is_found() -> None:
    """The comparison above can fail."""
    assert filled("<!-- demo -->\nold\n<!-- /demo -->", {"demo": "new"}) == "<!-- demo -->\nnew\n<!-- /demo -->"


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
