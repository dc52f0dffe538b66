"""The working file's lists: Theo dõi, Đối chiếu, Kiểm tra, Quy tắc."""

from __future__ import annotations

from collections import Counter

from xlsxwriter.worksheet import Worksheet

from validators.findings import ERROR, OUTCOME_WORDS, SEVERITIES, SEVERITY_WORDS
from validators.judging import Report, reply_to
from workbook_templates.paper.formats import Looks
from workbook_templates.paper.printed_table import set_list_paper, write_listed, write_row
from workbook_templates.reading.tables import letters
from xl_addin.inbox import Inbox, relative
from xl_addin.summary.bieu import Bieu
from xl_addin.summary.bieu_sheet import SOURCES, Placed
from xl_addin.summary.links import link_to_file, sheet_place, write_link
from xl_addin.summary.sources import SourceLayout

LIST_HEADER = (
    "STT", "Mức độ", "Quy tắc", "Đơn vị", "Tệp", "Trang tính", "Ô", "Nội dung", "Giá trị đang ghi",
    "Giá trị đúng / mong đợi", "Chênh lệch", "Cách xử lý", "Ý kiến của đơn vị", "Xử lý của tỉnh",
)  # fmt: skip
_RECONCILIATION_WIDTHS = (44, 30, 17, 17, 17, 17, 14)
_RULE_WIDTHS = (9, 18, 60, 44, 20, 11, 50)
_LIST_WIDTHS = (6, 16, 9, 26, 28, 14, 8, 60, 18, 20, 11, 44, 26, 26)


def _head(sheet: Worksheet, looks: Looks, title: str, note: str, header: tuple, widths: tuple) -> int:
    """Title, note and header row; returns the first row below (from 0)."""
    set_list_paper(sheet, widths, 3)
    write_row(sheet, 0, {0: (title, looks["heading"])})
    write_row(sheet, 1, {0: (note, looks["plain"])})
    # Bold letters are wider than those the heights are reckoned by.
    write_listed(
        sheet, 3, {i: (text, looks["header"]) for i, text in enumerate(header)}, [w * 0.8 for w in widths]
    )
    return 4


def draw_findings(
    sheet: Worksheet, looks: Looks, inbox: Inbox, report: Report, file_links: dict[int, str]
) -> None:
    """Kiểm tra: all findings, each linked to its cell in its file; worst first."""
    row = _head(
        sheet, looks, "NỘI DUNG CẦN XỬ LÝ",
        "Bấm cột Ô để mở đúng ô trong tệp của đơn vị. Hai cột cuối để ghi ý kiến.", LIST_HEADER, _LIST_WIDTHS,
    )  # fmt: skip
    order = {severity: index for index, severity in enumerate(SEVERITIES)}
    findings = sorted(report.findings, key=lambda f: order[f.severity])
    units = report.batch.form_set.catalogue.units
    for number, finding in enumerate(findings, start=1):
        unit = units.get(finding.unit or "")
        name = "" if finding.file is None else inbox.name(finding.file)
        look = looks["cell"]
        more = f" (Ô liên quan: {', '.join(finding.related[:12])})" if finding.related else ""
        linked = finding.cell and finding.file is not None
        reason, decision = reply_to(report.batch, finding)
        cells = {
            0: (number, looks["cell_center"]),
            1: (SEVERITY_WORDS[finding.severity], looks[finding.severity]),
            2: (finding.rule, looks["cell_center"]),
            3: (unit.name if unit else finding.unit, look),
            4: (name, look),
            5: (finding.sheet, look),
            6: (None if linked else finding.cell, look),
            7: (finding.message + more, look),
            8: (finding.value, look),
            9: (finding.expected, look),
            10: (finding.difference, looks["cell_center"]),
            11: (finding.suggestion or report.rules[finding.rule].mend, look),
            12: (reason, looks["entry"]),
            13: (decision, looks["entry"]),
        }
        write_listed(sheet, row, cells, _LIST_WIDTHS)
        if linked:
            target = link_to_file(file_links[finding.file], finding.sheet, finding.cell)
            write_link(sheet, row, 6, target, finding.cell, looks["grid_link"])
        row += 1
    if not findings:
        write_row(sheet, row, {7: ("Không có nội dung nào cần xử lý.", looks["cell"])})
    else:
        sheet.autofilter(3, 0, row - 1, len(LIST_HEADER) - 1)


