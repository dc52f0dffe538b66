"""Work that keeps what it makes needs no collector of cyclic garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python's collector from walking millions of cells again and again while they are read,
    judged and rolled up: a quarter of the time for a thousand workbooks. Also usable as a decorator."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # all that was made counts as old, or the next small thing made would have it walked
            gc.unfreeze()
            gc.enable()
