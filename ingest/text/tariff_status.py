"""What the verbs around a duty make of it: threatened, proposed, announced, in force, suspended or ended."""

from __future__ import annotations

import re

_VERBS = re.compile(
    r"\b(?:(?P<suspended>suspend\w*|suspension|paus\w+|postpon\w+|delay\w*|halt\w*|hold(?:ing)?\s+off|"
    r"held\s+off|froze\w*|"
    r"freez\w+)|"
    r"(?P<ended>cancel\w*|remov\w+|lift(?:s|ed|ing)?|scrap\w*|eliminat\w+|revok\w+|terminat\w+|rescind\w*|"
    r"withdr\w+|"
    r"drop(?:s|ped|ping)?|abolish\w*|roll(?:s|ed|ing)?\s+back)|"
    r"(?P<kept>retain\w*|keep\w*|kept|maintain\w*|remain(?:s|ed|ing)?|leav\w+\s+in\s+place|stay\w*)|"
    r"(?P<proposed>propos\w+|plan(?:s|ned|ning)?|consider\w*|mull\w*|float\w*|draft\w*|weigh\w*|intend\w*)|"
    r"(?P<threatened>threat(?!s\s+of\s+the)\w*|warn(?!ings?\s+(?:from|by|of|against))\w*|vow\w*|pledg\w*)|"
    r"(?P<announced>announc\w+|releas\w+|publish\w*|order\w*|sign(?:s|ed|ing)?|decid\w+|determin\w+|unveil\w*|"
    r"agree\w*|"
    r"said|will|would|shall|going\s+to)|"
    r"(?P<imposed>impos\w+|slapp?\w*|lev(?:y|ied|ying|ies)(?=\s)|put(?:s|ting)?|plac(?:e|ed|es|ing)|enact\w*|"
    r"hit(?:s|ting)?|"
    r"charg\w+|appl(?:y|ies|ied)|implement(?:s|ed|ing)?|rais\w+|increas\w+|hik(?:e|ed|es|ing)|face[sd]?|pay\w*|"
    r"paid|ha(?:ve|s)))\b",
    re.IGNORECASE)
_TOLD = re.compile(r"(?:sa(?:y|ys|id)|tell|told|report\w*|issu\w+|confirm\w*|take|took|takes|effect\w*|begin|"
                   r"began|start\w*|"
                   r"go|goes|went|come|came|carr\w+|launch\w*|be|is|are|was|were|respond\w*|retaliat\w+|"
                   r"modif\w+|amend\w*|"
                   r"chang\w+|adjust\w*|reduc\w+|cut|cuts|lower\w*|halv\w+)", re.IGNORECASE)
_PASSIVE = re.compile(
    r"^[^.;]{0,60}?\b(?:(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?P<verb>suspended|paused|postponed|"
    r"delayed|halted|"
    r"cancell?ed|removed|lifted|scrapped|eliminated|dropped|proposed|retained|announced)|"
    r"(?P<expires>expired?s?))\b", re.IGNORECASE)
_BEGAN = re.compile(r"^[^.;]{0,90}?\b(?:took\s+effect|went\s+ahead|of\s+which\s+(?:is|are|was)\s+imposed|"
                    r"came\s+into\s+(?:force|effect)|went\s+into\s+effect|"
                    r"in\s+(?:force|effect)|"
                    r"have\s+taken\s+effect)\b", re.IGNORECASE)
_TO_BEGIN = re.compile(r"^[^.;]{0,90}?\b(?:(?:will|to|would|set\s+to|due\s+to)\s+(?:take|go|come|start|begin)|"
    r"(?:set|due)\s+to\s+(?:rise|increase)|"
                       r"(?:will|would|(?<!has\s)(?<!have\s)to|shall)\s+be|will\s+"
                       r"(?:increase|rise))\b", re.IGNORECASE)
_CONDITIONAL = re.compile(r"\b(?:[Ii]f|[Uu]nless|[Ss]hould\s+(?:the\s+)?[A-Z]|in\s+case|were\s+to)\b")
_WHETHER = re.compile(r"\b(?:decid|consider|weigh|determin|discuss|debat|stud|review)\w*\s+(?:on\s+)?(?:whether|if)\s+"
                      r"(?:(?:or\s+not\s+)?to|it\s+(?:should|will|would))\b[^.;]{0,60}$", re.IGNORECASE)
_MODAL = re.compile(r"\b(?:could|might|potential|(?-i:may))\b[^.;]{0,60}$", re.IGNORECASE)
_WILL = re.compile(r"(?:\b(?:will|shall|vow\w*|pledg\w*|threat\w*|would\s+(?:\w+\s+)?(?:hit|impose|"
                   r"raise|put|slap|levy|place|charge|"
                   r"increase|add))|['’]ll)\b", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:memorandum|plan|proposal|proposed|list|draft)\b", re.IGNORECASE)
_BOUNDARY = re.compile(r";|:|\b(?:while|but|after|because|since|when|which)\b", re.IGNORECASE)
_HAS_DONE = re.compile(r"\b(?:has|have|had|already|began|begun)\b", re.IGNORECASE)
# "has announced that it will impose"
_TO_COME = re.compile(r"\b(?:has|have|had)\s+(?:\w+ly\s+)?(?:announced|said|decided|ordered)\b[^;]*?\b(?:will|would)\b",
                      re.IGNORECASE)
