"""A batch: all returns that are judged together, a frame for each annex that occurs in them."""

from __future__ import annotations

from collections.abc import Sequence

from validators.codes import Superseded
from validators.frame import Frame
from validators.owner import Owner
from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.returns import Return


class Batch:
    """Checked when it is made. together: whether the returns are one collection of a province's (a folder),
    so that rules over all units make sense; used: which returns count (others were superseded or are no
    returns); superseded: file → (the file that counts, why); dropped: (file, annex) → the same, where only
    some annexes of a file do not count; gone: (unit, file's name) of files that the province chose and that
    are no longer there."""

    def __init__(
        self,
        returns: Sequence[Return],
        form_set: FormSet,
        *,
        together: bool = False,
        used: Sequence[int] | None = None,
        superseded: dict[int, tuple[int, Superseded]] | None = None,
        dropped: dict[tuple[int, str], tuple[int, Superseded]] | None = None,
        gone: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.returns = list(returns)
        self.form_set = form_set
        self.together = together
        self.used = list(range(len(returns)) if used is None else used)
        self.superseded = superseded or {}
        self.dropped = dropped or {}
        self.gone = list(gone)
        self.peers: dict[tuple, dict] = {}  # groups made once (causes.peers)
        self._of_unit: dict[str, list[int]] = {}
        for number in self.used:
            if unit := self.returns[number].unit:
                self._of_unit.setdefault(unit, []).append(number)
        owners: dict[str, list[Owner]] = {}
        for number in self.used:
            for table in self.returns[number].tables:
                owners.setdefault(table.form, []).append(Owner(number, self.returns[number], table))
        self.frames = {
            name: Frame(annex, form_set, owners[name])
            for name, annex in form_set.annexes.items()
            if name in owners
        }

    def files_of_unit(self, unit: str | None) -> list[int]:
        """The files that count for a unit."""
        return self._of_unit.get(unit or "", [])

    def unit_name(self, number: int) -> str | None:
        """The name of the unit that sent a return; None where it is not known."""
        unit = self.form_set.catalogue.units.get(self.returns[number].unit or "")
        return unit.name if unit else None
