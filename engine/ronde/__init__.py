"""Ronde: a rules engine whose content is data with dates.

What `__all__` names is public; all else in the package is private to it and may change. The names are looked up when
they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""What type checkers take for true, without `typing`, whose import takes longer than all else here."""

if TYPE_CHECKING:
    from ronde.api.book import Book, open_book
    from ronde.api.decision import Decision
    from ronde.api.errors import BookError, Diagnostic, FactError, ProfileError, QuestionError, RondeError

__version__ = "0.1.0"

__all__ = [
    "Book",
    "BookError",
    "Decision",
    "Diagnostic",
    "FactError",
    "ProfileError",
    "QuestionError",
    "RondeError",
    "__version__",
    "open_book",
]

_ROOMS = {
    "Book": "book",
    "BookError": "errors",
    "Decision": "decision",
    "Diagnostic": "errors",
    "FactError": "errors",
    "ProfileError": "errors",
    "QuestionError": "errors",
    "RondeError": "errors",
    "open_book": "book",
}
"""The module of `ronde.api` that holds each public name."""


def __getattr__(name: str) -> object:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=None)
    from importlib import import_module

    found: object = getattr(import_module(f"ronde.api.{_ROOMS[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
