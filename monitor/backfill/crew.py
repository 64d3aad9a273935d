"""Who does the tasks: threads of this computer, each with a process of its own, or the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from monitor.backfill.hand import COMMAND, STILL, attempt, close_all

CONNECT = 30.0  # seconds to wait for a scheduler


class NoCluster(Exception):
    """There is no scheduler at the address, or it went away."""


@dataclass(frozen=True, slots=True)
class Crew:
    """executor: takes tasks; places: how many can be worked on now; tells: whether signs come while one is."""

    executor: Executor
    places: Callable[[], int]
    tells: bool
    command: Sequence[str] = COMMAND
    still: float = STILL

    def submit(self, task: dict[str, Any], told: Callable[[dict[str, Any]], None]) -> Any:
        """A future of what becomes of the task (hand.attempt). One that raises was lost with its worker."""
        if self.tells:
            return self.executor.submit(attempt, task, told, self.command, self.still)
        return self.executor.submit(attempt, task, command=self.command, still=self.still)


@contextmanager
def local(jobs: int, command: Sequence[str] = COMMAND, still: float = STILL) -> Iterator[Crew]:
    """This many processes here."""
    threads = ThreadPoolExecutor(jobs)
    try:
        yield Crew(threads, lambda: jobs, True, command, still)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        close_all()


@contextmanager
def cluster(address: str, command: Sequence[str] = COMMAND, still: float = STILL) -> Iterator[Crew]:
    """The workers of a scheduler, as many as there are at the time. Raises NoCluster."""
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster("for --scheduler, pip install -r requirements-cluster.txt") from None
    try:
        client = Client(address, timeout=CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"no scheduler at {address}: {error}") from None
    try:
        # Not pure: a task that is tried again is a new one. No retries of Dask's own: the ledger counts tries.
        executor = client.get_executor(pure=False, retries=0)
        yield Crew(executor, lambda: sum(client.nthreads().values()), False, command, still)
    finally:
        client.close(timeout=5)
