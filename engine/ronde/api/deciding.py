"""A profile against an open book: its document, its decision on a day, and whose fault it is if there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ronde.api import arguments
from ronde.api.arguments import Date
from ronde.api.errors import BookError, ProfileError, QuestionError, refusals_as, translated
from ronde.api.opened import Opened
from ronde.api.profile import Profile, document
from ronde.evaluate.decision import Decision
from ronde.messages.diagnostics import ValidationError
from ronde.model.document import Document


def decided(
    opened: Opened, profile: Profile, as_of: Date | None, known_on: Date | None = None
) -> tuple[Decision, bool]:
    """The decision for a candidate, and whether the day is today's because none was given.

    Errors: ProfileError, QuestionError, BookError.
    """
    day, today = arguments.day_or_today(as_of, "as_of")
    known = arguments.optional_day(known_on, "known_on")
    with told_of(opened, profile) as given:
        with refusals_as(QuestionError):
            opened.engine.rules(day, known)
        return opened.engine.evaluate(given, day, known), today


@contextmanager
def told_of(opened: Opened, profile: Profile) -> Iterator[Document]:
    """The document of a profile, and what is refused meanwhile: a ProfileError if it is about the profile, else a
    BookError."""
    with refusals_as(ProfileError):
        given = document(profile)
    try:
        yield given
    except ValidationError as refused:
        own = all(f"{each.location.name}[".startswith(f"{given.file}[") for each in refused.diagnostics)
        raise translated(ProfileError if own else BookError, refused, None if own else opened.folder) from None
