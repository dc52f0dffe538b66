"""B20: more is allotted than was given to the province."""

from validators.batch import Batch
from validators.causes.allotment import allotments
from validators.causes.sources import finding_of
from validators.examples import allotting_file
from validators.rule import found, rule, silent
from workbook_templates.reading.table import letters


@rule(
    "B20",
    severity="error",
    scope="file",
    since="2026",
    of_result=True,
    basis="So dòng tổng cộng với dòng “Chỉ tiêu được giao” trong cùng biểu",
    what="Tổng số phân bổ nhiều hơn chỉ tiêu được giao cho tỉnh.",
    why="Phân bổ quá chỉ tiêu được giao thì kế hoạch không thực hiện được; biểu tự mâu thuẫn.",
    wrong="Chỉ tiêu được giao 80, các dòng phân bổ cộng lại 85.",
    mend="Giảm số phân bổ ở các dòng, hoặc sửa lại chỉ tiêu được giao.",
)
def over_the_quota(batch: Batch, bounds: dict):
    for allotted in allotments(batch):
        quota, kind = allotted.quota, allotted.column.field.kind
        by = allotted.total - quota[2] if quota else 0.0
        if by <= kind.tolerance:
            continue
        sheet, row, given = quota
        column = letters(allotted.one.table.columns[allotted.column.name])
        yield finding_of(
            allotted.one,
            f"Đã phân bổ {kind.told(allotted.total)}, được giao {kind.told(given)}: quá {kind.told(by)}.",
            key=f"quota|{allotted.column.name}",
            sheet=sheet,
            cell=f"{column}{row}",
            row=row,
            field=allotted.column.name,
            value=kind.told(allotted.total),
            expected=f"không quá {kind.told(given)}",
            difference=by,
        )


def _of(quota: str) -> str:
    return allotting_file(f"""
    | 1 | Tỉnh đoàn | Bồi dưỡng A | 1 | 60 | 3/2027 | 5/2027 | 50 | -10 | | lop-mo-moi§a |
    | 2 | Tỉnh đoàn | Bồi dưỡng B | 1 | 40 | 3/2027 | 5/2027 | =E4 40 | 0 | | lop-mo-moi§b |
    | | | Tổng cộng | 2 | 100 | | | 90 | -10 | | lop-mo-moi§total |
    | | | Chỉ tiêu được giao | | | | | {quota} | | | lop-mo-moi§quota |
    | | | Dự phòng, chưa phân bổ | | | | | | | | lop-mo-moi§reserve |
    """)


EXAMPLES = (
    found(_of("89"), "Lớp mở mới!H6", form_set="ke-hoach-2027"),
    found(_of("'89 người"), "Lớp mở mới!H6", form_set="ke-hoach-2027"),
    silent(_of("90"), form_set="ke-hoach-2027"),
    silent(_of(""), form_set="ke-hoach-2027"),
    silent(_of("chờ giao"), form_set="ke-hoach-2027"),
)
