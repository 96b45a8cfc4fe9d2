"""The tables of an export: every version, fact, figure, source and list of every topic, and the rounds.

Each table has a dictionary that says what its columns mean, in English and French.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ronde.evaluate.decision import day_text
from ronde.language import LANGUAGES
from ronde.model.document import Tree
from ronde.model.history import History, Status, Version
from ronde.model.nodes import Texts
from ronde.operations import registry
from ronde.rounds.data import Rounds
from ronde.syntax.texts import Localised
from ronde.syntax.version import syntax_of

Row = dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table: its name, the key of what each column means, its rows. Every row has every column."""

    name: str
    columns: dict[str, str]
    rows: tuple[Row, ...]


VERSION_KEY = {
    "topic": "export-topic",
    "version": "export-version",
}


def export_tables(history: History, rounds: Rounds) -> list[ExportTable]:
    """Every table of the export."""
    every = [(topic, version) for topic, versions in history.versions.items() for version in versions]
    return [
        ExportTable(
            "versions",
            {
                **VERSION_KEY,
                "title_en": "export-title-en",
                "title_fr": "export-title-fr",
                "effective": "export-effective",
                "until": "export-until",
                "published": "export-published",
                "checked": "export-checked",
                "confidence": "export-versions-confidence",
                "status": "export-status",
            },
            tuple(_version(history, topic, version) for topic, version in every),
        ),
        ExportTable(
            "facts",
            {
                **VERSION_KEY,
                "fact": "export-facts-fact",
                "label_en": "export-label-en",
                "label_fr": "export-label-fr",
                "form": "export-form",
                "source": "export-facts-source",
            },
            tuple(row for _, version in every for row in _facts(version)),
        ),
        ExportTable(
            "figures",
            {
                **VERSION_KEY,
                "fact": "export-facts-fact",
                "row": "export-row",
                "column": "export-column",
                "value": "export-value",
            },
            tuple(row for _, version in every for row in _figures(version)),
        ),
        ExportTable(
            "cautions",
            {
                **VERSION_KEY,
                "fact": "export-cautions-fact",
                "since": "export-since",
                "when": "export-when",
                "text_en": "export-text-en",
                "text_fr": "export-text-fr",
            },
            tuple(row for _, version in every for row in _cautions(version)),
        ),
        ExportTable(
            "sources",
            {
                **VERSION_KEY,
                "source": "export-sources-source",
                "title_en": "export-title-en",
                "title_fr": "export-title-fr",
                "provision_en": "export-provision-en",
                "provision_fr": "export-provision-fr",
                "url_en": "export-url-en",
                "url_fr": "export-url-fr",
            },
            tuple(row for _, version in every for row in _sources(version)),
        ),
        ExportTable(
            "lists",
            {
                **VERSION_KEY,
                "list": "export-list",
                "code": "export-code",
                "title_en": "export-title-en",
                "title_fr": "export-title-fr",
                "attributes": "export-attributes",
            },
            tuple(row for _, version in every for row in _lists(version)),
        ),
        ExportTable(
            "rounds",
            {
                "number": "export-number",
                "date": "export-rounds-date",
                "type": "export-type",
                "invitations": "export-invitations",
                "cutoff": "export-cutoff",
                "tie_break": "export-tie-break",
                "instant": "export-instant",
                "confidence": "export-rounds-confidence",
                "note_en": "export-rounds-note-en",
                "note_fr": "export-rounds-note-fr",
            },
            tuple(
                {
                    "number": each.number,
                    "date": day_text(each.date),
                    "type": each.type,
                    "invitations": each.invitations,
                    "cutoff": each.cutoff,
                    "tie_break": _text(each.written.get("tie_break")),
                    "instant": _text(each.written.get("instant")),
                    "confidence": each.confidence,
                    **_note(each.note),
                }
                for each in rounds.rounds
            ),
        ),
        ExportTable(
            "pool",
            {
                "date": "export-pool-date",
                "low": "export-low",
                "high": "export-high",
                "count": "export-count",
                "confidence": "export-rounds-confidence",
                "note_en": "export-pool-note-en",
                "note_fr": "export-pool-note-fr",
            },
            tuple(
                {
                    "date": day_text(pool.date),
                    "low": band.low,
                    "high": band.high,
                    "count": band.count,
                    "confidence": pool.confidence,
                    **_note(pool.note),
                }
                for pool in rounds.pools
                for band in pool.bands
            ),
        ),
    ]


