"""“Trong đó” below the total: declared in the set, asked for in the blank, checked, added up, printed."""

import shutil

import openpyxl
import pytest

from tests.office import validate
from validators import examples
from validators.judging import judge
from validators.rule import EVERY_KIND
from workbook_templates.declared.complaints import FormSetError
from workbook_templates.paper.blank import write_blank
from xl_addin.command_line.command import run
from xl_addin.form_sets import load_form_set, read_form_set
from xl_addin.roll_up import roll_up

LINES = "nhu-cau,nu,,Trong đó: nữ,total,yes\nnhu-cau,dtts,,Dân tộc thiểu số,total,yes\n"


def declared(folder, more, source=EVERY_KIND):
    own = shutil.copytree(source, folder / "bo")
    lines = own / "lines.csv"
    head = lines.read_text(encoding="utf-8") if lines.exists() else "form,id,number,label,under,part\n"
    lines.write_text(head + more, encoding="utf-8")
    return own


def of_unit(name, *below, total="| | Tổng cộng | 14 | |"):
    labels = ("Đào tạo", "Cao cấp", "Trung cấp", "Bồi dưỡng", "Trong đó: cán bộ xã")
    rows = [f"| | {label} | {cell} | |" for label, cell in zip(labels, (5, 3, 2, 9, 4), strict=True)]
    head = f"\n## {name}.xlsx\n% unit_code: {name}\n% form_set: moi-loai-cot\n# Biểu 4"
    return "\n".join([head, "| TT | Nội dung cần học | Tổng số người | Nữ |", *rows, total, *below])


def read(folder, *texts):
    form_set = read_form_set(declared(folder, LINES))
    return examples.batch("\n".join(texts), form_set)


def test_it_is_asked_for_in_the_blank_and_printed_below_the_total(tmp_path):
    own = declared(tmp_path, LINES)
    (own / "dues.csv").write_text("form,unit\nnhu-cau,MOT\nnhu-cau,HAI\n", encoding="utf-8")
    form_set = read_form_set(own)
    returns = tmp_path / "don-vi"
    returns.mkdir()
    for unit, women, others in (("MOT", 3, 1), ("HAI", 4, None)):
        path = returns / f"{unit}.xlsx"
        write_blank(path, form_set, unit)
        assert validate(path) == []
        book = openpyxl.load_workbook(path)
        sheet = book["Biểu 4"]
        rows = {str(row[1].value): row for row in sheet.iter_rows()}
        for label, figure in (("Cao cấp", 3), ("Bồi dưỡng", 9), ("Trong đó: nữ", women),
                              ("Dân tộc thiểu số", others)):  # fmt: skip
            rows[label][2].value = figure
        assert rows["Trong đó: nữ"][0].row == rows["Tổng cộng"][0].row + 1
        book.save(path)
    target = tmp_path / "tong-hop.xlsx"
    result = roll_up(returns, form_set, target)
    (bieu,) = [b for b in result.bieu if b.form.id == "nhu-cau"]
    assert [line.numbers for line in bieu.contained] == [{"everyone": 7}, {"everyone": 1}]
    assert bieu.range_total("everyone") == 24
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(target)["Biểu 4"].iter_rows()]
    at = next(place for place, row in enumerate(rows) if row[1] == "Tổng cộng")
    assert [row[1:3] for row in rows[at + 1 : at + 3]] == [["Trong đó: nữ", 7], ["Dân tộc thiểu số", 1]]
    assert validate(target) == []
    assert not {"S02", "S03", "T22", "B04", "B10"} & rules_of(target, form_set)


def rules_of(path, form_set):
    from xl_addin.check import check_files

    return {finding.rule for finding in check_files([path], form_set)[1].findings}


@pytest.mark.parametrize(
    ("below", "found"),
    [
        (["| | Trong đó: nữ | 14 | |"], set()),
        (["| | - Nữ | 3 | |", "| | + Dân tộc thiểu số | 2 | |"], set()),
        (["| | Trong đó: nữ | 15 | |"], {("B10", "C7")}),
        (["| | Trong đó: nữ | 3 | |", "| | Trong đó: nữ | 3 | |"], set()),
    ],
)
def test_it_is_no_more_than_the_total(tmp_path, below, found):
    batch = read(tmp_path, of_unit("MOT", *below))
    assert {(f.rule, f.cell) for f in judge(batch).findings if f.cell} == found


def test_a_cell_that_holds_no_number_is_told(tmp_path):
    from xl_addin.summary.bieu import roll_up_forms

    batch = read(tmp_path, of_unit("MOT", "| | Trong đó: nữ | nhiều | |"), of_unit("HAI", "| | Nữ | 2 | |"))
    assert ("B10", "C8") in {(f.rule, f.cell) for f in judge(batch).findings}
    (bieu,) = [b for b in roll_up_forms(batch) if b.form.id == "nhu-cau"]
    line = bieu.contained[0]
    assert line.numbers == {"everyone": 2} and "1 ô" in line.texts[bieu.form.label_field]


def test_a_form_of_classes_may_have_it_too(tmp_path):
    own = declared(tmp_path, "bieu-04,nu,,Trong đó: nữ,total,yes\n", _folder("thai-nguyen-2025"))
    form_set = read_form_set(own)
    text = """
    % unit_code: TN-TU-SC
    # Biểu 04
    | TT | Tên lớp | Thời gian | Học viên |
    | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
    | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
    | | Tổng cộng | | 130 |
    | | Nữ | | 40 |
    """
    batch = examples.batch(text, form_set)
    (table,) = batch.returns[0].tables
    assert len(table.rows) == 2 and table.of_total == {5: "nu"}
    assert [(f.rule, f.cell) for f in judge(batch).findings if f.cell] == []


def _folder(name):
    from workbook_templates.declared.form_set import FORM_SETS

    return FORM_SETS / name


@pytest.mark.parametrize(
    ("line", "column"),
    [("nhu-cau,nu,,Trong đó: nữ,total,no\n", "part"), ("khong-co,nu,,Trong đó: nữ,total,yes\n", "form"),
     ("nhu-cau,total,,Tổng,,no\n", "id")],
)  # fmt: skip
def test_what_is_declared_wrongly_is_told(tmp_path, line, column):
    with pytest.raises(FormSetError) as error:
        read_form_set(declared(tmp_path, line))
    assert [(c.file, c.column) for c in error.value.complaints] == [("lines.csv", column)]


def test_a_form_without_a_total_has_none(tmp_path):
    own = declared(tmp_path, "bieu-10,nu,,Trong đó: nữ,total,yes\n", _folder("bieu-10-btctw-2024"))
    with pytest.raises(FormSetError) as error:
        read_form_set(own)
    assert [(c.file, c.column) for c in error.value.complaints] == [("lines.csv", "under")]


def test_it_goes_out_as_a_workbook_and_comes_back(tmp_path):
    own, book = declared(tmp_path, LINES), tmp_path / "bo.xlsx"
    assert run(["mau", "xuat", str(own), "-o", str(book)]) == 0
    assert load_form_set(book).annexes["nhu-cau"].of_total == read_form_set(own).annexes["nhu-cau"].of_total
    assert [row[4].value for row in openpyxl.load_workbook(book)["Dòng"]].count("dòng tổng") == 2
