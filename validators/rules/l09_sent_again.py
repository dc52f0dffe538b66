"""L09: a row that a unit has sent in two files which both count."""

from validators.causes.sent_again import added, alike, replaced
from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.kinds.numbers import dotted
from workbook_templates.words.spelling import quote


@rule(
    "L09",
    severity="warning",
    scope="table",
    since="2025",
    basis="So các tệp của cùng đơn vị; “Loại” ở trang “Thông tin”",
    together=True,
    what="Một dòng có ở cả hai tệp được tính của cùng đơn vị (“Bổ sung thêm”).",
    why="Cộng cả hai thì số liệu có thể bị nhân đôi; chỉ tính một thì có thể thiếu phần bổ sung.",
    wrong="Tệp đầu ghi 1 và 2, tệp “Bổ sung thêm” ghi lại 2 và 2: là sửa, hay thêm?",
    mend="Đề nghị đơn vị cho biết là sửa hay thêm, rồi gửi một tệp ghi đủ, chọn “Thay thế toàn bộ”.",
)
def sent_again(frame: Frame, bounds: dict):
    same: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for old, new in replaced(frame).items():
        if alike(frame, old, new):
            same.setdefault((id(frame.owner(old).table), id(frame.owner(new).table)), []).append((old, new))
        else:
            yield _changed(frame, old, new)
    for pairs in same.values():
        yield _repeated(frame, pairs)
    for old, new in added(frame):
        yield frame.finding(
            new,
            _first_figure(frame, new),
            f"“{quote(frame.label(new))}” được cộng thêm vào số đã gửi ở {_place(frame, old)}:"
            f" biểu này mỗi đơn vị một dòng, hai tệp ghi hai tên. Cộng cả hai: {_sum(frame, old, new)}.",
            related=[(old, _first_figure(frame, old))],
        )


def _changed(frame: Frame, old: int, new: int):
    """The same row with other figures."""
    what = "Dòng của đơn vị" if frame.form.line == "unit" else "Lớp này"
    names = [n for n in frame.form.all_columns.added if frame.raw(old, n) != frame.raw(new, n)]
    return frame.finding(
        new,
        names[0] if names and frame.cell(new, names[0]) else frame.form.label_field,
        f"{what} có ở hai tệp: {_place(frame, old)} và tệp này ({_figures(frame, new)}). Chỉ tính một lần,"
        f" theo tệp này; nếu là số thêm thì cộng cả hai: {_sum(frame, old, new)}.",
        related=[(old, name) for name in names if frame.cell(old, name)] or [(old, frame.form.label_field)],
    )


def _repeated(frame: Frame, pairs: list[tuple[int, int]]):
    """Rows with the same figures, told at once for two tables."""
    (old, new), label = pairs[0], frame.form.label_field
    rows = ", ".join(str(int(frame["row"][n])) for _, n in pairs[:10]) + (" …" if len(pairs) > 10 else "")
    many = f" và {len(pairs) - 1} dòng khác" if len(pairs) > 1 else ""
    return frame.finding(
        new,
        label,
        f"Dòng {rows} trùng với dòng đã gửi ở {_place(frame, old)}{many}. Chỉ tính một lần.",
        suggestion="Nếu là lớp khác, số khác thì đề nghị ghi rõ; không thì bỏ ở một tệp.",
        related=[p for pair in pairs[:50] for p in ((pair[0], label), (pair[1], label))][:100],
    )


def _place(frame: Frame, position: int) -> str:
    owner = frame.owner(position)
    row = int(frame["row"][position])
    return f"tệp “{owner.source.name}” (trang “{owner.table.sheet}”, dòng {row}: {_figures(frame, position)})"


def _figures(frame: Frame, position: int) -> str:
    names = [n for n in frame.form.all_columns.added if frame.raw(position, n) is not None]
    return ", ".join(f"{frame.label_of(n)} {quote(frame.raw(position, n))}" for n in names)


def _sum(frame: Frame, old: int, new: int) -> str:
    told = []
    for name in frame.form.all_columns.added:
        kind = frame.kind_of(name)
        known = frame.counted(name, (old, new))
        if known:
            total = kind.in_cell(kind.total(known))
            told.append(f"{frame.label_of(name)} {total if isinstance(total, str) else dotted(total)}")
    return ", ".join(told)


def _first_figure(frame: Frame, position: int) -> str:
    names = frame.form.all_columns.added
    return next((n for n in names if frame.raw(position, n) is not None), frame.form.label_field)


_FILE = """
        ## {}.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025"""
_UNIT = """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        {}"""
_CLASS = """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        {}"""


def _two(form: str, first: str, second: str) -> str:
    return _FILE.format("a") + form.format(first) + _FILE.format("b") + form.format(second)


EXAMPLES = (
    found(_two(_UNIT, "| 1 | Huyện ủy Đại Từ | 1 | 2 |", "| 1 | Huyện ủy Đại Từ | 2 | 2 |"), "Biểu 01!C3"),
    found(_two(_UNIT, "| 1 | Huyện ủy Đại Từ | 1 | 2 |", "| 1 | | 5 | 4 |"), "Biểu 01!C3"),
    found(_two(_UNIT, "| 1 | Huyện ủy Đại Từ | 1 | 2 |", "| 1 | Huyện ủy Đại Từ | 1 | 2 |"), "Biểu 01!B3"),
    found(_two(_UNIT, "| 1 | Huyện ủy Đại Từ | 1 | 2 |", "| 1 | Văn phòng | | 3 |"), "Biểu 01!D3"),
    silent(_two(_UNIT, "| 1 | Huyện ủy Đại Từ | 1 | 2 |", "| 1 | Huyện ủy Đại Từ | | |")),  # a prepared line
    found(
        _two(
            _CLASS,
            "| 1 | Bồi dưỡng cấp phòng khóa 12 | 12 ngày | 70 |",
            "| 1 | Lớp bồi dưỡng cấp phòng khóa 12 | 12 ngày | 75 |",
        ),
        "Biểu 04!D2",
    ),
    found(  # alike: told once
        _two(
            _CLASS,
            "| 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |\n| 2 | Bồi dưỡng CVC | 20 ngày | 60 |",
            "| 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |\n| 2 | Bồi dưỡng CVC | 20 ngày | 60 |",
        ),
        "Biểu 04!B2",
    ),
    silent(
        _two(
            _CLASS,
            "| 1 | Bồi dưỡng cấp phòng khóa 12 | 12 ngày | 70 |",
            "| 1 | Bồi dưỡng cấp phòng khóa 13 | 12 ngày | 70 |",
        )
    ),
)
