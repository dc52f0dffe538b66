"""Which figures count: columns whose words name no kind are added up where words, a unit of measure, a total
or a stated sum say that they count; else they are text."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from workbook_templates.expression.roles import Role
from workbook_templates.kinds import KINDS
from workbook_templates.learning.column import (
    ENOUGH,
    MOST,
    LearntColumn,
    numeric,
    own_column,
    reads,
    whole_numbers,
)
from workbook_templates.learning.measures import (
    money_measure,
    of_money,
    of_people,
    of_things,
    other_things,
)
from workbook_templates.words.spelling import words

_COUNTS = re.compile(
    r"(?:số |tổng|cộng\b|sl\b|ts\b|hv\b|học viên|lượt|người|nữ\b|nam\b|dtts|dân tộc|đảng viên|trong đó"
    r"|chỉ tiêu|nhu cầu|đăng ký|phân bổ|quý (?:[ivx]+|\d)\b|đợt \d|cử đi|tập trung|không tập trung|kế hoạch"
    r"|thực hiện|ước (?:thực hiện|th\b|cả năm)|cán bộ|công chức|viên chức|đại biểu|lớp$|khóa$|đạt$|giảm$"
    r"|tăng$|số$)"
)
# What people and classes are told apart by: whole numbers below are counts of them.
_SORTS = re.compile(
    r"(?:trên đại học|sau đại học|đại học|cao đẳng|thạc s[ĩỹ]|tiến s[ĩỹ]|cử nhân|sơ cấp|trung cấp|cao cấp"
    r"|đối tượng \d|hạng (?:[ivx]+|\d)|chuyên viên|ngạch|chức sắc|trong nước|ngoài nước|nước ngoài|liên kết"
    r"|trực tuyến|trực tiếp|bồi dưỡng|đào tạo|tập huấn|ngoại ngữ|tin học|tiếng |kỹ năng|quốc phòng|lý luận"
    r"|quản lý nhà nước|cấp (?:tỉnh|xã|huyện|phòng|sở|ủy)|tháng \d{1,2}$|học kỳ|nhóm \d|khác$|xuất sắc|giỏi"
    r"|khá$|trung bình$|yếu|kém$|không đạt|đúng hạn|quá hạn|trước hạn|hoàn thành|chưa|khối|tiểu học|mầm non"
    r"|tuyển|trúng tuyển|không trúng|vi phạm|nghỉ hưu|tinh giản|luân chuyển|điều động|bổ nhiệm|miễn nhiệm"
    r"|quy hoạch|khen thưởng|kỷ luật|thôi việc|chuyển đi|chuyển đến|nâng|tham gia|đề nghị|đề xuất"
    r"|thcs|thpt|trung học|kinh$|tày|nùng|bí thư|chủ tịch|trưởng|phó)"
)
_AGES = re.compile(
    r"(?:dưới|trên|từ|đến|hơn)? ?\d{2}(?: ?(?:đến|tới|dưới)? ?(?:dưới )?\d{2})?(?: tuổi)?"
    r"(?: trở (?:lên|xuống))?$"
)


@lru_cache(maxsize=1)
def _nouns() -> re.Pattern[str]:
    """What can be counted, as a header begins with it where it says no “số” (counted_nouns.csv)."""
    with open(Path(__file__).with_name("counted_nouns.csv"), encoding="utf-8", newline="") as file:
        return re.compile("|".join(row["pattern"] for row in csv.DictReader(file)))


@lru_cache(maxsize=1)
def _number_of() -> re.Pattern[str]:
    """“Số hộ vay vốn” counts households, whatever it says of money."""
    more = (
        r"người|đơn vị|xã\b|tổ\b|lớp|khóa|trường|cán bộ|công chức|thôn|vụ|cuộc|đợt|lần\b|đối tượng|xe\b|bài"
        r"|đề tài|giao dịch|khách|suất|chỉ tiêu"
    )
    return re.compile(rf"(?:tổng )?số (?:lượng )?(?:lượt )?(?:{_nouns().pattern}|{more})")


_PEOPLE_WORDS = re.compile(
    r"\b(?:học viên|hv|người|lượt|lớp|nữ|nam|dtts|cán bộ|công chức|viên chức|đảng viên|đối tượng|đại biểu)\b"
)


def counts_people(path: Sequence[str]) -> bool:
    """Whether a header counts people or classes, whatever unit of measure stands above the table."""
    return any(_PEOPLE_WORDS.search(words(text)) for text in path)


def names_a_sort(path: Sequence[str], values: Sequence[object]) -> bool:
    """Whether a header names one sort of people or classes among others, and whole numbers stand below."""
    last = words(path[-1])
    return bool(_SORTS.match(last) or _AGES.match(last)) and whole_numbers(values)


def numbers_of(path: Sequence[str]) -> bool:
    """Whether a header says that it holds the number of something that is counted: “Số hộ được vay vốn”."""
    return bool(_number_of().match(words(path[-1])))


def counts_a_noun(path: Sequence[str], values: Sequence[object]) -> bool:
    """Whether a header or one above it begins with what can be counted, and whole numbers stand below."""
    return any(_nouns().match(words(text)) for text in path) and whole_numbers(values)


def of_cells(
    place: int, path: Sequence[str], values: Sequence[object], measure: str, *, counted: bool, persons: bool
) -> LearntColumn:
    """A column whose words are not known: added up where they, or its unit of measure, a stated sum or a
    total say that it counts and its cells are figures; else text."""
    sorts = (names_a_sort(path, values) or counts_a_noun(path, values)) and not persons
    named = any(_COUNTS.match(words(text)) for text in path)
    if _are_codes(values) and not of_money(measure):
        return own_column(place, path, "code", Role.OTHER, "các ô là số hiệu: không cộng")
    if values and all(isinstance(value, date) or _is_whole_date(value) for value in values):
        return own_column(place, path, "date", Role.OTHER, "các ô là ngày: không cộng")
    counts = named or counted or sorts or of_people(measure)
    if of_money(measure) and (counts or numeric(values)):
        unit = money_measure(measure, "đồng")
        if reads(KINDS["money"](measure=unit), values):
            return own_column(place, path, "money", Role.MONEY, f"tiền ({unit}): cộng", measure=unit)
    measure = measure or (other_things(path) if numeric(values) else "")
    things = of_things(measure) or measure == other_things(path) != ""
    if things and reads(KINDS["decimal"](), values) and (values or named):
        whole = "count" if whole_numbers(values) else "decimal"
        return own_column(place, path, whole, Role.OTHER, f"đơn vị tính là {measure}: cộng")
    if counts:
        why = (
            "tiêu đề là số đếm" if named
            else "dòng tổng, cột tổng hoặc dòng chỉ số cột cộng cột này" if counted
            else "tiêu đề là một loại, các ô là số nguyên" if sorts
            else f"đơn vị tính là {measure}"
        )  # fmt: skip
        people = of_people(measure) or counts_people(path)
        for share in (ENOUGH, MOST):
            for name in _readings(values, people=people):
                if reads(KINDS[name](), values, share):
                    return own_column(place, path, name, Role.OTHER, f"{why}: cộng")
        if not numeric(values):
            return own_column(place, path, "text", Role.OTHER, "các ô là chữ: không cộng", sure=False)
    if numeric(values):
        why = "các ô là số nhưng tiêu đề không cho biết là số đếm: không cộng, chỉ chép"
        return own_column(place, path, "text", Role.OTHER, why, sure=False)
    why = "chữ, không cộng" if values else "chưa có ô nào được ghi và tiêu đề không cho biết: không cộng"
    return own_column(place, path, "text", Role.OTHER, why, sure=bool(values))


def _is_whole_date(value: object) -> bool:
    """Whether a text is a day of a month of a year, whatever its header says."""
    return isinstance(value, str) and bool(_WHOLE_DATE.fullmatch(value.strip()))


_WHOLE_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d")
_LONG = 1e7  # a number of eight digits counts nothing but money


def _are_codes(values: Sequence[object]) -> bool:
    """Whether all figures are too long to count people or things."""
    numbers = [value for value in values if isinstance(value, float)]
    long = all(number >= _LONG and number.is_integer() for number in numbers)
    uneven = sum(number % 100 != 0 for number in numbers)  # sums of money are even
    return len(numbers) >= max(1, ENOUGH * len(values)) and long and uneven > len(numbers) / 2


def _readings(values: Sequence[object], *, people: bool) -> tuple[str, ...]:
    """The kinds that figures may be, in turn: of people a fraction is a slip, of others it is a fraction."""
    broken = any(isinstance(value, float) and not value.is_integer() for value in values)
    return ("decimal",) if broken and not people else ("count", "quantity", "decimal")
