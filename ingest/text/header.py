"""What stands above a text: front matter, lines of the form "date: 2019-10-08", or a bare address.

Front matter is YAML between two lines of three hyphens (Jekyll, Hugo, pandoc); scrapers write the same facts as
plain lines. All values are read as text, so that no date is changed on the way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_FENCED = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE = re.compile(
    r"(title|headline|date|time|source|url|link|author|byline|publisher|published|updated|section|category|language|"
    r"lang|site|content|text|body|标题|时间|来源)[ \t]*[:：][ \t]*([^\r\n]*)", re.IGNORECASE)
_PAIR = re.compile(r"^([\w-]+)[ \t]*:[ \t]*(.*)$", re.MULTILINE)
_ADDRESS = re.compile(r"\ufeff?(https?://\S+)[ \t]*\r?\n")
_BODY = frozenset({"content", "text", "body"})

HEADING = ("title", "headline", "标题")
PUBLISHER = ("publisher", "source_name", "source", "site", "sitename", "来源")
PUBLISHED = ("original_published", "published", "published_time", "date", "pubdate", "datetime", "time", "created_at",
             "时间")
ADDRESS = ("source_url", "url", "link")


@dataclass(frozen=True, slots=True)
class Header:
    """Facts above a text by their names in lower case; `end` is where the text itself begins."""

    fields: dict[str, str] = field(default_factory=dict)
    end: int = 0

    def first(self, names: tuple[str, ...]) -> str:
        """The first fact there is of these, or ""."""
        return next((self.fields[name] for name in names if self.fields.get(name)), "")


def header_of(text: str) -> Header:
    """The header of a text; an empty one when it has none."""
    fenced = _FENCED.match(text)
    if fenced:
        return Header(_yaml(fenced[1]), fenced.end())
    address = _ADDRESS.match(text)
    if address:
        return Header({"url": address[1]}, address.end())
    return _plain(text)


def _plain(text: str) -> Header:
    """Two or more lines with known names; "content:" is the last of them, and the text begins behind it."""
    fields: dict[str, str] = {}
    position = 1 if text.startswith("\ufeff") else 0
    while found := _LINE.match(text, position):
        name = found[1].lower()
        if name in _BODY:
            return Header(fields, found.start(2)) if fields else Header()
        fields[name] = found[2].strip()
        position = found.end()
        line_end = re.compile(r"\r?\n").match(text, position)
        if line_end is None:
            break
        position = line_end.end()
    return Header(fields, position) if len(fields) > 1 else Header()


def _yaml(block: str) -> dict[str, str]:
    import yaml

    try:
        read = yaml.load(block, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, RecursionError):
        read = None
    pairs = read.items() if isinstance(read, dict) else _PAIR.findall(block)
    return {str(name).lower(): " ".join(value.split()).strip("'\"") for name, value in pairs
            if isinstance(value, str)}
