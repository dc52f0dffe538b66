"""Where a unit stands with its returns: from what has come, what was found in it, what the clerk noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from validators.codes import Worded
from xl_addin.register.columns import Noted
from xl_addin.register.facts import UnitFacts


class State(Worded):
    """The states of a unit, as the clerk reads them."""

    NOT_SENT = "not_sent", "Chưa gửi"
    OVERDUE = "overdue", "Quá hạn"
    EXTENDED = "extended", "Được gia hạn"
    WRONG_FORM = "wrong_form", "Gửi sai mẫu"
    BLANK = "blank", "Chưa điền"
    RECEIVED = "received", "Đã nhận, chờ kiểm tra"
    RETURNED = "returned", "Đã trả hoàn thiện"
    SENT_AGAIN = "sent_again", "Đã gửi lại"
    PASSED = "passed", "Đạt, chờ bản ký"
    DONE = "done", "Hoàn thành"
    NO_NEED = "no_need", "Không có nhu cầu"

    @property
    def waited_for(self) -> bool:
        """Whether nothing has come that can be counted."""
        return self in _WAITED_FOR


_WAITED_FOR = (State.NOT_SENT, State.OVERDUE, State.EXTENDED, State.WRONG_FORM, State.BLANK)


@dataclass(frozen=True)
class Said:
    """What the register says of a unit already. deadline, extended, signed: days; noted: the clerk's own
    word; returned: the contents (digests) that were last sent back, None where nothing was."""

    deadline: date | None = None
    extended: date | None = None
    signed: date | None = None
    noted: Noted | None = None
    returned: frozenset[str] | None = None


@dataclass(frozen=True)
class Standing:
    """A state with what belongs to it. words: as the clerk reads it; late: days beyond the time it had."""

    state: State
    words: str
    late: int = 0


def standing_of(facts: UnitFacts, said: Said, today: date) -> Standing:
    """Where a unit stands today. What has come goes before what was said of it; a word of the clerk's before
    waiting."""
    if facts.files and not facts.blank:
        return _of_what_came(facts, said)
    if said.noted in (Noted.NO_NEED_WRITTEN, Noted.NO_NEED_TOLD):
        return _plain(State.NO_NEED, said.noted.words)
    limit = max(filter(None, (said.deadline, said.extended)), default=None)
    late = max((today - limit).days, 0) if limit else 0
    if facts.files or facts.wrong:
        state = State.BLANK if facts.files else State.WRONG_FORM
        return Standing(state, state.words + (f" (quá hạn {late} ngày)" if late else ""), late)
    if late:
        return Standing(State.OVERDUE, f"{State.OVERDUE.words} ({late} ngày)", late)
    return _plain(State.EXTENDED if said.extended else State.NOT_SENT)


def _of_what_came(facts: UnitFacts, said: Said) -> Standing:
    if facts.errors or facts.warnings:
        if said.returned is None:
            return _plain(State.RECEIVED)
        return _plain(State.RETURNED if said.returned == facts.contents else State.SENT_AGAIN)
    if facts.declined:
        return _plain(State.NO_NEED, f"{State.NO_NEED.words} (trong tệp)")
    signed = said.signed or said.noted is Noted.SIGNED
    return _plain(State.DONE if signed else State.PASSED)


def _plain(state: State, words: str = "") -> Standing:
    return Standing(state, words or state.words)
