"""The limit: slices as one loop of C over plain arrays, compiled on this machine and called with its threads."""

from __future__ import annotations

import ctypes
import subprocess
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from pool_bench.c_text import answer, given, program
from pool_bench.population import Array, load
from pool_bench.runner import Runner
from ronde.building.index import AS_OF

COMPILER = "cc"
FAST = ("-O3", "-march=native")


class Loop(Runner):
    """The C loop, over as many parts of the rows at once as there are workers: the lock is released in a call."""

    def compile(self) -> None:
        """Write the C file, compile it, load what comes out."""
        with TemporaryDirectory(prefix="ronde-bench-c-") as folder:
            source, library = Path(folder, "loop.c"), Path(folder, "loop.so")
            source.write_text(program(self.task))
            subprocess.run([COMPILER, *FAST, "-shared", "-fPIC", "-o", library, source], check=True)
            self.call = ctypes.CDLL(str(library)).run
        self.call.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64)
        self.call.restype = None
        self.others = ThreadPoolExecutor(max(1, self.task.workers - 1))

    def load(self, rows: int) -> None:
        """The columns as they are: whole numbers, as small as each allows."""
        self.rows, population = rows, load(self.task.folder, rows)
        columns = {**population.columns, AS_OF: np.asarray(population.days)}
        self.columns = [columns[name] for name in given(self.task)]

    def run(self) -> Mapping[str, Array]:
        """Every wanted fact of every row."""
        kinds = {name: answer(self.task.cut.type_of(name)).removesuffix("_t") for name in self.task.wanted}
        found = {name: np.empty(self.rows, kind) for name, kind in kinds.items()}
        arrays = addresses(self.columns), addresses(found.values())
        edges = np.linspace(0, self.rows, self.task.workers + 1).astype(int).tolist()
        first, *others = pairwise(edges)
        running = [self.others.submit(self.call, *arrays, *part) for part in others]
        self.call(*arrays, *first)
        for each in running:
            each.result()
        return found


def addresses(arrays: Iterable[Array]) -> ctypes.Array[ctypes.c_void_p]:
    """Where arrays begin."""
    found = [each.ctypes.data for each in arrays]
    return (ctypes.c_void_p * len(found))(*found)
