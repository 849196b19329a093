"""Press conferences: who answers, what is asked, and which documents are one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import SOURCES, cn_notice, news, press_conference, press_release
from ingest.parsing import parsed
from ingest.running import IngestReport, detect, read_document, run
from ingest.text.found import Found, Statement
from kg.claim import Claim
from kg.document import Document, hash_of
from kg.ledger import Ledger
from kg.rendition import RENDER

FOLDER = Path(__file__).parent / "sources" / "press_conference"
HEADED = "Foreign Ministry Spokesperson Hua Chunying's Regular Press Conference on July 3, 2018\n\n"


def found_in(content: str, name: str = "a.txt") -> Found:
    """What the source finds in a text."""
    data = content.encode()
    rendition = RENDER["document"](data, name)
    [found] = press_conference.find(Document(content=data, id=hash_of(data), name=name), rendition)
    return found


def answers(content: str) -> list[tuple[str | None, str]]:
    """Speaker and words of each answer."""
    found = found_in(content)
    return [(_name(said), found.reading.text[slice(*said.segments[0])]) for said in found.statements]


def _name(said: Statement) -> str | None:
    return said.speaker.name if said.speaker else said.speaker_name


def claims(path: Path) -> list[Claim]:
    """The claims of a fixture."""
    document, _ = read_document(path, [press_conference.SOURCE])
    return [item for item in parsed(document, press_conference.SOURCE).items if isinstance(item, Claim)]


def test_ledger_takes_every_claim_of_the_fixtures(tmp_path: Path) -> None:
    """Nothing is refused by the checks of the ledger."""
    report = run_all(tmp_path)
    assert report.refused == ()
    assert report.accepted > 150


def run_all(folder: Path) -> IngestReport:
    """The fixtures, read into a ledger; each finds its source by itself."""
    return run(Ledger.create(folder / "a.kg"), sorted(FOLDER.glob("input*")), SOURCES)


def test_answers_are_the_spokespersons_and_questions_are_nobodys() -> None:
    """A label of one letter is the person of the heading; all paragraphs up to the next label are the answer."""
    text = HEADED + ("Q: The United States says that it was treated badly. What is your comment?\n\n"
                     "A: We don't agree.\n\nChina keeps its word. Who else does?\n\n"
                     "Reuters: A question on soybeans, please. We hear that ships turn back.\n\n"
                     "A: I refer you to the Ministry of Commerce.\n")
    assert answers(text) == [("Hua Chunying", "We don't agree.\n\nChina keeps its word. Who else does?"),
                             ("Hua Chunying", "I refer you to the Ministry of Commerce.")]


def test_other_names_change_the_speaker_and_nothing_else() -> None:
    """A spokesperson whom nobody knows, under the name that the heading has."""
    text = HEADED.replace("Hua Chunying", "Wei Lan") + "Q: Why? Please tell us.\n\nWei Lan: It is so.\n"
    assert answers(text) == [("Wei Lan", "It is so.")]
    [said] = found_in(text).statements
    assert (said.role, said.country, said.medium) == ("spokesperson", "CN", "press conference")
    assert said.organization == "Ministry of Foreign Affairs of the People's Republic of China"


def test_question_and_answer_may_share_a_paragraph() -> None:
    """As in pages that were pasted into one cell of a table."""
    text = HEADED + "Q: Is it true? A: It isn't. We said so. Q: Who said so? A: We did, twice."
    assert [words for _, words in answers(text)] == ["It isn't. We said so.", "We did, twice."]


def test_an_unnamed_spokesperson_stays_unnamed() -> None:
    """The words are then those of the ministry."""
    text = "商务部新闻发言人就有关问题答记者问\n\n问：请问有何评论？\n\n答：中方坚决反对，要求美方纠正错误。\n"
    [said] = found_in(text).statements
    assert (_name(said), said.role) == ("Ministry of Commerce of the People's Republic of China", "spokesperson")
    assert (said.stance, said.addressee, said.medium) == ("reject", "US", "answer to a question")


@pytest.mark.parametrize(("label", "asked"), [
    ("路透社记者：", True), ("《环球时报》记者：", True), ("【新华社记者】", True),
    ("问：", True), ("华春莹：", False), ("【华春莹】：", False)])
def test_labels_tell_who_asks(label: str, asked: bool) -> None:
    """Media ask; the spokesperson of the heading answers, in brackets or not."""
    heading = "2018年7月3日外交部发言人华春莹主持例行记者会"
    text = f"{heading}\n\n问：第一个问题是什么？\n\n答：已经回答过了。\n\n{label}请注意有关报道。\n"
    found = found_in(text)
    assert found.reading.published == "2018-07-03"
    assert {_name(said) for said in found.statements} == {"Hua Chunying"}
    assert len(found.statements) == (1 if asked else 2)


def test_a_ministry_of_another_country_is_not_chinas() -> None:
    """A heading that names the country before the ministry, or behind it."""
    for heading in ("Russian Foreign Ministry Spokeswoman Maria Volkova's Press Briefing",
                    "Press Conference of the Ministry of Foreign Affairs of Japan"):
        text = f"{heading}\n\nQ: Why is that so?\n\nA: Because it is.\n"
        assert found_in(text).statements == []


def test_what_a_question_tells_is_the_presss() -> None:
    """It has the press as its basis, and never more than a question's confidence; answers are official words."""
    said = claims(FOLDER / "input-mofcom-zh.html")
    listed = [claim for claim in said if claim.predicate == "TARGETS"]
    assert {(claim.basis, claim.confidence <= press_conference.ASKED) for claim in listed} == {("press", True)}
    words = [claim for claim in said if claim.predicate == "words"]
    assert {claim.basis for claim in words} == {""}
    assert press_conference.SOURCE.basis == "official_words"


