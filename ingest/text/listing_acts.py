"""Whether a trigger tells of an act of listing, how far that act has come, and who does it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.text import counts, restricted_lists
from ingest.text.found import Mention
from ingest.text.listing_triggers import Trigger
from ingest.text.restricted_lists import NamedList
from ingest.text.scene import Power, Scene, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEGATED = re.compile(r"(?:\b(?:not|never|no\s+plans?|denied|without|stop\s+short\s+of)|"
                      r"n['’]t)\b[^,;]{0,30}$", re.I)
_SPECULATED = re.compile(
    r"\b(?:(?-i:may)|might|could|should|if|unless|whether|calls?\s+(?:for|on)|called\s+(?:for|on)|urg(?:e|es|ed|ing)|"
    r"asks?|asked|risks?|threat\s+of|possib\w+|potential\w*|avoid|fears?|feared|in\s+case|before|rumou?rs?|"
    r"similar\s+to|instead\s+of|ability\s+to|authority\s+to|allows?|enabl\w+|power\s+to|criteria|"
    r"request\w*)\b[^,;.]{0,80}$",
    re.I)
_PLANNED = re.compile(r"\b(?:plan|propos|consider|weigh|mull|intend|look|prepar|seek|"
                      r"draft)\w*\b[^,;]{0,60}$", re.I)
_THREATENED = re.compile(r"\b(?:threaten|warn|vow)\w*\b[^;]{0,60}$", re.I)
_TO_COME = re.compile(r"\b(?:will|would|shall|is\s+to|are\s+to|to\s+be|going\s+to)\b[^,;]{0,40}$", re.I)

# what happens to anybody who …: "Companies are added to the list if", "will start the process of adding them"
_ANYBODY = re.compile(rf"^\W*(?:{counts.GROUPS})\s+(?:(?:can|may|will|could|usually|typically|often|generally)\s+)*"
                      r"(?:are|be|get)\s+$", re.I)
_PROCESS = re.compile(r"\b(?:process|steps?|procedure|policy|practice|risk|way|means)\s+(?:of|for|to)\s+$", re.I)

_GENERAL = re.compile(r"(?:^\W*|\b(?:when|if|that|means?|of)\s+)(?:being|getting)\s+$", re.I)

_THOSE = re.compile(rf"\b(?:the|these|those|all)\s+(?:[\w-]+\s+){{0,4}}(?:{counts.GROUPS})\s+"
                    r"(?:(?:were|are|have|been|being|all|also|newly)\s+)*$", re.I)


_TOLD_OF = re.compile(r"\b(?:to|over|against|for|with|in)\s+(?:the\s+)?$")  # "arms sales to Taiwan"
# "the US firm Alpha was listed": whose firm it is, not who lists it
_OF_A_FIRM = re.compile(rf"\s+(?:[a-z-]+\s+){{0,3}}?(?:{counts.GROUPS}|company|firm|entity|organi[sz]ation|giant|"
                        rf"maker)\b")


def founds(scene: Scene, sentence: Sentence, trigger: Trigger) -> bool | None:
    """Whether the trigger tells of an act; False: it only describes who is listed; None: it is something else."""
    token = scene.token(sentence, trigger.start)
    if token is None:
        return None
    if re.search(r"\b(?:that|which|who)\s+(?:have|has|had|were|was|are|is)\s+(?:already\s+)?been\s+$|"
                 r"\bnumber\s+of\b[^,;]{0,60}$", sentence.words(sentence.start, trigger.start)) \
            and not re.search(r",\s*which", sentence.words(sentence.start, trigger.start)):
        return None
    stative = token.dep_ in ("acl", "amod") and not trigger.passive
    if trigger.style == "verb" and trigger.passive:
        helpers = {child.lower_ for child in token.children if child.dep_ == "auxpass"}
        stative = not helpers and token.dep_ in ("acl", "amod")
        return not (stative and token.lemma_.lower() in ("list", "include", "name"))
    if trigger.style == "blacklist":
        return _blacklisted(token, trigger)
    if trigger.style in ("ban", "sanction"):
        return None if token.pos_ == "NOUN" or token.dep_ == "amod" else _agent_acts(sentence, trigger)
    return not (stative and trigger.style == "verb" and token.lemma_.lower() in ("list", "include", "name"))


def _blacklisted(token: Token, trigger: Trigger) -> bool | None:
    if token.dep_ in ("amod", "compound") or (
            token.pos_ in ("NOUN", "PROPN", "ADJ") and token.lower_ != "blacklisting"):
        return False
    return trigger.passive or any(child.dep_ in ("dobj", "obj", "prep", "nsubjpass") for child in token.children)


def is_general(left: str) -> bool:
    """Whether the words in front of the verb make it no act but what such an act means: "Being added to the list"."""
    return bool(_GENERAL.search(left) or _ANYBODY.search(left) or _PROCESS.search(left))


def speaks_of_those(left: str) -> bool:
    """Whether those who are listed were spoken of before: "The six remaining companies", "These firms were"."""
    return bool(_THOSE.search(left))


def _agent_acts(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether an authority is the subject of an active ban or sanction in the past or perfect."""
    acting = any(power.end <= trigger.start and power.kind != "adjective" for power in sentence.powers)
    if trigger.passive or not acting:
        return False
    return bool(re.search(r"ed$|ing$|s$|\bon$|against$", sentence.words(trigger.start, trigger.end)))


