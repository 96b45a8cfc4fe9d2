"""A run that is killed goes on where it was: no row lost or doubled, and the bytes are those of a run in one piece."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.support.diagnostics import check_words, places

from ronde.batch.files.journal import Journal, folder_of
from ronde.messages.diagnostics import ValidationError

ROWS = 400
"""In parts of 50: eight of them."""

CHILD = """
import os, signal, sys
from pathlib import Path
from ronde.model.types import read_date
from ronde.batch.files.evaluate import Files, evaluate_file
from ronde.batch.files.rejects import rejects_beside
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.messages.diagnostics import ValidationError
from ronde.read.book import read_book

book, source, out, when, count, limit = sys.argv[1:]
count, limit = int(count), int(limit)
if limit:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
moved = Path.replace


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


def tell(step):
    if when == f"at {step.stage}" and step.done >= count:
        killed()


def replace(path, target):
    replace.count += 1
    if when == "before a file is in place" and replace.count == count:
        killed()
    moved(path, target)
    if when == "after a file is in place" and replace.count == count:
        killed()


replace.count = 0
Path.replace = replace
question = Query(facts=("answer", "total", "due"), as_of=read_date("2020-06-01"), id_column="id")
history = read_book(Path(book))
files = Files(Path(source), Path(out), rejects_beside(Path(out)), 50)
try:
    outcome = evaluate_file(Kernel(history, question), question, history, files, tell, lambda *about: None)
except ValidationError as error:
    print("; ".join(f"{each.location}: {each.code}" for each in error.diagnostics))
    sys.exit(2)
