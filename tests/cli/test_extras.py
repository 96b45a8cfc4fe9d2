"""What is not needed by everybody: a command that needs an extra says which, with the line to type; the others run."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.cli.test_small_books import BOOKS, WORDS
from tests.support import books

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
TOOLING = ("bench", "test")
EXTRAS = {name: what for name, what in PROJECT["optional-dependencies"].items() if name not in TOOLING}
WITH_THEM = {"lsprotocol": "pygls", "markupsafe": "jinja2", "pydantic": "fastapi", "starlette": "fastapi"}
"""What comes with something that is named, and is used by its own name."""

NEEDS = {
    **{name: "pool" for name in WORDS if name.startswith("pool ")},
    "impact": "pool",
    "lsp": "lsp",
    "serve": "web",
    "site": "site",
    "history --chart": "chart",
    "rounds --chart": "chart",
    "export --format parquet": "pool",
}
"""The extra that a command needs; all others need none."""

WITHOUT = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from importlib.machinery import PathFinder

def find_spec(cls, name, path=None, target=None, own=PathFinder.find_spec):
    return None if name.partition(".")[0] in missing else own(name, path, target)

missing, asked = json.load(sys.stdin)
PathFinder.find_spec = classmethod(find_spec)
from ronde.cli.main import main

told = {}
for name, words in asked.items():
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = main(words)
    told[name] = code, out.getvalue(), err.getvalue()
print(json.dumps(told))
"""
"""A program that runs commands in an environment in which modules are missing: a stand-in for one without them."""


def named(requirement: str) -> str:
    """The name of what is required, as it is compared."""
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return normal(found[0])


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


REQUIRED = {name: {named(each) for each in what} - {"ronde"} for name, what in EXTRAS.items()}
BASE = {named(each) for each in PROJECT["dependencies"]}


def modules(distributions: set[str]) -> list[str]:
    """The modules of some distributions, and those that come with them."""
    come_with = {name for name, parent in WITH_THEM.items() if parent in distributions}
    found = packages_distributions()
    return sorted(
        module for module, owners in found.items() if {normal(owner) for owner in owners} & (distributions | come_with)
    )


def asked(folder: Path, profile: Path) -> dict[str, list[str]]:
    """The words of every command, on the smallest book; none is served or cut short."""
    places = {"profile": str(profile), "receipts": str(profile), "pool": "x.csv", "case": str(folder.parent / "cases")}
    words = {
        name: [
            *name.split(),
            *(
                word.format(**places, out=folder.parent / "out.csv", new=folder.parent / f"new-{name}")
                for word in given
            ),
        ]
        for name, given in WORDS.items()
    }
    words["export --format parquet"] = ["export", "--format", "parquet", "--out", str(folder.parent / "parquet")]
    on_book = {name: [*each, "--rulesets", str(folder)] for name, each in words.items() if name != "lsp"}
    somebody = str(ROOT / "examples" / "pvt-toronto.yaml")
    return on_book | {
        "lsp": words["lsp"],
        "history --chart": ["history", somebody, "--from", "2026-10-01", "--to", "2026-10-01", "--chart", "x.svg"],
        "rounds --chart": ["rounds", "--chart", "x.svg"],
    }


def test_a_command_names_the_extra_that_it_needs_and_no_other_command_needs_any(tmp_path: Path) -> None:
    folder = books.write(tmp_path / "book", BOOKS["one input, on which nothing rests"])
    profile = tmp_path / "profile.yaml"
    profile.write_text("answer: true\n", encoding="utf-8")
    (tmp_path / "cases").mkdir()
    words = {name: [*each, "--lang", "fr"] for name, each in asked(folder, profile).items()}
    missing = modules({each for extra in REQUIRED.values() for each in extra} - BASE)
    assert {"numpy", "pyarrow", "fastapi", "starlette", "matplotlib", "pyspark"} <= set(missing)
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], input=json.dumps([missing, words]),
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    needs = {}
    for name, (code, _, err) in told.items():
        assert code in (0, 1, 2), (name, err)
        if found := re.search(r"pip install 'ronde\[(\w+)\]'", err):
            assert code == 2
            needs[name] = found[1]
    assert needs == NEEDS
    assert told["evaluate"][0] == 0
    assert "exécuté par la référence seule, sans durable_rules" in " ".join(told["evaluate"][1].split())


def test_the_readme_lists_every_extra() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", readme, re.MULTILINE) == sorted(EXTRAS)


def test_whatever_is_imported_is_asked_for() -> None:
    """Every module of others that the engine imports is a dependency, or comes with an extra."""
    known = modules(BASE | {each for extra in REQUIRED.values() for each in extra})
    imported: dict[str, str] = {}
    for path in (ROOT / "engine" / "ronde").rglob("*.py"):
        for found in re.finditer(r"^ *(?:from|import) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            imported.setdefault(found[1], str(path))
    others = imported.keys() - sys.stdlib_module_names - {"ronde"} - set(known)
    strange = {name: imported[name] for name in others if is_import(Path(imported[name]), name)}
    assert strange == {}


def is_import(path: Path, name: str) -> bool:
    """Whether a file imports a module when it runs, and does not only say so in a sentence or to a checker of types."""
    whole = ast.parse(path.read_text(encoding="utf-8"))
    for each in ast.walk(whole):
        if isinstance(each, ast.If) and isinstance(each.test, ast.Name) and each.test.id == "TYPE_CHECKING":
            each.body = []
    return any(
        (isinstance(each, ast.ImportFrom) and (each.module or "").partition(".")[0] == name)
        or (isinstance(each, ast.Import) and any(one.name.partition(".")[0] == name for one in each.names))
        for each in ast.walk(whole)
    )


def test_nothing_that_must_be_built_is_needed() -> None:
    """durable_rules comes as source alone: it is an extra, so that what is published needs no compiler."""
    assert "durable-rules" not in BASE
    assert REQUIRED["durable"] == {"durable-rules"}
