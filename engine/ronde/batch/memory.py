"""Memory of a process that answers batch after batch: what one batch frees the next asks for again."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""Names of settings of glibc's allocator (its header malloc.h)."""

COLLECTED = 20_000, 10, 10
"""After how many new objects Python looks for garbage."""

MOST = 2**31 - 1
"""Bytes: no array of a batch is larger."""


def keep_freed() -> None:
    """Let this process keep what it frees, for the next arrays of the same size, in place of giving it back to the
    system and asking for it again, which takes more time than to decide the rows. The most that it ever holds is the
    same. Where the C library has no such setting nothing changes."""
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.mallopt(MMAP_THRESHOLD, MOST)
        libc.mallopt(TRIM_THRESHOLD, MOST)


def collect_seldom() -> None:
    """Let Python look for garbage less often in this process: compiled rules are many small objects that last, and
    looking through them as often as it does by default takes a sixth of the time to compile."""
    gc.set_threshold(*COLLECTED)
