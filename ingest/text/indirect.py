"""What officials, ministries and governments are reported to say without quotation marks.

One statement for each sentence of the reporter, by its first verb of saying; none for a sentence that only leads to a
quotation, none for what experts, companies and papers say, and none that hangs on "according to".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.text.attributed import Attributed
from ingest.text.attribution import source_apposed, source_of
from ingest.text.cues import is_cue, is_strong
from ingest.text.linking import is_of_writing
from ingest.text.name_lexicon import listed
from ingest.text.reporting import Sentence
from ingest.text.speakers import Speakers
from ingest.text.stance import stance_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# "raised concerns about", "expressed its opposition to"
_VOICES = frozenset({"raise", "express", "voice", "convey", "lodge"})
_POSITIONS = listed("""
concern concerns opposition dissatisfaction objection objections protest protests regret support displeasure alarm
outrage disappointment""")
_NO_POSITION = ("neutral", "praise")
_CLAUSES = ("xcomp", "acl")
_SUBORDINATE = ("relcl", "acl", "advcl", "pcomp", "amod")
_REPORTS = listed("""
say tell announce state declare claim warn argue insist maintain stress reiterate note add confirm deny reject oppose
urge demand threaten accuse condemn denounce criticize criticise vow pledge promise respond reply explain reveal
reaffirm acknowledge admit underline underscore emphasize emphasise assert contend remark write tweet blame slam
elaborate blast""")
# verbs whose object is the position itself
_WITH_OBJECT = listed("""
reject deny oppose condemn denounce criticize criticise urge threaten accuse demand blame slam blast
reaffirm reiterate emphasize emphasise stress underscore underline""")


def reported(text: str, told: Sequence[Sentence], speakers: Speakers,
             direct: Sequence[Attributed]) -> list[Attributed]:
    """The indirect statements of a text, in order. direct: those found in its quotations."""
    taken = {start for given in direct for start, _ in given.segments}
    openings = {given.span[0]: given for given in direct if given.mode == "direct"}
    found = []
    for number, sentence in enumerate(told):
        said = text[sentence.start:sentence.end].rstrip()
        if said.endswith((":", "?")) or sentence.is_bare(text) \
                or any(q.start in taken or is_of_writing(text, q) for q in sentence.quotes):
            continue
        statement = _reported(sentence, number, speakers)
        following = openings.get(told[number + 1].start) if number + 1 < len(told) else None
        if statement and not _leads_in(text, statement, following):
            found.append(statement)
    return found


def _leads_in(text: str, given: Attributed, following: Attributed | None) -> bool:
    """Whether a sentence takes no position and only leads to the words of its speaker that follow at once."""
    if following is None or following.segments[0][0] != following.span[0] \
            or not following.speaker.is_same(given.speaker):
        return False
    return stance_of(text[given.span[0]:given.span[1]], "", given.cue) in _NO_POSITION


def _reported(sentence: Sentence, number: int, speakers: Speakers) -> Attributed | None:
    tokens = [t for start, end in sentence.outside() for t in speakers.words.between(start, end)]
    for verb in sorted(filter(_reports, tokens), key=lambda t: t.dep_ != "ROOT"):
        before = [t for t in tokens if t.i < verb.i]
        source = source_apposed(speakers.words, before) or source_of(speakers.words, verb)
        speaker = speakers.resolve(source, number) if source else None
        if speaker is None or source is None or source.head == verb.i \
                or speakers.words.doc[source.head].lower_ == "they":
            continue
        if speakers.is_public(speaker):
            if speaker.party:
                speakers.spoke(speaker, sentence.start, number)
            return Attributed(speaker, "indirect", (sentence.start, sentence.end), (), verb.lemma_.lower(),
                              "reported", 80)
        if is_strong(verb):
            return None
    return None


def _is_subordinate(verb: Token) -> bool:
    """Whether a verb stands in a subordinate clause, itself or as one of several verbs of it."""
    while verb.dep_ == "conj" and verb.head.i != verb.i:
        verb = verb.head
    return verb.dep_ in _SUBORDINATE


def _voices(verb: Token) -> bool:
    """Whether a verb and its object give a position: "raised concerns", "called for restraint"."""
    lemma = verb.lemma_.lower()
    if lemma == "call":
        return verb.i + 1 < len(verb.doc) and verb.nbor().lower_ in ("for", "on", "upon")
    return lemma in _VOICES and any(child.dep_ == "dobj" and child.lower_ in _POSITIONS for child in verb.children)


def _answers_questions(verb: Token) -> bool:
    """Whether a verb only tells that questions were answered: "responded to questions about"."""
    return verb.lemma_.lower() in ("respond", "reply", "answer") \
        and any(token.lower_ in ("question", "questions") for token in verb.doc[verb.i + 1:verb.i + 5])


def _reports(verb: Token) -> bool:
    """Whether a verb gives somebody's position: a clause hangs on it, or its object is the position itself."""
    lemma = verb.lemma_.lower()
    points_out = lemma == "point" and any(child.lower_ == "out" for child in verb.children)
    reports = (lemma in _REPORTS or points_out) and is_cue(verb) and not _answers_questions(verb)
    if not (reports or _voices(verb)) or verb.tag_ in ("VB", "VBG") or _is_subordinate(verb):
        return False
    if any(child.dep_ in ("nsubjpass", "auxpass", "expl") or child.tag_ == "MD" for child in verb.children):
        return False
    if any(child.dep_ == "ccomp" or (child.dep_ in _CLAUSES and child.i > verb.i) for child in verb.children):
        return True
    if _voices(verb):
        return True
    return lemma in _WITH_OBJECT and any(child.dep_ == "dobj" for child in verb.children)
