"""The rows of a form set's tables, typed: what each column may hold."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, FiniteFloat

from workbook_templates.declared.tables import Row
from workbook_templates.expression.roles import Facet, Role
from workbook_templates.kinds import KINDS

_PLAIN = re.compile(r"[+-]?[0-9]{1,12}(?:[.,][0-9]{1,9})?")
_DOUBTFUL = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")  # 1.500 may be 1500 or 1,5
_BETWEEN_LEVELS = re.compile(r"(?:^|(?<= ))/(?= |$)")
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_]*")
_OF_FRAMES = ("table", "file", "row", "unit", "key")  # columns that a frame has besides its fields
_LONGEST_SHEET = 31  # characters, as Excel has it


def _names(text: object) -> object:
    return tuple(part.strip() for part in text.split("|") if part.strip()) if isinstance(text, str) else text


def _some_names(text: object) -> object:
    names = _names(text)
    if not names:
        raise ValueError("phải có ít nhất một mục, các mục cách nhau bằng dấu |.")
    if len(set(names)) < len(names):
        raise ValueError("có mục ghi hai lần.")
    return names


def _related(text: object) -> object:
    names = _names(text)
    if len(set(names)) < len(names):
        raise ValueError("có mục ghi hai lần.")
    return names


def _yes_no(text: object) -> object:
    if isinstance(text, str):
        if text.lower() not in ("yes", "no"):
            raise ValueError("chỉ nhận: yes, no.")
        return text.lower() == "yes"
    return text


def _small(text: object) -> object:
    return text.lower() if isinstance(text, str) else text


def _levels(text: object) -> object:
    levels = tuple(part.strip() for part in _BETWEEN_LEVELS.split(text)) if isinstance(text, str) else text
    if not all(levels):
        raise ValueError("các tầng tiêu đề cách nhau bằng “ / ”, tầng nào cũng phải có chữ.")
    return levels


def _kind(text: object) -> object:
    if text not in KINDS:
        raise ValueError(f"chỉ nhận: {', '.join(KINDS)}.")
    return text


def _day(text: object) -> object:
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError:
        raise ValueError("ngày phải ghi theo mẫu 2025-07-01.") from None


def typed_number(text: str) -> float:
    """The number that a cell says. A decimal comma is read like a decimal point; what could be either a
    decimal or a thousands mark is refused. Raises ValueError, in Vietnamese."""
    if not _PLAIN.fullmatch(text):
        raise ValueError("phải là số, ví dụ 12.5 hoặc 12,5.")
    if _DOUBTFUL.fullmatch(text):
        bare = re.sub("[.,]", "", text)
        raise ValueError(f"không rõ là {bare} hay {float(text.replace(',', '.')):g}; số hàng nghìn gõ liền.")
    return float(text.replace(",", "."))


def _number(text: object) -> object:
    return typed_number(text) if isinstance(text, str) else text


def _field_name(text: object) -> object:
    if not isinstance(text, str) or not _FIELD_NAME.fullmatch(text) or text in _OF_FRAMES:
        raise ValueError(
            "tên trường chỉ gồm chữ thường không dấu, chữ số và gạch dưới, bắt đầu bằng chữ, và khác "
            f"{', '.join(f'“{name}”' for name in _OF_FRAMES)}."
        )
    return text


def _sheet_name(text: object) -> object:
    """As Excel takes it."""
    name = str(text)
    if len(name) > _LONGEST_SHEET or re.search(r"[\[\]:*?/\\]|^'|'$", name) or name.lower() == "history":
        raise ValueError(
            f"tên trang tính dài nhất {_LONGEST_SHEET} ký tự, không có [ ] : * ? / \\, không bắt đầu hay kết "
            "thúc bằng dấu nháy."
        )
    return name


Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
SomeNames = Annotated[tuple[str, ...], BeforeValidator(_some_names)]  # at least one, none twice
Related = Annotated[tuple[str, ...], BeforeValidator(_related)]  # none twice
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Levels = Annotated[tuple[str, ...], BeforeValidator(_levels)]
KindName = Annotated[str, BeforeValidator(_kind)]
FieldName = Annotated[str, BeforeValidator(_field_name)]
SheetName = Annotated[str, BeforeValidator(_sheet_name)]
Day = Annotated[str, BeforeValidator(_day)]
Number = Annotated[FiniteFloat, BeforeValidator(_number)]
Line = Literal["unit", "class", "fixed"]
Numbering = Literal["running", "unit"]
IndexRow = Annotated[Literal["no", "yes", "sums"], BeforeValidator(_small)]


class FieldRow(Row):
    """fields.csv"""

    name: FieldName
    label: str
    kind: KindName
    role: Role
    facet: Facet = Facet.NONE
    headers: Names = ()
    parents: Names = ()
    least: Number | None = None
    most: Number | None = None
    measure: str = ""
    allowed: Names = ()


class SettingRow(Row):
    """form_set.csv"""

    key: str
    value: str = ""


class AnnexRow(Row):
    """annexes.csv. line: one row a unit, one a class (or person), or fixed: the lines of lines.csv, which
    every unit fills alike; numbering: 'running' (1, 2, 3 … through all sections) or 'unit' (STT and name on
    a unit's first row); arrangement: what the rows are: 'registered' needs, 'opened' classes or 'mixed';
    carry_over: 'yes' (classes of earlier years), 'no' (new ones), 'mixed' (the note says which); of_year:
    'last' where its rows are of the year before the plan's; index_row: whether (1) (2) (3) … stands under
    the header, or 'sums': 1, 2, 3=4+5 … as the columns' relations are; zero: how a blank count prints, '' or
    '0'; total: who writes the total row, or 'no' for a form without one; measure: the unit of measure of all
    figures, printed above the table."""

    id: str
    name: str
    sheet: SheetName
    number: str = ""
    group_title: str = ""
    title: str
    line: Line
    numbering: Numbering = "running"
    zero: Literal["", "0"] = ""
    total: Literal["yes", "added", "no"] = "yes"
    total_label: str = "Tổng cộng"
    programmes: Names = ()
    clues: Names = ()
    arrangement: Literal["registered", "opened", "mixed"]
    carry_over: Literal["", "yes", "no", "mixed"] = ""
    of_year: Literal["", "last"] = ""
    section_rows: YesNo = False
    index_row: IndexRow = "no"
    measure: str = ""


class BieuRow(Row):
    """bieu.csv: the annexes that a biểu is made from, and what it prints otherwise than the first of them.
    only: 'field=value' for rows that enter, parted by |; of one field any of its values, of several fields
    all; prints: of what was asked for and what is allotted, what goes to paper; blank for both."""

    id: str
    sources: SomeNames
    name: str | None = None
    sheet: SheetName | None = None
    number: str | None = None
    group_title: str | None = None
    title: str | None = None
    numbering: Numbering | None = None
    zero: Literal["", "0"] | None = None
    total_label: str | None = None
    index_row: IndexRow | None = None
    only: Names = ()
    prints: Literal["", "registered", "allotted"] = ""


class ColumnRow(Row):
    """columns.csv: of an annex; and, with the id of a biểu, what that prints besides or otherwise, each where
    it stands after the row before it. header: levels from top to bottom, parted by ' / '; shown: in the
    annex, in its biểu or in both (in a biểu's own row 'annex' leaves the column out); sum_of, part_of,
    product_of: fields of the table with which this one must agree; adds: of a column that only a biểu has and
    that the tool fills, the fields that it adds up; unit_kinds: of the units of these kinds alone, the one of
    such columns without kinds of all others; allots: of a column that the province fills, the field of what
    was asked for, with which it starts; quota: how much of it was given to the province; difference_of: of a
    column that the tool fills, what is allotted and what was asked for; source: the paper that prints the
    column, or that it is nobody's but ours."""

    form: str
    field: str
    header: Levels
    width: Annotated[Number, Field(gt=0, le=255)]
    required: YesNo = False
    filled_by: Literal["unit", "province", "tool"] = "unit"
    shown: Literal["both", "annex", "bieu"] = "both"
    sum_of: Related = ()
    part_of: Related = ()
    product_of: Related = ()
    adds: Related = ()
    unit_kinds: Related = ()
    allots: str = ""
    quota: Annotated[Number, Field(ge=0)] | None = None
    difference_of: Related = ()
    source: str = ""


class SectionRow(Row):
    """sections.csv: the parts I, II … of a form; unit_kinds: the kinds of unit whose rows stand in it; the
    section without kinds takes all others."""

    form: str
    numeral: str
    title: str
    unit_kinds: Names = ()


class LineRow(Row):
    """lines.csv: the lines of an annex that every unit fills alike, in order; the biểu adds them up cell by
    cell; or a biểu's own. number: what stands under STT; under: the line whose part it is, or 'total', of
    any annex: a line below the total row that says what it contains; part: whether it is contained there
    besides those that make it up (“trong đó”); target: what the plan sets for it (từ 35; 60 - 80), blank
    where it names no number; takes: of a biểu's own line, which lines of its annexes it adds up, as
    'annex:line' with all that are part of it, or 'annex' with all there is."""

    form: str
    id: str
    number: str = ""
    label: str
    under: str = ""
    part: YesNo = False
    target: str = ""
    takes: Related = ()


class HeadingRow(Row):
    """headings.csv: whose paper units of these kinds send, in place of the province's own heading: the body
    above them, and on the right the State's or the Party's name and, for the State, its motto."""

    unit_kinds: SomeNames
    superior: str = ""
    head: str = ""
    motto: str = ""


class FootnoteRow(Row):
    """footnotes.csv: a line below a biểu, in the order of the file. In text {field} stands for the biểu's
    total of that field, {field+field} for the sum of several; behind a colon `carried` or `new` asks for
    those lines alone."""

    filled_later: ClassVar[frozenset[str]] = frozenset(("text",))

    form: str
    text: str


class DueRow(Row):
    """dues.csv: which unit owes which annex, in the order in which the biểu lists them: one unit, or all of
    these kinds in the order of their catalogue."""

    form: str
    unit: str = ""
    unit_kinds: SomeNames | None = None


class ProgrammeRow(Row):
    """programmes.csv. kind: training or refresher, each province's own; peers: whether its classes can be
    compared with each other; phrases: words that name it, the first match wins; general: whether it names
    no programme of its own, so that the verb of the class decides the kind."""

    id: str
    label: str
    kind: Literal["training", "refresher"]
    peers: YesNo
    phrases: SomeNames
    general: YesNo = False


class NormRow(Row):
    """norms.csv: a usual length or class size, a rate of expense, or between which ages persons are sent,
    with its source; what has no source is not a norm. study_form and day narrow it; blank means any.
    valid_from, scope: since when, and where, the source holds."""

    programme: str
    study_form: Literal["", "full-time", "part-time"] = ""
    day: Literal["", "weekday", "weekend"] = ""
    field: Literal["length", "learners", "rate", "age"]
    low: Annotated[Number, Field(ge=0)]
    high: Number
    unit: Literal["ngày", "tuần", "tháng", "năm", "người", "học viên", "đồng", "tuổi"]
    source: str
    valid_from: Day = ""
    scope: str = ""


class AgreementRow(Row):
    """agreements.csv: two sums that must agree between forms, restricted to programmes where named, and to
    fixed lines (by id, with those below them). A field that names a person counts rows."""

    id: str
    severity: Literal["error", "warning", "hint"]
    left_form: str
    left_fields: SomeNames
    left_programmes: Names = ()
    left_lines: Names = ()
    right_form: str
    right_fields: SomeNames
    right_programmes: Names = ()
    right_lines: Names = ()
    text: str


class RuleRow(Row):
    """rules.csv: 'enabled' switches a rule off with no; any other key is one of its bounds."""

    rule: str
    key: str
    value: str

    @property
    def setting(self) -> str:
        """The value as rules read it: yes or no in small letters, a number with a decimal point."""
        try:
            return f"{typed_number(self.value):.12g}"
        except ValueError:
            return self.value.lower()


class UnitRow(Row):
    """A catalogue of units."""

    code: str
    name: str
    sector: str = ""
    kind: str = ""
    valid_from: Day = ""
    valid_to: Day = ""
    parent: str = ""
    predecessors: Names = ()
    aliases: Names = ()


# All tables of a form set: what each holds, and whether it must be there. They are read, and their mistakes
# told, in this order.
TABLES: dict[str, tuple[type[Row], bool]] = {
    "form_set": (SettingRow, True),
    "fields": (FieldRow, False),
    "annexes": (AnnexRow, True),
    "bieu": (BieuRow, True),
    "columns": (ColumnRow, True),
    "sections": (SectionRow, True),
    "lines": (LineRow, False),
    "headings": (HeadingRow, False),
    "footnotes": (FootnoteRow, False),
    "units": (UnitRow, True),
    "dues": (DueRow, True),
    "programmes": (ProgrammeRow, True),
    "norms": (NormRow, True),
    "agreements": (AgreementRow, True),
    "rules": (RuleRow, True),
}
