"""Every figure that extraction promises, over the sample data and its gold, by one command.

    python -m benchmarks.extraction SHARED_FOLDER [--only events|quotes|notices|names|rate] [--misses]

SHARED_FOLDER holds `data/`, `gold/` and `tools/` (the scorers). The rules for events were developed on the documents
with an even index in the gold file, those for quotations on the first half of the annotated articles by name, those for
notices on the first 14: each other half is reported apart. Exit code 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import cn_notices, documents, quotes
from benchmarks.__main__ import Figure

PARTS = ("events", "quotes", "notices", "names", "rate")
WORDS_A_DOCUMENT = 150
"""The length in which the promised rate counts documents."""
_QUOTES = "quotes (speaker and span)"
_LIMITS = {("blacklistings", "f1"): 0.85, ("targets", "f1"): 0.90, (_QUOTES, "precision"): 0.95,
           (_QUOTES, "recall"): 0.85, ("talks", "f1"): 0.80, ("tariffs", "f1"): 0.75, ("retaliations", "f1"): 0.75,
           ("traps", "precision"): 1.0}
_INFORMS = (("claimed counts", "f1"), ("tariff status", "precision"), ("quote mode", "precision"),
            ("quote stance", "precision"), ("quote addressee", "precision"), ("indirect statements (speaker)", "f1"))


def events(shared: Path, *, misses: bool = False) -> Iterator[Figure]:
    """The scorer's figures on all annotated documents, which have limits, then on both halves."""
    gold = json.loads((shared / "gold" / "docs_dev.json").read_text("utf-8"))
    parts = ((f"all {len(gold)} documents", gold), ("even half, developed on", gold[::2]), ("odd half", gold[1::2]))
    found = extracted([shared / "data" / document["doc"] for document in gold])
    for called, part in parts:
        table = scored(shared, part, found)
        for (kind, which), limit in _LIMITS.items():
            yield Figure(f"{kind} {which}, {called}", table[kind][which], "", least=None if part is not gold else limit)
        for kind, which in _INFORMS:
            yield Figure(f"{kind} {which}, {called}", table[kind][which], "")
    if misses:
        print(scored_misses(shared, gold, found), file=sys.stderr)


def extracted(paths: Sequence[Path]) -> str:
    """What `kg extract --format json` prints for the documents, one line each."""
    command = [sys.executable, "-m", "kg.cli", "extract", *map(str, paths), "--format", "json"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def scored(shared: Path, gold: list[dict[str, Any]], found: str) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of each kind, by the scorer."""
    table: dict[str, dict[str, float]] = json.loads(_scorer(shared, gold, found, "--json"))
    return table


def scored_misses(shared: Path, gold: list[dict[str, Any]], found: str) -> str:
    """The scorer's list of what was missed and what was wrong."""
    return _scorer(shared, gold, found, "--misses")


def _scorer(shared: Path, gold: list[dict[str, Any]], found: str, *options: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        annotated, given = Path(folder) / "gold.json", Path(folder) / "found.jsonl"
        annotated.write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
        given.write_text(found, "utf-8")
        command = [sys.executable, str(shared / "tools" / "score_extraction.py"), str(annotated), "--predictions",
                   str(given), "--aliases", str(shared / "gold" / "aliases.json"), *options]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def names(shared: Path) -> Iterator[Figure]:
    """How `kg resolve pairs` judges the annotated pairs of names: two different parties are never `same`."""
    path = shared / "gold" / "resolution_pairs.jsonl"
    command = [sys.executable, "-m", "kg.cli", "resolve", "pairs", str(path)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    gold = [json.loads(line)["same"] for line in path.read_text("utf-8").splitlines() if line.strip()]
    said = [json.loads(line)["verdict"] for line in run.stdout.splitlines()]
    judged = list(zip(gold, said, strict=True))
    yield Figure(f"pairs wrongly the same ({gold.count(False)} differ)", judged.count((False, "same")), "", most=0)
    yield Figure(f"pairs wrongly different ({gold.count(True)} are one)", judged.count((True, "different")), "")
    yield Figure(f"pairs found to be the same ({gold.count(True)} are one)", judged.count((True, "same")), "")


def rate(paths: Sequence[Path]) -> float:
    """Documents of 150 words a CPU second, from bytes to what was found; the model is loaded before."""
    from ingest.text import extraction
    from kg.document import Document
    from kg.errors import SourceRefused
    from kg.rendition import render_text

    contents = [(path.name, path.read_bytes()) for path in paths]
    words = 0
    begin = 0.0
    for turn in range(2):  # the first turn loads the model and the names
        begin, words = time.process_time(), 0
        for name, content in contents:
            document = Document(content=content, name=name)
            try:
                found = extraction.extract(document, render_text(content, name))
            except SourceRefused:
                continue
            words += len(found.reading.masked.split())
            if turn == 0:
                break
    return words / WORDS_A_DOCUMENT / (time.process_time() - begin)


def rates(shared: Path) -> Iterator[Figure]:
    """The rate of reading real news alone, then of generated articles from file to ledger, which has the limit."""
    news = sorted((shared / "data" / "news_en").glob("*.*"))
    yield Figure(f"documents of {WORDS_A_DOCUMENT} words read, {len(news)} files of news", rate(news), "a CPU s")
    yield from documents.figures(400)


def figures(shared: Path, only: Sequence[str], *, misses: bool = False) -> Iterator[Figure]:
    """The figures of the chosen parts."""
    if "events" in only:
        yield from events(shared, misses=misses)
    if "quotes" in only:
        yield from quotes.figures(shared / "tools" / "score_quotes.py", shared / "data" / "polnear_dev", 42)
    if "notices" in only:
        known = cn_notices.pairs(shared / "data" / "cn_lists")
        yield from cn_notices.figures(known[:14], "14 developed on", show=misses)
        yield from cn_notices.figures(known[14:], f"{len(known) - 14} others", show=misses)
    if "names" in only:
        yield from names(shared)
    if "rate" in only:
        yield from rates(shared)


def main() -> int:
    """Print the figures; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was wrong, too")
    given = parser.parse_args()
    missed = 0
    for figure in figures(given.shared, given.only or PARTS, misses=given.misses):
        print(figure.line(), flush=True)
        missed += not figure.holds
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
