"""The text of web pages, PDF files and Word documents, by rules that stay as they are.

A quote of such a document is looked up in this text, years later too. So each rule takes all the text there is, and
leaves to the reader of the document what of it is an article and what is a menu; a rule that changes gets a new
number. Paragraphs are set apart by an empty line.

- html/1: text of the elements that a reader sees, white space folded (WHATWG HTML, "the page's rendered text").
- pdf/1: `pypdf`, page by page, plain order of the file (extra `text`).
- docx/1: paragraphs of `word/document.xml` without deleted text and field codes (ISO/IEC 29500-1, WordprocessingML).
"""

from __future__ import annotations

import io
import logging
import re
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib
from collections.abc import Callable
from html.parser import HTMLParser

from kg.errors import EnvironmentRefused, SourceRefused

LARGEST = 64 << 20  # bytes of a document, and of one packed part of it
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select",
                     "textarea", "canvas", "math", "button"})
_INLINE = frozenset({"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
                     "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
                     "var", "wbr", "link", "meta"})
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
                   "wbr"})
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
# what browsers take for these names (WHATWG Encoding Standard)
_SPOKEN_FOR = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
               "us-ascii": "cp1252"}
_SPACE = re.compile(r"\s+")


def form_of(content: bytes) -> str:
    """The rendition that suits a document of running text, by its first bytes."""
    if content.startswith(b"%PDF-"):
        return "pdf/1"
    if content.startswith(b"PK\x03\x04"):
        return "docx/1"
    return "html/1" if is_html(content) else "text/1"


def is_html(content: bytes) -> bool:
    """Whether the document is a web page: it begins with a tag of one, and has another."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return bool(re.match(rb"<(!doctype html|html|head|body|!--|\?xml[^>]*>\s*<(!doctype )?html)", head)
                ) and bool(re.search(rb"<(html|head|body|p|div|article|title|meta)\b", content[:65_536].lower()))


def html_text(content: bytes, name: str) -> str:
    """`html/1`. Raises SourceRefused for one that is too large, or isn't in the encoding that it names."""
    if len(content) > LARGEST:
        raise SourceRefused(f"expected a web page of at most {LARGEST} bytes, found {len(content)}", name)
    page = _Page()
    page.feed(html_source(content, name))
    page.close()
    return page.text()


def html_source(content: bytes, name: str) -> str:
    """A web page decoded: by its BOM, else the encoding that it names, else UTF-8. Raises SourceRefused."""
    named = _CHARSET.search(content[:4096])
    encoding = named[1].decode().lower() if named else "utf-8"
    encoding = _SPOKEN_FOR.get(encoding, encoding)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    try:
        return content.decode("utf-8-sig" if encoding in ("utf-8", "utf8") else encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceRefused(f"expected a web page in {encoding}: {error}", name) from error


class _Page(HTMLParser):
    """Gathers the paragraphs of a web page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._paragraphs: list[str] = []
        self._words: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN or ("hidden" in dict(attrs) and tag not in _VOID):
            self._unseen.append(tag)
        elif self._unseen and tag == self._unseen[-1]:
            self._unseen.append(tag)  # a hidden element within one of its own name
        elif tag == "body":
            self._unseen.clear()  # the head was never closed
        if tag not in _INLINE:
            self._end_paragraph()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) if tag == "head" else _last(self._unseen, tag):]
        if tag not in _INLINE:
            self._end_paragraph()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._words.append(data)

    def _end_paragraph(self) -> None:
        if self._words:
            folded = _SPACE.sub(" ", "".join(self._words)).strip()
            self._words.clear()
            if folded:
                self._paragraphs.append(folded)

    def text(self) -> str:
        """All paragraphs, with an empty line between."""
        self._end_paragraph()
        return "\n\n".join(self._paragraphs) + "\n"


def _last(tags: list[str], tag: str) -> int:
    return len(tags) - 1 - tags[::-1].index(tag)


def pdf_text(content: bytes, name: str) -> str:
    """`pdf/1`. Raises SourceRefused (damaged, locked, without text), EnvironmentRefused when pypdf is missing."""
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ModuleNotFoundError as error:
        raise EnvironmentRefused("reading PDF files needs pypdf: pip install 'tradewar-kg[text]'") from error
    logging.getLogger("pypdf").setLevel(logging.ERROR)  # it warns of what it mends
    if len(content) > LARGEST:
        raise SourceRefused(f"expected a PDF of at most {LARGEST} bytes, found {len(content)}", name)
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError, OSError,
            zlib.error) as error:
        # pypdf lets all of these out on damaged files
        raise SourceRefused(f"expected a PDF that can be read: {error}", name) from error
    text = "\n\n".join(page.strip() for page in pages if page.strip())
    if not text:
        raise SourceRefused("expected a PDF with text, found none (scanned pages?)", name)
    return text.encode("utf-8", "replace").decode() + "\n"


def docx_text(content: bytes, name: str) -> str:
    """`docx/1`. Raises SourceRefused for a file that isn't a Word document, or unpacks to too much."""
    root = _packed_xml(content, "word/document.xml", name)
    if root is None:
        raise SourceRefused("expected a Word document, found another packed file", name)
    paragraphs = (_SPACE.sub(" ", _paragraph(element)).strip() for element in root.iter(f"{_WORD}p"))
    return "\n\n".join(text for text in paragraphs if text) + "\n"


def _paragraph(element: ElementTree.Element) -> str:
    """A paragraph's own text; a text box inside it is a paragraph apart."""
    parts = []
    for node in element:
        if node.tag == f"{_WORD}t":
            parts.append(node.text or "")
        elif node.tag in (f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"):
            parts.append(" ")
        elif node.tag != f"{_WORD}p":
            parts.append(_paragraph(node))
    return "".join(parts)


def docx_heading(content: bytes, name: str) -> str:
    """The title in a Word document's properties, or ""."""
    root = _packed_xml(content, "docProps/core.xml", name)
    found = None if root is None else root.find("{http://purl.org/dc/elements/1.1/}title")
    return "" if found is None else (found.text or "").strip()


def _packed_xml(content: bytes, part: str, name: str) -> ElementTree.Element | None:
    """An XML part of a packed document; None when it has none. The format has no document type declarations."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if part not in packed.namelist():
                return None
            with packed.open(part) as file:
                xml = file.read(LARGEST + 1)
        if len(xml) > LARGEST or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            raise SourceRefused(f"expected an ordinary Word document, found {part} with declarations or above "
                                f"{LARGEST} bytes", name)
        return ElementTree.fromstring(xml)
    except (zipfile.BadZipFile, ElementTree.ParseError, zlib.error, EOFError, OSError, ValueError,
            NotImplementedError, RuntimeError) as error:
        raise SourceRefused(f"expected a Word document that can be read: {error}", name) from error


READ: dict[str, Callable[[bytes, str], str]] = {"html/1": html_text, "pdf/1": pdf_text, "docx/1": docx_text}
