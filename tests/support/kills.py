"""Kills of what writes files, at each moment: by tests, and as a small process of its own, which is quick to fork.

As a program it reads what is written from standard input (`Writes`, as JSON), kills the writing again and again, holds
each file to what it was or is to be each time, says it again, and prints how many kills there were.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from ronde.editing.replacement import Replacement

Content = Mapping[str, bytes]
CALLS = frozenset(
    ("open", "os.chmod", "os.listdir", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.scandir", "shutil.rmtree",
     "tempfile.mkdtemp", "fcntl.flock")
)  # fmt: skip
"""What is asked of the system for a file, as Python tells it."""


def content(folder: Path) -> dict[str, bytes]:
    """What the files of a folder hold, but for what is under way."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.yaml"))
        if ".part" not in path.as_posix()
    }


def put(folder: Path, held: Content) -> None:
    """Make a folder hold these files again."""
    now = content(folder)
    for name in now.keys() - held.keys():
        (folder / name).unlink()
    for name, said in held.items():
        if now.get(name) != said:
            (folder / name).write_bytes(said)


def left(folder: Path) -> list[Path]:
    """What is left under way."""
    return list(folder.rglob(".ronde-*.part"))


def write(writes: Sequence[Replacement]) -> None:
    """Write what is not written yet."""
    for each in writes:
        if not each.path.exists() or each.path.read_bytes() != each.after:
            each.write()


def kill_at(moment: int) -> Callable[[], object]:
    """Have this process killed when it asks the system for a file for the nth time, from 0."""

    def prepare() -> None:
        calls = count()

        def watch(event: str, arguments: tuple[Any, ...]) -> None:
            if event in CALLS and next(calls) == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)

    return prepare


def kill_after(size: int) -> Callable[[], object]:
    """Have the system kill this process as soon as it writes more than so many bytes of a file."""

    def prepare() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    return prepare


def is_killed(
    act: Callable[[], object], kill: Callable[[], object], again: Callable[[], object], folder: Path, after: Content
) -> bool:
    """Act on a folder in a process that is to be killed, hold each file to what it was or is to be, and say it again.
    Whether it was killed before it ended."""
    before = content(folder)
    child = os.fork()
    if not child:
        try:
            kill()
            act()
        finally:
            os._exit(0)
    was_killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
    held = content(folder)
    assert before.keys() <= held.keys(), f"lost: {before.keys() - held.keys()}"
    assert [name for name, said in held.items() if said not in (before.get(name), after.get(name))] == []
    if held != after:
        again()
        written_again = {(folder / name).parent for name, said in after.items() if held.get(name) != said}
        assert not [each for each in left(folder) if each.parent in written_again]
    assert content(folder) == after
    put(folder, before)
    return was_killed


def main() -> None:
    """Kill what is written at each call of the system, then in the midst of the bytes of a file, drawn by chance."""
    os.fsync = lambda number: None  # a kill loses nothing that the system has; waiting for the disk takes all the time
    said = json.load(sys.stdin)
    folder = Path(said["folder"])
    writes = [
        Replacement(folder / name, None if before is None else before.encode(), after.encode())
        for name, before, after in said["writes"]
    ]
    after = content(folder) | {name: text.encode() for name, _, text in said["writes"]}

    def act() -> None:
        write(writes)

    kills = next(moment for moment in count() if not is_killed(act, kill_at(moment), act, folder, after))
    chance, size = random.Random(said["least"]), max(len(each.after) for each in writes)
    for bytes_written in chance.sample(range(size), said["least"] - kills):
        kills += is_killed(act, kill_after(bytes_written), act, folder, after)
    print(kills)


if __name__ == "__main__":
    main()
