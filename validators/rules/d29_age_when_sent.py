"""D29: somebody is older, or younger, than the programme takes."""

from validators.causes.ages import Birth, age_norm, birth_of, sending
from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted


@rule(
    "D29",
    severity="warning",
    scope="row",
    since="2026",
    basis="Tuổi khi cử đi mà bộ biểu mẫu khai cho chương trình, kèm căn cứ",
    needs=(Role.BIRTH,),
    what="Người được cử đi học quá tuổi, hoặc chưa đủ tuổi, theo quy định của chương trình.",
    why="Người không đủ điều kiện thì quyết định cử đi phải thu hồi, chỉ tiêu bị bỏ trống.",
    wrong="Đào tạo sau đại học: không quá 45 tuổi khi cử đi; ngày cử đi là một ngày sau sinh nhật thứ 45.",
    mend=(
        "Đối chiếu ngày sinh với hồ sơ; nếu đúng, chọn người khác hoặc ghi căn cứ vẫn được cử (ví dụ không "
        "phải lần đầu)."
    ),
)
def age_when_sent(frame: Frame, bounds: dict):
    if not any(norm.field == "age" for norm in frame.form_set.norms):
        return
    for position in range(frame.size):
        norm, birth = age_norm(frame, position), birth_of(frame, position)
        if norm is None or birth is None:
            continue
        sent = sending(frame, position)
        low, high = dotted(norm.low), dotted(norm.high)
        for surely, is_so, allowed in (
            (birth.over(norm.high, sent), f"quá {high} tuổi", f"không quá {high} tuổi"),
            (birth.under(norm.low, sent), f"chưa đủ {low} tuổi", f"từ {low} tuổi"),
        ):
            if surely is False:
                continue
            told = f"Người ở dòng này {is_so} khi cử đi" if surely else _unsure(birth, sent, is_so)
            yield frame.finding(
                position,
                birth.field,
                f"{told} (căn cứ: {norm.source}).",
                expected=allowed,
                severity=None if surely else "hint",
                suggestion=None if surely else "Đề nghị đối chiếu ngày sinh, ngày cử đi với hồ sơ.",
            )


def _unsure(birth: Birth, sent: tuple, is_so: str) -> str:
    """What is not sure, and what is lacking to be sure."""
    lacks = [
        what
        for what, lacking in (("ngày sinh", birth.first != birth.last), ("ngày cử đi", sent[0] != sent[1]))
        if lacking
    ]
    return f"Chưa rõ {' và '.join(lacks)}: người ở dòng này có thể {is_so} khi cử đi"


_HEAD = """
    # Biểu 5
    | BIỂU SỐ 5 |
    | TT | Họ và tên | Ngày sinh | Khai giảng |"""

EXAMPLES = (
    silent(  # 45 years to the day on the last day of the month, and on 31 December; young enough by years
        _HEAD
        + """
        | 1 | Nguyễn Văn An | 31/10/1980 | 10/2025 |
        | 2 | Trần Thị Bình | 31/12/1980 | |
        | 3 | Lê Văn Chi | 1981 | |
        | 4 | Phạm Thị Dung | 01/10/2003 | 10/2025 |
        | 5 | Võ Văn Em | 2002 | |
        | 6 | Đỗ Thị Giang | | |
        """,
        form_set=EVERY_KIND,
    ),
    found(
        _HEAD
        + """
        | 1 | Nguyễn Văn An | 30/9/1980 | 10/2025 |
        | 2 | Trần Thị Bình | 31/12/1979 | |
        | 3 | Lê Văn Chi | 1979 | |
        | 4 | Phạm Thị Dung | 01/11/2003 | 10/2025 |
        | 5 | Võ Văn Em | 2004 | |
        """,
        "Biểu 5!C3",
        "Biểu 5!C4",
        "Biểu 5!C5",
        "Biểu 5!C6",
        "Biểu 5!C7",
        form_set=EVERY_KIND,
    ),
    found(  # it depends on the day
        _HEAD
        + """
        | 1 | Nguyễn Văn An | 01/10/1980 | 10/2025 |
        | 2 | Trần Thị Bình | 30/12/1980 | |
        | 3 | Lê Văn Chi | 1980 | |
        | 4 | Phạm Thị Dung | 02/10/2003 | 10/2025 |
        | 5 | Võ Văn Em | 2003 | |
        """,
        "Biểu 5!C3 hint",
        "Biểu 5!C4 hint",
        "Biểu 5!C5 hint",
        "Biểu 5!C6 hint",
        "Biểu 5!C7 hint",
        form_set=EVERY_KIND,
    ),
    silent(  # a list whose programme has no bound
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Giới tính |
        | 1 | Nguyễn Văn An | 15/3/1970 | Nam |
        """,
        form_set=EVERY_KIND,
    ),
)
