"""B22: something was asked for, and the cell of what is allotted is blank."""

from validators.batch import Batch
from validators.causes.allotment import allotments
from validators.causes.sources import finding_of
from validators.examples import allotting_file
from validators.rule import found, rule, silent


@rule(
    "B22",
    severity="warning",
    scope="file",
    since="2026",
    of_result=True,
    basis="So cột phân bổ với cột đăng ký trong cùng dòng",
    what="Đơn vị có đăng ký mà ô phân bổ để trống.",
    why="Ô trống không nói rõ là không phân bổ hay chưa phân bổ; tổng phân bổ không gồm dòng này.",
    wrong="Đăng ký 40, phân bổ để trống.",
    mend="Ghi số phân bổ; không phân bổ thì ghi 0.",
)
def not_allotted(batch: Batch, bounds: dict):
    for allotted in allotments(batch):
        one, column = allotted.one, allotted.column
        kind = column.field.kind
        for row, key, asked, _, _ in allotted.rows:
            if row in allotted.blank and (asked or 0.0) > 0:
                yield finding_of(
                    one,
                    f"Đăng ký {kind.told(asked)}, chưa ghi số phân bổ.",
                    key=f"{key}|{column.name}",
                    cell=one.table.cell(row, column.name),
                    row=row,
                    field=column.name,
                )


def _of(asked: str, given: str) -> str:
    return allotting_file(f"""
    | 1 | Tỉnh đoàn | Bồi dưỡng A | 1 | 60 | 3/2027 | 5/2027 | =E3 60 | 0 | | lop-mo-moi§a |
    | 2 | Tỉnh đoàn | Bồi dưỡng B | 1 | {asked} | 3/2027 | 5/2027 | {given} | | | lop-mo-moi§b |
    """)


EXAMPLES = (
    found(_of("40", ""), "Lớp mở mới!H4", form_set="ke-hoach-2027"),
    silent(_of("40", "0"), form_set="ke-hoach-2027"),
    silent(_of("0", ""), form_set="ke-hoach-2027"),
    silent(_of("", ""), form_set="ke-hoach-2027"),
    silent(_of("40", "'-"), form_set="ke-hoach-2027"),
)
