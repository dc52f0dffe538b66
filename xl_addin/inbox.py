"""The folder of returns: which files are returns, and which of them count (choosing). Nothing is deleted or
moved."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from validators.codes import Ignored, Superseded
from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.many_files import Pool, read_returns, side_processes
from workbook_templates.reading.replies import Replies
from workbook_templates.reading.returns import Return, untouched
from workbook_templates.words.spelling import fold
from xl_addin.choosing import choose as choose_files
from xl_addin.senders import with_senders
from xl_addin.signed_scans import is_signed_scan, names_of

if TYPE_CHECKING:
    from xl_addin.register.memory import KnownBefore

WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"))
_OTHER_SHEETS = frozenset((".et", ".csv", ".xltx", ".xltm", ".numbers"))
ARCHIVES = frozenset((".zip", ".rar", ".7z", ".gz", ".tar"))
IGNORED_NAMES = frozenset(("thumbs.db", "desktop.ini", ".ds_store"))


RESULTS_MARK = ".ket-qua-cua-cong-cu"  # a file that marks a folder of our results


def mark_as_results(folder: Path) -> None:
    """Make a folder and mark it as results of this tool: its copies and letters are no returns, even where
    the folder above it is chosen."""
    with suppress(OSError):  # a help: without it they would be listed
        folder.mkdir(parents=True, exist_ok=True)
        (folder / RESULTS_MARK).touch()


@dataclass(frozen=True)
class OtherFile:
    """A file beside the returns. kind: signed (a PDF beside its Excel), wrong_form or locked."""

    path: Path
    kind: str
    reason: str


@dataclass
class Inbox:
    """Everything found. root: the folder (or the common one); form_set: by which the returns were read, with
    the units that sent them where it has no catalogue; superseded: file → (the file that
    counts, why); dropped: (file, annex) → the same, where only some annexes of a file do not count; ignored:
    file → why it is no return; former: unit → its files that counted before the latest of those that do;
    known: what the register says, None where it was not asked; gone: (unit, name) of files that the province
    chose there and that are no longer here."""

    root: Path
    form_set: FormSet
    returns: list[Return] = field(default_factory=list)
    others: list[OtherFile] = field(default_factory=list)
    superseded: dict[int, tuple[int, Superseded]] = field(default_factory=dict)
    dropped: dict[tuple[int, str], tuple[int, Superseded]] = field(default_factory=dict)
    ignored: dict[int, Ignored] = field(default_factory=dict)
    former: dict[str, list[Return]] = field(default_factory=dict)
    known: KnownBefore | None = None
    gone: list[tuple[str, str]] = field(default_factory=list)

    @property
    def used(self) -> list[int]:
        return [n for n in range(len(self.returns)) if n not in self.superseded and n not in self.ignored]

    def name(self, number: int) -> str:
        return relative(self.returns[number].path, self.root)


def received_units(inbox: Inbox) -> tuple[set[str], set[str]]:
    """The units that have sent something filled in, and those that have only sent their blanks back."""
    files: dict[str, list[Return]] = {}
    for number in inbox.used:
        item = inbox.returns[number]
        if item.unit and item.status == "ok":
            files.setdefault(item.unit, []).append(item)
    blank = {unit for unit, items in files.items() if untouched(items)}
    return files.keys() - blank, blank


def relative(path: Path, root: Path) -> str:
    """A path as it is shown and linked: relative to the root, with forward slashes."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def collect(paths: Iterable[Path]) -> tuple[list[Path], list[OtherFile], Path]:
    """The workbooks under the given files and folders, in order of their names; what else lies
    there; and the folder that all stand in."""
    workbooks: list[Path] = []
    others: list[OtherFile] = []
    roots: list[Path] = []
    for path in dict.fromkeys(paths):
        if path.is_dir():
            roots.append(path)
            for folder, folders, names in os.walk(path, onerror=lambda e: others.append(_closed(e))):
                if RESULTS_MARK in names and Path(folder) != path:
                    folders.clear()
                    continue
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                files = [Path(folder) / name for name in sorted(names)]
                _sort_out(files, workbooks, others)
        else:
            roots.append(path.parent)
            workbooks.append(path)
    workbooks = list(dict.fromkeys(workbooks))
    root = (
        roots[0] if len(set(roots)) == 1 else Path(os.path.commonpath([r.resolve() for r in roots] or ["."]))
    )
    return workbooks, others, root


def _closed(error: OSError) -> OtherFile:
    return OtherFile(Path(error.filename), "locked", "Không có quyền mở thư mục này nên chưa đọc.")


