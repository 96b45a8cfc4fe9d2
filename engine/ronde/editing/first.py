"""A new book: one topic, its cases, somebody to try it on, and what editors and CI need, from files of the package."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from ronde.disk.placed import check_empty, new_folder
from ronde.editing.modeline import FOLDER
from ronde.editing.schemas import schemas_of

NAME = "NAME"
"""What stands for the name of the book in its files."""

HIDDEN = "github"
"""The folder that gets a point before its name: one with a point is left out by what copies packages."""


def begin_book(folder: Path, language: str) -> None:
    """Write a new book, which is called what its folder is called, with schemas told in a language first. Errors:
    ValidationError if something is in the place, or it cannot be written."""
    check_empty(folder)
    name = folder.resolve().name
    with new_folder(folder) as made:
        for path, text in _texts(files("ronde.editing") / "first_book", ""):
            place = made / path
            place.parent.mkdir(parents=True, exist_ok=True)
            told = json.dumps(name, ensure_ascii=False) if place.suffix == ".yaml" else name
            place.write_text(text.replace(NAME, told), encoding="utf-8")
        (made / FOLDER).mkdir()
        for name, content in schemas_of(made, language).items():
            (made / FOLDER / name).write_bytes(content)


def _texts(folder: Traversable, within: str) -> Iterator[tuple[str, str]]:
    """The texts of a folder of the package, by their paths in the book."""
    for each in folder.iterdir():
        path = within + (f".{each.name}" if each.name == HIDDEN else each.name)
        if each.is_dir():
            yield from _texts(each, f"{path}/")
        else:
            yield path, each.read_text(encoding="utf-8")
