"""Numbers brought to a whole number, in native code. The meaning is that of `ronde.operations.rounding`."""

from __future__ import annotations

from ronde.operations.instructions import Instructions, Number


def rounded(code: Instructions, top: Number, bottom: Number, towards: str) -> Number:
    """The whole number that a fraction is brought to; `bottom` is more than zero, and as wide as `top`."""
    bits = top.type.width
    zero, one, two = (code.constant(each, bits) for each in (0, 1, 2))

    def below(value: Number) -> Number:
        return code.less(zero, value, bits)

    if towards == "down":
        return code.floor(top, bottom)
    if towards == "up":
        return below(code.floor(below(top), bottom))
    if towards == "nearest_even":
        whole = code.floor(top, bottom)
        rest = code.times(two, code.less(top, code.times(whole, bottom, bits), bits), bits)
        odd = code.compare(code.builder.and_(whole, one), "==", one)
        more = code.any(code.compare(rest, ">", bottom), code.all(code.compare(rest, "==", bottom), odd))
        return code.add([whole, more], bits)
    negative = code.compare(top, "<", zero)
    size = code.select(negative, below(top), top)
    nearest = code.floor(code.add([code.times(two, size, bits), bottom], bits), code.times(two, bottom, bits))
    return code.select(negative, below(nearest), nearest)
