"""T16: a cover that does not say clearly which sending it is, or how it stands to the earlier ones."""

from validators.batch import Batch
from validators.codes import Severity
from validators.findings import Finding
from validators.rule import found, rule, silent
from workbook_templates.reading.cover import COVER_LABELS, MODES
from workbook_templates.reading.sending import read_attempt, read_mode
from workbook_templates.words.spelling import quote


@rule(
    "T16",
    severity="warning",
    scope="file",
    since="2025",
    basis="Trang “Thông tin”",
    what="“Lần gửi” hoặc “Loại” ghi không rõ.",
    why="Đơn vị gửi nhiều tệp thì theo hai ô này mà biết tệp nào là bản cuối, thay thế hay bổ sung.",
    wrong="Lần gửi ghi “02/2025”: lần 2 hay tháng 2?",
    mend="Ô “Lần gửi” chỉ ghi một số (1, 2, 3); ô “Loại” chọn trong danh sách.",
)
def sending_unclear(batch: Batch, bounds: dict):
    for number in batch.used:
        source = batch.returns[number]
        alone = len(batch.files_of_unit(source.unit)) < 2 and not _takes_a_place(batch, number)
        for key, message, suggestion in _unclear(source.cover):
            sheet, cell = source.cover_cells.get(key, (None, None))
            yield Finding(
                file=number,
                sheet=sheet,
                cell=cell,
                value=quote(source.cover[key]),
                key=key,
                message=message,
                suggestion=suggestion,
                severity=Severity.HINT if alone else None,
            )


def _takes_a_place(batch: Batch, number: int) -> bool:
    """Whether files do not count because of this one."""
    return any(by == number for by, _ in (*batch.superseded.values(), *batch.dropped.values()))


def _unclear(cover: dict[str, str]):
    """What is not clear: the key of the cell, what is said of it, and what to type."""
    said, attempt = quote(cover.get("attempt", "")), read_attempt(cover.get("attempt", ""))
    label = COVER_LABELS["attempt"]
    if attempt.number is not None and not attempt.sure:
        yield (
            "attempt",
            f"“{label}” ghi “{said}”: tạm đọc là lần {attempt.number}.",
            f"Nếu đúng là lần {attempt.number} thì chỉ ghi {attempt.number}; nếu không, ghi đúng số lần gửi.",
        )
    elif not attempt.sure:
        yield (
            "attempt",
            f"“{label}” ghi “{said}”: không rõ là lần thứ mấy; thứ tự các tệp xét theo thời điểm lưu.",
            "Chỉ ghi một số: 1, 2, 3 …",
        )
    said, label = quote(cover.get("mode", "")), COVER_LABELS["mode"]
    if said and read_mode(said) is None:
        choices = ", ".join(f"“{mode.capitalize()}”" for mode in MODES)
        yield (
            "mode",
            f"“{label}” ghi “{said}”: không rõ là thay thế hay bổ sung; biểu nào gửi lại thì tính tệp sau.",
            f"Chọn một trong ba: {choices}.",
        )


_SENT = """
        ## a.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        % attempt: {}
        % mode: {}
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng khóa 12 | 12 ngày | 70 |
"""
_OTHER = """
        ## b.xlsx
        % unit_code: TN-HU-DT
        % form_set: thai-nguyen-2025
        # Biểu 02
        | BIỂU SỐ 02 |
        | TT | Tên lớp | Số học viên | Khai giảng | Bế giảng |
        | 1 | Lớp Trung cấp LLCT | 70 | 3/2024 | 4/2025 |
"""

EXAMPLES = (
    silent(_SENT.format("2 (ngày 15/3/2025)", "Thay thế toàn bộ") + _OTHER),
    silent(_SENT.format("Lần thứ hai.", "BỔ SUNG THÊM") + _OTHER),
    silent(_SENT.format("", "") + _OTHER),
    found(_SENT.format("02/2025", "Lần đầu") + _OTHER, "Thông tin!B3"),
    found(_SENT.format("@2025-03-02", "Lần đầu") + _OTHER, "Thông tin!B3"),
    found(_SENT.format("1", "Sửa") + _OTHER, "Thông tin!B4"),
    found(_SENT.format("1", "Thay thế, bổ sung") + _OTHER, "Thông tin!B4"),
    found(_SENT.format("02/2025", "Lần đầu"), "Thông tin!B3 hint"),  # the unit's only file
)
