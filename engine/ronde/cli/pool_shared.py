"""What the commands of the group `pool` share: the libraries they need, options."""

from __future__ import annotations

import os
from collections.abc import Iterable

import click

from ronde.messages import translate
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation


def needs_pool() -> None:
    """Errors: ValidationError where the libraries of the extra `pool` are not installed."""
    try:
        import numpy  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError:
        raise refuse("pool-extra", ArgumentLocation(click.get_current_context().command_path)) from None


def workers_option(language: str, metavar: str = "N") -> click.Option:
    """How many processes compute."""
    return click.Option(["--workers"], metavar=metavar, type=click.IntRange(1), help=translate("opt-workers", language))


def processes(workers: int | None) -> int:
    """The number of processes asked for, or one for each processor that this one may use."""
    return workers or len(os.sched_getaffinity(0))


def fact_names(written: Iterable[str]) -> tuple[str, ...]:
    """The names of an option that may be repeated, each time with several names between commas; each name once."""
    return tuple(dict.fromkeys(name.strip() for each in written for name in each.split(",") if name.strip()))
