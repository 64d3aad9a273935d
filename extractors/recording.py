"""From a statement with its places and day to the record that is exported."""

from __future__ import annotations

from extractors.article_text import source_line
from extractors.linked import Linked
from extractors.records import Article, Mention, mention_id
from extractors.statements import Statement


def record(article: Article, language: str, published: str | None, item: Linked, version: str) -> Mention:
    """The mention of a statement; published is the ISO day found for an article that states none."""
    s, sentence, lead = item.statement, item.statement.sentence, item.statement.lead
    text = article.title if sentence.in_title else article.text
    start, end = sentence.tokens[lead.shown[0]].start, sentence.tokens[lead.shown[1]].end
    event_start, event_end, precision, date_reason = item.event
    return Mention(
        mention_id=mention_id(article.id, s.category, start, end),
        article_id=article.id,
        language=language,
        source=article.source or source_line(article.text),
        url=article.url,
        title=article.title,
        published=article.published or published,
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
        **_counts(s, text),
        actor=s.actor,
        event_start=event_start,
        event_end=event_end,
        date_precision=precision,
        date_reason=date_reason,
        rule_id=lead.word.id,
        rules_version=version,
    )


def _counts(s: Statement, text: str) -> dict[str, int | str | None]:
    """The fields that say how many and who; unit and words only with a number."""
    v, hurt = s.victims, s.injured
    counted = v.low is not None or v.high is not None
    return {
        "count_min": v.low,
        "count_max": v.high,
        "count_unit": v.unit if counted else None,
        "count_text": _count_text(s, text) if counted else None,
        "injured_min": hurt.low if hurt else None,
        "injured_max": hurt.high if hurt else None,
        "victims": v.kind or "unspecified",
    }


def _count_text(s: Statement, text: str) -> str | None:
    if not s.victims.text:
        return None
    first, last = sorted(s.victims.text)
    return text[s.sentence.tokens[first].start : s.sentence.tokens[last].end]
