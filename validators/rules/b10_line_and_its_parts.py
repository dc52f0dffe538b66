"""B10: a line with the lines below it that break it down; which of them is counted."""

from validators.causes.fixed_lines import cause_below, lines_gone, taken_in_twice
from validators.findings import finding_in, line_finding
from validators.frame import Frame
from validators.owner import Owner
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.kinds import Code, Kind
from workbook_templates.paper.sums import sum_of_rows
from workbook_templates.reading.table import Counts, Family, Table, letters
from workbook_templates.words.spelling import fold


@rule(
    "B10",
    severity="warning",
    scope="table",
    yields_to=("D17", "D18", "T22"),
    since="2026",
    basis="Cộng các dòng con, so với dòng mẹ",
    what="Một dòng và các dòng con của nó: chỉ một bên được tính.",
    why="Tính cả dòng mẹ lẫn dòng con thì con số bị cộng hai lần.",
    wrong="Dòng 1 ghi 165; dưới đó “- Lớp 1” 60, “- Lớp 2” 100, cộng được 160.",
    mend="Sửa cho dòng mẹ bằng tổng các dòng con; các lớp riêng thì ghi số thứ tự riêng cho từng lớp.",
)
def line_and_its_parts(frame: Frame, bounds: dict):
    for owner, span in frame.tables():
        agreeing: dict[tuple[Counts, bool], list[Family]] = {}
        below = cause_below(frame, owner)
        for family in owner.table.families:
            if family.parent in below and family.counts is Counts.PARTS:
                continue
            if family.gaps:
                same = [row for row, cause in below.items() if cause is family]
                yield _apart(frame, owner, span, family, sorted(same))
            elif family.numbered:
                yield _numbered(frame, owner, span, family)
            else:
                agreeing.setdefault((family.counts, family.of_which), []).append(family)
        for families in agreeing.values():
            yield _as_one(frame, owner, families)
        yield from _unreadable(owner)


def _unreadable(owner: Owner):
    """Cells of printed lines made up of others, and of “trong đó”, that hold no number."""
    lines = (*owner.table.parents, *owner.table.parts) if owner.table.line_field else ()
    lines = sorted(lines, key=lambda line: line.row)
    without = [(line, name) for line in lines for name, one in line.problems if one.code is Code.NO_RESULT]
    if without:
        line, name = without[0]
        yield line_finding(
            owner,
            line,
            name,
            "Ô có công thức nhưng tệp không lưu kết quả nên không có số để so với các dòng liên quan.",
            related=[owner.table.cell(line.row, name) for line, name in without[1:50]],
            suggestion="Mở tệp bằng Excel, lưu lại rồi gửi.",
        )
    for line in lines:
        for name, problem in line.problems:
            if not problem.usable and problem.code is not Code.NO_RESULT:
                yield line_finding(
                    owner,
                    line,
                    name,
                    "Ô này không phải là số nên không có số để so với các dòng liên quan.",
                    suggestion="Ghi bằng chữ số.",
                )


def _as_one(frame: Frame, owner: Owner, families: list[Family]):
    """Lines that are the sum of their parts, or name them “trong đó”: said once for the table."""
    first, name = families[0], _shown_column(frame, owner)
    parts = _rows(first.parts)
    if first.counts is Counts.PARTS:
        said = (
            f"Dòng {first.parent} bằng tổng của {parts} nên chỉ tính {parts}, không tính dòng {first.parent}"
        )
    elif first.of_which:
        said = f"{parts.capitalize()} nằm trong số của dòng {first.parent} nên không tính thêm"
    else:
        said = f"{parts.capitalize()} cộng lại bằng dòng {first.parent} nên chỉ tính dòng {first.parent}"
    more = f"; {len(families) - 1} chỗ khác trong biểu cũng vậy" if len(families) > 1 else ""
    cells = [owner.table.cell(row, name) for family in families for row in (family.parent, *family.parts)]
    return finding_in(
        owner,
        f"{said}{more}.",
        key=f"parts|{first.counts}|{first.of_which}",
        cell=cells[0],
        row=first.parent,
        field=name,
        related=cells[1:50],
        severity="hint",
        suggestion="Không cần sửa nếu đúng như vậy; các lớp riêng thì ghi số thứ tự riêng cho từng lớp.",
    )


def _numbered(frame: Frame, owner: Owner, span: slice, family: Family):
    """A line that is the sum of rows which have numbers of their own: what is counted, and what else it may
    be."""
    name = _shown_column(frame, owner)
    parts = _rows(family.parts)
    return finding_in(
        owner,
        f"Dòng {family.parent} bằng đúng tổng của {parts}, nhưng {parts} có số thứ tự như dòng riêng. "
        + _counted(frame, owner, span, family),
        key=f"parts|{family.parent}",
        cell=owner.table.cell(family.parent, name),
        row=family.parent,
        field=name,
        related=[
            cell
            for row in family.parts[:50]
            for field in (name, owner.table.ordinal_field)
            if (cell := owner.table.cell(row, field))
        ],
        suggestion="Dòng con thì đánh số 1.1, 1.2 hoặc gạch đầu dòng; dòng riêng thì giữ số thứ tự và trả lời"
        " để tỉnh tính đủ.",
    )


