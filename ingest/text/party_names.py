"""Names that nobody knows yet: runs of capitalised words, what sort of party each is, and lists of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.text.name_lexicon import DATES, FEMALE, MALE, NOT_NAMES, ORGANIZATION_WORDS, ROLE_NOUNS, TITLES
from ingest.text.party_words import (
    AGENCY,
    BARE,
    BEFORE_NAMES,
    BEFORE_TITLES,
    CHINESE_SURNAMES,
    COMPANY,
    FIELDS,
    HEADS,
    INNER,
    INSTITUTION,
    INTRODUCES,
    LIST_OF,
    MEDIA,
    NO_PARTY,
    NOBODY,
    OWNED,
    PARTS,
    REGIONS,
    SUFFIXES,
)
from ingest.text.spots import Page
from ingest.text.words import Word
from kg.resolution.body import NOUNS, country_at
from kg.resolution.typo import PINYIN
from kg.resolution.words import GENERIC, LEGAL_FORMS, PLACES


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words [first, last) that reads as one name."""

    first: int
    last: int


def runs(page: Page) -> Iterator[Run]:
    """The runs of capitalised words that no mention holds yet; headings in title case are left out."""
    skip = _title_lines(page)
    at = 0
    while at < len(page.words):
        if page.taken[at] or not _opens(page, at) or at in skip:
            at += 1
            continue
        last = _end(page, at)
        yield from _trimmed(page, at, last)
        at = last


def _title_lines(page: Page) -> set[int]:
    """The words of lines in title case: there capitals say nothing."""
    found: set[int] = set()
    line: list[int] = []
    for at in range(len(page.words) + 1):
        if at == len(page.words) or (at and "\n" in page.text[page.words[at - 1].end:page.words[at].start]):
            long = [i for i in line if len(page.words[i].key) > 3 and page.words[i].key.isalpha()]
            if len(long) > 3 and sum(page.words[i].raw[0].isupper() for i in long) > 0.7 * len(long) \
                    and not page.words[line[-1]].raw.endswith((".", ":", ";", ",", "”", '"')):
                found.update(line)
            line = []
        line.append(at)
    return found


def _opens(page: Page, at: int) -> bool:
    word = page.words[at]
    if word.raw == "He" and _goes_on(page, at + 1) and is_chinese_person(["he", page.key(at + 1)]):
        return True
    if word.is_mark or not word.capital or word.key in NOT_NAMES or word.key in DATES:
        return False
    token = page.token(at)
    starts = (token is not None and bool(token.is_sent_start)) or not page.near(at)
    if starts and token is not None and token.pos_ not in ("PROPN", "X") and not _goes_on(page, at + 1):
        return False
    return word.raw != "I" and not _in_address(page, word) and any(c.isalpha() for c in word.raw)


def _in_address(page: Page, word: Word) -> bool:
    """Whether a word is part of a web address or a file's name."""
    return page.text[word.start - 1:word.start] in ("/", ".", "_", "=", "#") \
        or page.text[word.end:word.end + 1] in ("/", "_", "=") or (
            page.text[word.end:word.end + 1] == "." and page.text[word.end + 1:word.end + 2].isalnum())


def _goes_on(page: Page, at: int) -> bool:
    """Whether the next word carries a name on."""
    word, token = page.word(at), page.token(at)
    return bool(word and page.near(at) and word.capital and not word.is_mark and word.key not in NOT_NAMES
                and not page.taken[at] and (token is None or token.pos_ == "PROPN"))


def _end(page: Page, first: int) -> int:
    """Behind the last word of the name that begins at a word."""
    last = first + 1
    while last < len(page.words) and not page.taken[last]:
        word = page.words[last]
        before = page.words[last - 1]
        if not page.near(last) or (before.possessive and before.key not in OWNED):
            break
        if before.raw.endswith(".") and before.key in LEGAL_FORMS and word.capital and word.key not in LEGAL_FORMS:
            break  # the stop of "Inc." ends the sentence, too: "… of Wren Foods Inc. Wren sells bread."
        if _part(page, last):
            last += 1
        elif (step := _link(page, first, last, word.key)):
            last += step
        else:
            break
    return last


def _part(page: Page, at: int) -> bool:
    word = page.words[at]
    return not word.is_mark and (word.capital or (word.raw[0].isdigit() and _goes_on(page, at + 1))) \
        and word.key not in NOT_NAMES and word.key not in DATES


