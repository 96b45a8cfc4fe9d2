"""What to write instead of a code that is none of its list: for one candidate and for many."""

from __future__ import annotations

from collections.abc import Collection

from ronde.model.near import nearest
from ronde.model.types import NotOfType, Type
from ronde.read import standards


def wrong_code(written: str, kind: Type, codes: Collection[str], *, close: bool = False) -> NotOfType:
    """Why a text is no code of a type: the code that is meant if the list or its standard says so, else a code that
    looks alike if `close` (that takes long)."""
    meant = dict(kind.instead).get(written.strip().upper(), "")
    if not meant and kind.standard:
        meant = standards.meant(kind.standard, written)
    if meant in codes:
        return NotOfType("profile-code-instead", value=written, list=kind.codes, instead=meant)
    alike = nearest(written, codes, 0.7) if close else ""
    return NotOfType("profile-code", value=written, list=kind.codes, close=alike)
