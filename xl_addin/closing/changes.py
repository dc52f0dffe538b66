"""What has changed between a snapshot and a roll-up, in the words that a director reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workbook_templates.declared import forms as declared
from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.record import TOTAL
from workbook_templates.declared.states import left_out, state_column
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted
from workbook_templates.words.spelling import fold
from xl_addin.closing.state import ClosedBieu, ClosedLine, State
from xl_addin.merge.sides import told
from xl_addin.merge.three_way import Value, same

_MOST_UNITS, _MOST_COLUMNS = 8, 3  # named in a sentence
_FIRST = (Role.LEARNERS, Role.REGISTERED, Role.ALLOTTED, Role.CLASSES)  # what is told before all else


@dataclass(frozen=True)
class CellChange:
    """Something that differs. line: what names it; column: its header, blank for the whole line; before,
    after: None where nothing stood; key: of the line as it is now, blank where it is gone."""

    unit: str
    line: str
    column: str
    before: Value
    after: Value
    key: str = ""

    @property
    def difference(self) -> float | None:
        """By how much a figure differs."""
        if isinstance(self.before, float) and isinstance(self.after, float):
            return self.after - self.before
        return None


@dataclass
class ColumnChange:
    """A counted column. units: by how much what each adds differs, by name; total: before and after."""

    label: str
    total: tuple[float, float]
    units: dict[str, float]


@dataclass
class BieuChange:
    """What differs in a biểu. columns: counted ones, what matters most first; cells: of lines, sections and
    totals; added, gone: lines; pages: those to print again; pages_gone: those that are no more."""

    form: str
    name: str
    sheet: str
    columns: list[ColumnChange] = field(default_factory=list)
    cells: list[CellChange] = field(default_factory=list)
    added: int = 0
    gone: int = 0
    pages: list[int] = field(default_factory=list)
    pages_gone: list[int] = field(default_factory=list)
    new: bool = False

    def __bool__(self) -> bool:
        return bool(self.columns or self.cells or self.pages or self.pages_gone or self.new)

    @property
    def words(self) -> str:
        """All of it in one sentence."""
        if not self:
            return f"{self.name}: không thay đổi."
        parts = [_column_words(one) for one in self.columns[:_MOST_COLUMNS]]
        if len(self.columns) > _MOST_COLUMNS:
            parts.append(f"{len(self.columns) - _MOST_COLUMNS} cột số khác thay đổi (xem danh sách)")
        parts += self._lines()
        if self.new:
            parts = ["biểu chưa có khi chốt"]
        if not parts:
            parts = ["thay đổi phần đầu, cuối biểu hoặc thứ tự dòng"]
        if self.pages:
            parts.append(f"in lại trang {_numbers(self.pages)}")
        if self.pages_gone:
            parts.append(f"bỏ trang {_numbers(self.pages_gone)} của bản cũ")
        return f"{self.name}: {'; '.join(parts)}."

    def _lines(self) -> Iterator[str]:
        if self.added:
            yield f"thêm {self.added} dòng"
        if self.gone:
            yield f"bỏ {self.gone} dòng"
        worded = {c.line for c in self.cells if c.column and c.key and c.difference is None}
        if worded:
            yield f"sửa nội dung {len(worded)} dòng"


def _column_words(change: ColumnChange) -> str:
    before, after = change.total
    total = f"tổng {change.label} {dotted(before)} → {dotted(after)}"
    if same(before, after):
        total = f"tổng {change.label} không đổi ({dotted(after)})"
    shown = [f"{unit} {signed(by)}" for unit, by in list(change.units.items())[:_MOST_UNITS]]
    if len(change.units) > _MOST_UNITS:
        shown.append(f"{len(change.units) - _MOST_UNITS} đơn vị khác")
    return f"{', '.join(shown)}; {total}" if shown else total


def signed(number: float) -> str:
    """A difference as it is read: +3, −2."""
    return f"{'+' if number > 0 else '−'}{dotted(round(abs(number), 6))}"


def _numbers(pages: Sequence[int]) -> str:
    """1, 3–5."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def changes(then: State, now: State, form_set: FormSet) -> list[BieuChange]:
    """What differs, biểu by biểu, in the order of the form set."""
    names = {code: unit.name for code, unit in form_set.catalogue.units.items()}
    made = []
    told_pages: set[str] = set()
    for form, after in now.bieu.items():
        before = then.bieu.get(form)
        change = BieuChange(form, after.name, after.sheet, new=before is None)
        if before is not None:
            _compare(change, before, after, form_set.bieu[form], names)
        first = after.sheet not in told_pages
        told_pages.add(after.sheet)
        if first or change:
            old = then.pages.get(before.sheet if before else after.sheet, [])
            _compare_pages(change, old, now.pages.get(after.sheet, []))
        made.append(change)
    return made


