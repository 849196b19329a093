"""The vocabulary as the program sees it: classes, properties, relations, fold rules, and typed literals.

Read from `schemas/generated/model.json`, which is made from `schemas/tradewar.yaml`; nothing of it is
repeated here.
"""

from __future__ import annotations

import difflib
import functools
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

import msgspec

from kg import resources
from kg.errors import SchemaError

Literal = str | int | float | bool | date


class QualifierDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A property of an edge, or of a claim on a literal; `identifying` ones make edges different."""

    range: str
    many: bool
    identifying: bool
    fold: str
    enum: str | None
    description: str


class PropertyDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A property of a node, or one that all edges have; a `derived` one may not be claimed by a source."""

    range: str
    many: bool
    fold: str
    enum: str | None
    derived: bool
    qualifiers: dict[str, QualifierDef]
    description: str


class ClassDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A class of nodes: `parents` are all ancestors, nearest first; `properties` include inherited ones."""

    parents: list[str]
    abstract: bool
    derived: bool
    properties: list[str]
    description: str


class RelationDef(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"class_name": "class"}):
    """A relation: classes of its ends, qualifiers, and `class_name`, which stands for its edges in RDF."""

    class_name: str
    subjects: list[str]
    objects: list[str]
    derived: bool
    qualifiers: dict[str, QualifierDef]
    description: str


class Schema(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole vocabulary; get it from `load`."""

    version: str
    namespace: str
    classes: dict[str, ClassDef]
    properties: dict[str, PropertyDef]
    relations: dict[str, RelationDef]
    edge_properties: dict[str, PropertyDef]
    enums: dict[str, list[str]]
    renamed: dict[str, str]

    def labels(self, class_name: str) -> tuple[str, ...]:
        """The class and its ancestors, nearest first, `Thing` last. Raises SchemaError when there is none."""
        return (class_name, *self.class_def(class_name).parents)

    def class_def(self, class_name: str) -> ClassDef:
        """The class of that name. Raises SchemaError that names the nearest ones."""
        found = self.classes.get(class_name)
        if found is None:
            raise _unknown("class", class_name, self.classes)
        return found

    def is_a(self, class_name: str, ancestor: str) -> bool:
        """Whether the class is `ancestor` or stands below it. Raises SchemaError for an unknown class."""
        self.class_def(ancestor)
        return class_name == ancestor or ancestor in self.class_def(class_name).parents

    def leaf(self, labels: Iterable[str]) -> str:
        """The most special class among a node's labels, which engines give in any order; "" when none is known."""
        known = [label for label in labels if label in self.classes]
        return max(known, key=lambda label: (len(self.classes[label].parents), label), default="")

    def predicate(self, name: str) -> PropertyDef | RelationDef:
        """The property or relation of that present name. Raises SchemaError with the new or nearest names."""
        found = self.relations.get(name) or self.properties.get(name)
        if found is not None:
            return found
        if name in self.renamed:
            raise SchemaError(f"predicate {name} is now called {self.current_predicate(name)}")
        raise _unknown("predicate", name, {**self.relations, **self.properties})

    def current_predicate(self, name: str) -> str:
        """The present name of a predicate, through any number of renamings; other names stay as they are."""
        while name in self.renamed:
            name = self.renamed[name]
        return name

    def allows(self, relation: str, subject_class: str, object_class: str) -> bool:
        """Whether the relation may lead from one class to the other. Raises SchemaError for unknown names."""
        found = self.relations.get(relation)
        if found is None:
            raise _unknown("relation", relation, self.relations)
        return (any(self.is_a(subject_class, wide) for wide in found.subjects)
                and any(self.is_a(object_class, wide) for wide in found.objects))


@functools.cache
def load() -> Schema:
    """The vocabulary that ships with the program, read once. Raises SchemaError when it is damaged."""
    return decode((resources.data("schemas") / "generated" / "model.json").read_bytes())


def decode(content: bytes) -> Schema:
    """The vocabulary in the bytes of a `model.json`. Raises SchemaError when they aren't one."""
    try:
        return msgspec.json.decode(content, type=Schema)
    except msgspec.MsgspecError as error:
        raise SchemaError(f"schemas/generated/model.json is damaged: {error}") from error


def _unknown(what: str, name: str, known: Mapping[str, object]) -> SchemaError:
    near = difflib.get_close_matches(name, known, n=3) or difflib.get_close_matches(name.upper(), known, n=3)
    hint = f", did you mean {' or '.join(near)}?" if near else ""
    return SchemaError(f"the schema has no {what} {name!r}{hint}")


# Every store and exporter of ours can hold these: 64 bits in Cypher and Arrow, characters that XML 1.0 takes.
_INTEGERS = range(-(2**63), 2**63)
_INTEGER = re.compile(r"[+-]?[0-9]{1,30}")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def lexical(range_name: str, value: Literal) -> str:
    """The one canonical text of a literal, so that equal values give equal claims.

    range_name: string, integer, float, boolean or date. value: a Python value of that sort, or its text.
    Raises SchemaError that says what was expected.
    """
    if range_name == "string":
        return _string(value)
    found = _typed(range_name, value)
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, float):
        return repr(found).removesuffix(".0")
    return found.isoformat() if isinstance(found, date) else str(found)


def value(range_name: str, text: str) -> Literal:
    """The Python value of a literal's text. Raises SchemaError that says what was expected."""
    return _typed(range_name, text)


def _typed(range_name: str, given: Literal) -> Literal:
    read = _READ.get(range_name)
    if read is None:
        raise _unknown("range", range_name, _READ)
    return read(given)


def _string(given: Literal) -> str:
    if not isinstance(given, str):
        raise _expected("text", given)
    if given.isascii() and given.isprintable() and given and not given.isspace():
        return given
    if not given or given.isspace():
        raise _expected("text that is not empty", given)
    bad = _UNWRITABLE.search(given)
    if bad:
        raise _expected(f"text without the character U+{ord(bad.group()):04X}", given)
    return unicodedata.normalize("NFC", given)


def _integer(given: Literal) -> int:
    if isinstance(given, str):
        given = int(given) if _INTEGER.fullmatch(given) else given
    elif isinstance(given, float) and given.is_integer():
        given = int(given)
    if type(given) is not int or given not in _INTEGERS:
        raise _expected("a whole number of at most 64 bits", given)
    return given


def _float(given: Literal) -> float:
    if not isinstance(given, str | int | float) or isinstance(given, bool):
        raise _expected("a number", given)
    if isinstance(given, str) and not _NUMBER.fullmatch(given):
        raise _expected("a number", given)
    try:
        number = float(given) + 0.0  # makes of minus zero plain zero
    except OverflowError as error:
        raise _expected("a finite number", given) from error
    if not math.isfinite(number):
        raise _expected("a finite number", given)
    return number


def _boolean(given: Literal) -> bool:
    found = {"true": True, "false": False}.get(given) if isinstance(given, str) else given
    if not isinstance(found, bool):
        raise _expected("true or false", given)
    return found


def _date(given: Literal) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    try:
        found = date.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        found = None
    if found is None or found.isoformat() != given:
        raise _expected("a date that exists, written like 2019-10-07", given)
    return found


_READ: dict[str, Callable[[Literal], Literal]] = {
    "string": _string, "integer": _integer, "float": _float, "boolean": _boolean, "date": _date}


def _expected(what: str, given: object) -> SchemaError:
    shown = repr(given)
    return SchemaError(f"expected {what}, got {shown if len(shown) <= 60 else shown[:57] + '...'}")
