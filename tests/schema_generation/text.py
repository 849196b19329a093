"""The vocabulary as JSON Schema and as constraints and indexes for Neo4j."""

from __future__ import annotations

import json

from linkml.generators.jsonschemagen import JsonSchemaGenerator
from linkml_runtime import SchemaView

from kg.known_as import KNOWN_AS
from tests.schema_generation.model import sections

# What the packs and the command line search by; each must be a property of its class. No range index on names: a name
# above 8 kB would stop a load, and queries compare names in lower case: see `kg.known_as`.
INDEXED = (("Event", "date"), ("Event", "announced"), ("Product", "hs_code"),
           ("Thing", "conflicts"))
SEARCHED = ("name", "names", "aliases", "names_zh", "abbreviations")


def json_schema(view: SchemaView) -> str:
    """JSON Schema by LinkML's own generator, without the version of LinkML, one definition a line."""
    whole = json.loads(JsonSchemaGenerator(view.schema).serialize())
    del whole["metamodel_version"]
    return "{\n" + ",\n".join(sections(whole)) + "\n}\n"


def constraints(view: SchemaView) -> str:
    """Cypher for Neo4j Community 5.26 and later: one statement a line, each harmless when run again."""
    lines = [
        "// Ids are unique over all nodes; merges go by them alone.",
        "CREATE CONSTRAINT tw_thing_id IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE;",
        "// What queries search by.",
        *(node_index(view, owner, name) for owner, name in INDEXED),
        text_index(),
        fulltext_index(view),
    ]
    return "\n".join(lines) + "\n"


def node_index(view: SchemaView, owner: str, name: str) -> str:
    """A range index on one property of one class. Raises ValueError when the class doesn't have it."""
    if name not in view.class_slots(owner):
        raise ValueError(f"{owner} has no property {name} to index")
    return f"CREATE INDEX tw_{owner.lower()}_{name} IF NOT EXISTS FOR (n:{owner}) ON (n.{name});"


def text_index() -> str:
    """A text index on what the stores add to each node, for exact names in whatever case."""
    return f"CREATE TEXT INDEX tw_thing{KNOWN_AS} IF NOT EXISTS FOR (n:Thing) ON (n.{KNOWN_AS});"


def fulltext_index(view: SchemaView) -> str:
    """One full-text index over the names of every node."""
    absent = [name for name in SEARCHED if name not in view.class_slots("Thing")]
    if absent:
        raise ValueError(f"Thing has no property {absent[0]} to search")
    names = ", ".join(f"n.{name}" for name in SEARCHED)
    return f"CREATE FULLTEXT INDEX tw_thing_names IF NOT EXISTS FOR (n:Thing) ON EACH [{names}];"
