"""Notices of Chinese authorities: whom they list, with which names, from when, and which notice changes which."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ingest import cn_notice, running
from ingest.cn_notice.authorities import COMMERCE, ISSUERS, LISTS, MECHANISM
from ingest.cn_notice.claims import event_id
from ingest.cn_notice.notice import Notice
from ingest.cn_notice.reading import notice_of
from ingest.text.found import Found
from kg.claim import Claim
from kg.errors import SourceRefused
from kg.ledger import Ledger
from kg.rendition import RENDER

FOLDER = Path(__file__).parent / "sources" / "cn_notice"
REGISTRY = Path(__file__).parent.parent / "ingest" / "bundled" / "registry.jsonl"


def read(words: str) -> Notice:
    """A notice of the working mechanism with these words as its decision."""
    notice = notice_of(f"不可靠实体清单工作机制公告〔2025〕30号\n\n{words}\n\n不可靠实体清单工作机制\n2025年12月1日\n")
    assert notice is not None
    return notice


def claims(name: str) -> list[Claim]:
    """The claims of a fixture."""
    document, _ = running.read_document(FOLDER / name, [cn_notice.SOURCE])
    rendition = RENDER[cn_notice.SOURCE.rendition](document.content, document.name)
    said = cn_notice.parse(cn_notice.describe(document, rendition), rendition)
    return [claim for claim in said if isinstance(claim, Claim)]


def about(said: list[Claim], subject: str) -> dict[str, str]:
    """Properties of one node."""
    return {claim.predicate: claim.object for claim in said if claim.subject == subject}


def test_ledger_takes_every_claim_of_the_fixtures(tmp_path: Path) -> None:
    """Nothing of a notice is refused by the checks of the ledger, and each is recognised."""
    paths = sorted(FOLDER.glob("input*"))
    report = running.run(Ledger.create(tmp_path / "notices.kg"), paths, (cn_notice.SOURCE,))
    assert report.refused == ()
    assert report.accepted > 90
    assert all(cn_notice.recognises(path.name, path.read_bytes()) for path in paths)


def test_ids_and_names_are_those_of_the_registry() -> None:
    """Authorities and lists meet the curated ones, by id and by name."""
    known = {record["id"]: record["name"] for record in map(msgspec.json.decode, REGISTRY.read_bytes().splitlines())}
    for authority in ISSUERS.values():
        assert known[authority.node] == authority.name
    for kept in LISTS.values():
        assert known[kept.node] == kept.name


def test_listing_has_number_days_list_and_count() -> None:
    """The event goes by issuer, year and number, with what the notice says of itself."""
    event = about(claims("input.txt"), event_id(COMMERCE, "2026", "11"))
    assert (event["class"], event["announced"], event["effective"]) == ("Blacklisting", "2026-02-24", "2026-02-24")
    assert (event["ADDS_TO"], event["claimed_count"], event["target_countries"]) == ("list:cn-ecl", "20", "JP")
    assert event["citation"] == "Ministry of Commerce Announcement 2026 No. 11"
    assert event["reason"] == "日本再军事化的举动危害地区安宁"


def test_targets_have_both_names_whatever_the_brackets() -> None:
    """Full-width and half-width brackets may be mixed, the English name gets its missing space."""
    said = claims("input.txt")
    assert {(claim.object, dict(claim.qualifiers).get("language")) for claim in said
            if claim.subject.startswith("party:") and claim.predicate in ("name", "names")} >= {
        ("Mitsubishi Shipbuilding Co., Ltd.", "en"), ("三菱造船株式会社", "zh-Hans"),
        ("Mitsubishi Heavy Industries Aero Engines, Ltd.", "en"), ("三菱重工航空发动机株式会社", "zh-Hans")}
    classes = [claim.object for claim in said if claim.subject.startswith("party:") and claim.predicate == "class"]
    assert classes == ["Company", "Company", "Organization", "Organization"]


def test_persons_are_told_by_their_sex_and_lose_their_office() -> None:
    """A name without an English one stays Chinese; an office before a name is no part of it."""
    notice = notice_of((FOLDER / "input-countermeasures.txt").read_text(encoding="utf-8"))
    assert notice is not None
    assert [(target.chinese, target.english, target.class_name) for target in notice.targets] == [
        ("余茂春", "", "Person"), ("托德·斯坦恩", "Todd Stein", "Person")]
    assert notice.targets[1].title.endswith("副主任")
    assert (notice.issuer.code, notice.year, notice.number) == ("cn-mfa", "2022", "4")


def test_suspension_and_stop_point_to_the_earlier_notices() -> None:
    """One notice goes on suspending one listing for 90 days and stops another: two changes, each with its object."""
    said = claims("input-suspension.txt")
    changes = {claim.object: dict(claim.qualifiers) for claim in said if claim.predicate == "CHANGES"}
    assert changes == {event_id(MECHANISM, "2025", "7"): {"action": "extend", "until": "2025-11-10"},
                       event_id(MECHANISM, "2025", "8"): {"action": "remove"}}
    assert {(claim.object, claim.mention) for claim in said if claim.predicate == "action"} == {
        ("extend", "继续暂停"), ("remove", "停止")}
    named = [claim for claim in said if claim.subject == event_id(MECHANISM, "2025", "7")]
    assert {(claim.rule, claim.confidence) for claim in named} == {("named notice", 60)}
    assert about(said, event_id(MECHANISM, "2025", "8"))["class"] == "Blacklisting"


@pytest.mark.parametrize(("words", "names"), [
    ("决定将参与军售的美国甲公司（Alpha Inc.）、乙防务、空间与安全集团(Beta Defense, Space & Security）"
     "和丙集团列入不可靠实体清单。",
     ["甲公司", "乙防务、空间与安全集团", "丙集团"]),
    ("决定将丁公司（Delta, LLC）等3家实体列入不可靠实体清单。", ["丁公司"]),
    ("决定将3家实体列入不可靠实体清单。", []),
])
def test_names_in_prose_are_cut_where_they_end(words: str, names: list[str]) -> None:
    """What stands before a name, counts, and parts of an enumerating name are no names."""
    assert [target.chinese for target in read(words).targets] == names


@pytest.mark.parametrize(("words", "action"), [
    ("决定将甲公司（Alpha Inc.）移出不可靠实体清单。", "remove"),
    ("决定对甲公司（Alpha Inc.）涉嫌采取歧视性措施启动调查，是否列入不可靠实体清单另行公告。", "investigate"),
    ("决定将甲公司（Alpha Inc.）列入不可靠实体清单。", "add"),
])
def test_what_the_decision_does(words: str, action: str) -> None:
    """A removal and an inquiry aren't listings, though they name the list."""
    notice = read(words)
    assert (notice.action, [target.english for target in notice.targets]) == (action, ["Alpha Inc."])


