"""Events outside the engine: each has its own sentence in both languages and its exit code, and none is a defect."""

from __future__ import annotations

import os
import pty
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support import books
from tests.support.messages import every_message

from ronde.cli.console import OutsideEvent
from ronde.cli.outside import outside
from ronde.messages import cause

ROOT = Path(__file__).resolve().parents[2]
PVT = str(ROOT / "examples" / "pvt-toronto.yaml")
EVALUATE = ("evaluate", PVT, "--as-of", "2023-07-05")
ROUNDS = ("rounds", "--from", "2019-01-01")
RONDE = (sys.executable, "-m", "ronde")
BOTH = pytest.mark.parametrize("language", ["en", "fr"])
NEVER = ("Traceback", "defect", "défaut", "Error", "Errno")
"""What is never said of an event outside."""


def shell(line: str, language: str, folder: Path | None = None, **variables: str) -> tuple[int, str, str]:
    """Run a line of the shell in which `ronde` stands for the command: exit code, output, talk."""
    environment = {**os.environ, "LANG": "C.UTF-8", **variables}
    environment.pop("LC_ALL", None)
    line = f'set -o pipefail; ronde() {{ {" ".join(RONDE)} "$@" --lang {language}; }}; {line}'
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, errors="replace", cwd=folder or ROOT, env=environment
    )
    assert not [word for word in NEVER if word in done.stderr], done.stderr
    return done.returncode, done.stdout, done.stderr


def said(key: str, language: str) -> str:
    """How the sentence of a key begins, up to its first parameter."""
    return every_message()[key].texts[language].partition("{")[0]


@pytest.mark.parametrize(
    ("line", "key", "language"),
    [
        pytest.param(f"ronde {' '.join(EVALUATE)} >&-", "output-closed", "fr", id="a closed output"),
        pytest.param("ronde --version >&-", "output-closed", "en", id="a closed output of the version"),
        pytest.param("ronde rounds --help >&-", "output-closed", "fr", id="a closed output of the help"),
        pytest.param(f"ronde {' '.join(EVALUATE)} --format json > /dev/full", "output-unwritable", "en", id="full"),
        pytest.param("ronde rounds --help > /dev/full", "output-unwritable", "fr", id="a full output of the help"),
        pytest.param(f"ronde {' '.join(ROUNDS)} | true", "output-unread", "en", id="a pipe that nobody reads"),
        pytest.param("ronde --version | true", "output-unread", "fr", id="a pipe that nobody reads, French"),
        pytest.param("ronde evaluate - <&-", "input-closed", "en", id="a closed input"),
        pytest.param("ronde evaluate - <&-", "input-closed", "fr", id="a closed input, French"),
    ],
)
def test_what_happens_to_the_standard_streams_has_its_own_words(line: str, key: str, language: str) -> None:
    code, out, err = shell(line.replace("| true", "| sleep 0"), language)
    assert (code, out) == (2, "")
    assert err.startswith(said(key, language)), err
    assert err.count("\n") == 1


def test_a_closed_talk_changes_no_exit_code() -> None:
    assert shell("ronde evaluate /nonexistent 2>&-", "en") == (2, "", "")
    assert shell("ronde evaluate /nonexistent 2>/dev/full", "fr") == (2, "", "")


@BOTH
def test_an_encoding_that_lacks_a_character_is_named_and_nothing_is_written(language: str) -> None:
    code, out, err = shell(f"ronde {' '.join(EVALUATE)} --trace", language, PYTHONIOENCODING="cp1252")
    assert (code, out) == (2, "")
    assert "cp1252" in err
    assert "PYTHONIOENCODING=utf-8" in err


