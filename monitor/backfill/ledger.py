"""The ledger of a folder of parts: a line for each input that was finished and for each try that failed.

It is only added to, a line at a time, each brought to the disk before anything is said. A line that a kill cut in two
is no line: its input is looked at again, and its part, if that is there, is taken as it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.backfill.inputs import Input
from monitor.backfill.parts import How, sync_folder

NAME = "ledger.jsonl"
TRIES = 3


class Busy(Exception):
    """Another backfill writes into the folder."""


@dataclass
class State:
    """What is known of one input, read in one way. done: the description of its part; failed: why each try failed."""

    done: dict[str, Any] | None = None
    failed: list[str] = field(default_factory=list)

    @property
    def quarantined(self) -> bool:
        return self.done is None and len(self.failed) >= TRIES


class Ledger:
    """The ledger, open for one writer."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._file = open(folder / NAME, "ab+", buffering=0)
        _lock(self._file.fileno(), folder)
        self._mend()
        sync_folder(folder)
        self._states: dict[str, State] = {}
        for line in lines(folder):
            self._take(line)

    def _mend(self) -> None:
        """End a line that was cut in two, so that the next one stands alone."""
        end = self._file.seek(0, os.SEEK_END)
        if end:
            self._file.seek(end - 1)
            if self._file.read(1) != b"\n":
                self._file.write(b"\n")

    def _take(self, line: dict[str, Any]) -> None:
        state = self._states.setdefault(line["as"], State())
        if "done" in line:
            state.done = line["done"]
        elif "failed" in line:
            state.failed.append(line["failed"])
        else:
            state.failed.clear()

    def state(self, one: Input, how: How) -> State:
        """What is known of an input."""
        return self._states.get(key_of(one, how)) or State()

    def _add(self, one: Input, how: How, **what: Any) -> None:
        line = {"as": key_of(one, how), "input": one.name, **what}
        self._file.write(json.dumps(line, ensure_ascii=False).encode("utf-8") + b"\n")
        os.fsync(self._file.fileno())
        self._take(line)

    def done(self, one: Input, how: How, about: dict[str, Any]) -> None:
        """The input is in its part."""
        self._add(one, how, done=about)

    def failed(self, one: Input, how: How, why: str) -> None:
        """A try came to nothing."""
        self._add(one, how, failed=why)

    def again(self, one: Input, how: How) -> None:
        """The tries so far count no more."""
        self._add(one, how, again=True)

    def close(self) -> None:
        self._file.close()


def key_of(one: Input, how: How) -> str:
    """One version of an input, read in one way."""
    return how.key(one.name, one.stamp)


def lines(folder: Path) -> Iterator[dict[str, Any]]:
    """The whole lines of a folder's ledger."""
    with open(folder / NAME, "rb") as file:
        for raw in file:
            try:
                line = json.loads(raw)
            except ValueError:
                continue  # cut in two
            if isinstance(line, dict) and "as" in line:
                yield line


def parts(folder: Path) -> list[dict[str, Any]]:
    """The part that stands for each input: of several versions or ways of reading the last; by name of the input."""
    last = {line["input"]: line["done"] for line in lines(folder) if "done" in line}
    unique = {about["part"]: last[name] for name, about in sorted(last.items(), reverse=True)}
    return sorted(unique.values(), key=lambda about: about["input"])


def _lock(descriptor: int, folder: Path) -> None:
    """Be the only writer; the system gives the lock back when the process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Busy(f"another backfill is writing into {folder}") from None
