"""A form set handed to processes that read workbooks: made once, and read there in a few milliseconds.

Reading the flat tables anew in each process would load pydantic there, which takes longer than the tables. It
goes by a file: as an argument it would not fit into the pipe of a new process, which blocks the parent.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from workbook_templates.declared.form_set import FormSet


class Handed(NamedTuple):
    """Where a form set lies ready; source: its id or folder, for a machine that does not see the file."""

    file: str
    source: str


@contextmanager
def handed_over(form_set: FormSet, source: str | Path) -> Iterator[Handed]:
    """A form set as a file that only this user can read, for as long as it is needed."""
    number, name = tempfile.mkstemp(prefix="bieu-", suffix=".bo")
    try:
        with os.fdopen(number, "wb") as file:
            pickle.dump(replace(form_set), file)  # a fresh one, without what has been read with it
        yield Handed(name, str(source))
    finally:
        with suppress(OSError):
            os.unlink(name)


@lru_cache(maxsize=2)
def form_set_of(handed: Handed) -> FormSet:
    """The form set that was handed over, in another process. Raises FormSetError where this machine neither
    sees the file nor has the form set."""
    try:
        with open(handed.file, "rb") as file:
            return pickle.load(file)
    except OSError:
        from workbook_templates.declared.loading import load_form_set

        return load_form_set(handed.source)
