"""A form set from its folder of flat tables, or every complaint about it at once.

`{year}`, `{next_year}`, `{last_year}` and `{year_before_last}` in any text become that year, so that next
year's edition changes no code.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from workbook_templates.declared import rows
from workbook_templates.declared.fields import Field, catalogue, make_field
from workbook_templates.declared.form_set import FORM_SETS, Agreement, FormSet, Norm, Programme
from workbook_templates.declared.forms import Annex, Bieu, Column, Columns, Section
from workbook_templates.declared.tables import Complaints, FormSetError, fill_years, read_rows
from workbook_templates.words.units import CATALOGUES, Catalogue, Unit

SETTINGS = (
    "id", "edition", "province", "year", "title", "units", "units_on", "party_head", "superior", "issuer",
    "attached", "place", "sign_authority", "sign_office", "receiver", "receiver_email", "mail_subject",
    "deadline", "no_need",
)  # fmt: skip


def form_set_ids() -> list[str]:
    """The form sets that come with the tool."""
    return sorted(path.parent.name for path in FORM_SETS.glob("*/form_set.csv"))


def load_form_set(name: str | Path) -> FormSet:
    """The form set with this id, or in this folder. Raises FormSetError where there is none, or with
    everything that is wrong with it."""
    folder = FORM_SETS / str(name)
    if not (folder / "form_set.csv").is_file():
        folder = Path(name)
    if not (folder / "form_set.csv").is_file():
        known = ", ".join(form_set_ids())
        raise FormSetError(f"Không có bộ biểu mẫu “{name}”. Các bộ biểu mẫu hiện có: {known}.")
    return _load(folder.resolve())


@lru_cache(maxsize=8)
def _load(folder: Path) -> FormSet:
    return _Loader(folder).load()


class _Loader:
    """Reads one folder; what is wrong is collected until all of it is known."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.complaints = Complaints()
        self.settings = self._settings()
        self.years = _years(self._year())

    def load(self) -> FormSet:
        """The form set. Raises FormSetError."""
        fields = self._fields()
        annex_rows, bieu_rows = self._read("annexes.csv", rows.AnnexRow), self._read("bieu.csv", rows.BieuRow)
        self._once("annexes.csv", annex_rows, "id")
        self._once("bieu.csv", bieu_rows, "id")
        self.ids = {row.id for row in (*annex_rows, *bieu_rows)}
        columns = self._columns(fields)
        sections = self._sections()
        annexes = {row.id: self._annex(row, columns, sections) for row in annex_rows}
        bieu = {row.id: made for row in bieu_rows if (made := self._bieu(row, annexes, columns, sections))}
        units = self._units()
        programmes = self._programmes()
        made = FormSet(
            id=self.settings.get("id") or self.folder.name,
            year=int(self.years["year"]),
            settings={key: fill_years(value, self.years) for key, value in self.settings.items()},
            fields=fields,
            annexes=annexes,
            bieu=bieu,
            programmes=programmes,
            norms=self._norms({programme.id for programme in programmes}),
            agreements=self._agreements(annexes, {programme.id for programme in programmes}),
            dues=self._dues(annexes, units),
            rule_settings=self._rules(),
            catalogue=units,
        )
        self.complaints.raise_if_any(f"Bộ biểu mẫu “{self.folder.name}”")
        return made

    def _read(self, file: str, kind: type[rows.Row], *, needed: bool = True) -> list:
        return read_rows(self.folder / file, kind, self.complaints, self.years, needed=needed)

    def _once(self, file: str, found: Iterable, *columns: str) -> None:
        """Complain of rows that name the same thing twice."""
        seen: dict[tuple, int] = {}
        for row in found:
            key = tuple(getattr(row, column) for column in columns)
            first = seen.setdefault(key, row.at)
            if first != row.at:
                self.complaints.add(
                    file,
                    row.at,
                    columns[-1],
                    f"“{key[-1]}” đã khai ở dòng {first}; mỗi mục chỉ khai một lần.",
                )

    def _unknown(self, file: str, line: int, column: str, found: str, known: Iterable[str]) -> None:
        allowed = ", ".join(known) or "chưa khai mục nào"
        self.complaints.add(file, line, column, f"không có “{found}”; chỉ nhận: {allowed}.")

    # --- form_set.csv -----------------------------------------------------------------------------

    def _settings(self) -> dict[str, str]:
        found = read_rows(self.folder / "form_set.csv", rows.SettingRow, self.complaints)
        self._once("form_set.csv", found, "key")
        for row in found:
            if row.key not in SETTINGS:
                self._unknown("form_set.csv", row.at, "key", row.key, SETTINGS)
        return {row.key: row.value for row in found}

    def _year(self) -> int:
        typed = self.settings.get("year", "")
        if typed.isdecimal() and len(typed) == 4:
            return int(typed)
        self.complaints.add(
            "form_set.csv", None, None, f"dòng year phải là năm kế hoạch, đang ghi “{typed}”."
        )
        return date.today().year

    # --- fields, columns, forms -------------------------------------------------------------------

    def _fields(self) -> dict[str, Field]:
        own = self._read("fields.csv", rows.FieldRow, needed=False)
        self._once("fields.csv", own, "name")
        made = {row.name: make_field(row) for row in own}
        for row in own:
            if wrong := made[row.name].kind.unfit():
                self.complaints.add("fields.csv", row.at, *wrong)
        return {**catalogue(), **made}

    def _columns(self, fields: dict[str, Field]) -> dict[str, list[Column]]:
        found: dict[str, list[Column]] = {}
        read = self._read("columns.csv", rows.ColumnRow)
        self._once("columns.csv", read, "form", "field")
        names: dict[str, set[str]] = {}
        for row in read:
            names.setdefault(row.form, set()).add(row.field)
        for row in read:
            if row.form not in self.ids:
                self._unknown("columns.csv", row.at, "form", row.form, sorted(self.ids))
            if row.field not in fields:
                self._unknown("columns.csv", row.at, "field", row.field, fields)
                continue
            for kind in ("sum_of", "part_of", "product_of"):
                for other in getattr(row, kind):
                    if other not in names[row.form] or other == row.field:
                        others = sorted(names[row.form] - {row.field})
                        self._unknown("columns.csv", row.at, kind, other, others)
            given = row.model_dump(exclude={"form", "field", "at"})
            found.setdefault(row.form, []).append(Column(field=fields[row.field], **given))
        return found

    def _sections(self) -> dict[str, tuple[Section, ...]]:
        found: dict[str, tuple[Section, ...]] = {}
        for row in self._read("sections.csv", rows.SectionRow):
            if row.form not in self.ids:
                self._unknown("sections.csv", row.at, "form", row.form, sorted(self.ids))
            section = Section(row.numeral, row.title, row.unit_kinds)
            found[row.form] = (*found.get(row.form, ()), section)
        return found

    def _annex(self, row: rows.AnnexRow, columns: dict, sections: dict) -> Annex:
        own = columns.get(row.id, [])
        if not own:
            self.complaints.add("annexes.csv", row.at, "id", f"“{row.id}” chưa có cột nào trong columns.csv.")
        return Annex(
            **row.model_dump(exclude={"at"}),
            columns=Columns([column for column in own if column.shown != "bieu"]),
            all_columns=Columns(own),
            sections=sections.get(row.id, ()),
        )

    def _bieu(self, row: rows.BieuRow, annexes: dict, columns: dict, sections: dict) -> Bieu | None:
        for name in row.sources:
            if name not in annexes:
                self._unknown("bieu.csv", row.at, "sources", name, annexes)
                return None
        sources = [annexes[name] for name in row.sources]
        first = sources[0]
        printed = [column for column in first.all_columns if column.shown != "annex"]
        if row.id != first.id:
            own = {column.name: column for column in columns.get(row.id, ())}
            printed = [*(own.pop(column.name, column) for column in first.columns), *own.values()]
        said = {key: value for key in _OF_A_BIEU if (value := getattr(row, key)) is not None}
        inherited = {key: getattr(first, key) for key in _INHERITED}
        return Bieu(
            id=row.id,
            **(inherited | said),
            columns=Columns(printed),
            sections=sections.get(row.id, first.sections),
            sources=tuple(sources),
            only=tuple(self._only(row, first)),
        )

    def _only(self, row: rows.BieuRow, annex: Annex) -> Iterable[tuple[str, str]]:
        for condition in row.only:
            name, _, value = (part.strip() for part in condition.partition("="))
            if name in annex.by_field and value:
                yield name, value
            else:
                known = ", ".join(annex.by_field)
                text = f"đang ghi “{condition}”; ghi theo mẫu cột=giá trị, với cột là: {known}."
                self.complaints.add("bieu.csv", row.at, "only", text)

    # --- units, programmes, norms, agreements, rules ----------------------------------------------

    def _units(self) -> Catalogue:
        own, name = self.folder / "units", self.settings.get("units", "")
        path = (own if own.is_dir() else CATALOGUES) / f"{name}.csv"
        on = fill_years(self.settings.get("units_on", "{last_year}-12-01"), self.years)
        try:
            day = date.fromisoformat(on)
        except ValueError:
            text = f"dòng units_on phải ghi theo mẫu 2025-07-01, đang ghi “{on}”."
            self.complaints.add("form_set.csv", None, None, text)
            return Catalogue(())
        found = read_rows(path, rows.UnitRow, self.complaints)
        self._once(path.name, found, "code")
        units = {row.code: Unit(**row.model_dump(exclude={"at"})) for row in found}
        return Catalogue(unit for unit in units.values() if unit.valid_on(day))

    def _programmes(self) -> tuple[Programme, ...]:
        found = self._read("programmes.csv", rows.ProgrammeRow)
        self._once("programmes.csv", found, "id")
        return tuple(Programme(**row.model_dump(exclude={"at"})) for row in found)

    def _norms(self, programmes: set[str]) -> tuple[Norm, ...]:
        found = []
        for row in self._read("norms.csv", rows.NormRow):
            if row.programme not in programmes:
                self._unknown("norms.csv", row.at, "programme", row.programme, sorted(programmes))
            if row.low > row.high:
                self.complaints.add("norms.csv", row.at, "low", f"{row.low:g} lớn hơn high ({row.high:g}).")
            if (row.unit in ("người", "học viên")) != (row.field == "learners"):
                text = f"“{row.unit}” không phải đơn vị tính của “{row.field}”."
                self.complaints.add("norms.csv", row.at, "unit", text)
            found.append(Norm(**row.model_dump(exclude={"at"})))
        return tuple(found)

    def _agreements(self, annexes: dict[str, Annex], programmes: set[str]) -> tuple[Agreement, ...]:
        found = self._read("agreements.csv", rows.AgreementRow)
        self._once("agreements.csv", found, "id")
        for row in found:
            for side in ("left", "right"):
                form = getattr(row, f"{side}_form")
                if form not in annexes:
                    self._unknown("agreements.csv", row.at, f"{side}_form", form, annexes)
                    continue
                for name in getattr(row, f"{side}_fields"):
                    if name not in annexes[form].by_field:
                        self._unknown(
                            "agreements.csv", row.at, f"{side}_fields", name, annexes[form].by_field
                        )
                for name in getattr(row, f"{side}_programmes"):
                    if name not in programmes:
                        column = f"{side}_programmes"
                        self._unknown("agreements.csv", row.at, column, name, sorted(programmes))
        return tuple(Agreement(**row.model_dump(exclude={"at"})) for row in found)

    def _dues(self, annexes: dict[str, Annex], catalogue_: Catalogue) -> dict[str, tuple[str, ...]]:
        dues: dict[str, list[str]] = {annex: [] for annex in annexes}
        found = self._read("dues.csv", rows.DueRow)
        self._once("dues.csv", found, "form", "unit")
        for row in found:
            if row.form not in annexes:
                self._unknown("dues.csv", row.at, "form", row.form, annexes)
            elif row.unit not in catalogue_.units:
                text = (
                    f"không có đơn vị “{row.unit}” trong danh mục của ngày ghi ở units_on. Đề nghị sửa mã "
                    "hoặc bỏ dòng này."
                )
                self.complaints.add("dues.csv", row.at, "unit", text)
            else:
                dues[row.form].append(row.unit)
        return {annex: tuple(codes) for annex, codes in dues.items()}

    def _rules(self) -> dict[str, dict[str, str]]:
        found = self._read("rules.csv", rows.RuleRow)
        self._once("rules.csv", found, "rule", "key")
        settings: dict[str, dict[str, str]] = {}
        for row in found:
            settings.setdefault(row.rule, {})[row.key] = row.value
        return settings


_INHERITED = (
    "name", "sheet", "number", "group_title", "title", "line", "numbering", "zero", "total", "total_label",
    "carry_over", "section_rows", "index_row",
)  # fmt: skip
_OF_A_BIEU = (
    "name",
    "sheet",
    "number",
    "group_title",
    "title",
    "numbering",
    "zero",
    "total_label",
    "index_row",
)


def _years(year: int) -> dict[str, str]:
    return {
        "year": str(year),
        "next_year": str(year + 1),
        "last_year": str(year - 1),
        "year_before_last": str(year - 2),
    }
