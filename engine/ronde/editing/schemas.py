"""JSON Schemas for editors that know YAML and not Ronde: those of every file, and of what one book asks and answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ronde.evaluate.engine import Engine
from ronde.evaluate.machine import Reference
from ronde.language import LANGUAGES
from ronde.messages import translate
from ronde.model.document import escaped
from ronde.model.nodes import Fact, Plan
from ronde.model.types import Kind, plain
from ronde.read import schema
from ronde.read.book import read_book
from ronde.read.files import FileKind, list_files

DIALECT = "https://json-schema.org/draft/2020-12/schema"

CASES, PROFILE = "cases", "profile"

ALWAYS = (FileKind.BOOK, FileKind.RULES)
"""The kinds of files that every book has."""


def schemas_of(folder: Path, language: str) -> dict[str, bytes]:
    """The schema of each kind of file of a book, by the name of its file: of its own files, of cases, and of a profile.

    What they say for people is in both languages, the named one first. Errors: ValidationError for a book that is
    wrong.
    """
    engine = Engine(read_book(folder), Reference())
    plans = [engine.plan(engine.rules(day)) for day in engine.history.change_dates]
    kinds = dict.fromkeys([*ALWAYS, *list_files(folder).kinds.values()])
    found = {str(kind.value): _general(kind.value, language) for kind in kinds}
    profile = _profile(plans, language)
    found[CASES] = _cases(_general(CASES, language), profile, plans, language)
    found[PROFILE] = {"$schema": DIALECT, **profile}
    return {
        f"{name}.schema.json": (json.dumps(each, ensure_ascii=False, indent=2) + "\n").encode()
        for name, each in found.items()
    }


def _general(kind: str, language: str) -> dict[str, Any]:
    """The schema of a kind of file, told in both languages; without an address, at which nothing stands."""
    told: dict[str, Any] = _told(json.loads(schema.source(kind)), language)
    told.pop("$id", None)
    return told


def _told(part: Any, language: str) -> Any:
    """A part of a schema whose description is in both languages, without what only Ronde reads."""
    if isinstance(part, list):
        return [_told(each, language) for each in part]
    if not isinstance(part, dict):
        return part
    found = {key: _told(each, language) for key, each in part.items() if not key.startswith("x-")}
    french = part.get("x-description-fr")
    if isinstance(french, str) and isinstance(part.get("description"), str):
        found["description"] = _both({"en": part["description"], "fr": french}, language)
    return found


def _both(texts: Mapping[str, str], language: str) -> str:
    """A text in every language, the named one first."""
    ordered = sorted(LANGUAGES, key=lambda each: each != language)
    return "\n\n".join(dict.fromkeys(texts[each] for each in ordered if texts.get(each)))


def _profile(plans: Iterable[Plan], language: str) -> dict[str, Any]:
    """The schema of a profile: what the book asks on any of its dates. Other names are let pass: answers may be given
    too, and keys may hold others."""
    properties: dict[str, Any] = {}
    for plan in plans:
        for name, label in plan.records.items():
            items = {"type": "object", "properties": {}}
            properties.setdefault(name, {"type": "array", "items": items})["description"] = _both(label, language)
        for about in plan.facts.values():
            if about.form == "input":
                within = properties if about.record is None else properties[about.record]["items"]["properties"]
                name = about.name if about.record is None else about.name.removeprefix(f"{about.record}.")
                within[name] = _joined(within.get(name), _asked(about, language))
    words = {each: translate("schema-profile", each) for each in LANGUAGES}
    return {"description": _both(words, language), "type": "object", "properties": dict(sorted(properties.items()))}


def _asked(about: Fact, language: str) -> dict[str, Any]:
    """The schema of what is asked once."""
    texts = [each for each in (about.label, about.question, about.help) if each]
    said = {each: "\n".join(text[each] for text in texts if each in text) for each in LANGUAGES}
    told: dict[str, Any] = {"description": _both(said, language)}
    kind = about.type
    if kind.kind is Kind.YES_NO:
        return {**told, "type": "boolean"}
    if kind.kind in (Kind.NUMBER, Kind.MONEY):
        return {**told, "type": "number", "minimum": plain(kind.low, kind), "maximum": plain(kind.high, kind)}
    if kind.choices:
        labels = [_both(about.choices.get(each, {}), language) for each in kind.choices]
        return {**told, "enum": list(kind.choices), "markdownEnumDescriptions": labels}
    return {**told, "type": ["string", "number"]}


def _joined(before: dict[str, Any] | None, after: dict[str, Any]) -> dict[str, Any]:
    """The schema of what is asked on several dates: what any of them lets pass, in the words of the last."""
    if before is None or before.get("type") != after.get("type"):
        return after
    if "enum" in after:
        labels = dict(zip(before["enum"], before["markdownEnumDescriptions"], strict=True))
        labels |= dict(zip(after["enum"], after["markdownEnumDescriptions"], strict=True))
        return {**after, "enum": list(labels), "markdownEnumDescriptions": list(labels.values())}
    ends = {
        key: choose(before[key], after[key]) for key, choose in (("minimum", min), ("maximum", max)) if key in after
    }
    return {**after, **ends}


def _cases(general: dict[str, Any], profile: dict[str, Any], plans: Iterable[Plan], language: str) -> dict[str, Any]:
    """The schema of a file of cases, which knows the names of what a book asks and answers. A profile that is to be
    refused may hold anything."""
    answers, of_records = {}, {}
    for about in (about for plan in plans for about in plan.facts.values()):
        told = {"description": _both(about.label, language)}
        if about.record is None:
            answers[about.name] = told
        else:
            field = re.escape(about.name.removeprefix(f"{about.record}."))
            of_records[rf"^{re.escape(about.record)}\[\d+\]\.{field}$"] = told
    items = general["properties"]["cases"]["items"]
    case, reference = items["properties"], {"$ref": f"#/$defs/{PROFILE}"}
    items["if"] = {"properties": {"refused": True}, "required": ["refused"]}
    items["else"] = {"properties": {"profile": reference}}
    general["properties"]["profiles"]["additionalProperties"] = reference
    case["each"]["properties"] = {
        name: {"type": "array", "items": {"$ref": f"#/$defs/{PROFILE}/properties/{escaped(name)}"}}
        for name in profile["properties"]
    }
    case["expect"]["properties"] = dict(sorted(answers.items()))
    case["expect"]["patternProperties"] = dict(sorted(of_records.items()))
    general.setdefault("$defs", {})[PROFILE] = profile
    return general
