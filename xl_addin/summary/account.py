"""On Đối chiếu: where every number of the files that count has gone (DESIGN decision 11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import Cell, Formula, PaperSheet, write_listed, write_row
from workbook_templates.reading.table import NumberRole
from xl_addin.summary.contents import Contents

_TITLE = "Các con số trên tệp đơn vị gửi"
_COLUMNS: tuple[tuple[str, tuple[NumberRole, ...]], ...] = (
    ("Được tính", (NumberRole.COUNTED,)),
    ("Dòng con, dòng mẹ không tính thêm", (NumberRole.PART, NumberRole.PARENT)),
    ("Dòng mục, tổng, cộng trang", (NumberRole.SECTION, NumberRole.TOTAL, NumberRole.PAGE_SUM)),
    ("Không tính (nêu ở trang Kiểm tra)", (NumberRole.REPORTED,)),
    ("STT, tháng, thời gian", (NumberRole.OTHER,)),
)


def accounts(contents: Contents) -> dict[str, Counter[NumberRole]]:
    """How many numbers of each annex have which role, over the files that count."""
    batch = contents.report.batch
    found: dict[str, Counter[NumberRole]] = {form: Counter() for form in contents.form_set.annexes}
    for number in batch.used:
        for table in batch.returns[number].tables:
            if (number, table.form) not in batch.dropped:
                found[table.form].update(table.account)
    return {form: account for form, account in found.items() if account}


def draw_account(
    sheet: PaperSheet, looks: Looks, contents: Contents, row: int, widths: Sequence[float]
) -> None:
    """Draw the block from a row downwards (from 0): a row for each annex with numbers."""
    by_form = accounts(contents)
    if not by_form:
        return
    write_row(sheet, row, {0: (_TITLE, looks["heading"])})
    names = ("Biểu", "Số ô có số", *(name for name, _ in _COLUMNS))
    note = "Mỗi ô có số thuộc đúng một cột; các cột cộng lại bằng “Số ô có số”."
    write_row(sheet, row + 1, {0: (note, looks["plain"])})
    row += 1
    write_listed(sheet, row + 1, {i: (name, looks["list_header"]) for i, name in enumerate(names)}, widths)
    for offset, (form, account) in enumerate(by_form.items(), start=row + 2):
        cells: dict[int, Cell] = {0: (contents.form_set.annexes[form].name, looks["cell"])}
        total = sum(account.values())
        cells[1] = (Formula(f"=SUM(C{offset + 1}:G{offset + 1})", total), looks.count("cell_count", total))
        for column, (_, roles) in enumerate(_COLUMNS, start=2):
            number = sum(account[role] for role in roles)
            cells[column] = (number, looks.count("cell_count", number))
        write_listed(sheet, offset, cells, widths)
