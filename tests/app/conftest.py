"""A reader's own store for each test, and a sample store that needs no rules to be built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import app_rows as rows
import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from monitor import sample
from monitor.store.migrations import open_store

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard.py"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the reader's own store is looked for; nothing is there yet."""
    path = tmp_path / "own.db"
    monkeypatch.setenv("RASD_DB", str(path))
    return path


@pytest.fixture
def filled(own: Path) -> Engine:
    """The reader's own store with all rows."""
    return rows.fill(own)


@pytest.fixture(autouse=True)
def small_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sample store of two articles in place of the shipped one."""
    store = tmp_path / "sample.db"
    articles = rows.articles_file(tmp_path, ["killed_w46", "flight_w45_a"])

    def ensure(progress: object = None) -> bool:
        sample.build_sample(rows.extract, rows.RULES, progress, articles=articles, store=store)
        return True

    monkeypatch.setattr(sample, "STORE", store)
    monkeypatch.setattr(sample, "ensure_sample", ensure)
    return store


@pytest.fixture
def page(own: Path) -> Callable[..., AppTest]:
    """Open the dashboard, by a link with these parameters; at: another page, by its name in the address."""

    def open_page(at: str = "overview", **parameters: str) -> AppTest:
        app = AppTest.from_file(str(DASHBOARD), default_timeout=120)
        for name, value in parameters.items():
            app.query_params[name] = value
        app.run()
        return app if at == "overview" else turn_to(app, at)

    return open_page


def turn_to(app: AppTest, name: str) -> AppTest:
    """Go to another page. AppTest.switch_page knows only pages that are files."""
    app._page_hash = next(code for code, info in app._registered_pages.items() if info["url_pathname"] == name)
    return app.run()


@pytest.fixture
def empty(own: Path) -> Engine:
    """The reader's own store, made and without an article."""
    return open_store(own)
