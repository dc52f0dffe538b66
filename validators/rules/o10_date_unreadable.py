"""O10: a day or a year that cannot be read, cannot be, or makes an impossible age."""

from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.kinds import Code
from workbook_templates.kinds.birth import AGES
from workbook_templates.words.spelling import quote

_WHY = {
    Code.DATE_UNREADABLE: "không đọc được",
    Code.DATE_IMPOSSIBLE: "ghi ngày không có thật",
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
    what="Ngày, năm không đọc được, không có thật, hoặc cho tuổi không hợp lý.",
    why="Không có ngày đúng thì không tính được tuổi, thời hạn; ngày không có thật thường do gõ nhầm.",
    wrong="30/02/1980; 03/25/1980 (tháng ghi trước ngày); 2020-2025 ở cột năm; sinh năm 2052.",
    mend="Ghi ngày/tháng/năm (15/03/1980), hoặc chỉ ghi năm (1980).",
)
def date_unreadable(frame: Frame, bounds: dict):
    year = frame.form_set.year
    for (position, name), problem in frame.problems.items():
        if problem.code in _WHY:
            probably, wanted = problem.expected, frame.kind_of(name).wanted
            yield frame.finding(
                position,
                name,
                f"{frame.label_of(name)} “{quote(frame.raw(position, name))}” {_WHY[problem.code]}.",
                expected=probably or wanted,
                suggestion=f"Có phải {probably}? Nếu đúng, đề nghị gõ lại." if probably else f"Ghi {wanted}.",
            )
        elif problem.code == Code.AGE_IMPLAUSIBLE:
            born = frame.value(position, name)
            yield frame.finding(
                position,
                name,
                f"{frame.label_of(name)} {born.text}: năm {year} là {year - born.year} tuổi.",
                expected=f"từ {AGES[0]} đến {AGES[1]} tuổi",
                suggestion="Đề nghị đối chiếu với hồ sơ và gõ lại.",
                severity="warning",
            )


EXAMPLES = (
    silent(
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Năm vào Đảng | Ngày quyết định |
        | 1 | Nguyễn Văn An | 15/3/1980 | 2005 | @2025-01-20 |
        | 2 | Trần Thị Bình | 1945 | năm 1970 | ngày 2 tháng 3 năm 2025 |
        | 3 | Lê Văn Chi | 2010 | | 3/2025 |
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
        | 3 | Lê Văn Chi | 1944 | | |
        | 4 | Phạm Thị Dung | 2011 | | |
        """,
        "Biểu 2!C3",
        "Biểu 2!D3",
        "Biểu 2!E3",
        "Biểu 2!C4",
        "Biểu 2!D4",
        "Biểu 2!E4",
        "Biểu 2!C5 warning",
        "Biểu 2!C6 warning",
        form_set=EVERY_KIND,
    ),
)
