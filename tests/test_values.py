"""What clerks type for counts, months and lengths, and what is read."""

import unicodedata
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbook_templates.kinds import Problem
from workbook_templates.kinds.carry import parse_carry as months
from workbook_templates.kinds.count import parse_count as count
from workbook_templates.kinds.length import Length
from workbook_templates.kinds.length import parse_length as length
from workbook_templates.kinds.month import Period, month_text
from workbook_templates.kinds.month import parse_month as month
from workbook_templates.kinds.numbers import dotted
from workbook_templates.kinds.text import parse_text

PARSERS = (count, month, length, months, parse_text)
NAN, INF = float("nan"), float("inf")
HUGE = 10**400


def problem(result) -> str:
    """The code of a result that must hold no value."""
    value, found = result
    assert value is None and found and not found.usable
    return found.code


def cells(table: str) -> list[str]:
    """The texts of a table: one a line, or several between bars."""
    return [cell.strip() for line in table.splitlines() for cell in line.split("|") if cell.strip()]


# --- every parser -------------------------------------------------------------------------------

LETTERS = "0123456789٣６²½ivIVxt/.,-–÷~+()\"'O\n\u00a0\u200btháng ngày năm quý từ khoảng lớp hv"
ANY_CELL = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.timedeltas()
    | st.binary()
    | st.text()
    | st.text(LETTERS)
    | st.from_regex(r"(từ |T)?\d{1,5}([/.,-]| - | năm )\d{1,5}([/.-]\d{1,4})?( ngày| tháng)?", fullmatch=True)
)


@pytest.mark.parametrize("parse", PARSERS)
@given(raw=ANY_CELL)
@example(raw=HUGE)
@example(raw=1e308)
@example(raw=datetime.min)
@example(raw=date.max)
@example(raw="9" * 5000)
def test_no_cell_stops_a_parser(parse, raw):
    value, found = parse(raw)
    assert found is None or isinstance(found, Problem)
    assert found is None or (value is not None) == found.usable
    assert value not in (INF, -INF) and value == value  # an endless number or nan adds up to nothing


@pytest.mark.parametrize("parse", (count, month, length, months))
@given(raw=st.text(LETTERS) | st.sampled_from(["1,5 tháng", "Quý IV/2025", "1.360 học viên", "từ 35"]))
def test_spelling_does_not_matter(parse, raw):
    for same in (
        unicodedata.normalize("NFD", raw),
        unicodedata.normalize("NFC", raw).upper(),
        f"\u00a0 {raw}\t\u200b",
        "\ufeff" + raw,
    ):
        assert parse(same) == parse(raw)


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("blank", [None, "", " ", "\u00a0", "\u200b", "\ufeff \n"])
def test_blank(parse, blank):
    assert parse(blank) == (None, None)