def _link(page: Page, first: int, last: int, key: str) -> int:
    """How many words join the name's next part: a hyphen, "of", a comma before "Ltd", "and" inside a body's name."""
    following = page.key(last + 1)
    if key == "," and following in BEFORE_NAMES and _goes_on(page, last + 2):
        return 0  # "Alpha JSC, JSC Beta Works"
    if key == "," and following in LEGAL_FORMS and page.words[last + 1].capital:
        return 2
    if key in ("-", "‑", "‐") and last - first == 2 and page.words[last].start == page.words[last - 1].end \
            and (given := page.word(last + 1)) is not None and given.start == page.words[last].end \
            and given.raw.islower() and len(given.raw) < 5 and given.key not in SUFFIXES:
        return 2
    if (key in ("-", "–", "&", "/") and page.words[last].start == page.words[last - 1].end) or key == "&":
        return 2 if last + 1 < len(page.words) and _part(page, last + 1) else 0
    if key == "and" and page.key(last - 1) in FIELDS and following in FIELDS and _goes_on(page, last + 1):
        return 2
    if key == "(" and (behind := _behind_short_name(page, last)):
        return behind - last
    if key in INNER:
        inner = next(i for i in range(1, 4) if page.key(last + i) not in INNER)
        return inner + 1 if _goes_on(page, last + inner) else 0
    if key in ("of", "for", "on") and page.key(last - 1) in LEGAL_FORMS:
        return 0  # "Alpha Co Ltd of Jiangsu"
    if key in ("of", "for", "and", "on") and any(page.key(i) in HEADS for i in range(first, last)):
        if key == "and" and not any(page.key(i) in ("of", "for") for i in range(first, last)):
            return 0
        if key == "of" and (spot := page.spots.get(last + 1 + (following == "the"))) and spot.mention.class_name in (
                "Region", "Government") and spot.mention.how != "nationality":
            return spot.last - last
        if following == "the" and key != "and":
            return 3 if _goes_on(page, last + 2) else 0
        return 2 if _goes_on(page, last + 1) or (key == "of" and country_at((following,), 0)[0]) else 0
    return 0


def _behind_short_name(page: Page, at: int) -> int:
    """Behind a name that goes on over its short form: "Northern Group (NGC) 9th Academy", "(NGC) 43"; 0 when it ends.

    What follows must be numbered or tell a part of a body; "Alpha Group (AG) China" are two names.
    """
    short, closing = page.word(at + 1), page.key(at + 2)
    if short is None or closing != ")" or not (short.raw.isupper() and 1 < len(short.raw) < 9):
        return 0
    end = at + 3
    while end < len(page.words) and not page.taken[end] and page.near(end) and not page.words[end].is_mark \
            and (page.words[end].capital or page.words[end].raw[0].isdigit()):
        end += 1
    behind = [page.key(i) for i in range(at + 3, end)]
    is_number = len(behind) == 1 and behind[0].isdigit() and len(behind[0]) < 4
    return end if is_number or set(behind) & PARTS else 0


def _trimmed(page: Page, first: int, last: int) -> Iterator[Run]:
    """The run without titles in front and what is no name at its ends."""
    while last - first > 1 and not _is_body(page, first, last) and (
            page.words[first].is_mark or page.key(first) in TITLES
            or (page.key(first) in BEFORE_TITLES and page.key(first + 1) in TITLES | BEFORE_TITLES)):
        first += 1
    if 0 < (title := _last_title(page, first, last)) < last:
        first = title
    while last > first and (page.words[last - 1].is_mark or page.key(last - 1) in INNER | {"of", "for", "and", "the"}):
        last -= 1
    if last - first > 1 and ((page.key(last - 1) in TITLES and not _is_body(page, first, last))
                             or (page.key(first) in TITLES and page.key(first + 1) in ("of", "for"))):
        return
    if (first < last and page.key(first) not in NOBODY | NO_PARTY) or last - first > 1:
        yield Run(first, last)


def _last_title(page: Page, first: int, last: int) -> int:
    """Behind the title inside a run that a person's name follows ("Economy Minister Jane Roe"); 0 when none."""
    at = next((i for i in range(last - 1, first, -1) if page.key(i) in TITLES), 0)
    if not at:
        return 0
    named = [page.key(i) for i in range(at + 1, last)]
    return at + 1 if 1 <= len(named) <= 4 and not set(named) & (HEADS | {"of", "for", ","}) else 0


def _is_body(page: Page, first: int, last: int) -> bool:
    return any(page.key(i) in AGENCY | ORGANIZATION_WORDS for i in range(first + 1, last))


