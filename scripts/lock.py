"""Writes requirements-team.lock anew: python scripts/lock.py, on Linux with Python 3.11, with PyPI within reach."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FROM, TO = ROOT / "requirements-team.txt", ROOT / "requirements-team.lock"
HEAD = """\
# requirements-team.txt with all it draws in, each with the hash of its file: for Linux on x86-64 and Python 3.11.
# Made anew by scripts/lock.py; installed with: pip install --require-hashes -r requirements-team.lock
"""


def chosen() -> list[dict]:
    """What pip would install, as it reports it; nothing is installed."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-"]
    done = subprocess.run([*command, "-r", str(FROM)], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["install"]


def line(package: dict) -> str:
    name = re.sub(r"[-_.]+", "-", package["metadata"]["name"]).lower()
    digest = package["download_info"]["archive_info"]["hashes"]["sha256"]
    return f"{name}=={package['metadata']['version']} \\\n    --hash=sha256:{digest}\n"


if __name__ == "__main__":
    lines = sorted(map(line, chosen()), key=lambda one: one.partition("=")[0])  # by name: a-b comes after a
    TO.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{TO.name} written")
