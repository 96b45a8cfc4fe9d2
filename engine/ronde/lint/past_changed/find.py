"""The versions once in force whose rules an edit changes, or that it takes away."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint.context import Context, Found
from ronde.model.document import Document, Steps
from ronde.model.types import NotOfType, read_date
from ronde.syntax.version import version_syntax
from ronde.syntax.walk import rules_in

RULES = ("effective", "status", "repealed", "facts", "lists", "records", "refuse", "applies_to")
"""The keys of a version that decide what holds."""

WORDS = ("label", "note", "source", "question", "help", "because", "example")
"""Keys of a definition that are for readers: they decide nothing."""

SEPARATOR = "/"


def find(context: Context) -> Iterator[Found]:
    """Every version that was published and in force by the day, at the first place where it now says otherwise."""
    for edit in context.edits:
        if not _relied_on(edit.before, context.day):
            continue
        topic, _, name = edit.before.file.removesuffix(".yaml").rpartition("/")
        day = name.partition(".")[0]
        about = {"date": day, "command": f"ronde new {topic} {day} --corrects"}
        if edit.after is None:
            yield Found(edit.before.location(), {**about, "what": edit.before.file})
            continue
        steps = _first_difference(dict(_rules(edit.before)), dict(_rules(edit.after)))
        if steps is not None:
            what = SEPARATOR.join(str(step) for step in steps[steps[0] == "facts" :])
            yield Found(edit.after.location(steps), {**about, "what": what})


def _relied_on(document: Document, day: int) -> bool:
    """Whether a version was published, and in force, by a day."""
    written = version_syntax(document)
    try:
        return all(read_date(each.value) <= day for each in (written.effective, written.published))
    except NotOfType:
        return False


def _first_difference(before: dict[Steps, str], after: dict[Steps, str]) -> Steps | None:
    """The steps to the first value that is another, has come or has gone."""
    others = (steps for steps, value in after.items() if before.get(steps) != value)
    gone = (steps for steps in before if steps not in after)
    return next(others, next(gone, None))


def _rules(document: Document) -> Iterator[tuple[Steps, str]]:
    """Every value that decides what holds, by the steps to it."""
    at = version_syntax(document).at
    for key in RULES:
        for each in rules_in(at.down(key), WORDS) if at.has(key) else ():
            yield each.at.steps, repr(each.value)
