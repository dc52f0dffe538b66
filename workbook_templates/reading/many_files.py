"""Many files read side by side, each alone in its trouble.

Ordinary workbooks go to a small pool of processes, which send back typed tables and not raw cells.
A file that could end its reader (an .xls, a sheet with far-flung cells) is read in a child process
with limits on time and memory (child.py).
"""

from __future__ import annotations

import gc
import logging
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.handing_over import Handed, form_set_of, handed_over
from workbook_templates.reading.apart import Apart
from workbook_templates.reading.package import Unreadable
from workbook_templates.reading.returns import NeedsChild, Return, from_grid, read_return

log = logging.getLogger(__name__)

CHUNK = 8  # files that a process of the pool is given at a time
POOL_FROM = 16  # fewer files than this are read faster here than a pool starts

# What each reason says to the clerk: what is wrong, and what to do.
REASONS = {
    "empty": "Tệp rỗng (0 byte), có thể do tải về chưa xong. Đề nghị tải lại hoặc yêu cầu đơn vị gửi lại.",
    "encrypted": "Tệp đặt mật khẩu mở. "
    "Đề nghị đơn vị bỏ mật khẩu (File > Info > Protect Workbook) rồi gửi lại.",
    "not_a_workbook": "Tệp không phải là sổ Excel (có thể là PDF, Word hoặc trang web được đổi đuôi). "
    "Đề nghị mở bằng Excel, lưu lại dạng .xlsx, hoặc yêu cầu đơn vị gửi lại tệp Excel gốc.",
    "other_format": "Bảng tính không ở dạng .xlsx, .xlsm hay .xls (.xlsb, .ods hoặc Excel đời rất cũ). "
    "Đề nghị mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại.",
    "damaged": "Tệp bị hỏng hoặc chưa tải xong, không đọc được. "
    "Đề nghị mở bằng Excel, lưu lại (.xlsx) rồi gửi lại.",
    "bomb": "Tệp phình to bất thường khi giải nén nên không mở để bảo đảm an toàn. "
    "Đề nghị đơn vị chép số liệu sang biểu mẫu mới rồi gửi lại.",
    "too_large": "Tệp có ô ở rất xa bảng số liệu hoặc quá nhiều ô nên không đọc hết được. "
    "Đề nghị xóa các dòng, cột thừa (Ctrl+End để tìm ô cuối), lưu lại rồi gửi lại.",
    "no_access": "Không có quyền đọc tệp, hoặc tệp đang bị chương trình khác khóa. "
    "Đề nghị đóng tệp rồi chạy lại.",
    "missing": "Không tìm thấy tệp. Đề nghị kiểm tra lại đường dẫn.",
    "trouble": "Công cụ gặp trục trặc khi đọc tệp này (đã ghi nhật ký), số liệu trong tệp chưa được tính. "
    "Đề nghị chép số liệu sang biểu mẫu mới rồi chạy lại.",
}


def read_returns(
    paths: Sequence[Path],
    form_set: FormSet,
    source: str | Path | None = None,
    progress: Callable[[int], None] = lambda done: None,
    workers: int | None = None,
    *,
    meanwhile: Callable[[], None] = lambda: None,
) -> list[Return]:
    """Read every file, in the order given; `source` names the form set for other processes
    (its id or folder). `progress` is told how many are done; `meanwhile` is done once in this process
    while others read."""
    workers = workers or min(4, os.cpu_count() or 1)
    results: list[Return] = []
    if len(paths) >= POOL_FROM and workers > 1:
        with handed_over(form_set, source or form_set.id) as handed:
            _read_in_pool(paths, form_set, handed, progress, workers, results, meanwhile)
    else:
        meanwhile()
    with Apart() as apart:
        for path in paths[len(results) :]:
            results.append(_read(path, form_set, apart))
            progress(len(results))
    return results


def read_one(path: Path, form_set: FormSet) -> Return:
    """Read one file here or, where that is not safe, in a child process."""
    with Apart() as apart:
        return _read(path, form_set, apart)


def _read(path: Path, form_set: FormSet, apart: Apart) -> Return:
    try:
        return _try(path, form_set, apart)
    except Exception:  # one file's trouble must not lose the others
        log.exception("reading failed")
        return Return(path, "unreadable", "trouble")


def _try(path: Path, form_set: FormSet, apart: Apart) -> Return:
    try:
        return read_return(path, form_set)
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
    workers: int,
    results: list[Return],
    meanwhile: Callable[[], None],
) -> None:
    """Read `paths` in side processes and add to `results` in order, until all are done or the pool
    cannot be kept up. A file that ends its process in spite of the guard is read apart, with its
    neighbours, and the pool starts anew behind them."""
    while len(results) < len(paths):
        before = len(results)
        try:
            _fill_from_pool(paths, form_set, source, progress, workers, results, meanwhile)
        except BrokenProcessPool:
            with Apart() as apart:
                for path in paths[len(results) :][:CHUNK]:
                    results.append(_read_apart(path, form_set, apart))
                    progress(len(results))
            if len(results) - before <= CHUNK:
                return


def _fill_from_pool(
    paths: Sequence[Path],
    form_set: FormSet,
    source: Handed,
    progress: Callable[[int], None],
    workers: int,
    results: list[Return],
    meanwhile: Callable[[], None],
) -> None:
    rest = paths[len(results) :]
    chunks = [list(rest[i : i + CHUNK]) for i in range(0, len(rest), CHUNK)]
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(source,)
    )
    try:
        batches = pool.map(_read_batch, chunks)
        meanwhile()
        for batch in batches:
            for item in batch:
                results.append(item if isinstance(item, Return) else read_one(item, form_set))
            progress(len(results))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_worker_form_set: FormSet | None = None
_worker_apart: Apart | None = None


def _start_worker(source: Handed) -> None:
    global _worker_form_set, _worker_apart
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    gc.disable()  # what is read goes away with its last use, or to the parent
    _worker_form_set, _worker_apart = form_set_of(source), Apart()


def _read_batch(paths: list[Path]) -> list[Return | Path]:
    return list(_try_each(paths))


def _try_each(paths: list[Path]) -> Iterator[Return | Path]:
    """The returns; a path where reading failed, for the parent to fail at again and log."""
    for path in paths:
        try:
            yield _try(path, _worker_form_set, _worker_apart)
        except Exception:
            yield path
