"""Where units and files stand: what has come from whom, what counts, and what does not."""

from __future__ import annotations

from collections import Counter

from validators.codes import Severity, Worded
from workbook_templates.reading.returns import untouched
from workbook_templates.reading.unreadable import why_unreadable
from xl_addin.inbox import relative
from xl_addin.summary.contents import Contents


class UnitStatus(Worded):
    """Where a unit stands with its returns."""

    NOT_SENT = "not_sent", "Chưa gửi"
    BLANK = "blank", "Chưa điền"
    TO_MEND = "to_mend", "Phải hoàn thiện"
    RECEIVED = "received", "Đã nhận"


class AnnexStatus(Worded):
    """Why no rows of an annex have come from a unit."""

    NO_NEED = "no_need", "Không có nhu cầu"
    LEFT_BLANK = "left_blank", "Chưa điền"
    MISSING = "missing", "Thiếu"
    NOT_OWED = "not_owed", "–"


def files_of_units(contents: Contents) -> dict[str, list[int]]:
    """The files that count, by unit."""
    files: dict[str, list[int]] = {}
    for number in contents.report.batch.used:
        item = contents.inbox.returns[number]
        if item.unit and item.status == "ok":
            files.setdefault(item.unit, []).append(number)
    return files


def untouched_units(contents: Contents) -> list[str]:
    """The units whose files that count are blanks in which nothing was filled in."""
    returns = contents.inbox.returns
    return [
        code
        for code, numbers in files_of_units(contents).items()
        if any(returns[n].tables for n in numbers)
        and not any(table.filled for n in numbers for table in returns[n].tables)
    ]


def severities_of(contents: Contents, numbers: list[int]) -> Counter[str]:
    """How many findings of each severity some files have, but for those that the province has settled."""
    findings = (finding for n in numbers for finding in contents.report.of_file(n))
    return Counter(finding.severity for finding in findings if not finding.settled)


def status_of(contents: Contents, numbers: list[int], found: Counter[str]) -> UnitStatus:
    """Where a unit stands. numbers: its files that count; found: their findings by severity."""
    if not numbers:
        return UnitStatus.NOT_SENT
    if untouched(contents.inbox.returns[n] for n in numbers):
        return UnitStatus.BLANK
    return UnitStatus.TO_MEND if found.get(Severity.ERROR) else UnitStatus.RECEIVED


def annexes_of(contents: Contents, numbers: list[int], code: str) -> list[int | AnnexStatus]:
    """What a unit has sent of each annex, in the order of the form set: the number of rows, or why there is
    none."""
    owed, files = contents.form_set.expected_units.get(code, ()), [contents.inbox.returns[n] for n in numbers]
    declined = {form for item in files for form in item.declined}
    tables = [table for item in files for table in item.tables]
    rows = Counter(table.form for table in tables if table.filled for _ in table.rows)
    answered = {t.form for item in files for t in item.tables if t.filled and t.form not in item.declined}
    present = {table.form for table in tables}
    told: list[int | AnnexStatus] = []
    for form in contents.form_set.annexes:
        if form in declined - answered:
            told.append(AnnexStatus.NO_NEED)
        elif rows[form]:
            told.append(rows[form])
        elif form in present:
            told.append(AnnexStatus.LEFT_BLANK)
        else:
            told.append(AnnexStatus.MISSING if form in owed else AnnexStatus.NOT_OWED)
    return told


def other_files(contents: Contents) -> list[tuple[str, str]]:
    """Files that do not count, or of which not every annex does, each with the reason; signed copies too."""
    inbox, annexes = contents.inbox, contents.form_set.annexes
    listed = [
        (inbox.name(n), f"{annexes[form].name}: không tính; tính của “{inbox.name(by)}” ({why.words})")
        for (n, form), (by, why) in inbox.dropped.items()
    ]
    for number, item in enumerate(inbox.returns):
        if item.status == "unreadable":
            listed.append((inbox.name(number), why_unreadable(item.reason).words))
        elif number in inbox.superseded:
            by, why = inbox.superseded[number]
            listed.append((inbox.name(number), f"Không tính; tính “{inbox.name(by)}” ({why.words})"))
        elif number in inbox.ignored:
            listed.append((inbox.name(number), inbox.ignored[number].words))
        elif item.unit is None:
            listed.append((inbox.name(number), "Chưa rõ đơn vị nên chưa tính (quy tắc L01)"))
    return listed + [(relative(other.path, inbox.root), other.reason) for other in inbox.others]
