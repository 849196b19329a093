"""The words by which an answer to a measure is told: what it is called, how far it has come, and what is none."""

from __future__ import annotations

import re

from ingest.text import counts
from ingest.text.scene import IN_CLAUSE

MEASURE = (r"(?:tariffs?|dut(?:y|ies)|levies|sanctions?|ban|bans|measures?|restrictions?|curbs?|controls?|"
           r"listings?|fees?|"
           r"blacklist\w*|retaliation|orders?|actions?|investigations?|imposition|increases?|hikes?|move)")
HAS_MEASURE = re.compile(rf"\b{MEASURE}\b", re.IGNORECASE)
# what an answer that is told as such answers: "is a response to the levies", "came in retaliation for the listing"
ANSWERED = (r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|sanctions?|bans?|curbs?|restrictions?|controls?|entity\s+list|"
            r"blacklist\w*|listings?|hikes?|investigations?|probes?|(?:port|entry|service)\s+fees|trade\s+measures?)")
TRIGGER = re.compile(
    r"\b(?:(?P<predicate>(?:is|was|are|were|as|comes?|came)\s+(?:[\w-]+\s+){0,3}?(?:in\s+)?(?:an?\s+)?(?:\w+\s+)?"
    r"(?:response|retaliation|answer|reprisal|counter-?\s?measure)\s+(?:to|for|against|of)\s+(?:the\s+)?"
    rf"(?={IN_CLAUSE}{{0,170}}?\b{ANSWERED}\b))|(?P<verb>retaliat(?:ed|es|ing|e)|"
    r"(?:(?:answer|respond|counter)(?:s|ed|ing)?|repl(?:y|ies|ied|ying))(?:\s+(?:on\s+)?\w+(?:\s+\d+)?|"
    r"\s+to\s+(?:[\w.'’%-]+\s+){1,6}?(?:tariffs?|duties|levies|sanctions|curbs|ban|"
    r"moves?|measures?|listings?)(?:\s+of\s+(?:the\s+)?[A-Z]\w+(?:\s[A-Z]\w+)?)?)?\s+with\s+"
    r"(?=(?:[\w%.$-]+\s+){0,4}(?:tariffs|duties|levies|sanctions|curbs|controls|measures)\b)|"
    r"(?:fight|fought|hit|hits|hitting|strike|struck)\s+back|"
    r"respond(?:s|ed|ing)?\s+(?:in\s+kind|in\s+turn|with\s+(?:tariffs|measures|duties|its\s+own))|"
    r"responded(?=,\s+\w+ing\b))|"
    r"(?P<noun>retaliation|retaliatory\s+(?:(?:[\w%.]+\s+){0,2}(?:tariffs?|measures?|duties|actions?|list|"
    r"steps|levies))|"
    r"counter-?\s?measures?|counter-?\s?(?:tariffs?|actions?|attack)|countervailing\s+action|"
    r"tit-for-tat\s+(?:tariffs?|duties|measures?|levies)|"
    r"(?:corresponding|reciprocal|resolute|forceful)\s+(?:counter-?)?(?:measures|actions?)|"
    r"(?:all\s+)?necessary\s+(?:counter-?)?measures)|"
    r"(?P<phrase>to\s+counter\s+(?=(?:the\s+)?[\w.'’]+\s+(?:sanctions|tariffs|duties|curbs|blacklist\w*|"
    r"export\s+controls)\b)|^\W*In\s+(?:response|retaliation|return|an?\s+(?:tit-for-tat|retaliatory)\s+"
    r"(?:move|step|response)),|in\s+(?:response|retaliation|answer)\s+(?:to|"
    rf"for|of|against)\s+(?={IN_CLAUSE}{{0,90}}?\b{MEASURE}\b)))",
    re.IGNORECASE)
WORDS = re.compile(r"retaliat|repl|count|(?:fight|fought|hit|hits|hitting|strike|struck)\s+back|respon|answer|"
                   r"tit-for|measures|"
                   r"action", re.IGNORECASE)
CAUSE = re.compile(
    r"(?:\bin\s+(?:response|retaliation|answer)\s+(?:to|for)|\bretaliat\w+(?:\s+measures?)?\s+(?:for|against|"
    r"to|over)|"
    rf"\b(?:response|answer|countermeasures)\s+to)\s+"
    rf"(?!(?:safeguard|protect|defend|uphold|ensure|maintain|preserve|offset|balance|counter)\b)"
    rf"(?P<cause>{IN_CLAUSE}+)", re.IGNORECASE)
