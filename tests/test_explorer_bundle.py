"""The committed script, style and licences of the explorer are what `web/` gives."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BUILT = ("explorer.js", "explorer.css", "LICENSES.txt")


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of `web/` with the packages of its lock file; skips without npm or its registry, and fails in CI."""
    folder = tmp_path_factory.mktemp("workshop") / "web"
    shutil.copytree(ROOT / "web", folder, ignore=shutil.ignore_patterns("node_modules"))
    node, npm = shutil.which("node"), shutil.which("npm")
    reason = "node and npm aren't installed"
    if node and npm:
        done = subprocess.run([npm, "ci", "--silent"], cwd=folder, capture_output=True, text=True, check=False)
        if not done.returncode:
            return folder
        reason = f"npm ci failed: {(done.stderr or done.stdout).strip()[-300:]}"
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must build the explorer: {reason}", pytrace=False)
    pytest.skip(f"NOT TESTED, the explorer's build: {reason}")


def built(workshop: Path, out: Path) -> dict[str, bytes]:
    """What a build of the copy writes."""
    out.mkdir()
    subprocess.run(["node", "build.mjs", str(out)], cwd=workshop, check=True)
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_the_committed_bundle_is_what_the_sources_give(workshop: Path, tmp_path: Path) -> None:
    """Byte for byte; `make web` builds it anew."""
    made = built(workshop, tmp_path / "out")
    assert sorted(made) == sorted(BUILT)
    assert [name for name in BUILT if made[name] != (ROOT / "kg" / "explorer" / name).read_bytes()] == []


def test_a_changed_source_gives_another_bundle(workshop: Path, tmp_path: Path) -> None:
    """The comparison can fail."""
    source = workshop / "src" / "words.js"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace('"answers"', '"replies to"'), encoding="utf-8")
    made = built(workshop, tmp_path / "out")
    source.write_text(text, encoding="utf-8")
    assert made["explorer.js"] != (ROOT / "kg" / "explorer" / "explorer.js").read_bytes()
    assert made["explorer.css"] == (ROOT / "kg" / "explorer" / "explorer.css").read_bytes()


def test_nothing_in_the_bundle_ends_its_element() -> None:
    """Neither script nor style holds what would end them in the page, or begin a comment there."""
    for name in BUILT[:2]:
        text = (ROOT / "kg" / "explorer" / name).read_text(encoding="utf-8").lower()
        assert not [end for end in ("</script", "</style", "<!--") if end in text]
