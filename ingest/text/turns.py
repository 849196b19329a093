"""The answers of interviews and press conferences that are printed with a label before each turn.

A turn runs from behind its label to the next one; what it quotes inside is not a statement of its own, and what
journalists ask is none at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.text import spokespersons
from ingest.text.attributed import Attributed
from ingest.text.found import Mention, Reading, Span
from ingest.text.name_lexicon import ORGANIZATION_WORDS, TITLES, listed
from ingest.text.narration import brings_in, is_narration, lead, speaks, tells
from ingest.text.speaker import Speaker

if TYPE_CHECKING:
    from ingest.text.gazetteer import Gazetteer

_LABEL = re.compile(r"(?:\*\*|__)?((?:[A-Z][\w.’'\-]*)"
                    r"(?:[ \u00a0](?:[A-Z][\w.’'\-]*|\d{1,2}|of|for|the|de|van|al)){0,5})"
                    r"(?:[ \u00a0]{0,3}\([^()\n]{1,40}\))?(?:\*\*|__)?\s?[:：]\s?(?:\*\*|__)?\s?(?=\S)")
_ASKED_BY = re.compile(r"(?:A |The )?(?:[\w.'’]+,? ){0,6}?(?:[Rr]eporter|[Jj]ournalist|[Cc]orrespondent|[Pp]ress)\b"
                       r"(?: from [^:：\n]{1,60}?)?(?: asked)?[:：] ?(?=\S)")
_ASKS = listed("""
q question journalist reporter press moderator host interviewer anchor media correspondent daily tv television times
news agency radio weekly broadcasting network satellite""")
# not "on your first question": that is the answer
_OWN_QUESTION = re.compile(r"(?:[^.?!]{0,40}\b)?(?<!\byour )(?<!\bthat )"
                           r"(?:my|one|two|a|follow-up|first|second) questions?\b(?! (?:that )?you\b)|"
                           r"[^.?!]{0,20}\b(?:like|want) to ask\b", re.I)
_NO_SPEAKER = listed("""
note update updated source sources photo image related read also see tags caption by published title date url
topics editor correction background summary topic subject address email contact phone place time venue watch
listen video""")
_ANSWERS = ("A", "Answer")
# a question or an answer within a paragraph
_WITHIN = re.compile(r"(?<=[.?!”\"’)…])\s+(?=(?:Q|A|Question|Answer)\s?[:：]\s?\S)(?P<label>)")
_LABEL_WITHIN = re.compile(
    r"(?<=[.?!”\"’)…—])\s+(?=(?:Q|A|Question|Answer|(?:The )?(?:[Pp]ress|[Rr]eporter|[Jj]ournalist)|"
    r"(?P<label>[A-Z][\w.’'\-]*(?: [A-Z][\w.’'\-]*){1,3}))\s?(?::\s+|：)\S|Q\s+[A-Z—–])")
# the questions of the White House's transcripts: "Q Mr. President, …"
_BARE_QUESTION = re.compile(r"Q[.\s]\s*(?=[A-Z—–“\"\[\\(])")
_LABELS = (_LABEL, _ASKED_BY, _BARE_QUESTION)
_NOTE = re.compile(r"\W*(?:The following (?:questions?|is|was|were)\b|After the press conference\b|\W*$)", re.I)
_REQUEST = re.compile(r"\b(?:please|may i|could you|can you|what(?:'|’)?s your|do you have) (?:\w+ ){0,3}comments?\b"
                      r"|\bplease comment\b|\byour comments?\b", re.I)
_LONGEST_QUESTION = 1200
_INTRODUCTION = 600  # characters before a turn in which its speaker may be brought in
_SPOKES = re.compile(r"\bspokes(?:man|woman|person)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Turn:
    label: str
    at: int
    start: int
    end: int


def turns(reading: Reading, paragraphs: Sequence[Span], mentions: Sequence[Mention],
          gazetteer: Gazetteer) -> tuple[list[Attributed], list[Span]]:
    """The answers among labelled turns, and the spans that all turns take up; nothing where a text has none."""
    text, main = reading.masked, spokespersons.of_heading(reading, gazetteer)
    named = [m.start for m in mentions if m.class_name in ("Person", "Official", "Agency")]
    found = _turns(text, list(_parted(text, paragraphs)), None if main else named)
    if not _is_transcript(text, found):
        return [], []
    said = []
    outside = [m for m in mentions if not any(turn.at <= m.start < turn.end for turn in found)]
    answering = [_answering(reading, turn, main, (mentions, outside), gazetteer) for turn in found]
    holders = _holders(found, answering)
    for turn, named_there in zip(found, answering, strict=True):
        speaker = named_there or (None if _asks(text, turn) else holders.get(_office_alone(turn.label)))
        if speaker:
            span = (turn.start, turn.end)
            said.append(Attributed(speaker, "direct", span, (span,), "", "turn", 95))
    return said, [(turn.at, turn.end) for turn in found]


def _holders(found: Sequence[_Turn], answering: Sequence[Speaker | None]) -> dict[str, Speaker]:
    """Who holds the offices that labels give with a name: "President Trump". None of an office that two hold."""
    by_title: dict[str, dict[str, Speaker]] = {}
    for turn, speaker in zip(found, answering, strict=True):
        words = [word.lower().rstrip(".") for word in turn.label.split()]
        for title in words[:-1] if speaker else ():
            if speaker and title in TITLES:
                by_title.setdefault(title, {})[speaker.name] = speaker
    return {title: next(iter(named.values())) for title, named in by_title.items() if len(named) == 1}


def _office_alone(label: str) -> str:
    """The office of a label without a name: "The President"; "" for other labels."""
    words = label.lower().removeprefix("the ").split()
    return words[0] if len(words) == 1 and words[0] in TITLES else ""


def _parted(text: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    """The paragraphs, cut where a question or an answer begins inside one.

    In a paragraph that opens with a label, that of a person with a title, or one that opens another paragraph, begins
    a turn, too: "… on this? Lin Jian: China".
    """
    opening = [_label(text, span) for span in paragraphs]
    known = {label.group(1) for label in opening if label and label.re is _LABEL}
    for (start, end), labelled in zip(paragraphs, opening, strict=True):
        for match in (_LABEL_WITHIN if labelled else _WITHIN).finditer(text, start, end):
            if match["label"] and not (_is_person(match["label"]) and (
                    match["label"] in known or match["label"].isupper()
                    or match["label"].split()[0].lower().rstrip(".") in TITLES)):
                continue
            yield start, match.start()
            start = match.end()
        yield start, end


def _label(text: str, span: Span) -> re.Match[str] | None:
    """The label that opens a paragraph."""
    return next((match for pattern in _LABELS if (match := pattern.match(text, *span))), None)


def _answering(reading: Reading, turn: _Turn, main: Speaker | None,
               known_names: tuple[Sequence[Mention], list[Mention]], gazetteer: Gazetteer) -> Speaker | None:
    """Who answers in a turn, None for one that asks. main: the spokesperson of the heading; beside somebody who is
    named there, only people of the registry answer."""
    if turn.label in _ANSWERS:
        return main
    if main and turn.label == main.name:
        return main
    if _asks(reading.masked, turn):
        return None
    speaker = _speaker(reading, turn, known_names, gazetteer)
    alone = main is not None and main.organization != main.name
    return None if alone and speaker and speaker.mention and speaker.mention.node is None else speaker


def _turns(text: str, paragraphs: Sequence[Span], named: list[int] | None) -> list[_Turn]:
    """The labelled turns. named: where people and agencies are named; None in a press conference, in which all that
    follows an answer belongs to it."""
    found: list[_Turn] = []
    labelled = [_label(text, span) for span in paragraphs]
    last = max((i for i, label in enumerate(labelled) if label), default=-1)
    running = paused = False
    for index, (start, end) in enumerate(paragraphs):
        label = labelled[index]
        name = "" if label is None else label.group(1) if label.re is _LABEL else "Reporter"
        if label and name.split()[0].lower().strip(".") not in _NO_SPEAKER:
            found.append(_Turn(name, start, label.end(), end))
            running, paused = True, False
        elif named is None and running and not _NOTE.match(text, start, end):
            found[-1] = _Turn(found[-1].label, found[-1].at, found[-1].start, end)
        elif label or named is None or not running or _is_reporters(text, (start, end), named, found[-1].label):
            running = False
        elif speaks(text, (start, end)) or not (paused or index > last or brings_in((start, end), named)):
            found[-1] = _Turn(found[-1].label, found[-1].at, found[-1].start, end)
            paused = False
        else:
            paused = True
    return found


def _is_reporters(text: str, span: Span, named: list[int], label: str) -> bool:
    """Whether a paragraph is the reporter's, who ends the turn with it. In a verbatim record (its labels are in
    capitals) the speaker may tell of others."""
    if is_narration(text, span):
        return True
    return not label.isupper() and (lead(text, span) is not None or (brings_in(span, named) and tells(text, span)))


def _is_transcript(text: str, found: Sequence[_Turn]) -> bool:
    """Whether the labels are those of speakers: somebody asks and somebody answers, or one speaks repeatedly."""
    if len(found) < 2:
        return False
    asked = sum(_asks(text, turn) for turn in found)
    titled = [turn.label for turn in found if turn.label.isupper() and _is_person(turn.label)]
    if len(titled) > 2 and len(set(titled)) > 1:  # a verbatim record: MR. STONE, SECRETARY HILL
        return True
    return 0 < asked < len(found) or max(Counter(t.label for t in found).values()) > 2


def _asks(text: str, turn: _Turn) -> bool:
    if any(word.lower().strip(".") in _ASKS for word in turn.label.split()):
        return True
    if _OWN_QUESTION.match(text, turn.start, turn.end):
        return True
    said = text[turn.start:turn.end].rstrip(" ”\"*")
    return (said.endswith("?") and len(said) < _LONGEST_QUESTION) or bool(_REQUEST.search(said[-120:]))


def _speaker(reading: Reading, turn: _Turn, known_names: tuple[Sequence[Mention], list[Mention]],
             gazetteer: Gazetteer) -> Speaker | None:
    """The person of a label: one of the registry, or a name that the text introduces; an outlet is nobody."""
    mentions, _ = known_names
    end = turn.at + reading.text[turn.at:turn.start].find(turn.label) + len(turn.label)
    known = next((m for m in mentions if turn.at <= m.start < end and m.class_name in ("Person", "Official")), None)
    if known is None and not _is_person(turn.label):
        return None
    words = [w for w in turn.label.split() if w.rstrip(".").lower() not in TITLES | {"the"} and not w.isdigit()]
    if not words:
        return _office(reading, turn, known_names, gazetteer)
    name = known.name if known and known.node else _full_name(reading, words)
    if name.upper() == turn.label:  # nobody of this surname is introduced
        return None
    mention = known if known and known.node else Mention(turn.at, end, turn.label, name, "Person", None,
                                                         known.country if known else None, "unresolved", 90)
    return _introduced(reading, mention, words[-1], mentions, gazetteer)


def _office(reading: Reading, turn: _Turn, known_names: tuple[Sequence[Mention], list[Mention]],
            gazetteer: Gazetteer) -> Speaker | None:
    """Whoever held the office of a label ("THE PRESIDENT") on the day: whom the heading names, else the one whom the
    words before the transcript do, else the official of the publisher's country; nobody when several did."""
    mentions, outside = known_names
    title = turn.label.lower().removeprefix("the ")
    held = [m for m in outside if m.node and m.class_name == "Person" and _holds(m, title, reading, gazetteer)]
    countries = {m.country for m in mentions if m.country}
    if reading.publisher and (publisher := gazetteer.country_of(reading.publisher)):
        countries.add(publisher)
    officials = [o for country in sorted(countries) if (o := gazetteer.official(title, country, reading.published))]
    named = [o.node for o in officials if o.name.split()[-1] in reading.heading]
    near = {m.node for m in held if 0 <= turn.at - m.start < _INTRODUCTION}
    nodes = set(named) or near or {m.node for m in held}
    return _holder(nodes.pop() or "", turn, reading, gazetteer) if len(nodes) == 1 else None


