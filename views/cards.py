"""Everything that reaches the page as HTML: headings, notes and mention cards. Each value is escaped here."""

from __future__ import annotations

import html
from urllib.parse import urlsplit

from monitor.quotes import clean, direction, split_quote
from monitor.texts import LANGUAGES, Texts, texts
from views.palette import COLOURS

INGEST = "python -m monitor ingest articles.jsonl"


def safe(value: object) -> str:
    """A value as text for a page: no markup, no control characters, and kept from reordering its neighbours."""
    return f'<span dir="auto">{html.escape(clean(value))}</span>'  # with dir it is an isolate; <bdi> is filtered out


def header(t: Texts) -> str:
    brand = f'<p class="rasd-brand">{safe(t("app.title"))}</p>'
    sub = f'<p class="rasd-sub">{safe(t("app.subtitle"))}</p>'
    return f'<div class="rasd-head">{brand}{sub}</div>'


def note(t: Texts) -> str:
    return f'<p class="rasd-note" role="note">{safe(t("app.note"))}</p>'


def sample_band(t: Texts, with_help: bool) -> str:
    """That these are no real events; with_help: and how to read articles of one's own."""
    text = f"<b>{safe(t('app.sample_label'))}.</b> {safe(t('app.sample_note'))}"
    if with_help:
        text += f" {safe(t('app.sample_own'))} <code>{INGEST}</code>"
    return f'<p class="rasd-sample" role="note">{text}</p>'


def uploader(t: Texts, megabytes: int) -> str:
    """The uploader's own words in the page's language: it has them in English only, and takes no others."""
    place = "[data-testid=stFileUploaderDropzone]"
    button, hint = f"{place} button [data-testid=stMarkdownContainer]", f"{place} [data-testid$=Instructions] div"
    rules = f"{button} p,{hint} span{{display:none}}"
    for where, text in ((button, t("upload.browse")), (hint, t("upload.limit", n=megabytes))):
        rules += f"{where}::after{{content:{css_text(text)}}}"
    return f"<style>{rules}</style>"


def css_text(text: str) -> str:
    """A text as CSS writes it, every sign by its number."""
    return '"' + "".join(f"\\{ord(sign):06x}" for sign in clean(text)) + '"'


def footer(t: Texts, facts: str) -> str:
    return f'<p class="rasd-footer">{safe(t("app.note_long"))}<br>{safe(facts)}</p>'


def card(t: Texts, row: dict) -> str:
    """One mention: the sentence with its trigger marked, what was read from it, its source, and why it is here."""
    before, trigger, after = split_quote(row)
    marked = (
        f"{html.escape(before)}<mark>{html.escape(trigger)}</mark>{html.escape(after)}" if trigger else safe(before)
    )
    language = "ar" if row.get("language") == "ar" else "en"
    colour = COLOURS.get(row["category"], "#8A96A3")
    return (
        f'<article class="rasd-card" style="border-inline-start-color:{colour}">'
        f'<p class="quote" lang="{language}" dir="{direction(row.get("language"))}">{marked}</p>'
        f'<div class="facts">{_chips(t, row, colour)}</div>'
        f'<p class="source">{_source(t, row)}</p>{_why(t, row)}</article>'
    )


def _chips(t: Texts, row: dict, colour: str) -> str:
    kind = f"{t('category.' + row['category'])} · {t('subtype.' + row['subtype'])}"
    chips = [f'<span class="chip"><span class="dot" style="background:{colour}"></span>{safe(kind)}</span>']
    if row["status"] != "reported":
        chips.append(f'<span class="chip warn">{safe(t("status." + row["status"]))}</span>')
    if row.get("reviewed"):
        state = "corrected" if row.get("machine") and row["reviewed"] == "confirmed" else row["reviewed"]
        chips.append(f'<span class="chip seen">{safe(t("review_state." + state))}</span>')
    if row.get("is_copy"):
        chips.append(f'<span class="chip">{safe(t("card.copy"))}</span>')
    plain = [place_names(t, row), *count_texts(t, row)]
    if row.get("actor"):
        plain.append(t("card.actor", name=t.actor(row["actor"])))
    return "".join([*chips, *(f'<span class="chip">{safe(text)}</span>' for text in plain)])


def place_names(t: Texts, row: dict) -> str:
    """The governorates of a mention by name; that the place is abroad or not stated where there are none."""
    names = [t.governorate(code) for code in row.get("governorates") or []]
    if not names:
        return t("card.outside") if row.get("outside_syria") else t("card.no_place")
    return t.join(names)


def count_texts(t: Texts, row: dict) -> list[str]:
    """The numbers of people as stated: none where none are."""
    found = []
    if number := t.number(row.get("count_min"), row.get("count_max")):
        unit = f" ({t('card.' + row['count_unit'])})" if row.get("count_unit") else ""
        found.append(t("card.count", text=number + unit))
    if number := t.number(row.get("injured_min"), row.get("injured_max")):
        found.append(t("card.injured", text=number))
    return found


