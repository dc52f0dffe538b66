"""Sửa tay: what the clerk changed by hand and what the next run made of it, with a list to choose from. What
she chooses counts at the next run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from workbook_templates.declared.record import AT_HAND, AT_STATE, EDITS_SHEET, TOTAL, edit_tag
from workbook_templates.paper.formats import CONFLICT, Looks
from workbook_templates.paper.printed_table import Cell, PaperSheet, write_listed
from workbook_templates.reading.table import letters
from xl_addin.merge.carrying import Listed
from xl_addin.merge.free_texts import FOOT, HEAD
from xl_addin.merge.reading import CHOOSE, KEEP, NOT_CARRIED, SEEN, TAKE, left_key
from xl_addin.merge.sides import HERS, Left, told
from xl_addin.merge.three_way import HEADER, LINE, ORDER, SECTION, Choice, Value
from xl_addin.summary.bieu import Bieu
from xl_addin.summary.contents import Contents
from xl_addin.summary.links import link, link_here, sheet_place
from xl_addin.summary.list_head import draw_list_head

_HEADER = (
    "STT", "Biểu", "Dòng", "Cột", "Lần trước (tự động)", "Sửa tay", "Lần này (tự động)", "Chênh lệch",
    "Tình trạng", CHOOSE, "Giải thích", "Người, ngày sửa",
)  # fmt: skip
_WIDTHS = (5, 9, 30, 13, 17, 17, 17, 9, 13, 13, 34, 14)
_DIFFERENCE, _CHOOSE, _TAGS, _HIDDEN = 7, 9, len(_HEADER), 5
_NOTE = (
    "Những chỗ sửa tay trong bản trước được giữ trong bản này. Chỗ xung đột đang in theo bản sửa tay: đề "
    f"nghị chọn ở cột “{CHOOSE}”, lưu tệp rồi tổng hợp lại với cùng tên tệp kết quả."
)
_OPEN, _KEPT, _TAKEN, _ADDED, _LEFT = (
    "Xung đột: cần chọn", "Đang giữ sửa tay", "Đã lấy số mới", "Dòng thêm tay", "Không mang sang",
)  # fmt: skip
_WHY_OPEN = "Đơn vị gửi số khác sau khi đã sửa tay. Đang in theo bản sửa tay."
_WHY_ASKED_ANEW = "Đơn vị đăng ký số khác sau khi đã phân bổ. Đang giữ số phân bổ."
_WHY_WITHDRAWN = "Đơn vị không còn gửi dòng này, nhưng dòng đã có sửa tay. Vẫn đang in."
_WHY_TWIN = "Dòng thêm tay nay đơn vị cũng gửi: đang in cả hai. Chọn “Lấy số mới” để bỏ dòng thêm tay."
_WHY_GONE = "Cột đã xóa trong bản sửa tay, đang in lại. Chọn “Giữ sửa tay” để ẩn cột."
_WHY_DELETED = "Dòng đã xóa tay, nay đơn vị gửi số khác. Vẫn không in."
_WHY_RENAMED = "Tiêu đề cột đã đổi. Chọn “Giữ sửa tay” nếu vẫn là cột này."
_PARTS = {HEAD: "Phần trên biểu", FOOT: "Phần dưới biểu", TOTAL: "Dòng tổng"}
_TOOLS, _HAND = "theo thứ tự của công cụ", "theo thứ tự trong bản sửa tay"


@dataclass(frozen=True)
class EditsPlace:
    """Where the sheet's rows stand (as Excel counts them), for sums over it."""

    first: int
    last: int

    def sum_of(self, form: str, name: str) -> str:
        """The formula for what the edits change in the total of a column."""

        def column(at: int) -> str:
            return sheet_place(EDITS_SHEET, f"${letters(at)}${self.first}:${letters(at)}${self.last}")

        return f'=SUMIFS({column(_DIFFERENCE)},{column(_TAGS + 1)},"{form}",{column(_TAGS + 2)},"{name}")'


@dataclass
class _Row:
    """A row of the list. what: what stands in the columns from Biểu on; adds: what it does to a total; place:
    where the row leads to; stands, hand: how the edit stands and what was written, for those that read on."""

    what: list[object]
    state: str
    why: str = ""
    saved: str = ""
    tag: str = ""
    choice: str | None = None
    adds: tuple[str, str, float] | None = None
    place: str = ""
    stands: str = ""
    hand: str | None = None
    choices: list[str] = field(default_factory=lambda: [KEEP, TAKE])


def draw_edits(sheet: PaperSheet, looks: Looks, contents: Contents) -> EditsPlace:
    """Draw the sheet; gives back where its rows stand."""
    header = (*_HEADER, edit_tag("", "", ""), *[""] * (_HIDDEN - 1))
    widths = (*_WIDTHS, *[2] * _HIDDEN)
    first = row = draw_list_head(sheet, looks, "SỬA TAY", _NOTE, header, widths, hidden=_HIDDEN)
    for column in range(_TAGS, _TAGS + _HIDDEN):
        sheet.set_column(column, column, 2, None, {"hidden": True})
    bieu = {item.form.id: item for item in contents.bieu}
    conflicts_first = sorted(contents.carried.listed, key=lambda one: not one.edit.open)
    rows = [one for listed in conflicts_first for one in _rows(listed, bieu, contents)]
    rows += [_left(left, bieu) for left in contents.carried.left]
    number = 0
    for one in rows:
        number += bool(one.tag)
        _write(sheet, looks, row, one, number if one.tag else None)
        row += 1
    return EditsPlace(first + 1, max(row, first + 1))


