"""A season of ke-hoach-2027, in which the clerk allots places and says what becomes of classes."""

from tests.hand_work import Season, row_of
from workbook_templates.declared.loading import load_form_set
from xl_addin.check import check_files

SET = load_form_set("ke-hoach-2027")
ONE, TWO, THREE = [code for code, unit in SET.catalogue.units.items() if unit.kind == "commune"][:3]
CLASSES, NEEDS, GIVEN = "Lớp mở mới", "Nhu cầu đào tạo", "Chỉ tiêu được giao"
ASKED, ALLOTTED, DIFFERENCE = 6, 11, 12  # columns of the biểu of classes
NEED, NEED_ALLOTTED = 3, 9  # of the biểu of fixed lines


def classes(**learners):
    """Rows of the annex of new classes: of each class its learners."""
    return [
        ("", f"Lớp bồi dưỡng {name}", "Tỉnh mở", 1, n, n, None, None, None, "3/2027", "5/2027", None)
        for name, n in learners.items()
    ]


def needs(**people):
    """Rows of the annex of needs: of each line its people."""
    lines = [(one, people.get(one.id.replace("-", "_"))) for one in SET.annexes["nhu-cau-dao-tao"].lines]
    return [[one.number, one.label, n, n, *[None] * 5] for one, n in lines]


def begun(folder):
    """A season in which two units have sent and the province has rolled up."""
    made = Season(folder, SET)
    made.sends(ONE, lop_mo_moi=classes(A=60), nhu_cau_dao_tao=needs(so_cap=10, cao_cap_tt=3))
    made.sends(TWO, lop_mo_moi=classes(B=40), nhu_cau_dao_tao=needs(so_cap=20, cao_cap_ktt=4)).rolls_up()
    return made


def put(sheet, text, column, value):
    def edit(book):
        book[sheet].cell(row_of(book[sheet], text), column).value = value

    return edit


def allot(season, *edits):
    season.edits(lambda book: [edit(book) for edit in edits])


def bieu(season, form):
    return next(one for one in season.result.bieu if one.form.id == form)


def totals(season, form="lop-mo-moi"):
    item = bieu(season, form)
    return tuple(item.total(name) for name in ("learners", "allotted", "difference"))


def shown(season, sheet, text, column):
    page = season.book(data_only=True)[sheet]
    return page.cell(row_of(page, text), column).value


def found_in(season, *rules):
    inbox, report = check_files([season.target], SET, None)
    return sorted((f.rule, f.sheet, f.cell) for f in report.findings if f.rule in rules or not rules)
