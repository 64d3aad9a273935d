"""Where the dashboard answers, and when it refuses to: never beyond this computer without a login."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from monitor.store.engine import writing
from tests.app import app_rows
from tests.team.session import visiting
from tests.team.team import PATIENCE, ROOT, free_port, secrets_file, start, wait_for

LOOPBACK = {"0100007F", "00000000000000000000000001000000"}
LISTENS = "0A"
GOOD = {"client_id": "rasd"}  # changes nothing


def listening(port: int) -> set[str]:
    """The addresses on which this machine listens at a port, as the kernel writes them."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text(encoding="utf-8").splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            address, _, at = local.partition(":")
            if state == LISTENS and int(at, 16) == port:
                found.add(address)
    return found


@contextmanager
def running(db: Path, *options: str) -> Iterator[int]:
    port = free_port()
    process = start("dashboard.py", str(db), port, *options)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield port
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("laptop") / "own.db"
    app_rows.fill(path).dispose()
    return path


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="no /proc/net/tcp")
def test_a_laptop_needs_no_login_and_listens_to_nobody_else(store: Path) -> None:
    with running(store) as port:
        assert listening(port) <= LOOPBACK and listening(port)
        home = f"http://127.0.0.1:{port}"
        with visiting(home, home) as visitor:
            page = visitor.run()
            assert "review" in page.pages and page.failed == []


def test_beyond_this_computer_nothing_is_shown_without_a_login(store: Path) -> None:
    with running(store, "--server.address=0.0.0.0") as port:
        home = f"http://127.0.0.1:{port}"
        with visiting(home, home) as visitor:
            page = visitor.run()
            assert "has no login" in page.text
            assert page.pages == {} and not any(one.HasField("plotly_chart") for one in page.elements)


def test_with_a_login_configured_only_the_guarded_program_shows_anything(store: Path, tmp_path: Path) -> None:
    secrets = secrets_file(tmp_path, "http://127.0.0.1:1", "http://127.0.0.1:2")
    with running(store, f"--secrets.files={secrets}") as port:
        home = f"http://127.0.0.1:{port}"
        with visiting(home, home) as visitor:
            page = visitor.run()
            assert "streamlit run team.py" in page.text and page.pages == {}


def test_an_error_in_a_page_shows_nothing_of_the_inside(tmp_path: Path) -> None:
    engine = app_rows.fill(tmp_path / "damaged.db")
    with running(tmp_path / "damaged.db") as port:
        home = f"http://127.0.0.1:{port}"
        with visiting(home, home) as visitor:
            with writing(engine) as conn:
                conn.exec_driver_sql("DROP TABLE rollup_common")
            page = visitor.run()
            broken = [one.exception for one in page.elements if one.HasField("exception")]
            assert broken and not any(one.stack_trace for one in broken)
            assert "rollup_common" not in page.text and "sqlalchemy" not in page.text and str(ROOT) not in page.text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (None, "no login is configured"),
        ({"cookie_secret": "short"}, "32 random bytes"),
        ({"cookie_secret": ""}, "lacks cookie_secret"),
        ({"redirect_uri": "http://rasd.ngo.example/oauth2callback"}, "begin with https"),
        ({"redirect_uri": "https://rasd.ngo.example/rasd/oauth2callback"}, "without a folder"),
        ({"server_metadata_url": ""}, "lacks server_metadata_url"),
    ],
)
def test_the_team_program_refuses_to_start(changed: dict[str, str] | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    if changed is not None:
        path = secrets_file(tmp_path, "http://127.0.0.1:1", "http://127.0.0.1:2", **changed)
    done = refused(f"--secrets.files={path}")
    assert done.returncode != 0 and said in done.stderr and "Traceback" not in done.stderr


def test_headers_may_not_say_who_somebody_is(tmp_path: Path) -> None:
    path = secrets_file(tmp_path, "http://127.0.0.1:1", "http://127.0.0.1:2", **GOOD)
    done = refused(f"--secrets.files={path}", '--server.trustedUserHeaders={"X-User": "sub"}')
    assert done.returncode != 0 and "trustedUserHeaders" in done.stderr


def refused(*options: str) -> subprocess.CompletedProcess:
    """The team's program, which ends by itself."""
    command = [sys.executable, "-m", "streamlit", "run", "team.py", "--server.headless=true"]
    command += [f"--server.port={free_port()}", "--server.address=0.0.0.0", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
