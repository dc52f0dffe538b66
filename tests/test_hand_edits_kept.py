"""What the clerk changes by hand in the working file is carried through the next roll-up."""

import os
import shutil

import pytest
from openpyxl.comments import Comment

from tests.hand_work import Season, lines_of, row_of, tag_column
from tests.office import recalculate, validate
from workbook_templates.declared.record import AUTOMATIC_SHEET, EDITS_SHEET

A = ("", "Lớp A khóa 1", 60, "3/2025", "9/2025")
B = ("", "Lớp B khóa 2", 70, "4/2025", "10/2025")
C = ("", "Lớp C khóa 3", 50, "5/2025", "11/2025")
KEEP, TAKE = "Giữ sửa tay", "Lấy số mới"


@pytest.fixture
def season(tmp_path):
    made = Season(tmp_path)
    made.sends("TN-HU-DT", bieu_02=[A, B]).sends("TN-TU-PY", bieu_02=[C]).rolls_up()
    return made


def put(text, column, value):
    def edit(book):
        sheet = book["Biểu 02"]
        sheet.cell(row_of(sheet, text), column).value = value

    return edit


def line(season, text, sheet="Biểu 02"):
    found = [row for row in season.rows(sheet) if any(text in str(cell) for cell in row)]
    return found[0][1:] if found else None


def learners(season):
    return next(b for b in season.result.bieu if b.form.id == "bieu-02").total("learners")


def test_nothing_edited_nothing_said(season):
    before = season.all()
    assert season.rolls_up().kept is None
    assert season.all() == before and EDITS_SHEET not in before


def test_wording_and_a_figure_stay(season):
    season.edits(put("Lớp A", 2, "Lớp A khóa 1 (mở tại huyện)"))
    season.edits(put("Lớp B", 3, 65))
    result = season.rolls_up()
    assert line(season, "mở tại huyện") and line(season, "Lớp B")[2] == 65
    assert learners(season) == 175 and set(season.off()) == {"Khớp"}
    assert len(season.listed()) == 2 and result.kept and result.kept.path.exists()
    assert validate(season.target) == []


def test_edits_of_different_fields_join(season):
    season.edits(put("Lớp B", 2, "Lớp B khóa 2 tại Đại Từ"))
    season.sends("TN-HU-DT", bieu_02=[A, ("", "Lớp B khóa 2", 75, "4/2025", "10/2025")]).rolls_up()
    assert line(season, "Lớp B")[1:3] == ["Lớp B khóa 2 tại Đại Từ", 75]
    assert [one[-1] for one in season.listed()] == [KEEP]


def test_one_field_on_both_sides_is_shown_until_chosen(season):
    season.edits(put("Lớp B", 3, 65))
    season.sends("TN-HU-DT", bieu_02=[A, ("", "Lớp B khóa 2", 75, "4/2025", "10/2025")]).rolls_up()
    for _ in range(3):
        [(_, _, base, hand, now, difference, choice)] = season.listed()
        assert (base, hand, now, difference, choice) == (70, 65, 75, -10, None)
        assert line(season, "Lớp B")[2] == 65 and season.result.carried.conflicts == 1
        season.rolls_up()
    season.chooses(TAKE)
    for _ in range(3):
        season.rolls_up()
        assert line(season, "Lớp B")[2] == 75 and season.result.carried.conflicts == 0
        assert [one[-1] for one in season.listed()] == [TAKE] and learners(season) == 185
    season.chooses(KEEP)
    season.rolls_up()
    assert line(season, "Lớp B")[2] == 65 and season.result.carried.conflicts == 0


def test_a_row_put_in_is_hers(season):
    def insert(book):
        sheet = book["Biểu 02"]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        row = row_of(sheet, "Lớp B")
        sheet.insert_rows(row)
        sheet.cell(row, 2).value, sheet.cell(row, 3).value = "Lớp chỉ đạo thêm", 30

    season.edits(insert)
    for _ in range(2):
        season.rolls_up()
        rows = [row[2] for row in season.rows("Biểu 02")]
        assert rows.index("Lớp chỉ đạo thêm") == rows.index("Lớp B khóa 2") - 1
        assert learners(season) == 210 and set(season.off()) == {"Khớp"}
    assert [row[3:6] for row in season.listed()][0][0]
    assert validate(season.target) == []


