"""Which of two forms with like columns a table is: the number in its title tells, whatever it is called."""

import pytest

from validators.examples import returns
from workbook_templates.declared.loading import load_form_set

SET = load_form_set("ke-hoach-2027")


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("PHỤ LỤC 05", "lop-mo-moi"),
        ("Phụ lục số 7", "lop-ngoai-ke-hoach"),
        ("Biểu 7", "lop-mo-moi"),  # another's number
    ],
)
def test_the_number_of_an_annex_tells(title, form):
    text = f"""
        # Trang 1
        | {title} |
        | TT | Tên lớp | Số lớp | Học viên | Khai giảng | Bế giảng |
        | 1 | Bồi dưỡng nghiệp vụ | 1 | 50 | 5/2027 | 5/2027 |
        """
    (source,) = returns(text, SET)
    assert [table.form for table in source.tables] == [form]
