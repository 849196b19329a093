"""Known names in a text: the longest at each place, by hash, whatever the case, hyphens and stops.

Names in capitals (abbreviations) match capitals only; other names match when their words are capitalised as known,
and institutions and lists of two words or more also in small letters. Chinese names match as they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.text.words import Word, joins, words
from kg.resolution.form import form, is_han
from kg.resolution.words import LEGAL_FORMS

_HAN_RUN = re.compile(r"[\u3400-\u9fff·]+")
_SMALL = frozenset({"Agency", "RestrictedList", "Government", "Office"})
_SHORTEST_SQUASHED = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of a known thing. how: `exact`, `alias`, `legal form` or `squashed`. caps: only in capitals."""

    id: str
    class_name: str
    raws: tuple[str, ...]
    how: str
    caps: bool = False
    small: bool = False

    def fits(self, given: Sequence[Word]) -> bool:
        """Whether the case of the words allows this name."""
        if self.caps:
            return all(word.raw.replace(".", "").isupper() for word in given)
        if all(word.capital for word in given):
            return True
        if self.small and all(w.raw.islower() or w.raw == known or w.raw.isupper()
                              for w, known in zip(given, self.raws, strict=False)):
            return True
        return len(given) == len(self.raws) and all(word.capital or not raw[:1].isupper()
                                                    for word, raw in zip(given, self.raws, strict=True))


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name at words [first, last) of a text, and all that are called so."""

    first: int
    last: int
    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class PhraseBook:
    """Names by their folded words."""

    by_words: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    longest: dict[str, int] = field(default_factory=dict)
    by_squash: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    han: dict[str, list[tuple[str, Entry]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, node: str, class_name: str, name: str, *, own: bool, abbreviation: bool = False) -> None:
        """Take a name. own: it is the thing's own name, not an alias."""
        if is_han(name):
            entry = Entry(node, class_name, (name,), "exact" if own else "alias")
            self.han[name[:2]].append((name, entry))
            self.han[name[:2]].sort(key=lambda pair: -len(pair[0]))
            return
        given = [word for word in words(name) if not joins(word)]
        raws = tuple(word.raw for word in given)
        caps = (abbreviation and raws[0].isupper()) or (len(raws) == 1 and raws[0].isupper() and len(raws[0]) < 6)
        small = class_name in _SMALL and len(raws) > 1
        self._take(given, Entry(node, class_name, raws, "exact" if own else "alias", caps, small))
        bare = _without_form(given)
        if bare and class_name == "Company":
            self._take(bare, Entry(node, class_name, tuple(w.raw for w in bare), "legal form", caps, small))
        squashed = form(name).squashed
        if class_name == "Company" and len(squashed) >= _SHORTEST_SQUASHED and not caps:
            self.by_squash[squashed].append(Entry(node, class_name, raws, "squashed"))

    def _take(self, given: Sequence[Word], entry: Entry) -> None:
        key = " ".join(word.key for word in given)
        known = self.by_words[key]
        at = next((i for i, e in enumerate(known) if (e.id, e.class_name) == (entry.id, entry.class_name)), None)
        if at is not None and known[at].how == "legal form":
            known[at] = entry
        elif at is None:
            known.append(entry)
            head = given[0].key
            self.longest[head] = max(self.longest.get(head, 0), len(given))

    def hits(self, given: Sequence[Word]) -> Iterator[Hit]:
        """The known names in a text's words: the longest at each place, without overlaps."""
        at = 0
        while at < len(given):
            hit = None if given[at].is_mark else (self._longest_at(given, at) or self._squashed_at(given, at))
            if hit:
                yield hit
            at = hit.last if hit else at + 1

    def _longest_at(self, given: Sequence[Word], first: int) -> Hit | None:
        most = self.longest.get(given[first].key, 0)
        if not most:
            return None
        best, found, key = None, [], ""
        for last, word in _run(given, first, most):
            found.append(word)
            key = f"{key} {word.key}" if key else word.key
            entries = tuple(e for e in self.by_words.get(key, ()) if e.fits(found))
            if entries:
                best = Hit(first, last, given[first].start, word.end, entries)
        return self._with_form(given, best) if best else None

    def _with_form(self, given: Sequence[Word], hit: Hit) -> Hit:
        """The hit with the legal form that follows: "Megvii Technology Ltd"."""
        last = hit.last
        if hit.entries[0].class_name != "Company":
            return hit
        while last < len(given):
            at = last + 1 if given[last].raw in (",", ".") and last + 1 < len(given) else last
            if given[at].key not in LEGAL_FORMS or not given[at].capital:
                break
            last = at + 1
        return Hit(hit.first, last, hit.start, given[last - 1].end, hit.entries) if last > hit.last else hit

    def _squashed_at(self, given: Sequence[Word], first: int) -> Hit | None:
        if not given[first].capital:
            return None
        key, best = "", None
        for last, word in _run(given, first, 4):
            key += word.key
            if key in self.by_squash and word.capital:
                best = Hit(first, last, given[first].start, word.end, tuple(self.by_squash[key]))
        return best

    def han_hits(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """The known Chinese names in a text: start, end, entry; the longest at each place."""
        for run in _HAN_RUN.finditer(text):
            at = run.start()
            while at < run.end():
                found = next(((name, entry) for name, entry in self.han.get(text[at:at + 2], ())
                              if text.startswith(name, at)), None)
                if found:
                    yield at, at + len(found[0]), found[1]
                at += len(found[0]) if found else 1


def _run(given: Sequence[Word], first: int, most: int) -> Iterator[tuple[int, Word]]:
    """The words from one on that a name may hold, each with the index behind it; silent marks are passed over."""
    count = 0
    for at in range(first, len(given)):
        word = given[at]
        if at > first and word.gap == "|":
            return
        if word.is_mark and joins(word):
            continue
        count += 1
        if count > most:
            return
        yield at + 1, word
        if word.possessive and at + 1 < len(given) and given[at + 1].is_mark:
            return


def _without_form(given: list[Word]) -> list[Word]:
    """The words without the legal form at their end; [] when there is none."""
    last = len(given)
    while last > 1 and (given[last - 1].key in LEGAL_FORMS or given[last - 1].raw in (",", "(", ")")):
        last -= 1
    return given[:last] if last < len(given) else []

