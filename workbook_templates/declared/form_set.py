"""Form sets: the sheets, units, programmes and norms of one province and one year, as data.

`loading` makes them from a folder of flat tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path

from workbook_templates.declared.fields import Field, header_words
from workbook_templates.declared.forms import Annex, Bieu, Column, Columns, Form
from workbook_templates.expression.roles import Role
from workbook_templates.words.no_need import says_no_need
from workbook_templates.words.spelling import words
from workbook_templates.words.units import Catalogue

OPEN_UNITS = "open"  # in place of a catalogue: each file names its unit
FORM_SETS = Path(__file__).parent.parent / "form_sets"


@dataclass(frozen=True)
class Programme:
    """A programme of study (declared.rows.ProgrammeRow)."""

    id: str
    label: str
    kind: str
    peers: bool
    phrases: tuple[str, ...]
    general: bool = False


_MONTHS = {"ngày": 1 / 30, "tuần": 7 / 30, "tháng": 1.0, "năm": 12.0}


@dataclass(frozen=True)
class Norm:
    """A usual length or class size, or a rate, with its source (declared.rows.NormRow)."""

    programme: str
    study_form: str
    day: str
    field: str
    low: float
    high: float
    unit: str
    source: str
    valid_from: str = ""
    scope: str = ""

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the most: of a length in months, of a class in people, of a rate in đồng."""
        scale = _MONTHS.get(self.unit, 1.0)
        return self.low * scale, self.high * scale


@dataclass(frozen=True)
class Agreement:
    """Two sums that must agree between forms (declared.rows.AgreementRow)."""

    id: str
    severity: str
    left_form: str
    left_fields: tuple[str, ...]
    left_programmes: tuple[str, ...]
    right_form: str
    right_fields: tuple[str, ...]
    right_programmes: tuple[str, ...]
    text: str
    left_lines: tuple[str, ...] = ()
    right_lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnitHeading:
    """Whose paper the units of a kind send (declared.rows.HeadingRow)."""

    superior: str
    head: str
    motto: str


def own_no_need(settings: Mapping[str, str]) -> frozenset[str]:
    """A form set's own words for “none” (parted by |), as words are compared, besides the usual ones."""
    said = filter(None, map(words, settings.get("no_need", "").split("|")))
    return frozenset(text for text in said if not says_no_need(text))


def _among(column: Column, printed: Columns) -> Column:
    """A column with those of its relations whose other columns are printed too."""
    relations = {
        name: others if all(other in printed.by_name for other in others) else ()
        for name in ("sum_of", "part_of", "product_of")
        if (others := getattr(column, name))
    }
    return replace(column, **relations)


def _leaves_out(role: Role, form: Bieu) -> bool:
    """Whether a biểu is made from annexes with a column of a role that it does not print."""
    return form.columns.first(role) is None and any(annex.columns.first(role) for annex in form.sources)


@dataclass(frozen=True)
class FormSet:
    """Everything one province and one year declares. settings: form_set.csv; fields: by name, the tool's
    and its own; headings: by kind of unit, where declared; dues: unit codes for each annex, in the order in
    which the biểu lists them; rule_settings: by rule, what rules.csv says of it."""

    id: str
    year: int
    settings: dict[str, str]
    fields: Mapping[str, Field]
    annexes: dict[str, Annex]
    bieu: dict[str, Bieu]
    headings: Mapping[str, UnitHeading]
    programmes: tuple[Programme, ...]
    norms: tuple[Norm, ...]
    agreements: tuple[Agreement, ...]
    dues: dict[str, tuple[str, ...]]
    rule_settings: dict[str, dict[str, str]]
    catalogue: Catalogue = field(compare=False)

    @property
    def title(self) -> str:
        return self.settings.get("title", self.id)

    @property
    def open_units(self) -> bool:
        """Whether there is no catalogue: whoever sends a file is a unit."""
        return self.settings.get("units") == OPEN_UNITS

    @property
    def learnt(self) -> bool:
        """Whether it was learnt from an example."""
        return "example" in self.settings

    @property
    def adjustment(self) -> int:
        """Which adjustment of the plan its biểu are; 0 for the plan as it was first issued."""
        return int(self.settings.get("adjustment") or 0)

    def adjusted(self, number: int) -> FormSet:
        """The same for the n-th adjustment of the plan, where that is a later one."""
        if number <= self.adjustment:
            return self
        return replace(self, settings={**self.settings, "adjustment": str(number)})

    @property
    def edition(self) -> str:
        return self.settings.get("edition", "1")

    @cached_property
    def no_need(self) -> frozenset[str]:
        """The form set's own words for “none”, as words are compared."""
        return own_no_need(self.settings)

    def says_no_need(self, text: object) -> bool:
        """Whether a cell says that the unit needs nothing."""
        if not isinstance(text, str):
            return False
        return says_no_need(text) or bool(self.no_need) and words(text) in self.no_need

    @cached_property
    def expected_units(self) -> dict[str, tuple[str, ...]]:
        """Every unit that owes something, with the ids of its annexes, in order of first mention."""
        owed: dict[str, list[str]] = {}
        for annex, codes in self.dues.items():
            for code in codes:
                owed.setdefault(code, []).append(annex)
        return {code: tuple(annexes) for code, annexes in owed.items()}

    @cached_property
    def header_words(self) -> dict[str, frozenset[str]]:
        """Header wordings of this set's columns, folded, with the fields they can mean."""
        columns = [column for annex in self.annexes.values() for column in annex.all_columns]
        known = header_words({column.name: column.field for column in columns}.values())
        for column in columns:
            known.setdefault(words(column.header[-1]), set()).add(column.name)
        return {key: frozenset(names) for key, names in known.items()}

    @cached_property
    def of_bieu(self) -> FormSet:
        """The same, by which its own biểu are read again: each a table of the columns that it prints."""
        annexes = {}
        for form in self.bieu.values():
            first = form.sources[0]
            columns = Columns([_among(column, form.columns) for column in form.columns])
            own = {one.name: getattr(form, one.name) for one in fields(Form)} | {"columns": columns}
            annexes[form.id] = Annex(
                **own,
                programmes=first.programmes,
                clues=first.clues,
                # Where the number of classes is not printed, a row may be several.
                arrangement="registered" if _leaves_out(Role.CLASSES, form) else first.arrangement,
                all_columns=columns,
            )
        return replace(self, annexes=annexes, dues={})

    @cached_property
    def _memories(self) -> defaultdict[Callable, dict]:
        return defaultdict(dict)

    def memory_of(self, reader: Callable) -> dict:
        """What a function has read with this form set's words, for it alone to keep and to look up: a
        province's workbooks repeat their class names, header cells and header blocks."""
        return self._memories[reader]

    @cached_property
    def header_starts(self) -> dict[str, int]:
        """First words of all header wordings, with the length of the longest that begins so: by them
        most cells of a table are known to be no header without looking at all of their text."""
        starts: dict[str, int] = {}
        for wording in (*self.header_words, *self.parent_words):
            first = wording.split(" ", 1)[0]
            starts[first] = max(starts.get(first, 0), len(wording))
        return starts

    @cached_property
    def parent_words(self) -> frozenset[str]:
        """Upper header cells (“Thời gian” over Khai giảng and Bế giảng), folded."""
        levels = (
            level
            for annex in self.annexes.values()
            for column in annex.all_columns
            for level in column.header[:-1]
        )
        usual = {"số lượng", "số lượng học viên", "trong đó", "chia ra", "hình thức", "hình thức đào tạo"}
        return frozenset(map(words, levels)) | usual
