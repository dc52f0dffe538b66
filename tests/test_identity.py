"""What makes two rows one: keys that survive late units, moved rows and rewording."""

from tests.short_tables import BIEU_01, BIEU_03, TN, of_units
from validators import examples
from xl_addin.summary.bieu import roll_up_forms

FIRST = "\n    | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 56 tại huyện A | 50 | 3/2025 | 9/2025 | |"
REWORDED = "\n    | 2 | Trung cấp LLCT, tập trung, khóa 56, tại huyện A | 55 | 3/2025 | 9/2025 | |"
SECOND = "\n    | 1 | Lớp Trung cấp LLCT hệ tập trung khóa 57 tại huyện A | 50 | 3/2025 | 9/2025 | |"
PLAIN = "\n    | 3 | Lớp Trung cấp LLCT buổi tối | 40 | 3/2025 | 9/2025 | |"


def keys(text: str, form: str) -> list[tuple[str, str]]:
    """Unit and key of each line of a biểu."""
    bieu = next(b for b in roll_up_forms(examples.batch(text, TN)) if b.form.id == form)
    return [(line.unit, key) for line, key in zip(bieu.lines, bieu.keys, strict=True)]


def test_the_key_of_a_class_survives_rows_above_it_and_rewording():
    before = keys(of_units(BIEU_03 + FIRST, BIEU_03 + PLAIN), "bieu-03")
    after = keys(of_units(BIEU_03 + SECOND + REWORDED, BIEU_03 + PLAIN), "bieu-03")
    assert set(before) < set(after) and len(after) == 3


def test_the_key_of_a_line_survives_a_late_unit():
    one = f"## a.xlsx\n% unit_code: TN-HU-DT\n% form_set: thai-nguyen-2025{BIEU_03}{PLAIN}"
    alone = keys(one, "bieu-03")
    late = keys(of_units(BIEU_03 + FIRST + PLAIN, BIEU_03 + PLAIN), "bieu-03")
    assert set(alone) < set(late)


def test_look_alikes_of_one_unit_have_keys_of_their_own_and_those_of_two_units_too():
    twins = keys(of_units(BIEU_03 + PLAIN + PLAIN, BIEU_03 + PLAIN), "bieu-03")
    assert len({key for _, key in twins}) == 3


def test_the_line_of_a_unit_is_its_unit_s_whatever_it_counts():
    file = f"## a.xlsx\n% unit_code: TN-TCT\n% form_set: thai-nguyen-2025{BIEU_01}"
    rows = [f"\n    | 1 | Trường Chính trị tỉnh | {count} | 1 |" for count in (1, 2)]
    first, second = (keys(file + row, "bieu-01-i") for row in rows)
    assert first == second and len(first) == 1
