"""A process that does tasks with made rules, and breaks where it is told to: [POINT FILE].

POINT is where it kills itself, as a crash would, unless FILE is there, which it makes before: "read", when some rows
are read; "temporary", when the part is not whole; "whole", when it is whole but not in its place; "placed", when it is
in its place and nobody has been told. "full": the disk of the parts is full. A text with the word segfault, swelling,
exits or hangs does that to the process each time.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
import types
from pathlib import Path

import made

POINTS = ("read", "temporary", "whole", "placed")

# The real rules take seconds to load; these need neither spaCy nor words.
fake_rules = types.ModuleType("extractors.pipeline")
fake_rules.rules_version = lambda: made.RULES
sys.modules["extractors.pipeline"] = fake_rules
fake_look = types.ModuleType("monitor.backfill.looking")
fake_look.REASONS = ("no trigger word",)
fake_look.why_skipped = lambda article, abroad: "no trigger word" if "nothing" in article.text else None
fake_look.why_page_skipped = lambda markup, abroad: None
sys.modules["monitor.backfill.looking"] = fake_look
sys.modules["monitor.readers.finish"] = types.ModuleType("monitor.readers.finish")  # of pages and documents
sys.modules["monitor.readers.finish"].finished = None

from monitor.backfill import hand, parts  # noqa: E402


def extract(article: made.Article) -> list[made.Mention]:
    """The made rules, with what a text does to them."""
    if "segfault" in article.text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "swelling" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)  # as the system does where memory runs out
    if "exits" in article.text:
        print("a library said goodbye", file=sys.stderr, flush=True)
        os._exit(7)
    if "hangs" in article.text:
        time.sleep(3600)
    if "slowly" in article.text:
        time.sleep(0.01)
    return made.extract(article)


def die_once(file: Path) -> None:
    """Die by SIGKILL, the first time."""
    if not file.exists():
        file.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def break_at(point: str, file: Path) -> None:
    """Set the trap."""
    replace, add, put, serve = os.replace, parts.Writer.add, parts.Writer._put, hand.answer
    if point == "read":
        parts.Writer.add = lambda self, row: (die_once(file), add(self, row))
    elif point == "temporary":
        parts.Writer._put = lambda self: (die_once(file), put(self))
    elif point == "whole":
        os.replace = lambda *words: (die_once(file), replace(*words))
    elif point == "placed":
        hand.answer = lambda *words: (serve(*words), die_once(file))[0]
    elif point == "full":

        def full(*_words: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        os.replace = full


if __name__ == "__main__":
    fake_rules.extract = extract
    if len(sys.argv) > 1:
        break_at(sys.argv[1], Path(sys.argv[2]))
    hand.main()
