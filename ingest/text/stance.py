"""What a statement does (accuses, rejects, threatens, urges, announces, praises), to whom, and through what medium.

Codes are event types of PLOVER (Political Language Ontology for Verifiable Event Records, Halterman et al. 2023).
A threat counts wherever it stands; of blame and rejection the first; of what remains the strongest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ingest.text.found import Mention

# announcing and describing have no type of their own in PLOVER
PLOVER = {"threaten": "THREATEN", "accuse": "ACCUSE", "reject": "REJECT", "urge": "REQUEST", "praise": "SUPPORT"}

_STATES = ("Region", "Government", "Agency", "Person", "Official")
_CUE_STANCE = {
    "threaten": "threaten", "vow": "announce", "accuse": "accuse", "blame": "accuse", "condemn": "reject",
    "denounce": "reject", "slam": "accuse", "blast": "accuse", "criticize": "accuse", "criticise": "accuse",
    "reject": "reject", "deny": "reject", "dismiss": "reject", "oppose": "reject", "refute": "reject",
    "urge": "urge", "demand": "urge", "request": "urge", "appeal": "urge", "encourage": "urge", "implore": "urge",
    "announce": "announce", "declare": "announce", "pledge": "announce", "promise": "announce", "confirm": "announce",
    "praise": "praise", "hail": "praise", "welcome": "praise", "applaud": "praise", "thank": "praise",
    "celebrate": "praise", "mock": "accuse", "call on": "urge",
}

_WORDS = tuple((stance, re.compile(pattern, re.I)) for stance, pattern in (
    ("threaten", r"\b(?:will|would|shall|[’']ll|to) (?:\w+ ){0,2}(?:retaliate|respond|hit back|fight back"
                 r"|take (?:\w+,? ){0,5}(?:counter-?measures|measures|steps))"
                 r"|\bfight to the end|\bpay (?:\w+ ){1,3}price|\bserious consequences|\bbear (?:all|the) (?:\w+ )?"
                 r"consequences|\bat (?:its|their|your) own peril|\breserves? the right to|\bnever sit (?:idly )?by"
                 r"|\bcorresponding measures|予以反制|必要的?措施|坚决反制|奉陪到底|承担一切后果|后果自负|自食恶果"
                 r"|勿谓言之不预"
                 r"|付出代价|(?:将|必将|势必|不得不)[^。，；]{0,14}(?:反制|回击|反击|报复)|绝不会?坐视"),
    ("accuse", r"\bviolat\w+|\bundermin\w+|\binterfer\w+|\bbull(?:y|ies|ying)\b|\bcoerc\w+|\bbrutal\w*|\brepress\w*"
               r"|\bsuppress\w*|\boppress\w*|\bsteal\w*|\bstole\b|\btheft\b|\bsmear\w*|\bhegemon\w*|\bunfair\w*"
               r"|\babus\w+"
               r"|\bblackmail\w*|\bprovo(?:ke|cation)\w*|\bevil\b|\bunilateralis\w+|\bprotectionis\w+|\bespionage"
               r"|\bthreat(?:s)? (?:to|posed)|\bpos(?:e|es|ing) an? (?:\w+ ){0,3}(?:risk|threat)|\bcyber ?attacks?"
               r"|\bstarted (?:by|this)|\bdespicable|\bsell(?:ing)? out|\bsold out|\bweaponi[sz]\w+|\billegal\w*"
               r"|\bdouble standards?|\bgrave(?:ly)?\b|\bcheat\w*|\bmanipulat\w+|\bdump(?:ing|ed)\b"
               r"|\bvulnerabilit\w+"
               r"|\bcomplicit\w*|\bpretexts?\b|\bgroundlessly\b|\bwantonly\b"
               r"|\bripp(?:ed|ing) (?:\w+ ){0,3}off\b|\btak(?:en|ing|es?) advantage of|\bshift\w* (?:\w+ )?blame"
               r"|\bchip(?:s|ped|ping)? away at|\bflip-?flopp\w+|\bback-?(?:pedal|track)\w*|\bunprovoked\b"
               r"|\bdamag(?:es?|ing)\b"
               r"|\bfail(?:s|ed|ure)? to (?:honou?r|live up|keep|uphold)|\bhacking\b|\bmilitary apparatus"
               r"|违反|霸凌|霸道|霸权|单边主义|保护主义|打压|抹黑|干涉|极限施压|讹诈|欺凌|背信弃义|出尔反尔|反复无常"
               r"|歧视性"
               r"|滥用|泛化国家安全|长臂管辖|遏制|污蔑|诬蔑|造谣|不公平|倒打一耙|窃密|破坏|损害|背离|挑起|挑衅|胁迫"
               r"|捏造|谎言|无端|侵犯|双重标准"),
    ("reject", r"\boppos(?:e|es|ed|ition)\b|\breject\w*|\bgroundless\b|\bbaseless|\bsenseless|\bunfounded|\bunlawful"
               r"|\bcondemn\w*|\bden(?:y|ies|ied)\b|\bunacceptable|\bnot (?:the way|accept|true)\b|\bwon't accept"
               r"|\bnever accept|\bfabricat\w+|\bfalse\b|\blies\b|\bwrong\b|\bunjust\w*|\bunwarranted|\bsingled out"
               r"|\bregret\w*|\bdisappoint\w*|\bcounterproductive|\bnot (?:work|help)\b|\bno winners?\b|\bnonsense"
               r"|\bmeaningless|\bhurt(?:s|ing)?\b|\bpenali[sz]\w+|\bharm\w*|\bsqueezed\b|\bignore it\b"
               r"|\bnot (?:\w+ )?consistent with (?:the )?facts?\b|\bmore expensive\b|\bdissatisf\w+"
               r"|反对|不满|毫无根据|没有根据|不可接受|不接受|不认可|拒绝|驳斥|不属实|无稽之谈|纯属|失望|遗憾"
               r"|没有赢家|损人害己"
               r"|解决不了任何问题|没有出路|不怕打|不得人心|错误做法"),
    ("urge", r"\burges?\b|\burging\b|\bcalls? (?:on|upon|for)\b|\bcalled (?:on|upon|for)\b|\brethink\b"
             r"|\bshould (?:stop|immediately|abandon|refrain|respect|work|return|correct|cease|lift|remove|cancel"
             r"|withdraw|rethink|make)|\bmust (?:stop|cease|end|make|correct|respect)"
             r"|\b(?:we|china|beijing) (?:hopes? the|demands?|requires? the) "
             r"|\bneeds? to (?:make|stop|come)|\bplease\b|\bcorrect (?:its|their) (?:wrong|mistake)\w*"
             r"|敦促|要求|呼吁|奉劝|希望美|希望[^，。；]{0,4}方|应当?(?:立即|尽快|停止|取消|纠正|遵守|尊重)|立即停止"
             r"|改弦更张"),
    ("announce", r"\b(?:we|i)(?:'ll|’ll| will| have decided| are going to| shall)\b"
                 r"|\bwill (?:be |now )?(?:impose|allow|add|ensure|continue|increase|raise|begin|take effect|suspend"
                 r"|lift|require|launch|resume|buy|purchase|enact|hold|visit|submit|implement)\w*"
                 r"|\bha(?:s|ve) (?:decided|agreed|added|imposed|launched|reached)"
                 r"|\beffective (?:from|immediately|on)\b|\bwe require\b|\bis looking to\b|\bwas looking to\b"
                 r"|\bwould (?:impose|enact|add|raise|begin|go through)\b|\bthis action will\b"
                 r"|我们?将|决定|自.{1,20}起|暂停|批准|宣布|将于|将会?(?:举行|访问|出席|发布|公布|实施|赴)"),
    ("praise", r"\bprais\w+|\bcongratulat\w+|\bthank(?:s(?! to)|ed)?\b|\bwelcom(?:e|es|ed)\b"
               r"|\bgreat (?:deal|day|progress|win)"
               r"|\bgrateful\b|\b(?:fully|strongly) supports?\b|\bGod bless\b|\bpositive impact"
               r"|\bhistoric\b|\bmomentous|\btremendous|\bapplaud\w*|\bvery (?:good|productive|successful)"
               r"|\bsubstantial progress|\bwonderful\b|\bfantastic\b|赞赏|祝贺|感谢|高度评价|积极评价|表示欢迎"),
))

_ORDER = ("threaten", "accuse", "reject", "urge", "announce", "praise")
_OPPOSES = re.compile(r"\b(?:oppos|reject)(?:e|es|ed|s|ing)?\b", re.I)
_CALLS_ON = re.compile(r"\bcall(?:s|ed|ing)? (?:on|upon)\b", re.I)
_DEMANDS = re.compile(r"\b(?:urges?|call(?:s|ed)? (?:up)?on)\b|敦促|呼吁|奉劝")
_MARKS = re.compile(r"[\"“”«»]")
_SENTENCES = re.compile(r"(?<=[.!?。；])[\"”’']?\s+(?![a-z])|(?<=[。！？；])[”’」]?")

_MEDIA = (
    (re.compile(r"\b(?:press|news) (?:conference|briefing)|\b(?:daily|regular) briefing|\bbriefing\b", re.I),
     "press conference"),
    (re.compile(r"\b(?:on|via) (?:Twitter|X)\b|\b(?:re)?tweet(?:s|ed|ing)?\b", re.I), "Twitter"),
    (re.compile(r"\b(?:on|via|in a) (Truth Social|Facebook|Weibo|WeChat|Instagram)\b", re.I), None),
    (re.compile(r"\b(?:in|according to) an? (?:\w+ ){0,3}(statement|letter|interview|speech|e-?mail|report|op-ed|filing"
                r"|memo|notice|note|post|video|editorial|address|commentary|article|announcement)\b", re.I), None),
    (re.compile(r"\b(?:on|through) (?:its|his|her|their) (website|blog|account)\b", re.I), None),
    (re.compile(r"\b(statement)\b"), None),
    (re.compile(r"\btold (?:reporters|journalists)\b", re.I), "remarks to reporters"),
    (re.compile(r"\btold (?:the )?(?:[A-Z][\w.]+ ){0,3}(?:News|Times|Post|Journal|Xinhua|CNBC|CNN|Fox)\b"
                r"|\btold (?:Reuters|Xinhua|CNBC|CNN|Bloomberg|AFP)\b"), "interview"),
)


def stance_of(said: str, around: str, cue: str) -> str:
    """The stance of a statement: a threat in any of its sentences, else its first blame or rejection.

    said: the speaker's words (of an indirect statement: the sentence). around: the reporter's own words. cue: the
    lemma of the verb of saying, or "".
    """
    said = _MARKS.sub("", said)
    by_cue = "urge" if _CALLS_ON.search(around) else _CUE_STANCE.get(cue)
    found = [_of_sentence(sentence) for sentence in _SENTENCES.split(said)]
    if "threaten" in (by_cue, *found):
        return "threaten"
    first = next((stance for stance in found if stance in ("accuse", "reject")), None)
    if first or by_cue:
        return first if by_cue in (None, "announce") and first else by_cue or "neutral"
    return min((s for s in found if s), key=_ORDER.index, default="neutral")


def _of_sentence(said: str) -> str | None:
    """The strongest stance of one sentence; what somebody opposes is named, not blamed on the addressee."""
    demand = _DEMANDS.search(said)
    if demand:  # what the other side is to stop isn't blamed once more
        said = said[:demand.end()]
    found = {stance for stance, pattern in _WORDS if pattern.search(said)}
    if "accuse" in found and _OPPOSES.search(said):
        found.discard("accuse")
    return min(found, key=_ORDER.index, default=None)


def addressee_of(own: str | None, said: Iterable[Mention], around: Iterable[Mention]) -> str | None:
    """The country that a statement speaks to or of: the one most named in the words, else around them, not the
    speaker's own; companies don't stand for their countries. None when there is none."""
    for mentions in (said, around):
        named = [m.country for m in mentions if m.country and m.country != own and m.class_name in _STATES]
        if named:
            counted = Counter(named)
            return max(counted, key=lambda code: (counted[code], -named.index(code)))
    return None


def medium_of(around: str) -> str | None:
    """Where the words were given, as the reporter's own words say it; None when they don't."""
    for pattern, medium in _MEDIA:
        found = pattern.search(around)
        if found:
            return medium or found.group(1).lower()
    return None
