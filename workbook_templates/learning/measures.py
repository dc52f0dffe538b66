"""Units of measure as headers and titles write them: of money, of people, of time, of things."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbook_templates.kinds.scales import scale_named
from workbook_templates.words.spelling import clean, fold

MONEY = ("đồng", "nghìn đồng", "triệu đồng", "tỷ đồng")
PEOPLE = ("người", "học viên", "lượt người", "lớp", "khóa", "lượt", "chỉ tiêu", "cán bộ", "suất", "đoàn")
_TIME = ("ngày", "tháng", "tuần", "buổi", "tiết", "giờ", "năm", "phút")
_THINGS = (
    "ha", "m2", "m²", "m3", "m³", "km", "m", "tấn", "tạ", "yến", "kg", "lít", "con", "cây", "hộ",
    "nhà", "căn", "trường", "hồ sơ", "vụ", "vụ việc", "văn bản", "đề tài", "bài", "tin", "cuốn",
    "bộ", "chiếc", "cái", "phòng", "xe", "đảng viên", "công trình", "dự án", "hộ dân", "cơ sở",
    "doanh nghiệp", "hợp tác xã", "giường", "ca", "em", "trẻ", "cháu", "học sinh", "giáo viên",
    "đơn vị", "tổ", "cuộc", "lần", "hội nghị", "đồng chí", "hội viên", "đoàn viên", "cử tri", "phiếu",
    "hộ gia đình", "khẩu", "nhân khẩu", "lao động", "trường hợp", "mô hình", "sản phẩm", "câu lạc bộ",
    "hạng mục", "phương tiện", "chi bộ", "chi hội", "chi đoàn", "tổ dân phố", "lượt khách", "lượt xe",
)  # fmt: skip
# A word in brackets that is a unit of measure whether or not it is named above: (liều), (mũi), (thửa) …
_ONE_WORD = re.compile(r"[^\W\d_]{2,7}")
# What is measured so does not add up, or the word is none.
_NO_THINGS = frozenset((
    "tuổi", "điểm", "bậc", "hạng", "độ", "mm", "cm", "dm", "lần", "năm", "nếu", "có", "không", "sao", "mức",
    "thứ", "loại", "cấp", "tên", "ghi", "khác", "cũ", "mới", "tổng", "dự", "nêu", "ký", "tỷ", "tỉ", "triệu",
))  # fmt: skip
_IN_BRACKETS = re.compile(r"\(([^()]{1,30})\)")
_BEHIND_COMMA = re.compile(r"(?:đvt|đơn vị tính|tính bằng)\s*:?\s*(.{1,20})$", re.I)
_OF_TITLE = re.compile(r"(?:đvt|đơn vị tính|đơn vị)\s*:?\s*\(?([^();]{1,24})", re.I)
_SHORT = (
    (re.compile(r"(?:tr|triệu)\W?(?:đ|đồng)?|trđ|1[.,]?000[.,]?000\W?(?:đ|đồng)"), "triệu đồng"),
    (re.compile(r"(?:nghìn|ngàn|ng|n)\W?(?:đ|đồng)?|1[.,]?000\W?(?:đ|đồng|vnđ|vnd)|k"), "nghìn đồng"),
    (re.compile(r"(?:tỷ|tỉ)\W?(?:đ|đồng)?"), "tỷ đồng"),
    (re.compile(r"đ|đồng|vnđ|vnd|đồng việt nam"), "đồng"),
)


def measure_named(text: str) -> str:
    """A unit of measure under its usual name: `tr.đ`, `1.000 đồng`, `Người`; a rate as it stands
    (`đồng/người`, `tạ/ha`); blank for what is none."""
    said = clean(text).lower().removeprefix("đvt").removeprefix("đơn vị tính").strip(" :.,")
    if "/" in said:
        whole, _, one = said.partition("/")
        whole = measure_named(whole)
        return f"{whole}/{one.strip()}" if whole and one.strip() and not one.strip().isdigit() else ""
    for pattern, name in _SHORT:
        if pattern.fullmatch(said):
            return name
    scaled = scale_named(fold(said))
    known = said == "%" or said in PEOPLE or said in _TIME or said in _THINGS
    return said if known or scaled and scaled[1] else ""


def measure_of(path: Sequence[str]) -> str:
    """The unit of measure that a column's header names, in brackets or behind “ĐVT:”; the lowest wins."""
    for text in reversed(path):
        found = [*_IN_BRACKETS.findall(text), *_BEHIND_COMMA.findall(text)]
        for inside in reversed(found):
            if named := measure_named(inside):
                return named
    return ""


def other_things(path: Sequence[str]) -> str:
    """The unit of measure in brackets that ends a header, of things of which no list is kept: `(liều)`."""
    for text in reversed(path):
        found = _IN_BRACKETS.findall(text)
        if found and text.rstrip().endswith(")"):
            said = clean(found[-1])
            known = said in _NO_THINGS or of_time(said) or said != said.lower()
            return said if _ONE_WORD.fullmatch(said) and not known else ""
    return ""


def measure_of_titles(titles: Sequence[str]) -> str:
    """The unit of measure that stands above a table; blank where none does, or two."""
    for text in titles:
        if found := _OF_TITLE.search(text):
            said = re.split(r"[,.](?!\d)", found[1])[0]
            if named := measure_named(said):
                return named
    for text in reversed(list(titles)):
        found = [named for inside in _IN_BRACKETS.findall(text) if of_money(named := measure_named(inside))]
        if found:
            return found[-1]
    return ""


def of_money(measure: str) -> bool:
    """Whether a unit of measure is one of money."""
    return measure.split("/")[0] in MONEY


def of_time(measure: str) -> bool:
    """Whether a unit of measure is one of time."""
    return measure in _TIME


def of_people(measure: str) -> bool:
    """Whether a unit of measure counts people or classes."""
    return measure in PEOPLE


def of_things(measure: str) -> bool:
    """Whether a unit of measure is one of things that add up, whole or in parts."""
    return measure in _THINGS


def money_measure(measure: str, usual: str) -> str:
    """A column's unit of money; a rate stays one."""
    found = measure.split("/")[0] if of_money(measure) else "đồng"
    return f"{found}/người" if "/" in usual else found
