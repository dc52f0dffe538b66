"""What the rows of a table add, as the kinds of its columns do, while they are still being told apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbook_templates.declared.forms import Annex
from workbook_templates.kinds import Kind
from workbook_templates.reading.table import Counts, Table

Values = dict[str, object]  # by field
Gaps = dict[str, tuple[object, object]]  # by field: what is stated, what the rows make


class Figures:
    """The figures of one table, by field. kinds: of the fields that are added up and have a column here."""

    def __init__(self, table: Table, form: Annex) -> None:
        self.table = table
        self.kinds: dict[str, Kind] = {
            name: form.by_field[name].field.kind for name in form.all_columns.added if name in table.columns
        }

    def of(self, index: int) -> Values:
        """What a row adds."""
        found = {}
        for name in self.kinds:
            value = self.table.values[name][index]
            if value is not None:
                found[name] = value
        return found

    def filled(self, indexes: Iterable[int]) -> set[str]:
        """The fields that any of these rows fills."""
        return {name for index in indexes for name in self.of(index)}

    def sum(self, indexes: Iterable[int]) -> Values:
        """What these rows make."""
        indexes = list(indexes)
        return {
            name: kind.total([v for i in indexes if (v := self.table.values[name][i]) is not None])
            for name, kind in self.kinds.items()
        }

    def gaps(self, stated: Mapping[str, object], indexes: Iterable[int]) -> Gaps:
        """Where what is stated is not what these rows make."""
        summed = self.sum(indexes)
        return {
            name: (value, summed[name])
            for name, value in stated.items()
            if name in self.kinds and self.kinds[name].gap(value, summed[name])
        }

    def exceeds(self, part: Mapping[str, object], whole: Mapping[str, object]) -> bool:
        """Whether a part has more than the whole in any column."""
        return any(
            kind.gap(part[name], whole.get(name, kind.total([]))) > 0
            for name, kind in self.kinds.items()
            if name in part
        )

    def nothing(self) -> Values:
        """The sums of no rows."""
        return {name: kind.total([]) for name, kind in self.kinds.items()}


def fitting_total(
    table: Table, figures: Figures, head: int, below: list[int], others: list[int]
) -> list[Counts]:
    """The readings of a line and its parts with which the table's total is right. others: the rows besides
    them that count."""
    stated = table.totals[-1].values if table.totals else {}
    if not any(stated.values()):
        return []
    readings = ((Counts.PARENT, [head]), (Counts.PARTS, below), (Counts.ALL, [head, *below]))
    return [counts for counts, own in readings if not figures.gaps(stated, [*others, *own])]
