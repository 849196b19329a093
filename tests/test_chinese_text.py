"""Chinese text: who says what, and which listings, tariffs, talks and answers are told."""

from __future__ import annotations

import pytest

from ingest.text import gazetteer, language, statements
from ingest.text.chinese_dates import day_of, days
from ingest.text.found import Blacklisting, Reading, Retaliation, Statement, Talk, Tariff
from tests.reading_text import events_of

DAY = "2019-05-20"


def said(text: str) -> list[tuple[str, str, list[str]]]:
    """Speaker, mode and quoted words of each statement."""
    pytest.importorskip("spacy")
    return [(_name(found), found.mode, [text[a:b] for a, b in found.segments]) for found in statements_in(text)]


def statements_in(text: str) -> list[Statement]:
    """The statements of a Chinese text."""
    body, position = [], 0
    for paragraph in text.split("\n\n"):
        body.append((position, position + len(paragraph)))
        position += len(paragraph) + 2
    reading = Reading(text, tuple(body), "zh", published=DAY)
    doc, names = language.tokens(reading), gazetteer.load()
    return statements.find(reading, doc, names.mentions(doc, reading), names)


def _name(found: Statement) -> str:
    return found.speaker.name if found.speaker else found.speaker_name


def listed(text: str) -> list[Blacklisting]:
    """The listings of a text."""
    return events_of(text, DAY)[0]


def tariffs(text: str) -> list[Tariff]:
    """The tariffs of a text."""
    return events_of(text, DAY)[1]


def talks(text: str) -> list[Talk]:
    """The talks of a text."""
    return events_of(text, DAY)[2]


def answers(text: str) -> list[Retaliation]:
    """The answers to measures of a text."""
    return events_of(text, DAY)[3]


def test_a_split_quotation_is_one_statement_of_two_parts() -> None:
    """The words before the attribution belong to it like those behind."""
    text = "“贸易战没有赢家。”耿爽在记者会上说，“我们希望美方回到正确的轨道上来。”"
    assert said(text) == [("Geng Shuang", "direct", ["“贸易战没有赢家。”", "“我们希望美方回到正确的轨道上来。”"])]


@pytest.mark.parametrize(("text", "name", "role"), [
    ("商务部发言人表示：“中方坚决反对。”", "Ministry of Commerce of the People's Republic of China", "spokesperson"),
    ("外交部发言人耿爽表示：“中方坚决反对这种做法。”", "Geng Shuang", "spokesperson"),
    ("某商会会长周一平在接受采访时说：“企业正在承受压力。”", "周一平", None),
    ("“企业正在承受压力。”高峰说。", "Gao Feng", "spokesperson")])
def test_a_quotation_has_its_speaker_with_role(text: str, name: str, role: str | None) -> None:
    """Known people, people behind an office, and spokespersons without a name."""
    [found] = statements_in(text)
    assert (_name(found), found.mode, found.role) == (name, "direct", role)


def test_a_pronoun_is_the_speaker_before() -> None:
    """他说 means whoever spoke last."""
    text = "耿爽说：“贸易战没有赢家可言。”\n\n他还说：“对话才是正确的出路。”"
    assert [name for name, _, _ in said(text)] == ["Geng Shuang", "Geng Shuang"]


def test_fragments_are_mixed_and_names_in_marks_are_none() -> None:
    """A part of the reporter's sentence is mixed; a list in quotation marks nobody's words."""
    assert said("耿爽批评美方的做法是“背信弃义的单边霸凌行径”。") == [
        ("Geng Shuang", "mixed", ["“背信弃义的单边霸凌行径”"])]
    assert said("美国商务部把这家企业列入“实体清单”。") == []


def test_officials_are_reported_and_others_are_not() -> None:
    """Without quotation marks only those who speak for a state; one statement for a sentence."""
    found = said("陆慷表示，分歧可以通过磋商解决。专家张三丰表示，前景并不明朗。")
    assert [(name, mode) for name, mode, _ in found] == [("Lu Kang", "indirect")]


def test_a_reporters_question_is_no_statement() -> None:
    """Who is quoted in a question doesn't speak here."""
    assert said("有记者问：美国财长姆努钦表示，磋商是建设性的，对此有何评论？") == []


def test_one_letter_more_is_another_speaker() -> None:
    """Metamorphic: another spokesperson changes the speaker and nothing else."""
    one = said("华春莹说：“中方的立场没有改变。”")
    assert said("陆慷说：“中方的立场没有改变。”") == [("Lu Kang", *one[0][1:])]


@pytest.mark.parametrize(("text", "names", "number"), [
    ("美国商务部宣布将海康威视、科大讯飞等8家企业列入实体清单。",
     ["Hangzhou Hikvision Digital Technology Co., Ltd.", "IFLYTEK"], 8),
    ("华为及其70家附属公司被美国商务部列入“实体清单”。", ["Huawei Technologies Co., Ltd."], 70),
    ("美国商务部将28家机构列入实体清单，其中包括商汤科技和旷视科技。", ["SenseTime Group", "Megvii Technology"], 28)])
