"""Lists of records written as YAML or as one JSON array, each record with the line on which it starts.

YAML is read from its events, without recursion and without what makes it surprising or dangerous: no anchors,
aliases or tags, and only the plain scalars of the JSON schema of YAML 1.2 (section 10.2 of its specification)
have a meaning: numbers, `true`, `false`, `null`. So `NO` stays Norway and a date stays the text that was
written. A record with a repeated key, or one nested too deep, is set aside; the others are taken.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from kg.errors import SourceRefused
from kg.rendition import RecordRendition

DEEPEST = 16
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,299})(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?")
WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

Found: TypeAlias = tuple[int, dict[str, Any], str]
"""Line, record, and what is wrong with it ("" for nothing)."""


def read_yaml(text: str, name: str) -> RecordRendition:
    """The records of a YAML text: one list of mappings, or `---` documents that are mappings or such lists.

    Raises SourceRefused with `name:line` when it isn't YAML, holds anything else than mappings, or uses an
    anchor, an alias or a tag.
    """
    return _collected(yaml_records(text, name))


def read_json_array(text: str, name: str) -> RecordRendition:
    """The records of a JSON array of objects (RFC 8259); SourceRefused with `name:line` for all else."""
    return _collected(json_records(text, name))


def _collected(records: Iterable[Found]) -> RecordRendition:
    rendition = RecordRendition([], [])
    for line, record, fault in records:
        if fault:
            rendition.broken.append((line, fault))
        else:
            rendition.records.append(record)
            rendition.lines.append(line)
    return rendition


def yaml_records(text: str, name: str) -> Iterator[Found]:
    """Each record of a YAML text as soon as it ends, so that a start of a file gives its first records."""
    reader = _YamlRecords(name)
    empty = True
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            found = reader.take(event)
            if found is not None:
                empty = False
                yield found
            empty = empty and not isinstance(event, yaml.SequenceStartEvent)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourceRefused(f"not YAML: {error.problem}", f"{name}:{line}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise SourceRefused(f"not YAML: {error.reason}", f"{name}:{line}") from error
    if empty:
        raise SourceRefused("expected a list of records, found nothing", f"{name}:1")


@dataclass(slots=True)
class _Open:
    """A list or mapping that hasn't ended yet; `key` is the one whose value comes next."""

    value: list[Any] | dict[str, Any]
    line: int
    key: str | None = None


