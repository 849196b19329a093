"""The Consolidated Screening List into claims, beside followthemoney on the same rows.

    python -m benchmarks.followthemoney_csl [--rows 25000] [--seed 1]

Two pairs, both in statements a second of one core. In memory: rows parsed to claims, and rows mapped to
entities, of which each value counts, and one for the id, as in followthemoney's own statement files. Kept:
claims checked against their quotes and in the ledger, and statements in a file of the format `pack`, the
fastest of its formats. The mapping takes each column that the ingest module uses, splits cells at semicolons,
and makes an entity of each party, of the listing, and of the addresses cell.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import csl_shaped
from ingest.running import read_document, run
from ingest.us_csl import SOURCE
from kg.ledger import Ledger
from kg.rendition import RENDER

if TYPE_CHECKING:
    from followthemoney.proxy import EntityProxy

_SPLIT = {"split": "; "}
_PARTY = {
    "name": {"column": "name"},
    "alias": {"column": "alt_names", **_SPLIT},
    "program": {"column": "programs", **_SPLIT},
    "address": {"column": "addresses", **_SPLIT},
    "notes": {"column": "remarks"},
    "idNumber": {"column": "ids", **_SPLIT},
    "sourceUrl": {"column": "source_list_url"},
    "addressEntity": {"entity": "address"},
}
_PERSON = {
    "position": {"column": "title", **_SPLIT},
    "birthDate": {"column": "dates_of_birth", **_SPLIT},
    "birthPlace": {"column": "places_of_birth", **_SPLIT},
    "nationality": {"column": "nationalities", **_SPLIT},
    "citizenship": {"column": "citizenships", **_SPLIT},
}
_VESSEL = {
    "callSign": {"column": "call_sign"},
    "type": {"column": "vessel_type"},
    "grossRegisteredTonnage": {"column": "gross_registered_tonnage"},
    "flag": {"column": "vessel_flag"},
    "registrationNumber": {"column": "ids", **_SPLIT},
}
_CRAFT = {name: rule for name, rule in _PARTY.items() if name != "idNumber"}
# schema, its properties, and the values of the column `type` for which it is used
_MAPPINGS: tuple[tuple[str, dict[str, Any], list[str | None]], ...] = (
    ("LegalEntity", _PARTY, [None]), ("Person", {**_PARTY, **_PERSON}, ["Individual"]),
    ("Company", _PARTY, ["Entity"]), ("Vessel", {**_CRAFT, **_VESSEL}, ["Vessel"]),
    ("Airplane", _CRAFT, ["Aircraft"]))
_LISTING = {
    "entity": {"entity": "party"},
    "authority": {"column": "source"},
    "program": {"column": "programs", **_SPLIT},
    "recordId": {"column": "federal_register_notice"},
    "startDate": {"column": "start_date"},
    "endDate": {"column": "end_date"},
    "provisions": {"columns": ["license_requirement", "license_policy"]},
    "sourceUrl": {"column": "source_list_url"},
}


@dataclass(frozen=True, slots=True)
class Rate:
    """How many statements were made in how many seconds of one core."""

    statements: int
    seconds: float

    @property
    def a_second(self) -> float:
        return self.statements / self.seconds


def mapped(path: Path) -> Rate:
    """The rows as followthemoney's entities, nothing kept."""
    started = time.process_time()
    statements = sum(1 + sum(1 for _ in entity.itervalues()) for entity in _entities(path))
    return Rate(statements, time.process_time() - started)


def written(path: Path) -> Rate:
    """The rows as followthemoney's statements in a file."""
    from followthemoney.statement import Statement, serialize

    started = time.process_time()
    statements = 0
    with tempfile.TemporaryFile() as file:
        writer = serialize.get_statement_writer(file, serialize.PACK)
        for entity in _entities(path):
            for statement in Statement.from_entity(entity, dataset="csl"):
                writer.write(statement)
                statements += 1
        writer.close()
    return Rate(statements, time.process_time() - started)


def _entities(path: Path) -> Iterator[EntityProxy]:
    from followthemoney import model

    # it warns of each row without an address; writing that out would only slow it down
    logging.getLogger("followthemoney").setLevel(logging.ERROR)
    for schema, properties, types in _MAPPINGS:
        yield from model.map_entities(_mapping(path, schema, properties, types), key_prefix="csl")


def _mapping(path: Path, schema: str, properties: dict[str, Any], types: list[str | None]) -> dict[str, Any]:
    keys = ["source", "entity_number", "name", "addresses"]
    return {
        "csv_url": str(path),
        "filters": {"type": types},
        "entities": {
            "address": {"schema": "Address", "keys": ["addresses"],
                        "properties": {"full": {"column": "addresses"}}},
            "party": {"schema": schema, "keys": keys, "properties": properties},
            "listing": {"schema": "Sanction", "keys": [*keys, "programs", "start_date"], "properties": _LISTING},
        }}


def parsed(path: Path) -> Rate:
    """The rows as claims, nothing kept."""
    document, _ = read_document(path, [SOURCE])
    rendition = RENDER[SOURCE.rendition](document.content, document.name)
    started = time.process_time()
    claims = sum(1 for _ in SOURCE.parse(document, rendition))
    return Rate(claims, time.process_time() - started)


def recorded(path: Path) -> Rate:
    """The file in a new ledger: read, parsed, each claim checked, stored, published."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        report = run(Ledger.create(Path(folder) / "bench.kg"), [path], [SOURCE])
        return Rate(report.accepted, time.process_time() - started)


def measured(rows: int = 25_000, seed: int = 1) -> dict[str, Rate]:
    """All rates over one generated file, by what was done."""
    measures: dict[str, Callable[[Path], Rate]] = {
        "claims parsed": parsed, "followthemoney mapped": mapped,
        "claims in the ledger": recorded, "followthemoney written": written}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "csl_shaped.csv"
        csl_shaped.write(path, rows, seed)
        return {name: measure(path) for name, measure in measures.items()}


def main() -> None:
    """Print the rates and their ratios."""
    parser = argparse.ArgumentParser(description="The Consolidated Screening List, beside followthemoney.")
    parser.add_argument("--rows", type=int, default=25_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    rates = measured(chosen.rows, chosen.seed)
    for name, rate in rates.items():
        print(f"{name:24}{rate.statements:>10,} in {rate.seconds:6.2f} s {rate.a_second:>10,.0f} a second")
    for ours, theirs in (("claims parsed", "followthemoney mapped"),
                         ("claims in the ledger", "followthemoney written")):
        print(f"{ours} : {theirs} = {rates[ours].a_second / rates[theirs].a_second:.2f}")


if __name__ == "__main__":
    main()
