"""Chronologies of a trade war, one event a record: the bundled one and a user's own."""

from ingest.chronology.reading import SOURCE, parse
from ingest.chronology.record import EventRecord

__all__ = ["SOURCE", "EventRecord", "parse"]
