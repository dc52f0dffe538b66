"""Fields: what a column means, wherever it stands and whatever it is called.

A field is declared once, as data: in fields.csv beside this room for those that come with the tool, in a
form set's own fields.csv for those that it adds or declares otherwise. The reader, the blank, the checks
of the frame and the messages are derived from it. Header synonyms are those met in real plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_templates.expression.roles import Facet, Role
from workbook_templates.kinds import KINDS, Kind, Problem
from workbook_templates.words.no_need import USUAL_NO_NEED
from workbook_templates.words.spelling import words

if TYPE_CHECKING:  # pydantic is loaded where tables are read, and not by processes that read workbooks
    from workbook_templates.declared.rows import FieldRow

CATALOGUE = Path(__file__).parent.parent / "fields.csv"


@dataclass(frozen=True, eq=False)
class Field:
    """name: identifier; label: what messages call it; kind: what its cells are, with its bounds; role and
    facet: what it is for; headers: synonyms of its own header cell; parents: words one of which must stand
    in a header cell above it, where the own header alone would be ambiguous; no_need: a form set's own words
    for “none”, as words are compared."""

    name: str
    label: str
    kind: Kind
    role: Role
    facet: Facet
    headers: tuple[str, ...]
    parents: tuple[str, ...] = ()
    no_need: frozenset[str] = frozenset()

    def parse(self, raw: object, date1904: bool = False) -> tuple[object, Problem | None]:
        """What a cell of this field says. A kind of numbers is told of “none” in the usual words."""
        own = self.no_need and isinstance(raw, str) and self.kind.parts[0].numeric
        if own and words(raw) in self.no_need:
            raw = USUAL_NO_NEED
        return self.kind.parse(raw, date1904=date1904)

    @cached_property
    def parent_words(self) -> tuple[str, ...]:
        """The parents, as words are compared."""
        return tuple(map(words, self.parents))


def make_field(row: FieldRow) -> Field:
    """A field from its row of a table."""
    kind = KINDS[row.kind](least=row.least, most=row.most, measure=row.measure, allowed=row.allowed)
    return Field(row.name, row.label, kind, row.role, row.facet, row.headers, row.parents)


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Field]:
    """The fields that come with the tool, by name. Raises FormSetError where their table is damaged."""
    from workbook_templates.declared.complaints import Complaints
    from workbook_templates.declared.rows import FieldRow
    from workbook_templates.declared.tables import read_table
    from workbook_templates.declared.tables_in_folder import TablesInFolder

    complaints = Complaints()
    table = read_table(TablesInFolder(CATALOGUE.parent), CATALOGUE.name, FieldRow, complaints)
    found = {row.name: make_field(row) for row in table}
    complaints.raise_if_any("Danh mục trường của công cụ")
    return found


def header_words(fields: Iterable[Field]) -> dict[str, set[str]]:
    """The header wordings of these fields, folded to words, with the names of those they can mean."""
    known: dict[str, set[str]] = {}
    for field in fields:
        for header in field.headers:
            known.setdefault(words(header), set()).add(field.name)
    return known
