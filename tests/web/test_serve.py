"""The command `ronde serve`: where it cannot listen, it says why; the pages themselves are asked in the other tests."""

from __future__ import annotations

import socket

import pytest
from tests.conftest import Run


@pytest.mark.parametrize(
    ("language", "taken", "unknown"),
    [
        ("en", "something else listens there", "no machine is called so"),
        ("fr", "un autre programme y écoute déjà", "aucune machine ne porte ce nom"),
    ],
)
def test_an_address_where_nothing_can_listen_is_told(run: Run, language: str, taken: str, unknown: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        code, out, err = run("serve", "--port", port, "--lang", language)
    assert (code, out) == (2, "")
    assert taken in err
    code, out, err = run("serve", "--host", "256.0.0.1", "--lang", language)
    assert (code, out) == (2, "")
    assert unknown in err
