"""Xuất biểu trình ký: the working file as the clerk left it in, the file to be printed and signed out.

Every formula goes as its result: what is signed is what was checked, whatever program opens it; and the
formulas of a working file lean on columns that do not go along. Totals are held against their lines by the
check that goes before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.record import SIGNING_SHEET, TOTAL
from workbook_templates.reading.grid import Grid
from workbook_templates.reading.many_files import read_grid_of
from workbook_templates.reading.package import Unreadable, is_own_output
from workbook_templates.reading.unreadable import why_unreadable
from workbook_templates.reading.working_file import record_of, tags_of
from xl_addin.check import check_files, is_no_list
from xl_addin.copies.package_patch import Unpatchable
from xl_addin.files.collector import uncollected
from xl_addin.files.whole_files import fresh, whole_file
from xl_addin.signing.first_sheet import first_sheet
from xl_addin.signing.signed_package import SheetPlan, open_working_file, planned, write_signed
from xl_addin.signing.title_facts import title_facts
from xl_addin.signing.titles import Titles

_SHOWN = 8  # errors named one by one


class CannotSign(Exception):
    """The file cannot be made; the text says in Vietnamese why and what to do."""


class Unresolved(CannotSign):
    """Something in the biểu waits to be settled. lines: each in a sentence."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("Các biểu chưa trình ký được:\n" + "\n".join(f"- {line}" for line in lines))
        self.lines = lines


@dataclass
class Signed:
    """What came of it. path, leaders: the file to be signed and the page for the leaders; said: what the
    clerk must know; open: what was not settled, said on the first sheet."""

    path: Path
    leaders: Path
    said: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


def signing_name(working: Path) -> str:
    """What the file to be signed is called beside its working file."""
    return f"{working.stem} - trinh ky.xlsx"


@uncollected()
def export_signing(working: Path, form_set: FormSet, target: Path, *, anyway: bool = False) -> Signed:
    """Make the file to be signed, and the leaders' page beside it. anyway: with errors, too, which the first
    sheet then names. Raises CannotSign, CannotWrite."""
    old = _read(working, form_set)
    from xl_addin.signing.leaders import leaders_of
    from xl_addin.signing.leaders_page import write_leaders

    inbox, report = check_files([working], form_set)
    grid = read_grid_of(working, _is_small)
    waiting = [*_in_the_way(report, record_of(grid), old)]
    figures = leaders_of(inbox.returns[0], old.memory, form_set)
    waiting += figures.off
    if waiting and not anyway:
        raise Unresolved(waiting)
    leaders = fresh(target.with_name(f"{target.stem} - theo chuong trinh va khoi.xlsx"))
    try:
        said = _write(working, grid, old, form_set, target, waiting)
    except Unpatchable as error:
        raise CannotSign(f"Chưa xuất được từ “{working.name}”. {error}") from error
    with whole_file(leaders) as path:
        write_leaders(path, form_set, figures, open_errors=bool(waiting))
    return Signed(target, leaders, said, waiting)


def _read(working: Path, form_set: FormSet):
    from xl_addin.merge.reading import read_old

    try:
        old = read_old(working, form_set) if is_own_output(working) else None
    except Unreadable as error:
        raise CannotSign(f"“{working.name}”: {why_unreadable(error.code).words}") from error
    if old is None:
        raise CannotSign(
            f"“{working.name}” không phải là tệp tổng hợp của bộ biểu mẫu “{form_set.id}”. Đề nghị chọn tệp "
            "do nút Tổng hợp (lệnh bieu tong-hop) lập ra, hoặc tổng hợp lại bằng bản hiện nay của công cụ."
        )
    return old


def _is_small(sheet: str) -> bool:
    from xl_addin.summary import contents as sheets

    return sheet not in (sheets.SOURCES, sheets.FINDINGS, sheets.RULES)


