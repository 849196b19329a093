"""Press releases, readouts, fact sheets, proclamations and orders of governments, in English.

Told by where they come from (the address in the front matter or the page) or by their form: the headings of the White
House, the Office of the United States Trade Representative, the Department of Commerce, the Ministry of Commerce of
China and the European Commission. Transcripts with questions are press conferences, notices of the Chinese
authorities have a source of their own.
"""

from __future__ import annotations

import re

from ingest import federal_register, press_conference
from ingest.news import is_running_text
from ingest.source import Source
from ingest.text.header import ADDRESS, HEADING, header_of
from ingest.text.one_text import claims_in, described, found_in
from ingest.text.published import host_of
from ingest.text.reading import language_of
from kg import rich_text

_OFFICIAL_HOST = re.compile(
    r"(?:^|\.)(?:gov|gov\.[a-z]{2}|mil|europa\.eu|gouv\.fr|bund\.de|go\.(?:jp|kr)|gc\.ca|wto\.org|"
    r"whitehouse\.archives\.gov)$")
_PAGE_ADDRESS = re.compile(rb"""(?:og:url|canonical)["'][^>]{0,80}(?:content|href)=["'](https?://[^"'\s]{4,300})""",
                           re.IGNORECASE)
_HEADING = re.compile(
    r"(?:fact sheet\s*:|readout of\b|joint (?:press )?statement\b|statement (?:by|from|of|on)\b|"
    r"remarks (?:by|as prepared)\b|press release\b|news release\b|media release\b|for immediate release|"
    r"(?:a )?proclamation (?:on|to|by)\b|executive order (?:on|\d)|memorandum (?:on|for)\b|presidential memorandum|"
    r"message to the congress|notice (?:on|of) the continuation|(?:the )?(?:white house|ustr|commerce|treasury|mofcom|"
    r"u\.s\. trade representative)\b[^.\n]{0,80}\b(?:announces|statement|remarks|releases|issues|adds|imposes)\b|"
    r"(?:u\.s\. )?(?:department|ministry) of [a-z ]{4,30}\b(?:announces|adds|issues|imposes|statement|spokes)|"
    r"spokes(?:person|man|woman)(?:'s|’s)? (?:remarks|statement)|(?:mofcom|ministry of commerce) spokes)",
    re.IGNORECASE)
_LINES = 6
READ_ELSEWHERE: tuple[Source, ...] = (federal_register.SOURCE, press_conference.SOURCE)
"""Official sources with a form of their own."""


def recognises(name: str, head: bytes) -> bool:
    """Whether a document is a government's own text in English, and none of the other official sources reads it."""
    if rich_text.form_of(head) == "html/1":
        page = _PAGE_ADDRESS.search(head)
        official = bool(page and _OFFICIAL_HOST.search(host_of(page[1].decode("utf-8", "replace"))))
    else:
        official = rich_text.form_of(head) == "text/1" and is_running_text(head) and _is_official(head)
    return official and not any(source.recognises(name, head) for source in READ_ELSEWHERE)


def _is_official(head: bytes) -> bool:
    text = head.decode("utf-8", "replace")
    if language_of([text]) != "en":
        return False
    header = header_of(text)
    if _OFFICIAL_HOST.search(host_of(header.first(ADDRESS))):
        return True
    lines = [line.strip("#*_ \t\r") for line in text[header.end:header.end + 2000].split("\n") if line.strip()]
    return any(_HEADING.match(line) for line in [header.first(HEADING), *lines[:_LINES]] if len(line) <= 200)


SOURCE: Source = Source(
    name="press_release",
    version=1,
    description="Press releases, readouts, fact sheets, proclamations and orders of governments",
    publisher="governments",
    url="",
    formats=("txt", "md", "html"),
    rendition="document",
    basis="official_words",
    recognises=recognises,
    describe=described,
    parse=claims_in,
    find=found_in,
)
