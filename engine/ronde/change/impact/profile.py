"""The profile that a row of a pool is, so that one person's answers can be told with their reasons."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson

from ronde.inputs.all_versions import Ever
from ronde.model.document import Document, Tree
from ronde.model.nodes import Plan
from ronde.model.types import Kind

TRUTHS = {"true": True, "1": True, "false": False, "0": False}
"""How files of texts write yes and no."""


def profile_of(row: Mapping[str, Any], known: Ever | Plan, plan: Plan, without: Collection[str]) -> Document:
    """The profile of a row, by the rules of a plan; some columns are left out, and what is empty is not given, nor a
    column that is not known. If no more is known than the plan, fields of records are left out likewise."""
    tree: dict[str, Tree] = {}
    for name, value in _flat(row).items():
        if name in without or value is None:
            continue
        if name in known.records:
            records = orjson.loads(value) if isinstance(value, str) else value
            tree[name] = [_record(name, each, plan, known is plan) for each in records]
        elif name in known.facts:
            tree[name] = _value(value, name, plan)
    return Document("row", tree, {}, "")


def _flat(row: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """The fields of a row or record by dotted name."""
    found: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{before}{name}.")
        else:
            found[f"{before}{name}"] = value
    return found


def _record(name: str, record: Mapping[str, Any], plan: Plan, only: bool) -> dict[str, Tree]:
    fields = {field: value for field, value in _flat(record).items() if not only or f"{name}.{field}" in plan.facts}
    return {field: _value(value, f"{name}.{field}", plan) for field, value in fields.items() if value is not None}


def _value(value: Any, name: str, plan: Plan) -> Tree:
    """A value as a profile writes it; a text of a file of texts becomes what its fact is."""
    kind = plan.facts[name].type.kind if name in plan.facts else None
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if kind is Kind.YES_NO and not isinstance(value, bool):
        return TRUTHS.get(str(value).lower(), str(value))
    if kind in (Kind.NUMBER, Kind.MONEY) and isinstance(value, str | Decimal | float):
        number = Decimal(str(value))
        return int(number) if number == number.to_integral_value() else float(number)
    return value  # type: ignore[no-any-return]  # of Arrow
