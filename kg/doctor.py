"""What `kg doctor` looks at: program, packages, data that ship with it, ledger, server."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from kg import __version__, queries, schema
from kg.errors import KgError
from kg.ledger import Ledger

PACKAGES = ("duckdb", "kglite", "msgspec", "neo4j", "networkx", "pandas", "pyarrow", "rdflib", "typer")


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing looked at, whether it is as it should be, and what was found."""

    what: str
    ok: bool
    found: str


def examine(ledger: Path, *, store: str = "", user: str = "neo4j", password: str = "") -> Iterator[Examined]:
    """Look at everything; a fault of one thing doesn't hide the others."""
    yield Examined("program", True, f"tradewar-kg {__version__} in {Path(__file__).parent}")
    yield Examined("Python", True, f"{platform.python_version()} on {platform.platform()}")
    for name in PACKAGES:
        yield _package(name)
    yield _attempt("schema", lambda: f"version {schema.load().version}, {len(schema.load().classes)} classes, "
                                     f"{len(schema.load().relations)} relations")
    yield _attempt("query packs", lambda: f"{len(queries.load_all())} queries")
    yield _attempt("embedded engine", _embedded)
    yield from _ledger(ledger)
    if store:
        yield _attempt("Neo4j", lambda: _server(store, user, password))


def _package(name: str) -> Examined:
    try:
        return Examined(name, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Examined(name, False, "not installed: pip install tradewar-kg")


def _attempt(what: str, look: Callable[[], str]) -> Examined:
    try:
        return Examined(what, True, look())
    except KgError as error:
        return Examined(what, False, str(error))


def _embedded() -> str:
    import tempfile

    from kg.graph import from_rows
    from kg.stores.embedded import EmbeddedStore

    with tempfile.TemporaryDirectory() as folder:
        store = EmbeddedStore(Path(folder) / "doctor.kgl")
        store.load(from_rows([("Company", {"id": "company:doctor", "name": "Doctor"})], []))
        rows = store.query("MATCH (n:Thing) RETURN n.name AS name", {}).rows
        store.close()
    return "writes, reads and answers" if rows == [("Doctor",)] else f"answered {rows!r}"


def _ledger(folder: Path) -> Iterator[Examined]:
    if not folder.exists():
        yield Examined("ledger", True, f"none at {folder} yet")
        return
    yield _attempt("ledger", lambda: _ledger_facts(Ledger.open(folder)))
    free = shutil.disk_usage(folder).free
    yield Examined("free space", free > 100_000_000, f"{free / 1e9:.1f} GB at {folder}")


def _ledger_facts(ledger: Ledger) -> str:
    manifest = ledger.manifest()
    claims = sum(segment.claims for segment in manifest.segments)
    return (f"{ledger.folder}: {claims:,} claims in {len(manifest.segments)} segments, schema {manifest.schema}, "
            f"digest {manifest.digest()[:16]}")


def _server(uri: str, user: str, password: str) -> str:
    from kg.stores.neo4j import Neo4jStore

    store = Neo4jStore(uri, user, password, "doctor")
    try:
        return f"{uri} answers: {store.agent}"
    finally:
        store.close()
