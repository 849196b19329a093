"""Lines around an article that aren't its text: menus, prompts, credits, captions, bylines, notes on cookies.

Rules for lines in general, not for the pages of one site. A line with a verb and a full stop is text unless it opens
with words that only furniture opens with.
"""

from __future__ import annotations

import re

_PROMPT = re.compile(
    r"(?:\*{2}|\[|_)*(?:"
    r"(?:read|see|watch|listen|also|learn|know|find out)\s*(?:more|also|next|now|on|here|the (?:rest|full)\b|full)"
    r"[^.]{0,12}(?:[:|–—-]|here\b|$)"
    r"|(?:read|see also|also see|also read|related|recommended|more on|more from|you may also like|don't miss|"
    r"trending|latest|watch|photos?|video|gallery|in pictures|up next|editor'?s picks?|most read|popular)"
    r"\s*(?::|\||stories\b|articles\b|coverage\b|news\b|posts?\b|content\b|topics?\b|reading\b|links?\b)"
    r"|leave (?:a |your )?(?:comment|reply)|(?:post|add|write) a comment|\d+ comments?\b|comments? ?(?:\(\d+\)|$|are )"
    r"|share (?:this|on|via|article|story)|follow us|like us on|sign up|sign in|log ?in|subscribe|register (?:now|for)"
    r"|click here|skip to|back to top|go to|print(?: this)?$|e-?mail (?:this|article|address)|tweet(?: this)?$|"
    r"(?:advertise|advertisement|sponsored|promoted)\b"
    r"|(?:we|this (?:web)?site|our (?:web)?site)\b.{0,40}\bcookies?\b"
    r"|(?:accept|manage|cookie)s? (?:all|cookies?|policy|settings|preferences|notice)\b"
    r"|privacy (?:policy|notice)|terms (?:of|and)\b"
    r"|(?:copyright|©|\(c\))\s*©?\s*(?:19|20)\d\d|.{0,40}\ball rights reserved\b"
    r"|(?:tags?|filed under|topics?|categor(?:y|ies)|keywords?|posted (?:in|on|by)|labels?)\s*:"
    r"|(?:first published|last (?:updated|modified)|updated|published|posted)\s*(?::|on\b|at\b)?\s*\w{0,9}\.? ?\d"
    r"|the post\b.{0,300}\bappeared first on\b|from\b.{0,80}\bhttps?://\S+$|via\s+\[|source link|full story$|"
    r"original (?:source|article|link)|this (?:article|story) (?:was|has been|first|originally)\b.{0,60}"
    r"(?:published|appeared|updated|republished)|contact the (?:writer|reporter|author|editor)|for more information,"
    r"|read the (?:rest|full|original)\b|continue reading|newsletter|breaking news$|home\s*[>»/|]"
    r"|\(?(?:责任编辑|编辑|来源|记者|分享|扫一扫|更多|相关阅读|延伸阅读|点击)[:：（(])", re.IGNORECASE)
_CREDIT = re.compile(
    r"[(\[]?(?:images?|photos?|pictures?|pics?|file photo|credits?|photographs?|illustration|caption|图片?|资料图)\s*"
    r"(?:[:：/|]|by\b|courtesy\b|via\b|credit\b|taken\b)"
    r"|[(\[]?(?:getty images|shutterstock|reuters/|ap photo|afp/|epa/)",
    re.IGNORECASE)
_BYLINE = re.compile(
    r"(?i:by|written by|reported by|story by|text by|from)\s+(?:[A-Z][\w.'’-]+|and|,|&|de|van|von|der|in)"
    r"(?:[ ,]+(?:[A-Z][\w.'’-]*|and|&|de|van|von|der|in|at|for|staff|writers?|reporters?|correspondents?))*"
    r"(?:\s*[|,/·–—-]\s*[^.!?]{0,60})?\s*$|\(?(?i:(?:additional )?(?:reporting|editing|writing|compiled|edited) by\b)")
_ONLY_LINK = re.compile(
    r"(?:[-*+•▪#>\s]|\*\*|__|\d+[.)])*!?\[[^\]]*\]\([^)\s]*(?:\s+\"[^\"]*\")?\)(?:[\s*_|·,.:-]|\([\w ]{1,30}\))*"
    r"(?:!?\[[^\]]*\]\([^)\s]*\)[\s*_|·,-]*)*$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$|\S+@\S+\.\w+$|@\w+$")
