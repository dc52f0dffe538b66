"""D28: a rate of expense other than the norm of its programme."""

import numpy as np

from validators.frame import Frame
from validators.rule import EVERY_KIND, found, rule, silent
from workbook_templates.declared.class_names import norm_for
from workbook_templates.declared.form_set import Norm
from workbook_templates.expression.roles import Role
from workbook_templates.kinds.numbers import dotted

_NEAR = 0.5  # đồng


@rule(
    "D28",
    severity="warning",
    scope="row",
    since="2027",
    basis="Bảng định mức của bộ biểu mẫu (tỉnh ghi mức chi kèm căn cứ; chưa ghi thì không kiểm tra)",
    needs=(Role.RATE, Role.CLASS),
    what="Định mức chi khác với mức của chương trình trong bảng định mức.",
    why="Dự toán lập theo mức sai thì phải lập lại khi thẩm định.",
    wrong="Mức chi 150.000 đồng, dòng dự toán ghi 1.500.000.",
    mend="Sửa theo định mức; nếu áp dụng mức khác thì ghi căn cứ ở cột Ghi chú.",
)
def rate_other_than_norm(frame: Frame, bounds: dict):
    rates = frame[Role.RATE]
    for position in np.flatnonzero(~np.isnan(rates)).tolist():
        norm, rate = norm_for(frame.form_set, frame.names[position], "rate"), float(rates[position])
        if norm is None:
            continue
        least, most = norm.bounds
        if least - _NEAR <= rate <= most + _NEAR:
            continue
        yield frame.finding(
            position,
            Role.RATE,
            f"Định mức {dotted(rate)} đồng, theo {_source(norm)} là {_told(norm)}.",
            value=dotted(rate),
            expected=_told(norm),
        )


def _told(norm: Norm) -> str:
    least, most = norm.bounds
    return f"{dotted(least)} đồng" if least == most else f"từ {dotted(least)} đến {dotted(most)} đồng"


def _source(norm: Norm) -> str:
    day = "/".join(reversed(norm.valid_from.split("-"))) if norm.valid_from else ""
    said = "; ".join(filter(None, (norm.scope, f"hiệu lực từ {day}" if day else "")))
    return f"{norm.source} ({said})" if said else norm.source


def _costs(*rates: str) -> str:
    """Costs of classes of one programme, at these rates."""
    lines = [
        f"| {n} | Bồi dưỡng thí điểm lớp {n} | 40 | 3/2025 | {rate} |" for n, rate in enumerate(rates, 1)
    ]
    head = "| TT | Tên lớp | Số học viên | Khai giảng | Mức chi |"
    return "\n".join(("# Biểu 1", "| BIỂU SỐ 1 |", head, *lines))


EXAMPLES = (
    silent(_costs("150000", "200000", "175000", ""), form_set=EVERY_KIND),
    found(_costs("149999", "200001", "1500000"), "Biểu 1!E3", "Biểu 1!E4", "Biểu 1!E5", form_set=EVERY_KIND),
    silent(_costs("900000").replace("thí điểm", "văn thư"), form_set=EVERY_KIND),  # of which there is no norm
)
