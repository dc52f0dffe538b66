"""What the columns of a form are, learnt from their headers and from what stands below them.

Words decide first, then what stands in the cells of all returns. A column is added up only where something
says that it counts: words, a unit of measure, a stated sum, a total row. What is not sure is text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from workbook_templates.declared.fields import Field, catalogue
from workbook_templates.expression.roles import Role
from workbook_templates.kinds import KINDS
from workbook_templates.learning.column import (
    ENOUGH,
    MOST,
    NO_SUM,
    LearntColumn,
    numeric,
    own_column,
    reads,
    whole_numbers,
)
from workbook_templates.learning.counting import (
    counts_a_noun,
    counts_people,
    names_a_sort,
    numbers_of,
    of_cells,
)
from workbook_templates.learning.header import FoundHeader, is_ordinal_header
from workbook_templates.learning.measures import (
    measure_named,
    measure_of,
    measure_of_titles,
    money_measure,
    of_money,
    of_time,
)
from workbook_templates.words.no_need import says_no_need
from workbook_templates.words.spelling import clean, words


@dataclass(frozen=True)
class _Word:
    """What the words of a header say of its column (header_words.csv). kinds: that which it names, and those
    that its cells may be instead."""

    pattern: re.Pattern[str]
    kinds: tuple[str, ...]
    role: Role
    measure: str
    why: str


@lru_cache(maxsize=1)
def _header_words() -> tuple[_Word, ...]:
    """They are asked in turn, of a header's last words and then of the whole of it."""
    with open(Path(__file__).with_name("header_words.csv"), encoding="utf-8", newline="") as file:
        return tuple(
            _Word(
                re.compile(rf"(?:{row['pattern']})(?!\w)"),
                tuple(filter(None, (row["kind"], *row["otherwise"].split("|")))),
                Role(row["role"]),
                row["measure"],
                row["why"],
            )
            for row in csv.DictReader(file)
        )


_RATE = re.compile(
    r"(?<!lớp)(?<!khóa)(?<!ngày)(?<!tháng)(?<!đợt)\s*/\s*(?:01 |1 )?(?:lớp|người|hv|học viên|hs|học sinh|khóa"
    r"|buổi|ngày|tháng|đợt|giờ|tiết|năm|ha|hộ|dân|suất|xã|nhóm)\b", re.I,
)  # fmt: skip
_PRICES = re.compile(r"mức|giá|tiền|chi|phí|đồng|thù lao|phụ cấp|trợ cấp")
_OF_LINES = frozenset(("đvt", "đơn vị tính", "đơn vị đo", "đv tính"))
_BY_LINE = "đơn vị/dòng"  # the measure of numbers whose rows have measures of their own: nothing adds up


def learn_columns(
    header: FoundHeader,
    cells: Mapping[int, Sequence[object]],
    totals: Iterable[int],
    *,
    classes: bool,
    percents: Container[int] = (),
    persons: bool = False,
) -> list[LearntColumn]:
    """The columns of a form. cells: what stands below each, in the example and in the returns; totals: the
    columns that some total row or column adds up; classes: whether the rows are classes, whose learners,
    months and lengths the tool's own fields stand for; percents: the columns whose cells have a percent
    format; persons: whether the rows are persons."""
    titled = measure_of_titles(header.titles)
    counted = {*totals, *header.sums, *header.products, *(c for terms in header.sums.values() for c in terms)}
    by_line = _measures_by_line(header, cells)
    mixed = len(by_line) > 1
    if by_line:
        titled = "" if mixed else measure_named(by_line.pop()) or titled
    taken: set[str] = set()
    columns = []
    for place, path in header.paths.items():
        values = [value for value in cells.get(place, ()) if _says_something(value)]
        own = measure_named(header.measures.get(place, "")) or measure_of(path)
        measure = own or ("" if counts_people(path) else titled)
        column = (
            _of_percents(place, path, values, percents)
            or _of_rate(place, path, values, own or (titled if of_money(titled) else ""))
            or _of_catalogue(place, path, values, taken, own, classes=classes)
            or _of_shares_above(place, path, values, own)
            or _of_words(place, path, values, own, titled)
            or of_cells(place, path, values, measure, counted=place in counted, persons=persons)
        )
        if mixed and column.adds and column.role is not Role.MONEY and not own:
            column = own_column(place, path, "decimal", Role.OTHER, _MIXED, measure=_BY_LINE, sure=False)
        if place in header.ratios and column.adds:
            unit = "percent" if "%" in " ".join(path) else "decimal"
            column = own_column(place, path, unit, Role.OTHER, _QUOTIENT, measure=NO_SUM)
        taken.add(column.name)
        columns.append(column)
    columns = _one_name(_totals_of_money(columns, cells))
    return columns if persons else _like_their_neighbours(columns, cells)


