"""The scripts of the pages: those that were fetched, to the byte, with their licences, and nothing else."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.testclient import TestClient

ROOT = Path(__file__).parents[2]
STATIC = Path(str(files("ronde.web"))) / "static"
SUMS = dict(reversed(line.split()) for line in (STATIC / "SHA256SUMS").read_text(encoding="utf-8").splitlines())


def test_every_script_has_its_sum() -> None:
    """What `tools/assets --check` holds too."""
    assert {each.name for each in STATIC.iterdir()} == {*SUMS, "SHA256SUMS", "icon.svg", "interview.js", "style.css"}
    for name, sum_ in SUMS.items():
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == sum_, name


def test_the_licences_are_those_of_the_locked_versions() -> None:
    lock = json.loads((ROOT / "tools" / "browser" / "package-lock.json").read_text(encoding="utf-8"))
    told = re.findall(r"^(\S+) (\d+\.\d+\.\d+) \(.+\)$", (STATIC / "LICENSES.txt").read_text(encoding="utf-8"), re.M)
    assert told
    for name, version in told:
        assert lock["packages"][f"node_modules/{name}"]["version"] == version


@pytest.mark.parametrize(
    ("name", "kind"), [("htmx.js", "text/javascript"), ("style.css", "text/css"), ("icon.svg", "image/svg+xml")]
)
def test_a_page_finds_what_it_names(web: TestClient, name: str, kind: str) -> None:
    answer = web.get(f"/static/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert answer.content == (STATIC / name).read_bytes()
    assert f"/static/{name}" in web.get("/rules").text


def test_what_is_no_page_has_the_icon_too(web: TestClient) -> None:
    answer = web.get("/favicon.ico")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")


@pytest.mark.parametrize("name", ["SHA256SUMS", "nothing.js", "app.py"])
def test_nothing_else_is_given_out(web: TestClient, name: str) -> None:
    assert web.get(f"/static/{name}").status_code == 404
