"""What differs between two days of a book or between two books: the versions to compare, topic by topic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ronde.change.side import Side
from ronde.change.topic import TopicChange, topic_change, unknown_change
from ronde.evaluate.engine import Engine
from ronde.model.history import InForce, Rules, Status, Version


@dataclass(frozen=True, slots=True)
class Pair:
    """A version as it was and as it is, if it was or is; `unknown` are versions of which only the existence is known,
    on the later side alone; `ended` is the version that ends the topic, if one does."""

    before: Side | None
    after: Side | None
    unknown: tuple[Version, ...] = ()
    ended: Version | None = None

    def told(self, language: str) -> Iterator[TopicChange]:
        """What differs, in a language."""
        if self.before or self.after:
            yield topic_change(self.before, self.after, language, self.ended)
        yield from (unknown_change(each, language) for each in self.unknown)


def between_days(engine: Engine, first: int, last: int) -> list[Pair]:
    """What is in force on one day and otherwise on another, by topic. Errors: ValidationError for days before the
    book."""
    return list(between_rules(engine, engine.rules(first), engine.rules(last)))


def between_books(before: Engine, after: Engine) -> list[Pair]:
    """The versions that are new, gone or otherwise in the second of two books, each beside its like in the first.

    A version that only one book has is compared with what the other has in force on its first day.
    """
    old, new = _versions(before), _versions(after)
    found = []
    for key in sorted({*old, *new}, key=lambda key: (key[0], (new.get(key) or old[key]).effective, key[1])):
        was, now = old.get(key), new.get(key)
        if was is not None and now is not None and was.document.digest == now.document.digest:
            continue
        version = now or was
        assert version is not None
        if version.status is Status.INCOMPLETE:
            found.append(Pair(None, None, (version,)))
            continue
        sides = (side_of(before, was, version), side_of(after, now, version))
        if any(sides):
            found.append(Pair(*sides, ended=now if now is not None and now.status is Status.REPEALED else None))
    return found


def _versions(engine: Engine) -> dict[tuple[str, str], Version]:
    return {(topic, each.name): each for topic, some in engine.history.versions.items() for each in some}


def side_of(engine: Engine, own: Version | None, version: Version) -> Side | None:
    """A version with the rules that stood with it, or what stood in its place on its first day, if anything did."""
    if version.effective < engine.history.first_date:
        return None
    known = None
    if own is not None:
        later = [each for each in engine.history.versions[own.topic] if each.effective == own.effective]
        correction = next((each for each in later if each.serial > own.serial), None)
        known = None if correction is None else correction.published - 1
    rules = engine.history.in_force(version.effective, known)
    found = _topics(rules).get(version.topic)
    if found is None:
        return None
    return Side(
        engine.history, rules, engine.plan(rules), own if own in found.layers and own else found.version, engine.names
    )


def between_rules(engine: Engine, earlier: Rules, later: Rules) -> Iterator[Pair]:
    """What is otherwise in some rules of a book than in others, by topic."""
    old, new = _topics(earlier), _topics(later)
    for topic in sorted({*old, *new}):
        was, now = old.get(topic), new.get(topic)
        known = {each.document.digest for each in was.incomplete} if was else set()
        unknown = tuple(each for each in now.incomplete if each.document.digest not in known) if now else ()
        same = was is not None and now is not None and _digests(was) == _digests(now)
        sides = (None, None) if same else (_side(engine, earlier, was), _side(engine, later, now))
        if any(sides) or unknown:
            yield Pair(*sides, unknown)


def _topics(rules: Rules) -> dict[str, InForce]:
    return {each.topic: each for each in rules.topics}


def _digests(found: InForce) -> tuple[str, ...]:
    return tuple(each.document.digest for each in found.layers)


def _side(engine: Engine, rules: Rules, found: InForce | None) -> Side | None:
    return Side(engine.history, rules, engine.plan(rules), found.version, engine.names) if found else None
