"""The command that serves editors: lsp."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import click

from ronde.cli import console, options
from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation


def lsp_command(language: str) -> click.Command:
    """`ronde lsp`."""
    return options.command("lsp", language, _lsp, [options.rulesets(language)])


def _lsp(rulesets: str | None, language: str) -> int:
    try:
        from ronde.lsp.server import serve
    except ImportError:
        raise refuse("lsp-extra", ArgumentLocation(click.get_current_context().command_path)) from None
    if sys.stdin is not None and sys.stdin.isatty():
        console.talk(translate("lsp-by-hand", language))
    gc.enable()
    serve(Path(rulesets).absolute() if rulesets else None, language)
