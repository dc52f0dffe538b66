"""Hand-made faults in rules and engine: each is put alone into a copy of the tree, and some test must fail.

    python -m tests.mutations                 all of tests/mutation_list.py, two at a time
    python -m tests.mutations --only D06      those whose name holds this
    python -m tests.mutations --thorough      a survivor is shown to the whole suite too

Exit 0: every fault is caught; 1: some survive; 2: some of the list are stale (the code they change has
moved) or break the program outright, or the tests fail without any fault. It is no part of the suite: it
takes some minutes.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import queue
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
RULES_AND_ENGINE = ("tests/test_one_cause.py", "tests/test_engine.py", "tests/test_rules.py")
CAUGHT, SURVIVES, STALE, BROKEN = "caught", "SURVIVES", "STALE", "BROKEN"
_NONE_CHOSEN = 5  # pytest's exit code
TOO_LONG = 300  # seconds; a fault that makes the tests hang is caught
_NOT_COPIED = shutil.ignore_patterns(
    ".git", "__pycache__", ".*_cache", ".hypothesis", ".venv", "node_modules", "*.egg-info"
)


@dataclass(frozen=True)
class Mutation:
    """One fault. file: from the root of the tree, a glob that fits one file; old: text that stands in it
    once; tests: the files of tests, or single tests, one of which must fail; first: what the name holds of
    those among them that most likely do, which are run alone before (pytest -k)."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...] = RULES_AND_ENGINE
    first: str = ""


class Stale(Exception):
    """The text to change is not there, or more than once."""


def put_in(tree: Path, mutation: Mutation) -> tuple[Path, str]:
    """Put the fault into a tree; returns the file and its text before. Raises Stale."""
    files = list(tree.glob(mutation.file))
    if len(files) != 1:
        raise Stale(f"{len(files)} files are {mutation.file}")
    before = files[0].read_text("utf-8")
    if (found := before.count(mutation.old)) != 1:
        raise Stale(f"{found} times in {mutation.file}: {mutation.old}")
    _write(files[0], before.replace(mutation.old, mutation.new))
    return files[0], before


def _write(path: Path, text: str) -> None:
    """Write a module; its compiled form would pass for fresh if the size is the same."""
    path.write_text(text, "utf-8")
    Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)


def run_tests(
    tree: Path, tests: Sequence[str], options: Sequence[str] = (), timeout: float | None = TOO_LONG
) -> int:
    """pytest's exit code over these tests in a tree, up to the first failure; 1 where it takes too long."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *options, *tests]
    # No plugin is needed, and each takes its time to load.
    place = {**os.environ, "PYTHONPATH": str(tree), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    try:
        run = subprocess.run(command, cwd=tree, env=place, capture_output=True, timeout=timeout)
    except subprocess.TimeoutExpired:
        return 1
    return run.returncode


def try_one(tree: Path, mutation: Mutation, *, thorough: bool = False, options: Sequence[str] = ()) -> tuple:
    """What becomes of a fault, with what the reader of the table should know: (outcome, remark)."""
    try:
        path, before = put_in(tree, mutation)
    except Stale as why:
        return STALE, str(why)
    try:
        code = run_tests(tree, mutation.tests, [*options, "-k", mutation.first]) if mutation.first else 0
        if code in (0, _NONE_CHOSEN):
            code = run_tests(tree, mutation.tests, options)
        if code == 0 and thorough:
            code = run_tests(tree, ["tests", "validators"], options)
    finally:
        _write(path, before)
    if code == 0:
        return SURVIVES, f"{mutation.old}  →  {mutation.new}"
    return (CAUGHT, "") if code == 1 else (BROKEN, f"pytest ends with {code}: no test was run")


@contextmanager
def copies(root: Path, number: int) -> Iterator[queue.Queue]:
    """Copies of the tree, each for one fault at a time; the tree itself is never touched."""
    with tempfile.TemporaryDirectory() as folder:
        trees: queue.Queue[Path] = queue.Queue()
        for index in range(number):
            trees.put(shutil.copytree(root, Path(folder) / str(index), ignore=_NOT_COPIED))
        yield trees


def try_all(root: Path, mutations: Sequence[Mutation], jobs: int = 2, **how) -> list[tuple]:
    """(mutation, outcome, remark) of each, in the order of the list; printed as they end."""
    with copies(root, jobs) as trees, ThreadPoolExecutor(jobs) as pool:

        def one(mutation: Mutation) -> tuple:
            tree = trees.get()
            try:
                outcome, remark = try_one(tree, mutation, **how)
            finally:
                trees.put(tree)
            print(f"{outcome:9} {mutation.name}" + (f"\n          {remark}" if remark else ""), flush=True)
            return mutation, outcome, remark

        return list(pool.map(one, mutations))


def fails_without(root: Path, mutations: Sequence[Mutation], options: Sequence[str]) -> bool:
    """Whether the tests fail as they are, so that they can tell nothing of a fault."""
    tests = sorted({test for mutation in mutations for test in mutation.tests})
    with copies(root, 1) as trees:
        return run_tests(trees.get(), tests, options, timeout=None) != 0


def main(arguments: Sequence[str] | None = None) -> int:
    from tests.mutation_list import MUTATIONS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", default="", metavar="NAME", help="only those whose name holds this")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time")
    parser.add_argument("--thorough", action="store_true", help="the whole suite for a survivor")
    parser.add_argument("--deselect", action="append", default=[], help="a test that fails anyway")
    said = parser.parse_args(arguments)
    chosen = [mutation for mutation in MUTATIONS if said.only in mutation.name]
    options = [part for test in said.deselect for part in ("--deselect", test)]
    if not chosen or fails_without(ROOT, chosen, options):
        failing = "The tests fail without any fault: mend them first (python -m pytest names them)."
        print(failing if chosen else "No such fault.")
        return 2
    tried = try_all(ROOT, chosen, said.jobs, thorough=said.thorough, options=options)
    return sum_up([outcome for _, outcome, _ in tried])


def sum_up(outcomes: Sequence[str]) -> int:
    """Print how many there are of each, and give the exit code."""
    numbers = {outcome: outcomes.count(outcome) for outcome in (CAUGHT, SURVIVES, STALE, BROKEN)}
    print(f"{len(outcomes)} faults: " + ", ".join(f"{n} {outcome}" for outcome, n in numbers.items()))
    return 2 if numbers[STALE] or numbers[BROKEN] else 1 if numbers[SURVIVES] else 0


if __name__ == "__main__":
    sys.exit(main())
