"""Kinds of columns that hold days, years and words: what clerks type, and what is read."""

import inspect
import sys
from datetime import date, datetime

import pytest

from tests.test_values import cells
from validators.rule import all_rules
from workbook_templates.kinds import KINDS, Code, Problem
from workbook_templates.kinds.choice import Choice
from workbook_templates.kinds.code import CodeText
from workbook_templates.kinds.day import Day, Moment
from workbook_templates.kinds.month import EPOCH_1900
from workbook_templates.kinds.person import Person, name_key
from workbook_templates.kinds.year import Year


def rows(table):
    return [(read, text) for read, texts in table.items() for text in cells(texts)]


# --- days ---------------------------------------------------------------------------------------

DAYS = {
    (1975, 3, 15): """
        15/3/1975 | 15/03/1975 | 15-3-1975 | 15.3.1975 | 15/3/75 | ngày 15/3/1975 | sinh ngày 15/3/1975
        ngày 15 tháng 3 năm 1975 | 1975-03-15 | 1975-03-15 00:00:00 | 27468
    """,
    (1975, 4, 3): "3/4/1975 | 03/04/75 | 1975-04-03",  # typed text is day before month
    (2005, 3, 15): "15/3/05 | 15/03/2005",
    (1998, 5, None): "5/1998 | 05/98 | tháng 5 năm 1998 | 5-1998 | 5.1998",
    (1975, None, None): "1975 | năm 1975 | sinh năm 1975 | SN 1975",
}
NO_DAYS = "không rõ | 3/12 | 5/01 | 15/3 | 1975-80 | 15031975 | 15/3/975 | đầu năm 1975 | 15/3-1975 | x"
IMPOSSIBLE = {
    None: "30/02/1980 | 31/04/1981 | 29/02/1981 | 0/3/1975 | 15/13/1975 | 13/1975 | 15/3/1875 | 2175",
    "25/03/1980": "03/25/1980 | 3-25-1980",
}


@pytest.mark.parametrize("read, text", rows(DAYS))
def test_day(read, text):
    assert Day().parse(text) == (Moment(*read), None)


@pytest.mark.parametrize("text", cells(NO_DAYS))
def test_no_day(text):
    assert Day().parse(text) == (None, Problem(Code.DATE_UNREADABLE))


@pytest.mark.parametrize("expected, text", rows(IMPOSSIBLE))
def test_an_impossible_day_is_named_and_never_turned_round(expected, text):
    assert Day().parse(text) == (None, Problem(Code.DATE_IMPOSSIBLE, expected))


@pytest.mark.parametrize(
    "raw, read, other",
    [
        (datetime(1975, 3, 15), (1975, 3, 15), None),
        (datetime(1975, 5, 5), (1975, 5, 5), None),
        (datetime(1975, 3, 4), (1975, 3, 4), "03/04/1975"),
        (date(1975, 3, 1), (1975, 3, 1), "03/01/1975"),
        (27468.0, (1975, 3, 15), None),
        (27468.75, (1975, 3, 15), None),
        (27457.0, (1975, 3, 4), "03/04/1975"),
        (1975.0, (1975, None, None), None),
        (3.1975, (1975, 3, None), None),  # 3.1975 in an English Excel
        (3.198, (1980, 3, None), None),
    ],
)
def test_days_as_excel_stores_them(raw, read, other):
    doubt = other and Problem(Code.DATE_DAY_DOUBTFUL, other, usable=True)
    assert Day().parse(raw) == (Moment(*read), doubt)


def test_the_date_system_of_the_workbook_counts():
    assert Day().parse(27468.0 - 1462, date1904=True) == (Moment(1975, 3, 15), None)


@pytest.mark.parametrize(
    "raw", [0.0, -5.0, 150.0, 2999.0, 1e9, 13.1975, float("nan"), True, b"1975", 10**400]
)
def test_no_day_of_excel(raw):
    assert Day().parse(raw) == (None, Problem(Code.DATE_UNREADABLE))


def test_a_year_in_a_cell_with_a_date_format():
    """1975 typed there shows as 28/5/1905."""
    shown = datetime(1905, 5, 28)
    assert Day().parse(shown) == (None, Problem(Code.DATE_UNREADABLE, "1975"))
    assert Year().parse(shown) == (None, Problem(Code.YEAR_UNREADABLE, "1975"))


@pytest.mark.parametrize(
    "moment, first, last",
    [
        (Moment(1975, 3, 15), date(1975, 3, 15), date(1975, 3, 15)),
        (Moment(1976, 2), date(1976, 2, 1), date(1976, 2, 29)),
        (Moment(1975, 12), date(1975, 12, 1), date(1975, 12, 31)),
        (Moment(2099), date(2099, 1, 1), date(2099, 12, 31)),
    ],
)
def test_a_moment_has_a_first_and_a_last_day(moment, first, last):
    of_part = [part.of(moment) for part in Day.parts]
    assert of_part == [(day - EPOCH_1900.date()).days for day in (first, last)]


def test_days_are_printed_as_officials_write_them():
    assert Day().printed(datetime(1975, 3, 4), Moment(1975, 3, 4)) == "04/03/1975"
    assert Day().printed(1975.0, Moment(1975)) == "1975"
    assert Day().printed(" 4/3/1975 ", Moment(1975, 3, 4)) == "4/3/1975"


