"""The rooms of a package: each a folder that is found by its presence, with the parts that it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any


@dataclass(frozen=True, slots=True)
class Room:
    """A folder of a package: where its modules are imported from, and where its files are."""

    module: str
    folder: Path

    def has(self, files: Iterable[str]) -> bool:
        """Whether it has one of these files."""
        return any((self.folder / each).is_file() for each in files)

    def part(self, name: str, needed: Iterable[str]) -> Any:
        """The object of this name in the module of this name.

        Errors: ImportError for a room that lacks one of the files that are needed with it.
        """
        lacking = [each for each in needed if not (self.folder / each).is_file()]
        if lacking:
            raise ImportError(f"{self.module} lacks {', '.join(lacking)}")
        return getattr(import_module(f"{self.module}.{name}"), name)


def rooms(package: ModuleType) -> dict[str, Room]:
    """The rooms of a package by name, in order."""
    (root,) = package.__path__
    found = sorted(each.parent for each in Path(root).glob("*/__init__.py"))
    return {folder.name: Room(f"{package.__name__}.{folder.name}", folder) for folder in found}
