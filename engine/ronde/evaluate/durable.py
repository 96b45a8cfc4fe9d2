"""Forward chaining on durable_rules (`native.py`), driven by a loop of our own.

A `Program` is immutable once built. A `Session` is one evaluation: it is told measured values and atoms, in as many
calls as the caller likes, runs to quiescence each time, and answers with what fired.

Threads: one program, one lock. A session holds `Program.lock` (re-entrant) from entry to exit, so threads that share
a program take turns, and several sessions of one program may be open at once within one thread. The library does not
release the interpreter, so threads with programs of their own are correct too, but gain no speed.

Forks: a child has a new lock and native memory of its own, whatever other threads were doing when it was forked. A
session that was open then is lost in the child (`EngineFault`), and goes on in the parent.

After an exception the native memory is given up and built anew on the next use; after an error of the library itself it
is not even freed, since its state is then unknown. Native sessions that fit in `KEPT_BYTES` wait for their next use.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, Final

from ronde.evaluate.chainer_layout import (
    LANES,
    WHOLE,
    Atom,
    Clause,
    Firing,
    InvalidFact,
    Threshold,
    UnsafeShape,
    encode,
    plan,
)
from ronde.evaluate.durable_memory import EngineFault, EngineUnavailable, Memory, available, session_bytes, version
from ronde.evaluate.forks import renewed_in_forks

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

KEPT_BYTES: Final = 16_000_000
"""How much native memory a program keeps in sessions that wait for their next use; four are kept in any case."""

_Mail = tuple[list[str], dict[int, int]]
"""Messages waiting for a section, and how many of them already hold an atom of each bucket."""


class Program:
    """Thresholds and clauses, compiled once.

    Raises `UnsafeShape` when they cannot be compiled safely, `EngineUnavailable` where the library is missing.
    Native memory is taken by the first session and kept until `close`.
    """

    def __init__(self, thresholds: Sequence[Threshold], clauses: Sequence[Clause]) -> None:
        if not available():
            raise EngineUnavailable("durable_rules is missing: it needs Python below 3.13, and a C compiler to install")
        self.lock = threading.RLock()
        self._plan: Final = plan(thresholds, clauses)
        self.session_bytes: Final = session_bytes(self._plan)
        """About how many bytes of native memory each session takes while it is open, if it touches every section."""
        self._memory: Memory | None = None
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

    def _open(self) -> Memory:
        if self._closed:
            raise EngineFault("the program is closed")
        if self._memory is None:
            try:
                self._memory = Memory(self._plan)
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
        self._memory: Memory | None = None

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

    def _run(self, memory: Memory, number: int, bodies: list[str], firings: list[Firing], highest: int) -> list[Atom]:
        """Send messages to one section, let its rules fire, and return the atoms derived; `highest` is the code with
        which the library may answer."""
        section, heads, known, sent = memory.sections[number], self._heads, self._known, self._sent[number]
        if not sent and self._sid not in section.primed:
            section.prime(self._sid)
        after = self._sent[number] = sent + len(bodies)
        if after > len(heads):
            memory.lengthen(self._sid, heads, after)
        derived: list[Atom] = []
        for concluded in section.fired(section.send(heads[sent:after], bodies, highest)):
            for atom, firing in concluded:
                if atom not in known:
                    known.add(atom)
                    derived.append(atom)
                    if firing is not None:
                        firings.append(firing)
        return derived
