"""The command line `bieu`: the same verbs as the ribbon's buttons, without accents.

Exit codes (DESIGN section 5): 0 no errors; 1 errors found; 2 something could not be read, or the call
is wrong (2 beats 1).
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from contextlib import suppress
from typing import NoReturn

from xl_addin.command_line.guards import Refused
from xl_addin.command_line.parser import parser
from xl_addin.command_line.verbs import UNREADABLE


def run(arguments: list[str] | None = None, call: argparse.Namespace | None = None) -> int:
    """Run the command line and return its exit code; unexpected trouble is one sentence and a log.

    call: where the arguments go, and what the verb has made, which lives as long as it."""
    from workbook_templates.declared.complaints import FormSetError
    from xl_addin.check import CannotCompare
    from xl_addin.files.log import log_trouble, start_log
    from xl_addin.files.whole_files import CannotWrite
    from xl_addin.setup.locations import CannotInstall

    start_log()
    try:
        call = parser().parse_args(arguments, call)
        return call.function(call)
    except (Refused, FormSetError, CannotWrite, CannotInstall, CannotCompare) as refused:
        message = str(refused)
    except KeyboardInterrupt:
        message = (
            "Đã dừng theo yêu cầu. Tệp nào ghi xong trước khi dừng thì được giữ lại, không tệp nào bị ghi dở."
        )
    except MemoryError:
        message = "Máy không đủ bộ nhớ. Đề nghị đóng bớt chương trình, hoặc chia thư mục làm nhiều phần."
    except Exception as error:  # the clerk gets a sentence, the log gets the place
        message = (
            "Có trục trặc ngoài dự kiến; tệp của đơn vị không bị thay đổi. Đề nghị gửi cho người hỗ trợ "
            f"nhật ký “{log_trouble(error)}” (nhật ký không chứa số liệu)."
        )
    sys.stderr.write(message + "\n")
    return UNREADABLE


def main() -> None:
    """Entry point of `bieu`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console of another code page still gets Vietnamese
            stream.reconfigure(encoding="utf-8", errors="replace")
    call = argparse.Namespace()
    leave(run(call=call))


def leave(code: int) -> NoReturn:
    """End the process at once: the system takes back the memory of a thousand workbooks faster than
    Python frees it object by object."""
    with suppress(OSError):  # nobody reads what was printed
        sys.stdout.flush()
        sys.stderr.flush()
    logging.shutdown()
    os._exit(code)


if __name__ == "__main__":
    main()
