"""What a process must have anew after a fork: locks, and all that they protect.

A fork copies locks as they are, and only the thread that forked. A lock that another thread held is then held for ever,
and what it protects may be half changed. So whatever has a lock says here how it is renewed, and each child begins by
renewing everything, while it still has one thread. Before the fork, imports that other threads began are awaited, and
modules that they begin between this and the fork are forgotten in the child, which imports them again.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from typing import Protocol
from weakref import WeakSet


class Renewable(Protocol):
    """What has a lock."""

    def renew(self) -> None:
        """Take new locks, and give up what the old ones protected."""


_watched: WeakSet[Renewable] = WeakSet()
_thread = threading.local()
"""`importing`: the modules that the thread that forks was importing itself; they go on in the child."""


def renewed_in_forks(owner: Renewable) -> None:
    """Renew this in every child of a fork, for as long as it lives."""
    _watched.add(owner)


def _renew() -> None:
    for owner in list(_watched):
        owner.renew()
    _renew_properties()
    _forget_imports()


def _renew_properties() -> None:
    """Before Python 3.12 every `cached_property` has a lock that all objects of its class share."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] != "ronde":
            continue
        for each in list(vars(module).values()):
            for member in list(vars(each).values()) if isinstance(each, type) else ():
                if isinstance(member, cached_property) and hasattr(member, "lock"):
                    member.lock = threading.RLock()


def _forget_imports() -> None:
    """Forget the modules that other threads had half made, and the locks of those they were still looking for: Python
    keeps both in a child."""
    machinery = sys.modules.get("_frozen_importlib")
    if _watched and machinery is not None:
        for table in ("_module_locks", "_blocking_on"):
            getattr(machinery, table, {}).clear()
        for name, module in list(sys.modules.items()):
            if _unfinished(module) and name not in getattr(_thread, "importing", ()):
                del sys.modules[name]


def _settle() -> None:
    """Wait until no other thread is in the middle of an import, whose half-made module a child would keep."""
    own = _thread.importing = set[str]()
    while _watched:
        begun = [name for name, module in list(sys.modules.items()) if name not in own and _unfinished(module)]
        if not begun:
            return
        for name in begun:
            with suppress(Exception):
                import_module(name)
            if _unfinished(sys.modules.get(name)):
                own.add(name)


def _unfinished(module: object) -> bool:
    return bool(getattr(getattr(module, "__spec__", None), "_initializing", False))


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_settle, after_in_child=_renew)
