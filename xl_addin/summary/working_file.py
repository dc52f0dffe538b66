"""The working file of a roll-up: overview, biểu, tracking, reconciliation, findings, sources, rules.

Written row by row in constant memory; every sheet is planned first, so that links and formulas can
point to rows that are not written yet.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from pathlib import Path

from validators.codes import Severity
from validators.report import Report
from workbook_templates.declared.record import CHANGES_SHEET, EDITS_SHEET, SIGNING_SHEET
from workbook_templates.learning.example import LearntForm
from workbook_templates.paper.formats import Looks, new_workbook
from workbook_templates.paper.heading import heading_of
from workbook_templates.reading.package import OUTPUT_MARK
from xl_addin.closing.changes import BieuChange
from xl_addin.closing.changes import changes as changes_since
from xl_addin.closing.closing import Snapshots
from xl_addin.closing.snapshot import Snapshot
from xl_addin.inbox import Inbox
from xl_addin.merge.carrying import CarriedOver
from xl_addin.sendings import CHANGES
from xl_addin.summary import contents as sheets
from xl_addin.summary.bieu_sheet import add_bieu_sheets, draw_bieu_sheet
from xl_addin.summary.changes_sheet import draw_changes
from xl_addin.summary.closing_sheet import draw_since_closing
from xl_addin.summary.contents import Contents
from xl_addin.summary.drawn_state import drawn_state
from xl_addin.summary.edits_sheet import draw_edits
from xl_addin.summary.fast_sheet import FastSheet
from xl_addin.summary.findings_sheet import draw_findings
from xl_addin.summary.free_texts import BieuSheet
from xl_addin.summary.overview import draw_overview
from xl_addin.summary.own_record import write_memory, write_record
from xl_addin.summary.reconciliation import draw_reconciliation
from xl_addin.summary.rules_sheet import draw_rules
from xl_addin.summary.signing_sheet import draw_signing
from xl_addin.summary.sources import draw_sources, plan_sources
from xl_addin.summary.tracking import draw_tracking
from xl_addin.summary.understanding import draw_understanding


def write_working_file(
    path: Path,
    folder: Path,
    inbox: Inbox,
    report: Report,
    carried: CarriedOver,
    learnt: Sequence[LearntForm] = (),
    said: Callable[[str], str] | None = None,
    pending: Container[str] = (),
    snapshots: Snapshots | None = None,
    compared: Snapshot | None = None,
) -> list[BieuChange]:
    """Write the working file to `path`; `folder` is where it will lie, for relative links; carried: the
    biểu with what was changed by hand; learnt: how the forms were taken, where they were learnt from an
    example; said: takes persons out of every text, where their tables are without them already
    (xl_addin.anonymous); pending: ids of findings whose decision no register has taken yet; snapshots,
    compared: those that lie beside, and the one to compare with. Gives back what has changed since."""
    contents = Contents(
        folder, inbox, report, carried, plan_sources(carried.rolled), anonymous=said is not None,
        pending=pending, snapshots=snapshots, compared=compared,
    )  # fmt: skip
    workbook = new_workbook(path, constant_memory=True, strings_to_formulas=False, strings_to_urls=False)
    title = f"Tổng hợp – {contents.form_set.title}"
    workbook.set_properties({"title": said(title) if said else title, "category": OUTPUT_MARK})
    looks = Looks(workbook, heading_of(contents.form_set).layout)
    overview = workbook.add_worksheet(sheets.OVERVIEW, FastSheet)
    bieu_sheets = add_bieu_sheets(workbook, carried.bieu)
    signing = workbook.add_worksheet(SIGNING_SHEET, FastSheet)
    listed = carried.listed or carried.left
    edits = workbook.add_worksheet(EDITS_SHEET, FastSheet) if listed else None
    closed = snapshots is not None and bool(snapshots.all or snapshots.unreadable)
    changed = workbook.add_worksheet(CHANGES_SHEET, FastSheet) if closed and said is None else None
    tracking = workbook.add_worksheet(sheets.TRACKING, FastSheet)
    reconciliation = workbook.add_worksheet(sheets.RECONCILIATION, FastSheet)
    findings = workbook.add_worksheet(sheets.FINDINGS, FastSheet)
    sources = workbook.add_worksheet(sheets.SOURCES, FastSheet)
    rules = workbook.add_worksheet(sheets.RULES, FastSheet)
    changes = workbook.add_worksheet(CHANGES, FastSheet) if report.changes and said is None else None
    understanding = workbook.add_worksheet(sheets.UNDERSTANDING, FastSheet) if learnt else None
    for sheet in workbook.worksheets():
        sheet.said = said
    for sheet in bieu_sheets.values():
        sheet.drawn = {} if compared and changed else None
        draw_bieu_sheet(sheet, looks, contents)
    draw_signing(signing, looks, contents)
    if edits:
        contents.edits = draw_edits(edits, looks, contents)
    if changed:
        _compare(bieu_sheets, contents)
        draw_since_closing(changed, looks, contents)
    draw_tracking(tracking, looks, contents)
    draw_reconciliation(reconciliation, looks, contents)
    draw_findings(findings, looks, contents)
    draw_sources(sources, looks, contents)
    if changes:
        draw_changes(changes, looks, contents)
    draw_rules(rules, looks, report)
    if understanding:
        draw_understanding(understanding, looks, learnt)
    draw_overview(workbook, overview, looks, contents)  # last: it shows where the totals stand
    if said is None:  # without persons nothing is remembered: it would say who
        write_memory(workbook, carried.memory)
    errors = report.unsettled(Severity.ERROR)
    write_record(workbook, contents.form_set.id, sheets_of_bieu=bieu_sheets, errors=errors)
    workbook.close()
    return contents.changes


def _compare(sheets: Mapping[str, BieuSheet], contents: Contents) -> None:
    """Note what differs from the snapshot, now that the biểu are drawn; then their rows need not be kept."""
    if contents.compared:
        now = drawn_state(sheets, contents)
        contents.changes = changes_since(contents.compared.state, now, contents.form_set)
    for sheet in sheets.values():
        sheet.drawn = None
