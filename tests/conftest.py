"""What several tests share."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# A shared machine is slow at times; a slow example is no failure.
settings.register_profile("rasd", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rasd")