def _like_their_neighbours(
    columns: list[LearntColumn], cells: Mapping[int, Sequence[object]]
) -> list[LearntColumn]:
    """The columns; one of whole numbers that no word tells counts too where the same caption below another
    group counts, or two others of its own group do."""
    counting = [c for c in columns if c.adds and c.kind.whole]
    result = []
    for column in columns:
        if not column.sure and len(column.header) > 1 and whole_numbers(cells.get(column.place, ())):
            *group, last = map(words, column.header)
            same = [c for c in counting if words(c.header[-1]) == last and c.place != column.place]
            beside = [c for c in counting if [*map(words, c.header[:-1])] == group]
            if (same or len(beside) > 1) and not any(_is_of_money(c) for c in (*same, *beside)):
                why = "số nguyên như các cột cùng nhóm hoặc cùng tên: cộng"
                column = own_column(column.place, column.header, "count", Role.OTHER, why)
        result.append(column)
    return result


def _is_of_money(column: LearntColumn) -> bool:
    return column.role is Role.MONEY


def _totals_of_money(
    columns: list[LearntColumn], cells: Mapping[int, Sequence[object]]
) -> list[LearntColumn]:
    """The columns; a total with figures as large as money beside columns of money is money too."""
    result = []
    for column in columns:
        money = [one for one in result if one.role is Role.MONEY and one.adds]
        figures = [value for value in cells.get(column.place, ()) if isinstance(value, float)]
        even = sum(value % 100 == 0 for value in figures) > len(figures) / 2
        large = even and max(figures) >= _LARGE
        if (
            money
            and large
            and column.declared == "count"
            and words(column.header[-1]).startswith(("tổng", "cộng"))
        ):
            unit = money[-1].kind.measure
            why = f"tổng của các cột tiền ({unit}): cộng"
            column = own_column(column.place, column.header, "money", Role.MONEY, why, measure=unit)
        result.append(column)
    return result


_LARGE = 100_000  # more people than any unit sends


_QUOTIENT = "dòng chỉ số cột nói là thương của hai cột: không cộng"
_MIXED = "mỗi dòng một đơn vị tính: không cộng"


def _measures_by_line(header: FoundHeader, cells: Mapping[int, Sequence[object]]) -> set[str]:
    """The units of measure that a column says of each row."""
    for place, path in header.paths.items():
        if words(path[-1]) in _OF_LINES:
            return {clean(str(value)).lower() for value in cells.get(place, ()) if value != ""}
    return set()


def _of_percents(
    place: int, path: Sequence[str], values: Sequence[object], percents: Container[int]
) -> LearntColumn | None:
    """A column whose cells have a percent format."""
    if place not in percents or not numeric(values):
        return None
    return own_column(place, path, "percent", Role.OTHER, "các ô định dạng %: không cộng")


def _of_rate(place: int, path: Sequence[str], values: Sequence[object], measure: str) -> LearntColumn | None:
    """A column of so many for one of something: “Số học viên/lớp”, “Năng suất (tạ/ha)”, “Tiền ăn/ngày”."""
    said = _RATE.search(path[-1])
    if not (said or "/" in measure) or (values and not numeric(values)) or _A_DATE.match(words(path[-1])):
        return None
    priced = _PRICES.search(words(path[-1])) and (not measure or of_money(measure))
    if priced or ("/" in measure and of_money(measure)):
        unit = measure.split("/")[0] if measure else "đồng"
        return own_column(place, path, "money", Role.RATE, "định mức: không cộng", measure=f"{unit}/người")
    unit = measure if "/" in measure else NO_SUM
    return own_column(place, path, "decimal", Role.OTHER, "bình quân: không cộng", measure=unit)


def _of_shares_above(
    place: int, path: Sequence[str], values: Sequence[object], own: str
) -> LearntColumn | None:
    """A column below “Tỷ lệ (%)” or “So sánh (%)”, whatever its own caption names: a share of that."""
    above = any(_SHARES.match(words(text)) or "%" in text for text in path[:-1])
    counts = numbers_of(path) or words(path[-1]).startswith(("số ", "tổng số")) or (own and own != "%")
    if not above or counts or (values and not numeric(values)):
        return None
    return own_column(place, path, "percent", Role.OTHER, "tỷ lệ: không cộng")


_SHARES = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ trọng|phần trăm)\b(?! thuận)")
_A_DATE = re.compile(r"(?:ngày|tháng|năm|thời gian|tên)\b")


def _says_something(value: object) -> bool:
    return value != "" and not (
        isinstance(value, str) and (says_no_need(value) or not value.strip("-–x.…_ "))
    )


def _one_name(columns: list[LearntColumn]) -> list[LearntColumn]:
    """Of several columns that could name the rows of one role the first does."""
    seen: set[Role] = set()
    result = []
    for column in columns:
        if column.own and column.role in (Role.CLASS, Role.PERSON, Role.LINE, Role.UNIT):
            if column.role in seen:
                column = column.as_text()
            seen.add(column.role)
        result.append(column)
    return result


@lru_cache(maxsize=1)
def _wordings() -> dict[str, list[Field]]:
    known: dict[str, list[Field]] = {}
    for declared in catalogue().values():
        for wording in declared.headers:
            known.setdefault(words(wording), []).append(declared)
    return known


