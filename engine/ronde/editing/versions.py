"""The versions of a topic as files: the one of a day, the next one begun from the last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ronde.editing.form.canonical import canonical, keys_of
from ronde.editing.hints import hint
from ronde.editing.modeline import MODELINE, modeline
from ronde.editing.written import Value, values
from ronde.language import LANGUAGES
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation, SourceLocation
from ronde.model.near import nearest
from ronde.model.types import read_date
from ronde.read.files import FILE_NAME, FileKind, list_files

TO_FILL = ("published", "checked")
"""The dates of a version that nothing before says."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A version begun: its file from the book's folder, its text, and the lines that are to be filled in."""

    file: str
    text: str
    lines: tuple[int, ...]


def versions(folder: Path, topic: str) -> Mapping[str, str]:
    """The files of a topic by the name of the version, in order of time. Errors: ValidationError if there is no such
    topic."""
    found: dict[str, dict[str, str]] = {}
    for file in list_files(folder).of(FileKind.RULES):
        name, _, stem = file.removesuffix(".yaml").rpartition("/")
        found.setdefault(name, {})[stem] = file
    if topic not in found:
        raise refuse("rules-topic-unknown", ArgumentLocation("TOPIC"), name=topic, close=nearest(topic, found))
    return dict(sorted(found[topic].items(), key=lambda pair: _order(pair[0])))


def version(folder: Path, topic: str, day: str) -> str:
    """The file of the version of a day: its last correction, if it was corrected. Errors: ValidationError if there is
    none."""
    own = versions(folder, topic)
    found = [file for name, file in own.items() if _order(name)[0] == day]
    if not found:
        raise refuse("edit-version-unknown", ArgumentLocation("DATE"), topic=topic, date=day, days=", ".join(own))
    return found[-1]


def day_of(file: str) -> int:
    """The day number on which the version in a file takes effect, by its name."""
    return read_date(_order(file.removesuffix(".yaml").rpartition("/")[2])[0])


def is_begun(folder: Path, file: str) -> bool:
    """Whether a version was begun and does not say yet when it was published: nobody can have relied on it."""
    text = (folder / file).read_text(encoding="utf-8-sig")
    return any(each.steps == (TO_FILL[0],) and each.text == "" for each in values(text, file))


def _order(name: str) -> tuple[str, int]:
    found = FILE_NAME.fullmatch(name)
    assert found is not None
    return found[1], int(found[2] or 0)


def begun(folder: Path, topic: str, day: str, language: str, *, corrects: bool = False) -> Begun:
    """The next version of a topic, begun from the last before its day; or a correction, from what it corrects.

    Its dates and its note are left to be filled in, and `check` stops until they are. Errors: ValidationError for a
    topic that is not there, for a day that has a version (or has none, of a correction), where nothing comes before,
    and if what comes before is written in braces.
    """
    own = versions(folder, topic)
    same = [name for name in own if _order(name)[0] == day]
    if corrects:
        before = version(folder, topic, day)
        file = f"{topic}/{day}.{_order(same[-1])[1] + 1}.yaml"
    else:
        if same:
            raise refuse("edit-version-there", SourceLocation(own[same[-1]]), topic=topic, date=day)
        earlier = [each for name, each in own.items() if name < day]
        if not earlier:
            raise refuse("edit-version-first", ArgumentLocation("DATE"), topic=topic, date=day, days=", ".join(own))
        before, file = earlier[-1], f"{topic}/{day}.yaml"
    text = (folder / before).read_text(encoding="utf-8-sig")
    if values(text, before)[0].flow:
        raise refuse("edit-braces", SourceLocation(before))
    return _with_gaps(folder, text, file, day, language, corrects=corrects)


def _with_gaps(folder: Path, text: str, file: str, day: str, language: str, *, corrects: bool) -> Begun:
    """The text of a version with another day, and gaps where something new has to be said."""
    tops = {each.steps[0]: each for each in values(text, file) if len(each.steps) == 1}
    gaps = [f"{key}:  {hint(key, language)}" for key in TO_FILL]
    gaps += _texts("note", language)
    if corrects:
        gaps += _texts("corrects", language)
    lines = text.splitlines()
    gone: set[int] = set()
    for key in (*TO_FILL, "note", "corrects", "effective"):
        if key in tops:
            gone.update(_lines_of(tops[key], lines))
    kept = [line for number, line in enumerate(lines, 1) if number not in gone]
    at = _lines_of(tops["effective"], lines)[0] - 1
    at -= sum(number <= at for number in gone)
    made = [*kept[:at], f"effective: {day}", *gaps, *kept[at:]]
    if line := "" if made[0].startswith(MODELINE) else modeline(folder / file, FileKind.RULES):
        made.insert(0, line)
    made = canonical("\n".join(made).encode(), file, keys_of(FileKind.RULES)).decode().splitlines()
    to_fill = tuple(number for number, line in enumerate(made, 1) if line in gaps and not line.endswith(":"))
    return Begun(file, "\n".join(made) + "\n", to_fill)


def _texts(key: str, language: str) -> list[str]:
    """A text in every language to be filled in."""
    return [f"{key}:", *(f"  {each}:  {hint(key, language)}" for each in reversed(LANGUAGES))]


def _lines_of(value: Value, lines: list[str]) -> range:
    """The numbers of the lines of a key at the top of a file and of its value."""
    first = value.line
    while first > 1 and lines[first - 1][:1] in (" ", "#", ""):
        first -= 1
    last = max(first, value.line)
    while last < len(lines) and lines[last][:1] in (" ", ""):
        last += 1
    while not lines[last - 1].strip():
        last -= 1
    return range(first, last + 1)
