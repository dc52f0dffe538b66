"""What the rows of a form set's tables must fulfil together: names that exist, nothing twice, relations
that can hold. Each mistake is told once: what a row with a mistake of its own names counts as declared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from workbook_templates.declared import rows
from workbook_templates.declared.allotting import check_allotting
from workbook_templates.declared.complaints import Complaints
from workbook_templates.declared.fields import Field
from workbook_templates.declared.forms import CARRIED, NEW, OF_TOTAL, Footnote, Sum, sets_targets
from workbook_templates.declared.gathering import check_gathering
from workbook_templates.declared.states import CODES
from workbook_templates.declared.tables import Row, Table
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.quantity import Quantity
from workbook_templates.words.spelling import fold, words

RELATIONS = ("sum_of", "part_of", "product_of")
_NAMES_A_ROW = {
    "unit": (Role.UNIT,),
    "class": (Role.CLASS, Role.PERSON, Role.LINE),
    "fixed": (Role.LINE,),
}
_UNITS = {
    "learners": ("người", "học viên"),
    "rate": ("đồng",),
    "age": ("tuổi",),
    "length": ("ngày", "tuần", "tháng", "năm"),
}


@dataclass
class Tables:
    """All tables of a form set but its settings. day: on which its units must exist; None where that is
    not known."""

    fields: Table[rows.FieldRow]
    annexes: Table[rows.AnnexRow]
    bieu: Table[rows.BieuRow]
    columns: Table[rows.ColumnRow]
    sections: Table[rows.SectionRow]
    lines: Table[rows.LineRow]
    headings: Table[rows.HeadingRow]
    footnotes: Table[rows.FootnoteRow]
    units: Table[rows.UnitRow]
    dues: Table[rows.DueRow]
    programmes: Table[rows.ProgrammeRow]
    norms: Table[rows.NormRow]
    agreements: Table[rows.AgreementRow]
    rules: Table[rows.RuleRow]
    day: date | None = None


def check(tables: Tables, fields: Mapping[str, Field], complaints: Complaints) -> None:
    """Complain of all that does not fit. fields: the tool's and the form set's own, by name."""
    checks = Checks(tables, fields, complaints)
    checks.fields()
    checks.annexes()
    checks.bieu()
    checks.columns()
    checks.sections()
    checks.lines()
    check_gathering(checks)
    check_allotting(checks)
    checks.headings()
    checks.footnotes()
    checks.units()
    checks.dues()
    checks.programmes_and_norms()
    checks.agreements()
    checks.once(tables.rules, "rule", "key")


class Checks:
    """The tables of a form set, held against each other."""

    def __init__(self, tables: Tables, fields: Mapping[str, Field], complaints: Complaints) -> None:
        self.tables, self.known_fields, self.complaints = tables, fields, complaints
        self.annex_ids = tables.annexes.names("id")
        self.bieu_ids = tables.bieu.names("id")
        self.programmes = tables.programmes.names("id")
        self.field_names = _together(list(fields), tables.fields.names("name"))
        self.columns_of: dict[str, list[rows.ColumnRow]] = {}
        for row in tables.columns:
            self.columns_of.setdefault(row.form, []).append(row)
        self.named_in: dict[str, dict[str, None]] = {}
        for cells in tables.columns.cells:
            self.named_in.setdefault(cells.get("form", ""), {})[cells.get("field", "")] = None

    # --- what several checks need -------------------------------------------------------------------

    def say(self, table: Table, row: Row, column: str, text: str) -> None:
        self.complaints.add(table.file, row.at, column, text)

    def must_exist(
        self, table: Table, row: Row, column: str, found: str | Iterable[str], known: Collection[str] | None
    ) -> None:
        """Complain of what is not among the known; nothing can be said where these are not known."""
        for name in (found,) if isinstance(found, str) else found:
            if known is not None and name not in known:
                self.complaints.unknown(table.file, row.at, column, name, known)

    def once(self, table: Table, *columns: str, alike=lambda text: text) -> None:
        """Complain of rows that name the same thing again, at the last of these columns."""
        seen: dict[tuple, int] = {}
        for row in table:
            key = tuple(alike(getattr(row, column)) for column in columns)
            first = seen.setdefault(key, row.at)
            if first != row.at:
                text = f"“{getattr(row, columns[-1])}” đã khai ở dòng {first}; mỗi mục chỉ khai một lần."
                self.say(table, row, columns[-1], text)

    def fields_of(self, annex: str) -> list[str] | None:
        """The fields of an annex; None where they are not known."""
        return list(self.named_in.get(annex, ())) if self.tables.columns.readable else None

    # --- fields, annexes, biểu ----------------------------------------------------------------------

    def fields(self) -> None:
        table = self.tables.fields
        self.once(table, "name")
        parts = {
            f"{field.name}_{part.suffix}": field.name
            for field in self.known_fields.values()
            for part in field.kind.parts
            if part.suffix
        }
        for row in table:
            if row.least is not None and row.most is not None and row.least > row.most:
                self.say(table, row, "least", f"{row.least:g} lớn hơn most ({row.most:g}).")
            if row.name in parts:
                self.say(table, row, "name", f"trùng với một phần của trường “{parts[row.name]}”.")
            kind = self.known_fields[row.name].kind
            if row.role is Role.STATE and (lacks := [code for code in CODES if kind.parse(code)[0] is None]):
                text = f"trường trạng thái phải có đủ bốn mã, ví dụ Dừng=stopped; thiếu: {', '.join(lacks)}."
                self.say(table, row, "allowed", text)
            if unfit := self.known_fields[row.name].kind.unfit():
                self.say(table, row, *unfit)

    def annexes(self) -> None:
        table = self.tables.annexes
        self.once(table, "id")
        titled = self.tables.sections.names("form")
        for row in table:
            self.must_exist(table, row, "programmes", row.programmes, self.programmes)
            if row.section_rows and titled is not None and row.id not in titled:
                self.say(table, row, "section_rows", "sections.csv chưa khai phần nào của biểu này.")
            named = self.fields_of(row.id)
            if named is None:
                continue
            if not named:
                self.say(table, row, "id", f"“{row.id}” chưa có cột nào trong columns.csv.")
                continue
            columns = self.columns_of.get(row.id, ())  # without those that have a mistake
            if len(columns) == len(named) and not any(column.required for column in columns):
                text = (
                    f"chưa có cột bắt buộc nào (required = yes) của “{row.id}” nên không nhận ra được bảng."
                )
                self.say(table, row, "id", text)
            if all(name in self.known_fields for name in named):
                self._must_name_rows(row, {self.known_fields[name].role for name in named})

    def _must_name_rows(self, row: rows.AnnexRow, roles: set[Role]) -> None:
        needed = _NAMES_A_ROW.get(row.line, ())
        if needed and not roles & set(needed):
            words_ = " hoặc ".join(f"“{role.words}”" for role in needed)
            text = f"mỗi dòng là một “{row.line}” nhưng columns.csv chưa có cột {words_} của biểu này."
            self.say(self.tables.annexes, row, "line", text)

    def bieu(self) -> None:
        table = self.tables.bieu
        self.once(table, "id")
        for row in table:
            self.must_exist(table, row, "sources", row.sources, self.annex_ids)
            if self.annex_ids is not None and row.id in self.annex_ids and row.id != row.sources[0]:
                text = f"“{row.id}” là biểu đơn vị khác; chỉ trùng mã được với biểu nguồn đầu tiên."
                self.say(table, row, "id", text)
            for condition in row.only:
                self._condition(row, condition)

    def _condition(self, row: rows.BieuRow, condition: str) -> None:
        named = [names for source in row.sources if (names := self.fields_of(source))]
        shared = [name for name in named[0] if all(name in names for names in named)] if named else []
        name, _, value = (part.strip() for part in condition.partition("="))
        if named and (name not in shared or not value):
            known = ", ".join(shared) or "không có cột chung nào của các biểu nguồn"
            text = f"đang ghi “{condition}”; ghi theo mẫu cột=giá trị, với cột là: {known}."
            self.say(self.tables.bieu, row, "only", text)

    # --- columns ------------------------------------------------------------------------------------

    def columns(self) -> None:
        table = self.tables.columns
        self.once(table, "form", "field")
        forms = _together(self.annex_ids, self.bieu_ids)
        headers: dict[tuple, int] = {}
        for row in table:
            self.must_exist(table, row, "form", row.form, forms)
            self.must_exist(table, row, "field", row.field, self.field_names)
            header = (row.form, *map(words, row.header))
            first = headers.setdefault(header, row.at)
            if first != row.at:
                self.say(table, row, "header", f"trùng tiêu đề với dòng {first}; không phân biệt được.")
        for form in self.columns_of:
            self._relations(form)
        for row in self.tables.bieu:
            if row.id not in (self.annex_ids or ()):
                self._own_columns(row)

    def _relations(self, form: str) -> None:
        inherited = next((row.sources[0] for row in self.tables.bieu if row.id == form), form)
        named = [*self.named_in[form], *(self.named_in.get(inherited, {}) if inherited != form else ())]
        for row in self.columns_of[form]:
            for relation in RELATIONS:
                others = getattr(row, relation)
                allowed = [name for name in named if name != row.field and self._counts(name)]
                self.must_exist(self.tables.columns, row, relation, others, allowed)
                if others and not self._counts(row.field):
                    text = f"“{row.field}” không phải là cột số nên không đối chiếu được."
                    self.say(self.tables.columns, row, relation, text)
        for relations in (("sum_of", "product_of"), ("part_of",)):
            self._circles(self.columns_of[form], relations)

    def _counts(self, name: str) -> bool:
        """Whether a field's values are numbers that can be held against each other; one that is not known
        has its complaint already."""
        field = self.known_fields.get(name)
        return field is None or (
            field.kind.parts[0].numeric and not field.kind.parts[0].suffix and not field.kind.tells_time
        )

    def _circles(self, of_form: list[rows.ColumnRow], relations: tuple[str, ...]) -> None:
        """Complain, once a circle, where a column rests on itself through others."""
        leads = {row.field: [n for r in relations for n in getattr(row, r) if n != row.field]
                 for row in of_form}  # fmt: skip
        told: set[str] = set()
        for row in of_form:
            circle = _way_back(row.field, leads)
            if circle and row.field not in told:
                told.update(circle)
                column = next(r for r in relations if set(getattr(row, r)) & set(circle))
                text = f"các cột tính vòng quanh: {' → '.join(circle)}. Đề nghị bỏ một chỗ."
                self.say(self.tables.columns, row, column, text)

    def _own_columns(self, bieu: rows.BieuRow) -> None:
        """A column that only a biểu has is filled in by the province, or by the tool."""
        given = [names for source in bieu.sources if (names := self.fields_of(source))]
        for row in self.columns_of.get(bieu.id, ()) if given else ():
            field = self.known_fields.get(row.field)
            if field is None or field.role in (Role.ORDINAL, Role.UNIT) or row.filled_by != "unit":
                continue
            if not any(row.field in names for names in given):
                text = "biểu nguồn không có cột này nên phải do tỉnh ghi hoặc công cụ cộng: province, tool."
                self.say(self.tables.columns, row, "filled_by", text)

    # --- sections, units, dues ----------------------------------------------------------------------

    def sections(self) -> None:
        table = self.tables.sections
        self.once(table, "form", "numeral")
        kinds = self.tables.units.names("kind")
        for row in table:
            self.must_exist(table, row, "form", row.form, _together(self.annex_ids, self.bieu_ids))
            self.must_exist(table, row, "unit_kinds", row.unit_kinds, kinds)

    def lines(self) -> None:
        table = self.tables.lines
        self.once(table, "form", "id")
        fixed = [row.id for row in self.tables.annexes if row.line == "fixed"]
        own = [row.id for row in self.tables.bieu if row.id not in (self.annex_ids or ())]
        above: dict[str, list[str]] = {}
        without = {row.id for row in self.tables.annexes if row.total == "no"}
        for row in table:
            if row.under == OF_TOTAL:
                self._of_total(row, without)
                continue
            self.must_exist(table, row, "form", row.form, [*fixed, *own])
            if row.id == OF_TOTAL:
                self.say(table, row, "id", f"“{OF_TOTAL}” chỉ dòng tổng; đề nghị đặt mã khác.")
            known = above.setdefault(row.form, [])
            if row.under and row.under not in known:
                text = f"“{row.under}” phải là id của một dòng đứng trên dòng này trong cùng biểu."
                self.say(table, row, "under", text)
            if row.part and not row.under:
                self.say(table, row, "part", "dòng “trong đó” phải ghi ở cột under là của dòng nào.")
            if row.target:
                self._target(row)
            known.append(row.id)
        for row in self.tables.annexes:
            if row.line == "fixed" and table.readable and row.id not in above:
                self.say(self.tables.annexes, row, "line", "lines.csv chưa khai dòng nào của biểu này.")

    def _of_total(self, row: rows.LineRow, without: Collection[str]) -> None:
        """A line that says what the total contains."""
        self.must_exist(self.tables.lines, row, "form", row.form, self.annex_ids)
        if not row.part:
            self.say(self.tables.lines, row, "part", "dòng dưới dòng tổng là dòng “trong đó”; chỉ nhận: yes.")
        if row.form in without:
            self.say(self.tables.lines, row, "under", "biểu này không có dòng tổng (total là no).")
        if row.target:
            self.say(self.tables.lines, row, "target", "dòng dưới dòng tổng không có chỉ tiêu.")

    def _target(self, row: rows.LineRow) -> None:
        """A target is a number or a range, and has a column to stand in."""
        value, problem = Quantity().parse(row.target)
        if problem or value is None:
            text = f"đang ghi “{row.target}”; ghi một số hoặc một khoảng: 35; từ 35; 60 - 80."
            self.say(self.tables.lines, row, "target", text)
        columns = self.columns_of.get(row.form, ())
        fields = {c.field: self.known_fields.get(c.field) for c in columns}
        if all(fields.values()) and not any(sets_targets(fields[c.field], c.filled_by) for c in columns):
            text = "biểu chưa có cột chỉ tiêu: vai trò allotted, loại quantity, filled_by là province."
            self.say(self.tables.lines, row, "target", text)

    # --- headings and footnotes ---------------------------------------------------------------------

    def headings(self) -> None:
        table = self.tables.headings
        kinds = self.tables.units.names("kind")
        self._once_each(table, "unit_kinds")
        for row in table:
            self.must_exist(table, row, "unit_kinds", row.unit_kinds, kinds)
            if row.motto and not row.head:
                self.say(table, row, "motto", "tiêu ngữ đi với Quốc hiệu; đề nghị ghi thêm cột head.")

    def footnotes(self) -> None:
        table = self.tables.footnotes
        sources = {row.id: row.sources[0] for row in self.tables.bieu}
        mixed = {row.id for row in self.tables.annexes if row.carry_over == "mixed"}
        for row in table:
            self.must_exist(table, row, "form", row.form, self.bieu_ids)
            source = sources.get(row.form, row.form)
            named = (*(self.fields_of(source) or ()), *self.named_in.get(row.form, ()))
            added = list(dict.fromkeys(name for name in named if self.adds(name)))
            if not named:
                continue
            for part in Footnote(row.text).parts:
                if isinstance(part, Sum):
                    self.must_exist(table, row, "text", part.fields, added)
                    if part.of not in ("", CARRIED, NEW) or (part.of and source not in mixed):
                        text = (
                            f"không hiểu “:{part.of}”; chỉ nhận :{CARRIED}, :{NEW} ở biểu có lớp chuyển tiếp."
                        )
                        self.say(table, row, "text", text)
                elif set(part) & set("{}"):
                    self.say(table, row, "text", "thiếu hoặc thừa một dấu ngoặc nhọn.")

    def adds(self, name: str) -> bool:
        """Whether a field's figures are numbers that a biểu adds up."""
        field = self.known_fields.get(name)
        return field is not None and field.kind.adds and not field.kind.interval

    def units(self) -> None:
        table = self.tables.units
        self.once(table, "code", alike=fold)
        codes = table.names("code")
        for row in table:
            if codes is not None and row.parent and row.parent not in codes:
                self.say(table, row, "parent", f"không có đơn vị “{row.parent}” trong danh mục này.")
            for former in row.predecessors:
                if codes is not None and former not in codes and " " not in former:
                    text = (
                        f"không có đơn vị “{former}” trong danh mục này. Đơn vị cũ không có trong danh mục "
                        "thì ghi bằng tên, ví dụ: Xã Bản Ngoại, huyện Đại Từ."
                    )
                    self.say(table, row, "predecessors", text)
            if row.valid_from and row.valid_to and row.valid_from > row.valid_to:
                self.say(table, row, "valid_from", f"{row.valid_from} sau valid_to ({row.valid_to}).")

    def dues(self) -> None:
        table = self.tables.dues
        codes, valid = self.tables.units.names("code"), self._valid_units()
        self._once_each(table, "unit")
        self._once_each(table, "unit_kinds")
        for row in table:
            self.must_exist(table, row, "form", row.form, self.annex_ids)
            self.must_exist(table, row, "unit_kinds", row.unit_kinds or (), self.tables.units.names("kind"))
            if bool(row.unit) == bool(row.unit_kinds):
                self.say(table, row, "unit", "mỗi dòng ghi một trong hai: mã đơn vị (unit) hoặc unit_kinds.")
            if not row.unit:
                continue
            if codes is not None and row.unit not in codes:
                text = f"không có đơn vị “{row.unit}” trong danh mục. Đề nghị sửa mã hoặc bỏ dòng này."
                self.say(table, row, "unit", text)
            elif valid is not None and row.unit not in valid:
                text = (
                    f"đơn vị “{row.unit}” không còn hoặc chưa có vào ngày {self.tables.day:%d/%m/%Y} "
                    "(units_on). Đề nghị bỏ dòng này hoặc ghi đơn vị kế thừa."
                )
                self.say(table, row, "unit", text)

    def _once_each(self, table: Table, column: str) -> None:
        """Complain of what stands twice in one column of the rows of a form, or of a table without forms."""
        seen: dict[tuple[str, str], int] = {}
        for row in table:
            for name in filter(None, _listed(getattr(row, column) or ())):
                first = seen.setdefault((getattr(row, "form", ""), name), row.at)
                if first != row.at:
                    text = f"“{name}” đã khai ở dòng {first}; mỗi mục chỉ khai một lần."
                    self.say(table, row, column, text)

    def _valid_units(self) -> set[str] | None:
        """The codes of those that exist on the day, and of those whose rows have mistakes."""
        day, codes = self.tables.day, self.tables.units.names("code")
        if day is None or codes is None:
            return None
        on = day.isoformat()
        gone = {row.code for row in self.tables.units
                if on < row.valid_from or (row.valid_to and row.valid_to < on)}  # fmt: skip
        return set(codes) - gone

    # --- programmes, norms, agreements --------------------------------------------------------------

    def programmes_and_norms(self) -> None:
        self.once(self.tables.programmes, "id")
        table = self.tables.norms
        self.once(table, "study_form", "day", "field", "programme")
        for row in table:
            self.must_exist(table, row, "programme", row.programme, self.programmes)
            if row.low > row.high:
                self.say(table, row, "low", f"{row.low:g} lớn hơn high ({row.high:g}).")
            if row.unit not in _UNITS[row.field]:
                text = f"“{row.unit}” không phải đơn vị tính của “{row.field}”."
                self.say(table, row, "unit", text)

    def agreements(self) -> None:
        table = self.tables.agreements
        self.once(table, "id")
        for row in table:
            for side in ("left", "right"):
                form = getattr(row, f"{side}_form")
                self.must_exist(table, row, f"{side}_form", form, self.annex_ids)
                named = self.fields_of(form)
                if named and form in (self.annex_ids or ()):
                    added = [name for name in named if self._can_agree(name)]
                    self.must_exist(table, row, f"{side}_fields", getattr(row, f"{side}_fields"), added)
                    lines = [line.id for line in self.tables.lines if line.form == form]
                    self.must_exist(table, row, f"{side}_lines", getattr(row, f"{side}_lines"), lines)
                programmes = getattr(row, f"{side}_programmes")
                self.must_exist(table, row, f"{side}_programmes", programmes, self.programmes)

    def _can_agree(self, name: str) -> bool:
        """Whether a field is added up, or names persons, who can be counted; one that is not known has its
        complaint already."""
        field = self.known_fields.get(name)
        return field is None or field.kind.adds or field.role is Role.PERSON


def _together(*lists: list[str] | None) -> list[str] | None:
    """All names of several lists; None where one of these is not known."""
    return None if None in lists else list(dict.fromkeys(name for names in lists for name in names))


def _listed(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _way_back(start: str, leads: Mapping[str, list[str]]) -> list[str]:
    """The way from a name through others back to itself, both ends included; empty where there is none."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop()
        for name in leads.get(way[-1], ()):
            if name == start:
                return [*way, name]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []
