"""The calls in order: article in, mentions out. The only file that knows the order."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from functools import cache

from extractors import (
    article_text,
    context,
    dates,
    gazetteer,
    language,
    lexicon,
    linking,
    merging,
    places,
    prefilter,
    resolving,
    statements,
)  # fmt: skip
from extractors.groups import chunks
from extractors.records import Article, Mention, mention_id
from extractors.sentence import Sentence
from extractors.statements import Statement
from extractors.triggers import Candidate, candidates


@dataclass(slots=True)
class Reading:
    """One sentence read: its statements, places, dates and status cues; negated: triggers that a negation took out."""

    sentence: Sentence
    statements: list[Statement] = field(default_factory=list)
    found: list[places.Found] = field(default_factory=list)
    dates: list[dates.DateHit] = field(default_factory=list)
    cues: list[context.CueHit] = field(default_factory=list)
    negated: list[Candidate] = field(default_factory=list)


@cache
def rules_version() -> str:
    """A short hash of every data file and every rule: it changes when results may."""
    digest = hashlib.sha256()
    for path in sorted([*(lexicon.DATA).glob("**/*.yaml"), *gazetteer.tables()]):
        if "texts" not in path.parts:
            digest.update(path.name.encode() + path.read_bytes())
    for path in sorted((lexicon.DATA.parent / "extractors").glob("*.py")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def extract(article: Article) -> list[Mention]:
    """Every mention of an article, in text order."""
    return [m for m, _ in _mentions(article)]


def explain(article: Article) -> str:
    """For each sentence the candidates, which rule accepted or rejected each, and why; with places and dates."""
    from extractors.explaining import report

    readings = read(article)
    return report(article, readings, extract(article))


def read(article: Article) -> list[Reading]:
    """Sentences of the body, and of the title where the text does not repeat it, with everything found in them."""
    lang = language_of(article)
    published = publication_day(article)
    readings: list[Reading] = []
    title_number = article_text.title_line(article.text, article.title)
    if article.title and title_number is None:
        readings += _read_lines(article.title, [(0, len(article.title), -1)], lang, published)
        for r in readings:
            r.sentence.in_title = True
    readings += _read_lines(article.text, article_text.lines(article.text, article.title), lang, published)
    headers = linking.headers(readings, title_number)
    resolving.resolve([r.found for r in readings], [r.sentence.tokens for r in readings], lang, headers)
    attacked = False
    for r in readings:
        _statements(r, attacked)
        attacked = any(s.accepted and s.category == "civilian_harm" for s in r.statements)
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


def _read_lines(text: str, rows: list[tuple[int, int, int]], lang: str, published: dt.date | None) -> list[Reading]:
    words, names = lexicon.load(lang), gazetteer.load(lang)
    readings = []
    for start, end, number in rows:
        for a, b in language.sentences(text[start:end], lang):
            sentence = Sentence(text, start + a, start + b, lang, len(readings), number, words)
            r = Reading(sentence)
            r.found = places.find(sentence, names)
            r.dates = dates.find(sentence, published)
            readings.append(r)
    return readings


def _statements(r: Reading, after_attack: bool) -> None:
    found = candidates(r.sentence)
    if not found:
        return
    r.cues = context.find_cues(r.sentence)
    spots = {i for f in r.found if not f.skip for i in range(f.first, f.last + 1)}
    kept = context.drop_negated(found, r.sentence.tokens, r.cues)
    r.negated, found = [c for c in found if all(c is not k for k in kept)], kept
    for c in found:
        c.status, c.status_why = context.own_status(c, r.sentence.tokens, r.cues)
    r.statements = statements.build(r.sentence, found, chunks(r.sentence), spots, after_attack)
    for s in r.statements:
        context.set_status(s, r.cues)


def _mentions(article: Article) -> list[tuple[Mention, Statement]]:
    lang = language_of(article)
    if not prefilter.load(lang).may_mention(article.text or "", article.title or ""):
        return []
    readings = read(article)
    published = publication_day(article)
    linked = linking.link(readings, published)
    kept = merging.merge(linked)
    return [(_record(article, lang, published, item), item.statement) for item in kept]


def _record(article: Article, lang: str, published: dt.date | None, item: linking.Linked) -> Mention:
    s = item.statement
    lead = s.lead
    sentence = s.sentence
    start, end = sentence.tokens[lead.shown[0]].start, sentence.tokens[lead.shown[1]].end
    text = article.title if sentence.in_title else article.text
    v, hurt = s.victims, s.injured
    counted = v.low is not None or v.high is not None
    tokens = sentence.tokens
    count_text = None
    if counted and v.text:
        a, b = sorted(v.text)
        count_text = text[tokens[a].start : tokens[b].end]
    return Mention(
        mention_id=mention_id(article.id, s.category, start, end),
        article_id=article.id,
        language=lang,
        source=article.source or article_text.source_line(article.text),
        url=article.url,
        title=article.title,
        published=article.published or (published.isoformat() if published else None),
        category=s.category,
        subtype=s.subtype,
        status=s.status,
        trigger=text[start:end],
        start=start,
        end=end,
        quote=text[sentence.start : sentence.end],
        quote_start=sentence.start,
        quote_end=sentence.end,
        in_title=sentence.in_title,
        governorates=item.governorates,
        places=tuple(item.tags),
        outside_syria=item.outside,
        count_min=v.low,
        count_max=v.high,
        count_unit=v.unit if counted else None,
        count_text=count_text,
        injured_min=hurt.low if hurt else None,
        injured_max=hurt.high if hurt else None,
        victims=v.kind or linking.default_victims(s),
        actor=s.actor,
        event_start=item.event[0],
        event_end=item.event[1],
        date_precision=item.event[2],
        date_reason=item.event[3],
        rule_id=lead.word.id,
        rules_version=rules_version(),
    )