@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize(
    "unit",
    ["9", "1.", "1 ", " -", "9-", "(", "từ ", "tháng ", "5 ngày (", "\u0301\u0323", "\u200b", "oà", "\n"],
)
def test_a_full_cell_comes_to_an_end(parse, unit):
    value, problem = parse(unit * (32_766 // len(unit)) + "x")  # one bad pattern took 20 s
    assert value is None or problem is None


def test_a_long_text_is_never_cut_into_a_value():
    assert problem(count("0" * 999 + "5" * 999)) == "not_a_count"
    assert problem(length("5 ngày (" + "x" * 2000)) == "length_unreadable"
    assert count(" " * 20_000 + "60" + "\u00a0" * 10_000) == (60, None)


# --- counts -------------------------------------------------------------------------------------

COUNTS = {
    0: "0 | 00 | - | – | — | -- | không | Không có nhu cầu. | không đăng ký | 0 người | 0 HV",
    2: "2 | 02 | 02 lớp | 2 lớp. | 2,0 | 2.00",
    60: "60 | 60 học viên | 60 HV | 60hv. | 60 đ/c | 60 đồng chí | 60 CB | 60 chỉ tiêu | 60. | +60 | ６０",
    3: "٣",  # a digit of any script is that digit
    1000: "1.000 | 1,000 | 1 000 | 1000 | 1.000 người | 1\u00a0000 | 1\u202f000 | 1,000.00",
    1360: "1.360 | 1,360 | 1 360 | 1.360,0",
    1_000_000: "1.000.000 | 1,000,000",
    1.36: "1.36 | 1,36",
    1360.5: "1.360,5 | 1,360.5",
    0.06: "0.060 | 0,060",  # nobody writes 60 so
    -5: "-5 | −5 | - 5",
}
NOT_COUNTS = {
    "count_is_range": """
        khoảng 60 - 80 | từ 35 | 60-80 | 60 – 80 | 60÷80 | 60~80 | 60 đến 80 | 60 tới 80 | 5-7 | 03 - 04 lớp
        từ 03 đến 04 lớp | Khoảng 1.960 | dự kiến 50 | tối đa 60 | không quá 60 | trên 60 | ~60 | ≥ 60
        60 trở lên | 60 ± 5 | 60 hoặc 70
    """,
    "not_a_count": """
        sáu mươi | 60+20 | 60/2 lớp | 60/80 | 5/7 | 60 hv/lớp | 02 lớp x 60 | 2 lớp 60 hv | 60 (20 nữ) | 60 60
        KCN | x | X | v | nt | . | … | ? | 60? | 6² | ² | ½ | 6O | O | 1e5 | nan | inf | Infinity | 50%
        1.360.5
        1 00 | 1.36.0 | 0x10 | theo nhu cầu | 60,
    """,
}


@pytest.mark.parametrize(
    "text, number", [(text, number) for number, table in COUNTS.items() for text in cells(table)]
)
def test_count(text, number):
    assert count(text) == (number, None)


@pytest.mark.parametrize(
    "text, code", [(t, code) for code, table in NOT_COUNTS.items() for t in cells(table)]
)
def test_not_a_count(text, code):
    assert problem(count(text)) == code


@pytest.mark.parametrize(
    "raw", ["1\n360", "60\n80", "5\r\n000", True, False, NAN, INF, -INF, HUGE, b"60", []]
)
def test_what_only_looks_like_a_count(raw):
    assert problem(count(raw)) == "not_a_count"


@pytest.mark.parametrize(
    "raw, typed",
    [
        (datetime(2025, 7, 5), "5-7"),
        (datetime(2025, 5, 7), "5-7"),
        (date(2025, 10, 25), "10-25"),
        (datetime(1960, 5, 1), "5-60"),  # 5-60 typed
        (datetime(1900, 2, 28), None),  # 59 in a cell with a date format
        (time(5, 7), None),
        (timedelta(days=60), None),
    ],
)
def test_a_count_that_became_a_date(raw, typed):
    assert count(raw) == (None, Problem("count_became_date", typed))


@given(st.floats(-1e9, 1e9))
def test_a_stored_number_is_kept(number):
    shown = float(f"{number:.15g}")  # as Excel shows it
    assert count(number) == (shown if shown.is_integer() else number, None)


def test_the_noise_of_reckoning_is_no_fraction():
    assert count(1.1 * 100) == (110, None)
    assert count(110.0000000001) == (110.0000000001, None)


@given(st.integers(0, 9_999_999))
def test_count_reads_what_is_printed(number):
    for text in (
        dotted(number),
        str(number),
        f"{number:,}",
        f"{number:05d}",
        dotted(number).replace(".", " "),
    ):
        assert count(text) == (number, None)


@pytest.mark.parametrize(
    "number, text",
    [
        (1360, "1.360"),
        (-1360.0, "-1.360"),
        (1.5, "1,5"),
        (0.1 + 0.2, "0,3"),
        (1234567.89, "1.234.567,89"),
        (NAN, "nan"),
        (INF, "inf"),
    ],
)
def test_dotted(number, text):
    assert dotted(number) == text


# --- months -------------------------------------------------------------------------------------

FORMS = """
    {m}/{y} | {m:02}/{y} | {m}-{y} | {m}.{y} | {m},{y} | {m} / {y} | T{m}/{y} | T.{m}/{y} | t{m:02}-{y}
    T{m}.{y}
    Tháng {m}/{y} | tháng {m:02} năm {y} | tháng {m} {y} | Tháng {m}, {y} | thg {m} {y} | Thg{m}-{yy}
    {m} năm {y}
    dự kiến tháng {m}/{y} | cuối tháng {m}/{y} | {m}/{y} (dự kiến) | {y}-{m:02} | {y}/{m} | {y}-{m:02}-28
    {y}-{m:02}-01 00:00:00 | 28/{m}/{y} | 05/{m:02}/{y} | 5.{m}.{y} | 5-{m}-{yy}
    ngày 05 tháng {m:02} năm {y}
    5 tháng {m}/{y} | {m}/{yy} | {m:02}/{yy} | {m}/{y}. | {m:02}/{y};
"""


@pytest.mark.parametrize("year", [2018, 2025, 2027])
@pytest.mark.parametrize("number", range(1, 13))
def test_every_month_in_every_form(number, year):
    index = year * 12 + number - 1
    read = (Period(index, index), None)
    for form in cells(FORMS):
        text = form.format(m=number, y=year, yy=year - 2000)
        assert month(text) == read, text
    first, last = datetime(year, number, 1), datetime(year, number, 28, 10, 30)
    english = float(f"{number}.{year}")  # 10.2020 typed in an English Excel is 10.202
    for raw in (first, first.date(), last, english, f"{first:%b-%y}", f"{first:%B %Y}", month_text(index)):
        assert month(raw) == read, raw
    for epoch, date1904 in ((datetime(1899, 12, 30), False), (datetime(1904, 1, 1), True)):
        serial = (first - epoch).days
        for raw in (serial, float(serial), serial + 0.5, str(serial)):
            assert month(raw, date1904=date1904) == read, raw


@pytest.mark.parametrize(
    "quarter, roman, symbol", [(1, "I", "Ⅰ"), (2, "II", "Ⅱ"), (3, "III", "Ⅲ"), (4, "IV", "Ⅳ")]
)
def test_every_quarter_in_every_form(quarter, roman, symbol):
    first = 2025 * 12 + quarter * 3 - 3
    for name in (roman, roman.lower(), symbol, quarter):
        for form in cells("""
            Quý {}/2025 | QUÝ {}/2025 | Qúy {}/2025 | Quí {} - 2025 | Quý {} năm 2025 | quý {}, 2025
            quý {} 2025
            Q{}/2025 | Q.{}/2025 | q{}.2025 | Quý {}/25 | dự kiến quý {}/2025 | Quý {}/2025 (dự kiến)
        """):
            assert month(form.format(name)) == (Period(first, first + 2), None), form


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("Quý I-II/2025", 1, 6),
        ("Quý II, III/2025", 4, 9),
        ("quý III và quý IV năm 2025", 7, 12),
        ("tháng 3-5/2025", 3, 5),
        ("T3 - T5/2025", 3, 5),
        ("Tháng 3, 4/2025", 3, 4),
    ],
)
def test_months_and_quarters_together(text, first, last):
    assert month(text) == (Period(2025 * 12 + first - 1, 2025 * 12 + last - 1), None)


