"""A style file for Neo4j Browser: the colours of every other picture, captions by name.

Format: GraSS, the style sheets that Neo4j Browser writes on `:style` and reads when a file is dropped onto it. Later
rules win, and a node has the labels of all parents, so general classes come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg import schema
from kg.appearance import EDGE_COLOUR, Colour, edge_colour, hex_of, node_colour

FILE = "style.grass"
_DIAMETER = "50px"
_LARGE = {"Event": "65px", "Government": "65px", "RestrictedList": "65px", "Document": "30px"}


def style() -> str:
    """The style sheet for all classes and relations of the schema."""
    model = schema.load()
    classes = sorted(model.classes, key=lambda name: (len(model.classes[name].parents), name))
    parts = [_rule("node", {**_node(node_colour("Thing")), "diameter": _DIAMETER, "border-width": "2px",
                            "font-size": "10px", "caption": '"{name}"'}),
             _rule("relationship", {**_edge(EDGE_COLOUR), "shaft-width": "1px", "font-size": "8px",
                                    "padding": "3px", "caption": '"<type>"'})]
    parts += [_rule(f"node.{name}", {**_node(node_colour(name)), **_diameter(name), "caption": '"{name}"'})
              for name in classes]
    parts += [_rule(f"relationship.{name}", {**_edge(edge_colour(name)), "caption": '"<type>"'})
              for name in sorted(model.relations)]
    return "\n".join(parts)


def write(folder: Path) -> None:
    """Write the style sheet into an existing folder."""
    (folder / FILE).write_text(style(), "utf-8", newline="\n")


def _rule(selector: str, values: dict[str, str]) -> str:
    return "\n".join([f"{selector} {{", *_lines(values), "}", ""])


def _lines(values: dict[str, str]) -> Iterator[str]:
    return (f"  {name}: {value};" for name, value in values.items())


def _node(colour: Colour) -> dict[str, str]:
    red, green, blue = (part * 3 // 4 for part in colour)
    return {"color": hex_of(colour), "border-color": hex_of((red, green, blue)), "text-color-internal": _on(colour)}


def _edge(colour: Colour) -> dict[str, str]:
    return {"color": hex_of(colour), "text-color-external": "#000000", "text-color-internal": _on(colour)}


def _diameter(class_name: str) -> dict[str, str]:
    return {"diameter": _LARGE[class_name]} if class_name in _LARGE else {}


def _on(colour: Colour) -> str:
    """Black or white, whichever stands out more on the colour (weights of ITU-R BT.601)."""
    red, green, blue = colour
    return "#000000" if 299 * red + 587 * green + 114 * blue > 150_000 else "#FFFFFF"
