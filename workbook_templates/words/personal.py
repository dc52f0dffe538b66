"""Personal data in words: which headers ask for them, and what looks like somebody's name or number where no
column says so.

The patterns are for hiding, never for matching: hidden too much costs a word, hidden too little a person.
"""

# ruff: noqa: SIM905 – lists of words are read as text
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from workbook_templates.words.spelling import fold, words

_ASKS = re.compile(
    r"\b(?:họ (?:và )?(?:chữ |tên)|họ tên|người (?:phụ trách|liên hệ|lập|giảng|dạy|học$)|giảng viên|"
    r"báo cáo viên|chủ nhiệm|(?:ngày|năm|nơi|tháng) sinh|quê quán|nguyên quán|thường trú|tạm trú|nơi ở|chỗ ở|"
    r"điện thoại|sđt|số đt|đtdđ|di động|email|e mail|gmail|zalo|thư điện tử|cccd|cmnd|cmtnd|căn cước|"
    r"chứng minh (?:nhân dân|thư)|định danh|hộ chiếu|vào đảng|kết nạp|thẻ đảng|số thẻ|"
    r"số hiệu (?:công|viên|cán)|số tài khoản|bảo hiểm xã hội|bhxh|mã số thuế|dân tộc|tôn giáo|"
    r"địa chỉ(?! (?:lớp|học|mở|cơ sở|đơn vị|cơ quan)))\b"
)
_LONGEST_NAME = 40
_TITLE = r"(?:đ/c|đ\.c|đc|đồng chí|ông|bà|anh|chị|cô|thầy|ths|ts|pgs|gs|bs|họ tên|họ và tên)"
_CAPITALS = "".join(filter(str.isupper, map(chr, (*range(0x41, 0x1B1), *range(0x1EA0, 0x1EFA)))))
_CAPITAL = rf"[{_CAPITALS}][^\W\d_]*"
_TITLED = re.compile(rf"(?<!\w)(?i:{_TITLE})[.:]?\s+({_CAPITAL}(?:\s+{_CAPITAL}){{1,5}})")
# Surnames that begin no words of this field of work: Đào (tạo), Lý (luận), Cao (cấp), Đoàn, Mai, Văn do. The
# others begin names of places and of things as well (Hà Nội, Thái Nguyên, Vũ trang, Hồ sơ).
_SURE = frozenset("nguyễn trần lê phạm huỳnh phan võ đặng bùi đỗ ngô trịnh phùng".split())
_SURNAMES = _SURE | frozenset(
    "hoàng vũ hồ dương trương đinh lương lâm tạ tô hà châu quách lưu mạc thái vương nông lò hứa tống triệu "
    "đào lý cao đoàn mai tăng từ chu kiều nghiêm doãn khổng".split()
)
_MIDDLE = frozenset(
    "văn thị hữu đức minh ngọc thanh quang xuân thu kim công đình quốc thành bá trọng duy thùy thúy mỹ như "
    "bích hồng gia bảo nhật tuấn anh việt hải phương diệu khánh viết mạnh tiến thế đăng ánh".split()
)
_SEVERAL = re.compile(rf"(?<!\w){_CAPITAL}(?:\s+{_CAPITAL}){{2,5}}(?!\w)")
_AFTER_NAMED = re.compile(  # what bears the name of somebody and is nobody's datum
    r"(?:trường|học viện|đường|phố|phường|xã|đại học|cao đẳng|thpt|thcs|trung tâm|tỉnh|huyện|quận|thị trấn|"
    r"thành phố|tp|công ty|quỹ|giải|quốc gia|khu|tư tưởng|chủ tịch|bảo tàng|nhà văn hóa|viện|cụm|đội|đoàn|"
    r"thanh niên|cộng sản|sản|chính trị|làng|thôn|ấp|bản|lăng|đền|cầu|hội trường)[\s:“\"]*$",
    re.I,
)
_NUMBERS = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?<![\d.,])(?:\+84|0)(?:[ .-]?\d){8,9}(?![.,]?\d)"
    r"|(?<![\d.,])0(?:[ .]?\d){11}(?![.,]?\d)"
    r"|(?:cccd|cmnd|căn cước|hộ chiếu)\D{0,12}[\d][\d .]{6,14}\d"
    r"|(?<!\w)(?:sinh(?: ngày| năm| tháng)|sn)[\s.:]+\d{1,4}(?:[/.-]\d{1,4}){0,2}",
    re.I,
)


def asks_personal(header: str) -> bool:
    """Whether a header asks for what tells a person: a name, a birth, a number, where somebody lives."""
    return bool(_ASKS.search(words(header)))


def is_full_name(text: str) -> bool:
    """Whether a whole text looks like the full name of somebody: two to five words, a surname first."""
    if len(text) > _LONGEST_NAME:
        return False
    parts = words(text).split()
    if not 2 <= len(parts) <= 5 or not text[:1].isupper() or any(ch.isdigit() for ch in text):
        return False
    if len(parts) == 2:
        return parts[0] in _SURE
    return parts[0] in _SURNAMES and _is_name(parts, text)


def without_persons(text: str, mask: Callable[[str], str]) -> str:
    """The text without what looks like somebody's name (behind đ/c, ông, bà, or a surname with two or more
    words behind it), phone, number of an identity card, birth or mail address. mask: what stands there."""
    text = _NUMBERS.sub(lambda found: mask(found[0]), text)
    text = _TITLED.sub(lambda found: _titled(found, mask), text)
    return _SEVERAL.sub(lambda found: _untitled(found, mask), text)


def _titled(found: re.Match[str], mask: Callable[[str], str]) -> str:
    name = found[1]
    if words(name).split()[0] not in _SURNAMES and not _like_name(name):
        return found[0]  # “đồng chí Bí Thư Đảng Ủy”, “Bà Rịa Vũng Tàu”
    return found[0][: found.start(1) - found.start()] + mask(name)


def _untitled(found: re.Match[str], mask: Callable[[str], str]) -> str:
    before, name = found.string[: found.start()], found[0]
    parts = words(name).split()
    start = next((i for i, part in enumerate(parts) if part in _SURNAMES and _is_name(parts[i:], name)), None)
    if start is None or (start == 0 and _AFTER_NAMED.search(before)):
        return name
    pieces = name.split()
    if start and (len(pieces) != len(parts) or _AFTER_NAMED.search(" ".join(pieces[:start]))):
        return name
    return " ".join([*pieces[:start], mask(" ".join(pieces[start:]))])


def _is_name(parts: list[str], written: str) -> bool:
    """Whether words behind a surname make a full name; in capitals, in which all is written alike, only with
    a usual second word."""
    usual = len(parts) > 1 and parts[1] in _MIDDLE
    sure = parts[0] in _SURE and parts[1:2] != ["vi"] and not written.isupper()
    return 3 <= len(parts) <= 5 and (usual or sure)


def _like_name(name: str) -> bool:
    parts = words(name).split()
    return len(parts) > 2 and parts[1] in ("văn", "thị")


def bare(text: str) -> str:
    """A folded text without its accents, as many write the names of files."""
    return "".join(
        ch for ch in unicodedata.normalize("NFD", fold(text)) if not unicodedata.combining(ch)
    ).replace("đ", "d")
