"""L03: one unit, several files for the same annexes."""

from validators.batch import Batch
from validators.codes import Severity, Superseded
from validators.findings import Finding
from validators.rule import rule


@rule(
    "L03",
    severity="warning",
    scope="all",
    since="2025",
    basis="Lần gửi, loại, thời điểm lưu của tệp",
    together=True,
    what="Đơn vị gửi nhiều tệp; chỉ một tệp được tính.",
    why="Tính cả hai thì số liệu của đơn vị bị nhân đôi.",
    wrong="“Dai Tu.xlsx” và “Dai Tu (sửa).xlsx”, không ghi tệp nào thay tệp nào.",
    mend="Đề nghị xác nhận tệp nào là bản cuối; ghi “Lần gửi” và “Loại” ở trang “Thông tin”.",
)
def sent_twice(batch: Batch, bounds: dict):
    for number, (by, reason) in batch.superseded.items():
        old, new = batch.returns[number].path.name, batch.returns[by].path.name
        unit = batch.returns[by].unit
        name = batch.form_set.catalogue.units[unit].name if unit else ""
        yield Finding(
            file=by,
            key=f"{unit}|{old}",
            value=new,
            message=f"{name} gửi nhiều tệp: tính “{new}” ({reason.words}), không tính “{old}”.",
            severity=Severity.HINT if reason in (Superseded.TWIN, Superseded.REPLACED) else None,
        )