def test_a_copied_row_is_not_believed_twice(season):
    def copy(book):
        sheet = book["Biểu 02"]
        row, last = row_of(sheet, "Lớp B"), row_of(sheet, "Lớp C")
        cells = [c.value for c in sheet[row]]
        blank = next(r for r in range(last, sheet.max_row + 2) if "§total" in str(
            [c.value for c in sheet[r]]))  # fmt: skip
        sheet.insert_rows(blank)
        for column, value in enumerate(cells, start=1):
            sheet.cell(blank, column).value = value
        sheet.cell(blank, 3).value = 20

    season.edits(copy)
    season.rolls_up()
    rows = [row for row in season.rows("Biểu 02") if row[2] == "Lớp B khóa 2"]
    assert sorted(row[3] for row in rows) == [20, 70] and len({row[0] for row in rows}) == 2


def test_a_deleted_row_stays_deleted_and_is_said(season):
    def delete(book):
        sheet = book["Biểu 02"]
        for cell in sheet[row_of(sheet, "Lớp B")]:
            cell.value = None

    season.edits(delete)
    for _ in range(2):
        season.rolls_up()
        assert line(season, "Lớp B") is None and learners(season) == 110
        assert set(season.off()) == {"Khớp"} and season.result.carried.conflicts == 0
    season.sends("TN-HU-DT", bieu_02=[A, ("", "Lớp B khóa 2", 75, "4/2025", "10/2025")]).rolls_up()
    assert season.result.carried.conflicts == 1 and line(season, "Lớp B") is None
    season.chooses(TAKE)
    season.rolls_up()
    assert line(season, "Lớp B")[2] == 75


def test_a_line_that_its_unit_took_back(season):
    season.sends("TN-HU-DT", bieu_02=[A]).rolls_up()
    assert line(season, "Lớp B") is None and season.listed() == []


def test_a_line_taken_back_that_she_had_edited_is_a_conflict(season):
    season.edits(put("Lớp B", 3, 65))
    season.sends("TN-HU-DT", bieu_02=[A]).rolls_up()
    for _ in range(2):
        assert line(season, "Lớp B")[2] == 65 and season.result.carried.conflicts == 1
        assert set(season.off()) == {"Khớp"}
        season.rolls_up()
    season.chooses(TAKE)
    season.rolls_up()
    assert line(season, "Lớp B") is None and learners(season) == 110
    season.chooses(KEEP)
    season.rolls_up()
    assert line(season, "Lớp B")[2] == 65 and season.result.carried.conflicts == 0


def test_the_order_of_lines_stays_and_new_ones_come_in(season):
    def swap(book):
        sheet = book["Biểu 02"]
        one, other = row_of(sheet, "Lớp A"), row_of(sheet, "Lớp B")
        for column in range(2, tag_column(sheet) + 1):
            a, b = sheet.cell(one, column), sheet.cell(other, column)
            a.value, b.value = b.value, a.value

    season.edits(swap)
    season.sends("TN-TU-SC", bieu_02=[("", "Lớp D khóa 4", 40, "6/2025", "12/2025")])
    for _ in range(2):
        season.rolls_up()
        rows = [row[2] for row in season.rows("Biểu 02")]
        assert rows.index("Lớp B khóa 2") < rows.index("Lớp A khóa 1") and "Lớp D khóa 4" in rows
        assert len(season.listed()) == 1


def test_sorted_without_the_hidden_column(season):
    """The tags stay where they were, and the rows are known by their names."""

    def swap(book):
        sheet = book["Biểu 02"]
        one, other = row_of(sheet, "Lớp A"), row_of(sheet, "Lớp B")
        for column in range(2, tag_column(sheet)):
            a, b = sheet.cell(one, column), sheet.cell(other, column)
            a.value, b.value = b.value, a.value

    season.edits(swap)
    season.rolls_up()
    assert len(season.listed()) == 1
    keys = {row[2]: row[0] for row in season.rows("Biểu 02")}
    assert len(set(keys.values())) == len(keys)


