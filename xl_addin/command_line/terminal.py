"""What the command line shows: progress, the list of findings, the summary, the catalogue."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from validators.causes.sources import told
from validators.codes import UNIT_MISSING, Severity
from validators.decisions import said_before, said_counts
from validators.findings import Finding, counted
from validators.persons import HIDDEN
from validators.rule import FAMILIES, Rule
from workbook_templates.reading.unreadable import why_unreadable
from workbook_templates.words.personal import without_persons
from xl_addin.form_sets import form_set_ids, load_form_set
from xl_addin.inbox import Inbox, received_units, relative
from xl_addin.sendings import changes_of_units, progress_words, summed_up

if TYPE_CHECKING:
    from validators.report import Report
    from workbook_templates.reading.returns import Return
    from workbook_templates.reading.table import Table

_LOOKS = {"error": "bold red", "warning": "yellow", "hint": "cyan"}
_SIGNS = {"error": "✗", "warning": "?", "hint": "·"}
MOST_SHOWN = 200
_MOST_NAMED = 20  # files without a finding
_NOT_COMPARED = "S04"  # the rule that says what of a working file could not be held against its sources

_console = Console(highlight=False, soft_wrap=True)


def say(text: str) -> None:
    _console.print(escape(text))


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show progress of long work on a terminal; silent elsewhere and for a few files."""
    shown = sys.stderr.isatty()

    def advance(done: int, total: int) -> None:
        if shown and total > 10:
            sys.stderr.write(f"\r{what} {done}/{total} …")
            sys.stderr.flush()

    try:
        yield advance
    finally:
        if shown:
            sys.stderr.write("\r\033[K")


def show_report(inbox: Inbox, report: Report) -> None:
    """The findings by file and sheet, worst first, then the counts."""
    shown = 0
    for number in range(len(inbox.returns)):
        findings = report.of_file(number)
        _show_file(inbox, report, number, bool(findings))
        sheet = None
        for finding in findings:
            shown += 1
            if shown > MOST_SHOWN:
                continue
            if finding.sheet != sheet:
                sheet = finding.sheet
                _console.print(f"  [bold]{escape(sheet or '(cả tệp)')}[/bold]")
            _show_finding(finding)
    missing = [finding for finding in report.of_file(None) if finding.rule == UNIT_MISSING]
    common = [finding for finding in report.of_file(None) if finding.rule != UNIT_MISSING]
    if common:
        _console.print("[bold]Giữa các đơn vị[/bold]")
        for finding in common:
            shown += 1
            if shown <= MOST_SHOWN:
                _show_finding(finding)
    _show_clean(inbox, report)
    if missing:
        say(f"Đơn vị chưa gửi ({len(missing)}): {', '.join(str(one.value) for one in missing)}.")
    if shown > MOST_SHOWN:
        say(f"… còn {shown - MOST_SHOWN} nội dung nữa. Dùng --json hoặc --ban-sao để xem hết.")
    for other in inbox.others:
        say(f"{relative(other.path, inbox.root)}: {other.reason}")
    show_summary(inbox, report)


def _show_file(inbox: Inbox, report: Report, number: int, found: bool) -> None:
    source = inbox.returns[number]
    name = inbox.name(number)
    unit = report.batch.form_set.catalogue.units.get(source.unit or "")
    who = f" – {unit.name}" if unit else ""
    if number in inbox.superseded:
        by, why = inbox.superseded[number]
        say(f"{name}{who}: không tính; đã tính “{inbox.name(by)}” ({why.words})")
    elif number in inbox.ignored and number not in report.batch.used:
        say(f"{name}{who}: không tính. {inbox.ignored[number].words}.")
    elif found or len(inbox.returns) == 1:
        _console.print(f"[bold underline]{escape(name)}[/bold underline]{escape(who)}")
        if source.status == "ok":
            names = report.batch.form_set.annexes
            tables = ", ".join(f"{names[t.form].name} ({_answer(source, t)})" for t in source.tables)
            say(f"  Biểu: {tables or 'không nhận ra biểu nào'}")
            for sentence in told(report.batch, number):
                say(f"  {sentence}")


def _answer(source: Return, table: Table) -> str:
    """How many rows an annex holds, or why it holds none that count."""
    if table.form in source.declined:
        return "không có nhu cầu"
    return f"{len(table.rows)} dòng" if table.form in source.answered else "chưa điền"


