"""The registry of rules. One rule, one file in validators/rules: its words, its code, its examples.

How to add a rule: copy the nearest file in validators/rules, give it the next free id of its family,
write what / why / wrong / mend in Vietnamese, examples for every branch, both sides of every bound and
every softening (each is a test), and run `python -m validators.catalogue` to write DANH_MUC_QUY_TAC.md
anew. Ids never change meaning.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from validators.codes import Severity, SkipReason
from workbook_templates.declared.forms import Annex
from workbook_templates.expression.nodes import Truth
from workbook_templates.expression.roles import Need, Role

# A small form set with a column of each kind, for examples of rules about kinds that no plan's forms have.
EVERY_KIND = str(Path(__file__).parent / "every_kind")
ANY_SENDER = str(Path(__file__).parent / "any_sender")  # without a catalogue of units
SCOPES = ("file", "cell", "row", "table", "all", "last_year")
FAMILIES = {
    "T": "Tệp và cấu trúc biểu",
    "O": "Từng ô",
    "D": "Từng dòng",
    "B": "Cả biểu",
    "L": "Giữa các biểu và các đơn vị",
    "N": "So với năm trước",
    "S": "Tệp tổng hợp so với nguồn số liệu",
}


@dataclass(frozen=True)
class Rule:
    """One rule. needs: the columns a table must have; any_of: one of these too; reads: roles whose column,
    where the form has it and the table lacks it, leaves nothing to judge; relation: the kind of relation
    between columns that the form must declare; yields_to: rules whose finding at the same cell explains
    this one's away; bounds: what a form set may change; when: the rows that it speaks of, as expressions,
    where they can be said so, for their other reading, as formulas of one row."""

    id: str
    severity: str
    scope: str
    what: str
    why: str
    wrong: str
    mend: str
    basis: str
    since: str
    function: Callable[..., Iterable]
    needs: tuple[Need, ...] = ()
    any_of: tuple[Need, ...] = ()
    reads: tuple[Role, ...] = ()
    relation: str = ""
    yields_to: tuple[str, ...] = ()
    bounds: dict[str, float] = field(default_factory=dict)
    when: tuple[Truth, ...] = ()
    together: bool = False  # makes sense only over a province's returns together
    of_result: bool = False  # looks at a working file of this tool, before it is signed

    @property
    def of_tables(self) -> bool:
        """Whether it is judged table by table."""
        return self.scope in ("cell", "row", "table")

    def lacks(self, annex: Annex) -> list[str]:
        """What clerks call the columns that it needs and an annex does not have."""
        columns = annex.all_columns
        return [
            need.words if isinstance(need, Role) else need[0].words + need[1].words
            for need in self.needs
            if columns.find(need) is None
        ]

    def skipped_on(self, annex: Annex) -> SkipReason | None:
        """Why it does not apply to an annex; None where it does."""
        if self.lacks(annex):
            return SkipReason.NO_COLUMN
        if self.any_of and not any(annex.all_columns.find(need) for need in self.any_of):
            return SkipReason.NO_SUCH_COLUMN
        if self.relation and not any(getattr(column, self.relation) for column in annex.all_columns):
            return SkipReason.NO_RELATION
        return None

    @property
    def examples(self) -> tuple[Example, ...]:
        """Small workbooks that show what the rule finds and on what it is silent."""
        return getattr(sys.modules[self.function.__module__], "EXAMPLES", ())


@dataclass(frozen=True)
class Example:
    """Workbooks as a table of text (validators.examples) and what the rule finds in them.

    cells: where, as “Sheet!A1”, “” for a finding about no cell, with its severity behind where that is
    not the rule's own (“Sheet!A1 hint”); none: the rule is silent. form_set: whose forms they fill, an id
    or a folder (EVERY_KIND);
    last_year: last year's biểu; settings: what the form set's rules.csv says of rules, as
    {(rule, key): value}."""

    text: str
    cells: tuple[str, ...] = ()
    form_set: str = "thai-nguyen-2025"
    last_year: str = ""
    settings: Mapping[tuple[str, str], str] = field(default_factory=dict)


def found(text: str, *cells: str, **more) -> Example:
    """An example in which the rule finds these cells and no others."""
    return Example(text, cells, **more)


def silent(text: str, **more) -> Example:
    """An example on which the rule is silent."""
    return Example(text, **more)


_RULES: dict[str, Rule] = {}


def rule(id: str, **words) -> Callable[[Callable], Callable]:
    """Register the decorated function as the rule `id`. Raises ValueError on a repeated id, an
    unknown scope or severity, or words left out."""

    def register(function: Callable) -> Callable:
        made = Rule(id=id, function=function, **words)
        if id in _RULES:
            raise ValueError(f"rule {id} is registered twice")
        if made.scope not in SCOPES or made.severity not in list(Severity) or id[0] not in FAMILIES:
            raise ValueError(f"rule {id} has an unknown scope, severity or family")
        if not all((made.what, made.why, made.wrong, made.mend, made.basis)):
            raise ValueError(f"rule {id} lacks words for the clerk")
        _RULES[id] = made
        return function

    return register


@lru_cache(maxsize=1)
def all_rules() -> dict[str, Rule]:
    """Every rule by id, in the order of families and numbers."""
    from validators import rules

    for module in pkgutil.iter_modules(rules.__path__):
        importlib.import_module(f"validators.rules.{module.name}")
    order = list(FAMILIES)
    return {r.id: r for r in sorted(_RULES.values(), key=lambda r: (order.index(r.id[0]), r.id))}
