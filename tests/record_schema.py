"""Makes `schemas/records/chronology.schema.json`, for editors and for programs that write chronologies.

`python -m tests.record_schema --write` writes it, `--check` exits with 1 when it is stale.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from ingest.chronology import EventRecord
from ingest.chronology.record import event_classes
from kg import schema

OUTPUT = Path(__file__).resolve().parent.parent / "schemas" / "records" / "chronology.schema.json"


def record_schema() -> bytes:
    """The JSON Schema (draft 2020-12) of one record, with the value lists of the vocabulary filled in."""
    (top,), parts = msgspec.json.schema_components([EventRecord], ref_template="#/$defs/{name}")
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One event of a chronology", **top, "$defs": parts,
    }
    return json.dumps(_filled(whole), ensure_ascii=False, indent=1).encode() + b"\n"


def _filled(part: Any) -> Any:
    """The same schema with lists of values where the records name a list of the vocabulary."""
    if isinstance(part, list):
        return [_filled(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    found = {key: _filled(inner) for key, inner in part.items()}
    if isinstance(part.get("enum"), str):
        name = part["enum"]
        found["enum"] = sorted(event_classes() if name == "class" else schema.load().enums[name])
    return found


def main(arguments: list[str], output: Path = OUTPUT) -> int:
    """Write or check the file; 0 when all is well, 1 when it is stale, 2 for a wrong argument."""
    if arguments == ["--write"]:
        output.write_bytes(record_schema())
        return 0
    if arguments != ["--check"]:
        print("expected --write or --check", file=sys.stderr)
        return 2
    fresh = output.is_file() and output.read_bytes() == record_schema()
    if not fresh:
        print(f"{output} is stale: run python -m tests.record_schema --write", file=sys.stderr)
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
