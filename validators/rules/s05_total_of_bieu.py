"""S05: a biểu of a working file without its total, or whose “trong đó” rows do not make up the total."""

from validators.batch import Batch
from validators.causes.sources import Compared, compared, finding_of
from validators.examples import working_file
from validators.rule import found, rule, silent
from workbook_templates.declared.record import CARRIED_OVER, OPENED_NEW, TOTAL
from workbook_templates.reading.table import letters


@rule(
    "S05",
    severity="error",
    scope="file",
    since="2026",
    of_result=True,
    basis="Cộng lại từng dòng của biểu",
    what="Biểu tổng hợp mất dòng tổng cộng, hoặc các dòng “Trong đó” cộng lại không bằng tổng.",
    why="Biểu không có tổng, hoặc phần chuyển tiếp và phần mở mới không khớp với tổng, thì không ký được.",
    wrong="Tổng 1.398; lớp chuyển tiếp 688, lớp mở mới 700.",
    mend="Khôi phục công thức; dòng thêm tay cần ghi “Chuyển tiếp” hoặc “Mở mới” ở bên phải biểu.",
)
def total_of_bieu(batch: Batch, bounds: dict):
    for one in compared(batch):
        if one.table is None or not one.table.rows or not one.form.added:
            continue
        tags = one.source.traced.tags.get(one.table.sheet, {})
        if not one.table.totals and (one.form.id, TOTAL) not in tags.values():
            last = one.table.rows[-1]
            yield finding_of(
                one,
                f"{one.form.name} không còn dòng tổng cộng (dòng cuối của biểu là dòng {last}).",
                key=TOTAL,
                severity="warning",
                cell=one.table.cell(last, one.name_field),
                row=last,
            )
        yield from _parts(batch, one)


def _parts(batch: Batch, one: Compared):
    parts = [one.source.traced.parts.get((one.form.id, key)) for key in (CARRIED_OVER, OPENED_NEW)]
    if None in parts:
        return
    frame = batch.frames[one.table.form]
    span = next(span for owner, span in frame.tables() if owner.table is one.table)
    for name in (c.name for c in one.form.added if not c.field.kind.interval):
        column = one.table.columns.get(name)
        figures = [_figure(cells, column) for _, _, cells in parts]
        if None in figures:
            continue
        kind = one.form.by_field[name].field.kind
        whole = kind.in_cell(kind.total(frame.counted(name, range(span.start, span.stop))))
        by = sum(figures) - whole
        if abs(by) > kind.tolerance:
            sheet, row, _ = parts[0]
            yield finding_of(
                one,
                f"Hai dòng “Trong đó” cộng lại được {kind.told(sum(figures))}, các dòng của biểu cộng lại "
                f"được {kind.told(whole)}: hai dòng ấy {'thừa' if by > 0 else 'thiếu'} {kind.told(abs(by))}.",
                key=f"parts|{name}",
                sheet=sheet,
                cell=f"{letters(column)}{row}",
                row=row,
                field=name,
                value=kind.told(sum(figures)),
                expected=kind.told(whole),
                difference=by,
                related=[f"{letters(column)}{parts[1][1]}"],
            )


def _figure(cells: list[object], column: int | None) -> float | None:
    """The figure in a column; None where there is none to compare."""
    value = cells[column] if column is not None and column < len(cells) else None
    return float(value) if isinstance(value, (int, float)) else None


EXAMPLES = (
    silent(
        working_file("""
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§a |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
        | | Tổng cộng (chưa gồm 1 ô) | | 130 | bieu-04§total |
        | | Trong đó: – lớp chuyển tiếp | | 70 | bieu-04§carried |
        | | – lớp mở mới | | 60 | bieu-04§new |
        """),
    ),
    found(
        working_file("""
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§a |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
        """),
        "Biểu 04!B3 warning",
    ),
    found(
        working_file("""
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§a |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
        | | Tổng cộng | | 130 | bieu-04§total |
        | | Trong đó: – lớp chuyển tiếp | | 70 | bieu-04§carried |
        | | – lớp mở mới | | 50 | bieu-04§new |
        """),
        "Biểu 04!D5",
    ),
)
