"""The cluster that the tests of this folder share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from tests.pool.spark.cluster import Cluster

SMALL = {"spark.sql.files.maxPartitionBytes": "16k", "spark.sql.files.openCostInBytes": "0"}
"""Many small shares: what a large pool looks like, in little."""


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One master and two workers."""
    pytest.importorskip("pyspark", reason="the extra spark is not installed: pip install 'ronde[spark]'")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.fail("Spark needs Java: tools/prepare test installs it, or apt-get install openjdk-17-jre-headless")
    with Cluster(tmp_path_factory.mktemp("a cluster"), SMALL) as cluster:
        yield cluster


@pytest.fixture
def cluster(started: Cluster, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """The cluster, and an environment in which Spark finds its settings; tests elsewhere keep theirs."""
    for name, value in started.environment.items():
        monkeypatch.setenv(name, value)
    return started
