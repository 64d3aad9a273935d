"""Reviewing: one mention at a time, confirmed, put right or rejected, each decision kept with name and time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from extractors.records import CATEGORIES, STATUSES, SUBTYPES, UNITS
from monitor.access import Refused
from monitor.filters import Filters
from monitor.store.engine import is_away
from monitor.store.reviews import StaleReview, add_review
from monitor.texts import governorates
from views import cards, review_log
from views.filters import key
from views.sentences import TO_REVIEW
from views.source import Context, ask

QUEUE = 30  # mentions looked ahead: enough to skip some
ORDERS = ("uncertain", "latest", "rule")
NAME, SKIPPED, DONE, STALE = "reviewer_name", "skipped", "last_review", "stale_review"
# The keys are digits: letters lie elsewhere on an Arabic keyboard.
DECISIONS = {"confirmed": "1", "rejected": "2", "unsure": "3"}
KINDS = [(category, subtype) for category in CATEGORIES for subtype in SUBTYPES[category]]


def page(context: Context) -> None:
    """The next mention of the queue, the form to decide on it, and the decisions so far."""
    t = context.t
    st.header(t("review.heading"), anchor=False)
    st.caption(t("review.intro"))
    if context.source.sample:
        st.caption(t("review.sample"))
    who, how = (st.container(), st.container()) if context.caller.user else st.columns([2, 3])
    with who:
        reviewer = _reviewer(context)
    with how:
        filters, by = _order(context)
    row = _next(context, filters, by)
    if done := st.session_state.pop(DONE, None):
        st.success(t("review.done", decision=t(f"review_state.{done}")))
    if why := st.session_state.pop(STALE, None):
        st.warning(t(why))
    if row is None:
        st.info(t("review.nothing_left"))
    else:
        st.caption(t("review.left", n=f"{ask(context.source, 'count', filters):,}"))
        st.html(cards.card(t, row))
        _decide(context, row, reviewer)
    review_log.draw(context)


def _reviewer(context: Context) -> str:
    """Who decides: in a team the user, else a name, kept while the page is left and come back to."""
    if user := context.caller.user:
        return user.called

    def named() -> None:
        st.session_state[NAME] = st.session_state[key("reviewer")].strip()

    known = st.session_state.get(NAME, "")
    t = context.t
    st.text_input(
        t("review.reviewer"),
        known,
        key=key("reviewer"),
        max_chars=80,
        on_change=named,
        placeholder=t("review.name_hint"),
    )
    return known


def _order(context: Context) -> tuple[Filters, str]:
    """The mentions still to review, in the order chosen."""
    t = context.t
    filters = replace(context.filters, reviews=("none",), undated="with")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.segmented_control(
            t("review.order"),
            ORDERS,
            default="uncertain",
            required=True,
            format_func=lambda code: t(f"review.order_{code}"),
            key="review_order",
        )
        if by == "rule":
            rules = {rule: n for rule, n, *_rest in ask(context.source, "reviews_by_rule", filters)}
            chosen = st.selectbox(
                t("card.rule"),
                sorted(rules, key=lambda rule: (-rules[rule], rule)),
                format_func=lambda rule: f"{rule} ({rules[rule]:,})",
                key="review_rule",
            )
            filters = replace(filters, rules=(chosen,) if chosen else ())
    return filters, "uncertain" if by == "rule" else by


def _next(context: Context, filters: Filters, by: str) -> dict[str, Any] | None:
    """The mention asked for by its card, or else the next of the queue that was not skipped."""
    if wanted := st.session_state.get(TO_REVIEW):
        if row := ask(context.source, "mention", wanted):
            return row
    skipped = st.session_state.setdefault(SKIPPED, set())
    rows = ask(context.source, "queue", filters, by=by, limit=QUEUE + len(skipped))
    return next((row for row in rows if row["mention_id"] not in skipped), None)


def _decide(context: Context, row: dict[str, Any], reviewer: str) -> None:
    """The fields to put right, and the buttons."""
    t, ident = context.t, row["mention_id"]
    values = _fields(context, row)
    note = st.text_input(t("review.note"), key=key(f"note_{ident}"), max_chars=300)
    corrected = _corrected(row, values)
    seen = next((review["id"] for review in ask(context.source, "reviews", ident, limit=1)), 0)
    with st.container(horizontal=True, key="decisions"):
        for decision, shortcut in DECISIONS.items():
            label = "corrected" if decision == "confirmed" and corrected else decision
            st.button(
                t(f"review.{label}"),
                key=key(f"{decision}_{ident}"),
                type="primary" if decision == "confirmed" else "secondary",
                shortcut=shortcut,
                disabled=not reviewer or values is None,
                on_click=_save,
                args=(context, ident, seen, decision),
                kwargs={
                    "reviewer": reviewer,
                    "note": note.strip(),
                    "corrected": corrected if decision == "confirmed" else {},
                },
            )
        st.button(t("review.skip"), key=key(f"skip_{ident}"), shortcut="4", on_click=_skip, args=(ident,))
    if not reviewer:
        st.caption(t("review.who_first"))
    elif values is None:
        st.caption(t("review.bad_count"))


def _fields(context: Context, row: dict[str, Any]) -> dict[str, Any] | None:
    """What the form says now; None where it is no possible mention."""
    t, ident = context.t, row["mention_id"]
    left, right = st.columns(2)
    kind = left.selectbox(
        t("field.kind"),
        KINDS,
        KINDS.index((row["category"], row["subtype"])),
        format_func=lambda pair: f"{t('category.' + pair[0])} · {t('subtype.' + pair[1])}",
        key=key(f"kind_{ident}"),
    )
    status = right.selectbox(
        t("field.status"),
        STATUSES,
        STATUSES.index(row["status"]),
        format_func=lambda code: t(f"status.{code}"),
        key=key(f"status_{ident}"),
    )
    codes = left.multiselect(
        t("field.governorates"),
        tuple(governorates()),
        row["governorates"],
        format_func=t.governorate,
        placeholder=t("overview.unspecified"),
        key=key(f"places_{ident}"),
    )
    outside = left.checkbox(t("field.outside_syria"), row["outside_syria"], key=key(f"outside_{ident}"))
    low, high, unit = right.columns([1, 1, 1.3])
    number = {"min_value": 0, "max_value": 50_000_000, "step": 1}
    least = low.number_input(t("field.count_min"), value=row["count_min"], key=key(f"min_{ident}"), **number)
    most = high.number_input(t("field.count_max"), value=row["count_max"], key=key(f"max_{ident}"), **number)
    units = (None, *UNITS)
    what = unit.selectbox(
        t("field.count_unit"),
        units,
        units.index(row["count_unit"]),
        format_func=lambda code: t(f"card.{code}") if code else "–",
        key=key(f"unit_{ident}"),
    )
    if least is not None and most is not None and least > most:
        return None
    counted = {"count_min": least, "count_max": most, "count_unit": what}
    named = {"category": kind[0], "subtype": kind[1], "status": status, "governorates": list(codes)}
    return named | counted | {"outside_syria": outside}


def _corrected(row: dict[str, Any], values: dict[str, Any] | None) -> dict[str, Any]:
    """The fields that differ from what the program read."""
    machine = row | row["machine"]
    return {name: value for name, value in (values or {}).items() if value != machine[name]}


def _save(context: Context, ident: str, seen: int, decision: str, **given: Any) -> None:
    """Keep the decision, unless somebody else decided on the mention since it was shown."""
    try:
        add_review(context.source.engine, ident, decision, seen=seen, by=context.caller.identity, **given)
        st.session_state[DONE] = decision
        st.session_state.pop(TO_REVIEW, None)
    except StaleReview:
        st.session_state[STALE] = "review.stale"
    except Refused as refused:
        st.session_state[STALE] = f"gate.{refused.reason}"
    except Exception as error:
        if not is_away(error):
            raise
        st.session_state[STALE] = "gate.store_away"


def _skip(ident: str) -> None:
    st.session_state[SKIPPED].add(ident)
    st.session_state.pop(TO_REVIEW, None)