NOT_MONTHS = {
    "month_impossible": """
        13/2025 | 0/2025 | 00/2025 | 3/1025 | 1/13/2025 | 32/3/2025 | 31/2/2025 | 0/3/2025 | Quý I/0001
        Quý I/9999 | 2025-13 | 2025-02-30 | tháng 5-3/2025
    """,
    "month_unreadable": """
        3/20255 | 3/202 | 3//2025 | 3 | tháng 3 | quý I | năm 2025 | 2025 | 6 tháng đầu năm 2025 | đầu năm
        x | ?
        3/12 | 5-7 | 3-5/2025 | 3/2025 5/2025 | 3/2O25 | Quý V/2025 | quý l/2025 | 122025 | 3.25 | 10.202
        1,5
        tháng ba năm 2025 | 3²/2025 | 3/2025 (lùi sang 4/2025) | 3/1/2025 12:00:00 AM | 60 HV | TRUE
    """,
}


@pytest.mark.parametrize(
    "text, code", [(t, code) for code, table in NOT_MONTHS.items() for t in cells(table)]
)
def test_not_a_month(text, code):
    assert problem(month(text)) == code


@pytest.mark.parametrize(
    "raw",
    [
        True,
        NAN,
        INF,
        HUGE,
        1e308,
        0,
        3,
        -1,
        3.2,
        10.2,
        3.25,
        3.20255,
        13.2025,
        2025,
        2025.03,
        time(3),
        timedelta(3),
    ],
)
def test_numbers_that_are_no_month(raw):
    assert problem(month(raw)) == "month_unreadable"


@pytest.mark.parametrize("raw", ["-", "–", "không", "Không có nhu cầu"])
def test_no_month_is_blank(raw):
    assert month(raw) == (None, None)


@given(st.datetimes(datetime(2015, 1, 1), datetime(2035, 12, 31)))
def test_day_and_month_are_never_swapped(raw):
    period, found = month(raw)
    assert period.last == period.first == raw.year * 12 + raw.month - 1
    assert bool(found) == (1 < raw.day <= 12 and raw.day != raw.month)
    assert not found or (found.usable and found.code == "month_day_doubtful")


# --- lengths ------------------------------------------------------------------------------------

