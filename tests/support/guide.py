"""The pages of the guide as transcripts: each change is carried out as written, and what commands print is compared.

How a page is read. In each section, in order: a `yaml` box is written to the file that it names on its first line; a
`diff` box changes the file that it names; in a `console` box a line that begins with `$` is run, and what follows is
what it prints. A line `…` stands for any lines.

python -m tests.support.guide     writes into the pages what the commands print now
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from tests.support.edits import patched

from ronde.cli.main import main

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import practice  # the tool that the page names

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"en": ROOT / "docs" / "changing-the-rules.md", "fr": ROOT / "docs" / "changing-the-rules.fr.md"}
LOCALES = {"en": "en_CA.UTF-8", "fr": "fr_CA.UTF-8"}
BOX = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HOW_MUCH = re.compile(r"\d+(?= (?:files|versions|sets of rules|fichiers|ensembles de règles))")
NAMED = re.compile(r"# (\S+\.yaml)\n")
WHO = {
    f"GIT_{who}_{what}": said
    for who in ("AUTHOR", "COMMITTER")
    for what, said in (("NAME", "Ada"), ("EMAIL", "ada@example.org"))
}


@dataclass(frozen=True)
class Line:
    """A command line: what the page says it prints, what it prints, and its exit code."""

    typed: str
    expected: str
    printed: str
    code: int


@dataclass
class Carried:
    """A section carried out: its title, the folder of its book, and its command lines."""

    title: str
    folder: Path
    lines: list[Line] = field(default_factory=list)


def sections(text: str) -> dict[str, str]:
    """The sections of a page that begin with a practice book, by title."""
    parts = re.split(r"^#{2,3} ", text, flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0]: part for part in parts if "$ tools/practice " in part}


def carry_out(title: str, section: str, folder: Path, language: str) -> Carried:
    """Carry out a section in a new folder, in a language."""
    done = Carried(title, folder)
    environment = {"LANG": LOCALES[language], "LC_ALL": "", "LC_MESSAGES": "", **WHO}
    with patch.dict(os.environ, environment), chdir(folder):
        for kind, text in BOX.findall(section):
            if kind == "console":
                for line, expected in commands(text):
                    done.lines.append(Line(line, expected, *run(line, done)))
            else:
                change(kind, text)
    return done


def commands(text: str) -> Iterator[tuple[str, str]]:
    """The command lines of a box, each with what follows it. A line that ends with a backslash goes on."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        own = next(number for number, line in enumerate(lines) if not line.endswith("\\")) + 1
        yield "\n".join(lines[:own]), "\n".join(lines[own:])


def run(line: str, done: Carried) -> tuple[str, int]:
    """What a command line prints, and its exit code; Ronde is run in this process."""
    name, *words = shlex.split(line.replace("\\\n", " "), comments=True)
    if name == "tools/practice":
        done.folder = Path(words[1]).resolve()
        plan = practice.read(practice.PLAN)[words[0]]
        practice.make(plan, done.folder)
        practice.commit(done.folder, remote="remote" in plan)
        return "", 0
    if name == "cd":
        os.chdir(words[0])
        return "", 0
    if name == "cp":
        assert words[0].startswith("../"), line
        Path(words[1]).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / words[0].removeprefix("../"), words[1])
        return "", 0
    if name == "ronde":
        told = io.StringIO()
        with redirect_stdout(told), redirect_stderr(told):
            code = main(words)
        return told.getvalue(), code
    assert name in ("git", "mkdir"), line
    ran = subprocess.run([name, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return ran.stdout, ran.returncode


def change(kind: str, text: str) -> None:
    """Write the file of a box, or change it."""
    named = NAMED.match(text)
    assert named, f"a box does not name its file: {text[:60]}"
    file, body = Path(named[1]), text[named.end() :]
    if kind == "diff":
        made = file.read_text(encoding="utf-8")
        for part in re.split(r"^…\n", body, flags=re.MULTILINE):
            made = patched(made, part)
        file.write_text(made, encoding="utf-8")
    else:
        assert not file.exists(), f"{file} is there already"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body, encoding="utf-8")


def agrees(expected: str, printed: str) -> bool:
    """Whether what is printed is what a page says, in which a line `…` stands for any lines. How much a book holds does
    not count: a topic that is told later of an earlier day comes into practice books too."""
    expected, printed = (HOW_MUCH.sub("#", each) for each in (expected, printed))
    parts = [re.escape(part.strip("\n")) for part in re.split(r"^ *…$", expected, flags=re.MULTILINE)]
    return re.fullmatch(r"(?:\n?.*\n?)".join(parts), printed.strip("\n"), re.DOTALL) is not None


def written_anew(page: Path, language: str, only: str = "") -> str:
    """A page with what the commands print now, if it differs; of the sections whose title begins so."""
    text = page.read_text(encoding="utf-8")
    for title, section in sections(text).items():
        if not title.startswith(only):
            continue
        with tempfile.TemporaryDirectory() as folder:
            done = carry_out(title, section, Path(folder), language)
        made, rest = "", section
        for each in done.lines:
            print(each.code, each.typed.partition("\n")[0])
            before, found, rest = rest.partition("\n".join(filter(None, (f"$ {each.typed}", each.expected))))
            assert found, each
            same = agrees(each.expected, each.printed)
            made += before + (found if same else f"$ {each.typed}\n{each.printed}".strip("\n"))
        new = made + rest
        text = text.replace(section, new)
    return text


if __name__ == "__main__":
    for language, page in PAGES.items():
        if page.exists():
            page.write_text(written_anew(page, language, *sys.argv[1:]), encoding="utf-8")
