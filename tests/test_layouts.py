"""The published biểu typed in other layouts, as printed, as corrected, and with slips of the hand.

What is found is compared by rule and cell; a corrected copy must stay silent in every layout.
"""

import re

import pytest

from tests.layouts import LAYOUTS, Layout, judge, read, side_by_side, stacked, type_page
from tests.pages import SETS, Box, Page, Row, corrected, one_unit, printed, sections, with_totals
from tests.slips import SLIPS
from tests.table_slips import COLUMN_SLIPS
from workbook_templates.words.spelling import fold

AS_PRINTED = LAYOUTS[0]
BY_NAME = {layout.name: layout for layout in LAYOUTS}
SOME = ("as printed", "all at once", "total in STT", "total on top", "header repeated", "numbers as text")
THAI_NGUYEN = [form for form in SETS if SETS[form] == "thai-nguyen-2025"]


def loud(report):
    """Errors and warnings, as text that a failing test can show."""
    assert not report.crashed
    return [f"{f.rule} {f.sheet}!{f.cell} {f.message}" for f in report.findings if f.severity != "hint"]


def rows_of(source):
    """What was read, by form: one tuple a data row; STT apart, which layouts write differently."""
    found = []
    for table in source.tables:
        columns = [values for name, values in sorted(table.values.items()) if name != "ordinal"]
        rows = zip(*columns, strict=True)
        found.append((table.form, [tuple(fold(v) if isinstance(v, str) else v for v in row) for row in rows]))
    return found


def pages_of(form):
    """The corrected page as it is, and with totals and sub-totals where it has none."""
    page = corrected(form)
    return [page] if page.total else [page, with_totals(corrected(form))]


def fits(layout, page):
    return layout.total != "top" or page.total is not None


# --- the same table in every layout ------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@pytest.mark.parametrize("form", SETS)
def test_every_layout_gives_the_same_rows_and_no_alarm(form, layout):
    for page in pages_of(form):
        if fits(layout, page):
            usual = read(SETS[form], type_page(page.copy(), AS_PRINTED))
            typed = type_page(page, layout)
            assert rows_of(read(SETS[form], typed)) == rows_of(usual)
            assert loud(judge(SETS[form], typed)) == []


@pytest.mark.parametrize("gap", (0, 1, 2))
@pytest.mark.parametrize("name", ("as printed", "state paper", "line breaks", "total in unit", "all at once"))
def test_all_tables_on_one_sheet(name, gap):
    for forms in (THAI_NGUYEN, ["bieu-01", "sau-dai-hoc"]):
        apart = [type_page(corrected(form), BY_NAME[name]) for form in forms]
        usual = [table for typed in apart for table in rows_of(read(SETS[forms[0]], typed))]
        together = stacked(*apart, gap=gap)
        assert rows_of(read(SETS[forms[0]], together)) == usual
        assert loud(judge(SETS[forms[0]], together)) == []


@pytest.mark.parametrize("gap", (0, 1, 2))
@pytest.mark.parametrize("forms", (("bieu-02", "bieu-03"), ("bieu-01-i", "bieu-04")), ids="-".join)
def test_two_tables_side_by_side(forms, gap):
    apart = [type_page(corrected(form), AS_PRINTED) for form in forms]
    usual = [table for typed in apart for table in rows_of(read(SETS[forms[0]], typed))]
    together = side_by_side(*apart, gap=gap)
    assert rows_of(read(SETS[forms[0]], together)) == usual
    assert loud(judge(SETS[forms[0]], together)) == []


@pytest.mark.parametrize("name", ("as printed", "state paper", "synonyms 1", "unit on every row", "1904"))
def test_one_unit_alone(name):
    units = [row.get("unit_name") for row in corrected("bieu-01").data if row.get("unit_name")]
    for unit in units:
        page = one_unit(corrected("bieu-01"), unit)
        page.titles.insert(0, Box(unit.upper()))
        typed = type_page(page, BY_NAME[name])
        source = read("lang-son-2018", typed)
        assert source.unit and [len(table.rows) for table in source.tables] == [len(page.data)]
        assert loud(judge("lang-son-2018", typed)) == []


