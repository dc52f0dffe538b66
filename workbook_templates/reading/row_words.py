"""The words and marks by which a row of a table shows what it is; figures are asked elsewhere."""

from __future__ import annotations

import re

from workbook_templates.kinds.numbers import number_of
from workbook_templates.reading.grid import ErrorValue
from workbook_templates.words.spelling import fold, words

Cells = list[tuple[int, object]]  # the filled cells of one row: column, value

ROMAN = re.compile(
    r"(?:(?:[Mm]ục|[Pp]hần|[Nn]hóm|[Kk]hối) )?\(?(?:[IVX]{1,5}|[A-H])\)? ?[.):/-]*$"
    r"|(?:[Mm]ục|[Pp]hần|[Nn]hóm|[Kk]hối) \d{1,2}[.:)]?$"
)
ROMAN_DOTTED = re.compile(r"(?:[IVX]{1,5}|[A-H])[.-]\d{1,3}[.)]?$")  # I.1, A.2: a row below I, A
ROMAN_START = re.compile(r"(?:[IVX]{1,4}|[A-H])\s*[.\-)/]\s*\S")
_TOTAL = re.compile(
    r"(?:tổng|tổng cộng|tổng số|cộng|tổng toàn tỉnh|t cộng|total|grand total|subtotal)"
    r"(?: (?:cộng|số|chung|toàn|tỉnh|huyện|xã|thành|phố|ngành|trường|đơn|vị|đảng|bộ|toàn biểu|mục|phần|khối"
    r"|trang|các|cả|năm|lớp|học viên|người|lượt|biểu|kinh phí|i|ii|iii|iv|v|và|a|b|c|\d+))*$"
    r"|(?:tc|t c|tất cả|sum|toàn (?:tỉnh|huyện|xã|thành phố|ngành|trường|đơn vị|đảng bộ|cơ quan)"
    r"|cả (?:tỉnh|huyện|xã|năm))$"
)
_TOTAL_START = re.compile(r"(?:tổng cộng|tổng số|t cộng|cộng chung|cộng toàn|tổng toàn|grand total|total)\b")
_MAYBE_TOTAL = re.compile(
    r"(?:tổng|tông|cộng|công|toàn|tất cả|cả (?:tỉnh|huyện|xã|năm|ngành|trường)|tc|sum|total"
    r"|số học viên toàn)\b"
)
PART = re.compile(r".*\b(?:mục|phần|khối|trang)\b|(?:tổng|cộng|tổng cộng|tổng số) [ivxa-h]+$")
_PAGE_SUM = re.compile(
    r"(?:carried|brought) forward|(?:trang \d+ )?(?:mang|chuyển) sang(?: trang(?: sau| \d+)?)?"
    r"|(?:cộng )?sang trang(?: sau| \d+)?"
    r"|(?:tổng |số )?(?:cộng )?(?:mang sang|chuyển sang trang(?: sau)?|chuyển trang(?: sau)?|lũy kế|cộng dồn)"
    r"(?: trang(?: sau| \d+)?)?"
    r"|(?:số |cộng )?(?:trang trước|từ trang trước|mang từ trang trước)(?: (?:chuyển|mang)(?: sang)?)?"
    r"|(?:số )?(?:chuyển|mang) từ trang trước(?: sang)?"
)
_OF_WHICH = re.compile(r"(?:trong đó|trong số đó|chia ra|bao gồm|gồm)\b")
# How such labels begin, also where their letters are decomposed: asked before a label is taken apart.
_PAGE_SUM_STARTS = frozenset(
    ("cộ", "co", "ma", "ch", "tổ", "to", "số", "so", "tr", "từ", "tu", "lũ", "lu", "sa", "ca", "br")
)
_RATIO_STARTS = frozenset(("tỷ", "tỉ", "ty", "ti", "bì", "bi", "tr", "là", "la"))
_OF_WHICH_STARTS = frozenset(("tr", "ch", "ba", "gồ", "go", "na", "nữ", "nư", "nu", "số", "so", "họ", "ho"))
_HALVES = frozenset(("nam", "nữ", "số nam", "số nữ", "học viên nam", "học viên nữ", "nữ giới", "nam giới"))
_BULLET = re.compile(r"\s*[-–—+•*●◦]")
_BULLET_ALONE = re.compile(r"[-–—+•*●◦]+$|[a-zđ][.)]?$")
_LETTERED = re.compile(r"\s*[a-zđ][.)]\s")
_DOTTED = re.compile(r"\d{1,3}((?:[.,-]\d{1,3})+)[.)]?$")
_NUMBER_LETTER = re.compile(r"\d{1,3}[.]?[a-zđ][.)]?$")
_SUB_NAME = re.compile(
    r"(?:lớp|đợt|kỳ|khóa) (?:số )?(?:\d{1,2}|[ivx]{1,4}|[a-d])|quý [ivx\d]{1,3}"
    r"|(?:riêng )?cấp (?:tỉnh|huyện|xã|phòng|sở)|riêng .{2,20}|cụ thể"
    r"|(?:người )?dân tộc thiểu số|đảng viên"
)
_RATIO = re.compile(r"(?:tỷ lệ|tỉ lệ|bình quân|trung bình|làm tròn)\b")
_SIGNATURE = re.compile(
    r"(?:người lập|lập biểu|thủ trưởng|t m |tm |k t |kt |t l |tl |phó bí thư|bí thư$|trưởng ban|hiệu trưởng|"
    r"giám đốc|phó giám đốc|chủ tịch$|phó chủ tịch|nơi nhận|xác nhận|ký ghi rõ|ký tên|ký và ghi|"
    r"người tổng hợp|lập bảng|cán bộ lập|phụ trách|đã ký|chánh văn phòng|phó chánh|kế toán|trưởng phòng|"
    r"phó trưởng|phó hiệu|ngày \d+ \d+ \d{4}|(?:\S+(?: \S+){0,3} )?ngày (?:\d+ )?tháng)"
)
_NOTE = re.compile(
    r"(?:ghi chú|chú thích|lưu ý|bổ sung thêm|bổ sung|ghi thêm|danh sách bổ sung|các lớp bổ sung)\b"
)
_SHORT_NOTE = 30  # characters of “bổ sung” that is no class name
_EXAMPLE = re.compile(r"(?:ví dụ|vd)\b|mẫu\s*[:\d(]|mẫu$")
_SPOKEN = re.compile(r"(\d[\d.]*) ?(lớp|học viên|hv|người|lượt người|đồng chí|đại biểu)\b")
_INDEX = re.compile(r"\(?(\d{1,2}|[A-H])\)?$")
_LETTERS, _ROMANS = [*"ABCDEFGH"], ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
_REFERRING = re.compile(r"\(?\d{1,2}\)? ?= ?\(?\d{1,2}\)?(?: ?[-+xX×*:/] ?\(?\d{1,3}%?\)?)+")  # (4)=(5)+(6)
_ENGLISH = frozenset(
    ("no", "number", "course", "courses", "class", "classes", "name", "unit", "duration", "length", "time")
    + ("trainees", "learners", "participants", "students", "opening", "closing", "start", "end")
    + ("remarks", "note", "notes", "total", "content", "title")
)
_MEASURE = re.compile(
    r"(?:đvt|đơn vị tính)?:?\s*(?:ngày|buổi|tiết|giờ|tuần|tháng|năm|tháng/năm|người|học viên|hv|lượt người"
    r"|lớp|khóa|đồng|nghìn đồng|ngàn đồng|triệu đồng|tr\.?đ|tỷ đồng|%|số lượng|số người|số lớp)"
)


