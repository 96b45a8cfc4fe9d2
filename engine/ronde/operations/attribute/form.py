"""What a list says of a code: how it is written."""

from __future__ import annotations

from ronde.building.builder import PlanBuilder
from ronde.building.lists import attribute_of, codes_of
from ronde.model.nodes import Op
from ronde.model.types import Type
from ronde.operations.attribute.syntax import AttributeOfCode


def form(low: PlanBuilder, written: AttributeOfCode, wanted: Type | None) -> int:
    """The node of an attribute of a list's item, found by its code. Errors: CompileError."""
    kind, values = attribute_of(low.index, written.list, written.named)
    code = low.fact(written.code)
    codes = low.type_of(code).codes
    said = low.index.lists[written.list.text][1].items
    if codes is None or not codes_of(low.index, written.at, codes) <= said.keys():
        raise written.code.at.fault("attribute-code", list=written.list.text, found=codes or "-")
    low.rest_on_list(written.list.text)
    return low.apply(Op.ATTRIBUTE, written.at, (code,), kind, data=values)
