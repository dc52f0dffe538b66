"""L03: one unit, several files for the same annexes."""

from validators.batch import Batch
from validators.codes import Severity, Superseded
from validators.findings import Finding
from validators.rule import rule

_SURE = (Superseded.TWIN, Superseded.REPLACED)


@rule(
    "L03",
    severity="warning",
    scope="all",
    since="2025",
    basis="Lần gửi, loại, thời điểm lưu của tệp",
    together=True,
    what="Đơn vị gửi nhiều tệp; có tệp hoặc biểu không được tính.",
    why="Tính cả hai thì số liệu của đơn vị bị nhân đôi.",
    wrong="“Dai Tu.xlsx” và “Dai Tu (sửa).xlsx”, không ghi tệp nào thay tệp nào.",
    mend="Đề nghị xác nhận tệp nào là bản cuối; ghi “Lần gửi” và “Loại” ở trang “Thông tin”.",
)
def sent_twice(batch: Batch, bounds: dict):
    for number, (by, reason) in batch.superseded.items():
        old, new = batch.returns[number], batch.returns[by]
        lost = _lost(batch, number)
        yield Finding(
            file=by,
            key=f"{new.unit}|{old.name}",
            value=new.name,
            message=(
                f"{batch.unit_name(by) or ''} gửi nhiều tệp: tính “{new.name}”, không tính “{old.name}”"
                f" ({reason.words})."
                + (f" Tệp không tính còn có {', '.join(lost)}; tệp được tính không có." if lost else "")
            ),
            severity=Severity.HINT if reason in _SURE and not lost else None,
        )
    for (number, form), (by, reason) in batch.dropped.items():
        old, new = batch.returns[number], batch.returns[by]
        annex = batch.form_set.annexes[form].name
        yield Finding(
            file=by,
            key=f"{new.unit}|{form}|{old.name}",
            value=new.name,
            message=(
                f"{batch.unit_name(by) or ''} gửi {annex} ở hai tệp: tính {annex} của “{new.name}”, không"
                f" tính {annex} của “{old.name}” ({reason.words}); các biểu khác của tệp này vẫn được tính."
            ),
        )


def _lost(batch: Batch, number: int) -> list[str]:
    """The annexes with rows that stand in a file that does not count, and in none of its unit's that do."""
    old = batch.returns[number]
    have = {form for n in batch.files_of_unit(old.unit) for form in batch.returns[n].answered}
    rows = {table.form: len(table.rows) for table in old.tables if table.filled}
    names = batch.form_set.annexes
    return [
        f"{names[form].name} ({count} dòng)"
        for form, count in rows.items()
        if form not in have | old.declined
    ]