def _source(t: Texts, row: dict) -> str:
    parts = [safe(row.get("source") or t("card.no_source"))]
    if row.get("title") and row["title"] != row["quote"]:
        parts.append(safe(row["title"]))
    parts += [safe(text) for text in _dates(t, row)]
    if url := web_address(row.get("url")):
        link = html.escape(url, quote=True)
        parts.append(f'<a href="{link}" target="_blank" rel="noopener noreferrer">{safe(t("card.open"))}</a>')
    return " · ".join(parts)


def _dates(t: Texts, row: dict) -> list[str]:
    """The day of the event where it is another than that of publication, and that of publication."""
    published = t.day(row["published"]) if row.get("published") else None
    dates = []
    if row.get("event_start") and event_days(t, row) != published:
        dates.append(t("card.event", date=event_days(t, row)))
    if published:
        dates.append(t("card.published", date=published))
    return dates or [t("card.no_date")]


def event_days(t: Texts, row: dict) -> str:
    start, end = row["event_start"], row.get("event_end") or row["event_start"]
    return t.day(start) if start == end else t("overview.period", start=t.day(start), end=t.day(end))


def web_address(url: object) -> str:
    """The address where it is a plain web link, else nothing: other schemes can run a script when clicked."""
    text = clean(url).strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""


def _why(t: Texts, row: dict) -> str:
    facts = [
        (t("card.words"), safe(row["trigger"]) + (f" ({safe(t('card.from_title'))})" if row.get("in_title") else ""))
    ]
    facts += [(t("card.place_reason"), _place(t, place)) for place in row.get("places") or []]
    if row.get("date_reason"):
        facts.append((t("card.date_reason"), safe(t.reason(row["date_reason"]))))
    if row.get("machine"):
        facts.append((t("card.machine"), safe(corrections(t, row["machine"]))))
    facts.append((t("card.victims"), safe(t("victims." + row["victims"]))))
    facts.append((t("card.rule"), f"<code>{html.escape(clean(row['rule_id']))}</code>"))
    items = "".join(f"<dt>{safe(name)}</dt><dd>{value}</dd>" for name, value in facts)
    return f"<details><summary>{safe(t('card.why'))}</summary><dl>{items}</dl></details>"


def neighbours(t: Texts, row: dict, before: str, after: str) -> str:
    """The sentence between those around it, in the direction of its article."""
    if not before and not after:
        return f'<p class="rasd-around">{safe(t("evidence.alone"))}</p>'
    language = "ar" if row.get("language") == "ar" else "en"
    parts = [html.escape(clean(before)), f"<b>{html.escape(clean(row['quote']))}</b>", html.escape(clean(after))]
    text = " ".join(part for part in parts if part)
    return f'<p class="rasd-around" lang="{language}" dir="{direction(row.get("language"))}">{text}</p>'


def explanation(t: Texts, text: str) -> str:
    """The program's own account of how it read a sentence, line by line."""
    if not text:
        return f'<p class="rasd-around">{safe(t("evidence.no_explanation"))}</p>'
    lines = "<br>".join(f'<span dir="auto">{html.escape(clean(line))}</span>' for line in text.splitlines())
    return f'<p class="rasd-around" lang="en" dir="ltr">{lines}</p>'


def corrections(t: Texts, values: dict) -> str:
    """Fields with their values in words."""
    return t.join([t("date.pair", label=t(f"field.{name}"), value=field(t, name, v)) for name, v in values.items()])


def field(t: Texts, name: str, value: object) -> str:
    """The value of a field that can be corrected, in words."""
    if name == "governorates":
        return t.join([t.governorate(code) for code in value]) or t("overview.unspecified")
    if name in ("category", "subtype", "status"):
        return t(f"{name}.{value}")
    if name == "count_unit":
        return t(f"card.{value}") if value else "–"
    if isinstance(value, bool):
        return t("field.is_true") if value else t("field.is_false")
    return "–" if value is None else f"{value:,}"


def _place(t: Texts, place: dict) -> str:
    where = [safe(place["name"])]
    if place.get("pcode"):
        where.append(safe(t.governorate(place["pcode"])))
    elif place.get("candidates"):
        where.append(safe(t("card.ambiguous", names=t.join([t.governorate(c) for c in place["candidates"]]))))
    where += [
        safe(t("role." + place["role"])),
        safe(t(f"precision.p{place['precision']}")),
        safe(t.reason(place["reason"])),
    ]
    return " · ".join(where)


def unknown_page(way_out: str) -> str:
    """A whole page for somebody who has signed in and is no user, in both languages, with the way to sign out."""
    return _bare_page("gate.unknown", ("gate.sign_out", way_out))


def away_page() -> str:
    """A whole page for while the database does not answer; it looks again by itself."""
    return _bare_page("gate.store_away", refresh=5)


def _bare_page(key: str, link: tuple[str, str] | None = None, refresh: int | None = None) -> str:
    again = f'<meta http-equiv="refresh" content="{refresh}">' if refresh else ""
    body = ""
    for t in map(texts, LANGUAGES):
        body += f'<p lang="{t.lang}" dir="{t.dir}">{safe(t(key))}'
        body += f' <a href="{link[1]}">{safe(t(link[0]))}</a></p>' if link else "</p>"
    style = "<style>body{font:1.1rem/1.8 sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>"
    head = f'<meta charset="utf-8"><title>{html.escape(texts("en")("app.title"))}</title>{again}{style}'
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
