"""A seal: a digest kept with what is kept on disk, so that damage is seen and nothing else is taken for it."""

from __future__ import annotations

import hashlib
import hmac

LENGTH = 64
"""The bytes of a seal; what follows stands where a reader of columns wants it."""


def seal(content: bytes | memoryview, about: str) -> bytes:
    """The seal of a content that is kept under a name, in ASCII: it holds for this content and this name only."""
    hasher = hashlib.sha256(f"{len(about.encode())} {about}\0".encode())
    hasher.update(content)
    return hasher.hexdigest().encode()


def opened(kept: bytes | memoryview, about: str) -> memoryview | None:
    """The content behind a seal, or None if it is not what was sealed under this name."""
    view = memoryview(kept)
    content = view[LENGTH:]
    return content if hmac.compare_digest(bytes(view[:LENGTH]), seal(content, about)) else None
