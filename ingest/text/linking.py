"""Which speaker a quotation belongs to: the rules within a sentence, in the order in which they are tried.

`signature` (a dash and a name end the paragraph), `label` (a name and a colon open it), `beside` and `according to`
(right behind the quotation), `governing verb` (before it), `nearest name` and `colon` (for want of a subject), `end of
sentence`. Across sentences: `lead-in` (a colon), `sentence before` and `subject before`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.text.attribution import (
    Source,
    is_own_words,
    source_adjoining,
    source_after,
    source_apposed,
    source_before,
    source_beside,
    source_of,
    source_parted,
)
from ingest.text.cues import is_cue, is_naming, is_strong, is_weak, owned
from ingest.text.labels import is_signature, label, signature
from ingest.text.quotes import Quotation
from ingest.text.reporting import Sentence
from ingest.text.speaker import Speaker
from ingest.text.speakers import Speakers
from ingest.text.subjects import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from ingest.text.people import Name

_SUBORDINATORS = frozenset({"when", "while", "after", "before", "because", "since", "if", "though", "although",
                            "which", "who", "that", "and", "but", "to", "for"})
_CLOSED = re.compile(r"[.?!…—–,]['’\]]?[\"”»’'」』\s]*$")
# beside what `owned` knows
_NOUNS = frozenset({"line", "speech", "quip", "jab", "rant"})
_TERMS = frozenset({"phrase", "word", "term", "expression", "slogan"})
_QUOTES = frozenset({"quote", "cite"})
_FINITE = ("VBD", "VBZ", "VBP")
_FARTHEST = 28  # tokens between a quotation and its verb: a long apposition
_FARTHEST_WEAK = 14
_LONGEST = 150
_FARTHEST_BEFORE = 8  # tokens between a verb and a quotation, beyond which an attribution at the end goes before
_IN_LAW = re.compile(r"\s*it (?:says|reads|states),? in the\b", re.I)


@dataclass(frozen=True, slots=True)
class Link:
    """One quotation with its speaker and the verb that governs it.

    verb: its token. place: of the verb, behind or before the quotation. cues: verbs of saying between the quotation
    before and this one.
    """

    quote: Quotation
    speaker: Speaker
    cue: str
    verb: int
    place: str
    rule: str
    cues: int = 0


def linked(text: str, sentence: Sentence, quote: Quotation, number: int, speakers: Speakers) -> Link | None:
    """The speaker of one quotation within its sentence (`number` in the text); None when nobody is named."""
    lead = _tokens(sentence, speakers, sentence.start, quote.start)
    since = max((q.end for q in sentence.quotes if q.end <= quote.start), default=sentence.start)
    if _is_work(text, quote, lead) or is_of_writing(text, quote):
        return None
    found = _labelled(text, quote, sentence, number, speakers) \
        or _owned(quote, lead, _gap_behind(sentence, quote, speakers), number, speakers) \
        or _beside(text, quote, _gap_behind(sentence, quote, speakers), number, speakers) \
        or (_at_end(quote, sentence, number, speakers) if _is_far(lead) else None) \
        or _governed(quote, lead, (number, since), speakers) \
        or _at_end(quote, sentence, number, speakers) \
        or _according(quote, sentence, number, speakers)
    return replace(found, cues=sum(is_cue(t) for t in lead if t.idx >= since)) if found else None


def lead_in(text: str, earlier: Sentence, number: int, speakers: Speakers, *,
            same: bool) -> tuple[Speaker, str, str] | None:
    """Speaker, verb and rule of a sentence that leads to the quotation after it: "He said:", "Smith disagreed."

    same: whether both stand in one paragraph.
    """
    tokens = _tokens(earlier, speakers, earlier.start, earlier.end)
    colon = text[earlier.start:earlier.end].rstrip().endswith(":")
    if is_signature(text, earlier):
        return None
    verbs = [t for t in tokens if (is_strong(t) and not _is_aside(t)) or (is_weak(t) and (colon or same))]
    for verb in reversed(verbs):
        source = source_apposed(speakers.words, _upto(tokens, verb)) or source_of(speakers.words, verb)
        speaker = speakers.resolve(source, number) if source else None
        if speaker:
            return speaker, verb.lemma_.lower(), "lead-in" if colon else "sentence before"
    subject = _subject_of(tokens, speakers, number) if colon or not verbs else None
    return (subject, "", "lead-in" if colon else "subject before") if subject else None


def is_title(quoted: str) -> bool:
    """Whether every longer word is capitalised, as in the title of a book, a film or a programme."""
    if re.search(r"[.?!]\W*$", quoted):
        return False
    longer = [w for w in re.findall(r"[^\W\d_][\w’']*", quoted) if len(w) > 3]
    return bool(longer) and all(w[0].isupper() for w in longer)


def _tokens(sentence: Sentence, speakers: Speakers, start: int, end: int) -> list[Token]:
    """The reporter's own tokens of a sentence from one offset to another, the last ones of a very long one."""
    found = [token for left, right in sentence.outside() if left < end and right > start
             for token in speakers.words.between(max(left, start), min(right, end))]
    return found[-_LONGEST:]


