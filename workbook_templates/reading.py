"""Many files read side by side, each alone in its trouble.

Ordinary workbooks go to a small pool of processes, which send back typed tables and not raw cells.
A file that could end its reader (an .xls, a sheet with far-flung cells) is read in a child process
of its own with limits on time and memory.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from workbook_templates.form_set import FormSet, load_form_set
from workbook_templates.returns import NeedsChild, Return, read_return

CHILD_SECONDS = 20
CHILD_MEMORY = 1_500 * 2**20
POOL_FROM = 16  # fewer files than this are read faster here than a pool starts

# What each reason says to the clerk: what is wrong, and what to do.
REASONS = {
    "empty": "Tệp rỗng (0 byte), có thể do tải về chưa xong. Đề nghị tải lại hoặc yêu cầu đơn vị gửi lại.",
    "encrypted": "Tệp có mật khẩu mở. Đề nghị đơn vị bỏ mật khẩu (File > Info > Protect Workbook) rồi gửi lại.",
    "not_a_workbook": "Tệp không phải là sổ Excel (có thể là PDF, Word hoặc trang web được đổi đuôi). "
    "Đề nghị đơn vị gửi lại tệp Excel gốc.",
    "damaged": "Tệp bị hỏng hoặc chưa tải xong, không đọc được. Đề nghị mở bằng Excel, lưu lại (.xlsx) rồi gửi lại.",
    "bomb": "Tệp phình to bất thường khi giải nén nên không mở để bảo đảm an toàn. "
    "Đề nghị đơn vị chép số liệu sang biểu mẫu mới rồi gửi lại.",
    "too_large": "Tệp có ô ở rất xa bảng số liệu hoặc quá nhiều ô nên không đọc hết được. Đề nghị xóa các dòng, cột "
    "thừa (Ctrl+End để tìm ô cuối), lưu lại rồi gửi lại.",
    "no_access": "Không có quyền đọc tệp, hoặc tệp đang bị chương trình khác khóa. Đề nghị đóng tệp rồi chạy lại.",
    "missing": "Không tìm thấy tệp. Đề nghị kiểm tra lại đường dẫn.",
}


def read_returns(
    paths: Sequence[Path],
    form_set: FormSet,
    source: str | Path | None = None,
    progress: Callable[[int], None] = lambda done: None,
    workers: int | None = None,
) -> list[Return]:
    """Read every file, in the order given; `source` names the form set for other processes
    (its id or folder). `progress` is told how many are done."""
    workers = workers or min(4, os.cpu_count() or 1)
    if len(paths) < POOL_FROM or workers < 2:
        results = []
        for path in paths:
            results.append(read_one(path, form_set))
            progress(len(results))
        return results
    return _read_in_pool(paths, form_set, source or form_set.id, progress, workers)


def read_one(path: Path, form_set: FormSet) -> Return:
    """Read one file here or, where that is not safe, in a child process."""
    try:
        return read_return(path, form_set)
    except NeedsChild:
        return _read_in_child(path, form_set)


def _read_in_pool(
    paths: Sequence[Path], form_set: FormSet, source: str | Path, progress: Callable, workers: int
) -> list[Return]:
    results: list[Return] = []
    chunk = 8
    chunks = [list(paths[i : i + chunk]) for i in range(0, len(paths), chunk)]
    try:
        with ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(str(source),)
        ) as pool:
            for batch in pool.map(_read_batch, chunks):
                results.extend(
                    item if isinstance(item, Return) else _read_in_child(item, form_set) for item in batch
                )
                progress(len(results))
    except BrokenProcessPool:
        # Some file ended its reader in spite of the guard: the rest are read one by one, apart.
        for path in paths[len(results) :]:
            results.append(_read_in_child(path, form_set))
            progress(len(results))
    return results


_worker_form_set: FormSet | None = None


def _start_worker(source: str) -> None:
    global _worker_form_set
    _worker_form_set = load_form_set(source)


def _read_batch(paths: list[Path]) -> list[Return | Path]:
    return list(_try_each(paths))


def _try_each(paths: list[Path]) -> Iterator[Return | Path]:
    for path in paths:
        try:
            yield read_return(path, _worker_form_set)
        except NeedsChild:
            yield path


def _read_in_child(path: Path, form_set: FormSet) -> Return:
    """Read a risky file in a process that may die without taking anything along."""
    from workbook_templates.returns import from_grid

    command = [sys.executable, "-m", "workbook_templates.child", str(path), str(CHILD_MEMORY)]
    root = str(Path(__file__).parent.parent)
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH")))),
    }
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=CHILD_SECONDS,
            env=environment,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return Return(path, "unreadable", "too_large")
    if done.returncode != 0 or not done.stdout:
        return Return(path, "unreadable", "too_large" if _is_zip(path) else "damaged")
    kind, value = pickle.loads(done.stdout)
    if kind == "unreadable":
        return Return(path, "unreadable", value)
    return from_grid(path, value, form_set)


def _is_zip(path: Path) -> bool:
    try:
        with open(path, "rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False
