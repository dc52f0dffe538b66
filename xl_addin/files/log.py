"""The log: addresses and rule ids, never cell values or names (DESIGN decision 14)."""

from __future__ import annotations

import logging
import traceback
from copy import copy
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

_log = logging.getLogger("bieu")
_OURS = ("bieu", "xl_addin", "validators", "workbook_templates")


def log_file() -> Path:
    """Where the log lies on this machine."""
    return Path(platformdirs.user_log_dir("bieu", appauthor=False)) / "bieu.log"


def start_log() -> None:
    """Write warnings and worse to the log file; without one where the place cannot be written."""
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    path = log_file()
    if any(getattr(handler, "baseFilename", None) == str(path.absolute()) for handler in root.handlers):
        return  # one process serves many presses of a button
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)


class _Discreet(logging.Formatter):
    """Where an exception came from and its kind, without its text, which may quote a cell; of what others log
    only where they did, for their texts may quote one too."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # what another formatter made of it
        told = record
        if not record.name.startswith(_OURS):
            told = copy(record)
            told.msg, told.args = f"{record.module}:{record.lineno}", ()
        try:
            return super().format(told)
        finally:
            record.exc_text = None

    def formatException(self, info) -> str:
        kind, _, trace = info
        places = "".join(traceback.format_list(traceback.extract_tb(trace)))
        return f"{places}{kind.__name__}"


def log_trouble(error: BaseException) -> Path:
    """Log an unexpected exception; the log's path is for the message to the clerk."""
    _log.error("unexpected", exc_info=error)
    return log_file()
