"""The rows of a form set's tables, typed: what each column may hold."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, FiniteFloat

from workbook_templates.declared.tables import Row
from workbook_templates.expression.roles import Facet, Role
from workbook_templates.kinds import KINDS


def _names(text: object) -> object:
    return tuple(part.strip() for part in text.split("|") if part.strip()) if isinstance(text, str) else text


def _yes_no(text: object) -> object:
    if isinstance(text, str):
        if text.lower() not in ("yes", "no"):
            raise ValueError("chỉ nhận: yes, no.")
        return text.lower() == "yes"
    return text


def _levels(text: object) -> object:
    return tuple(part.strip() for part in text.split(" / ")) if isinstance(text, str) else text


def _kind(text: object) -> object:
    if text not in KINDS:
        raise ValueError(f"chỉ nhận: {', '.join(KINDS)}.")
    return text


def _day(text: object) -> object:
    try:
        date.fromisoformat(str(text))
    except ValueError:
        raise ValueError("ngày phải ghi theo mẫu 2025-07-01.") from None
    return text


Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Levels = Annotated[tuple[str, ...], BeforeValidator(_levels)]
KindName = Annotated[str, BeforeValidator(_kind)]
Day = Annotated[str, BeforeValidator(_day)]
Line = Literal["unit", "class"]
Numbering = Literal["running", "unit"]


class FieldRow(Row):
    """fields.csv"""

    name: str
    label: str
    kind: KindName
    role: Role
    facet: Facet = Facet.NONE
    headers: Names = ()
    parents: Names = ()
    least: FiniteFloat | None = None
    most: FiniteFloat | None = None
    measure: str = ""
    allowed: Names = ()


class SettingRow(Row):
    """form_set.csv"""

    key: str
    value: str = ""


class AnnexRow(Row):
    """annexes.csv. line: one row a unit or a class; numbering: 'running' (1, 2, 3 … through all sections)
    or 'unit' (STT and name on a unit's first row); arrangement: what the rows are: 'registered' needs,
    'opened' classes or 'mixed'; carry_over: 'yes' (classes of earlier years), 'no' (new ones), 'mixed' (the
    note says which); index_row: whether (1) (2) (3) … stands under the header; zero: how a blank count
    prints, '' or '0'."""

    id: str
    name: str
    sheet: str
    number: str = ""
    group_title: str = ""
    title: str
    line: Line
    numbering: Numbering = "running"
    zero: Literal["", "0"] = ""
    total: Literal["yes", "added"] = "yes"
    total_label: str = "Tổng cộng"
    programmes: Names = ()
    clues: Names = ()
    arrangement: Literal["registered", "opened", "mixed"]
    carry_over: Literal["", "yes", "no", "mixed"] = ""
    section_rows: YesNo = False
    index_row: YesNo = False


class BieuRow(Row):
    """bieu.csv: the annexes that a biểu is made from, and what it prints otherwise than the first of them.
    only: 'field=value' for rows that enter, parted by |."""

    id: str
    sources: Names
    name: str | None = None
    sheet: str | None = None
    number: str | None = None
    group_title: str | None = None
    title: str | None = None
    numbering: Numbering | None = None
    zero: Literal["", "0"] | None = None
    total_label: str | None = None
    index_row: YesNo | None = None
    only: Names = ()


class ColumnRow(Row):
    """columns.csv: of an annex; and, with the id of a biểu, what that prints besides or otherwise.
    header: levels from top to bottom, parted by ' / '; shown: in the annex, in its biểu or in both; sum_of,
    part_of, product_of: fields of the table with which this one must agree."""

    form: str
    field: str
    header: Levels
    width: Annotated[FiniteFloat, Field(gt=0)]
    required: YesNo = False
    filled_by: Literal["unit", "province"] = "unit"
    shown: Literal["both", "annex", "bieu"] = "both"
    sum_of: Names = ()
    part_of: Names = ()
    product_of: Names = ()


class SectionRow(Row):
    """sections.csv: the parts I, II … of a form; unit_kinds: the kinds of unit whose rows stand in it; the
    section without kinds takes all others."""

    form: str
    numeral: str
    title: str
    unit_kinds: Names = ()


class DueRow(Row):
    """dues.csv: which unit owes which annex, in the order in which the biểu lists them."""

    form: str
    unit: str


class ProgrammeRow(Row):
    """programmes.csv. kind: training or refresher, each province's own; peers: whether its classes can be
    compared with each other; phrases: words that name it, the first match wins; general: whether it names
    no programme of its own, so that the verb of the class decides the kind."""

    id: str
    label: str
    kind: Literal["training", "refresher"]
    peers: YesNo
    phrases: Names
    general: YesNo = False


class NormRow(Row):
    """norms.csv: a usual length or class size with its source; what has no source is not a norm.
    study_form and day narrow it; blank means any."""

    programme: str
    study_form: Literal["", "full-time", "part-time"] = ""
    day: Literal["", "weekday", "weekend"] = ""
    field: Literal["length", "learners"]
    low: FiniteFloat
    high: FiniteFloat
    unit: Literal["ngày", "tuần", "tháng", "năm", "người", "học viên"]
    source: str


class AgreementRow(Row):
    """agreements.csv: two sums that must agree between forms, restricted to programmes where named."""

    id: str
    severity: Literal["error", "warning", "hint"]
    left_form: str
    left_fields: Names
    left_programmes: Names = ()
    right_form: str
    right_fields: Names
    right_programmes: Names = ()
    text: str


class RuleRow(Row):
    """rules.csv: 'enabled' switches a rule off with no; any other key is one of its bounds."""

    rule: str
    key: str
    value: str


class UnitRow(Row):
    """A catalogue of units."""

    code: str
    name: str
    sector: str = ""
    kind: str = ""
    valid_from: Day | Literal[""] = ""
    valid_to: Day | Literal[""] = ""
    parent: str = ""
    predecessors: Names = ()
    aliases: Names = ()
