"""“Không có nhu cầu” in whatever words units write it."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import is_normalized

from workbook_templates.words.spelling import fold, words_of_folded

USUAL_NO_NEED = "không có nhu cầu"
_LONGEST = 160  # characters
_NOT = r"(?:không|ko|k)"
_NEED = r"nhu cầu(?: đăng ký)?"
_CORE = (
    rf"(?:(?:{_NOT}|chưa|00?)(?: có)?(?: phát sinh)?) {_NEED}"
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
# Whoever sends may name itself before it; nothing else may, for a class too is “cán bộ chưa đăng ký”.
_SENDER = (
    r"(?:(?:huyện|thành|thị|đảng) ủy|đảng bộ|tỉnh đoàn|sở|ban|trường|hội|cục|chi cục|văn phòng|ủy ban"
    r"|liên đoàn|trung tâm|bệnh viện|kho bạc|công an|xã|phường|thị trấn|bảo hiểm xã hội|đài|báo)"
    r"(?: [^\W\d]+){1,8}? "
)
_YEAR = r"năm(?: \d{4}| nay| tới| sau)?"
_BEFORE = rf"(?:(?:đơn vị|cơ quan|chúng tôi|hiện(?: nay| tại)?|tạm thời|trong|{_YEAR}) )*"
_AFTER = (
    r"(?: (?:về|cho|để|đi|cử|mở|lớp|các|đào tạo|bồi dưỡng|tập huấn|học|cán bộ|công chức|viên chức|tham gia"
    rf"|trong|đăng k[ýí]|{_YEAR}|kế hoạch|này|nào|thêm|mới|đối với|nội dung|biểu|lý luận|chính trị|cao cấp"
    r"|trung cấp|sau đại học|và|gì|ở|tại|đơn vị|những|khóa|khác|còn lại))*"
)
_OTHERS = (
    r"(?:ngoài ra |riêng )?(?:(?:các|những) )?(?:(?:lớp|nội dung|đối tượng|khóa|chương trình|mục|ngành"
    r"|chỉ tiêu)(?: (?:đào tạo|bồi dưỡng))* )?(?:khác|còn lại)(?: thì| đơn vị)? "
)
_SAID = re.compile(
    rf"(?:{_SENDER}{_BEFORE}(?:{_CORE})|{_OTHERS}{_BEFORE}(?:{_CORE})|{_BEFORE}(?:{_CORE}|{_ALONE})){_AFTER}"
)
_SAID_BEHIND = re.compile(
    rf"[^\d:,;]{{2,60}}[:,;-] ?{_BEFORE}(?:{_CORE}){_AFTER}\W*"
)  # fold takes blanks at -
_SUBJECT = re.compile(r"([^\d:,;-]{2,60})")
_OF_ALL = re.compile(
    rf"(?:{_SENDER.rstrip()}|tỉnh đoàn|ubnd.*|đơn vị.*|cơ quan.*|chúng tôi|ghi chú|ý kiến|trả lời|báo cáo"
    r"|kết quả|đăng ký|nhu cầu.*|nội dung|tổng.*|năm.*|biểu.*|kế hoạch.*)"
)
# One of these stands in every such text, also where its letters are decomposed; in most names none does.
_MAY_SAY = ("không", "kho\u0302ng", "chưa", "chu\u031ba", "nhu", " k ", " ko ")
_SAYS_WHAT = ("nhu", "ăng", "phát", "có", "mở", "tổ", "cử")  # and one of these; not in “không tập trung”


def _may_say(lower: str) -> bool:
    if not lower.isprintable():  # line breaks, signs that cannot be seen
        return True
    for words in _MAY_SAY:  # plain loops: they run for every name
        if words in lower:
            return _says_what(lower)
    return False


def _says_what(lower: str) -> bool:
    for word in _SAYS_WHAT:
        if word in lower:
            return True
    return not is_normalized("NFC", lower)


def says_no_need(text: str) -> bool:
    """Whether a text says that the unit needs nothing: “Không có nhu cầu”, “không đăng ký”, “Không phát
    sinh”, “0 nhu cầu”, “ĐƠN VỊ KHÔNG CÓ NHU CẦU NĂM 2025.”, “Sở Y tế: không có nhu cầu”. A mere “không” is
    not taken for it: what that says depends on its column."""
    return len(text) <= _LONGEST and _may_say(f" {text.lower()} ") and _says(text)


@lru_cache(maxsize=8192)
def _says(text: str) -> bool:
    folded = fold(text)
    return bool(_SAID.fullmatch(words_of_folded(folded)) or _SAID_BEHIND.fullmatch(folded))


def is_of_a_line(text: str) -> bool:
    """Whether a text that says so speaks of one line, or of what other lines there might be, and not of all
    that its sender needs: “Bồi dưỡng dân vận: không có nhu cầu”, “Các lớp khác không đăng ký”."""
    said = words_of_folded(fold(text))
    if re.search(r"\b(?:khác|còn lại|ngoài ra)\b", said):
        return True
    subject = _SUBJECT.match(fold(text))
    behind = bool(_SAID_BEHIND.fullmatch(fold(text))) and not _SAID.fullmatch(said)
    return behind and not _OF_ALL.fullmatch(words_of_folded(subject[1]))
