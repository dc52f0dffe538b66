"""Why a cell cannot be read, or only with a doubt: codes, which rules of family O answer."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Code(StrEnum):
    """The troubles a cell can have."""

    ERROR_CELL = "error_cell"
    NOT_A_COUNT = "not_a_count"
    COUNT_IS_RANGE = "count_is_range"
    COUNT_BECAME_DATE = "count_became_date"
    COUNT_FRACTION = "count_fraction"
    COUNT_NEGATIVE = "count_negative"
    COUNT_TOO_LARGE = "count_too_large"
    MONTH_UNREADABLE = "month_unreadable"
    MONTH_IMPOSSIBLE = "month_impossible"
    MONTH_DAY_DOUBTFUL = "month_day_doubtful"
    YEAR_FAR = "year_far"
    LENGTH_BECAME_DATE = "length_became_date"
    LENGTH_WITHOUT_UNIT = "length_without_unit"
    LENGTH_UNREADABLE = "length_unreadable"
    CARRY_UNREADABLE = "carry_unreadable"
    CARRY_TOO_LONG = "carry_too_long"
    NUMBER_TOO_SMALL = "number_too_small"
    NUMBER_DOUBTFUL = "number_doubtful"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_DAY_DOUBTFUL = "date_day_doubtful"
    AGE_IMPOSSIBLE = "age_impossible"
    YEAR_UNREADABLE = "year_unreadable"
    YEAR_IS_PERIOD = "year_is_period"
    NOT_ALLOWED = "not_allowed"
    CODE_UNREADABLE = "code_unreadable"
    CODE_SPACED = "code_spaced"
    NOT_A_NAME = "not_a_name"
    SHOWN_STRUCK = "shown_struck"
    SHOWN_PARTLY_STRUCK = "shown_partly_struck"
    SHOWN_RAISED = "shown_raised"
    SHOWN_WITH_FOOTNOTE = "shown_with_footnote"
    SHOWN_PERCENT = "shown_percent"
    SHOWN_SCALED = "shown_scaled"
    SHOWN_UNSEEN = "shown_unseen"
    SHOWN_OTHER = "shown_other"
    SHOWN_PARTLY_UNSEEN = "shown_partly_unseen"
    SHOWN_MAYBE_UNSEEN = "shown_maybe_unseen"
    SHOWN_UNDER_MERGE = "shown_under_merge"
    SHOWN_OVER_ROWS = "shown_over_rows"
    NO_RESULT = "no_result"
    OTHER_RESULT = "other_result"
    SHOWN_IN_SCALE = "shown_in_scale"
    MAYBE_NO_RESULT = "maybe_no_result"


class Problem(NamedTuple):
    """Why a cell cannot be read (or only with a doubt).

    code: what rules of family O answer; expected: what is probably meant, as a clerk
    would type it, or None (of a value that was read: its other reading); usable: True where the value was
    read all the same.
    """

    code: Code
    expected: str | None = None
    usable: bool = False
