"""What the schema of a file says of each place in it: which keys may stand there, which values, what a name names.

Besides what JSON Schema knows, the schemas say for editors: `x-names`, what the text at a place is the name of;
`x-defines`, what it (or each key of a mapping) is the definition of; `x-keys`, what each key of a mapping names;
`x-holds`, that a profile stands there; `x-value-of`, the key beside it that names the fact whose value it is (`.` for
the fact that is being defined, `@` for the one that its own key names); `x-keys-of`, the key beside it that names the
fact whose values the keys are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ronde.model.document import Steps
from ronde.read import schema

DESCRIPTIONS = {"en": "description", "fr": "x-description-fr"}
"""Under what a schema describes a place, by language."""


class Form:
    """A place of a file, as its schema has it; several alternatives may be possible there."""

    def __init__(self, root: Mapping[str, Any], written: Mapping[str, Any]) -> None:
        self._root = root
        self._options = tuple(_alternatives(root, written))
        self._below: dict[object, Form | None] = {}

    def below(self, step: str | int) -> Form | None:
        """The place at a key or a position; None if nothing may stand there, or nothing is said of it."""
        parts = [part for option in self._options if (part := _part(option, step)) is not None]
        key = tuple(map(id, parts))
        if key not in self._below:
            self._below[key] = Form(self._root, {"anyOf": parts}) if parts else None
        return self._below[key]

    def at(self, steps: Steps) -> Form | None:
        """The place at some steps from here."""
        here: Form | None = self
        for step in steps:
            here = None if here is None else here.below(step)
        return here

    def mark(self, name: str) -> str:
        """What is said of the place under a mark; nothing if it is not."""
        return next((str(option[name]) for option in self._options if name in option), "")

    def keys(self) -> dict[str, Form]:
        """The keys that may stand in a mapping here."""
        names = dict.fromkeys(key for option in self._options for key in option.get("properties", ()))
        return {name: form for name in names if (form := self.below(name)) is not None}

    def required(self) -> frozenset[str]:
        """The keys that must stand here, whichever alternative is meant."""
        asked = [frozenset(option.get("required", ())) for option in self._options if "properties" in option]
        return frozenset.intersection(*asked) if asked else frozenset()

    def values(self) -> tuple[object, ...]:
        """The single values that may stand here, if they are listed."""
        listed = [value for option in self._options for value in _listed(option)]
        return tuple(dict.fromkeys(listed))

    def kinds(self) -> frozenset[str]:
        """The types of JSON that may stand here, as far as they are said."""
        found = (option.get("type", ()) for option in self._options)
        return frozenset(kind for each in found for kind in ([each] if isinstance(each, str) else each))

    def description(self, language: str) -> str:
        """What the place is for, in a language."""
        key = DESCRIPTIONS[language]
        return next((str(option[key]) for option in self._options if key in option), "")


@cache
def form_of(kind: str) -> Form:
    """The whole of a file of a kind."""
    written = json.loads(schema.source(kind))
    return Form(written, written)


def _alternatives(root: Mapping[str, Any], written: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """What may be meant by a schema, references followed; what is said beside a reference goes before."""
    own = {key: value for key, value in written.items() if key not in ("$ref", "anyOf", "oneOf", "allOf")}
    parts = [each for key in ("anyOf", "oneOf", "allOf") for each in written.get(key, ())]
    if "$ref" in written:
        parts.append(_referred(root, written["$ref"]))
    if not parts:
        yield own
        return
    if "properties" in own or "x-names" in own:
        yield own
    for part in parts:
        for each in _alternatives(root, part):
            yield {**each, **own}


def _referred(root: Mapping[str, Any], reference: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = root
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def _part(option: Mapping[str, Any], step: str | int) -> Mapping[str, Any] | None:
    if isinstance(step, int):
        found = option.get("items")
    else:
        found = option.get("properties", {}).get(step, option.get("additionalProperties"))
    return found if isinstance(found, Mapping) else None


def _listed(option: Mapping[str, Any]) -> Iterator[object]:
    yield from option.get("enum", ())
    if "const" in option:
        yield option["const"]
    if option.get("type") == "boolean":
        yield from (True, False)
