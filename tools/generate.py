"""Writes the pages and schemas that follow from the code and the rulesets, or says which have drifted.

    tools/generate.py           write them
    tools/generate.py --check   exit 1 and name those that differ

It makes docs/findings.md (every finding), docs/commands.md (every command and option),
schemas/profile.schema.json (every question a profile may answer, from the rulesets' own inputs) and docs/topics (every
topic in words, in English and French, on the last date of change).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from ronde.cli.main import commands
from ronde.explain.phrases import PAGES
from ronde.explain.topics import index_markdown, topic_markdown
from ronde.model.history import History, InForce, Status
from ronde.model.nodes import Fact, Plan
from ronde.model.types import Kind, plain
from ronde.read.book import read_book
from ronde.read.meaning import compile_rules
from ronde.words.catalogue import LANGUAGES
from ronde.words.columns import COLUMNS
from ronde.words.faults import FAULTS
from ronde.words.files import FILE_FAULTS
from ronde.words.population import POPULATION_FAULTS
from ronde.words.simulation import SIMULATION_FAULTS
from ronde.words.spread import SPREAD_FAULTS
from ronde.words.values import VALUES

ROOT = Path(__file__).resolve().parent.parent
MADE = "<!-- Made by tools/generate.py: edit what it is made from, not this page. -->\n"
TITLES = {"en": "English", "fr": "Français"}


def findings_page() -> str:
    """Every finding, in both languages."""
    lines = [MADE, "# Findings / Constats\n"]
    lines.append(
        "Each finding has a stable code, a place (`file:line:column`), and says what to write instead."
        " Words in braces are filled in.\n"
    )
    lines += ["| Code | English | Français |", "| --- | --- | --- |"]
    for code, sentences in sorted(
        {
            **VALUES,
            **FAULTS,
            **COLUMNS,
            **FILE_FAULTS,
            **POPULATION_FAULTS,
            **SIMULATION_FAULTS,
            **SPREAD_FAULTS,
        }.items()
    ):
        if code != "did-you-mean":
            shown = [sentence.replace("{{", "{").replace("}}", "}").replace("|", "\\|") for sentence in sentences]
            lines.append(f"| `{code}` | {shown[0]} | {shown[1]} |")
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Every command with its arguments and options, in both languages."""
    lines = [MADE, "# Commands / Commandes\n"]
    lines.append(
        "Exit codes: 0 fine, 1 findings, 2 wrong use or unreadable input, 3 internal error."
        " Answers go to standard output, talk to standard error.\n\n"
        "Codes de sortie : 0 tout va bien, 1 constats, 2 mauvais emploi ou entrée illisible, 3 erreur interne."
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


def profile_schema() -> str:
    """The JSON Schema of a profile: the inputs of the book on its last date of change, and its lists of records."""
    history = read_book(ROOT / "rulesets")
    plan = compile_rules(history.in_force(history.change_dates[-1]))
    properties: dict[str, Any] = {}
    for name, titles in plan.records.items():
        fields = {about.name.removeprefix(f"{name}."): about for about in _inputs(plan) if about.record == name}
        properties[name] = {
            "title": titles.get("en", name),
            "x-title-fr": titles.get("fr", name),
            "type": "array",
            "items": {"type": "object", "properties": {field: _field(about) for field, about in fields.items()}},
        }
    properties.update({about.name: _field(about) for about in _inputs(plan) if about.record is None})
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://ronde.example/schemas/profile.schema.json",
        "title": "A candidate's profile",
        "description": "What is known of a candidate. Anything may be left out; derived facts may be given too.",
        "x-description-fr": "Ce que l'on sait d'un candidat. Tout peut manquer ; un fait dérivé peut aussi être donné.",
        "type": "object",
        "properties": dict(sorted(properties.items())),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _inputs(plan: Plan) -> Iterator[Fact]:
    return (about for about in plan.facts.values() if about.form == "input")


def _field(about: Fact) -> dict[str, Any]:
    """The schema of one input."""
    told: dict[str, Any] = {"title": about.label.get("en", about.name), "x-title-fr": about.label.get("fr", about.name)}
    if about.question:
        told |= {"description": about.question["en"], "x-description-fr": about.question["fr"]}
    kind = about.type
    if kind.kind is Kind.YES_NO:
        return {**told, "type": "boolean"}
    if kind.kind in (Kind.NUMBER, Kind.MONEY):
        return {**told, "type": "number", "minimum": plain(kind.low, kind), "maximum": plain(kind.high, kind)}
    if kind.kind is Kind.DATE:
        return {**told, "type": "string", "format": "date"}
    if kind.choices:
        return {**told, "enum": list(kind.choices)}
    return {**told, "type": "string", **({"pattern": f"^{kind.pattern}$"} if kind.pattern else {})}


def topic_pages() -> dict[str, str]:
    """The page of every topic in every language, and an index for each, by path.

    A topic that is no longer in force is shown as it stood on its last day.
    """
    history = read_book(ROOT / "rulesets")
    last = history.change_dates[-1]
    days = {topic: _last_day(history, topic, last) for topic in history.versions}
    plans = {day: (rules := history.in_force(day), compile_rules(rules)) for day in sorted(set(days.values()))}
    standing: dict[str, InForce] = {}
    pages: dict[str, str] = {}
    for topic, day in days.items():
        rules, plan = plans[day]
        standing[topic] = next(each for each in rules.topics if each.topic == topic)
        for language in LANGUAGES:
            page = topic_markdown(history, rules, plan, topic, day, language)
            pages[f"{PAGES}/{language}/{topic}.md"] = f"{MADE}\n{page}"
    ended = {topic for topic, day in days.items() if day != last}
    for language in LANGUAGES:
        page = index_markdown(history, standing, ended, last, language)
        pages[f"{PAGES}/{language}/index.md"] = f"{MADE}\n{page}"
    return pages


def _last_day(history: History, topic: str, last: int) -> int:
    """The last day, as far as is known, on which a topic is in force."""
    newest = history.versions[topic][-1]
    return newest.effective - 1 if newest.status is Status.REPEALED and newest.effective <= last else last


MAKERS: dict[str, Callable[[], str]] = {
    "docs/findings.md": findings_page,
    "docs/commands.md": commands_page,
    "schemas/profile.schema.json": profile_schema,
}


def main(check: bool) -> int:
    """Write every page, or name those that differ from what would be written or that nothing writes any more."""
    pages = {**{name: make() for name, make in MAKERS.items()}, **topic_pages()}
    drifted = [name for name, content in pages.items() if not _same(ROOT / name, content)]
    left = [path for path in sorted((ROOT / PAGES).rglob("*")) if path.is_file() and _name(path) not in pages]
    for name in [*drifted, *map(_name, left)] if check else []:
        print(f"{name} has drifted: run tools/generate.py", file=sys.stderr)
    if check:
        return int(bool(drifted or left))
    for name in drifted:
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(pages[name], encoding="utf-8")
    for path in left:
        path.unlink()
    return 0


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _same(path: Path, content: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == content


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
