"""What several tests share."""

from __future__ import annotations

import faulthandler

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
