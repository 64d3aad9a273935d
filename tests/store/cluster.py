"""A PostgreSQL server of the tests' own: a temporary folder, a unix socket, no network; gone when they end."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest

FOLDERS = ("/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin")
SETTINGS = "-c shared_buffers=128MB -c max_wal_size=2GB -c checkpoint_timeout=10min"
PORT = 54329  # of the socket's name only; nothing listens on the network


def binaries() -> Path | None:
    """Where the server's programs are, None where it is not installed."""
    found = next((Path(folder) for folder in FOLDERS if Path(folder, "initdb").exists()), None)
    return found or (Path(shutil.which("initdb")).parent if shutil.which("initdb") else None)


class Cluster:
    """One server. durable: as in real use; else it does not wait for the disk, which tests without crashes need not."""

    def __init__(self, *, durable: bool) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="rasd-pg-"))
        self.data = self.folder / "data"
        self.durable = durable
        self._databases = 0
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "-D", self.data, "-A", "trust", "-U", "rasd", "--no-sync", "-E", "UTF8", "--locale=C")
        self.start()

    def _run(self, program: str, *words: object) -> None:
        command: Sequence[str] = [str(binaries() / program), *map(str, words)]
        if os.geteuid() == 0:  # the server refuses to run as root
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        subprocess.run(command, check=True, cwd=self.folder, **quiet)

    def start(self) -> None:
        """Start the server and wait until it answers. After a kill its memory may still be held for a moment."""
        safe = "" if self.durable else " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        options = f"-k {self.folder} -h '' -p {PORT} {SETTINGS}{safe}"
        until = time.monotonic() + 30
        while True:
            try:
                self._run("pg_ctl", "-D", self.data, "-w", "-t", 60, "-l", self.folder / "log", "-o", options, "start")
                return
            except subprocess.CalledProcessError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def kill(self) -> None:
        """SIGKILL to the server's main process, and wait until its helpers have noticed."""
        pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
        helpers = _children(pid)
        os.kill(pid, signal.SIGKILL)
        for _try in range(1000):
            if not any(_runs(one) for one in [pid, *helpers]):
                return
            time.sleep(0.01)
        raise TimeoutError("helpers of a killed server still run")

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://rasd@/{database}?host={self.folder}&port={PORT}"

    def new(self) -> str:
        """The address of a new, empty database."""
        self._databases += 1
        name = f"store{self._databases}"
        where = ["-h", self.folder, "-p", PORT, "-U", "rasd"]
        self._run("createdb", *where, "-T", "template0", name)
        return self.url(name)

    def stop(self) -> None:
        """Stop the server and remove all it held."""
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in found.read_text(encoding="utf-8").split()] if found.exists() else []


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def serving(*, durable: bool) -> Iterator[Cluster]:
    """A server while it is needed; a skip where it or its driver is not installed."""
    if binaries() is None or find_spec("psycopg") is None:
        pytest.skip("PostgreSQL (Debian: postgresql) or its driver psycopg is not installed")
    server = Cluster(durable=durable)
    yield server
    server.stop()