def _is_aside(verb: Token) -> bool:
    """Whether a verb only names where the news is from: "As reported by the Post, …"."""
    return verb.tag_ == "VBN" and any(child.lower_ == "as" for child in verb.children)


def _upto(tokens: list[Token], verb: Token) -> list[Token]:
    return [t for t in tokens if t.i < verb.i]


def _subject_of(tokens: list[Token], speakers: Speakers, number: int) -> Speaker | None:
    """The person that is the subject of a sentence without a verb of saying."""
    for token in tokens:
        if token.dep_ not in ("nsubj", "nsubjpass") or token.head.dep_ not in ("ROOT", "conj", "ccomp"):
            continue
        name = speakers.words.name_at.get(token.i)
        if name and name.kind != "office":
            found = speakers.resolve(Source("name", name.last - 1, name.first, name), number)
            return found if found and found.party and found.party.kind == "person" else None
        if token.lower_ in ("he", "she"):
            return speakers.resolve(Source("pronoun", token.i, token.i), number)
    return None


def _opening(tokens: list[Token], speakers: Speakers, number: int) -> Speaker | None:
    """The person whose name and apposition open a sentence that the parse finds no subject in."""
    name = speakers.words.name_at.get(tokens[0].i)
    if name is None or name.kind != "person" or speakers.words.doc[name.last].text != ",":
        return None
    return speakers.resolve(Source("name", name.last - 1, name.first, name), number)


def _is_work(text: str, quote: Quotation, lead: list[Token]) -> bool:
    """Whether the quotation is the title of a work: capitalised throughout, and not behind a comma or colon."""
    said = text[quote.start:quote.end]
    if lead and lead[-1].lower_ == "to":  # "promised to “Make Ohio Great Again”": a slogan
        return False
    introduced = not lead or lead[-1].text in (",", ":") or is_strong(lead[-1])
    return is_title(said) or (not introduced and is_title(said.rstrip("\"”.’'")))


def is_of_writing(text: str, quote: Quotation) -> bool:
    """Whether a quotation is a writing's, which nobody says: "…," it says in the agreement."""
    return bool(_IN_LAW.match(text, quote.end))


def _labelled(text: str, quote: Quotation, sentence: Sentence, number: int, speakers: Speakers) -> Link | None:
    signed = signature(text, quote, sentence, number, speakers)
    if signed:
        return Link(quote, signed[0], "", signed[1], "behind", "signature")
    named = label(text, quote, sentence, number, speakers)
    return Link(quote, named[0], "", named[1], "before", "label") if named else None


def _owned(quote: Quotation, lead: list[Token], behind: list[Token], number: int, speakers: Speakers) -> Link | None:
    """Whose words a noun right behind a quotation calls them: "Hill's “…” remark", "“…,” was her answer"."""
    if not behind:
        return None
    if (owned(behind[0]) or behind[0].lemma_ in _NOUNS) and lead and lead[-1].tag_ in ("POS", "PRP$"):
        return _of_owner(quote, lead[-1], behind[0], number, speakers)
    if behind[0].lower_ not in ("is", "was"):
        return None
    noun = next((t for t in behind[1:6] if owned(t)), None)
    owner = next((t for t in noun.children if t.dep_ == "poss"), None) if noun is not None else None
    return _of_owner(quote, owner, noun, number, speakers) if noun is not None and owner is not None else None


def _of_owner(quote: Quotation, owner: Token, noun: Token, number: int, speakers: Speakers) -> Link | None:
    """owner: the possessive pronoun, the owner's name, or the sign of the genitive behind it."""
    words = speakers.words
    name = words.name_at.get(owner.i - 1 if owner.tag_ == "POS" else owner.i)
    if name:
        source = Source("name", name.last - 1, name.first, name)
    elif owner.lower_ in ("his", "her"):
        source = Source("pronoun", owner.i, owner.i)
    else:
        return None
    return _link(quote, source, noun, ("behind", "owner"), number, speakers)


