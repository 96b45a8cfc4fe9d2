"""The rules of a receipt, found again in the book at hand: every version by its name and the digest of what it says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from ronde.model.history import History, InForce, Rules, Version
from ronde.receipts.receipt import Receipt


def rules_of(history: History, receipt: Receipt) -> Rules | None:
    """The rules that a receipt was made by; None if the book no longer has some of them as they were."""
    topics = []
    for topic in receipt["rules"]:
        layers, incomplete = (
            tuple(_version(history, topic["topic"], each) for each in topic[part]) for part in ("layers", "incomplete")
        )
        if None in layers or None in incomplete:
            return None
        topics.append(InForce(topic["topic"], layers, incomplete))  # type: ignore[arg-type]  # without None
    return Rules(tuple(topics), history.currency)


def not_at_hand(history: History, receipt: Receipt) -> tuple[tuple[str, str, Version | None], ...]:
    """The versions of a receipt's rules that the book does not have as they were: the topic, the name, and the version
    that has this name now, if one has."""
    return tuple(_not_at_hand(history, receipt))


def _not_at_hand(history: History, receipt: Receipt) -> Iterator[tuple[str, str, Version | None]]:
    for topic in receipt["rules"]:
        for each in (*topic["layers"], *topic["incomplete"]):
            if _version(history, topic["topic"], each) is None:
                own = history.versions.get(topic["topic"], ())
                now = next((version for version in own if version.name == each["version"]), None)
                yield topic["topic"], each["version"], now


def listed_digest(receipt: Receipt) -> str:
    """The digest of the rules that a receipt lists, as `Rules.digest` is found."""
    hasher = hashlib.sha256()
    for topic in receipt["rules"]:
        for each in (*topic["layers"], *topic["incomplete"]):
            hasher.update(f"{topic['topic']}\0{each['version']}\0{each['digest']}\n".encode())
    return hasher.hexdigest()


def _version(history: History, topic: str, listed: Receipt) -> Version | None:
    """The version of a topic with a name and a digest, if the book has it."""
    own = history.versions.get(topic, ())
    return next(
        (each for each in own if (each.name, each.document.digest) == (listed["version"], listed["digest"])), None
    )
