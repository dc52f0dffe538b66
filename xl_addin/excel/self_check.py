"""Tự kiểm tra: the tool tries itself in this computer's Excel, on returns of its own, and says what differed.

No Excel runs where the tool is made; this is what a person on Windows sends back. Each step works on
copies in a temporary folder and gives back what differed; a step that fails stops no other. The report
holds addresses, versions and settings, and no name or path of the user.
"""

from __future__ import annotations

import platform
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import platformdirs
import xlwings as xw

from xl_addin.excel import long_work
from xl_addin.excel.live_workbook import path_of
from xl_addin.excel.self_check_steps import STEPS, make_bench
from xl_addin.files.whole_files import fresh
from xl_addin.version import VERSION

_SHOWN = 5  # differences told of one step


@dataclass(frozen=True)
class Outcome:
    """How a step ended. differences: in words, none where all was as expected."""

    step: str
    differences: list[str]
    seconds: float


@dataclass
class Checklist:
    """All outcomes, and what kind of computer it was."""

    facts: list[str]
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def summary(self) -> str:
        bad = [outcome.step for outcome in self.outcomes if outcome.differences]
        if not bad:
            return f"Đạt cả {len(self.outcomes)} việc."
        return f"{len(bad)} trong {len(self.outcomes)} việc chưa như mong đợi: {', '.join(bad)}."

    @property
    def text(self) -> str:
        lines = ["BÁO CÁO TỰ KIỂM TRA", *self.facts, "", self.summary, ""]
        for number, outcome in enumerate(self.outcomes, start=1):
            state = "Chưa đạt" if outcome.differences else "Đạt"
            lines.append(f"{number}. {outcome.step}: {state} ({outcome.seconds:.1f} giây)")
            lines += [f"   - {difference}" for difference in outcome.differences]
        return "\n".join([*lines, ""])


def run_checklist(app: xw.App) -> Checklist:
    """Run every step. Raises Stopped where the clerk pressed Esc between two of them."""
    result = Checklist(_facts(app))
    advance = long_work.progress(app, "Đang tự kiểm tra", "việc")
    with (
        tempfile.TemporaryDirectory(prefix="bieu-", ignore_cleanup_errors=True) as scratch,
        _quiet(app, Path(scratch)),
    ):
        bench = make_bench(app, Path(scratch))
        for number, (name, step) in enumerate(STEPS.items()):
            advance(number, len(STEPS))
            begun = time.perf_counter()
            try:
                differences = list(step(bench))
            except Exception as error:
                differences = [_failure(error)]
            more = [f"và {len(differences) - _SHOWN} điểm khác nữa"] if len(differences) > _SHOWN else []
            seconds = time.perf_counter() - begun
            result.outcomes.append(Outcome(name, [*differences[:_SHOWN], *more], seconds))
    return result


@contextmanager
def _quiet(app: xw.App, folder: Path) -> Iterator[None]:
    """Excel asks nothing meanwhile; what a failed step left open is closed, and the workbook of before
    comes to the front again."""
    front = app.books.active if len(app.books) else None
    alerts = app.api.DisplayAlerts
    app.api.DisplayAlerts = False
    try:
        yield
    finally:
        for book in list(app.books):
            if path_of(book).is_relative_to(folder):
                book.close()
        app.api.DisplayAlerts = alerts
        if front is not None:
            front.activate()


def _failure(error: Exception) -> str:
    """The kind of a failure and where in our code, without its text, which may quote a cell."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "xl_addin" in f.filename]
    last = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
    number = f" {error.args[0]}" if error.args and isinstance(error.args[0], int) else ""
    return f"chưa làm được: {type(error).__name__}{number} ({Path(last.filename).name}:{last.lineno})"


def _facts(app: xw.App) -> list[str]:
    """Versions and settings of this computer, each asked for by itself."""
    asked: dict[str, Callable[[], object]] = {
        "Công cụ": lambda: VERSION,
        "xlwings": lambda: version("xlwings"),
        "Python": lambda: f"{platform.python_version()} {platform.machine()}",
        "Hệ điều hành": lambda: app.api.OperatingSystem,
        "Excel": lambda: f"{app.api.Version} (bản dựng {app.api.Build})",
        "Dấu thập phân, dấu hàng nghìn": lambda: f"{app.api.DecimalSeparator} {app.api.ThousandsSeparator}",
        "Thời điểm": lambda: datetime.now().strftime("%d/%m/%Y %H:%M"),
    }
    lines = []
    for label, value in asked.items():
        said: object = "không rõ"
        with suppress(Exception):
            said = value()
        lines.append(f"{label}: {said}")
    return lines


def report_name() -> Path:
    """Where the report goes: a new file among the user's documents."""
    folder = Path(platformdirs.user_documents_dir())
    if not folder.is_dir():
        folder = Path(tempfile.gettempdir())
    return fresh(folder / f"Bao cao tu kiem tra {datetime.now():%d-%m-%Y}.txt")
