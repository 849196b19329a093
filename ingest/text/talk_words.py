"""The words by which talks are told: what they are called, whether they were held, and what is no event."""

from __future__ import annotations

import re

from ingest.text import dates

TRADE = re.compile(r"\b(?:trade|tariffs?|economic|commerc\w+|import|export|duties|anti-(?:subsidy|dumping))\b",
                  re.IGNORECASE)
NOUN = r"(?:talks|negotiations?|consultations?|discussions|dialogues?|meetings?|summit)"
TRIGGER = re.compile(
    r"\b(?:(?P<round>(?:(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"\w+teenth|\d+(?:st|nd|rd|th)|"
    rf"latest|next|new|another|last)\s+)?rounds?\s+of\s+(?:[\w-]+\s+){{0,9}}?{NOUN})|"
    # who meets whom, told by a noun: "had a two-hour meeting with"
    rf"(?P<meeting>(?:had|has|have|holds?|held)\s+(?:an?\s+|his\s+|her\s+)?(?:[\w-]+\s+){{0,4}}?{NOUN}\s+with\b)|"
    r"(?P<signing>sign(?:ed|s|ing)?\b[^.;]{0,90}?\b(?:deal|agreement|accord|pact)\b|signing\s+(?:ceremony|"
    r"of\b))|"
    r"(?P<mechanism>establish(?:es|ed|ing)?\s+(?:an?\s+)?(?:[\w.-]+\s+){0,5}?mechanism\b)|"
    # what was agreed where: "the truce reached in Geneva"; or only how often they met: "earlier rounds in Geneva"
    r"(?P<outcome>(?:deal|truce|agreement|reduction|consensus|framework|pact|cease-?fire)\b[^.;,]{0,30}?\b(?:agreed|"
    r"reached|struck|negotiated|concluded|hammered\s+out)\s+(?:(?:up)?on\s+)?(?=in\s+[A-Z])|"
    r"(?:earlier|previous|prior|past)\s+(?:rounds|meetings|talks)\s+(?=in\s+[A-Z]))|"
    r"(?P<call>(?:phone|telephone|video)\s+(?:call|conversation|conference)|spoke\s+(?:\w+\s+){0,3}with\b|"
    r"spoke\s+(?:by|over\s+the|"
    r"on\s+the)\s+"
    r"(?:tele)?phone|virtual\s+meeting|held\s+a\s+call)|"
    rf"(?P<noun>(?:[\w-]+\s+){{0,3}}?{NOUN})|"
    r"(?P<meet>(?:will\s+|to\s+)?meets?\b|met\b))", re.IGNORECASE)
HAPPENS = re.compile(
    r"\b(?:hold|holds|held|holding|engag\w+|restart\w*|resum\w+|beg[iau]n\w*|start\w*|conclud\w+|wrap\w*|took\s+place|"
    r"take[sn]?\s+place|open(?:s|ed)?|"
    r"kick\w*\s+off|schedul\w+|set\s+to|due\s+to|cancel\w*|call(?:ed)?\s+off|postpon\w+|met|meet|meets|"
    r"attend\w*|host\w*|travel\w*|"
    r"arriv\w+|visit\w*|during|at\s+the|after|following|reached\s+(?:in|at)|invit\w+|end(?:ed|s)|launch\w*|"
    r"announc\w+|agreed\s+to|"
    r"implement\w*|outcome|consensus)\b", re.IGNORECASE)
WISH = re.compile(
    r"\b(?:willing\w*|ready|hopes?|hoped|should|want(?:s|ed)?|call(?:s|ed)?\s+(?:for|on)|urg\w+|through|door|"
    r"based\s+on\s+equality|"
    r"seek\w*|if|prefer|no\s+matter|(?<!as\ssoon\sas\s)possib\w+|opposes?|refus\w+|would\s+like|open\s+to|"
    r"need(?:s|ed)?\s+to|"
    r"equal[- ]footed|"
    r"advocat\w+|believ\w+\s+in|rule[ds]?\s+out|wish\w*|desire\w*|any|not|no|never|can|demand\w*|stop)\b|"
    r"n['’]t\b", re.IGNORECASE)
NOT_TRADE = re.compile(r"\b(?:peace|nuclear|climate|military|cease-?fire|board|press|news|regular|"
                       r"annual\s+general|cabinet|staff|"
                       r"committee|public|town\s+hall|ministerial\s+council|G7|G20|NATO|defense|defence|SCO|"
                       r"BRICS)\s+"
                       r"(?:\w+\s+)?(?:talks?|negotiations?|meetings?|summit|conferences?|"
                       r"dialogues?)\b", re.IGNORECASE)
CANCELLED = re.compile(r"\b(?:cancel\w*|called\s+off|call\s+off|scrapp\w*|postpon\w+)\b", re.IGNORECASE)
PROPOSED = re.compile(r"\b(?:propos\w+|invit\w+|suggest\w*|offer\w*|expect\w*|(?-i:may)|might|could|consider\w*|"
                      r"plans?\s+to\s+invite|"
                      r"intention|seek\w*|looking\s+forward|hop(?:e|es|ed|ing))\b", re.IGNORECASE)
