"""B21: more is allotted than was asked for, and no note says why."""

from validators.batch import Batch
from validators.causes.allotment import allotments
from validators.causes.sources import finding_of
from validators.examples import allotting_file
from validators.rule import found, rule, silent


@rule(
    "B21",
    severity="warning",
    scope="file",
    since="2026",
    of_result=True,
    basis="So cột phân bổ với cột đăng ký trong cùng dòng",
    what="Số phân bổ nhiều hơn số đăng ký mà cột Ghi chú không nói vì sao.",
    why="Phân bổ nhiều hơn đơn vị xin thường do gõ nhầm, hoặc do số đăng ký đã giảm sau khi phân bổ.",
    wrong="Đăng ký 40, phân bổ 45, ghi chú để trống.",
    mend="Sửa số phân bổ; nếu cố ý (giao thêm, dồn lớp) thì ghi lý do vào cột Ghi chú.",
)
def more_than_asked(batch: Batch, bounds: dict):
    for allotted in allotments(batch):
        one, column = allotted.one, allotted.column
        kind, asked_of = column.field.kind, one.form.by_field[column.allots]
        for row, key, asked, given, note in allotted.rows:
            by = (given or 0.0) - (asked or 0.0)
            if given is None or by <= kind.tolerance or note:
                continue
            told = kind.told(asked or 0.0)
            yield finding_of(
                one,
                f"Phân bổ {kind.told(given)}, đăng ký {told}: nhiều hơn {kind.told(by)} mà chưa ghi chú.",
                key=f"{key}|{column.name}",
                cell=one.table.cell(row, column.name),
                row=row,
                field=column.name,
                value=kind.told(given),
                expected=f"không quá {told}",
                difference=by,
                related=[one.table.cell(row, asked_of.name)],
            )


def _of(asked: str, given: str, note: str = "") -> str:
    return allotting_file(f"""
    | 1 | Tỉnh đoàn | Bồi dưỡng A | 1 | 60 | 3/2027 | 5/2027 | =E3 60 | 0 | | lop-mo-moi§a |
    | 2 | Tỉnh đoàn | Bồi dưỡng B | 1 | {asked} | 3/2027 | 5/2027 | {given} | | {note} | lop-mo-moi§b |
    """)


EXAMPLES = (
    found(_of("40", "41"), "Lớp mở mới!H4", form_set="ke-hoach-2027"),
    found(_of("", "5"), "Lớp mở mới!H4", form_set="ke-hoach-2027"),
    silent(_of("40", "41", "Giao thêm theo ý kiến Ban Thường vụ"), form_set="ke-hoach-2027"),
    silent(_of("40", "40"), form_set="ke-hoach-2027"),
    silent(_of("40", "0"), form_set="ke-hoach-2027"),
    silent(_of("40", ""), form_set="ke-hoach-2027"),
)
