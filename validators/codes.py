"""Reasons as codes, each with the sentence that a clerk reads.

What is decided is decided by the code; the sentence beside it may be reworded at any time.
"""

from __future__ import annotations

from enum import Enum


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
    LATER = "later", "tệp được tính lưu sau hơn"


class Ignored(Worded):
    """Why a workbook among the returns is no return of a unit."""

    OWN_OUTPUT = "own_output", "Tệp do công cụ này lập ra, không phải biểu của đơn vị"
    MANY_UNITS = (
        "many_units",
        "Biểu của nhiều đơn vị (hoặc không ghi tên đơn vị), không tính vào tổng hợp",
    )