def _uses(verb: Token, lead: list[Token]) -> bool:
    """Whether somebody uses the words that follow: "she used the phrase “…”"."""
    return verb.lemma_ in ("use", "coin") and verb.pos_ == "VERB" and lead[-1].lemma_ in _TERMS


def _is_far(lead: list[Token]) -> bool:
    """Whether the words that lead to a quotation have no verb of saying near it."""
    strong = [t for t in lead if is_strong(t) or is_naming(t) or owned(t)]
    return bool(strong) and lead[-1].i - strong[-1].i > _FARTHEST_BEFORE


def _gap_behind(sentence: Sentence, quote: Quotation, speakers: Speakers) -> list[Token]:
    following = next((q.start for q in sentence.quotes if q.start >= quote.end), sentence.end)
    return speakers.words.between(quote.end, following)


def _beside(text: str, quote: Quotation, behind: list[Token], number: int, speakers: Speakers) -> Link | None:
    """The attribution right behind: ", Mr. Smith said", ", said Smith", ", according to Smith"."""
    closed = bool(_CLOSED.search(text[quote.start:quote.end]))
    first = behind[1] if len(behind) > 1 and behind[0].text == "," else behind[0] if behind else None
    is_how = len(behind) > 1 and behind[0].lower_ in ("is", "was") and behind[1].lower_ in ("how", "what")
    if first is None or first.lower_ in _SUBORDINATORS or not (closed or is_how or behind[0].text in (",", "—", "–")):
        return None
    if closed and not is_cue(first) and (inverted := _inverted(quote, behind, number, speakers)):
        return inverted
    for position, token in enumerate(behind[:_FARTHEST]):
        if token.lower_ == "according" and position < 3:
            source = source_after(speakers.words, behind[position + 2:])
            return _link(quote, source, token, ("behind", "according to"), number, speakers)
        if token.text in (";", ":") or (token.text == "." and position):
            return None
        if token.lemma_.lower() in _QUOTES:
            quoted = _quoted_as_saying(quote, behind[position:], number, speakers)
            if quoted:
                return quoted
        if is_strong(token) or (is_weak(token) and position < _FARTHEST_WEAK):
            source = source_beside(speakers.words, behind, position) or source_of(speakers.words, token)
            link = _link(quote, source, token, ("behind", "beside"), number, speakers)
            if link or (is_strong(token) and token.tag_ in _FINITE):
                return link
    return None


def _quoted_as_saying(quote: Quotation, behind: list[Token], number: int, speakers: Speakers) -> Link | None:
    """Whom a paper quotes: "…," the daily quoted Ms. Hill as saying."""
    near = [t.lower_ for t in behind[:_FARTHEST]]
    if ("as", "saying") not in pairwise(near):
        return None
    return _link(quote, source_after(speakers.words, behind[1:]), behind[0], ("behind", "beside"), number, speakers)


def _inverted(quote: Quotation, behind: list[Token], number: int, speakers: Speakers) -> Link | None:
    """A person behind any finite verb that follows the quotation at once: "…," shrugged Ms. Hill."""
    if len(behind) < 2 or behind[0].tag_ not in ("VBD", "VBZ") or behind[0].pos_ == "AUX":
        return None
    name = speakers.words.name_at.get(behind[1].i)
    if name is None or not (name.kind == "person" or (name.kind == "unknown" and " " in name.text)):
        return None
    source = Source("name", name.last - 1, name.first, name)
    return _link(quote, source, behind[0], ("behind", "beside"), number, speakers)


def _governed(quote: Quotation, lead: list[Token], place: tuple[int, int], speakers: Speakers) -> Link | None:
    """The verb of saying before the quotation: "Smith said that the plan was “…”", "what he calls “…”".

    place: the sentence's number, and where the quotation before this one ends in it: a verb with its subject behind
    that comes first ("… as “…”, while Hill called it “…”").
    """
    number, since = place
    strong = [t for t in lead if is_strong(t)]
    near = [t for t in lead if is_naming(t) and t.i >= (strong[-1].i if strong else 0)]
    weak = [t for t in lead if is_weak(t) or owned(t) or _uses(t, lead)]
    if lead and lead[-1].lower_ in ("who", "whose"):
        return None  # the words of somebody else whom the sentence only describes
    if strong and is_own_words(speakers.words, strong[-1]):
        return None  # "I said to Smith": a speech that nobody is named for
    verbs = dict.fromkeys([*reversed(near), *reversed(strong), *reversed(weak)])
    later = [v for v in verbs if v.idx >= since > lead[0].idx]
    behind = [v for v in later if _has_subject_behind(lead, v, since, speakers)]
    for verb in dict.fromkeys([*behind, *verbs]):
        source = _before(lead, verb, speakers)
        if source and strong and verb.i != strong[0].i and speakers.words.doc[source.head].lower_ == "it":
            continue  # "she says it shows that …": the words are hers
        link = _link(quote, source, verb, ("before", "governing verb"), number, speakers)
        if link:
            return link
    if strong:
        source = _nearest(lead, strong[-1], speakers)
        return _link(quote, source, strong[-1], ("before", "nearest name"), number, speakers)
    colon = bool(lead) and lead[-1].text == ":"
    subject = _subject_of(lead, speakers, number) or _opening(lead, speakers, number) if colon else None
    return Link(quote, subject, "", lead[-1].i, "before", "colon") if subject else None


