"""Shared memory on which one process lays Arrow batches for another, used again for the next."""

from __future__ import annotations

import mmap
import os
import tempfile
from collections.abc import Sequence

import pyarrow as pa

ROOM = 2**20
"""What shared memory holds beside twice its first batches: schemas, dictionaries, the ends of columns."""


class SharedMemory:
    """A piece of shared memory. On Linux it has no name in any folder, so that it goes with its process, however that
    ends; elsewhere it is a temporary file."""

    def __init__(self) -> None:
        self.path = ""
        self._size = 0

    def lay(self, batches: Sequence[pa.RecordBatch]) -> str:
        """Put batches here, in place of those before, and return the name by which another process opens it."""
        need = sum(each.nbytes for each in batches) + ROOM
        if need > self._size:
            self._make(2 * need)
        with pa.FixedSizeBufferWriter(pa.py_buffer(self._memory)) as there:
            for batch in batches:
                with pa.ipc.new_stream(there, batch.schema) as to:
                    to.write_batch(batch)
        return self.path

    def _make(self, size: int) -> None:
        if hasattr(os, "memfd_create"):
            file = os.memfd_create("ronde")
            self._file = os.fdopen(file, "r+b", buffering=0)
            self.path = f"/proc/{os.getpid()}/fd/{file}"
        else:
            self._file = tempfile.NamedTemporaryFile(prefix="ronde-")  # type: ignore[assignment]  # no memfd here  # noqa: SIM115
            self.path = self._file.name
        self._file.truncate(size)
        self._memory = mmap.mmap(self._file.fileno(), size)
        self._size = size


def laid(path: str, count: int) -> list[pa.RecordBatch]:
    """The batches in shared memory, where they are: they change with the next that are laid there."""
    with pa.memory_map(path) as region:
        return [batch for _ in range(count) for batch in pa.ipc.open_stream(region)]
