"""Who is named in a notice: `中文名（English Name）` in an annex or in the sentence that decides, and bare items.

Brackets are full or half width, also mixed; items are numbered by 一、 or （一） or 1. or stand in a line of prose.
An annex goes before the sentence, whose names are often only the first of many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.cn_notice.authorities import COUNTRIES, ENGLISH
from ingest.cn_notice.notice import Target
from ingest.text.found import Span

_NUMERAL = r"[一二三四五六七八九十百]{1,4}"
_ITEM = re.compile(rf"[\s\u3000|*-]*(?:{_NUMERAL}、|[（(](?:{_NUMERAL}|\d{{1,3}})[）)]|\d{{1,3}}[.．、])[\s\u3000]*")
_BREAK = re.compile(r"[、，。；：:;\n）)]")
_OPENS = re.compile(r"(?:决定|拟)[^。；（(]{0,20}?[将对](?!外)|[将对](?=[^。；]{1,200}?(?:列入|移出|采取|启动))(?!外)")
_CLOSES = re.compile(r"等(?:后附|\d|[一二两三四五六七八九十]+[家名个]|[家名个])|后附|列入|采取|移出|启动|"
                     r"针对|涉嫌|进行|[，。；：\n]")
_MODIFIER = re.compile(r"^.*(?:的|以下|上述)")
_GENERAL = re.compile(r"\d+[家名个]|有关|相关|负责人|高级管理人员|^(?:美国)?(?:军工)?(?:企业|机构|人员|实体)|及其")
_TWO = re.compile(r"(?<=公司)(?:以及|和|及|与)|(?<=集团)(?:以及|和|及|与)")
_JOINED = re.compile(r"^(?:以及|和|及|与|或)")
_GENDER = re.compile(r"[，, ]*(?P<gender>男|女)(?=[，,。；、\s]|$)[，, ]*(?P<title>[^\n。；（(]*)")
_COMPANY = re.compile(r"(?:公司|集团|企业|株式会社|合伙|银行)$")
_COMPANY_ENGLISH = re.compile(
    r"\b(?:Inc|LLC|Corp|Corporation|Ltd|Limited|Co|Company|L\.?P|GmbH|AG|Industries|plc)\b\.?", re.IGNORECASE)
_BODY = re.compile(r"(?:大学|学院|学校|研究所|研究院|委员会|图书馆|基金会|"
                   r"协会|联盟|中心|实验室|项目|理事会|议会|大会|组织|机构|机关|部|局|署)$")
_OFFICE = re.compile(
    r"^.*(?:董事长|董事会主席|理事长|主席|会长|社长|院长|校长|所长|局长|部长|州长|市长|秘书长|主任|执行官|行政官|"
    r"财务官|运营官|技术官|发展官|总裁|总经理|经理|总监|董事|议员|议长|顾问|创始人|负责人|研究员|教授|专员|发言人|代表|主编|律师|司令|大使)(?=.{2})")
_QUOTED = re.compile(r"^[“\"](?P<inner>[^”\"]+)[”\"]$")
_HEADING = re.compile(rf"\n[\s\u3000]*(?:{_NUMERAL}、)?(?P<what>[^\n（(。，]{{1,16}})"
                      r"(?:[（(][^\n）)]*[）)])?[ \t\u3000：:]*(?=\n)")
_GROUP = re.compile("(?:美国|日本|加拿大|相关|有关|外国|军工|国防|"
                    "机构|企业|公司|实体|组织|及其?|和|与|高级|管理|人员|个人|人士|官员|负责人)+")
_ANNEX = re.compile(
    r"\n[\s\u3000#*]*(?:附件[一1]?[ ]?[:：]?[ \t\u3000]*(?=\n)|"
    r"(?:[^\n，。：:《》（(]{0,30})(?:清单|名单|名录)[ \t\u3000*]*(?=\n))")
_COMMA = re.compile(r",(?!\s*(?:Inc|LLC|Ltd|L\.|Co\b|Corp|Limited))")
_BLANK = " \u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_STOPS = re.compile(r"[；。]|措施|附件|年.*月.*日|清单|名单|公告")
_KINDS = (("Person", re.compile("人员|个人|人士|官员|议员")), ("Company", re.compile("企业|公司")),
          ("Organization", re.compile("机构|组织|实体|单位")))


def targets_of(text: str, decision: Span) -> list[Target]:
    """Everybody whom the notice hits, in order, each once."""
    annex = annex_of(text)
    found = [] if annex is None else [*_in_annex(text, annex)]
    found = found or [*_lines(text, decision[1])] or [*_inline(text, decision)]
    return [*{(target.english or target.chinese).casefold(): target for target in reversed(found)}.values()][::-1]


def annex_of(text: str) -> Span | None:
    """Where the annex with the names stands, None without one: from its heading to the end."""
    body = text.find("。")
    for found in _ANNEX.finditer(text, max(body, 0)):
        if _ITEM.match(text, found.end()) or _bracketed(text, (found.end(), len(text))) is not None:
            return found.end(), len(text)
    return None


def kind_of(words: str) -> str:
    """Class that a heading or a noun gives to those named under it, "" for none."""
    return next((name for name, pattern in _KINDS if pattern.search(words)), "")


def _in_annex(text: str, annex: Span) -> Iterator[Target]:
    kind, at = "", annex[0]
    for line in text[annex[0]:annex[1]].split("\n"):
        span = (at, at + len(line))
        at = span[1] + 1
        named = [*_pairs(text, span, kind)]
        heading = _HEADING.match(f"\n{line}\n")
        item = _ITEM.match(line)
        if named:
            yield from named
        elif heading and _GROUP.fullmatch(heading["what"]):
            kind = kind_of(heading["what"])
        elif item and line[item.end():].strip() and not _STOPS.search(line):
            yield _target(line[item.end():].split("，")[0], "", line, span, kind)


def _lines(text: str, start: int) -> Iterator[Target]:
    """Numbered lines with a name in two languages, below a decision that names nobody."""
    at = start
    for line in text[start:].split("\n"):
        if _ITEM.match(line) and "。" not in line:
            yield from _pairs(text, (at, at + len(line)), "")
        at += len(line) + 1


def _pairs(text: str, span: Span, kind: str) -> Iterator[Target]:
    """The names with their English form in brackets, between two places."""
    item = _ITEM.match(text, *span)
    at = begin = item.end() if item else span[0]
    while (bracket := _bracketed(text, (at, span[1]))) is not None:
        start, end, written = bracket
        breaks = [begin, *(found.end() for found in _BREAK.finditer(text, begin, start))]
        first = breaks[max(0, len(breaks) - 1 - _enumerated(written))]
        if text[first:start].strip():
            yield _target(text[first:start], written, text[end:_end_of_line(text, end)], span, kind)
        at = begin = end


def _inline(text: str, decision: Span) -> Iterator[Target]:
    """The names in the deciding sentence: between 将 or 对 and the verb, with or without an English form."""
    opening = _OPENS.search(text, *decision)
    if opening is None:
        return
    at, pieces = opening.end(), []
    closing = _CLOSES.search(text, at, decision[1])
    last = closing.start() if closing else decision[1]
    while (bracket := _bracketed(text, (at, decision[1]))) is not None and bracket[0] <= last:
        start, end, written = bracket
        names = text[at:start].split("、")
        whole = len(names) - min(len(names), 1 + _enumerated(written))
        pieces += [(name, "") for name in names[:whole]] + [("、".join(names[whole:]), written)]
        at = end
        closing = _CLOSES.search(text, at, decision[1])
        last = closing.start() if closing else decision[1]
    pieces += [(name, "") for name in text[at:max(at, last)].split("、")]
    for piece, written in pieces:
        name = _JOINED.sub("", _MODIFIER.sub("", piece.strip()))
        for part in [name] if written else _TWO.split(name):
            if part.strip() and (written or not _GENERAL.search(part)):
                yield _target(part, written, "", decision, "")


def _enumerated(english: str) -> int:
    """How many enumeration commas a name has in Chinese: those of the English one, but for legal forms."""
    enumerates = "&" in english or " and " in english
    return len(_COMMA.findall(english)) if enumerates else 0


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _bracketed(text: str, span: Span) -> tuple[int, int, str] | None:
    """The next brackets with a name in Latin letters: where they begin and end, and the name."""
    start = span[0]
    while (found := re.compile("[（(]").search(text, start, span[1])) is not None:
        depth, end = 1, found.end()
        while end < span[1] and depth:
            depth += (text[end] in "（(") - (text[end] in "）)")
            end += 1
        inner = re.sub(r"^(?:英文名?称?|原文)[:：]?\s*", "", text[found.end():end - 1].strip(_BLANK)).strip(_BLANK)
        if not depth and re.match(r"[A-Za-z0-9À-ž“\"]", inner) and re.search(r"[A-Za-z]{2}|^[A-Z]$", inner) \
                and not re.search(r"[\u4e00-\u9fff]", inner):
            return found.start(), end, re.split("[，；]", inner)[0].strip()
        start = end if not depth else found.end()
    return None


def _target(chinese: str, written: str, after: str, span: Span, kind: str) -> Target:
    """One named party: its name without office, country and marks, and its class."""
    name = re.sub("^.*包括", "", chinese.strip(" \u3000|*"))
    english = tidy(written)
    gender = _GENDER.match(after) or re.search(r"[，,](?P<gender>男|女)[ \u3000]*(?P<title>$)", after)
    class_name, rule, confidence = _class_of(name, english, kind, stated=bool(gender))
    title = (gender["title"] if gender else "").strip(" ，")
    if class_name == "Person":
        office = _OFFICE.match(name)
        if office:
            title, name = title or office[0], name[office.end():]
    else:
        name = _without_country(name, english)
    return Target(name, english, class_name, rule, confidence, span, title, written)


def tidy(english: str) -> str:
    """An English name with its spaces as they are written: one between words, one behind a comma, none unseen."""
    seen = re.sub("[\u200b-\u200f\u2060\ufeff]", "", english)
    return " ".join(re.sub(r",(?=[^\s\d])", ", ", seen).split())


def _without_country(name: str, english: str) -> str:
    """美国X公司 is X公司 when the English name has no country; a name in quotation marks is what they hold."""
    for country, code in COUNTRIES.items():
        rest = name.removeprefix(country).strip()
        quoted = _QUOTED.match(rest)
        if quoted:
            return quoted["inner"]
        own = any(part in f"{english.casefold()} " for part in ENGLISH.get(code, ()))
        if rest != name and len(rest) > 2 and not own and (english or re.match("[A-Za-z]", rest) or "·" in rest):
            return rest
    return name


def _class_of(name: str, english: str, kind: str, *, stated: bool) -> tuple[str, str, int]:
    """Class of a party with the rule that gives it and its confidence."""
    if stated:
        return "Person", "gender-stated", 100
    if kind in ("Person", "Company"):
        return kind, "annex-heading", 100
    if _COMPANY.search(name) or _COMPANY_ENGLISH.search(english):
        return "Company", "legal-form", 90
    if _BODY.search(name) or _QUOTED.search(name):
        return "Organization", "kind-in-name", 90
    if "·" in name or _OFFICE.match(name):
        return "Person", "form-of-name", 80
    return "Organization", "class-not-stated", 60
