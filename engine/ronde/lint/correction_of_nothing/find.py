"""The corrections of a version that is not there."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence

from ronde.lint.context import Context, Found
from ronde.model.locations import SourceLocation
from ronde.read.files import FILE_NAME, FileKind


def find(context: Context) -> Iterator[Found]:
    """The first correction of each day of a topic that has no version of that day."""
    paths = context.files.of(FileKind.RULES) if context.files is not None else []
    topics: dict[str, dict[str, dict[str, str]]] = {}
    for path in paths:
        topic, _, name = path.rpartition("/")
        found = FILE_NAME.fullmatch(name.removesuffix(".yaml"))
        if found is not None:
            topics.setdefault(topic, {}).setdefault(found[1], {})[found[2] or ""] = path
    for days in topics.values():
        for day, files in days.items():
            if "" not in files:
                yield _of_nothing(day, files, [each for each in days if each != day])


def _of_nothing(day: str, files: Mapping[str, str], others: Sequence[str]) -> Found:
    first = min(files, key=int)
    close = difflib.get_close_matches(day, others, 1, 0.5)
    about = {"file": f"{day}.yaml", "close": f"{close[0]}.{first}.yaml" if close else ""}
    return Found(SourceLocation(files[first], 1, 1), about)
