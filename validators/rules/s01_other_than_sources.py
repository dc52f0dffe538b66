"""S01: a cell of a biểu says another thing than its source rows."""

from validators.batch import Batch
from validators.causes.sources import LISTED, Compared, Difference, compared, finding_of, is_listed, places
from validators.causes.sums import totals_off_by
from validators.examples import working_file
from validators.rule import found, rule, silent


@rule(
    "S01",
    severity="error",
    scope="file",
    since="2026",
    of_result=True,
    basis="Đối chiếu với trang Nguồn số liệu trong cùng tệp",
    what="Ô của biểu tổng hợp ghi khác với dòng nguồn.",
    why="Biểu đã sửa tay sau khi tổng hợp: số trình ký không còn là số của đơn vị.",
    wrong="Biểu ghi 65 học viên, các dòng nguồn cộng lại được 60.",
    mend="Ghi lại đúng như nguồn; nếu sửa có chủ ý thì tổng hợp lại: chỗ sửa được ghi ở trang Sửa tay và chỉ "
    "còn là lưu ý.",
)
def other_than_sources(batch: Batch, bounds: dict):
    for one in compared(batch):
        for difference in one.differences:
            yield _finding(batch, one, difference)


def _finding(batch: Batch, one: Compared, difference: Difference):
    line, column, table = difference.line, difference.column, one.table
    row, sheet = table.rows[line.index], one.sources.sheet
    message = f"Cột “{column.header[-1]}” {_told(difference.found)}, nguồn {_told(difference.expected)}"
    if difference.below:
        message = f"Dòng này nằm dưới “{difference.found}”, theo nguồn là của “{difference.expected}”"
    if difference.by:
        more = "nhiều hơn" if difference.by > 0 else "ít hơn"
        message += f", {more} {column.field.kind.told(abs(difference.by))}"
    severity = None if difference.counted or difference.below else _softer(column)
    listed = not difference.below and is_listed(one, line.key, column.name, difference.found)
    return finding_of(
        one,
        f"{message} (xem trang “{sheet}”, ô {places(difference.cells)}).{LISTED if listed else ''}",
        key=f"{line.key}|{column.name}{'|below' if difference.below else ''}",
        cell=table.cell(row, column.name),
        row=row,
        field=column.name,
        value=difference.found,
        expected=difference.expected,
        difference=difference.by,
        severity="hint" if listed else severity,
        related=[*_totals(batch, one, difference), *(f"{sheet}!{cell}" for cell in difference.cells[:50])],
    )


def _told(shown: str) -> str:
    """What stands in a cell: figures as they are, words in quotes."""
    return ("ghi " + (shown if shown[0].isdigit() else f"“{shown}”")) if shown else "để trống"


def _softer(column) -> str:
    """What adds up to nothing: when and how long is to be verified, the wording of a name is noted."""
    return "warning" if column.field.kind.tells_time else "hint"


def _totals(batch: Batch, one: Compared, difference: Difference) -> list[str]:
    """The totals that are off only because this figure was changed and they were not."""
    frame = batch.frames.get(one.table.form)
    name, by = difference.column.name, difference.by
    if not difference.counted or not by or frame is None or not frame.has(name):
        return []
    position = frame.position(one.table, one.table.rows[difference.line.index])
    return totals_off_by(frame, position, name, lambda gap: gap == -by)


_TEN_MORE = (
    "| Biểu 04 | | | Tỉnh đoàn | b.xlsx | Biểu 04 | A2 | Bồi dưỡng cấp phòng | 12 ngày | 10 | bieu-04§a |"
)
EXAMPLES = (
    silent(
        working_file("""
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§a |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
        | | Tổng cộng | | 130 | bieu-04§total |
        """),
    ),
    found(  # a figure; a length; the wording of a name
        working_file("""
        | 1 | Bồi dưỡng cấp phòng khóa 1 | 12 ngày | 70 | bieu-04§a |
        | 2 | Bồi dưỡng CVC | 15 ngày | 65 | bieu-04§b |
        | | Tổng cộng | | 135 | bieu-04§total |
        """),
        "Biểu 04!B2 hint",
        "Biểu 04!C3 warning",
        "Biểu 04!D3",
    ),
    found(  # listed as kept by hand; one that was changed again since; one that waits for a choice
        working_file(
            """
        | 1 | Bồi dưỡng cấp phòng | 15 ngày | 75 | bieu-04§a |
        | 2 | Bồi dưỡng CVC | 12 ngày | 65 | bieu-04§b |
        | | Tổng cộng | | 140 | bieu-04§total |
        """,
            """
        # Sửa tay
        | sua§bieu-04§b§learners | | | keep | '65 |
        | sua§bieu-04§a§learners | | | keep | '74 |
        | sua§bieu-04§a§length | | | | 15 ngày |
        """,
        ),
        "Biểu 04!D3 hint",
        "Biểu 04!D2",
        "Biểu 04!C2 warning",
    ),
    silent(  # sorted without the tags beside
        working_file("""
        | 1 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§a |
        | 2 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§b |
        | | Tổng cộng | | 130 | bieu-04§total |
        """),
    ),
    silent(  # a line of several source rows; one typed as text
        working_file(
            """
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | '80 | bieu-04§a |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
        """,
            _TEN_MORE,
        ),
    ),
    found(  # of which one is emptied
        working_file(
            """
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§a |
        | 2 | Bồi dưỡng CVC | 12 ngày | | bieu-04§b |
        """,
            _TEN_MORE,
        ),
        "Biểu 04!D2",
        "Biểu 04!D3",
    ),
)
