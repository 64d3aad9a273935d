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


def with_made_rules() -> None:
    """The real rules take seconds to load; these need neither spaCy nor words. In this process only."""
    rules = types.ModuleType("extractors.pipeline")
    rules.extract, rules.rules_version = extract, lambda: made.RULES
    look = types.ModuleType("monitor.backfill.looking")
    look.REASONS = ("no trigger word",)
    look.why_skipped = lambda article, abroad: "no trigger word" if "nothing" in article.text else None
    look.why_page_skipped = lambda markup, abroad: None
    finish = types.ModuleType("monitor.readers.finish")  # of pages and documents
    finish.finished = None
    sys.modules |= {one.__name__: one for one in (rules, look, finish)}


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
    from monitor.backfill import hand, parts

    replace, add, put, answer = os.replace, parts.Writer.add, parts.Writer._put, hand.answer
    if point == "read":
        parts.Writer.add = lambda self, row: (die_once(file), add(self, row))
    elif point == "temporary":
        parts.Writer._put = lambda self: (die_once(file), put(self))
    elif point == "whole":
        os.replace = lambda *words: (die_once(file), replace(*words))
    elif point == "placed":
        hand.answer = lambda *words: (answer(*words), die_once(file))[0]
    elif point == "full":

        def full(*_words: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        os.replace = full


def main() -> None:
    """Serve tasks."""
    with_made_rules()
    from monitor.backfill import hand

    if len(sys.argv) > 1:
        break_at(sys.argv[1], Path(sys.argv[2]))
    hand.main()


if __name__ == "__main__":
    main()
