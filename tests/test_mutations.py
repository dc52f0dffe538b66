"""The trial of faults itself: it tells a fault that is caught from one that survives and a stale one."""

import pytest

from tests.mutation_list import MUTATIONS
from tests.mutations import (
    BROKEN,
    CAUGHT,
    RULES_AND_ENGINE,
    STALE,
    SURVIVES,
    Mutation,
    fails_without,
    sum_up,
    try_all,
)

CODE = """
def classify(number):
    if number < 6:
        return "few"
    return "many" if number < 20 else "a lot"
"""
TEST = """
from code_under_test import classify
def test_few():
    assert classify(5) == "few" and classify(6) == "many"
"""


def fault(old, new):
    return Mutation(f"{old} > {new}", "code_under_*.py", old, new, ("test_it.py",))


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "code_under_test.py").write_text(CODE, "utf-8")
    (tmp_path / "test_it.py").write_text(TEST, "utf-8")
    return tmp_path


def test_each_fault_is_told_by_what_becomes_of_it(tree):
    faults = {
        fault("< 6", "<=6"): CAUGHT,
        fault("< 20", "< 30"): SURVIVES,
        fault("< 7", "< 8"): STALE,
        fault("number <", "number >"): STALE,  # it stands there twice
        fault("def classify", "def"): BROKEN,
    }
    tried = try_all(tree, list(faults), jobs=1)
    assert {mutation: outcome for mutation, outcome, _ in tried} == faults
    assert (tree / "code_under_test.py").read_text("utf-8") == CODE


def test_tests_that_fail_anyway_tell_nothing(tree):
    mutations = [fault("< 6", "<= 6")]
    assert not fails_without(tree, mutations, ())
    (tree / "test_it.py").write_text("def test_it():\n    assert False", "utf-8")
    assert fails_without(tree, mutations, ())


def test_the_exit_code_says_whether_all_are_caught():
    assert sum_up([CAUGHT, CAUGHT]) == 0
    assert sum_up([CAUGHT, SURVIVES]) == 1
    assert sum_up([SURVIVES, STALE]) == sum_up([CAUGHT, BROKEN]) == 2


def test_the_list_is_long_enough_and_names_each_once():
    names = [mutation.name for mutation in MUTATIONS]
    assert len(names) == len(set(names)) >= 60
    assert all(mutation.old != mutation.new and mutation.tests for mutation in MUTATIONS)


def test_every_rule_has_a_fault():
    from validators.rule import all_rules

    first = {mutation.name.split()[0] for mutation in MUTATIONS if mutation.tests == RULES_AND_ENGINE}
    first |= {mutation.name.split()[0] for mutation in MUTATIONS}
    assert set(all_rules()) <= first