class _YamlRecords:
    """Builds records from YAML events with a stack of its own."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.stack: list[_Open] = []
        self.fault = ""

    def take(self, event: yaml.Event) -> Found | None:
        """Add an event; give the record that it ends, if it ends one."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.NodeEvent):
            self._refuse_reference(event, line)
        if isinstance(event, yaml.ScalarEvent):
            self._add(event, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open([], line)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open({}, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            return self._close()
        return None

    def _refuse_reference(self, event: yaml.NodeEvent, line: int) -> None:
        if event.anchor is not None:
            kind = "alias" if isinstance(event, yaml.AliasEvent) else "anchor"
            raise self._refused(f"{kind} {event.anchor!r}: write the value itself", line)
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise self._refused(f"tag {tag!r}: write the plain value", line)

    def _refused(self, reason: str, line: int) -> SourceRefused:
        return SourceRefused(reason, f"{self.name}:{line}")

    def _in_record(self) -> bool:
        return bool(self.stack) and (len(self.stack) > 1 or isinstance(self.stack[0].value, dict))

    def _open(self, value: list[Any] | dict[str, Any], line: int) -> None:
        if self.stack and isinstance(value, list) and not self._in_record():
            raise self._refused("expected a mapping, found a list in a list", line)
        if len(self.stack) >= DEEPEST:
            raise self._refused(f"nested deeper than {DEEPEST} levels", line)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and isinstance(parent.value, dict) and parent.key is None:
            raise self._refused("expected a plain key, found a list or mapping", line)
        self.stack.append(_Open(value, line))

    def _add(self, event: yaml.ScalarEvent, line: int) -> None:
        if not self._in_record():
            if not self.stack and event.value == "" and not event.style:
                return
            raise self._refused(f"expected a mapping, found {event.value[:40]!r}", line)
        parent = self.stack[-1]
        if isinstance(parent.value, dict) and parent.key is None:
            self._key(parent, event.value, line)
        else:
            self._put(event.value if event.style else plain(event.value))

    def _key(self, parent: _Open, key: str, line: int) -> None:
        if key in parent.value:
            self.fault = self.fault or f"key {key!r} stands twice, again on line {line}"
        parent.key = key

    def _put(self, value: Any) -> None:
        parent = self.stack[-1]
        if isinstance(parent.value, list):
            parent.value.append(value)
        elif parent.key is not None:
            parent.value[parent.key] = value
            parent.key = None

    def _close(self) -> Found | None:
        ended = self.stack.pop()
        if self._in_record():
            self._put(ended.value)
        elif isinstance(ended.value, dict):
            found, self.fault = (ended.line, ended.value, self.fault), ""
            return found
        return None


def plain(text: str) -> Any:
    """The value of a plain scalar: a number, true, false or null as in JSON, and text for all else."""
    if text in WORDS:
        return WORDS[text]
    if not NUMBER.fullmatch(text):
        return text
    if text.lstrip("-").isdecimal():
        return int(text)
    number = float(text)
    return number if math.isfinite(number) else text


def json_records(text: str, name: str) -> Iterator[Found]:
    """Each record of a JSON array as soon as it ends."""
    faults: list[str] = []
    decoder = json.JSONDecoder(object_pairs_hook=lambda pairs: _object(pairs, faults),
                               parse_constant=lambda word: faults.append(f"{word} isn't a number"))
    lines = _Lines(text, name)
    at = lines.after(0, "[")
    while lines.token(at) != "]" or lines.token(lines.back(at)) == ",":
        faults.clear()
        value, end = _decoded(decoder, lines, at)
        if depth_of(value) > DEEPEST:
            faults.append(f"nested deeper than {DEEPEST} levels")
        yield lines.number(at), value, faults[0] if faults else ""
        at = lines.skip(end)
        if lines.token(at) != "]":
            at = lines.after(at, ",")
    if lines.skip(at + 1) < len(text):
        raise SourceRefused("not JSON: text after the end of the list", lines.place(lines.skip(at + 1)))


def _decoded(decoder: json.JSONDecoder, lines: _Lines, at: int) -> tuple[dict[str, Any], int]:
    try:
        value, end = decoder.raw_decode(lines.text, at)
    except json.JSONDecodeError as error:
        raise SourceRefused(f"not JSON: {error.msg}", lines.place(error.pos)) from error
    except (RecursionError, ValueError) as error:
        raise SourceRefused(f"JSON that can't be read: {error}", lines.place(at)) from error
    if not isinstance(value, dict):
        raise SourceRefused("expected an object", lines.place(at))
    return value, end


class _Lines:
    """Where in a JSON text one is, for messages."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self._at, self._line = 0, 1

    def number(self, at: int) -> int:
        """The line of a place; places are asked for in rising order."""
        self._line += self.text.count("\n", self._at, at)
        self._at = at
        return self._line

    def place(self, at: int) -> str:
        return f"{self.name}:{self.text.count(chr(10), 0, at) + 1}"

    def skip(self, at: int) -> int:
        """The next place that isn't white space."""
        while at < len(self.text) and self.text[at] in " \t\n\r":
            at += 1
        return at

    def token(self, at: int) -> str:
        return self.text[at:at + 1]

    def back(self, at: int) -> int:
        """The last place before `at` that isn't white space."""
        return len(self.text[:at].rstrip(" \t\n\r")) - 1

    def after(self, at: int, expected: str) -> int:
        """The next place after the expected character. Raises SourceRefused when another one stands there."""
        at = self.skip(at)
        if self.token(at) != expected:
            raise SourceRefused(f"not JSON: expected {expected!r}", self.place(at))
        return self.skip(at + 1)


def _object(pairs: list[tuple[str, Any]], faults: list[str]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        faults.append(f"key {next(k for k in keys if keys.count(k) > 1)!r} stands twice")
    return found


def depth_of(value: Any) -> int:
    """How many levels of lists and objects a value has, counted without recursion."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        part, level = waiting.pop()
        if isinstance(part, dict | list):
            deepest = max(deepest, level)
            inner = part.values() if isinstance(part, dict) else part
            waiting.extend((value, level + 1) for value in inner)
    return deepest
