"""The names of a book: where each is defined and where it stands, in all files of the book and around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ronde.model.document import Document
from ronde.workspace.mentions import FACT, LIST, RECORDS, SOURCE, Mention, mentions
from ronde.workspace.shelf import CASES, PROFILE, Sheet, Shelf
from ronde.workspace.text import Span, Written

VARIABLE = re.compile(r"\{[^{}]*\}")
"""What stands in a name for the item of a list, or the type of a round."""

ANY = "*"
"""What stands for any text where book.yaml names facts."""


@dataclass(frozen=True, slots=True)
class Place:
    """A name where it is written: in which file, and which characters of its text."""

    sheet: Sheet
    document: Document
    mention: Mention

    def span(self, written: Written) -> Span | None:
        """The characters of the name in the text of the file; None if they are no longer there."""
        if self.mention.key:
            return written.key(self.document, self.mention.steps)
        return written.value(self.document, self.mention.steps, self.mention.written)


@dataclass(frozen=True, eq=False)
class Names:
    """Every name in some files, as they are at one moment."""

    files: tuple[tuple[Sheet, Document, tuple[Mention, ...]], ...]

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], list[Place]]:
        found: dict[tuple[str, str], list[Place]] = {}
        for sheet, document, every in self.files:
            for mention in every:
                found.setdefault(_key(mention, sheet), []).append(Place(sheet, document, mention))
        return found

    @cached_property
    def _patterns(self) -> dict[tuple[str, str], re.Pattern[str]]:
        """The names that stand for several, with what they stand for."""
        return {key: pattern(key[1]) for key in self._by_name if VARIABLE.search(key[1]) or ANY in key[1]}

    def places(self, mention: Mention, sheet: Sheet) -> Iterator[Place]:
        """Everywhere that what is named at a mention is named, also by a name that stands for several."""
        kind, name = _key(mention, sheet)
        own = self._patterns.get((kind, name))
        for key, places in self._by_name.items():
            if key[0] == kind and (
                key[1] == name or (own is not None and own.fullmatch(key[1])) or self._means(key, name)
            ):
                yield from places

    def named(self, name: str) -> Mention | None:
        """The first definition of a fact, list or list of records of a name."""
        for kind in (FACT, LIST):
            for place in self._by_name.get((kind, name), ()):
                if place.mention.defines:
                    return place.mention
        looped = (key for key in self._patterns if key[0] == FACT and self._means(key, name))
        places = (place for key in looped for place in self._by_name[key])
        return next((place.mention for place in places if place.mention.defines), None)

    def has(self, mention: Mention) -> bool:
        """Whether something is defined by the name at a mention of a profile."""
        return (FACT, mention.name) in self._by_name or any(
            self._means(key, mention.name) for key in self._patterns if key[0] == FACT
        )

    def defined(self, mention: Mention, sheet: Sheet, name: str) -> bool:
        """Whether something of the sort that is named at a mention is defined by another name."""
        other = Mention(mention.kind, name, name, False, False, ())
        return bool(self.definitions(other, sheet))

    def definitions(self, mention: Mention, sheet: Sheet) -> list[Place]:
        """Where what is named at a mention is defined."""
        return [place for place in self.places(mention, sheet) if place.mention.defines]

    def _means(self, key: tuple[str, str], name: str) -> bool:
        other = self._patterns.get(key)
        return other is not None and other.fullmatch(name) is not None


def pattern(name: str) -> re.Pattern[str]:
    """Every name that a name with variables or with `*` can stand for."""
    parts = re.split(r"(\{[^{}]*\}|\*)", name)
    return re.compile(
        "".join(".+" if each == ANY else "[^.]+" if VARIABLE.fullmatch(each) else re.escape(each) for each in parts)
    )


def _key(mention: Mention, sheet: Sheet) -> tuple[str, str]:
    """What tells names apart: facts and lists of records share theirs, sources are those of one file."""
    if mention.kind == SOURCE:
        return f"{SOURCE} {sheet.name}", mention.name
    return FACT if mention.kind == RECORDS else mention.kind, mention.name


class Reader:
    """Reads names of files, each once as long as it is the same."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._found: dict[Sheet, tuple[Document, tuple[Mention, ...]]] = {}
        self._names: Names | None = None

    def of(self, sheet: Sheet) -> tuple[Document, tuple[Mention, ...]] | None:
        """The document of a file and the names in it; None if it could never be read."""
        document = self._shelf.document(sheet.path)
        if document is None:
            return None
        known = self._found.get(sheet)
        if known is None or known[0] is not document:
            known = self._found[sheet] = document, mentions(document, sheet.kind)
        return known

    def own(self) -> Names:
        """The names in the files of the book."""
        return self._every(self._shelf.own())

    def every(self) -> Names:
        """The names in the files of the book and around it."""
        return self._every([*self._shelf.own(), *self._shelf.around()])

    def _every(self, sheets: list[Sheet]) -> Names:
        read = [(sheet, *found) for sheet in sheets if (found := self.of(sheet)) is not None]
        files = tuple(_about_the_book(read))
        if self._names is None or not _same(self._names.files, files):
            self._names = Names(files)
        return self._names


def _about_the_book(
    read: list[tuple[Sheet, Document, tuple[Mention, ...]]],
) -> Iterator[tuple[Sheet, Document, tuple[Mention, ...]]]:
    """These files without those that are no profiles of the book: what they say at the top is none of its names."""
    known = Names(tuple(each for each in read if each[0].kind not in (CASES, PROFILE)))
    for each in read:
        if each[0].kind != PROFILE or (each[2] and all(known.has(mention) for mention in each[2])):
            yield each


def _same(one: tuple[tuple[Sheet, Document, object], ...], other: tuple[tuple[Sheet, Document, object], ...]) -> bool:
    return len(one) == len(other) and all(
        first[0] == second[0] and first[1] is second[1] for first, second in zip(one, other, strict=True)
    )
