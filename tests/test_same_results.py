"""The comparison of two checkouts sees what differs, and nothing else."""

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.same_results import compare_folders


def book(path, change=lambda sheet: None):
    path.parent.mkdir(exist_ok=True)
    made = openpyxl.Workbook()
    sheet = made.active
    sheet["A1"], sheet["A2"], sheet["A3"] = 1360, "Lập lúc 08:05 ngày 01/09/2026.", "=A1*2"
    change(sheet)
    made.save(path)


def put(cell, **attributes):
    def change(sheet):
        for name, value in attributes.items():
            setattr(sheet[cell], name, value)

    return change


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        (lambda sheet: None, set()),
        (put("A2", value="Lập lúc 17:59 ngày 30/11/2026."), set()),
        (put("A1", value=1361), {"value"}),
        (put("A1", value="1360"), {"value"}),
        (put("A1", number_format="0.0"), {"number format"}),
        (put("A1", font=Font(bold=True, name="Calibri", size=11)), {"look"}),
        (put("A1", hyperlink="https://example.org"), {"link"}),
        (put("A3", value="=A1*3"), {"formula"}),
        (put("C9", value="thêm"), {"value"}),
        (lambda sheet: sheet.merge_cells("D1:E1"), {"merged"}),
    ],
)
def test_what_differs_between_two_workbooks(tmp_path, change, kinds):
    book(tmp_path / "before" / "a.xlsx")
    book(tmp_path / "after" / "a.xlsx", change)
    found = {kind for kind, *_ in compare_folders(tmp_path / "before", tmp_path / "after")}
    assert kinds == found - {"look", "width", "height"} or kinds == found


def test_what_differs_between_two_reports_and_folders(tmp_path):
    for name, text in (("before", '{"f": [{"id": "a", "n": 1}, {"id": "b"}]}'),
                       ("after", '{"f": [{"id": "b"}, {"id": "a", "n": 2}]}')):  # fmt: skip
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.json").write_text(text, encoding="utf-8")
    (tmp_path / "after" / "more.txt").write_text("1", encoding="utf-8")
    found = list(compare_folders(tmp_path / "before", tmp_path / "after"))
    assert [kind for kind, *_ in found] == ["file", "JSON", "JSON"]  # the value of a, and the order