def _counted(frame: Frame, owner: Owner, span: slice, family: Family) -> str:
    """How rows that are each other's sum were taken, and the total of the table read so and otherwise."""
    because = " vì như vậy mới khớp với dòng tổng" if family.settled_by_total else ""
    lines = {line.row: line for line in (*owner.table.parts, *owner.table.parents)}
    rows = dict(zip(owner.table.rows, range(span.start, span.stop), strict=True))
    for name in frame.form.all_columns.added:
        kind = frame.kind_of(name)
        if kind.interval:
            continue
        line = lines.get(family.parent)
        stated = line.values.get(name) if line else frame.value(rows[family.parent], name)
        if stated:
            total = kind.total(frame.counted(name, range(span.start, span.stop)))
            told = f"“{frame.header_of(name)}” cộng được {kind.told(total)}"
            if family.counts is Counts.ALL:
                return (
                    f"Công cụ tính tất cả{because}: {told}; nếu là dòng con thì {kind.told(total - stated)}."
                )
            one = f"dòng {family.parent}" if family.counts is Counts.PARENT else _rows(family.parts)
            other = kind.told(total + stated)
            return f"Công cụ chỉ tính {one}{because}: {told}; nếu là các dòng riêng thì {other}."
    return "Công cụ chỉ tính một bên."


def _apart(frame: Frame, owner: Owner, span: slice, family: Family, above: list[int]):
    """A line that is not the sum of its parts. above: the rows of lines that are off by as much."""
    table = owner.table
    name, *others = _columns_off(frame, family)
    stated, summed = family.gaps[name]
    kind = frame.kind_of(name)
    parts = _rows(family.parts)
    if family.of_which:
        return _too_large(frame, owner, family, name)
    verb = "chỉ được" if kind.gap(stated, summed) > 0 else "lại được"
    also = [table.cell(family.parent, other) for other in others]
    message = f"Dòng {family.parent} ghi {kind.told(stated)}, nhưng {parts} cộng {verb} {kind.told(summed)}. "
    message += f"Ô {', '.join(also)} cùng dòng cũng lệch. " if also else ""
    if gone := lines_gone(frame, owner, family):
        message += f"Tệp thiếu dòng {', '.join(f'“{label}”' for label in gone)}: có thể số của dòng ấy. "
    twice = taken_in_twice(frame, owner, family, name)
    if twice:
        message += f"Số này là tổng của tất cả {_rows(twice)}: dòng con và dòng con của nó bị cộng hai lần. "
    elif above:
        message += f"{_rows(tuple(above)).capitalize()} cũng lệch đúng như vậy: xem lại từng dòng con. "
    message += _taken(frame, family, name, kind, frame.counted(name, range(span.start, span.stop)))
    numbers = () if table.line_field else (table.ordinal_field,)
    cells = [table.cell(row, n) for row in family.parts[:50] for n in (name, *numbers) if n in table.columns]
    cells += [table.cell(row, n) for row in above for n in family.gaps]
    return finding_in(
        owner,
        message,
        key=_key(frame, owner, family),
        cell=table.cell(family.parent, name),
        row=family.parent,
        field=name,
        value=kind.told(stated),
        expected=kind.told(summed),
        related=[*also, *cells],
        suggestion=_mend(table, name, family, kind.told(summed), bool(twice)),
    )


def _columns_off(frame: Frame, family: Family) -> list[str]:
    """The columns in which a line is off: those that add up others, which follow from them, last."""
    columns = frame.form.all_columns.by_name
    return sorted(family.gaps, key=lambda name: bool(set(columns[name].sum_of) & set(family.gaps)))


def _mend(table: Table, name: str, family: Family, summed: str, twice: bool) -> str | None:
    """How to mend a fixed line; None where the rule's own words say it."""
    if twice:  # the formula that adds up just the lines that make it up
        return f"Sửa thành {sum_of_rows(letters(table.columns[name]), family.parts)}."
    if table.line_field:
        return f"Sửa thành {summed}, nếu các dòng con đều đúng; dòng con nào ghi sai thì sửa dòng ấy."
    return None


def _key(frame: Frame, owner: Owner, family: Family) -> str:
    """What makes the finding the same when rows are inserted: of a fixed line its name."""
    line = owner.table.line_of.get(family.parent)
    return f"parts|{fold(frame.form.line_names[line])}" if line else f"parts|{family.parent}"


def _too_large(frame: Frame, owner: Owner, family: Family, name: str):
    """What is said to be contained in a line, and is more than the line."""
    stated, summed = map(frame.kind_of(name).told, family.gaps[name])
    return finding_in(
        owner,
        f"{_rows(family.parts).capitalize()} (“trong đó”) ghi {summed}, lớn hơn số của dòng {family.parent}"
        f" ({stated}). Công cụ tính dòng {family.parent}.",
        key=_key(frame, owner, family),
        cell=owner.table.cell(family.parent, name),
        row=family.parent,
        field=name,
        related=[owner.table.cell(row, name) for row in family.parts[:50]],
        suggestion="Sửa một trong hai số.",
    )


