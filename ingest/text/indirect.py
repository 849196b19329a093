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
from ingest.text.name_lexicon import listed
from ingest.text.reporting import Sentence
from ingest.text.speakers import Speakers

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = ("xcomp", "acl")
_SUBORDINATE = ("relcl", "acl", "advcl", "pcomp", "amod")
_REPORTS = listed("""
say tell announce state declare claim warn argue insist maintain stress reiterate note add confirm deny reject oppose
urge demand threaten accuse condemn denounce criticize criticise vow pledge promise respond reply explain reveal
acknowledge admit underline underscore emphasize emphasise assert contend remark write tweet blame slam blast""")
# verbs whose object is the position itself
_WITH_OBJECT = listed("""
reject deny oppose condemn denounce criticize criticise urge threaten accuse demand blame slam blast""")


def reported(text: str, told: Sequence[Sentence], speakers: Speakers,
             direct: Sequence[Attributed]) -> list[Attributed]:
    """The indirect statements of a text, in order. direct: those found in its quotations."""
    taken = {start for given in direct for start, _ in given.segments}
    found = []
    for number, sentence in enumerate(told):
        said = text[sentence.start:sentence.end].rstrip()
        if said.endswith((":", "?")) or sentence.is_bare(text) or any(q.start in taken for q in sentence.quotes):
            continue
        statement = _reported(sentence, number, speakers)
        if statement:
            found.append(statement)
    return found


def _reported(sentence: Sentence, number: int, speakers: Speakers) -> Attributed | None:
    tokens = [t for start, end in sentence.outside() for t in speakers.words.between(start, end)]
    for verb in sorted(filter(_reports, tokens), key=lambda t: t.dep_ != "ROOT"):
        before = [t for t in tokens if t.i < verb.i]
        source = source_apposed(speakers.words, before) or source_of(speakers.words, verb)
        speaker = speakers.resolve(source, number) if source else None
        if speaker is None or source is None or source.head == verb.i:
            continue
        if speakers.is_public(speaker):
            if speaker.party:
                speakers.spoke(speaker, sentence.start, number)
            return Attributed(speaker, "indirect", (sentence.start, sentence.end), (), verb.lemma_.lower(),
                              "reported", 80)
        if is_strong(verb):
            return None
    return None


def _reports(verb: Token) -> bool:
    """Whether a verb gives somebody's position: a clause hangs on it, or its object is the position itself."""
    lemma = verb.lemma_.lower()
    if lemma not in _REPORTS or not is_cue(verb) or verb.tag_ in ("VB", "VBG") or verb.dep_ in _SUBORDINATE:
        return False
    if any(child.dep_ in ("nsubjpass", "auxpass", "expl") or child.tag_ == "MD" for child in verb.children):
        return False
    if any(child.dep_ == "ccomp" or (child.dep_ in _CLAUSES and child.i > verb.i) for child in verb.children):
        return True
    return lemma in _WITH_OBJECT and any(child.dep_ == "dobj" for child in verb.children)
