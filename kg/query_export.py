"""Query packs for others: a reference page in Markdown, and saved queries for Neo4j Browser in a zip.

A saved query is a file whose first line, a comment, is its name; a line `:params {…}` sets the defaults, as in the
Neo4j Browser manual, "Query parameters". Both are the same for the same packs, byte for byte.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from kg.display import shown
from kg.queries import Parameter, Query, Value, load_all

SHOWN_ROWS = 3
_WIDEST = 60  # characters of a cell on the page
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can hold


@dataclass(frozen=True, slots=True)
class Example:
    """A query with the texts given for its parameters, and the rows that came."""

    given: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[Sequence[Any]] = ()


def saved_queries(packs: Iterable[Query] | None = None) -> bytes:
    """A zip with a folder for each pack and a `.cypher` file for each question; default: all packs.

    Files stand in the order of their names with one fixed time, so equal packs give equal bytes.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for query in sorted(load_all() if packs is None else packs, key=lambda one: one.name):
            entry = zipfile.ZipInfo(f"{query.name}.cypher", _EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # else it names the system of whoever writes
            archive.writestr(entry, saved_query(query))
    return out.getvalue()


def saved_query(query: Query) -> str:
    """One question as Neo4j Browser keeps it: name, what it answers, parameters, statement.

    A parameter without a default stands as an empty text, to be filled in.
    """
    lines = [f"// {query.title}", *(f"// {line}" for line in query.description.strip().splitlines())]
    lines += [f"// ${p.name}: {p.description}{'' if p.default is not None else ' Must be given.'}"
              for p in query.parameters]
    if query.parameters:
        given = ", ".join(f"{p.name}: {cypher_literal('' if p.default is None else p.default)}"
                          for p in query.parameters)
        lines.append(f":params {{{given}}}")
    return "\n".join(lines) + "\n\n" + query.statement.strip() + ";\n"


def cypher_literal(value: Value) -> str:
    """A value as it stands in a Cypher statement."""
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    if isinstance(value, list):
        return "[" + ", ".join(map(cypher_literal, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def reference(examples: Mapping[str, Example]) -> str:
    """The page of all packs: `docs/queries.md`, which a test compares with this.

    examples: by query name, shown behind its columns; a query without one is shown without.
    """
    lines = ["# Query packs", "",
             "Made from the files in `queries/` and the cases of their tests by "
             "`python -m pytest tests/test_queries.py --update-golden`.", "",
             "Each question runs unchanged on the embedded engine and on Neo4j 5 and later:",
             "`kg query PACK/QUESTION -p NAME=VALUE`, or paste the file into Neo4j Browser.",
             "`kg queries export OUT.zip` gives folders of saved queries with a `:params` line to fill in.",
             "A parameter without a default must be given.",
             "A `node` is given by its id, which `kg find` tells; with `kg` an exact name does too.",
             "The example results come from a small graph made for the tests: real parties and days, invented words."]
    pack = ""
    for query in load_all():
        if query.pack != pack:
            pack = query.pack
            lines += ["", f"## {pack}"]
        lines += ["", f"### {query.name}", "", f"**{query.title}**", "", *query.description.strip().splitlines()]
        lines += ["", "Columns: " + ", ".join(f"`{column}`" for column in query.columns) + "."]
        lines += _parameter_table(query.parameters)
        if query.name in examples:
            lines += _example(query, examples[query.name])
    return "\n".join(lines) + "\n"


def _parameter_table(parameters: Iterable[Parameter]) -> list[str]:
    rows = [f"| `{p.name}` | {p.kind} | {_default(p)} | {p.description} |" for p in parameters]
    head = ["", "| parameter | kind | default | meaning |", "| --- | --- | --- | --- |"]
    return [*head, *rows] if rows else ["", "No parameters."]


def _default(parameter: Parameter) -> str:
    if parameter.default is None:
        return "required"
    return f"`{msgspec.json.encode(parameter.default).decode()}`"


def _example(query: Query, example: Example) -> list[str]:
    """The call and its first rows as a table, without the columns that are empty in all of them."""
    call = " ".join([f"kg query {query.name}", *(f"-p {key}={_quoted(text)}" for key, text in example.given.items())])
    rows = [[_cell(value) for value in row] for row in example.rows[:SHOWN_ROWS]]
    used = [i for i in range(len(query.columns)) if any(row[i] for row in rows)]
    lines = ["", "```console", f"$ {call}", "```", "",
             "| " + " | ".join(query.columns[i] for i in used) + " |", "| " + " | ".join("---" for _ in used) + " |"]
    lines += ["| " + " | ".join(row[i] for i in used) + " |" for row in rows]
    left = len(example.rows) - len(rows)
    return [*lines, "", f"And {left} more."] if left else lines


def _quoted(text: str) -> str:
    return text if text and all(c.isalnum() or c in "-_./:" for c in text) else "'" + text.replace("'", "'\\''") + "'"


def _cell(value: Any) -> str:
    """A value for a Markdown table: one line, nothing that Markdown or HTML would take for its own."""
    text = " ".join(shown(value).split())
    text = text if len(text) <= _WIDEST else text[:_WIDEST - 1] + "…"
    for sign, instead in (("&", "&amp;"), ("<", "&lt;"), ("|", "\\|"), ("*", "\\*"), ("`", "\\`")):
        text = text.replace(sign, instead)
    return text
