"""Codes and the clerk's sentences beside them, in one place. Nothing is decided by comparing sentences."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, StrEnum

UNIT_MISSING = "L02"  # the rule by which a unit that has sent nothing is told


class Severity(StrEnum):
    """How grave a finding is, worst first. Error only where a cell cannot be counted or the table
    contradicts itself; what rests on a norm, on peers or on habit is a warning at most."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def words(self) -> str:
        return {"error": "Lỗi, phải sửa", "warning": "Cần xác minh", "hint": "Lưu ý"}[self.value]

    @property
    def counted(self) -> str:
        """What so many of them are called."""
        return {"error": "lỗi phải sửa", "warning": "nội dung cần xác minh", "hint": "lưu ý"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Outcome(StrEnum):
    """How a rule ended."""

    PASSED = "passed"
    FINDINGS = "findings"
    SKIPPED = "skipped"
    CRASHED = "crashed"

    @property
    def words(self) -> str:
        return {
            "passed": "Đạt",
            "findings": "Cần xem lại",
            "skipped": "Không áp dụng",
            "crashed": "Không kiểm tra được",
        }[self.value]


class SkipReason(Enum):
    """Why a rule was not applied, or did not come to an end."""

    OFF = "Bộ biểu mẫu không dùng quy tắc này"
    XLS_ERRORS_OUTSIDE = "Tệp .xls, .xlsb không cho biết ô lỗi nằm ngoài biểu"
    XLS_HIDDEN = "Tệp .xls, .xlsb không cho biết dòng, cột bị ẩn"
    XLS_FORMULAS = "Tệp .xls, .xlsb không cho đọc công thức"
    XLS_ERRORS = "Tệp .xls, .xlsb không cho biết ô báo lỗi (#REF!, #N/A …)"
    UNREADABLE = "Tệp không đọc được"
    NO_LAST_YEAR = "Không có biểu năm trước để so"
    NO_RESULT_FILE = "Chỉ xét tệp tổng hợp do công cụ lập ra"
    NOT_TOGETHER = "Chỉ so giữa các đơn vị khi kiểm tra cả thư mục"
    NO_COLUMN = "Biểu không có cột {fields}"
    NO_SUCH_COLUMN = "Biểu không có cột mà quy tắc này xét"
    NO_RELATION = "Biểu không khai báo quan hệ giữa các cột mà quy tắc này xét"
    NOTHING = "Không có biểu nào để kiểm tra"
    CRASHED = "Quy tắc gặp trục trặc, đã ghi nhật ký"

    def told(self, fields: Sequence[str] = ()) -> str:
        """The sentence; fields: labels of columns that it names."""
        return self.value.replace("{fields}", ", ".join(fields))


class Worded(Enum):
    """A code with its sentence: NAME = "code", "sentence". value: the code; words: the sentence."""

    words: str

    def __new__(cls, code: str, words: str) -> Worded:
        member = object.__new__(cls)
        member._value_ = code
        member.words = words
        return member


class Superseded(Worded):
    """Why another file of the same unit counts in place of this one."""

    TWIN = "twin", "hai tệp giống hệt nhau"
    REPLACED = "replaced", "tệp sau ghi thay thế toàn bộ"
    LATER_SENDING = "later_sending", "tệp được tính ghi lần gửi sau"
    LATER = "later", "tệp được tính là tệp được lưu sau"
    TIE = "tie", "cùng lần gửi, cùng lúc lưu: chưa rõ tệp nào là bản cuối, tạm tính một tệp"
    CHOSEN = "chosen", "tỉnh chọn tệp được tính, ghi trong sổ theo dõi"


class Decided(Worded):
    """What the province makes of a finding."""

    ACCEPTED = "accepted", "Chấp nhận – giữ nguyên số liệu"
    TO_MEND = "to_mend", "Đề nghị sửa"
    FALSE_ALARM = "false_alarm", "Báo nhầm – bỏ qua"

    @property
    def settles(self) -> bool:
        """Whether nothing more is to be done."""
        return self is not Decided.TO_MEND


class Progress(Worded):
    """How a finding stands to what the unit had sent before."""

    NEW = "new", "Mới"
    STILL = "still", "Vẫn còn"
    MENDED = "mended", "Đã xử lý"


class Ignored(Worded):
    """Why a workbook among the returns is no return of a unit."""

    OWN_OUTPUT = "own_output", "Tệp do công cụ này lập ra, không phải biểu của đơn vị"
    LIST = "list", "Danh sách nội dung do công cụ này lập ra, đơn vị đã ghi ý kiến"
    EXAMPLE = "example", "Biểu mẫu còn trắng mà các biểu được đọc theo"
    MANY_UNITS = (
        "many_units",
        "Biểu của nhiều đơn vị (hoặc không ghi tên đơn vị), không tính vào tổng hợp",
    )
    FORM_SET = "form_set", "Sổ bộ biểu mẫu, không phải biểu của đơn vị; xem bằng lệnh bieu mau kiem-tra"
