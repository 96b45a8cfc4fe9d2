"""Commands whose help speaks the reader's language: click's own words for its headings are replaced by ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click

from ronde.api.errors import diagnostics_of
from ronde.cli import console
from ronde.messages import translate
from ronde.messages.diagnostics import RondeError, ValidationError

HEAD_END = re.compile(r"\s?[:;]\s|\.\s")
"""What ends the head of a sentence about a command; a space that does not break may stand before it."""


class LocalisedCommand(click.Command):
    """A command whose help is in one language."""

    def __init__(self, name: str, language: str, **about: Any) -> None:
        super().__init__(name, options_metavar=translate("help-pieces", language), **about)
        self.language = language

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Errors: ValidationError; what is wrong with an argument is told by its word on the command
        line."""
        try:
            return super().invoke(ctx)
        except RondeError as error:
            raise ValidationError(
                diagnostics_of(error, {each.name or "": named(each) for each in self.params})
            ) from None

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how to use the command."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=translate("help-usage", self.language))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        records = [
            (record[0], " ".join(filter(None, (each.help, _held_to(each, self.language)))))
            for each in options
            if (record := each.get_help_record(ctx))
        ]
        with formatter.section(translate("help-options", self.language)):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.callback = _show_help
            option.help = translate("opt-help", self.language)
        return option


def named(parameter: click.Parameter) -> str:
    """An option as it is written, an argument by the word that stands for it in the help."""
    return parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name.strip("[].")


def _show_help(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        console.answer(context.get_help())
        context.exit()


def _held_to(option: click.Option, language: str) -> str:
    """What an option is held to, in brackets: the numbers that it takes, whether it must be given. Empty if nothing."""
    told, kind = [], option.type
    if isinstance(kind, click.IntRange):
        key = "page-and-more" if kind.max is None else "page-from-to"
        told.append(translate(key, language, value=kind.min, low=kind.min, high=kind.max))
    if option.required:
        told.append(translate("help-required", language))
    return f"[{'; '.join(told)}]" if told else ""


class Maker(NamedTuple):
    """Where a command is made (`module:function` of `ronde.cli`), and the key of the sentence about it."""

    where: str
    about: str


class Commands(Mapping[str, click.Command]):
    """The commands of a group by name. One is made, and its module imported, when it is first asked for."""

    def __init__(self, makers: Mapping[str, Maker], language: str) -> None:
        self.makers, self.language = makers, language
        self.made: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self.made:
            module, _, function = self.makers[name].where.partition(":")
            make: Callable[[str], click.Command] = getattr(import_module(f"ronde.cli.{module}"), function)
            self.made[name] = make(self.language)
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def __len__(self) -> int:
        return len(self.makers)


class LocalisedGroup(LocalisedCommand, click.Group):
    """A group of commands whose help is in one language; it lists them without making any."""

    def __init__(self, name: str, language: str, makers: Mapping[str, Maker], **about: Any) -> None:
        super().__init__(name, language, subcommand_metavar=translate("help-subcommand", language), **about)
        self.makers = makers
        self.commands = Commands(makers, language)  # type: ignore[assignment]  # click only reads it

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        LocalisedCommand.format_options(self, ctx, formatter)
        records = [(name, self._short(name)) for name in self.list_commands(ctx)]
        with formatter.section(translate("help-commands", self.language)):
            formatter.write_dl(records)

    def _short(self, name: str) -> str:
        """What a command does: its first sentence, as far as a colon or a semicolon. It is never cut within."""
        return HEAD_END.split(self.whole(name), maxsplit=1)[0].rstrip(".") + "."

    def whole(self, name: str) -> str:
        """All that is said of what a command does."""
        return " ".join(translate(self.makers[name].about, self.language).split())
