"""What the free text of a class's name says: programme, form of study, khóa, place, weekend."""

from __future__ import annotations

import re
from typing import NamedTuple

from workbook_templates.declared.form_set import FormSet, Norm, Programme
from workbook_templates.words.spelling import clean, fold, fold_clean, words_of_folded

_COHORT = re.compile(r"kh[oó]a (?:học )?(?:số |thứ )?(\d{1,3})(?![\d\-/–])")
_SCHOOL_YEARS = re.compile(r"(20\d\d) ?- ?(20\d\d)")
_CODE = re.compile(r"\b([a-zđ]{1,4}\d{1,3}\.[a-zđ]{1,3}\d{1,3})\b")
_CLASS_NUMBER = re.compile(r"(?<!\d )lớp (?:số )?(\d{1,2}|[a-h])(?![\w/])")
_PLACE = re.compile(
    r"tại (?!chức)((?:đảng bộ|trường|huyện|thành phố|thị xã|tỉnh|xã|phường|trung tâm"
    r"|học viện|trung ương|sở|ban|công ty|bệnh viện|đại học|đảng ủy|huyện ủy|thành ủy)[^(),.;]*)"
)
_WEEKEND = re.compile(r"\b(?:thứ 7|thứ bảy|thứ bẩy|t7|cuối tuần|chủ nhật|cn|t7 cn)\b")
_PART_TIME = re.compile(r"\b(?:không tập trung|tại chức|vừa làm vừa học|ktt)\b")
_PART_TIME_SIGNS = ("không tập trung", "tại chức", "vừa làm", "ktt")
_WEEKEND_SIGNS = ("thứ", "t7", "cuối tuần", "chủ nhật", "cn")
_SENT = re.compile(r"^(?:cử|chọn cử|gửi)\b")
_MEETING = re.compile(
    r"^(?:\d+ |tổ chức |mở |các |lớp )*(?:hội nghị|hội thảo|tọa đàm|nói chuyện|báo cáo chuyên đề"
    r"|sinh hoạt chính trị|thông tin thời sự|học tập (?:và )?quán triệt|học tập (?:các )?nghị quyết"
    r"|quán triệt)\b"
)
_SEVERAL = re.compile(
    r"(?<!khóa )\b(?:các|nhiều|0?[2-9]|[1-9]\d{1,2}) lớp\b"
    r"(?! (?:số )?(?:\d{1,2}|[a-h])\b(?! (?:học viên|người|đồng chí)))"
)
_TRAINING_VERB = re.compile(r"\b(?:đào tạo|đt)\b")
_REFRESHER_VERB = re.compile(r"\b(?:bồi dưỡng|bd|cập nhật kiến thức|tập huấn)\b")
_CARRY = re.compile(r"(?:lớp )?(?:chuy[eể]n|chuyên) ti[eế]p|chuy[eể]n sang")


class ClassName(NamedTuple):
    """programme: its id or ''; kind: training, refresher or '' (the programme's, else the verb's);
    study_form: full-time, part-time or ''; arrangement: sent, opened, or meeting (a conference or a talk to
    one large audience); school_years: '2018-2019'."""

    programme: str
    kind: str
    study_form: str
    cohort: int | None
    school_years: str
    code: str
    class_number: str
    place: str
    weekend: bool
    arrangement: str
    wording: str

    @property
    def peers(self) -> tuple[str, str, bool, str]:
        """What classes must have in common to be compared."""
        return (self.programme, self.study_form, self.weekend, self.arrangement)

    @property
    def several(self) -> bool:
        """Whether it speaks of more than one class (“mở 05 lớp …”, “các lớp …”; “lớp 2” is one)."""
        return "lớp" in self.wording and bool(_SEVERAL.search(self.wording))

    @property
    def series(self) -> tuple[str, str, str]:
        """What a series of khóa is counted in: place, programme and form of study."""
        return (self.place, self.programme, self.study_form)


def _read(text: str, programmes: tuple[Programme, ...]) -> ClassName:
    """Each search runs only where a sign of it occurs: a province has thousands of class names."""
    folded = fold_clean(clean(text)).rstrip(" .;,")
    plain = words_of_folded(folded)
    programme = _programme(plain, programmes)
    cohort = "kh" in folded and _COHORT.search(folded)
    years = "20" in folded and _SCHOOL_YEARS.search(folded)
    code = "." in folded and _CODE.search(folded)
    number = "lớp " in folded and _CLASS_NUMBER.search(folded)
    place = "tại " in folded and _PLACE.search(folded)
    part_time = _says(plain, _PART_TIME_SIGNS) and bool(_PART_TIME.search(plain))
    return ClassName(
        programme.id if programme else "",
        _kind(plain, programme),
        "part-time" if part_time else "full-time" if "tập trung" in plain else "",
        int(cohort[1]) if cohort else None,
        f"{years[1]}-{years[2]}" if years else "",
        code[1] if code else "",
        number[1] if number else "",
        words_of_folded(place[1]) if place else "",
        _says(plain, _WEEKEND_SIGNS) and bool(_WEEKEND.search(plain)),
        "sent" if _SENT.match(plain) else "meeting" if _MEETING.match(plain) else "opened",
        plain,
    )


def _programme(plain: str, programmes: tuple[Programme, ...]) -> Programme | None:
    for programme in programmes:
        for phrase in programme.phrases:
            if phrase in plain:
                return programme
    return None


def _says(plain: str, signs: tuple[str, ...]) -> bool:
    """Whether one of the signs occurs, before a pattern is searched for whole words."""
    for sign in signs:  # noqa: SIM110 – a plain loop: this runs for every class of a province
        if sign in plain:
            return True
    return False


def _kind(plain: str, programme: Programme | None) -> str:
    """The programme catalogue decides; the verb only where the catalogue is silent.

    A general programme (“Chuyên môn, nghiệp vụ”) names none of its own, so its entry follows the verb too.
    """
    if programme and not programme.general:
        return programme.kind
    training, refresher = _TRAINING_VERB.search(plain), _REFRESHER_VERB.search(plain)
    if training and not refresher:
        return "training"
    if refresher and not training:
        return "refresher"
    return ""


def read_class_name(text: str | None, form_set: FormSet) -> ClassName:
    """The features of a class's name, read with the programmes of this form set."""
    text = text or ""
    memory = form_set.memory_of(read_class_name)
    known = memory.get(text)
    if known is None:
        known = memory[text] = _read(text, form_set.programmes)
    return known


def norm_for(form_set: FormSet, name: ClassName, field: str) -> Norm | None:
    """The norm of `field` for a class, the narrowest first; None where the table has none."""
    key = (field, name.programme, name.study_form, name.weekend)
    memory = form_set.memory_of(norm_for)
    if key not in memory:
        memory[key] = _norm_for(form_set, name, field)
    return memory[key]


def _norm_for(form_set: FormSet, name: ClassName, field: str) -> Norm | None:
    day = "weekend" if name.weekend else "weekday"
    fitting = [
        norm
        for norm in form_set.norms
        if norm.field == field
        and norm.programme == name.programme
        and norm.study_form in ("", name.study_form)
        and norm.day in ("", day)
    ]
    return max(fitting, key=lambda norm: bool(norm.study_form) + bool(norm.day), default=None)


def is_carry_over_note(note: str | None) -> bool:
    """Whether a note says that the class began in an earlier year (“Lớp chuyển tiếp”)."""
    return bool(note) and bool(_CARRY.search(fold(note)))
