"""How long the projection of a large ledger takes, and how much memory.

    python -m benchmarks.projection [--rows 26000 158000] [--seed 1] [--threads 2]

The ledger is filled with a list of as many rows as told; 158,000 give 2.3 million claims and 300,000 nodes.
It is projected in a process of its own, whose peak of resident memory is measured; the bound is 4 GiB.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import csl_shaped
from ingest.running import read_document, run_documents
from ingest.us_csl import COLUMNS, SOURCE
from kg.ledger import Ledger
from kg.projection import project

BOUND = 4 << 30  # bytes
_SHARED = 33  # one name in so many is that of the row before
_SYLLABLES = ("ba", "chen", "do", "fang", "gu", "hai", "jin", "ka", "liu", "mo", "nan", "pei", "qi", "ru", "shan",
              "tong", "wei", "xin", "yu", "zhao")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one projection took: seconds by the clock and of the cores, bytes at the peak, and what came out."""

    claims: int
    nodes: int
    edges: int
    joined: int
    candidates: int
    seconds: float
    core_seconds: float
    digest_seconds: float
    peak: int


def rows(count: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Rows of the list whose names and addresses are nearly all different, as they are in the real one."""
    before = ""
    for number, row in enumerate(csl_shaped.rows(count, seed)):
        name = _word(number)
        surname, comma, given = row["name"].partition(",")
        row["name"] = f"{surname} {name}{comma}{given}"
        if before and number % _SHARED == 0:
            row.update(name=before, entity_number="", addresses="")
        before = row["name"]
        row["alt_names"] = "; ".join(f"{other} {name}" for other in row["alt_names"].split("; ") if other)
        row["addresses"] = "; ".join(f"Unit {number}, {address}" if "," in address else address
                                     for address in row["addresses"].split("; ") if address)
        yield row


def _word(number: int) -> str:
    found = []
    for _ in range(4):
        number, rest = divmod(number, len(_SYLLABLES))
        found.append(_SYLLABLES[rest])
    return "".join(found).capitalize()


def fill(folder: Path, count: int, seed: int = 1) -> Ledger:
    """A ledger of a list of so many rows."""
    path = folder / "csl_2024-01-31.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows(count, seed))
    ledger = Ledger.create(folder / "ledger.kg")
    run_documents(ledger, [read_document(path, [SOURCE])])
    return ledger


def measured(ledger: Ledger, *, threads: int | None = None) -> Figures:
    """Project a ledger in this very process, and measure it."""
    start, cores = time.perf_counter(), time.process_time()
    found = project(ledger, threads=threads)
    seconds, core_seconds = time.perf_counter() - start, time.process_time() - cores
    assert found.graph.info.digest
    return Figures(
        claims=sum(segment.claims for segment in ledger.manifest().segments), nodes=found.graph.node_count,
        edges=found.graph.edge_count, joined=len(found.report.joined), candidates=len(found.report.candidates),
        seconds=round(seconds, 1), core_seconds=round(core_seconds, 1),
        digest_seconds=round(time.perf_counter() - start - seconds, 1), peak=_peak())


def _peak() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def measured_apart(ledger: Ledger, *, threads: int | None = None) -> Figures:
    """Project a ledger in a process of its own, so that nothing else is in its memory."""
    command = [sys.executable, "-m", "benchmarks.projection", "--ledger", str(ledger.folder)]
    if threads:
        command += ["--threads", str(threads)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Figures(**json.loads(done.stdout))


def main() -> None:
    """Measure a ledger, or ledgers of as many rows as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, nargs="+", default=[26_000, 158_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--ledger", type=Path, help="project this one here and print its figures as JSON")
    chosen = parser.parse_args()
    if chosen.ledger:
        print(json.dumps(asdict(measured(Ledger.open(chosen.ledger), threads=chosen.threads))))
        return
    for count in chosen.rows:
        with tempfile.TemporaryDirectory() as folder:
            found = measured_apart(fill(Path(folder), count, chosen.seed), threads=chosen.threads)
        print(f"{found.claims:,} claims: {found.nodes:,} nodes and {found.edges:,} edges in {found.seconds} s "
              f"({found.core_seconds} s of the cores), digest {found.digest_seconds} s, "
              f"{found.peak / 2**20:,.0f} MiB at the peak of "
              f"{BOUND / 2**20:,.0f} ({found.joined:,} joined, {found.candidates:,} candidates)", flush=True)


if __name__ == "__main__":
    main()