# --- as printed and signed -----------------------------------------------------------------------------


def test_contradictions_printed_in_lang_son():
    page, second = printed("bieu-01"), printed("sau-dai-hoc")
    first, other = type_page(page, AS_PRINTED), type_page(second, AS_PRINTED)
    other.name = "Sau đại học"
    report = judge("lang-son-2018", first, other)
    found = {(f.rule, f.cell): f for f in report.findings if f.severity != "hint"}
    row = next(r for r in page.data if "tích cực" in r.get("class_name"))
    late = [r for r in page.data if r.get("note") and not r.get("length") and r.get("classes") != 0]
    unnumbered = [r for r in page.data if r.get("unit_name") and not r.get("ordinal")]
    skipped = next(r for r in page.data if r.get("ordinal") == 22)
    misplaced = found.pop(("B07", first.cell(row["learners_training"])))
    totals = {first.cell(page.total[name]) for name in ("learners_training", "learners_refresher")}
    assert totals <= set(misplaced.related) and misplaced.severity == "error"
    shifted = found.pop(("D02", first.cell(late[0]["note"])))
    assert {first.cell(r["note"]) for r in late[1:]} <= set(shifted.related)
    assert ("L07", other.cell(second.titles[-1])) in found
    assert found.keys() - {("L07", other.cell(second.titles[-1]))} == {
        ("B01", first.cell(r["ordinal"])) for r in (*unnumbered, skipped)
    }


def test_contradiction_printed_in_thai_nguyen():
    pages = [printed(form) for form in THAI_NGUYEN]
    typed = [type_page(page, AS_PRINTED) for page in pages]
    report = judge("thai-nguyen-2025", stacked(*typed))
    boxes = pages[-1].data[0]
    cell = stacked(*typed).cell(boxes["learners"])
    assert [(f.rule, f.cell) for f in report.findings if f.severity != "hint"] == [("D01", cell)]


# --- slips ---------------------------------------------------------------------------------------------


def assert_found(slip, typed, report, layout):
    """One of the expected rules at one of the cells to mend, with all related; nothing else alarmed."""
    cells = {typed.cell(box) for box in slip.boxes}
    hits = [f for f in report.findings if f.rule in slip.rules.split() and f.cell in cells]
    shown = [f"{f.rule} {f.severity} {f.cell} {f.message}" for f in report.findings]
    assert not report.crashed
    assert bool(hits) == bool(slip.rules), (layout.name, cells, shown)
    named = {cell for f in hits[:1] for cell in (f.cell, *f.related)}
    assert {typed.cell(box) for box in slip.related} <= named, (layout.name, shown)
    others = [f for f in report.findings if f.severity != "hint" and f not in hits[:1]]
    others = [f for f in others if f.rule != slip.also]
    assert others == [], (layout.name, cells, shown)


@pytest.mark.parametrize("name", SLIPS)
@pytest.mark.parametrize("form", SETS)
def test_a_slip_is_found_at_its_cell_and_nothing_else(form, name):
    for layout in (BY_NAME[some] for some in SOME):
        for page in pages_of(form):
            if fits(layout, page) and (slip := SLIPS[name](page)):
                if page.total and page.total.get("formula") and layout.total == "top":
                    continue
                typed = type_page(page, layout)
                complete_formulas(page, typed)
                assert_found(slip, typed, judge(SETS[form], typed), layout)


def complete_formulas(page, typed):
    """A formula's rows, from the first to the third last, are known once the page is typed."""
    for name, box in page.total.boxes.items() if page.total else ():
        if box.formula:
            first, last = (typed.place(page.data[i][name])[0] + 1 for i in (0, -3))
            box.formula = box.formula.format(re.match("[A-Z]+", typed.cell(box))[0], first, last)


