"""Subjects by the parse: whose a verb is, climbing where it has none of its own, and whose a noun is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.text.people import is_role

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """The subject of a verb, climbing to the verb it depends on where it has none of its own."""
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if depth == 0 and is_passive(verb, own):
        return _agent(verb)
    if own:
        return min(own, key=lambda child: abs(verb.i - child.i))
    if depth > 4:
        return None
    if agent := _agent(verb):
        return agent
    head = verb.head
    if verb.pos_ == "NOUN" and depth == 0:
        return owner_of(verb)
    if head.i == verb.i:
        return None
    if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return head if head.pos_ != "NOUN" or is_role(head) else owner_of(head) or subject_above(head, depth)
    if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "prep", "aux", "dep"):
        return subject_of(head, depth + 1) if head.pos_ in ("VERB", "AUX", "ADP", "SCONJ") else \
            subject_above(head, depth)
    return None


def is_passive(verb: Token, subjects: Sequence[Token] | None = None) -> bool:
    """Whether a verb tells of its subject what others say: "Smith was called", "Smith, dubbed “…” by Stone"."""
    if verb.tag_ != "VBN" or verb.lemma_ == "quote":  # who is quoted says it
        return False
    own = [child for child in verb.children if child.dep_ in _SUBJECTS] if subjects is None else subjects
    return any(child.dep_ == "nsubjpass" for child in own) or (not own and verb.dep_ == "acl")


def _agent(verb: Token) -> Token | None:
    """Who a verb's deed is by."""
    for token in verb.subtree:
        if token.i > verb.i and (token.dep_ == "agent" or (token.lower_ == "by" and token.head.pos_ != "VERB")):
            return next((child for child in token.children if child.dep_ == "pobj"), None)
    return None


def subject_above(noun: Token, depth: int = 0) -> Token | None:
    """The subject of the verb that governs a noun: "he issued a statement saying"."""
    token = noun
    for _ in range(9):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return subject_of(token, depth + 1)
    return None


def owner_of(noun: Token) -> Token | None:
    """Whose a noun is: "Smith's claim", "a letter from Smith", "the words of Smith"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and (child.lower_ in ("by", "from") or noun.lower_ == child.head.lower_ == "words"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None
