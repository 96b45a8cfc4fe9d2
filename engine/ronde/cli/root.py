"""The command `ronde`: builds the commands in a language, turns every error into words and an exit code."""

from __future__ import annotations

import os
import re
from typing import Any

import click

from ronde import __version__
from ronde.api import kept
from ronde.api.from_here import book_folder, openable_if_read
from ronde.cli import console, options
from ronde.cli.localised import LocalisedGroup, Maker, named
from ronde.cli.meant import meant
from ronde.cli.outside import outside
from ronde.language import language_of
from ronde.messages import translate
from ronde.messages.diagnostics import ValidationError
from ronde.model.near import nearest

MAKERS = {
    "ask": Maker("ask:ask_command", "cli-ask"),
    "evaluate": Maker("evaluate:evaluate_command", "cli-evaluate"),
    "why": Maker("why:why_command", "cli-why"),
    "reach": Maker("reach:reach_command", "cli-reach"),
    "verify": Maker("verify:verify_command", "cli-verify"),
    "history": Maker("history:history_command", "cli-history"),
    "rules": Maker("rules:rules_command", "cli-rules"),
    "facts": Maker("facts:facts_command", "cli-facts"),
    "diff": Maker("diff:diff_command", "cli-diff"),
    "impact": Maker("impact:impact_command", "cli-impact"),
    "rounds": Maker("rounds:rounds_command", "cli-rounds"),
    "invited": Maker("invited:invited_command", "cli-invited"),
    "standing": Maker("standing:standing_command", "cli-standing"),
    "export": Maker("export:export_command", "cli-export"),
    "site": Maker("site:site_command", "cli-site"),
    "serve": Maker("serve:serve_command", "cli-serve"),
    "pool": Maker("pool:pool_command", "cli-pool"),
    "check": Maker("check:check_command", "cli-check"),
    "test": Maker("cases:test_command", "cli-test"),
    "coverage": Maker("coverage:coverage_command", "cli-coverage"),
    "review": Maker("review:review_command", "cli-review"),
    "init": Maker("init:init_command", "cli-init"),
    "schemas": Maker("schemas:schemas_command", "cli-schemas"),
    "new": Maker("new:new_command", "cli-new"),
    "set": Maker("set:set_command", "cli-set"),
    "case": Maker("case:case_command", "cli-case"),
    "lsp": Maker("lsp:lsp_command", "cli-lsp"),
    "fmt": Maker("fmt:fmt_command", "cli-fmt"),
    "check-off": Maker("check_off:check_off_command", "cli-check-off"),
}
"""Every command, in the order in which the page of all commands lists them."""

COMPLETION = "_RONDE_COMPLETE"
"""Set by a shell that asks for the completion of a command."""


def answered(argv: list[str]) -> int:
    """Run a command, turn every error into words, and return the exit code."""
    language = language_of(argv)
    console.reserve()
    try:
        code = _told(argv, language)
        if where := kept.refused_folder():
            console.talk(translate("cache-refused", language, folder=where))
        console.close()
    except BaseException as error:
        told = outside(error, language)
        if told is None:
            if not isinstance(error, Exception) or os.environ.get("RONDE_DEBUG"):
                raise
            told = translate("internal-error", language, reason=f"{type(error).__name__}: {error}"), 3
        console.abandon()
        console.talk(told[0])
        return told[1]
    return code


def _told(argv: list[str], language: str) -> int:
    """Run a command and say what is wrong with its use or its input. Errors: whatever else happens."""
    group = commands(language)
    meta: dict[str, Any] = {}
    try:
        if COMPLETION in os.environ:
            group.main(argv, prog_name="ronde", standalone_mode=False, complete_var=COMPLETION)
        with group.make_context("ronde", list(argv)) as context:
            meta = context.meta
            return int(group.invoke(context) or 0)
    except ValidationError as refused:
        folder = book_folder(meta.get(options.RULESETS))
        for diagnostic in sorted(refused.diagnostics, key=lambda each: each.order):
            console.talk(openable_if_read(diagnostic, folder).text(language))
    except click.exceptions.Exit as stopped:
        return stopped.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        console.talk(error.ctx.get_help() if error.ctx else "")
    except click.UsageError as error:
        console.talk(usage_words(error, language))
    return 2


def commands(language: str) -> click.Group:
    """Every command, with its help in a language."""
    group = LocalisedGroup("ronde", language, MAKERS, help=translate("cli-about", language))
    group.params.append(
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help=translate("opt-version", language),
        )
    )
    group.params.append(options.language_option(language, expose=False))
    return group


def _version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        console.answer(__version__)
        context.exit()


def usage_words(error: click.UsageError, language: str) -> str:
    """What is wrong in the use of a command, in a language."""
    if isinstance(error, click.exceptions.NoSuchOption):
        known = [each for parameter in error.ctx.command.params for each in parameter.opts] if error.ctx else []
        close = nearest(error.option_name, known, 0.5)
        return translate("use-option-unknown", language, name=error.option_name, close=close)
    if isinstance(error, click.MissingParameter):
        told = translate("use-missing", language, name=named(error.param) if error.param else "?")
        return "\n".join([told, *_missing_words(error.ctx, language)])
    if isinstance(error, click.BadOptionUsage):
        return translate("use-needs-value", language, name=error.option_name)
    if isinstance(error, click.BadParameter) and error.param:
        return _value_words(error, error.param, language)
    if error.ctx and isinstance(error.ctx.command, LocalisedGroup):
        return _command_words(_given(error), error.ctx, error.ctx.command, language)
    return (
        translate("use-extra", language, value=_given(error))
        if "unexpected" in error.message
        else translate("use-other", language)
    )


def _command_words(name: str, context: click.Context, group: LocalisedGroup, language: str) -> str:
    """That a group has no command of a name, with those that are likely meant, or else with all it has."""
    if found := meant(name, group.commands):
        likely = translate("use-command-likely", language, name=name, path=context.command_path)
        return "\n".join([likely, *_told_of(found, context, group, language)])
    return translate("use-command-unknown", language, name=name, known=", ".join(group.commands))


def _missing_words(context: click.Context | None, language: str) -> list[str]:
    """What a command that lacks something does, and the commands that people call by its name."""
    above = context.parent if context else None
    if context is None or above is None or not isinstance(above.command, LocalisedGroup):
        return []
    name = str(context.info_name)
    others = [each for each in meant(name, above.command.commands) if each != name]
    found = _told_of([name, *others], above, above.command, language) if others else []
    return [*found, translate("use-see-help", language, path=context.command_path)]


def _told_of(names: list[str], context: click.Context, group: LocalisedGroup, language: str) -> list[str]:
    path = context.command_path
    return [translate("use-command-does", language, path=path, name=each, does=group.whole(each)) for each in names]


def _value_words(error: click.BadParameter, parameter: click.Parameter, language: str) -> str:
    """What is wrong with the value of an option, and what may be written."""
    about = {"name": parameter.opts[0], "value": _given(error)}
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return translate("use-choice", language, known=", ".join(map(str, kind.choices)), **about)
    if isinstance(kind, click.IntRange | click.FloatRange) and kind.min is not None:
        key = "range-from" if kind.max is None else "range-between"
        return translate("use-range", language, range=translate(key, language, low=kind.min, high=kind.max), **about)
    return translate("use-value", language, **about)


def _given(error: click.UsageError) -> str:
    """The word that was not possible, as far as the message quotes it."""
    quoted = re.search(r"'([^']*)'|\(([^)]*)\)|^(\S+) is not", error.message)
    return next(filter(None, quoted.groups()), "") if quoted else error.message
