"""What was found in a text, as claims: each with the words of the text that say so.

Events and statements are nodes of their document; the same-event layer joins the reports of one event. An event
hangs on the sentence that tells it, so a better rule elsewhere in the text doesn't change its id. What a status means
for a claim: done, held and in force are asserted; announced and scheduled are announced; proposed and expected are
expected; threatened is a `Threat`; cancelled is denied.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.text import gazetteer
from ingest.text.answers import Answers
from ingest.text.event_claims import EventClaims
from ingest.text.found import Found
from ingest.text.nodes import Nodes
from ingest.text.places import Places
from ingest.text.statement_claims import StatementClaims
from kg.claim import Claim

# what is worth a node though nothing else is said of it
KNOWN = frozenset({"Company", "Institution", "Agency", "Person", "Official", "Organization", "RestrictedList"})


def claims_of(series: str, found: Found, places: Places | None = None) -> Iterator[Claim]:
    """All claims of one text.

    series: what makes the ids of its own nodes, as a rule the document's id. places: for a text that is a cell or a
    record; by default the characters of the whole rendition.
    """
    where = places or Places.of(found.reading)
    nodes = Nodes(series, where, gazetteer.load(), found.mentions)
    for mention in found.mentions:
        if mention.node and not mention.rivals and mention.class_name in KNOWN and mention.how != "nationality":
            nodes.known(mention)
            yield from nodes.drain()
    events = EventClaims(nodes, found)
    yield from events.all()
    yield from StatementClaims(nodes, found, events.told, where.masked or found.reading.text).all()
    yield from Answers(nodes, found, events.told).all()
