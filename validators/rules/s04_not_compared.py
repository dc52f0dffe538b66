"""S04: what of a working file could not be held against its source rows, and why."""

from validators.batch import Batch
from validators.causes.sources import NotCompared, compared, finding_of, places
from validators.examples import working_file
from validators.rule import found, rule, silent

_OF_FILE = (
    NotCompared.NO_SOURCES, NotCompared.SOURCES_CHANGED, NotCompared.SOURCES_CUT, NotCompared.SOURCES_EDITED
)  # fmt: skip


@rule(
    "S04",
    severity="warning",
    scope="file",
    since="2026",
    of_result=True,
    basis="Đối chiếu với trang Nguồn số liệu trong cùng tệp",
    what="Có biểu, dòng hoặc cột của tệp tổng hợp chưa đối chiếu được với nguồn số liệu.",
    why="Chưa đối chiếu được thì chưa thể kết luận là đúng.",
    wrong="Trang Nguồn số liệu đã bị xóa; biểu không còn dòng tiêu đề cột.",
    mend="Khôi phục chỗ bị sửa, hoặc tổng hợp lại rồi kiểm tra.",
)
def not_compared(batch: Batch, bounds: dict):
    told: set[tuple[int, NotCompared]] = set()
    for one in compared(batch):
        whys = dict.fromkeys(why for _, why in one.left)
        for why in whys:
            if why in _OF_FILE:
                if (one.file, why) not in told:
                    told.add((one.file, why))
                    yield _of_file(one, why)
                continue
            where = [place for place, reason in one.left if reason is why and place]
            cell = where[0] if where and why in (NotCompared.NOT_A_ROW, NotCompared.NO_RESULT) else None
            shown = f" ({places(where)})" if where else ""
            yield finding_of(
                one,
                f"{one.form.name} có chỗ chưa đối chiếu được{shown}: {why.value[:1].lower()}{why.value[1:]}.",
                key=f"{why.name}",
                cell=cell,
                related=where[1:50] if cell else [],
                suggestion="Mở tệp bằng Excel, lưu lại rồi kiểm tra."
                if why is NotCompared.NO_RESULT
                else None,
            )


def _of_file(one, why: NotCompared):
    sources = one.sources
    what = "Chỉ đối chiếu được với nội dung hiện có của trang này" if why is NotCompared.SOURCES_EDITED else (
        "Chưa biểu nào được đối chiếu với nguồn"
    )  # fmt: skip
    found_in = finding_of(
        one, f"{why.value}. {what}.", key=why.name, sheet=sources.sheet if sources else None
    )
    found_in.key, found_in.table = why.name, None
    return found_in


_AS_MADE = """
    | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§a |
    | 2 | Bồi dưỡng CVC | 12 ngày | 60 | bieu-04§b |
"""
EXAMPLES = (
    silent(working_file(_AS_MADE)),
    found(  # the sheet of sources is not as it was written
        working_file(_AS_MADE, record="| sheet | Nguồn số liệu | other | typed | results | formulas |"),
        "",
    ),
    found(working_file(_AS_MADE).replace("nguon§length§learners§", "x"), ""),  # nor known any more
    found(working_file(_AS_MADE).replace("| Thời gian | Học viên | nguon", "| Học viên | nguon"), ""),
    found(
        working_file(_AS_MADE).replace("| TT | Tên lớp", "| TT | Lớp gì đó").replace("Học viên | b", "x | b"),
        "",
    ),
    found(  # a line that has become a heading
        working_file("""
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 | bieu-04§a |
        | | Cộng trang 1 | | 60 | bieu-04§b |
        """),
        "Biểu 04!B3",
    ),
    found(  # a total that nothing has calculated
        working_file(_AS_MADE + "| | Tổng cộng | | =SUM(D2:D3) | bieu-04§total |"),
        "Biểu 04!D4",
    ),
    found(  # a column is gone
        working_file(_AS_MADE).replace("| Thời gian | Học viên | bieu", "| Gì đó | Học viên | bieu"),
        "",
    ),
)
