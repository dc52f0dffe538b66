"""What the province allots of what units ask for: it starts equal, follows until somebody types over it, and
says how it differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workbook_templates.declared import forms as declared
from workbook_templates.declared.record import ASKED_ANEW, ASKED_NEWLY, WHOLE_LINE
from xl_addin.merge.three_way import Value, same
from xl_addin.summary.lines import BieuLine


def allot_what_is_asked(form: declared.Bieu, lines: Sequence[BieuLine]) -> None:
    """Let each line allot what is asked for, where nobody has written another figure."""
    for column in form.allotted:
        name, asked = column.name, column.allots
        for line in lines:
            if name in line.by_hand or (WHOLE_LINE in line.by_hand and name in line.numbers):
                continue
            for held in (line.numbers, line.counted):
                if held is not None:
                    held.pop(name, None)
                    if asked in held:
                        held[name] = held[asked]


def work_out_differences(form: declared.Bieu, lines: Sequence[BieuLine]) -> None:
    """Let each line say by how much what is allotted differs from what is asked for."""
    for column in form.differences:
        allotted, asked = column.difference_of
        for line in lines:
            for held in (line.numbers, line.counted):
                if held is not None:
                    held.pop(column.name, None)
                    if allotted in held or asked in held:
                        held[column.name] = held.get(allotted, 0.0) - held.get(asked, 0.0)


def mark_what_is_asked_since(
    form: declared.Bieu, lines: Iterable[BieuLine], before: Mapping[str, Mapping[str, Value]]
) -> None:
    """Let lines say that units have asked for something else since. before: what they asked for then, by the
    line's key and field; a line that is not among them is new."""
    for line in lines if form.allotted else ():
        if not line.sources:
            continue
        then = before.get(line.key)
        asked = [column.allots for column in form.allotted]
        if then is None:
            line.asked = ASKED_NEWLY
        elif not all(same(then.get(name), line.numbers.get(name, line.texts.get(name))) for name in asked):
            line.asked = ASKED_ANEW
