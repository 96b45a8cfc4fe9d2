"""Adds the rounds and pools of the department's public feed to the rulesets, or says where the feed contradicts them.

    tools/import-rounds FEED.json [--as-of DAY] [--accept NUMBER]... [--rounds DIR] [--dry-run] [--lang en|fr]

What is new is added and what was missing is completed. A value that differs from the file's is reported and left alone,
unless --accept names its round; a value that the round lists under `set_aside` is known, and not reported again. Files
are edited in place: only the lines concerned change. A feed that cannot be trusted (cut, changed, impossible) is
refused and nothing is written. Exit codes: 0 nothing contradicts, 1 contradictions, 2 refused.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from importing.feed import Fresh, Pool, existing, fresh, read_feed
from importing.files import ORDER, SOURCE, File, open_file, read_names, sort_key, write
from importing.messages import NotImported, translate
from ronde.messages import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
COMPARED = ("date", "type", "category_version", "invitations", "cutoff", "tie_break", "instant", "programs")


@dataclass
class Import:
    """One feed against the files: what to write, and what to say of it, in order."""

    folder: Path
    as_of: str
    accepted: frozenset[str]
    said: list[tuple[tuple[int, str], str, dict[str, Any]]] = field(default_factory=list)
    files: dict[Path, File] = field(default_factory=dict)
    disputed: set[tuple[str, Any]] = field(default_factory=set)

    def run(self, feed: list[Fresh]) -> None:
        """Compare the whole feed. Errors: NotImported."""
        for kind, folder in (("rounds", self.folder), ("pool", self.folder / "pool")):
            for path in sorted(folder.glob("[0-9]*.yaml")):
                self.files[path] = open_file(path, kind)
        unknown = sorted(self.accepted - {each.number for each in feed})
        if unknown:
            raise NotImported("accept-unknown", number=unknown[0])
        known = {item["number"]: (file, index) for file, index, item in self.every("rounds")}
        for each in sorted(feed, key=lambda one: sort_key(one.values)):
            if each.number in known:
                self.compare(each, *known[each.number])
            else:
                self.add(each)
        self.check_numbers(feed, set(known))
        self.pools(feed)
        self.date_files(feed)

    def every(self, kind: str) -> Iterable[tuple[File, int, dict[str, Any]]]:
        """Every item of the files of a kind, as they are now."""
        for file in self.files.values():
            if file.kind == kind:
                yield from ((file, index, item) for index, item in enumerate(file.items))

    def file(self, when: str, kind: str) -> File:
        """The file of a date, made where there is none."""
        path = (self.folder / "pool" if kind == "pool" else self.folder) / f"{when[:4]}.yaml"
        if path not in self.files:
            self.files[path] = open_file(path, kind)
        return self.files[path]

    def say(self, number: str, code: str, **about: Any) -> None:
        """Note a line of the report."""
        self.said.append((sort_key({"number": number}), code, {"number": number, **about}))

    def dispute(self, number: str, code: str, **about: Any) -> None:
        """Note a line of the report that calls for a decision."""
        self.disputed.add((about["kind"], number if about["kind"] == "rounds" else about["date"]))
        self.say(number, code, **about)

    def compare(self, each: Fresh, file: File, index: int) -> None:
        """Compare a round of the feed with the file's."""
        known = file.items[index]
        about = {"kind": "rounds", "date": known["date"], "file": file.path}
        for name in COMPARED:
            theirs, ours = each.values.get(name), known.get(name)
            if theirs is None or agrees(name, theirs, known):
                continue
            whole = not str(theirs).startswith("-")
            if ours is None and whole:
                file.change(index, {name: theirs})
                self.say(each.number, "completed", field=name, theirs=theirs, **about)
            elif each.number in self.accepted:
                if not whole or (name == "date" and theirs[:4] != file.path.stem):
                    raise NotImported("accept-by-hand", number=each.number, field=name, value=theirs)
                file.change(index, corrected(name, theirs, {**known, **file.changed.get(index, {})}))
                self.say(each.number, "corrected", field=name, theirs=theirs, ours=ours, **about)
            else:
                self.dispute(each.number, "contradiction", field=name, theirs=theirs, ours=ours, **about)

    def add(self, each: Fresh) -> None:
        """Add a round that the files do not have. Errors: NotImported where the feed leaves something out."""
        values = each.values
        if each.lacking or str(values.get("tie_break")).startswith("-") or str(values.get("instant")).startswith("-"):
            raise NotImported("feed-field", number=each.number, field=(*each.lacking, "drawCutOff")[0])
        doubts = list(doubts_of(each))
        if doubts and each.number not in self.accepted:
            self.dispute(each.number, "doubt", kind="rounds", date=values["date"], doubts=doubts)
            return
        item = {**values, "sources": [SOURCE], "confidence": "official"}
        if any(code == "doubt-day" for code, _ in doubts):
            item["set_aside"] = {"instant": item.pop("instant")}
        file = self.file(values["date"], "rounds")
        file.added.append({key: item[key] for key in ORDER if key in item})
        self.say(each.number, "added", kind="rounds", date=values["date"], file=file.path)

    def check_numbers(self, feed: list[Fresh], known: set[str]) -> None:
        """Every number up to the last is there, and dates follow numbers. Errors: NotImported."""
        there = {sort_key({"number": number})[0] for number in {*known, *(each.number for each in feed)}}
        for number in range(1, max(there)):
            if number not in there:
                raise NotImported("feed-gap", number=number)
        added = {item["number"] for file in self.files.values() for item in file.added}
        rounds = [{**item, **file.changed.get(index, {})} for file, index, item in self.every("rounds")]
        rounds += [item for file in self.files.values() if file.kind == "rounds" for item in file.added]
        rounds.sort(key=sort_key)
        for first, second in pairwise(rounds):
            if second["date"] < first["date"] and added & {first["number"], second["number"]}:
                raise NotImported("feed-order", number=second["number"], value=second["date"],
                              other=first["number"], before=first["date"])  # fmt: skip

    def pools(self, feed: list[Fresh]) -> None:
        """Compare and add the distributions, each once."""
        known = {item["date"]: (file, index) for file, index, item in self.every("pool")}
        seen: dict[str, Pool] = {}
        for each in sorted(feed, key=lambda one: sort_key(one.values)):
            shown = each.pool
            if shown is None or seen.get(shown.date) == shown:
                continue
            if shown.date in seen:
                self.pool_differs(each, shown, {"bands": seen[shown.date].bands, "total": seen[shown.date].total}, None)
            elif shown.date in known:
                file, index = known[shown.date]
                self.pool_differs(each, shown, file.items[index], (file, index))
            else:
                self.add_pool(each, shown)
            seen.setdefault(shown.date, shown)

    def pool_differs(self, each: Fresh, shown: Pool, ours: Mapping[str, Any], at: tuple[File, int] | None) -> None:
        """Report, or take, the figures of a distribution that differ from those that are there."""
        theirs = {**shown.bands, "total": shown.total}
        there = {**ours["bands"], **({"total": ours["total"]} if "total" in ours else {})}
        different = [name for name in {**there, **theirs} if there.get(name) != theirs.get(name)]
        if not different:
            return
        name = different[0]
        about = {"kind": "pool", "date": shown.date, "field": name, "theirs": theirs.get(name), "ours": there.get(name)}
        if at is not None and each.number in self.accepted:
            file, index = at
            file.change(index, {"bands": shown.bands, "total": shown.total, "sources": with_feed(file.items[index])})
            self.say(each.number, "corrected", file=file.path, **about)
        else:
            self.dispute(each.number, "contradiction", **about)

    def add_pool(self, each: Fresh, shown: Pool) -> None:
        """Add a distribution that the files do not have."""
        total = sum(shown.bands.values())
        item: dict[str, Any] = {"date": shown.date, "bands": shown.bands, "total": shown.total}
        item |= {"sources": [SOURCE], "confidence": "official"}
        if not shown.sound:
            if each.number not in self.accepted:
                doubts = [("doubt-sum", {"sum": total, "total": shown.total})]
                self.dispute(each.number, "doubt", kind="pool", date=shown.date, doubts=doubts)
                return
            item["note"] = {
                "fr": f"Dans le flux, les tranches font {total} et le total est {shown.total}, ou un groupe diffère.",
                "en": f"In the feed the bands make {total} and the total is {shown.total}, or a group differs.",
            }
        file = self.file(shown.date, "pool")
        file.added.append(item)
        self.say(each.number, "added", kind="pool", date=shown.date, file=file.path)

    def date_files(self, feed: list[Fresh]) -> None:
        """Date what changed: `checked` where the feed holds all of a file, `complete_until` in the last year only."""
        held = {("rounds", each.number) for each in feed} | {("pool", each.pool.date) for each in feed if each.pool}
        for file in self.files.values():
            names = {(file.kind, item.get("number", item["date"])) for item in (*file.items, *file.added)}
            if file.touched and names <= held - self.disputed and str(file.tree["checked"]) < self.as_of:
                file.heads["checked"] = self.as_of
        added = [item["date"] for file in self.files.values() if file.kind == "rounds" for item in file.added]
        years = sorted((file for file in self.files.values() if file.kind == "rounds"), key=lambda file: file.path.stem)
        if not added or not years:
            return
        until = [str(file.tree["complete_until"]) for file in years if "complete_until" in file.tree]
        for file in years:
            wanted = max([*until, *added]) if file is years[-1] else None
            if file.tree.get("complete_until") != wanted:
                file.heads["complete_until"] = wanted


