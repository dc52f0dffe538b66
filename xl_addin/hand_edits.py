"""What people changed in a working file since it was written, known by its content and not by its times; and
the file kept beside the new one where they changed anything."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_templates.declared.record import EDITS_SHEET, RECORD_SHEET, SIGNING_SHEET
from workbook_templates.reading.grid import Sheet
from workbook_templates.reading.package import Unreadable, is_own_output, opened
from workbook_templates.reading.replies import WORK_SHEET, is_called, may_matter, replies_of
from workbook_templates.reading.returns import NeedsChild, read_cells
from workbook_templates.reading.working_file import fingerprint_of, is_as_written, record_of
from xl_addin.files.whole_files import fresh, whole_file

if TYPE_CHECKING:  # these load pandas
    from workbook_templates.declared.form_set import FormSet
    from xl_addin.merge.carrying import CarriedOver
    from xl_addin.merge.reading import OldFile
    from xl_addin.merge.sides import Left

_PUT_IN = ("xl/comments", "xl/threadedcomments", "xl/media/")  # parts that no working file of ours has


@dataclass(frozen=True)
class HandEdits:
    """changed, added, removed: names of sheets; notes: whether comments or pictures were put in; unknown: the
    file does not say what it was like when it was written (an older version's, or too large to be read)."""

    changed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    notes: bool = False
    unknown: bool = False

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.removed or self.notes or self.unknown)

    @property
    def words(self) -> str:
        """What was changed, in words for the clerk."""
        if self.unknown:
            return "không rõ tệp cũ có chỗ sửa tay hay không (bản lập bằng phiên bản trước, hoặc quá lớn)"
        told = [
            f"{what}: {', '.join(names)}"
            for what, names in (
                ("trang có sửa tay", self.changed),
                ("trang thêm vào", self.added),
                ("trang bị xóa hoặc đổi tên", self.removed),
            )
            if names
        ]
        return "; ".join([*told, *(["có ghi chú hoặc hình chèn vào"] if self.notes else [])])


@dataclass(frozen=True)
class Kept:
    """A working file that was kept beside the new one, and why. carried: what of it stands in the new one;
    None where nothing could be taken over."""

    path: Path
    edits: HandEdits
    carried: CarriedOver | None = None

    @property
    def words(self) -> str:
        """What the clerk is told."""
        text = f"Bản cũ được giữ ở “{self.path.name}”: {self.edits.words}."
        if self.carried is None:
            return f"{text} Những chỗ sửa tay chưa có trong bản mới; đề nghị xem lại."
        listed, conflicts, left = len(self.carried.listed), self.carried.conflicts, len(self.carried.left)
        if not listed and not left:
            return f"{text} Không có chỗ nào trong các biểu phải mang sang."
        text += f" Bản mới giữ {listed} chỗ sửa tay"
        if conflicts:
            text += f", trong đó {conflicts} chỗ xung đột với số mới, cần chọn"
        if left:
            text += f"; {left} chỗ không mang sang được"
        return f"{text} (xem trang “{EDITS_SHEET}”)."


def in_hand(target: Path, form_set: FormSet) -> tuple[OldFile | None, HandEdits]:
    """What the clerk made of the file that stands at `target`, to be carried over, and what she changed in
    it; None where nothing stands there, or it does not say what it was made of."""
    if not target.exists() or not is_own_output(target):
        return None, HandEdits()
    from xl_addin.merge.reading import read_old

    try:
        old, edits = read_old(target, form_set), hand_edits(target)
    except Unreadable:
        return None, HandEdits(unknown=True)
    if old is not None:
        old.left += _elsewhere(edits, {written.sheet for written in old.memory.forms.values()}, old)
    return old, edits


def _elsewhere(edits: HandEdits, drawn: Container[str], old: OldFile) -> Iterator[Left]:
    """What was changed on sheets that are made anew, and what no sheet of ours holds."""
    from xl_addin.merge.sides import Left
    from xl_addin.summary.contents import FINDINGS

    merged = {found.sheet for found in old.found.values()}
    remembered = (EDITS_SHEET, SIGNING_SHEET, FINDINGS)  # what was chosen and decided there is read by itself
    for name in (*edits.changed, *edits.added):
        if name not in drawn and name not in merged and name not in remembered:
            yield Left("", name, "Chỗ sửa tay trên cả trang", "Không phải trang biểu: xem ở bản cũ.")
    if edits.notes:
        yield Left("", "Ghi chú, hình", "Ghi chú hoặc hình chèn vào ô", "Chưa mang sang được: xem ở bản cũ.")


def hand_edits(path: Path) -> HandEdits:
    """What was changed in a result of this tool since it was written."""
    try:
        notes = _has_notes(path)
        with opened(path) as package:
            if is_as_written(package):
                return HandEdits(notes=notes)
        grid = read_cells(path, may_matter)
    except (Unreadable, NeedsChild, OSError, zipfile.BadZipFile):
        return HandEdits(unknown=True)
    record = record_of(grid)
    if record is None:
        return HandEdits(unknown=True)
    sheets = {sheet.name: sheet for sheet in grid.sheets if sheet.name != RECORD_SHEET}
    prints = {name: fingerprint_of(sheets[name]) for name in record.prints if name in sheets}
    changed = [name for name, now in prints.items() if record.prints[name].says_edited(now)]
    typed = {name for name in changed if record.prints[name].typed != prints[name].typed}
    # Where cells were typed over, the sheets fed by them give other results; a biểu is fed by no other.
    by_hand = typed | {name for name in changed if name in record.bieu} or set(changed)
    return HandEdits(
        changed=tuple(name for name in changed if name in by_hand),
        added=tuple(n for n in sheets if n not in record.prints and not _is_our_list(sheets[n])),
        removed=tuple(n for n in record.prints if n not in sheets),
        notes=notes,
    )


def keep_edited(target: Path, edits: HandEdits, carried: CarriedOver | None = None) -> Kept | None:
    """Keep what stands at `target` beside it, dated by when it was saved, where it was changed by hand; None
    where it was not. carried: what of it stands in the file that takes its place. Raises OSError."""
    if not edits or not target.exists():
        return None
    saved = datetime.fromtimestamp(target.stat().st_mtime)
    kept = fresh(target.with_name(f"{target.stem} (bản sửa tay {saved:%Y-%m-%d %H%M}){target.suffix}"))
    with whole_file(kept) as path:
        shutil.copy2(target, path)
    return Kept(kept, edits, carried)


def _is_our_list(sheet: Sheet) -> bool:
    """The list of a check, without a word of anybody."""
    return is_called(sheet.name, WORK_SHEET) and not replies_of(sheet)


def _has_notes(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(name.lower().startswith(_PUT_IN) for name in archive.namelist())
