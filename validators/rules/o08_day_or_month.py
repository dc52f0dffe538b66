"""O08: a full date whose day and month may have changed places."""

from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.kinds import Code


@rule(
    "O08",
    severity="hint",
    scope="cell",
    since="2025",
    basis="Ngày/tháng kiểu Anh – Mỹ và kiểu Việt Nam",
    what="Ô là ngày đầy đủ, ngày và tháng đều không quá 12.",
    why="Máy đặt theo kiểu Anh – Mỹ đảo ngày với tháng; công cụ đọc đúng như ô đang lưu, không tự đảo.",
    wrong="Gõ 3/10/2024 (3 tháng 10), máy lưu 10 tháng 3.",
    mend="Xác nhận tháng đúng; nên ghi tháng/năm (10/2024).",
)
def day_or_month(frame: Frame, bounds: dict):
    for (position, name), problem in frame.problems.items():
        if problem.code == Code.MONTH_DAY_DOUBTFUL:
            raw = frame.raw(position, name)
            shown = raw.strftime("%d/%m/%Y") if hasattr(raw, "strftime") else str(raw)
            yield frame.finding(
                position,
                name,
                f"{frame.label_of(name)} lưu là ngày {shown}; được hiểu là tháng {problem.expected}.",
                value=shown,
                expected=problem.expected,
                suggestion="Nếu đúng tháng, chỉ cần ghi tháng/năm.",
                changes=[(position, name, problem.expected)],
            )
    yield from _days(frame)


def _days(frame: Frame):
    """In a column of days: one finding for all its doubtful cells, none where a day after the 12th is stored
    as a date, since then the machine that stored it reads day before month."""
    doubts: dict[tuple[int, str], list[int]] = {}
    for (position, name), problem in frame.problems.items():
        if problem.code == Code.DATE_DAY_DOUBTFUL:
            doubts.setdefault((id(frame.owner(position)), name), []).append(position)
    for (_, name), positions in doubts.items():
        first, *others = sorted(positions)
        raws = frame.owner(first).table.raw[name]
        if any(getattr(raw, "day", 0) > 12 for raw in raws):
            continue
        read, other = frame.value(first, name).text, frame.problems[first, name].expected
        more = f" và {len(others)} ô khác cùng cột" if others else ""
        message = (
            f"{frame.label_of(name)} ở ô này{more} được hiểu là {read}; nếu máy đã đảo ngày với tháng thì là"
            f" {other}."
        )
        if frame.form.by_field[name].personal:
            message = (
                f"{frame.label_of(name)} ở ô này{more} được hiểu đúng như ô đang lưu; ngày và tháng đều không"
                " quá 12 nên máy có thể đã đảo hai số ấy."
            )
            read = None
        yield frame.finding(
            first,
            name,
            message,
            expected=read,
            related=[(position, name) for position in others],
            suggestion="Đề nghị đối chiếu với hồ sơ; nếu sai, đặt định dạng ô là Văn bản (Text) rồi gõ lại.",
        )


EXAMPLES = (
    silent(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | @2024-03-01 | @2025-04-20 |
        """,
    ),
    found(
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | @2024-03-10 | 4/2025 |
        """,
        "Biểu 02!D3",
    ),
    silent(  # the same either way; no month 13
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | @2024-03-03 | @2025-04-13 |
        """,
    ),
    found(  # the 12th
        """
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | @2024-03-12 | 4/2025 |
        """,
        "Biểu 02!D3",
    ),
    found(
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Giới tính |
        | 1 | Nguyễn Văn An | @1980-03-10 | Nam |
        | 2 | Trần Thị Bình | 25/03/1981 | Nữ |
        | 3 | Lê Văn Chi | @1982-05-06 | Nam |
        """,
        "Biểu 2!C3",
        form_set=EVERY_KIND,
    ),
    silent(  # a day after the 12th that is stored: the machine reads day before month
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Giới tính |
        | 1 | Nguyễn Văn An | @1980-03-10 | Nam |
        | 2 | Trần Thị Bình | @1981-03-25 | Nữ |
        """,
        form_set=EVERY_KIND,
    ),
)