def test_data_are_written_in_utf_8_whatever_the_locale_and_the_terminal_are(tmp_path: Path) -> None:
    """Nor does a home, a cache or a width that is not there change an answer, or leave a file."""
    facts = {"answer": books.asked("yes_no")}
    book = books.write(tmp_path / "book", {"topic/2015-01-01.yaml": books.version(facts=facts)})
    line = f"ronde rules --rulesets {book} --as-of 2016-01-01 --format json"
    plain = shell(line, "fr", tmp_path)
    for variables in (
        {"PYTHONIOENCODING": "cp1252", "COLUMNS": "1", "RONDE_CACHE": PVT},
        {"LANG": "xx_YY.UTF-8", "COLUMNS": "x", "NO_COLOR": "1", "RONDE_CACHE": "/proc/nowhere"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "COLUMNS": "0", "RONDE_CACHE": ""},
    ):
        assert shell(line, "fr", tmp_path, **variables) == plain
    assert shell(f"unset HOME XDG_CACHE_HOME; {line}", "fr", tmp_path) == plain
    assert [each.name for each in tmp_path.iterdir()] == ["book"]
    assert shell("ronde rounds --help", "en", COLUMNS="1")[0] == 0


@BOTH
def test_on_a_terminal_it_is_said_that_standard_input_is_awaited(language: str) -> None:
    """A pipe without a writer, and a terminal without a typist: what is awaited is told where somebody watches."""
    master, terminal = pty.openpty()
    reads, writes = os.pipe()
    piped = language == "en"
    command = [*RONDE, "evaluate", "-", "--as-of", "2023-07-05", "--lang", language]
    process = subprocess.Popen(
        command, stdin=reads if piped else terminal, stderr=terminal, stdout=subprocess.DEVNULL, cwd=ROOT
    )
    assert os.read(master, 1000).decode().startswith(said("input-awaited", language)[:20])
    os.write(writes if piped else master, b"agee: 30\n" if piped else b"agee: 30\n\x04")
    os.close(writes)
    assert process.wait(120) == 2
    assert b"[profile-unknown]" in os.read(master, 10_000)
    for each in (master, terminal, reads):
        os.close(each)


