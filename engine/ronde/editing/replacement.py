"""Another content of a file: what goes and comes, and how it is put in place."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from ronde.disk.placed import new_file
from ronde.messages.diagnostics import refuse
from ronde.model.locations import SourceLocation


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a file is to hold, and what it held when it was read; None if it is new."""

    path: Path
    before: bytes | None
    after: bytes

    def difference(self) -> list[str]:
        """The lines that go and come, as version control shows them."""
        old, new = ((each or b"").decode(errors="replace").splitlines() for each in (self.before, self.after))
        name = "/dev/null" if self.before is None else str(self.path)
        return list(difflib.unified_diff(old, new, name, str(self.path), lineterm=""))

    def first_line(self) -> int:
        """The number of the first line that changes, from 1; of line ends alone, that is the first."""
        old, new = ((each or b"").splitlines(keepends=True) for each in (self.before, self.after))
        return next(
            (at for at, (one, two) in enumerate(zip(old, new, strict=False), 1) if one != two),
            min(len(old), len(new)) + 1,
        )

    def write(self) -> None:
        """Write the file, whole or not at all. Errors: ValidationError if it holds something else by now, or cannot be
        written."""
        with new_file(self.path) as made:
            made.write_bytes(self.after)
            if (self.path.read_bytes() if self.path.exists() else None) != self.before:
                raise refuse("edit-moved", SourceLocation(str(self.path)))
