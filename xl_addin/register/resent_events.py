"""Units that have sent again, as events of the register: what each changed, once for each sending."""

from __future__ import annotations

from collections.abc import Iterator

from validators.report import Report
from xl_addin.inbox import Inbox
from xl_addin.register.columns import line_key
from xl_addin.register.events import Event, What, moment
from xl_addin.register.memory import digest_of
from xl_addin.register.planning import Known, Plan
from xl_addin.register.reading import Register
from xl_addin.sendings import CHANGES, changes_of_units, lines_of_changes, summed_up

_LINES = 10  # of one unit, in what is told


def plan_resent(inbox: Inbox, report: Report, register: Register | None, known: Known, made: Plan) -> None:
    """An event for each unit whose files that count say otherwise than those of before, and what it changed
    for the clerk to read."""
    history = [*(register.events if register else ()), *made.events]
    told = {(e.key, e.marks) for e in history if e.what == What.RESENT.value}
    made.told += _not_compared(inbox, made)
    by_unit = changes_of_units(report)
    for unit in inbox.former:
        key, changes = line_key(unit), by_unit.get(unit, [])
        files = [n for n in report.batch.used if inbox.returns[n].unit == unit]
        marks = tuple(sorted({digest_of(inbox.returns[n].path) for n in files}))
        if (key, marks) in told:
            continue
        name = known.form_set.catalogue.units[unit].name
        what = summed_up(changes, report) if changes else "không đổi số liệu"
        cause = f"{'; '.join(inbox.name(n) for n in files)}: {what}"
        made.events.append(
            Event(moment(known.now), key, name, "", What.RESENT.value, cause=cause, marks=marks)
        )
        lines = list(lines_of_changes(changes, report))
        made.resent += [f"{name} gửi lại: {what}", *(f"  {line}" for line in lines[:_LINES])]
        if len(lines) > _LINES:
            more = len(lines) - _LINES
            made.resent.append(f"  … còn {more} chỗ: xem trang “{CHANGES}” của tệp tổng hợp.")


def _not_compared(inbox: Inbox, made: Plan) -> Iterator[str]:
    """Units whose file of before went as another came, so that nobody can say what they changed."""
    new = {what: [e for e in made.events if e.what == what.value] for what in (What.CAME, What.GONE)}
    came, former = {e.key for e in new[What.CAME]}, {line_key(unit) for unit in inbox.former}
    for event in new[What.GONE]:
        if event.key in came and event.key not in former:
            yield (
                f"{event.unit} gửi tệp khác, còn tệp trước (“{event.cause}”) không còn trong thư mục nên "
                "không so được đã sửa dòng nào. Đề nghị giữ lại các tệp đã nhận, để tệp mới bên cạnh."
            )