def _compare_pages(change: BieuChange, before: Sequence[str], after: Sequence[str]) -> None:
    change.pages = [n for n, page in enumerate(after, start=1) if page not in before[n - 1 : n]]
    change.pages_gone = list(range(len(after) + 1, len(before) + 1))


def _compare(
    change: BieuChange,
    before: ClosedBieu,
    after: ClosedBieu,
    form: declared.Bieu,
    names: Mapping[str, str],
) -> None:
    ordinal = {*form.columns.of(Role.ORDINAL)}
    fields = [name for name in after.headers if name not in ordinal]
    headers = {column.name: " – ".join(column.header) for column in form.columns}
    pairs, gone = _paired(before.lines, after.lines)
    for old, new in pairs:
        unit = names.get(new.unit, "")
        if old is None:
            change.added += 1
            change.cells.append(CellChange(unit, new.label, "", None, _summary(new, fields), new.key))
            continue
        for name in fields:
            one, other = old.values.get(name), new.values.get(name)
            if name in before.headers and not same(one, other):
                change.cells.append(CellChange(unit, new.label, headers[name], one, other, new.key))
    for old in gone:
        change.gone += 1
        change.cells.append(
            CellChange(names.get(old.unit, old.unit), old.label, "", _summary(old, fields), None)
        )
    change.cells += _sums(before, after, fields, headers)
    columns = [column for column in form.columns if column.field.kind.adds and not column.field.kind.interval]
    columns.sort(key=lambda c: _FIRST.index(c.field.role) if c.field.role in _FIRST else len(_FIRST))
    for column in columns:
        if column.name in before.headers:
            _compare_column(change, before, after, column, names, state_column(form.columns))


def _sums(
    before: ClosedBieu, after: ClosedBieu, fields: Iterable[str], headers: Mapping[str, str]
) -> Iterator[CellChange]:
    """Totals of the biểu and of its sections."""
    for key, (label, figures) in after.sums.items():
        old = before.sums.get(key, ("", {}))[1]
        for name in fields:
            one, other = old.get(name), figures.get(name)
            if not same(one, other):
                yield CellChange("", label, headers[name], one, other)
    for key, (label, figures) in before.sums.items():
        if key not in after.sums:
            yield CellChange("", label, "", " · ".join(map(told, figures.values())), None)


def _compare_column(
    change: BieuChange,
    before: ClosedBieu,
    after: ClosedBieu,
    column: declared.Column,
    names: Mapping[str, str],
    state: declared.Column | None,
) -> None:
    old, new = (_by_unit(one, column.name, state) for one in (before, after))
    units = {}
    for code in dict.fromkeys((*new, *old)):
        by = new.get(code, 0.0) - old.get(code, 0.0)
        if not same(by, 0.0):
            units[names.get(code) or code or "dòng thêm tay"] = by
    totals = tuple(_total(one, column.name) for one in (before, after))
    if units or not same(*totals):
        change.columns.append(ColumnChange(column.field.label.lower(), totals, units))


def _total(bieu: ClosedBieu, name: str) -> float:
    value = bieu.sums.get(TOTAL, ("", {}))[1].get(name, 0.0)
    return value if isinstance(value, float) else 0.0


def _by_unit(bieu: ClosedBieu, name: str, state: declared.Column | None) -> dict[str, float]:
    """What each unit adds in a column. state: the one that says which classes count."""
    if bieu.shares:
        return {code: figures[name] for code, figures in bieu.shares.items() if name in figures}
    found: dict[str, float] = {}
    for line in bieu.lines:
        value = line.values.get(name)
        if state is not None and left_out(state, line.values.get(state.name)):
            continue
        if isinstance(value, float) and line.unit:
            found[line.unit] = found.get(line.unit, 0.0) + value
    return found


def _summary(line: ClosedLine, fields: Sequence[str]) -> str:
    return " · ".join(text for name in fields if (text := told(line.values.get(name))))


def _paired(
    before: Sequence[ClosedLine], after: Sequence[ClosedLine]
) -> tuple[list[tuple[ClosedLine | None, ClosedLine]], list[ClosedLine]]:
    """Each line of now with what it was then; and those that are gone. By their keys; a row that had none
    yet, or has another since, by its unit and its name."""
    of_key = {line.key: line for line in before if line.key}
    found = {id(line): of_key.pop(line.key) for line in after if line.key in of_key}
    left: dict[tuple[str, str], list[ClosedLine]] = {}
    for line in before:
        if not line.key or line.key in of_key:
            left.setdefault((line.unit, fold(line.label)), []).append(line)
    for line in after:
        same_name = left.get((line.unit, fold(line.label)))
        if id(line) not in found and same_name and line.label:
            found[id(line)] = same_name.pop(0)
    pairs = [(found.get(id(line)), line) for line in after]
    return pairs, [line for lines in left.values() for line in lines]
