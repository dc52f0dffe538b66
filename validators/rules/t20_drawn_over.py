"""T20: figures in or under what is drawn over the sheet, where no cell is."""

from validators.batch import Batch
from validators.findings import Finding
from validators.rule import rule, silent
from workbook_templates.reading.covered import Covering, Where
from workbook_templates.reading.drawings import Drawn
from workbook_templates.words.spelling import clean, quote

_CALLED = {
    Drawn.PICTURE: "Hình ảnh",
    Drawn.TEXT: "Hộp chữ",
    Drawn.SHAPE: "Hình vẽ",
    Drawn.CHART: "Biểu đồ",
}


@rule(
    "T20",
    severity="warning",
    scope="file",
    since="2026",
    basis="So với những gì nhìn thấy khi in",
    what="Hình ảnh, hộp chữ đè lên số liệu, hoặc chứa số liệu mà không ghi vào ô.",
    why="Công cụ chỉ đọc số trong ô; người đọc bản in thấy hình, hộp chữ và không thấy ô bên dưới.",
    wrong="Ảnh chụp bảng dán vào trang tính; hộp chữ “50” đặt trên ô “45”.",
    mend="Ghi số liệu vào ô, xóa hình hoặc hộp chữ, hoặc chuyển ra ngoài bảng.",
)
def drawn_over(batch: Batch, bounds: dict):
    for number in batch.used:
        groups: dict[tuple, list[Covering]] = {}
        for covering in batch.returns[number].coverings:
            groups.setdefault((covering.sheet, covering.where, covering.kind), []).append(covering)
        for (sheet, where, kind), found in groups.items():
            first, *others = found
            yield Finding(
                file=number,
                sheet=sheet,
                cell=first.cell,
                row=int("".join(filter(str.isdigit, first.cell))),
                value=quote(clean(first.text)) if first.text else None,
                key=f"{sheet}|{where}|{kind}",
                related=[covering.cell for covering in others][:50],
                message=_says(first, len(others)),
            )


def _says(covering: Covering, others: int) -> str:
    called = _CALLED[covering.kind]
    text = f" “{quote(clean(covering.text))}”" if covering.text else ""
    more = f" Còn {others} chỗ khác như vậy." if others else ""
    if covering.where is Where.ALONE:
        return f"Trang “{covering.sheet}” chỉ có hình ảnh; số liệu trong hình không đọc được, chưa được tính."
    if covering.where is Where.BESIDE:
        return f"{called}{text} ở ô {covering.cell} có nêu số liệu; số trong hộp chữ không được tính.{more}"
    return (
        f"{called}{text} đè lên bảng ở ô {covering.cell}; công cụ tính số ghi trong ô bên dưới,"
        f" không tính nội dung của hình.{more}"
    )


EXAMPLES = (
    silent(
        """
        # Biểu 04
        | TT | Tên lớp | Thời gian | Học viên |
        | 1 | Bồi dưỡng cấp phòng | 12 ngày | 70 |
        """,
    ),
)
