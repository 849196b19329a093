"""Imports point one way, and heavy libraries stay out of the start of the program."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("duckdb", "pyarrow", "pandas", "neo4j", "rdflib", "networkx", "kglite", "numpy", "spacy", "trafilatura",
         "pypdf", "openai", "matplotlib", "openpyxl",
         "xlsxwriter", "oxrdflib", "pyoxigraph")


def imports_of(path: Path, *, whole: bool) -> set[str]:
    """Modules that a file imports; without `whole` only at its top level and outside TYPE_CHECKING."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree)) if whole else tree.body
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def outsiders(folder: Path, allowed: Path) -> list[str]:
    """Files of `folder` that import `ingest` though they aren't under `allowed`."""
    return [str(path) for path in sorted(folder.rglob("*.py"))
            if allowed not in path.parents
            and any(name == "ingest" or name.startswith("ingest.") for name in imports_of(path, whole=True))]


def test_only_the_command_line_imports_ingest() -> None:
    """Inside `kg` nothing but `kg.cli` knows the ingest modules."""
    assert outsiders(ROOT / "kg", ROOT / "kg" / "cli") == []


def test_an_import_of_ingest_elsewhere_is_found(tmp_path: Path) -> None:
    """The check above can fail."""
    (tmp_path / "layer.py").write_text("def f():\n    from ingest import SOURCES\n    return SOURCES\n")
    assert outsiders(tmp_path, tmp_path / "cli") == [str(tmp_path / "layer.py")]


def test_stores_know_the_graph_and_not_the_ledger() -> None:
    """Stores hold a projection; sources, claims, ledger and layers are none of their business."""
    for path in sorted((ROOT / "kg" / "stores").rglob("*.py")):
        known = {name for name in imports_of(path, whole=True) if name.startswith("kg.")}
        assert not [name for name in known if name.startswith(("kg.ledger", "kg.layers", "kg.claim", "kg.projection"))]


@pytest.mark.parametrize("module", ["kg", "kg.cli", "kg.queries", "kg.schema", "kg.knowledge_graph"])
def test_importing_does_not_load_heavy_libraries(module: str) -> None:
    """Start-up stays quick because the heavy libraries are imported where they are used."""
    code = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_no_module_is_longer_than_it_may_be() -> None:
    """No module of the program above 500 lines, with no exception."""
    long = {str(p.relative_to(ROOT)): n for folder in ("kg", "ingest", "benchmarks")
            for p in (ROOT / folder).rglob("*.py") if (n := len(p.read_text(encoding="utf-8").splitlines())) > 500}
    assert long == {}
