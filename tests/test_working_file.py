"""The working file where figures are missing, very large, or replied to."""

import csv
from collections import Counter
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.office import shown_as_text, validate
from validators.batch import Batch
from validators.codes import Severity
from validators.judging import judge
from workbook_templates.declared.finding_list import ID, REASON
from workbook_templates.declared.loading import load_form_set
from workbook_templates.kinds.numbers import dotted, number_format
from workbook_templates.paper.blank import Filled, write_blank
from workbook_templates.paper.formats import Looks
from workbook_templates.reading.grid import Sheet
from workbook_templates.reading.replies import is_list_of_findings, replies_of
from workbook_templates.reading.sheet_xml import SheetFacts
from xl_addin.copies.styles import SEVERITY, xlsxwriter_format
from xl_addin.inbox import open_inbox
from xl_addin.merge.carrying import carry_over
from xl_addin.roll_up import roll_up
from xl_addin.summary.bieu import roll_up_forms
from xl_addin.summary.contents import FINDINGS, OVERVIEW, RECONCILIATION
from xl_addin.summary.working_file import write_working_file

FORM_SET = load_form_set("thai-nguyen-2025")
PARTY, SCHOOL = "TN-HU-DT", "TN-TCT"


def put(folder, unit, **rows):
    annexes = {name.replace("_", "-"): lines for name, lines in rows.items()}
    write_blank(folder / f"{unit}.xlsx", FORM_SET, unit, Filled(annexes))


@pytest.fixture
def short(tmp_path):
    """Of biểu 01-I two cells of one column and one of the other cannot be counted; of biểu 04 one in a
    section, and none in the others."""
    folder = tmp_path / "don-vi"
    folder.mkdir()
    carried = [[1, "Lớp Cao cấp LLCT khóa 55", "khoảng 20", 31, "8/2024", "3/2025"],
               [2, "Lớp Cao cấp LLCT khóa 56", "chưa rõ", "chưa rõ", "9/2024", "4/2025"],
               [3, "Lớp Cao cấp LLCT khóa 57", 12, 14, "9/2024", "4/2025"]]  # fmt: skip
    put(folder, PARTY, bieu_01_i=carried, bieu_04=[[1, "Bồi dưỡng cấp phòng khóa 12", "12 ngày", "ít"]])
    put(folder, SCHOOL, bieu_04=[[1, "Bồi dưỡng chuyên viên khóa 3", "12 ngày", 45]])
    target = tmp_path / "tong-hop.xlsx"
    return roll_up(folder, FORM_SET, target), target


def test_a_total_knows_how_many_cells_of_which_column_it_lacks(short):
    result, _ = short
    bieu = {item.form.id: item for item in result.bieu}
    carried = bieu["bieu-01-i"]
    assert [c.name for c in carried.count_columns] == ["learners_full_time", "learners_part_time"]
    lacking = [carried.uncounted(c.name) for c in carried.count_columns]
    assert sorted(lacking) == [1, 2]
    assert all(f"{n} ô cột “{' – '.join(c.header)}”" in carried.shortfall() for c, n in
               zip(carried.count_columns, lacking, strict=True))  # fmt: skip
    sections = {line.section for line in bieu["bieu-04"].lines}
    assert [bieu["bieu-04"].uncounted("learners", section=s) for s in sorted(sections)] in ([1, 0], [0, 1])


def test_the_row_of_a_total_or_section_says_what_it_lacks(short):
    result, target = short
    book = openpyxl.load_workbook(target, data_only=True)
    item = next(item for item in result.bieu if item.form.id == "bieu-04")
    labels = [str(row[1].value or "") for row in book[item.form.sheet].iter_rows()]
    lines = {section: [s for s in item.lines if s.section == section] for section in range(3)}
    for number, section in enumerate(item.sections):
        titles = [text for text in labels if text.startswith(section.title)]
        if lines.get(number):
            lacks = item.uncounted("learners", section=number)
            assert titles == [section.title + item.shortfall(section=number)]
            assert (titles == [section.title]) == (lacks == 0)
    total = [text for text in labels if text.startswith(item.form.total_label)]
    assert total == [item.form.total_label + item.shortfall()] and total != [item.form.total_label]


def test_every_cell_that_is_not_counted_is_listed(short):
    result, target = short
    sheet = openpyxl.load_workbook(target)[OVERVIEW]
    links = [row[2].value for row in sheet.iter_rows() if str(row[2].value).startswith("=HYPERLINK")]
    cells = [(f.file, f.cell) for f in result.report.findings if f.rule == "O02"]
    links = [link for link in links if "#'" not in link[:14]]  # not those within the workbook
    assert len(links) == len(cells) == 4
    assert all(any(f"!{cell}" in link for link in links) for _, cell in cells)


def test_figures_beyond_a_milliard_have_dots_everywhere(short, tmp_path):
    """In their line, its section and total, the overview and the reconciliation."""
    result, _ = short
    large = 1_234_567_890
    item = next(item for item in result.bieu if item.form.id == "bieu-04")
    line = next(line for line in item.lines if line.numbers)
    line.numbers["learners"] = large
    bieu = [replace(item) for item in result.bieu]  # without the sums made before
    target = tmp_path / "large.xlsx"
    write_working_file(target, tmp_path, result.inbox, result.report, carry_over(bieu, FORM_SET))
    assert validate(target) == []
    cells = [
        (sheet.title, cell)
        for sheet in openpyxl.load_workbook(target, data_only=True)
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == large
    ]
    assert {cell.number_format for _, cell in cells} == {number_format(large)}
    assert Counter(title for title, _ in cells) == {OVERVIEW: 2, item.form.sheet: 3, RECONCILIATION: 5}


