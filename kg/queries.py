"""Query packs: one `.cypher` file for each question, found, read and given typed parameters.

A file opens with `// Title`, then TOML in comments between two lines `// ---`, then the statement, so it can
be pasted into Neo4j Browser as it is. `docs/queries.md` says what the packs hold (`kg.query_export` makes it);
`kg.cypher_lint` keeps the statements to what runs on every engine.
"""

from __future__ import annotations

import difflib
import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import msgspec

from kg import resources, schema
from kg.errors import QueryError, SchemaError

Kind = Literal["string", "node", "name", "integer", "number", "boolean", "date", "string_list"]
Value = str | int | float | bool | list[str]

_T = TypeVar("_T", bound=msgspec.Struct)
_FENCE = "// ---"
_EXPECTED = {"string": "text", "node": "the id of a node, or in kg its exact name",
             "name": "an id or an exact name", "integer": "a whole number", "number": "a number",
             "boolean": "true or false",
             "date": "a date that exists, written like 2019-10-07",
             "string_list": "words with commas between them, or a JSON list of texts"}
_RANGES = {"integer": "integer", "number": "float", "boolean": "boolean", "date": "date"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the caller may give; without `default` he must. An empty default date means any day.

    A `node` is looked up by its id, which every engine has an index for; `KnowledgeGraph.query` finds the id of a name.
    A `name` is an id or an exact name in whatever case, which the statement itself looks up; several may bear it.
    """

    name: str
    kind: Kind
    description: str
    default: Value | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question of a pack. `name` is `pack/question`; `text` is the whole file and can be run as it stands."""

    name: str
    title: str
    description: str
    columns: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def pack(self) -> str:
        """The pack's name: what stands before the slash."""
        return self.name.partition("/")[0]

    @property
    def statement(self) -> str:
        """The Cypher behind the front matter."""
        return self.text.split(f"\n{_FENCE}\n", 2)[2]


class _ParameterTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: Kind
    description: str
    default: Value | None = None


class _FrontMatter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    description: str
    columns: list[str]
    parameters: dict[str, dict[str, Any]] = {}


@functools.cache
def load_all() -> tuple[Query, ...]:
    """All questions that ship with the program, by name, read once. Raises QueryError with file and line."""
    found = []
    for pack in resources.data("queries").iterdir():
        if pack.is_dir():
            for file in pack.iterdir():
                if file.name.endswith(".cypher"):
                    name = f"{pack.name}/{file.name.removesuffix('.cypher')}"
                    found.append(parse(name, file.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda query: query.name))


def find(name: str) -> Query:
    """The question of that name (`pack/question`). Raises QueryError that names the nearest ones."""
    known = {query.name: query for query in load_all()}
    if name in known:
        return known[name]
    same_end = [full for full in known if full.endswith(f"/{name}")]
    near = same_end or difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    raise QueryError(f"there is no query {name!r}"
                     + (f", did you mean {' or '.join(near)}?" if near else ": see kg queries"))


def bind(query: Query, given: Mapping[str, str]) -> dict[str, Any]:
    """The parameters of a query as the engines take them; dates stay ISO texts for `date($name)`.

    given: texts by parameter name. Raises QueryError for a name that the query doesn't have, for a required
    one that is missing, and for a text that isn't of the parameter's kind.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            exist = ", ".join(known) or "none"
            raise QueryError(f"{query.name} has no parameter {name!r}; its parameters: {exist}")
    missing = [p.name for p in query.parameters if p.default is None and p.name not in given]
    if missing:
        wanted = " ".join(f"-p {name}=…" for name in missing)
        raise QueryError(f"{query.name} needs {wanted} ({_EXPECTED[known[missing[0]].kind]})")
    return {name: _read(query.name, parameter, given[name]) if name in given else parameter.default
            for name, parameter in known.items()}


def _read(query: str, parameter: Parameter, text: str) -> Value:
    """The value of a text, or QueryError that says what was expected."""
    text = unicodedata.normalize("NFC", text)
    if parameter.kind in ("string", "node", "name") or (parameter.kind == "date" and text == parameter.default == ""):
        return text
    try:
        if parameter.kind == "string_list":
            return _words(text)
        value = schema.value(_RANGES[parameter.kind], text.strip())
    except (SchemaError, msgspec.MsgspecError) as error:
        raise QueryError(f"{query}: {parameter.name} must be {_EXPECTED[parameter.kind]}, not {text!r}") from error
    return text.strip() if parameter.kind == "date" else value  # type: ignore[return-value]


def _words(text: str) -> list[str]:
    if text.lstrip().startswith("["):
        return msgspec.json.decode(text, type=list[str])
    return [word.strip() for word in text.split(",") if word.strip()]


def parse(name: str, text: str) -> Query:
    """The question in the text of one file. Raises QueryError with file and line for what isn't as it must be."""
    path, lines = f"queries/{name}.cypher", text.splitlines()
    if not lines or not re.match(r"// \S", lines[0]) or lines[0] == _FENCE:
        raise QueryError(f"{path}:1: the first line must be '// ' and the question in words")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE]
    if len(fences) < 2 or fences[0] != 1:
        raise QueryError(f"{path}:2: expected TOML in comments between two lines '{_FENCE}'")
    place = _Place(path, tuple(lines[:fences[1]]))
    matter = place.convert(place.table(), _FrontMatter, "")
    parameters = tuple(_parameter(place, key, table) for key, table in matter.parameters.items())
    return Query(name, lines[0].removeprefix("// ").strip(), matter.description, tuple(matter.columns),
                 parameters, text)


