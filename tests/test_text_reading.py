"""Reading documents of running text: what is text, when it was published, and what can't be read."""

from __future__ import annotations

import hypothesis
import pytest
from hypothesis import strategies

from ingest import SOURCES, Source, news
from ingest.running import detect
from ingest.text import furniture, language
from ingest.text.found import Reading
from ingest.text.header import header_of
from ingest.text.language import PORTION, parse, unwrapped
from ingest.text.paragraphs import paragraphs
from ingest.text.places import paragraphs_of
from ingest.text.published import day_in, day_in_line, day_in_name
from ingest.text.reading import language_of, read
from kg.document import Document, hash_of
from kg.errors import EnvironmentRefused, SourceRefused
from kg.rendition import RENDER, TextRendition
from kg.rich_text import docx_heading, docx_text, form_of, html_text
from tests.text_forms import docx, pdf

ARTICLE = """Harbour Times Business

Port Operator Put on Trade Blacklist


The Commerce Department put a port operator on its Entity List, it said in a notice.

By Jane Roe and John Doe

“We reject the step,” said the operator’s chairman.

READ MORE: Ten ways to cook rice

Leave a Comment
"""
SENTENCE = "The ministry said that the duties would be raised in the coming weeks."


def reading_of(content: str | bytes, name: str = "article.txt", **given: str) -> Reading:
    """A document read in the form that its bytes have."""
    data = content.encode() if isinstance(content, str) else content
    document = Document(content=data, id=hash_of(data), name=name, **given)
    return read(document, RENDER["document"](data, name))


def body_of(reading: Reading) -> list[str]:
    """The words of each span of the body."""
    return [reading.text[start:end] for start, end in reading.body]


def test_menus_bylines_and_prompts_are_not_text() -> None:
    """Only the sentences of an article are its body."""
    assert body_of(reading_of(ARTICLE)) == [
        "The Commerce Department put a port operator on its Entity List, it said in a notice.",
        "“We reject the step,” said the operator’s chairman."]


def test_the_heading_is_the_line_that_says_something() -> None:
    """A section's name above the heading isn't the heading."""
    assert reading_of(ARTICLE).heading == "Port Operator Put on Trade Blacklist"


@pytest.mark.parametrize("line", [
    "By Jane Roe, Staff Writer", "Share this article", "Photo: Jane Roe/Agency", "Image: John Doe",
    "Subscribe to our newsletter", "We use cookies to make the site better. Accept all.",
    "Copyright 2019 Harbour Times. All rights reserved.",
    "[Five charts on steel](https://example.org/steel)", "**Read: [Five charts](https://example.org/charts)**",
    "![a port](https://example.org/port.jpg)", "Tags: steel, ports", "###", "https://example.org/story",
    "Home | World | Trade", "(Reporting by Jane Roe; Editing by John Doe)", "Advertisement",
    "See also: duties explained"])
def test_a_line_around_an_article_is_furniture(line: str) -> None:
    """General rules, one for each kind of line."""
    assert furniture.is_furniture(line)


@pytest.mark.parametrize("line", [
    SENTENCE, "By Friday the duties will have been paid, the ministry said.",
    "Read in full, the order says nothing of steel.", "Photos of the signing showed both ministers smiling.",
    "(c) the duty on steel shall be raised.",
    "Follow-up talks are planned for May.", "Comments by the minister were taken as a threat.",
    "- a duty of 25 percent on steel"])
def test_a_sentence_that_looks_like_one_is_text(line: str) -> None:
    """What only begins like a byline or a prompt stays."""
    assert not furniture.is_furniture(line)


def test_what_follows_related_coverage_is_left_out() -> None:
    """Teasers of other articles below the text aren't part of it."""
    text = f"{SENTENCE}\n\n{SENTENCE}\n\n### Related Coverage\n\nAnother firm was put on a list last year, too.\n"
    assert body_of(reading_of(text)) == [SENTENCE, SENTENCE]


def test_links_and_stars_of_markdown_are_no_words() -> None:
    """The words of a link stay, its address goes; offsets don't move."""
    reading = reading_of("---\ntitle: Duties\n---\n\nThe **ministry** said [in a notice](https://example.org/a_(b)) "
                         "that it would answer.\n", "a.md")
    assert " ".join(" ".join(body_of(reading)).split()) == "The ministry said in a notice that it would answer."
    assert len(reading.masked) == len(reading.text)
    assert reading.masked.index("in a notice") == reading.text.index("in a notice")


def test_stars_of_plain_text_stay() -> None:
    """Only Markdown has emphasis: elsewhere a star is a star."""
    assert body_of(reading_of("A duty of 25%* was announced for *all* steel.\n"))[0].count("*") == 3


