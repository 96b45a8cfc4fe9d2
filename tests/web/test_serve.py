"""The command `ronde serve`: where it cannot listen, it says why; the pages themselves are asked in the other tests."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.conftest import Run

from ronde.cli.serve import TURN, Shared, listening


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


def test_the_body_of_an_answer_does_not_wait_for_its_head_to_be_confirmed() -> None:
    with listening("127.0.0.1", 0) as taken, socket.create_connection(taken.getsockname()):
        answering, _ = taken.accept()
        with answering:
            assert answering.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_connections_are_taken_in_turn_by_processes_that_share_a_socket() -> None:
    with ExitStack() as open_:
        first = open_.enter_context(Shared(fileno=listening("127.0.0.1", 0).detach()))
        second = open_.enter_context(Shared(fileno=os.dup(first.fileno())))
        for _ in range(3):
            open_.enter_context(socket.create_connection(first.getsockname()))
        open_.enter_context(first.accept()[0])
        with pytest.raises(BlockingIOError):
            first.accept()
        open_.enter_context(second.accept()[0])
        time.sleep(2 * TURN)
        open_.enter_context(first.accept()[0])


def test_several_processes_answer_and_end_together() -> None:
    command = [sys.executable, "-m", "ronde", "serve", "--port", "0", "--workers", "2"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        address = next(word for word in server.stderr.readline().split() if word.startswith("http://"))
        answer = urllib.request.urlopen(f"{address}api/v1/rules?as_of=2023-07-05")
        children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        server.terminate()
        assert server.wait(10) == 128 + signal.SIGTERM
    assert answer.status == 200
    assert len(children) == 1
    assert not Path(f"/proc/{children[0]}").exists()
