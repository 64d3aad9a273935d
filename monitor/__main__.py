"""python -m monitor: the command line."""

from monitor.cli import app

if __name__ == "__main__":
    app(prog_name="python -m monitor")
