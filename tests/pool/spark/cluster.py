"""A real Spark cluster on the loopback address: one master and its workers, started for a test and ended with it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

SPARK_STARTS_WITHIN = 120
"""Seconds after which a master or a worker that has not come up is an error of the test."""

LIGHT = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
"""What lets many Java processes start quickly on a small machine."""


class Cluster:
    """One master and two workers of one core each, with their logs, their settings and their events in a folder."""

    def __init__(self, folder: Path, settings: dict[str, str] | None = None) -> None:
        import pyspark

        self.folder = folder
        self.home = Path(pyspark.__file__).parent
        self.events = folder / "events"
        self.conf = folder / "conf"
        for each in (self.events, self.conf, folder / "scratch"):
            each.mkdir(parents=True, exist_ok=True)
        self.configure(settings or {})
        self.environment = {
            **os.environ,
            "SPARK_HOME": str(self.home),
            "SPARK_CONF_DIR": str(self.conf),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_LOCAL_DIRS": str(folder / "scratch"),
            "SPARK_DAEMON_MEMORY": "192m",
            "SPARK_DAEMON_JAVA_OPTS": LIGHT,
            "PYSPARK_PYTHON": sys.executable,
            "PYTHONUNBUFFERED": "1",
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def configure(self, settings: dict[str, str]) -> None:
        """Write the settings of the jobs to come, as one who runs a cluster does."""
        every = {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.memory": "512m",
            "spark.executor.memory": "512m",
            "spark.executor.cores": "1",
            "spark.eventLog.enabled": "true",
            "spark.eventLog.compress": "false",
            "spark.eventLog.dir": self.events.as_uri(),
            "spark.ui.enabled": "false",
            "spark.python.authenticate.socketTimeout": "60s",
            "spark.sql.shuffle.partitions": "2",
            "spark.driver.extraJavaOptions": LIGHT,
            "spark.executor.extraJavaOptions": LIGHT,
            **settings,
        }
        text = "".join(f"{name} {value}\n" for name, value in every.items())
        (self.conf / "spark-defaults.conf").write_text(text, encoding="utf-8")

    def __enter__(self) -> Cluster:
        try:
            self._start("master", "org.apache.spark.deploy.master.Master")
            self.master = self._logged("master", r"Starting Spark master at (spark://\S+)")
            self.page = self._logged("master", r"MasterWebUI to .* started at (http://\S+)")
            for name in ("first", "second"):
                self.add(name)
            self.wait_for(2)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for name in reversed(list(self.processes)):
            self.kill(name)

    def add(self, name: str) -> None:
        """Start a worker of one core."""
        self._start(
            name,
            "org.apache.spark.deploy.worker.Worker",
            *("--cores", "1", "--memory", "640m", "--work-dir", str(self.folder / name), self.master),
        )

    def kill(self, name: str) -> None:
        """End a process and all that it started, at once and without warning (SIGKILL)."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def workers(self) -> dict[str, int]:
        """How many workers the master counts in each state."""
        with urllib.request.urlopen(f"{self.page}/json/", timeout=5) as answer:
            about: dict[str, Any] = json.load(answer)
        states = [each["state"] for each in about["workers"]]
        return {state: states.count(state) for state in states}

    def wait_for(self, alive: int) -> None:
        """Wait until the master counts so many workers alive."""
        self._until(lambda: self.workers().get("ALIVE", 0) == alive, f"{alive} workers alive")

    def happened(self) -> list[dict[str, Any]]:
        """The events of the newest job, as Spark wrote them down."""
        path = max((each for each in self.events.rglob("events_*")), key=lambda each: each.stat().st_mtime)
        found = []
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                found.append(json.loads(line))
            except json.JSONDecodeError:
                break
        return found

    def _start(self, name: str, entry: str, *more: str) -> None:
        command = ["bash", str(self.home / "bin" / "spark-class"), entry, "--host", "127.0.0.1", "--port", "0"]
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [*command, "--webui-port", "0", *more],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def _logged(self, name: str, pattern: str) -> str:
        found: list[str] = []

        def look() -> bool:
            match = re.search(pattern, self._log(name))
            if match:
                found.append(next(filter(None, match.groups())))
            elif self.processes[name].poll() is not None:
                raise AssertionError(f"the {name} of the cluster ended:\n{self._log(name)}")
            return match is not None

        self._until(look, f"{pattern} in the log of {name}")
        return found[0]

    def _until(self, reached: Any, what: str) -> None:
        end = time.monotonic() + SPARK_STARTS_WITHIN
        while not reached():
            if time.monotonic() > end:
                logs = "\n".join(f"--- {name}\n{self._log(name)}" for name in self.processes)
                raise AssertionError(f"not within {SPARK_STARTS_WITHIN} s: {what}\n{logs}")
            time.sleep(0.1)
