"""How much a stream of Arrow holds once it is unpacked: told before anything of it is, so that a small body fills no
memory.

A compressed buffer begins with its length before compression, which Arrow allocates and then holds the buffer to
(https://arrow.apache.org/docs/format/Columnar.html#compression). A value that is written once and named by many rows (a
dictionary, a view, a run) counts once for each of them, since answers write it out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

VERSION, HEADER_TYPE, HEADER, METADATA = 0, 1, 2, 4
"""The fields of a message, by their numbers in the format's Message.fbs."""

DICTIONARY_BATCH, RECORD_BATCH = 2, 3
"""The kinds of messages that have buffers, as HEADER_TYPE says them."""

DATA = 1
"""The field of a dictionary's batch that is a batch of records."""

BUFFERS, COMPRESSION = 2, 3
"""The fields of a batch of records that tell of its buffers."""

V4 = 3
"""The last version of the format that named a compression in the metadata of a message."""

RAW = -1
"""What stands for the length of a buffer that is not compressed after all."""

VIEW = 4
"""A view of a text is so many whole numbers of four bytes; the first is the length."""


class NoMessage(Exception):
    """What says what a message holds cannot be read."""


def declared(content: bytes) -> int:
    """The bytes of all buffers of a stream as they would be unpacked, by what the stream says. Nothing is unpacked.
    Errors: pa.ArrowException or NoMessage for what is no stream."""
    reader = pa.ipc.MessageReader.open_stream(pa.BufferReader(content))
    return sum(_of_message(message) for message in iter(lambda: _next(reader), None))


def _next(reader: pa.ipc.MessageReader) -> pa.ipc.Message | None:
    try:
        return reader.read_next_message()
    except StopIteration:
        return None


def _of_message(message: pa.ipc.Message) -> int:
    told = memoryview(message.metadata)
    body = memoryview(message.body) if message.body is not None else memoryview(b"")
    try:
        root = _Table(told, *struct.unpack_from("<I", told))
        kind, at = root.number(HEADER_TYPE, "<B"), root.table(HEADER)
        batch = at.table(DATA) if at is not None and kind == DICTIONARY_BATCH else at
        if batch is None or kind not in (DICTIONARY_BATCH, RECORD_BATCH):
            return 0
        old = root.number(VERSION, "<h") <= V4 and root.table(METADATA) is not None
        packed = old or batch.table(COMPRESSION) is not None
        return sum(_of_buffer(body, *each, packed=packed) for each in batch.pairs(BUFFERS))
    except (struct.error, IndexError):
        raise NoMessage from None


def _of_buffer(body: memoryview, start: int, length: int, *, packed: bool) -> int:
    if not packed or length < struct.calcsize("<q"):
        return length
    (whole,) = struct.unpack_from("<q", body, start)
    return length if whole == RAW else abs(int(whole))


class _Table:
    """A table of a flat buffer, as far as is asked of it here."""

    def __init__(self, told: memoryview, at: int) -> None:
        self._told, self._at = told, at
        self._fields = at - struct.unpack_from("<i", told, at)[0]

    def _place(self, field: int) -> int:
        """Where a field stands; 0 if it is not there."""
        size, entry = struct.unpack_from("<H", self._told, self._fields)[0], 4 + 2 * field
        inside = struct.unpack_from("<H", self._told, self._fields + entry)[0] if entry < size else 0
        return self._at + inside if inside else 0

    def number(self, field: int, form: str) -> int:
        place = self._place(field)
        return int(struct.unpack_from(form, self._told, place)[0]) if place else 0

    def _target(self, field: int) -> int:
        place = self._place(field)
        return place + struct.unpack_from("<I", self._told, place)[0] if place else 0

    def table(self, field: int) -> _Table | None:
        target = self._target(field)
        return _Table(self._told, target) if target else None

    def pairs(self, field: int) -> Iterator[tuple[int, int]]:
        """The structs of two whole numbers in a vector."""
        if start := self._target(field):
            count = struct.unpack_from("<I", self._told, start)[0]
            for place in range(count):
                yield struct.unpack_from("<qq", self._told, start + 4 + 16 * place)


def written_out(column: pa.Array) -> int:
    """The bytes of a column if every row had its own values; of a union or a list of views, at most those."""
    kind, types = column.type, pa.types
    if isinstance(column, pa.ExtensionArray):
        return written_out(column.storage)
    if types.is_dictionary(kind):
        indices = column.indices.fill_null(0).to_numpy(zero_copy_only=False)
        return int(_lengths(column.dictionary)[indices].sum()) if len(column.dictionary) else 0
    if types.is_run_end_encoded(kind):
        runs = np.diff(column.run_ends.to_numpy(), prepend=0)
        return int((_lengths(column.values) * runs).sum())
    if types.is_struct(kind):
        return sum(map(written_out, column.flatten()))
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return int(column.nbytes) + written_out(column.flatten())
    if types.is_map(kind):
        return int(column.nbytes) + written_out(column.keys) + written_out(column.items)
    if types.is_string_view(kind) or types.is_binary_view(kind):
        return int(_lengths(column).sum())
    if types.is_union(kind) or types.is_list_view(kind) or types.is_large_list_view(kind):
        return int(column.nbytes) * max(1, len(column))
    return max(int(column.nbytes), len(column))


def _lengths(values: pa.Array) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The bytes of each value; of what is neither a text nor a number, at most those."""
    kind, types = values.type, pa.types
    if types.is_string_view(kind) or types.is_binary_view(kind):
        told = np.frombuffer(values.buffers()[1], np.int32)[VIEW * values.offset :: VIEW]
        return np.maximum(told[: len(values)], 0).astype(np.int64)
    if types.is_string(kind) or types.is_large_string(kind) or types.is_binary(kind) or types.is_large_binary(kind):
        return np.asarray(pc.binary_length(values).fill_null(0), np.int64)
    each = kind.bit_width // 8 + 1 if types.is_primitive(kind) else int(values.nbytes)
    return np.full(len(values), each, np.int64)