def _has_subject_behind(lead: list[Token], verb: Token, since: int, speakers: Speakers) -> bool:
    """Whether a verb's subject stands behind a place of the text."""
    source = _before(lead, verb, speakers)
    return source is not None and speakers.words.doc[source.head].idx >= since


def _nearest(lead: list[Token], verb: Token, speakers: Speakers) -> Source | None:
    """The last name before a verb without a subject. Where the subject names nobody ("residents of Boston", "a group
    of shops with Best Buy") the last name counts only when it is a person's."""
    if is_passive(verb):
        return None
    found = source_before(speakers.words, _upto(lead, verb))
    if found and found.name and verb.tag_ != "VBG" and _is_within(speakers.words.doc, found.name):
        return None
    if source_of(speakers.words, verb) is None or found is None or found.name is None:
        return found
    return found if found.name.kind == "person" else None


def _is_within(doc: Doc, name: Name) -> bool:
    """Whether a name only belongs to a noun: "Smith's lawyer", "a friend of Smith"."""
    owns = name.last < len(doc) and doc[name.last].text in ("'s", "’s", "’", "'")
    return owns or (doc[name.last - 1].dep_ == "pobj"
                    and doc[name.first - 1].lower_ in ("of", "for", "from", "with", "to"))


def _before(lead: list[Token], verb: Token, speakers: Speakers) -> Source | None:
    upto = _upto(lead, verb)
    parted = is_strong(verb) and verb.tag_ in _FINITE
    return (source_parted(speakers.words, lead, len(upto)) if parted else None) \
        or source_apposed(speakers.words, upto) or source_adjoining(speakers.words, upto) \
        or source_of(speakers.words, verb)


def _at_end(quote: Quotation, sentence: Sentence, number: int, speakers: Speakers) -> Link | None:
    """The attribution that ends the sentence after more words: "… “fragment” to the plan, Smith said."."""
    tokens = _tokens(sentence, speakers, quote.end, sentence.end)
    verb = next((t for t in reversed(tokens) if is_strong(t)), None)
    opens = [t.lower_ for t in tokens[:2] if not t.is_punct]
    if verb is None or (opens and opens[0] in ("and", "but") and _has_words_of_its_own(verb)):
        return None
    source = source_apposed(speakers.words, _upto(tokens, verb)) or source_of(speakers.words, verb)
    return _link(quote, source, verb, ("behind", "end of sentence"), number, speakers)


def _has_words_of_its_own(verb: Token) -> bool:
    """Whether what is said stands behind the verb: "“…”, and Smith said nothing"."""
    behind = {child.dep_ for child in verb.children if child.i > verb.i}
    return bool(behind & {"ccomp", "xcomp"}) or ("dobj" in behind and verb.lemma_ in ("say", "add", "state", "claim"))


def _according(quote: Quotation, sentence: Sentence, number: int, speakers: Speakers) -> Link | None:
    tokens = _tokens(sentence, speakers, sentence.start, sentence.end)
    for position, token in enumerate(tokens):
        if token.lower_ == "according" or (token.lower_ == "per" and position):
            source = source_after(speakers.words, tokens[position + 1 + (token.lower_ == "according"):])
            return _link(quote, source, token, ("before", "according to"), number, speakers)
        if token.lower_ == "words" and [t.lower_ for t in tokens[position - 2:position]] == ["in", "the"] \
                and position + 1 < len(tokens) and tokens[position + 1].lower_ == "of":
            source = source_after(speakers.words, tokens[position + 2:])
            return _link(quote, source, token, ("before", "according to"), number, speakers)
    return None


def _link(quote: Quotation, source: Source | None, verb: Token, how: tuple[str, str], number: int,
          speakers: Speakers) -> Link | None:
    """A link by place and rule, when somebody is meant by the source."""
    speaker = speakers.resolve(source, number) if source else None
    return Link(quote, speaker, verb.lemma_.lower(), verb.i, *how) if speaker else None
