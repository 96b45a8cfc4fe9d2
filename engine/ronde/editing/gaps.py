"""What a new version leaves to be filled in, and its text as if that were done."""

from __future__ import annotations

from ronde.editing.hints import hints
from ronde.editing.versions import TO_FILL
from ronde.editing.written import Value, values

TEXT = "…"
"""What stands for a text that is not written yet."""


def gaps(text: str, file: str) -> list[Value]:
    """The values of a text that were left empty with a word of how to fill them in. Errors: ValidationError for a
    broken text."""
    known = hints()
    if not any(each in text for each in known):
        return []
    empty = (each for each in values(text, file) if each.text == "" and each.start == each.end)
    return [each for each in empty if text[each.end :].partition("\n")[0].strip() in known]


def with_stand_ins(text: str, file: str, day: str) -> str:
    """A text in which a day stands where a date was left to be filled in, and a mark where words were: what else is
    said can be looked at before they are written. Lines stay where they are. Errors: ValidationError."""
    for each in reversed(gaps(text, file)):
        stands = day if each.steps[-1] in TO_FILL else TEXT
        text = f"{text[: each.end]} {stands} {text[each.end :]}"
    return text