def text_of_row(cells: Cells) -> str | None:
    """The first text of a row."""
    return next((v for _, v in cells if isinstance(v, str) and not isinstance(v, ErrorValue)), None)


def is_total_label(label: str, *, sure: bool = False) -> bool:
    """Whether words call a row a total, whatever its figures: “Tổng cộng năm 2025”, “Cộng toàn huyện”. sure:
    whether the row has a number or a time of its own, so that only plain words do."""
    if label[:1] not in "tTcCgG" or len(label) >= 80:
        return False
    said = words(label)
    return bool(_TOTAL.match(said) or not sure and _TOTAL_START.match(said))


def may_be_total_label(label: str) -> bool:
    """Whether words may call a row a total, which figures must then bear out: “Toàn Đảng bộ”; not the class
    “Tổng hợp, phân tích dư luận”."""
    return bool(_MAYBE_TOTAL.match(words(label)))


def is_page_sum(label: str) -> bool:
    """Whether a row carries the sum of a page over to the next, or takes it from the one before."""
    may = len(label) < 60 and label[:2].lower() in _PAGE_SUM_STARTS
    return may and bool(_PAGE_SUM.fullmatch(words(label)))


def is_of_which(label: str) -> bool:
    """Whether a row says what is contained in the row above."""
    if label[:2].lower() not in _OF_WHICH_STARTS:
        return False
    said = words(label)
    return bool(_OF_WHICH.match(said)) or said in _HALVES


