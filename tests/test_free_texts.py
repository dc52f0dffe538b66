"""Texts above and below a table, told apart though rows come and go."""

from xl_addin.merge.free_texts import FreeText, matched

FOOT = [
    FreeText(1, "R", "Thái Nguyên, ngày … tháng … năm …"), FreeText(2, "R", "T/M BAN THƯỜNG VỤ"),
    FreeText(3, "R", "PHÓ BÍ THƯ"), FreeText(4, "R", "(Ký tên)"),
]  # fmt: skip


def moved(texts, by, **changes):
    return [
        FreeText(one.row + by, one.half, changes.get(f"r{one.row}", one.text)) for one in texts
        if changes.get(f"r{one.row}", one.text) is not None
    ]  # fmt: skip


def test_as_drawn():
    assert matched(FOOT, FOOT, 1) == ({one.field: one.text for one in FOOT}, [], [])


def test_worded_otherwise_where_it_stands_and_moved():
    for by in (0, 2, -1):
        found = matched(FOOT, moved(FOOT, by, r1="Ngày 5/12", r3="BÍ THƯ"), 1)
        assert (found.texts["1,R"], found.texts["3,R"]) == ("Ngày 5/12", "BÍ THƯ")
        assert found.texts["2,R"] == "T/M BAN THƯỜNG VỤ" and not found.more and not found.above


def test_taken_away():
    assert matched(FOOT, moved(FOOT, 0, r3=None), 1).texts["3,R"] is None


def test_put_in():
    note, name = FreeText(0, "L", "Ghi chú"), FreeText(8 + 1, "R", "Nguyễn Văn A")
    found = matched(FOOT, [note, *moved(FOOT, 1), name], 1)
    assert found.above == [note] and found.more == [FreeText(8, "R", "Nguyễn Văn A")]


def test_two_of_the_same_words():
    twins = [FreeText(0, "L", "a"), FreeText(1, "L", "a"), FreeText(2, "L", "b")]
    found = matched(twins, moved(twins, 0, r0="c"), 0)
    assert found.texts == {"0,L": "c", "1,L": "a", "2,L": "b"}
