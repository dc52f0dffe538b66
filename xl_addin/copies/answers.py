"""Answers: what a checked file gets back, itself with marks and the list of what to mend; or that list alone,
where a file cannot be marked.

The unit's replies in a marked copy that it has sent back are kept: they are read from the old list and
written into the new one beside the same finding.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from validators.report import Report
from xl_addin.copies.findings_listed import list_of_file, marks_of
from xl_addin.copies.listing import write_listing
from xl_addin.copies.marked_copy import CannotMark, write_marked_copy
from xl_addin.inbox import Inbox, mark_as_results


def write_answers(
    inbox: Inbox,
    report: Report,
    folder: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Path]:
    """Write the answer to every checked file into `folder`, in the same sub-folders. A folder that is new or
    empty is marked as results, which are not read as returns where the folder above is chosen.

    Raises CannotWrite where the folder cannot be written; files already written stay.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        mark_as_results(folder)
    written = []
    numbers = to_answer(inbox, report)
    for done, number in enumerate(numbers, start=1):
        target = folder / inbox.name(number).replace("../", "")
        written.append(write_answer(inbox, report, number, target))
        progress(done, len(numbers))
    return written


def to_answer(inbox: Inbox, report: Report) -> list[int]:
    """The files that get an answer, in the order in which `write_answers` writes them."""
    return [number for number in report.batch.used if inbox.returns[number].path.exists()]


def write_answer(inbox: Inbox, report: Report, number: int, target: Path) -> Path:
    """Write one file's marked copy, or the list alone for a file that cannot be marked (an .xls, .xlsb or
    .ods, a signed or unreadable one); returns the path written: for a list an .xlsx beside `target`."""
    source, why = inbox.returns[number], ()
    if source.status == "ok" and source.format == "xlsx":
        try:
            listing = list_of_file(inbox, report, number)
            write_marked_copy(source.path, target, list(marks_of(report.of_file(number))), listing)
            return target
        except CannotMark as refused:
            why = (f"Chưa đánh dấu được tệp: {refused}",)
    listing = list_of_file(inbox, report, number, alone=True)
    listing = dataclasses.replace(listing, notes=(*listing.notes, *why))
    target = target.with_name(f"{target.stem} - nội dung đề nghị chỉnh sửa.xlsx")
    write_listing(target, listing)
    return target
