"""Roles: what a column is for. Rules, sums and the roll-up speak of roles, never of a field's name."""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """What a field is for; several fields of a table may share a role (learners of two sorts)."""

    ORDINAL = "ordinal"  # STT
    UNIT = "unit"  # whose row it is
    CLASS = "class"  # what is taught: names the row of a biểu of classes
    PERSON = "person"  # who: names the row of a list of persons
    LINE = "line"  # names a fixed line, which every unit fills alike
    LEARNERS = "learners"  # people who study
    CLASSES = "classes"  # classes counted
    OPENS = "opens"
    CLOSES = "closes"
    CARRY = "carry"  # months carried into next year
    LENGTH = "length"
    NOTE = "note"
    STAFF = "staff"  # people there are: a stock, of no class
    REGISTERED = "registered"
    ALLOTTED = "allotted"
    MET = "met"  # how what is registered stands to the target
    MONEY = "money"
    RATE = "rate"  # money for one
    BIRTH = "birth"
    CONFIRMED = "confirmed"  # whether the unit has looked at what was filled in for it
    STATE = "state"  # what has become of a class
    OTHER = "other"

    @property
    def words(self) -> str:
        """What a clerk calls such a column."""
        return _WORDS[self.value]


_WORDS = {
    "ordinal": "STT",
    "unit": "Tên đơn vị",
    "class": "Tên lớp",
    "person": "Họ và tên",
    "line": "Nội dung",
    "learners": "Số học viên",
    "classes": "Số lớp",
    "opens": "Khai giảng",
    "closes": "Bế giảng",
    "carry": "Chuyển sang năm sau",
    "length": "Thời gian",
    "note": "Ghi chú",
    "staff": "Số cán bộ hiện có",
    "registered": "Đăng ký nhu cầu",
    "allotted": "Phân bổ chỉ tiêu",
    "met": "So với chỉ tiêu",
    "money": "Kinh phí",
    "rate": "Định mức",
    "birth": "Ngày sinh",
    "confirmed": "Đơn vị xác nhận",
    "state": "Trạng thái lớp",
    "other": "Nội dung khác",
}


class Facet(Enum):
    """Which of the fields of one role a field is."""

    NONE = ""
    TRAINING = "training"  # đào tạo
    REFRESHER = "refresher"  # bồi dưỡng
    FULL_TIME = "full-time"
    PART_TIME = "part-time"

    @property
    def words(self) -> str:
        """What is added to the words of the role."""
        return {"": "", "training": " ĐT", "refresher": " BD", "full-time": " hệ tập trung",
                "part-time": " hệ không tập trung"}[self.value]  # fmt: skip


Need = Role | tuple[Role, Facet]  # a column that is asked for: of a role, or of one sort of a role
