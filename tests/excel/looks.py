"""How cells of the test engine look: fills, fonts, borders, hidden rows and columns."""

from __future__ import annotations

from copy import copy

from openpyxl.styles import Border, PatternFill, Side
from openpyxl.utils import get_column_letter

from tests.excel.formats import LINES, colour_number, rgb


class Count:
    """Cells of which only the number is asked."""

    def __init__(self, cells, number: int) -> None:
        self.cells, self.number = cells, number

    @property
    def CountLarge(self):
        self.cells.calls("CountLarge")
        return self.number


class Shown:
    """The inside of a cell as it is shown."""

    def __init__(self, cells, colour: int) -> None:
        self.cells, self.colour = cells, colour

    @property
    def Color(self):
        self.cells.calls("Interior.Color")
        return self.colour

    @Color.setter
    def Color(self, value):
        self.cells.calls("Interior.Color")
        self.cells.sheet.must_be_open()
        for row in self.cells._rows():
            for cell in row:
                cell.fill = PatternFill("solid", fgColor=rgb(value))


class Displayed:
    """A cell as shown: the conditional format of the highest priority wins over its own fill."""

    def __init__(self, cells) -> None:
        self.cells = cells

    @property
    def Interior(self):
        self.cells.calls("Interior")
        cell = self.cells._corner().coordinate
        rules = [
            rule
            for area in self.cells.sheet.page.conditional_formatting
            if cell in area.sqref
            for rule in area.rules
            if rule.dxf and rule.dxf.fill
        ]
        if not rules:
            return self.cells.Interior
        best = min(rules, key=lambda rule: rule.priority)
        return Shown(self.cells, colour_number(best.dxf.fill.bgColor.rgb))


class CellBorders:
    def __init__(self, cells) -> None:
        object.__setattr__(self, "cells", cells)

    def __setattr__(self, name, value):
        self.cells.calls(f"Borders.{name}")
        side = Side(LINES[value])
        for row in self.cells._rows():
            for cell in row:
                cell.border = Border(side, side, side, side)


class Font:
    def __init__(self, cells) -> None:
        object.__setattr__(self, "cells", cells)

    @property
    def name(self):
        """None where the cells have several, as COM says it."""
        self.cells.calls("Font.name")
        names = {cell.font.name for row in self.cells._rows() for cell in row}
        return names.pop() if len(names) == 1 else None

    def __setattr__(self, name, value):
        self.cells.calls(f"Font.{name}")
        for area in self.cells.where.split(","):
            for row in type(self.cells)(self.cells.sheet, area)._rows():
                for cell in row:
                    font = copy(cell.font)
                    setattr(font, name, value)
                    cell.font = font


class Lines:
    """EntireRow or EntireColumn: Hidden is None where some are and some are not."""

    def __init__(self, cells, *, rows: bool) -> None:
        self.cells, self.rows = cells, rows

    def AutoFit(self):
        """Heights by the number of letters that go into a column, for the pictures of the guide."""
        self.cells.calls("AutoFit")
        page = self.cells.sheet.page
        for row in self.cells._rows():
            lines = 1
            for cell in row:
                width = page.column_dimensions[get_column_letter(cell.column)].width
                lines = max(lines, -(-len(str(cell.value or "")) // max(1, int(width))))
            page.row_dimensions[row[0].row].height = 15.75 * lines

    def _each(self):
        top, left, bottom, right = self.cells.box
        page = self.cells.sheet.page
        if self.rows:
            return [page.row_dimensions[n] for n in range(top, min(bottom, page.max_row) + 1)]
        return [page.column_dimensions[get_column_letter(n)] for n in range(left, right + 1)]

    @property
    def Hidden(self):
        self.cells.calls("Hidden")
        states = {line.hidden for line in self._each()}
        return states.pop() if len(states) == 1 else None

    @Hidden.setter
    def Hidden(self, value):
        self.cells.calls("Hidden")
        self.cells.sheet.must_be_open()
        for line in self._each():
            line.hidden = value
