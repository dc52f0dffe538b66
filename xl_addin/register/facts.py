"""What has come from each unit, as the folder of returns and its check show it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from validators.codes import Severity
from workbook_templates.declared.form_set import FormSet
from workbook_templates.reading.returns import Return, untouched
from workbook_templates.words.spelling import clean, words
from xl_addin.inbox import Inbox, relative
from xl_addin.letters.received_note import Received, received_in
from xl_addin.register.columns import Noted
from xl_addin.register.memory import digest_of
from xl_addin.sendings import progress_words
from xl_addin.signed_scans import is_named_as, is_signed_scan, names_of, without_marks
from xl_addin.summary.statuses import AnnexStatus, annexes_of, files_of_units

if TYPE_CHECKING:
    from xl_addin.summary.contents import Contents

_NUMBER = re.compile(r"^\d+ ")  # of a blank's name
_CONTACT = ("author", "phone")  # of the cover, in one column


@dataclass(frozen=True)
class AnnexFacts:
    """An annex of a unit: what of it has come, in words, and how much was found in it."""

    came: str
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True)
class UnitFacts:
    """What has come from a unit. files: those that count, as the clerk sees their names; contents: a digest
    of each; sent: every workbook of the unit, digest → name; wrong: what cannot be read or is no workbook;
    blank, declined: whether nothing is filled in, or only that there is no need; errors, warnings: still
    open; sending: “Lần gửi” and “Loại”; contact, document: what its covers say; scans: signed copies
    beside; arrived: when the content with a digest came, where it was taken out of a letter; sender: the
    address from which the latest file that counts was sent; progress: how many findings are mended, stand
    still and are new since the unit sent before."""

    files: tuple[str, ...] = ()
    contents: frozenset[str] = frozenset()
    sent: dict[str, str] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    blank: bool = False
    declined: bool = False
    errors: int = 0
    warnings: int = 0
    sending: str = ""
    contact: str = ""
    document: str = ""
    scans: tuple[str, ...] = ()
    arrived: dict[str, date] = field(default_factory=dict)
    sender: str = ""
    progress: str = ""
    annexes: dict[str, AnnexFacts] = field(default_factory=dict)


def facts_of_units(contents: Contents) -> dict[str, UnitFacts]:
    """Of each unit from which something is due or has come, in the order in which the form set names them."""
    inbox, files = contents.inbox, files_of_units(contents)
    letters = received_in(inbox.root)
    wrong, scans = _others(inbox)
    owing = dict.fromkeys((*contents.form_set.expected_units, *files, *wrong))
    sent: dict[str, dict[str, str]] = {}
    for number, item in enumerate(inbox.returns):
        if item.unit and item.status == "ok" and number not in inbox.ignored:
            sent.setdefault(item.unit, {})[digest_of(item.path)] = inbox.name(number)
    return {
        code: _by_mail(
            _facts(contents, code, files.get(code, []), sent.get(code, {}), wrong.get(code, []), scans),
            letters,
        )
        for code in owing
    }


def _by_mail(facts: UnitFacts, letters: Mapping[str, Received]) -> UnitFacts:
    """The same with when and from whom its files came by letter."""
    came = [letters[mark] for mark in facts.sent if mark in letters]
    counting = [one for one in came if one.mark in facts.contents and one.sender]
    sender = max(counting, key=lambda one: one.when).sender if counting else ""
    return replace(facts, arrived={one.mark: one.day for one in came if one.day}, sender=sender)


def _facts(contents, code, numbers, sent, wrong, scans) -> UnitFacts:
    inbox, returns = contents.inbox, [contents.inbox.returns[n] for n in numbers]
    names = tuple(inbox.name(n) for n in numbers)
    digests = {name: digest for digest, name in sent.items()}
    found = [finding for n in numbers for finding in contents.report.of_file(n)]
    still = Counter(finding.severity for finding in found if finding.open)
    by_form: dict[str, Counter] = {}
    for finding in found:
        if finding.open:
            by_form.setdefault(_form_of(finding, returns), Counter())[finding.severity] += 1
    cover = _cover(returns)
    latest = max(returns, key=lambda item: item.turn, default=None)
    return UnitFacts(
        files=names,
        contents=frozenset(digests[name] for name in names if name in digests),
        sent=sent,
        wrong=tuple(wrong),
        blank=untouched(returns),
        declined=bool(returns) and _all_declined(returns),
        errors=still[Severity.ERROR],
        warnings=still[Severity.WARNING],
        sending=_sending(latest),
        contact=", ".join(cover[key] for key in _CONTACT if key in cover),
        document=cover.get("document", ""),
        scans=tuple(relative(scan, inbox.root) for scan in _scans_of(returns, inbox.returns, scans)),
        progress=progress_words(contents.report, code),
        annexes=_annexes(contents, code, numbers, by_form),
    )


def _annexes(contents, code: str, numbers: list[int], found: dict[str, Counter]) -> dict[str, AnnexFacts]:
    told = annexes_of(contents, numbers, code)
    return {
        form: AnnexFacts(
            ("" if not numbers else came.words) if isinstance(came, AnnexStatus) else f"{came} dòng",
            found.get(form, Counter())[Severity.ERROR],
            found.get(form, Counter())[Severity.WARNING],
        )
        for form, came in zip(contents.form_set.annexes, told, strict=True)
        if came is not AnnexStatus.NOT_OWED
    }


def _form_of(finding, returns: list[Return]) -> str:
    """The annex on whose sheet a finding stands."""
    return next((t.form for item in returns for t in item.tables if t.sheet == finding.sheet), "")


def _all_declined(returns: list[Return]) -> bool:
    answered = set().union(*(item.answered for item in returns))
    return bool(answered) and answered == set().union(*(item.declined for item in returns))


def _sending(item: Return | None) -> str:
    if item is None:
        return ""
    return ", ".join(filter(None, (clean(item.cover.get(key, "")) for key in ("attempt", "mode"))))


def _cover(returns: list[Return]) -> dict[str, str]:
    """What the covers say of who sent it, by their keys; the latest file goes before."""
    said: dict[str, str] = {}
    for item in sorted(returns, key=lambda item: item.turn):
        said |= {k: text for k in (*_CONTACT, "document") if (text := clean(item.cover.get(k, "")))}
    return said


def _others(inbox: Inbox) -> tuple[dict[str, list[str]], list[Path]]:
    """By unit what of it cannot be used, known by the file's name alone where that is exactly the unit's; and
    the signed scans."""
    wrong: dict[str, list[str]] = {}
    paths = [item.path for item in inbox.returns if item.status == "unreadable"]
    paths += [other.path for other in inbox.others if other.kind == "wrong_form"]
    for path in paths:
        if code := unit_named(path, inbox.form_set):
            wrong.setdefault(code, []).append(relative(path, inbox.root))
    return wrong, [other.path for other in inbox.others if other.kind == "signed"]


def unit_named(path: Path, form_set: FormSet) -> str | None:
    """The unit that a file's name alone names: exactly, or with the number that its blank has in front."""
    stem = path.stem
    names = (stem, _NUMBER.sub("", stem), *without_marks(words(stem)))
    unit = next(filter(None, map(form_set.catalogue.match, names)), None)
    return unit.code if unit else None


def _scans_of(returns: list[Return], beside: Sequence[Return], scans: list[Path]) -> list[Path]:
    """The signed scans of some workbooks. beside: all workbooks; one that lies alone in its folder has the
    scans there, whatever they are called."""
    found = []
    for scan in scans:
        own = [item.path for item in returns if item.path.parent == scan.parent]
        alone = sum(item.path.parent == scan.parent for item in beside) == 1
        if own and (is_signed_scan if alone else is_named_as)(scan, names_of(own)):
            found.append(scan)
    return found


def noted_of(text: object) -> Noted | None:
    """The clerk's own word, chosen from the list or typed alike."""
    return next((noted for noted in Noted if words(noted.words) == words(str(text or ""))), None)
