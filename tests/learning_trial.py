"""How well forms are learnt from examples: `python -m tests.learning_trial [WORD …]` prints for each form of
the trial (whose name holds a word) how much of it is right, and the sum; with `--changes` also what goes
wrong when returns are changed (tests/trial_changes.py)."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree

from openpyxl import load_workbook

from tests.example_forms import save
from tests.trial_changes import FAULTS, HARMLESS, SAID, Place
from tests.trial_forms import (
    kept_back,
    last,
    needs,
    other_fields,
    other_offices,
    other_shapes,
    persons_money,
    results,
)
from tests.trial_forms.notation import Form, Right
from validators.judging import judge
from workbook_templates.expression.roles import Role
from workbook_templates.learning.columns import LearntColumn
from workbook_templates.learning.example import LearntForm
from xl_addin.by_example import CannotLearn, Learnt, form_set_by_example
from xl_addin.check import batch_of
from xl_addin.inbox import open_inbox
from xl_addin.roll_up import RollUp, roll_up
from xl_addin.summary.bieu import Bieu, roll_up_forms

FILES = (needs, results, persons_money, other_fields, kept_back, last, other_offices, other_shapes)
FORMS: list[Form] = [form for file in FILES for form in file.FORMS]


@dataclass
class Score:
    """What is right of a form. right, asked: of columns, relations, lines and totals; wrong: each fault in
    words; sums: how many sums are wrong; noise: findings of clean returns."""

    right: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    sums: int = 0
    noise: list[str] = field(default_factory=list)

    def note(self, what: str, good: bool, said: str) -> None:
        """Count one thing."""
        self.asked[what] = self.asked.get(what, 0) + 1
        self.right[what] = self.right.get(what, 0) + good
        if not good:
            self.wrong.append(f"{what}: {said}")


def write(form: Form, folder: Path) -> tuple[Path, Path]:
    """Write the example and the returns of a form; gives back the example and the folder of the returns."""
    example, returns = folder / "mau.xlsx", folder / "don-vi"
    returns.mkdir(parents=True)
    save(example, [(name, text, "") for name, text in form.example])
    for number, (unit, sheets) in enumerate(form.returns.items(), start=1):
        save(returns / f"{number:02d} {unit}.xlsx", [(name, text, "") for name, text in sheets])
    return example, returns


@contextmanager
def rolled_up(form: Form, folder: Path) -> Iterator[tuple[Learnt, RollUp]]:
    """A form as it was learnt, with its returns rolled up."""
    example, returns = write(form, folder)
    with form_set_by_example(example, [returns]) as learnt:
        yield learnt, roll_up(returns, learnt.form_set, folder / "tong-hop.xlsx", learnt.folder)


def score_of(form: Form, learnt: Learnt, result: RollUp) -> Score:
    """How much of a form is right."""
    score = Score()
    score.note("tables", len(learnt.forms) == len(form.right), f"{len(learnt.forms)} of {len(form.right)}")
    bieu = {one.form.id: one for one in result.bieu}
    for taken, right in zip(learnt.forms, form.right, strict=False):
        _columns(score, taken, right)
        _relations(score, taken, right)
        score.note("rows", taken.line == right.line, f"{taken.line} for {right.line}")
        _lines(score, taken, right)
        _totals(score, taken, right, bieu.get(taken.id))
    findings = result.report.findings
    score.wrong += [f"rule {rule} crashed" for rule in result.report.crashed]
    score.noise = [f"{f.rule}@{f.sheet}!{f.cell} {f.message}" for f in findings if f.rule not in form.says]
    return score


def _columns(score: Score, taken: LearntForm, right: Right) -> None:
    tokens = right.columns.split()
    if len(tokens) != len(taken.columns):
        score.wrong.append(f"columns: {[c.header for c in taken.columns]}")
    for place, token in enumerate(tokens):
        column = taken.columns[place] if place < len(taken.columns) else None
        said = _token(column, taken) if column else "none"
        header = column and column.header
        score.note("columns", said in token.split("/"), f"{place} {header}: {said} for {token}")


def _token(column: LearntColumn, taken: LearntForm) -> str:
    if column.name == taken.naming:
        return "name"
    if column.role is Role.UNIT:
        return "unit"
    if column.role is Role.ORDINAL:
        return "stt"
    return ("+" if column.adds else "") + type(column.kind).name


def relations_of(taken: LearntForm) -> dict[int, tuple[str, tuple[int, ...]]]:
    """What was learnt of the columns' relations, by their places among the columns."""
    place = {column.name: number for number, column in enumerate(taken.columns)}
    return {
        place[column.name]: (relation, tuple(place[name] for name in getattr(column, relation)))
        for column in taken.columns
        for relation in ("sum_of", "part_of", "product_of")
        if getattr(column, relation)
    }


def _relations(score: Score, taken: LearntForm, right: Right) -> None:
    found = relations_of(taken)
    for place, relation in right.relations.items():
        score.note("relations", found.get(place) == relation, f"{place} {found.get(place)} for {relation}")


def _lines(score: Score, taken: LearntForm, right: Right) -> None:
    label = {line.id: line.label for line in taken.lines}
    for line in taken.lines:
        if line.label in right.under:
            above = label.get(line.under)
            score.note("lines", above in right.under[line.label].split("|"), f"{line.label} under {above}")
        if line.label in right.parts:
            score.note("lines", line.part, f"{line.label} no part")
    missing = [one for one in right.under if one not in label.values()]
    for one in missing:
        score.note("lines", False, f"{one} lacks")


