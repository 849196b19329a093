"""The vocabulary as a reference page for readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from linkml_runtime import SchemaView

from tests.schema_generation.model import model, node_classes, one_line, relation_classes


def reference(view: SchemaView) -> str:
    """Markdown: classes, relations, edge properties, codes, alignments."""
    whole = model(view)
    lines = [
        "# Vocabulary", "",
        f"Version {whole['version']}, made from `schemas/tradewar.yaml`; change that file, not this page.",
        f"In RDF every term stands below `{whole['namespace']}`.", "",
        "## Classes", "", *class_part(view, whole),
        "## Relations", "", *relation_part(view, whole),
        "## What every edge carries", "", *property_table(whole["edge_properties"]), "",
        "## Codes", "", *code_part(view),
        "## Alignments", "", *alignment_part(view),
    ]
    return "\n".join(lines).rstrip() + "\n"


def class_part(view: SchemaView, whole: dict[str, Any]) -> Iterator[str]:
    """One section a class, parents first, with the properties that it introduces."""
    for name in node_classes(view):
        one, facts = view.get_class(name), whole["classes"][name]
        yield from (f"### {name}", "", facts["description"])
        if facts["parents"]:
            yield "Below " + " < ".join(f"`{parent}`" for parent in facts["parents"]) + "."
        if facts["abstract"]:
            yield "No node has this class without a narrower one."
        if facts["derived"]:
            yield "Computed; no source may claim it."
        yield from other_words(one.aliases)
        yield ""
        if one.slots:
            yield from (*property_table({str(s): whole["properties"][str(s)] for s in one.slots}), "")


def relation_part(view: SchemaView, whole: dict[str, Any]) -> Iterator[str]:
    """One section a relation, with its ends and qualifiers."""
    for name, relation in relation_classes(view).items():
        facts = whole["relations"][relation]
        ends = [" | ".join(facts[key]) for key in ("subjects", "objects")]
        yield from (f"### {relation}", "", f"`({ends[0]})-[:{relation}]->({ends[1]})`", "")
        yield facts["description"]
        if facts["derived"]:
            yield "Computed; no source may claim it."
        yield from other_words(view.get_class(name).aliases)
        yield ""
        if facts["qualifiers"]:
            yield from (*qualifier_table(facts["qualifiers"]), "")


def other_words(aliases: Iterable[Any]) -> Iterator[str]:
    """A line with the words that others use, when there are any."""
    words = ", ".join(str(alias) for alias in aliases)
    if words:
        yield f"Also called: {words}."


def holds(facts: dict[str, Any]) -> str:
    """What a property holds, for a table cell."""
    return (f"`{facts['enum']}`" if facts["enum"] else facts["range"]) + (" (list)" if facts["many"] else "")


def property_table(properties: dict[str, Any]) -> Iterator[str]:
    """Properties with what they hold and how they fold."""
    yield from ("| property | holds | fold | meaning |", "| --- | --- | --- | --- |")
    for name, facts in properties.items():
        fold = "computed" if facts["derived"] else facts["fold"]
        yield f"| `{name}` | {holds(facts)} | {fold} | {facts['description']} |"


def qualifier_table(qualifiers: dict[str, Any]) -> Iterator[str]:
    """Qualifiers with what they hold and whether they make edges different."""
    yield "| qualifier | holds | identifies the edge | fold | meaning |"
    yield "| --- | --- | --- | --- | --- |"
    for name, facts in qualifiers.items():
        identifies = "yes" if facts["identifying"] else "no"
        yield f"| `{name}` | {holds(facts)} | {identifies} | {facts['fold']} | {facts['description']} |"


def code_part(view: SchemaView) -> Iterator[str]:
    """One section an enum."""
    for name, enum in view.all_enums().items():
        yield from (f"### {name}", "", one_line(enum.description), "", "| code | meaning |", "| --- | --- |")
        for code, permitted in enum.permissible_values.items():
            yield f"| `{code}` | {one_line(permitted.description)} |"
        yield ""


def alignment_part(view: SchemaView) -> Iterator[str]:
    """Which terms of other vocabularies mean the same, nearly the same, or something beside it."""
    yield from ("| term | same | close | related |", "| --- | --- | --- | --- |")
    for name, element in sorted({**view.all_classes(), **view.all_slots()}.items()):
        cells = [", ".join(f"`{c}`" for c in mapped) for mapped in
                 (element.exact_mappings, element.close_mappings, element.related_mappings)]
        if any(cells):
            yield f"| `{name}` | {' | '.join(cells)} |"