SUPPOSED = re.compile(r"\b(?:if|how|should|unless|whether|any\s+country\s+that|"
                      r"warn\w*\s+(?:\w+\s+){0,3}not\s+to|"
                      r"urg\w+\s+(?:\w+\s+){0,4}not\s+to)\b[^,;:]{0,70}$|\bhow\s+[A-Z][^;:]{0,110}$", re.IGNORECASE)
DENIED = re.compile(r"(?:\b(?:not|never|no|without|refrain\w*|avoid\w*|ruled\s+out|instead\s+of|remov\w+|"
                    r"suspend\w*|"
                    r"cancel\w*|lift\w*|end(?:ed|ing)?|withdraw\w*|stop\w*|extend\w*|extension|adjust\w*|"
                    r"reduc\w+|eas(?:e|ed|ing)|allegedly)|n['’]t)\b[^,;:.]{0,45}$",
                   re.IGNORECASE)
EXPECTED = re.compile(r"\b(?:likely|expected\s+to|expects?\s+to|could|(?-i:may)|might|prepar\w+|formulat\w+|"
                      r"consider\w*|ready\s+to|weigh\w*|mull\w*|ponder\w*|options?|"
                      r"risks?|analysts|fear\w*|ignite|trigger|prompt|potential\w*|planning)\b", re.IGNORECASE)
THREATENED = re.compile(r"\b(?:will|would|shall|vow\w*|pledg\w+|promis\w+|hint\w*|threat\w*|warn\w*|forced\s+to|"
                       r"have\s+to|"
                        r"reserves?|'ll|’ll|"
                        r"resolved\s+to|going\s+to)\b", re.IGNORECASE)
ANNOUNCED = re.compile(r"\b(?:announc\w+|(?:waiting|set|scheduled)\s+to|prompt(?:ed|ing)|drew|drawing|unveil\w*|"
                      r"issu(?:e|ed|es|ing)|publish\w*|propos\w+|plan(?:s|"
                       r"ned)?)\b", re.IGNORECASE)
DONE = re.compile(r"\b(?:ha(?:s|ve|d)\s+(?:\w+ly\s+|also\s+|already\s+)?(?:taken|imposed|made|adopted|"
                  r"retaliated|levied|"
                  r"issued|put|announced|begun|hit|slapped|responded)|took|impos(?:ed|ing)|slapp\w+|levied|"
                  r"levying|made|"
                  r"retaliated|responded|raised|carried\s+out|in\s+(?:force|effect))\b", re.IGNORECASE)
LEGAL = re.compile(r"\b(?:lawsuit|sued?|suing|court|complaint|WTO\s+case|"
                   r"dispute\s+settlement)\b", re.IGNORECASE)
TAKEN_BY = re.compile(r"(?:\s+(?:taken|made|adopted|announced|imposed))?\s+by\s+(?:the\s+)?|"
                      r"\s+from\s+(?:the\s+)?|\s+(?:that\s+)?(?:the\s+)?")
ACTS = re.compile(r"\b(?:tak(?:e|es|ing|en)|took|adopt\w*|mak(?:e|es|ing)|made|impos\w+|announc\w+|unveil\w*|"
                  r"issu\w+|"
                  r"introduc\w+|launch\w*|lev(?:y|ied|ying)|respond\w*|slapp\w+|prepar\w+|formulat\w+|carr\w+|"
                  r"implement\w*|resort\w*|hit|as|put|plan\w*|threat\w*|vow\w*|hint\w*|promis\w+|"
                  r"prompt(?:ed|ing)|drew|drawing|pledg\w+)\b[^,;:]{0,45}$", re.IGNORECASE)
TOOK = re.compile(r"\s+(?:that\s+)?(?:the\s+)?[A-Z][\w.]*\s+(?:has\s+|have\s+)?(?:took|taken|made|imposed|"
                  r"announced)\b")
FORCED = re.compile(r"\b(?:was|were|been)\s+forced\s+to\b[^,;]{0,40}$", re.IGNORECASE)
# "hit back at the remarks": an answer to words, in words
AT_WORDS = re.compile(r"\s+(?:at|against)\s+(?:[\w'’.-]+\s+){0,4}(?:remarks?|comments?|claims?|accusations?|criticism|"
                      r"critics|suggestions?|statements?|reports?|allegations?)\b", re.IGNORECASE)
