"""What git says of a folder: whether a revision exists, and its files as they were in it."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from pathlib import Path
from typing import TypedDict, Unpack

from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation


def check_revision(folder: Path, revision: str, option: str) -> None:
    """Errors: ValidationError if git cannot be had, the folder is in no repository, or the revision does not exist:
    perhaps because nothing was committed yet, or not all was fetched."""
    if revision.startswith("-"):
        raise refuse("revision-unknown", ArgumentLocation(option), revision=revision)
    git(folder, revision, option, "rev-parse", "--git-dir", code="revision-no-repository")
    if not git(folder, revision, option, "rev-list", "--max-count=1", "--all").strip():
        raise refuse("revision-none", ArgumentLocation(option))
    shallow = git(folder, revision, option, "rev-parse", "--is-shallow-repository").strip() == "true"
    code = "revision-shallow" if shallow else "revision-unknown"
    git(folder, revision, option, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", code=code)


def folder_of(folder: Path, revision: str, option: str, into: Path) -> Path:
    """Write a folder as it was in a revision into another one, which is returned. Errors: ValidationError."""
    check_revision(folder, revision, option)
    packed = raw(folder, revision, option, "archive", "--format=tar", revision, code="revision-unreadable")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(into, filter="data")
    return into


class Given(TypedDict, total=False):
    """What git is called with besides its words: the code of what it refuses, what it reads, an index of its own."""

    code: str
    content: bytes | None
    index: Path | None


def git(folder: Path, revision: str, option: str, *words: str, **given: Unpack[Given]) -> str:
    """What git answers, as text. Errors: ValidationError with a code."""
    return raw(folder, revision, option, *words, **given).decode(errors="replace")


def raw(
    folder: Path,
    revision: str,
    option: str,
    *words: str,
    code: str = "revision-unreadable",
    content: bytes | None = None,
    index: Path | None = None,
) -> bytes:
    """What git answers, to the byte, from what it is given to read, with an index of its own if one is named. Errors:
    ValidationError with a code."""
    command = ["git", "-c", "core.quotePath=off", "-C", str(folder), *words]
    own = None if index is None else {**os.environ, "GIT_INDEX_FILE": str(index)}
    try:
        done = subprocess.run(command, capture_output=True, check=False, input=content, env=own)
    except OSError:
        raise refuse("revision-no-git", ArgumentLocation(option)) from None
    if done.returncode:
        raise refuse(code, ArgumentLocation(option), revision=revision, folder=str(folder))
    return done.stdout
