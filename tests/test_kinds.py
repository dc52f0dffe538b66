"""Kinds of columns: what clerks type into a cell of each, and what is read, added up and printed."""

import unicodedata
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_values import ANY_CELL, HUGE, INF, LETTERS, NAN, cells
from workbook_templates.kinds import KINDS, Code, Problem
from workbook_templates.kinds.choice import Choice
from workbook_templates.kinds.decimal import Decimal
from workbook_templates.kinds.money import Money
from workbook_templates.kinds.numbers import number_format
from workbook_templates.kinds.percent import Percent
from workbook_templates.kinds.quantity import Amount, Quantity

MADE = [
    *(kind() for kind in KINDS.values()),
    Money(measure="triệu đồng"),
    Money(measure="đồng/lớp"),
    Decimal(measure="ngày"),
    Choice(allowed=("Nam=M=Trai", "Nữ=F=Gái")),
]
EVERY = pytest.mark.parametrize("kind", MADE, ids=lambda kind: f"{kind.name} {kind.measure}".strip())


def code(kind, raw) -> str:
    """The problem of a cell that must hold no value."""
    value, problem = kind.parse(raw)
    assert value is None and not problem.usable
    return problem.code


def rows(table):
    """The (read, text) pairs of a table of what is read and the texts that say it."""
    return [(read, text) for read, texts in table.items() for text in cells(texts)]


# --- every kind ---------------------------------------------------------------------------------


@EVERY
@given(raw=ANY_CELL | st.sampled_from([HUGE, 1e308, "9" * 5000, datetime.min]))
def test_no_cell_stops_a_kind(kind, raw):
    value, problem = kind.parse(raw)
    assert problem is None or (value is not None) == problem.usable
    assert problem is None or isinstance(problem.code, Code)
    for part in kind.parts:
        held = None if value is None else part.of(value)
        assert not part.numeric or held is None or -INF < held < INF
    assert isinstance(kind.printed(raw, value), str)
    if value is not None and kind.adds:
        alone = kind.total([value])
        assert kind.gap(value, alone) == 0
        assert kind.total([value, *[v for v in [kind.parse(5.0)[0]] if v is not None]]) is not None
        assert isinstance(kind.told(alone), str) and kind.in_cell(alone) is not None
    assert kind.fits(raw, 2025) in (True, False)


@EVERY
@given(raw=st.text(LETTERS) | st.sampled_from(["từ 35", "1,5 tỷ", "85%", "khoảng 60 – 80", "theo nhu cầu"]))
def test_spelling_does_not_matter(kind, raw):
    def read(text):
        value, problem = kind.parse(text)
        return [None if value is None else part.of(value) for part in kind.parts if part.numeric], problem

    for same in (unicodedata.normalize("NFD", raw), f"\u00a0 {raw}\t\u200b", "\ufeff" + raw):
        assert read(same) == read(raw)


@EVERY
@pytest.mark.parametrize("blank", [None, "", " ", "\u00a0", "\u200b", "\ufeff \n"])
def test_a_blank_is_blank(kind, blank):
    assert kind.parse(blank) == (None, None)