def test_a_caption_before_the_text_is_left_out() -> None:
    """A photo's caption in the same paragraph ends with its credit."""
    text = f"Ministers meet at the port on Monday. (Harbour Times Photo) {SENTENCE}"
    assert body_of(reading_of(text)) == [SENTENCE]


def test_a_dateline_gives_agency_and_day() -> None:
    """Place, day and agency aren't the sentence, but say when and who."""
    reading = reading_of(f"BEIJING, July 6, 2018 (Xinhua) -- {SENTENCE}\n")
    assert (reading.published, reading.publisher, reading.published_basis) == ("2018-07-06", "Xinhua", "content")
    assert body_of(reading) == [SENTENCE]


@pytest.mark.parametrize(("text", "name", "day", "basis"), [
    (f"---\ndate: 2019-10-08T03:12:00+01:00\n---\n{SENTENCE}", "a.md", "2019-10-08", "content"),
    (f"title: Duties\ndate: 2018-03-23\n\n{SENTENCE}", "a.txt", "2018-03-23", "content"),
    (f"Published: October 8, 2019\n\n{SENTENCE}", "a.txt", "2019-10-08", "content"),
    (f"https://example.org/2019/10/08/duties\n\n{SENTENCE}", "a.txt", "2019-10-08", "content"),
    (SENTENCE, "duties_20191008.txt", "2019-10-08", "file name"), (SENTENCE, "duties.txt", None, ""),
    (SENTENCE, "20191399_duties.txt", None, "")])
def test_the_day_comes_from_where_it_stands(text: str, name: str, day: str | None, basis: str) -> None:
    """Header, line, address, file name, in that order; a day that doesn't exist is none."""
    reading = reading_of(text, name)
    assert (reading.published, reading.published_basis) == (day, basis)


def test_a_given_day_goes_before_all() -> None:
    """Who hands in the document knows best."""
    reading = reading_of(f"date: 2018-03-23\ntitle: x\n\n{SENTENCE}", published="2020-01-02", published_basis="given")
    assert (reading.published, reading.published_basis) == ("2020-01-02", "given")


def test_a_day_inside_a_sentence_is_not_that_of_publication() -> None:
    """A past event's date in the first paragraph dates no article."""
    assert reading_of("The duties of July 6, 2018 were only the first, the ministry said.").published is None
    assert day_in_line("The duties of July 6, 2018 were only the first.") == ""


def test_days_are_read_in_english_and_chinese() -> None:
    """Full dates only."""
    assert {day_in(words) for words in ("Oct. 8, 2019", "8 October 2019", "2019年10月8日")} == {"2019-10-08"}
    assert {day_in(words) for words in ("October 8", "2019-02-30", "soon")} == {""}
    assert day_in_name("report-2019-10-08-final.txt") == "2019-10-08"


def test_wrapped_lines_are_one_paragraph() -> None:
    """A line that ends because the next word would not fit goes on in the next."""
    text = ("The ministry said on Tuesday that the duties on steel and on\naluminium would be raised in the coming "
            "weeks, and that\nnegotiations would go on.\nA new line of its own stands here.\n")
    found = [text[a:b] for a, b in paragraphs(text)]
    assert [part[:12] for part in found] == ["The ministry", "A new line o"]


def test_long_lines_are_paragraphs_each() -> None:
    """A text that isn't wrapped has one paragraph a line."""
    text = f"{SENTENCE} {SENTENCE}\n{SENTENCE} {SENTENCE}\n"
    assert len(list(paragraphs(text))) == 2


def test_line_ends_inside_a_paragraph_are_blanks_for_the_parser() -> None:
    """Wrapping doesn't change the parse; offsets stay, with Windows line ends too."""
    text = ("The ministry said on Tuesday that the duties on steel and on\r\naluminium would be raised.\r\n\r\n"
            "Talks will go on.\r\n")
    reading = reading_of(text)
    assert "\n" not in unwrapped(reading)[:80]
    assert len(unwrapped(reading)) == len(text)
    assert [reading.text[start:start + 3] for start, _ in paragraphs_of(reading)] == ["The", "Tal"]


def test_offsets_count_the_file_as_it_is() -> None:
    """A byte order mark is one character, a Windows line end two."""
    rendition = RENDER["text/1"](b"\xef\xbb\xbfone\r\ntwo", "a.txt")
    assert isinstance(rendition, TextRendition)
    assert rendition.text_at("char=6,9") == "two"


def test_a_chinese_text_is_chinese() -> None:
    """By the share of its letters."""
    reading = reading_of("商务部新闻发言人表示，中方坚决反对美方的做法，将采取必要措施。")
    assert reading.language == "zh"
    assert language_of(["The 商务部 said so in its English notice."]) == "en"


