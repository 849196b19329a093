"""Dated posts of officials on social media: a JSON array or JSON Lines of posts.

The form is that of the archives which researchers pass on (the API of Twitter, version 1.1): `text` or `full_text`,
`created_at`, an id, and the author under `user` or `author`. An archive of one person often names the person in the
file's name alone: then that is where the author comes from, and the claims say so. What the author passed on from
others (`is_retweet`) isn't the author's word and is left out.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from ingest import bundled
from ingest.record_reader import first_record, records_of
from ingest.source import Source
from ingest.text.dates import MONTHS
from ingest.text.found import Found, Mention, Reading, Statement
from ingest.text.places import Places
from ingest.text.published import day_in
from ingest.text.reading import language_of
from kg.claim import Claim, Refusal
from kg.document import Document, is_date
from kg.errors import SourceRefused
from kg.rendition import Rendition

WORDS = ("full_text", "text", "content")
DAY = ("created_at", "date", "posted_at")
AUTHOR = ("author", "user", "username", "screen_name", "account")
_TWITTER_DAY = re.compile(r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>\d\d) [\d:]{8} [+-]\d{4} (?P<year>\d{4})$")
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote the posts, and by which rule that is known."""

    mention: Mention
    rule: str


def recognises(name: str, head: bytes) -> bool:
    """Whether the first record is a post: words, a day, and what only posts have."""
    keys = first_record(name, head).keys()
    return bool(keys & set(WORDS)) and bool(keys & set(DAY)) and bool(
        keys & {"id_str", "retweet_count", "is_retweet", "favorite_count", "replies_count", "reblogs_count"})


def describe(document: Document, rendition: Rendition) -> Document:
    """The document with the day of its newest post."""
    newest = max((_day(record) for record in records_of(rendition).records if isinstance(record, dict)), default="")
    if document.published or not newest:
        return document
    return msgspec.structs.replace(document, published=newest, published_basis="newest row",
                                   media_type="application/json")


def texts(document: Document, rendition: Rendition) -> Iterator[Found]:
    """Each post as a statement of its author. Raises SourceRefused when nothing says who that is."""
    for record in records_of(rendition).records:
        found = _found(document, record)
        if found is not None:
            yield found


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of each post, known from its own day; one without words or a day gives a Refusal."""
    from ingest.text.claims import claims_of

    records = records_of(rendition)
    for index, record in enumerate(records.records):
        found = _found(document, record)
        if found is None and _is_passed_on(record):
            continue
        if found is None:
            yield Refusal(records.lines[index], f"expected a post with words ({', '.join(WORDS)}) and a day "
                                                f"({', '.join(DAY)})")
            continue
        key = next(key for key in WORDS if record.get(key))
        places = Places(record[key], f"/{index}/{key}")
        for claim in claims_of(f"{document.id}/{index}", found, places):
            yield msgspec.structs.replace(claim, known_from=found.reading.published or "")


def _found(document: Document, record: Any) -> Found | None:
    if not isinstance(record, dict):
        return None
    words, day = next((record[key] for key in WORDS if record.get(key)), None), _day(record)
    if not isinstance(words, str) or not words.strip() or not day or _is_passed_on(record):
        return None
    from ingest.text import gazetteer, language
    from ingest.text.stance import addressee_of, stance_of

    author = _author(document, record)
    text = _ADDRESS.sub(lambda found: " " * len(found[0]), words)
    reading = Reading(text, ((0, len(text)),), language_of([text]), "", document.publisher, day, "content")
    names = gazetteer.load()
    doc = language.parse(reading) if reading.language == "en" else language.tokens(reading)
    mentions = names.mentions(doc, reading)
    country = author.mention.country
    said = Statement(
        author.mention, author.mention.name, "direct", (0, len(text)), ((0, len(text)),), country=country,
        stance=stance_of(text, "", ""), addressee=addressee_of(country, mentions, ()), medium="social media",
        rule=author.rule, confidence=author.mention.confidence)
    return Found(reading, mentions, [said])


def _is_passed_on(record: Any) -> bool:
    return isinstance(record, dict) and record.get("is_retweet") is True


def _day(record: dict[str, Any]) -> str:
    given = next((record[key] for key in DAY if record.get(key)), "")
    twitter = _TWITTER_DAY.match(str(given))
    if twitter is None:
        return day_in(str(given))
    month = MONTHS.get(twitter["month"].lower(), 0)
    day = f"{twitter['year']}-{month:02}-{twitter['day']}"
    return day if is_date(day) else ""


def _author(document: Document, record: dict[str, Any]) -> Author:
    from ingest.text import gazetteer

    given = next((record[key] for key in AUTHOR if record.get(key)), None)
    name = next((given[key] for key in ("name", "screen_name", "username") if given.get(key)), "") \
        if isinstance(given, dict) else given
    if isinstance(name, str) and name.strip():
        found = gazetteer.load().resolve(name.strip(), class_hint="Person")
        return Author(Mention(0, 0, "", found.name, found.class_name, found.node, found.country, found.how,
                              found.confidence, found.rivals), "post")
    person = _person_in(document.name)
    if person is None:
        raise SourceRefused(f"expected posts with an author ({', '.join(AUTHOR)}), or the surname of one known "
                            "official in the file's name", document.name)
    return Author(person, "post+author-from-file-name")


def _person_in(name: str) -> Mention | None:
    found = {_surnames()[word] for word in re.findall(r"[a-z]+", name.lower()) if word in _surnames()}
    if len(found) != 1:
        return None
    from ingest.text import gazetteer

    node, full = found.pop()
    office = gazetteer.load().office_of(node, None)
    return Mention(0, 0, "", full, "Person", node, office.country if office else None, "file name", 80)


@functools.cache
def _surnames() -> dict[str, tuple[str, str]]:
    """Ids and names of the registry's persons by surnames that only one of them has."""
    persons = [(record["id"], record["name"]) for document, _ in bundled.documents()
               for record in map(json.loads, document.content.decode().splitlines()) if record.get("class") == "Person"]
    surnames = [name.split()[-1].lower() for _, name in persons]
    return {surname: person for surname, person in zip(surnames, persons, strict=True)
            if surnames.count(surname) == 1 and len(surname) > 3}


SOURCE: Source = Source(
    name="social_posts",
    version=1,
    description="Dated posts of officials on social media",
    publisher="social media, archived by others",
    url="",
    formats=("json", "jsonl"),
    rendition="records/1",
    basis="official_words",
    recognises=recognises,
    describe=describe,
    parse=parse,
    find=texts,
)
