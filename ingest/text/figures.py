"""Rates of duty and values of goods in a sentence: which percentages are tariffs, which sums are traded goods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DUTY = (r"(?:tariffs?|(?:customs\s+)?dut(?:y|ies)|levies|levy(?=\s+(?:on|of|against))|surcharges?|"
        r"import\s+tax(?:es)?|"
        r"rates?\s+of\s+duty|ad\s+valorem\s+rates?(?!\s+of\s+dut)|(?<=that\s)rate|"
        r"rates?(?=\s+of\s+\d+(?:\.\d+)?\s?(?:%|percent|per\s+cent)\s+on\s)|"
        r"(?<=[%％]\s)tax(?:es)?(?=\s+on\s+[\w.]+\s+(?:goods|imports|products|exports))|(?<=those\s)rates|"
        r"lev(?:y|ies|ied|ying)(?=\s+an?\s+(?:(?:extra|additional|further)\s+)?\d)|(?<=[%％]\s)levy|"
        r"(?<=percent\s)levy|countermeasures(?=\s+at))")
GOODS = (r"(?:goods|imports?|products?|items|commodit(?:y|ies)|exports?|articles|merchandise|shipments|"
         r"annual\s+trade|"
         r"planes|aircraft|cars|vehicles|steel|aluminum|aluminium|soybeans|agricultural|farm)")
_NUMBER = r"\d+(?:\.\d+)?"
_PERCENT = r"(?:\s?[%％]{1,2}|[-\s](?:percent(?:age[-\s]points?)?|per[-\s]cent|pct)\b)"
_RATE = re.compile(
    rf"(?<![\w.$-])(?:(?P<low>(?:(?<=between\s)|between\s+){_NUMBER}(?:{_PERCENT})?\s+and(?=\s)|"
    rf"{_NUMBER}(?:{_PERCENT})?\s?"
    r"(?:-|–|to))\s?(?=\d))?"
    rf"(?P<rate>{_NUMBER}){_PERCENT}", re.IGNORECASE)
_ADJECTIVES = (r"(?:(?:additional|extra|further|new|punitive|retaliatory|reciprocal|counter|ad\s+valorem|"
               r"import|"
               r"across-the-board|blanket|baseline|universal|global|remaining|tit-for-tat|border|anti-dumping|"
               r"fentanyl|"
               r"secondary|suspended|proposed|planned|steep|counter-?|so-called|US|U\.S\.|American|Chinese|of|"
               r"the|this|"
               r"that|those|these|said|steel|aluminum|rate|its|their|in|and|a|or|rates|tax|new|increased|"
               r"initial|higher|"
               r"fentanyl-related|section\s+\d+|applied|existing|so|as|tariff|over|"
               rf"[a-z][a-z-]+(?=[\s-]{DUTY}))[\"”']?[\s,-]+[\"“']?){{0,6}}")
_DUTY_AFTER = re.compile(rf"[\"”']?[\s-]+[\"“']?{_ADJECTIVES}(?P<duty>{DUTY})", re.IGNORECASE)
_ANOTHER_AFTER = re.compile(r"\s*(?:,|and|or|,\s+or|,\s+and)\s+(?:another\s+|an?\s+)?(?=\d)", re.IGNORECASE)
_DUTY = re.compile(rf"\b{DUTY}\b", re.IGNORECASE)
_AMENDED = re.compile(r"\b(?:sub)?(?:heading|division|chapter|note)s?\b[^;]{0,160}?\b(?P<schedule>HTSUS|"
                      r"Harmonized\s+Tariff\s+"
                      r"Schedule|subchapter\s+\w+|chapter\s+99)\b[^;]{0,160}?\b(?:amended|"
                      r"modified)\s+by\b", re.IGNORECASE)
_THE_RATE = re.compile(r"\bthe\s+rate\b", re.IGNORECASE)
_LEADS_TO_RATE = re.compile(
    r"(?:\b(?:of|at|to|from|up\s+to|between|by|either|is|are|be|was|were|reach(?:es|ed)?|total(?:s|l?ing)?|about|some|"
    r"around|"
    r"as\s+high\s+as|rate\s+of|an?\s+extra|another|additional|insert(?:s|ed|ing)?(?:\s+in\s+(?:its|their)\s+place)?)|"
    r"[:—–])\s*[\"“‘']?(?:an?\s+)?"
    r"(?:additional\s+|extra\s+|further\s+)?$", re.IGNORECASE)
_NOT_THE_RATE = re.compile(
    r"\b(?:after\s+(?:initially|first)|previous(?:ly)?|initially|originally|instead\s+of|up\s+from|down\s+from|"
    r"rather\s+than|compared\s+(?:with|to)|average|effective\s+(?:tariff\s+)?rate|combined|(?:get\w*|pay\w*|"
    r"fac\w+|is|are|to)\s+a\s+total\s+of|"
    r"total\s+up\s+to|already\s+(?:paying|pay)|what\s+they|higher\s+than|below|above|more\s+than\s+tripl\w+|"
    r"snap(?:ping|ped)?\s+back\s+to|revert\s+to)\b[^.;]{0,40}$|"
    # an amendment: "by striking 10% and inserting 20%"
    r"\b(?:strik(?:e|es|ing)|delet(?:e|es|ed|ing)|replac(?:e|es|ed|ing))\s+(?:out\s+)?[\"“‘']?$", re.IGNORECASE)
_FELL_BY = re.compile(
    r"\b(?:reduc|cut|lower|slash|decreas|cancel|canceled|move|moved|bring|brought|down|"
    r"drop)\w*\b[^.;]{0,60}\b(?:by|down)"
    r"\s+(?:a\s+total\s+of\s+)?$|\bdown\s+$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:an?\s+|about\s+|the\s+current\s+)?$", re.IGNORECASE)
_THEN_TO = re.compile(rf"{_PERCENT}?\s+to\s+(?:as\s+much\s+as\s+)?\d", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\b(?:GDP|growth|economy|trade\s+volumes?|production\s+costs?|profits?|votes?|stake|"
                        r"ownership|"
                        r"owned|shares?|sales|prices?|market)\b", re.IGNORECASE)

_SCALE = {"trillion": 1000.0, "billion": 1.0, "bn": 1.0, "b": 1.0, "million": 0.001, "m": 0.001}
_AMOUNT = r"[0-9][0-9,]*(?:[.][0-9]+)?"
_SUM = re.compile(
    rf"(?<![A-Za-z])(?:(?:US\s?)?\$|USD|US\s+dollars)\s?(?P<a>{_AMOUNT})[\s-]?"
    r"(?P<as>trillion|billion|million|bn|b|m)\b|"
    rf"\b(?P<b>{_AMOUNT})[\s-](?P<bs>trillion|billion|million|bn)\s+(?:worth\s+of\s+)?"
    r"(?:(?:U\.?S\.?|American)\s+)?dollars?", re.IGNORECASE)
_OTHER_CURRENCY = re.compile(
    rf"(?:[€£¥]|(?<![A-Za-z])[CA]\$)\s?{_AMOUNT}[\s-]?(?:trillion|billion|million|bn)\b|"
    rf"\b{_AMOUNT}[\s-](?:trillion|billion|million|bn)\s+(?:worth\s+of\s+)?"
    r"(?:euros?|yuan|renminbi|RMB|pounds?|yen|pesos?|rupees?|won|(?:Canadian|Australian)\s+dollars?)\b", re.IGNORECASE)
# "26 billion euros ($28.3 billion)": the text's own conversion
_IN_DOLLARS = re.compile(rf"\s*\(\s*(?:(?:about|around|over|or|roughly|approximately|nearly|some|worth)\s+)*"
                         rf"(?:(?:US\s?)?\$|USD)\s?(?P<n>{_AMOUNT})\s?(?P<scale>trillion|billion|million|bn|b|m)\b[^)]*\)",
                         re.IGNORECASE)
_OF_GOODS_AFTER = re.compile(
    r"(?:[\s-]*(?:\([^)]*\)|worth|in|of|additional|annual(?:ly)?|the|all|[A-Z][\w.’'-]*|imported|other|more|"
    r"made|"
    rf"agricultural|industrial|US|U\.S\.|over|value|from|and|annual|value|roughly|some)){{0,7}}[\s-]*{GOODS}\b")
_WORTH_BEFORE = re.compile(
    r"\b(?:worth|valued\s+at|(?:trade\s+)?value\s+(?:of|at)|covering|target(?:s|ing)|total\s+value|"
    r"hit(?:ting)?|"
    r"tariffs?\s+on|duties\s+on|levies\s+on|those\s+on)\s+(?:an?\s+)?(?:(?:of|further|about|around|approximately|"
    r"roughly|some|"
    r"nearly|"
    r"almost|total\s+of|up\s+to|over|more\s+than|another|the|additional|extra|close\s+to|was|is|at|annual)\s+){0,4}$",
    re.IGNORECASE)
# "imposing up to $10 billion in tariffs": of duties on goods of that value, not of what they bring in
_OF_DUTIES = re.compile(rf"\s+(?:in|of|worth\s+of)\s+(?:[\w-]+\s+){{0,2}}?{DUTY}\b", re.IGNORECASE)
_IMPOSES = re.compile(r"\b(?:impos|slapp?|plac|lev[yi]|announc|threaten|order|put|propos)\w*\s+"
                      r"(?:(?:up\s+to|about|another|around|some|roughly|nearly|as\s+much\s+as|more\s+than|over|"
                      r"at\s+least|new)\s+)*$", re.IGNORECASE)
# "on top of the $50 billion he had already imposed"
_HIT_ALREADY = re.compile(r"\s+(?:that\s+)?(?:he|it|they|she|[A-Z]\w+)\s+(?:had\s+|has\s+|have\s+)?already\s+"
                          r"(?:imposed|taxed|hit|targeted|levied)\b")
_OTHER_SUM = re.compile(
    r"^\s*(?:in|of|worth\s+of)?\s*(?:\w+\s+){0,4}(?:subsid\w+|invest\w+|aid|deficit|surplus|revenue|fines?|"
    r"loans?|"
    r"losses|fund\w*|purchases?|taxes|damages?)", re.IGNORECASE)
_BOUGHT = re.compile(r"\b(?:buy|purchas|deficit|surplus|revenue|imported|invest|subsid|exported|"
                     r"exports(?=\s+(?:more|about|over|some|nearly|around)\s)|sold|losses|"
                     r"reached)"
                     r"\w*\b[^.;]{0,40}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of duty; pct is None for a span of rates. duty: the place of the noun it belongs to."""

    start: int
    end: int
    pct: float | None
    duty: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of goods in billions of US dollars, None in another currency: no rate of exchange is guessed."""

    start: int
    end: int
    billions: float | None


def duties(text: str) -> list[tuple[int, int]]:
    """The places of the words for duties."""
    found = [match.span() for match in _DUTY.finditer(text)]
    schedule = amended(text)
    return [*found, schedule] if schedule and schedule not in found else found


def amended(text: str) -> tuple[int, int] | None:
    """The place of the tariff schedule that a sentence amends; None when it amends none.

    Orders change a rate by "heading 9903.05.11 of the HTSUS is amended by deleting “20%” and inserting “45%”".
    """
    match = _AMENDED.search(text)
    return match.span("schedule") if match else None


def is_earlier(text: str, value: Value) -> bool:
    """Whether a value is that of goods hit before what the sentence tells: "the $50 billion he had already imposed"."""
    return _HIT_ALREADY.match(text, value.end) is not None


def rates(text: str, *, follows: bool = False) -> list[Rate]:
    """The percentages of a sentence that are rates of duty; follows: "the rate" goes on with a duty told before."""
    nouns = duties(text) or ([match.span() for match in _THE_RATE.finditer(text)] if follows else [])
    found: list[Rate] = []
    if not nouns:
        return found
    matches = list(_RATE.finditer(text))
    for position, match in enumerate(matches):
        before = text[max(0, match.start() - 90):match.start()]
        if _NOT_THE_RATE.search(before[-60:]) or _FELL_BY.search(before):
            continue
        changed = _FROM.search(before)
        if changed and re.search(rf"{_PERCENT}\s+from\s+$", before, re.IGNORECASE):
            continue
        if changed and _THEN_TO.match(text, match.end("rate")):
            continue
        duty = _duty_of(text, match, before, nouns, matches[position + 1:])
        if duty is None and found and re.fullmatch(r"\s*(?:,|or|and|,\s+or|"
                                                   r",\s+and)\s+", text[found[-1].end:match.start()]):
            duty = found[-1].duty
        if duty:
            # "from 10 to 25 percent" is a change, "10 to 25 percent" a span
            span = match["low"] and not changed
            found.append(Rate(match.start(), match.end(), None if span else float(match["rate"]), duty))
    return found


def _duty_of(text: str, rate: re.Match[str], before: str, nouns: list[tuple[int, int]],
             later: list[re.Match[str]]) -> tuple[int, int] | None:
    """The noun that a percentage belongs to: behind it, before it, or that of the next percentage."""
    after = _DUTY_AFTER.match(text, rate.end())
    if after:
        return after.span("duty")
    earlier = [noun for noun in nouns if noun[1] <= rate.start()]
    leads = _LEADS_TO_RATE.search(before) or rate[0].startswith("between")
    if earlier and leads and rate.start() - earlier[-1][1] < 170:
        between = text[earlier[-1][1]:rate.start()]
        if not re.search(r"[;]|(?<!\b[A-Z])\.\s", between) and not _ELSEWHERE.search(text[rate.end():rate.end() + 40]) \
                and not _ELSEWHERE.search(between[-60:]):
            return earlier[-1]
    if later and _ANOTHER_AFTER.fullmatch(text, rate.end(), later[0].start()):
        return _duty_of(text, later[0], text[max(0, later[0].start() - 90):later[0].start()], nouns, later[1:])
    if earlier and re.match(r"\s+(?:on|"
                            r"for)\s", text[rate.end():]) and re.search(r"\b(?:and|"
                                                                        r",)\s+(?:another\s+)?$", before):
        return earlier[-1]
    return None


def values(text: str) -> Iterator[Value]:
    """The sums of a sentence that are the value of goods, not purchases, deficits or subsidies."""
    for match in sorted([*_SUM.finditer(text), *_OTHER_CURRENCY.finditer(text)], key=lambda found: found.start()):
        before = text[max(0, match.start() - 60):match.start()]
        converted = _IN_DOLLARS.match(text, match.end()) if match.re is _OTHER_CURRENCY else None
        end = converted.end() if converted else match.end()
        after = text[end:end + 90]
        if _OTHER_SUM.match(after):
            continue
        worth = _WORTH_BEFORE.search(before) or _HIT_ALREADY.match(after)
        of_duties = _OF_DUTIES.match(after) and _IMPOSES.search(before)
        if not worth and not of_duties and (_BOUGHT.search(before) or not _OF_GOODS_AFTER.match(after)):
            continue
        if converted:
            yield Value(match.start(), end, _billions(converted["n"], converted["scale"]))
        elif match.re is _OTHER_CURRENCY:
            yield Value(match.start(), match.end(), None)
        else:
            yield Value(match.start(), match.end(), _billions(match["a"] or match["b"], match["as"] or match["bs"]))


def _billions(number: str, scale: str) -> float:
    """A sum as written in thousand millions: "1,250", "million"."""
    return round(float(number.replace(",", "")) * _SCALE[scale.lower()], 6)
