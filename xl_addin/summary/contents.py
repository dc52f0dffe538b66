"""What the sheets of a working file are drawn from, and what they are called."""

from __future__ import annotations

import os
from collections.abc import Container
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from validators.persons import Persons, persons_of
from validators.report import Report
from workbook_templates.declared.form_set import FormSet
from xl_addin.inbox import Inbox
from xl_addin.summary.bieu import Bieu

if TYPE_CHECKING:
    from xl_addin.closing.changes import BieuChange
    from xl_addin.closing.closing import Snapshots
    from xl_addin.closing.snapshot import Snapshot
    from xl_addin.merge.carrying import CarriedOver
    from xl_addin.summary.bieu_sheet import Placed
    from xl_addin.summary.edits_sheet import EditsPlace
    from xl_addin.summary.sources import SourceLayout

OVERVIEW, TRACKING, RECONCILIATION = "Tổng quan", "Theo dõi", "Đối chiếu"
FINDINGS, SOURCES, RULES = "Kiểm tra", "Nguồn số liệu", "Quy tắc"
UNDERSTANDING = "Cách hiểu biểu mẫu"  # where the forms were learnt from an example


@dataclass
class Contents:
    """A roll-up about to be written. folder: where the working file will lie; carried: the biểu with what the
    clerk had changed by hand; layout: where each source row will stand; placed: where each biểu stands, by
    form, once it is drawn; edits: where what was changed by hand is listed, once it is drawn; reconciled:
    where the reconciliation says whether its sums agree, once it is drawn; blank where there are none;
    snapshots, compared: those beside the working file, and the one with which it is compared; changes: what
    has changed since, once the biểu are drawn; anonymous: whether persons have been replaced by codes, so
    that nothing leads to the units' files; pending: ids of findings whose decision no register has taken
    yet."""

    folder: Path
    inbox: Inbox
    report: Report
    carried: CarriedOver
    layout: SourceLayout
    placed: dict[str, Placed] = field(default_factory=dict)
    edits: EditsPlace | None = None
    reconciled: str = ""
    snapshots: Snapshots | None = None
    compared: Snapshot | None = None
    changes: list[BieuChange] = field(default_factory=list)
    anonymous: bool = False
    pending: Container[str] = ()

    @property
    def bieu(self) -> list[Bieu]:
        """The biểu as they are printed."""
        return self.carried.bieu

    @property
    def rolled(self) -> list[Bieu]:
        """The biểu as units say them."""
        return self.carried.rolled

    @property
    def form_set(self) -> FormSet:
        return self.report.batch.form_set

    @cached_property
    def file_links(self) -> list[str]:
        """How each return is reached from the working file, with forward slashes; blank where it must not."""
        if self.anonymous:
            return [""] * len(self.inbox.returns)
        links = []
        for item in self.inbox.returns:
            try:
                path = Path(os.path.relpath(item.path.resolve(), self.folder.resolve()))
            except ValueError:  # another drive: only an absolute path leads there
                path = item.path.resolve()
            links.append(path.as_posix())
        return links

    @cached_property
    def persons(self) -> Persons:
        """The persons whom the returns name."""
        return persons_of(self.report.batch)

    @property
    def sealed(self) -> dict[int, set[str]]:
        """The fields that tell who somebody is, by table (its id): only the biểu shows them. None where
        there are codes in their place."""
        return {} if self.anonymous else self.persons.columns

    def unit_name(self, code: str | None) -> str:
        """A unit's name; blank for none that the catalogue knows."""
        unit = self.form_set.catalogue.units.get(code or "")
        return unit.name if unit else ""
