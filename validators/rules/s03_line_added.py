"""S03: a line of a biểu that no source row stands behind."""

from validators.batch import Batch
from validators.causes.sources import LISTED, compared, finding_of, is_listed
from validators.examples import working_file
from validators.rule import found, rule, silent
from workbook_templates.declared.record import WHOLE_LINE
from workbook_templates.words.spelling import lowered, quote


@rule(
    "S03",
    severity="error",
    scope="file",
    since="2026",
    of_result=True,
    basis="Đối chiếu với trang Nguồn số liệu trong cùng tệp",
    what="Dòng của biểu tổng hợp không có trong nguồn số liệu.",
    why="Dòng thêm tay không có tệp nào của đơn vị làm căn cứ, và có thể trùng với dòng đã có.",
    wrong="Biểu có thêm một lớp 50 học viên mà không đơn vị nào gửi.",
    mend="Bỏ dòng này; nếu có căn cứ thì thêm vào tệp của đơn vị rồi tổng hợp lại.",
)
def line_added(batch: Batch, bounds: dict):
    for one in compared(batch):
        if one.table is None or one.sources is None:
            continue
        counted = [c.name for c in one.form.added]
        for line in one.lines:
            if line.source or line.index is None:
                continue
            row = one.table.rows[line.index]
            values = {name: one.table.raw[name][line.index] for name in counted if name in one.table.raw}
            told = [f"{lowered(one.form.by_field[name].header[-1])} {quote(value)}"
                    for name, value in values.items() if value is not None]  # fmt: skip
            label = (one.table.raw.get(one.name_field) or [None] * (line.index + 1))[line.index]
            if not told and row in one.table.line_of:
                continue  # a line of the form that no unit filled
            figures = f" ({', '.join(told)})" if told else ""
            tag = one.source.traced.tags.get(one.table.sheet, {}).get(row, ("", ""))
            listed = is_listed(one, tag[1], WHOLE_LINE)
            severity = "hint" if listed else None if told else "warning"
            yield finding_of(
                one,
                f"Dòng này không có trong nguồn số liệu{figures}: có người đã thêm bằng tay."
                f"{LISTED if listed else ''}",
                key=f"{quote(label or '')}|added",
                cell=one.table.cell(row, one.name_field),
                row=row,
                field=one.name_field,
                value=quote(label) if label is not None else None,
                severity=severity,
            )


EXAMPLES = (
    silent(
        working_file("""
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§a |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
        """),
    ),
    found(  # one typed, one copied with its tag
        working_file("""
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§a |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
        | 3 | Bồi dưỡng kế toán | 12 ngày | 50 | |
        | 4 | Bồi dưỡng văn thư | 12 ngày | 40 | bieu-04§b |
        """),
        "Biểu 04!B4",
        "Biểu 04!B5",
    ),
    found(  # listed as put in by hand
        working_file(
            """
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§a |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
        | 3 | Bồi dưỡng kế toán | 12 ngày | 50 | bieu-04§tay-1 |
        | 4 | Bồi dưỡng văn thư | 12 ngày | 40 | bieu-04§tay-2 |
        """,
            """
        # Sửa tay
        | sua§bieu-04§tay-1§=line | | | keep | Bồi dưỡng kế toán · 50 |
        | sua§bieu-04§tay-2§=line | | | | Bồi dưỡng văn thư · 40 |
        """,
        ),
        "Biểu 04!B4 hint",
        "Biểu 04!B5",
    ),
    found(  # without a figure it adds up to nothing
        working_file("""
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§a |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
        | 3 | Bồi dưỡng kế toán | 12 ngày | | |
        """),
        "Biểu 04!B4 warning",
    ),
)
