"""Builds the package, looks at what is in it, and runs the README's commands with it; see `tools/packaged`."""

from __future__ import annotations

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
INSTALL = re.compile(r"pip install 'ronde\[(\w+)\]'")
SHIPPED = {"engine", "rulesets", "schemas", "examples", "docs"}
FILES = {"README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "PKG-INFO", ".gitignore"}
BEGUN = ("ronde init mine", "ronde check mine", "ronde test mine/cases --rulesets mine")


def main() -> int:
    """Build and try; how much of it was not as it must be."""
    with tempfile.TemporaryDirectory(prefix="ronde-") as name:
        room = Path(name)
        builder = environment(room / "builder", "build")
        say(builder / "python", "-m", "build", "--quiet", "--outdir", room / "dist", ROOT, folder=room)
        wrong = contents(next((room / "dist").glob("*.tar.gz")))
        wheel = next((room / "dist").glob("*.whl"))
        for extras in ("", EXTRAS):
            wrong += tried(environment(room / f"with{extras}", f"{wheel}{extras}"), room / f"elsewhere{extras}", extras)
    print(f"{wrong} wrong")
    return int(wrong > 0)


def environment(folder: Path, what: str) -> Path:
    """The commands of a new environment in which something is installed, and nothing else."""
    say(sys.executable, "-m", "venv", folder, folder=ROOT)
    say(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", what, folder=ROOT)
    return folder / "bin"


def say(*words: object, folder: Path) -> None:
    """Run a command that must succeed."""
    subprocess.run([*map(str, words)], cwd=folder, check=True, stdout=subprocess.DEVNULL)


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