def test_a_column_of_her_own(season):
    def insert(book):
        sheet = book["Biểu 02"]
        beside = tag_column(sheet) + 3
        head = next(c.row for row in sheet.iter_rows() for c in row if str(c.value).endswith("§"))
        sheet.cell(head, beside).value = "Đầu mối"
        sheet.cell(row_of(sheet, "Lớp B"), beside).value = "Chị Lan"

    season.edits(insert)
    for _ in range(3):
        season.sends("TN-TU-PY", bieu_02=[C, ("", "Lớp E khóa 5", 41, "6/2025", "12/2025")]).rolls_up()
        sheet = season.book()["Biểu 02"]
        assert [str(c.value) for c in sheet[row_of(sheet, "Lớp B")]].count("Chị Lan") == 1
        assert row_of(sheet, "Đầu mối") == next(lines_of(sheet))[0] - 1
    assert season.listed() == [] and validate(season.target) == []


def test_a_column_inside_the_table(season):
    def insert(book):
        sheet = book["Biểu 02"]
        head = row_of(sheet, "Số lượng học viên")
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.insert_cols(4)
        sheet.cell(head, 4).value = "Giảng viên"
        sheet.cell(row_of(sheet, "Lớp B"), 4).value = "Thầy Hùng"

    season.edits(insert)
    for _ in range(3):
        season.rolls_up()
        assert line(season, "Lớp B")[1:4] == ["Lớp B khóa 2", 70, "Thầy Hùng"]
        assert learners(season) == 180 and set(season.off()) == {"Khớp"}
    assert validate(season.target) == []


@pytest.mark.parametrize("way", ["renamed", "deleted"])
def test_a_column_renamed_or_deleted_is_asked(season, way):
    def change(book):
        sheet = book["Biểu 02"]
        head = row_of(sheet, "Số lượng học viên")
        if way == "renamed":
            sheet.cell(head, 3).value = "Quy mô"
        else:
            for merged in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(str(merged))
            sheet.delete_cols(3)

    season.edits(change)
    for _ in range(2):
        season.rolls_up()
        assert season.result.carried.conflicts == 1 and learners(season) == 180
        assert line(season, "Lớp B")[2] == 70
    season.chooses(KEEP)
    season.rolls_up()
    assert season.result.carried.conflicts == 0 and line(season, "Lớp B")[2] == 70
    sheet = season.book()["Biểu 02"]
    if way == "renamed":
        assert row_of(sheet, "Quy mô")
    else:
        assert sheet.column_dimensions["C"].hidden
    assert validate(season.target) == []


def test_a_unit_sends_what_she_had_put_in(season):
    """Both are printed, and she is asked."""
    season.edits(lambda book: _put_in(book, "Lớp D khóa 4", 40))
    season.rolls_up()
    season.sends("TN-TU-SC", bieu_02=[("", "Lớp D khóa 4", 45, "6/2025", "12/2025")]).rolls_up()
    for _ in range(2):
        assert learners(season) == 180 + 85 and season.result.carried.conflicts == 1
        season.rolls_up()
    season.chooses(TAKE)
    season.rolls_up()
    assert learners(season) == 225 and season.result.carried.conflicts == 0


def _put_in(book, name, number, sheet="Biểu 02"):
    sheet = book[sheet]
    total = next(row for row, key, _ in lines_of(sheet) if key == "total")
    sheet.insert_rows(total)
    sheet.cell(total, 2).value, sheet.cell(total, 3).value = name, number


