"""Last year's file may be our own working file: its biểu are read once, its lists never."""

from pathlib import Path

import openpyxl
import pytest

from workbook_templates.declared.loading import load_form_set
from xl_addin.check import check_files, is_no_list, read_last_year
from xl_addin.roll_up import roll_up

SAMPLES = Path(__file__).parent.parent / "samples"


@pytest.fixture(scope="module", params=["thai_nguyen_2025", "lang_son_2018"])
def made(request, tmp_path_factory):
    form_set = load_form_set(request.param.replace("_", "-"))
    target = tmp_path_factory.mktemp("last") / "tong-hop.xlsx"
    result = roll_up(SAMPLES / request.param / "don-vi", form_set, target)
    return request.param, form_set, target, result


def totals(batch):
    return {
        (form, name): sum(v for v, p in zip(frame.data[name], range(frame.size), strict=True)
                          if v == v and not frame.label(p).startswith("Tổng cộng (chưa gồm"))
        for form, frame in batch.frames.items()
        for name in frame.form.all_columns.added
        if not frame.kind_of(name).interval and name in frame.data
    }  # fmt: skip


def counted(result):
    return {
        (annex.id, name): item.total(name)
        for item in result.bieu
        for annex in item.form.sources
        for name in annex.all_columns.added
        if not annex.by_field[name].field.kind.interval and name in item.form.by_field
    }


def test_its_bieu_are_read_once(made):
    _, form_set, target, result = made
    assert {k: v for k, v in totals(read_last_year(target, form_set)).items() if v} == {
        k: v for k, v in counted(result).items() if v
    }


@pytest.mark.parametrize("change", ["copied", "no mark", "sheets renamed"])
def test_however_it_was_saved_since(made, tmp_path, change):
    _, form_set, target, result = made
    book = openpyxl.load_workbook(target)
    sheet = next(s for s in book if s.title in {item.form.sheet for item in result.bieu})
    if change == "copied":
        book.copy_worksheet(sheet).title = f"{sheet.title} (2)"
        book.copy_worksheet(book["Nguồn số liệu"]).title = "Nguồn số liệu (2)"
    elif change == "no mark":
        book.properties.category = None
    else:
        sheet.title = "Trang ký"
    book.save(tmp_path / "a.xlsx")
    before = totals(read_last_year(target, form_set))
    assert totals(read_last_year(tmp_path / "a.xlsx", form_set)) == before


def test_it_is_compared_as_the_published_plan_is(made):
    sample, form_set, target, _ = made
    folder = SAMPLES / sample / "don-vi"
    reports = [
        check_files([folder], form_set, last_year=path)[1]
        for path in (target, SAMPLES / sample / "bieu-cong-bo.xlsx")
    ]
    ours, published = ({(f.rule, f.key) for f in r.findings if f.rule[0] == "N"} for r in reports)
    assert ours == published


def test_the_lists_are_no_bieu():
    assert not any(map(is_no_list, ("Nguồn số liệu", "Đối chiếu", "Kiểm tra (2)", "Tổng quan")))
    assert is_no_list("Biểu 02")
