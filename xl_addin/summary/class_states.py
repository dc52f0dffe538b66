"""What has become of each class of a biểu, as the clerk says it, and what then counts."""

from __future__ import annotations

from collections.abc import Iterable

from workbook_templates.declared import forms as declared
from workbook_templates.declared.states import OPENED, PLANNED, left_out, state_column, word_of
from xl_addin.summary.lines import BieuLine


def begin_states(form: declared.Bieu, lines: Iterable[BieuLine]) -> None:
    """Let each class be planned, one begun in an earlier year opened, until somebody says otherwise."""
    column = state_column(form.columns)
    if column is None or column.filled_by != "province":
        return
    for line in lines:
        line.texts[column.name] = word_of(column, OPENED if line.carried else PLANNED)


def leave_out(form: declared.Bieu, lines: Iterable[BieuLine]) -> None:
    """Let classes that are stopped or put off add nothing; their figures are printed all the same."""
    column = state_column(form.columns)
    for line in lines if column is not None else ():
        if left_out(column, line.texts.get(column.name)):
            line.left_out, line.counted, line.amounts = True, {}, {}
