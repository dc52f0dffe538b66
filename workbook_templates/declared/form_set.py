"""Form sets: the sheets, units, programmes and norms of one province and one year, as data.

A form set is a folder of flat CSV tables (DESIGN decision 3); `{year}`, `{next_year}`, `{last_year}`
and `{year_before_last}` in any text become that year, so that next year's edition changes no code.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from workbook_templates.declared.fields import FIELDS, Field
from workbook_templates.words.spelling import words
from workbook_templates.words.units import CATALOGUES, Catalogue

FORM_SETS = Path(__file__).parent.parent / "form_sets"


class FormSetError(Exception):
    """The form set's files contradict themselves or are missing; the text says so in Vietnamese."""


@dataclass(frozen=True)
class Column:
    """A field in one form. header: levels from top to bottom; shown: both, annex or bieu."""

    field: Field
    header: tuple[str, ...]
    width: float
    required: bool
    filled_by: str = "unit"
    shown: str = "both"

    @cached_property
    def name(self) -> str:
        return self.field.name


@dataclass(frozen=True)
class Section:
    """A part of a biểu (I, II …). unit_kinds: the kinds of unit whose rows stand in it; the section
    without kinds takes all others."""

    numeral: str
    title: str
    unit_kinds: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """One table: the annex that units fill and the biểu it becomes.

    line: 'unit' (one line a unit, counts summed) or 'class' (every row a line);
    numbering: 'running' (1, 2, 3 … through all sections) or 'unit' (STT and name on a unit's first row);
    total: 'yes' (the printed biểu has a total row) or 'added' (the working file adds one);
    arrangement: what the rows are: 'registered' needs, 'opened' classes or 'mixed';
    index_row: whether (1) (2) (3) … stands under the header;
    carry_over: 'yes' (classes of earlier years), 'no' (new ones) or 'mixed' (the note says which).
    """

    id: str
    name: str
    sheet: str
    number: str
    group_title: str
    title: str
    line: str
    numbering: str
    zero: str
    total: str
    total_label: str
    programmes: tuple[str, ...]
    clues: tuple[str, ...]
    arrangement: str
    carry_over: str
    section_rows: bool
    index_row: bool
    columns: tuple[Column, ...] = ()
    sections: tuple[Section, ...] = ()

    @cached_property
    def by_field(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def annex_columns(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.shown != "bieu")

    @cached_property
    def own_number(self) -> int | None:
        """1 for BIỂU SỐ 01; None for a table without a number."""
        digits = re.search(r"\d+", self.number)
        return int(digits[0]) if digits else None

    @cached_property
    def required_fields(self) -> frozenset[str]:
        """The fields without whose columns an annex is not whole."""
        return frozenset(column.name for column in self.annex_columns if column.required)

    @cached_property
    def count_fields(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns if c.field.kind == "count")

    @cached_property
    def label_field(self) -> str:
        """The field that names a row: the class, or the unit."""
        return "class_name" if "class_name" in self.by_field else "unit_name"

    @property
    def header_levels(self) -> int:
        return max(len(column.header) for column in self.columns)


@dataclass(frozen=True)
class Programme:
    """A programme of study. kind: training or refresher, each province's own; peers: whether its
    classes can be compared with each other; phrases: words that name it, the first match wins."""

    id: str
    label: str
    kind: str
    peers: bool
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Norm:
    """A usual length (in months) or class size with its source; what has no source is not a norm.
    study_form and day ('weekday', 'weekend') narrow it; blank means any."""

    programme: str
    study_form: str
    day: str
    field: str
    low: float
    high: float
    unit: str
    source: str


@dataclass(frozen=True)
class Agreement:
    """Two sums that must agree between forms, restricted to programmes where named."""

    id: str
    severity: str
    left_form: str
    left_fields: tuple[str, ...]
    left_programmes: tuple[str, ...]
    right_form: str
    right_fields: tuple[str, ...]
    right_programmes: tuple[str, ...]
    text: str


@dataclass
class Memory:
    """What has been read with one form set's words, since a province's workbooks repeat them: class
    names by text, header cells by text, header blocks by their rows, forms by the columns found,
    norms by what they are asked for."""

    class_names: dict[str, tuple] = field(default_factory=dict)
    header_like: dict[str, bool] = field(default_factory=dict)
    header_cells: dict[str, frozenset[str]] = field(default_factory=dict)
    header_blocks: dict[tuple, tuple] = field(default_factory=dict)
    fitting_forms: dict[frozenset[str], list[tuple[float, Form]]] = field(default_factory=dict)
    norms: dict[tuple, Norm | None] = field(default_factory=dict)


@dataclass(frozen=True)
class FormSet:
    """Everything one province and one year declares. dues: unit codes for each form, in the order
    in which the biểu lists them."""

    id: str
    year: int
    settings: dict[str, str]
    forms: dict[str, Form]
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
    def edition(self) -> str:
        return self.settings.get("edition", "1")

    @cached_property
    def expected_units(self) -> dict[str, tuple[str, ...]]:
        """Every unit that owes something, with the ids of its forms, in order of first mention."""
        owed: dict[str, list[str]] = {}
        for form, codes in self.dues.items():
            for code in codes:
                owed.setdefault(code, []).append(form)
        return {code: tuple(forms) for code, forms in owed.items()}

    @cached_property
    def header_words(self) -> dict[str, frozenset[str]]:
        """Header wordings of this set's fields and forms, folded, with the fields they can mean."""
        used = {column.name for form in self.forms.values() for column in form.columns}
        known: dict[str, set[str]] = {}
        for name in used:
            for header in FIELDS[name].headers:
                known.setdefault(words(header), set()).add(name)
        for form in self.forms.values():
            for column in form.columns:
                known.setdefault(words(column.header[-1]), set()).add(column.name)
        return {key: frozenset(names) for key, names in known.items()}

    @cached_property
    def memory(self) -> Memory:
        return Memory()

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
        return frozenset(
            words(level)
            for form in self.forms.values()
            for column in form.columns
            for level in column.header[:-1]
        ) | {"số lượng", "số lượng học viên", "trong đó", "chia ra", "hình thức", "hình thức đào tạo"}


def form_set_ids() -> list[str]:
    """The form sets that come with the tool."""
    return sorted(path.parent.name for path in FORM_SETS.glob("*/form_set.csv"))


def load_form_set(name: str | Path) -> FormSet:
    """The form set with this id, or in this folder.

    Raises FormSetError where there is none, or where its tables contradict themselves.
    """
    folder = FORM_SETS / str(name)
    if not (folder / "form_set.csv").is_file():
        folder = Path(name)
    if not (folder / "form_set.csv").is_file():
        known = ", ".join(form_set_ids())
        raise FormSetError(f"Không có bộ biểu mẫu “{name}”. Các bộ biểu mẫu hiện có: {known}.")
    try:
        return _load(folder.resolve())
    except (KeyError, ValueError) as error:
        raise FormSetError(f"Bộ biểu mẫu “{folder.name}” có dòng hoặc cột chưa đúng: {error}.") from error


@lru_cache(maxsize=8)
def _load(folder: Path) -> FormSet:
    settings = {row["key"]: row["value"] for row in _table(folder / "form_set.csv", {})}
    try:
        year = int(settings["year"])
    except (KeyError, ValueError):
        raise FormSetError(f"“{folder.name}/form_set.csv” thiếu dòng year (năm kế hoạch).") from None
    years = {
        "year": str(year),
        "next_year": str(year + 1),
        "last_year": str(year - 1),
        "year_before_last": str(year - 2),
    }
    settings = {key: _fill(value, years) for key, value in settings.items()}

    def table(file: str) -> list[dict[str, str]]:
        return _table(folder / file, years)

    forms = {
        form.id: form for form in _forms(table("forms.csv"), table("columns.csv"), table("sections.csv"))
    }
    catalogue = _catalogue(folder, settings, year)
    dues = _dues(folder, table("dues.csv"), forms, catalogue)
    rule_settings: dict[str, dict[str, str]] = {}
    for row in table("rules.csv"):
        rule_settings.setdefault(row["rule"], {})[row["key"]] = row["value"]
    return FormSet(
        id=settings.get("id", folder.name),
        year=year,
        settings=settings,
        forms=forms,
        programmes=tuple(_typed(Programme, row) for row in table("programmes.csv")),
        norms=tuple(_norm(row, folder) for row in table("norms.csv")),
        agreements=tuple(_typed(Agreement, row) for row in table("agreements.csv")),
        dues=dues,
        rule_settings=rule_settings,
        catalogue=catalogue,
    )


def _catalogue(folder: Path, settings: dict[str, str], year: int) -> Catalogue:
    """The units of the form set's day: from its own folder of units, where it has one."""
    own, name = folder / "units", settings.get("units", "")
    try:
        day = date.fromisoformat(settings.get("units_on", f"{year - 1}-12-01"))
        return Catalogue.read(name, day, own if own.is_dir() else CATALOGUES)
    except (OSError, ValueError, KeyError) as error:
        raise FormSetError(f"Không đọc được danh mục đơn vị “{name}” của bộ “{folder.name}”.") from error


def _dues(
    folder: Path, rows: list[dict], forms: dict[str, Form], catalogue: Catalogue
) -> dict[str, tuple[str, ...]]:
    dues: dict[str, list[str]] = {form: [] for form in forms}
    unknown = [f"biểu “{form}”" for form in dict.fromkeys(row["form"] for row in rows) if form not in forms]
    units = dict.fromkeys(row["unit"] for row in rows)
    unknown += [f"đơn vị “{unit}”" for unit in units if unit not in catalogue.units]
    if unknown:
        raise FormSetError(
            f"“{folder.name}/dues.csv” ghi {', '.join(unknown)}: không có trong bộ biểu mẫu, hoặc không có "
            "trong danh mục đơn vị của ngày ghi ở units_on. Đề nghị sửa hoặc bỏ các dòng đó."
        )
    for row in rows:
        dues[row["form"]].append(row["unit"])
    return {form: tuple(codes) for form, codes in dues.items()}


def _fill(text: str, years: dict[str, str]) -> str:
    for key, year in years.items():
        text = text.replace(f"{{{key}}}", year)
    return text


def _table(path: Path, years: dict[str, str]) -> list[dict[str, str]]:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return [
                {key: _fill((value or "").strip(), years) for key, value in row.items() if key}
                for row in csv.DictReader(file)
            ]
    except (OSError, UnicodeDecodeError) as error:
        raise FormSetError(f"Không đọc được “{path.parent.name}/{path.name}” của bộ biểu mẫu.") from error


def _typed(kind: type, row: dict[str, str]):
    """A dataclass from a row of text: tuples are separated by |, booleans are yes or no."""
    convert = {
        "tuple[str, ...]": lambda text: tuple(filter(None, text.split("|"))),
        "bool": lambda text: text == "yes",
        "float": float,
        "str": str,
    }
    return kind(**{f.name: convert[f.type](row[f.name]) for f in fields(kind) if f.name in row})


def _norm(row: dict[str, str], folder: Path) -> Norm:
    if not row.get("source"):
        raise FormSetError(
            f"“{folder.name}/norms.csv”: định mức của “{row.get('programme')}” chưa có nguồn; "
            "không có nguồn thì không phải định mức."
        )
    return _typed(Norm, row)


def _forms(forms: list, columns: list, sections: list) -> list[Form]:
    result = []
    for row in forms:
        own = [
            Column(
                field=FIELDS[c["field"]],
                header=tuple(part.strip() for part in c["header"].split(" / ")),
                width=float(c["width"]),
                required=c["required"] == "yes",
                filled_by=c["filled_by"],
                shown=c["shown"],
            )
            for c in columns
            if c["form"] == row["id"]
        ]
        parts = [_typed(Section, s) for s in sections if s["form"] == row["id"]]
        form = _typed(Form, row)
        object.__setattr__(form, "columns", tuple(own))
        object.__setattr__(form, "sections", tuple(parts))
        result.append(form)
    return result
