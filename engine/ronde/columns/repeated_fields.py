"""Fields given twice in JSON: a parser keeps one of them in silence, and which one nobody has said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import orjson


class _Twice(Exception):
    """A name is written twice in one object."""


def key_twice(text: bytes, found: Any) -> str:
    """The name that is written twice in one object of a JSON text, of which `found` is what was read; else nothing.

    Where nothing was dropped the value written again has as many colons. A colon may be written as an escape.
    """
    try:
        if orjson.dumps(found).count(b":") == text.count(b":") and b"\\u003" not in text:
            return ""
    except orjson.JSONEncodeError:
        pass
    try:
        json.loads(text, object_pairs_hook=_pairs)
    except _Twice as twice:
        return str(twice)
    except (ValueError, RecursionError):
        return ""
    return ""


def name_twice(fields: Mapping[str, Any]) -> str:
    """The name that is given both with dots and in a group; else nothing. Records are looked at by themselves."""
    for name, value in fields.items():
        for each in value if isinstance(value, list) else ():
            twice = name_twice(each) if isinstance(each, dict) else ""
            if twice:
                return f"{name}.{twice}"
    if not any(isinstance(value, dict) for value in fields.values()):
        return ""
    seen: set[str] = set()
    for name in _names(fields, ""):
        if name in seen:
            return name
        seen.add(name)
    return ""


def _names(fields: Mapping[str, Any], before: str) -> Iterable[str]:
    for name, value in fields.items():
        if isinstance(value, dict) and value:
            yield from _names(value, f"{before}{name}.")
        else:
            yield f"{before}{name}"


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Twice(name)
        found[name] = value
    return found
