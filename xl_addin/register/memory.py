"""What the register remembers for the next run: which file counts, what was said of a finding and decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from validators.codes import Decided
from validators.decisions import Remembered, read_decided
from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.returns import Return
from workbook_templates.words.spelling import words
from xl_addin.choosing import FileWord
from xl_addin.letters.received_note import mark_of
from xl_addin.register.columns import FILES, FINDINGS, MARK
from xl_addin.register.reading import CannotFollow, Lines, Register, RegisterLine, read_register

MEMORY = "§memory"  # in what was written: the memory of a finding


@dataclass
class KnownBefore:
    """What a register says. path: the register; exists: whether there is one; choices: (unit, digest, annex
    or "") → (what the province says of that file, the name it had); findings: by id; told: what the clerk
    must know of it."""

    path: Path
    exists: bool = False
    choices: dict[tuple[str, str, str], tuple[FileWord, str]] = field(default_factory=dict)
    findings: dict[str, Remembered] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def words_of(
        self, returns: Sequence[Return], among: Iterable[int]
    ) -> tuple[dict[int, dict[str, FileWord]], list[tuple[str, str]]]:
        """What is said of these files, and (unit, name) of those that it is said of and that are not among
        them."""
        units = {unit for unit, _, _ in self.choices}
        said: dict[int, dict[str, FileWord]] = {}
        left = dict(self.choices)
        for number in among:
            item = returns[number]
            if item.unit in units and item.status == "ok":
                own = digest_of(item.path)
                for unit, digest, form in self.choices:
                    if (unit, digest) == (item.unit, own):
                        said.setdefault(number, {})[form] = self.choices[unit, digest, form][0]
                        left.pop((unit, digest, form), None)
        return said, list(dict.fromkeys((unit, name) for (unit, _, _), (_, name) in left.items()))


def register_of(folder: Path, form_set: FormSet) -> Path:
    """Where the register of a folder of returns lies: beside it."""
    return folder.resolve().parent / f"So theo doi {form_set.id}.xlsx"


def digest_of(path: Path) -> str:
    """What a file's content is known by, wherever it lies."""
    return mark_of(path.read_bytes())


def file_key(unit: str, digest: str, form: str = "") -> str:
    """What a line of the list of files is known by."""
    return f"{unit}{MARK}{digest}{MARK}{form}"


def read_known(path: Path, form_set: FormSet) -> KnownBefore:
    """What a register says; a register that cannot be read says nothing, and that is told."""
    if not path.exists():
        return KnownBefore(path)
    try:
        register = read_register(path)
    except CannotFollow as error:
        return KnownBefore(path, True, told=[f"Chưa tính các lựa chọn trong sổ theo dõi. {error}"])
    if register.form_set not in ("", form_set.id):
        return KnownBefore(path, told=[
            f"“{path.name}” là sổ theo dõi của bộ biểu mẫu “{register.form_set}”, không phải "
            f"“{form_set.id}”: chưa tính các lựa chọn trong sổ."
        ])  # fmt: skip
    return known_of(register, path)


def known_of(register: Register, path: Path) -> KnownBefore:
    """What a register says, with what the clerk has chosen and typed since it was written."""
    known = KnownBefore(path, True)
    for lines in register.pages.values():
        known.told += told_of(lines)
    _read_files(register.pages.get(FILES.mark), known)
    _read_findings(register.pages.get(FINDINGS.mark), register.saved, known)
    return known


def told_of(lines: Lines) -> Iterator[str]:
    """What of a list the clerk must look at: columns that are gone, lines that she has copied."""
    where = f"Trang “{lines.sheet}” của sổ theo dõi"
    for name in lines.lost:
        yield f"{where}: không còn cột “{name}” (bị xóa hoặc đổi tên), nội dung ở cột này chưa được tính."
    if lines.twice:
        rows = ", ".join(map(str, lines.twice))
        yield f"{where}: dòng {rows} là dòng chép lại (trùng mã ẩn), chỉ tính dòng đầu."


def _read_files(lines: Lines | None, known: KnownBefore) -> None:
    for key, line in lines.lines.items() if lines else ():
        said = line.cells.get("choice")
        unit, digest, form = key.split(MARK)
        if word := read_word(said, form):
            name = line.written.get("name") or str(line.cells.get("file") or "").strip()
            known.choices[unit, digest, form] = word, name
        elif said not in (None, ""):
            known.told.append(_unclear(FILES.name, line, "Tỉnh chọn", said))


def read_word(text: object, form: str = "") -> FileWord | None:
    """What the clerk says of a file, or of one of its annexes, which can only be used or not; None for
    anything else."""
    said = words(str(text or ""))
    word = next((one for one in FileWord if said == words(one.words)), None)
    return None if form and word is not FileWord.USE else word


def _read_findings(lines: Lines | None, saved: tuple[str, str], known: KnownBefore) -> None:
    for key, line in lines.lines.items() if lines else ():
        stored = line.written.get(MEMORY)
        one = remembered_in(stored if isinstance(stored, dict) else {})
        shown = {name: str(line.cells.get(name) or "").strip() for name in ("reason", "decision")}
        value = str(line.written.get("value") or "")
        if "decision" in line.cells and shown["decision"] != line.written.get("decision", ""):
            what = read_decided(shown["decision"])
            if what or not shown["decision"]:
                one = one.decide(what, one.figures, *saved, value)
            else:
                known.told.append(_unclear(FINDINGS.name, line, "Xử lý của tỉnh", shown["decision"]))
        if "reason" in line.cells and shown["reason"] != line.written.get("reason", ""):
            one = one.explain(shown["reason"], one.figures)
        known.findings[key] = one


def _unclear(page: str, line: RegisterLine, column: str, said: object) -> str:
    return (
        f"Trang “{page}” của sổ theo dõi, dòng {line.row}, cột “{column}”: chưa hiểu “{said}” nên không "
        "tính. Đề nghị chọn trong danh sách của ô."
    )


def remembered_in(stored: dict) -> Remembered:
    """A memory from what was written; what is missing is blank."""
    texts = {name: str(stored.get(name) or "") for name in vars(Remembered()) if name != "decision"}
    decided = next((one for one in Decided if one.value == stored.get("decision")), None)
    return replace(Remembered(**texts), decision=decided)


def stored_as(one: Remembered) -> dict[str, str]:
    """A memory as it is written: what is not blank."""
    found = {name: value.value if isinstance(value, Decided) else value for name, value in vars(one).items()}
    return {name: value for name, value in found.items() if value}
