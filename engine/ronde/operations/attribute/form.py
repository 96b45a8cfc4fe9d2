"""What a list says of a code: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.lists import attribute_of, codes_of
from ronde.model.nodes import Op
from ronde.model.types import Type
from ronde.syntax.cursor import Cursor


def form(low: PlanBuilder, at: Cursor, wanted: Type | None) -> int:
    """The node of an attribute of a list's item, found by its code. Errors: CompileError."""
    where = at.down("attribute")
    kind, values = attribute_of(low.index, where)
    codes = low.type_of(low.fact(str(where.down("code").tree), where.down("code"))).codes
    if codes is None or not codes_of(low.index, where, codes) <= values.keys():
        raise where.down("code").fault("attribute-code", list=where.down("list").tree, found=codes or "-")
    low.rest_on_list(str(where.down("list").tree))
    code = low.fact(str(where.down("code").tree), where.down("code"))
    return low.apply(Op.ATTRIBUTE, where, (code,), kind, data=values)
