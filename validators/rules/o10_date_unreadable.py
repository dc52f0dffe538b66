"""O10: a day or a year that cannot be read, cannot be, or makes an impossible age."""

from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.kinds import Code
from workbook_templates.kinds.birth import OLDEST
from workbook_templates.words.spelling import quote

_WHY = {
    Code.DATE_UNREADABLE: "không đọc được",
    Code.DATE_IMPOSSIBLE: "ghi ngày không có thật",
    Code.AGE_IMPOSSIBLE: f"là sau năm kế hoạch, hoặc đã hơn {OLDEST} năm",
    Code.YEAR_UNREADABLE: "không đọc được",
    Code.YEAR_IS_PERIOD: "ghi một khoảng thời gian, không phải một năm",
}


@rule(
    "O10",
    severity="error",
    scope="cell",
    since="2025",
    basis="Cách ghi ngày, tháng, năm",
    yields_to=("D01", "D02"),
    what="Ngày, năm không đọc được, không có thật, hoặc không thể là ngày sinh.",
    why="Không có ngày đúng thì không tính được tuổi, thời hạn; ngày không có thật thường do gõ nhầm.",
    wrong="30/02/1980; 03/25/1980 (tháng ghi trước ngày); 2020-2025 ở cột năm; sinh năm 2052.",
    mend="Ghi ngày/tháng/năm (15/03/1980), hoặc chỉ ghi năm (1980).",
)
def date_unreadable(frame: Frame, bounds: dict):
    for (position, name), problem in frame.problems.items():
        if problem.code not in _WHY:
            continue
        probably, wanted = problem.expected, frame.kind_of(name).wanted
        if frame.form.by_field[name].personal:  # what stands there is nobody else's
            shown, suggestion = "ở ô này", f"Đề nghị đối chiếu với hồ sơ và ghi {wanted}."
            if probably:
                suggestion = f"Ngày và tháng có thể đã đổi chỗ. {suggestion}"
        else:
            shown, suggestion = f"“{quote(frame.raw(position, name))}”", f"Ghi {wanted}."
            if probably:
                suggestion = f"Có phải {probably}? Nếu đúng, đề nghị gõ lại."
        yield frame.finding(
            position,
            name,
            f"{frame.label_of(name)} {shown} {_WHY[problem.code]}.",
            expected=wanted if frame.form.by_field[name].personal else probably or wanted,
            suggestion=suggestion,
        )


EXAMPLES = (
    silent(
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Năm vào Đảng | Ngày quyết định |
        | 1 | Nguyễn Văn An | 15/3/1980 | 2005 | @2025-01-20 |
        | 2 | Trần Thị Bình | 1925 | năm 1970 | ngày 2 tháng 3 năm 2025 |
        | 3 | Lê Văn Chi | 31/12/2025 | | 3/2025 |
        """,
        form_set=EVERY_KIND,
    ),
    found(
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Năm vào Đảng | Ngày quyết định |
        | 1 | Nguyễn Văn An | 30/02/1980 | 2020-2025 | đầu năm |
        | 2 | Trần Thị Bình | 03/25/1980 | trước đây | 31/04/2025 |
        | 3 | Lê Văn Chi | 31/12/1924 | | |
        | 4 | Phạm Thị Dung | 2026 | | |
        | 5 | Đỗ Văn Đạt | 31/02/1990 | | |
        """,
        "Biểu 2!C3",
        "Biểu 2!D3",
        "Biểu 2!E3",
        "Biểu 2!C4",
        "Biểu 2!D4",
        "Biểu 2!E4",
        "Biểu 2!C5",
        "Biểu 2!C6",
        "Biểu 2!C7",
        form_set=EVERY_KIND,
    ),
)