_IF_CLAUSE = re.compile(r"^.*\b(?:[Ii]f|[Uu]nless)\b[^,]*,")
_RATHER = re.compile(r"\b(?:rather\s+than|instead\s+of|how\s+\w+)\b[^.;,]{0,100}$", re.IGNORECASE)
# "if the states levy …, importers will …": what is only supposed; "if they do …, we will levy" threatens
_SUPPOSED = re.compile(r"\b(?:[Ii]f|[Uu]nless|[Ss]hould)\b(?![^,]*,)(?!.*\b(?:will|would|shall|ll)\b)[^,]*$", re.DOTALL)
# "made good on his threat to impose": done
_CARRIED_OUT = re.compile(r"\b(?:ma(?:de|kes?|king)\s+good\s+on|carr(?:ied|ies|ying)\s+out|follow(?:ed|s|"
                          r"ing)\s+through\s+(?:on|with)|"
                          r"acted\s+on)\s+(?:\w+\s+){0,3}?(?:threats?|pledges?|vows?|promises?|"
                          r"warnings?)(?:\s+to)?", re.IGNORECASE)
# "paused increasing duties": the pause counts, not what is paused
_PUT_OFF = re.compile(r"\b((?:paus|postpon|delay|halt|suspend)\w*)\s+\w+ing\b", re.IGNORECASE)
_STAYS = re.compile(r"[^.;]{0,80}?\bwill\s+(?:remain|stay)\s+in\s+(?:place|force|effect)\b", re.IGNORECASE)
_MEANWHILE = re.compile(r"\b(?:[Dd]uring|[Aa]fter|[Uu]nder|[Aa]mid)\s+(?:the|an?|this|that|their)\s+(?:[\w-]+\s+){0,2}?"
                        r"(?:pause|truce|suspension|delay)\b")
_MOVED = re.compile(r"\b(?:shot\s+up|rose|jumped|soared|climbed|went\s+up|(?:was|were)\s+(?:raised|lowered|"
                    r"cut))\s+to\s*$",
                    re.IGNORECASE)
_SET_TO = re.compile(r"\b(?:set|scheduled|slated|due(?=\s+to\s+(?:be|take|start|begin|rise|go|come|increase|kick|"
                     r"hit|impose)\b))"
                     r"\s+to\b", re.IGNORECASE)
_NEVER = re.compile(r"(?:\b(?:not(?!\s+(?:listed|named|covered|included|only)\b)|never|no|refrain\w*|without|"
                    r"rather\s+than|instead\s+of)\b|"
                    r"n['’]t\b)[^.;]{0,40}$", re.IGNORECASE)


def status_of(text: str, noun: tuple[int, int], focus: tuple[int, int]) -> str | None:
    """The status of the duty whose noun and figure stand at two places; None when it is denied or supposed."""
    first = min(noun[0], focus[0])
    if _STAYS.match(text, noun[1]):
        return "in_force"
    left = _MEANWHILE.sub("", _CARRIED_OUT.sub("imposed", _clause_before(text, first)))
    left = _PUT_OFF.sub(r"\1", left)
    if _MOVED.search(text[min(noun[1], focus[0]):focus[0]]) and not _WILL.search(left):
        return "in_force"
    if _NEVER.search(_IF_CLAUSE.sub("", left)) or _RATHER.search(left) or _SUPPOSED.search(left):
        return None
    right = text[noun[1]:] if noun[1] <= focus[0] else text[focus[1]:]
    verbs = [(match.lastgroup or "", match[0].lower()) for match in _VERBS.finditer(left)]
    kinds = [kind for kind, _ in verbs]
    if "threatened" in kinds[-3:]:
        return "threatened"
    if _WHETHER.search(left):
        return "proposed"
    if _CONDITIONAL.search(left) or (_CONDITIONAL.search(right[:120]) and (
            "announced" in kinds or _WILL.search(left[-60:]))):
        return "threatened" if _WILL.search(text) else None
    if _MODAL.search(left):
        return "proposed" if _PAPER.search(left) else "threatened"
    acting = [kind for kind in kinds if kind in ("suspended", "ended", "kept", "imposed")]
    if acting and acting[-1] in ("suspended", "ended"):
        return acting[-1]
    return _by_passive(right) or _by_verbs(left, right, kinds, acting)


def is_told_by(verb: str) -> bool:
    """Whether a verb is one of deciding, announcing, imposing or ending a duty."""
    return bool(_VERBS.fullmatch(verb) or _TOLD.fullmatch(verb))


def _by_passive(right: str) -> str | None:
    match = _PASSIVE.match(right)
    if not match:
        return None
    if match["expires"]:
        return "ended"
    kind = next(m.lastgroup for m in _VERBS.finditer(match["verb"]))
    return "in_force" if kind == "kept" else kind


def _by_verbs(left: str, right: str, kinds: list[str], acting: list[str]) -> str:
    if (acting and acting[-1] == "kept") or _BEGAN.match(right):
        return "in_force"
    if "proposed" in kinds or re.match(r"\W*(?:plan|proposal)s?\b", right):
        return "proposed"
    done = _HAS_DONE.search(left) and acting and not _TO_COME.search(left)
    if ("announced" in kinds and not done) or _TO_BEGIN.match(right) or _SET_TO.search(left[-60:]):
        return "announced"
    return "in_force"


def _clause_before(text: str, end: int) -> str:
    """The words of the clause up to a place."""
    start, contrast = 0, False
    for match in _BOUNDARY.finditer(text, 0, end):
        start, contrast = match.end(), match[0].lower() in (";", "but", "while")
    return text[start:end] if end - start > 25 or contrast else text[max(0, end - 120):end]