_SHORTCODE = re.compile(r"\\?\[[^\[\]]{0,80}\\?\]$|\{[%{].*[%}]\}$")
_SCRIPT = re.compile(r"(?:var|let|const|function|window|document|if|jQuery|\$)\s*[\w.]*\s*[(={].*[;})]$")
_END = re.compile(r"\\?#{2,3}$|-+\s*(?:30|END|ends?)\s*-+$|[*_=~·•.\s-]{1,80}$", re.IGNORECASE)
_MENU = re.compile(r"[^.!?]{1,40}(?:\s*[|»›>·•]\s*[^.!?]{1,40}){2,}$")
_AFTERWARDS = re.compile(
    r"[#*_\s]*(?:(?:related|previous|further|more|recommended|latest|other)\s+(?:coverage|articles?|stories|news|"
    r"reading|posts?|content|links?|from\b.{0,40}|on\b.{0,40})|see also|you (?:may|might) (?:also )?like|"
    r"(?:leave a )?(?:comments?|reply)(?: \(\d+\))?|about the authors?|references|footnotes|sources?|share this.{0,20}|"
    r"most (?:read|popular)|trending(?: now)?|相关(?:新闻|阅读|文章)|延伸阅读)[#*_:：\s]*$", re.IGNORECASE)
_SIGNATURE = re.compile(r"(?:[―—–]|--)\s*@?[A-Z]")  # who said what stands in the paragraph before
_TURN = re.compile(r"(?:Q\b|[A-Z][\w.’'() :]{0,40}:)\s*\S")
_TAG = re.compile(r"<[^>]{1,80}>")
_ANNEX = re.compile(r"annex|appendix|attachment|schedule [a-z0-9]|附件|附录|附表", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?。！？…:：;；,，—–-][\"'”’»）)\]*_]*$")
_LIST_ITEM = re.compile(r"[-*+•▪·][ \t]|\(?\d{1,2}[.)][ \t]")
_ITEM = re.compile(r"^(?:[-*+•▪·]\s|[（(]?\d{1,3}\s*[.)、．）])|[,;，；、](?:\s*and)?$")
MOSTLY = 0.85
_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_SMALL = frozenset({
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on", "or", "over",
    "per", "so", "than", "that", "the", "to", "up", "upon", "via", "vs", "with", "yet", "its", "it", "is",
    "are", "be", "after", "amid"})


def is_furniture(line: str) -> bool:
    """Whether a paragraph, by its own words, isn't text of an article."""
    words = line.strip()
    short = len(words) <= 300
    return bool(
        _END.match(words) or _ADDRESS.match(words) or _ONLY_LINK.match(words) or _SHORTCODE.match(words)
        or (short and (_PROMPT.match(words) or _BYLINE.match(words) or _SCRIPT.match(words) or _MENU.match(words)))
        or (_CREDIT.match(words) and len(words) <= 400))


def ends_the_text(line: str) -> bool:
    """Whether what follows this line is no longer the article: "Related Coverage", "Comments"."""
    return bool(_AFTERWARDS.match(line))


def is_heading(line: str, *, first: bool) -> bool:
    """Whether a paragraph is a heading rather than a sentence.

    first: whether it stands before the text, where headings may be long, or end like a sentence ("Stealth Over
    Health: Candidate Taken to Hospital."); between paragraphs of text they are short.
    """
    if line.startswith("#"):
        return True
    if not first and _SIGNATURE.match(line):
        return False
    words = _TAG.sub("", line).strip("*_ \t")
    count = len(words.split())
    if any("\u4e00" <= c <= "\u9fff" for c in words):
        return len(words) <= 40 and not _SENTENCE_END.search(words)
    if _LIST_ITEM.match(line) or "\n" in words or (not first and _TURN.match(words)):
        return False
    if _SENTENCE_END.search(words):
        return first and count <= 25 and capitals(words) == 1
    return count <= (16 if first else 8) or (count <= 25 and capitals(words) >= MOSTLY)


def opens_a_list(line: str) -> bool:
    """Whether the lines after this one are items, however short: "Annex", "the following companies:"."""
    return bool(_ANNEX.match(_TAG.sub("", line).strip("#*_ \t")) or line.rstrip("*_ \t").endswith((":", "：")))


def goes_on_a_list(line: str) -> bool:
    """Whether a line inside a list is an item of it, so that the next line may be one, too."""
    return bool(_ITEM.search(line.strip("*_ \t")) or is_heading(line, first=False))


def capitals(words: str) -> float:
    """Which part of a line's telling words begin with a capital; 0 when it has fewer than four."""
    telling = [w for w in _WORD.findall(words) if w.lower() not in _SMALL]
    return sum(w[0].isupper() for w in telling) / len(telling) if len(telling) >= 4 else 0
