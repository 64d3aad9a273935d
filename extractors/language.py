"""The Arabic and English pipelines: which language, where words and sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import spacy
from spacy.lang.ar import Arabic, ArabicDefaults
from spacy.lang.en import English, EnglishDefaults
from spacy.symbols import NORM
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from extractors.fold import BROKEN_WORD, fold

_ARABIC = re.compile(r"[\u0621-\u064A]")
_LATIN = re.compile(r"[A-Za-z]")
_PUNCT = r"""[.,;:!?؟،؛"'“”«»‹›„()\[\]{}…–—/|#_*•\\]"""
_SYMBOL = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]+"  # arrows, dingbats, emoji
_LETTER = r"[\u0621-\u064A\u0671-\u06D3]"
# The stock cache stops at 10,000 word forms, after which tokenising drops from 3,600 to 400 documents a second.
CACHE_SIZE = 200_000


class _NewsDefaults(ArabicDefaults):
    """spaCy's Arabic without its hadith exceptions and URL rule, which keep `لا".` or `حلب.وقال` as one token."""

    tokenizer_exceptions: dict = {}
    url_match = None
    token_match = None
    prefixes = (_PUNCT, "%", r"\.\.+", "[-+](?=\\D)", _SYMBOL)
    suffixes = (_PUNCT, "%", r"\.\.+", "-", _SYMBOL)
    infixes = (
        rf"(?<=[^\d\s]){_PUNCT}+(?=\S)",
        r"(?<=\d)[:;!?؟،؛\"“”«»()\[\]|]+(?=\S)",
        rf"(?<={_LETTER})[-–—]+(?={_LETTER})",
        rf"(?<={_LETTER})(?=[0-9٠-٩])",
        rf"(?<=[0-9٠-٩])(?={_LETTER})",
    )
    lex_attr_getters = {**ArabicDefaults.lex_attr_getters, NORM: fold}


@spacy.registry.languages("ar_news")
class ArabicNews(Arabic):
    """Arabic as news sites write it."""

    lang = "ar_news"
    Defaults = _NewsDefaults


class _EnglishNewsDefaults(EnglishDefaults):
    tokenizer_exceptions: dict = {}
    url_match = None
    infixes = (
        *_NewsDefaults.infixes[:2],
        r"(?<=[A-Za-z])[-–—]+(?=[A-Za-z])",
        r"(?<=\d)[-–—](?=[A-Za-z])",
        r"(?<=[A-Za-z])[’ʼ](?=[A-Za-z])",
        r"(?<=[Mm]id)[-–—](?=\d)",
        r"…+",
    )
    suffixes = (*_NewsDefaults.suffixes, r"['’][sS]", r"['’]")
    prefixes = (*_NewsDefaults.prefixes, "‘", r"[$£€]", "~")
    lex_attr_getters = {**EnglishDefaults.lex_attr_getters, NORM: fold}


_GLUED = re.compile(r"(\d{1,9})[\u0621-\u064A]{2}")  # "17people", without the blank
_MOST_WORDS = 60_000  # word forms; a long run over varied text would hold millions


@spacy.registry.languages("en_news")
class EnglishNews(English):
    """English as news sites write it; clitic exceptions ("don't") are not needed."""

    lang = "en_news"
    Defaults = _EnglishNewsDefaults


@cache
def pipeline(language: str) -> spacy.Language:
    """The blank pipeline of "ar" or "en"; its tokens' NORM is fold(text)."""
    nlp = (ArabicNews if language == "ar" else EnglishNews)()
    defaults = nlp.Defaults
    nlp.tokenizer.prefix_search = compile_prefix_regex(defaults.prefixes).search
    nlp.tokenizer.suffix_search = compile_suffix_regex(defaults.suffixes).search
    nlp.tokenizer.infix_finditer = compile_infix_regex(defaults.infixes).finditer
    nlp.tokenizer.max_cache_size = CACHE_SIZE
    return nlp


def detect(text: str) -> str:
    """ "ar" or "en": whichever script has more letters."""
    sample = text[:4000]
    return "ar" if len(_ARABIC.findall(sample)) * 2 >= len(_LATIN.findall(sample)) and _ARABIC.search(sample) else "en"


def words(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Offsets of the words and punctuation marks of one sentence; broken-up words are one word."""
    if len(pipeline(language).vocab) > _MOST_WORDS:
        pipeline.cache_clear()  # spaCy never forgets a word form; a fresh pipeline takes milliseconds
    doc = pipeline(language).tokenizer(text)
    broken = [m.span() for m in BROKEN_WORD.finditer(text)] if "\u0640" in text else []
    pending: tuple[int, int] | None = None
    for token in doc:
        if token.is_space:
            continue
        start, end = token.idx, token.idx + len(token)
        if glued := _GLUED.match(text, start, end):
            yield from ((pending,) if pending else ())
            yield start, glued.end(1)
            pending, start = None, glued.end(1)
        if pending and any(a < start < b or a <= start <= b and a < pending[1] for a, b in broken):
            pending = (pending[0], end)
        else:
            if pending:
                yield pending
            pending = (start, end)
    if pending:
        yield pending


_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Maj|Lt|Col|Sgt|Capt|Brig|Jr|Sr|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec|U\.S|U\.N|U\.K|a\.m|p\.m|i\.e|e\.g|Inc|Co|Al|[دأمو])$"
)
_BREAK = re.compile(
    r"""\n+"""
    r"""|(?P<stop>[.!?؟…]+)(?P<close>["'”»›)\]*]*)(?P<space>\s+|(?=[\u0621-\u064A"“«(])|(?<=[a-z]\.)(?=[A-Z][a-z]*\s)|$)"""
    r"""|\s\|\s|(?<=\S)\s[•●]\s"""
)
_ENDS = re.compile(r"""[.!?؟…:]["'”»›)\]]*\s*$""")


def sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences: line ends and full stops, but not abbreviations, decimals or broken-up words."""
    begin = 0
    broken = [m.span() for m in BROKEN_WORD.finditer(text)] if "\u0640" in text else []
    for match in _BREAK.finditer(text):
        if match["stop"] is not None and _no_stop(text, match, begin, language, broken):
            continue
        end = match.start("space") if match["stop"] is not None else match.start()
        yield from _trimmed(text, begin, end)
        begin = match.end()
    yield from _trimmed(text, begin, len(text))


def _no_stop(text: str, match: re.Match, begin: int, language: str, broken: list) -> bool:
    """True where the full stop is part of an abbreviation, a number, a name or a broken-up word."""
    at = match.start("stop")
    if any(a <= at < b for a, b in broken):
        return True
    if "\n" in match["space"]:
        return False
    if match["stop"] == ".." and language == "ar" and not _ENDS.search(text):
        return True  # a headline: "Idleb.. five dead in a shelling"
    after = text[match.end() : match.end() + 1]
    if match["stop"] == "." and not match["close"]:
        if _ABBREVIATION.search(text[max(begin, at - 12) : at]):
            return True
        if text[at - 1 : at].isdigit() and after.isdigit() and not match["space"]:
            return True
    # an English sentence starts with a capital, a digit or a quote: "Alleppo... and then" goes on
    return language == "en" and after.islower() and len(match["stop"]) != 1


def _trimmed(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[begin:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if right > left:
        yield begin + left, begin + right
