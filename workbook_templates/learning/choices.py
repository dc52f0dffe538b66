"""What the clerk may say of a column in place of what was learnt: the sorts of column by their words, and how
her choices are found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbook_templates.expression.roles import Role
from workbook_templates.kinds import KINDS
from workbook_templates.learning.column import NO_SUM, LearntColumn, own_column
from workbook_templates.learning.columns import field_of
from workbook_templates.words.spelling import words


@dataclass(frozen=True)
class _Sort:
    """A sort of column: its kind, role and measure; a field of the tool where there is no kind."""

    kind: str
    role: Role
    measure: str = ""


_SORTS = {
    "Số đếm: cộng": _Sort("count", Role.OTHER),
    "Số lượng có khoảng (60 - 80): cộng": _Sort("quantity", Role.OTHER),
    "Số có phần lẻ: cộng": _Sort("decimal", Role.OTHER),
    "Số: không cộng": _Sort("decimal", Role.STAFF, NO_SUM),
    "Tiền (đồng): cộng": _Sort("money", Role.MONEY, "đồng"),
    "Tiền (nghìn đồng): cộng": _Sort("money", Role.MONEY, "nghìn đồng"),
    "Tiền (triệu đồng): cộng": _Sort("money", Role.MONEY, "triệu đồng"),
    "Định mức, đơn giá: không cộng": _Sort("money", Role.RATE, "đồng/người"),
    "Tỷ lệ: không cộng": _Sort("percent", Role.OTHER),
    "Thời gian học": _Sort("length", Role.LENGTH),
    "Tháng, quý": _Sort("month", Role.OTHER),
    "Ngày": _Sort("date", Role.OTHER),
    "Năm": _Sort("year", Role.OTHER),
    "Ngày, năm sinh": _Sort("birth", Role.BIRTH),
    "Họ và tên": _Sort("person", Role.PERSON),
    "Mã, số hiệu": _Sort("code", Role.OTHER),
    "Tên dòng": _Sort("text", Role.LINE),
    "Tên lớp": _Sort("text", Role.CLASS),
    "Đơn vị": _Sort("", Role.UNIT),
    "Số thứ tự": _Sort("", Role.ORDINAL),
    "Ghi chú": _Sort("", Role.NOTE),
    "Chữ: không cộng": _Sort("text", Role.OTHER),
}
SORTS = tuple(_SORTS)
LINES = {
    "fixed": "Dòng cố định, đơn vị nào cũng điền như nhau: cộng từng ô",
    "unit": "Mỗi đơn vị một dòng",
    "class": "Mỗi dòng một lớp, một người hoặc một nội dung: chép lần lượt",
}  # fmt: skip


@dataclass(frozen=True)
class Choices:
    """What the clerk chose. columns: sort by column_key; lines: what the rows are, by form_key."""

    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    lines: Mapping[tuple[str, str], str] = field(default_factory=dict)


def column_key(sheet: str, header: Sequence[str]) -> tuple[str, str]:
    """By what a column is known from one run to the next."""
    return words(sheet), " / ".join(words(text) for text in header)


def form_key(sheet: str, title: str) -> tuple[str, str]:
    """By what a form is known from one run to the next."""
    return words(sheet), words(title)


def sort_of(column: LearntColumn) -> str:
    """The words for what a column was taken for."""
    kind = column.kind
    for said, sort in _SORTS.items():
        if not sort.kind:
            if column.role is sort.role and not column.own:
                return said
        elif (
            type(kind) is KINDS[sort.kind] and column.role is sort.role and _alike(kind.measure, sort.measure)
        ):
            return said
    return next(
        (said for said, sort in _SORTS.items() if sort.kind and type(kind) is KINDS[sort.kind]
         and bool(KINDS[sort.kind](measure=sort.measure).adds) == column.adds),
        "Chữ: không cộng",
    )  # fmt: skip


def _alike(measure: str, other: str) -> bool:
    return ("/" in measure) == ("/" in other) and (measure in ("", other) or "/" in measure or not other)


def as_chosen(columns: Sequence[LearntColumn], sheet: str, choices: Choices) -> list[LearntColumn]:
    """The columns, those of which the clerk chose the sort as that."""
    chosen = []
    for column in columns:
        said = choices.columns.get(column_key(sheet, column.header))
        sort = _SORTS.get(said or "")
        chosen.append(_made(column, sort) if sort and said != sort_of(column) else column)
    return chosen


def _made(column: LearntColumn, sort: _Sort) -> LearntColumn:
    why = "đã chọn ở trang này"
    if not sort.kind:
        known = field_of(sort.role)
        made = replace(
            column, name=known.name, kind=known.kind, role=known.role, declared="", why=why, sure=True
        )
    else:
        made = own_column(column.place, column.header, sort.kind, sort.role, why, measure=sort.measure)
    return replace(made, taken_for=sort_of(column))
