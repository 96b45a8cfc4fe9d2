"""What a browser and a program wait for at `ronde serve`, beside an empty route of FastAPI; then many at once.

The server runs in processes of its own, and is asked over the loopback alone, by connections that stay open. Each line
is the median and the 99th percentile of its requests, and the processor time of the server for one; the ratio is that
of the processor time to that of the empty route, which a busy machine slows down as much. The load is bounded by a
count of requests and by a time.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import yaml

EXAMPLE = Path("examples/pvt-toronto.yaml")
DAY = "2023-07-05"
TICKS = 100
"""Ticks of processor time a second, as Linux counts them."""

EMPTY = """
import uvicorn
from fastapi import FastAPI
app = FastAPI()
@app.get("/")
def nothing() -> dict[str, str]:
    return {}
import socket
taken = socket.create_server(("127.0.0.1", 0))
taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
print(f"http://127.0.0.1:{taken.getsockname()[1]}/", flush=True)
uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning")).run(sockets=[taken])
"""

WITHOUT_CHAINER = "import sys; sys.modules['durable_rules_engine'] = None; from ronde.cli.main import run; run()"
"""The command as it is where the extra `durable` is not installed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its method, address, body and the type of that."""

    method: str
    path: str
    body: bytes = b""
    media: str = "application/x-www-form-urlencoded"

    def raw(self, host: str) -> bytes:
        """The request as it is sent."""
        head = f"{self.method} {self.path} HTTP/1.1\r\nhost: {host}\r\n"
        return f"{head}content-type: {self.media}\r\ncontent-length: {len(self.body)}\r\n\r\n".encode() + self.body


class Server:
    """A server that was started: where it listens, and what its processes have used."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process, self.host = process, urlsplit(address).netloc

    @property
    def processes(self) -> list[int]:
        """The first process and those that it began."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def used(self) -> float:
        """Seconds of processor time."""
        stats = (Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in self.processes)
        return sum(int(each[11]) + int(each[12]) for each in stats) / TICKS

    def memory(self) -> list[float]:
        """Megabytes in memory of each process."""
        status = (Path(f"/proc/{each}/status").read_text() for each in self.processes)
        return [int(each.partition("VmRSS:")[2].split()[0]) / 1024 for each in status]


@contextmanager
def serving(command: list[str]) -> Iterator[Server]:
    """A server that says where it listens on a line of its own."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout is not None
            words = process.stdout.readline().split()
            yield Server(process, next(each for each in words if each.startswith("http://")))
        finally:
            process.terminate()


def ronde(workers: int, *, chainer: bool) -> list[str]:
    begin = ["-m", "ronde"] if chainer else ["-c", WITHOUT_CHAINER]
    return [sys.executable, *begin, "serve", "--port", "0", "--workers", str(workers)]


def requests() -> dict[str, tuple[Asked, int, int]]:
    """The lines by name: the request, how often it is sent, and within how many milliseconds it is to be answered."""
    profile = json.loads(json.dumps(yaml.safe_load(EXAMPLE.read_text()), default=str))
    body = json.dumps({"profile": profile, "as_of": DAY}).encode()

    def form(**fields: str) -> bytes:
        return urlencode({"profile": json.dumps(profile), "as_of": DAY, **fields}).encode()

    rows = b"family_size,settlement_funds\n" + b"4,25000\n" * 10_000
    answer = form(name="family_size", answer="3", do="answer")
    topic, day = "funds/required", "2027-01-01"
    draft = Path("rulesets/funds/required/2025-07-07.yaml").read_text().replace("2025-07-07", day)
    change = urlencode({"topic": topic, "day": day, "text": draft, "do": "try"}).encode()
    many = f"/api/v1/evaluations?as_of={DAY}&facts=funds.required"
    return {
        "first page": (Asked("GET", "/"), 30, 100),
        "an answer of the interview": (Asked("POST", "/", answer), 30, 60),
        "a decision, for programs": (Asked("POST", "/api/v1/evaluate", body, "application/json"), 100, 30),
        "a decision, as a page": (Asked("POST", "/decision", form()), 20, 0),
        "through time since 2015": (Asked("POST", "/history", form(since="2015-01-01", until="2023-07-05")), 5, 1_000),
        "findings of a draft": (Asked("POST", "/change", change), 10, 300),
        "10,000 rows of CSV": (Asked("POST", many, rows, "text/csv"), 10, 0),
    }