def is_sub_line(label: str) -> bool:
    """Whether a name begins as that of a line below another: with a dash, a plus, a letter."""
    if label[:1].isalnum() and label[1:2] not in (".", ")"):
        return len(label) < 30 and bool(_SUB_NAME.fullmatch(words(label)))
    return bool(_BULLET.match(label) or _LETTERED.match(label))


def depth_of_ordinal(ordinal: object) -> int:
    """How far below the lines 1, 2, 3 a line with this number stands: 1.1 → 1, 1.2.3 → 2, a small letter → 7,
    a bullet → 9; 0 for a line of its own and for no number."""
    if isinstance(ordinal, float):
        return 0 if ordinal.is_integer() else 1
    if not isinstance(ordinal, str):
        return 0
    text = ordinal.strip()
    if dotted := _DOTTED.match(text):
        return sum(map(dotted[1].count, ".,-"))
    if _NUMBER_LETTER.match(text):
        return 7
    if not _BULLET_ALONE.match(text):
        return 0
    return 7 if text[0].isalpha() else 9


def is_signature(cells: Cells) -> bool:
    """Whether a row without figures belongs to the place, date and signatures below a table."""
    return any(isinstance(v, str) and _SIGNATURE.match(words(v) + " ") for _, v in cells)


def is_note(cells: Cells) -> bool:
    """Whether a row without figures explains others: “Ghi chú: …”, “Bổ sung thêm:”."""
    text = text_of_row(cells)
    found = _NOTE.match(words(text)) if text else None
    if not found or len(cells) > 1:
        return False
    return "bổ sung" not in found[0] or text.rstrip().endswith(":") or len(text) <= _SHORT_NOTE


def is_example(label: str) -> bool:
    """Whether a row is the example of a blank: “Ví dụ: …”, “Mẫu: …”; not the class “Mẫu giáo: …”."""
    return label[:1] in "vVmM" and bool(_EXAMPLE.match(fold(label)))


def is_index(cells: Cells) -> bool:
    """The row (1) (2) (3) … under a header."""
    texts = [str(int(v)) if isinstance(v, float) and v == int(v) else str(v).strip() for _, v in cells]
    if len(texts) >= 3 and (_is_series(texts) or any(map(_REFERRING.fullmatch, texts))):
        return True
    if len(texts) < 3 or not all(_INDEX.match(text) for text in texts):
        return False
    numbers = [int(m[1]) for m in map(_INDEX.match, texts) if m[1].isdigit()]
    return numbers == sorted(set(numbers)) and len(numbers) >= 2


def _is_series(texts: list[str]) -> bool:
    """A B C, a b c, I II III: what columns are called; the last may be numbers."""
    plain = [text.strip("()").upper() for text in texts]
    letters = [text for text in plain if not text.isdecimal()]
    return len(letters) >= 3 and any(letters == series[: len(letters)] for series in (_LETTERS, _ROMANS))


def is_second_header(cells: Cells) -> bool:
    """A row under a header that says it in English: “No. | Course | Duration | Learners”."""
    texts = [value for _, value in cells]
    if len(texts) < 3 or not all(
        isinstance(text, str) and text.isascii() and len(text) < 40 for text in texts
    ):
        return False
    said = [set(words(text).split()) for text in texts]
    return sum(bool(one & _ENGLISH) for one in said) * 2 > len(texts)


def is_ratio(label: str) -> bool:
    """Whether a row holds shares or averages, which are no people."""
    return label[:2].lower() in _RATIO_STARTS and bool(_RATIO.match(words(label)))


def is_measures(cells: Cells) -> bool:
    """The row (ngày) (người) under a header, which names units of measure alone."""
    for _, value in cells:
        if not isinstance(value, str) or len(value) > 30:
            return False
        if not _MEASURE.fullmatch(fold(value).strip("() ")):
            return False
    return True


def is_capitals(text: str) -> bool:
    """Whether a text is written in capitals, as titles are."""
    return len(text) > 5 and text == text.upper() and any(ch.isalpha() for ch in text)


def spoken_sums(label: str) -> dict[str, float]:
    """What a total says in words: “Tổng cộng: 02 lớp, 150 học viên” → classes 2, people 150."""
    found: dict[str, float] = {}
    for number, noun in _SPOKEN.findall(fold(label)):
        value = number_of(number)
        if value is not None:
            found.setdefault("classes" if noun == "lớp" else "people", value)
    return found