COMING = re.compile(r"\b(?:will|shall|set\s+to|scheduled|due\s+to|plan(?:s|ned)?\s+to|are\s+to|is\s+to|"
                    r"upcoming|ahead\s+of|next|"
                    r"to\s+resume|agreed\s+to\s+(?:hold|meet|resume|restart|start|begin|launch|open|enter|continue|"
                    r"establish)|going\s+to|coming|"
                    r"later\s+this)\b",
                   re.IGNORECASE)
# what two sides are bound to, or have behind them, is an event without a day, too
BOUND = re.compile(r"\bagreed?\s+to\s+(?:\w+ly\s+)?(?:restart|resume|hold|continue|begin|start|launch|open|enter)\b"
                   r"[^.;]{0,90}$|\bwill\s+(?:\w+\s+){0,2}(?:hold|engage|resume|restart|start|begin|conduct|enter)\b"
                   r"[^.;]{0,90}$|\b(?:have|has)\s+(?:\w+ly\s+)?(?:held|concluded|completed|wrapped\s+up|conducted)\b"
                   r"[^.;]{0,90}$", re.IGNORECASE)
NAMED_BY_TOWN = re.compile(rf"\s+{NOUN}\b", re.IGNORECASE)  # "the London meeting": where, not who
WITH = re.compile(r"\s+with\s+")
# who comes for a side without a name: "a US delegation", "Indian trade officials"
ENVOYS = re.compile(r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,3}?(?:delegations?|teams?|officials|negotiators?|"
                    r"counterparts?|envoys?|"
                    r"representatives?|ministers?)\b", re.IGNORECASE)
WILL_MEET = re.compile(r"\b(?:will|would)\s+(?:be\s+held|resume|continue|take\s+place|start|begin|meet|hold|"
                       r"host|travel|attend|come|go|visit|fly)\b|\bset\s+to\b|\bto\s+be\s+held\b", re.IGNORECASE)
TRADE_DEAL = re.compile(r"\b(?:trade|phase[ -]one|economic|tariff)\s+(?:\w+\s+){0,3}(?:deal|agreement|accord|"
                        r"pact)\b|"
                        r"\bphase[ -]one\b", re.IGNORECASE)
HEADING = re.compile(rf"\b(?i:trade|economic|tariff)\b[^.;:]{{0,30}}\b(?i:{NOUN}|deal|truce|agreement)\s+in\s+"
                     r"(?P<place>[A-Z]\w+(?:\s[A-Z]\w+)?)")
SPEAKS = re.compile(r"\s*(?::|：|said\b|says\b|respond|answer|told\b|stat(?:es|ed)\b)")
LEADS = re.compile(r"\b(?:led|headed|attended|chaired|represented|between|held|with|by|and)\b[^.;:]{0,60}$",
                  re.IGNORECASE)
TRADE_PEOPLE = re.compile(r"\btrade\s+(?:negotiators?|representatives?|ministers?|chiefs?|envoys?|delegations?)\b",
                         re.IGNORECASE)
HOLDS = re.compile(r"(?:\s+and\s+[^.;]{0,50})?\s+(?:\w+\s+)?(?:held|hold|holds|led|lead|wrapped\s+up|resumed?|"
                   r"concluded|opened|began|attended|started)\b", re.IGNORECASE)
LEADERS_MET = re.compile(r"\b(?:met|held|spoke|meets?|speaks?|hosted|welcomed)\b", re.IGNORECASE)
DEALT_WITH = re.compile(r"\b(?:trade|tariffs?|export\s+controls?|economic\s+(?:practices|relationship|ties))\b",
                       re.IGNORECASE)
NO_OTHERS = frozenset({*dates.WEEKDAYS, "morning", "afternoon", "evening", "talks", "meeting", "round",
                        "negotiations", "governments", "government", "sides", "officials", "delegations", "teams"})
OF_OTHERS = re.compile(r"\b(?:guidance|consensus|call|heads\s+of\s+state)\b", re.IGNORECASE)
SAID = re.compile(r"\b(?:said|told|says|announced)\s+(?:\w+\s+)?(?:on\s+)?$")
AGREED_THEN = re.compile(r"\s+(?:and\s+)?agreed\b")  # "on Monday agreed to": not the day of the talks
AT = re.compile(r"\b(?:in|at)\s+(?:the\s+)?$", re.IGNORECASE)
BOUND_FOR = re.compile(r"\b(?:in|at|to|for|visit\w*|reached|left)\s+$", re.IGNORECASE)
BESIDE = re.compile(r"\s*(?:,|,?\s+and)\s+(?:in\s+)?")
VAGUE_ORDINALS = frozenset({"latest", "next", "new", "another", "last"})
