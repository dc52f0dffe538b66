"""Fields: what a column means, wherever it stands and whatever it is called.

A field is declared once (DESIGN decision 1): the reader, the blank, the pandera schema and the
messages are derived from it. Header synonyms are those met in real plans (domain.md 2.8).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbook_templates.kinds import values
from workbook_templates.words.spelling import words


@dataclass(frozen=True)
class Field:
    """name: identifier; label: what messages call it; kind: ordinal, text, count, month, length or
    months; headers: synonyms of its own header cell; parents: words one of which must stand in a
    header cell above it, where the own header alone would be ambiguous; maximum: the largest count
    that can be right (an order of magnitude above what any province has printed)."""

    name: str
    label: str
    kind: str
    headers: tuple[str, ...]
    parents: tuple[str, ...] = ()
    maximum: float | None = None

    @property
    def parse(self) -> Callable[[object], tuple[object, values.Problem | None]]:
        return PARSERS[self.kind]


PARSERS: dict[str, Callable] = {
    "ordinal": values.text,
    "text": values.text,
    "count": values.count,
    "month": values.month,
    "length": values.length,
    "months": values.months,
}
DATED = frozenset(("month", "length"))  # parsers that must know the workbook's date system

_PEOPLE = 50_000.0

_DECLARED = (
    Field("ordinal", "STT", "ordinal", ("STT", "TT", "Số TT", "Số thứ tự", "Thứ tự", "S TT")),
    Field(
        "unit_name",
        "Tên đơn vị",
        "text",
        (
            "Tên đơn vị",
            "Tên cơ quan, đơn vị",
            "Đơn vị",
            "Cơ quan, đơn vị",
            "Tên cơ quan",
            "Đơn vị chủ trì thực hiện",
            "Đơn vị chủ trì",
            "Đơn vị thực hiện",
            "Tên cơ quan đơn vị",
            "Đơn vị đăng ký",
            "Tên đơn vị đăng ký",
            "Cơ quan, đơn vị chủ trì",
            "Cơ quan chủ trì",
        ),
    ),
    Field(
        "class_name",
        "Tên lớp",
        "text",
        (
            "Tên lớp",
            "Nội dung đào tạo, bồi dưỡng",
            "Nội dung ĐT, BD",
            "Tên lớp, nội dung",
            "Nội dung",
            "Lớp",
            "Tên lớp đào tạo",
            "Tên lớp bồi dưỡng",
            "Tên lớp đào tạo, bồi dưỡng",
            "Nội dung đào tạo",
            "Nội dung bồi dưỡng",
            "Lớp đào tạo, bồi dưỡng",
            "Tên khóa học",
            "Tên các lớp",
            "Nội dung lớp học",
        ),
    ),
    Field(
        "learners",
        "Số học viên",
        "count",
        (
            "Số lượng học viên",
            "Học viên",
            "Số học viên",
            "Số lượng",
            "SL học viên",
            "Số HV",
            "Số lượng HV",
            "Số người",
            "Số lượng người học",
            "Tổng số học viên",
            "Sĩ số",
            "Số lượng (người)",
            "HV",
            "Số lượng học viên (người)",
            "Số học viên (người)",
        ),
        maximum=_PEOPLE,
    ),
    Field(
        "learners_full_time",
        "Hệ tập trung",
        "count",
        (
            "Tập trung",
            "Hệ tập trung",
            "Số lượng tập trung",
            "Đăng ký hệ tập trung",
            "TT hệ",
            "Học viên hệ tập trung",
            "Lớp tập trung",
            "Hình thức tập trung",
        ),
        maximum=_PEOPLE,
    ),
    Field(
        "learners_part_time",
        "Hệ không tập trung",
        "count",
        (
            "Không tập trung",
            "Hệ không tập trung",
            "Tại chức",
            "Hệ tại chức",
            "KTT",
            "Vừa làm vừa học",
            "Số lượng không tập trung",
            "Học viên hệ không tập trung",
            "Lớp không tập trung",
            "Hình thức không tập trung",
            "Đăng ký hệ không tập trung",
        ),
        maximum=_PEOPLE,
    ),
    Field(
        "classes",
        "Số lớp",
        "count",
        ("Số lớp", "Số lượng lớp", "Lớp mở", "SL lớp", "Tổng số lớp"),
        maximum=1_000,
    ),
    Field(
        "learners_training",
        "Số học viên ĐT",
        "count",
        (
            "ĐT",
            "Đào tạo",
            "Học viên đào tạo",
            "Học viên ĐT",
            "Số học viên đào tạo",
            "Số học viên ĐT",
            "Số HV đào tạo",
            "Số HV ĐT",
            "Số lượng đào tạo",
        ),
        maximum=_PEOPLE,
    ),
    Field(
        "learners_refresher",
        "Số học viên BD",
        "count",
        (
            "BD",
            "Bồi dưỡng",
            "Học viên bồi dưỡng",
            "Học viên BD",
            "Số học viên bồi dưỡng",
            "Số học viên BD",
            "Số HV bồi dưỡng",
            "Số HV BD",
            "Số lượng bồi dưỡng",
        ),
        maximum=_PEOPLE,
    ),
    Field(
        "opens",
        "Khai giảng",
        "month",
        (
            "Khai giảng",
            "Thời gian khai giảng",
            "Tháng khai giảng",
            "Ngày khai giảng",
            "Bắt đầu",
            "Thời gian mở lớp",
            "Thời gian bắt đầu",
            "Mở lớp",
        ),
    ),
    Field(
        "closes",
        "Bế giảng",
        "month",
        (
            "Bế giảng",
            "Thời gian bế giảng",
            "Tháng bế giảng",
            "Ngày bế giảng",
            "Kết thúc",
            "Thời gian kết thúc",
        ),
    ),
    Field(
        "carry_months",
        "Chuyển sang năm sau",
        "months",
        (
            "Chuyển sang",
            "Chuyển sang năm sau",
            "Số tháng chuyển sang",
            "Chuyển tiếp",
            "Chuyển tiếp sang năm sau",
            "Thời gian chuyển sang",
        ),
    ),
    Field(
        "length",
        "Thời gian",
        "length",
        (
            "Thời gian ĐT, BD",
            "Thời gian",
            "Thời gian đào tạo, bồi dưỡng",
            "Thời gian học",
            "Thời lượng",
            "Số ngày",
            "Thời gian đào tạo",
            "Thời gian bồi dưỡng",
            "Thời gian thực hiện",
        ),
    ),
    Field("note", "Ghi chú", "text", ("Ghi chú", "Ghi chú khác", "Chú thích")),
    Field(
        "staff_total",
        "Tổng số cán bộ hiện có",
        "count",
        (
            "Tổng số cán bộ công chức, viên chức hiện có",
            "Tổng số CBCCVC hiện có",
            "Tổng số cán bộ, công chức, viên chức hiện có",
            "Tổng số cán bộ, công chức, viên chức",
            "Tổng số CBCCVC",
            "Tổng số hiện có",
        ),
        maximum=500_000,
    ),
    Field(
        "civil_doctors",
        "Công chức có trình độ tiến sĩ",
        "count",
        (
            "Tiến sĩ và tương đương",
            "Tiến sĩ",
            "TS",
            "Công chức có trình độ tiến sĩ",
            "Công chức có trình độ tiến sĩ và tương đương",
            "Công chức tiến sĩ",
            "Tiến sĩ (công chức)",
            "Tiến sĩ là công chức",
        ),
        ("Công chức",),
        maximum=_PEOPLE,
    ),
    Field(
        "civil_masters",
        "Công chức có trình độ thạc sĩ",
        "count",
        (
            "Thạc sĩ và tương đương",
            "Thạc sĩ",
            "ThS",
            "Công chức có trình độ thạc sĩ",
            "Công chức có trình độ thạc sĩ và tương đương",
            "Công chức thạc sĩ",
            "Thạc sĩ (công chức)",
            "Thạc sĩ là công chức",
        ),
        ("Công chức",),
        maximum=_PEOPLE,
    ),
    Field(
        "public_doctors",
        "Viên chức có trình độ tiến sĩ",
        "count",
        (
            "Tiến sĩ và tương đương",
            "Tiến sĩ",
            "TS",
            "Viên chức có trình độ tiến sĩ",
            "Viên chức có trình độ tiến sĩ và tương đương",
            "Viên chức tiến sĩ",
            "Tiến sĩ (viên chức)",
            "Tiến sĩ là viên chức",
        ),
        ("Viên chức",),
        maximum=_PEOPLE,
    ),
    Field(
        "public_masters",
        "Viên chức có trình độ thạc sĩ",
        "count",
        (
            "Thạc sĩ và tương đương",
            "Thạc sĩ",
            "ThS",
            "Viên chức có trình độ thạc sĩ",
            "Viên chức có trình độ thạc sĩ và tương đương",
            "Viên chức thạc sĩ",
            "Thạc sĩ (viên chức)",
            "Thạc sĩ là viên chức",
        ),
        ("Viên chức",),
        maximum=_PEOPLE,
    ),
    Field(
        "registered",
        "Đăng ký nhu cầu",
        "count",
        (
            "Đăng ký nhu cầu đào tạo sau đại học (trong kế hoạch)",
            "Đăng ký nhu cầu",
            "Đăng ký nhu cầu đào tạo sau đại học",
            "Nhu cầu đăng ký",
            "Đăng ký",
            "Nhu cầu",
        ),
        maximum=_PEOPLE,
    ),
    Field(
        "allotted",
        "Phân bổ chỉ tiêu",
        "count",
        (
            "Phân bố chỉ tiêu đào tạo sau đại học (trong kế hoạch)",
            "Phân bổ chỉ tiêu",
            "Phân bố chỉ tiêu",
            "Phân bổ chỉ tiêu đào tạo sau đại học (trong kế hoạch)",
            "Chỉ tiêu phân bổ",
            "Phân bổ",
            "Phân bố chỉ tiêu đào tạo sau đại học",
            "Phân bổ chỉ tiêu đào tạo sau đại học",
        ),
        maximum=_PEOPLE,
    ),
)

FIELDS: dict[str, Field] = {field.name: field for field in _DECLARED}


def header_words() -> dict[str, set[str]]:
    """Every known header wording, folded to words, with the fields it can mean."""
    known: dict[str, set[str]] = {}
    for field in _DECLARED:
        for header in field.headers:
            known.setdefault(words(header), set()).add(field.name)
    return known
