"""Results without persons (--an-danh): in place of each a code, of a birth, a phone, a post nothing.

Done when everything has been read and judged, so that findings and figures are those of the real lists: what
comes out says as many persons, rows and findings, and of none who it is. Nothing in it leads back to the
files of the units.
"""

from __future__ import annotations

import re
from dataclasses import replace

from validators.batch import Batch
from validators.persons import HIDDEN, Hidden, persons_of, texts_of
from validators.report import Report
from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.forms import Column
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.person import name_key
from workbook_templates.reading.table import Table
from workbook_templates.words.personal import is_full_name, without_persons
from workbook_templates.words.spelling import words
from workbook_templates.words.units import Catalogue
from xl_addin.inbox import Inbox, relative

_TELLS_TOO = re.compile(
    r"\b(?:chức vụ|chức danh|(?:đơn vị|nơi|cơ quan) công tác)\b"
)  # who else has the post?
_TEXTS = ("message", "suggestion", "value", "expected", "explained", "lapsed_reason", "sheet")
_OF_A_FORM = ("name", "sheet", "title", "group_title")


class Anonymous:
    """Inbox and report of what has been read and judged, without persons, and `text`, which takes them out
    of every other text that is written. The inbox and its tables are changed, and the report with them."""

    def __init__(self, inbox: Inbox, report: Report) -> None:
        self.inbox, self.report = inbox, report
        self.form_set = report.batch.form_set
        self._hidden, self._files, self._units = Hidden(), {}, {}
        self._columns = persons_of(report.batch).columns
        codes: dict[str, dict[tuple, str]] = {}
        for number, item in enumerate(inbox.returns, start=1):
            unit = f"tệp {number}" if item.unit is None else item.unit
            for table in item.tables:
                self._name_persons(table, codes.setdefault(unit, {}), self._outright(unit))
        self._rename_units()
        self._rename_files()
        for item in inbox.returns:
            for table in item.tables:
                self._empty(table)
                table.sheet = self.text(table.sheet)
        for finding in (*report.findings, *report.mended):
            self._take_out(finding)
        report.changes = []  # they quote rows of files that are not looked through here
        if inbox.known:
            inbox.known.told = [self.text(text) for text in inbox.known.told]
        old = report.batch
        inbox.form_set = self.form_set
        report.batch = Batch(
            inbox.returns,
            self.form_set,
            together=old.together,
            used=old.used,
            superseded=old.superseded,
            dropped=old.dropped,
            gone=old.gone,
        )

    def _outright(self, unit: str) -> str:
        """A unit's code behind the number of its persons; none that looks like the name of somebody."""
        bare = without_persons(unit, lambda _: "")
        return unit if bare == unit else f"đơn vị {list(self.form_set.catalogue.units).index(unit) + 1:03d}"

    def text(self, text: str) -> str:
        """A text as it may go out."""
        for old, new in (*self._files.items(), *self._units.items()):
            text = text.replace(old, new)
        if not self.form_set.open_units and self.form_set.catalogue.match(text):
            return text
        return without_persons(self._hidden.out_of(text), lambda _: HIDDEN)

    # --- persons --------------------------------------------------------------------------------------

    def _columns_of(self, table: Table) -> list[Column]:
        found = self._columns.get(id(table), ())
        return [column for column in self.form_set.annexes[table.form].all_columns if column.name in found]

    def _name_persons(self, table: Table, codes: dict[tuple, str], unit: str) -> None:
        """Put a code in place of each name, by the order in which the unit's file has them: one person twice
        has one code. codes: those given already."""
        columns = self._columns_of(table)
        births = [c.name for c in columns if c.field.role is Role.BIRTH]
        for column in columns:
            for text in texts_of(column, table) if not _names(column) else ():
                self._hidden.add(text)
        for column in columns:
            raws = table.raw.get(column.name) or []
            for index, raw in enumerate(raws):
                if not isinstance(raw, str) or not (_names(column) or is_full_name(raw)):
                    continue
                born = tuple(str(table.values[name][index]) for name in births if table.values.get(name))
                key = words(name_key(raw)), born
                code = codes.setdefault(key, f"Người {len(codes) + 1:03d} ({unit})")
                self._hidden.add(raw, code)
                self._hidden.add(name_key(raw), code)
                raws[index] = table.values[column.name][index] = code

    def _empty(self, table: Table) -> None:
        """Leave nothing else in a list that tells who somebody is."""
        columns = self._columns_of(table)
        if any(_names(column) for column in columns):
            columns += [c for c in self.form_set.annexes[table.form].all_columns
                        if _TELLS_TOO.search(words(c.header[-1])) and c not in columns
                        and c.field.role is Role.OTHER and not c.field.kind.adds]  # fmt: skip
        names = {column.name for column in columns}
        for column in columns:
            for cells in filter(None, (table.raw.get(column.name), table.values.get(column.name))):
                cells[:] = [cell if _is_code(cell) else None for cell in cells]
        table.problems = [problem for problem in table.problems if problem[1] not in names]

    # --- what is called by a person -------------------------------------------------------------------

    def _rename_units(self) -> None:
        """Units that no catalogue knows may be called by the person who sent the file."""
        if not self.form_set.open_units:
            return
        units = []
        for number, unit in enumerate(self.form_set.catalogue.units.values(), start=1):
            if self.text(unit.name) != unit.name:
                self._units[unit.code] = f"Đơn vị {number:03d}"
                unit = replace(unit, code=self._units[unit.code], name=self._units[unit.code], aliases=())
            units.append(unit)
        dues = {form: tuple(self._units.get(code, code) for code in codes)
                for form, codes in self.form_set.dues.items()}  # fmt: skip
        self.form_set = self._without_names(replace(self.form_set, catalogue=Catalogue(units), dues=dues))
        for item in self.inbox.returns:
            item.unit = self._units.get(item.unit or "", item.unit)

    def _without_names(self, form_set: FormSet) -> FormSet:
        """A form set that was learnt, without names in the titles and sheets of its example."""
        if not form_set.learnt:
            return form_set
        bieu = {
            name: replace(form, **{part: self.text(getattr(form, part)) for part in _OF_A_FORM})
            for name, form in form_set.bieu.items()
        }
        settings = {key: self.text(value) for key, value in form_set.settings.items()}
        return replace(form_set, bieu=bieu, settings=settings)

    def _rename_files(self) -> None:
        """Files whose name, or whose folder's, tells of a person are called by their number."""
        inbox = self.inbox
        for number, item in enumerate(inbox.returns, start=1):
            shown = inbox.name(number - 1)
            if self.text(shown) != shown:
                new = f"Tệp {number:03d}{item.path.suffix}"
                self._files |= {shown: new, item.path.name: new}
                item.path, item.called = inbox.root / new, ""
            item.named = item.named and self.text(item.named)
        inbox.others = [
            other
            if self.text(relative(other.path, inbox.root)) == relative(other.path, inbox.root)
            else replace(other, path=inbox.root / f"Tệp khác {number:03d}{other.path.suffix}")
            for number, other in enumerate(inbox.others, start=1)
        ]

    def _take_out(self, finding) -> None:
        for name in _TEXTS:
            if isinstance(said := getattr(finding, name), str):
                setattr(finding, name, self.text(said))
        if finding.decision:
            finding.decision = replace(finding.decision, by="", value="")
        finding.related = [self.text(address) for address in finding.related]
        finding.unit = self._units.get(finding.unit or "", finding.unit)


def _names(column: Column) -> bool:
    """Whether what stands in a personal column are names: it was declared so, or found so."""
    return column.field.role is Role.PERSON or not column.personal


def _is_code(cell: object) -> bool:
    return isinstance(cell, str) and bool(_CODE.match(cell))


_CODE = re.compile(r"Người \d{3,} \(")
