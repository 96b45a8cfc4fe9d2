"""Commands are made when they are asked for: help and a check of what did not change import nothing heavy."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ronde.cli.localised import HEAD_END
from ronde.cli.root import commands
from ronde.language import LANGUAGES

HEAVY = (
    "yaml",
    "jsonschema",
    "ruamel",
    "durable",
    "rfc8785",
    "numpy",
    "ronde.compile",
    "ronde.evaluate",
    "ronde.explain",
)

SAID = """
import sys
from ronde.cli.root import answered
code = answered(sys.argv[1:])
print(code, *sys.modules, file=sys.stderr)
"""


def imported(*argv: str, cwd: Path) -> tuple[str, set[str]]:
    """The exit code of a command in a new process, and what it imported."""
    done = subprocess.run([sys.executable, "-c", SAID, *argv], cwd=cwd, capture_output=True, text=True, check=True)
    code, *modules = done.stderr.splitlines()[-1].split()
    return code, set(modules)


@pytest.mark.parametrize("argv", [("--help",), ("pool", "--help"), ("--version",)])
def test_help_imports_nothing_heavy(argv: tuple[str, ...], tmp_path: Path) -> None:
    """Commands are listed from their sentences."""
    code, modules = imported(*argv, cwd=tmp_path)
    assert code == "0"
    assert not modules & set(HEAVY)
    assert "ronde.cli.evaluate" not in modules


def test_a_check_of_what_did_not_change_imports_nothing_heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second check of a book reads its files and what was kept, and no more."""
    text = "{fr: a, en: a}"
    (tmp_path / "book.yaml").write_text(
        f"title: {text}\ndisclaimer: {text}\nfirst_date: 2015-01-01\nheadlines: [answer]\n"
    )
    (tmp_path / "topic").mkdir()
    (tmp_path / "topic/2015-01-01.yaml").write_text(
        f"title: {text}\neffective: 2015-01-01\npublished: 2015-01-01\nchecked: 2015-01-01\nconfidence: official\n"
        f"sources: [{{id: s, title: {text}}}]\nfacts:\n"
        f"  answer: {{label: {text}, source: s, type: yes_no, input: {{question: {text}}}}}\n"
    )
    monkeypatch.setenv("RONDE_CACHE", str(tmp_path.parent / "cache-of-checks"))
    first, modules = imported("check", "--rulesets", str(tmp_path), cwd=tmp_path.parent)
    assert (first, "ronde.compile" in modules) == ("0", True)
    second, modules = imported("check", "--rulesets", str(tmp_path), cwd=tmp_path.parent)
    assert (second, modules & set(HEAVY)) == ("0", set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_listed_is_what_is_made(language: str) -> None:
    """Each command has the name under which it is listed, and its line is the beginning of its own help."""
    root = commands(language)
    pool = root.commands["pool"]
    assert isinstance(pool, click.Group)
    for group in (root, pool):
        listed = CliRunner().invoke(group, ["--help"]).output
        for name, command in group.commands.items():
            assert command.name == name
            head = HEAD_END.split(str(command.help), maxsplit=1)[0].rstrip(".")
            assert f"{name} {head}." in " ".join(listed.split())