LENGTHS = {
    (1.5, 1.5, "tháng"): "1,5 tháng | 1.5 tháng | 1 tháng rưỡi | 1 tháng 15 ngày | 01 tháng, 15 ngày",
    (3.5, 3.5, "tháng"): "3 tháng 15 ngày | 3 tháng và 15 ngày",
    (1.5, 1.5, "năm"): "1 năm 6 tháng | 1,5 năm | 1 năm rưỡi",
    (5, 7, "ngày"): """
        5-7 ngày | 5 - 7 ngày | 5–7 ngày | 5÷7 ngày | 5 ÷ 7 ngày | 5~7 ngày | 5 đến 7 ngày | từ 5 đến 7 ngày
        5 ngày - 7 ngày | 05-07 ngày/lớp | Khoảng 5-7 ngày | 5-7 ngày.
    """,
    (10, 10, "ngày"): """
        10 ngày | 10ngày | 10 ngày/lớp | 10 ngày / lớp | 10 ngày/01 lớp | 10 ngày/khoá | 10 ngày/đợt
        Thời gian: 10 ngày | 10 ngày thực học | 10 ngày (02 đợt) | 10 ngày(liên tục) | 10,0 ngày
    """,
    (1, 1, "tuần"): "1 tuần | 01 tuần",
    (1, 1, "năm"): "1 năm | 01 năm",
    (6, 6, "tháng"): "06 tháng (từ tháng 3) | 6 tháng không tập trung",
    (1500, 1500, "tiết"): "1.500 tiết",
    (None, None, "theo thực tế"): "theo thực tế | Theo thực tế. | Thực tế | Theo kế hoạch của Trung ương",
    (None, None, "không có nhu cầu"): "không có nhu cầu | Không | không đăng ký",
    (None, None, "thời điểm"): """
        3/2025 | Quý I/2025 | tháng 3 | tháng 3 - 5 | từ tháng 3 đến tháng 5 | Trong năm 2025 | cả năm
        năm 2025
        6 tháng đầu năm | Mar-25
    """,
}
NOT_LENGTHS = {
    "length_without_unit": "10 | 10.0 | 5-7 | 10-15 | 10 - 15 | 1.000 | 45717",
    "length_unreadable": """
        x | 0 ngày | 7-5 ngày | -5 ngày | 5 ngày - 1 tuần | 5/7 ngày | 12 ngày x 2 lớp | mười ngày | ngày
        1O ngày
        3 ngày 15 tháng | 1 năm rưỡi 6 tháng | 5-7 tháng 15 ngày | 5² ngày | 10 ngay | tối đa 5 ngày
        nan ngày
    """,
}


@pytest.mark.parametrize("text, read", [(t, read) for read, table in LENGTHS.items() for t in cells(table)])
def test_length(text, read):
    assert length(text) == (Length(*read), None)


@pytest.mark.parametrize(
    "text, code", [(t, code) for code, table in NOT_LENGTHS.items() for t in cells(table)]
)
def test_not_a_length(text, code):
    assert problem(length(text)) == code


@pytest.mark.parametrize(
    "raw, read",
    [
        (10.0, (None, Problem("length_without_unit"))),
        (NAN, (None, Problem("length_unreadable"))),
        (INF, (None, Problem("length_unreadable"))),
        (True, (None, Problem("length_unreadable"))),
        (timedelta(5), (None, Problem("length_unreadable"))),
        (datetime(2025, 7, 5), (None, Problem("length_became_date", "5-7 ngày"))),
        (datetime(1900, 1, 5), (None, Problem("length_became_date"))),
        (datetime(2025, 7, 1), (Length(None, None, "thời điểm"), None)),
        ("–", (None, None)),
    ],
)
def test_length_of_other_cells(raw, read):
    assert length(raw) == read


@pytest.mark.parametrize(
    "text, days", [("1 năm", 360), ("12 tháng", 360), ("5-7 ngày", 6), ("2 tuần", 14), ("40 tiết", None)]
)
def test_lengths_compare_in_days(text, days):
    assert length(text)[0].days == days


@pytest.mark.parametrize(
    "raw, number",
    [
        *((raw, 4) for raw in (4, 4.0, "4", "04", "04 tháng", "4 tháng (đến 4/2026)")),
        *((raw, 1.5) for raw in (1.5, "1,5", "1,5 tháng", "1 tháng 15 ngày")),
        *((raw, 12) for raw in ("1 năm", "12 tháng")),
        *((raw, None) for raw in (0, 0.0, "0", "0 tháng", "-", "–", "không", "Không có nhu cầu")),
    ],
)
def test_months_carried_over(raw, number):
    assert months(raw) == (number, None)


@pytest.mark.parametrize(
    "raw",
    [
        -4,
        NAN,
        INF,
        True,
        "-4",
        "x",
        "4-5 tháng",
        "4 ngày",
        "2 tuần",
        "4/2026",
        "tháng 4",
        datetime(2026, 4, 1),
    ],
)
def test_no_months_carried_over(raw):
    assert problem(months(raw)) == "carry_unreadable"


# --- text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw, text",
    [
        (1.0, "1"),
        (1.1, "1.1"),
        (NAN, "nan"),
        (datetime(2025, 3, 1), "1/3/2025"),
        ("  Lớp\nA \u200b", "Lớp\nA"),
    ],
)
def test_text(raw, text):
    assert parse_text(raw) == (text, None)
