"""The command `ronde`: builds the commands in the reader's language and turns every error into words and an exit code.

Exit codes: 0 fine, 1 findings, 2 wrong use or unreadable input, 3 internal error.
"""

from __future__ import annotations

import difflib
import gc
import os
import re
import sys

import click

from ronde import __version__
from ronde.cli import options
from ronde.cli.commands import evaluate_command, rules_command, why_command
from ronde.cli.export import export_command
from ronde.cli.pool import pool_command
from ronde.cli.series import history_command, invited_command, rounds_command, standing_command
from ronde.cli.spoken import SpokenGroup
from ronde.cli.upkeep import check_command, test_command
from ronde.model.finding import Refused
from ronde.words import LANGUAGES, say, tell

BUILDERS = (
    evaluate_command,
    why_command,
    history_command,
    rules_command,
    rounds_command,
    invited_command,
    standing_command,
    export_command,
    pool_command,
    check_command,
    test_command,
)
"""Every command, in the order in which the help lists them."""


def run() -> None:
    """Run the command line and exit. A process that answers once leaves its memory to the system."""
    gc.disable()
    sys.exit(main(sys.argv[1:]))


def main(argv: list[str]) -> int:
    """Run the command line and return its exit code."""
    language = language_of(argv)
    try:
        result = commands(language).main(argv, prog_name="ronde", standalone_mode=False)
    except Refused as refused:
        for finding in sorted(refused.findings, key=lambda each: each.order):
            click.echo(tell(finding, language), err=True)
        return 2
    except click.exceptions.Exit as stopped:
        return stopped.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return 2
    except click.UsageError as error:
        click.echo(usage_words(error, language), err=True)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("RONDE_DEBUG"):
            raise
        click.echo(say("internal-error", language, reason=f"{type(error).__name__}: {error}"), err=True)
        return 3
    return int(result or 0)


def commands(language: str) -> click.Group:
    """Every command, with its help in a language."""
    group = SpokenGroup("ronde", language, help=say("cli-about", language))
    group.params.append(
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help=say("opt-version", language),
        )
    )
    group.params.append(options.language_option(language, expose=False))
    for build in BUILDERS:
        group.add_command(build(language))
    return group


def _version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(__version__)
        context.exit()


def language_of(argv: list[str]) -> str:
    """The language asked for with --lang, else that of the locale, else English."""
    for number, word in enumerate(argv):
        wanted = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and number + 1 < len(argv):
            wanted = argv[number + 1]
        if wanted in LANGUAGES:
            return wanted
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "fr" if value.startswith("fr") else "en"
    return "en"


def usage_words(error: click.UsageError, language: str) -> str:
    """What is wrong in the use of a command, in a language."""
    if isinstance(error, click.exceptions.NoSuchOption):
        known = [each for parameter in error.ctx.command.params for each in parameter.opts] if error.ctx else []
        close = difflib.get_close_matches(error.option_name, known, 1, 0.5)
        return say("use-option-unknown", language, name=error.option_name, close=close[0] if close else "")
    if isinstance(error, click.MissingParameter):
        return say("use-missing", language, name=error.param.human_readable_name if error.param else "?")
    if isinstance(error, click.BadOptionUsage):
        return say("use-needs-value", language, name=error.option_name)
    if isinstance(error, click.BadParameter) and error.param:
        return say("use-value", language, name=error.param.opts[0], value=_given(error))
    if error.ctx and isinstance(error.ctx.command, click.Group):
        return say("use-command-unknown", language, name=_given(error), known=", ".join(error.ctx.command.commands))
    return (
        say("use-extra", language, value=_given(error)) if "unexpected" in error.message else say("use-other", language)
    )


def _given(error: click.UsageError) -> str:
    """The word that was not possible, as far as the message quotes it."""
    quoted = re.search(r"'([^']*)'|\(([^)]*)\)", error.message)
    return next(filter(None, quoted.groups()), "") if quoted else error.message