@pytest.mark.parametrize("what", COLUMN_SLIPS)
@pytest.mark.parametrize("form", SETS)
def test_a_wrong_column_is_one_finding(form, what):
    for name in corrected(form).declared.all_columns.added:
        page = with_totals(corrected(form))
        header, rules = COLUMN_SLIPS[what](page, name)
        layout = header if isinstance(header, Layout) else AS_PRINTED
        report = judge(SETS[form], type_page(page, layout))
        assert not report.crashed
        found = [f.rule for f in report.findings if f.severity != "hint"]
        if name == "allotted" and "T05" in rules:
            rules = ()  # the province's own column: a unit need not send it
        assert found == list(rules), [(f.rule, f.cell, f.message) for f in report.findings]


# --- what real plans do rightly --------------------------------------------------------------------------


def _no_numbers(page):
    for row in page.data:
        row.put(ordinal="")


def _numbers_as_text(page):
    for row in page.data:
        if row.get("ordinal"):
            row.put(ordinal=f"{int(row.get('ordinal')):02}.")


def _numbers_by_section(page):
    for _, rows in sections(page):
        for number, row in enumerate(rows, start=1):
            row.put(ordinal=float(number))


def _dashes_for_zero(page):
    for row in page.data:
        row.put(**{name: "-" for name in page.counts if row.get(name) == 0.0})


def _people_in_words(page):
    for row in page.data:
        for name in page.counts:
            if row.get(name):
                row.put(**{name: f"{row.get(name):.0f} {'lớp' if name == 'classes' else 'học viên'}"})


def _total_without_label(page):
    with_totals(page).total.put(**{n: "" for n in ("ordinal", "unit_name", "class_name") if n in page.header})


def _total_in_other_words(page):
    for box in with_totals(page).total.boxes.values():
        box.value = "Tổng số (I + II):" if isinstance(box.value, str) and box.value else box.value


def _subtotals_below_sections(page):
    with_totals(page)
    for number, (section, rows) in enumerate(sections(page), start=1):
        boxes = {name: Box() for name in page.header} | {n: Box(section.get(n)) for n in page.counts}
        boxes["class_name"].value = f"Cộng mục {'I' * number}"
        section.put(**dict.fromkeys(page.counts, ""))
        page.rows.insert(page.rows.index(rows[-1]) + 1, Row("subtotal", boxes))


def _prepared_rows(page):
    for number in range(len(page.data) + 1, len(page.data) + 5):
        boxes = {name: Box() for name in page.header} | {"ordinal": Box(float(number))}
        page.rows.insert(len(page.rows) - bool(page.total), Row("prepared", boxes))


def _page_number(page):
    page.below += [{}, {list(page.header)[1]: Box("2")}]


def _footnotes_in_header(page):
    page.header = {name: (*path[:-1], path[-1] + " (*)") for name, path in page.header.items()}


def _units_on_lines_of_their_own(page):
    for row in page.data if page.form == "bieu-01" else ():
        if row.get("unit_name"):
            boxes = {
                name: Box(row.get(name) if name in ("ordinal", "unit_name") else "") for name in page.header
            }
            row.put(ordinal="", unit_name="")
            page.rows.insert(page.rows.index(row), Row("unit", boxes))


QUIRKS = {
    function.__name__.strip("_"): function
    for function in (
        _no_numbers,
        _numbers_as_text,
        _numbers_by_section,
        _dashes_for_zero,
        _people_in_words,
        _total_without_label,
        _total_in_other_words,
        _subtotals_below_sections,
        _prepared_rows,
        _page_number,
        _footnotes_in_header,
        _units_on_lines_of_their_own,
    )
}


@pytest.mark.parametrize("quirk", QUIRKS)
@pytest.mark.parametrize("form", [form for form in SETS if form != "bieu-01-ii"])
def test_what_is_right_is_not_alarmed(form, quirk):
    for name in ("as printed", "state paper", "header repeated"):
        if quirk == "units_on_lines_of_their_own" and name == "header repeated":
            continue  # a page that ends in a unit's line keeps that line as a row
        page: Page = corrected(form)
        expected = len(page.data)
        QUIRKS[quirk](page)
        typed = type_page(page, BY_NAME[name])
        assert [len(table.rows) for table in read(SETS[form], typed).tables] == [expected]
        assert loud(judge(SETS[form], typed)) == []
