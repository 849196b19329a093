"""News and any other running text: plain text, Markdown with front matter, web pages, PDF and Word files.

What no other source of running text recognises is read as news: its claims are those of the press.
"""

from __future__ import annotations

import re

from ingest.source import Source
from ingest.text.one_text import claims_in, described, found_in
from kg import rich_text

_RECORDS = re.compile(r"[\ufeff\s]*(?:\{|\[\s*[\[{\"\d]|<\?xml|%YAML)")
_TABLES = (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".yaml", ".yml", ".xml", ".xlsx", ".parquet")
_WORDS = re.compile(r"\b(?:[^\W\d_]{1,40}[ ,;'’\"“”-]{1,9}){2}[^\W\d_]|[\u4e00-\u9fff]{8}")


def recognises(name: str, head: bytes) -> bool:
    """Whether a document is running text in one of the forms that `kg.rich_text` or plain text have."""
    if name.lower().endswith(_TABLES):
        return False
    form = rich_text.form_of(head)
    if form == "docx/1":
        return b"word/" in head or name.lower().endswith(".docx")
    return form != "text/1" or is_running_text(head)


def is_running_text(head: bytes) -> bool:
    """Whether the beginning of a file is text of a natural language, and not records."""
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = head.decode(encoding, "replace")
    return "\0" not in text and text.count("\ufffd") * 10 <= len(text) and not _RECORDS.match(text) \
        and bool(_WORDS.search(text))


SOURCE: Source = Source(
    name="news",
    version=1,
    description="News and any other running text: what was said and done, by whom, with the words",
    publisher="news media",
    url="",
    formats=("txt", "md", "html", "pdf", "docx"),
    rendition="document",
    basis="press",
    recognises=recognises,
    describe=described,
    parse=claims_in,
    fallback=True,
    find=found_in,
)
