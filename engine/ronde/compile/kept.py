"""Compiled rules kept with the cache of files, so that a new process need not compile what another did.

A plan is kept under the digest of all that it is made from: the files of the rules in force to the byte (since places
count lines), what compiles them, and the standards that lists follow. What is not there, or not exactly as it was, is
compiled.
"""

from __future__ import annotations

from functools import cache as once

from ronde.compile.packing import NotPacked, pack, unpack
from ronde.model.history import Rules
from ronde.model.nodes import Plan
from ronde.read import cache
from ronde.read.code import code_of

PLAN = "plan-"

ROOMS = ("model", "syntax", "read", "building", "operations", "compile")
"""The rooms that a plan is made by, and whose classes it is made of."""


@once
def compiler() -> str:
    """The digest of what compiles rules."""
    return cache.digest(code_of(ROOMS))


def key(rules: Rules) -> str | None:
    """The key of the plan of these rules; None if some do not come from a file."""
    versions = [version for topic in rules.topics for version in topic.versions]
    if not all(version.document.written for version in versions):
        return None
    about = repr((compiler(), rules.digest, sorted(rules.currency.items())))
    files = [(version.document.file, version.document.written.encode()) for version in versions]
    return PLAN + cache.digest([("about", about.encode()), *files])


def load_plan(rules: Rules) -> Plan | None:
    """The plan of these rules, if it is kept."""
    plan = load_packed(key(rules))
    return plan if isinstance(plan, Plan) and plan.digest == rules.digest else None


def keep_plan(rules: Rules, plan: Plan) -> None:
    """Keep the plan of these rules. If that is not possible nothing happens."""
    keep_packed(key(rules), plan)


def load_packed(name: str | None) -> object | None:
    """What is kept under a key, packed; None if there is none, or nothing that was packed."""
    entries = cache.load(name) if name is not None else None
    if not isinstance(entries, list):
        return None
    try:
        return unpack(entries)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None


def keep_packed(name: str | None, whole: object) -> None:
    """Keep something packed under a key. If that is not possible nothing happens."""
    if name is None:
        return
    try:
        entries = pack(whole)
    except NotPacked:
        return
    cache.keep(name, entries)