def test_libreoffice_prints_figures_of_every_size_with_dots(tmp_path):
    """Each figure in the format for its size, and ten times as much in the same format; a smaller one in
    the format of a larger may lack dots, but never says another figure."""
    sizes = [0, 57, 999, 1_000, 1_360, 999_999, 1_000_000, 99_999_999, 100_000_000, 999_999_999,
             1_000_000_000, 1_234_567_890, 123_456_789_012, 999_999_999_999, 98_765_432_109_876]  # fmt: skip
    with xlsxwriter.Workbook(tmp_path / "sizes.xlsx") as book:
        sheet = book.add_worksheet()
        for row, size in enumerate(sizes):
            look = book.add_format({"num_format": number_format(size)})
            for column, value in enumerate((size, size * 10, *sizes)):
                sheet.write_number(row, column, value, look)
    shown = list(csv.reader(shown_as_text(tmp_path / "sizes.xlsx").splitlines()))
    for row, size in zip(shown, sizes, strict=True):
        assert row[:2] == [dotted(size), dotted(size * 10)]
        smaller = [(text, other) for text, other in zip(row[2:], sizes, strict=True) if other <= size]
        assert [text.replace(".", "") for text, _ in smaller] == [str(other) for _, other in smaller]
        assert [t for t, other in smaller if other * 100 >= size] == [
            dotted(other) for _, other in smaller if other * 100 >= size
        ]


def test_a_reply_in_the_list_comes_back_by_the_hidden_id(short, tmp_path):
    """Though rows are sorted anew, one is put in above, and the finding's cell has moved."""
    result, target = short
    book = openpyxl.load_workbook(target)
    sheet = book[FINDINGS]
    header = [cell.value for cell in sheet[4]]
    hidden = sheet.column_dimensions["O"]
    assert header[-1] == ID.header and hidden.hidden and hidden.max == 16
    assert sheet.auto_filter.ref.split(":")[1].startswith("P")  # sorted along with the rest
    ids = [row[-1].value for row in sheet.iter_rows(min_row=5)]
    assert sorted(ids) == sorted(finding.id for finding in result.report.findings) and len(set(ids)) > 3
    chosen, reason, moved = 7, header.index(REASON.header) + 1, header.index("Ô") + 1
    sheet.cell(chosen, reason, "Đã hỏi đơn vị, số đúng")
    sheet.cell(chosen, moved, "Z99")
    sheet.insert_rows(5, 2)
    book.save(tmp_path / "replied.xlsx")
    rows = CalamineWorkbook.from_path(str(tmp_path / "replied.xlsx")).get_sheet_by_name(FINDINGS)
    page = Sheet(FINDINGS, rows.to_python(skip_empty_area=False), False, SheetFacts(), [])
    assert is_list_of_findings(page)
    assert replies_of(page).by_id[ids[chosen - 5]].reason == "Đã hỏi đơn vị, số đúng"


@pytest.mark.parametrize("severity", Severity)
def test_a_severity_looks_alike_in_the_working_file_and_on_a_marked_cell(tmp_path, severity):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_blank(0, 0, None, Looks(book)[severity])
        sheet.write_blank(0, 1, None, book.add_format(xlsxwriter_format(SEVERITY[severity])))
    listed, marked = openpyxl.load_workbook(tmp_path / "a.xlsx").active[1]
    assert repr(listed.fill) == repr(marked.fill) and repr(listed.border) == repr(marked.border)
    assert listed.font.bold == marked.font.bold


def test_text_that_looks_like_xml_stays_text(tmp_path):
    """XlsxWriter would put it into the sheet as it is, and the file would be broken."""
    typed = "<r><t>Bồi dưỡng & tập huấn</r>"
    put(tmp_path, PARTY, bieu_04=[[1, "Lớp này", "12 ngày", 45]])
    path = tmp_path / f"{PARTY}.xlsx"
    book = openpyxl.load_workbook(path)
    cell = next(c for row in book["Biểu 04"].iter_rows() for c in row if c.value == "Lớp này")
    cell.value = typed
    book.save(path)
    target = tmp_path / "tong-hop.xlsx"
    roll_up(tmp_path, FORM_SET, target)
    assert validate(target) == []
    book = openpyxl.load_workbook(target)
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert cells.count(typed) == 3  # in the biểu, in its sources, in what the next run must know


def test_totals_in_words_name_their_columns(short):
    result, _ = short
    item = next(item for item in result.bieu if item.form.id == "bieu-01-i")
    texts = dict(item.total_texts())
    for column in item.count_columns:
        assert texts[column.field.label].startswith(dotted(item.total(column.name)))
        assert str(item.uncounted(column.name)) in texts[column.field.label].split("(")[1]


def test_rolling_up_counts_every_bad_cell_of_a_line(tmp_path):
    """A line made of several rows lacks as many cells as could not be read, not one."""
    lang_son = load_form_set("lang-son-2018")
    form = lang_son.bieu["sau-dai-hoc"]
    unit = lang_son.dues[form.id][0]
    names = [column.name for column in form.sources[0].columns]
    rows = [["x" if name == "registered" else None for name in names] for _ in range(2)]
    for number, row in enumerate(rows, start=1):
        row[names.index(form.label_field)] = lang_son.catalogue.units[unit].name
        row[0] = number
    write_blank(tmp_path / "a.xlsx", lang_son, unit, Filled({form.id: rows}))
    inbox = open_inbox([tmp_path], lang_son)
    batch = Batch(inbox.returns, lang_son, together=True, used=inbox.used)
    judge(batch)
    item = next(b for b in roll_up_forms(batch) if b.form is form)
    assert len(item.lines) == 1
    assert item.uncounted("registered") == 2
