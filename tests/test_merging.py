"""Random edits on both sides of a biểu: no edit lost, no conflict silent, ten runs give what one gives."""

from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from xl_addin.merge.memory import memory_of, rows_of
from xl_addin.merge.merging import merge
from xl_addin.merge.sides import Choices, Found, FoundRow, Memory, Side, Written
from xl_addin.merge.three_way import LINE, Choice, Place, same

FORM, NAMES = "bieu", ("name", "count", "note")
KEYS = tuple("abcdefgh")
VALUES = {
    "name": st.sampled_from(["Lớp 1", "Lớp 2", "Lớp 3"]),
    "count": st.sampled_from([None, 1.0, 2.0, 3.0]),
    "note": st.sampled_from([None, "x", "y"]),
}


@st.composite
def sides(draw):
    """What units say: some lines, in some order, in two sections."""
    keys = draw(st.permutations(KEYS).map(lambda keys: keys[:5]))
    keys = keys[: draw(st.integers(0, 5))]
    side = Side(FORM, "Biểu", headers={name: name for name in NAMES}, label="name")
    for key in keys:
        side.values[key] = {name: draw(VALUES[name]) for name in NAMES}
        side.sections[key] = 0 if key < "d" else 1
    return side


class File:
    """A working file, as it is remembered and as it stands."""

    def __init__(self, side):
        self.memory = Memory("bo", {FORM: Written(deepcopy(side), "Biểu", drawn=list(side.values))})
        self.rows = [FoundRow(n, key, side.sections[key], dict(side.values[key]))
                     for n, key in enumerate(sorted(side.values, key=side.sections.get))]  # fmt: skip
        self.memory.forms[FORM].drawn = [row.key for row in self.rows]
        self.memory = self.as_stored()
        self.choices = {}

    def as_stored(self):
        """What comes back of it from the hidden sheet."""
        back = memory_of([["" if cell is None else cell for cell in row] for row in rows_of(self.memory)])
        if self.memory.forms[FORM].side.values:
            assert back.forms[FORM].side.values == self.memory.forms[FORM].side.values
        assert back.edits == self.memory.edits and back.forms[FORM].drawn == self.memory.forms[FORM].drawn
        return back

    def run(self, now):
        found = Found("Biểu", deepcopy(self.rows), {name: name for name in NAMES})
        made = merge(self.memory, found, Choices(dict(self.choices)), deepcopy(now))
        for row, was in zip(found.rows, self.rows, strict=True):
            was.key = row.key  # rows of hers are named now
        written = Written(deepcopy(now), "Biểu", drawn=list(made.order), extras=made.extras)
        self.memory = Memory("bo", {FORM: written}, dict(made.edits))
        self.memory = self.as_stored()
        self.rows = [
            FoundRow(n, key, made.sections[key], {name: made.values[key].get(name) for name in NAMES})
            for n, key in enumerate(made.order)
        ]
        self.choices = {place: edit.choice for place, edit in made.edits.items()}
        return made

    @property
    def all(self):
        return [(r.key, r.section, r.cells) for r in self.rows], self.memory.edits, self.memory.forms


EDITS = st.lists(
    st.tuples(
        st.sampled_from(["put", "delete", "insert", "move", "copy"]), st.integers(0, 9), st.integers(0, 9),
        st.sampled_from(NAMES), st.data(),
    ), max_size=5,
)  # fmt: skip


def at(rows, row):
    return next(n for n, one in enumerate(rows) if one is row)


