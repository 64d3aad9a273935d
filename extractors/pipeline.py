"""The calls in order: article in, mentions out. The only file that knows the order."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache

from extractors import article_text, context, dates, gazetteer, language, lexicon, places, prefilter
from extractors.building import build
from extractors.explaining import report
from extractors.groups import chunks
from extractors.headers import headers, settle_bureaus
from extractors.linking import link
from extractors.merging import merge
from extractors.past_crimes import set_past_crimes
from extractors.places import Found
from extractors.reading import Reading
from extractors.recording import record
from extractors.records import Article, Mention
from extractors.resolving import resolve
from extractors.sentence import Sentence, Token
from extractors.triggers import candidates

# Data that decides what is read; feeds, columns of tables and the texts of the pages do not.
_RULE_FILES = ("lexicon/*.yaml", "cues/*.yaml", "places/*.yaml", "actors.yaml", "numbers.yaml", "dates.yaml",
               "furniture.yaml", "small_words.yaml")  # fmt: skip


@cache
def rules_version() -> str:
    """A short hash of every data file that the rules read and of every rule: it changes when results may."""
    digest = hashlib.sha256()
    words = [path for pattern in _RULE_FILES for path in lexicon.DATA.glob(pattern)]
    for path in sorted([*words, *gazetteer.tables()]):
        digest.update(path.name.encode() + path.read_bytes())
    for path in sorted((lexicon.DATA.parent / "extractors").glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def extract(article: Article) -> list[Mention]:
    """Every mention of an article, in text order."""
    lang = language_of(article)
    if not prefilter.load(lang).may_mention(article.text or "", article.title or ""):
        return []
    return _mentions(article, read(article), lang)


def explain(article: Article) -> str:
    """For each sentence the candidates, which rule accepted or rejected each, and why; with places and dates."""
    readings = read(article)
    return report(article, readings, extract(article))


def _mentions(article: Article, readings: list[Reading], lang: str) -> list[Mention]:
    published = publication_day(article)
    day = published.isoformat() if published else None
    kept = merge(link(readings, published))
    return [record(article, lang, day, item, rules_version()) for item in kept]


def read(article: Article) -> list[Reading]:
    """Sentences of the body, and of the title where the text does not repeat it, with everything found in them."""
    lang, published = language_of(article), publication_day(article)
    readings: list[Reading] = []
    known: set[str] = set()
    title_number = article_text.title_line(article.text, article.title)
    if article.title and title_number is None:
        readings += _read_lines(article.title, [(0, len(article.title), -1)], lang, published, known)
        for r in readings:
            r.sentence.in_title = True
    readings += _read_lines(article.text, article_text.lines(article.text, article.title), lang, published, known)
    settle_bureaus(readings)
    tokens = [r.sentence.tokens for r in readings]
    resolve([r.found for r in readings], tokens, lang, headers(readings, title_number))
    attacked = False
    for r in readings:
        _set_statements(r, attacked)
        attacked = any(s.category == "civilian_harm" for s in r.accepted)
    return readings


def language_of(article: Article) -> str:
    """The language that the record states, or else the script of the text: "ar" or "en"."""
    return article.language if article.language in lexicon.LANGUAGES else language.detect(article.text or "")


def publication_day(article: Article) -> dt.date | None:
    """The publication day, from the record or else from a dateline in the text."""
    stated = article.published or article_text.dateline(article.text)
    try:
        return dt.date.fromisoformat(stated[:10]) if stated else None
    except ValueError:
        return None


def _read_lines(
    text: str, rows: list[tuple[int, int, int]], lang: str, published: dt.date | None, known: set[str]
) -> list[Reading]:
    """The sentences of lines (start, end, number), with the places and dates in them; known: as in places.find."""
    words, names = lexicon.load(lang), gazetteer.load(lang)
    readings: list[Reading] = []
    for start, end, number in rows:
        for a, b in language.sentences(text[start:end], lang):
            sentence = Sentence(text, start + a, start + b, lang, len(readings), number, words)
            found, days = places.find(sentence, names, known), dates.find(sentence, published)
            readings.append(Reading(sentence, found=found, dates=days))
    return readings


def _may_be_hit(f: Found, tokens: list[Token]) -> bool:
    """No base of an army, where fire hits nothing civilian, and no country that does it ("*Israel* bombed …")."""
    into = f.role != "location" or f.first > 0 and tokens[f.first - 1].has("prep")
    acts = f.abroad and f.place.kind == "country" and tokens[f.first].has("group") and not into
    return not (f.skip or acts or f.place.kind == "airbase")


def _set_statements(r: Reading, after_attack: bool) -> None:
    """Find the statements of a sentence; after_attack: the sentence before tells harm."""
    tokens, found = r.sentence.tokens, candidates(r.sentence)
    if not found:
        return
    r.cues = context.find_cues(r.sentence)
    spots = {i for f in r.found if _may_be_hit(f, tokens) for i in range(f.first, f.last + 1)}
    kept = context.drop_negated(found, tokens, r.cues)
    r.negated = [c for c in found if all(c is not k for k in kept)]
    for c in kept:
        c.status, c.status_why = context.own_status(c, tokens, r.cues)
    r.people = [p for p in chunks(r.sentence) if p.head not in spots]  # "the quarter of *the Forty*"
    r.statements = build(r.sentence, kept, r.people, spots, after_attack)
    for s in r.statements:
        context.set_status(s, r.cues)
    set_past_crimes(r)
