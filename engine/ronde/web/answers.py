"""What somebody answered: from the fields of a form, or a profile as a file, to a profile, and back into fields."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from ronde.api.errors import ProfileError, refusals_as
from ronde.api.profile import of_stream
from ronde.api.vocabulary import Input, Vocabulary
from ronde.messages.diagnostics import refuse

PROFILE = "profile"
NONE = "none."
"""What stands before the name of a list in the field that says that it has no record."""

KEPT = "kept"
"""The field of what a profile says and no question of the day asks."""

NUMBERS = ("number", "money")
TEXTS = ("code", "text")
QUOTES = "\"'“”«» \u00a0"
"""What may stand around a code: in a file it is written in quotation marks."""

NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?")
PLACE = re.compile(r"[0-9]{1,3}")
SPACES = re.compile(r"[\s\u00a0\u202f]")
DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(slots=True)
class Answers:
    """Answers as fields of a form: texts by the names of facts, and for each list its records; an empty list is one
    of which it is said that it has none. `kept` is what no question asks."""

    own: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)

    def profile(self, inputs: Vocabulary) -> dict[str, Any]:
        """The profile, as the face takes it."""
        told = dict(self.kept) | {
            name: coerce(inputs[name], text) for name, text in self.own.items() if text and name in inputs
        }
        for name, records in self.lists.items():
            told[name] = [
                {key: coerce(inputs[f"{name}.{key}"], text) for key, text in each.items() if text} for each in records
            ]
        return told

    def add(self, name: str, record: Mapping[str, str] | None = None) -> None:
        """Add a record to a list, or a copy of one."""
        self.lists.setdefault(name, []).append(dict(record or {}))


def coerce(asked: Input, text: str) -> object:
    """An answer as a profile has it; what cannot be read stays as it was written, and is refused in words."""
    if asked.kind == "yes_no":
        return {"true": True, "false": False}.get(text, text)
    number = SPACES.sub("", text).replace(",", ".")
    if asked.kind in NUMBERS and NUMBER.fullmatch(number):
        return float(number) if "." in number else int(number)
    return text.strip(QUOTES) if asked.kind in TEXTS else text


def of_form(inputs: Vocabulary, fields: Iterable[tuple[str, object]]) -> Answers:
    """The answers in the fields of a form. Fields that are no question's are not read."""
    found, records = Answers(), dict[tuple[str, int], dict[str, str]]()
    for name, value in fields:
        if not isinstance(value, str):
            continue
        text = value.strip()
        if name in inputs and inputs[name].record is None:
            found.own[name] = text
        elif name == KEPT:
            found.kept = of_json(text)
        elif name.startswith(NONE) and name.removeprefix(NONE) in inputs.lists:
            if text:
                found.lists.setdefault(name.removeprefix(NONE), [])
        elif (parted := _record_field(inputs, name)) is not None:
            records.setdefault(parted[:2], {})[parted[2]] = text
    for (name, _), record in sorted(records.items()):
        found.add(name, record)
    return found


def _record_field(inputs: Vocabulary, name: str) -> tuple[str, int, str] | None:
    """The list, the number of the record and the field that the name of a field means, if it means them."""
    for each in inputs.lists:
        number, _, key = name.removeprefix(f"{each}.").partition(".")
        if name.startswith(f"{each}.") and PLACE.fullmatch(number) and f"{each}.{key}" in inputs:
            return each, int(number), key
    return None


def of_profile(inputs: Vocabulary, profile: Mapping[str, Any]) -> Answers:
    """The answers that a profile gives."""
    found = Answers()
    _gather(inputs, profile, "", found)
    return found


def _gather(inputs: Vocabulary, tree: Mapping[str, Any], before: str, found: Answers) -> None:
    for key, value in tree.items():
        name = f"{before}{key}"
        if name in inputs.lists and _records(value):
            for record in value:
                found.add(name, _fields(record, ""))
            found.lists.setdefault(name, [])
        elif name in inputs and inputs[name].record is None and not isinstance(value, dict | list):
            found.own[name] = _text(value)
        elif isinstance(value, dict):
            _gather(inputs, value, f"{name}.", found)
        else:
            found.kept[name] = value


def _records(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _fields(record: Mapping[str, Any], before: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            told |= _fields(value, f"{before}{key}.")
        else:
            told[f"{before}{key}"] = _text(value)
    return told


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def of_file(content: bytes) -> Mapping[str, Any]:
    """The profile in a file of YAML or JSON, as the commands read it. Errors: ProfileError."""
    with refusals_as(ProfileError):
        document = of_stream(io.BytesIO(content), PROFILE)
        if not isinstance(document.tree, dict):
            raise refuse("profile-not-mapping", document.location())
    return document.tree


def of_json(text: str) -> dict[str, Any]:
    """The mapping in a hidden field, which this server wrote; none if it was written otherwise. Errors: ProfileError
    for what the limits of a profile do not let pass."""
    return dict(of_file(text.encode(errors="replace"))) if text.lstrip().startswith("{") else {}


def as_json(profile: Mapping[str, Any]) -> str:
    """A profile for a hidden field."""
    return json.dumps(profile, ensure_ascii=False, separators=(",", ":"))


def as_yaml(profile: Mapping[str, Any]) -> str:
    """A profile as the file that the commands take."""
    return yaml.safe_dump(_dated(profile), allow_unicode=True, sort_keys=False, width=1000)


def _dated(value: Any) -> Any:
    """A profile whose days are days, which YAML writes without quotes."""
    if isinstance(value, Mapping):
        return {key: _dated(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_dated(each) for each in value]
    if isinstance(value, str) and DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value


def place(name: str, number: int | None = None, key: str = "") -> str:
    """Where a diagnostic of a profile that came from fields says that it is."""
    return f'{PROFILE}["{name}"]' if number is None else f'{PROFILE}["{name}"][{number}]["{key}"]'
