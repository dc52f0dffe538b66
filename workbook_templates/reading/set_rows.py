"""One sheet of a form set's workbook: where its head stands, and its cells as the rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workbook_templates.declared.complaints import Complaints
from workbook_templates.declared.set_cells import SETTING_KEYS, CellWords, column_of
from workbook_templates.declared.set_words import SHEETS
from workbook_templates.kinds import Code
from workbook_templates.reading.grid import ErrorValue, Sheet
from workbook_templates.reading.sheet_xml import column_letters
from workbook_templates.words.spelling import clean, fold, quote, words

_HEAD_WITHIN = 40  # rows, of which one is the head
_ALWAYS_SAID = ("year", "units")  # settings whose blank cell is where to write them
_SEEN = {
    Code.SHOWN_STRUCK: "chữ bị gạch ngang; đề nghị xóa nội dung ô, hoặc bỏ gạch ngang.",
    Code.SHOWN_PARTLY_STRUCK: "một phần chữ bị gạch ngang; đề nghị xóa phần ấy.",
    Code.SHOWN_UNDER_MERGE: "ô nằm dưới ô gộp, trên trang không thấy; đề nghị bỏ gộp ô rồi sửa lại.",
    Code.SHOWN_PERCENT: "số đang hiện dạng phần trăm; đề nghị định dạng ô là General rồi gõ lại số.",
    Code.SHOWN_UNSEEN: "trên trang không thấy nội dung ô này; đề nghị xóa đi, hoặc cho hiện lại.",
}
_SEEN_OTHERWISE = "trên trang ô này hiện khác nội dung trong ô; đề nghị gõ lại như muốn ghi."


class Note(StrEnum):
    """What is said of cells and rows that are no mistake."""

    FORMULA = "là công thức, đã lấy kết quả đang hiện"
    NUMBER = "là số, đã lấy làm chữ; mã có số 0 ở đầu thì định dạng ô là Text rồi gõ lại"
    SEMICOLON = "có dấu chấm phẩy, vẫn là một mục; nhiều mục thì cách nhau bằng dấu | hoặc xuống dòng"
    HIDDEN = "đang ẩn, vẫn được đọc"
    ABOVE = "ở trên dòng tiêu đề nên không đọc"


@dataclass
class Shown:
    """A table on its sheet. head: the row of its heads, from 0, None where there is none; columns: where
    each stands; records: its rows, cells in the order of the columns; noted: cells and rows that were
    taken otherwise than they stand, or left aside."""

    table: str
    sheet: Sheet
    head: int | None = None
    columns: dict[str, int] = field(default_factory=dict)
    records: list[tuple[int, list[str]]] = field(default_factory=list)
    noted: dict[Note, list[str]] = field(default_factory=dict)

    def note(self, what: Note, place: str) -> None:
        self.noted.setdefault(what, []).append(place)

    def text(self, row: int, column: int) -> str:
        """A cell as text, from 0."""
        line = self.sheet.rows[row] if row < len(self.sheet.rows) else ()
        return clean(str(line[column])) if column < len(line) else ""


def names_of_heads(table: str) -> Mapping[str, str]:
    """The columns of a table, by their heads as words are compared; their own names will do too."""
    columns = SHEETS[table].columns
    return {words(name): name for name in columns} | {words(one.head): name for name, one in columns.items()}


def find_head(shown: Shown) -> None:
    """Note the row in which most of the table's heads stand, two at least, and where each stands."""
    known = names_of_heads(shown.table)
    for row in range(min(_HEAD_WITHIN, len(shown.sheet.rows))):
        found: dict[str, int] = {}
        for column, value in shown.sheet.cells[row]:
            if isinstance(value, str) and (name := known.get(words(value))):
                found.setdefault(name, column)
        if len(found) > max(1, len(shown.columns)):
            shown.head, shown.columns = row, found


