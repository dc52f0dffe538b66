"""Many files read side by side, each alone in its trouble.

Ordinary workbooks go to a small pool of processes, which send back typed tables and not raw cells.
A file that could end its reader (an .xls, and whatever is not in the usual form) is read in a child process
with limits on time and memory (apart.py).
"""

from __future__ import annotations

import atexit
import gc
import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context, parent_process
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.handing_over import Handed, form_set_of, handed_over
from workbook_templates.reading.apart import Apart
from workbook_templates.reading.grid import Grid
from workbook_templates.reading.package import Unreadable
from workbook_templates.reading.replies import may_matter
from workbook_templates.reading.returns import NeedsChild, Return, from_grid, read_cells, read_return

log = logging.getLogger(__name__)

CHUNK = 8  # files that a process of the pool is given at a time
POOL_FROM = 16  # fewer files than this are read faster here than a pool starts

Reader = Callable[[Path, FormSet], Return]
Pool = Callable[[], Executor | None]  # makes an executor, which is shut down after use; None: read here


def side_processes(workers: int | None = None) -> Executor | None:
    """A few processes of this machine; None where it has a single core."""
    workers = workers or min(4, os.cpu_count() or 1)
    if workers < 2:
        return None
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker)


def read_here() -> None:
    """No pool: every file is read in this process."""


def read_returns(
    paths: Sequence[Path],
    form_set: FormSet,
    source: str | Path | None = None,
    progress: Callable[[int], None] = lambda done: None,
    pool: Pool = read_here,
    *,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[Return]:
    """Read every file, in the order given. pool: makes the executor in which many files are read, and
    another where that one breaks; `source` names the form set there (its id or folder). `progress` is
    told how many are done; `meanwhile` is done once in this process while others read."""
    results: list[Return] = []
    meanwhile = cache(meanwhile)
    if len(paths) >= POOL_FROM:
        with handed_over(form_set, source or form_set.id) as handed:
            _read_in_pool(paths, form_set, handed, progress, pool, results, meanwhile)
    meanwhile()
    with Apart() as apart:
        for path in paths[len(results) :]:
            results.append(_read(path, form_set, apart))
            progress(len(results))
    return results


def read_one(
    path: Path,
    form_set: FormSet,
    wanted: Callable[[str], bool] | None = None,
    *,
    ours: bool = False,
) -> Return:
    """Read one file here or, where that is not safe, in a child process. wanted: the sheets to read, by name;
    in a child process all are; ours: as in read_return."""
    read = partial(read_return, wanted=wanted, ours=ours) if wanted or ours else None
    with Apart() as apart:
        return _read(path, form_set, apart, read)


def read_for_any(path: Path, *, ours: bool = False) -> Callable[[FormSet], Return]:
    """Read one file's cells, once; what comes back gives the return as a form set sees it. ours: as in
    read_return."""
    try:
        grid = read_grid_of(path, may_matter if ours else None)
    except Unreadable as error:
        code = error.code
        return lambda form_set: Return(path, "unreadable", code)
    return lambda form_set: from_grid(path, grid, form_set)


def read_grid_of(path: Path, wanted: Callable[[str], bool] | None = None) -> Grid:
    """One file's cells, read here or, where that is not safe, in a child process. wanted: as in read_cells.
    Raises Unreadable, whatever stands in the file."""
    try:
        try:
            return read_cells(path, wanted)
        except NeedsChild:
            with Apart() as apart:
                return apart.read(path)
    except Unreadable:
        raise
    except Exception:  # as in _read
        log.exception("reading failed")
        raise Unreadable("trouble") from None


def _read(path: Path, form_set: FormSet, apart: Apart, read: Reader | None = None) -> Return:
    try:
        return _try(path, form_set, apart, read)
    except Exception:  # one file's trouble must not lose the others
        log.exception("reading failed")
        return Return(path, "unreadable", "trouble")


def _try(path: Path, form_set: FormSet, apart: Apart, read: Reader | None = None) -> Return:
    try:
        return (read or read_return)(path, form_set)
    except NeedsChild:
        return _read_apart(path, form_set, apart)


def _read_apart(path: Path, form_set: FormSet, apart: Apart) -> Return:
    try:
        grid = apart.read(path)
    except Unreadable as error:
        return Return(path, "unreadable", error.code)
    return from_grid(path, grid, form_set)


def _read_in_pool(
    paths: Sequence[Path],
    form_set: FormSet,
    source: Handed,
    progress: Callable[[int], None],
    pool: Pool,
    results: list[Return],
    meanwhile: Callable[[], None],
) -> None:
    """Read `paths` in executors and add to `results` in order, until all are done or no executor can be
    kept up. A file that ends its process in spite of the guard is read apart, with its neighbours, and
    the pool starts anew behind them."""
    while len(results) < len(paths) and (executor := pool()) is not None:
        before = len(results)
        try:
            _fill(results, paths[before:], form_set, source, progress, executor, meanwhile)
        except BrokenExecutor:
            with Apart() as apart:
                for path in paths[len(results) :][:CHUNK]:
                    results.append(_read_apart(path, form_set, apart))
                    progress(len(results))
            if len(results) - before <= CHUNK:
                return


def _fill(
    results: list[Return],
    paths: Sequence[Path],
    form_set: FormSet,
    source: Handed,
    progress: Callable[[int], None],
    executor: Executor,
    meanwhile: Callable[[], None],
) -> None:
    chunks = [list(paths[i : i + CHUNK]) for i in range(0, len(paths), CHUNK)]
    try:
        batches = executor.map(partial(_read_batch, source), chunks)
        meanwhile()
        for batch in batches:
            for item in batch:
                results.append(item if isinstance(item, Return) else read_one(item, form_set))
            progress(len(results))
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    gc.disable()  # what is read goes away with its last use, or to the parent
    atexit.register(gc.freeze)  # nor is what is left walked at the end, for which the parent would wait
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End where the parent has been ended from outside: the pool's own pipes never tell, and a reader would
    wait for work for ever."""
    parent_process().join()
    os._exit(1)


class _Worker(threading.local):
    """What a worker keeps from batch to batch: the child process for files that are read apart."""

    def __init__(self) -> None:
        self.apart = Apart()


_worker = _Worker()


def _read_batch(source: Handed, paths: list[Path]) -> list[Return | Path]:
    return list(_try_each(source, paths))


def _try_each(source: Handed, paths: list[Path]) -> Iterator[Return | Path]:
    """The returns; a path where reading failed, for the parent to fail at again and log."""
    for path in paths:
        try:
            yield _try(path, form_set_of(source), _worker.apart)
        except Exception:
            yield path
