"""The command that opens a book in a browser: serve."""

from __future__ import annotations

import gc
import socket
from collections.abc import Mapping
from ipaddress import ip_address

import click

from ronde.cli import console, options
from ronde.messages import LANGUAGES, cause, translate
from ronde.messages.diagnostics import refuse
from ronde.model.locations import ArgumentLocation

LOOPBACK = "127.0.0.1"
NAMES = ("localhost", LOOPBACK, "::1")
"""How this machine calls itself."""


def serve_command(language: str) -> click.Command:
    """`ronde serve`."""
    return options.command(
        "serve",
        language,
        _serve,
        [
            click.Option(["--host"], metavar="H", default=LOOPBACK, help=translate("opt-host", language)),
            click.Option(["--port"], type=click.IntRange(0, 65535), default=8080, help=translate("opt-port", language)),
            options.names(language),
            options.rulesets(language),
        ],
    )


def _serve(host: str, port: int, rulesets: str | None, language: str) -> int:
    try:
        import uvicorn

        from ronde.web.app import application
    except ImportError:
        raise refuse("web-extra", ArgumentLocation("serve")) from None
    app = application(options.book(rulesets), NAMES if _own(host) else None)
    with _listening(host, port) as taken:
        address = f"http://{f'[{host}]' if ':' in host else host}:{taken.getsockname()[1]}/"
        console.talk(translate("web-listening", language, address=address))
        if not _own(host):
            console.talk(translate("web-exposed", language))
        gc.enable()  # a server, unlike a command that answers once, takes back what it used
        # Nothing of a request is logged: not its address, not who asked.
        config = uvicorn.Config(app, access_log=False, log_level="warning", server_header=False, lifespan="off")
        uvicorn.Server(config).run(sockets=[taken])
    return 0


def _own(host: str) -> bool:
    """Whether only this machine can reach what listens there."""
    try:
        return host in NAMES or ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Errors: ValidationError."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, UnicodeError) as error:
        raise refuse(
            "web-address-taken", ArgumentLocation("--host"), address=f"{host}:{port}", reason=_why(error)
        ) from None


def _why(error: OSError | UnicodeError) -> Mapping[str, str]:
    """Why nothing can listen there, in every language. The numbers of names that are not found are negative."""
    if isinstance(error, UnicodeError) or (error.errno or 0) < 0:
        return {each: translate("web-host-unknown", each) for each in LANGUAGES}
    return cause(error)
