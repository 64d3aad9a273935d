"""What several tests share."""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# A shared machine is slow at times; a slow example is no failure.
settings.register_profile("rasd", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rasd")


@pytest.fixture(autouse=True)
def _long_runs_are_no_hangs(request: pytest.FixtureRequest) -> None:
    """Where a test is after five minutes is told of the others; telling it of one at work has crashed it."""
    if request.node.get_closest_marker("soak"):
        faulthandler.cancel_dump_traceback_later()


@pytest.fixture(autouse=True)
def _the_main_module_stays() -> Iterator[None]:
    """A page under test puts its script in the place of `__main__`, which every process started later runs first."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
