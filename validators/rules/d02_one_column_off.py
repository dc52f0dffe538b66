"""D02: a run of values one column off."""

from validators.causes.placement import Shift, placement_of
from validators.causes.sums import so_totals_are_off, sums_of, totals_of_cell
from validators.codes import Severity
from validators.frame import Frame
from validators.rule import found, rule, silent
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import retyped
from workbook_templates.words.spelling import quote


@rule(
    "D02",
    severity="error",
    scope="row",
    since="2025",
    basis="So các ô trong cùng dòng",
    any_of=(Role.OPENS, Role.CLOSES, Role.CARRY, Role.LENGTH),
    what="Các ô của dòng ghi lệch một cột.",
    why="Ghi lệch cột thì số không được cộng, thời gian không được kiểm tra.",
    wrong="Thời gian để trống, cột Ghi chú ghi “10 - 20 ngày”.",
    mend="Chuyển các ô về đúng cột.",
)
def one_column_off(frame: Frame, bounds: dict):
    groups: dict[tuple, list[Shift]] = {}
    for shift in placement_of(frame).shifts:
        groups.setdefault((id(frame.owner(shift.position)), shift.moves), []).append(shift)
    for shifts in groups.values():
        first, moves = shifts[0], shifts[0].moves
        source, target = moves[0]
        others = [(s.position, name) for s in shifts for name, _ in s.moves][1:]
        told = shifts if len(moves) > 1 else shifts[:1]  # of single cells one shows where they belong
        filled = [(s.position, name) for s in told for _, name in s.moves]
        broken = _broken(frame, shifts)
        counted = any(name in frame.form.all_columns.added for pair in moves for name in pair)
        rows = f"{len(shifts)} dòng" if len(shifts) > 1 else "Dòng này"
        yield frame.finding(
            first.position,
            source,
            f"{rows} ghi lệch một cột: “{quote(frame.raw(first.position, source))}” đứng ở cột "
            f"{frame.label_of(source)}, đúng ra phải ở cột {frame.label_of(target)} (đang để trống)."
            + so_totals_are_off(broken),
            related=[*dict.fromkeys([*others, *filled]), *broken],
            key=f"{source}>{target}",
            suggestion=_suggested(frame, shifts),
            severity=None if counted else Severity.WARNING,
            changes=[change for shift in shifts for change in _moved(frame, shift)],
        )


def _suggested(frame: Frame, shifts: list[Shift]) -> str:
    """What is to be moved where; of several rows by column."""
    first, one = shifts[0], len(shifts) == 1
    moves = [
        f"{_written(frame, first, source) if one else f'ô cột {frame.label_of(source)}'} sang cột"
        f" {frame.label_of(target)}"
        for source, target in first.moves
    ]
    return f"Chuyển {', '.join(moves)}." if one else f"Ở {len(shifts)} dòng, chuyển {', '.join(moves)}."


def _written(frame: Frame, shift: Shift, name: str) -> str:
    """A cell's value with its address."""
    return f"“{quote(frame.raw(shift.position, name))}” (ô {frame.cell(shift.position, name)})"


def _moved(frame: Frame, shift: Shift) -> list[tuple[int, str, object]]:
    """Each cell of a shifted row with what belongs there; a place that nothing moves into is emptied."""
    filled = {target: retyped(frame.raw(shift.position, source)) for source, target in shift.moves}
    emptied = {source: None for source, _ in shift.moves if source not in filled}
    return [(shift.position, name, value) for name, value in {**filled, **emptied}.items()]


def _broken(frame: Frame, shifts: list[Shift]) -> list[str]:
    """The totals that are off because of these rows."""
    positions = {shift.position for shift in shifts}
    cells = [cell for s in shifts for pair in s.moves for cell in totals_of_cell(frame, s.position, *pair)]
    cells += [gap.cell for m in sums_of(frame).misplaced if m.position in positions for gap in m.gaps]
    return list(dict.fromkeys(cells))


EXAMPLES = (
    silent(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | | 60 | 3 ngày | Lớp mới |
        | 2 | Sở Y tế | Bồi dưỡng nghiệp vụ | 0 | | | | không có nhu cầu |
        """,
        form_set="lang-son-2018",
    ),
    found(
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 | | 60 | | 3 ngày |
        | 2 | Sở Y tế | Bồi dưỡng văn thư | 1 | | 50 | | 10 - 20 ngày |
        """,
        "Biểu!H2 warning",
        form_set="lang-son-2018",
    ),
    found(  # a figure among them
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 |  |  | 60 | 3 ngày |
        """,
        "Biểu!G2",
        form_set="lang-son-2018",
    ),
    silent(  # a length in the note beside the length
        """
        # Biểu
        | TT | Đơn vị | Nội dung | Số lớp | ĐT | BD | Thời gian | Ghi chú |
        | 1 | Sở Y tế | Bồi dưỡng nghiệp vụ | 1 |  | 60 | 3 ngày | 3 ngày |
        """,
        form_set="lang-son-2018",
    ),
)
