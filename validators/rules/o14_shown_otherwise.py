"""O14: a cell that the page shows otherwise than as the plain number or text it holds."""

from validators.causes.sums import totals_of_cell
from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.kinds import Code, Problem

_SAID = {  # code → what is seen, and what to do
    Code.SHOWN_STRUCK: (
        "bị gạch ngang",
        "Bỏ gạch ngang nếu số còn dùng; nếu đã hủy thì xóa hẳn dòng hoặc số ấy.",
    ),
    Code.SHOWN_PARTLY_STRUCK: (
        "có một phần bị gạch ngang; công cụ đọc phần còn lại là “{expected}”",
        "Xóa hẳn phần đã gạch, chỉ để lại nội dung đúng.",
    ),
    Code.SHOWN_RAISED: ("viết cỡ nhỏ, nâng lên như số chú thích", "Bỏ định dạng chỉ số trên."),
    Code.SHOWN_WITH_FOOTNOTE: (
        "có số chú thích viết nhỏ phía trên; công cụ đọc là “{expected}”",
        "Chuyển chú thích sang cột Ghi chú, trong ô chỉ để con số.",
    ),
    Code.SHOWN_PERCENT: (
        "định dạng phần trăm nên in ra khác với số đã gõ",
        "Đổi định dạng ô về dạng số (Number) rồi gõ lại số.",
    ),
    Code.SHOWN_SCALED: (
        "định dạng rút gọn (chia cho nghìn, triệu) nên in ra khác với số đã gõ",
        "Đổi định dạng ô về dạng số (Number) rồi gõ lại số.",
    ),
    Code.SHOWN_UNSEEN: (
        "có nội dung nhưng không hiện ra khi in (chữ trắng hoặc định dạng ẩn); nội dung này vẫn được tính",
        "Đổi màu chữ, định dạng cho nhìn thấy; nếu là số cũ thì xóa.",
    ),
    Code.SHOWN_OTHER: (
        "in ra một số khác, hoặc chữ, do định dạng của ô",
        "Đổi định dạng ô về dạng số (Number) rồi gõ lại con số đúng.",
    ),
    Code.SHOWN_PARTLY_UNSEEN: (
        "có một phần viết chữ trắng hoặc cực nhỏ nên không hiện ra khi in; "
        "công cụ đọc phần còn lại là “{expected}”",
        "Xóa hẳn phần không hiện ra, chỉ để lại nội dung đúng.",
    ),
    Code.SHOWN_MAYBE_UNSEEN: (
        "có định dạng theo điều kiện có thể làm con số không hiện ra khi in; con số vẫn được tính",
        "Xem ô có hiện số khi in không; nếu không, bỏ định dạng theo điều kiện (Conditional Formatting).",
    ),
    Code.SHOWN_UNDER_MERGE: (
        "nằm dưới ô gộp nên không hiện ra khi in",
        "Bỏ gộp ô rồi ghi số vào đúng dòng; nếu là số cũ thì xóa.",
    ),
    Code.SHOWN_OVER_ROWS: (
        "gộp ô qua nhiều dòng; công cụ chỉ tính một lần, cho dòng đầu",
        "Bỏ gộp ô và ghi riêng số của từng dòng.",
    ),
    Code.NO_RESULT: (
        "có công thức nhưng trong tệp không có kết quả{so}",
        "Mở tệp bằng Excel rồi lưu lại, hoặc gõ thẳng con số.",
    ),
    Code.SHOWN_IN_SCALE: (
        "nằm trong cột có đơn vị tính khác với biểu mẫu (chục, trăm, nghìn …){so}",
        "Ghi con số đầy đủ theo đúng đơn vị tính của biểu mẫu, bỏ đơn vị tính kia.",
    ),
    Code.MAYBE_NO_RESULT: (
        "có công thức đang hiện 0 trong khi các ô mà công thức dùng đến có số; có thể phần mềm tạo tệp"
        " chưa tính công thức này",
        "Mở tệp bằng Excel, xem kết quả rồi lưu lại, hoặc gõ thẳng con số.",
    ),
    Code.OTHER_RESULT: (
        "lưu kết quả khác với công thức{so}",
        "Mở tệp bằng Excel rồi lưu lại, hoặc gõ thẳng con số.",
    ),
}


@rule(
    "O14",
    severity="error",
    scope="cell",
    since="2026",
    basis="So với những gì nhìn thấy khi in",
    what="Con số nhìn thấy khi in khác với con số đang có trong ô.",
    why="Người ký thấy một đằng, máy cộng một nẻo; số không chắc chắn thì không được cộng.",
    wrong="Dòng bị gạch ngang; 60 có chú thích ¹ thành 601; 0,6 hiện thành 60%; công thức chưa có kết quả.",
    mend="Sửa cho ô hiện đúng con số.",
)
def shown_otherwise(frame: Frame, bounds: dict):
    groups: dict[tuple, list[tuple[int, str, Problem]]] = {}
    order = {column.name: place for place, column in enumerate(frame.form.all_columns)}
    for (position, name), problem in sorted(
        frame.problems.items(), key=lambda item: (item[0][0], order.get(item[0][1], 0))
    ):
        if problem.code in _SAID:
            of = position if problem.code == Code.SHOWN_STRUCK else name
            key = (id(frame.owner(position)), problem.code, of, problem.usable)
            if problem.code == Code.SHOWN_STRUCK:
                key = key[:3]
            groups.setdefault(key, []).append((position, name, problem))
    for cells in groups.values():
        yield _finding(frame, cells)


def _finding(frame: Frame, cells: list[tuple[int, str, Problem]]):
    """One finding for a row that is struck out, or a column's cells of one look; it stands where a figure is
    not counted."""
    first = next((cell for cell in cells if not cell[2].usable), cells[0])
    position, name, problem = first
    others = [(p, n) for p, n, _ in cells if (p, n) != (position, name)]
    what, advice = _SAID[problem.code]
    so = f"; tính ra thì được {problem.expected}" if problem.expected else ""
    more = f" Còn {len(others)} ô khác như vậy." if others else ""
    uncounted = "" if problem.usable else " Ô này chưa được tính."
    return frame.finding(
        position,
        name,
        f"{frame.label_of(name)} {what.format(expected=problem.expected, so=so)}.{uncounted}{more}",
        expected=problem.expected,
        severity=_severity(problem),
        suggestion=advice,
        related=[*others[:50], *totals_of_cell(frame, position, name)],
    )


def _severity(problem: Problem) -> str | None:
    if problem.code == Code.SHOWN_MAYBE_UNSEEN:
        return "hint"
    return "warning" if problem.usable else None


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | =60+10 70 |
        """,
    ),
    found(  # a formula that nobody has worked out
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | =25*2 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
        "Biểu 04!D2",
    ),
    found(  # or whose place a 0 holds
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | =25*2 0 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
        "Biểu 04!D2",
    ),
    found(  # a column of them is one finding
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | =25*2 |
        | 2 | Bồi dưỡng CVC | 12 ngày | =ROUND(12.5,0) |
        """,
        "Biểu 04!D2",
    ),
)
