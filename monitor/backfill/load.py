"""Parts of a backfill into a store, each row once: the store says how far a part is in, in its rows' transaction."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from extractors.records import Article, Mention
from monitor.articles import Reject
from monitor.backfill import ledger
from monitor.backfill.parts import path_of, rows
from monitor.ingest import BATCH, running, write
from monitor.store.engine import reading, writing
from monitor.store.meta import now
from monitor.store.rows import key
from monitor.store.runs import LOAD, close_rejects, open_rejects, place
from monitor.store.schema import parts
from monitor.store.write import stored_as_is, write_batch

Row = tuple[Article | None, list[Mention], Reject | None]


class Unfit(Exception):
    """The folder cannot be loaded; the message says why."""


class Overtaken(Exception):
    """Another load has brought the same rows in the meantime."""


@dataclass
class Loaded:
    """What a load has done so far. done, total: rows; parts: finished by it; before: finished earlier."""

    total: int = 0
    done: int = 0
    parts: int = 0
    before: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    rejected: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


Progress = Callable[[Loaded], None]


def load(engine: Engine, folder: Path, *, rules_version: str, progress: Progress = lambda loaded: None) -> Loaded:
    """Bring what is finished of a backfill's folder into the store; stopped, the next call goes on where it was.

    rules_version: the present one. Articles that the store holds read with it are not replaced by older readings.
    """
    try:
        found = ledger.parts(folder)
    except FileNotFoundError:
        raise Unfit(f"{folder} is no folder of a backfill: it has no {ledger.NAME}") from None
    known = _known(engine)
    left = [about for about in found if not known.get(about["part"], (0, None))[1]]
    if missing := [about for about in left if not path_of(folder, about["part"]).is_file()]:
        raise Unfit(f"{path_of(folder, missing[0]['part'])} is gone, which was read from {missing[0]['input']}")
    total = sum(about["rows"] - known.get(about["part"], (0, None))[0] for about in left)
    loaded = Loaded(total, before=len(found) - len(left))
    if left:
        with running(engine, total, rules_version, LOAD) as summary:
            for about in left:
                _Part(engine, folder, about, rules_version, summary.run_id).bring(summary, loaded, progress)
    return loaded


def _known(engine: Engine) -> dict[str, tuple[int, str | None]]:
    """Rows that are in, and when the part was finished, by its key."""
    with reading(engine) as conn:
        return {row.part.hex(): (row.done, row.finished) for row in conn.execute(select(parts))}


@dataclass
class _Part:
    """One part on its way into the store."""

    engine: Engine
    folder: Path
    about: dict[str, Any]
    present: str
    run_id: int

    @property
    def mine(self) -> Any:
        return parts.c.part == key(self.about["part"])

    def bring(self, summary: Any, loaded: Loaded, progress: Progress) -> None:
        done = self._begin()
        while True:
            try:
                self._rest(done, summary, loaded, progress)
                break
            except Overtaken:
                done = self._begin()
        loaded.parts += 1
        loaded.skipped += Counter(self.about["skipped"])

    def _begin(self) -> int:
        """How many rows are in. For the first: what earlier runs rejected of the input is settled, it was read anew."""
        with writing(self.engine) as conn:
            done = conn.scalar(select(parts.c.done).where(self.mine))
            if done is None:
                values = {"part": key(self.about["part"]), "input": self.about["input"], "done": 0}
                values |= {"total": self.about["rows"], "skipped": json.dumps(self.about["skipped"])}
                conn.execute(insert(parts).values(values | {"run_id": self.run_id}))
                self._settle(conn)
            if not self.about["rows"]:
                conn.execute(update(parts).where(self.mine).values(finished=now()))
        return done or 0

    def _settle(self, conn: Connection) -> None:
        name = place(self.about["input"])
        own = {name, name.removesuffix(".gz")}
        files = {file for file, _article in open_rejects(conn)}
        close_rejects(conn, {file for file in files if own & {file, *map(str, Path(file).parents)}})

    def _rest(self, done: int, summary: Any, loaded: Loaded, progress: Progress) -> None:
        for batch in batches(rows(path_of(self.folder, self.about["part"]), done)):
            read = [(article, found) for article, found, reject in batch if article and not reject]
            lost = [(article, reject) for article, _found, reject in batch if article and reject]
            rejected = [reject for article, _found, reject in batch if reject and not article]
            before, done = done, done + len(batch)
            into = self._writer(before, done)
            write(self.engine, summary, read, lost, rejected, self.about["rules_version"], into=into)
            loaded.done += len(batch)
            loaded.rejected += sum(not reject.partial for reject in summary.rejects)
            loaded.counts = summary.counts
            summary.rejects.clear()  # the store keeps them; of ten years of news they would fill the memory
            progress(loaded)

    def _writer(self, before: int, done: int) -> Callable[..., Counter[str]]:
        def into(
            conn: Connection, run_id: int, batch: Sequence[tuple[Article, list[Mention]]], version: str
        ) -> Counter[str]:
            values = {"done": done, "run_id": run_id}
            if done == self.about["rows"]:
                values["finished"] = now()
            moved = conn.execute(update(parts).where(self.mine, parts.c.done == before).values(values))
            if not moved.rowcount:
                raise Overtaken
            return self._write(conn, run_id, batch, version)

        return into

    def _write(
        self, conn: Connection, run_id: int, batch: Sequence[tuple[Article, list[Mention]]], version: str
    ) -> Counter[str]:
        """The batch; articles that the store holds as they are, read with the present rules, stay as they are."""
        if version == self.present:
            return write_batch(conn, run_id, batch, version)
        newer = stored_as_is(conn, [article for article, _found in batch], self.present)
        kept = [(article, None) for article, _found in batch if article.id in newer]
        counted = write_batch(conn, run_id, kept, self.present)
        return counted + write_batch(conn, run_id, [one for one in batch if one[0].id not in newer], version)


def batches(some: Iterable[Row]) -> Iterator[list[Row]]:
    """Up to BATCH rows together; an article that comes again starts a new batch, so that the later one wins."""
    batch: list[Row] = []
    ids: set[str] = set()
    for row in some:
        again = row[0] is not None and row[0].id in ids
        if again or len(batch) >= BATCH:
            yield batch
            batch, ids = [], set()
        batch.append(row)
        ids |= {row[0].id} if row[0] else set()
    if batch:
        yield batch
