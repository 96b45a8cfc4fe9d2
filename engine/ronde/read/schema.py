"""Second pass: a document against a JSON Schema, with every error told as a diagnostic at its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from ronde.messages import LANGUAGES, translate
from ronde.messages.diagnostics import Diagnostic
from ronde.messages.entries import has
from ronde.messages.numbers import listed
from ronde.model.characters import ordinary
from ronde.model.document import Document, Steps
from ronde.model.formulas import instead_of
from ronde.model.limits import MOST_DIAGNOSTICS
from ronde.model.near import nearest
from ronde.read.places import data_folder

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
"""A number that is written as a text."""


@cache
def _validator(name: str) -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    reference, right = Draft202012Validator.VALIDATORS["$ref"], set[tuple[str, bytes]]()

    def once(validator: Any, ref: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
        """What is wrong with a part; what is written as another that was right is not looked at again."""
        key = ref, _content(instance)
        if key not in right:
            errors = list(reference(validator, ref, instance, schema))
            if not errors and key[1]:
                right.add(key)
            yield from errors

    validator: Any = extend(Draft202012Validator, {"$ref": once})  # type: ignore[no-untyped-call]  # jsonschema has no types
    return validator(json.loads(source(name)))


def _content(instance: object) -> bytes:
    """What is written in a part, as one text; empty for what has none (a number of more than 64 bits)."""
    try:
        return orjson.dumps(instance)
    except orjson.JSONEncodeError:
        return b""


def source(name: str) -> bytes:
    """The schema of that name, as written."""
    return (data_folder("schemas") / f"{name}.schema.json").read_bytes()


def check(document: Document, schema: str) -> list[Diagnostic]:
    """Every way in which a document departs from the schema of that name, in the order of the file."""
    found: list[Diagnostic] = []
    for error in _validator(schema).iter_errors(document.tree):
        found.extend(_told(document, error, MOST_DIAGNOSTICS - len(found)))
    once = {(each.code, each.location, str(each.params)): each for each in found}
    return sorted(once.values(), key=lambda diagnostic: diagnostic.order)


def _told(document: Document, error: ValidationError, most: int) -> Iterator[Diagnostic]:
    """The diagnostics that say one error: the deepest of the alternatives, one for each unknown key.

    For at most so many unknown keys the nearest known one is sought.
    """
    if error.context:
        deepest = max(error.context, key=lambda each: (len(each.absolute_path), each.validator != "type"))
        if len(deepest.absolute_path) > len(error.absolute_path) or error.validator != "oneOf":
            yield from _told(document, deepest, most)
            return
    steps: Steps = tuple(error.absolute_path)
    wanted: Any = error.validator_value
    schema: Any = error.schema
    instance: Any = error.instance
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = sorted(schema.get("properties", {}))
        patterns = schema.get("patternProperties", {})
        for number, key in enumerate(error.instance):
            if key not in known and not patterns:
                close = nearest(key, known, 0.5) if number < most else ""
                yield Diagnostic(
                    "key-unknown",
                    document.location((*steps, key), key=True),
                    {"key": key, "close": close, "known": ", ".join(known)},
                )
        return
    if error.validator == "required":
        closed = schema.get("additionalProperties") is False
        meant = {ordinary(key) for key in instance if closed and not key.isascii()}
        missing = [key for key in wanted if key not in instance and key not in meant]
        if missing:
            yield Diagnostic("key-missing", document.location(steps), {"key": missing[0]})
        return
    form = instead_of(instance) if isinstance(instance, str) else None
    if form is not None:
        yield Diagnostic("formula", document.location(steps), {"value": instance, "form": form})
        return
    if schema.get("x-names") == "fact" and _is_number(instance):
        yield Diagnostic("fact-number", document.location(steps), {"value": instance, "times": _times(instance)})
        return
    reasons = {"type": "schema-type", "enum": "schema-enum", "pattern": "schema-pattern", "const": "schema-enum"}
    yield Diagnostic(
        reasons.get(str(error.validator), "schema-other"),
        document.location(steps),
        {"value": _shown(instance), "wanted": _wanted(str(error.validator), wanted, schema)},
    )


def _is_number(instance: Any) -> bool:
    """Whether a number is written, in quotes or not."""
    if isinstance(instance, str):
        return NUMBER.fullmatch(instance) is not None
    return isinstance(instance, int | float) and not isinstance(instance, bool)


def _times(number: Any) -> str:
    """A number as something is multiplied by it: a whole one as it is, another as a percentage."""
    exact = Decimal(str(number))
    return f"{exact:f}" if exact == exact.to_integral_value() else f"{(exact * 100).normalize():f}%"


def _shown(instance: Any) -> object:
    """A value as the file has it, or what it is if it is nothing or has parts."""
    if instance is None:
        return _texts("kind-null")
    if isinstance(instance, dict | list):
        return _texts("kind-object" if isinstance(instance, dict) else "kind-array")
    return instance


def _wanted(rule: str, wanted: Any, schema: Any) -> object:
    """What the schema asks for at a place, in words of every language."""
    if rule == "type":
        names = wanted if isinstance(wanted, list) else [wanted]
        return _joined([_texts(f"kind-{name}") for name in names])
    if rule == "pattern":
        return schema.get("x-form") or _texts("rule-other")
    if rule in ("enum", "const"):
        return ", ".join(map(str, wanted)) if isinstance(wanted, list) else str(wanted)
    key = f"rule-{rule}".lower()
    return _texts(key, limit=wanted) if has(key) else _texts("rule-other")


def _texts(key: str, **about: object) -> Mapping[str, str]:
    return {language: translate(key, language, **about) for language in LANGUAGES}


def _joined(texts: list[Mapping[str, str]]) -> Mapping[str, str]:
    return {language: listed([text[language] for text in texts], "or", language) for language in LANGUAGES}
