"""How well and how fast events are found in text: the scorer of the sample data over the files of its gold.

    python -m benchmarks.extraction SHARED_FOLDER [--misses]

Prints precision, recall and F1 of each kind for the documents with an even index in the gold file (rules were
developed on those) and with an odd one (left unread until the rules stood), then the rate of the whole extraction.
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

WORDS_A_DOCUMENT = 150  # the length in which the promised rate counts documents
_KINDS = ("blacklistings", "targets", "claimed counts", "tariffs", "tariff status", "talks", "retaliations", "traps")


def halves(gold: Sequence[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The gold documents by the parity of their index."""
    yield "even", [document for index, document in enumerate(gold) if index % 2 == 0]
    yield "odd", [document for index, document in enumerate(gold) if index % 2]


def extracted(paths: Sequence[Path]) -> list[str]:
    """What `kg extract --format json` prints for the documents, one line each."""
    run = subprocess.run([sys.executable, "-m", "kg.cli", "extract", *map(str, paths), "--format", "json"],
                         check=False, capture_output=True, text=True)
    return run.stdout.splitlines()


def score(shared: Path, gold: list[dict[str, Any]], misses: bool) -> str:
    """The scorer's report on one half of the gold."""
    lines = extracted([shared / "data" / document["doc"] for document in gold])
    with tempfile.TemporaryDirectory() as folder:
        given, found = Path(folder) / "gold.json", Path(folder) / "found.jsonl"
        given.write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
        found.write_text("\n".join(lines), "utf-8")
        command = [sys.executable, str(shared / "tools" / "score_extraction.py"), str(given),
                   "--predictions", str(found), "--aliases", str(shared / "gold" / "aliases.json")]
        run = subprocess.run([*command, *(["--misses"] if misses else [])], check=False, capture_output=True, text=True)
    return run.stdout


def rate(paths: Sequence[Path]) -> float:
    """Documents of 150 words a second on one core, from bytes to what was found; the model is loaded before."""
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


def main() -> None:
    """Prints all figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    gold = json.loads((given.shared / "gold" / "docs_dev.json").read_text("utf-8"))
    for name, half in halves(gold):
        print(f"{name} documents: {len(half)}")
        for line in score(given.shared, half, given.misses).splitlines():
            if given.misses or line.startswith(_KINDS) or line.startswith(" "):
                print(line)
    news = sorted((given.shared / "data" / "news_en").glob("*.*"))
    print(f"{rate(news):.1f} documents of {WORDS_A_DOCUMENT} words a CPU second, {len(news)} files of news")


if __name__ == "__main__":
    main()
