"""A notice of a Chinese authority as the text says it, without any graph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.cn_notice import heading
from ingest.cn_notice.authorities import COUNTERED, COUNTRIES, LISTS, MECHANISM, UNRELIABLE
from ingest.cn_notice.changes import changes_of
from ingest.cn_notice.notice import Notice, Part
from ingest.cn_notice.targets import annex_of, targets_of
from ingest.text.found import Span

_SENTENCE = re.compile(r"[^。\n]+[。]?")
_DECIDED = re.compile(r"决定(?!》|的?公告)[^。；]*(?:列入|采取|移出|启动|开展|恢复)")
_DECISION = re.compile(r"将[^。；]*(?:列入|移出)|对[^。；]*(?:采取|启动)")
_ACTS = (("remove", re.compile("移出|解除[^。]{0,30}(?:反制|措施)")),
         ("resume", re.compile("恢复[^。]{0,30}(?:列入|适用|措施)")),
         ("investigate", re.compile("(?:启动|开展|立案|进行)[^。]{0,16}调查")),
         ("add", re.compile("列入|采取[^。]{0,20}(?:措施|反制)")))
_BASIS = re.compile(r"(?:依据|根据|按照|依照)[^。]{0,40}?《")
_LAW = re.compile(r"《(?P<name>[^《》]*(?:《[^《》]*》[^《》]*)*)》")
_COUNT = re.compile(r"(?P<words>(?P<number>\d{1,3}|[两二三四五六七八九十](?=家))[ ]?(?P<unit>家|名|个|人)"
                    r"(?P<noun>[^，。；：、（）()\n列等]{0,14}?"
                    r"(?:实体|企业|机构|公司|个人|人员|组织))?)")
_NUMERALS = {"两": 2, **{numeral: number for number, numeral in enumerate("一二三四五六七八九十", 1)}}
_MEASURE = re.compile(r"^[\s\u3000]*(?:[一二三四五六七八九十]{1,3}、|"
                      r"（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、])?[\s\u3000]*"
                      r"(?P<words>(?:[^\n。]{0,1200}?[，：])?(?:禁止|冻结|不予|不批准|不准|严格限制|限制|撤销|罚款|取消|对其|对[^，。；]{1,30}不予)[^\n。]*)",
                      re.MULTILINE)
_FORBIDS = re.compile("禁止|冻结|不予|不批准|不准|限制|撤销|罚款|取消")
_GROUND = re.compile("损害|违反|危害|侵犯|干涉|歧视|制裁|出售武器|军售|售台|军事技术合作")
_NO_GROUND = re.compile(r"[\s\u3000]*(?:依据|根据|依照|为|现公布|关于|[一二三四五六七八九十]+、|（)")
_MODIFIER = re.compile(r"(?:决定[将对]|将|对)(?P<why>[^。、（(]{4,60}?)的")
_SUSPECTED = re.compile(r"(?P<why>(?:涉嫌|针对)[^。]{4,200}?)(?:启动|开展|进行)")
_COUNTRY = re.compile(rf"(?:决定对|决定将|关于对|关于将|将|\d+[家名个]|以下|(?<=的))(?P<country>{'|'.join(COUNTRIES)})")
_TITLE = re.compile(r"(?:^|\n)[\s\u3000#*]*(?P<title>(?!http)[^\n。]{6,160}"
                    r"(?:公告|决定|令|措施|清单|名单|答记者问|谈话))[ \t\u3000*]*(?=\n)")


def notice_of(text: str, published: str = "") -> Notice | None:
    """What a notice says; None for a text that names no authority or does nothing to a list.

    published: ISO date given from outside, or "".
    """
    numbered = heading.number_of(text)
    issued = heading.issuer_of(text)
    day = heading.published_of(text)
    if numbered is not None:
        issuer, year, number, words, head = numbered
    elif issued is not None:
        issuer, words = issued
        year, number, head = "", "", _first_line(text)
    else:
        return None
    since = published or (day.value if day else "")
    notice = Notice(text, issuer, words, year or since[:4], number, head, head, published=day)
    notice.effective = heading.effective_of(text, day or (Part(since, head) if since else None))
    title = _TITLE.search(text)
    notice.title = title["title"].strip() if title else ""
    _acts(notice, title.end() if title else 0, since)
    return notice if notice.action or notice.changes else None


def _first_line(text: str) -> Span:
    found = re.compile(r"[^\s\u3000\ufeff][^\n]*").search(text)
    return found.span() if found else (0, len(text))


def _acts(notice: Notice, body: int, published: str) -> None:
    """What the notice does: to earlier notices, else to those whom it names."""
    text = notice.text
    notice.changes = [*changes_of(text, body, published, notice.effective)]
    named = {reference.issuer for change in notice.changes for reference in change.references}
    if not notice.number and len(named) == 1:  # told by a spokesperson: only who made a notice changes it
        notice.issuer = named.pop()
    decision = next((span for pattern in (_DECIDED, _DECISION) for span in _sentences(text, body)
                     if pattern.search(text[slice(*span)])), None)
    _list(notice, decision)
    _laws(notice)
    if notice.changes or decision is None:
        return
    notice.decision = decision
    words = text[slice(*decision)]
    act = words[max(0, words.rfind("决定")):]  # what stands before is the ground and the legal basis
    notice.action = next((name for name, pattern in _ACTS if pattern.search(act)), "")
    notice.targets = targets_of(text, decision)
    annex = annex_of(text)
    end = annex[0] if annex else len(text)
    notice.counts = [*_counts(notice, decision, annex)]
    notice.measures = [Part(found["words"].strip(), found.span("words"))
                       for found in _MEASURE.finditer(text, decision[0], end)
                       if _FORBIDS.search(found["words"])]
    notice.reason = _reason(text, body, end, decision)
    notice.countries = [*_countries(notice)]


def _sentences(text: str, start: int) -> Iterator[Span]:
    for found in _SENTENCE.finditer(text, start):
        yield found.span()


def _list(notice: Notice, decision: Span | None) -> None:
    """The list in question: the one that the act names, else the title, else the text."""
    act = notice.text[slice(*decision)] if decision else ""
    acts = [act[at.end():] for at in re.finditer("列入|移出|启动", act)]
    for words in (*acts, notice.title, act, notice.text):
        named = [(words.find(name), name) for name in LISTS if name in words]
        # the provisions and the mechanism bear the name of the list
        named = [(at, name) for at, name in named
                 if not words[at:].startswith(("不可靠实体清单规定", "不可靠实体清单工作"))]
        if named:
            notice.list_words = min(named)[1]
            notice.kept_list = LISTS[notice.list_words]
            return
    if notice.issuer is MECHANISM:
        notice.kept_list, notice.list_words = UNRELIABLE, "不可靠实体清单"
    elif "反外国制裁法" in notice.text:
        notice.kept_list, notice.list_words = COUNTERED, "反外国制裁法"


def _laws(notice: Notice) -> None:
    text, seen = notice.text, set()
    for basis in _BASIS.finditer(text):
        end = text.find("。", basis.start())
        for law in _LAW.finditer(text, basis.start(), end if end > 0 else len(text)):
            name = law["name"].removeprefix("中华人民共和国")
            if name not in seen and re.search("法|条例|规定|办法", name):
                seen.add(name)
                notice.laws.append(Part(name, (basis.start(), end if end > 0 else len(text)), law["name"]))


def _counts(notice: Notice, decision: Span, annex: Span | None) -> Iterator[Part]:
    """How many are hit, by the decision, its clauses or the headings of the annex; parts of an item don't count."""
    seen = set()
    at = notice.text.find(notice.title) if notice.title else -1
    titled = [(at, at + len(notice.title))] if at >= 0 else []
    for start, end in (*titled, *_sentences(notice.text, decision[0])):
        line = notice.text[start:end].strip()
        if annex and start >= annex[0] and (line.startswith(("（", "(")) or "共" not in line):
            continue
        for found in _COUNT.finditer(notice.text, start, end):
            before = notice.text[max(start, found.start() - 3):found.start()]
            unit = "persons" if found["unit"] in "名人" else "entities"
            number = _NUMERALS.get(found["number"]) or int(found["number"])
            key = (str(number), unit)
            if number and key not in seen and re.search("等|共计?|述|对|将", before):
                seen.add(key)
                yield Part(f"{number} {unit}", (start, end), found["words"])


def _reason(text: str, body: int, end: int, decision: Span) -> Part | None:
    """The ground: the sentences around the decision that accuse, without the legal basis."""
    for start, stop in _sentences(text, body):
        words = _LAW.sub("", text[start:stop])
        if start >= end:
            break
        if start > decision[0] and _FORBIDS.search(words):
            continue
        if (start, stop) != decision and _GROUND.search(words) and not _NO_GROUND.match(words):
            return Part(text[start:stop].strip(" \u3000。"), (start, stop))
    modifier = _SUSPECTED.search(text, *decision) or _MODIFIER.search(text, *decision)
    return Part(modifier["why"], decision) if modifier and _GROUND.search(modifier["why"]) else None


def _countries(notice: Notice) -> Iterator[Part]:
    """Countries that the title or the decision puts before those whom they hit."""
    at = notice.text.find(notice.title) if notice.title else -1
    seen = set()
    for span in ([(at, at + len(notice.title))] if at >= 0 else []) + [notice.decision]:
        for found in _COUNTRY.finditer(notice.text, *span):
            if found["country"] not in seen:
                seen.add(found["country"])
                yield Part(COUNTRIES[found["country"]], span, found["country"])