def _show_clean(inbox: Inbox, report: Report) -> None:
    """The files that are checked and without a finding, in one line."""
    used = [n for n in report.batch.used if inbox.returns[n].status == "ok" and not report.of_file(n)]
    if len(inbox.returns) > 1 and used:
        names = ", ".join(inbox.name(number) for number in used[:_MOST_NAMED])
        more = f" và {len(used) - _MOST_NAMED} tệp khác" if len(used) > _MOST_NAMED else ""
        say(f"Không có nội dung cần xử lý ({len(used)} tệp): {names}{more}.")


def _show_finding(finding: Finding) -> None:
    look = _LOOKS[finding.severity]
    place = f"ô {finding.cell}: " if finding.cell else ""
    line = f"    [{look}]{_SIGNS[finding.severity]} {finding.severity.words}[/{look}]"
    _console.print(f"{line} [dim]{finding.rule}[/dim] {escape(place + finding.told)}")
    for sentence in said_before(finding):
        _console.print(f"      {escape(sentence)}")
    if finding.explained:
        _console.print(f"      Đơn vị đã giải trình: “{escape(finding.explained)}”")
    elif finding.suggestion:
        _console.print(f"      → {escape(finding.suggestion)}")


def show_summary(inbox: Inbox, report: Report) -> None:
    """How many files, how many findings of each severity."""
    unreadable = sum(item.status == "unreadable" for item in inbox.returns)
    counts = counted(report.count(severity) for severity in Severity)
    missing = sum(finding.rule == UNIT_MISSING for finding in report.of_file(None))
    among = f"; trong các nội dung cần xác minh có {missing} đơn vị chưa gửi" if missing else ""
    if any(finding.rule == _NOT_COMPARED for finding in report.findings):
        among += "; có biểu chưa đối chiếu được hết với nguồn số liệu"
    files = f"{len(inbox.returns)} tệp" + (f" ({unreadable} không đọc được)" if unreadable else "")
    told = "".join(f"; {number} {what}" for what, number in said_counts(report) if number)
    passed_over = [n for n in inbox.ignored if n not in report.batch.used]
    if len(passed_over) == len(inbox.returns):
        say(f"{files}, chưa kiểm tra tệp nào: không có tệp của đơn vị, tệp tổng hợp nào kiểm tra được.")
    else:
        left = f", trong đó {len(passed_over)} tệp không kiểm tra" if passed_over else ""
        say(f"{files}{left}: {counts}{among}{told}.")
    _show_since_before(inbox, report)
    if report.crashed:
        say(f"Quy tắc gặp trục trặc (đã ghi nhật ký): {', '.join(sorted(report.crashed))}.")


def _show_since_before(inbox: Inbox, report: Report) -> None:
    """What the clerk must know of the register; what units that have sent again changed."""
    for text in inbox.known.told if inbox.known else ():
        say(f"! {text}")
    for unit, changes in changes_of_units(report).items():
        say(f"{report.batch.form_set.catalogue.units[unit].name} gửi lại: {summed_up(changes, report)}.")
    if told := progress_words(report):
        say(f"Nội dung của các đơn vị gửi lại, so với lần gửi trước: {told}.")


def show_roll_up(result, target: Path) -> None:
    """What was rolled up, what is missing, where the result lies."""
    inbox, report = result.inbox, result.report
    expected = report.batch.form_set.expected_units
    received, blank = received_units(inbox)
    for number, item in enumerate(inbox.returns):
        if item.status == "unreadable":
            say(f"✗ {inbox.name(number)}: {why_unreadable(item.reason).words}")
        elif number in inbox.ignored:
            say(f"· {inbox.name(number)}: {inbox.ignored[number].words}")
    for other in inbox.others:
        if other.kind == "wrong_form":
            say(f"· {relative(other.path, inbox.root)}: {other.reason}")
    told = f"; {len(blank & set(expected))} đơn vị gửi lại biểu trống (chưa điền)" if blank else ""
    say(f"Đơn vị đã gửi: {len(received & set(expected))}/{len(expected)}{told}.")
    if not report.batch.form_set.learnt:
        _show_other_form_sets(
            [item.cover.get("form_set") for item in inbox.returns], report.batch.form_set.id
        )
    for table in result.bieu:
        totals = "; ".join(f"{label} {value}" for label, value in table.total_texts())
        say(f"  {table.form.name}: {len(table.lines)} dòng" + (f"; {totals}" if totals else ""))
    for change in result.changes:
        if change:
            say(f"Thay đổi so với lần chốt: {change.words}")
    show_summary(inbox, report)
    if result.kept:
        say(f"! {result.kept.words}")
    say(f"Đã ghi “{target}”. Mở bằng Excel, xem trang “Tổng quan” trước.")


