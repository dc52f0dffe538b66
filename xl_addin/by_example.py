"""A form set learnt from an example workbook: a blank, a filled return or last year's biểu (--theo-mau).

The folder of flat tables that is learnt lives as long as it is needed; everything else works with it as with
one that was declared.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbook_templates.declared.complaints import FormSetError
from workbook_templates.declared.form_set import FormSet
from workbook_templates.declared.record import RECORD_SHEET
from workbook_templates.learning.choices import Choices
from workbook_templates.learning.example import NO_CHOICES, LearntForm, NoForm, learn
from workbook_templates.learning.folder import write_folder
from workbook_templates.reading.grid import Grid
from workbook_templates.reading.many_files import read_grid_of
from workbook_templates.reading.package import Unreadable, opened
from workbook_templates.reading.sheet_xml import column_widths, split
from workbook_templates.reading.unreadable import why_unreadable
from workbook_templates.reading.working_file import read_traced
from workbook_templates.words.spelling import clean
from xl_addin.check import is_no_list
from xl_addin.form_sets import load_form_set
from xl_addin.inbox import collect
from xl_addin.unit_list import NoUnits, units_in

SAMPLE = 40  # returns that are looked at, spread over the folder
_TITLED = 12  # rows of a sheet in which its titles stand
_YEAR = re.compile(r"\bnăm (20\d\d)\b", re.I)


class CannotLearn(Exception):
    """An example from which no form can be learnt; the text says in Vietnamese why and what to do."""


@dataclass(frozen=True)
class Learnt:
    """What was learnt. folder: its flat tables; forms: of each table of the example what was taken."""

    folder: Path
    form_set: FormSet
    forms: list[LearntForm]


@contextmanager
def form_set_by_example(
    example: Path,
    paths: Sequence[Path],
    units: Path | None = None,
    choices: Choices = NO_CHOICES,
    original: Path | None = None,
) -> Iterator[Learnt]:
    """The form set that an example shows, for as long as it is needed. paths: the files and folders that are
    to be read by it; units: a list of those that must send one; choices: what the clerk said of columns and
    rows; original: where the example lies that this is a copy of. Raises CannotLearn."""
    with tempfile.TemporaryDirectory(prefix="bieu-mau-") as name:
        yield learn_into(Path(name), example, paths, units, choices, original)


def learn_into(
    folder: Path,
    example: Path,
    paths: Sequence[Path] = (),
    units: Path | None = None,
    choices: Choices = NO_CHOICES,
    original: Path | None = None,
    *,
    lasting: bool = False,
) -> Learnt:
    """Learn a form set from an example and write its flat tables to a folder. lasting: whether it is to be
    kept and edited, and then stands by itself. Raises CannotLearn."""
    try:
        grid = read_grid_of(example, lambda sheet: is_no_list(sheet) or sheet == RECORD_SHEET)
    except Unreadable as error:
        raise CannotLearn(f"Tệp mẫu “{example}”: {why_unreadable(error.code).words}") from None
    if grid.own_output:
        grid.sheets = list(read_traced(grid)[1].values()) or grid.sheets
    try:
        returns = list(_sample(paths, original or example))
        forms = learn(grid, returns, choices)
    except NoForm as error:
        raise CannotLearn(f"Tệp mẫu “{example.name}”: {error}") from None
    try:
        named = units_in(units) if units else ()
    except NoUnits as error:
        raise CannotLearn(str(error)) from None
    write_folder(
        folder, identity_of(example), clean(example.stem), _year(returns or [grid]), forms, named,
        _widths(example),
        example=None if lasting else (original or example).resolve(),
    )  # fmt: skip
    try:
        return Learnt(folder, load_form_set(folder), forms)
    except FormSetError as error:  # what was learnt contradicts itself
        told = "; ".join(complaint.text for complaint in error.complaints[:3]) or str(error)
        text = f"Tệp mẫu “{example.name}”: chưa hiểu được biểu mẫu này ({told}). "
        raise CannotLearn(text + "Đề nghị xem lại tiêu đề cột, hoặc chọn một tệp mẫu khác.") from None


def _sample(paths: Sequence[Path], example: Path) -> Iterator[Grid]:
    """The cells of some of the returns, spread over all of them; what cannot be read is left to the check."""
    workbooks, _, _ = collect(paths)
    workbooks = [path for path in workbooks if path.resolve() != example.resolve()]
    step = max(1, len(workbooks) // SAMPLE)
    for path in workbooks[::step][:SAMPLE]:
        with suppress(Unreadable):
            grid = read_grid_of(path)
            if not grid.own_output:
                yield grid


def identity_of(example: Path) -> str:
    """The id of the form set that is learnt from an example: of its file's name."""
    return re.sub(r"[^\w.-]+", "-", clean(example.stem)).strip("-.")[:50] or "mau"


def _year(grids: Sequence[Grid]) -> int:
    """The year that the upper rows name most often, else next year: plans are made in autumn."""
    texts = (
        value
        for grid in grids
        for sheet in grid.sheets
        for cells in sheet.cells[:_TITLED]
        for _, value in cells
        if isinstance(value, str)
    )
    years = Counter(int(year) for text in texts for year in _YEAR.findall(text))
    return years.most_common(1)[0][0] if years else date.today().year + 1


def _widths(example: Path) -> dict[str, dict[int, float]]:
    """The widths of the columns of each sheet, in characters; none of a workbook of another format."""
    with suppress(Unreadable), opened(example) as package:
        parts = ((name, package.part(part) or b"") for name, _, part in package.sheets)
        return {name: column_widths(split(data)[0]) for name, data in parts}
    return {}
