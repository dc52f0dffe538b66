"""The button of the register: who has sent what, and reminders to who has not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlwings as xw

from xl_addin.buttons.folder import must_be_closed, result_path, returns_folder
from xl_addin.excel.application import open_path
from xl_addin.excel.dialogs import Refused, ask, say
from xl_addin.excel.long_work import progress
from xl_addin.files.whole_files import fresh
from xl_addin.form_sets import load_form_set
from xl_addin.letters.texts import TEMPLATES, Letter
from xl_addin.letters.writing import MISSING, write_letters
from xl_addin.register.follow import Followed, follow
from xl_addin.register.memory import register_of
from xl_addin.register.planning import missing_units
from xl_addin.register.reading import CannotFollow
from xl_addin.settings.loading import Settings, load_settings

_TOLD = 12  # lines of what units that have sent again changed, in one message


def theo_doi(app: xw.App) -> None:
    """Bring the register of a folder up to date; it opens. Who is missing is reminded where she says so."""
    settings = load_settings()
    folder, source = returns_folder(app, settings)
    form_set = load_form_set(source)
    path = register_of(folder, form_set)
    must_be_closed(app, path, "Theo dõi, đôn đốc")
    try:
        followed = follow(
            folder, form_set, path, source, addresses=settings.addresses, progress=progress(app, "Đang đọc")
        )
    except CannotFollow as error:
        raise Refused(str(error)) from None
    lines = [f"{followed.plan.top}.", *followed.plan.told, *followed.plan.resent[:_TOLD], followed.outcome]
    missing = len(missing_units(followed.plan, followed.inbox.form_set))
    if missing:
        question = f"Soạn thư đôn đốc cho {missing} đơn vị chưa gửi? Công cụ không tự gửi thư."
        if ask(app, "\n".join([*lines, "", question])):
            written = _remind(app, settings, folder, followed)
            say(app, f"Đã soạn thư trong “{written}”, kèm “{MISSING}” để in.")
    else:
        say(app, "\n".join(lines))
    if not followed.waits:
        open_path(app, path)


def _remind(app: xw.App, settings: Settings, folder: Path, followed: Followed) -> Path:
    """Write the reminders; returns their folder."""
    target = fresh(result_path(settings, folder, f"{folder.name} - đôn đốc {date.today():%d-%m-%Y}"))
    write_letters(followed, target, [Letter.REMIND], TEMPLATES, None, progress(app, "Đang soạn thư"))
    return target
