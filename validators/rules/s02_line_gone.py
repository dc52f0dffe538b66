"""S02: source rows whose line no longer stands in the biểu."""

from validators.batch import Batch
from validators.causes.sources import LISTED, Compared, Line, compared, finding_of, is_listed
from validators.examples import working_file
from validators.rule import found, rule, silent
from workbook_templates.declared.record import WHOLE_LINE
from workbook_templates.reading.working_file import LABEL
from workbook_templates.words.spelling import lowered, quote


@rule(
    "S02",
    severity="error",
    scope="file",
    since="2026",
    of_result=True,
    basis="Đối chiếu với trang Nguồn số liệu trong cùng tệp",
    what="Dòng có trong nguồn số liệu nhưng không còn trong biểu tổng hợp.",
    why="Dòng bị xóa khỏi biểu thì đơn vị, lớp đó mất khỏi kế hoạch mà không ai biết.",
    wrong="Nguồn có lớp khóa 12 của Huyện ủy Đại Từ, 70 học viên; biểu không còn lớp này.",
    mend="Thêm lại dòng này vào biểu; nếu bỏ có chủ ý thì bỏ ở tệp của đơn vị rồi tổng hợp lại.",
)
def line_gone(batch: Batch, bounds: dict):
    for one in compared(batch):
        for line in one.lines:
            if line.index is None:
                yield _finding(one, line)


def _finding(one: Compared, line: Line):
    first = line.source[0]
    who = first.unit if one.form.line == "unit" else ": ".join(filter(None, (first.unit, first.label)))
    figures = _figures(one, line)
    listed = is_listed(one, line.key, WHOLE_LINE)
    return finding_of(
        one,
        f"“{quote(who, 120)}” có trong nguồn nhưng không còn trong {one.form.name} (trang “{one.sheet}”)"
        f"{figures and ': ' + figures}.{LISTED if listed else ''}",
        severity="hint" if listed else None,
        key=f"{line.key}|gone",
        sheet=one.sources.sheet,
        cell=one.sources.cell(first.row, LABEL),
        row=first.row,
        value=None,
        expected=quote(who),
        related=[
            f"{one.sheet}!{one.table.cell(total.row, one.name_field)}" for total in one.table.totals[:1]
        ],
    )


def _figures(one: Compared, line: Line) -> str:
    """What the biểu lacks with this line, in words."""
    told = []
    for column in one.form.added:
        cells = [row.cells.get(column.name) for row in line.source]
        numbers = [cell for cell in cells if isinstance(cell, float)]
        if numbers:
            told.append(f"{lowered(column.header[-1])} {column.field.kind.told(sum(numbers))}")
    return ", ".join(told)


EXAMPLES = (
    silent(  # renumbered, and a line moved
        working_file("""
        | 1 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
        | 2 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§a |
        """),
    ),
    found(
        working_file("""
        | 1 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
        | | Tổng cộng | | 60 | bieu-04§total |
        """),
        "Nguồn số liệu!H2",
    ),
    found(  # listed as taken out by hand
        working_file(
            """
        | 1 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
        """,
            """
        # Sửa tay
        | sua§bieu-04§a§=line | | | keep | |
        """,
        ),
        "Nguồn số liệu!H2 hint",
    ),
    silent(  # its tag is gone, its name is not
        working_file("""
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
        """),
    ),
)
