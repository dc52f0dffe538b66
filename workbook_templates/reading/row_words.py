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
_GROUPS = "mục|phần|khối|nhóm|quý|đợt|kỳ|tháng"
_TOTAL = re.compile(
    r"(?:tổng|tổng cộng|tổng số|số tổng|cộng|tổng toàn tỉnh|t cộng|total|grand total|subtotal)"
    r"(?: (?:cộng|số|chung|tổng|toàn|lại|của|nhu cầu|đăng ký|tỉnh|huyện|xã|thành|phố|ngành|trường|đơn|vị|đảng"
    rf"|bộ|toàn biểu|{_GROUPS}|hai|ba|bốn|trang|các|cả|năm|lớp|học viên|người|lượt|biểu|kinh phí|[ivx]{{1,4}}"
    r"|và|a|b|c|\d+))*$"
    r"|(?:tc|t c|tất cả|sum|toàn (?:tỉnh|huyện|xã|thành phố|ngành|trường|đơn vị|đảng bộ|cơ quan|bộ)"
    r"|cả (?:tỉnh|huyện|xã|năm)|tổng sô|tong(?: cong| so)?|cong)$"
)
_TOTAL_START = re.compile(
    r"(?:tổng cộng|tổng số|t cộng|cộng chung|cộng toàn|tổng toàn|tổng nhu cầu|grand total|total"
    rf"|(?:cộng|tổng) (?:{_GROUPS}))\b"
)
_TOTAL_STARTS = frozenset(  # also where their letters are decomposed
    ("tổ", "tô", "to", "t.", "t ", "tc", "tấ", "ta", "cộ", "cô", "co", "cả", "ca", "gr", "su", "số", "so")
)
_SUM_SIGNS = frozenset("∑Σ")
_STARTS_OF_SUMS = frozenset("tTcCgGsSvVmM") | _SUM_SIGNS
_MARKS = frozenset(".)/:-")  # behind the number or letter that a label begins with
_LEADING = re.compile(r"(?:[IVX]{1,5}[.)/:-])?[^\w(]+")  # “- Tổng cộng”, “III. Tổng cộng”
_MAYBE_TOTAL = re.compile(
    r"(?:tổng(?! (?:cục|công ty|liên đoàn|kho)\b)|tông|cộng|toàn"
    r"|công(?! (?:an|ty|đoàn|thương|nghiệp|nghệ|chức|vụ|tác|nhân|trình|chứng|dân|đồng)\b)"
    r"|tất cả|cả (?:tỉnh|huyện|xã|năm|ngành|trường)|tc|sum|total"
    r"|số học viên toàn|số tổng|nhu cầu (?:toàn|chung|cả))\b"
)
_GROUP_OF_UNITS = re.compile(
    r"(?:khối|cụm|nhóm|cấp (?:tỉnh|huyện|xã|cơ sở)|cơ quan (?:đảng|nhà nước)|đoàn thể"
    r"|các (?:sở|cơ quan|đơn vị|ban|huyện|thành|xã|phường|trường|hội|tổ chức|đoàn thể|đảng (?:ủy|bộ)))\b"
)
PART = re.compile(
    rf".*(?<!hai )(?<!ba )(?<!các )(?<!cả )(?<!\d )\b(?:{_GROUPS}|trang)\b"
    r"|(?:tổng|cộng|tổng cộng|tổng số) [ivxa-h]+$"
)
_PAGE_SUM = re.compile(
    r"(?:carried|brought) forward|(?:trang \d+ )?(?:mang|chuyển) sang(?: trang(?: sau| \d+)?)?"
    r"|(?:số |cộng )(?:trang \d+ )?(?:mang|chuyển) sang trang \d+|(?:số |cộng )trang \d+ (?:mang|chuyển) sang"
    r"|(?:cộng )?sang trang(?: sau| \d+)?"
    r"|(?:tổng |số )?(?:cộng )?(?:mang sang|chuyển sang trang(?: sau)?|chuyển trang(?: sau)?|lũy kế|cộng dồn)"
    r"(?: trang(?: sau| \d+)?)?"
    r"|(?:số |cộng )?(?:trang trước|từ trang trước|mang từ trang trước)(?: (?:chuyển|mang)(?: sang)?)?"
    r"|(?:số )?(?:chuyển|mang) từ trang trước(?: sang)?|lũy kế (?:từ đầu|đến|chuyển|mang|trang).*"
    r"|(?:cộng |số )?(?:kết chuyển|chuyển tiếp)(?: sang)? trang(?: sau| \d+)?"
)
_OF_WHICH = re.compile(r"(?:trong đó|trong số đó|chia ra|bao gồm|gồm|cụ thể)\b")
# How such labels begin, also where their letters are decomposed: asked before a label is taken apart.
_PAGE_SUM_STARTS = frozenset(
    (
        "cộ",
        "co",
        "ma",
        "ch",
        "tổ",
        "to",
        "số",
        "so",
        "tr",
        "từ",
        "tu",
        "lũ",
        "lu",
        "sa",
        "ca",
        "br",
        "kế",
        "ke",
    )
)
_ASIDE_STARTS = frozenset(
    (
        "tỷ",
        "tỉ",
        "ty",
        "ti",
        "bì",
        "bi",
        "tr",
        "là",
        "la",
        "ki",
        "tổ",
        "to",
        "số",
        "so",
        "tă",
        "ta",
        "gi",
        "ch",
    )
    + (
        "đi",
        "sđ",
        "đt",
        "ng",
        "li",
        "kế",
        "ke",
        "đã",
        "đa",
        "th",
        "nă",
        "na",
        "cù",
        "cu",
        "gh",
        "ch",
        "lư",
        "lu",
    )
)
_OF_WHICH_STARTS = frozenset(
    ("tr", "ch", "ba", "gồ", "go", "na", "nữ", "nư", "nu", "số", "so", "họ", "ho", "cụ", "cu")
)
_STARTS = _TOTAL_STARTS | _PAGE_SUM_STARTS | _ASIDE_STARTS | _OF_WHICH_STARTS
_HALVES = frozenset(("nam", "nữ", "số nam", "số nữ", "học viên nam", "học viên nữ", "nữ giới", "nam giới"))
_BULLETS = r"[-–—+•*●◦·…→⇒►▪■□○.]"
_BULLET = re.compile(r"\s*[-–—+•*●◦·…→⇒►▪■□○]")
_LETTER_ALONE = re.compile(r"\(?(?:[a-zđ]|[ivx]{1,4})[.)/:]*$")
_BULLET_ALONE = re.compile(rf"{_BULLETS}+$")
_LETTERED = re.compile(
    r"\s*(?:\((?:[a-zđ]|[ivx]{1,4})\)|(?:[a-zđ]|[ivx]{1,4})[.)/])\s|\s*\d{1,2}[.]\d{1,2}[.)]?\s"
)
_DOTTED = re.compile(r"\d{1,3}((?:[.,/-]\d{1,3})+)[.)/:]*$")
_NUMBER_LETTER = re.compile(r"\d{1,3}[.)/(-]?[a-zđA-H][.)/]?$")
_LETTER_NUMBER = re.compile(r"[a-zđ][.)/-]?\d{1,2}[.)/]?$")
_SUB_NAME = re.compile(
    r"(?:lớp|đợt|kỳ|khóa) (?:số )?(?:\d{1,2}|[ivx]{1,4}|[a-d])|quý [ivx\d]{1,3}"
    r"|(?:riêng )?cấp (?:tỉnh|huyện|xã|phòng|sở)|riêng .{2,20}"
    r"|(?:người )?dân tộc thiểu số|đảng viên"
)
_ASIDE = re.compile(  # figures that are no people of this plan
    r"(?:tỷ lệ|tỉ lệ|bình quân|trung bình|làm tròn|(?:tổng )?kinh phí|so với|so sánh|cùng kỳ|chênh lệch"
    r"|ghi chú|chú thích|lưu ý|chỉ tiêu (?:\w+ )?giao)\b|(?:tổng )?số lớp(?: mở)?$|(?:tăng|giảm|tăng giảm)$"
    r"|(?:kết quả|số liệu)?(?: ?đã)? ?thực hiện (?:trong )?năm (?:\d{4}|trước)"
    r"|(?:kết quả |số liệu )?năm (?:\d{4}|trước) (?:đã )?thực hiện|(?:kết quả|số liệu) năm (?:\d{4}|trước)"
)
_CONTACT = re.compile(r"(?:người lập|(?:số )?điện thoại(?: liên hệ| người.*| di động)?$|sđt\b|đt$|liên hệ$)")
_SIGNATURE = re.compile(
    r"(?:người lập|lập biểu|thủ trưởng|t m |tm |k t |kt |t l |tl |phó bí thư|bí thư$|trưởng ban|hiệu trưởng|"
    r"giám đốc|phó giám đốc|chủ tịch$|phó chủ tịch|nơi nhận|xác nhận|ký ghi rõ|ký tên|ký và ghi|"
    r"người tổng hợp|lập bảng|cán bộ lập|phụ trách|đã ký|chánh văn phòng|phó chánh|kế toán|trưởng phòng|"
    r"phó trưởng|phó hiệu|ngày \d+ \d+ \d{4}|(?:\S+(?: \S+){0,3} )?ngày (?:\d+ )?tháng)"
)
_NOTE = re.compile(
    r"(?:ghi chú|chú thích|lưu ý|bổ sung thêm|bổ sung|ghi thêm|danh sách bổ sung|các lớp bổ sung"
    r"|đvt|đơn vị tính|số liệu tính)\b"
)
_LONGEST_SUB_NAME = 30
_SHORT_NOTE = 30  # characters of “bổ sung” that is no class name
_EXAMPLE = re.compile(r"(?:ví dụ|vd)\b|mẫu\s*[:\d(]|mẫu$")
_SPOKEN = re.compile(r"(\d[\d.]*) ?(lớp|học viên|hv|người|lượt người|đồng chí|đại biểu)\b")
_INDEX = re.compile(r"\(?(\d{1,2}|[A-H])\)?$")
_LONGEST_LETTER = 8  # characters, with its brackets
_LETTERS, _ROMANS = [*"ABCDEFGH"], ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
_REFERRING = re.compile(r"\(?\d{1,2}\)? ?= ?\(?\d{1,2}\)?(?: ?[-+xX×*:/] ?\(?\d{1,3}%?\)?)+")  # (4)=(5)+(6)
_ENGLISH = frozenset(
    ("no", "number", "course", "courses", "class", "classes", "name", "unit", "duration", "length", "time")
    + ("trainees", "learners", "participants", "students", "opening", "closing", "start", "end")
    + ("remarks", "note", "notes", "total", "content", "title")
)
_MEASURE = re.compile(
    r"(?:đvt|đơn vị tính)?:?\s*(?:(?:chục|trăm|nghìn|ngàn|1[.,]000) )?"
    r"(?:ngày|buổi|tiết|giờ|tuần|tháng|năm|tháng/năm|người|học viên|hv|lượt người"
    r"|lớp|khóa|đồng|nghìn đồng|ngàn đồng|triệu đồng|tr\.?đ|tỷ đồng|%|số lượng|số người|số lớp)"
)


