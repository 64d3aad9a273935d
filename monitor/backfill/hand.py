"""A process of its own that does tasks one after the other: whatever breaks, swells or hangs there costs one try.

A task comes as a line of JSON. Lines of JSON come back: how far it is, at last what became of it. The same process
serves a thread of this computer and a worker of a cluster, so that what kills it is one try here and there.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import Any, BinaryIO

from monitor.ending import end
from monitor.paths import ROOT
from monitor.readers.child import SPARE

COMMAND = (sys.executable, "-m", "monitor.backfill.hand")
STILL = 900.0  # seconds without a sign after which it is taken to hang; an article takes milliseconds, a PDF minutes
START = 300.0  # seconds for its start: on a busy machine the imports alone took 16
EVERY = 1.0  # seconds between two signs
Told = Callable[[dict[str, Any]], None]

# What became of a task: a part's description under DONE, or why not. STOP is no fault of the task: no other may begin.
DONE, FAILED, STOP = "done", "failed", "stop"


class Hand:
    """The process, started when it is first needed and again after it died."""

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: BinaryIO | None = None
        HANDS.add(self)

    def do(self, task: dict[str, Any], told: Told = lambda sign: None, *, still: float = STILL) -> dict[str, Any]:
        """What became of the task: {DONE: its description}, {FAILED: why} or {STOP: why}. told is called with signs."""
        late = threading.Event()
        if (process := self._ready(late)) is None:
            return {STOP: f"the process that reads files did not start: {self._how_it_died()}"}
        try:
            process.stdin.write(json.dumps(task).encode("ascii") + b"\n")
            process.stdin.flush()
            while (sign := _line(process, still, late)).endswith(b"\n"):
                answer = json.loads(sign)
                if answer.keys() & {DONE, FAILED, STOP}:
                    return answer
                told(answer)
        except (OSError, ValueError):
            pass  # it died while it was being told, or was closed by another thread
        why = f"gave no sign for {still:g} s" if late.is_set() else self._how_it_died()
        self.close()
        return {FAILED: why}

    def _ready(self, late: threading.Event) -> subprocess.Popen[bytes] | None:
        """The process, once it is there, so that a task's time is its own; None where it does not start."""
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._errors = tempfile.TemporaryFile()
            environment = os.environ | SPARE | {"PYTHONPATH": _with_root(os.environ.get("PYTHONPATH"))}
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, env=environment
            )
            if not _line(self._process, START, late):
                return None
        return self._process

    def _how_it_died(self) -> str:
        if self._process is None:
            return "was closed"
        code = self._process.wait()
        if code < 0:
            name = signal.Signals(-code).name if -code in list(signal.Signals) else str(-code)
            hint = ", as happens where memory runs out" if -code == 9 else ""
            return f"its process was ended by {name}{hint}"
        self._errors.seek(0)
        said = self._errors.read()[-2000:].decode("utf-8", "replace").strip().split("\n")[-1]
        return f"its process ended with {code}: {said[:300]}"

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            end(process)
            self._errors.close()


HANDS: weakref.WeakSet[Hand] = weakref.WeakSet()
_own = threading.local()


def _with_root(path: str | None) -> str:
    return os.pathsep.join([str(ROOT), *([path] if path else [])])


def _line(process: subprocess.Popen[bytes], still: float, late: threading.Event) -> bytes:
    """The next line, empty where there is none any more; a process that is too long about it is ended."""

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(still, stop)
    timer.start()
    try:
        return process.stdout.readline()
    finally:
        timer.cancel()


def attempt(
    task: dict[str, Any], told: Told = lambda sign: None, command: Sequence[str] = COMMAND, still: float = STILL
) -> dict[str, Any]:
    """Have a task done by this thread's own process; seconds: how long that took. See Hand.do."""
    if getattr(_own, "command", None) != tuple(command):
        _own.hand, _own.command = Hand(command), tuple(command)
    started = time.perf_counter()
    return _own.hand.do(task, told, still=still) | {"seconds": time.perf_counter() - started}


def close_all() -> None:
    """End the processes of all threads."""
    for hand in list(HANDS):
        hand.close()


def serve(stdin: BinaryIO, say: Callable[[dict[str, Any]], None]) -> None:
    """Say that it is there, then do the tasks that come, until nobody is there any more to give them."""
    waiting: SimpleQueue[bytes] = SimpleQueue()

    def listen() -> None:
        while line := stdin.readline():
            waiting.put(line)
        os._exit(0)  # whoever gave the task is gone; the next one begins it anew

    threading.Thread(target=listen, daemon=True).start()
    _import_all()
    say({})
    while True:
        say(answer(json.loads(waiting.get()), say))


def _import_all() -> None:
    import pyarrow.parquet  # noqa: F401

    from extractors import pipeline
    from monitor.backfill import task  # noqa: F401

    pipeline.rules_version()


def answer(values: dict[str, Any], say: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """What became of one task."""
    from extractors import pipeline
    from extractors.lexicon import DataError
    from monitor.backfill.parts import CannotWrite
    from monitor.backfill.task import Broken, Task, do

    task = Task.of_dict(values)
    last = time.monotonic()

    def tell(articles: int, share: float) -> None:
        nonlocal last
        if time.monotonic() - last > EVERY:
            last = time.monotonic()
            say({"articles": articles, "share": share})

    try:
        if (own := pipeline.rules_version()) != task.how.rules:
            return {STOP: f"a worker has other rules ({own}) than this computer ({task.how.rules})"}
        return {DONE: do(task, pipeline.extract, tell)}
    except (DataError, CannotWrite) as error:
        return {STOP: str(error)}
    except Broken as error:
        return {FAILED: str(error)}
    except MemoryError:
        return {FAILED: "needs more memory than there is"}
    except Exception as error:  # a library that chokes on a file fails that file and no other
        return {FAILED: f"{type(error).__name__}: {str(error)[:300]}"}


def main() -> None:
    """Serve on standard input and output; what a library prints must not get between the answers."""
    stdout = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def say(line: dict[str, Any]) -> None:
        stdout.write(json.dumps(line).encode("ascii") + b"\n")
        stdout.flush()

    try:
        serve(sys.stdin.buffer, say)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)  # a plain end would wait for the thread that listens, and be ended by SIGABRT


if __name__ == "__main__":
    main()