def status(left: str) -> str | None:
    """What the words in front of the verb make of it; None for what is denied, asked for or only imagined."""
    clause = left[-160:]
    if _NEGATED.search(clause):
        return None
    if _THREATENED.search(clause):
        return "threatened"
    if _PLANNED.search(clause):
        return "proposed"
    if _SPECULATED.search(clause):
        return None
    return "announced" if _TO_COME.search(clause) else "done"


def list_meant(scene: Scene, sentence: Sentence, trigger: Trigger) -> NamedList | None:
    """The list that "the list" or "this list" stands for: the one named last, here or up to three sentences before."""
    if not re.search(r"\b(?:the|this|that)\s+(?:\w+\s+)?list$", sentence.words(trigger.start, trigger.tail), re.I):
        return None
    texts = [sentence.words(sentence.start, trigger.start), *(s.text for s in scene.before(sentence, 3))]
    for text in texts:
        named = [found for found in restricted_lists.find(text) if found.name]
        if named:
            return named[-1]
    return None


def keeper_of(trigger: Trigger, agency: Mention | None, sentence: Sentence) -> NamedList | None:
    """The list meant where an American agency adds to "its export control list", the Chinese list's name; else None.

    The Commerce Department keeps the Entity List, which the press also calls so.
    """
    listed = trigger.target_list
    if listed is None or listed.name != "Export Control List" or agency is not None or trigger.passive:
        return None
    acting = [p for p in sentence.powers if p.end <= trigger.start and p.kind != "adjective"]
    if not acting or acting[-1].kind != "agency" or acting[-1].country != "US":
        return None
    is_commerce = re.search(r"Commerce|Industry\s+and\s+Security", acting[-1].mention.name)
    return replace(listed, name="Entity List" if is_commerce else None, country="US")


def lister(scene: Scene, sentence: Sentence, trigger: Trigger) -> tuple[Mention | None, Power | None]:
    """The agency and the country that act: the nearest in front of the verb, else behind "by"."""
    listed = trigger.target_list
    owner = [p for p in sentence.powers if listed and trigger.end <= p.start and p.end <= listed.start
             and listed.start - p.end < 25]
    before = [p for p in sentence.powers if p.end <= trigger.start and p.kind != "adjective"
              and not (trigger.passive and _OF_A_FIRM.match(sentence.words(p.end, sentence.end)))]
    after = [p for p in sentence.powers if p.start >= trigger.end
             and re.search(r"\bby\s+(?:the\s+)?$", sentence.words(sentence.start, p.start))]
    if not (listed and listed.country):
        before = [p for p in before if not _TOLD_OF.search(sentence.words(sentence.start, p.start))] or before
    acting = after if trigger.passive and after else before or after
    if not acting and not owner:
        acting = [p for previous in scene.before(sentence, 1) for p in previous.powers if p.kind == "agency"]
    power = owner[-1] if owner else acting[-1] if acting else None
    if trigger.target_list and trigger.target_list.country:
        acting = [p for p in acting if p.country == trigger.target_list.country]
    elif power:
        acting = [p for p in acting if p.country == power.country]
    agency = next((p.mention for p in reversed([*owner, *acting]) if p.kind == "agency"), None)
    if agency is None:
        agency = next((p.mention for p in reversed(acting) if p.mention.class_name == "Government"), None)
    return agency, power
