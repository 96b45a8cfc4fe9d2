"""What the import of rounds says, in English and in French, and the error that stops it."""

from __future__ import annotations

from pathlib import Path

from ronde.messages.diagnostics import Diagnostic
from ronde.messages.entries import entries, parsed

MESSAGES = {key: parsed(written) for key, written in entries(Path(__file__).with_suffix(".toml")).items()}


def translate(key: str, language: str, /, **params: object) -> str:
    """A sentence in a language, filled in."""
    shown = {name: value.text(language) if isinstance(value, Diagnostic) else value for name, value in params.items()}
    return MESSAGES[key].texts[language].format_map(shown)


class NotImported(Exception):
    """Why nothing is written: a key of MESSAGES and its parameters."""

    def __init__(self, code: str, **about: object) -> None:
        self.code = code
        self.params = about
