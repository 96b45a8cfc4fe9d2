"""Files and folders are put in place whole or not at all, whatever stands in the way, and nothing is left behind."""

from __future__ import annotations

import ast
import errno
import fcntl
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import ronde
from ronde.disk.whole import UNDER_WAY, remove_left, whole, write_whole
from ronde.rounds.chart import new_figure, save_figure


def left(folder: Path) -> list[str]:
    """What is under way in a folder."""
    return [each.name for each in folder.iterdir() if UNDER_WAY.fullmatch(each.name)]


def test_a_file_is_there_when_all_of_it_is(tmp_path: Path) -> None:
    """Until the block ends the place is as it was; then it holds the whole, and nothing else is left."""
    path = tmp_path / "a.svg"
    path.write_text("before")
    with whole(path) as made:
        made.write_text("after")
        assert (path.read_text(), made.suffix) == ("before", ".svg")
        assert len(left(tmp_path)) == 1
    assert path.read_text() == "after"
    assert os.listdir(tmp_path) == ["a.svg"]


def fail_midway(path: Path, error: type[BaseException]) -> None:
    """Write half of a file, and fail."""
    with whole(path) as made:
        made.write_text("half")
        raise error


def write_folder(path: Path, name: str) -> None:
    """Write a folder with one file."""
    with whole(path) as made:
        made.mkdir()
        (made / name).write_text(name)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, OSError])
def test_an_error_leaves_everything_as_it_was(error: type[BaseException], tmp_path: Path) -> None:
    """Whatever ends the block, the file is as before and the folder holds nothing more."""
    path = tmp_path / "a.csv"
    path.write_text("before")
    with pytest.raises(error):
        fail_midway(path, error)
    assert (path.read_text(), os.listdir(tmp_path)) == ("before", ["a.csv"])


def test_nothing_written_is_nothing_put_in_place(tmp_path: Path) -> None:
    """A block that writes nothing leaves what was there."""
    with whole(tmp_path / "a.csv"):
        pass
    assert os.listdir(tmp_path) == []


def test_a_folder_is_put_in_place_whole(tmp_path: Path) -> None:
    """A folder of several files appears at once; one that holds something is not replaced."""
    with whole(tmp_path / "book") as made:
        made.mkdir()
        (made / "a").write_text("a")
        assert not (tmp_path / "book").exists()
    assert os.listdir(tmp_path / "book") == ["a"]
    with pytest.raises(OSError, match="empty"):
        write_folder(tmp_path / "book", "b")
    assert os.listdir(tmp_path / "book") == ["a"]
    assert os.listdir(tmp_path) == ["book"]


def write_over(path: Path, name: str) -> None:
    """Write a folder with one file, over what is there."""
    with whole(path, over=True) as made:
        made.mkdir()
        (made / name).write_text(name)


def test_a_folder_goes_with_what_it_holds_where_that_is_asked_for(tmp_path: Path) -> None:
    """The new one is in the place, through a link too, and nothing else is left."""
    (tmp_path / "link").symlink_to("book")
    for place, name in (("book", "a"), ("book", "b"), ("link", "c")):
        write_over(tmp_path / place, name)
        assert os.listdir(tmp_path / "book") == [name]
        assert sorted(os.listdir(tmp_path)) == ["book", "link"]
    assert (tmp_path / "link").is_symlink()


def test_a_folder_that_cannot_be_replaced_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the new one cannot take the place, the one before is there again."""
    write_over(tmp_path / "book", "a")
    real = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if target == tmp_path / "book" and (path / "b").exists():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="error"):
        write_over(tmp_path / "book", "b")
    assert os.listdir(tmp_path / "book") == ["a"]
    assert os.listdir(tmp_path) == ["book"]


def test_what_is_under_way_is_closed_to_others_and_named_by_chance(tmp_path: Path) -> None:
    """Nobody can put a link where the content is written: the folder is new, ours alone, and its name is not known."""
    names = set()
    for _ in range(20):
        with whole(tmp_path / "a") as made:
            about = made.parent.lstat()
            assert (about.st_mode & 0o777, about.st_uid) == (0o700, os.geteuid())
            names.add(made.parent.name)
    assert len(names) == 20


def test_links_with_the_old_names_are_not_followed(tmp_path: Path) -> None:
    """A link that waits under a name that could be guessed is neither written through nor removed."""
    target = tmp_path / "mine"
    target.write_text("mine")
    for name in (".y.svg.part.svg", f".y.svg.{os.getpid()}.part", "y.svg.new", ".y.svg.part"):
        (tmp_path / name).symlink_to(target)
    before = set(os.listdir(tmp_path))
    write_whole(tmp_path / "y.svg", b"chart")
    assert target.read_text() == "mine"
    assert set(os.listdir(tmp_path)) == before | {"y.svg"}


def test_a_link_in_the_place_is_followed(tmp_path: Path) -> None:
    """As with a redirection of a shell: what the link leads to is replaced, and the link stays; also if it is not there
    yet, or lies in another folder."""
    (tmp_path / "there").mkdir()
    for name in ("kept", "new"):
        (tmp_path / name).symlink_to(f"there/{name}")
    (tmp_path / "there" / "kept").write_text("before")
    for name in ("kept", "new"):
        write_whole(tmp_path / name, b"after")
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / "there" / name).read_text() == "after"


def test_a_device_or_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    """What is no file in the place is refused, and is there afterwards."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "null").symlink_to("/dev/null")
    for name in ("pipe", "null"):
        with pytest.raises(OSError, match="Invalid"):
            write_whole(tmp_path / name, b"x")
    assert not os.path.isfile("/dev/null")
    assert sorted(os.listdir(tmp_path)) == ["null", "pipe"]


