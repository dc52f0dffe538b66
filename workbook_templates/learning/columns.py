"""What the columns of a form are, learnt from their headers and from what stands below them.

Words decide first, then what stands in the cells of all returns. A column is added up only where something
says that it counts: words, a unit of measure, a stated sum, a total row. What is not sure is text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from workbook_templates.declared.fields import Field, catalogue
from workbook_templates.expression.roles import Role
from workbook_templates.kinds import KINDS, Kind
from workbook_templates.learning.header import FoundHeader, is_ordinal_header
from workbook_templates.words.no_need import says_no_need
from workbook_templates.words.spelling import clean, words

ENOUGH = 0.8  # share of the cells that must read as the kind that the words name


@dataclass(frozen=True)
class LearntColumn:
    """A column as it was taken. place: column of the example, from 0; name: its field's name; kind: what
    its cells are; declared: that kind's name where the field is the form's own, blank for a field of the
    tool; role: as in fields.csv; why: in words for the clerk; sure: whether nothing was guessed; sum_of,
    part_of, product_of: names of fields; taken_for: what it was taken for, where the clerk chose another
    sort (choices.py); sent: whether any return has it."""

    place: int
    header: tuple[str, ...]
    name: str
    kind: Kind
    role: Role
    why: str
    declared: str = ""
    sure: bool = True
    sum_of: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    product_of: tuple[str, ...] = ()
    taken_for: str = ""
    sent: bool = True

    @property
    def own(self) -> bool:
        """Whether its field is the form's own."""
        return bool(self.declared)

    @property
    def adds(self) -> bool:
        """Whether its figures are added up over rows."""
        return bool(self.kind.adds)

    @property
    def names(self) -> bool:
        """Whether its cells are words."""
        return self.kind.names

    @property
    def numeric(self) -> bool:
        """Whether its cells are numbers that can be held against each other."""
        part = self.kind.parts[0]
        return part.numeric and not part.suffix and not self.kind.tells_time

    def as_text(self, role: Role = Role.OTHER, why: str = "chữ, không cộng") -> LearntColumn:
        """The same as text of the form's own."""
        return own_column(self.place, self.header, "text", role, why)


def own_column(
    place: int,
    header: Sequence[str],
    kind: str,
    role: Role,
    why: str,
    *,
    measure: str = "",
    sure: bool = True,
) -> LearntColumn:
    """A column of the form's own; its name is that of its place, so that it stays the same."""
    made = KINDS[kind](measure=measure)
    return LearntColumn(place, tuple(header), f"cot_{place + 1}", made, role, why, kind, sure)


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


_COUNTS = re.compile(
    r"(?:số |tổng|cộng\b|sl\b|hv\b|học viên|lượt|người|nữ\b|nam\b|dtts|dân tộc|đảng viên|trong đó|chỉ tiêu"
    r"|nhu cầu|đăng ký|phân bổ|quý (?:[ivx]+|\d)\b|đợt \d|cử đi|tập trung|không tập trung|kế hoạch|thực hiện"
    r"|cán bộ|công chức|viên chức|đại biểu|lớp$|khóa$|đạt$|giảm$|tăng$|số$)"
)
_PEOPLE_WORDS = re.compile(r"\b(?:học viên|hv|người|lượt|lớp|nữ|nam|dtts|cán bộ|công chức|viên chức)\b")
_MONEY_MEASURES = ("đồng", "nghìn đồng", "triệu đồng", "tỷ đồng")
_MEASURE_IN = re.compile(r"\(([^()]{1,20})\)")
_OF_TITLE = re.compile(r"(?:đvt|đơn vị tính|đơn vị)\s*:?\s*\(?([^().;]{2,20})", re.I)
_PEOPLE = ("người", "học viên", "lượt người", "lớp", "khóa", "lượt", "chỉ tiêu", "cán bộ", "suất")


def learn_columns(
    header: FoundHeader, cells: Mapping[int, Sequence[object]], totals: Iterable[int], *, classes: bool
) -> list[LearntColumn]:
    """The columns of a form. cells: what stands below each, in the example and in the returns; totals: the
    columns that some total row adds up; classes: whether the rows are classes, whose learners, months and
    lengths the tool's own fields stand for."""
    titled = _measure_of_titles(header.titles)
    counted = {*totals, *header.sums, *header.products, *(c for terms in header.sums.values() for c in terms)}
    taken: set[str] = set()
    columns = []
    for place, path in header.paths.items():
        values = [value for value in cells.get(place, ()) if _says_something(value)]
        own = header.measures.get(place) or _measure_of(path)
        measure = own or ("" if _counts_people(path) else titled)
        column = (
            _of_catalogue(place, path, values, taken, classes=classes)
            or _of_words(place, path, values, own or titled)
            or _of_cells(place, path, values, measure, counted=place in counted)
        )
        taken.add(column.name)
        columns.append(column)
    return _one_name(columns)


def _counts_people(path: Sequence[str]) -> bool:
    """Whether a header counts people or classes, whatever unit of measure stands above the table."""
    return any(_PEOPLE_WORDS.search(words(text)) for text in path)


def _says_something(value: object) -> bool:
    return value != "" and not (isinstance(value, str) and (says_no_need(value) or value.strip() in "-–x"))


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


def _measure_of(path: Sequence[str]) -> str:
    for text in reversed(path):
        for inside in _MEASURE_IN.findall(text):
            if clean(inside).lower() in (*_PEOPLE, *_MONEY_MEASURES, "ngày", "tháng", "%", "triệu", "tỷ"):
                return clean(inside).lower()
    return ""