def says_nothing(page: Page, run: Run) -> bool:
    """A single word that names no party unless it is known: a title, a plain noun in capitals, a letter."""
    if run.last - run.first > 1:
        return False
    word, token = page.words[run.first], page.token(run.first)
    if word.key in TITLES | ROLE_NOUNS | NO_PARTY | NOBODY | BARE or len(word.key) < 2:
        return True
    if word.raw[0].isdigit() or (word.key.endswith("s") and country_at((word.key[:-1],), 0)[0]):
        return True
    is_mixed = word.raw[1:] != word.raw[1:].lower()
    return token is not None and token.pos_ not in ("PROPN", "X") and not is_mixed


def class_of(page: Page, run: Run) -> str | None:
    """The class of party that a run names: Person, Company, Agency, Institution, Party; None when it is no party."""
    keys = [page.key(i) for i in range(run.first, run.last)]
    if " ".join(keys) in REGIONS:
        return "Region"
    if keys[0] in NOUNS and len(keys) > 2 and keys[1] in ("of", "for"):
        return "Agency"
    if page.key(run.first - 1) in ("of", "in") and page.key(run.first - 2) in LEGAL_FORMS:
        return None  # where a firm sits: "Alpha Co Ltd of Jiangsu"
    if keys[-1] in NO_PARTY or (keys[0] in ("section", "title", "act", "article") and len(keys) > 1):
        return None
    if set(keys[1:]) & LEGAL_FORMS.keys() and keys[-1] in LEGAL_FORMS:
        return "Company"
    if "ministry" in keys or "embassy" in keys or ("department" in keys and len(keys) > 1):
        return "Agency"
    if set(keys) & INSTITUTION:
        return "Institution"
    if set(keys) & AGENCY and len(keys) > 1:
        return "Agency"
    if set(keys[1:]) & COMPANY:
        return "Company"
    if keys[0] in MEDIA or keys[-1] in MEDIA:
        return "Institution"
    return _by_context(page, run, keys)


def _by_context(page: Page, run: Run, keys: list[str]) -> str:
    before, previous = page.key(run.first - 1), page.word(run.first - 1)
    if previous and page.near(run.first) and before in TITLES | ROLE_NOUNS and not previous.possessive \
            and before not in LIST_OF["Company"] and len(keys) < 5:
        return "Person"
    if is_chinese_person(keys) or _is_hyphenated_person(page, run, keys):
        return "Person"
    if keys[0] in MALE | FEMALE and 2 <= len(keys) <= 4:
        return "Person"
    if before in LIST_OF["Company"] and page.near(run.first):
        return "Company"
    return _by_list(page, run) or ("Person" if _is_described(page, run, keys) else "Party")


def _is_hyphenated_person(page: Page, run: Run, keys: list[str]) -> bool:
    """ "Lai Ching-te", "Moon Jae-in": two or three parts, the given name hyphenated and small behind the hyphen."""
    return 3 <= len(keys) <= 4 and "-" in keys and page.words[run.last - 1].raw.islower()


def _is_described(page: Page, run: Run, keys: list[str]) -> bool:
    """ "Jane Roe, an analyst at …": two or three words, a comma and a role."""
    if not 2 <= len(keys) <= 4 or page.key(run.last) != ",":
        return False
    ahead = [page.key(run.last + i) for i in range(1, 9)]
    stop = next((i for i, key in enumerate(ahead) if key in (",", ".", "")), len(ahead))
    return ahead[0] not in ("and", "who", "which") and bool(set(ahead[:stop]) & ROLE_NOUNS)


def is_chinese_person(words: list[str]) -> bool:
    """Whether folded words read as a Chinese person's name: a common surname and a given name in Pinyin."""
    return len(words) == 2 and words[0] in CHINESE_SURNAMES and words[1] not in PLACES | GENERIC \
        and len(words[1]) < 11 and PINYIN.fullmatch(words[1].replace("-", "")) is not None


def _by_list(page: Page, run: Run) -> str:
    """The class that a list's noun gives: "firms such as A, B and C"; the noun stands before the list's first name."""
    at = run.first
    for _ in range(60):
        previous = page.word(at - 1)
        if previous is None:
            return ""
        if previous.key in (",", "and", "or", "&", "the") or page.taken[at - 1] or previous.capital or \
                previous.raw in ("(", ")", "“", "”", '"'):
            at -= 1
        else:
            break
    if page.key(at - 1) not in INTRODUCES:
        return ""
    for back in range(at - 2, max(-1, at - 26), -1):
        if page.words[back].raw == "." or (not page.near(back + 1) and "\n\n" in page.text[
                page.words[back].end:page.words[back + 1].start]):
            return ""
        for class_name, nouns in LIST_OF.items():
            if page.key(back) in nouns:
                return class_name
    return ""