def agrees(name: str, theirs: Any, known: Mapping[str, Any]) -> bool:
    """Whether the file says, or has set aside, what the feed says."""
    ours = [known.get(name), known.get("set_aside", {}).get(name)]
    if name == "date":
        ours.append(known.get("index_date"))
    if name == "category_version":
        ours.append(known.get("label_at_the_time"))
    if name == "programs":
        return set(theirs) == set(ours[0] or ())
    if isinstance(theirs, str) and theirs.startswith("-"):
        return any(str(each).endswith(theirs) for each in ours)
    return theirs in ours


def corrected(name: str, theirs: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    """What changes in a round that takes a value of the feed."""
    values: dict[str, Any] = {name: theirs, "sources": with_feed(known)}
    if name == "date" and "index_date" in known:
        values["index_date"] = None
    return values


def with_feed(item: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys([*item["sources"], SOURCE]))


def doubts_of(each: Fresh) -> Iterable[tuple[str, dict[str, Any]]]:
    """In what a new round contradicts itself. Ottawa is four or five hours behind UTC."""
    values = each.values
    instant = datetime.strptime(values["instant"], "%Y-%m-%dT%H:%M:%SZ")
    if values["date"] not in {(instant - timedelta(hours=hours)).date().isoformat() for hours in (4, 5)}:
        yield "doubt-day", {"date": values["date"], "instant": values["instant"]}
    if each.full_date not in (None, values["date"]):
        yield "doubt-full", {"date": values["date"], "other": each.full_date}
    if values.get("tie_break", "") > values["instant"]:
        yield "doubt-tie", {"tie_break": values["tie_break"], "instant": values["instant"]}


def told(code: str, about: dict[str, Any], language: str) -> str:
    """One line of the report."""
    shown = {key: ", ".join(map(str, each)) if isinstance(each, list) else each for key, each in about.items()}
    what = translate("what-round" if about["kind"] == "rounds" else "what-pool", language, **shown)
    doubt = "; ".join(translate(key, language, **each) for key, each in about.get("doubts", []))
    text = translate(code, language, **{**shown, "what": what, "doubt": doubt})
    if code == "contradiction" and about["kind"] == "rounds" and about["field"] not in ("date", "programs"):
        text += translate("keep", language, **shown)
    return text


def arguments(words: list[str] | None, language: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser("tools/import-rounds", description=translate("help", language))
    parser.add_argument("feed", type=Path, metavar="FEED.json", help=translate("help-feed", language))
    parser.add_argument(
        "--as-of", metavar="D", default=date.today().isoformat(), help=translate("help-as-of", language)
    )
    parser.add_argument("--accept", metavar="N", action="append", default=[], help=translate("help-accept", language))
    parser.add_argument("--rounds", metavar="DIR", type=Path, default=ROOT / "rulesets" / "rounds",
                        help=translate("help-rounds", language))  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help=translate("help-dry-run", language))
    parser.add_argument("--lang", choices=LANGUAGES, default=language, help=translate("help-lang", language))
    return parser.parse_args(words)


def run(options: argparse.Namespace, language: str, out: Callable[[str], None]) -> int:
    """Do what the options ask. Errors: NotImported, with nothing written."""
    if existing_text(options.as_of) is None:
        raise NotImported("as-of", value=options.as_of)
    names = read_names(options.rounds)
    feed = [fresh(entry, names, options.as_of) for entry in read_feed(options.feed)]
    numbers = [each.number for each in feed]
    for number in numbers:
        if numbers.count(number) > 1:
            raise NotImported("feed-twice", number=number)
    work = Import(options.rounds, options.as_of, frozenset(map(str.lower, options.accept)))
    work.run(feed)
    touched = [file for file in work.files.values() if file.touched]
    write(touched, for_good=not options.dry_run)
    for _, code, about in sorted(work.said, key=lambda each: each[0]):
        out(told(code, about, language))
    if not work.said:
        out(translate("nothing", language))
    elif options.dry_run:
        out(translate("dry", language))
    return 1 if work.disputed else 0


def existing_text(written: str) -> str | None:
    found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", written)
    return existing(*map(int, found.groups())) if found else None


def main(words: list[str] | None = None) -> int:
    """The command: its exit code."""
    given = sys.argv[1:] if words is None else words
    spoken = "fr" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("fr") else "en"
    for index, word in enumerate(given):
        following = given[index + 1] if index + 1 < len(given) else ""
        wanted = (word.partition("=")[2] or following) if word.partition("=")[0] == "--lang" else ""
        spoken = wanted if wanted in LANGUAGES else spoken
    options = arguments(given, spoken)
    try:
        return run(options, options.lang, print)
    except NotImported as refused:
        print(
            translate("refused", options.lang), translate(refused.code, options.lang, **refused.params), file=sys.stderr
        )
        return 2


if __name__ == "__main__":
    sys.exit(main())
