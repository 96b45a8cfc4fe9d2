"""CI of a book: the steps of the action, the template and the hooks are run on a pull request of a bare remote."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import Run

from ronde.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
COMMENTS = re.findall(r"^```markdown\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
"""The comments that the page shows, in English and in French."""

DAY = "2025-07-01"
SAID = (
    ("published:", " 2025-06-01"),
    ("checked:", " 2025-06-01"),
    ("  fr:", " Les droits augmentent."),
    ("  en:", " The fees rise."),
)
CASE = """\
  - name: the new fee, on its day
    as_of: 2025-07-01
    each: {age: [17, 18, 64]}
    expect: {card.fee: [0, 14, 14]}
"""
EXPRESSION = re.compile(r"\$\{\{ inputs\.([\w-]+) \}\}")


def git(folder: Path, *words: str) -> str:
    """What git says in a folder."""
    own = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *own, *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def base_and_change(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The commit of `main`, and a shallow clone of the branch of a pull request, as CI checks it out."""
    folder = tmp_path_factory.mktemp("ci")
    book, remote, clone = folder / "library", folder / "remote.git", folder / "clone"
    assert main(["init", str(book)]) == 0
    git(folder, "init", "-q", "--bare", "-b", "main", str(remote))
    git(book, "init", "-q", "-b", "main")
    git(book, "add", ".")
    git(book, "commit", "-qm", "a book")
    git(book, "push", "-q", str(remote), "main")
    before = git(book, "rev-parse", "HEAD")
    assert main(["new", "card", DAY, "--yes", "--rulesets", str(book)]) == 0
    file, cases = book / "card" / f"{DAY}.yaml", book / "cases" / "card.yaml"
    text = file.read_text(encoding="utf-8").replace("18..64: 12", "18..64: 14")
    for key, said in SAID:
        text = re.sub(rf"^{key}  # .*$", key + said, text, count=1, flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
    cases.write_text(cases.read_text(encoding="utf-8") + CASE, encoding="utf-8")
    git(book, "checkout", "-q", "-b", "fees")
    git(book, "add", ".")
    git(book, "commit", "-qm", "the fees rise")
    git(book, "push", "-q", str(remote), "fees")
    git(folder, "clone", "-q", "--depth", "1", "--branch", "fees", f"file://{remote}", str(clone))
    return before, clone


def carried_out(script: str, folder: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """A script as CI runs it, with this Python's commands."""
    path = os.pathsep.join((str(folder.parent / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]))
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **environment, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def filled(step: Mapping[str, Any], inputs: Mapping[str, str]) -> dict[str, str]:
    """The environment of a step."""
    return {name: EXPRESSION.sub(lambda found: inputs[found[1]], str(each)) for name, each in step["env"].items()}


def test_the_action_comments_annotates_and_sums_up(base_and_change: tuple[str, Path], tmp_path: Path) -> None:
    """Its own steps, one after the other: the comment is the one that the page shows."""
    base, clone = base_and_change
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    inputs = {name: str(each["default"]) for name, each in action["inputs"].items()} | {"base": base}
    steps = {step.get("name"): step for step in action["runs"]["steps"]}
    shown = clone.parent / "shown.md"
    (clone.parent / "bin").mkdir()
    stub = clone.parent / "bin" / "gh"
    stub.write_text(f'#!/bin/sh\nwhile [ "$1" != --body-file ]; do shift; done\ncp "$2" "{shown}"\n', encoding="utf-8")
    stub.chmod(0o755)
    files = {name: str(tmp_path / name.lower()) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    environment = {"RUNNER_TEMP": str(tmp_path), **files}
    done = carried_out(steps["Review"]["run"], clone, environment | filled(steps["Review"], inputs))
    assert done.returncode == 0, done.stderr
    assert set(re.findall(r"^::(\w+) file=(\S+?),", done.stdout, re.MULTILINE)) == {("notice", f"card/{DAY}.yaml")}
    comment = (tmp_path / "ronde.md").read_text(encoding="utf-8")
    assert comment == COMMENTS[0].replace("against main", f"against {base[:9]}")
    assert Path(files["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8") == comment
    told = dict(line.split("=", 1) for line in Path(files["GITHUB_OUTPUT"]).read_text(encoding="utf-8").splitlines())
    assert set(told) == set(action["outputs"])
    assert json.loads(Path(told["sarif"]).read_text(encoding="utf-8"))["runs"][0]["results"]
    step = {**steps["Comment"], "env": {"NUMBER": "7"}}
    assert carried_out(step["run"], clone, environment | step["env"]).returncode == 0
    assert shown.read_text(encoding="utf-8") == comment


def test_the_template_of_gitlab_leaves_the_same_page(base_and_change: tuple[str, Path]) -> None:
    """Its script, with the variables that GitLab sets; a change that breaks a case fails, and the report names it."""
    base, clone = base_and_change
    job = yaml.safe_load((ROOT / "ci" / "gitlab.yml").read_text(encoding="utf-8"))["ronde"]
    environment = {name: str(each) for name, each in job["variables"].items()} | {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base
    }
    cases = clone / "cases" / "card.yaml"
    right = cases.read_text(encoding="utf-8")
    cases.write_text(right.replace("[0, 14, 14]", "[0, 14, 15]"), encoding="utf-8")
    done = carried_out("\n".join(job["script"]), clone, environment)
    assert (done.returncode, "expected $15" in done.stdout) == (1, True), done.stdout + done.stderr
    report = (clone / job["artifacts"]["reports"]["junit"]).read_text(encoding="utf-8")
    assert report.count("<failure") == report.count('type="error"') == 1
    assert "expected $15" in (clone / job["artifacts"]["paths"][0]).read_text(encoding="utf-8")
    cases.write_text(right, encoding="utf-8")


def test_the_hooks_are_commands_that_pass(
    base_and_change: tuple[str, Path], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As pre-commit runs them: with the files that changed, or with none."""
    monkeypatch.chdir(base_and_change[1])
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")):
        files = () if hook.get("pass_filenames") is False else (f"card/{DAY}.yaml", "cases/card.yaml")
        assert run(*hook["entry"].split()[1:], *files)[0] == 0
        assert hook["id"] in PAGE
    assert git(base_and_change[1], "diff", "--name-only") == ""


def test_the_comment_in_french_is_the_one_that_the_page_shows(
    base_and_change: tuple[str, Path], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, clone = base_and_change
    monkeypatch.chdir(clone)
    git(clone, "fetch", "-q", "--depth", "1", "origin", base)
    code, out, _ = run("review", base, "--format", "md", "--lang", "fr")
    assert (code, out) == (0, COMMENTS[1].replace("à main", f"à {base[:9]}"))
