"""Persons in lists: how old they are when sent, who is there twice, and that no finding says who they are."""

import dataclasses
from datetime import date

import pytest

from tests.short_tables import report_of
from validators import examples
from validators.causes.ages import Birth, anniversary
from validators.judging import judge
from validators.persons import Hidden, persons_of
from validators.rule import EVERY_KIND, all_rules
from workbook_templates.declared.loading import load_form_set
from workbook_templates.words.personal import asks_personal, is_full_name, without_persons
from workbook_templates.words.spelling import fold

MANY = load_form_set(EVERY_KIND)
ON_A_DAY = dataclasses.replace(MANY, settings={**MANY.settings, "sent_on": "2025-09-05"})


def listed(*births, form_set=ON_A_DAY):
    lines = "\n".join(f"| {n} | Người Thứ {n} | {birth} | |" for n, birth in enumerate(births, start=1))
    text = f"# Biểu 5\n| BIỂU SỐ 5 |\n| TT | Họ và tên | Ngày sinh | Khai giảng |\n{lines}"
    found = [f for f in report_of(text, form_set).findings if f.rule == "D29"]
    return [(f.cell, str(f.severity)) for f in found]


# --- age ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "birth, found",
    [
        ("05/09/1980", None),  # 45 years to the day
        ("04/09/1980", "warning"),  # and a day
        ("06/09/1980", None),
        ("9/1980", "hint"),
        ("8/1980", "warning"),
        ("10/1980", None),
        ("1980", "hint"),  # a year alone at the border
        ("1979", "warning"),
        ("1981", None),
        ("05/09/2003", None),  # 22 years to the day
        ("06/09/2003", "warning"),
        ("2003", "hint"),
        ("2004", "warning"),
        ("31/02/1970", None),  # O10 tells it
    ],
)
def test_the_age_on_the_day_of_sending(birth, found):
    assert listed(birth) == ([("C3", found)] if found else [])


def test_who_was_born_on_a_29_february_is_a_year_older_on_1_march():
    assert anniversary(date(1980, 2, 29), 45) == date(2025, 3, 1)
    assert anniversary(date(1980, 2, 29), 44) == date(2024, 2, 29)
    birth = Birth("birth", date(1980, 2, 29), date(1980, 2, 29))
    assert birth.over(45, (date(2025, 3, 1),) * 2) is False
    assert birth.over(45, (date(2025, 3, 2),) * 2) is True


def test_the_month_in_which_the_class_opens_counts_before_the_day_of_the_form_set():
    text = """
        # Biểu 5
        | BIỂU SỐ 5 |
        | TT | Họ và tên | Ngày sinh | Khai giảng |
        | 1 | Nguyễn Văn An | 06/09/1980 | 10/2025 |
        | 2 | Trần Văn Bình | 06/09/1980 | |"""
    assert [f.cell for f in report_of(text, ON_A_DAY).findings if f.rule == "D29"] == ["C3"]


def test_a_bound_of_another_programme_does_not_count():
    norms = tuple(dataclasses.replace(norm, programme="nghiep-vu") for norm in MANY.norms)
    assert listed("1970", form_set=dataclasses.replace(ON_A_DAY, norms=norms)) == []
    both = dataclasses.replace(MANY.annexes["sau-dai-hoc"], programmes=("sau-dai-hoc", "nghiep-vu"))
    annexes = {**MANY.annexes, "sau-dai-hoc": both}
    assert listed("1970", form_set=dataclasses.replace(ON_A_DAY, annexes=annexes)) == []


# --- twice ----------------------------------------------------------------------------------------


