"""The real importer of Gephi, as an oracle: what it makes of a file, and what it complains about.

`gephi-toolkit` comes from Maven once and stays in the cache; it runs in a process of its own, driven by JPype, because
a Java machine can't be stopped and started again within one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

VERSION = "0.10.1"
_SECONDS = 1800


class GephiUnavailable(Exception):
    """This machine can't run the importer; the message says what is missing."""


def fetch_toolkit(cache: Path) -> Path:
    """The toolkit's jar, fetched by Maven on the first call; it appears in the cache by one rename.

    Raises GephiUnavailable when it isn't there and Maven is missing or can't fetch it.
    """
    jar = cache / "gephi" / f"gephi-toolkit-{VERSION}-all.jar"
    if jar.is_file():
        return jar
    maven = shutil.which("mvn")
    if maven is None:
        raise GephiUnavailable(f"Maven (mvn) isn't on PATH and {jar} isn't there: install Maven")
    jar.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".fetch-", dir=jar.parent) as folder:
        done = subprocess.run(
            [maven, "-q", "-B", "dependency:copy", f"-Dartifact=org.gephi:gephi-toolkit:{VERSION}:jar:all",
             f"-DoutputDirectory={folder}"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_SECONDS, check=False, cwd=folder)
        fetched = Path(folder) / jar.name
        if done.returncode or not fetched.is_file():
            raise GephiUnavailable(f"Maven couldn't fetch the Gephi toolkit: {' '.join(done.stdout.split())[-600:]}")
        fetched.replace(jar)
    return jar


def imported(jar: Path, java: Path, files: Sequence[Path]) -> list[dict[str, Any]]:
    """What Gephi reads in each file; `python -m tests.gephi` says in what shape."""
    found: list[dict[str, Any]] = _run(jar, java, "tests.gephi", files)
    return found


def drawn(jar: Path, java: Path, file: Path, svg: Path) -> dict[str, Any]:
    """What Gephi reads in a file, which it draws as SVG; `tests.gephi.preview` says in what shape and how.

    The name of `svg` needs three letters before its suffix: Gephi finds no exporter for a shorter one.
    """
    found: dict[str, Any] = _run(jar, java, "tests.gephi.preview", [file, svg])
    return found


def _run(jar: Path, java: Path, module: str, arguments: Sequence[Path]) -> Any:
    environment = {**os.environ, "JAVA_HOME": str(java.resolve().parent.parent), "KG_GEPHI_JAR": str(jar)}
    done = subprocess.run([sys.executable, "-m", module, *map(str, arguments)], env=environment, check=False,
                          capture_output=True, text=True, timeout=_SECONDS, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise RuntimeError(f"Gephi's importer failed: {done.stderr[-2000:]}")
    return json.loads(done.stdout)