def test_a_web_page_gives_its_article_and_not_its_scripts() -> None:
    """Menus and scripts go, title and day come from the page's own data."""
    page = f"""<!DOCTYPE html><html><head><title>Duties raised</title>
    <meta property="og:site_name" content="Harbour Times">
    <meta property="article:published_time" content="2019-10-08T10:00:00Z"><script>var x = "{SENTENCE}";</script></head>
    <body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Duties raised</h1>
    <p>{SENTENCE}</p><script>document.write("<p>gotcha</p>")</script><p>It gave   no
    date for them, and <b>officials</b> would not say more about the plan.</p><p>{SENTENCE}</p></article>
    <footer>Copyright 2019</footer></body></html>"""
    reading = reading_of(page, "a.html")
    assert body_of(reading) == [
        SENTENCE, "It gave no date for them, and officials would not say more about the plan.", SENTENCE]
    assert (reading.heading, reading.publisher, reading.published) == ("Duties raised", "Harbour Times", "2019-10-08")


def test_a_web_page_of_nothing_but_scripts_is_refused() -> None:
    """Nothing to read is said so."""
    page = "<!DOCTYPE html><html><body>" + "<script>while(1){}</script>" * 2000 + "</body></html>"
    with pytest.raises(SourceRefused, match="no sentence"):
        reading_of(page, "a.html")


def test_a_word_document_gives_its_paragraphs() -> None:
    """Without deleted words; the title comes from its properties."""
    deleted = f"<w:r><w:t>{SENTENCE}</w:t></w:r><w:del><w:r><w:delText>Secret.</w:delText></w:r></w:del>"
    reading = reading_of(docx(deleted, "Talks will go on.", heading="Duties"), "a.docx")
    assert body_of(reading) == [SENTENCE, "Talks will go on."]
    assert reading.heading == "Duties"


def test_a_pdf_gives_its_lines() -> None:
    """The text of a page."""
    assert body_of(reading_of(pdf(SENTENCE, "Talks will go on."), "a.pdf"))[0].startswith(SENTENCE)


@pytest.mark.parametrize(("content", "name", "reason"), [
    (b"%PDF-1.4\nnothing of the sort", "a.pdf", "PDF"), (pdf(), "a.pdf", "scanned"),
    (b"PK\x03\x04 not packed at all", "a.docx", "Word"), (docx(SENTENCE)[:200], "a.docx", "Word"),
    (docx(SENTENCE, declaration='<!DOCTYPE a [<!ENTITY b "c">]>'), "a.docx", "declarations"),
    (b"\xff\xd8\xff\xe0 an image", "a.txt", "UTF-8"), (b"text with a \x00 in it, and more of it.", "a.txt", "NUL"),
    ("’“”".encode().decode("cp1252", "replace").encode() * 9, "a.txt", "garbled"),
    (f"“{SENTENCE}” “{SENTENCE}” it’s".encode().decode("latin-1").encode(), "a.txt", "garbled"),
    (b"word " * 40_000, "a.txt", "at most"), (b"<html><head></head><body></body></html>", "a.html", "no sentence")])
def test_what_cannot_be_read_is_refused_with_a_reason(content: bytes, name: str, reason: str) -> None:
    """Damaged, garbled, empty or endless documents: one clear line each."""
    with pytest.raises(SourceRefused, match=reason):
        reading_of(content, name)


def test_accents_are_not_garbled() -> None:
    """French and German words have the letters of mojibake, but not its pairs."""
    assert reading_of("Le président a dit « non » à Genève: l’été, où ça, déjà vu, Zürich, Ägypten, Café.").body


def test_odd_marks_and_nested_quotes_are_only_text() -> None:
    """Nothing in the words can break the reading."""
    text = "He said “it's ‘unfair” and MATCH (n) DETACH DELETE n; =HYPERLINK(\"x\") <script>alert(1)</script> at that."
    assert reading_of(text).text == text


@pytest.mark.parametrize(("name", "content"), [
    ("a.txt", SENTENCE.encode()), ("a.md", ARTICLE.encode()), ("a.html", b"<html><body><p>" + SENTENCE.encode()),
    ("a.pdf", pdf(SENTENCE)), ("a.docx", docx(SENTENCE)), ("stdin", SENTENCE.encode()),
    ("b", "中方坚决反对美方的错误做法。".encode())])
def test_running_text_is_news_unless_another_source_knows_it(name: str, content: bytes) -> None:
    """The fallback of all running text."""
    assert detect(name, content, SOURCES) is news.SOURCE


@pytest.mark.parametrize(("name", "content"), [
    ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), ("a.bin", bytes(range(256)) * 4), ("a.csv", b"a,b\n1,2\n"),
    ("a.json", b'{"a": "words of a text in a record"}'), ("a.zip", b"PK\x03\x04\x00\x00mimetype")])
