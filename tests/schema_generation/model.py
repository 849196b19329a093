"""What the program reads of the vocabulary: `schemas/tradewar.yaml` reduced to `model.json`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from linkml_runtime import SchemaView
from linkml_runtime.linkml_model import ClassDefinition, SlotDefinition

FORBIDDEN = {"type", "title", "label", "class"}  # stores or the ledger give these a meaning of their own
ENDS = ("subject", "object")


class SchemaFault(ValueError):
    """The LinkML file breaks a rule of this project; the message names the element."""


def note(element: Any, key: str, default: Any = None) -> Any:
    """The value of an element's annotation, or `default`."""
    found = element.annotations
    return found[key].value if key in found else default


def node_classes(view: SchemaView) -> list[str]:
    """Names of all classes of nodes, in the order of the file."""
    return [name for name in view.all_classes() if "Thing" in view.class_ancestors(name)]


def relation_classes(view: SchemaView) -> dict[str, str]:
    """Relationship type by the name of its relation class, in the order of the file."""
    found = {n: note(c, "relation") for n, c in view.all_classes().items() if c.is_a == "Relation"}
    for name, relation in found.items():
        if not relation or relation != relation.upper() or not view.get_class(name).represents_relationship:
            raise SchemaFault(f"class {name}: a relation needs an upper-case `relation` annotation "
                              "and represents_relationship: true")
    return found


def slot_ranges(slot: SlotDefinition) -> list[str]:
    """Names of the classes or types that a slot admits."""
    return [str(part.range) for part in slot.any_of] or [str(slot.range)]


def literal(view: SchemaView, slot: SlotDefinition) -> dict[str, Any]:
    """Range, number of values and enum of a slot that holds a literal."""
    kind = str(slot.range or view.schema.default_range)
    is_enum = kind in view.all_enums()
    if not is_enum and kind not in view.all_types():
        raise SchemaFault(f"slot {slot.name}: range {kind} is no literal")
    return {"range": "string" if is_enum else kind, "many": bool(slot.multivalued),
            "enum": kind if is_enum else None, "description": one_line(slot.description)}


def one_line(text: str | None) -> str:
    """A description without line breaks; a missing one is a fault of the schema."""
    if not text or not text.strip():
        raise SchemaFault("an element has no description")
    return " ".join(text.split())


def property_entry(view: SchemaView, name: str) -> dict[str, Any]:
    """One node or edge property with its fold rule and the qualifiers that its claims may have."""
    slot = view.get_slot(name)
    if name in FORBIDDEN or name.startswith("_"):
        raise SchemaFault(f"slot {name}: this property name has a meaning of its own")
    qualifiers = (note(slot, "qualifiers") or "").split()
    return {**literal(view, slot), "fold": fold(view, slot), "derived": bool(note(slot, "derived", False)),
            "qualifiers": {q: qualifier_entry(view, view.get_slot(q), identifying=False) for q in qualifiers}}


def qualifier_entry(
    view: SchemaView, slot: SlotDefinition, *, identifying: bool | None = None
) -> dict[str, Any]:
    """One qualifier; whether it identifies an edge must be said, as must its fold rule."""
    said = note(slot, "identifying", identifying)
    if said is None:
        raise SchemaFault(f"qualifier {slot.name}: `identifying` is missing")
    return {**literal(view, slot), "identifying": bool(said), "fold": fold(view, slot)}


def fold(view: SchemaView, slot: SlotDefinition) -> str:
    """The fold rule of a slot; SchemaFault unless the enum FoldRule has it."""
    rule = str(note(slot, "fold"))
    if rule not in view.get_enum("FoldRule").permissible_values:
        raise SchemaFault(f"slot {slot.name}: no fold rule, or an unknown one: {rule}")
    if (rule == "union") != bool(slot.multivalued):
        raise SchemaFault(f"slot {slot.name}: `union` goes with many values and only with them")
    return rule


def class_entry(view: SchemaView, name: str) -> dict[str, Any]:
    """One class of nodes with its ancestors, nearest first, and all its properties."""
    one: ClassDefinition = view.get_class(name)
    return {"parents": view.class_ancestors(name, reflexive=False), "abstract": bool(one.abstract),
            "derived": bool(note(one, "derived", False)),
            "properties": sorted(str(s) for s in view.class_slots(name)),
            "description": one_line(one.description)}


def relation_entry(view: SchemaView, name: str) -> dict[str, Any]:
    """One relation with the classes of its ends and its qualifiers."""
    one = view.get_class(name)
    ends = {f"{end}s": slot_ranges(view.induced_slot(end, name)) for end in ENDS}
    return {**ends, "class": name, "derived": bool(note(one, "derived", False)),
            "qualifiers": {str(a.name): qualifier_entry(view, a) for a in one.attributes.values()},
            "description": one_line(one.description)}


def renamed(view: SchemaView, current: set[str]) -> dict[str, str]:
    """Former predicate names to present ones; a former name that is still in use is a fault."""
    relations = relation_classes(view)
    table: dict[str, str] = {}
    for name, element in [*view.all_slots().items(), *view.all_classes().items()]:
        for old in (note(element, "renamed_from") or "").split():
            if old in current or old in table:
                raise SchemaFault(f"{name}: the former name {old} is taken")
            table[old] = relations.get(name, name)
    return table


def model(view: SchemaView) -> dict[str, Any]:
    """All that the program needs to know of the vocabulary, ready for JSON."""
    nodes, relations = node_classes(view), relation_classes(view)
    names = sorted({str(slot) for one in nodes for slot in view.class_slots(one)})
    edge = sorted({str(s) for s in view.class_slots("Relation")} - set(ENDS))
    return {
        "version": str(view.schema.version),
        "namespace": view.schema.prefixes["tw"].prefix_reference,
        "classes": {n: class_entry(view, n) for n in nodes},
        "properties": {n: property_entry(view, n) for n in names},
        "relations": {relations[n]: relation_entry(view, n) for n in relations},
        "edge_properties": {n: property_entry(view, n) for n in edge},
        "enums": {str(n): [str(v) for v in e.permissible_values] for n, e in view.all_enums().items()},
        "renamed": renamed(view, {*names, *relations.values()}),
    }


def model_json(view: SchemaView) -> str:
    """`model.json`: sorted keys, one line for each class, property, relation and enum."""
    return "{\n" + ",\n".join(sections(model(view))) + "\n}\n"


def sections(whole: dict[str, Any]) -> Iterator[str]:
    """The top-level members, each entry of a table on a line of its own."""
    for key in sorted(whole):
        part = whole[key]
        if not isinstance(part, dict) or not part:
            yield f"{json.dumps(key)}: {compact(part)}"
            continue
        lines = ",\n".join(f" {json.dumps(name)}: {compact(part[name])}" for name in sorted(part))
        yield f"{json.dumps(key)}: {{\n{lines}\n}}"


def compact(part: Any) -> str:
    """JSON on one line with sorted keys."""
    return json.dumps(part, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
