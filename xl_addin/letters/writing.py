"""Letters to units: for each the one that applies, by where it stands in the register, as a folder with the
words to paste, a mail draft and what goes along. Nothing is sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from workbook_templates.declared.form_set import FormSet
from xl_addin.inbox import mark_as_results
from xl_addin.letters.missing_list import write_missing
from xl_addin.letters.returning import free_name, send_back, to_mend, write_letter
from xl_addin.letters.texts import Letter, filled
from xl_addin.make_blanks import blank_name
from xl_addin.register.columns import line_key
from xl_addin.register.facts import unit_named
from xl_addin.register.follow import Followed
from xl_addin.register.reading import RegisterLine, read_register
from xl_addin.register.states import Standing, State

USUAL = (Letter.RETURN, Letter.REMIND)
MISSING = "Danh sach don vi chua gui.xlsx"
_WHY_REMINDED = {
    State.NOT_SENT: "Đến nay chưa nhận được biểu đào tạo, bồi dưỡng của đơn vị.",
    State.EXTENDED: "Đến nay chưa nhận được biểu đào tạo, bồi dưỡng của đơn vị.",
    State.OVERDUE: "Đến nay chưa nhận được biểu đào tạo, bồi dưỡng của đơn vị, đã quá hạn {late} ngày.",
    State.BLANK: "Tệp đơn vị đã gửi chưa điền số liệu.",
    State.WRONG_FORM: "Tệp đơn vị đã gửi không đọc được hoặc không phải tệp Excel theo biểu mẫu.",
}
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass
class Letters:
    """What was written. folder: where; by_kind: the units' names, or the folders of what is returned;
    told: what the clerk must know; without_blank: units whose blank is not there to be sent."""

    folder: Path
    by_kind: dict[Letter, list[str]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    without_blank: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many letters there are."""
        return sum(map(len, self.by_kind.values()))


def write_letters(
    followed: Followed,
    folder: Path,
    kinds: Collection[Letter],
    templates: Mapping[Letter, str],
    blanks: Path | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Letters:
    """Write the letters of these kinds into a new folder, and the list of who is missing where a kind goes to
    them. blanks: the folder with the units' blanks, which go along to who has sent nothing. Raises
    CannotWrite; what is written already stays."""
    inbox, report, form_set = followed.inbox, followed.report, followed.inbox.form_set
    made = Letters(folder)
    lines = _lines(followed)
    mends = _to_return(followed, made) if Letter.RETURN in kinds else []
    wanted = _others(followed, kinds, {_unit_of(followed, number) for number in mends})
    if mends or wanted:
        mark_as_results(folder)
    addresses = {code: found[0] for code, line in lines.items() if (found := _MAIL.findall(_contact(line)))}
    template = templates[Letter.RETURN]
    written = send_back(inbox, report, folder, progress, addresses, numbers=mends, template=template)
    if written:
        made.by_kind[Letter.RETURN] = [path.name for path in written]
    for code, kind in wanted.items():
        name, standing = form_set.catalogue.units[code].name, followed.plan.standings[code]
        attached = _blank(blanks, form_set, code) if kind in (Letter.SEND, Letter.REMIND) else None
        if kind is Letter.SEND and attached is None:
            made.without_blank.append(name)
            continue
        subject, words = filled(templates[kind], _facts(form_set, code, standing, lines.get(code)))
        written.append(folder / free_name(name, written))
        write_letter(written[-1], subject, words, attached, addresses.get(code, ""))
        made.by_kind.setdefault(kind, []).append(name)
    if {Letter.REMIND, Letter.SEND} & made.by_kind.keys():
        limits = {code: _limit(form_set, lines.get(code)) for code in form_set.expected_units}
        write_missing(folder / MISSING, followed.plan, form_set, limits)
    return made


def _lines(followed: Followed) -> dict[str, RegisterLine]:
    """What the register says of each unit, as far as there is one."""
    if not followed.path.exists():
        return {}
    lines = read_register(followed.path).lines
    return {code: lines[line_key(code)] for code in followed.plan.standings if line_key(code) in lines}


def _to_return(followed: Followed, made: Letters) -> list[int]:
    """The files to be returned: not those that were returned already and stand as they stood."""
    inbox, standings = followed.inbox, followed.plan.standings
    numbers, waiting = [], []
    for number in to_mend(inbox, followed.report):
        standing = standings.get(inbox.returns[number].unit or "")
        if standing and standing.state is State.RETURNED:
            waiting.append(inbox.returns[number].unit)
        else:
            numbers.append(number)
    if waiting:
        names = [inbox.form_set.catalogue.units[code].name for code in dict.fromkeys(waiting)]
        made.told.append(f"Đã trả, chưa gửi lại nên không soạn lại: {', '.join(names)}.")
    return numbers


def _unit_of(followed: Followed, number: int) -> str | None:
    """Whose file it is; one that cannot be read only its name tells."""
    item = followed.inbox.returns[number]
    return item.unit or unit_named(item.path, followed.inbox.form_set)


def _others(followed: Followed, kinds: Collection[Letter], returned: Collection[str]) -> dict[str, Letter]:
    """The letter of each unit to which no file is returned."""
    found = {}
    for code, standing in followed.plan.standings.items():
        if code in returned:
            continue
        state = standing.state
        if state.waited_for:
            sends = Letter.SEND in kinds and state in (State.NOT_SENT, State.OVERDUE, State.EXTENDED)
            kind = Letter.SEND if sends else Letter.REMIND
        elif state in (State.PASSED, State.DONE):
            kind = Letter.THANK
        else:
            continue
        if kind in kinds and code in followed.inbox.form_set.catalogue.units:
            found[code] = kind
    return found


def _facts(form_set: FormSet, code: str, standing: Standing, line: RegisterLine | None) -> dict[str, str]:
    words = _WHY_REMINDED.get(standing.state, "").format(late=standing.late)
    if standing.state is State.PASSED:
        words = "Đề nghị đơn vị gửi bản ký."
    annexes = [form_set.annexes[annex].name for annex in form_set.expected_units.get(code, ())]
    limit = _limit(form_set, line)
    return {
        "don_vi": form_set.catalogue.units[code].name,
        "nam": str(form_set.year),
        "bieu": ", ".join(annexes),
        "noi_dung": words,
        "han": f"Hạn gửi: {limit}." if limit else "",
    }


def _limit(form_set: FormSet, line: RegisterLine | None) -> str:
    """The day until which a unit has time: as its line of the register says, else the form set."""
    days = [line.day(name) for name in ("deadline", "extended")] if line else []
    last = max(filter(None, days), default=None)
    return f"{last:%d/%m/%Y}" if last else form_set.settings.get("deadline") or ""


def _contact(line: RegisterLine) -> str:
    return str(line.cells.get("contact") or "")


def _blank(blanks: Path | None, form_set: FormSet, code: str) -> Path | None:
    path = blanks / blank_name(form_set, code) if blanks else None
    return path if path and path.is_file() else None
