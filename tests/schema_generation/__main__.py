"""Command line of the generator; run it from the root of the checkout."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from linkml_runtime import SchemaView

from tests.schema_generation import model, owl, page, shacl, text

SOURCE = Path("schemas/tradewar.yaml")
OUTPUTS: dict[str, Callable[[SchemaView], str]] = {
    "model.json": model.model_json,
    "tradewar.owl.ttl": owl.owl_turtle,
    "tradewar.shacl.ttl": shacl.shacl_turtle,
    "tradewar.schema.json": text.json_schema,
    "constraints.cypher": text.constraints,
    "reference.md": page.reference,
}


def generate(source: Path) -> dict[str, bytes]:
    """All generated files of one LinkML file, by name. Raises SchemaFault when it breaks our rules."""
    view = SchemaView(str(source))
    return {name: make(view).encode() for name, make in OUTPUTS.items()}


def stale(files: dict[str, bytes], folder: Path) -> list[str]:
    """Names of the files that are missing in the folder, differ from `files`, or belong to nothing."""
    present = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    differ = {n for n, content in files.items() if n not in present or (folder / n).read_bytes() != content}
    return sorted(differ | (present - set(files)))


def main(arguments: list[str]) -> int:
    """Write or check the files beside the LinkML file; 0 when all is well, 1 when something is stale."""
    parser = argparse.ArgumentParser(prog="python -m tests.schema_generation", description=__doc__)
    parser.add_argument("--source", type=Path, default=SOURCE, help="the LinkML file")
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--write", action="store_true", help="write the generated files")
    mode.add_argument("--check", action="store_true", help="exit with 1 when a generated file is stale")
    chosen = parser.parse_args(arguments)
    folder = chosen.source.parent / "generated"
    files = generate(chosen.source)
    if chosen.write:
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    found = stale(files, folder)
    for name in found:
        print(f"{folder / name} is stale", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
