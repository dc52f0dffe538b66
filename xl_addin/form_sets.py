"""The form sets that the add-in and the command line work with: loaded in one way, so that one that names
a rule which does not exist is refused like any other mistake. (Processes that only read workbooks load a
form set that has been judged here already.)"""

from __future__ import annotations

from pathlib import Path

from validators.form_set_rules import judge_rules
from workbook_templates.declared import loading
from workbook_templates.declared.form_set import FormSet

form_set_ids = loading.form_set_ids


def load_form_set(name: str | Path) -> FormSet:
    """The form set with this id, or in this folder. Raises FormSetError where there is none, or with
    everything that is wrong with it, what it says of rules included."""
    return loading.load_form_set(name, judge_rules)


def read_form_set(name: str | Path) -> FormSet:
    """The same, as its files stand now."""
    return loading.read_form_set(loading.form_set_folder(name), judge_rules)