def _sort_out(files: list[Path], workbooks: list[Path], others: list[OtherFile]) -> None:
    names = names_of(
        path for path in files if path.suffix.lower() in WORKBOOKS and not _is_passed_over(path.name)
    )
    for path in files:
        suffix, name = path.suffix.lower(), path.name
        if _is_passed_over(name):
            continue
        if suffix in WORKBOOKS:
            workbooks.append(path)
        elif suffix == ".pdf" and is_signed_scan(path, names):
            others.append(OtherFile(path, "signed", "Bản ký (PDF) đi kèm tệp Excel"))
        else:
            others.append(OtherFile(path, "wrong_form", _wrong_form(suffix)))


def _is_passed_over(name: str) -> bool:
    return name.startswith(("~$", ".")) or name.lower() in IGNORED_NAMES


def _wrong_form(suffix: str) -> str:
    if suffix in ARCHIVES:
        return "Gửi sai mẫu: tệp nén. Đề nghị giải nén rồi để tệp Excel vào thư mục."
    if suffix in (".doc", ".docx", ".rtf", ".odt"):
        return "Gửi sai mẫu: tệp Word. Đề nghị đơn vị gửi biểu bằng Excel."
    if suffix == ".pdf":
        return "Gửi sai mẫu: chỉ có PDF, không có tệp Excel cùng tên. Đề nghị đơn vị gửi tệp Excel."
    if suffix in _OTHER_SHEETS:
        return f"Gửi sai mẫu: bảng tính dạng {suffix}. Đề nghị lưu lại dạng .xlsx."
    return f"Gửi sai mẫu: tệp {suffix or 'không rõ loại'}. Đề nghị đơn vị gửi biểu bằng Excel."


def open_inbox(
    paths: Sequence[Path],
    form_set: FormSet,
    source: str | Path | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
    *,
    choose: bool = True,
    known: KnownBefore | None = None,
    pool: Pool = side_processes,
) -> Inbox:
    """Read every workbook under `paths`, and choose which counts for each unit and annex.

    choose=False leaves all in use (single files checked for themselves). known: what the register says, the
    province's own choice among it. pool: makes the executor in which many files are read.
    """
    workbooks, others, root = collect(paths)
    returns = read_returns(
        workbooks,
        form_set,
        source,
        lambda done: progress(done, len(workbooks)),
        pool,
        meanwhile=_load_validators,
    )
    form_set = with_senders(form_set, [item for item in returns if not _is_example(item, form_set)])
    inbox = Inbox(root, form_set, returns, others, known=known)
    _hand_out_lists(returns)
    for number, item in enumerate(returns):
        if item.own_output:
            inbox.ignored[number] = Ignored.OWN_OUTPUT
        elif item.form_set_workbook:
            inbox.ignored[number] = Ignored.FORM_SET
        elif _is_example(item, form_set):
            inbox.ignored[number] = Ignored.EXAMPLE
        elif choose and item.replies and not item.tables:
            inbox.ignored[number] = Ignored.LIST
        elif choose and item.status == "ok" and item.tables and item.level == "province" and not item.unit:
            inbox.ignored[number] = Ignored.MANY_UNITS
    _tell_names_apart(inbox)
    if choose:
        among = [n for n in range(len(returns)) if n not in inbox.ignored]
        said, inbox.gone = known.words_of(returns, among) if known else ({}, [])
        chosen = choose_files(returns, among, said)
        inbox.superseded, inbox.dropped, inbox.former = chosen.superseded, chosen.dropped, chosen.former
    return inbox


def _is_example(item: Return, form_set: FormSet) -> bool:
    """Whether a file is the blank by which the form set was learnt."""
    example = form_set.settings.get("example")
    return bool(example) and item.path.resolve() == Path(example) and untouched([item])


def _tell_names_apart(inbox: Inbox) -> None:
    """Files of one name in several folders are called by their path in every message."""
    names = Counter(fold(item.path.name) for item in inbox.returns)
    for number, item in enumerate(inbox.returns):
        if names[fold(item.path.name)] > 1:
            item.called = inbox.name(number)


def _hand_out_lists(returns: Sequence[Return]) -> None:
    """A list that is a workbook of its own, as for an .xls, comes back beside the file it speaks of: what was
    written into it is at hand where the findings of the others are judged."""
    listed = Replies()
    for item in returns:
        if not item.tables:
            listed |= item.replies
    for item in returns if listed else ():
        item.replies.beside = listed


def _load_validators() -> None:
    """Import pandas, pandera and the rules, which takes half a second."""
    from validators.rule import all_rules
    from validators.schema import load_backends

    load_backends()
    all_rules()