def draw_tracking(
    sheet: Worksheet, looks: Looks, inbox: Inbox, report: Report, bieu: list[Bieu], file_links: dict[int, str]
) -> None:
    """Theo dõi: unit by annex; errors; the file that counts. Below: files that do not count."""
    form_set = report.batch.form_set
    forms = [item.form for item in bieu]
    names = (form.name for form in forms)
    header = ("STT", "Mã", "Đơn vị", "Tình trạng", *names, "Lỗi", "Cần xác minh", "Tệp được tính")
    widths = (6, 15, 44, 18, *(15 for _ in forms), 8, 12, 56)
    row = _head(
        sheet, looks, "THEO DÕI ĐƠN VỊ GỬI BIỂU", "Số trong ô là số dòng đã nhận của biểu.", header, widths
    )
    files = files_of_units(inbox, report)
    codes = [*form_set.expected_units, *(code for code in files if code not in form_set.expected_units)]
    last = len(header) - 1
    for place, code in enumerate(codes, start=1):
        numbers = files.get(code, [])
        found = Counter(f.severity for n in numbers for f in report.of_file(n))
        status = status_of(numbers, found)
        names = "; ".join(inbox.name(n) for n in numbers)
        values = [
            place, code, form_set.catalogue.units[code].name, status,
            *_annexes(inbox, bieu, numbers, code, form_set.expected_units.get(code, ())),
            found.get(ERROR, 0), found.get("warning", 0), names,
        ]  # fmt: skip
        looked = {2: "cell", 3: _STATUS_LOOK.get(status, "cell_center"), last: "cell"}
        cells = {i: (value, looks[looked.get(i, "cell_center")]) for i, value in enumerate(values)}
        write_listed(sheet, row, cells, widths)
        if numbers:
            write_link(sheet, row, last, link_to_file(file_links[numbers[0]]), names, looks["grid_link"])
        row += 1
    _other_files(sheet, looks, inbox, row + 1)


def files_of_units(inbox: Inbox, report: Report) -> dict[str, list[int]]:
    """The files that count, by unit."""
    files: dict[str, list[int]] = {}
    for number in report.batch.used:
        item = inbox.returns[number]
        if item.unit and item.status == "ok":
            files.setdefault(item.unit, []).append(number)
    return files


def _annexes(
    inbox: Inbox, bieu: list[Bieu], numbers: list[int], code: str, owed: tuple[str, ...]
) -> list[object]:
    """What a unit has sent of each annex: the number of rows, or in words why there is none."""
    tables = [table for n in numbers for table in inbox.returns[n].tables]
    rows = Counter(table.form for table in tables if table.filled for _ in table.rows)
    present = {table.form for table in tables}
    told: list[object] = []
    for item in bieu:
        form = item.form.id
        if code in item.no_need and rows[form] <= 1:
            told.append("Không có nhu cầu")
        elif rows[form]:
            told.append(rows[form])
        else:
            told.append("Để trống" if form in present else "Thiếu" if form in owed else "–")
    return told


_STATUS_LOOK = {"Chưa gửi": "warning", "Phải hoàn thiện": "error"}


def status_of(numbers: list[int], found: Counter) -> str:
    """Where a unit stands: Chưa gửi, Phải hoàn thiện (errors), or Đã nhận."""
    if not numbers:
        return "Chưa gửi"
    return "Phải hoàn thiện" if found.get(ERROR) else "Đã nhận"


def other_files(inbox: Inbox) -> list[tuple[str, str]]:
    """Files that do not count, each with the reason; signed copies too."""
    from workbook_templates.reading.many_files import REASONS

    listed = []
    for number, item in enumerate(inbox.returns):
        if item.status == "unreadable":
            listed.append((inbox.name(number), REASONS.get(item.reason or "", REASONS["damaged"])))
        elif number in inbox.superseded:
            by, why = inbox.superseded[number]
            listed.append((inbox.name(number), f"Không tính; tính “{inbox.name(by)}” ({why})"))
        elif number in inbox.ignored:
            listed.append((inbox.name(number), inbox.ignored[number]))
        elif item.unit is None:
            listed.append((inbox.name(number), "Chưa rõ đơn vị nên chưa tính (quy tắc L01)"))
    return listed + [(relative(other.path, inbox.root), other.reason) for other in inbox.others]


def _other_files(sheet: Worksheet, looks: Looks, inbox: Inbox, row: int) -> None:
    listed = other_files(inbox)
    if not listed:
        return
    write_row(sheet, row, {2: ("Tệp không tính, hoặc gửi kèm", looks["heading"])})
    for name, reason in listed:
        row += 1
        write_row(sheet, row, {2: (name, looks["plain"]), 3: (reason, looks["plain"])})