def _write(sheet: PaperSheet, looks: Looks, row: int, one: _Row, number: int | None) -> None:
    look = "cell" + CONFLICT if one.state == _OPEN else "cell"
    cells: dict[int, Cell] = {0: (number, looks["cell_center"])}
    for at, value in enumerate(one.what, start=1):
        figure = isinstance(value, float)
        cells[at] = (value, looks.count("cell_count", value) if figure else looks["cell"])
    if one.place and one.what[1]:
        cells[2] = (link(one.place, str(one.what[1])), looks["grid_link"])
    adds = one.adds[2] if one.adds else None
    cells[_DIFFERENCE] = (adds, looks.count("cell_count", adds))
    cells[8] = (one.state, looks[look])
    cells[_CHOOSE] = (one.choice, looks["entry" if one.choice is not None else "cell"])
    cells |= {10: (one.why, looks["cell"]), 11: (one.saved, looks["cell"])}
    form, name = one.adds[:2] if one.adds else ("", "")
    cells |= {_TAGS + n: (text, looks["plain"]) for n, text in enumerate((one.tag, form, name))}
    if one.hand is not None:
        cells[_TAGS + AT_STATE] = (one.stands, looks["plain"])
        cells[_TAGS + AT_HAND] = (one.hand, looks["plain"])
    write_listed(sheet, row, cells, (*_WIDTHS, *[10_000.0] * _HIDDEN))
    if one.choice is not None:
        sheet.data_validation(row, _CHOOSE, row, _CHOOSE, {
            "validate": "list", "source": one.choices, "error_type": "stop",
            "error_title": "Chọn trong danh sách", "error_message": "Đề nghị chọn một mục trong danh sách.",
        })  # fmt: skip


def _rows(listed: Listed, bieu: dict[str, Bieu], contents: Contents) -> Iterator[_Row]:
    """An edit, with a row of its own for each further figure that it changes."""
    place, edit = listed.place, listed.edit
    item = bieu[place.form]
    placed = contents.placed[place.form]
    at = placed.of_key.get(place.key)
    target = link_here(placed.sheet, f"A{at}") if at else ""
    label, column = _line_name(item, place.key, contents), _column_name(item, place.field)
    values = [_shown(item, listed, value) for value in (edit.base, edit.hand, listed.now)]
    column_of_edit = item.form.by_field.get(place.field)
    allots = column_of_edit is not None and bool(column_of_edit.allots)
    state, why = _state(listed, _WHY_ASKED_ANEW if allots else _WHY_OPEN)
    adds = [(place.form, name, value) for name, value in listed.adds.items()]
    own = [one for one in adds if one[1] == place.field]
    choice = {Choice.OPEN: "", Choice.KEEP: KEEP, Choice.TAKE: TAKE}[edit.choice]
    yield _Row(
        [item.form.name, label, column, *values], state, why, _saved(listed), edit_tag(*place), choice,
        own[0] if own else None, target, edit.choice.value, told(edit.hand),
    )  # fmt: skip
    for one in adds:
        if one[1] != place.field:
            name = _column_name(item, one[1])
            yield _Row([item.form.name, label, name, None, None, None], state, adds=one, place=target)


def _state(listed: Listed, why_open: str) -> tuple[str, str]:
    place, edit = listed.place, listed.edit
    if edit.choice is Choice.TAKE:
        return _TAKEN, ""
    if not edit.open:
        return (_ADDED if place.field == LINE and place.key.startswith(HERS) else _KEPT), ""
    if place.key == HEADER:
        return _OPEN, _WHY_GONE if edit.hand is None else _WHY_RENAMED
    if place.field == LINE:
        if place.key.startswith(HERS):
            return _OPEN, _WHY_TWIN
        return _OPEN, _WHY_DELETED if edit.hand is None else _WHY_WITHDRAWN
    return _OPEN, why_open


def _saved(listed: Listed) -> str:
    """Who saved the file with the edit, and on which day."""
    edit = listed.edit
    day = "/".join(reversed(edit.when[:10].split("-"))) if edit.when else ""
    return ", ".join(filter(None, (edit.who, day)))


def _line_name(item: Bieu, key: str, contents: Contents) -> str:
    if key == HEADER:
        return "Tiêu đề cột"
    if key == ORDER:
        return "Thứ tự các dòng"
    if key in _PARTS:
        return _PARTS[key]
    written = contents.carried.memory.forms[item.form.id]
    label = written.side.label
    values = written.side.values.get(key)
    if values is None:
        values = written.extras[key].values if key in written.extras else {}
    if values.get(label):
        return str(values[label])
    code = key.removeprefix("unit-")
    return written.side.names.get(code) or written.side.texts.get((key, label)) or key


def _column_name(item: Bieu, name: str) -> str:
    column = item.form.by_field.get(name)
    if column is not None:
        return " – ".join(column.header)
    return {LINE: "Cả dòng", SECTION: "Mục"}.get(name, "")


def _shown(item: Bieu, listed: Listed, value: Value) -> Value:
    place, edit = listed.place, listed.edit
    if place.field == ORDER:
        return _HAND if value == edit.hand else _TOOLS
    if place.field == SECTION:
        return item.sections[int(value)].title if value is not None else None
    if value is not None:
        return value
    if place.key == HEADER:
        return "(đã xóa cột)"
    if place.field == LINE:
        return "(đã xóa dòng)" if value is edit.hand and edit.base is not None else "(không có)"
    return "(để trống)"


def _left(left: Left, bieu: dict[str, Bieu]) -> _Row:
    name = bieu[left.form].form.name if left.form in bieu else left.form
    tag = edit_tag(NOT_CARRIED, left_key(left), "")
    return _Row([name, left.where, "", None, left.what, None], _LEFT, left.why, "", tag, "", choices=[SEEN])
