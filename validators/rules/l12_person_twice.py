"""L12: one person twice, in a list or over units, in whatever spelling."""

from validators.batch import Batch
from validators.causes.one_person import Alike, Row, pairs
from validators.owner import place_words
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.expression.roles import Role

_SAID = {
    Alike.SAME: "trùng họ tên và ngày sinh",
    Alike.MAYBE: "trùng họ tên, ngày sinh có thể là một",
    Alike.UNKNOWN: "trùng họ tên, có nơi chưa ghi ngày sinh nên chưa rõ là một hay hai người",
    Alike.NEARLY: "trùng ngày sinh, họ tên gần giống",
}


@rule(
    "L12",
    severity="warning",
    scope="all",
    since="2026",
    basis="So họ tên, ngày sinh giữa các dòng của một danh sách, trong tệp và giữa các đơn vị",
    bounds={"alike": 88},
    what="Một người có thể đã ghi hai lần trong cùng một danh sách, của một hay nhiều đơn vị.",
    why="Một người được tính hai suất; khi phân bổ sẽ thiếu chỗ cho người khác.",
    wrong="“Nguyễn Thị Hoà” ở tệp của sở này và “NGUYỄN THỊ HÒA” cùng ngày sinh ở tệp của huyện kia.",
    mend="Nếu là một người thì giữ ở một nơi, xóa dòng kia; nếu là hai người thì ghi đủ ngày sinh cả hai.",
)
def person_twice(batch: Batch, bounds: dict):
    for row, other, how in pairs(batch, bounds["alike"]):
        here, there = row.frame.owner(row.position), other.frame.owner(other.position)
        name = row.frame.name_of(Role.PERSON)
        number = int(other.frame["row"][other.position])
        place = place_words(there, f"ô {other.frame.cell(other.position, name)} (dòng {number})", here)
        yield row.frame.finding(
            row.position,
            name,
            f"Người ở dòng này cũng có ở {place}: {_SAID[how]}.",
            related=[other.frame.address(other.position, name, here)],
            severity=None if how is Alike.SAME or _in_one_list(row, other, how) else "hint",
        )


def _in_one_list(row: Row, other: Row, how: Alike) -> bool:
    """Whether two rows of one list bear one name, and nothing tells them apart."""
    here, there = row.frame.owner(row.position), other.frame.owner(other.position)
    return how is Alike.UNKNOWN and here.table is there.table


_HEAD = """
    | BIỂU SỐ 2 |
    | TT | Họ và tên | Ngày sinh | Giới tính |"""
_ONE = f"""
    # Biểu 2{_HEAD}"""
_A = f"""
    ## a.xlsx
    % unit_code: MOT
    % form_set: moi-loai-cot{_ONE}"""
_B = f"""
    ## b.xlsx
    % unit_code: HAI
    % form_set: moi-loai-cot{_ONE}"""

EXAMPLES = (
    found(  # in one list, under other spellings
        _ONE
        + """
        | 1 | Nguyễn Thị Hoà | 15/3/1980 | Nữ |
        | 2 | Trần Văn Bình | 15/3/1980 | Nam |
        | 3 | đ/c NGUYỄN  THỊ HÒA | @1980-03-15 | Nữ |
        """,
        "Biểu 2!B5",
        form_set=EVERY_KIND,
    ),
    silent(  # one name, two births
        _ONE
        + """
        | 1 | Nguyễn Thị Hòa | 15/3/1980 | Nữ |
        | 2 | Nguyễn Thị Hòa | 16/3/1980 | Nữ |
        | 3 | Nguyễn Thị Hòa | 1981 | Nữ |
        | 4 | Nguyễn Thị Hóa | 15/3/1982 | Nữ |
        """,
        form_set=EVERY_KIND,
    ),
    found(  # the birth is lacking: in one list to be verified
        _ONE
        + """
        | 1 | Nguyễn Thị Hòa | 15/3/1980 | Nữ |
        | 2 | Nguyễn Thị Hòa | | Nữ |
        """,
        "Biểu 2!B4",
        form_set=EVERY_KIND,
    ),
    found(  # a year that may be the same; day and month swapped; almost the name
        _ONE
        + """
        | 1 | Nguyễn Thị Hòa | 15/3/1980 | Nữ |
        | 2 | Nguyễn Thị Hòa | 1980 | Nữ |
        | 3 | Trần Văn Bình | 5/3/1985 | Nam |
        | 4 | Trần Văn Bình | 3/5/1985 | Nam |
        | 5 | Phạm Quang Thanh | 20/11/1979 | Nam |
        | 6 | Phạm Quang Thành | 20/11/1979 | Nam |
        | 7 | Lê Văn Nam | 20/11/1979 | Nam |
        """,
        "Biểu 2!B4 hint",
        "Biểu 2!B6 hint",
        "Biểu 2!B8 hint",
        form_set=EVERY_KIND,
    ),
    silent(  # almost one name, and no day of birth; one word is no name
        _ONE
        + """
        | 1 | Phạm Quang Thanh | 1979 | Nam |
        | 2 | Phạm Quang Thành | 1979 | Nam |
        | 3 | Thành | 20/11/1979 | Nam |
        | 4 | Thành | 20/11/1979 | Nam |
        """,
        form_set=EVERY_KIND,
    ),
    found(  # over units
        _A
        + """
        | 1 | Nguyễn Thị Hoà | 15/3/1980 | Nữ |
        | 2 | Trần Văn Bình | | Nam |
        """
        + _B
        + """
        | 1 | Nguyễn Thị Hòa | 15/03/1980 | Nữ |
        | 2 | Trần Văn Bình | 1985 | Nam |
        """,
        "Biểu 2!B3",
        "Biểu 2!B4 hint",
        form_set=EVERY_KIND,
    ),
    silent(  # two programmes
        _ONE
        + """
        | 1 | Nguyễn Thị Hòa | 15/3/1980 | Nữ |
        # Biểu 5
        | BIỂU SỐ 5 |
        | TT | Họ và tên | Ngày sinh | Khai giảng |
        | 1 | Nguyễn Thị Hòa | 15/3/1980 | 10/2024 |
        """,
        form_set=EVERY_KIND,
    ),
    silent(  # a bound of the province's own
        _ONE
        + """
        | 1 | Phạm Quang Thanh | 20/11/1979 | Nam |
        | 2 | Phạm Quang Thành | 20/11/1979 | Nam |
        """,
        form_set=EVERY_KIND,
        settings={("L12", "alike"): "97"},
    ),
)