def show_snapshots(snapshots) -> None:
    """The snapshots that lie beside a working file, from the first to the last."""
    for one in snapshots.all:
        version = f", {one.version.lower()}" if one.version else ""
        say(f"{one.name}: chốt lúc {one.day}{version}; “{one.path}”")
    for name in snapshots.unreadable:
        say(f"✗ “{name}”: không đọc được tệp chốt này.")
    if not snapshots.all and not snapshots.unreadable:
        say("Chưa chốt lần nào. Chốt: bieu chot TỆP.xlsx --ten “Tên lần chốt”.")


def show_followed(followed, *, only_missing: bool) -> None:
    """The line on top of the register, how many units are in each state, who is missing."""
    from xl_addin.register.planning import missing_units

    made = followed.plan
    missing = missing_units(made, followed.inbox.form_set)
    if only_missing:
        for name, standing in missing:
            say(f"{name}: {standing.words}")
    else:
        say(made.top)
        for words, number in Counter(s.state.words for s in made.standings.values()).most_common():
            say(f"  {words}: {number}")
        told = [f"{number} {what}" for what, number in said_counts(followed.report) if number]
        if told:
            say(f"  Nội dung: {'; '.join(told)}")
        for text in made.resent:
            say(text)
    for text in made.told:
        say(f"! {text}")
    if followed.waits or not only_missing:
        say(f"! {followed.outcome}" if followed.waits else followed.outcome)


def show_learnt(forms) -> None:
    """How the forms of an example were taken, and of which columns that is not sure."""
    from workbook_templates.learning.choices import LINES
    from xl_addin.summary.understanding import unsure_columns

    for form in forms:
        added = ", ".join(f"“{' – '.join(c.header)}”" for c in form.columns if c.adds) or "không có"
        title = without_persons(form.title, lambda _: HIDDEN)
        say(f"Biểu mẫu “{title}”: {LINES[form.line].lower()}. Cột được cộng: {added}.")
    for text in unsure_columns(forms):
        say(f"! Chưa rõ cột ở {without_persons(text, lambda _: HIDDEN)}.")


def show_carried_over(carried, written: Sequence[str]) -> None:
    """How many classes of last year's were filled in, for the units whose blanks were written; and which were
    not, since nobody knows whose they are."""
    units = [unit for unit in written if carried.classes_of(unit)]
    classes = sum(map(carried.classes_of, units))
    if classes:
        say(f"Đã điền sẵn {classes} lớp chuyển tiếp vào biểu của {len(units)} đơn vị, chờ đơn vị xác nhận.")
    elif not carried.unplaced:
        say("Không có lớp nào của năm trước để điền sẵn vào các biểu vừa ghi.")
    if carried.unplaced:
        count = len(carried.unplaced)
        say(f"! {count} lớp còn học mà chưa điền được; đề nghị ghi vào biểu của đơn vị phụ trách lớp:")
    for one in carried.unplaced:
        say(f"  “{one.name}” (ô {one.place}): {one.why}.")


def _show_other_form_sets(named: Sequence[str | None], used: str) -> None:
    """How many returns were made for another form set than is used. named: by their covers."""
    for name, count in Counter(filter(None, named)).items():
        if name != used:
            said = f"✗ {count} tệp lập theo bộ biểu mẫu “{name}”, không phải “{used}” đang dùng."
            say(f"{said} Nếu đó là bộ của tỉnh, đề nghị chạy lại, ghi thư mục của bộ ấy sau --bo-bieu.")


def show_catalogue(rules: dict[str, Rule]) -> None:
    """Form sets and rules, one line each."""
    _console.print("[bold]Bộ biểu mẫu[/bold]")
    for name in form_set_ids():
        say(f"  {name}: {load_form_set(name).title}")
    family = None
    for rule in rules.values():
        if rule.id[0] != family:
            family = rule.id[0]
            _console.print(f"\n[bold]{FAMILIES[family]}[/bold]")
        say(f"  {rule.id} ({Severity(rule.severity).words}): {rule.what}")
    say("\nXem đầy đủ một quy tắc: bieu danh-muc --quy-tac D01")


def show_rule(rule: Rule) -> None:
    for label, text in (
        ("Quy tắc", f"{rule.id} – {Severity(rule.severity).words}"),
        ("Nội dung", rule.what),
        ("Vì sao", rule.why),
        ("Ví dụ sai", rule.wrong),
        ("Cách sửa", rule.mend),
        ("Căn cứ", rule.basis),
    ):
        _console.print(f"[bold]{label}:[/bold] {escape(text)}")
