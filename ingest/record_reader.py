"""Strict reading of records: each as its Struct, once, or refused in words that name the key."""

from __future__ import annotations

import datetime
import difflib
import json
import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Protocol, TypeVar

import msgspec
from msgspec import Meta, inspect

from kg import schema
from kg.claim import Refusal
from kg.errors import SchemaError, SourceRefused
from kg.rendition import RecordRendition, Rendition

Day = datetime.date
Text = Annotated[str, Meta(min_length=1)]
Country = Annotated[str, Meta(pattern="^[A-Z]{2}$")]
Url = Annotated[str, Meta(pattern=r"^https?://\S+$")]

EXPECTED = {
    "^[A-Z]{2}$": "a country code of two capital letters, such as US",
    "^[A-Z]{3}$": "a currency code of three capital letters, such as USD",
    r"^https?://\S+$": "an address that starts with https:// or http://",
    r"^\S+$": "an id without spaces",
    r"^[a-z]+:\S+$": "an id such as agency:us-ustr",
    "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "a language tag such as zh-Hans",
    "^[a-z][a-z0-9_-]*$": "a word in small letters",
}
"""What the patterns of the records mean in words, for messages."""

RECORD_FILES = (".jsonl", ".json", ".yaml", ".yml")


class Record(Protocol):
    """What every record has: an id, which names its node."""

    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Row(Generic[R]):
    """A record, its place in the list (from 0) and its line in the file (from 1)."""

    index: int
    line: int
    record: R


def records_of(rendition: Rendition) -> RecordRendition:
    """The rendition as records; raises TypeError for another kind, which would be a fault of the program."""
    if not isinstance(rendition, RecordRendition):
        raise TypeError(f"expected a rendition of records, got {rendition.kind}")
    return rendition


def first_record(name: str, head: bytes) -> dict[str, Any]:
    """The first record in the first bytes of a file, or an empty one when the file holds no records."""
    if not name.lower().endswith(RECORD_FILES):
        return {}
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = head.decode(encoding, "ignore").lstrip()
    try:
        if text.startswith("{"):
            found = json.loads(text.partition("\n")[0])
        else:
            from kg.yaml_records import json_records, yaml_records

            found = next((json_records if text.startswith("[") else yaml_records)(text, name))[1]
    except (ValueError, RecursionError, SourceRefused, StopIteration):
        return {}
    return found if isinstance(found, dict) else {}


def read(record: object, kind: type[S]) -> S:
    """A record as its Struct. Raises SourceRefused that names the key and says what was expected."""
    try:
        return msgspec.convert(record, kind)
    except msgspec.ValidationError as error:
        raise SourceRefused(_explained(str(error), kind)) from error


TYPES = {
    "date": "a date that exists, written like 2019-10-07", "str": "text", "int": "a whole number",
    "float": "a number", "bool": "true or false", "array": "a list", "object": "keys with values",
    "null": "nothing",
}
"""What types are called in messages."""

_FAULT = re.compile(r"(?s)(.*?)(?: - at (?:`key` in )?`\$\.?(.*)`)?")
_PATTERN = re.compile(r"`str` matching regex '(.*)'")
_TYPE = re.compile(r"`(\w+)(?: \| null)?`")
_UNKNOWN = re.compile(r"(?s)Object contains unknown field `(.*)`")
_MISSING = re.compile(r"Object missing required field `(.*)`")


def _explained(message: str, kind: type[msgspec.Struct]) -> str:
    """msgspec's message with the path of the key in front and, for an unknown key, the nearest known one."""
    fault = _FAULT.fullmatch(message)
    said, place = (fault[1], (fault[2] or "").replace("[...]", "")) if fault else (message, "")
    unknown, missing = _UNKNOWN.fullmatch(said), _MISSING.fullmatch(said)
    inside = f" in {place}" if place else ""
    if unknown:
        return f"unknown key {unknown[1]!r}{inside}{_nearest(unknown[1], _keys(kind, place))}"
    if missing:
        return f"missing key {missing[1]!r}{inside}"
    said = said.replace("Invalid RFC3339 encoded date", "Expected `date`")
    said = _PATTERN.sub(lambda found: EXPECTED[_unescaped(found[1])], said)
    said = _TYPE.sub(lambda found: TYPES.get(found[1], found[1]), said)
    return f"{place or 'record'}: {said[:1].lower()}{said[1:]}"