@EVERY
@pytest.mark.parametrize("unit", ["9", "1.", "1 ", " -", "9-", "(", "từ ", "tỷ ", "1 tỷ ", "5 (", "oà", "1/"])
def test_a_full_cell_comes_to_an_end(kind, unit):
    value, problem = kind.parse(unit * (32_766 // len(unit)) + "x")
    assert value is None or problem is None or problem.usable


@EVERY
def test_a_clerk_is_told_what_it_is(kind):
    assert kind.label and (kind.wanted or not kind.adds)
    asked = kind.entry
    assert asked is None or asked.example == "" or kind.parse(asked.example.format(year=2025))[1] is None


# --- quantities ---------------------------------------------------------------------------------

QUANTITIES = {
    (0, 0): "0 | 00 | - | – | không | Không có nhu cầu. | 0 người",
    (50, 50): "50 | 50 học viên | dự kiến 50 | Dự kiến: 50 chỉ tiêu | đã đăng ký 50 | 50. | số lượng: 50",
    (1360, 1360): "1.360 | 1 360 | 1,360 người",
    (60, 80): "60 - 80 | 60-80 | 60÷80 | từ 60 đến 80 | 60 đến 80 học viên | 60 hoặc 80 | 70 ± 10 | 60~80",
    (3, 4): "03 - 04 lớp | từ 03 đến 04 lớp | 03 đến 04 lớp | dự kiến từ 03 đến 04 lớp | 3 lớp - 4 lớp",
    (1000, 1200): "1.000 - 1.200 | 1.000 – 1.200 người",
    (35, None): """
        từ 35 | từ 35 cán bộ | ít nhất 35 | tối thiểu 35 | trên 35 | 35 trở lên | ≥ 35 | không dưới 35
        35 và theo nhu cầu | Đã đăng ký 35 đồng chí và theo nhu cầu | dự kiến: 35 đồng chí và theo chỉ tiêu
    """,
    (0, 40): "không quá 40 | tối đa 40 | dưới 40 | ≤ 40 | 40 trở xuống | nhiều nhất 40 | không vượt quá 40",
    (None, None): "theo nhu cầu | Theo nhu cầu thực tế | theo chỉ tiêu Trung ương | chưa xác định",
}
ABOUT = {
    (170, 170): "khoảng 170 | Khoảng 170 học viên | ~170 | gần 170 | ước 170 | ước tính: 170",
    (60, 80): "khoảng 60 - 80 | khoảng từ 60 đến 80 học viên",
    (35, None): "khoảng 35 trở lên | khoảng từ 35",
}
NOT_QUANTITIES = """
    sáu mươi | 60+20 | 60/2 lớp | 5/7 | 60 hv/lớp | 02 lớp x 60 | 60 60 | x | ? | 6O | 1e5 | nan | 50%
    từ dưới 60 | theo KH 214-KH/TU 09/8/2023 | 80 - 60 | 1 lớp 60 học viên | 60 - 80 - 90 | từ | khoảng
"""


@pytest.mark.parametrize("read, text", rows(QUANTITIES))
def test_quantity(read, text):
    value, problem = Quantity().parse(text)
    assert (value.low, value.high, value.about, problem) == (*read, False, None)


@pytest.mark.parametrize("read, text", rows(ABOUT))
def test_nearly(read, text):
    value, problem = Quantity().parse(text)
    assert (value.low, value.high, value.about, problem) == (*read, True, None)


@pytest.mark.parametrize("raw", [*cells(NOT_QUANTITIES), "60\n80", True, NAN, INF, HUGE, b"60"])
def test_not_a_quantity(raw):
    assert code(Quantity(), raw) == Code.NOT_A_COUNT


def test_a_range_the_wrong_way_round_and_one_that_became_a_date():
    assert Quantity().parse("80 - 60")[1].expected == "60 - 80"
    assert Quantity().parse(datetime(2025, 7, 5))[1] == Problem(Code.COUNT_BECAME_DATE, "5-7")
    assert code(Quantity(), timedelta(5)) == Code.COUNT_BECAME_DATE


def quantities(text):
    return [Quantity().parse(part.strip())[0] for part in text.split("|")]


@pytest.mark.parametrize(
    "column, total",
    [
        ("01 lớp | 01 lớp | 03 - 04 lớp | 03 lớp | 02 lớp | 03 đến 04 lớp", "13 – 15"),
        ("50 | 60 | 03", "113"),
        ("từ 35 | từ 42 | 04", "từ 81"),
        ("khoảng 60 - 80 | 200", "khoảng 260 – 280"),
        ("khoảng 170 | 1.000", "khoảng 1.170"),
        ("60 | theo nhu cầu", "từ 60"),
        ("theo nhu cầu | theo chỉ tiêu", "theo nhu cầu"),
        ("không quá 40 | không quá 10", "không quá 50"),
        ("không quá 40 | 10", "10 – 50"),
        ("0 | -", "0"),
    ],
)
def test_a_total_of_ranges_is_a_range(column, total):
    kind = Quantity()
    assert kind.told(kind.total(quantities(column))) == total


@pytest.mark.parametrize(
    "stated, column, off",
    [
        ("12 - 14", "9 - 10 | 3 - 4", 0),
        ("12 - 15", "9 - 10 | 3 - 4", 1),
        ("11 - 14", "9 - 10 | 3 - 4", -1),
        ("13", "9 - 10 | 3 - 4", 0),  # within what the rows say: no contradiction
        ("15", "9 - 10 | 3 - 4", 1),
        ("10", "9 - 10 | 3 - 4", -2),
        ("từ 12", "9 - 10 | 3 - 4", 0),
        ("từ 12", "9 | từ 3", 0),
        ("từ 13", "9 | từ 3", 1),
        ("99", "9 | từ 3", 0),
        ("11", "9 | từ 3", -1),
        ("khoảng 8.600", "8.572", 0),
        ("khoảng 9.600", "8.572", pytest.approx(9600 - 8572 * 1.05)),
        ("khoảng 8.000", "8.572", pytest.approx(8000 - 8572 * 0.95)),
        ("theo nhu cầu", "60", 0),
        ("60", "theo nhu cầu", 0),
    ],
)
def test_a_stated_total_is_compared_as_an_interval(stated, column, off):
    kind = Quantity()
    assert kind.gap(quantities(stated)[0], kind.total(quantities(column))) == off


def test_a_range_stands_in_a_cell_as_it_was_written_and_a_number_as_a_number():
    kind = Quantity()
    assert kind.in_cell(Amount(3, 4, written="03 - 04 lớp")) == "03 - 04 lớp"
    assert kind.in_cell(Amount(3, 4)) == "3 – 4"
    assert kind.in_cell(Amount(60, 60, written="60 học viên")) == 60


# --- money --------------------------------------------------------------------------------------

MONEY = {
    36_511_988_780: "36.511.988.780 | 36.511.988.780 đ | 36.511.988.780 đồng | 36,511,988,780 | 36511988780",
    972_170_000: "972.170.000 đồng. | 972.170.000 VNĐ | 972 triệu 170 nghìn đồng | 972,17 triệu | 972,17tr",
    1_500_000_000: "1,5 tỷ | 1.5 tỷ đồng | 1,5 tỉ | 1 tỷ 500 triệu đồng | 1.500 triệu | 1500 tr.đ",
    19_120_000_000: "19.120.000.000 đồng (Mười chín tỷ, một trăm hai mươi triệu đồng)./.",
    200_000: "200.000đ | 200 nghìn đồng | 200 ngàn",
    999_999_999_999_999: "999.999.999.999.999 đồng",
    0: "0 | - | không | 0 đồng",
}
NOT_MONEY = "x | đồng | 5 tỷ tỷ | một tỷ | 1.500.000.00 | 1 tỷ 5000 triệu | 200.000 đ/người | 5 usd | (năm)"


@pytest.mark.parametrize("measure", ["", "đồng", "triệu đồng"])
@pytest.mark.parametrize("dong, text", rows(MONEY))
def test_money(measure, dong, text):
    named = any(word in text.lower() for word in ("đ", "tỷ", "tỉ", "tr", "ngh", "ngà")) or dong == 0
    if named or measure != "triệu đồng":
        assert Money(measure=measure).parse(text) == (dong, None)


@pytest.mark.parametrize(
    "measure, raw, dong",
    [
        ("triệu đồng", "12.500", 12_500_000_000),
        ("triệu đồng", "12,5", 12_500_000),
        ("triệu đồng", 12.5, 12_500_000),
        ("triệu đồng", 12.3333333333, 12_333_333),
        ("nghìn đồng", "1.500", 1_500_000),
        ("ngàn đồng", 7.0, 7_000),
        ("tỷ đồng", "1,5", 1_500_000_000),
        ("Triệu đồng/lớp", 2.0, 2_000_000),
        ("đồng", 1056706.5217, 1_056_707),
    ],
)
def test_the_measure_of_the_column_counts(measure, raw, dong):
    assert Money(measure=measure).parse(raw) == (dong, None)


def test_a_comma_before_three_digits_is_a_doubt_in_a_column_of_millions_alone():
    assert Money(measure="triệu đồng").parse("12,500") == (
        12_500_000,
        Problem(Code.NUMBER_DOUBTFUL, "12.500", usable=True),
    )
    assert Money().parse("12,500") == (12_500, None)


@pytest.mark.parametrize("raw", [*cells(NOT_MONEY), NAN, INF, HUGE, True, b"5"])
def test_not_money(raw):
    assert code(Money(), raw) == Code.NOT_A_COUNT


@pytest.mark.parametrize("text", ["khoảng 972.170.000 đồng", "5 - 7 triệu", "từ 5 tỷ"])
def test_money_is_no_range(text):
    assert code(Money(), text) == Code.COUNT_IS_RANGE


def test_money_is_printed_in_its_measure():
    kind = Money(measure="triệu đồng")
    total = kind.total([1_500_000_000.0, 12_500_000.0])
    assert (kind.told(total), kind.in_cell(total)) == ("1.512,5", 1512.5)
    assert Money().told(1_500_000_000.0) == "1.500.000.000"


@pytest.mark.parametrize("measure, tolerance", [("", 0.5), ("nghìn đồng", 50), ("triệu đồng", 50_000)])
def test_a_rounded_figure_of_money_is_no_gap(measure, tolerance):
    kind = Money(measure=measure)
    assert kind.gap(1e9 + tolerance, 1e9) == 0
    assert kind.gap(1e9 + tolerance + 1, 1e9) == tolerance + 1


def test_what_was_probably_meant():
    assert Money().meant(36.511, []) == "36.511"
    assert Money(measure="triệu đồng").meant(1.5e9 * 1e6, []) == "1.500"
    assert Money(measure="triệu đồng").meant(1.5e9, []) is None


def test_a_rate_adds_up_to_nothing_and_a_measure_must_be_one():
    assert Money(measure="đồng").adds and not Money(measure="đồng/người").adds
    assert Decimal(measure="ngày").adds and not Decimal(measure="ngày/lớp").adds
    assert Money(measure="đô la").unfit()[0] == "measure"
    assert not any(Money(measure=m).unfit() for m in ("", "triệu", "Tỉ đồng", "nghìn đồng/ngày", "đồng"))


# --- decimals and percentages -------------------------------------------------------------------

DECIMALS = {1.5: "1,5 | 1.5 | +1,5", 1500: "1500 | 1 500", 1500.5: "1.500,5 | 1,500.5", 0.5: "0,5 | 0,500"}
DOUBTS = {"1.500": (1500, "1,5"), "1,500": (1.5, "1500"), "2.345": (2345, "2,345")}


@pytest.mark.parametrize("number, text", rows(DECIMALS))
def test_decimal(number, text):
    assert Decimal().parse(text) == (number, None)


@pytest.mark.parametrize("text, read", DOUBTS.items())
def test_a_mark_before_three_digits_is_said_and_has_another_reading(text, read):
    value, problem = Decimal().parse(text)
    assert (value, problem) == (read[0], Problem(Code.NUMBER_DOUBTFUL, read[1], usable=True))
    assert Decimal().number(problem.expected) not in (None, value)


def test_a_decimal_may_have_its_measure_behind_it():
    assert Decimal(measure="ngày").parse("1,5 ngày") == (1.5, None)
    assert code(Decimal(measure="ngày"), "1,5 tháng") == Code.NOT_A_COUNT
    assert Decimal().parse("-") == (None, None)


@pytest.mark.parametrize("raw", ["85%", "85 %", "85", 85.0, "85,0%"])
def test_percent(raw):
    assert Percent().parse(raw) == (85, None)


@pytest.mark.parametrize("raw, read, other", [(0.85, 0.85, "85%"), ("0,85", 0.85, "85%"), (1.0, 1, "100%")])
def test_a_percentage_of_less_than_one_is_said(raw, read, other):
    assert Percent().parse(raw) == (read, Problem(Code.NUMBER_DOUBTFUL, other, usable=True))
    assert Percent().parse(f"{str(raw).replace('.', ',')}%") == (read, None)
    assert Percent().parse(other)[1] is None


def test_a_percentage_is_printed_with_its_sign():
    assert Percent().printed(85.5, 85.5) == "85,5%" and Percent().printed("85 %", 85.0) == "85 %"


# --- number formats -----------------------------------------------------------------------------


def test_a_number_format_has_two_conditions_and_dots_of_its_own():
    assert number_format() == r"[<1000]0;[<1000000]0\.000;0\.000\.000"
    for value in (1e3, 1e8, 1.5e9, 36_511_988_780, 999_999_999_999_999):
        form = number_format(value)
        assert form.count("[") == 2 and form.count(";") == 2 and "," not in form
        assert form.split(";")[2].count(".") >= (len(f"{value:.0f}") - 1) // 3
    assert number_format(12.5) == '[=12.5]"12,5";General'
    assert number_format(1e-9) == "General"


@pytest.mark.parametrize("kind", ["count", "decimal", "money"])
def test_a_rate_adds_up_to_nothing(kind):
    assert [KINDS[kind](measure=one).adds for one in ("người", "đồng", "người/lớp")] == [True, True, False]
