"""The form sets that the add-in and the command line work with: loaded in one way, so that one that names
a rule which does not exist is refused like any other mistake. (Processes that only read workbooks load a
form set that has been judged here already.)"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from validators.form_set_rules import judge_rules
from workbook_templates.declared import loading
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.tables import Source
from workbook_templates.declared.tables_in_folder import TablesInFolder
from workbook_templates.reading.many_files import read_grid_of
from workbook_templates.reading.package import Unreadable
from workbook_templates.reading.set_workbook import TablesInWorkbook
from workbook_templates.reading.unreadable import why_unreadable

form_set_ids = loading.form_set_ids
_WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"))


def load_form_set(name: str | Path) -> FormSet:
    """The form set with this id, in this folder or in this workbook. Raises FormSetError where there is
    none, or with everything that is wrong with it, what it says of rules included."""
    if is_workbook(name):
        path = Path(name).resolve()
        return _loaded(path, _as_saved(path))
    return loading.load_form_set(name, judge_rules)


def read_form_set(name: str | Path) -> FormSet:
    """The same, as its files stand now."""
    return form_set_of(source_of(name))


def is_workbook(name: str | Path) -> bool:
    """Whether a form set is named by the workbook that holds it."""
    path = Path(name)
    try:
        return path.suffix.lower() in _WORKBOOKS and not path.is_dir()
    except (OSError, ValueError):  # a name that no system takes
        return False


def source_of(name: str | Path) -> Source:
    """The tables of a form set by its id, its folder or its workbook. Raises FormSetError."""
    if is_workbook(name):
        return read_workbook(Path(name))
    return TablesInFolder(loading.form_set_folder(name))


def form_set_of(source: Source) -> FormSet:
    """The form set that tables declare. Raises FormSetError with everything that is wrong with it."""
    known = source.complaints if isinstance(source, TablesInWorkbook) else None
    return loading.form_set_from(source, judge_rules, known)


def read_workbook(path: Path) -> TablesInWorkbook:
    """The tables that stand in a workbook, read as guardedly as any that was mailed. Raises FormSetError."""
    try:
        grid = read_grid_of(path)
    except Unreadable as error:
        why = why_unreadable(error.code)
        mend = "Đề nghị mở bằng Excel, bỏ mật khẩu nếu có, lưu lại dạng .xlsx rồi chạy lại."
        advice = why.advice if why.remedy is None else mend
        raise FormSetError(f"Sổ bộ biểu mẫu “{path}”: {why.what} {advice}") from None
    return TablesInWorkbook(grid, path.name)


def rules_to_choose() -> list[tuple[str, str, str]]:
    """The rules that a form set may switch off or change: id, what it says, its bounds."""
    from validators.rule import all_rules

    return [
        (rule.id, rule.what, ", ".join(f"{key} = {value:g}" for key, value in rule.bounds.items()))
        for rule in all_rules().values()
    ]


def _as_saved(path: Path) -> tuple[int, int]:
    """What tells a workbook that has been saved again; a missing one is told where it is read."""
    try:
        stat = path.stat()
    except (OSError, ValueError):
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=16)
def _loaded(path: Path, saved: tuple[int, int]) -> FormSet:
    return read_form_set(path)