def draw_reconciliation(
    sheet: Worksheet,
    looks: Looks,
    report: Report,
    bieu: list[Bieu],
    layout: SourceLayout,
    placed: dict[str, Placed],
) -> None:
    """Đối chiếu: sums over sources, units, sections and biểu, as formulas that must agree."""
    header = (
        "Biểu",
        "Cột",
        "Tổng trong biểu",
        "Cộng dòng nguồn",
        "Cộng các mục",
        "Cộng theo đơn vị",
        "Kết quả",
    )
    row = _head(
        sheet, looks, "ĐỐI CHIẾU",
        "Bốn cách cộng phải bằng nhau. Sửa số trong biểu mà không sửa nguồn thì hiện LỆCH.",
        header, _RECONCILIATION_WIDTHS,
    )  # fmt: skip
    items = [(item, column) for item in bieu for column in item.count_columns]
    units = list(dict.fromkeys(line.unit for item in bieu for line in item.lines if line.unit))
    block = row + len(items) + 3  # header row of the block by unit
    for index, (item, column) in enumerate(items):
        total = item.total(column.name)
        place = placed[item.form.id]
        first, last = layout.spans[item.form.id]
        letter = letters(layout.columns[column.name])
        sources = f"={_sum(SOURCES, letter, first, last)}" if item.lines else "=0"
        by_unit = letters(2 + index)
        sections = "+".join(
            sheet_place(place.sheet, f"{letters(place.columns[column.name])}{r}")
            for r in place.sections.values()
        )
        write_row(sheet, row, {0: (item.form.name, looks["cell"]), 1: (column.field.label, looks["cell"])})
        formulas = (
            "=" + sheet_place(place.sheet, place.total_cell(column.name)),
            sources,
            "=" + (sections or f"C{row + 1}"),
            f"=SUM({by_unit}{block + 2}:{by_unit}{block + 1 + len(units)})" if units else "=0",
        )
        for offset, formula in enumerate(formulas):
            sheet.write_formula(row, 2 + offset, formula, looks["cell_count"], total)
        check = f'=IF(AND(C{row + 1}=D{row + 1},D{row + 1}=E{row + 1},E{row + 1}=F{row + 1}),"Khớp","LỆCH")'
        sheet.write_formula(row, 6, check, looks["cell_center"], "Khớp")
        row += 1
    _by_unit(sheet, looks, report, items, units, layout, block)


def _by_unit(
    sheet, looks, report: Report, items: list, units: list, layout: SourceLayout, block: int
) -> None:
    write_row(sheet, block - 1, {0: ("Cộng theo đơn vị", looks["heading"])})
    header = {0: ("Đơn vị", looks["header"]), 1: ("Mã", looks["header"])}
    header |= {
        2 + i: (f"{item.form.name}: {c.field.label}", looks["header"]) for i, (item, c) in enumerate(items)
    }
    widths = [*_RECONCILIATION_WIDTHS, *(17 for _ in items)]
    write_listed(sheet, block, header, [width * 0.8 for width in widths])
    sheet.set_column(len(_RECONCILIATION_WIDTHS), len(items) + 2, 17)
    sums: dict[tuple, float] = {}
    for index, (item, column) in enumerate(items):
        for line in item.lines:
            key = (index, line.unit)
            sums[key] = sums.get(key, 0.0) + line.numbers.get(column.name, 0.0)
    for offset, code in enumerate(units, start=1):
        row = block + offset
        name = report.batch.form_set.catalogue.units[code].name
        cells = {0: (name, looks["cell"]), 1: (code, looks["cell_center"])}
        cells |= {2 + i: (None, looks["cell_count"]) for i in range(len(items)) if (i, code) not in sums}
        write_listed(sheet, row, cells, widths)
        for index, (item, column) in enumerate(items):
            value = sums.get((index, code))
            if value is None:
                continue
            first, last = layout.spans[item.form.id]
            letter = letters(layout.columns[column.name])
            codes, figures = (_range(SOURCES, c, first, last) for c in ("C", letter))
            formula = f"=SUMIF({codes},$B{row + 1},{figures})"
            sheet.write_formula(row, 2 + index, formula, looks["cell_count"], value)


def _range(sheet: str, letter: str, first: int, last: int) -> str:
    return sheet_place(sheet, f"${letter}${first}:${letter}${last}")


def _sum(sheet: str, letter: str, first: int, last: int) -> str:
    return f"SUM({_range(sheet, letter, first, last)})"


def draw_rules(sheet: Worksheet, looks: Looks, report: Report) -> None:
    """Quy tắc: each with its outcome over this roll-up."""
    header = ("Quy tắc", "Mức độ cao nhất", "Nội dung", "Căn cứ", "Kết quả", "Số nội dung cần xử lý", "Lý do")
    row = _head(sheet, looks, "QUY TẮC KIỂM TRA", "Kết quả của từng quy tắc trong lần tổng hợp này.",
                header, _RULE_WIDTHS)  # fmt: skip
    counts = Counter(finding.rule for finding in report.findings)
    for rule in report.rules.values():
        outcome, reason = report.overall(rule)
        cells = {
            0: (rule.id, looks["cell_center"]),
            1: (SEVERITY_WORDS[rule.severity], looks["cell"]),
            2: (rule.what, looks["cell"]),
            3: (rule.basis, looks["cell"]),
            4: (OUTCOME_WORDS[outcome], looks["cell"]),
            5: (counts[rule.id], looks["cell_center"]),
            6: (reason, looks["cell"]),
        }
        write_listed(sheet, row, cells, _RULE_WIDTHS)
        row += 1
