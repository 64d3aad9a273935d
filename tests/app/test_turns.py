"""Pages wait for one another a little, and what they leave behind is found."""

from __future__ import annotations

import gc
import tomllib
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import pytest

from views import settling, turns

CONFIG = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"


@pytest.fixture(autouse=True)
def afresh() -> None:
    turns._slots.clear()
    settling._seen.clear()


def meet(many: int, seconds: float) -> bool:
    """Whether so many pages that ask at once are ever drawn at the same time."""
    together = Barrier(many)

    def page(_number: int) -> bool:
        with turns.turn():
            try:
                together.wait(seconds)
            except BrokenBarrierError:
                return False
            return True

    with ThreadPoolExecutor(many) as pool:
        return all(pool.map(page, range(many)))


def test_only_so_many_pages_are_drawn_at_once() -> None:
    assert meet(turns.AT_ONCE, 30)
    assert not meet(turns.AT_ONCE + 1, 0.2)


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LONGEST", 0.01)
    assert meet(turns.AT_ONCE + 3, 30)


def test_a_page_that_fails_gives_its_turn_back() -> None:
    for _time in range(turns.AT_ONCE + 1):
        with pytest.raises(ValueError), turns.turn():
            raise ValueError
    assert meet(turns.AT_ONCE, 30)


class Loop:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_is_found_though_not_at_every_run() -> None:
    assert tomllib.loads(CONFIG.read_text(encoding="utf-8"))["runner"]["postScriptGC"] is False
    settling.settle("overview")
    gc.disable()  # Python looks by itself as well, at any time
    try:
        left = weakref.ref(Loop())
        for _time in range(settling.EVERY - 2):
            settling.settle("overview")
        assert left() is not None
        settling.settle("overview")
        assert left() is None
    finally:
        gc.enable()
