"""How old somebody is when sent to a class: between which ages, as far as the list says."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from validators.frame import Frame
from workbook_templates.declared.form_set import Norm
from workbook_templates.expression.roles import Role

SENT_ON = "sent_on"  # of form_set.csv: on which the age counts, where no column says when a class opens


class Birth(NamedTuple):
    """A birth that counts: its field, the first and the last day that it may mean."""

    field: str
    first: date
    last: date

    def over(self, years: float, sent: tuple[date, date]) -> bool | None:
        """Whether somebody is more than so many years old on the day of sending: 45 years to the day are not
        more than 45. None where that depends on the day of birth or of sending, which nobody says."""
        if anniversary(self.last, years) < sent[0]:
            return True
        return None if anniversary(self.first, years) < sent[1] else False

    def under(self, years: float, sent: tuple[date, date]) -> bool | None:
        """Whether somebody is not yet so many years old; None as in `over`."""
        if anniversary(self.first, years) > sent[1]:
            return True
        return None if anniversary(self.last, years) > sent[0] else False


def anniversary(day: date, years: float) -> date:
    """The day on which somebody born on a day becomes so many years old; of a 29 February 1 March."""
    year = day.year + int(years)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def birth_of(frame: Frame, position: int) -> Birth | None:
    """The birth of a row's person: of several columns (men's and women's) the first that is filled in."""
    for name in frame.names_of(Role.BIRTH):
        problem = frame.problems.get((position, name))
        value = frame.value(position, name)
        if value is None or (problem and not problem.usable):
            continue
        days = frame.kind_of(name).days(value)
        if days:
            return Birth(name, *days)
    return None


def sending(frame: Frame, position: int) -> tuple[date, date]:
    """The first and the last day on which the person of a row may be sent: when the class opens, where a
    column says so; else the day that the form set names; else any day in the year of the plan."""
    for name in frame.names_of(Role.OPENS):
        value = frame.value(position, name)
        if value is not None and (days := frame.kind_of(name).days(value)):
            return days
    if said := frame.form_set.settings.get(SENT_ON):
        day = date.fromisoformat(said)
        return day, day
    year = frame.form_set.year
    return date(year, 1, 1), date(year, 12, 31)


def age_norm(frame: Frame, position: int) -> Norm | None:
    """Between which ages the person of a row may be sent: by the programme of its class, else by those that
    the annex is for; None where no norm says so, or not of all of them."""
    own = frame.names[position].programme
    wanted = {own} if own else set(frame.form.programmes)
    found = [norm for norm in frame.form_set.norms if norm.field == "age" and norm.programme in wanted]
    if not found or {norm.programme for norm in found} != wanted:
        return None
    return max(found, key=lambda norm: norm.high)
