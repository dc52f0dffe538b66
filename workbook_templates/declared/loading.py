"""A form set from its folder of flat tables, or every complaint about it at once.

`{year}`, `{next_year}`, `{last_year}` and `{year_before_last}` in any text become that year, so that next
year's edition changes no code.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from workbook_templates.declared import rows
from workbook_templates.declared.complaints import Complaints, FormSetError
from workbook_templates.declared.cross_checks import Tables, check
from workbook_templates.declared.fields import Field, catalogue, make_field
from workbook_templates.declared.form_set import (
    FORM_SETS,
    OPEN_UNITS,
    Agreement,
    FormSet,
    Norm,
    Programme,
    UnitHeading,
    own_no_need,
)
from workbook_templates.declared.forms import (
    OF_TOTAL,
    Annex,
    Bieu,
    Column,
    Columns,
    FixedLine,
    Footnote,
    Section,
)
from workbook_templates.declared.set_words import SETTING_CODES
from workbook_templates.declared.tables import Source, Table, fill_years, read_table
from workbook_templates.declared.tables_in_folder import UNITS, TablesInFolder
from workbook_templates.words.units import Catalogue, Unit

SETTINGS = (
    "id", "edition", "province", "year", "title", "units", "units_on", "sent_on", "party_head", "state_head",
    "motto", "superior", "issuer", "attached", "divider", "layout", "place", "sign_left", "sign_left_note",
    "sign_authority", "sign_office", "signer", "receiver", "receiver_email", "mail_subject", "deadline",
    "no_need", "example", "inherits", "adjustment",
)  # fmt: skip
FILE = "form_set.csv"
_YEARS = range(1990, 2101)
_ID = re.compile(r"[\w.-]{1,60}")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")

# Complains of what rules.csv says of rules, which are not known in this room.
RuleJudge = Callable[[Table[rows.RuleRow], Complaints], None]


def form_set_ids() -> list[str]:
    """The form sets that come with the tool."""
    return sorted(path.parent.name for path in FORM_SETS.glob(f"*/{FILE}"))


def load_form_set(name: str | Path, judge_rules: RuleJudge | None = None) -> FormSet:
    """The form set with this id, or in this folder; read once. Raises FormSetError where there is none, or
    with everything that is wrong with it."""
    return _load(form_set_folder(name), judge_rules)


def form_set_folder(name: str | Path) -> Path:
    """Where a form set lies: by its id, or the folder itself. Raises FormSetError where there is none."""
    for folder in (FORM_SETS / str(name), Path(name)):
        if any(os.path.isfile(folder / file) for file in (FILE, "annexes.csv", "columns.csv")):
            return folder.resolve()
    known = ", ".join(form_set_ids())
    if os.path.isdir(name):
        raise FormSetError(
            f"“{name}” không phải là thư mục của một bộ biểu mẫu (không có {FILE}). Đề nghị chỉ ra đúng thư "
            f"mục, hoặc ghi một bộ biểu mẫu có sẵn: {known}."
        )
    raise FormSetError(f"Không có bộ biểu mẫu “{name}”. Các bộ biểu mẫu hiện có: {known}.")


@lru_cache(maxsize=16)
def _load(folder: Path, judge_rules: RuleJudge | None) -> FormSet:
    return read_form_set(folder, judge_rules)


def read_form_set(folder: Path, judge_rules: RuleJudge | None = None) -> FormSet:
    """The form set in this folder, as its files stand now. Raises FormSetError."""
    return form_set_from(TablesInFolder(folder), judge_rules)


def form_set_from(
    source: Source, judge_rules: RuleJudge | None = None, complaints: Complaints | None = None
) -> FormSet:
    """The form set whose tables stand in a folder or elsewhere. complaints: what is known to be wrong
    already. Raises FormSetError."""
    complaints = Complaints() if complaints is None else complaints
    settings = _Settings(read_table(source, FILE, rows.SettingRow, complaints), complaints)
    tables = _read_tables(source, settings, complaints)
    fields = _fields(tables.fields, own_no_need(settings.values), complaints)
    check(tables, fields, complaints)
    if judge_rules is not None:
        judge_rules(tables.rules, complaints)
    complaints.raise_if_any(f"Bộ biểu mẫu “{source.name}”")
    return _make(source.name, settings, tables, fields)


class _Settings:
    """form_set.csv: its keys and values, with the years filled in."""

    def __init__(self, table: Table[rows.SettingRow], complaints: Complaints) -> None:
        self.complaints, self.readable = complaints, table.readable
        self.at = {row.key: row.at for row in reversed(table.rows)}
        typed = {row.key: row.value for row in table}
        for row in table:
            if row.key not in SETTINGS:
                complaints.unknown(FILE, row.at, "key", row.key, SETTINGS)
            elif self.at[row.key] != row.at:
                text = f"“{row.key}” đã khai ở dòng {self.at[row.key]}; mỗi mục chỉ khai một lần."
                complaints.add(FILE, row.at, "key", text)
        self.year = self._year(typed.get("year", ""))
        self.years = _years(self.year)
        self.values = {key: fill_years(value, self.years) for key, value in typed.items()}
        for key, value in self.values.items():
            self._judge_placeholders(key, value)
        if not _ID.fullmatch(self.values.get("id") or "x"):
            self.say("id", "mã chỉ gồm chữ, chữ số, dấu chấm, gạch nối, vì có trong tên tệp kết quả.")
        self._judge_heading()
        self._judge_codes()
        self.day = self._day("units_on", self.values.get("units_on") or f"{self.year - 1}-12-01")
        if sent := self.values.get("sent_on"):
            self._day("sent_on", sent)

    def say(self, key: str, text: str) -> None:
        """Complain of a setting, at its row where it has one; of a file that cannot be read that alone."""
        at = self.at.get(key)
        if self.readable:
            self.complaints.add(FILE, at, "value" if at else None, text)

    def _year(self, typed: str) -> int:
        if typed.isascii() and typed.isdecimal() and int(typed) in _YEARS:
            return int(typed)
        self.say("year", f"dòng year phải là năm kế hoạch (ví dụ 2027), đang ghi “{typed}”.")
        return date.today().year

    def _judge_placeholders(self, key: str, value: str) -> None:
        known = [f"{{{name}}}" for name in (*self.years, *(["unit"] if key == "mail_subject" else []))]
        for left in _PLACEHOLDER.findall(value):
            if left not in known:
                self.say(key, f"không hiểu “{left}”; chỉ nhận: {', '.join(known)}.")

    def _judge_heading(self) -> None:
        said = self.values.get
        if said("party_head") and said("state_head"):
            self.say("state_head", "đã ghi party_head; biểu chỉ mang một tiêu đề, đề nghị bỏ một dòng.")
        if said("motto") and not said("state_head"):
            self.say("motto", "tiêu ngữ đi với Quốc hiệu; đề nghị ghi thêm dòng state_head.")

    def _judge_codes(self) -> None:
        known, value = SETTING_CODES["layout"], self.values.get("layout", "")
        if value and value not in known:
            self.say("layout", f"không hiểu “{value}”; chỉ nhận: “{'”, “'.join(known)}”.")
        number = self.values.get("adjustment", "")
        if number and not (number.isascii() and number.isdecimal() and int(number) < 100):
            self.say(
                "adjustment", f"phải là lần điều chỉnh (1, 2 …; để trống: bản gốc), đang ghi “{number}”."
            )

    def _day(self, key: str, typed: str) -> date | None:
        try:
            return date.fromisoformat(typed)
        except ValueError:
            self.say(key, f"dòng {key} phải ghi theo mẫu 2025-07-01, đang ghi “{typed}”.")
            return None


def _read_tables(source: Source, settings: _Settings, complaints: Complaints) -> Tables:
    """All tables but the settings; complaints come in the order in which they are read here."""
    found = {}
    for name, (kind, needed) in rows.TABLES.items():
        if name == "units":
            found[name] = _read_units(source, settings, complaints)
        elif f"{name}.csv" != FILE:
            found[name] = read_table(source, f"{name}.csv", kind, complaints, settings.years, needed=needed)
    return Tables(**found, day=settings.day)


def _read_units(source: Source, settings: _Settings, complaints: Complaints) -> Table[rows.UnitRow]:
    """The catalogue that the settings name: the form set's own, or one of the tool's."""
    name, known = settings.values.get("units", ""), source.catalogues()
    if name == OPEN_UNITS:
        return Table(UNITS)
    if name in known:
        return read_table(source, f"{UNITS}/{name}.csv", rows.UnitRow, complaints)
    settings.say("units", f"dòng units phải ghi tên danh mục đơn vị; chỉ nhận: {', '.join(known)}.")
    return Table(UNITS, readable=False)


def _fields(own: Table[rows.FieldRow], no_need: frozenset[str], complaints: Complaints) -> dict[str, Field]:
    """The tool's fields, and the form set's own in place of those of the same name; all know the form set's
    own words for “none”."""
    fields = dict(catalogue())
    for row in own:
        try:
            fields[row.name] = make_field(row)
        except ValueError as error:  # a kind that cannot do with these bounds or values
            complaints.add(own.file, row.at, "kind", str(error))
    return {name: replace(field, no_need=no_need) for name, field in fields.items()} if no_need else fields


# --- what is right is put together --------------------------------------------------------------------


def _make(folder: str, settings: _Settings, tables: Tables, fields: dict[str, Field]) -> FormSet:
    columns: dict[str, list[Column]] = {}
    for row in tables.columns:
        given = row.model_dump(exclude={"form", "field", "source", "at"})
        columns.setdefault(row.form, []).append(Column(field=fields[row.field], **given))
    sections: dict[str, tuple[Section, ...]] = {}
    for row in tables.sections:
        section = Section(row.numeral, row.title, row.unit_kinds)
        sections[row.form] = (*sections.get(row.form, ()), section)
    lines: dict[str, list[FixedLine]] = {}
    for row in tables.lines:
        line = FixedLine(row.id, row.number, row.label, row.under, row.part, row.target, row.takes)
        lines.setdefault(row.form, []).append(line)
    annexes = {
        row.id: _annex(row, columns[row.id], sections, tuple(lines.get(row.id, ()))) for row in tables.annexes
    }
    units = [Unit(**_given(row)) for row in tables.units]
    catalogue = Catalogue(
        (unit for unit in units if unit.valid_on(settings.day)),
        gone=(unit for unit in units if not unit.valid_on(settings.day)),
    )
    rule_settings: dict[str, dict[str, str]] = {}
    for row in tables.rules:
        rule_settings.setdefault(row.rule, {})[row.key] = row.setting
    footnotes: dict[str, tuple[Footnote, ...]] = {}
    for row in tables.footnotes:
        footnotes[row.form] = (*footnotes.get(row.form, ()), Footnote(row.text))
    return FormSet(
        id=settings.values.get("id") or folder,
        year=settings.year,
        settings=settings.values,
        fields=fields,
        annexes=annexes,
        bieu={row.id: _bieu(row, annexes, columns, sections, footnotes, lines) for row in tables.bieu},
        headings={
            kind: UnitHeading(row.superior, row.head, row.motto)
            for row in tables.headings
            for kind in row.unit_kinds
        },
        programmes=tuple(Programme(**_given(row)) for row in tables.programmes),
        norms=tuple(Norm(**_given(row)) for row in tables.norms),
        agreements=tuple(Agreement(**_given(row)) for row in tables.agreements),
        dues=_dues(tables.dues, annexes, catalogue),
        rule_settings=rule_settings,
        catalogue=catalogue,
    )


def _dues(
    table: Table[rows.DueRow], annexes: Iterable[str], catalogue: Catalogue
) -> dict[str, tuple[str, ...]]:
    """The units that owe each annex: those named, and those of the kinds named."""
    dues: dict[str, dict[str, None]] = {annex: {} for annex in annexes}
    for row in table:
        of_kinds = (u.code for u in catalogue.units.values() if u.kind in (row.unit_kinds or ()))
        dues[row.form].update(dict.fromkeys([row.unit] if row.unit else of_kinds))
    return {annex: tuple(codes) for annex, codes in dues.items()}


def _given(row: rows.Row) -> dict:
    return row.model_dump(exclude={"at"})


def _annex(
    row: rows.AnnexRow,
    columns: list[Column],
    sections: Mapping[str, tuple[Section, ...]],
    lines: Iterable[FixedLine],
) -> Annex:
    return Annex(
        **_given(row),
        lines=tuple(line for line in lines if line.under != OF_TOTAL),
        of_total=tuple(line for line in lines if line.under == OF_TOTAL),
        columns=Columns([column for column in columns if column.shown != "bieu"]),
        all_columns=Columns(columns),
        sections=sections.get(row.id, ()),
    )


def _bieu(
    row: rows.BieuRow, annexes: dict[str, Annex], columns: dict, sections: dict, footnotes: dict, lines: dict
) -> Bieu:
    sources = [annexes[name] for name in row.sources]
    first = sources[0]
    own = columns.get(row.id, ()) if row.id != first.id else ()
    said = {key: value for key in _OF_A_BIEU if (value := getattr(row, key)) is not None}
    inherited = {key: getattr(first, key) for key in _INHERITED}
    if row.id in lines:
        said |= {"lines": tuple(lines[row.id]), "line": "fixed"}
    conditions = (condition.partition("=") for condition in row.only)
    return Bieu(
        id=row.id,
        **(inherited | said),
        columns=Columns([c for c in _printed(first.all_columns, own) if c.shown != "annex"]),
        sections=sections.get(row.id, first.sections),
        sources=tuple(sources),
        # Of rows chosen among others nobody says what their total contains, nor of tables without the line.
        of_total=() if row.only else _shared(sources),
        only=tuple((name.strip(), value.strip()) for name, _, value in conditions),
        footnotes=footnotes.get(row.id, ()),
        prints=row.prints,
    )


def _shared(sources: list[Annex]) -> tuple[FixedLine, ...]:
    """The lines below the total of the first annex that all of them have."""
    ids = set.intersection(*({line.id for line in annex.of_total} for annex in sources))
    return tuple(line for line in sources[0].of_total if line.id in ids)


def _printed(inherited: Iterable[Column], own: Iterable[Column]) -> list[Column]:
    """The columns of the first annex, with a biểu's own in place of those of the same field, or behind the
    one that it lists before."""
    printed = list(inherited)
    after = len(printed) - 1
    for column in own:
        names = [other.name for other in printed]
        if column.name in names:
            after = names.index(column.name)
            printed[after] = column
        else:
            after += 1
            printed.insert(after, column)
    return printed


_INHERITED = (
    "name", "sheet", "number", "group_title", "title", "line", "numbering", "zero", "total", "total_label",
    "carry_over", "of_year", "section_rows", "index_row", "measure", "lines",
)  # fmt: skip
_OF_A_BIEU = (
    "name", "sheet", "number", "group_title", "title", "numbering", "zero", "total_label", "index_row",
)  # fmt: skip


def _years(year: int) -> dict[str, str]:
    return {
        "year": str(year),
        "next_year": str(year + 1),
        "last_year": str(year - 1),
        "year_before_last": str(year - 2),
    }