def test_ten_runs_give_what_one_gives(season):
    season.edits(put("Lớp A", 2, "Lớp A khóa 1 (mở tại huyện)"))
    season.edits(lambda book: _put_in(book, "Lớp chỉ đạo thêm", 30))
    season.edits(put("Lớp C", 5, "12/2025"))
    season.sends("TN-TU-PY", bieu_02=[("", "Lớp C khóa 3", 51, "5/2025", "1/2026")])
    season.rolls_up()
    once = season.all()
    files = sorted(path.name for path in season.target.parent.iterdir())
    for _ in range(10):
        season.rolls_up()
        assert season.all() == once
    assert sorted(path.name for path in season.target.parent.iterdir()) == files


def cell_with(season, text, sheet="Biểu 02"):
    return next((c for row in season.book()[sheet].iter_rows() for c in row if text in str(c.value)), None)


def test_number_date_and_signer(season):
    def sign(book):
        sheet = book["Biểu 02"]
        for row in sheet.iter_rows():
            for cell in row:
                if "(Kèm theo" in str(cell.value):
                    cell.value = "(Kèm theo Kế hoạch số 12-KH/TU ngày 5/12/2024 của Ban Thường vụ Tỉnh ủy)"
                elif "ngày … tháng" in str(cell.value):
                    cell.value = "Thái Nguyên, ngày 05 tháng 12 năm 2024"
        row = row_of(sheet, "Ký tên")
        column = next(c.column for c in sheet[row] if c.value)
        sheet.cell(row + 4, column).value = "Nguyễn Văn A"

    season.edits(sign)
    season.sends("TN-TU-SC", bieu_02=[("", "Lớp D khóa 4", 40, "6/2025", "12/2025")])
    for _ in range(3):
        season.rolls_up()
        assert cell_with(season, "12-KH/TU") and cell_with(season, "ngày 05 tháng 12")
        signed, name = cell_with(season, "Ký tên"), cell_with(season, "Nguyễn Văn A")
        assert (name.row, name.column) == (signed.row + 4, signed.column)
        assert len(season.listed()) == 2 and not season.result.carried.left
    assert validate(season.target) == []


def test_a_footnote_of_hers(season):
    def note(book):
        sheet = book["Biểu 02"]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        total = next(row for row, key, _ in lines_of(sheet) if key == "total")
        sheet.insert_rows(total + 1, 2)
        sheet.cell(total + 1, 1).value = "Ghi chú: chưa gồm lớp dự phòng."
        sheet.cell(total + 2, 1).value = "Số liệu đến ngày 30/11."

    season.edits(note)
    for _ in range(3):
        season.rolls_up()
        total = next(row for row, key, _ in lines_of(season.book()["Biểu 02"]) if key == "total")
        assert cell_with(season, "chưa gồm lớp").row == total + 1
        assert cell_with(season, "đến ngày 30/11").row == total + 2
        assert cell_with(season, "ngày … tháng").row == total + 4 and not season.result.carried.left
    assert validate(season.target) == []


def test_what_the_total_and_a_section_are_called(season):
    season.edits(put("Tổng cộng", 2, "CỘNG TOÀN TỈNH"))
    season.edits(put("LỚP MỞ THEO NHU CẦU", 2, "LỚP MỞ TẠI CƠ SỞ"))
    for _ in range(2):
        season.rolls_up()
        assert cell_with(season, "CỘNG TOÀN TỈNH") and cell_with(season, "LỚP MỞ TẠI CƠ SỞ")
        assert len(season.listed()) == 2


def test_what_is_not_carried_over_is_said(season):
    """A sheet that is made anew, a sheet of hers, a comment, a total typed over."""

    def edit(book):
        book["Theo dõi"]["Z9"] = "đã gọi"
        book.create_sheet("Nháp")["A1"] = 5
        sheet = book["Biểu 02"]
        sheet.cell(row_of(sheet, "Lớp B"), 3).comment = Comment("Xem lại", "An")
        sheet.cell(row_of(sheet, "Tổng cộng"), 3).value = 999
        sheet.cell(row_of(sheet, "Khai giảng") - 1, 4).value = "Lịch học"

    season.edits(edit)
    for _ in range(2):
        season.rolls_up()
        where = [one.where for one in season.result.carried.left]
        assert {"Theo dõi", "Nháp"} < set(where) and len(where) == 5
        assert {place[:9] for place in where if "!" in place} == {"Biểu 02!C", "Biểu 02!D"}
    season.chooses("Đã xem")
    season.rolls_up()
    assert not season.result.carried.left and learners(season) == 180


