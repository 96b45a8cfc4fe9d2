"""A cache of parsed files, keyed by their content, so that unchanged rules need no YAML to be read again.

It holds plain trees and positions as JSON in the user's cache folder (or RONDE_CACHE; empty turns it off). What it
returns is what reading would return: the key is the SHA-256 of the content and of this package's version.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import orjson

from ronde import __version__
from ronde.model.document import Document
from ronde.model.finding import Finding, Refused
from ronde.read.structure import parse

FORMAT = "3"


def folder() -> Path | None:
    """Where the cache lives, or None where it is turned off."""
    wanted = os.environ.get("RONDE_CACHE")
    if wanted is not None:
        return Path(wanted) if wanted else None
    from platformdirs import user_cache_path

    return user_cache_path("ronde", appauthor=False)


def digest(contents: Sequence[tuple[str, bytes]]) -> str:
    """One digest of several files: their names and contents, in order, and of what reads them."""
    hasher = hashlib.sha256(f"{FORMAT} {__version__}".encode())
    for name, content in contents:
        hasher.update(f"\0{name}\0{len(content)}\0".encode())
        hasher.update(content)
    return hasher.hexdigest()


def load(key: str) -> object | None:
    """What was kept under this key, or None."""
    where = folder()
    if where is None:
        return None
    try:
        kept: object = orjson.loads((where / f"{key}.json").read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    return kept


def keep(key: str, value: object) -> None:
    """Keep a value under this key. Where that is not possible nothing happens: the cache is only a shortcut."""
    where = folder()
    if where is None:
        return
    try:
        where.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=where, delete=False) as file:
            file.write(orjson.dumps(value))
        os.replace(file.name, where / f"{key}.json")
    except OSError:
        return


def documents(contents: Sequence[tuple[str, bytes]]) -> tuple[list[Document], list[Finding]]:
    """The documents of these files, from the cache where nothing changed, and what is wrong with the others."""
    book = digest(contents)
    kept = load(book)
    if isinstance(kept, list) and len(kept) == len(contents) and all(map(_is_document, kept)):
        return [Document(name, *each) for (name, _), each in zip(contents, kept, strict=True)], []
    found: list[Document] = []
    findings: list[Finding] = []
    for name, content in contents:
        try:
            found.append(document(name, content))
        except Refused as refused:
            findings.extend(refused.findings)
    if not findings:
        keep(book, [_kept(each) for each in found])
    return found, findings


def document(name: str, content: bytes) -> Document:
    """The document of one file, from the cache where its content is known. Errors: Refused."""
    key = digest([("", content)])
    kept = load(key)
    if _is_document(kept):
        return Document(name, *kept)  # type: ignore[misc]
    parsed = parse(content, name)
    keep(key, _kept(parsed))
    return parsed


def _is_document(kept: object) -> bool:
    """Whether what was kept has the shape of a document; anything else is read anew."""
    return isinstance(kept, list) and len(kept) == 3 and isinstance(kept[1], dict) and isinstance(kept[2], str)


def _kept(document: Document) -> tuple[object, ...]:
    return document.tree, document.marks, document.digest
