"""The addresses of sources that no browser would open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ronde.language import LANGUAGES
from ronde.lint import written
from ronde.lint.context import Context, Found

SCHEMES = ("http", "https")
HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]+")
FOREIGN = re.compile(r"[\s<>\"{}|\\^`]|%(?![0-9A-Fa-f]{2})|[,;]$")
"""What an address cannot hold: a space, a quote, a percent sign that begins no code; what follows it in a sentence."""


def find(context: Context) -> Iterator[Found]:
    """Every address that is none."""
    for address in written.addresses(context):
        for language in LANGUAGES[:1] if address.once else LANGUAGES:
            url = address.text(language)
            if not _is_address(url):
                yield Found(address.location(language), {"url": url})


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    closed = url.endswith(")") and url.count(")") > url.count("(")
    return parts.scheme in SCHEMES and HOST.fullmatch(host) is not None and FOREIGN.search(url) is None and not closed