def test_what_is_no_text_has_no_source(name: str, content: bytes) -> None:
    """Binary files and unknown records are refused, not read as news."""
    with pytest.raises(SourceRefused, match="no source recognises"):
        detect(name, content, SOURCES)


def test_forms_are_told_by_their_bytes() -> None:
    """Names may lie."""
    assert [form_of(c) for c in (pdf(SENTENCE), docx(SENTENCE), b"\n<!DOCTYPE html><html>", b"<- text", b"<html>")] == [
        "pdf/1", "docx/1", "html/1", "text/1", "html/1"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
@hypothesis.given(head=strategies.binary(max_size=300) | strategies.text(max_size=300).map(str.encode))
def test_no_bytes_break_a_source_that_looks_at_them(source: Source, head: bytes) -> None:
    """Recognising is asked of every file there is."""
    for name in ("a", "a.csv", "a.json", "a.txt"):
        assert source.recognises(name, head) in (True, False)


def test_a_long_text_is_parsed_in_portions_with_its_own_offsets() -> None:
    """The places of words don't depend on where a portion ends."""
    text = "\n\n".join(f"{SENTENCE} This was paragraph {number} of them." for number in range(1000)) + "\n"
    assert len(text) > 2 * PORTION
    doc = parse(reading_of(text))
    assert doc.text == text
    assert all(text[token.idx:token.idx + len(token)] == token.text for token in doc)
    assert sum(1 for _ in doc.sents) == 2000


def test_quotation_marks_close_the_sentence_that_they_end() -> None:
    """No sentence begins with what belongs to the one before."""
    doc = parse(reading_of("He said: \"We will answer. They know it.\" Then talks went on.\n"))
    assert [sentence.text.strip() for sentence in doc.sents][-1] == "Then talks went on."


@pytest.mark.parametrize(("text", "fields"), [
    ("---\ntitle: [broken\ndate: 2019-10-08\n---\nbody", {"title": "[broken", "date": "2019-10-08"}),
    ("title: only one\n\nbody", {}), ("title: a\ndate: b", {"title": "a", "date": "b"}), ("content: alone", {}),
    ("\ufefftitle: a\r\nsource: b\r\n\r\nbody", {"title": "a", "source": "b"}),
    ("---\n- a list\n---\nbody", {}), ("no header: here\nat: all", {})])
def test_headers_are_read_as_text(text: str, fields: dict[str, str]) -> None:
    """Broken YAML too; one line that happens to have a colon is no header."""
    assert header_of(text).fields == fields


@pytest.mark.parametrize(("page", "text"), [
    ("<p>one</p><p hidden>two</p>three", "one\n\nthree\n"), ("<head><title>t</title><body><p>one", "one\n"),
    ("<div hidden><div>in</div>still in</div>out", "out\n"), ("a<br>b &amp; c<b>d</b>", "a\n\nb & cd\n"),
    ("<p>caf&eacute;\n  au lait", "café au lait\n"), ("<svg><p>in</p></svg></div>out", "out\n")])
def test_the_text_of_a_page_is_what_a_reader_sees(page: str, text: str) -> None:
    """Whatever is left open or hidden."""
    assert html_text(f"<html>{page}".encode(), "a.html") == text


@pytest.mark.parametrize("content", [
    '<html><meta charset="gb2312"><p>中方反对</p>'.encode("gb18030"), "<html><p>中方反对</p>".encode("utf-16"),
    "\ufeff<html><p>中方反对</p>".encode(), '<html><meta charset="utf-8"><p>中方反对</p>'.encode()])
def test_a_page_is_decoded_as_it_says(content: bytes) -> None:
    """By its BOM, its own word, or as UTF-8."""
    assert html_text(content, "a.html") == "中方反对\n"


@pytest.mark.parametrize("content", [b"<html><p>\xff\xfe\xfd</p>", b'<html><meta charset="klingon"><p>a</p>'])
def test_a_page_in_another_encoding_is_refused(content: bytes) -> None:
    """With the encoding that was expected."""
    with pytest.raises(SourceRefused, match="web page in"):
        html_text(content, "a.html")


def test_text_boxes_of_a_word_document_are_paragraphs_apart() -> None:
    """Not glued to the words around them, not said twice."""
    box = ("<w:r><w:t>Before</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p>"
           "</w:txbxContent></w:r><w:r><w:tab/><w:t>after.</w:t></w:r>")
    assert docx_text(docx(box), "a.docx") == "Before after.\n\nIn the box\n"
    assert docx_heading(docx(SENTENCE), "a.docx") == ""


def test_a_missing_model_is_said_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and the way out."""
    monkeypatch.setattr(language, "MODELS", ("no_such_model",))
    with pytest.raises(EnvironmentRefused, match="pip install"):
        language.model.__wrapped__()