class RowReader:
    """Reads the rows of one sheet. words: of the form set; file: what complaints call the table."""

    def __init__(self, shown: Shown, cell_words: CellWords, complaints: Complaints, file: str) -> None:
        self.shown, self.words, self.complaints, self.file = shown, cell_words, complaints, file
        self.rows, self.facts = shown.sheet.rows, shown.sheet.facts
        self.by_column = {column: name for name, column in shown.columns.items()}
        self.filled = self._merged()

    def read(self) -> None:
        """Add the sheet's rows to its records; complain of cells that do not say what was typed."""
        first = self.shown.head + 1
        self._judge_wide_merges(first)
        self._note_rows_above()
        heads = [self.shown.text(self.shown.head, column) for column in self.by_column]
        for row in range(first, len(self.rows)):
            own = {c: value for c, value in self.shown.sheet.cells[row] if c in self.by_column}
            texts = {column: text for column, value in own.items() if (text := clean(str(value)))}
            if not texts:
                continue
            if len(texts) > 1 and [texts.get(column, "") for column in self.by_column] == heads:
                self.complaints.add(self.file, row + 1, None, "dòng tiêu đề lặp lại; đề nghị xóa dòng này.")
                continue
            if row in self.facts.hidden_rows:
                self.shown.note(Note.HIDDEN, f"dòng {row + 1}")
            self._add(row, [self._cell(row, column) for column in self.by_column])

    def _add(self, row: int, cells: list[str]) -> None:
        if self.shown.table == "form_set":
            names = list(self.by_column.values())
            said = dict(zip(names, cells, strict=True))
            if not said.get("value") and said.get("key") not in _ALWAYS_SAID:
                return
        self.shown.records.append((row + 1, cells))

    def _cell(self, row: int, column: int) -> str:
        """What the table holds at a cell; a complaint, and what stands there, where it cannot be taken."""
        name = self.by_column[column]
        value = self._value(row, column)
        try:
            self._judge(row, column, value)
            raw = self._raw(row, name, value)
        except ValueError as error:
            self.complaints.settle(self.file, row + 1, name, str(error))
            return clean(str(value)) or "?"
        of = column_of(self.shown.table, name)
        if isinstance(value, float) and not (of.number or of.codes or self.shown.table == "form_set"):
            self.shown.note(Note.NUMBER, f"ô {_place(row, column)}")
        if of.several and ";" in raw:
            self.shown.note(Note.SEMICOLON, f"ô {_place(row, column)}")
        return raw

    def _raw(self, row: int, name: str, value: object) -> str:
        if value == "":
            return ""
        if self.shown.table != "form_set":
            return self.words.raw(self.shown.table, name, value)
        if name == "key":
            return SETTING_KEYS.get(fold(str(value)), clean(str(value)))
        key = self.shown.columns.get("key")
        label = self.shown.text(row, key) if key is not None else ""
        return self.words.raw_setting(SETTING_KEYS.get(fold(label), label), value)

    def _value(self, row: int, column: int) -> object:
        """A cell's value; below the first row of a merged column, the value that the page shows there."""
        row, column = self.filled.get((row, column), (row, column))
        line = self.rows[row]
        return line[column] if column < len(line) else ""

    def _judge(self, row: int, column: int, value: object) -> None:
        """Raise ValueError where a cell does not show a value of its own."""
        if isinstance(value, ErrorValue):
            raise ValueError(f"ô đang báo lỗi {value}; đề nghị gõ lại giá trị.")
        if (row, column) in self.facts.formulas:
            if self.facts.uncalculated or value == "":
                raise ValueError(
                    "công thức chưa có kết quả; đề nghị gõ thẳng giá trị, hoặc mở, lưu lại bằng Excel."
                )
            self.shown.note(Note.FORMULA, f"ô {_place(row, column)}")
        if value != "" and (look := self.facts.looks.get((row, column))):
            raise ValueError(f"đang ghi “{quote(value)}”; {_SEEN.get(look.code, _SEEN_OTHERWISE)}")

    def _note_rows_above(self) -> None:
        """Rows above the head that are neither a title nor our explanations."""
        abouts = {words(one.about) for one in SHEETS[self.shown.table].columns.values()}
        for row in range(self.shown.head):
            texts = [self.shown.text(row, column) for column in self.by_column]
            if sum(map(bool, texts)) > 1 and not abouts & set(map(words, texts)):
                self.shown.note(Note.ABOVE, f"dòng {row + 1}")

    # --- merged cells ---------------------------------------------------------------------------------

    def _merged(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Of the cells that are merged with one above: that one."""
        return {
            (row, left): (top, left)
            for top, left, bottom, right in self.facts.merges
            if left == right and left in self.by_column and top > self.shown.head
            for row in range(top + 1, min(bottom + 1, len(self.rows)))
            if self.shown.text(row, left) == ""
        }

    def _judge_wide_merges(self, first: int) -> None:
        """Complain of cells merged across columns: what the hidden ones should say is not known."""
        for top, left, _, right in self.facts.merges:
            own = [self.by_column[c] for c in range(left, right + 1) if c in self.by_column]
            if left < right and top >= first and own and self.shown.text(top, left):
                text = "ô gộp qua nhiều cột nên không rõ từng cột ghi gì; đề nghị bỏ gộp ô rồi ghi từng cột."
                self.complaints.settle(self.file, top + 1, own[0], text)


def _place(row: int, column: int) -> str:
    return f"{column_letters(column)}{row + 1}"
