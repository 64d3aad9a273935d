"""Ends a process that reads files for us, however far it has come."""

from __future__ import annotations

import subprocess


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill it, wait until it is gone, and close its pipes."""
    process.kill()
    process.wait()
    process.stdout.close()
    try:
        process.stdin.close()
    except OSError:
        pass  # it died with bytes still on their way