def test_permissions_are_those_of_the_file_before(tmp_path: Path) -> None:
    """A file that only its owner may read stays so; a new one has what the user's mask gives."""
    path = tmp_path / "a"
    write_whole(path, b"1")
    (tmp_path / "plain").write_bytes(b"1")
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode
    path.chmod(0o600)
    write_whole(path, b"2")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_long_name_has_room(tmp_path: Path) -> None:
    """A name as long as the system allows can be written: nothing is added to it on the way."""
    write_whole(tmp_path / ("n" * 255), b"x")
    assert os.listdir(tmp_path) == ["n" * 255]


CHILD = """
import os, sys, time
from pathlib import Path
from ronde import signals
from ronde.disk.whole import whole
if sys.argv[2] == "handled":
    signals.install("en")
with whole(Path(sys.argv[1])) as made:
    made.write_text("half")
    print("writing", flush=True)
    time.sleep(60)
"""


def begun(path: Path, how: str) -> subprocess.Popen[str]:
    """A process in the midst of writing a file."""
    words = [sys.executable, "-c", CHILD, str(path), how]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    return process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_nothing(number: signal.Signals, tmp_path: Path) -> None:
    """The command line, interrupted or asked to end in the midst of writing, removes what is unfinished."""
    process = begun(tmp_path / "a", "handled")
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert os.listdir(tmp_path) == []


def test_what_a_killed_process_left_is_removed_by_the_next(tmp_path: Path) -> None:
    """A killed process cannot clean up; the next that writes in the folder does, and leaves alone who is at work."""
    at_work, killed = begun(tmp_path / "a", ""), begun(tmp_path / "b", "")
    try:
        killed.kill()
        killed.communicate(timeout=30)
        assert len(left(tmp_path)) == 2
        write_whole(tmp_path / "c", b"c")
        assert len(left(tmp_path)) == 1
        remove_left(tmp_path)
        assert len(left(tmp_path)) == 1
    finally:
        at_work.kill()
        at_work.communicate(timeout=30)
    write_whole(tmp_path / "c", b"c")
    assert os.listdir(tmp_path) == ["c"]


def test_only_what_is_left_over_is_removed(tmp_path: Path) -> None:
    """A file, a link, a folder of a similar name, and a folder that is locked stay."""
    for name in (".ronde-abcdefgh", "ronde-abcdefgh.part", ".ronde-abc.part", ".ronde-abcdefghi.part"):
        (tmp_path / name).mkdir()
    (tmp_path / ".ronde-aaaaaaaa.part").write_text("a file")
    (tmp_path / ".ronde-bbbbbbbb.part").symlink_to(tmp_path / ".ronde-abcdefgh")
    (tmp_path / ".ronde-cccccccc.part").mkdir()
    (tmp_path / ".ronde-dddddddd.part").mkdir()
    (tmp_path / ".ronde-dddddddd.part" / "half").write_text("half")
    before = set(os.listdir(tmp_path))
    lock = os.open(tmp_path / ".ronde-cccccccc.part", os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    remove_left(tmp_path)
    os.close(lock)
    assert set(os.listdir(tmp_path)) == before - {".ronde-dddddddd.part"}


def test_many_write_one_file_at_once(tmp_path: Path) -> None:
    """Of several that write the same file at once one wins, whole; each cleans up after others and disturbs none."""
    path, contents = tmp_path / "a", [bytes([65 + number]) * 50_000 for number in range(8)]
    faults: list[BaseException] = []

    def write(content: bytes) -> None:
        try:
            for _ in range(10):
                write_whole(path, content)
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=write, args=(content,)) for content in contents]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert faults == []
    assert path.read_bytes() in contents
    assert os.listdir(tmp_path) == ["a"]


ENGINE = Path(ronde.__file__).parent
OF_THE_WRITER = {"mkdtemp", "mkstemp", "NamedTemporaryFile", "renames"}


def puts_in_place(call: ast.Call) -> bool:
    """Whether a call renames a file, or makes one that stays. `x.replace(y)` or `x.rename(y)` is a path's."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    of_os = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "os"
    return name in OF_THE_WRITER or (
        name in ("replace", "rename") and not call.keywords and (of_os or len(call.args) == 1)
    )


def test_there_is_one_writer() -> None:
    """Nothing else in the engine makes temporary files or puts files in place. (Shared memory is a temporary file on
    systems that have none without a name; it is never renamed.)"""
    found = {
        path.relative_to(ENGINE).as_posix()
        for path in ENGINE.rglob("*.py")
        if any(
            isinstance(node, ast.Call) and puts_in_place(node)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    }
    assert found == {"disk/whole.py", "batch/shared_memory.py"}


def test_a_chart_follows_no_link_that_lies_in_wait(tmp_path: Path) -> None:
    """The name under which a chart was once begun could be guessed: a link there led to another file's loss."""
    pytest.importorskip("matplotlib")
    mine = tmp_path / "mine"
    mine.write_text("mine")
    (tmp_path / ".y.svg.part.svg").symlink_to(mine)
    figure, _ = new_figure(tmp_path / "y.svg")
    save_figure(figure, tmp_path / "y.svg")
    assert mine.read_text() == "mine"
    assert (tmp_path / "y.svg").read_text().startswith("<?xml")
    assert sorted(os.listdir(tmp_path)) == [".y.svg.part.svg", "mine", "y.svg"]
