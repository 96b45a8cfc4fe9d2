"""What is brought to a loop: what each input says, and how its array holds it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Name:
    """What an input says: a fact by its name, a node by its number, of a list of records (by its name) whether a row
    gives it (`given`), or whether a place holds a record (`present`). Of records, at which place."""

    of: str | int
    place: int | None = None
    given: bool = False
    present: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """What the values of an array must be, in its own numbers: a row that gives another is marked. Taken `times`, with
    so much to be added, they are those of the plan, which holds them as `dtype`. Numbers with a fraction are whole ones
    once taken `times`, and a row whose number then has a fraction is marked."""

    low: int
    high: int
    times: int
    plus: int
    dtype: np.dtype[Any]


@dataclass(frozen=True)
class Input:
    """How a block brings one value: how its array is held, whether every row is known, else whether a mask says which
    are (or a second array gives the greatest values), and whether all rows share one.

    As Arrow has them: truths or masks may be `packed`, eight to a byte; numbers are to be `within` bounds; decimals are
    `double`, whole numbers of twice the width, of which only one half is needed; texts are numbers without a sign to be
    looked up in one array more, of the plan's numbers, held as `texts`.
    """

    name: Name
    dtype: np.dtype[Any]
    sure: bool = True
    masked: bool = False
    single: bool = False
    packed: bool = False
    packed_mask: bool = False
    within: Within | None = None
    texts: np.dtype[Any] | None = None
    double: bool = False

    @cached_property
    def _hash(self) -> int:
        return hash((self.name, self.dtype, self.sure, self.masked, self.single, self.packed, self.within))

    def __hash__(self) -> int:
        """It is asked for with every block, of every input: worked out once."""
        return self._hash

    @property
    def arrays(self) -> int:
        """How many arrays it takes."""
        return 1 + (not self.sure) + (self.texts is not None)
