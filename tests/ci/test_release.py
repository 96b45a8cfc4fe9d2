"""A release: fragments are gathered into the changelog, and the workflow stops if anything is not as it must be."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import ronde

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))
FRAGMENTS = sorted(path for path in (ROOT / "changes").iterdir() if path.name != ".gitignore")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def towncrier(folder: Path, *words: str) -> str:
    """What towncrier says in a folder."""
    command = [sys.executable, "-m", "towncrier", "build", "--version", "9.8.7", "--date", "2027-01-02", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What a release of a copy needs."""
    for name in ("CHANGELOG.md", "pyproject.toml", "tools/changelog.md.jinja", "engine/ronde/__init__.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "changes", tmp_path / "changes")
    return tmp_path


def test_every_fragment_stands_in_the_draft() -> None:
    """Whatever it is called; a heading of a fragment stands below that of the release."""
    draft = " ".join(towncrier(ROOT, "--draft").split())
    assert "## 9.8.7 (2027-01-02)" in draft
    for path in FRAGMENTS:
        first = path.read_text(encoding="utf-8").strip().splitlines()[0].removeprefix("# ")
        assert " ".join(first.split()) in draft, path.name


def test_a_release_gathers_fragments_and_leaves_none(copy: Path) -> None:
    before = (copy / "CHANGELOG.md").read_text(encoding="utf-8")
    towncrier(copy, "--yes")
    after = (copy / "CHANGELOG.md").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    assert "\n## 9.8.7 (2027-01-02)\n" in after
    assert list((copy / "changes").glob("*.md")) == []


@pytest.mark.parametrize(
    ("tag", "released", "code"),
    [(f"v{ronde.__version__}", True, 0), ("v9.9.9", True, 1), (f"v{ronde.__version__}", False, 1)],
)
def test_the_workflow_stops_unless_the_tag_the_version_and_the_changelog_agree(
    copy: Path, tag: str, released: bool, code: int
) -> None:
    if released:
        towncrier(copy, "--yes")
        log = copy / "CHANGELOG.md"
        log.write_text(log.read_text(encoding="utf-8").replace("9.8.7", ronde.__version__), encoding="utf-8")
    script = next(each["run"] for each in WORKFLOW["jobs"]["build"]["steps"] if "tag" in each.get("name", ""))
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=copy, env={**os.environ, "GITHUB_REF_NAME": tag}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode != 0) == bool(code), done.stderr


def test_every_python_that_is_named_is_tried_before_anything_is_attested() -> None:
    jobs = WORKFLOW["jobs"]
    named = [each.rpartition(" ")[2] for each in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", each)]
    assert jobs["try"]["strategy"]["matrix"]["python"] == named
    assert (jobs["try"]["needs"], jobs["attest"]["needs"]) == ("build", "try")
    uses = [each.get("uses", "").partition("@")[0] for each in jobs["attest"]["steps"]]
    assert "actions/attest-build-provenance" in uses
    assert WORKFLOW["permissions"] == {}
