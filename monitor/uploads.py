"""Files that a person gave to the dashboard: kept, read by a process of their own, and what became of them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.access import UPLOAD, Identity
from monitor.articles import Reject
from monitor.paths import DATA, ROOT
from monitor.store.runs import CHANGED, COPIES, NEW, REREAD, UNCHANGED

if TYPE_CHECKING:
    from sqlalchemy import Engine

FOLDER = DATA / "uploads"
STATE = "state.json"
COUNTED = (NEW, CHANGED, REREAD, COPIES, UNCHANGED)  # what may become of an article, in the order in which it is told
TOLD = 500  # rejects; all of them are in the store
UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Job:
    """One reading of some files; folder holds its state."""

    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def running(self) -> bool:
        return self.process.poll() is None

    def state(self) -> dict:
        """How far it has come: done, total, counts, files, skipped, rejects and error.

        files: the names of those given; skipped: how many parts were refused; rejects: the first TOLD of them, each
        with line, field, reason and partial, the name and path of its file, and as member its name in an archive.
        """
        try:
            found = json.loads((self.folder / STATE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = {"done": 0, "total": 0, "counts": {}, "files": [], "skipped": 0, "rejects": [], "error": None}
        if not self.running and not found.get("ended"):
            found["error"] = found["error"] or f"ended with {self.process.returncode}"
        return found


def keep(name: str, raw: bytes, folder: Path = FOLDER) -> Path:
    """The file in a place that its content names, under its own name without what could lead elsewhere."""
    clean = UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).lstrip(".")[-80:] or "file"
    path = folder / hashlib.sha256(raw).hexdigest()[:16] / clean
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path


def shown(file: str) -> str:
    """The name of an uploaded file as its owner knows it, any other as it is."""
    folder = f"{FOLDER}{os.sep}"
    return file.removeprefix(folder).partition(os.sep)[2] if file.startswith(folder) else file


def start(
    files: Iterable[tuple[str, bytes]],
    db: str,
    *,
    published: str | None,
    folder: Path = FOLDER,
    by: Identity | None = None,
) -> Job:
    """Begin to read the files into a store, in a process of its own: a file that breaks it breaks no page.

    by is who signed in, in a team's store: the process asks the store whether she may, before it reads anything.
    """
    paths = [keep(name, raw, folder) for name, raw in files]
    job = folder / f"job-{os.urandom(8).hex()}"
    job.mkdir(parents=True)
    request = {"db": db, "published": published, "paths": [str(path) for path in paths], "by": by and asdict(by)}
    (job / "request.json").write_text(json.dumps(request), encoding="utf-8")
    command = [sys.executable, "-m", "monitor.uploads", str(job)]
    return Job(job, subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL))


def work(job: Path) -> None:
    """What the process of a job does."""
    from extractors import pipeline
    from monitor.ingest import Summary, ingest
    from monitor.readers.parts import Hints
    from monitor.store.migrations import open_store

    request = json.loads((job / "request.json").read_text(encoding="utf-8"))
    paths = [Path(path) for path in request["paths"]]
    files = [path.name for path in paths]
    state: dict = {"done": 0, "total": len(paths), "counts": {}, "files": files, "skipped": 0, "rejects": []}
    state |= {"error": None, "ended": False}

    def tell(summary: Summary) -> None:
        rejects = [_told(reject, paths) for reject in summary.rejects[:TOLD]]
        total = max(summary.total, summary.done)
        state.update(done=summary.done, total=total, counts=dict(summary.counts))
        state.update(skipped=len(summary.skipped), rejects=rejects)
        _write(job, state)

    try:
        engine = open_store(request["db"], create=True)
        _permit(engine, request["by"], len(paths))
        hints = Hints(published=request["published"])
        version = pipeline.rules_version()
        tell(ingest(paths, engine, extract=pipeline.extract, rules_version=version, progress=tell, hints=hints))
    except Exception as error:
        state["error"] = f"{type(error).__name__}: {error}"
        raise
    finally:
        state["ended"] = True
        _write(job, state)


def _permit(engine: Engine, by: dict | None, files: int) -> None:
    """Raises Refused where whoever asked may not upload."""
    from monitor.store import audit, users
    from monitor.store.engine import writing

    with writing(engine) as conn:
        user = users.require(conn, Identity(**by) if by else None, UPLOAD)
        if user:
            audit.note(conn, audit.UPLOAD, user.email, files=files)


def _told(reject: Reject, paths: list[Path]) -> dict[str, object]:
    """A reject under the name that the person knows: the file's, and behind it a member's."""
    mine = next((path for path in paths if reject.file.startswith(str(path))), None)
    name, path = (mine.name, str(mine)) if mine else (reject.file, reject.file)
    told = {part: getattr(reject, part) for part in ("line", "field", "reason", "partial")}
    return told | {"name": name, "path": path, "member": reject.file.removeprefix(path).lstrip("/")}


def _write(job: Path, state: dict) -> None:
    """At once, so that no reader sees half of it."""
    new = job / f"{STATE}.new"
    new.write_text(json.dumps(state), encoding="utf-8")
    os.replace(new, job / STATE)


if __name__ == "__main__":
    work(Path(sys.argv[1]))
