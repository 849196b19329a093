"""Labels, relations, properties and literals of a statement held against the schema.

A misspelled name or a relation read in the wrong direction isn't an error for any engine: it just gives no
rows.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator

from kg import schema
from kg.cypher_statement import EdgePattern, Statement, Step
from kg.known_as import KNOWN_AS

Found = Iterator[tuple[int, str]]
# parts of dates and durations in Cypher, which look like properties
_PARTS_OF_TIME = frozenset({
    "year", "quarter", "month", "week", "day", "dayOfWeek", "years", "months", "weeks", "days"})


def schema_findings(of: Statement) -> list[tuple[str, int, str]]:
    """(rule, place, message) for each name or literal that doesn't go with the schema."""
    return [(rule, *one) for rule, check in RULES.items() for one in check(of)]


def _labels(of: Statement) -> Found:
    known = schema.load().classes
    for place in _label_places(of):
        if of.text(place) not in known:
            yield place, f"the schema has no class {of.text(place)}"


def _label_places(of: Statement) -> Iterator[int]:
    """Places of labels: in node patterns, and tested as in `n:Label`."""
    for node in of.nodes.values():
        yield from node.labels
    edges = {step.edge.at + 1 + (step.edge.direction == "<") for step in of.steps}
    for place in range(1, len(of.tokens) - 1):
        inside = of.inside[place]
        if (of.is_sign(place, ":") and of.is_name(place - 1) and of.is_name(place + 1)
                and inside not in of.nodes and inside not in edges and not of.is_sign(inside, "{")):
            yield place + 1


def _relations(of: Statement) -> Found:
    known = schema.load().relations
    for edge in _edges(of):
        for place in edge.types:
            if of.text(place) not in known:
                yield place, f"the schema has no relation {of.text(place)}"


def _edges(of: Statement) -> Iterator[EdgePattern]:
    return (step.edge for step in of.steps)


def _directions(of: Statement) -> Found:
    """A relation between classes that it can't join gives no rows."""
    for step in of.steps:
        names = [of.text(i) for i in step.edge.types]
        if step.edge.repeated or not names or not all(name in schema.load().relations for name in names):
            continue
        left, right = _classes(of, step, left=True), _classes(of, step, left=False)
        ways = {">": [(left, right)], "<": [(right, left)]}.get(step.edge.direction,
                                                                [(left, right), (right, left)])
        if not any(_joins(name, *way) for name in names for way in ways):
            yield step.edge.types[0], f"{'|'.join(names)} can't lead from here to there: see the schema"


def _classes(of: Statement, step: Step, *, left: bool) -> set[str]:
    node = step.left if left else step.right
    return {of.text(i) for i in node.labels} or of.labels.get(node.variable, set())


def _joins(relation: str, subjects: set[str], objects: set[str]) -> bool:
    found = schema.load().relations[relation]
    return _meet(subjects, found.subjects) and _meet(objects, found.objects)


def _meet(labels: set[str], allowed: list[str]) -> bool:
    model = schema.load()
    known = [name for name in labels if name in model.classes]
    return not known or any(model.is_a(a, b) or model.is_a(b, a) for a in known for b in allowed)


def _properties(of: Statement) -> Found:
    for variable, place in _property_places(of):
        name = of.text(place)
        if name not in _allowed(of, variable):
            owner = "|".join(sorted(of.labels.get(variable, ()) or of.types.get(variable, ())))
            yield place, f"the schema has no property {name}" + (f" of {owner}" if owner else "")


def _property_places(of: Statement) -> Iterator[tuple[str, int]]:
    """Each property that is read or matched: variable ("" when it isn't a variable's), place."""
    for place in range(1, len(of.tokens)):
        if of.is_name(place) and of.is_sign(place - 1, ".") and not of.is_sign(place + 1, "("):
            variable = of.text(place - 2) if of.is_name(place - 2) and not of.is_sign(place - 3, ".") else ""
            if variable or of.is_sign(place - 2, ")", "]"):
                yield variable, place
    for pattern in of.bound():
        for key in pattern.keys:
            yield pattern.variable, key


def _allowed(of: Statement, variable: str) -> frozenset[str]:
    labels, types = of.labels.get(variable, set()), of.types.get(variable, set())
    if labels and labels <= schema.load().classes.keys():
        return frozenset().union(*(_of_class(label) for label in labels))
    if variable in of.types:
        return _of_relations(frozenset(types or schema.load().relations))
    return _all_properties() | _PARTS_OF_TIME


@functools.cache
def _of_class(label: str) -> frozenset[str]:
    """Properties of a class and of all classes below it."""
    model = schema.load()
    return frozenset(name for below, found in model.classes.items() if model.is_a(below, label)
                     for name in (*found.properties, KNOWN_AS))


@functools.cache
def _of_relations(names: frozenset[str]) -> frozenset[str]:
    model = schema.load()
    own = {key for name in names if name in model.relations for key in model.relations[name].qualifiers}
    return frozenset(own | model.edge_properties.keys() | {"id"})


@functools.cache
def _all_properties() -> frozenset[str]:
    return frozenset({*schema.load().properties, KNOWN_AS}) | _of_relations(frozenset(schema.load().relations))


def _literals(of: Statement) -> Found:
    """Data belong into parameters; only words of the vocabulary may stand in the statement."""
    words = _vocabulary()
    for place, token in enumerate(of.tokens):
        if token.kind == "string" and token.text[1:-1] not in words:
            yield place, f"{token.text} is no word of the schema: make it a parameter"


@functools.cache
def _vocabulary() -> frozenset[str]:
    model = schema.load()
    values = {value for found in model.enums.values() for value in found}
    return frozenset(values | model.classes.keys() | model.relations.keys() | {"", r"\n"})


def _dates(of: Statement) -> Found:
    """Neo4j holds a text and a date for never equal, the embedded engine compares their letters."""
    dates = _date_names()
    aliases = {of.text(i + 2) for i in range(1, len(of.tokens)) if of.text(i) in dates
               and of.is_sign(i - 1, ".") and of.is_word(i + 1, "AS")}
    for place in range(1, len(of.tokens)):
        if of.is_sign(place, "=", "<", ">") and not of.is_sign(place - 1, "=", "<", ">", "-"):
            after = place + 1 + of.is_sign(place + 1, "=", ">")
            sides = [(place - 1, place - 2, after), (after + 2, after + 1, place - 1), (after, -1, place - 1)]
            if any(_is_text(of, text) and ((of.is_sign(dot, ".") and of.text(name) in dates)
                                           or (of.text(name) in aliases and of.is_name(name)
                                               and not of.is_sign(dot, ".")))
                   for name, dot, text in sides):
                yield place, "a date compared with a text: write date($parameter)"
    for pattern in of.bound():
        for key in pattern.keys:
            if of.text(key) in dates and _is_text(of, key + 2):
                yield key, "a date compared with a text: write date($parameter)"


def _is_text(of: Statement, place: int) -> bool:
    return 0 <= place < len(of.tokens) and of.tokens[place].kind in ("parameter", "string")


@functools.cache
def _date_names() -> frozenset[str]:
    model = schema.load()
    qualifiers = [pair for found in model.relations.values() for pair in found.qualifiers.items()]
    properties = [*model.properties.items(), *model.edge_properties.items()]
    return frozenset([name for name, found in properties if found.range == "date"]
                     + [name for name, found in qualifiers if found.range == "date"])


RULES: dict[str, Callable[[Statement], Found]] = {
    "unknown-label": _labels, "unknown-relation": _relations, "impossible-relation": _directions,
    "unknown-property": _properties, "string-literal": _literals, "date-comparison": _dates}
