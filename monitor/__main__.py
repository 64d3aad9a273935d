"""python -m monitor: the command line."""

import sys

from extractors.lexicon import DataError
from monitor import backfill_cli, brief_cli, exporting, keeping, team_cli  # noqa: F401 - they bring their commands
from monitor.cli import app, say


def main() -> None:
    """Run a command; a data file that breaks its rules is told in one line, for whoever edited it."""
    try:
        app(prog_name="python -m monitor")
    except DataError as error:
        say(error)
        sys.exit(1)


if __name__ == "__main__":
    main()
