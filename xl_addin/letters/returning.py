"""What goes back to the units: for each with something to mend a folder with its marked copy, the
words to paste into any channel, and the same as a mail draft. Nothing is sent."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from validators.codes import Severity
from validators.findings import Finding, counted
from validators.report import Report
from workbook_templates.reading.unreadable import why_unreadable
from xl_addin.copies.answers import write_answer
from xl_addin.files.whole_files import file_name, whole_file
from xl_addin.inbox import Inbox
from xl_addin.letters.draft import draft
from xl_addin.letters.texts import TEMPLATES, Letter, filled

WORDS, DRAFT = "Noi dung thu.txt", "Thu nhap.eml"


def send_back(
    inbox: Inbox,
    report: Report,
    folder: Path,
    progress: Callable[[int, int], None] = lambda done, total: None,
    addresses: Mapping[str, str] | None = None,
    *,
    numbers: Sequence[int] | None = None,
    template: str = TEMPLATES[Letter.RETURN],
) -> list[Path]:
    """Write a folder for every returned file that counts and holds an error or something to verify, or
    cannot be read; returns the folders. addresses: by unit code; numbers: these files alone. Raises
    CannotWrite; what is written already stays."""
    numbers = to_mend(inbox, report) if numbers is None else numbers
    written = []
    for done, number in enumerate(numbers, start=1):
        unit = inbox.returns[number].unit
        target = folder / _folder_name(inbox, report, number, written)
        copy = write_answer(inbox, report, number, target / Path(inbox.name(number)).name)
        marked = copy.name == Path(inbox.name(number)).name
        subject, words = words_for(inbox, report, number, marked=marked, template=template)
        _write_letter(target, subject, words, copy, (addresses or {}).get(unit or "", ""))
        written.append(target)
        progress(done, len(numbers))
    return written


def write_letter(folder: Path, subject: str, words: str, attachment: Path | None, to: str) -> None:
    """Write the folder of one letter: the words to paste, the draft, and a copy of what goes along. Raises
    CannotWrite."""
    if attachment:
        with whole_file(folder / attachment.name) as path:
            shutil.copyfile(attachment, path)
    _write_letter(folder, subject, words, attachment, to)


def _write_letter(folder: Path, subject: str, words: str, attachment: Path | None, to: str) -> None:
    with whole_file(folder / WORDS) as path:
        path.write_text(f"{subject}\n\n{words}", encoding="utf-8-sig", newline="\r\n")
    with whole_file(folder / DRAFT) as path:
        path.write_bytes(draft(subject, words, attachment, to))


def to_mend(inbox: Inbox, report: Report) -> list[int]:
    """The files about which a letter is due."""
    return [number for number in report.batch.used if _to_mend(inbox, report, number)]


def _to_mend(inbox: Inbox, report: Report, number: int) -> bool:
    """Whether a file is a unit's (not the province's own biểu, nor without any table) and has something
    that the unit has not explained."""
    item = inbox.returns[number]
    if item.status == "unreadable":
        return why_unreadable(item.reason).remedy is not None and item.path.exists()
    if item.level == "province" or not (item.tables or item.unit):
        return False
    return any(finding.severity in (Severity.ERROR, Severity.WARNING) for finding in _open(report, number))


def _open(report: Report, number: int) -> list[Finding]:
    """What the unit must still mend or verify: a figure in doubt stays with its reason, an error does not."""
    return [f for f in report.of_file(number) if f.open]


def _who(inbox: Inbox, report: Report, number: int) -> str | None:
    """The unit by its name, or as it calls itself; None where the file does not say."""
    item = inbox.returns[number]
    unit = report.batch.form_set.catalogue.units.get(item.unit or "")
    return unit.name if unit else item.named


def _folder_name(inbox: Inbox, report: Report, number: int, taken: Sequence[Path]) -> str:
    return free_name(_who(inbox, report, number) or inbox.returns[number].path.stem, taken)


def free_name(wanted: str, taken: Sequence[Path]) -> str:
    """A name for a folder of letters that none of these has: a unit may have two letters, and two units one
    name."""
    wanted = name = file_name(wanted)
    names, again = {path.name.casefold() for path in taken}, 1
    while name.casefold() in names:
        again += 1
        name = f"{wanted} ({again})"
    return name


def words_for(
    inbox: Inbox,
    report: Report,
    number: int,
    *,
    marked: bool = True,
    template: str = TEMPLATES[Letter.RETURN],
) -> tuple[str, str]:
    """Subject and text of the letter about one file, in the courteous words of official letters. marked:
    whether the file itself goes along, or the list alone."""
    item, findings = inbox.returns[number], _open(report, number)
    form_set = report.batch.form_set
    who = _who(inbox, report, number) or f"Đơn vị gửi tệp “{inbox.name(number)}”"
    lines = []
    if item.status == "unreadable":
        why = why_unreadable(item.reason)
        lines.append(
            f"Tệp “{inbox.name(number)}” chưa đọc được: {why.what[:1].lower()}{why.what[1:]} Đề nghị đơn vị "
            f"{why.remedy}"
        )
    else:
        numbers = [sum(f.severity == severity for f in findings) for severity in Severity]
        lines.append(f"Qua kiểm tra, tệp “{inbox.name(number)}” có {counted(numbers, none=False)}:")
        lines += ["", *(_line(number, f, report) for number, f in enumerate(findings, start=1)), ""]
        lines.append(_request(marked, in_cover=bool(item.cover)))
    deadline = form_set.settings.get("deadline")
    annexes = form_set.expected_units.get(item.unit or "", ())
    facts = {
        "don_vi": who,
        "nam": str(form_set.year),
        "bieu": ", ".join(form_set.annexes[annex].name for annex in annexes),
        "noi_dung": "\n".join(lines),
        "han": f"Hạn gửi: {deadline}." if deadline else "",
    }
    return filled(template, facts)


def _request(marked: bool, in_cover: bool) -> str:
    """What the unit is asked to do. in_cover: whether its file has a cover to say so in."""
    where = " ngay trong tệp gửi kèm" if marked else ""
    beside = "" if marked else " của danh sách gửi kèm"
    cover = ", tăng “Lần gửi”, chọn “Thay thế toàn bộ” ở trang “Thông tin”" if in_cover else ""
    back = " rồi gửi lại." if marked else " rồi gửi lại tệp biểu cùng danh sách ấy."
    return (
        "Đề nghị đơn vị sửa các nội dung ghi “Lỗi, phải sửa”, xác minh các nội dung ghi “Cần xác minh”"
        f"{where} (số đúng thì giữ nguyên và ghi lý do ở cột “Ý kiến của đơn vị”{beside}){cover}{back}"
    )


def _line(number: int, finding: Finding, report: Report) -> str:
    where = f"{finding.sheet}, ô {finding.cell}" if finding.cell else finding.sheet or "Cả tệp"
    mend = finding.suggestion or report.rules[finding.rule].mend
    return f"{number}. {where} ({finding.severity.words}): {finding.told} {mend}".strip()
