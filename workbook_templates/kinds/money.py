"""Money: in the unit of measure of its column on paper, in whole đồng inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from workbook_templates.expression.nodes import Own, Whole
from workbook_templates.kinds.base import Check, Entry, Kind, Part
from workbook_templates.kinds.count import Count, not_a_number
from workbook_templates.kinds.numbers import DASHES, dotted, finite, folded, number_of
from workbook_templates.kinds.problem import Code, Problem
from workbook_templates.words.no_need import says_no_need
from workbook_templates.words.spelling import fold

_UNIT_OF = r"(?:đồng|đ|vnđ|vnd)"
MEASURES = {"đồng": 1.0, "nghìn đồng": 1e3, "triệu đồng": 1e6, "tỷ đồng": 1e9}
MOST_DONG = 999_999_999_999_999.0  # 15 digits: what Excel holds exactly
# In larger measures 10.000 tỷ đồng, which no province spends on training: đồng typed into a column of triệu.
MOST_MEASURED = 1e13
_UNITS = (
    (re.compile(rf"(?:tr|triệu|1[.,]000[.,]000)\W?{_UNIT_OF}"), "triệu đồng"),
    (re.compile(rf"(?:nghìn|ngàn|ng|1[.,]?000)\W?{_UNIT_OF}"), "nghìn đồng"),
    (re.compile(rf"(?:tỷ|tỉ)\W?{_UNIT_OF}"), "tỷ đồng"),
    (re.compile(rf"{_UNIT_OF}"), "đồng"),
)
_SCALES = {"nghìn": 1e3, "ngàn": 1e3, "triệu": 1e6, "tr": 1e6, "tỷ": 1e9, "tỉ": 1e9}
_DONG = r"(?:đồng|đ|vnđ|vnd|₫)"
_FIGURE = r"([+-]? ?\d[\d., ]{0,30})"
_ONE = re.compile(rf"{_FIGURE}(?:(nghìn|ngàn|triệu|tr|tỷ|tỉ)[. ]{{0,2}})?({_DONG})?")
_SEVERAL = re.compile(
    rf"(?:(\d{{1,6}}) (?:tỷ|tỉ)(?: {_DONG})?)?(?:,? ?(\d{{1,3}}) (?:triệu|tr)(?: {_DONG})?)?"
    rf"(?:,? ?(\d{{1,3}}) (?:nghìn|ngàn)(?: {_DONG})?)?"
)
_IN_WORDS = re.compile(r" ?\([^()\d]{0,300}\)$")  # the sum in words behind it
_TWO_READINGS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")


def parse_money(raw: object, scale: float = 1.0) -> tuple[float | None, Problem | None]:
    """Whole đồng. scale: of the column's measure, for a cell that names none: 12.500 in a column of triệu
    is 12.500.000.000. A dot before three digits is a thousands mark; a comma there is one in a column of
    đồng, else a decimal comma with a doubt. '-' and “không có” are 0."""
    if raw is None or raw == "":
        return None, None
    if isinstance(raw, (int, float)):
        number = None if isinstance(raw, bool) else finite(raw)
        return (None, Problem(Code.NOT_A_COUNT)) if number is None else _dong(number, scale)
    if isinstance(raw, (date, time, timedelta)):
        return None, Problem(Code.COUNT_BECAME_DATE)
    if not isinstance(raw, str):
        return None, Problem(Code.NOT_A_COUNT)
    text = _IN_WORDS.sub("", folded(raw).rstrip(" ./;")).rstrip(" ./;")
    if not text:
        return (None, None) if not folded(raw) else (None, Problem(Code.NOT_A_COUNT))
    if text in DASHES or text == "không" or says_no_need(text):
        return 0.0, None
    if match := _ONE.fullmatch(text):
        return _one(match, scale, "\n" in raw.strip())
    if (match := _SEVERAL.fullmatch(text)) and sum(part is not None for part in match.groups()) > 1:
        figures = zip(match.groups(), (1e9, 1e6, 1e3), strict=True)
        return sum(float(figure) * of for figure, of in figures if figure), None
    return None, not_a_number(text)


def _one(match: re.Match[str], scale: float, two_lines: bool) -> tuple[float | None, Problem | None]:
    figure, word, dong = match[1].strip(), match[2], match[3]
    scale = _SCALES[word] if word else 1.0 if dong else scale
    number = number_of(figure)
    if number is None or (two_lines and " " in figure):
        return None, Problem(Code.NOT_A_COUNT)
    if scale == 1.0 or not _TWO_READINGS.fullmatch(figure):
        return _dong(number, scale)
    value, problem = _dong(float(figure.replace(",", ".")), scale)
    return value, problem or Problem(Code.NUMBER_DOUBTFUL, figure.replace(",", "."), usable=True)


def _dong(number: float, scale: float) -> tuple[float | None, Problem | None]:
    """The number of đồng, whole but for one below 1.000 in a column of đồng: what is left of 36.511."""
    value = number * scale
    if abs(value) > 1e300:
        return None, Problem(Code.NOT_A_COUNT)
    return (value if scale == 1.0 and abs(value) < 1000 else float(round(value))), None


def _unit_named(text: str) -> str:
    """A unit of money under its usual name: 1.000 đồng is nghìn đồng, tr.đ triệu đồng."""
    text = text.strip(" .:;()")
    for pattern, name in _UNITS:
        if pattern.fullmatch(text):
            return name
    return ""


@dataclass(frozen=True)
class Money(Kind):
    """An amount of money. measure: đồng (where blank), nghìn đồng, triệu đồng or tỷ đồng, also “… /lớp”: a
    rate, which adds up to nothing."""

    name = "money"
    label = "Số tiền"
    wanted = "một số tiền bằng chữ số"
    style = "count"
    longest = 40
    parts = (Part(""),)

    @property
    def scale(self) -> float:
        """How many đồng one of the measure is."""
        return MEASURES.get(self._unit, 1.0)

    @property
    def _unit(self) -> str:
        unit = fold(self.measure.split("/")[0]).replace("tỉ", "tỷ").replace("ngàn", "nghìn")
        return unit if unit.endswith("đồng") or not unit else f"{unit} đồng"

    def scale_of(self, unit: str, *, bare: bool) -> float | None:
        named = MEASURES.get(_unit_named(unit))
        return named / self.scale if named else None

    @property
    def adds(self) -> bool:
        return "/" not in self.measure

    @property
    def entry_style(self) -> str:
        return "money" if self.scale == 1.0 else super().entry_style

    @property
    def tolerance(self) -> float:
        """Half of one decimal of the measure, to which printed products are rounded; half a đồng."""
        return 0.5 if self.scale == 1.0 else self.scale / 20

    @property
    def limit(self) -> float:
        if self.most is not None:
            return self.most
        return MOST_DONG if self.scale == 1.0 else MOST_MEASURED / self.scale

    @property
    def entry(self) -> Entry:
        return Entry("Số tiền", f"Đơn vị tính: {self.measure or 'đồng'}. Ghi bằng chữ số.", "")

    def unfit(self) -> tuple[str, str] | None:
        if not self.measure or self._unit in MEASURES:
            return None
        return "measure", f"đang ghi “{self.measure}”; chỉ nhận: {', '.join(MEASURES)}, hoặc như đồng/lớp."

    def parse(self, raw: object, *, date1904: bool = False) -> tuple[float | None, Problem | None]:
        return parse_money(raw, self.scale)

    def checks(self, year: int) -> Sequence[Check]:
        bounds = [Check(Code.COUNT_FRACTION, Whole(Own()))]
        if self.least is None or self.least >= 0:
            bounds.insert(0, Check(Code.COUNT_NEGATIVE, Own() >= 0))
        if self.least is not None:
            bounds.append(Check(Code.NUMBER_TOO_SMALL, Own() >= self.least * self.scale))
        return [*bounds, Check(Code.COUNT_TOO_LARGE, Own() <= self.limit * self.scale)]

    def fits(self, raw: object, year: int) -> bool:
        value, problem = self.parse(raw)
        return value is not None and problem is None and 0 <= value <= self.limit * self.scale

    def meant(self, value: float, others: Iterable[float]) -> str | None:
        """36.511 in a column of đồng was 36.511 with its dot lost; đồng in a column of triệu."""
        if self.scale == 1.0:
            return Count().meant(value, others)
        typed = value / self.scale
        return dotted(typed / self.scale) if value > MOST_MEASURED and typed <= MOST_MEASURED else None

    def told(self, value: float) -> str:
        return dotted(round(value / self.scale, 6))

    def in_cell(self, value: float) -> float:
        return value / self.scale

    def read_formula(self, cell: str) -> dict[str, str]:
        trimmed = f"TRIM({cell})"
        number = cell if self.scale == 1.0 else f"ROUND({cell}*{self.scale:.0f},0)"
        return {"": f'IF(ISNUMBER({cell}),{number},IF({trimmed}="","",IF({trimmed}="-",0,"?")))'}
