"""Verbs and nouns that give somebody's words: the lexicon that attribution starts from.

Strong verbs carry a quotation or a reported clause by themselves; weak ones only with quoted words beside them
(mocked, called, blamed). The choice follows the reporting verbs of English grammars (Quirk et al. 1985, 14.29).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.text.name_lexicon import listed

if TYPE_CHECKING:
    from spacy.tokens import Token

STRONG = listed("""
say tell add note state declare announce write tweet retweet repost post explain argue claim insist maintain
contend assert warn ask answer reply respond continue conclude stress emphasize emphasise reiterate reaffirm repeat
recall remark observe comment admit acknowledge concede deny vow pledge promise threaten urge caution complain
joke quip predict suggest propose report reveal disclose confirm inform remind read boast brag lament testify
quote exclaim shout yell whisper mutter retort counter interject begin allege affirm underline underscore
highlight opine muse demand bemoan advise posit recount reason volunteer agree disagree estimate hint blog gripe
fume crow clarify elaborate assure chant sing jest point pen plead protest wonder accuse describe express instruct cry
voice interrupt scoff snap sigh laugh chuckle growl""")

WEAK = listed("""
call dub label term characterize characterise refer blame criticize criticise condemn denounce slam blast praise
hail tout mock dismiss reject request appeal cite put go compare liken attack defend question cast paint portray depict
frame oppose support scold rip hammer bash ridicule decry deride deem consider see view hope believe think feel
want expect fear welcome applaud celebrate thank apologize apologise regret push press challenge invoke brand
encourage speak talk vouch signal discuss outline demand seek include laud commend chide berate rebuke lampoon
lambast assail trash vilify belittle extol rail champion fault float""")

_NAMING = listed("call dub label term describe brand characterize characterise deem refer")

# "the court ruled that …", but not "found a bag"
_FINDING = frozenset({"find", "rule", "determine", "decide"})
# "shot back with …"
_BACK = frozenset({"shoot", "fire", "hit"})
_MISTAGGED = frozenset({"said", "says", "told", "tweeted", "tweets", "wrote"})

# nouns whose owner is the speaker: "Smith's claim that …", "in a statement, the ministry …"
WORDS_OF = listed("""
statement claim remark comment assertion argument promise warning accusation allegation suggestion declaration
contention observation vow pledge threat demand prediction description insistence assessment view belief
complaint criticism answer response reply explanation announcement admission word message phrase verdict motto
testimony telling account call slogan""")

# what words are written on or spoken in: they say, but nobody is named by them
WRITINGS = listed("""
statement letter report memo tweet post article piece ad advertisement spot clip video email e-mail note filing
complaint lawsuit document petition bill law poll survey study editorial column story headline sign banner
poster text caption release website page site newspaper magazine transcript resolution bylaws rule rules release
spokes""")

SAID = (r"says?|said|tells?|told|adds?|added|writes?|wrote|asks?|asked|tweet(?:s|ed)|notes?|noted|explain(?:s|ed)|"
        r"argue[sd]|warn(?:s|ed)|continue[sd]|insist(?:s|ed)|replie[sd]|respond(?:s|ed)|recall(?:s|ed)|"
        r"comment(?:s|ed)|remark(?:s|ed)|observe[sd]|quip(?:s|ped)|predict(?:s|ed)|suggest(?:s|ed)|caution(?:s|ed)|"
        r"complain(?:s|ed)|lament(?:s|ed)|muse[sd]|boast(?:s|ed)|stress(?:es|ed)|inquire[sd]|retort(?:s|ed)|"
        r"conclude[sd]|declare[sd]|demand(?:s|ed)|shout(?:s|ed)|joke[sd]|exclaim(?:s|ed)|wondered|stated|claimed")


def is_strong(token: Token) -> bool:
    """Whether a token is a verb of saying that isn't negated ("declined to say", "did not say")."""
    says = _lemma(token) in STRONG or _makes_clear(token)
    return says and _is_verb(token) and not _is_negated(token) and not _does(token)


def is_cue(token: Token) -> bool:
    """Whether a token is a verb that may give somebody's words."""
    return is_strong(token) or is_weak(token)


def is_naming(token: Token) -> bool:
    """Whether a token is a verb that gives somebody's name for a thing ("called it", "described as")."""
    return _lemma(token) in _NAMING and is_cue(token)


def is_weak(token: Token) -> bool:
    """Whether a token is a verb that may stand with somebody's words."""
    finds = _lemma(token) in _FINDING and token.i + 1 < len(token.doc) and token.nbor().lower_ == "that"
    back = _lemma(token) in _BACK and token.i + 1 < len(token.doc) and token.nbor().lower_ == "back"
    return (finds or back or _lemma(token) in WEAK) and _is_verb(token) and not _is_negated(token)


def owned(token: Token) -> bool:
    """Whether a token is a noun for somebody's words ("claim", "remarks")."""
    return token.lemma_.lower() in WORDS_OF and token.pos_ == "NOUN"


def _makes_clear(token: Token) -> bool:
    return _lemma(token) == "make" and any(t.lower_ == "clear" for t in token.doc[token.i + 1:token.i + 4])


def _does(token: Token) -> bool:
    """Whether a verb that may be one of saying tells of a deed: adding a firm to a list, continuing to grow."""
    if token.i + 1 == len(token.doc) or token.nbor().is_punct:
        return False
    if _lemma(token) in ("continue", "begin"):
        return token.nbor().lower_ == "to"
    return _lemma(token) == "add" and any(child.dep_ == "dobj" for child in token.children)


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _is_verb(token: Token) -> bool:
    return token.tag_.startswith("VB") or token.lower_ in _MISTAGGED


def _is_negated(token: Token) -> bool:
    # a "not" further off is within the quotation: "Probably not," she said
    if any(child.dep_ == "neg" and 0 < token.i - child.i <= 2 for child in token.children):
        return True
    return token.dep_ == "xcomp" and token.head.lemma_ in ("decline", "refuse", "fail")
