"""How a fact of one record is named to people: by its list, the position of the record, from 0, and the field."""

from __future__ import annotations

import re

OF_RECORD = re.compile(r"(?P<list>[^\[\]]+)\[(?P<position>0|[1-9][0-9]{0,5})\]\.(?P<field>[^\[\]]+)")


def told_of(record: str, position: int, name: str) -> str:
    """How a field of one record is named to people: `work[0].paid`."""
    return f"{record}[{position}].{name.removeprefix(f'{record}.')}"


def fact_and_record(told: str) -> tuple[str, int | None]:
    """The fact that people name, and of which record of its list it is; None for a fact of the candidate."""
    found = OF_RECORD.fullmatch(told)
    return (told, None) if found is None else (f"{found['list']}.{found['field']}", int(found["position"]))