def test_a_year_alone_is_no_sign_of_a_column_of_days():
    assert Day().fits("15/3/2025", 2025) and Day().fits(datetime(2025, 3, 4), 2025)
    assert not Day().fits(2025.0, 2025) and not Day().fits("60", 2025)


# --- years --------------------------------------------------------------------------------------

YEARS = {2024: "2024 | năm 2024 | 15/3/2024 | 3/2024 | 2024-03-01"}
NO_YEARS = {
    Code.YEAR_IS_PERIOD: "2020-2025 | 2020 - 25 | nhiệm kỳ 2020 – 2025 | 2020 đến 2025 | năm học 2024/2025",
    Code.YEAR_UNREADABLE: "24 | trước đây | 20244 | x | 30/02/2024 | 1875",
}


@pytest.mark.parametrize("year, raw", [*rows(YEARS), (2024, 2024.0), (2024, datetime(2024, 3, 4))])
def test_year(year, raw):
    assert Year().parse(raw) == (year, None)


@pytest.mark.parametrize("code, text", rows(NO_YEARS))
def test_no_year(code, text):
    value, problem = Year().parse(text)
    assert value is None and problem.code == code


def test_a_year_has_no_thousands_dot():
    assert Year().printed(2024.0, 2024) == "2024" and Year().told(2024.0) == "2024"


# --- choices ------------------------------------------------------------------------------------

GENDER = Choice(allowed=("Nam=M=Trai", "Nữ = F = Gái"))
OFFICE = Choice(allowed=("Ủy viên=UV", "Phó trưởng ban", "1=Một"))


@pytest.mark.parametrize(
    "kind, raw, value",
    [
        *((GENDER, raw, "Nam") for raw in ("Nam", " NAM ", "nam.", "m", "trai")),
        *((GENDER, raw, "Nữ") for raw in ("Nữ", "nữ", "F", "gái", "NU\u031b\u0303")),
        (OFFICE, "uỷ  viên", "Ủy viên"),
        (OFFICE, "uv", "Ủy viên"),
        (OFFICE, "Phó Trưởng\nban", "Phó trưởng ban"),
        (OFFICE, 1.0, "1"),
    ],
)
def test_choice(kind, raw, value):
    assert kind.parse(raw) == (value, None)


@pytest.mark.parametrize(
    "kind, raw, nearest",
    [
        (GENDER, "Nan", "Nam"),
        (GENDER, "Nư", "Nữ"),
        (GENDER, "x", None),
        (GENDER, 1.0, None),
        (GENDER, True, None),
        (GENDER, datetime(2025, 1, 1), None),
        (OFFICE, "Phó trường ban", "Phó trưởng ban"),
        (OFFICE, "Uy vien", "Ủy viên"),  # accents are never stripped to match, only to suggest
    ],
)
def test_a_value_outside_the_list_has_the_nearest_one_beside_it(kind, raw, nearest):
    assert kind.parse(raw) == (None, Problem(Code.NOT_ALLOWED, nearest))


def test_a_choice_offers_its_values_and_must_have_some():
    assert GENDER.choices == ("Nam", "Nữ") and GENDER.entry.example == "Nam"
    assert GENDER.unfit() is None and Choice().unfit()[0] == "allowed"


# --- codes and names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw, value", [("012345", "012345"), (" A-12 ", "A-12"), (1.0, "1"), (12345.0, "12345"), ("-", None)]
)
def test_code(raw, value):
    assert CodeText().parse(raw) == (value, None)


@pytest.mark.parametrize("raw", [1.5, True, datetime(2025, 3, 1), 1e20, float("nan"), b"1", "9" * 2000])
def test_no_code(raw):
    assert CodeText().parse(raw) == (None, Problem(Code.CODE_UNREADABLE))


def test_a_code_has_no_spaces():
    assert CodeText().parse("012 345") == ("012 345", Problem(Code.CODE_SPACED, "012345", usable=True))


@pytest.mark.parametrize(
    "name",
    ["Nguyễn Văn An", "NGUYỄN  VĂN AN", "đ/c Nguyễn Văn An", "Đồng chí: Nguyễn Văn An", "ông Nguyễn Văn An"],
)
def test_spellings_of_one_name_have_one_key(name):
    value, problem = Person().parse(name)
    assert problem is None and [part.of(value) for part in Person.parts][1] == "nguyễn văn an"


@pytest.mark.parametrize("name", ["Nguyễn Văn Ân", "Ông Văn", "Bà", "Nguyễn Ông Văn An", "Anhnguyễn Văn An"])
def test_other_names_have_other_keys(name):
    assert name_key(name) == name.lower()


@pytest.mark.parametrize("raw, read", [("Nguyễn Văn An 2", True), ("5", False), (5.0, False), ("?", False)])
def test_no_name(raw, read):
    value, problem = Person().parse(raw)
    assert problem == Problem(Code.NOT_A_NAME, usable=read) and value == (raw if read else None)


# --- all of them --------------------------------------------------------------------------------


def test_every_trouble_has_a_rule_that_answers_it():
    texts = [inspect.getsource(sys.modules[rule.function.__module__]) for rule in all_rules().values()]
    assert [code.name for code in Code if not any(f"Code.{code.name}" in text for text in texts)] == []


def test_every_kind_has_a_name_of_its_own():
    assert len({kind.label for kind in KINDS.values()}) == len(KINDS) == len(set(KINDS.values()))