@pytest.mark.parametrize(("words", "until"), [
    ("自2025年12月1日起，暂停公告〔2025〕7号措施一年。", "2026-12-01"),
    ("暂停公告〔2025〕7号措施至2026年11月10日。", "2026-11-10"),
    ("暂停4月4日公告〔2025〕7号的措施。", None),
])
def test_a_pause_ends_when_the_notice_says(words: str, until: str | None) -> None:
    """A length counts from the beginning; the day of the earlier notice is no length."""
    change, = read(words).changes
    assert (change.action, change.until.value if change.until else None) == ("suspend", until)


def test_news_about_a_notice_is_no_notice() -> None:
    """A report has neither number nor signature."""
    report = "据报道，商务部周二决定将三菱造船株式会社等20家日本实体列入出口管制管控名单。市场反应平淡。\n"
    assert not cn_notice.recognises("report.txt", report.encode())
    assert notice_of("今天天气很好，适合出门散步。\n") is None


def told(path: Path) -> Found:
    """What the source finds in a notice."""
    pytest.importorskip("spacy")
    document, _ = running.read_document(path, [cn_notice.SOURCE])
    [found] = cn_notice.find(document, RENDER[cn_notice.SOURCE.rendition](document.content, document.name))
    return found


def test_a_notice_is_told_as_one_listing() -> None:
    """With agency, list, day, counts, and the targets under the ids of its claims; nobody speaks in a notice."""
    found = told(FOLDER / "input.txt")
    [event] = found.blacklistings
    assert event.agency is not None
    assert (event.agency.node, event.list_name, event.action, event.date) == (
        COMMERCE.node, "Export Control List", "add", "2026-02-24")
    assert event.citation == "Ministry of Commerce Announcement 2026 No. 11"
    assert [count.count for count in event.claimed_counts] == [20]
    said = claims("input.txt")
    assert {target.node for target in event.targets} == {
        claim.object for claim in said if claim.predicate == "TARGETS"}
    assert all(found.reading.text[target.start:target.end] == target.text for target in event.targets)
    assert found.statements == []


def test_each_change_of_a_notice_is_an_event() -> None:
    """What goes on being suspended counts as suspended; each earlier notice has an event of its own."""
    found = told(FOLDER / "input-suspension.txt")
    assert [(event.action, event.citation, event.date) for event in found.blacklistings] == [
        ("suspend", "Unreliable Entity List Working Mechanism Announcement 2025 No. 7", "2025-08-12"),
        ("remove", "Unreliable Entity List Working Mechanism Announcement 2025 No. 8", "2025-08-12")]


def test_a_spokesperson_tells_of_changes_in_a_statement(tmp_path: Path) -> None:
    """The answer is a statement, and the earlier decision that it recounts a listing."""
    path = tmp_path / "answer.txt"
    path.write_text("商务部新闻发言人就有关措施答记者问\n2025-05-14\n\n有记者问：请问有什么考虑？\n\n"
                    "答：不可靠实体清单工作机制于2025年4月9日将6家美国实体列入不可靠实体清单。自2025年5月14日起，"
                    "暂停不可靠实体清单工作机制公告〔2025〕8号规定的措施90天。\n", encoding="utf-8")
    found = told(path)
    assert [(event.action, event.date) for event in found.blacklistings] == [
        ("add", "2025-04-09"), ("suspend", "2025-05-14")]
    [said] = found.statements
    assert (said.role, said.mode) == ("spokesperson", "direct")


def test_another_text_is_refused_as_a_notice(tmp_path: Path) -> None:
    """`--source cn_notice` on news."""
    path = tmp_path / "news.txt"
    path.write_text("商务部今天没有发布新的公告，发言人也没有回答问题。\n", encoding="utf-8")
    with pytest.raises(SourceRefused, match="expected a notice"):
        told(path)