AT_NOBODY = re.compile(r"[^.;]{0,40}?\b(?:on|against)\s+(?:\w+\s+){0,2}(?:countries|nations|partners)\b",
                      re.IGNORECASE)
WEAK = re.compile(r"(?:all\s+)?necessary\s+measures|(?:resolute|reciprocal)\s+actions?", re.IGNORECASE)
CARRIES_OUT = re.compile(r"\s+to\s+(?:suspend|cancel|implement|promote|ensure|fulfil|improve|"
                         r"strengthen)\b", re.IGNORECASE)
TRADE_MEASURE = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|section\s+301|investigation|entity\s+list|"
                           r"blacklist\w*|export\s+"
                           r"(?:controls?|curbs?|restrictions?|destinations?|licen[cs]\w+)|sanctions?|"
                           r"trade\s+war|ban(?:s|ned)?)\b", re.IGNORECASE)
# what is done in answer and is no noun for a measure: "China is investigating imports of dairy"
ACTING = re.compile(r"\b(?:investigat(?:ed|es|ing)|prob(?:ed|es|ing|e)|restrict(?:ed|s|ing)|blacklist(?:ed|s|ing)|"
                    r"(?:suspend|halt|stopp?|bann?|block|curb|limit)(?:ed|s|ing)?\s+(?:\w+\s+){0,3}(?:imports?|"
                    r"exports?|"
                    r"purchases|sales|shipments))\b", re.IGNORECASE)
GOING_ON = re.compile(r"\b(?:is|are)\s+(?:\w+ly\s+|also\s+|now\s+)?\w+ing\b")
WILL_THEY = re.compile(r"\bannounc(?:ed|es|ing)\s+(?:that\s+)?(?:it|they|he|she|(?:the\s+)?(?-i:[A-Z])[\w.]+)\s+"
                       r"(?:will|would)\b[^,;]*$", re.IGNORECASE)
SET = re.compile(r"\s+(?:is|are|was|were)\s+(?:also\s+)?(?:scheduled|set|due|slated|planned)\s+to\s+(?:take|begin|"
                r"start|go|"
                 r"come)\b", re.IGNORECASE)
WILL_START = re.compile(r"\bwill\s+(?:start|begin)\s+(?:implementing|imposing|levying|collecting|"
                       r"applying)\b", re.IGNORECASE)
# "if China does not withdraw its duties, the United States will impose …"
IF = re.compile(r"\b[Ii]f\s+(?:the\s+)?$")
THEN_WILL = re.compile(r"\s+will\s+(?:\w+\s+){0,2}?(?:impos|lev[yi]|rais|increas|retaliat|respond|hit|slap|put|"
                      r"answer)\w*",
                      re.IGNORECASE)
CONDITION = re.compile(rf"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|sanctions?|retaliat\w*|"
                      rf"{counts.NUMBER}\s*%\s+increase|"
                       r"blacklist\w*|export\s+(?:bans?|curbs?|controls?))\b", re.IGNORECASE)
WHICH = re.compile(r",\s+(?:which|who)\s+(?:[\w’']+\s+){0,6}$")
AS_DID = re.compile(r",?\s+as\s+(?:did|has|have|will)\s+(?:the\s+)?$")
ALSO = re.compile(r"\b(?:also|too|likewise)\b", re.IGNORECASE)
ITS = re.compile(r"\b(?:its|their)\s+(?:own\s+)?$", re.IGNORECASE)
AND = re.compile(r"\s*(?:,|and|,\s+and|as\s+well\s+as)\s+(?:the\s+)?")
OF_TWO = re.compile(r"\b(?:between|both)\s+(?:the\s+)?$", re.IGNORECASE)
OWN = re.compile(r"(?:['’]s?)?\s+(?:(?:own|new|the|tariff|recent|planned|\d[\d.%]*)\s+){0,4}$", re.IGNORECASE)
OBJECT = re.compile(r"\b(?:on|against|to|of|from)\s+(?:the\s+)?$", re.IGNORECASE)
SPOKEN = re.compile(r"\b(?:we|our|I)\b", re.IGNORECASE)