def _measure_of_titles(titles: Iterable[str]) -> str:
    for text in titles:
        if (found := _OF_TITLE.search(text)) and (said := clean(found[1]).lower()):
            known = next((m for m in (*_MONEY_MEASURES[1:], "đồng", *_PEOPLE) if said.startswith(m)), "")
            if known:
                return known
    return ""


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
    place: int, path: Sequence[str], values: Sequence[object], taken: set[str], *, classes: bool
) -> LearntColumn | None:
    """The column as a field of the tool, where its header is a wording of it and its cells can be read."""
    known = _wordings().get(words(path[-1]), [])
    if is_ordinal_header(path[-1]):
        known = [field_of(Role.ORDINAL)]
    around = " ".join(map(words, path))
    for declared in known:
        allowed = declared.role in (_ALWAYS + _OF_CLASSES if classes else _ALWAYS)
        fits = not declared.parents or any(parent in around for parent in declared.parent_words)
        if allowed and fits and declared.name not in taken and _fits(declared, values):
            why = f"cột “{declared.label}”" + (": cộng" if declared.kind.adds else ": không cộng")
            return LearntColumn(place, tuple(path), declared.name, declared.kind, declared.role, why)
    return None


def _fits(declared: Field, values: Sequence[object]) -> bool:
    """Whether cells are what a field holds: of a name texts, else what its kind reads."""
    if declared.role in _NAMING:
        return not _numeric(values)
    return _reads(declared.kind, values)


def _reads(kind: Kind, values: Sequence[object]) -> bool:
    """Whether nearly all cells are read by a kind; a single one that is not may be a slip."""
    unread = sum(kind.parse(value)[1] is not None for value in values)
    return unread <= max(1.0, (1 - ENOUGH) * len(values))


def _of_words(place: int, path: Sequence[str], values: Sequence[object], measure: str) -> LearntColumn | None:
    """The column as the words of its header say, where its cells can be read so."""
    own, whole = words(path[-1]), " ".join(map(words, path))
    for text in dict.fromkeys((own, whole)):
        for word in _header_words():
            if not word.pattern.match(text) or not _may_be(word, text, values):
                continue
            unit = _money_measure(measure, word.measure) if word.measure.startswith("đồng") else word.measure
            for name in word.kinds:
                if _reads(KINDS[name](measure=unit), values):
                    role = word.role if name == word.kinds[0] else Role.OTHER
                    return own_column(place, path, name, role, word.why, measure=unit)
            said = word.why.split(":")[0]
            why = f"tiêu đề nói là {said} nhưng các ô không đọc được như vậy: không cộng"
            return own_column(place, path, "text", Role.OTHER, why, sure=False)
    return None


_A_YEAR_OF = re.compile(r"năm(?: (?:tuyển|vào|bổ|tốt|cấp|đào|hoàn|bắt|kết|mở)|$)")


def _may_be(word: _Word, text: str, values: Sequence[object]) -> bool:
    """Whether cells do not show at once that a header's words mean something else: a name is no number, and
    “Năm 2026” above sums of money no year."""
    if word.role in _NAMING:
        return not _numeric(values)
    if word.pattern.match("năm"):
        years = all(KINDS["year"]().parse(value)[1] is None for value in values)
        return years if values else bool(_A_YEAR_OF.match(text))
    return True


def _money_measure(measure: str, usual: str) -> str:
    """A column's unit of money; a rate stays one."""
    found = next((m for m in reversed(_MONEY_MEASURES) if m in measure), "")
    found = found or {"triệu": "triệu đồng", "tỷ": "tỷ đồng"}.get(measure, "đồng")
    return f"{found}/người" if "/" in usual else found


def _numeric(values: Sequence[object]) -> bool:
    """Whether nearly all cells are numbers."""
    numbers = sum(isinstance(v, float) or (isinstance(v, str) and v.strip().isdecimal()) for v in values)
    return bool(values) and numbers >= ENOUGH * len(values)


def _of_cells(
    place: int, path: Sequence[str], values: Sequence[object], measure: str, *, counted: bool
) -> LearntColumn:
    """A column whose words are not known: added up where they, or its unit of measure, a stated sum or a
    total row say that it counts and its cells are figures; else text."""
    names_count = any(_COUNTS.match(words(text)) for text in path)
    counts = names_count or counted or measure in _PEOPLE
    if any(unit in measure for unit in _MONEY_MEASURES) and (counts or _numeric(values)):
        unit = _money_measure(measure, "đồng")
        if _reads(KINDS["money"](measure=unit), values):
            return own_column(place, path, "money", Role.MONEY, f"tiền ({unit}): cộng", measure=unit)
    if counts:
        why = (
            "tiêu đề là số đếm" if names_count
            else "dòng tổng hoặc dòng chỉ số cột cộng cột này" if counted
            else f"đơn vị tính là {measure}"
        )  # fmt: skip
        for name in ("count", "quantity", "decimal"):
            if _reads(KINDS[name](), values):
                return own_column(place, path, name, Role.OTHER, f"{why}: cộng")
        if not _numeric(values):
            return own_column(place, path, "text", Role.OTHER, "các ô là chữ: không cộng", sure=False)
    if _numeric(values):
        why = "các ô là số nhưng tiêu đề không cho biết là số đếm: không cộng, chỉ chép"
        return own_column(place, path, "text", Role.OTHER, why, sure=False)
    why = "chữ, không cộng" if values else "chưa có ô nào được ghi và tiêu đề không cho biết: không cộng"
    return own_column(place, path, "text", Role.OTHER, why, sure=bool(values))
