"""How many short articles a second go from file to ledger, on one core and on all of them.

The articles are generated, about 150 words each: somebody is listed, somebody answers, a duty is announced, talks are
held, and the rest is what else stands in such articles. A rate counts 150 words as an article.
`python -m benchmarks.documents [--documents 800]`; exit code 1 when the limit is missed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.__main__ import Figure
from ingest import news, running
from ingest.parsing import parsed
from ingest.workers import cores
from kg.document import Document
from kg.ledger import Ledger

WORDS = 150
LEAST = 25.0
"""Articles a second and core, from file to ledger."""
RUNS = 2

_FIRST = ("Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Garnet", "Harbor", "Indigo", "Juniper", "Kestrel")
_SECOND = ("Semiconductor", "Optics", "Robotics", "Telecom", "Steel", "Aviation", "Biotech")
_SIDES = (("U.S. Commerce Department", "Chinese", "Foreign Ministry spokesman Geng Shuang", "China", "Washington"),
          ("Ministry of Commerce of China", "American", "Commerce Secretary Wilbur Ross", "Washington", "Beijing"))
_GOODS = ("soybeans", "steel pipes", "solar panels", "washing machines", "electric cars", "aircraft parts")
_FILLERS = (
    "Analysts had expected some step of the kind since the spring, although few of them had thought of so many firms.",
    "Shares of makers of chips fell in early trade and had won back half of the loss by noon, traders said.",
    "Exporters in the ports of the south told of orders that were put off until the new rules are better understood.",
    "It was not clear at first whether contracts that were signed before that day may still be carried out.",
    "A lobby of importers put the price of the measures for an average household at several hundred dollars a year.",
    "Both governments have traded blows of this sort for more than a year, and neither seems in a hurry to stop.")


def article(number: int) -> str:
    """An article of about 150 words; each number gives another."""
    body, whose, speaker, answering, acting = _SIDES[number % 2]
    firms = [f"{_FIRST[(number + i) % 11]} {_SECOND[(number // 11 + i) % 7]} Co." for i in range(2)]
    parts = [
        f"The {body} put {number % 40 + 2} {whose} firms, among them {firms[0]} and {firms[1]}, on a list of "
        "restricted parties on Monday.",
        f"“We firmly oppose this and will do what is needed to protect our companies,” said {speaker} on Tuesday.",
        f"{acting} will raise tariffs on {_GOODS[number % 6]} worth ${number % 90 + 5} billion to "
        f"{number % 20 + 6}%, officials said.",
        f"Negotiators of both sides will meet in Geneva next week for another round of talks, and {answering} is "
        "expected to retaliate.",
        *(_FILLERS[(number + i) % len(_FILLERS)] for i in range(3))]
    return f"October {number % 28 + 1}, 2019\n\n" + "\n\n".join(parts) + "\n"


def written(folder: Path, count: int) -> list[Path]:
    """So many articles as files."""
    paths = [folder / f"{number:05}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(article(number), encoding="utf-8")
    return paths


@dataclass(frozen=True, slots=True)
class Turn:
    """One run from files to ledger: CPU seconds of all processes, seconds by the clock, and claims."""

    cpu: float
    clock: float
    claims: int


def turn(ledger: Path, paths: list[Path], workers: int) -> Turn:
    """Read files into a new ledger."""
    begin, clock = os.times(), time.perf_counter()
    report = running.run(Ledger.create(ledger), paths, (news.SOURCE,), workers=workers)
    end = os.times()
    assert not report.refused, report.refused[:3]
    return Turn(sum(end[:4]) - sum(begin[:4]), time.perf_counter() - clock, report.accepted)


def measured(count: int) -> tuple[float, list[Turn], list[Turn]]:
    """Articles of 150 words, then the runs with one process (its language model loaded before) and with all cores."""
    with tempfile.TemporaryDirectory() as place:
        paths = written(Path(place), count)
        words = sum(len(path.read_text(encoding="utf-8").split()) for path in paths)
        parsed(Document(content=article(count).encode(), name="first.txt"), news.SOURCE)
        alone = [turn(Path(place) / f"{run}.kg", paths, 1) for run in range(RUNS)]
        together = [turn(Path(place) / "all.kg", paths, max(2, cores()))]
    return words / WORDS, alone, together


def figures(count: int) -> Iterator[Figure]:
    """The rates as figures; only that of one core has a limit, the others hang on what else the machine does."""
    articles, alone, together = measured(count)
    clock = min(run.clock for run in alone)
    yield Figure(f"articles of {WORDS} words, file to ledger", articles / min(run.cpu for run in alone), "a CPU s",
                 least=LEAST)
    yield Figure("claims of an article", alone[0].claims / articles, "")
    yield Figure("by the clock, one process", articles / clock, "a s")
    yield Figure(f"by the clock, {max(2, cores())} more processes, their start included",
                 articles / together[0].clock, "a s")
    yield Figure("more processes : one, by the clock", clock / together[0].clock, "times")
    yield Figure("more processes : one, CPU time", together[0].cpu / min(run.cpu for run in alone), "times")


def main() -> int:
    """Print the figures; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=800)
    missed = 0
    for figure in figures(parser.parse_args().documents):
        print(figure.line(), flush=True)
        missed += not figure.holds
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
