"""Edits on both sides of one place: none is lost, no conflict is silent, ten runs give what one gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.merge.three_way import Choice, Edit, merged, same

OPEN, KEEP, TAKE = Choice.OPEN, Choice.KEEP, Choice.TAKE
VALUES = st.sampled_from([None, 1.0, 2.0, 3.0, "a", "b"])


class Cell:
    """A place over many runs, as the file keeps it between them."""

    def __init__(self, value, asks=False):
        self.automatic, self.edit, self.asks = value, None, asks
        self.found = self.drawn = value
        self.choice = None

    def run(self, now):
        self.edit = merged(
            self.edit, self.automatic, self.drawn, self.found, now, self.choice, asks=self.asks
        )
        self.automatic = now
        self.found = self.drawn = self.edit.hand if self.edit and self.edit.shown else now
        self.choice = self.edit.choice if self.edit else None
        return self

    @property
    def conflict(self):
        return self.edit is not None and self.edit.open

    @property
    def all(self):
        return self.edit, self.automatic, self.found, self.choice


def test_only_the_clerk():
    cell = Cell(35.0)
    cell.found = 30.0
    assert cell.run(35.0).found == 30.0 and not cell.conflict and cell.edit.choice is KEEP


def test_only_the_units():
    assert Cell(35.0).run(40.0).all == (None, 40.0, 40.0, None)


def test_both_alike():
    cell = Cell(35.0)
    cell.found = 40.0
    assert cell.run(40.0).edit is None
    assert cell.run(41.0).found == 41.0


def test_both_otherwise_stays_a_conflict_until_chosen():
    cell = Cell(35.0)
    cell.found = 30.0
    for _ in range(3):
        assert cell.run(40.0).conflict
        assert (cell.edit.base, cell.edit.hand, cell.automatic, cell.found) == (35.0, 30.0, 40.0, 30.0)
    cell.choice = KEEP
    for _ in range(3):
        assert not cell.run(40.0).conflict and cell.found == 30.0
    assert cell.run(45.0).conflict  # what was chosen was chosen against 40
    cell.choice = TAKE
    for _ in range(3):
        assert not cell.run(45.0).conflict and cell.found == 45.0 and cell.edit.hand == 30.0
    assert cell.run(46.0).found == 46.0  # taken is taken
    cell.choice = KEEP
    assert cell.run(46.0).found == 30.0


def test_what_the_units_send_while_the_clerk_chooses_is_asked_anew():
    cell = Cell(35.0)
    cell.found = 30.0
    cell.run(40.0)
    cell.choice = KEEP
    assert cell.run(41.0).conflict and cell.edit.base == 40.0


def test_typed_over_again():
    cell = Cell(35.0)
    cell.found = 30.0
    cell.run(40.0)
    cell.found = 31.0
    assert cell.run(40.0).conflict and (cell.edit.base, cell.edit.hand) == (35.0, 31.0)
    cell.found = 40.0
    assert cell.run(40.0).edit is None


def test_taken_back():
    cell = Cell(35.0)
    cell.found = 30.0
    cell.run(35.0)
    cell.found = 35.0
    assert cell.run(35.0).edit is None


def test_taken_back_while_the_units_send_another():
    cell = Cell(35.0)
    cell.found = 30.0
    cell.run(35.0)
    cell.found = 35.0
    assert cell.run(40.0).all == (None, 40.0, 40.0, None)


def test_what_must_be_asked_is_asked_though_the_units_changed_nothing():
    cell = Cell("Thời gian", asks=True)
    cell.found = "Thời gian học"
    assert cell.run("Thời gian").conflict and cell.run("Thời gian").conflict
    cell.choice = KEEP
    assert not cell.run("Thời gian").conflict and not cell.run("Thời gian").conflict
    assert cell.found == "Thời gian học"


@pytest.mark.parametrize(
    "one, other, alike",
    [
        (0.1 + 0.2, 0.3, True), (30.0, 30.001, False), ("a\r\nb ", "a\nb", True), (None, "", True),
        (None, 0.0, False), ("30", 30.0, False), ("ho\u0300a", "h\u00f2a", True), ("Hòa", "hòa", False),
    ],
)  # fmt: skip
def test_same(one, other, alike):
    assert same(one, other) is alike


STEPS = st.lists(
    st.tuples(st.one_of(st.none(), st.tuples(VALUES)), VALUES, st.sampled_from([None, OPEN, KEEP, TAKE])),
    min_size=1, max_size=6,
)  # fmt: skip


@given(VALUES, STEPS, st.booleans())
def test_no_edit_is_lost_and_no_conflict_silent(first, steps, asks):
    cell = Cell(first, asks)
    for typed, now, choice in steps:
        before = Edit(None, None) if cell.edit is None else cell.edit
        was, shown_before = cell.automatic, cell.found
        if typed is not None:
            cell.found = typed[0]
        if choice is not None and cell.edit is not None:
            cell.choice = choice
        found, chose = cell.found, cell.choice
        cell.run(now)
        changed = not same(found, shown_before)
        if changed and not same(found, was):  # what she typed is there, or the units say the same
            assert same(now, found) or same(cell.edit.hand, found)
            if chose is not TAKE and not same(now, found):
                assert same(cell.found, found)
                assert cell.conflict or (same(now, was) or chose is KEEP or same(before.base, now))
        if cell.edit and cell.edit.shown and not same(cell.edit.base, now):
            assert cell.conflict  # both changed: said, with both values and the base
        if cell.edit is None:
            assert same(cell.found, now)
        once = cell.all
        for _ in range(10):
            assert cell.run(now).all == once
