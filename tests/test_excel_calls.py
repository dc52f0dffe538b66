"""How often and by which names Excel is called."""

import ast
import importlib.util
from pathlib import Path

import pytest

from tests import excel as excel_engine
from tests.benchmark import six_sheets
from tests.excel import books, cells, formats, looks, press
from tests.excel.looking import listed
from xl_addin.excel.marks import MAX_ADDRESS


@pytest.mark.parametrize("warnings", [0, 1])
def test_calls_into_excel_stay_few(excel, tmp_path, warnings):
    """Six sheets, 2,000 rows, 200 findings: errors alone, and with warnings on one sheet. Twice the rows
    cost no call more, but for addresses that grow longer than a range takes. Asking for an object (a range,
    its borders) counts like using it."""
    counts = []
    for rows in (2000, 4000):
        path = tmp_path / f"{rows}.xlsx"
        six_sheets(path, rows, warnings)
        book = excel.workbooks.by_hand(str(path))
        excel.calls.reset()
        press("kiem_tra")
        assert len(listed(book, "Quy tắc")) >= 199
        counts.append(excel.calls.count)
        excel.calls.reset()
        press("noi_dung_ke_tiep")
        assert excel.calls.count < 60, "the list alone is read"
    assert counts[0] < 150 and counts[1] <= counts[0] + 8, (counts, excel.calls.made)


def test_addresses_are_grouped_below_what_a_range_takes():
    from xl_addin.excel.marks import grouped

    groups = list(grouped(f"C{n}" for n in range(1000, 1200)))
    assert all(len(group) <= MAX_ADDRESS for group in groups)
    assert sum(len(group.split(",")) for group in groups) == 200


# What the test engine's classes hold for its own sake.
OWN = {
    "Books": {"app", "by_hand", "open_books"},
    "App": {
        "alerts",
        "answers",
        "bar",
        "calls",
        "engine",
        "folders",
        "inputs",
        "started_in",
        "workbooks",
        "events",
    },
    "Book": {"app", "content", "full", "pages", "path", "results", "shared", "wrappers", "name"},
    "Sheet": {"is_chart", "must_be_open", "page"},
    "Range": {"filled"},
}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (excel_engine.App, "App"),
        (books.Books, "Books"),
        (books.Book, "Book"),
        (books.Sheets, "Sheets"),
        (books.Sheet, "Sheet"),
        (cells.Range, "Range"),
        (looks.Font, "Font"),
        (formats.Formats, "ConditionalFormats"),
        (formats.Format, "ConditionalFormat"),
    ],
)
def test_what_our_code_asks_of_xlwings_exists_for_windows(kind, name):
    """The buttons run on the test engine: what it offers of xlwings must be in xlwings' own module for
    Windows, which is read as text since it cannot be imported here."""
    folder = Path(importlib.util.find_spec("xlwings").origin).parent
    tree = ast.parse((folder / "_xlwindows.py").read_text(encoding="utf-8"))
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}

    def stored(part):
        return (
            isinstance(part.ctx, ast.Store) and isinstance(part.value, ast.Name) and part.value.id == "self"
        )

    def members(node):
        own = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
        own |= {target.id for part in node.body if isinstance(part, ast.Assign) for target in part.targets}
        own |= {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute) and stored(part)}
        bases = [base.id for base in node.bases if isinstance(base, ast.Name) and base.id in classes]
        return own.union(*(members(classes[base]) for base in bases))

    offered = {attribute for attribute in vars(kind) if attribute[0].islower()} - OWN.get(name, set())
    assert offered and offered <= members(classes[name]), offered - members(classes[name])
