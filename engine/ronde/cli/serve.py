"""The command that opens a book in a browser: serve."""

from __future__ import annotations

import gc
import os
import signal
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from ipaddress import ip_address
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

import click

from ronde import signals
from ronde.cli import console, options
from ronde.messages import LANGUAGES, cause, translate
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation

FEW_TIMES = 20_000
"""New objects after which what is not used any more is taken back: an answer makes many, and most of the rest stays."""

LOOPBACK = "127.0.0.1"
MOST_WORKERS = 64

TURN = 0.005
"""Seconds for which a process that has taken a connection leaves the next to others."""

NAMES = ("localhost", LOOPBACK, "::1")
"""How this machine calls itself."""


class Shared(socket.socket):
    """A socket from which several processes take connections, each its part: one that has just taken a connection
    leaves the next to the others for a moment. Otherwise the first that is awake would take them all."""

    _taken = 0.0

    def accept(self) -> tuple[socket.socket, Any]:
        """Take a connection. Errors: BlockingIOError if there is none, or it is left to others."""
        now = time.monotonic()
        if now - self._taken < TURN:
            raise BlockingIOError
        found = super().accept()
        self._taken = now
        return found


def serve_command(language: str) -> click.Command:
    """`ronde serve`."""
    return options.command(
        "serve",
        language,
        _serve,
        [
            click.Option(["--host"], metavar="H", default=LOOPBACK, help=translate("opt-host", language)),
            click.Option(["--port"], type=click.IntRange(0, 65535), default=8080, help=translate("opt-port", language)),
            click.Option(
                ["--workers"],
                type=click.IntRange(1, MOST_WORKERS),
                default=1,
                metavar="N",
                help=translate("opt-serve-workers", language),
            ),
            click.Option(["--repo"], is_flag=True, help=translate("opt-repo", language)),
            options.names(language),
            options.rulesets(language),
        ],
    )


def _serve(host: str, port: int, workers: int, repo: bool, rulesets: str | None, language: str) -> int:
    try:
        import uvicorn

        from ronde.api.drafting import check_commits
        from ronde.web.app import application
    except ImportError:
        raise refuse("web-extra", ArgumentLocation("serve")) from None
    book = options.book(rulesets)
    if repo:
        if not _own(host):
            raise refuse("web-repo-exposed", ArgumentLocation("--repo"))
        check_commits(book)
    app = application(book, NAMES if _own(host) else None, commits=repo)
    with listening(host, port) as taken:
        address = f"http://{f'[{host}]' if ':' in host else host}:{taken.getsockname()[1]}/"
        console.talk(translate("web-listening", language, address=address))
        if not _own(host):
            console.talk(translate("web-exposed", language))
        # Nothing of a request is logged: not its address, not who asked.
        config = uvicorn.Config(app, access_log=False, log_level="warning", server_header=False, lifespan="off")
        own = taken if workers == 1 else Shared(fileno=taken.detach())
        _run(partial(uvicorn.Server(config).run, sockets=[own]), workers)
    return 0


def _run(answer: Callable[[], None], workers: int) -> None:
    """Answer in so many processes, which hold the book in common; the others end with the first.

    A server, unlike a command that answers once, takes back what it used. What was read before the first request
    stays, and is not looked through for that again and again.
    """
    gc.freeze()
    gc.set_threshold(FEW_TIMES)
    gc.enable()
    with ExitStack() as helpers:
        for _ in range(workers - 1):
            process = get_context("fork").Process(target=_help, args=(answer,))
            process.start()
            helpers.enter_context(signals.helper(process.pid or 0))
            helpers.callback(process.terminate)
        answer()


def _help(answer: Callable[[], None]) -> None:
    """Answer in a process beside the first, and end with it: what is sent from the keyboard is left to that one."""
    signals.leave()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Thread(target=_end_with_first, daemon=True).start()
    answer()


def _end_with_first() -> None:
    if (first := parent_process()) is not None:
        first.join()
        os._exit(0)


def _own(host: str) -> bool:
    """Whether only this machine can reach what listens there."""
    try:
        return host in NAMES or ip_address(host).is_loopback
    except ValueError:
        return False


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens, whose connections send each part of an answer at once. Errors: ValidationError."""
    try:
        taken = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, UnicodeError) as error:
        raise refuse(
            "web-address-taken", ArgumentLocation("--host"), address=f"{host}:{port}", reason=_why(error)
        ) from None
    # Connections inherit it. Without it the body of an answer waits some 40 ms for the other side to confirm its head.
    taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return taken


def _why(error: OSError | UnicodeError) -> Mapping[str, str]:
    """Why nothing can listen there, in every language. The numbers of names that are not found are negative."""
    if isinstance(error, UnicodeError) or (error.errno or 0) < 0:
        return {each: translate("web-host-unknown", each) for each in LANGUAGES}
    return cause(error)
