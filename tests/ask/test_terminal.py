"""`ronde ask` in a terminal, in French, from nothing to the decision of an example, stopped once by Ctrl+C."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import ronde

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "pvt-toronto.yaml"
ANSWERS: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).with_name("pvt-toronto.fr.yaml")).read_text(encoding="utf-8")
)
DAY = "2023-07-05"
ASK = f"{sys.executable} -m ronde ask clara.yaml --as-of {DAY} --lang fr"
SHELL, PROMPT = "$ ", "> "
PATIENCE = 20.0
"""Seconds after which a terminal that says nothing more is given up."""


class Terminal:
    """A terminal of tmux with a shell in it, on a server of its own; what it shows goes to a file as well."""

    def __init__(self, folder: Path) -> None:
        assert shutil.which("tmux"), "tmux is needed: tools/prepare test installs it"
        self._socket, self._log = str(folder / "tmux"), folder / "shown"
        self._log.touch()
        self._seen = 0
        environment = f"env -i PATH=/usr/bin:/bin LANG=C.UTF-8 PS1='{SHELL}' TERM=dumb"
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", "200", "-c", str(folder), f"{environment} sh")
        self._tmux("pipe-pane", f"cat >> {self._log}")
        self._tmux("send-keys", "Enter")
        self.until(SHELL)

    def type(self, *keys: str) -> None:
        """Type a line, or press keys by their names."""
        self._tmux("send-keys", "-l", "--", keys[0], ";", "send-keys", *(keys[1:] or ("Enter",)))

    def press(self, key: str) -> None:
        """Press a key by its name."""
        self._tmux("send-keys", key)

    def until(self, *ends: str) -> str:
        """What is shown until one of some texts stands at the end, without what was read before."""
        since = time.monotonic()
        while time.monotonic() - since < PATIENCE:
            shown = self._log.read_text(encoding="utf-8", errors="replace").replace("\r", "")
            if len(shown) > self._seen and shown.endswith(ends):
                new, self._seen = shown[self._seen :], len(shown)
                return new
            time.sleep(0.005)
        raise AssertionError(f"nothing more was shown after:\n{shown[-2000:]}")

    def close(self) -> None:
        """End the shell and the server that this test began."""
        self._tmux("kill-server")

    def _tmux(self, *words: str) -> None:
        subprocess.run(["tmux", "-S", self._socket, "-u", *words], check=True, timeout=PATIENCE)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    found = Terminal(tmp_path)
    yield found
    found.close()


class Clara:
    """Whoever answers: knows the subject under way, and answers by the table."""

    def __init__(self) -> None:
        self.subject, self.put = "", list[tuple[str, str]]()

    def answer(self, shown: str) -> str:
        """What is typed to the last question that is shown."""
        asked = [line for line in shown.splitlines() if line and not line.startswith((" ", PROMPT))]
        for line in asked:
            if subject := re.fullmatch(r"(.+) \(\d+ questions? en tout\)", line):
                self.subject = subject[1] if subject[1] in ANSWERS else ""
        question = asked[-1].partition("\u00a0: ")[0]
        self.put.append((self.subject, question))
        return str(ANSWERS[self.subject].get(question, ""))


def interviewed(terminal: Terminal, clara: Clara, most: int) -> bool:
    """Begin an interview, or go on with it, for so many answers at most; whether it came to its end."""
    terminal.type(ASK)
    shown = terminal.until(PROMPT, SHELL)
    for _ in range(most):
        terminal.type(clara.answer(shown))
        shown = terminal.until(PROMPT, SHELL)
        if shown.endswith(SHELL):
            assert "Décidé, quoi qu'on réponde encore" in shown
            return True
    return False


def test_from_nothing_to_a_decision_in_french_with_a_stop_on_the_way(terminal: Terminal, tmp_path: Path) -> None:
    clara = Clara()
    assert not interviewed(terminal, clara, 15)
    terminal.press("C-c")
    assert "Ce qui est répondu est dans clara.yaml" in terminal.until(SHELL)
    terminal.type("echo fin $?")
    assert "fin 130" in terminal.until(SHELL)
    kept = yaml.safe_load((tmp_path / "clara.yaml").read_text(encoding="utf-8"))
    assert kept["work"]

    assert interviewed(terminal, clara, 90)
    assert clara.put.pop(15) not in clara.put[:15]
    assert len(clara.put) == len(set(clara.put))

    book = ronde.open_book()
    told, whole = (book.evaluate(path, as_of=DAY) for path in (tmp_path / "clara.yaml", EXAMPLE))
    assert {name: told[name].value for name in told.headlines} == {name: whole[name].value for name in whole.headlines}