def edit(file, edits):
    """What the clerk does; gives back the cells that she wrote, by key and column, and the rows of hers."""
    wrote, hers, deleted = {}, [], set()
    for what, one, other, name, data in edits:
        if what == "insert" or (what == "copy" and not file.rows):
            place = min(other, len(file.rows))
            section = file.rows[place - 1].section if place else 0
            row = FoundRow(99, "", section, {"name": f"Thêm {len(hers)}", "count": 5.0, "note": None})
            file.rows.insert(place, row)
            hers.append(row)
        elif file.rows:
            row = file.rows[one % len(file.rows)]
            if what == "put":
                row.cells[name] = data.draw(VALUES[name])
                if row.key:
                    wrote[row.key, name] = row.cells[name]
            elif what == "delete":
                file.rows.pop(at(file.rows, row))
                hers = [one for one in hers if one is not row]
                deleted.add(row.key)
            elif what == "copy":
                copy = FoundRow(99, "", row.section, dict(row.cells))
                file.rows.insert(at(file.rows, row) + 1, copy)
                hers.append(copy)
            else:  # within its section
                places = [n for n, there in enumerate(file.rows) if there.section == row.section]
                file.rows.pop(at(file.rows, row))
                file.rows.insert(places[other % len(places)], row)
    return {at: value for at, value in wrote.items() if at[0] not in deleted}, hers, deleted


@settings(max_examples=150)
@given(st.lists(st.tuples(sides(), EDITS), min_size=1, max_size=4), sides(), st.data())
def test_no_edit_is_lost_no_conflict_is_silent_ten_runs_are_one(seasons, first, data):
    file = File(first)
    for now, edits in seasons:
        was = deepcopy(file.memory.forms[FORM])
        wrote, hers, deleted = edit(file, edits)
        for place in data.draw(st.lists(st.sampled_from(sorted(file.choices) or [None]), max_size=2)):
            if place is not None and place.key not in {key for key, _ in wrote}:
                file.choices[place] = data.draw(st.sampled_from(Choice))
        chosen = {place for place, choice in file.choices.items() if choice is Choice.TAKE}
        standing = {row.key: dict(row.cells) for row in file.rows if row.key}
        made = file.run(now)
        shown = {row.key: row.cells for row in file.rows}
        assert len(shown) == len(file.rows)  # no row twice
        for (key, name), value in wrote.items():  # no edit is lost
            if Place(FORM, key, LINE) in chosen or same(value, was.side.values.get(key, {}).get(name)):
                continue
            if key in now.values:
                assert same(shown[key][name], value) or Place(FORM, key, name) in chosen
            elif key in was.side.values:
                assert made.edits[Place(FORM, key, LINE)].open and same(shown[key][name], value)
        for row in hers:  # nor a row of hers: it is there, or just what a unit says now
            if not any(same(row.cells[n], cells[n]) for n in NAMES for cells in shown.values()):
                raise AssertionError(row)
        for key in deleted & was.side.values.keys() & now.values.keys():
            assert key not in shown or Place(FORM, key, LINE) in chosen
        for key, values in now.values.items():  # nothing is printed otherwise than units say without a word
            place = Place(FORM, key, LINE)
            if key not in shown:
                assert made.edits[place].shown
                continue
            for name in NAMES:
                if not same(shown[key][name], values[name]):
                    said = made.edits[Place(FORM, key, name)]
                    assert said.shown and (said.open or same(said.base, values[name]))
        for key in shown.keys() - now.values.keys():
            assert made.edits[Place(FORM, key, LINE)].shown
        for key, cells in standing.items():  # both sides changed one cell: a conflict
            for name in NAMES:
                base, hand = was.side.values.get(key, {}).get(name), cells.get(name)
                if key in was.side.values and key in now.values and (key, name) in wrote:
                    new, at = now.values[key][name], Place(FORM, key, name)
                    unlike = not same(base, hand) and not same(base, new) and not same(hand, new)
                    assert not unlike or at in chosen or made.edits[at].open
        once = deepcopy(file.all)
        for _ in range(3):
            file.run(now)
            assert file.all == once


def test_a_withdrawn_line_of_which_a_value_was_moved_to_another_column():
    side = Side(FORM, "Biểu", headers={name: name for name in NAMES}, label="name")
    side.values["a"] = {"name": "Lớp 1", "count": None, "note": "x"}
    side.sections["a"] = 0
    file = File(side)
    file.rows[0].cells = {"name": "Lớp 1", "count": "x", "note": None}
    now = Side(FORM, "Biểu", headers=side.headers, label="name")
    for _ in range(2):
        made = file.run(now)
        assert made.order == ["a"] and made.edits[Place(FORM, "a", LINE)].open