def test_a_formula_of_hers_keeps_its_result(season):
    season.edits(put("Lớp B", 3, "=60+5"))
    season.rolls_up()
    assert line(season, "Lớp B")[2] == 70 and len(season.result.carried.left) == 1  # no result in the file
    season.edits(put("Lớp B", 3, "=60+5"))
    shutil.copyfile(recalculate(season.target), season.target)
    season.rolls_up()
    assert line(season, "Lớp B")[2] == 65 and set(season.off()) == {"Khớp"}


def test_a_file_whose_lines_are_no_longer_known_is_not_merged(season):
    """The hidden column is gone: nothing is taken for deleted."""
    season.edits(put("Lớp B", 3, 65))
    season.rolls_up()

    def delete(book):
        sheet = book["Biểu 02"]
        for row in sheet.iter_rows(min_col=tag_column(sheet), max_col=tag_column(sheet)):
            row[0].value = None

    season.edits(delete)
    season.rolls_up()
    assert learners(season) == 175 and line(season, "Lớp B")[2] == 65
    assert season.result.carried.left and season.result.kept.path.exists()


@pytest.mark.parametrize("way", ["another form set", "no memory"])
def test_a_file_that_cannot_be_merged_is_kept(season, way):
    season.edits(put("Lớp B", 3, 65))

    def spoil(book):
        for sheet in [one for one in book if one.title.startswith(AUTOMATIC_SHEET)]:
            if way == "no memory":
                del book[sheet.title]
            else:
                sheet.cell(2, 2).value = "khac-2025"

    season.edits(spoil)
    kept = season.rolls_up().kept
    assert kept.carried is None and kept.path.exists() and line(season, "Lớp B")[2] == 70


@pytest.mark.parametrize(
    "at", ["write_working_file", "shutil.copy2", "os.fsync", "os.replace", "second replace"]
)
def test_killed_at_any_point_leaves_the_old_file_or_the_new_one(season, at, monkeypatch):
    season.edits(put("Lớp B", 3, 65))
    before = season.target.read_bytes()
    if not (child := os.fork()):
        calls = []

        def die(*_, **__):
            calls.append(1)
            if at != "second replace" or len(calls) == 2:
                os._exit(9)
            return real(*_, **__)

        real = os.replace
        name = {"write_working_file": "xl_addin.summary.working_file.write_working_file",
                "second replace": "os.replace"}.get(at, at)  # fmt: skip
        monkeypatch.setattr(name, die)
        season.rolls_up()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert season.target.read_bytes() == before
    kept = [path for path in season.target.parent.glob("Tổng hợp (*.xlsx")]
    assert all(path.read_bytes() == before for path in kept)
    season.rolls_up()
    assert line(season, "Lớp B")[2] == 65


def test_a_file_saved_while_it_is_rolled_up_is_read_again(season, monkeypatch):
    from xl_addin.summary import working_file

    written = []

    def write(*args, **kwargs):
        real(*args, **kwargs)
        if not written:
            season.edits(put("Lớp B", 3, 65))
        written.append(1)

    real = working_file.write_working_file
    monkeypatch.setattr(working_file, "write_working_file", write)
    season.rolls_up()
    assert len(written) == 2 and line(season, "Lớp B")[2] == 65


def test_who_saved_the_file_and_when_is_said(season):
    def edit(book):
        put("Lớp B", 3, 65)(book)
        book.properties.lastModifiedBy = "Nguyễn Thị Lan"

    season.edits(edit)
    season.rolls_up()
    season.edits(lambda book: setattr(book.properties, "lastModifiedBy", "Người khác"))
    season.rolls_up()
    [one] = season.result.carried.listed
    assert one.edit.who == "Nguyễn Thị Lan" and one.edit.when
