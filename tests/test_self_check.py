"""The checklist that a person on Windows runs: a faithful Excel passes, and each step sees its fault."""

import dataclasses

import pytest

from tests import excel as excel_engine
from tests.excel import books, cells, formats, press
from xl_addin.excel import long_work, self_check, self_check_steps


@pytest.fixture(autouse=True)
def keyboard(monkeypatch):
    pressed = []
    monkeypatch.setattr(long_work, "press_escape", lambda: pressed.append(1))
    monkeypatch.setattr(long_work, "escape_pressed", lambda: bool(pressed and pressed.pop()))


def differing(app):
    import xlwings as xw

    result = self_check.run_checklist(xw.apps.active)
    return {outcome.step for outcome in result.outcomes if outcome.differences}, result


def test_all_passes_and_nothing_stays_open(excel):
    own = excel.workbooks.add()
    bad, result = differing(excel)
    assert not bad, result.text
    assert [book for book in excel.workbooks] == [own]
    assert excel.DisplayAlerts is True


def test_the_report_says_what_kind_of_computer_and_names_nobody(excel, tmp_path):
    excel.answers = ["yes"]
    press("tu_kiem_tra")
    [path] = (tmp_path / "documents").glob("Bao cao*.txt")
    text = path.read_text(encoding="utf-8-sig")
    assert "17328" in text and all(step in text for step in self_check_steps.STEPS)
    assert excel.UserName not in text and str(tmp_path) not in text
    assert str(path) in excel.alerts[-1]


def test_not_started_without_a_yes(excel, tmp_path):
    excel.answers = ["no"]
    press("tu_kiem_tra")
    assert not list((tmp_path / "documents").glob("Bao cao*")) and len(excel.alerts) == 1


def refuse(*_, **__):
    raise excel_engine.ComError(-2146827284, "1004")


@pytest.mark.parametrize(
    ("where", "name", "broken", "steps"),
    [
        (cells.Range, "SpecialCells", refuse, set()),  # Excel may not say: asked in another way
        (formats.Formats, "Add", refuse,
         {"Đánh dấu, gỡ dấu, so sánh", "Lưu rồi mở lại", "Tệp chỉ đọc", "Trang đang khóa"}),
        (cells.Range, "Text", property(lambda self: "1,360"), {"Định dạng số, chữ"}),
        (excel_engine.App, "CalculateFull", refuse, {"Tổng hợp, Excel tính lại"}),
    ],
)
def test_a_step_tells_what_is_not_as_expected(excel, monkeypatch, where, name, broken, steps):
    monkeypatch.setattr(where, name, broken)
    bad, result = differing(excel)
    assert bad == steps, result.text
    assert "1004" not in result.text or "ComError" not in result.text, "the text of an error stays here"


def test_a_number_that_excel_calculates_otherwise_is_told(excel, monkeypatch):
    plain = cells.Range._value

    def calculated(self, cell):
        value = plain(self, cell)
        return value + 1 if cell.data_type == "f" and isinstance(value, float) else value

    monkeypatch.setattr(cells.Range, "_value", calculated)
    assert "Tổng hợp, Excel tính lại" in differing(excel)[0]


def test_a_line_that_leads_to_another_row_is_told(excel, monkeypatch):
    real = self_check_steps.origin_of_selection
    monkeypatch.setattr(
        self_check_steps, "origin_of_selection", lambda *of: dataclasses.replace(real(*of), cell="A1")
    )
    assert differing(excel)[0] == {"Xem số liệu gốc"}


def test_a_property_that_excel_does_not_tell_is_told(excel, monkeypatch):
    """By it a result of ours is known."""
    monkeypatch.setattr(books.Book, "BuiltinDocumentProperties", refuse)
    assert differing(excel)[0] == {"Xem số liệu gốc"}


def test_a_stop_that_does_not_work_is_told(excel, monkeypatch):
    monkeypatch.setattr(long_work, "press_escape", lambda: None)
    assert differing(excel)[0] == {"Dừng giữa chừng"}


def test_esc_ends_the_checklist_and_closes_what_it_opened(excel, tmp_path, monkeypatch):
    excel.answers = ["yes"]
    keys = iter([False, False, True])
    monkeypatch.setattr(long_work, "escape_pressed", lambda: next(keys, False))
    press("tu_kiem_tra")
    assert excel.alerts[-1] == long_work.STOPPED
    assert not list(excel.workbooks) and not list((tmp_path / "documents").glob("Bao cao*"))
