"""The canonical form of the content of a file."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ronde.editing.form.layout import Layout
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation
from ronde.read import cache, schema
from ronde.read.compose import tokens
from ronde.read.structure import parse


def canonical(content: bytes, file: str, order: Sequence[str] = ()) -> bytes:
    """The canonical form of a file's content, its keys at the top in an order; those that it does not name are last.

    What it says is the same, and so is every comment. Errors: ValidationError for a broken file, and for one that would
    say something else.
    """
    before = cache.document(file, content)
    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    laid = Layout(text, tokens(text))
    made = "\n".join([*_ordered(laid, order), ""]).encode()
    if made != content and parse(made, file).tree != before.tree:
        raise refuse("form-not-same", SourceLocation(file))
    return made


def keys_of(kind: str) -> tuple[str, ...]:
    """The order of the keys at the top of a file of a kind: that of its schema."""
    return tuple(json.loads(schema.source(kind))["properties"])


def _ordered(laid: Layout, order: Sequence[str]) -> list[str]:
    """The lines with the keys at the top in an order. What stands right above a key goes with it; the comments that
    begin the file are about all of it, and stay."""
    keys = [key for key, _ in laid.tops]
    rank = {key: number for number, key in enumerate(order)}
    wanted = sorted(keys, key=lambda key: rank.get(key, len(rank)))
    if wanted == keys:
        return laid.lines
    lines, starts = laid.lines, [line for _, line in laid.tops]
    for number in range(1, len(starts)):
        while lines[starts[number] - 1].startswith("#"):
            starts[number] -= 1
        starts[number] -= not lines[starts[number] - 1]
    ends = [*starts[1:], len(lines)]
    parts = {key: lines[start:end] for key, start, end in zip(keys, starts, ends, strict=True)}
    made = lines[: starts[0]] + [line for key in wanted for line in parts[key]]
    return made if made[0] else made[1:]
