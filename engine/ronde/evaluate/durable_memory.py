"""What durable_rules holds in its own memory: the only module that imports it.

A `Section` is one of its rulesets, a `Memory` all that a program keeps in it. What is done here instead of what the
library's own wrapper does: no timer threads, no promises that swallow exceptions, every message with an explicit id,
every fact withdrawn at the end, native sessions reused and never deleted before a rule has fired in them (the library
would free an uninitialised pointer).

A native session takes about 10 kB for each pattern of the sections it touches, and sessions open at once each need
their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import metadata
from itertools import count
from typing import Any, Final

from ronde.evaluate.chainer_layout import PRIMER, Atom, Firing, Plan, distinct
from ronde.evaluate.chainer_layout import Section as SectionLayout

library: Any = None
"""The native module of durable_rules; None where it cannot be used."""
try:
    # The native module alone: its Python wrapper starts timers and, from Python 3.12, warns of deprecations.
    import durable_rules_engine  # type: ignore[import-not-found,import-untyped,unused-ignore]  # an extra, without types

    library = durable_rules_engine
except ImportError:
    pass

MAX_SESSIONS: Final = 1_000
"""Sessions of one program that may be open at once; the library fails at 1,024."""

_PATTERN_BYTES: Final = 10_400
_RULE_BYTES: Final = 2_000


class EngineUnavailable(RuntimeError):
    """durable_rules cannot be imported here."""


class EngineFault(RuntimeError):
    """The library failed, or a session is used after its program lost its native memory; begin a new session."""


def available() -> bool:
    """Whether durable_rules can be used here (it needs Python below 3.13, and a C compiler to be installed)."""
    return library is not None


def version() -> str | None:
    """The installed release of durable_rules, or None where it cannot be used."""
    if library is None:
        return None
    try:
        return metadata.version("durable_rules")
    except metadata.PackageNotFoundError:
        return None


def session_bytes(layout: Plan) -> int:
    """About how many bytes of native memory a session takes while it is open, if it touches every section."""
    return sum(one.patterns * _PATTERN_BYTES + len(one.conclusions) * _RULE_BYTES for one in layout.sections)


class Section:
    """One ruleset loaded in the library."""

    __slots__ = ("conclusions", "handle", "primed")

    def __init__(self, layout: SectionLayout) -> None:
        self.conclusions = layout.conclusions
        self.primed: set[str] = set()
        self.handle: int = library.create_ruleset("section", layout.definition)

    def prime(self, sid: str) -> None:
        """Begin a native session and let its first rule fire, without which it could never be deleted safely."""
        fact = f'{{"id":"0","sid":"{sid}","{PRIMER}":1}}'
        code, state = library.assert_fact(self.handle, fact)
        if code or library.start_action_for_state(self.handle, state) is None:
            raise EngineFault(f"the first rule of a section did not fire (code {code})")
        library.complete_and_start_action(self.handle, state)
        self.primed.add(sid)
        library.retract_fact(self.handle, fact)

    def send(self, heads: Sequence[str], bodies: Sequence[str], highest: int) -> int:
        """Send messages, each from its beginning and its members, and return the state in which rules may fire.

        The library may answer with a code up to `highest`. Code 1 says that some message made no condition true:
        a measured value may do that, an atom cannot. Errors: EngineFault for any other.
        """
        if len(bodies) == 1:
            answer: tuple[int, int] = library.assert_fact(self.handle, f"{heads[0]}{bodies[0]}}}")
        else:
            messages = [head + body for head, body in zip(heads, bodies, strict=True)]
            answer = library.assert_facts(self.handle, f"[{'},'.join(messages)}}}]")
        code, state = answer
        if code > highest:
            raise EngineFault(f"durable_rules answered {code} to messages that were built to be accepted")
        return state

    def fired(self, state: int) -> Iterator[Sequence[tuple[Atom, Firing | None]]]:
        """What each rule concludes that fires, one after the other, until none does."""
        next_match = library.complete_and_start_action
        started = library.start_action_for_state(self.handle, state)
        matched = started and started[1]
        while matched:
            # A match reads {"0123":{...}}: the rule's name, then the messages that made it fire.
            yield self.conclusions[matched[2:6]]
            matched = next_match(self.handle, state)

    def withdraw(self, heads: Sequence[str]) -> None:
        """Take messages back, each by its beginning."""
        library.retract_facts(self.handle, f"[{'},'.join(heads)}}}]")

    def delete(self, sid: str) -> None:
        """End a native session and free what it takes."""
        if sid in self.primed:
            self.primed.remove(sid)
            library.delete_state(self.handle, sid)

    def free(self) -> None:
        """Free the ruleset; the library frees its sessions only when told, one by one, beforehand."""
        for sid in sorted(self.primed):
            self.delete(sid)
        library.delete_ruleset(self.handle)


class Memory:
    """What a program holds in the library: its sections, and native sessions that are used again and again."""

    def __init__(self, layout: Plan) -> None:
        self.sections: list[Section] = []
        self.idle: list[tuple[str, list[str]]] = []
        self._sids = distinct(map(str, range(MAX_SESSIONS)))
        # Messages share one index with the state that the library itself stores under "sid-" and the session's id.
        self._ids = distinct(map(str, count(1)), (f"sid-{number}" for number in range(MAX_SESSIONS)))
        self._drawn: list[str] = []
        self._ended: list[tuple[str, list[str]]] = []
        for one in layout.sections:
            self.sections.append(Section(one))

    def take(self) -> tuple[str, list[str]]:
        """A native session that nobody uses: its id, and the beginnings of the messages sent to it."""
        if self.idle or self._ended:
            return (self.idle or self._ended).pop()
        sid = next(self._sids, None)
        if sid is None:
            raise EngineFault(f"more than {MAX_SESSIONS:,} sessions of one program are open at once")
        return sid, []

    def put_back(self, sid: str, heads: list[str], sent: Sequence[int], kept: int) -> None:
        """Withdraw what was sent to each section and keep the native session, or end it when `kept` already wait."""
        keep = len(self.idle) < kept
        for section, number in zip(self.sections, sent, strict=True):
            if not keep:
                section.delete(sid)
            elif number:
                section.withdraw(heads[:number])
        (self.idle if keep else self._ended).append((sid, heads))

    def lengthen(self, sid: str, heads: list[str], length: int) -> None:
        """Make `heads` hold the beginnings of at least `length` messages."""
        while len(self._drawn) < length:
            self._drawn.append(next(self._ids))
        heads.extend(f'{{"id":"{one}","sid":"{sid}"' for one in self._drawn[len(heads) : length])

    def free(self) -> None:
        """Give all memory back."""
        while self.sections:
            self.sections.pop().free()
