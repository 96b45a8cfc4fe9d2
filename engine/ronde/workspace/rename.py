"""A fact, a list or a source renamed everywhere: in every version, in cases, profiles and book.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ronde.building.index import AS_OF, NAME
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation
from ronde.model.names import fact_and_record, told_of
from ronde.workspace.mentions import FACT, LIST, SOURCE, Mention
from ronde.workspace.names import ANY, VARIABLE, Names, Place
from ronde.workspace.shelf import Sheet, Shelf
from ronde.workspace.text import Span, Written

LIST_NAME = re.compile(r"[\w.-]+")
"""A name of a list or source that needs no quotation marks."""


def renamed(
    shelf: Shelf, names: Names, mention: Mention, sheet: Sheet, name: str
) -> Mapping[Path, list[tuple[Span, str]]]:
    """What is to be written where, by file, so that what is named at a mention has another name.

    Errors: ValidationError for a name that cannot be one, or is another's; and for what has no name of its own.
    """
    places = list(names.places(mention, sheet))
    _check(names, mention, sheet, name, places)
    found: dict[Path, list[tuple[Span, str]]] = {}
    written: dict[Path, Written] = {}
    for place in places:
        path = place.sheet.path
        if path not in written:
            written[path] = Written(shelf.text(path) or "")
        span = place.span(written[path])
        if span is None:
            raise refuse("workspace-rename-unread", SourceLocation(str(path)), name=mention.name)
        new = _here(place, name)
        if new != place.mention.written:
            found.setdefault(path, []).append((span, new))
    return found


def can_rename(names: Names, mention: Mention, sheet: Sheet) -> bool:
    """Whether what is named at a mention can have another name."""
    return mention.kind in (FACT, LIST, SOURCE) and bool(names.definitions(mention, sheet))


def _check(names: Names, mention: Mention, sheet: Sheet, name: str, places: list[Place]) -> None:
    where = SourceLocation(sheet.name)
    pattern = NAME if mention.kind == FACT else LIST_NAME
    if not pattern.fullmatch(name) or name == AS_OF:
        raise refuse("workspace-rename-name", where, name=name)
    defined = [place for place in places if place.mention.defines]
    if not defined:
        raise refuse("workspace-rename-nothing", where, name=mention.name)
    several = next((each for each in places if _several(each.mention.name)), None)
    if several is not None:
        location = several.document.location(several.mention.steps, key=several.mention.key)
        raise refuse("workspace-rename-several", where, name=mention.name, written=several.mention.name, other=location)
    if name != mention.name and names.defined(mention, sheet, name):
        raise refuse("workspace-rename-taken", where, name=name)


def _several(name: str) -> bool:
    return VARIABLE.search(name) is not None or ANY in name


def _here(place: Place, name: str) -> str:
    """What is to be written at a place: in a profile, what follows the group in which the fact stands; of a record, the
    position as well.

    Errors: ValidationError if the new name is not in that group or list."""
    mention = place.mention
    record = fact_and_record(mention.written)[1]
    of_record = mention.written.partition("[")[0]
    group = mention.name.removesuffix(mention.written) if record is None else f"{of_record}."
    if not name.startswith(group):
        location = place.document.location(mention.steps, key=mention.key)
        raise refuse(
            "workspace-rename-group", SourceLocation(place.sheet.name), group=group.rstrip("."), other=location
        )
    return name.removeprefix(group) if record is None else told_of(of_record, record, name)