def line(server: Server, asked: Asked, times: int) -> tuple[float, float, float]:
    """The median, the 99th percentile and the processor time of a request in milliseconds, warm."""
    connection = http.client.HTTPConnection(server.host)
    headers = {"content-type": asked.media}

    def once() -> float:
        start = time.perf_counter()
        connection.request(asked.method, asked.path, asked.body, headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{asked.path}: {answer.status}\n{content.decode()[:2000]}")
        return (time.perf_counter() - start) * 1000

    once()
    before = server.used()
    found = sorted(once() for _ in range(times))
    used = (server.used() - before) * 1000 / times
    return statistics.median(found), found[min(int(times * 0.99), times - 1)], used


def waiting() -> None:
    """Print what one person waits for."""
    print(f"{'One at a time':<30} {'median':>9} {'p99':>9} {'to be':>9} {'processor':>10} {'ratio':>7}", flush=True)
    with serving([sys.executable, "-c", EMPTY]) as empty:
        median, late, least = line(empty, Asked("GET", "/"), 1_000)
    print(
        f"{'an empty route of FastAPI':<30} {median:6.1f} ms {late:6.1f} ms {'':>9} {least:7.2f} ms {1:7.1f}",
        flush=True,
    )
    with serving(ronde(1, chainer=True)) as server:
        for name, (asked, times, limit) in requests().items():
            median, late, used = line(server, asked, times)
            within = f"{limit:6} ms" if limit else ""
            ratio = f"{used / least:7.1f}"
            print(f"{name:<30} {median:6.1f} ms {late:6.1f} ms {within:>9} {used:7.2f} ms {ratio}", flush=True)


async def load(host: str, asked: Asked, count: int, seconds: float, connections: int) -> tuple[list[float], float]:
    """Send a request so often, or for so long, by so many connections; how long each took, and all of them."""
    raw, left, times, start = asked.raw(host), iter(range(count)), [], time.perf_counter()
    name, _, port = host.partition(":")

    async def one() -> None:
        reader, writer = await asyncio.open_connection(name, int(port))
        for _ in left:
            begun = time.perf_counter()
            if begun - start > seconds:
                break
            writer.write(raw)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise SystemExit(head.decode())
            await reader.readexactly(int(head.lower().partition(b"content-length:")[2].split()[0]))
            times.append((time.perf_counter() - begun) * 1000)
        writer.close()

    await asyncio.gather(*(one() for _ in range(connections)))
    return sorted(times), time.perf_counter() - start


def together(count: int, seconds: float, workers: int, connections: int) -> None:
    """Print how many decisions are answered in a second, and what the memory does meanwhile."""
    decision = requests()["a decision, for programs"][0]
    empty = Asked("GET", "/")
    head = f"{connections} connections, {workers} processes"
    print(f"\n{head:<31} {'a second':>9} {'median':>9} {'p99':>9} {'processor':>10}  memory", flush=True)
    lines = {
        "an empty route (1 process)": ([sys.executable, "-c", EMPTY], empty),
        "decisions": (ronde(workers, chainer=False), decision),
        "decisions, with the chainer": (ronde(workers, chainer=True), decision),
    }
    for name, (command, asked) in lines.items():
        with serving(command) as server:
            asyncio.run(load(server.host, asked, 200, seconds, connections))
            before, used = server.memory(), server.used()
            times, spent = asyncio.run(load(server.host, asked, count, seconds, connections))
            used, after = (server.used() - used) * 1000 / len(times), server.memory()
            late = times[int(len(times) * 0.99)]
            held = ", ".join(f"{one:.0f} to {other:.0f} MB" for one, other in zip(before, after, strict=True))
            median = statistics.median(times)
            rate = f"{len(times) / spent:9.0f} {median:6.1f} ms {late:6.1f} ms {used:7.2f} ms"
            print(f"{name:<31} {rate}  {held} after {len(times):,}", flush=True)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000, help="of each line of the load (default 10000)")
    parser.add_argument("--seconds", type=float, default=60, help="of each line of the load at most (default 60)")
    parser.add_argument("--workers", type=int, default=2, help="processes that answer (default 2)")
    parser.add_argument("--connections", type=int, default=8, help="that ask at once (default 8)")
    asked = parser.parse_args()
    waiting()
    together(asked.requests, asked.seconds, asked.workers, asked.connections)


if __name__ == "__main__":
    main()