def text_of_row(cells: Cells) -> str | None:
    """The first text of a row."""
    return next((v for _, v in cells if isinstance(v, str) and not isinstance(v, ErrorValue)), None)


def is_plain(label: str) -> bool:
    """Whether none of the questions below about a label can be answered yes: most names of classes are longer
    and begin otherwise than all such words and signs."""
    return (
        len(label) >= _LONGEST_SUB_NAME
        and label[0].isalnum()
        and label[0] not in _STARTS_OF_SUMS
        and label[:2].lower() not in _STARTS
        and not _MARKS.intersection(label[:6])
    )


def is_total_label(label: str, *, sure: bool = False) -> bool:
    """Whether words call a row a total, whatever its figures: “Tổng cộng năm 2025”, “Cộng toàn huyện”. sure:
    whether the row has a number or a time of its own, so that only plain words do."""
    if label[:2].lower() not in _TOTAL_STARTS:
        if label[:1] in _SUM_SIGNS:
            return len(label) < 30
        marked = _LEADING.match(label)
        sure = sure or bool(marked and "*" in marked[0])  # “* Tổng số chỉ tiêu là …” is a footnote
        label = label[marked.end() :] if marked else ""
        if label[:2].lower() not in _TOTAL_STARTS:
            return False
    if len(label) >= 80:
        return False
    said = words(label)
    return bool(_TOTAL.match(said) or not sure and _TOTAL_START.match(said))


