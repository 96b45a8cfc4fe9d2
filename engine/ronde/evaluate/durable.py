"""Forward chaining on durable_rules: the only module that imports it, driven by a loop of our own.

A `Program` is immutable once built. A `Session` is one evaluation: it is told measured values and atoms, in as many
calls as the caller likes, runs to quiescence each time, and answers with what fired.

Threads: one program, one lock. A session holds `Program.lock` (re-entrant) from entry to exit, so threads that share
a program take turns, and several sessions of one program may be open at once within one thread. The library does not
release the interpreter, so threads with programs of their own are correct too, but gain no speed.

Forks: a child has a new lock and native memory of its own, whatever other threads were doing when it was forked. A
session that was open then is lost in the child (`EngineFault`), and goes on in the parent.

What this loop does instead of the library's own: no timer threads, no promises that swallow exceptions, every message
with an explicit id, every fact withdrawn at the end, native sessions reused and never deleted before a rule has fired
in them (the library would free an uninitialised pointer). After an exception the native memory is given up and built
anew on the next use; after an error of the library itself it is not even freed, since its state is then unknown.

Memory: a native session takes about 10 kB for each pattern of the sections it touches (`Program.session_bytes` gives
the figure), and sessions open at once each need their own. Those that fit in `KEPT_BYTES` wait for their next use.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from itertools import count
from types import TracebackType
from typing import Any, Final

from ronde.evaluate.chainer_layout import (
    LANES,
    PRIMER,
    WHOLE,
    Atom,
    Clause,
    Firing,
    InvalidFact,
    Plan,
    Section,
    Threshold,
    UnsafeShape,
    distinct,
    encode,
    plan,
)
from ronde.evaluate.forks import renewed_in_forks

_native: Any = None
try:
    # The native module alone: its Python wrapper starts timers and, from Python 3.12, warns of deprecations.
    import durable_rules_engine  # type: ignore[import-not-found,import-untyped,unused-ignore]  # an extra, without types

    _native = durable_rules_engine
except ImportError:
    pass

__all__ = [
    "Clause",
    "EngineFault",
    "EngineUnavailable",
    "Firing",
    "InvalidFact",
    "Program",
    "Session",
    "Threshold",
    "UnsafeShape",
    "available",
    "version",
]

MAX_SESSIONS: Final = 1_000
"""Sessions of one program that may be open at once; the library fails at 1,024."""

KEPT_BYTES: Final = 16_000_000
"""How much native memory a program keeps in sessions that wait for their next use; four are kept in any case."""

_PATTERN_BYTES: Final = 10_400
_RULE_BYTES: Final = 2_000

_Mail = tuple[list[str], dict[int, int]]
"""Messages waiting for a section, and how many of them already hold an atom of each bucket."""


class EngineUnavailable(RuntimeError):
    """durable_rules cannot be imported here."""


class EngineFault(RuntimeError):
    """The library failed, or a session is used after its program lost its native memory; begin a new session."""


def available() -> bool:
    """Whether durable_rules can be used here (it needs Python below 3.13, and a C compiler to be installed)."""
    return _native is not None


def version() -> str | None:
    """The installed release of durable_rules, or None where it cannot be used."""
    if _native is None:
        return None
    try:
        return metadata.version("durable_rules")
    except metadata.PackageNotFoundError:
        return None


class _Section:
    """One ruleset loaded in the library."""

    __slots__ = ("conclusions", "handle", "primed")

    def __init__(self, layout: Section) -> None:
        self.conclusions = layout.conclusions
        self.primed: set[str] = set()
        self.handle: int = _native.create_ruleset("section", layout.definition)

    def prime(self, sid: str) -> None:
        """Begin a native session and let its first rule fire, without which it could never be deleted safely."""
        fact = f'{{"id":"0","sid":"{sid}","{PRIMER}":1}}'
        code, state = _native.assert_fact(self.handle, fact)
        if code or _native.start_action_for_state(self.handle, state) is None:
            raise EngineFault(f"the first rule of a section did not fire (code {code})")
        _native.complete_and_start_action(self.handle, state)
        self.primed.add(sid)
        _native.retract_fact(self.handle, fact)

    def delete(self, sid: str) -> None:
        """End a native session and free what it takes."""
        if sid in self.primed:
            self.primed.remove(sid)
            _native.delete_state(self.handle, sid)

    def free(self) -> None:
        """Free the ruleset; the library frees its sessions only when told, one by one, beforehand."""
        for sid in sorted(self.primed):
            self.delete(sid)
        _native.delete_ruleset(self.handle)


class _Memory:
    """What a program holds in the library: its sections, and native sessions that are used again and again."""

    def __init__(self, layout: Plan) -> None:
        self.sections: list[_Section] = []
        self.idle: list[tuple[str, list[str]]] = []
        self._sids = distinct(map(str, range(MAX_SESSIONS)))
        # Messages share one index with the state that the library itself stores under "sid-" and the session's id.
        self._ids = distinct(map(str, count(1)), (f"sid-{number}" for number in range(MAX_SESSIONS)))
        self._drawn: list[str] = []
        self._ended: list[tuple[str, list[str]]] = []
        for one in layout.sections:
            self.sections.append(_Section(one))

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
                _native.retract_facts(section.handle, f"[{'},'.join(heads[:number])}}}]")
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


class Program:
    """Thresholds and clauses, compiled once.

    Raises `UnsafeShape` when they cannot be compiled safely, `EngineUnavailable` where the library is missing.
    Native memory is taken by the first session and kept until `close`.
    """

    def __init__(self, thresholds: Sequence[Threshold], clauses: Sequence[Clause]) -> None:
        if _native is None:
            raise EngineUnavailable("durable_rules is missing: it needs Python below 3.13, and a C compiler to install")
        self.lock = threading.RLock()
        self._plan: Final = plan(thresholds, clauses)
        self.session_bytes: Final = sum(
            one.patterns * _PATTERN_BYTES + len(one.conclusions) * _RULE_BYTES for one in self._plan.sections
        )
        """About how many bytes of native memory each session takes while it is open, if it touches every section."""
        self._memory: _Memory | None = None
        self._finalizer: Any = None
        self._closed = False
        renewed_in_forks(self)

    def renew(self) -> None:
        """In a child of a fork: a new lock, and native memory of its own on the next use. The old is not even freed: a
        session of another thread may have been half way through it."""
        self.lock = threading.RLock()
        self._give_up(free=False)

    def session(self) -> Session:
        """A new session, to be used in a `with` statement; the lock is taken on entry and released on exit."""
        return Session(self)

    def close(self) -> None:
        """Give all native memory back; sessions still open are lost. May be called again."""
        with self.lock:
            self._closed = True
            self._give_up(free=True)

    def _open(self) -> _Memory:
        if self._closed:
            raise EngineFault("the program is closed")
        if self._memory is None:
            try:
                self._memory = _Memory(self._plan)
            except Exception as error:
                raise EngineFault(f"durable_rules did not load the program: {error!r}") from error
            self._finalizer = weakref.finalize(self, self._memory.free)
            self._finalizer.atexit = False
        return self._memory

    def _give_up(self, *, free: bool) -> None:
        memory, self._memory = self._memory, None
        if memory is not None:
            self._finalizer.detach()
            if free:
                memory.free()


class Session:
    """One evaluation: a `with` statement around calls of `tell`. Everything told is withdrawn on exit.

    When the `with` block ends by an exception, the program's native memory is dropped and built anew on its next use;
    its other open sessions are lost with it (`EngineFault` on their next call).
    """

    __slots__ = ("_heads", "_known", "_lock", "_memory", "_owner", "_program", "_sent", "_sid", "_told")

    def __init__(self, program: Program) -> None:
        self._program = program
        self._memory: _Memory | None = None

    def __enter__(self) -> Session:
        self._lock = self._program.lock
        self._lock.acquire()
        try:
            if self._memory is not None:
                raise EngineFault("a session can be entered once only")
            self._memory = self._program._open()
            self._sid, self._heads = self._memory.take()
        except BaseException:
            self._lock.release()
            raise
        self._owner = threading.get_ident()
        self._known: set[Atom] = set()
        self._told: dict[int, str] = {}
        self._sent = [0] * len(self._memory.sections)
        return self

    def tell(
        self, measured: Iterable[tuple[str, Mapping[str, int | str]]] = (), atoms: Iterable[str] = ()
    ) -> list[Firing]:
        """Add measured facts (group, fields) and atoms, derive all that follows, and return what is newly derived.

        A firing comes after those it rests on, and the order is the same in every run. What was told or derived before
        may be told again. `InvalidFact` when a value is of the wrong type or unsafe, or differs from what the same
        field was told before: nothing of this call is then taken over. `EngineFault` when the library fails.
        """
        memory = self._memory
        if memory is None or memory is not self._program._memory:
            raise EngineFault("this session is not open, or was lost when its program gave up its native memory")
        if threading.get_ident() != self._owner:
            raise EngineFault("a session is used by the thread that entered it, which holds the program's lock")
        members, told = self._new_fields(measured)
        pending = self._new_atoms(atoms)
        firings: list[Firing] = []
        try:
            self._told.update(told)
            self._known.update(pending)
            for number, parts in members.items():
                bodies = ["".join(parts[start : start + LANES]) for start in range(0, len(parts), LANES)]
                pending += self._run(memory, number, bodies, firings, 1)
            waiting: dict[int, _Mail] = {}
            self._post(pending, waiting)
            while waiting:
                number = min(waiting)
                bodies, _ = waiting.pop(number)
                self._post(self._run(memory, number, bodies, firings, 0), waiting)
        except BaseException as error:
            self._program._give_up(free=not isinstance(error, Exception))
            if isinstance(error, Exception) and not isinstance(error, EngineFault):
                raise EngineFault(f"durable_rules failed: {error!r}") from error
            raise
        return firings

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        program, memory, self._memory = self._program, self._memory, None
        try:
            if memory is None or memory is not program._memory:
                return
            if kind is not None:
                program._give_up(free=True)
                return
            try:
                kept = max(4, KEPT_BYTES // max(1, program.session_bytes))
                memory.put_back(self._sid, self._heads, self._sent, kept)
            except BaseException as fault:
                program._give_up(free=False)
                if isinstance(fault, Exception):
                    raise EngineFault(f"durable_rules did not withdraw what a session was told: {fault!r}") from fault
                raise
        finally:
            self._lock.release()

    def _new_fields(
        self, measured: Iterable[tuple[str, Mapping[str, int | str]]]
    ) -> tuple[dict[int, list[str]], dict[int, str]]:
        """The JSON members to send to each section, and the values they hold by the number of their field."""
        fields, told = self._program._plan.fields, self._told
        members: dict[int, list[str]] = {}
        fresh: dict[int, str] = {}
        for group, values in measured:
            columns = fields.get(group)
            if columns is None:
                continue
            for field, value in values.items():
                column = columns.get(field)
                if column is None:
                    continue
                number, kind, routes = column
                if type(value) is int and kind is int and -WHOLE <= value <= WHOLE:
                    text = str(value)
                else:
                    try:
                        text = encode(value, kind)
                    except InvalidFact as fault:
                        raise InvalidFact(f"{group}, {field}: {fault}") from fault
                before = told.get(number) or fresh.get(number)
                if before is None:
                    fresh[number] = text
                    for section, start in routes:
                        if section in members:
                            members[section].append(start + text)
                        else:
                            members[section] = [start + text]
                elif before != text:
                    raise InvalidFact(f"{group}, {field}: told {before:.80} before, and {text:.80} now")
        return members, fresh

    def _new_atoms(self, atoms: Iterable[str]) -> list[Atom]:
        known = self._known
        fresh: dict[Atom, None] = {}
        for atom in atoms:
            if type(atom) is not str:
                raise InvalidFact(f"an atom is text, not {atom!r:.80}")
            if atom not in known:
                fresh[atom] = None
        return list(fresh)

    def _post(self, atoms: list[Atom], waiting: dict[int, _Mail]) -> None:
        """Add atoms to what waits to be sent to each section where a clause mentions them."""
        routes = self._program._plan.atoms
        for atom in atoms:
            for number, bucket, member in routes.get(atom, ()):
                found = waiting.get(number)
                if found is None:
                    found = waiting[number] = [], {}
                bodies, filled = found
                place = filled.get(bucket, 0)
                filled[bucket] = place + 1
                if place < len(bodies):
                    bodies[place] += member
                else:
                    bodies.append(member)

    def _run(self, memory: _Memory, number: int, bodies: list[str], firings: list[Firing], highest: int) -> list[Atom]:
        """Send messages to one section, let its rules fire, and return the atoms derived.

        The library may answer with a code up to `highest`. Code 1 says that some message made no condition true:
        a measured value may do that, an atom cannot.
        """
        section, heads, known, sent = memory.sections[number], self._heads, self._known, self._sent[number]
        handle, conclusions = section.handle, section.conclusions
        if not sent and self._sid not in section.primed:
            section.prime(self._sid)
        after = self._sent[number] = sent + len(bodies)
        if after > len(heads):
            memory.lengthen(self._sid, heads, after)
        if len(bodies) == 1:
            code, state = _native.assert_fact(handle, f"{heads[sent]}{bodies[0]}}}")
        else:
            messages = [head + body for head, body in zip(heads[sent:after], bodies, strict=True)]
            code, state = _native.assert_facts(handle, f"[{'},'.join(messages)}}}]")
        if code > highest:
            raise EngineFault(f"durable_rules answered {code} to messages that were built to be accepted")
        next_match = _native.complete_and_start_action
        started = _native.start_action_for_state(handle, state)
        matched = started and started[1]
        derived: list[Atom] = []
        while matched:
            # A match reads {"0123":{...}}: the rule's name, then the messages that made it fire.
            for atom, firing in conclusions[matched[2:6]]:
                if atom not in known:
                    known.add(atom)
                    derived.append(atom)
                    if firing is not None:
                        firings.append(firing)
            matched = next_match(handle, state)
        return derived
