"""Conditional formats of the test engine: those of the sheet that touch a range."""

from __future__ import annotations

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

LINES = {1: "thin", -4115: "dashed", -4118: "dotted"}
_PATTERN = {1: "solid", 14: "lightUp"}


class ComError(Exception):
    """Where Excel would raise."""


class Formats:
    """The conditional formats of a range: those of the sheet that touch it."""

    def __init__(self, cells) -> None:
        self.cells = cells

    @property
    def api(self):
        return self

    @property
    def Count(self):
        return len(self)

    def _all(self):
        formats = self.cells.sheet.page.conditional_formatting
        return [Format(self.cells, area, rule) for area in formats for rule in area.rules]

    def __len__(self):
        self.cells.calls("FormatConditions.Count")
        return len(self._all())

    def __iter__(self):
        self.cells.calls("NewEnum")
        for rule in self._all():
            self.cells.calls("Next")
            yield rule
        self.cells.calls("Next")

    def __call__(self, number):
        self.cells.calls("FormatConditions.Item")
        return self._all()[number - 1]

    def Add(self, Type, Formula1):
        self.cells.calls("FormatConditions.Add")
        self.cells.sheet.must_be_open()
        if self.cells.sheet.book.shared:
            raise ComError("a shared workbook takes no conditional formats")
        rule = Rule("expression", formula=[Formula1.removeprefix("=")], dxf=DifferentialStyle())
        self.cells.sheet.page.conditional_formatting.add(self.cells.where.replace(",", " "), rule)
        return Format(self.cells, None, rule)


class Format:
    def __init__(self, cells, area, rule: Rule) -> None:
        self.cells, self.area, self.rule = cells, area, rule

    @property
    def api(self):
        return self

    @property
    def type(self):
        return "custom" if self.rule.type == "expression" else self.rule.type

    @property
    def formula(self):
        self.cells.calls("Type")
        if self.type != "custom":
            return None
        self.cells.calls("Formula1")
        return f"={self.rule.formula[0]}"

    def SetFirstPriority(self):
        self.cells.calls("SetFirstPriority")
        for area in self.cells.sheet.page.conditional_formatting:
            for rule in area.rules:
                rule.priority += 1
        self.rule.priority = 1

    def delete(self):
        self.cells.calls("FormatCondition.Delete")
        self.cells.sheet.must_be_open()
        formats = self.cells.sheet.page.conditional_formatting
        kept = ConditionalFormattingList()
        for area in formats:
            for rule in area.rules:
                if rule is not self.rule:
                    priority = rule.priority
                    kept.add(str(area.sqref), rule)
                    rule.priority = priority
        self.cells.sheet.page.conditional_formatting = kept

    @property
    def Interior(self):
        self.cells.calls("Interior")
        return Interior(self)

    @property
    def Borders(self):
        self.cells.calls("Borders")
        return RuleBorders(self)


class Interior:
    def __init__(self, rule: Format) -> None:
        object.__setattr__(self, "of", rule)
        object.__setattr__(self, "fill", {"patternType": "solid"})

    def __setattr__(self, name, value):
        self.of.cells.calls(f"Interior.{name}")
        if name == "Pattern":
            self.fill["patternType"] = _PATTERN[value]
        else:
            self.fill[{"Color": "bgColor", "PatternColor": "fgColor"}[name]] = rgb(value)
        self.of.rule.dxf.fill = PatternFill(**self.fill)


class RuleBorders:
    def __init__(self, rule: Format) -> None:
        object.__setattr__(self, "of", rule)
        object.__setattr__(self, "line", {})

    def __setattr__(self, name, value):
        self.of.cells.calls(f"Borders.{name}")
        self.line["style" if name == "LineStyle" else "color"] = (
            LINES[value] if name == "LineStyle" else rgb(value)
        )
        side = Side(**self.line)
        self.of.rule.dxf.border = Border(side, side, side, side)


def rgb(number: int) -> str:
    return f"FF{number & 255:02X}{number >> 8 & 255:02X}{number >> 16 & 255:02X}"


def colour_number(colour: str | None) -> int:
    """AARRGGBB as Excel counts colours; white for none."""
    text = (colour or "FFFFFFFF")[-6:]
    red, green, blue = (int(text[i : i + 2], 16) for i in (0, 2, 4))
    return red + green * 256 + blue * 65536