print(outcome.resumed, outcome.tally.rows)
"""


def content(name: str) -> str:
    """Rows of which one in nine cannot be read."""
    rows = [
        {"id": f"n{number}", "hours": "x" if number % 9 == 0 else str(number % 90), "fee": "2.50"}
        for number in range(ROWS)
    ]
    if name.endswith(".jsonl"):
        return "".join(json.dumps(row) + "\n" for row in rows)
    return "id,hours,fee\n" + "".join(f"{row['id']},{row['hours']},{row['fee']}\n" for row in rows)


def child(folder: Path, source: Path, out: Path, when: str = "", count: int = 0, limit: int = 0) -> tuple[int, str]:
    """Run a process that kills itself at a moment, or writes no file above a limit: its exit code and what it said."""
    words = [sys.executable, "-c", CHILD, str(folder), str(source), str(out), when, str(count), str(limit)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout.strip()


MOMENTS = [
    ("at survey", 1, 0),
    ("at ids", 1, 0),
    ("before a file is in place", 4, 100),
    ("after a file is in place", 2, 200),
    ("at rows", 350, 350),
    ("at writing", 3, 400),
    ("after a file is in place", 1, 400),
]
"""When the process is killed, one run after the other, and how many rows are done then."""


@pytest.mark.parametrize(("name", "out"), [("a.csv", "o.parquet"), ("a.jsonl", "o.csv")])
def test_killed_again_and_again(name: str, out: str, folder: Path, evaluate: Any, tmp_path: Path) -> None:
    """Killed at every stage, before and after a part is in place, while answers are written, once the rejects are."""
    source, whole, parts = tmp_path / name, tmp_path / "whole", tmp_path / "parts"
    source.write_text(content(name), encoding="utf-8")
    whole.mkdir()
    parts.mkdir()
    evaluate(source, whole / out, id_column="id")
    for number, (when, count, done) in enumerate(MOMENTS):
        assert child(folder, source, parts / out, when, count) == (-signal.SIGKILL, ""), when
        assert not (parts / out).exists()
        found = sorted(path.stat().st_size for path in folder_of(parts / out).glob("[0-9]*.part"))
        assert len(found) == done // 50, MOMENTS[number]
    assert child(folder, source, parts / out) == (0, f"{ROWS} {ROWS}")
    assert sorted(path.name for path in parts.iterdir()) == [out, f"{out}.rejects.csv"]
    for path in parts.iterdir():
        assert path.read_bytes() == (whole / path.name).read_bytes()


def test_a_file_that_the_system_does_not_let_grow(folder: Path, tmp_path: Path) -> None:
    """The answers cannot be written: the parts are kept, and are enough for the next run."""
    source, out = tmp_path / "a.csv", tmp_path / "o.csv"
    source.write_text(content("a.csv"), encoding="utf-8")
    code, said = child(folder, source, out, limit=5000)
    assert (code, said) == (2, f"{out}: write-failed")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "o.csv.partial"]
    assert not list(folder_of(out).glob(".ronde*"))
    assert child(folder, source, out) == (0, f"{ROWS} {ROWS}")


BY_ID = {"id_column": "id"}


class Stopped(Exception):
    """Stands for whatever ends a run in its midst."""


def stop_at(evaluate: Any, rows: int) -> None:
    """End the next run once so many rows are done."""

    def tell(step: Any) -> None:
        if step.stage == "rows" and step.done >= rows:
            raise Stopped

    evaluate.tell = tell


def begun(evaluate: Any, tmp_path: Path) -> tuple[Path, Path]:
    """A run that was ended after 100 rows: its input and its output."""
    source, out = tmp_path / "a.csv", tmp_path / "o.csv"
    source.write_text(content("a.csv"), encoding="utf-8")
    stop_at(evaluate, 100)
    with pytest.raises(Stopped):
        evaluate(source, out, **BY_ID)
    evaluate.tell = evaluate.steps.append
    return source, out


def test_a_run_goes_on_and_says_so(evaluate: Any, tmp_path: Path) -> None:
    source, out = begun(evaluate, tmp_path)
    outcome = evaluate(source, out, **BY_ID)
    assert outcome.resumed == 100
    assert evaluate.notices == [("files-resumed", {"rows": 100})]
    assert (outcome.tally.rows, outcome.tally.answered, outcome.tally.rejected) == (ROWS, 355, 45)
    assert [step.done for step in evaluate.steps if step.stage == "rows"] == list(range(100, ROWS + 1, 50))
    assert not [step for step in evaluate.steps if step.stage == "survey"]


@pytest.mark.parametrize(
    ("asked", "changed"), [({"facts": ("total",)}, "question"), ({"part_rows": 60}, "program"), ({}, "input")]
)
def test_another_question_starts_afresh_and_says_why(
    asked: dict[str, Any], changed: str, evaluate: Any, tmp_path: Path
) -> None:
    """Parts of another question, of other rules, or of what the file was, are of no use."""
    source, out = begun(evaluate, tmp_path)
    if not asked:
        source.write_text(source.read_text(encoding="utf-8").replace("n7,", "m7,"), encoding="utf-8")
    outcome = evaluate(source, out, **BY_ID, **asked)
    assert evaluate.notices == [("files-afresh", {"names": [changed]})]
    assert (outcome.resumed, outcome.tally.rows) == (0, ROWS)
    assert bool(asked) != ("m7" in out.read_text(encoding="utf-8"))
    assert not folder_of(out).exists()


def test_a_part_that_is_not_whole_is_made_again(evaluate: Any, tmp_path: Path) -> None:
    """After a power cut a file may be there without its content."""
    source, out = begun(evaluate, tmp_path)
    (folder_of(out) / "000001.part").write_bytes(b"")
    assert evaluate(source, out, **BY_ID).resumed == 50
    begun(evaluate, tmp_path)
    (folder_of(out) / "manifest").write_bytes(b"{")
    assert evaluate(source, out, **BY_ID).resumed == 0
    begun(evaluate, tmp_path)
    part = folder_of(out) / "000001.part"
    part.write_bytes(part.read_bytes()[:-200])
    assert evaluate(source, out, **BY_ID).resumed == 50
    assert len(out.read_text(encoding="utf-8").splitlines()) == 356


def test_a_part_that_was_changed_is_made_again(evaluate: Any, tmp_path: Path) -> None:
    """A part is believed only as it was written, and only as that part of that run: a changed byte, two parts that
    changed places, a manifest with another row count are not taken for answers."""
    source, out = begun(evaluate, tmp_path)
    evaluate(source, out, **BY_ID)
    right = out.read_bytes()
    first, second = ("000000.part", "000001.part")

    def change(name: str, old: bytes, new: bytes) -> None:
        path = folder_of(out) / name
        assert old in path.read_bytes()
        path.write_bytes(path.read_bytes().replace(old, new, 1))

    for name, old, new, resumed in ((second, b"n77", b"m77", 50), ("manifest", b'"parts":[[', b'"parts":[[1', 0)):
        begun(evaluate, tmp_path)
        change(name, old, new)
        assert evaluate(source, out, **BY_ID).resumed == resumed
        assert out.read_bytes() == right
    begun(evaluate, tmp_path)
    (folder_of(out) / second).write_bytes((folder_of(out) / first).read_bytes())
    assert evaluate(source, out, **BY_ID).resumed == 50
    assert out.read_bytes() == right


@pytest.mark.parametrize("open_to", [0o777, 0o770])
def test_a_folder_that_others_can_write_is_not_used(open_to: int, evaluate: Any, tmp_path: Path) -> None:
    """Whoever writes in the folder of the parts could put answers there: it is refused, and left as it is."""
    source, out = begun(evaluate, tmp_path)
    folder_of(out).chmod(open_to)
    with pytest.raises(ValidationError) as found:
        evaluate(source, out, **BY_ID)
    assert places(list(found.value.diagnostics)) == ["0:0 write-folder-other"]
    folder_of(out).chmod(0o700)
    assert evaluate(source, out, **BY_ID).resumed == 100


def test_two_runs_do_not_write_one_file(evaluate: Any, tmp_path: Path) -> None:
    source, out = begun(evaluate, tmp_path)
    held = Journal(out, {"question": "another"})
    with pytest.raises(ValidationError) as found:
        evaluate(source, out, **BY_ID)
    check_words(list(found.value.diagnostics))
    assert places(list(found.value.diagnostics)) == ["0:0 write-busy"]
    held.release()
    assert evaluate(source, out, **BY_ID).tally.rows == ROWS


def test_a_folder_of_something_else_is_left_alone(evaluate: Any, tmp_path: Path) -> None:
    source, out = tmp_path / "a.csv", tmp_path / "o.csv"
    source.write_text(content("a.csv"), encoding="utf-8")
    folder_of(out).mkdir()
    (folder_of(out) / "letter.txt").write_text("Dear", encoding="utf-8")
    with pytest.raises(ValidationError) as found:
        evaluate(source, out, **BY_ID)
    assert places(list(found.value.diagnostics)) == ["0:0 write-folder-other"]
    assert (folder_of(out) / "letter.txt").exists()
