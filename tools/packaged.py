"""Builds the package, looks at what is in it, and runs the README's commands with it; see `tools/packaged`.

python tools/packaged.py [DIST]    DIST: a folder that holds what was built already
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for line in README.splitlines() if line.startswith("ronde ") and not line.startswith("ronde review")]
"""Every command of the README but the one about a checkout of the project."""

PYTHON = re.search(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL)
EXTRAS = "[chart,pool,site]"
NO_COMPILER = {"CC": "/bin/false", "CXX": "/bin/false"}
"""A compiler that fails at once: without extras nothing may need one."""

RUNNERS = (
    ("uvx", "--quiet", "--from"),
    ("pipx", "run", "--quiet", "--spec"),
)
ONCE = ("evaluate", "examples/pvt-toronto.yaml", "--as-of", "2023-07-05", "--lang", "fr")
INSTALL = re.compile(r"pip install 'ronde\[(\w+)\]'")
SHIPPED = {"engine", "rulesets", "schemas", "examples", "docs"}
FILES = {"README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "PKG-INFO", ".gitignore"}
BEGUN = ("ronde init mine", "ronde check mine", "ronde test mine/cases --rulesets mine")


def main() -> int:
    """Build and try; how much of it was not as it must be."""
    with tempfile.TemporaryDirectory(prefix="ronde-") as name:
        room = Path(name)
        builder = environment(room / "builder", "build", "pipx", "twine", "uv")
        dist = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else room / "dist"
        if len(sys.argv) == 1:
            say(builder / "python", "-m", "build", "--quiet", "--outdir", dist, ROOT, folder=room)
        say(builder / "python", "-m", "twine", "check", "--strict", *dist.iterdir(), folder=room)
        wrong = contents(next(dist.glob("*.tar.gz")))
        wheel = next(dist.glob("*.whl"))
        for extras in ("", EXTRAS):
            wrong += tried(environment(room / f"with{extras}", f"{wheel}{extras}"), room / f"elsewhere{extras}", extras)
        wrong += run_once(builder, wheel, room)
    print(f"{wrong} wrong")
    return int(wrong > 0)


def environment(folder: Path, *what: str) -> Path:
    """The commands of a new environment in which something is installed without a compiler, and nothing else."""
    say(sys.executable, "-m", "venv", folder, folder=ROOT)
    pip = (folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    say(*pip, *what, folder=ROOT)
    return folder / "bin"


def say(*words: object, folder: Path) -> None:
    """Run a command that must succeed."""
    environment = {**os.environ, **NO_COMPILER}
    subprocess.run([*map(str, words)], cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)


def run_once(builder: Path, wheel: Path, room: Path) -> int:
    """How many of the commands that run a package without installing it do not answer by the wheel."""
    folder, wrong = room / "elsewhere", 0
    for name, *options in RUNNERS:
        words = [name, *options, wheel, "ronde", *ONCE]
        environment = {**os.environ, **NO_COMPILER, "PIPX_HOME": str(room / "pipx"), "UV_PYTHON": sys.executable}
        done = subprocess.run(
            [builder / name, *map(str, words[1:])],
            cwd=folder, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        right = done.returncode == 0 and "592" in done.stdout and "sans durable_rules" in " ".join(done.stdout.split())
        wrong += not right
        print(f"{'ok' if right else 'WRONG'} {done.returncode}  {shlex.join(map(str, words))}")
        if not right:
            print(done.stdout[-500:], done.stderr[-1000:])
    return wrong


def contents(archive: Path) -> int:
    """How much is in the archive of sources that should not be, or is missing."""
    with tarfile.open(archive) as opened:
        held = {name.split("/")[1] for name in opened.getnames() if "/" in name}
    wrong = held ^ (SHIPPED | FILES)
    print(f"{archive.name}: {', '.join(sorted(wrong)) or 'as listed'}")
    return len(wrong)


def tried(commands: Path, folder: Path, extras: str) -> int:
    """How many commands do not do what they must in an environment: answer, or, without the extras, name the one that
    they need."""
    folder.mkdir()
    shutil.copytree(ROOT / "examples", folder / "examples")
    shutil.copytree(ROOT / "tests" / "cases" / "funds", folder / "tests" / "cases" / "funds")
    wrong = 0
    for line in (*COMMANDS, *BEGUN):
        name, *words = shlex.split(line, comments=True)
        done = subprocess.run([commands / name, *words], cwd=folder, capture_output=True, text=True, check=False)
        named = INSTALL.search(done.stderr)
        right = done.returncode == 0 or (not extras and done.returncode == 2 and named is not None)
        wrong += not right
        print(
            f"{'ok' if right else 'WRONG'} {done.returncode} {named[0] if named else ''}  {shlex.join([name, *words])}"
        )
        if not right:
            print(done.stdout[-500:], done.stderr[-1000:])
    assert PYTHON is not None
    script = subprocess.run(
        [commands / "python", "-c", PYTHON[1]], cwd=folder, capture_output=True, text=True, check=False
    )
    print(f"{'ok' if script.stdout == PYTHON[2] else 'WRONG'} python")
    return wrong + (script.stdout != PYTHON[2])


if __name__ == "__main__":
    sys.exit(main())