def _totals(score: Score, taken: LearntForm, right: Right, bieu) -> None:
    for place, column in enumerate(taken.columns):
        if bieu is None or not column.adds or column.kind.interval:
            continue
        name = bieu.form.columns[place].name if place < len(bieu.form.columns) else ""
        name = next((c.name for c in bieu.form.columns if c.name.endswith(column.name)), name)
        total = bieu.total(name)
        tokens = right.columns.split()
        wanted = right.totals.get(place)
        if wanted is None and place < len(tokens) and "+" in tokens[place]:
            continue
        good = wanted is not None and total is not None and abs(total - wanted) < 1e-6
        score.sums += not good and total not in (None, 0)
        score.note("totals", good, f"{place} {total} for {wanted}")
    for place in right.totals:
        if place < len(taken.columns) and not taken.columns[place].adds:
            score.note("totals", False, f"{place} not added up")


def changed(written: Path, folder: Path, change: Callable[[Place], object], taken: LearntForm) -> object:
    """Copy a written form with a change in the first return that has a place for it; gives back what the
    change gave."""
    copytree(written, folder, dirs_exist_ok=True)
    for path in sorted((folder / "don-vi").iterdir()):
        workbook = load_workbook(path)
        if said := change(Place(workbook, taken)):
            workbook.save(path)
            return path.name, said
    return None


def sums_of(learnt: Learnt, printed: Sequence[Bieu]) -> dict[tuple[str, str], float | None]:
    """The totals of all columns added up, by sheet and header."""
    bieu = {one.form.id: one for one in printed}
    return {
        (taken.sheet, " / ".join(column.header)): bieu[taken.id].total(
            next(c.name for c in bieu[taken.id].form.columns if c.name.endswith(column.name))
        )
        for taken in learnt.forms
        for column in taken.columns
        if taken.id in bieu and column.adds and not column.kind.interval
    }


def after(written: Path, change: Callable, taken: LearntForm) -> tuple[object, dict, list] | None:
    """What comes of a written form after a change in a return: what the change gave, the totals, the
    findings."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        said = changed(written, folder, change, taken)
        if said is None:
            return None
        with form_set_by_example(folder / "mau.xlsx", [folder / "don-vi"]) as learnt:
            inbox = open_inbox([folder / "don-vi"], learnt.form_set, learnt.folder)
            batch = batch_of(inbox, inbox.form_set)
            return said, sums_of(learnt, roll_up_forms(batch)), judge(batch).findings


def try_changes(form: Form) -> Iterator[str]:
    """What goes wrong with changed returns, in words: harmless changes that alter a sum or are noisy, others
    that are not said, faults not found at their cells."""
    with tempfile.TemporaryDirectory() as name:
        written = Path(name)
        with rolled_up(form, written) as (learnt, result):
            taken, sums = learnt.forms[0], sums_of(learnt, result.bieu)
            clean = {(f.rule, f.cell) for f in result.report.findings}
        (written / "tong-hop.xlsx").unlink()
        yield from _tried(written, taken, sums, clean)


def _tried(written: Path, taken: LearntForm, sums: dict, clean: set) -> Iterator[str]:
    for change in HARMLESS:
        if got := after(written, change, taken):
            noise = [f"{f.rule}@{f.cell} {f.message[:90]}" for f in got[2] if (f.rule, f.cell) not in clean]
            if got[1] != sums:
                yield f"{change.__name__}: {_difference(sums, got[1])}{'' if noise else ' IN SILENCE'}"
            for one in noise[:3]:
                yield f"{change.__name__}: noise {one}"
    for change in SAID:
        got = after(written, change, taken)
        if got and not [f for f in got[2] if (f.rule, f.cell) not in clean]:
            yield f"{change.__name__}: IN SILENCE {_difference(sums, got[1])}"
    for fault in FAULTS:
        if got := after(written, fault, taken):
            cells = got[0][1]
            near = [f for f in got[2] if cells & {f.cell, *f.related}]
            if not near:
                others = [f"{f.rule}@{f.cell}" for f in got[2]][:4]
                yield f"{fault.__name__}: not found at {sorted(cells)[:4]} but {others}"


def _difference(sums: dict, got: dict) -> str:
    keys = sorted({k for k in (*sums, *got) if sums.get(k) != got.get(k)})
    return "; ".join(f"{k[1][-30:]}: {got.get(k)} for {sums.get(k)}" for k in keys[:3])


def main(asked: Sequence[str]) -> None:
    """Print the trial."""
    changes = "--changes" in asked
    asked = [word for word in asked if not word.startswith("--")]
    every = Score()
    for form in FORMS:
        if asked and not any(word in form.name for word in asked):
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                with rolled_up(form, Path(folder)) as (learnt, result):
                    score = score_of(form, learnt, result)
            except CannotLearn as error:
                columns = sum(len(right.columns.split()) for right in form.right)
                score = Score(wrong=[f"not learnt: {error}"], asked={"columns": columns})
        print(f"{form.name}: {_sum(score)}")
        for line in [*score.wrong, *(f"noise: {said}" for said in score.noise)]:
            print(f"    {line[:170]}")
        for line in try_changes(form) if changes else ():
            print(f"    {line[:220]}")
        for what, count in score.asked.items():
            every.asked[what] = every.asked.get(what, 0) + count
            every.right[what] = every.right.get(what, 0) + score.right.get(what, 0)
        every.sums += score.sums
        every.noise += score.noise
    print(f"ALL {_sum(every)}, {len(every.noise)} findings of clean returns, {every.sums} wrong sums")


def _sum(score: Score) -> str:
    return ", ".join(f"{score.right.get(what, 0)} of {count} {what}" for what, count in score.asked.items())


if __name__ == "__main__":
    main(sys.argv[1:])
