"""Writes what is made of something else and kept: pages of docs/, the schema of rulesets, the data of locales.

tools/generate.py           write it
tools/generate.py --check   exit 1 if one differs from what would be written
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import click
import yaml

from glossary import glossary_page
from locale_data import locales
from ronde.cli.root import commands
from ronde.language import LANGUAGES
from ronde.operations import registry

ROOT = Path(__file__).resolve().parent.parent
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


def ruleset_schema() -> str:
    """The schema of a version of a topic: what every fact has, and the keys of each room of operations."""
    schema = json.loads((files("ronde.read") / "ruleset.base.json").read_text(encoding="utf-8"))
    keys = schema["$defs"]["fact_definition"]["properties"]
    for name in sorted(registry.FORMS):
        keys |= registry.schema(name)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def mistakes_page() -> str:
    """Every seeded mistake, with the check or the case that catches it."""
    listed = yaml.safe_load((ROOT / "tests" / "mistakes" / "seeded.yaml").read_text(encoding="utf-8"))
    caught = [each for each in listed if "found" in each or "case" in each]
    lines = [MADE, "# Seeded mistakes\n"]
    lines.append(
        "Slips of the kind that copying a table of the law brings, each made in a file of the shipped book, and what"
        " catches it: a finding of `ronde check` at its line, or a case of `ronde test`. The tests make each of them"
        " again. Edits that change no meaning are not in the list.\n"
    )
    lines.append(f"{len(caught)} of {len(listed)} are caught.\n")
    lines += ["| Mistake | File | Was | Became | Caught by |", "| --- | --- | --- | --- | --- |"]
    for each in listed:
        by = f"`{each['found']}`, line {each['line']}" if "found" in each else each.get("case", "nothing")
        old, new = (_cell(each[key]) for key in ("old", "new"))
        lines.append(f"| {each['what']} | `{each['file']}` | {old} | {new} | {by} |")
    return "\n".join(lines) + "\n"


def caught_page() -> str:
    """How many mistakes the cases of the shipped book catch, and each that none does, with why."""
    told = yaml.safe_load((ROOT / "tests" / "mistakes" / "left.yaml").read_text(encoding="utf-8"))
    left = [each for group in told["left"] for each in group["mistakes"]]
    made, nothing, caught = (told[key] for key in ("made", "nothing", "caught"))
    percent = int(1000 * caught / (made - nothing)) / 10
    lines = [MADE, "# What the cases catch\n"]
    lines.append(
        "`ronde test --mutate` makes every small mistake that an editor might make in the rules (a figure one higher or"
        " lower, a row or a condition left out, a test turned into its contrary, neighbours exchanged, a bound shifted,"
        " a day moved, a cap removed) and holds each against the dated cases. A mistake is caught if the file no longer"
        " reads, the rules no longer compile, or a case fails. What no case catches is told with the smallest profile"
        " that shows it, ready to paste into a file of cases; the expected figure is to be found in the source.\n"
    )
    lines.append(
        "Some mistakes change nothing: a row whose value the row above gives as well, a cap that no sum can reach."
        " They are found out, not guessed: the compiled definitions are the same; or every combination of the values"
        " at which the definition turns, of all facts that it names (and of the facts that those name), gives the same"
        " answer. They are counted apart.\n"
    )
    lines.append(
        f"Of {made:,} mistakes in the shipped book {nothing:,} change nothing. Of the others **{caught:,} are caught,"
        f" {percent}%** (counted on {told['measured']}; a full run takes some {told['minutes']} minutes of processor"
        " time, shared by all processors, and one changed file some ten seconds). What a full run left was held again"
        " as cases were added. Rules added since are not counted: of what follows an invitation some forty mistakes are"
        " left, most of them days and conditions copied into older versions that no invitation reaches; of usual slips,"
        " documents and the life of a profile, none of 212. The tests hold that each mistake named here can still be"
        " made.\n"
    )
    lines.append("## What they touch\n")
    lines.append(
        "`ronde coverage` finds every row of every version touched by a case, and every branch but these, which"
        " nobody can reach:\n"
    )
    lines += [f"- `{each['at']}`: {each['why']}" for each in told["untouched"]]
    lines.append(f"\n## The {len(left)} mistakes that are left, and why\n")
    for group in told["left"]:
        lines.append(f"{group['why'].strip()}\n")
        lines += ["| Mistake | Where | Was | Became |", "| --- | --- | --- | --- |"]
        for each in group["mistakes"]:
            old, new = (_cell(each[key]) for key in ("before", "after"))
            lines.append(f"| {each['sort']} | `{each['at']}` | {old} | {new} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _cell(text: str) -> str:
    """A text of a file in one cell of a table."""
    shown = " ".join(text.split()).replace("|", "\\|")
    return f"`{shown}`" if shown else "(nothing)"


def main(check: bool) -> int:
    """Write the files, or say which differ from what would be written."""
    drifted = False
    made = {
        "docs/commands.md": commands_page(),
        "docs/glossary.md": glossary_page(MADE),
        "docs/mistakes.md": mistakes_page(),
        "docs/caught.md": caught_page(),
        "engine/ronde/messages/locales.json": locales(),
        "schemas/ruleset.schema.json": ruleset_schema(),
    }
    for name, content in made.items():
        path = ROOT / name
        if path.is_file() and path.read_text(encoding="utf-8") == content:
            continue
        if check:
            print(f"{name} has drifted: run tools/generate.py", file=sys.stderr)
            drifted = True
        else:
            path.write_text(content, encoding="utf-8")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
