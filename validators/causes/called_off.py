"""The words by which a row, or a note beside it, calls itself off."""

import re
import unicodedata
from functools import lru_cache

from workbook_templates.words.spelling import words

_CALLED_OFF = re.compile(
    r"(?<!tiêu )(?<!phá )\bhủy\b(?! (?:tài liệu|hồ sơ|hóa đơn|giấy|mẫu|dữ liệu|con dấu|hợp đồng|hoại))"
    r"|\b(?:bãi bỏ|tạm dừng|dừng lại|dừng mở|đã hoãn|tạm hoãn|xin hoãn)\b"
    r"|\bhoãn(?: lại| sang| mở| đến|$)|\bdừng$|^bỏ(?:$| do)|\blùi sang\b|\bgộp (?:vào|với) lớp\b"
    r"|\bhọc chung với\b"
    r"|\b(?:không|chưa|thôi|ngừng|dừng) (?:mở|tổ chức|thực hiện)(?: lớp| nữa|$| năm| theo| do| vì)"
    r"|\b(?:bỏ|rút|xóa) (?:lớp|dòng)\b|\bxin rút\b|\bđã (?:mở|tổ chức) (?:năm|từ)\b"
)
_IN_BRACKETS = re.compile(r"[(\[](?:đã |xin |đề nghị |tạm )?(?:bỏ|hoãn|dừng|thôi)[)\]]", re.I)  # “(Bỏ) Lớp …”
# One of these stands in every such text, or one of the second and one of the third; in few names.
_SIGNS = ("hủy", "huỷ", "hoãn", "dừng", "bỏ", "rút", "xóa", "xoá", "lùi", "gộp", "học chung", "bãi", "ngừng")
_HELD, _NOT = ("mở", "tổ", "thực"), ("không", "chưa", "thôi", "đã")


@lru_cache(maxsize=65536)
def calls_off(text: str) -> bool:
    """Whether a text says that a class is cancelled, put off or not held: “Đã hủy theo CV số 12”."""
    return _may_call_off(text) and bool(_CALLED_OFF.search(words(text)) or _IN_BRACKETS.search(text))


def _may_call_off(text: str) -> bool:
    lower = text.lower()
    for words_of_it in _SIGNS:  # plain loops: they run for every name
        if words_of_it in lower:
            return True
    for held in _HELD:
        if held in lower:
            return any(word in lower for word in _NOT) or not unicodedata.is_normalized("NFC", text)
    return not unicodedata.is_normalized("NFC", text)
