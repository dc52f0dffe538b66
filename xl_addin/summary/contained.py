"""What units say that their totals contain: the “trong đó” lines below the total of a biểu."""

from __future__ import annotations

from workbook_templates.declared import forms as declared
from xl_addin.summary.fixed_lines import tables_of
from xl_addin.summary.lines import BieuLine, print_amount
from xl_addin.summary.source_rows import SourceRows


def contained_lines(form: declared.Bieu, frame: SourceRows | None) -> list[BieuLine]:
    """A line for each that the form declares (Form.of_total), added up over the units; it adds nothing to any
    total. Its label says how many cells it lacks."""
    lines = []
    for one in form.of_total:
        amounts: dict[str, list] = {}
        lacking = 0
        for table in tables_of(frame) if frame else ():
            for kept in table.parts:
                if table.of_total.get(kept.row) != one.id:
                    continue
                lacking += sum(not problem.usable for _, problem in kept.problems)
                for column in form.added:
                    if (value := kept.values.get(column.name)) is not None:
                        amounts.setdefault(column.name, []).append(value)
        label = one.label + (f" (chưa gồm {lacking} ô)" if lacking else "")
        line = BieuLine(None, -1, [], number=one.number, texts={form.label_field: label}, counted={})
        for name, values in amounts.items():
            column = form.by_field[name]
            print_amount(line, column, column.field.kind.total(values))
        lines.append(line)
    return lines
