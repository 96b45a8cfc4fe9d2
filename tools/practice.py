"""Makes a small book to practise on: the topics of a change as they stood before it; see `tools/practice`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "rulesets"
PLAN = ROOT / "tools" / "practice.yaml"
NAME = re.compile(r"[a-z_][\w.{}]*")
IDLE = ("fact-idle", "input-idle", "list-idle")
"""Checks of what nothing uses: in a part of a book much is used by what was left out."""

OFF = (*IDLE, "checked-stale")
"""Checks that a practice book does not ask: as old as it is on purpose, what stands in it is stale."""

ALLOWED = re.compile(rf"  # ronde: allow (?:{'|'.join(IDLE)}): .*")
CASES = "Les cas. / The cases.\n"


def main(words: list[str]) -> int:
    """Make the practice book of a change in a new folder, as the only commit of its branch `main`."""
    plans = read(PLAN)
    if len(words) != 2 or words[0] not in plans or Path(words[1]).exists():
        print(f"tools/practice CHANGE NEW-FOLDER  ({', '.join(plans)})", file=sys.stderr)
        return 2
    make(plans[words[0]], Path(words[1]))
    commit(Path(words[1]), remote="remote" in plans[words[0]])
    return 0


def commit(folder: Path, *, remote: bool = False) -> None:
    """Put a folder under version control, as the only commit of `main`; `remote`: with a repository beside it to which
    branches can be pushed."""
    who = ("-c", "user.name=practice", "-c", "user.email=practice@example.org", "-c", "commit.gpgsign=false")
    for line in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "The book before the change"]):
        subprocess.run(["git", *who, *line], cwd=folder, check=True)
    if remote:
        beside = f"{folder.resolve()}.git"
        subprocess.run(["git", "clone", "-q", "--bare", ".", beside], cwd=folder, check=True)
        subprocess.run(["git", "remote", "add", "origin", beside], cwd=folder, check=True)


def make(plan: Mapping[str, Any], folder: Path) -> None:
    """Make a practice book in a new folder: the topics of the plan and those they name, each with its versions up to a
    day."""
    kept = files(plan["until"])
    chosen = closed(plan["topics"], kept)
    for path in (path for topic in chosen for path in kept[topic]):
        place = folder / path.relative_to(BOOK)
        place.parent.mkdir(parents=True, exist_ok=True)
        text = ALLOWED.sub("", path.read_text(encoding="utf-8"))
        place.write_text(text.replace("$schema=../../../schemas", "$schema=../../schemas"), encoding="utf-8")
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    for name, text in (plan.get("files") or {"cases/README.md": CASES}).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    book = {key: read(BOOK / "book.yaml")[key] for key in ("title", "first_date", "disclaimer", "currency")}
    extra = sorted({"schemas", *(name.partition("/")[0] for name in plan.get("files") or ("cases",))})
    lines = [f"{key}: {json.dumps(said, ensure_ascii=False)}" for key, said in book.items()]
    lines += [f"headlines: [{', '.join(plan['asks'])}]", f"extra: [{', '.join(extra)}]"]
    lines += ["checks: {" + ", ".join(f'{each}: "off"' for each in OFF) + "}"]
    (folder / "book.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


@cache
def read(path: Path) -> dict[str, Any]:
    """What a file says, every value as text."""
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
    return found


@cache
def files(last: str) -> dict[str, list[Path]]:
    """The files of each topic of the book up to a day, as far as they were public by then."""
    found: dict[str, list[Path]] = {}
    for path in sorted(BOOK.rglob("????-??-??*.yaml")):
        correction = "." in path.stem
        if path.stem[:10] <= last and not (correction and read(path)["published"] > last):
            found.setdefault(path.parent.relative_to(BOOK).as_posix(), []).append(path)
    return found


def closed(topics: Iterable[str], kept: Mapping[str, list[Path]]) -> list[str]:
    """Topics, and those that define what they name, in order."""
    home: dict[str, set[str]] = {}
    for topic, paths in kept.items():
        for path in paths:
            for name in (name for part in ("facts", "lists") for name in read(path).get(part) or ()):
                home.setdefault(name, set()).add(topic)
    patterns = {re.compile(re.sub(r"\\{\w+\\}", r"\\w+", re.escape(name))): name for name in home if "{" in name}
    found: set[str] = set()
    left = set(topics)
    while left:
        topic = left.pop()
        found.add(topic)
        for name in {name for path in kept[topic] for text in strings(read(path)) for name in NAME.findall(text)}:
            names = [name] if name in home else [each for way, each in patterns.items() if way.fullmatch(name)]
            left |= {each for name in names for each in home[name]} - found
    return sorted(found)


def strings(what: object) -> Iterator[str]:
    """Every key and every text but those for people."""
    if isinstance(what, dict):
        for key, value in what.items():
            if key not in ("fr", "en"):
                yield key
                yield from strings(value)
    elif isinstance(what, list):
        for value in what:
            yield from strings(value)
    else:
        yield str(what)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
