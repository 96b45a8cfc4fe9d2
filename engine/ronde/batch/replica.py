"""The same kernel in another process: it reads its own copy of the rules, and refuses to answer by others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ronde import __version__
from ronde.columns.kernel import Kernel
from ronde.columns.query import Query
from ronde.model.history import History
from ronde.read.book import read_book


class OtherRules(Exception):
    """This process has other rules, or another version of the engine, than whoever asks."""


def told_of(history: History) -> tuple[str, str, str]:
    """What another process must be told of a book: where it is, the digest of its rules, the version of the engine."""
    return history.root, history.digest, __version__


@cache
def twin(rulesets: str, rules: str, version: str, question: Query) -> Kernel:
    """The kernel of a question: compiled once in each process. Errors: OtherRules."""
    history = read_book(Path(rulesets) if rulesets else None)
    if history.digest != rules or __version__ != version:
        raise OtherRules(f"{history.digest[:12]} {__version__}")
    return Kernel(history, question)