def _parameter(place: _Place, name: str, table: dict[str, Any]) -> Parameter:
    found = place.convert(table, _ParameterTable, name)
    if found.default is not None and not _fits(found.kind, found.default):
        raise place.error(f"default must be {_EXPECTED[found.kind]}", "default", name)
    return Parameter(name, found.kind, found.description, found.default)


def _fits(kind: Kind, default: Value) -> bool:
    """Whether a default is of the kind."""
    python = {"integer": int, "number": float, "boolean": bool, "string_list": list}.get(kind, str)
    if type(default) is not python:
        return False
    try:
        return kind != "date" or default == "" or bool(schema.value("date", str(default)))
    except SchemaError:
        return False


@dataclass(frozen=True, slots=True)
class _Place:
    """Front matter of one file, and where in it something stands."""

    path: str
    lines: tuple[str, ...]

    def table(self) -> dict[str, Any]:
        """The TOML; the first two lines are blank in it, so that its line numbers are those of the file."""
        content = ["", ""]
        for number, line in enumerate(self.lines[2:], 3):
            if not re.match(r"//( |$)", line):
                raise QueryError(f"{self.path}:{number}: expected a comment, '// ' and TOML")
            content.append(line[3:])
        try:
            return tomllib.loads("\n".join(content))
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"at line (\d+)", str(error))
            line_number = at.group(1) if at else len(self.lines)
            raise QueryError(f"{self.path}:{line_number}: not TOML: {error}") from error

    def convert(self, table: dict[str, Any], into: type[_T], parameter: str) -> _T:
        """The table as its struct. Raises QueryError with file and line for a key that doesn't fit."""
        try:
            return msgspec.convert(table, into)
        except msgspec.ValidationError as error:
            unknown = re.search(r"unknown field `(.+)`", str(error))
            if unknown:
                keys = ", ".join(field.name for field in msgspec.structs.fields(into))
                raise self.error(f"unknown key {unknown[1]!r}; the keys are {keys}",
                                 unknown[1], parameter) from error
            at = re.search(r"at `\$\.(\w+)", str(error))
            raise self.error(str(error), at[1] if at else "", parameter) from error

    def error(self, reason: str, key: str, parameter: str) -> QueryError:
        """An error at the line of the key, or at the head of its table where the key isn't written."""
        table, head = "", 2
        for number, line in enumerate(self.lines, 1):
            header = re.match(r"// \[(?:parameters\.)?([^]]*)\]", line)
            if header:
                table = header[1].strip("\"' ")
                head = number if table == parameter else head
            elif table == parameter and re.match(rf"// *[\"']?{re.escape(key)}[\"']? *=", line) and key:
                return QueryError(f"{self.path}:{number}: {reason}")
        return QueryError(f"{self.path}:{head}: {reason}")
