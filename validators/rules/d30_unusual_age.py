"""D30: an age at which hardly anybody is sent to study."""

from validators.causes.ages import birth_of, sending
from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.expression.roles import Role

_MANY = 1 / 3  # of the births of a list beyond retirement: it is a list of such people


@rule(
    "D30",
    severity="warning",
    scope="row",
    since="2026",
    basis="Mức do công cụ đặt để soát gõ nhầm, không phải quy định; tỉnh đổi được",
    needs=(Role.BIRTH,),
    yields_to=("D29",),
    bounds={"youngest": 18, "retired": 62, "oldest": 80},
    what="Tuổi khi cử đi học ít gặp: chưa đủ 18, đã đến tuổi nghỉ hưu, hoặc trên 80.",
    why="Thường là gõ nhầm năm sinh; người đến tuổi nghỉ hưu thì ít khi được cử đi học.",
    wrong="Cán bộ xã sinh năm 2009 trong danh sách năm 2025.",
    mend="Đối chiếu năm sinh với hồ sơ; đúng thì giữ nguyên.",
)
def unusual_age(frame: Frame, bounds: dict):
    for _, span in frame.tables():
        births = {p: birth for p in range(span.start, span.stop) if (birth := birth_of(frame, p))}
        retired = [p for p, birth in births.items() if birth.over(bounds["retired"], sending(frame, p))]
        usual = len(retired) > len(births) * _MANY and len(retired) > 1
        for position, birth in births.items():
            sent = sending(frame, position)
            if birth.under(bounds["youngest"], sent):
                said, severity = f"chưa đủ {bounds['youngest']:g} tuổi khi cử đi", None
            elif birth.over(bounds["oldest"], sent):
                said, severity = f"trên {bounds['oldest']:g} tuổi khi cử đi", None
            elif position in retired and not usual:
                said, severity = f"trên {bounds['retired']:g} tuổi khi cử đi, có thể đã nghỉ hưu", "hint"
            else:
                continue
            yield frame.finding(
                position,
                birth.field,
                f"Theo {frame.label_of(birth.field).lower()} ghi ở ô này, người ở dòng này {said}.",
                severity=severity,
            )


_HEAD = """
    # Biểu 2
    | BIỂU SỐ 2 |
    | TT | Họ và tên | Ngày sinh | Giới tính |"""

EXAMPLES = (
    silent(  # at the bounds, of which a day is lacking to be sure
        _HEAD
        + """
        | 1 | Nguyễn Văn An | 31/12/2007 | Nam |
        | 2 | Trần Thị Bình | 2007 | Nữ |
        | 3 | Lê Văn Chi | 01/01/1963 | Nam |
        | 4 | Phạm Thị Dung | 1963 | Nữ |
        """,
        form_set=EVERY_KIND,
    ),
    found(
        _HEAD
        + """
        | 1 | Nguyễn Văn An | 01/01/2008 | Nam |
        | 2 | Trần Thị Bình | 2008 | Nữ |
        | 3 | Lê Văn Chi | 31/12/1962 | Nam |
        | 4 | Phạm Thị Dung | 12/4/1985 | Nữ |
        | 5 | Võ Văn Em | 31/12/1944 | Nam |
        | 6 | Đỗ Thị Giang | 12/4/1990 | Nữ |
        """,
        "Biểu 2!C3",
        "Biểu 2!C4",
        "Biểu 2!C5 hint",
        "Biểu 2!C7",
        form_set=EVERY_KIND,
    ),
    silent(  # a list of retired people, one of them 80
        _HEAD
        + """
        | 1 | Nguyễn Văn An | 01/01/1950 | Nam |
        | 2 | Trần Thị Bình | 1955 | Nữ |
        | 3 | Lê Văn Chi | 01/01/1945 | Nam |
        """,
        form_set=EVERY_KIND,
    ),
    silent(  # bounds of the province's own
        _HEAD
        + """
        | 1 | Nguyễn Văn An | 01/01/2008 | Nam |
        | 2 | Lê Văn Chi | 31/12/1962 | Nam |
        | 3 | Trần Thị Bình | 31/12/1944 | Nữ |
        | 4 | Phạm Thị Dung | 12/4/1985 | Nữ |
        """,
        form_set=EVERY_KIND,
        settings={("D30", "youngest"): "16", ("D30", "retired"): "85", ("D30", "oldest"): "85"},
    ),
    silent(  # the bound of the programme tells it
        """
        # Biểu 5
        | BIỂU SỐ 5 |
        | TT | Họ và tên | Ngày sinh | Khai giảng |
        | 1 | Nguyễn Văn An | 30/9/1950 | 10/2025 |
        """,
        form_set=EVERY_KIND,
    ),
)