def test_an_answers_subject_may_stand_in_its_question() -> None:
    """The firm that was asked about."""
    said = claims(FOLDER / "input-mfa-en.txt")
    assert next(claim.object for claim in said if claim.predicate == "ABOUT") == "company:huawei"


def test_the_day_is_that_of_the_heading() -> None:
    """A page may be printed a day later; what the user gives goes before both."""
    content = (HEADED + "2018-07-04\n\nQ: Why?\n\nA: We have said why, and when.\n").encode()
    rendition = RENDER["document"](content, "a.txt")
    document = Document(content=content, id=hash_of(content), name="a.txt")
    assert press_conference.describe(document, rendition).published == "2018-07-03"
    given = Document(content=content, id=hash_of(content), name="a.txt", published="2018-07-09",
                     published_basis="given")
    assert press_conference.describe(given, rendition).published == "2018-07-09"


ANSWERED = "\n\n有记者问：请问有什么考虑？\n\n答：" \
           "自2025年5月14日起，暂停不可靠实体清单工作机制公告〔2025〕7号规定的措施90天。\n"


@pytest.mark.parametrize(("text", "source"), [
    (HEADED + "Q: Why?\n\nA: We have said why.\n", press_conference.SOURCE),
    ("商务部新闻发言人就有关问题答记者问\n\n问：为什么？\n\n答：有关部门已经说明了情况。\n", press_conference.SOURCE),
    ("商务部新闻发言人就有关措施答记者问" + ANSWERED, cn_notice.SOURCE),
    ("MOFCOM Spokesperson's Remarks on Duties\n\nChina regrets the new duties on steel.\n", press_release.SOURCE),
    ("Geng Shuang spoke at a press conference of the Foreign Ministry.\n\nQ: Why? he was asked.\n\nA: Why not.\n",
     news.SOURCE),
    ("Chinese Foreign Ministry Spokesperson Lin Jian answers questions about tariffs.\n\nNHK: What is the answer?\n\n"
     "Lin Jian: There are no winners in a tariff war.\n", news.SOURCE)])
def test_one_source_recognises_a_document(text: str, source: object) -> None:
    """Headings with turns are press conferences; changes of numbered notices, remarks and reports are not."""
    assert detect("a.txt", text.encode(), SOURCES) is source


def test_other_forms_are_not_read() -> None:
    """Binary documents and pages without turns."""
    assert not press_conference.recognises("a.pdf", b"%PDF-1.7")
    page = "<html><head><title>外交部发言人主持例行记者会</title></head><body><p>会议消息。</p></body></html>"
    assert not press_conference.recognises("a.html", page.encode())