def _in_the_way(report, record, old) -> Iterator[str]:
    """What is to be settled before the biểu are signed."""
    errors = [f for f in report.findings if f.severity == "error"]
    for finding in errors[:_SHOWN]:
        where = f"{finding.sheet}, ô {finding.cell}" if finding.cell else finding.sheet or "Cả tệp"
        yield f"{where}: {finding.told}"
    if len(errors) > _SHOWN:
        yield f"Và {len(errors) - _SHOWN} lỗi khác (bấm Kiểm tra để xem)"
    if record is None or record.errors is None:
        yield "Tệp tổng hợp lập bằng bản trước của công cụ nên chưa rõ tệp đơn vị còn lỗi hay không"
    elif record.errors:
        yield f"Lúc tổng hợp, tệp của các đơn vị còn {record.errors} lỗi phải sửa (trang “Kiểm tra”)"
    conflicts = sum(edit.open for edit in old.memory.edits.values())
    if conflicts:
        yield f"Còn {conflicts} chỗ sửa tay xung đột với số mới chưa chọn (trang “Sửa tay”, rồi tổng hợp lại)"


def _write(working: Path, grid: Grid, old, form_set: FormSet, target: Path, waiting: list[str]) -> list[str]:
    book = open_working_file(working)
    tables = {found.sheet for found in old.found.values()}
    tags = {sheet.name: tags_of(sheet) for sheet in grid.sheets if sheet.name in tables}
    plans = planned(book, {name: min(column for _, column in at) for name, at in tags.items()},
                    gone={name: _unprinted(at, form_set) for name, at in tags.items()})  # fmt: skip
    _must_be_calculated(working, plans)
    facts = title_facts(old.signing, form_set.settings)
    book.said += _left_behind(book.order, tables, old, form_set)
    if facts.unclear:
        book.said.append(
            f"Trang “{SIGNING_SHEET}”: “{facts.unclear}” không phải là ngày nên chưa ghi vào biểu (cách ghi: "
            "05/12/2026)."
        )
    titles = Titles(form_set, facts)
    told: dict[str, list[str]] = {}
    for plan in plans:
        last = plan.part.last
        for one in titles.put(plan.part):
            told.setdefault(one, []).append(plan.name)
        plan.grown = plan.part.last > last
    book.said += [f"{', '.join(names)}: {one}." for one, names in told.items()]
    first = first_sheet(waiting) if waiting else ""
    with whole_file(target) as path:
        write_signed(book, plans, path, form_set.title, first)
    return book.said


def _unprinted(tags: Mapping[tuple[int, int], tuple[str, str]], form_set: FormSet) -> set[int]:
    """The rows of totals that the form set does not print."""
    return {
        row for (row, _), (form, key) in tags.items()
        if key == TOTAL and form in form_set.bieu and form_set.bieu[form].total == "no"
    }  # fmt: skip


def _must_be_calculated(working: Path, plans: list[SheetPlan]) -> None:
    cells = [f"{plan.name}!{cell}" for plan in plans for cell in plan.part.uncalculated]
    if cells:
        raise CannotSign(
            f"“{working.name}” có công thức chưa có kết quả ({', '.join(cells[:5])}"
            f"{' …' if len(cells) > 5 else ''}). Đề nghị mở tệp bằng Excel, lưu lại rồi xuất lại."
        )


def _left_behind(order, tables, old, form_set: FormSet) -> Iterator[str]:
    """Sheets with tables of the clerk's that are no biểu, and biểu that the file no longer has."""
    hers = [name for name in order if name not in tables and is_no_list(name)]
    if hers:
        yield f"Không mang theo các trang không phải biểu của tỉnh: {', '.join(hers)}."
    for form in old.memory.forms.keys() - old.found.keys():
        name = form_set.bieu[form].name if form in form_set.bieu else form
        yield (
            f"Không nhận ra “{name}” trong tệp tổng hợp (mất trang, mất cột ẩn): tệp trình ký thiếu biểu này."
        )
