"""Event rows of GDELT, made by chance with a fixed seed: how many go through filter and mapping in a CPU second.

Countries, codes and the share of rows that matter are drawn roughly as on a day of 2018: about one row in 25 is
kept. `kept=1.0` makes each row one that is kept, which is the worst case.
`python -m benchmarks.gdelt [--rows 100000]`; exit code 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import ingest
from benchmarks.__main__ import Figure
from ingest.gdelt_events import SOURCE
from kg.claim import Claim
from kg.document import Document
from kg.rendition import RENDER

LEAST = 50_000.0
"""Rows in a CPU second, through filter and mapping."""

_COUNTRIES = ("USA", "USA", "USA", "", "", "", "", "GBR", "CHN", "RUS", "ISR", "IND", "CAN", "FRA", "PAK", "IRN",
              "TUR", "JPN", "AUS", "NGA", "DEU", "KOR", "PRK", "SYR", "PHL", "MEX")
_TYPES = ("", "", "GOV", "GOV", "BUS", "MED", "COP", "EDU", "MIL", "LEG")
_CODES = ("010", "020", "036", "040", "042", "043", "046", "051", "057", "060", "071", "084", "090", "110", "111",
          "112", "120", "130", "1312", "141", "160", "163", "172", "173", "190", "193")
_KEPT = ("040", "046", "057", "111", "1312", "163", "164", "1011", "1244", "085")


@dataclass(frozen=True, slots=True)
class Speed:
    """Rows read, rows whose claims were made, claims, and CPU seconds."""

    rows: int
    kept: int
    claims: int
    seconds: float

    @property
    def a_second(self) -> float:
        """Rows in a CPU second."""
        return self.rows / self.seconds


def rows(count: int, *, columns: int = 58, kept: float = 0.01, seed: int = 7) -> bytes:
    """So many rows of a version (57, 58 or 61 columns), of which about this share passes the filters."""
    chance = random.Random(seed)
    return b"".join(_row(chance, number, columns, chance.random() < kept) for number in range(count))


def _row(chance: random.Random, number: int, columns: int, kept: bool) -> bytes:
    actor, target = ("USA", "CHN") if kept else (chance.choice(_COUNTRIES), chance.choice(_COUNTRIES))
    code = chance.choice(_KEPT if kept else _CODES)
    kinds = ("GOV", "") if kept else (chance.choice(_TYPES), chance.choice(_TYPES))
    day = f"201807{1 + number % 28:02}"
    cells = [str(700_000_000 + number), day, "201807", "2018", "2018.5096"]
    for country, kind in ((actor, kinds[0]), (target, kinds[1])):
        cells += [country + kind, country or "POLICE", country, "", "", "", "", kind, "", ""]
    cells += ["1" if number % 2 else "0", code, code[:3], code[:2], "4", "-4.0", "6", "1", "6", "-1.92307692307692"]
    place = ["3", "Washington, District of Columbia, United States", "US", "USDC", "38.8951", "-77.0364", "531871"]
    cells += (place if columns < 61 else [*place[:4], "DC001", *place[4:]]) * 3
    cells += [day + "120000"] if columns == 61 else ["20180728"]
    if columns > 57:
        cells.append(f"https://news.example.org/2018/07/{number}/tariffs-and-answers.html")
    return "\t".join(cells).encode() + b"\n"


def measured(count: int, *, columns: int = 58, kept: float = 0.01, runs: int = 3) -> Speed:
    """The best of several runs from the unpacked bytes to the claims."""
    document = Document(content=rows(count, columns=columns, kept=kept), name="20180728.export.CSV")
    best = Speed(count, 0, 0, float("inf"))
    for _ in range(runs):
        start = time.process_time()
        rendition = RENDER[SOURCE.rendition](document.content, document.name)
        said, passed = 0, 0
        for item in SOURCE.parse(document, rendition):
            said += 1
            passed += isinstance(item, Claim) and item.predicate == "identifiers"
        seconds = time.process_time() - start
        if seconds < best.seconds:
            best = Speed(count, passed, said, seconds)
    return best


def figures(count: int) -> Iterator[Figure]:
    """Rows through filter and mapping, as on a day and at worst, and from file to ledger."""
    for columns in (58, 61):
        speed = measured(count, columns=columns)
        yield Figure(f"GDELT, {columns} columns, {speed.kept / count:.0%} kept: rows", speed.a_second, "a CPU s",
                     least=LEAST)
    speed = measured(count // 5, kept=1.0)
    yield Figure("GDELT, all rows kept: rows", speed.a_second, "a CPU s", least=LEAST)
    yield Figure("GDELT, all rows kept: claims", speed.claims / speed.seconds, "a CPU s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "20180728.export.CSV"
        path.write_bytes(rows(count))
        start = time.process_time()
        report = ingest.run(Path(folder) / "gdelt.kg", [path], source=SOURCE.name)
        seconds = time.process_time() - start
    yield Figure(f"GDELT, file to ledger, {report.accepted:,} claims: rows", count / seconds, "a CPU s")


def main() -> int:
    """Print the figures; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    missed = 0
    for figure in figures(parser.parse_args().rows):
        print(figure.line(), flush=True)
        missed += not figure.holds
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
