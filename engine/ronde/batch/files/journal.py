"""The folder beside a file that is being written: the parts that are done, so that a run that was killed goes on.

A part is one file, put in place by a renaming: it is there whole or not at all, and is sealed, so that what is damaged
is made again. The folder is closed to everybody else. It belongs to one question about one file; for any other it is
emptied. Its lock is the system's, and goes with the process that holds it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.ipc

from ronde.batch.files.source import Part, Source
from ronde.batch.files.tally import Tally
from ronde.disk.seal import opened, seal
from ronde.disk.whole import remove_left, whole, write_whole
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation

MANIFEST, LOCK, PART = "manifest", "lock", "part"
TALLY = b"tally"
PACKED = pa.ipc.IpcWriteOptions(compression="lz4")
"""How a part is written: what is packed need not be digested, put on the disk and read again in full."""


def folder_of(out: Path) -> Path:
    """The folder of the parts of a file."""
    return out.with_name(f"{out.name}.partial")


class Journal:
    """The parts of a run, from the first on without a gap. `changed` names what is no longer as it was, if anything."""

    def __init__(self, out: Path, key: Mapping[str, str]) -> None:
        """Take the folder of a file for a question. Errors: ValidationError where another run has it; OSError."""
        self.folder = folder_of(out)
        self.key = dict(key)
        if not self._ours():
            raise refuse("write-folder-other", SourceLocation(str(self.folder)))
        self.folder.mkdir(0o700, exist_ok=True)
        self._lock = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._lock)
            raise refuse("write-busy", SourceLocation(str(out)), folder=str(self.folder)) from None
        self.tally = Tally()
        self.done = 0
        self.survey: Mapping[str, Any] | None = None
        before = self._manifest()
        self.changed = [name for name in self.key if before.get("key", self.key).get(name) != self.key[name]]
        if before.get("key") == self.key:
            self.survey = before["survey"]
            self._count()
        else:
            self._empty()

    def _ours(self) -> bool:
        """Whether the folder is not there yet, or is one of ours, in which nobody else can have put anything."""
        try:
            about = self.folder.lstat()
        except FileNotFoundError:
            return True
        if not stat.S_ISDIR(about.st_mode) or about.st_uid != os.geteuid() or about.st_mode & 0o022:
            return False
        return (self.folder / LOCK).exists() or not any(self.folder.iterdir())

    def _manifest(self) -> dict[str, Any]:
        """What was kept of an earlier run; nothing if it is not as it was written."""
        try:
            content = opened((self.folder / MANIFEST).read_bytes(), MANIFEST)
        except OSError:
            return {}
        found = None if content is None else orjson.loads(content)
        return found if isinstance(found, dict) else {}

    def _count(self) -> None:
        """Count the parts that are whole."""
        with suppress(OSError):
            while True:
                answers, _ = self.part(self.done)
                self.tally.add(Tally.of_data(orjson.loads(answers.schema.metadata[TALLY])))
                self.done += 1

    def _name(self, number: int) -> str:
        """What a part is sealed as: this part of this run."""
        return f"{orjson.dumps(self.key, option=orjson.OPT_SORT_KEYS).decode()} {number}"

    def _part(self, number: int) -> Path:
        return self.folder / f"{number:06}.{PART}"

    def begin(self, source: Source) -> None:
        """Keep what the look through the file found, so that it is done once."""
        survey = {
            "schema": b64encode(bytes(source.schema.serialize())).decode(),
            "parts": [[part.start, part.size, part.line, part.rows] for part in source.parts],
        }
        content = orjson.dumps({"key": self.key, "survey": survey})
        write_whole(self.folder / MANIFEST, seal(content, MANIFEST) + content, lasting=False)

    def restore(self, source: Source) -> None:
        """Give a source what an earlier look through its file found, if there was one."""
        if self.survey is not None:
            source.schema = pa.ipc.read_schema(pa.py_buffer(b64decode(self.survey["schema"])))
            source.parts = [Part(*each) for each in self.survey["parts"]]

    def save(self, answers: pa.RecordBatch, rejects: pa.RecordBatch, told: Tally) -> None:
        """Keep the next part. Errors: OSError, and then nothing of it is kept."""
        made = pa.BufferOutputStream()
        about = {TALLY: orjson.dumps(told.data())}
        for batch in (answers.replace_schema_metadata(about), rejects):
            with pa.ipc.new_stream(made, batch.schema, options=PACKED) as stream:
                stream.write_batch(batch)
        content = memoryview(made.getvalue())
        with whole(self._part(self.done), lasting=False) as part, part.open("wb") as file:
            file.write(seal(content, self._name(self.done)))
            file.write(content)
        self.done += 1
        self.tally.add(told)

    def part(self, number: int) -> tuple[pa.RecordBatch, pa.RecordBatch]:
        """The answers and rejects of a part. Errors: OSError where it is not as it was written."""
        with pa.memory_map(str(self._part(number))) as file:
            content = opened(memoryview(file.read_buffer()), self._name(number))
        if content is None:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(self._part(number)))
        with pa.BufferReader(pa.py_buffer(content)) as file:
            with pa.ipc.open_stream(file) as stream:
                answers = stream.read_next_batch()
                with suppress(StopIteration):
                    stream.read_next_batch()
            with pa.ipc.open_stream(file) as stream:
                return answers, stream.read_next_batch()

    def release(self) -> None:
        """Let go of the folder, and keep what is in it."""
        os.close(self._lock)

    def remove(self) -> None:
        """Remove the folder."""
        self._empty()
        (self.folder / LOCK).unlink(missing_ok=True)
        with suppress(OSError):
            self.folder.rmdir()
        self.release()

    def _empty(self) -> None:
        remove_left(self.folder)
        for path in [self.folder / MANIFEST, *self.folder.glob(f"[0-9]*.{PART}")]:
            path.unlink(missing_ok=True)
