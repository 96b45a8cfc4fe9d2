"""Every message of the catalogue as people read it, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ronde.messages import LANGUAGES
from ronde.messages.entries import Message, message, subjects
from ronde.signals import ENDINGS

CATEGORIES = ("one", "other")


def keys(*names: str) -> tuple[str, ...]:
    """The keys of these subjects, or of all."""
    return tuple(key for name, entries in subjects().items() if name in names or not names for key in entries)


@cache
def every_message() -> Mapping[str, Message]:
    """The messages of the catalogue, and the few that must be at hand before it can be read."""
    early = {key: Message(dict(zip(LANGUAGES, texts, strict=True)), {}) for key, texts in ENDINGS.items()}
    return {**{key: message(key) for key in keys()}, **early}


def readings(told: Message, language: str) -> list[str]:
    """The whole sentences that a message can be, by the category of its counts; one if it has none."""
    return list(dict.fromkeys(told.reading(language, category) for category in CATEGORIES))
