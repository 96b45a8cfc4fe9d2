"""A file committed to a new branch of the repository that a folder lies in: nothing that is checked out changes."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from ronde.change.git import check_revision, git
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation

HEAD = "HEAD"
NOTHING = "0" * 40
"""What a branch holds that is not there yet."""


def check_repository(folder: Path, option: str) -> None:
    """Errors: ValidationError if git cannot be had, or the folder is in no repository in which something was
    committed."""
    check_revision(folder, HEAD, option)


def commit_to_branch(folder: Path, file: str, content: bytes, branch: str, message: str) -> str:
    """The name of a commit whose parent is what is checked out, and in which a file (by path from the folder) has a
    content; a new branch of that name points to it. Files, index and branch of who works there stay as they are.

    Errors: ValidationError for a name that no branch may have, or that one has; if no message was written; and if git
    does not know who commits."""
    check_repository(folder, HEAD)
    at = ArgumentLocation("branch")
    if not message.strip():
        raise refuse("branch-message", ArgumentLocation("message"))
    if branch.startswith("-"):
        raise refuse("branch-name", at, revision=branch)
    git(folder, branch, "branch", "check-ref-format", f"refs/heads/{branch}", code="branch-name")
    if git(folder, branch, "branch", "for-each-ref", "--format=%(refname)", f"refs/heads/{branch}").strip():
        raise refuse("branch-there", at, revision=branch)
    parent = git(folder, HEAD, HEAD, "rev-parse", f"{HEAD}^{{commit}}").strip()
    inside = git(folder, HEAD, HEAD, "rev-parse", "--show-prefix").strip()
    blob = git(folder, HEAD, HEAD, "hash-object", "-w", "--stdin", content=content).strip()
    with TemporaryDirectory(prefix="ronde-") as name:
        index = Path(name) / "index"
        git(folder, HEAD, HEAD, "read-tree", parent, index=index)
        git(folder, HEAD, HEAD, "update-index", "--add", "--cacheinfo", f"100644,{blob},{inside}{file}", index=index)
        tree = git(folder, HEAD, HEAD, "write-tree", index=index).strip()
    told = message.strip().encode(errors="replace") + b"\n"
    words = ("commit-tree", tree, "-p", parent, "-F", "-")
    commit = git(folder, branch, "message", *words, code="branch-author", content=told).strip()
    git(folder, branch, "branch", "update-ref", f"refs/heads/{branch}", commit, NOTHING, code="branch-there")
    return commit
