"""How long the command line takes from a cold start, beside an empty Python program."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5


def measured() -> dict[str, float]:
    """Seconds, best of five: an empty program, `kg --help`, and `kg query` on the demo ledger with its cache."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "tradewar.kg")
        _best(["-m", "kg.cli", "demo", folder], 1)
        return {
            "python_s": _best(["-c", "pass"]),
            "help_s": _best(["-m", "kg.cli", "--help"]),
            "query_s": _best(["-m", "kg.cli", "query", "blacklists/members", "-p", "list=Entity List",
                              "-p", "on=2019-10-09", "--ledger", ledger]),
        }


def _best(arguments: list[str], runs: int = RUNS) -> float:
    found = []
    for _ in range(runs):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        found.append(time.perf_counter() - begin)
    return min(found)
