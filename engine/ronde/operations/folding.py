"""Operations that join their arguments two by two, bounds with bounds, for many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np

from ronde.model.nodes import Node
from ronde.operations.arrays import Column, Context, OnRows, exactly, pair


def folded(fold: np.ufunc) -> Callable[[Context, Node], OnRows]:
    """The step that joins its arguments two by two, bounds with bounds."""

    def build(context: Context, node: Node) -> OnRows:
        def step(args: Sequence[Column]) -> Column:
            lo = reduce(fold, [each.lo for each in args])
            if all(each.exact for each in args):
                return exactly(lo)
            return pair(lo, reduce(fold, [each.hi for each in args]))

        return step

    return build


def decided(fold: np.ufunc) -> Callable[[Context, Node], OnRows]:
    """The same for truths, where one that all rows share may decide for all."""
    folding, decisive = folded(fold), fold is np.logical_or

    def build(context: Context, node: Node) -> OnRows:
        every = folding(context, node)

        def step(args: Sequence[Column]) -> Column:
            for each in args:
                if each.shared and each.exact and bool(each.lo[0]) is decisive:
                    return each
            return every(args)

        return step

    return build
