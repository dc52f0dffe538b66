"""An Excel for every test that asks for one, with places of its own for logs, settings and documents."""

import gc
import shutil

import hypothesis
import platformdirs
import pytest

from tests import excel as excel_engine
from tests.excel.looking import SWAPPED

hypothesis.settings.register_profile("any machine", deadline=None)  # no test depends on the clock
hypothesis.settings.load_profile("any machine")


@pytest.fixture(scope="module", autouse=True)
def _what_stays_is_not_walked():
    """What a module leaves behind (caches, modules) is not looked through for garbage in all later ones."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture
def excel(tmp_path, monkeypatch):
    for place in ("log", "config", "documents"):
        (tmp_path / place).mkdir()
        name = f"user_{place}_dir"
        monkeypatch.setattr(platformdirs, name, lambda *_, place=place, **__: str(tmp_path / place))
    return excel_engine.start()


@pytest.fixture
def swapped(excel, tmp_path):
    """A copy of the sample with two cells swapped, open in Excel."""
    path = tmp_path / "Đại Từ = 1; & 2.xlsx"
    shutil.copyfile(SWAPPED, path)
    return excel.workbooks.by_hand(str(path))