def known_wordings() -> set[str]:
    """Wordings of header cells that are met often, as words are compared."""
    return set(_wordings())


_ALWAYS = (Role.ORDINAL, Role.UNIT, Role.NOTE)
_OF_CLASSES = (Role.CLASS, Role.LEARNERS, Role.CLASSES, Role.OPENS, Role.CLOSES, Role.CARRY, Role.LENGTH)
_NAMING = (Role.UNIT, Role.LINE, Role.CLASS)


def field_of(role: Role) -> Field:
    """The tool's field of a role."""
    return next(declared for declared in catalogue().values() if declared.role is role)


def _of_catalogue(
    place: int, path: Sequence[str], values: Sequence[object], taken: set[str], measure: str, *, classes: bool
) -> LearntColumn | None:
    """The column as a field of the tool, where its header is a wording of it and its cells can be read."""
    said = words(path[-1])
    known = _wordings().get(said) or _wordings().get(_YEARLY.sub("", said), [])
    if is_ordinal_header(path[-1]):
        known = [field_of(Role.ORDINAL)]
    around = " ".join(map(words, path))
    for declared in known:
        allowed = declared.role in (_ALWAYS + _OF_CLASSES if classes else _ALWAYS)
        fits = not declared.parents or any(parent in around for parent in declared.parent_words)
        fits = fits and not (declared.role is Role.LENGTH and measure and numeric(values))
        if allowed and fits and declared.name not in taken and _fits(declared, values):
            why = f"cột “{declared.label}”" + (": cộng" if declared.kind.adds else ": không cộng")
            return LearntColumn(place, tuple(path), declared.name, declared.kind, declared.role, why)
    return None


_YEARLY = re.compile(r"(?: năm)? 20\d\d\b")


def _fits(declared: Field, values: Sequence[object]) -> bool:
    """Whether cells are what a field holds: of a name texts, else what its kind reads."""
    if declared.role in _NAMING:
        return not numeric(values)
    return reads(declared.kind, values)


def _of_words(
    place: int, path: Sequence[str], values: Sequence[object], own: str, titled: str
) -> LearntColumn | None:
    """The column as the words of its header say, where its cells can be read so. own: its own unit of
    measure; titled: that of the whole table."""
    last, whole = words(path[-1]), " ".join(map(words, path))
    if names_a_sort(path, values):
        return None  # “Từ 31 đến 45” below “Độ tuổi” is no date, “Hạng II” no rank of a person
    for text in dict.fromkeys((last, whole)):
        for word in _header_words():
            if not word.pattern.match(text) or not _may_be(word, text, path, values, own, titled):
                continue
            for name, share in (*((one, ENOUGH) for one in word.kinds), (word.kinds[0], MOST)):
                unit = _measure_for(name, word, own or titled)
                if reads(KINDS[name](measure=unit), values, share):
                    role = word.role if name == word.kinds[0] or name == "decimal" else Role.OTHER
                    role = Role.OTHER if role is Role.LENGTH and name != "length" else role
                    return own_column(place, path, name, role, word.why, measure=unit)
            said = word.why.split(":")[0]
            why = f"tiêu đề nói là {said} nhưng các ô không đọc được như vậy: không cộng"
            return own_column(place, path, "text", Role.OTHER, why, sure=False)
    if of_time(own):
        return own_column(place, path, "decimal", Role.OTHER, "thời gian: không cộng", measure=f"{own}/lớp")
    return None


def _measure_for(kind: str, word: _Word, said: str) -> str:
    """The unit of measure of a column that words name; a number that they say is not added up is a rate."""
    if word.measure.startswith("đồng"):
        return money_measure(said, word.measure)
    return word.measure or ("số/dòng" if kind == "decimal" else "")


_A_YEAR_OF = re.compile(r"năm(?: (?:tuyển|vào|bổ|tốt|cấp|đào|hoàn|bắt|kết|mở)|$)")


_LEAST_DONG = 1000  # no sum of money is smaller, in đồng


def _may_be(
    word: _Word, text: str, path: Sequence[str], values: Sequence[object], own: str, titled: str
) -> bool:
    """Whether cells do not show at once that a header's words mean something else: a name is no number, and
    “Năm 2026” above sums of money no year."""
    if word.role in _NAMING:
        return not numeric(values)
    if word.role is Role.MONEY and not own:  # “Số hộ vay vốn”; “Tổ vay vốn” above figures too small for đồng
        figures = [value for value in values if isinstance(value, float)]
        small = bool(figures) and max(figures) < _LEAST_DONG and not of_money(titled)
        return not numbers_of(path) and not (small and counts_a_noun(path, values))
    if word.kinds[0] == "decimal" and word.role is Role.OTHER and whole_numbers(values):
        return not numbers_of(path) and not counts_a_noun(path[-1:], values)  # “Số người trên 60 tuổi”
    if word.pattern.match("năm"):
        years = all(KINDS["year"]().parse(value)[1] is None for value in values)
        return years if values else bool(_A_YEAR_OF.match(text))
    return True
