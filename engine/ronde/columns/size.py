"""How large a JSON text is, told before it is read; and lists that are too long, told before they are worked on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ronde.model.limits import MOST_RECORDS

TEXT = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)
"""A text in JSON, or one that is not closed."""

STEPS = np.zeros(256, np.int64)
STEPS[list(b"[{")], STEPS[list(b"]}")] = 1, -1


@dataclass(frozen=True, slots=True)
class Size:
    """How many levels of a JSON text lie in one another, and about how many values it has, keys counted."""

    depth: int
    values: int


def measured(text: bytes) -> Size:
    """The size of a JSON text, which need not be right."""
    bare = TEXT.sub(b"", text)
    steps = STEPS.take(np.frombuffer(bare, np.uint8))
    return Size(int(np.cumsum(steps).max(initial=0)), sum(bare.count(each) for each in (b"[", b"{", b",", b":")))


def too_long(fields: Mapping[str, Any], before: str = "") -> str:
    """The name of the first list with more records than a list may have; nothing where there is none."""
    for name, value in fields.items():
        if isinstance(value, list) and len(value) > MOST_RECORDS and any(isinstance(each, dict) for each in value):
            return f"{before}{name}"
        found = too_long(value, f"{before}{name}.") if isinstance(value, dict) else ""
        if found:
            return found
    return ""
