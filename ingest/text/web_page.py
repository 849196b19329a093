"""Which paragraphs of a web page are its article, and what the page says of itself.

trafilatura (A. Barbaresi, ACL 2021 demonstrations) chooses the article; its words are then looked for among the
paragraphs of the rendition, which keeps all of them. So a quote stays where it is whatever a later version chooses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.text.found import Span
from kg.errors import EnvironmentRefused

_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page says of itself; `article` is the text chosen, or ""."""

    article: str = ""
    heading: str = ""
    publisher: str = ""
    published: str = ""
    address: str = ""


def web_page(source: str) -> WebPage:
    """Read a page's source. Raises EnvironmentRefused when trafilatura isn't installed."""
    try:
        import trafilatura
        import trafilatura.settings
    except ModuleNotFoundError as error:
        raise EnvironmentRefused("reading web pages needs trafilatura: pip install 'tradewar-kg[text]'") from error
    found = trafilatura.bare_extraction(
        source, with_metadata=True, include_comments=False, include_tables=False, deduplicate=False,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-01-01"})
    if not isinstance(found, trafilatura.settings.Document):
        return WebPage()
    return WebPage(found.text or "", found.title or "", found.sitename or "", found.date or "", found.url or "")


def chosen(text: str, paragraphs: Sequence[Span], article: str) -> list[Span]:
    """The paragraphs that stand in the article; all of them when none does."""
    letters = _folded(article)
    found = [(a, b) for a, b in paragraphs if (own := _folded(text[a:b])) and own in letters]
    return found or list(paragraphs)


def _folded(text: str) -> str:
    return _LETTERS.sub("", text).casefold()
