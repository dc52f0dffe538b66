"""The catalogue that clerks read, written from the rules themselves.

python -m validators.catalogue
"""

from __future__ import annotations

from pathlib import Path

from validators.codes import Severity
from validators.rule import FAMILIES, Rule, all_rules

TARGET = Path(__file__).parent.parent / "DANH_MUC_QUY_TAC.md"

_HEAD = """# Danh mục quy tắc kiểm tra

Tệp này được tạo từ chính các quy tắc (`python -m validators.catalogue`); đề nghị không sửa tay.

- **Lỗi, phải sửa**: ô không tính được, hoặc biểu tự mâu thuẫn.
- **Cần xác minh**: khác định mức, các lớp cùng loại, cách ghi thường gặp; đúng thì giữ và ghi lý do.
- **Lưu ý**: điểm nhỏ, có thể bỏ qua.

Một tỉnh có thể tắt một quy tắc hoặc đổi ngưỡng trong `rules.csv` của bộ biểu mẫu.
"""


def catalogue_text() -> str:
    """The whole catalogue as Markdown."""
    parts = [_HEAD]
    family = ""
    for rule in all_rules().values():
        if rule.id[0] != family:
            family = rule.id[0]
            parts.append(f"\n## {family} – {FAMILIES[family]}\n")
        parts.append(_entry(rule))
    return "\n".join(parts).rstrip() + "\n"


def _entry(rule: Rule) -> str:
    lines = [
        f"### {rule.id}. {rule.what}\n",
        f"- Mức độ: **{Severity(rule.severity).words}**. Áp dụng từ {rule.since}. Căn cứ: {rule.basis}.",
        f"- Vì sao: {rule.why}",
        f"- Ví dụ sai: {rule.wrong}",
        f"- Cách sửa: {rule.mend}",
    ]
    if rule.bounds:
        lines.append("- Ngưỡng: " + ", ".join(f"`{key}` = {value:g}" for key, value in rule.bounds.items()))
    return "\n".join(lines) + "\n"


def main() -> None:
    TARGET.write_text(catalogue_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