@BOTH
def test_paths_that_the_system_refuses_are_named_with_the_reason(
    run, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    long = "x" * 300
    shut = tmp_path / "shut"
    (shut / "in").mkdir(parents=True)
    shut.chmod(0)
    lines: dict[tuple[str, ...], str | None] = {
        ("evaluate", long): None,
        ("evaluate", "/"): None,
        ("check", long): "errno-ENAMETOOLONG",
        ("test", long): "errno-ENAMETOOLONG",
        ("export", "--out", long): "errno-ENAMETOOLONG",
        ("export", "--out", f"{PVT}/x/y"): "errno-ENOTDIR",
        ("rounds", "--chart", f"{long}.svg"): "errno-ENAMETOOLONG",
        ("pool", "evaluate", f"{long}.csv", "--out", "a.csv"): "errno-ENAMETOOLONG",
        ("pool", "make", "10", "--out", f"{long}.csv"): "errno-ENAMETOOLONG",
        ("pool", "simulate", "--year", "2024", "--out", long): "errno-ENAMETOOLONG",
    }
    if os.geteuid():
        lines |= {
            ("check", f"{shut}/in"): "errno-EACCES",
            ("export", "--out", f"{shut}/in/x"): "errno-EACCES",
            ("rounds", "--chart", f"{shut}/in/x.svg"): "errno-EACCES",
        }
    try:
        for words, key in lines.items():
            code, out, err = run(*words, "--lang", language)
            assert (code, out) == (2, ""), words
            assert key is None or said(key, language) in err, (words, err)
            assert not [word for word in NEVER if word in err], err
    finally:
        shut.chmod(0o700)


def test_a_folder_that_was_removed_under_a_command_is_said(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    for words in (("check", "."), ("export", "--out", "x"), ("rounds", "--chart", "x.svg")):
        code, out, err = run(*words)
        assert (code, out) == (2, "")
        assert said("errno-ENOENT", "en") in err, err


@BOTH
@pytest.mark.parametrize(
    ("error", "key"),
    [
        (MemoryError(), "memory-full"),
        (RecursionError(), "too-deep"),
        (KeyboardInterrupt(), "stopped"),
        (OSError(28, "No space left on device"), "system-refused"),
        (OSError(28, "No space left on device", "a.csv"), "system-refused-file"),
        (OSError(9999, "?"), "system-refused"),
        (UnicodeEncodeError("ascii", "é.yaml", 0, 1, "?"), "name-encoding"),
        (OutsideEvent("output-closed"), "output-closed"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value),
)
def test_every_event_outside_has_words_and_a_code(error: BaseException, key: str, language: str) -> None:
    told = outside(error, language)
    assert told is not None
    assert told[0].startswith(said(key, language))
    assert told[1] == (130 if key == "stopped" else 2)
    assert outside(ValueError("x"), language) is None


def test_the_reason_of_the_system_is_never_its_own_english() -> None:
    assert cause(OSError(13, "Permission denied")) == {"en": "permission is missing", "fr": "la permission manque"}
    assert cause(OSError(9999, "Unknown")) == {"en": "error 9999 of the system", "fr": "erreur 9999 du système"}


PASSES_ON = "import os, sys; from ronde.cli.main import run; os.write(int(sys.argv.pop(1)), b'.'); run()"
"""A process that says when the first line of ours runs, before which nothing but Python's own modules is imported."""


def begun(*words: str, folder: Path) -> tuple[subprocess.Popen[str], Callable[[], None]]:
    """A process of the command line, and what waits until its first line begins."""
    reads, writes = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", PASSES_ON, str(writes), *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder, pass_fds=[writes],
        env={**os.environ, "RONDE_CACHE": str(folder / "cache"), "LANG": "C.UTF-8"},
    )  # fmt: skip
    os.close(writes)

    def wait() -> None:
        os.read(reads, 1)
        os.close(reads)

    return process, wait


MOMENTS = int(os.environ.get("RONDE_MOMENTS", "8"))
"""At how many moments a process is stopped: more by hand."""

LONGEST = float(os.environ.get("RONDE_LONGEST", "0.8"))
"""Seconds after its first line until which a process is stopped: its imports, and most of its work."""


@pytest.mark.parametrize(
    ("number", "code", "key"), [(signal.SIGINT, 130, "stopped"), (signal.SIGTERM, 143, "stopped-from-outside")]
)
def test_a_process_that_is_stopped_at_any_moment_says_so_and_leaves_nothing(
    number: int, code: int, key: str, tmp_path: Path
) -> None:
    """From its first line on: no traceback, no part of an answer, no file half written."""
    draw = random.Random(int(number))
    commands = {
        "text": EVALUATE,
        "export": ("export", "--out", "out"),
        "chart": ("rounds", "--chart", "out.svg"),
        "make": ("pool", "make", "2000", "--out", "out.csv", "--workers", "1"),
    }
    done: dict[tuple[str, str], str] = {}
    stopped = 0
    for turn in range(MOMENTS):
        folder = tmp_path / f"turn{turn}"
        folder.mkdir()
        language = draw.choice(["en", "fr"])
        name = list(commands)[turn % len(commands)]
        process, wait = begun(*commands[name], "--lang", language, folder=folder)
        wait()
        time.sleep(draw.uniform(0.002, LONGEST))
        process.send_signal(number)
        out, err = process.communicate()
        assert not [word for word in NEVER if word in err], err
        left = sorted(each.name for each in folder.iterdir() if each.name != "cache")
        if process.returncode == 0:
            done[name, language] = out
            continue
        stopped += 1
        assert process.returncode == code, err
        assert said(key, language)[:6] in err
        assert out in ("", done.get((name, language), "")), out
        assert set(left) <= {"out", "out.svg", "out.csv"}, left
    assert stopped >= MOMENTS // 2
