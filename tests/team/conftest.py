"""A team's dashboard for the tests of this folder: one server, one identity provider, one user of each role."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.app import app_rows
from tests.team.provider import Provider, providing
from tests.team.team import Team, ask, enrol, serving


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    with providing() as one:
        yield one


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The store of the team, with the rows of tests/app."""
    engine = app_rows.fill(tmp_path_factory.mktemp("team") / "team.db")
    enrol(engine)
    return engine


@pytest.fixture(scope="session")
def team(engine: Engine, provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """The server, and everybody's first page opened: that ties the accounts to the users."""
    with serving(tmp_path_factory.mktemp("login"), engine.url.database, provider.issuer) as team:
        for name in ("amal", "rim", "vera"):
            assert ask(f"{team.inside}/", team.cookie(name), Accept="text/html")[0] == 200
        yield team
