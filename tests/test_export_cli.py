"""`kg export` as a user runs it: options that don't fit together, and outputs that fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kg.cli.export import export
from kg.errors import UsageError
from tests.ledgers import chronology, ledger_of, registry


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A government and what it did."""
    return ledger_of(
        tmp_path_factory.mktemp("export") / "l.kg",
        registry({"id": "gov:us", "class": "Government", "name": "United States", "country": "US"}),
        chronology({"id": "us-list", "class": "TariffAction", "name": "A list", "actors": [{"country": "US"}],
                    "target_countries": ["CN"], "announced": "2018-04-03", "citation": "83 FR 14906",
                    "checked": "secondary"})).folder


def command() -> typer.Typer:
    app = typer.Typer()
    app.command()(export)
    return app


def test_hops_without_a_start_are_refused(ledger: Path, tmp_path: Path) -> None:
    """The whole graph would look like a part; with a name the steps count, one when none are given."""
    out, place = str(tmp_path / "x.gexf"), ["--ledger", str(ledger)]
    done = CliRunner().invoke(command(), ["gexf", out, "--hops", "0", *place])
    assert isinstance(done.exception, UsageError)
    assert "--around" in str(done.exception)
    for hops, nodes in ((["--hops", "0"], "1 nodes"), ([], "3 nodes")):
        done = CliRunner().invoke(command(), ["gexf", out, "--around", "us-list", "--force", *hops, *place])
        assert nodes in done.stderr, done.output


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("name", ["gexf", "xlsx"])
def test_a_full_standard_output_is_one_line_and_exit_code_three(ledger: Path, name: str) -> None:
    """No stack, whichever library writes."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "kg.cli", "export", name, "-", "--ledger", str(ledger)],
                              stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (3, "kg: can't write to standard output: the disk is full\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_reader_who_leaves_ends_a_spreadsheet_quietly(ledger: Path) -> None:
    """As for every other format."""
    with subprocess.Popen([sys.executable, "-m", "kg.cli", "export", "xlsx", "-", "--ledger", str(ledger)],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1