def _holds(mention: Mention, title: str, reading: Reading, gazetteer: Gazetteer) -> bool:
    held = gazetteer.office_of(mention.node or "", reading.published)
    return held is not None and title in held.role.lower().split()


def _holder(node: str, turn: _Turn, reading: Reading, gazetteer: Gazetteer) -> Speaker | None:
    thing, held = gazetteer.thing(node), gazetteer.office_of(node, reading.published)
    if thing is None or held is None:
        return None
    mention = Mention(turn.at, turn.start, turn.label, thing.name, thing.class_name, node, thing.country, "office", 90)
    return Speaker(mention, thing.name, held.role, held.organization_name, held.country)


def _is_person(label: str) -> bool:
    words = label.split()
    if any(w.lower().rstrip(".") in ORGANIZATION_WORDS for w in words):
        return False
    if any(w.lower().rstrip(".") in TITLES for w in words):
        return True
    if label.isupper():  # a surname of a transcript; a longer one is a heading
        return len(words) == 1 and len(label) > 3
    return len(words) in (2, 3) and not any(w.isupper() and len(w) > 2 for w in words)


def _full_name(reading: Reading, words: list[str]) -> str:
    """The label's name as the text gives it in full: MR. SPICER is Sean Spicer."""
    if len(words) > 1:
        return " ".join(words)
    surname = words[0].capitalize()
    full = re.search(rf"\b([A-Z][a-z]+ (?:[A-Z]\. )?){re.escape(surname)}\b", reading.text)
    if full and full.group(1).strip().lower() not in TITLES:
        return full.group(0)
    return surname


def _introduced(reading: Reading, mention: Mention, surname: str, mentions: Sequence[Mention],
                gazetteer: Gazetteer) -> Speaker:
    """The speaker with role, organization and country from the office held, else from where the text names them."""
    office = gazetteer.office_of(mention.node, reading.published) if mention.node else None
    if office:
        return Speaker(mention, mention.name, office.role.lower() if "pokes" in office.role else office.role,
                       office.organization_name, office.country)
    role = organization = None
    country = mention.country
    for start, end in reading.body:
        at = reading.text.find(surname, start, end)
        if at < 0 or start <= mention.start < end:
            continue
        spoken = _SPOKES.search(reading.text, start, at)
        near = [m for m in mentions if start <= m.start < at and m.class_name not in ("Person", "Official")]
        named = [m for m in near if m.class_name not in ("Region", "Government")]
        if spoken:
            role = "spokesperson"
            organization = named[0].name if named else None
            country = country or next((m.country for m in [*named, *near] if m.country), None)
            break
    return Speaker(mention, mention.name, role, organization, country)
