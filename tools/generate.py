"""Writes docs/commands.md, every command and option in both languages, or says that it has drifted.

tools/generate.py           write it
tools/generate.py --check   exit 1 if it differs from what would be written
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ronde.cli.root import commands
from ronde.words.catalogue import LANGUAGES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
MADE = "<!-- Made by tools/generate.py: edit what it is made from, not this page. -->\n"
TITLES = {"en": "English", "fr": "Français"}


def commands_page() -> str:
    """Every command with its arguments and options, in both languages."""
    lines = [MADE, "# Commands / Commandes\n"]
    lines.append(
        "Exit codes: 0 fine, 1 findings, 2 wrong use, unreadable input or an event outside (a full disk, a closed"
        " output), 3 internal error, 130 stopped from the keyboard, 143 stopped from outside."
        " Answers go to standard output, talk to standard error.\n\n"
        "Codes de sortie : 0 tout va bien, 1 constats, 2 mauvais emploi, entrée illisible ou événement extérieur"
        " (disque plein, sortie fermée), 3 erreur interne, 130 arrêt au clavier, 143 arrêt de l'extérieur."
        " Les réponses vont à la sortie standard, le reste à l'erreur standard.\n"
    )
    by_language = {language: commands(language) for language in LANGUAGES}
    for path in _paths(by_language["en"]):
        lines.append(f"## `{' '.join(('ronde', *path))}`\n")
        for language, group in by_language.items():
            command = _command(group, path)
            usage = " ".join(["ronde", *path, *(str(each.metavar) for each in command.params if _is_argument(each))])
            lines += [f"**{TITLES[language]}.** {command.help}\n", f"`{usage}`\n", "| Option | |", "| --- | --- |"]
            lines += [_option_line(each) for each in command.params if isinstance(each, click.Option)]
            lines.append("")
    return "\n".join(lines)


def _paths(group: click.Group) -> Iterator[tuple[str, ...]]:
    """The names that lead to every command, also to those of groups within the group."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from ((name, *path) for path in _paths(command))
        else:
            yield (name,)


def _command(command: click.Command, path: tuple[str, ...]) -> click.Command:
    """The command to which names lead."""
    for name in path:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    return command


def _is_argument(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Argument)


def _option_line(option: click.Option) -> str:
    value = f" {option.metavar}" if option.metavar else ""
    if isinstance(option.type, click.Choice):
        value = f" {'|'.join(map(str, option.type.choices))}".replace("|", "\\|")
    return f"| `{option.opts[0]}{value}` | {option.help} |"


def main(check: bool) -> int:
    """Write the page, or say that it differs from what would be written."""
    page = commands_page()
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    if check:
        print(f"docs/{PAGE.name} has drifted: run tools/generate.py", file=sys.stderr)
        return 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
