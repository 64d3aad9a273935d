"""A process of its own for files of foreign formats: what breaks, swells or hangs there costs that one file.

Requests and answers are a line of JSON each, a request followed by the file's bytes.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import BinaryIO

from monitor.ending import end
from monitor.paths import ROOT
from monitor.readers.limits import CHILD_FILES, CHILD_MEMORY, CHILD_SECONDS, CHILD_SECONDS_ELSE, CHILD_WAIT
from monitor.readers.parts import Hints, Part, Refused

START_SECONDS = 120.0  # on a busy machine its imports alone took 16
COUNTS_WORK = hasattr(signal, "setitimer")  # Windows goes by the clock alone
WARM_UP = b"<h1>A page</h1><p>" + b"that has a text. " * 20
SPARE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}


class Child:
    """The process, started when it is first needed and again after it died or has read CHILD_FILES files."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0
        self._lock = threading.Lock()

    def parse(self, kind: str, raw: bytes, hints: Hints, *, seconds: float | None = None) -> Iterator[Part]:
        """The parts of one file. Raises Refused where the file has none, or costs more than it may."""
        limit = seconds or CHILD_SECONDS.get(kind, CHILD_SECONDS_ELSE)
        with self._lock:
            # Once more in a fresh process: it may have died of something else, such as a lack of memory all around.
            answer = self._ask(kind, raw, hints, limit) or self._ask(kind, raw, hints, limit)
        if answer is None:
            raise Refused("its reader broke down on it")
        yield from (Part(**part) for part in answer["parts"])
        if answer["refused"]:
            raise Refused(answer["refused"])

    def _ask(self, kind: str, raw: bytes, hints: Hints, seconds: float) -> dict | None:
        """The answer, None where the process died of it. Raises Refused where it took too long."""
        process = self._ready()
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds * CHILD_WAIT if COUNTS_WORK else seconds, stop)
        timer.start()
        try:
            head = {"kind": kind, "size": len(raw), "seconds": seconds, "hints": asdict(hints)}
            process.stdin.write(json.dumps(head).encode("ascii") + b"\n" + raw)
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = b""
        finally:
            timer.cancel()
        if not answer.endswith(b"\n"):
            with suppress(subprocess.TimeoutExpired):
                process.wait(1)
            overworked = COUNTS_WORK and process.returncode == -signal.SIGPROF
            self.close()
            if late.is_set() or overworked:
                raise Refused(f"took longer than {seconds:g} s")
            return None
        self._files += 1
        return json.loads(answer)

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None or self._files >= CHILD_FILES:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "monitor.readers.child"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                cwd=ROOT, env=os.environ | SPARE,
            )  # fmt: skip
            self._start(self._process)
        return self._process

    def _start(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until it is there, so that a file's time is its own."""
        timer = threading.Timer(START_SECONDS, process.kill)
        timer.start()
        ready = process.stdout.readline()
        timer.cancel()
        if not ready:
            self.close()
            raise Refused("the process that reads such files did not start")

    def close(self) -> None:
        """End the process."""
        process, self._process, self._files = self._process, None, 0
        if process is not None:
            end(process)


CHILD = Child()
atexit.register(CHILD.close)


def limit_memory() -> None:
    """No more address space than a file may cost; systems without such limits (Windows) go without."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY, CHILD_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve(stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Say that it is there, then answer requests until there are no more."""
    stdout.write(b"ready\n")
    stdout.flush()
    while line := stdin.readline():
        head = json.loads(line)
        raw = stdin.read(head["size"])
        limit_work(head["seconds"])
        found = json.dumps(answer(head["kind"], raw, Hints(**head["hints"]))).encode("ascii")
        limit_work(0)
        stdout.write(found + b"\n")
        stdout.flush()


def limit_work(seconds: float) -> None:
    """End this process after so many seconds of its own work, whatever others do meanwhile; 0: without end."""
    if COUNTS_WORK:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def answer(kind: str, raw: bytes, hints: Hints) -> dict[str, object]:
    """The parts of one file and, where it was refused as a whole, why."""
    from monitor.readers.formats import PARSERS

    parts: list[dict] = []
    refused = None
    try:
        parts += (part.as_dict() for part in PARSERS[kind](raw, hints))
    except Refused as error:
        refused = str(error)
    except MemoryError:
        parts, refused = [], f"needs more than {CHILD_MEMORY // 1_000_000} MB of memory"
    except RecursionError:
        refused = "nested too deep"
    except Exception as error:  # a library that chokes on a file refuses that file and no other
        refused = f"its reader failed: {type(error).__name__}: {str(error)[:200]}"
    return {"parts": parts, "refused": refused}


def main() -> None:
    """Serve on standard input and output; what a library prints must not get between the answers."""
    stdout = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.modules["numpy"] = None  # openpyxl takes it where it is there and needs none: 60 MB of address space
    logging.disable(logging.WARNING)  # pdfminer tells each of its steps, read by nobody
    answer("html", WARM_UP, Hints())  # what a first page imports and compiles must not count as a file's time
    limit_memory()
    serve(sys.stdin.buffer, stdout)


if __name__ == "__main__":
    main()
