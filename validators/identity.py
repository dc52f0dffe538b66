"""What makes two rows one class, one line of a biểu, one finding: said here and nowhere else.

A key never holds a row number or an address, so it survives inserted rows and resubmission; where a class
has a code or a cohort its key survives rewording too.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from workbook_templates.declared.class_names import ClassName
from workbook_templates.words.spelling import fold


def class_key(name: ClassName) -> tuple | None:
    """What a class is wherever it is named: programme and code; else place, programme, form of study,
    cohort and number of the class. None where its name says neither a code nor a cohort."""
    if name.code:
        return ("code", name.programme, name.code)
    if name.cohort is not None:
        return ("cohort", *name.series, name.cohort, name.class_number)
    return None


def claimed_key(name: ClassName) -> tuple | None:
    """What two units claim if both claim it: a class by its code, or by place, programme, cohort and number;
    the form of study is often left out by one of them. None where the name says too little."""
    if name.code:
        return ("code", name.programme, name.code)
    if name.cohort is not None and name.place:
        return ("cohort", name.place, name.programme, name.cohort, name.class_number)
    return None


def worded_key(name: ClassName) -> tuple:
    """A class within one return: by what it is, else by its wording."""
    return class_key(name) or ("wording", name.wording)


def sent_key(name: ClassName, unit: str, *, named: bool) -> tuple | None:
    """A row from one file of its unit to the next: its class, with the unit that it names, blank for the
    sender. named: whether the unit alone names it. None where nothing does."""
    return (unit,) if named else (unit, *worded_key(name)) if name.wording else None


def yearly_key(name: ClassName, unit: str) -> tuple:
    """A class from year to year: by what it is; in tables by unit, the unit with the school years. unit: its
    code, or as it is written where it is not known, blank in other tables."""
    return class_key(name) or ("years", unit, *name.series, name.school_years, name.class_number)


def row_key(name: ClassName, label: str) -> str:
    """A row within its unit's return: its class, or what names it."""
    parts = worded_key(name) if name.wording else (fold(label),)
    return "|".join(str(part) for part in parts)


def line_keys(lines: Iterable[tuple[str | None, str]]) -> list[str]:
    """The keys of the lines of a biểu, each given as (unit, what the row is): short, and unlike for
    look-alikes of one unit, which are told apart by their order."""
    seen: Counter[tuple] = Counter()
    keys = []
    for unit, what in lines:
        seen[unit, what] += 1
        keys.append(_short(unit or "", what, str(seen[unit, what])))
    return keys


def finding_id(rule: str, unit: str | None, key: str) -> str:
    """The id of a finding: rule, unit and the row's key."""
    return f"{rule}-{_short(rule, unit or '', key)}"


def _short(*parts: str) -> str:
    return hashlib.sha1("\x1f".join(parts).encode()).hexdigest()[:10]


def twin_key(key: str, found: str | None, number: int) -> str:
    """The key of a finding that is not the only one of its wording in its unit: with what it found, and its
    place among those that found the same."""
    return f"{key}|{found or ''}|{number}"
