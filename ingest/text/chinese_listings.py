"""Listings in Chinese text: who puts whom on which list, or takes them off, with counts and days.

The targets stand between 将 or 把 and the verb, in front of 被, or between 对 and a countermeasure; names that the
registry doesn't know count when they look like those of firms and bodies, or stand in a row with one that it knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.text import listing_rows, targets
from ingest.text.chinese_dates import Day, day_of, days
from ingest.text.chinese_sentences import Sentence
from ingest.text.found import Blacklisting, Count, Mention, Reading, Span

_LIST = (r"(?:[“\"「《]?(?P<list>不可靠实体清单|(?:出口管制)?管控名单|(?:出口管制)?关注名单|未经验证[清名]单"
         r"|反制裁?清单|"
         r"(?:军事最终用户|中国军工企业|中国军事企业|(?:中共|中国)?涉军企业|特别指定国民)[”」]?[清名]单|实体[”」]?[清名]单|(?:贸易|出口"
         r"|投资)?黑名单)[”\"」》]?)")
_BETWEEN = r"(?:了|其|我国|我|中国|中方|美国|美方|美|商务部|政府|出口管制|出口管控|所谓|的|至|入|到)*"
_ADDED = re.compile(rf"(?P<how>将|把|对)(?P<who>[^。；]{{1,220}}?)(?:正式|一并|同时|也|再|新|都)*(?P<verb>列入|纳入"
                    rf"|加入|增列|放入|"
                    rf"拉入|列为|移出|移除出|剔除出|删除出){_BETWEEN}{_LIST}")
_PASSIVE = re.compile(rf"(?P<who>[^。；，]{{1,120}}?)(?:正式|已|已经|此前|先后|再度|再次|日前"
                      rf"|于\S{{2,12}}日)*被(?P<by>[^，。；]{{0,12}}?)"
                      rf"(?P<verb>列入|纳入|加入|放入|拉入|移出){_BETWEEN}{_LIST}")
_REMOVED = re.compile(rf"(?:将|把)(?P<who>[^。；]{{1,120}}?)从{_BETWEEN}{_LIST}(?:中|上)*(?P<verb>移除|移出|删除"
                      rf"|剔除|去除)")
_COUNTERED = re.compile(r"对(?P<who>[^。；]{2,200}?)(?:采取|实施|进行)(?:了|以下|相应|如下"
                        r"|对等)*(?P<list>反制裁?(?:措施)?|制裁(?:措施)?)")
_UNREAL = re.compile(r"如果|假如|倘若|一旦|若|是否|会否|据传|网传|传闻|可能|或将|预计|估测|直到|除非|反对|呼吁|没有"
                     r"|并未|未被|威胁|"
                     r"考虑|不应|不得|停止|避免|禁止|撤销|取消|暂停|敦促|要求")
_LISTS = (("不可靠实体", "Unreliable Entity List", "CN"), ("管控名单", "Export Control List", "CN"),
          ("关注名单", "Export Control Watch List", "CN"),
          ("未经验证", "Unverified List", "US"), ("军事最终用户", "Military End User List", "US"),
          ("军工企业", "Non-SDN Chinese Military-Industrial Complex Companies List", "US"),
          ("军事企业", "Section 1260H List", "US"), ("涉军企业", "Section 1260H List", "US"),
          ("特别指定", "Specially Designated Nationals and Blocked Persons List", "US"),
          ("反制", "Anti-Foreign Sanctions Law Countermeasures List", "CN"), ("实体", "Entity List", "US"))
_HOW_MANY = re.compile(r"(?P<count>\d{1,4}|[两三四五六七八九十])(?P<unit>家|个|名)(?P<of>[^、，。；（）()\d]{0,12}"
                       r"(?:企业|中企|美企|公司|实体|机构|单位|组织|个人|人员|官员|高管))")
_NUMERALS = {"两": 2, **{numeral: number for number, numeral in enumerate("三四五六七八九十", 3)}}
_ROW = re.compile(r"[、，,]|(?<=[\u4e00-\u9fff）)])(?:以及|和|及|与)(?=[\u4e00-\u9fffA-Z])")
_GENERAL = re.compile(r"\d+[家名个]|^(?:中国|美国|多家|数家|部分|有关|相关|一些|更多|上述|这些|其他?|外国)*(?:科技"
                      r"|高科技|军工|"
                      r"国防)*(?:企业|机构|实体|公司|单位|人员|个人|组织|商品|产品|国家|关税)*$|负责人|高管|附属"
                      r"|子公司|关联")
_BEFORE_NAME = re.compile(r"^.*(?:的|包括|例如|比如|包含|其中)|^(?:中国|美国|日本|我国)(?=[\u4e00-\u9fff·]{4,})"
                          r"|^(?:以及|和|及)")
_BEHIND_NAME = re.compile(r"(?:等|在内).*$|(?:及其|和其).*$")
_FORM = re.compile(r"(?:公司|集团|企业|大学|学院|研究所|研究院|实验室|公安局|公安厅|中心|银行|协会|基金会|株式会社"
                   r"|科技|技术|"
                   r"微电子|半导体|通信|工业|航天|航空|防务|重工|制造|智能|股份|国际)$")
_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")
_BRACKETS = re.compile(r"[（(](?P<latin>[A-Za-z][^（()）\u4e00-\u9fff]{1,80})[）)]")
_MORE = re.compile(r"[，,；]?(?:其中)?(?:包括|有|含|涉及|分别为|分别是|为)(?P<more>[^。；]{2,300})")
# a sentence of its own that names them, and a line that opens a list of them
_MEMBERS = re.compile(r"^\W*(?:这|上述|此次|本次|被|新)[^，。；：]{0,24}?(?:企业|公司|实体|机构|人员|个人|名单)"
                      r"(?:分别)?(?:为|是|包括|有)[:：]?(?P<more>[^。；]{2,300})")
_OPENS_ROWS = re.compile(r"名单|清单|如下|包括|分别|企业|公司|实体|机构")
_NEAR = 800  # characters behind a listing in which a list of names is about it
_REASON = re.compile(r"以(?P<why>[^，。；]{2,40}?)为(?:由|名|借口)|(?:因|由于)(?P<due>[^，。；]{4,40}?)[，,]")
_PLANNED = re.compile(r"拟|计划|准备|打算|即将|将(?:会|把|对)|(?:表示|称)[，,]?将")


def find(sentence: Sentence, published: str | None) -> Iterator[Blacklisting]:
    """The listings of a sentence, one for each day that it names. published: ISO date of the text, or None."""
    if sentence.asks:
        return
    for pattern in (_ADDED, _PASSIVE, _REMOVED, _COUNTERED):
        for match in pattern.finditer(sentence.text):
            if not _UNREAL.search(sentence.text, _clause(sentence.text, match.start()), match.end()):
                yield from _event(sentence, match, published)


def same(known: Blacklisting, new: Blacklisting) -> bool:
    """Whether two tell of one decision: the same act, and neither list, day nor names that contradict."""
    names, others = {m.name for m in known.targets}, {m.name for m in new.targets}
    return (known.country, known.action) == (new.country, new.action) \
        and len({known.list_name, new.list_name} - {None}) < 2 and len({known.date, new.date} - {None}) < 2 \
        and (not names or not others or bool(names & others))


def joined(known: Blacklisting, new: Blacklisting) -> Blacklisting:
    """One decision that was told twice, with what either telling gives."""
    names = {m.name for m in known.targets}
    counted = {count.count for count in known.claimed_counts}
    return replace(
        known, agency=known.agency or new.agency, list_name=known.list_name or new.list_name,
        date=known.date or new.date, date_basis=known.date_basis or new.date_basis, reason=known.reason or new.reason,
        targets=(*known.targets, *(m for m in new.targets if m.name not in names)),
        claimed_counts=(*known.claimed_counts, *(c for c in new.claimed_counts if c.count not in counted)))


def with_names(events: Sequence[Blacklisting], told: Iterable[Sentence], reading: Reading) -> list[Blacklisting]:
    """The listings with those whom a later sentence or a list in lines names."""
    found = list(events)
    for sentence in told:
        if match := _MEMBERS.match(sentence.text):
            _add(found, sentence.start, tuple(_targets(sentence, match.span("more"))))
    for rows in listing_rows.find(reading.text, reading.body):
        if _OPENS_ROWS.search(reading.text, *rows.lead):
            _add(found, rows.lead[1], tuple(_row(reading.text, *place) for place in rows.names))
    return found


def _add(events: list[Blacklisting], place: int, named: tuple[Mention, ...]) -> None:
    """Gives names to the listing told last before a place that has none of its own."""
    near = [n for n, event in enumerate(events) if 0 <= place - event.span[0] <= _NEAR and not event.targets]
    if near and named:
        at = near[0] if len({events[n].span for n in near}) == 1 else _most_counted(events, near, len(named))
        events[at] = replace(events[at], targets=named)


def _most_counted(events: Sequence[Blacklisting], near: Sequence[int], number: int) -> int:
    """The listing that counts as many as are named, else the last one."""
    return next((n for n in near if any(count.count == number for count in events[n].claimed_counts)), near[-1])


def _row(text: str, start: int, end: int) -> Mention:
    name = text[start:end]
    return Mention(start, end, name, name, "Company", None, None, "unresolved", 80)


def _clause(text: str, place: int) -> int:
    """Where the clause begins that holds a place of the text, or the one before when it only names who acts."""
    comma = max(text.rfind(mark, 0, place) for mark in "，；,：")
    return max((text.rfind(mark, 0, comma) for mark in "，；,："), default=0) + 1 if comma > 0 else 0


def _event(sentence: Sentence, match: re.Match[str], published: str | None) -> Iterator[Blacklisting]:
    kept = match["list"]
    countered = match.re is _COUNTERED
    name, country = next(((name, country) for words, name, country in _LISTS if words in kept), (None, None))
    actor = country or sentence.acting(match.start("who") if match.re is not _PASSIVE else match.end("by"))
    who, more = match.span("who"), _MORE.match(sentence.text, match.end())
    counted, named = tuple(_counts(sentence, who)), tuple(_targets(sentence, who))
    if more:
        named += tuple(m for m in _targets(sentence, more.span("more")) if m.name not in {n.name for n in named})
    if actor is None or not (named or counted) or (countered and (actor != "CN" or kept.startswith("制裁"))):
        return
    action = "remove" if not countered and re.search("移|删|剔|去", match["verb"]) else "add"
    status = "announced" if _PLANNED.search(sentence.text, max(0, match.start() - 8), match.start() + 2) else "done"
    reason = _REASON.search(sentence.text)
    for day in _each_day(sentence.text[:match.end()], published):
        yield Blacklisting(action, status, (sentence.start, sentence.end), _agency(sentence, actor, match), actor, name,
                           day.value if day else None, day.basis if day else "",
                           (reason["why"] or reason["due"]) if reason else None, None, named, counted, None,
                           "列入清单" if action == "add" else "移出清单", 75)


def _each_day(text: str, published: str | None) -> Sequence[Day | None]:
    """The days of a decision: several when they are listed (4日和9日), one or none otherwise."""
    found = days(text, published)
    listed = [day for day in found if found and day.start == found[0].start]
    return listed if len(listed) > 1 and len(listed) == len(found) else [day_of(text, published)]


def _agency(sentence: Sentence, country: str, match: re.Match[str]) -> Mention | None:
    """The body of the acting country that is named before the act; the last one counts."""
    end = match.end("by") if match.re is _PASSIVE else match.start()
    named = [m for m in sentence.mentions if m.class_name == "Agency" and m.country == country
             and m.end <= sentence.start + end]
    return named[-1] if named else None


def _counts(sentence: Sentence, who: Span) -> Iterator[Count]:
    for match in _HOW_MANY.finditer(sentence.text, *who):
        number = _NUMERALS.get(match["count"]) or int(match["count"])
        yield Count(number, match["of"], sentence.start + match.start(), sentence.start + match.end())


def _targets(sentence: Sentence, who: Span) -> Iterator[Mention]:
    """The bodies named in a part of a sentence, each once, in its order."""
    first, last = sentence.start + who[0], sentence.start + who[1]
    known = [m for m in sentence.mentions if first <= m.start and m.end <= last and targets.is_body(m) and m.node]
    at, seen = who[0], set()
    bare = _IN_BRACKETS.sub(lambda found: " " * len(found[0]), sentence.text)
    for end in [*(match.start() for match in _ROW.finditer(bare, *who)), who[1]]:
        piece = [m for m in known if sentence.start + at <= m.start < sentence.start + end]
        own = _unknown(sentence, (at, end), in_a_row=bool(known) and "、" in sentence.text[slice(*who)])
        for mention in piece or own:
            if mention.name not in seen:
                seen.add(mention.name)
                yield mention
        at = end


def _unknown(sentence: Sentence, piece: Span, *, in_a_row: bool) -> list[Mention]:
    """A name that the registry doesn't know, as an entity of its own: an English name in brackets is its name."""
    words = re.sub(r"^(?:[、，,]|以及|和|及|与)+", "", sentence.text[slice(*piece)])
    latin = _BRACKETS.search(words)
    name = _BEHIND_NAME.sub("", words[:latin.start()] if latin else words)
    name = _BEFORE_NAME.sub("", name).strip(" “”\"「」")
    if not 2 <= len(name) <= 30 or _GENERAL.search(name) or not (latin or _FORM.search(name) or (
            in_a_row and len(name) <= 8)):
        return []
    at = sentence.text.find(name, *piece)
    kind = "Company" if re.search("公司|集团|企业|科技|技术|股份", name) else "Organization"
    return [Mention(sentence.start + at, sentence.start + at + len(name), name,
                    latin["latin"].strip() if latin else name, kind, None, None, "unresolved", 80)]
