"""T10: figures in hidden rows, columns or sheets."""

from validators.batch import Batch
from validators.causes.sums import so_totals_are_off, totals_without
from validators.findings import Finding
from validators.rule import found, rule, silent

_MOST_ROWS = 200  # hidden ones of which it is asked whether a total leaves them out


@rule(
    "T10",
    severity="warning",
    scope="file",
    since="2025",
    basis="So với những gì nhìn thấy khi in",
    what="Có số liệu ở dòng, cột hoặc trang tính bị ẩn.",
    why="Số bị ẩn vẫn được tính vào tổng nhưng người ký không nhìn thấy.",
    wrong="Dòng 7 bị ẩn, trên đó có lớp 60 học viên.",
    mend="Bỏ ẩn; nếu là số liệu cũ thì xóa hẳn.",
)
def hidden_data(batch: Batch, bounds: dict):
    for number in batch.used:
        source = batch.returns[number]
        for sheet in source.hidden_sheets:
            yield Finding(
                file=number,
                sheet=sheet,
                cell="A1",
                key=f"{sheet}|sheet",
                message=f"Trang tính “{sheet}” bị ẩn nhưng có số liệu; số liệu này vẫn được tính.",
            )
        for table in source.tables:
            if table.hidden:
                first, *others = table.hidden
                broken = _broken(batch, table)
                more = f" và {len(others)} chỗ khác" if others else ""
                yield Finding(
                    file=number,
                    sheet=table.sheet,
                    cell=first,
                    key=f"{table.form}|hidden",
                    related=[*others[:50], *broken],
                    message=f"Dòng hoặc cột của ô {first}{more} bị ẩn; số liệu ở đó vẫn được tính."
                    + so_totals_are_off(broken),
                )


def _broken(batch: Batch, table) -> list[str]:
    """The totals that leave a hidden row out, as SUBTOTAL and sums of what is seen do."""
    frame = batch.frames[table.form]
    rows = [int("".join(filter(str.isdigit, cell))) for cell in table.hidden[:_MOST_ROWS]]
    return [
        cell
        for row in rows
        if row in table.rows
        for cell in totals_without(frame, frame.position(table, row))
    ]


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
    found(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        ~| 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
        "Biểu 04!A2",
    ),
    found(  # why the total is off: it stands for that error too
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        ~| 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        | | Tổng cộng | | 70 |
        """,
        "Biểu 04!A3 error",
    ),
)
