"""Notices of the Chinese authorities, in Chinese, that put parties on a list or change earlier notices.

Publishers: the Unreliable Entity List Working Mechanism and the Ministry of Commerce (https://www.mofcom.gov.cn/), the
Ministry of Foreign Affairs (https://www.mfa.gov.cn/). Read are additions to the Unreliable Entity List, the export
control list and its watch list, countermeasures under the Anti-Foreign Sanctions Law, inquiries, removals, and the
notices that suspend, resume, prolong or stop earlier ones by their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from ingest.cn_notice.claims import NoticeClaims
from ingest.cn_notice.heading import is_signed, issuer_of, number_of, published_of
from ingest.cn_notice.reading import notice_of
from ingest.source import Source
from ingest.text.header import ADDRESS, HEADING, PUBLISHED, header_of
from kg import rich_text
from kg.claim import Claim, Refusal
from kg.document import Document, is_date
from kg.errors import SourceRefused
from kg.rendition import Rendition, TextRendition

if TYPE_CHECKING:
    from ingest.text.found import Found

_MEDIA_TYPES = {"text/1": "text/plain", "html/1": "text/html"}
_ABOUT = re.compile("不可靠实体清单|管控名单|关注名单|反制裁?(?:清单|措施)")
_DECIDES = re.compile(r"依据|根据|现公布|决定")
_SPOKEN = re.compile("答记者问|发言人")
_TOP = 200  # characters in which a spokesperson's heading stands


def recognises(name: str, head: bytes) -> bool:
    """Whether a text is a notice: numbered or signed by an authority, or its spokesperson tells of changes by number.

    News about a notice is neither.
    """
    if rich_text.form_of(head) != "text/1":
        return False
    text = head.decode("utf-8", "ignore")
    notice = notice_of(text) if _ABOUT.search(text) else None
    if notice is None:
        return False
    if notice.changes and _is_spoken(text):
        return True
    return bool(_DECIDES.search(text)) and (number_of(text) is not None or is_signed(text))


def describe(document: Document, rendition: Rendition) -> Document:
    """The document with issuer, title, day of publication and address, as far as it says them."""
    text = _text(rendition)
    header = header_of(text)
    notice, issued, day = notice_of(text), issuer_of(text), published_of(text)
    stated = header.first(PUBLISHED)[:10]
    found = stated if is_date(stated) else day.value if day else ""
    return msgspec.structs.replace(
        document, publisher=notice.issuer.name if notice else issued[0].name if issued else "",
        heading=header.first(HEADING) or (notice.title if notice else ""), published=document.published or found,
        published_basis=document.published_basis or ("content" if found else ""),
        url=document.url or header.first(ADDRESS),
        media_type=document.media_type or _MEDIA_TYPES.get(rendition.kind, ""))


def parse(document: Document, rendition: Rendition) -> Iterator[Claim | Refusal]:
    """The claims of a notice; a Refusal for a text that isn't one."""
    text = _text(rendition)
    notice = notice_of(text, document.published)
    if notice is None:
        yield Refusal(1, "expected a notice that lists, investigates or changes earlier notices, found none")
    else:
        yield from NoticeClaims(notice, document.published).all()


def find(document: Document, rendition: Rendition) -> Iterator[Found]:
    """What a notice says, as one Found. Raises SourceRefused for a text that isn't a notice or can't be read."""
    # the rules for language take a while to load
    from ingest.cn_notice.finding import found_in
    from ingest.text.reading import read

    text = _text(rendition)
    told = describe(document, rendition)
    notice = notice_of(text, told.published)
    if notice is None:
        raise SourceRefused("expected a notice that lists, investigates or changes earlier notices, found none",
                            document.name)
    yield found_in(notice, read(told, rendition), spoken=_is_spoken(text))


def _is_spoken(text: str) -> bool:
    return _SPOKEN.search(text[:_TOP]) is not None


def _text(rendition: Rendition) -> str:
    return rendition.text if isinstance(rendition, TextRendition) else ""


SOURCE = Source(
    name="cn_notice",
    version=1,
    description="Notices of the Chinese authorities on listed parties, in Chinese",
    publisher="Chinese authorities",
    url="https://www.mofcom.gov.cn/",
    formats=("txt", "md", "html", "pdf", "docx"),
    rendition="document",
    basis="official_record",
    recognises=recognises,
    describe=describe,
    parse=parse,
    find=find,
)