def test_one_person_over_units_is_named_with_file_sheet_and_cell():
    head = "% form_set: moi-loai-cot\n# Biểu 2\n| BIỂU SỐ 2 |\n| TT | Họ và tên | Ngày sinh | Giới tính |"
    text = f"""
        ## một.xlsx
        % unit_code: MOT
        {head}
        | 1 | Nguyễn Thị Hoà | 15/3/1980 | Nữ |
        ## hai.xlsx
        % unit_code: HAI
        {head}
        | 1 | Trần Thị Lan | 15/3/1981 | Nữ |
        | 2 | NGUYỄN THỊ  HÒA | 15/03/1980 | Nữ |"""
    [finding] = [f for f in report_of(text, MANY).findings if f.rule == "L12"]
    assert (finding.file, finding.cell, finding.related) == (1, "B4", ["[một.xlsx]Biểu 2!B3"])
    for said in ("B3", "Biểu 2", "một.xlsx"):
        assert said in finding.message
    assert "hoà" not in finding.message.lower() and "hòa" not in finding.message.lower()


def test_one_person_in_sections_of_two_classes_is_right():
    text = """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Giới tính |
        | I | {one} | | |
        | 1 | Nguyễn Thị Hoà | 15/3/1980 | Nữ |
        | II | {two} | | |
        | 1 | Nguyễn Thị Hoà | 15/3/1980 | Nữ |"""
    for one, two, cells in (("Lớp tin học", "Lớp tiếng Anh", []), ("Khối Đảng", "Khối Nhà nước", ["B6"])):
        report = report_of(text.format(one=one, two=two), MANY)
        assert [f.cell for f in report.findings if f.rule == "L12"] == cells


# --- no finding says who --------------------------------------------------------------------------


def says(finding):
    texts = [finding.message, finding.suggestion, finding.value, finding.expected, finding.explained]
    texts.append(finding.id)
    return fold(" ".join(str(text) for text in texts if text))


def test_no_example_of_a_rule_says_who_somebody_is():
    looked = 0
    for example in (example for rule in all_rules().values() for example in rule.examples):
        batch = examples.batch(example.text, load_form_set(example.form_set))
        hidden = {
            fold(str(raw))
            for form, frame in batch.frames.items()
            for column in batch.form_set.annexes[form].all_columns
            if column.personal
            for raw in frame.raws(column.name)
            if isinstance(raw, str) and len(raw) > 6
        } - {"15/03/1980"}  # what a blank shows as an example
        for finding in judge(batch).findings if hidden else ():
            looked += 1
            assert not [text for text in hidden if text in says(finding)], finding
    assert looked > 40


def test_a_name_that_strays_into_another_column_is_not_said_either():
    text = """
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Số học viên | Khai giảng | Ghi chú |
        | 1 | Bồi dưỡng cấp ủy | Trần Thị Bí Mật | 3/2025 | |
        | 2 | Bồi dưỡng chi ủy | 0912 345 678 | đ/c Lò Văn Kín | |
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Giới tính | Số thẻ |
        | 1 | Y Bí Mật Niê | 15/3/1981 | Y Bí Mật Niê | 12 345 678 |
        | 2 | 15/3/1981 | Y Bí Mật Niê | 1981 | |"""
    findings = report_of(text, MANY).findings
    said = " ".join(map(says, findings))
    assert {"O02", "O10", "O11", "O12"} <= {f.rule for f in findings}
    for text in ("bí mật", "lò văn", "0912", "345", "15/3/1981", "“1981”"):
        assert text not in said, text


def test_names_of_files_units_and_sheets_are_said():
    head = "% form_set: moi-loai-cot\n# Biểu 2\n| BIỂU SỐ 2 |\n| TT | Họ và tên | Ngày sinh | Giới tính |"
    text = f"""
        ## Nguyễn Thị Hoà.xlsx
        % unit_code: MOT
        {head}
        | 1 | Nguyễn Thị Hoà | 15/3/1980 | Nữ |
        ## hai.xlsx
        % unit_code: HAI
        {head}
        | 2 | NGUYỄN THỊ HÒA | 15/03/1980 | Nữ |"""
    [finding] = [f for f in report_of(text, MANY).findings if f.rule == "L12"]
    assert "“Nguyễn Thị Hoà.xlsx”" in finding.message


