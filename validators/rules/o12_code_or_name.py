"""O12: a code or the name of a person that is written wrong."""

from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.kinds import Code
from workbook_templates.words.spelling import quote

_WHY = {
    Code.CODE_UNREADABLE: "không phải là mã (Excel có thể đã đổi thành ngày hoặc số lẻ)",
    Code.CODE_SPACED: "có dấu cách bên trong",
    Code.NOT_A_NAME: "có chữ số hoặc không phải là họ tên",
}


@rule(
    "O12",
    severity="warning",
    scope="cell",
    since="2025",
    basis="Cách ghi mã, họ và tên",
    yields_to=("D01", "D02"),
    what="Mã hoặc họ và tên ghi sai dạng, hoặc mã bị mất số 0 ở đầu.",
    why="Mã, họ tên ghi khác nhau thì không đối chiếu được với danh sách khác.",
    wrong="Số thẻ 012 345; Số thẻ 12345 khi các thẻ khác bắt đầu bằng số 0; họ tên “Nguyễn Văn An 2”.",
    mend="Đặt định dạng ô mã là Văn bản (Text) rồi gõ lại đủ chữ số; mỗi người một dòng, không ghi kèm số.",
)
def code_or_name(frame: Frame, bounds: dict):
    for (position, name), problem in frame.problems.items():
        if problem.code in _WHY:
            yield frame.finding(
                position,
                name,
                f"{frame.label_of(name)} “{quote(frame.raw(position, name))}” {_WHY[problem.code]}.",
                expected=problem.expected or frame.kind_of(name).wanted,
            )
    for column in frame.form.all_columns:
        if column.field.kind.keeps_zeros:
            yield from _zeros_lost(frame, column.name)


def _zeros_lost(frame: Frame, name: str):
    """Codes that are stored as numbers, where others of the same table and column begin with 0: all shorter
    ones of a table are one finding."""
    for _, span in frame.tables():
        positions = range(span.start, span.stop)
        raws = {p: raw for p in positions if (raw := frame.raw(p, name)) is not None}
        kept = [raw.strip() for raw in raws.values() if isinstance(raw, str) and raw.strip().startswith("0")]
        length = max(map(len, kept), default=0)
        lost = [p for p, raw in raws.items() if isinstance(raw, float) and len(frame[name][p]) < length]
        if not lost:
            continue
        first, *others = lost
        more = f" và {len(others)} ô khác cùng cột" if others else ""
        yield frame.finding(
            first,
            name,
            f"{frame.label_of(name)} ở ô này{more} lưu là số, có thể đã mất số 0 ở đầu; ô khác của cột ghi"
            f" “{kept[0]}”.",
            expected=frame[name][first].zfill(length),
            related=[(position, name) for position in others],
        )


EXAMPLES = (
    silent(
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Số thẻ | Giới tính |
        | 1 | đ/c Nguyễn Văn An | '012345 | Nam |
        | 2 | TRẦN THỊ BÌNH | 123456 | Nữ |
        | 3 | Lê Văn Chi | A-12 | Nam |
        """,
        form_set=EVERY_KIND,
    ),
    silent(  # no code of the column begins with 0
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Số thẻ | Giới tính |
        | 1 | Nguyễn Văn An | '12345 | Nam |
        | 2 | Trần Thị Bình | 123 | Nữ |
        """,
        form_set=EVERY_KIND,
    ),
    found(
        """
        # Biểu 2
        | BIỂU SỐ 2 |
        | TT | Họ và tên | Số thẻ | Giới tính |
        | 1 | Nguyễn Văn An | '012345 | Nam |
        | 2 | Trần Thị Bình 2 | 12345 | Nữ |
        | 3 | Lê Văn Chi | '012 346 | Nam |
        | 4 | Phạm Thị Dung | @2025-03-01 | Nữ |
        """,
        "Biểu 2!B4",
        "Biểu 2!C4",
        "Biểu 2!C5",
        "Biểu 2!C6",
        form_set=EVERY_KIND,
    ),
)
