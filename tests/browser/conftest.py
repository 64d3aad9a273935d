"""The dashboard on a port of its own, and a browser that may talk to nobody else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, expect, sync_playwright

from tests.app import app_rows

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "tests" / "shots"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
LOCAL = ("127.0.0.1", "localhost")
PATIENCE = 120_000  # milliseconds: a busy machine is slow, and that is no failure
expect.set_options(timeout=PATIENCE)
# On a page other than the first, Streamlit looks for its own address in two places before it finds it.
PROBES = ("/_stcore/health", "/_stcore/host-config")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder are slow, and need a browser on the machine."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
            if not Path(CHROMIUM).exists():
                item.add_marker(pytest.mark.skip(reason=f"no browser at {CHROMIUM}"))


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """The dashboard on a free port, reading this store; where it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "dashboard.py",
        "--server.headless=true",
        f"--server.port={port}",
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"RASD_DB": str(store)})
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the dashboard answers; its store holds the rows of tests/app, and no test changes it."""
    store = tmp_path_factory.mktemp("store") / "own.db"
    app_rows.fill(store).dispose()
    with serving(store) as found:
        yield found


def wait_for(url: str, server: subprocess.Popen) -> None:
    """Until the server answers."""
    for _ in range(200):
        if server.poll() is not None:
            pytest.fail(f"the dashboard ended with code {server.returncode}")
        try:
            urllib.request.urlopen(url, timeout=1)
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the dashboard did not start")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(address: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page of the dashboard; afterwards nothing may have left the machine, and nothing gone wrong in it."""
    contexts, outside, errors = [], [], []

    def guard(route: Route, request: Request) -> None:
        if urlsplit(request.url).hostname in LOCAL or request.url.startswith(("data:", "blob:")):
            route.continue_()
        else:
            outside.append(request.url)
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        probe = message.location.get("url", "").endswith(PROBES) and "404" in message.text
        if message.type == "error" and not probe:
            errors.append(message.text)

    def open_one(path: str = "", width: int = 1440, dark: bool = False, at: str = address, **parameters: str) -> Page:
        size = {"width": width, "height": 844 if width < 500 else 1000}
        context = browser.new_context(viewport=size, color_scheme="dark" if dark else "light")
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.route("**/*", guard)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{at}/{path}?{urlencode(parameters)}")
        page.wait_for_selector(".rasd-footer")
        if path in ("", "overview"):
            page.wait_for_selector(".js-plotly-plot .scatterlayer .trace", state="attached")
        settled(page)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert outside == []
    assert errors == []


def settled(page: Page) -> None:
    """Wait until every part of the page is drawn."""
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
    page.wait_for_function("!document.querySelector('[data-testid=stApp][data-test-script-state=running]')")


def shoot(page: Page, name: str) -> None:
    """A picture of the whole page for people to look at; no test compares it."""
    SHOTS.mkdir(exist_ok=True)
    size = page.viewport_size
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": min(max(height, size["height"]), 6000)})
    page.wait_for_timeout(1200)
    page.screenshot(path=SHOTS / f"{name}.png")
    page.set_viewport_size(size)