def test_the_id_of_a_finding_is_the_same_whether_or_not_its_value_is_shown():
    text = """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Ngày sinh | Giới tính |
        | 1 | Nguyễn Văn An | 31/02/1980 | Nam |
        | 2 | Nguyễn Văn An | 30/02/1981 | Nam |"""
    twins = [f for f in report_of(text, MANY).findings if f.rule == "O10"]
    assert len({f.id for f in twins}) == 2 and all(f.value is None for f in twins)
    one = [f for f in report_of(text.replace("31/02/1980", "31/01/1980"), MANY).findings if f.rule == "O10"]
    assert one[0].id == twins[1].lone_id


# --- what is hidden -------------------------------------------------------------------------------


def test_a_text_is_hidden_in_whatever_spelling():
    hidden = Hidden()
    for text in ("Nguyễn Thị Hòa", "15/03/1980", "An"):
        hidden.add(text)
    for text in ("Nguyễn Thị Hoà", "NGUYỄN  THỊ HÒA", "Nguyen Thi Hoa", "nguyễn_thị_hòa", "15.03.1980"):
        assert hidden.out_of(f"thay {text}, xem") == "thay …, xem"
    for text in ("An toàn", "Nguyễn Thị, Hòa Bình", "Nguyễn Thị Hòab", "15/03/19801"):
        assert hidden.out_of(text) == text


def test_what_looks_like_a_person_is_hidden_and_no_more():
    def left(text):
        return without_persons(text, lambda _: "…")

    for text, wanted in (
        ("Thay đ/c Nguyễn Văn Kín, SĐT 0912 345 678", "Thay đ/c …, SĐT …"),
        ("bà Lò Thị Ẩn", "bà …"),
        ("NGUYỄN VĂN AN", "…"),
        ("xin gửi an.nguyen@vd.gov.vn", "xin gửi …"),
        ("CCCD 012345678901", "…"),
        ("sinh ngày 15/3/1980", "…"),
    ):
        assert left(text) == wanted
    for text in (
        "Học viện Chính trị quốc gia Hồ Chí Minh", "Trường Chính trị Nguyễn Văn Cừ", "phường Hà Huy Tập",
        "CAO CẤP LÝ LUẬN CHÍNH TRỊ", "Đồng chí Bí thư Đảng ủy", "Bà Rịa - Vũng Tàu", "36.511.988.780 đ",
        "Lực lượng Vũ Trang Nhân Dân", "học sinh 50 người", "Quyết định 101/2017", "khai giảng 3/2025",
    ):  # fmt: skip
        assert left(text) == text


def test_headers_that_ask_for_personal_data():
    for text in ("Họ và tên", "Số điện thoại", "Số CCCD", "Năm sinh", "Ngày vào Đảng", "Quê quán", "Email"):
        assert asks_personal(text)
    for text in ("Tên lớp", "Địa chỉ lớp học", "Thời gian", "Chức vụ", "Số lượng", "Nội dung", "Đơn vị"):
        assert not asks_personal(text)
    columns = {c.name: c.personal for annex in MANY.annexes.values() for c in annex.all_columns}
    assert {name for name, personal in columns.items() if personal} == {"person", "birth", "card", "joined"}


def test_a_column_full_of_names_is_one_of_persons_whatever_its_header():
    assert is_full_name("Nguyễn Văn An") and not is_full_name("Cao cấp") and not is_full_name("Hà Nội")
    text = """
        # Biểu 1
        | BIỂU SỐ 1 |
        | TT | Tên lớp | Số học viên | Ghi chú |
        | 1 | Bồi dưỡng cấp ủy | 20 | Nguyễn Văn An |
        | 2 | Bồi dưỡng chi ủy | 30 | Trần Thị Bình |"""
    batch = examples.batch(text, MANY)
    assert persons_of(batch).columns == {id(batch.returns[0].tables[0]): {"note"}}
