"""A person signs in at an identity provider, sees what her role allows, and signs out; in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine

from monitor import queries
from monitor.store import audit, users
from monitor.texts import texts
from tests.app import app_rows
from tests.browser.conftest import PATIENCE, settled, shoot
from tests.team.provider import Provider, providing
from tests.team.team import Team, enrol, serving

T = texts("en")


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as one:
        yield one


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    engine = app_rows.fill(tmp_path_factory.mktemp("login") / "team.db")
    enrol(engine)
    return engine


@pytest.fixture(scope="module")
def team(engine: Engine, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    with serving(tmp_path_factory.mktemp("settings"), engine.url.database, provider.issuer) as team:
        yield team


@pytest.fixture
def visit(browser: Browser, team: Team) -> Iterator[Callable[[str], Page]]:
    """A browser of its own for somebody; it is at the provider's page and has chosen who she is."""
    contexts = []

    def visit(name: str) -> Page:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(f"{team.home}/?lang=en")
        page.get_by_role("link", name=name, exact=True).click()
        return page

    yield visit
    for context in contexts:
        context.close()


def drawn(page: Page) -> Page:
    page.wait_for_selector(".rasd-footer")
    settled(page)
    return page


def tabs(page: Page) -> set[str]:
    """The pages offered at the top."""
    return set(page.locator("[data-testid=stTopNavLink]").all_inner_texts())


def test_before_the_login_there_is_nothing_of_the_dashboard(browser: Browser, team: Team, provider: Provider) -> None:
    context = browser.new_context()
    seen: list[str] = []
    page = context.new_page()
    page.on("response", lambda response: seen.append(response.url))
    for path in ("", "review", "evidence"):
        page.goto(f"{team.home}/{path}")
        assert page.url.startswith(f"{provider.issuer}/authorize") and page.title() == "Sign in"
    own = {re.sub(r"[?].*", "", url).removeprefix(team.home) for url in seen if url.startswith(team.home)}
    assert own <= {"/", "/review", "/evidence", "/login", "/auth/login"}, "no script, style or picture is given away"
    context.close()


def test_three_roles_and_a_stranger(visit: Callable[[str], Page], team: Team) -> None:
    offered = {}
    for name in ("vera", "rim", "amal"):
        page = drawn(visit(name))
        expect(page.get_by_text(name.title(), exact=False).first).to_be_visible()
        offered[name] = tabs(page)
        if name == "rim":
            shoot(page, "team_reviewer")
    review, upload = T("nav.review"), T("nav.upload")
    assert T("nav.overview") in offered["vera"] and not offered["vera"] & {review, upload}
    assert offered["rim"] == offered["amal"] == offered["vera"] | {review, upload}
    page = visit("stranger")
    expect(page.get_by_text("no access to the dashboard")).to_be_visible()
    assert page.locator("[data-testid=stApp]").count() == 0
    shoot_plain(page, "team_stranger")


def shoot_plain(page: Page, name: str) -> None:
    page.screenshot(path=Path(__file__).parents[1] / "shots" / f"{name}.png")


def test_a_viewer_who_types_the_address_of_the_queue_lands_elsewhere(visit: Callable[[str], Page], team: Team) -> None:
    page = drawn(visit("vera"))
    page.goto(f"{team.home}/review?lang=en")
    drawn(page)
    assert page.get_by_role("button", name=T("review.rejected")).count() == 0
    assert page.get_by_text(T("review.log")).count() == 0


def test_a_decision_is_saved_under_the_name_of_who_signed_in(
    visit: Callable[[str], Page], team: Team, engine: Engine
) -> None:
    page = drawn(visit("rim"))
    page.goto(f"{team.home}/review?lang=en")
    drawn(page)
    page.get_by_role("button", name=T("review.rejected")).first.click()
    expect(page.get_by_text(T("review.done", decision=T("review_state.rejected")))).to_be_visible()
    assert [(row["reviewer"], row["decision"]) for row in queries.reviews(engine)] == [("Rim", "rejected")]
    assert ("review", "rim@ngo.example") in {(row["kind"], row["who"]) for row in audit.entries(engine, 9)}


def test_who_is_removed_is_out_at_the_next_click(visit: Callable[[str], Page], engine: Engine) -> None:
    page = drawn(visit("vera"))
    users.remove(engine, "vera@ngo.example", by="test")
    page.locator("[data-testid=stTopNavLink]").nth(1).click()
    expect(page.get_by_text(T("gate.unknown"))).to_be_visible()
    expect(page.locator(".rasd-footer")).to_have_count(0)
    users.add(engine, "vera@ngo.example", "viewer", by="test")


def test_who_signs_out_is_out(visit: Callable[[str], Page], team: Team, provider: Provider) -> None:
    page = drawn(visit("amal"))
    cookie = next(one for one in page.context.cookies() if one["name"] == "_streamlit_user")
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"
    page.get_by_role("button", name=T("gate.sign_out")).click()
    page.wait_for_url(f"{provider.issuer}/out*")
    page.goto(team.home)
    assert page.url.startswith(f"{provider.issuer}/authorize")