def _text(value: object) -> str | None:
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _mapping(tree: Tree) -> dict[str, Tree]:
    return tree if isinstance(tree, dict) else {}


def _key(version: Version) -> Row:
    return {"topic": version.topic, "version": version.name}


def _titles(tree: Tree, name: str = "title") -> Row:
    texts = _mapping(tree)
    return {f"{name}_{language}": _text(texts.get(language)) for language in ("en", "fr")}


def _note(texts: Texts | None) -> Row:
    return {f"note_{language}": (texts or {}).get(language) for language in ("en", "fr")}


def _by_language(text: Localised | None, name: str) -> Row:
    return {f"{name}_{language}": text.texts.get(language) if text else None for language in LANGUAGES}


def _version(history: History, topic: str, version: Version) -> Row:
    later = history.next_change(topic, version.effective)
    return {
        **_key(version),
        **_by_language(syntax_of(version).title, "title"),
        "effective": day_text(version.effective),
        "until": day_text(later.effective) if later else None,
        "published": day_text(version.published),
        "checked": day_text(version.checked),
        "confidence": version.confidence,
        "status": version.status.value,
    }


def _facts(version: Version) -> Iterator[Row]:
    for name, tree in _mapping(version.tree.get("facts")).items():
        body = _mapping(tree)
        source = body.get("source")
        form = next((form for form in (*registry.FORMS, "input") if form in body), None)
        yield {
            **_key(version),
            "fact": name,
            **_titles(body.get("label"), "label"),
            "form": form,
            "source": " ".join(map(str, source)) if isinstance(source, list) else _text(source),
        }


def _cautions(version: Version) -> Iterator[Row]:
    """That nothing but the existence of the version is known, and the cautions of its facts."""
    key, since = _key(version), day_text(version.effective)
    if version.status is Status.INCOMPLETE:
        yield {**key, "fact": None, "since": since, "when": None, **_by_language(syntax_of(version).missing, "text")}
    for name, tree in _mapping(version.tree.get("facts")).items():
        own = _mapping(_mapping(tree).get("caution"))
        if own:
            yield {
                **key,
                "fact": name,
                "since": since,
                "when": _text(own.get("when")),
                **_titles(own.get("text"), "text"),
            }


def _figures(version: Version) -> Iterator[Row]:
    """The rows of every table and scale, and every constant."""
    for name, tree in _mapping(version.tree.get("facts")).items():
        body = _mapping(tree)
        for form in ("table", "scale"):
            rows = _mapping(body.get(form)).get("rows")
            for row, value in _mapping(rows).items():
                cells = value if isinstance(value, dict) else {None: value}
                for column, cell in cells.items():
                    yield {**_key(version), "fact": name, "row": row, "column": column, "value": _text(cell)}
            for each in rows if isinstance(rows, list) else []:
                when = " ".join(f"{key}={value}" for key, value in _mapping(_mapping(each).get("when")).items())
                yield {
                    **_key(version),
                    "fact": name,
                    "row": when,
                    "column": None,
                    "value": _text(_mapping(each).get("value")),
                }
        constant = body.get("value")
        if constant is not None and not isinstance(constant, dict):
            yield {**_key(version), "fact": name, "row": None, "column": None, "value": _text(constant)}


def _sources(version: Version) -> Iterator[Row]:
    for source in syntax_of(version).sources:
        yield {
            **_key(version),
            "source": source.id,
            **_by_language(source.title, "title"),
            **_by_language(source.provision, "provision"),
            **_by_language(source.url, "url"),
        }


def _lists(version: Version) -> Iterator[Row]:
    for name, tree in _mapping(version.tree.get("lists")).items():
        for code, item in _mapping(_mapping(tree).get("items")).items():
            about = _mapping(item)
            attributes = " ".join(f"{key}={value}" for key, value in about.items() if key not in ("en", "fr"))
            yield {**_key(version), "list": name, "code": code, **_titles(about), "attributes": attributes or None}
        for key in ("include", "exclude"):
            patterns = _mapping(tree).get(key)
            for pattern in patterns if isinstance(patterns, list) else []:
                yield {
                    **_key(version),
                    "list": name,
                    "code": _text(pattern),
                    "title_en": None,
                    "title_fr": None,
                    "attributes": key,
                }
