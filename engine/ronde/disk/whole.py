"""Files and folders that are put in their place whole, or not at all: the one writer of everything that is written.

What is under way stands beside its place in a folder of its own, made new under a random name and closed to everybody
else, so that no link or file that somebody put there is ever followed or overwritten. It is removed however the writing
ends; what a killed process leaves is removed by the next that writes in the same folder: the system's lock on it tells.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ronde.signals import unfinished

BEFORE, AFTER = ".ronde-", ".part"
UNDER_WAY = re.compile(re.escape(BEFORE) + r"\w{8}" + re.escape(AFTER))
"""The names of folders in which something is under way."""


@contextmanager
def whole(path: Path, *, lasting: bool = True, mode: int | None = None, over: bool = False) -> Iterator[Path]:
    """Where to write a file or a folder that then takes the place of a path, unless the block ends with an error.

    Nothing is put in place if nothing was written. A file that was there keeps its permissions (`mode` sets others); a
    link is followed, and what it leads to replaced. `lasting`: the content is on the disk before its name is, and what
    earlier processes left is removed. `over`: a folder in the place goes with what it holds; for the moment between two
    renames nothing stands there. Errors: OSError; also if a pipe, a device, or, without `over`, a folder that holds
    something is in the place.
    """
    path = Path(os.path.realpath(path))
    before = _before(path)
    with _room(path.parent, lasting) as room:
        made = room / path.name
        yield made
        if not os.path.lexists(made):
            return
        if made.is_file() and (mode is not None or before is not None):
            made.chmod(mode if mode is not None else stat.S_IMODE(before or 0))
        if lasting:
            _settle(made)
        if over and path.is_dir():
            _exchange(made, path, Path(tempfile.mkdtemp(dir=room)) / path.name)
        else:
            made.replace(path)
        if lasting:
            _settle(path.parent, deep=False)


def write_whole(path: Path, content: bytes, *, lasting: bool = True, mode: int | None = None) -> None:
    """Write a file, whole or not at all. Errors: OSError."""
    with whole(path, lasting=lasting, mode=mode) as made:
        made.write_bytes(content)


def remove_left(folder: Path) -> None:
    """Remove what processes that are no more have left under way in a folder: only what is ours, and locked by none."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if UNDER_WAY.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
                _remove_if_left(Path(entry.path))


def _exchange(made: Path, path: Path, away: Path) -> None:
    """Put a folder in the place of another, which is moved away; it comes back if that fails. Errors: OSError."""
    path.rename(away)
    try:
        made.rename(path)
    except BaseException:
        away.rename(path)
        raise


def _before(path: Path) -> int | None:
    """The permissions of the file in a place, if there is one. Errors: OSError for what may not be replaced."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return stat.S_IMODE(mode) if stat.S_ISREG(mode) else None


@contextmanager
def _room(folder: Path, lasting: bool) -> Iterator[Path]:
    """A new folder beside a place, locked while it is used, removed at the end."""
    if lasting:
        remove_left(folder)
    room, lock = _locked_room(folder)
    owner = os.getpid()
    try:
        with unfinished(room):
            yield room
    finally:
        if os.getpid() == owner:
            shutil.rmtree(room, ignore_errors=True)
        os.close(lock)


def _locked_room(folder: Path) -> tuple[Path, int]:
    """A new folder and its lock. Until it is locked another process may take it for left over; then another is made."""
    while True:
        room = Path(tempfile.mkdtemp(AFTER, BEFORE, folder))
        with suppress(FileNotFoundError):
            lock = os.open(room, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            with suppress(OSError):
                fcntl.flock(lock, fcntl.LOCK_EX)
            if os.fstat(lock).st_nlink and room.exists():
                return room, lock
            os.close(lock)


def _remove_if_left(room: Path) -> None:
    with suppress(OSError):
        lock = os.open(room, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            if os.fstat(lock).st_uid == os.geteuid():
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(room, ignore_errors=True)
        finally:
            os.close(lock)


def _settle(path: Path, *, deep: bool = True) -> None:
    """Have a file, or a folder with what it holds, on the disk. Errors: OSError for files; not every system can sync a
    folder."""
    if path.is_dir():
        for each in sorted(path.iterdir()) if deep else ():
            _settle(each)
        with suppress(OSError):
            _sync(path, os.O_RDONLY | os.O_DIRECTORY)
    else:
        _sync(path, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    number = os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        os.fsync(number)
    finally:
        os.close(number)
