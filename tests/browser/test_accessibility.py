"""Every page checked for accessibility by axe-core, which npm brings at test time; without npm skipped, visibly."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

AXE = "axe-core@4.14.1"
# Drawn by Streamlit and out of our hands: the small bars in the cards, whose numbers stand in the trend and its table.
NOT_OURS = ["[data-testid=stMetricChart]"]


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script, from npm."""
    folder = tmp_path_factory.mktemp("axe")
    if not shutil.which("npm"):
        pytest.skip("npm is not installed, so there is no axe-core to check with")
    got = subprocess.run(["npm", "pack", AXE, "--silent"], cwd=folder, capture_output=True, text=True, timeout=120)
    if got.returncode:
        pytest.skip(f"npm could not fetch {AXE}: {got.stderr[-200:]}")
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extract("package/axe.min.js", folder, filter="data")
    return Path(folder, "package", "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "lang", "dark"),
    [
        ("", "ar", False),
        ("", "en", True),
        ("compare", "ar", False),
        ("evidence", "ar", False),
        ("review", "en", False),
        ("quality", "ar", False),
        ("method", "en", False),
    ],
    ids=str,
)
def test_no_serious_finding(open_page, axe, path, lang, dark):
    page = open_page(path, lang=lang, sample="1", dark=dark)
    page.evaluate(axe)
    script = "exclude => axe.run({exclude: exclude.map(s => [s])}, {resultTypes: ['violations']})"
    found = page.evaluate(script, NOT_OURS)["violations"]
    serious = {
        f["id"]: [(n["target"], n["failureSummary"][:200]) for n in f["nodes"][:4]]
        for f in found
        if f["impact"] in ("serious", "critical")
    }
    assert serious == {}
