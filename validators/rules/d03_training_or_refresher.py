"""D03: learners in the column, or a class in the table, of the other kind."""

from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Facet, Role
from workbook_templates.kinds.numbers import dotted

_WORDS = {"training": "đào tạo (ĐT)", "refresher": "bồi dưỡng (BD)"}


@rule(
    "D03",
    severity="warning",
    scope="row",
    since="2025",
    basis="Danh mục chương trình của bộ biểu mẫu",
    needs=(Role.CLASS,),
    yields_to=("B07", "D02", "D04", "T11"),
    what="Lớp bồi dưỡng ghi ở cột (biểu) đào tạo, hoặc ngược lại.",
    why="Tổng đào tạo và tổng bồi dưỡng đều sai, một bên thừa, một bên thiếu.",
    wrong="“Bồi dưỡng phương pháp giảng dạy …” ghi 50 ở cột ĐT.",
    mend="Chuyển số sang cột đúng.",
)
def training_or_refresher(frame: Frame, bounds: dict):
    facets = frame.form.all_columns.facets(Role.LEARNERS)
    apart = {f.value: facets[f] for f in (Facet.TRAINING, Facet.REFRESHER) if f in facets}
    if len(apart) == 2:
        for kind, name in apart.items():
            other = next(field for field in apart.values() if field != name)
            yield from _wrong_column(frame, kind, name, other)
    elif frame.form.programmes:
        yield from _wrong_form(frame)


def _wrong_column(frame: Frame, kind: str, name: str, other: str):
    label, values = frame.header_of(other), frame[name]
    for position in range(frame.size):
        said = frame.names[position].kind
        if values[position] > 0 and said and said != kind:
            yield frame.finding(
                position,
                name,
                f"Nội dung là lớp {_WORDS[said]} nhưng số học viên ghi ở cột {_WORDS[kind]}.",
                expected=f"ghi ở cột {label}",
                related=[(position, other)],
                suggestion=f"Chuyển {dotted(values[position])} học viên sang cột {label}.",
                changes=(
                    [(position, other, values[position]), (position, name, None)]
                    if frame.raw(position, other) is None
                    else []
                ),
            )


def _wrong_form(frame: Frame):
    kinds = {p.kind for p in frame.form_set.programmes if p.id in frame.form.programmes}
    if len(kinds) != 1:
        return
    kind = kinds.pop()
    for position, name in enumerate(frame.names):
        if name.kind and name.kind != kind:
            yield frame.finding(
                position,
                Role.CLASS,
                f"Lớp {_WORDS[name.kind]} nhưng ghi ở {frame.form.name} của các lớp {_WORDS[kind]}.",
                suggestion="Chuyển lớp này sang biểu đúng.",
            )


EXAMPLES = (
    silent(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | | 60 | 3 ngày | |
        | 2 | Sở Y tế | Cử đi BD hoàn chỉnh kiến thức cao cấp lý luận chính trị | | | 12 | 5 tháng | |
        """,
        form_set="lang-son-2018",
    ),
    found(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | 60 | | 3 ngày | |
        """,
        "Biểu!E2",
        form_set="lang-son-2018",
    ),
    silent(  # none is nobody
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | 0 | 60 | 3 ngày |  |
        """,
        form_set="lang-son-2018",
    ),
    silent(  # the verb says neither
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Cử đi học đại học |  | 5 |  | 3 ngày |  |
        """,
        form_set="lang-son-2018",
    ),
    found(  # a class in the biểu of the other kind
        """
        # Biểu 04
        | BIỂU SỐ 04 |
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Đào tạo Trung cấp LLCT | 12 ngày | 70 |
        """,
        "Biểu 04!B4",
    ),
    found(  # not again what D04 tells (row 2)
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | 60 | 60 | 3 ngày |  |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | 60 |  | 3 ngày |  |
        """,
        "Biểu!E3",
        form_set="lang-son-2018",
    ),
    silent(  # the programme says what the class is, whatever the verb
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng trung cấp lý luận chính trị hệ tập trung | 1 | 50 |  | 6 tháng |  |
        """,
        form_set="lang-son-2018",
    ),
    silent(  # both verbs say nothing
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Đào tạo, bồi dưỡng nghiệp vụ văn phòng | 1 |  | 60 | 3 ngày |  |
        """,
        form_set="lang-son-2018",
    ),
)
