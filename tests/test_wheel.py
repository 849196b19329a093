"""The built wheel, outside the checkout, is the same program with the same data."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import ingest
from kg import queries, schema

ROOT = Path(__file__).parent.parent
ASK = ("import json, ingest, kg; from kg import queries, schema; print(json.dumps([kg.__file__, "
       "[s.name for s in ingest.SOURCES], [q.name for q in queries.load_all()], sorted(schema.load().relations)]))")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout and unpacked into an empty folder."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")],
                          cwd=ROOT, capture_output=True, text=True, check=False)
    if "No module named hatchling" in done.stderr:
        pytest.skip("hatchling isn't installed: make test installs it")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next((folder / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def run(unpacked: Path, *arguments: str) -> str:
    """Run the unpacked program from a folder that isn't the checkout; its dependencies are this environment's."""
    done = subprocess.run([sys.executable, *arguments], cwd=unpacked.parent, capture_output=True, text=True,
                          check=False, env={"PYTHONPATH": str(unpacked), "PATH": "/usr/bin:/bin"})
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_has_the_same_sources_queries_and_schema(unpacked: Path) -> None:
    """Schemas, queries and bundled data are inside, found without the checkout."""
    import json

    place, sources, names, relations = json.loads(run(unpacked, "-c", ASK))
    assert Path(place).is_relative_to(unpacked)
    assert sources == [source.name for source in ingest.SOURCES]
    assert names == [query.name for query in queries.load_all()]
    assert relations == sorted(schema.load().relations)


def test_the_demo_runs_from_the_wheel(unpacked: Path) -> None:
    """The bundled data are in the wheel too."""
    text = run(unpacked, "-m", "kg.cli", "demo", str(unpacked.parent / "demo"))
    assert "us-2018-03-22-301-action" in text


def test_only_one_script_and_no_test_in_the_wheel(unpacked: Path) -> None:
    """The wheel installs the packages `kg` and `ingest` and the script `kg`, nothing else."""
    metadata = next(unpacked.glob("*.dist-info"))
    assert (metadata / "entry_points.txt").read_text().split() == ["[console_scripts]", "kg", "=", "kg.cli:main"]
    assert {path.name for path in unpacked.iterdir()} == {"kg", "ingest", metadata.name}


def test_missing_data_are_an_error_and_not_an_empty_list(unpacked: Path, tmp_path: Path) -> None:
    """A program without its data says so, so the test above can fail."""
    import shutil

    broken = tmp_path / "site"
    shutil.copytree(unpacked, broken)
    shutil.rmtree(broken / "kg" / "_data")
    done = subprocess.run([sys.executable, "-c", ASK], cwd=tmp_path, capture_output=True, text=True, check=False,
                          env={"PYTHONPATH": str(broken), "PATH": "/usr/bin:/bin"})
    assert done.returncode != 0