def _taken(frame: Frame, family: Family, name: str, kind: Kind, counted: list[object]) -> str:
    """What is counted, why, and what another reading would make of the total."""
    stated, summed = family.gaps[name]
    parts, total = _rows(family.parts), kind.total(counted)
    because = " vì như vậy mới khớp với dòng tổng" if family.settled_by_total else ""
    if family.counts is Counts.PARENT:
        now, other, change = f"chỉ tính dòng {family.parent}", f"chỉ tính {parts}", (stated, summed)
    elif family.counts is Counts.PARTS:
        now, other, change = f"chỉ tính {parts}", f"chỉ tính dòng {family.parent}", (summed, stated)
    else:
        now, other, change = (
            "tính tất cả như các dòng riêng",
            f"chỉ tính dòng {family.parent}",
            (summed, None),
        )
    if kind.interval:
        return f"Công cụ {now}{because}."
    least, most = change
    otherwise = total - least + (most or 0.0)
    return f"Công cụ {now}{because}: tổng {kind.told(total)}; nếu {other} thì tổng là {kind.told(otherwise)}."


def _rows(rows: tuple[int, ...]) -> str:
    if len(rows) > 2 and rows[-1] - rows[0] == len(rows) - 1:
        return f"dòng {rows[0]}–{rows[-1]}"
    return "dòng " + ", ".join(map(str, rows[:8])) + (" …" if len(rows) > 8 else "")


def _shown_column(frame: Frame, owner: Owner) -> str:
    """The column at which such lines are shown: what names them."""
    label = frame.form.label_field
    return label if label in owner.table.columns else next(iter(owner.table.columns))


EXAMPLES = (
    found(  # words where the figure of a line made up of others is due, and of a “trong đó”
        """
        # Biểu 4
        | TT | Nội dung cần học | Tổng số người | Nữ |
        | I | Đào tạo | năm nữ | 2 |
        | 1 | Cao cấp | 3 | 1 |
        | 2 | Trung cấp | 2 | 1 |
        | II | Bồi dưỡng | 9 | |
        | | Trong đó: cán bộ xã | nhiều | |
        """,
        "Biểu 4!C2",
        "Biểu 4!C6",
        form_set=EVERY_KIND,
    ),
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        | 2 | Bồi dưỡng CVC | 12 ngày | 60 |
        """,
    ),
    found(  # the sum of its parts: said, and counted once
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng công tác Đảng | 5 ngày | 165 |
        | | - Lớp 1: công tác kiểm tra | 5 ngày | 60 |
        | | - Lớp 2: công tác dân vận | 5 ngày | 105 |
        | | Tổng cộng | | 165 |
        """,
        "Biểu 04!B2 hint",
    ),
    found(  # the parts say when, their heading does not
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng công tác Đảng | | 165 |
        | '1.1 | Công tác kiểm tra | 5 ngày | 60 |
        | '1.2 | Công tác dân vận | 5 ngày | 105 |
        | | Tổng cộng | | 165 |
        """,
        "Biểu 04!B2 hint",
    ),
    found(  # less than the line: it is counted
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng công tác Đảng | 5 ngày | 165 |
        | | - Lớp 1: công tác kiểm tra | 5 ngày | 60 |
        | | - Lớp 2: công tác dân vận | 5 ngày | 100 |
        """,
        "Biểu 04!D2",
    ),
    found(  # more than the line: no parts of it
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng công tác Đảng | 5 ngày | 165 |
        | | - Bồi dưỡng công tác kiểm tra | 5 ngày | 160 |
        | | - Bồi dưỡng công tác dân vận | 5 ngày | 105 |
        """,
        "Biểu 04!D2",
    ),
    found(  # the total decides
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng công tác Đảng | 5 ngày | 165 |
        | | - Lớp 1: công tác kiểm tra | 5 ngày | 60 |
        | | - Lớp 2: công tác dân vận | 5 ngày | 100 |
        | | Tổng cộng | | 160 |
        """,
        "Biểu 04!D2",
    ),
    found(  # of which
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng công tác Đảng | 5 ngày | 165 |
        | | Trong đó: nữ | | 60 |
        | 2 | Bồi dưỡng cấp phòng | 5 ngày | 80 |
        | | Trong đó: nữ | | 80 |
        """,
        "Biểu 04!B2 hint",
    ),
    found(  # more than the whole
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng công tác Đảng | 5 ngày | 165 |
        | | Trong đó: nữ | | 166 |
        """,
        "Biểu 04!D2",
    ),
    found(  # departments, with no mark but that they have no number
        """
        # Biểu 01
        | NHU CẦU |
        | TT | Tên đơn vị | Tập trung | Không tập trung |
        | 1 | Huyện ủy Đại Từ | 5 | 3 |
        | | Ban Tổ chức | 2 | 1 |
        | | Ban Tuyên giáo | 3 | 2 |
        | 2 | Tỉnh đoàn | 5 | 4 |
        """,
        "Biểu 01!B3 hint",
    ),
)