def test_listings_have_targets_and_counts(text: str, names: list[str], number: int) -> None:
    """In front of the verb, in the passive, and in the list that follows."""
    [event] = listed(text)
    assert [target.name for target in event.targets] == names
    assert [count.count for count in event.claimed_counts] == [number]
    assert (event.country, event.list_name, event.action) == ("US", "Entity List", "add")
    assert event.agency is not None
    assert event.agency.name == "United States Department of Commerce"


def test_names_that_nobody_knows_are_targets_of_their_own() -> None:
    """With an English name in brackets, whatever commas it has; general words are none."""
    [event] = listed("中方决定将甲乙公司（Alpha, Inc.）、丙丁实验室和有关企业列入不可靠实体清单。")
    assert [(target.name, target.text) for target in event.targets] == [
        ("Alpha, Inc.", "甲乙公司"), ("丙丁实验室", "丙丁实验室")]


def test_countermeasures_and_removals_are_listings_too() -> None:
    """反制 puts on China's countermeasures list; 移出 takes off."""
    [event] = listed("中方决定对洛克希德·马丁公司采取反制措施。")
    assert event.list_name == "Anti-Foreign Sanctions Law Countermeasures List"
    [event] = listed("美国商务部宣布将华为移出实体清单。")
    assert event.action == "remove"


@pytest.mark.parametrize("text", [
    "如果美方将华为列入实体清单，中方会回应。", "中方要求美方停止将中国企业列入实体清单。",
    "直到华为从商务部黑名单中删除。",
    "中方反对将华为列入实体清单。"])
def test_what_is_supposed_or_opposed_is_no_listing(text: str) -> None:
    """Conditions, demands and objections."""
    assert listed(text) == []


def test_one_sentence_on_two_days_is_two_decisions() -> None:
    """4日和9日: two notices."""
    found = listed("不可靠实体清单工作机制于2019年4月4日和9日将17家美国实体列入不可靠实体清单。")
    assert [event.date for event in found] == ["2019-04-04", "2019-04-09"]


@pytest.mark.parametrize(("text", "expected"), [
    ("国务院关税税则委员会决定对美国约500亿美元商品加征25%关税。", ("CN", ("US",), [25.0], 50.0, "announced")),
    ("特朗普宣布将对原产于中国的商品加征10%或5%的关税。", ("US", ("CN",), [10.0, 5.0], None, "announced")),
    ("美国政府拟对2000亿美元中国商品加征关税。", ("US", ("CN",), [None], 200.0, "proposed")),
    ("美国宣布对加拿大商品加征35%的关税。", ("US", ("CA",), [35.0], None, "announced")),
    ("中国对美国商品暂停征收24%的关税。", ("CN", ("US",), [24.0], None, "suspended"))])
def test_tariffs_have_sides_rates_values_and_status(text: str, expected: tuple[object, ...]) -> None:
    """Who, on whose goods, how much, and how far it is."""
    found = tariffs(text)
    assert [tariff.rate_pct for tariff in found] == expected[2]
    assert {(t.country, t.against, t.amount_usd_bn, t.status) for t in found} == {
        (expected[0], expected[1], expected[3], expected[4])}


def test_a_threat_that_was_carried_out_is_one_tariff() -> None:
    """The later state of its course counts."""
    [found] = tariffs("上周，美方威胁对2000亿美元中国商品加征25%关税。"
                      "5月10日，美方宣布对2000亿美元中国商品加征25%关税。")
    assert (found.status, found.date) == ("announced", "2019-05-10")


def test_losses_are_no_value_of_goods() -> None:
    """Costs and deficits, and duties that somebody only thinks of."""
    assert tariffs("美国对中国商品加征关税，给消费者造成的损失达78亿美元。") == []
    assert tariffs("如果美国对中国商品加征25%的关税，后果很严重。") == []


@pytest.mark.parametrize(("text", "status", "place", "turn"), [
    ("第八轮中美经贸高级别磋商3月28日在北京举行。", "held", "Beijing", "八"),
    ("刘鹤将于5月22日赴华盛顿同美方举行经贸磋商。", "scheduled", "Washington", None),
    ("中美日内瓦经贸会谈联合声明提到了有关措施。", "held", "Geneva", None)])
def test_talks_have_sides_place_and_status(text: str, status: str, place: str, turn: str | None) -> None:
    """Held, set, or known by their outcome."""
    [found] = talks(text)
    assert (found.participants, found.status, found.place, found.round) == (("CN", "US"), status, place, turn)


def test_hopes_and_other_talks_are_none() -> None:
    """Wishes, and talks without trade or a second side."""
    assert talks("中方希望同美方举行经贸磋商。") == []
    assert talks("中国企业举行了座谈。") == []


