"""What a biểu of its own lines and of columns by kind of unit must fulfil: every line of its annexes goes
into one of its lines, and every unit into one of its columns; nothing lost, nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook_templates.declared import rows
from workbook_templates.declared.forms import spread_down, taken_lines

if TYPE_CHECKING:
    from workbook_templates.declared.cross_checks import Checks

_TOLD = 5  # names in a complaint


def check_gathering(checks: Checks) -> None:
    """Complain of lines that take nothing or what is not there, of what no line takes, and of computed
    columns that leave units out or take them twice."""
    own = {row.id for row in checks.tables.bieu} - set(checks.annex_ids or ())
    for row in checks.tables.lines:
        if row.form in own:
            _judge_part(checks, row)
        elif row.takes and row.form in (checks.annex_ids or ()):
            text = "chỉ ghi ở dòng riêng của biểu tổng hợp; dòng của biểu đăng ký do đơn vị điền."
            checks.say(checks.tables.lines, row, "takes", text)
    for bieu in checks.tables.bieu:
        of_bieu = [row for row in checks.tables.lines if row.form == bieu.id and bieu.id in own]
        if of_bieu and checks.annex_ids is not None:
            _judge_takes(checks, bieu, of_bieu)
    for form, columns in checks.columns_of.items():
        _judge_computed(checks, form, columns, form in own)


def _judge_part(checks: Checks, row: rows.LineRow) -> None:
    if row.part:
        text = "dòng riêng của biểu tổng hợp cộng các dòng của biểu nguồn; chỉ nhận: no."
        checks.say(checks.tables.lines, row, "part", text)


def _judge_takes(checks: Checks, bieu: rows.BieuRow, lines: list[rows.LineRow]) -> None:
    """What the lines of one biểu take: each line of its annexes once, all of them."""
    table = checks.tables.lines
    known = {form: _lines_of(checks, form) for form in bieu.sources if form in checks.annex_ids}
    allowed = [*known, *(f"{form}:{line.id}" for form, of_form in known.items() for line in of_form)]
    above, seen = {row.under for row in lines}, {}
    for row in lines:
        if not row.takes and row.id not in above:
            text = f"chưa ghi dòng này cộng những dòng nào của biểu nguồn ({', '.join(known)})."
            checks.say(table, row, "takes", text)
        for name in row.takes:
            if name not in allowed:
                text = f"không có “{name}”; ghi theo mẫu biểu:dòng, với biểu là: {', '.join(known)}."
                checks.say(table, row, "takes", text)
            elif (first := seen.setdefault(name, row.at)) != row.at:
                text = f"“{name}” đã vào dòng {first}; mỗi dòng nguồn chỉ cộng một lần."
                checks.say(table, row, "takes", text)
    for form in known:
        _judge_reached(checks, bieu, form, lines)


def _judge_reached(checks: Checks, bieu: rows.BieuRow, form: str, lines: list[rows.LineRow]) -> None:
    """All lines of one annex are taken; and none but those that others make up by a line that others make up,
    which shows no figure of its own."""
    of_form = [line for line in _lines_of(checks, form) if not line.part]
    reached, above = spread_down(of_form, taken_lines(form, lines)), {row.under for row in lines}
    whole = {line.under for line in of_form}
    left = [one for one in ([line.id for line in of_form] or [""]) if one not in reached]
    if left:
        text = f"chưa dòng nào của “{bieu.id}” cộng: {_some(form, left)}."
        checks.say(checks.tables.bieu, bieu, "sources", text)
    for row in (row for row in lines if row.id in above):
        own = [one for one, by in reached.items() if by == row.id and one not in whole]
        if own and (own != [""] or not of_form):
            text = f"dòng này có dòng con, nên phải có dòng con cộng: {_some(form, own)}."
            checks.say(checks.tables.lines, row, "takes", text)


def _lines_of(checks: Checks, form: str) -> list[rows.LineRow]:
    return [row for row in checks.tables.lines if row.form == form]


def _judge_computed(checks: Checks, form: str, columns: list[rows.ColumnRow], own: bool) -> None:
    """The columns of one form that the tool adds up."""
    table = checks.tables.columns
    sources = next((row.sources for row in checks.tables.bieu if row.id == form), ())
    given = [name for source in sources for name in checks.fields_of(source) or ()]
    addable = list(dict.fromkeys(name for name in given if checks.adds(name)))
    for row in columns:
        if (row.filled_by == "tool") != bool(row.adds or row.difference_of):
            text = "cột công cụ ghi phải có filled_by là tool, và adds (các trường cộng) hoặc difference_of."
            checks.say(table, row, "adds", text)
        elif row.unit_kinds and not row.adds:
            checks.say(table, row, "adds", "unit_kinds chỉ đi với adds (các trường được cộng).")
        elif row.adds and not own:
            checks.say(table, row, "form", "cột công cụ cộng chỉ có ở biểu tổng hợp có mã riêng.")
        elif row.adds:
            checks.must_exist(table, row, "adds", row.adds, addable)
            checks.must_exist(table, row, "unit_kinds", row.unit_kinds, checks.tables.units.names("kind"))
            if not checks.adds(row.field):
                text = f"“{row.field}” không phải là cột số cộng được."
                checks.say(table, row, "field", text)
    split: dict[tuple[str, ...], list[rows.ColumnRow]] = {}
    for row in columns if own else ():
        if row.adds:
            split.setdefault(row.adds, []).append(row)
    for group in split.values():
        _judge_kinds(checks, group)


def _judge_kinds(checks: Checks, group: list[rows.ColumnRow]) -> None:
    """Columns that add up the same: every kind of unit goes into one of them."""
    table, kinds = checks.tables.columns, checks.tables.units.names("kind")
    seen: dict[str, int] = {}
    for row in group:
        for kind in row.unit_kinds:
            if (first := seen.setdefault(kind, row.at)) != row.at:
                text = f"“{kind}” đã vào cột ở dòng {first}; mỗi loại đơn vị chỉ vào một cột."
                checks.say(table, row, "unit_kinds", text)
    others = [row for row in group if not row.unit_kinds]
    for row in others[1:]:
        checks.say(table, row, "unit_kinds", f"cột ở dòng {others[0].at} đã lấy mọi loại đơn vị còn lại.")
    left = [kind for kind in kinds or () if kind not in seen]
    if left and not others:
        text = f"chưa cột nào lấy đơn vị loại: {', '.join(left)}. Đề nghị thêm cột, hoặc để trống ở một cột."
        checks.say(table, group[-1], "unit_kinds", text)


def _some(form: str, lines: list[str]) -> str:
    told = [f"{form}:{one}".rstrip(":") for one in lines]
    return ", ".join(told[:_TOLD]) + (" …" if len(told) > _TOLD else "")
