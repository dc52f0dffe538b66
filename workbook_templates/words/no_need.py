"""“Không có nhu cầu” in whatever words units write it."""

from __future__ import annotations

import re
from functools import lru_cache

from workbook_templates.words.spelling import fold, words_of_folded

USUAL_NO_NEED = "không có nhu cầu"
_LONGEST = 160  # characters
_NOT = r"(?:không|ko|k)"
_NEED = r"nhu cầu(?: đăng ký)?"
_CORE = (
    rf"(?:(?:{_NOT}|chưa)(?: có)?(?: phát sinh)?|00?) {_NEED}"
    rf"|(?:{_NOT}|chưa) (?:có )?đăng k[ýí](?: {_NEED})?"
    rf"|(?:{_NOT}|chưa) (?:có )?phát sinh(?: {_NEED})?"
    rf"|{_NEED}(?: là| hiện)? (?:{_NOT}(?: có)?|00?)"
)
# Less plain words, which say it only where they stand alone.
_ALONE = (
    rf"{_NOT} có(?: (?:lớp|chỉ tiêu|đối tượng|học viên|người|ai|cán bộ|nội dung|số lượng)(?: nào)?)?"
    rf"|{_NOT} (?:mở|tổ chức)(?: (?:mở|lớp))*(?: nào)?"
    rf"|{_NOT} cử(?: (?:cán bộ|công chức|viên chức|người|ai|học viên))*(?: đi| tham gia)*(?: học)?"
)
_YEAR = r"năm(?: \d{4}| nay| tới| sau)?"
_BEFORE = rf"(?:(?:đơn vị|cơ quan|chúng tôi|hiện(?: nay| tại)?|tạm thời|trong|{_YEAR}) )*"
_AFTER = (
    r"(?: (?:về|cho|để|đi|cử|mở|lớp|các|đào tạo|bồi dưỡng|tập huấn|học|cán bộ|công chức|viên chức|tham gia"
    rf"|trong|đăng k[ýí]|{_YEAR}|kế hoạch|này|nào|thêm|mới|đối với|nội dung|biểu|lý luận|chính trị|cao cấp"
    r"|trung cấp|sau đại học|và|gì|ở|tại|đơn vị))*"
)
_SAID = re.compile(rf"{_BEFORE}(?:{_CORE}|{_ALONE}){_AFTER}")
_SAID_BEHIND = re.compile(
    rf"[^\d:,;]{{2,60}}[:,;-] ?{_BEFORE}(?:{_CORE}){_AFTER}\W*"
)  # fold takes blanks at -
# One of these stands in every such text, also where its letters are decomposed; in most names none does.
_MAY_SAY = ("không", "kho\u0302ng", "chưa", "chu\u031ba", "nhu c", " k ", " ko ")


def _may_say(lower: str) -> bool:
    for words in _MAY_SAY:  # noqa: SIM110 – a plain loop: it runs for every name
        if words in lower:
            return True
    return False


@lru_cache(maxsize=65536)
def says_no_need(text: str) -> bool:
    """Whether a text says that the unit needs nothing: “Không có nhu cầu”, “không đăng ký”, “Không phát
    sinh”, “0 nhu cầu”, “ĐƠN VỊ KHÔNG CÓ NHU CẦU NĂM 2025.”, “Sở Y tế: không có nhu cầu”. A mere “không” is
    not taken for it: what that says depends on its column."""
    if len(text) > _LONGEST or not _may_say(f" {text.lower()} "):
        return False
    folded = fold(text)
    return bool(_SAID.fullmatch(words_of_folded(folded)) or _SAID_BEHIND.fullmatch(folded))
