"""How well statements are found in annotated news: a scorer's figures over what `kg extract` prints.

    python -m benchmarks.quotes SCORER FOLDER [--developed-on 42]

SCORER is a program that takes a folder, `--command` and `--json`, and prints its figures as one JSON object with the
keys of `LIMITS`; FOLDER holds `text/*.txt` and `attributions/*.ann` (brat standoff, as in PolNeAR). The rules were
written on the first files by name; the others are reported apart. Exit code 1 when a limit is missed on them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.__main__ import Figure

LIMITS = {"span recall": 0.90, "speaker recall (named)": 0.85, "pronoun resolved": 0.60, "precision": 0.97}
# what the scorer runs for each text: it prints what was extracted of it before, so that the model is loaded once
COMMAND = """sh -c 'cat "$0.json"'"""


def measured(scorer: Path, folder: Path, names: Sequence[str]) -> dict[str, float]:
    """The scorer's figures for these text files of the folder.

    Raises subprocess.CalledProcessError when the scorer can't score a file.
    """
    with tempfile.TemporaryDirectory() as place:
        for part, pattern in (("text", "{}.txt"), ("attributions", "{}*.ann")):
            (Path(place) / part).mkdir()
            for name in names:
                for path in (folder / part).glob(pattern.format(name)):
                    shutil.copy(path, Path(place) / part)
        _extract(sorted((Path(place) / "text").glob("*.txt")))
        run = subprocess.run([sys.executable, str(scorer), place, "--command", COMMAND, "--json"],
                             capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout)
    return found


def _extract(texts: Sequence[Path]) -> None:
    """What `kg extract` says of each text, beside it as NAME.txt.json."""
    run = subprocess.run([sys.executable, "-m", "kg.cli", "extract", "--format", "json", *map(str, texts)],
                         capture_output=True, text=True, check=True)
    for line in run.stdout.splitlines():
        found = json.loads(line)
        path = next(text for text in texts if Path(found["document"]).name == text.name)
        path.with_name(path.name + ".json").write_text(line, encoding="utf-8")


def figures(scorer: Path, folder: Path, developed_on: int) -> list[Figure]:
    """The figures of both halves, the limits on the one that the rules weren't written on."""
    names = sorted(path.stem for path in (folder / "text").glob("*.txt"))
    seen = measured(scorer, folder, names[:developed_on])
    unseen = measured(scorer, folder, names[developed_on:])
    return [*(Figure(f"{what}, {developed_on} articles developed on", seen[what], "") for what in LIMITS),
            *(Figure(f"{what}, {len(names) - developed_on} others", unseen[what], "", least=limit)
              for what, limit in LIMITS.items())]


def main() -> int:
    """Print the figures; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--developed-on", type=int, default=42)
    given = parser.parse_args()
    found = figures(given.scorer, given.folder, given.developed_on)
    print("\n".join(figure.line() for figure in found))
    return 0 if all(figure.holds for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main())