def _unescaped(pattern: str) -> str:
    return pattern.replace("\\\\", "\\")


def _nearest(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    return f": did you mean {near[0]!r}?" if near else f": expected one of {', '.join(known)}"


def _keys(kind: type[msgspec.Struct], place: str) -> list[str]:
    """The keys that a Struct, or the one inside it at a place like `actors[0]`, may have."""
    found: inspect.Type = inspect.type_info(kind)
    for step in re.sub(r"\[\d+\]", "", place).split("."):
        if isinstance(found, inspect.StructType):
            fields = {f.encode_name: f.type for f in found.fields}
            found = _struct_in(fields.get(step, found))
    return [f.encode_name for f in found.fields] if isinstance(found, inspect.StructType) else []


def _struct_in(found: inspect.Type) -> inspect.Type:
    """The Struct inside an optional or a list type."""
    if isinstance(found, inspect.UnionType):
        found = next(t for t in found.types if not isinstance(t, inspect.NoneType))
    if isinstance(found, inspect.VarTupleType):
        found = found.item_type
    return found


def one_of(key: str, value: str, enum: str) -> None:
    """Refuse a value that isn't in a value list of the schema. Raises SourceRefused with the nearest one."""
    known = schema.load().enums[enum]
    if value not in known:
        raise SourceRefused(f"{key}: unknown {value!r}{_nearest(value, known)}")


def claimable(fits: Callable[[str], bool]) -> list[str]:
    """The classes that a document may claim and that `fits` approves of."""
    found = schema.load().classes.items()
    return [name for name, about in found if not about.abstract and not about.derived and fits(name)]


def class_of(value: str, known: list[str]) -> None:
    """Refuse a class that isn't one of those known. Raises SourceRefused with the nearest one."""
    if value not in known:
        raise SourceRefused(f"class: unknown {value!r}{_nearest(value, known)}")


def unique_rows(rendition: RecordRendition, take: Callable[[object], R]) -> Iterator[Row[R] | Refusal]:
    """Each record that `take` reads, once; those for which it raises SourceRefused as a Refusal.

    Equal records with one id are one record. Of records with one id that differ, none is taken: which of them
    stood first would decide otherwise.
    """
    rows: list[Row[R]] = []
    for index, (raw, line) in enumerate(zip(rendition.records, rendition.lines, strict=True)):
        try:
            rows.append(Row(index, line, take(raw)))
        except SourceRefused as refusal:
            yield Refusal(line, refusal.reason)
    yield from _unique(rows)


def _unique(rows: Iterable[Row[R]]) -> Iterator[Row[R] | Refusal]:
    by_id: dict[Hashable, list[Row[R]]] = {}
    for row in rows:
        by_id.setdefault(row.record.id, []).append(row)
    for same in by_id.values():
        if all(row.record == same[0].record for row in same):
            yield same[0]
            continue
        lines = ", ".join(str(row.line) for row in same)
        for row in same:
            yield Refusal(row.line, f"id: {row.record.id!r} stands for different facts on lines {lines}")


def canonical(value: object) -> None:
    """Refuse text that the graph can't hold, anywhere in a record. Raises SourceRefused."""
    for path, text in _texts(value, ""):
        try:
            schema.lexical("string", text)
        except SchemaError as error:
            raise SourceRefused(f"{path}: {error}") from error


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _texts(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, f"{path}.{name}")
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _texts(inner, f"{path}[{index}]")