@pytest.mark.parametrize(("text", "status", "cause"), [
    ("如果美方加征关税，中方将不得不采取必要的反制措施。", "threatened", "美方加征关税"),
    ("针对美方的单边措施，中方已采取反制措施。", "in_force", "美方的单边措施"),
    ("中方宣布对美国商品采取反制措施。", "announced", None)])
def test_answers_have_status_and_cause(text: str, status: str, cause: str | None) -> None:
    """Threatened under a condition, taken, announced."""
    [found] = answers(text)
    assert (found.actor, found.against, found.status, found.in_response_to) == ("CN", ("US",), status, cause)


@pytest.mark.parametrize("text", [
    "中方已向世贸组织申请授权对美实施贸易报复。", "专家认为中方将采取反制措施。", "中方暂停对美国的反制措施。",
    "别人必然要进行反制。"])
def test_cases_guesses_and_pauses_are_no_answers(text: str) -> None:
    """The World Trade Organization, experts, and measures that end."""
    assert answers(text) == []


@pytest.mark.parametrize(("text", "day"), [
    ("2019年5月3日", "2019-05-03"), ("自6月1日起", "2019-06-01"), ("昨天", "2019-05-19"),
    ("13日，中方宣布", "2019-05-13"),
    ("上周三", "2019-05-15"), ("5月1日和2日", None), ("5月30日至31日将举行", "2019-05-30"),
    ("新华社北京5月14日电", None),
    ("13月40日", None)])
def test_days_are_resolved(text: str, day: str | None) -> None:
    """Full days, days of a month or week, spans; datelines and impossible days are none."""
    found = day_of(text, DAY)
    assert (found.value if found else None) == day


def test_without_a_day_of_publication_only_full_days_are_known() -> None:
    """Nothing is guessed."""
    assert [day.value for day in days("2019年5月3日和昨天，以及6月1日", None)] == ["2019-05-03"]


def test_leaders_calls_and_teams_in_touch_are_talks() -> None:
    """A call of two heads of state took place, teams that will be in touch will talk; before a meeting nothing was."""
    held, = talks("中美元首在10日进行了一次电话沟通。")
    coming, = talks("中美谈判代表、两个小组的牵头人下周将就农产品进行沟通。")
    assert (held.status, coming.status) == ("held", "scheduled")
    assert talks("在中美元首会晤前，他见了记者。") == []


def test_who_opposes_a_plan_in_a_later_clause_does_not_undo_it() -> None:
    """A duty that is being heard is proposed though trades oppose it; one that is only opposed is none."""
    found, = tariffs("美国拟对500亿美元中国商品加征关税，听证会开到第二天，各行业代表都表示反对。")
    assert (found.country, found.against, found.amount_usd_bn, found.status) == ("US", ("CN",), 50.0, "proposed")
    assert tariffs("中方反对美国对500亿美元中国商品加征关税。") == []


@pytest.mark.parametrize(("text", "expected"), [
    ("本周，美国总统特朗普宣布将铜与铝材进口关税自20%上调至45%。", ("US", (), 45.0, "announced")),
    ("美国总统特朗普宣布不再对中国商品加征80%关税。", ("US", ("CN",), 80.0, "ended")),
])
def test_changed_and_given_up_tariffs(text: str, expected: tuple[object, ...]) -> None:
    """A rise told with 自, on goods of all origins, and a duty that is given up."""
    assert [(t.country, t.against, t.rate_pct, t.status) for t in tariffs(text)] == [expected]


def test_what_is_no_longer_done_without_a_decision_is_no_tariff() -> None:
    """不再 without a word of deciding in front of it tells of no act."""
    assert tariffs("专家认为美国不再对中国商品加征80%关税。") == []


def test_retaliatory_duties_answer() -> None:
    """报复性关税 that are levied are an answer."""
    found, = answers("加拿大已对美国钢铁产品征收25%报复性关税。")
    assert (found.actor, found.against) == ("CA", ("US",))


def test_the_clock_of_a_city_is_no_place() -> None:
    """北京时间 says when, not where."""
    found, = talks("中国副总理何立峰与美国财政部长贝森特于北京时间10月18日上午就经贸问题举行视频通话。")
    assert found.place is None


def test_who_strikes_back_may_stand_behind() -> None:
    """作为回击 at the head of a sentence: who acts comes after it."""
    found, = answers("美国对钢材加征10%关税。作为回击，中国商务部决定提高对美国商品的关税。")
    assert (found.actor, found.against) == ("CN", ("US",))


def test_who_will_travel_for_talks_has_not_held_them() -> None:
    """A clause on the journey stands between 将 and the talks."""
    found, = talks("中国副总理何立峰将于10月24日至27日率团赴马来西亚，与美方举行经贸磋商。"
                   "双方将按照两国元首历次通话共识，磋商经贸问题。")
    assert found.status == "scheduled"