def may_be_total_label(label: str) -> bool:
    """Whether words may call a row a total, which figures must then bear out: “Toàn Đảng bộ”; not the class
    “Tổng hợp, phân tích dư luận”."""
    return bool(_MAYBE_TOTAL.match(words(label)))


def is_group_of_units(label: object) -> bool:
    """Whether words in the place of a unit name several of them: “Khối Đảng”, “Các sở, ban, ngành”."""
    return isinstance(label, str) and bool(_GROUP_OF_UNITS.match(words(label)))


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
    if label[:1].isalnum() and not _LETTERED.match(label):
        return len(label) < _LONGEST_SUB_NAME and bool(_SUB_NAME.fullmatch(words(label)))
    return bool(_BULLET.match(label) or _LETTERED.match(label))


def depth_of_ordinal(ordinal: object) -> int:
    """How far below the lines 1, 2, 3 a line with this number stands: 1.1 → 1, 1.2.3 → 2, a small letter → 7,
    a bullet → 10; 0 for a line of its own and for no number."""
    if isinstance(ordinal, float):
        return 0 if ordinal.is_integer() else 1
    if not isinstance(ordinal, str) or not ordinal:
        return 0
    text = ordinal.strip()
    if text.isdecimal():
        return 0
    if dotted := _DOTTED.match(text):
        return sum(map(dotted[1].count, ".,/-"))
    if _NUMBER_LETTER.match(text) or _LETTER_ALONE.match(text):
        return 7
    if _LETTER_NUMBER.match(text):
        return 8
    return 10 if _BULLET_ALONE.match(text) else 0


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
    if len(cells) < 3:
        return False
    texts = [str(int(v)) if isinstance(v, float) and v == int(v) else str(v).strip() for _, v in cells]
    if _is_series(texts) or any("=" in text and _REFERRING.fullmatch(text) for text in texts):
        return True
    if not all(_INDEX.match(text) for text in texts):
        return False
    numbers = [int(m[1]) for m in map(_INDEX.match, texts) if m[1].isdigit()]
    return numbers == sorted(set(numbers)) and len(numbers) >= 2


def _is_series(texts: list[str]) -> bool:
    """A B C, a b c, I II III: what columns are called; the last may be numbers."""
    if len(max(texts, key=len)) > _LONGEST_LETTER:
        return False
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


def is_aside(label: str, *, timed: bool) -> bool:
    """Whether the figure of a row without a number is none to be counted: a share, a cost, another year's, a
    telephone. timed: whether the row says when or how long, as a class does."""
    if label[:2].lower() not in _ASIDE_STARTS:
        return False
    said = words(label)
    return bool(_CONTACT.match(said) or not timed and _ASIDE.match(said))


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
