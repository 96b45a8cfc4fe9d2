"""The tables of an export: every version, fact, figure, source and list of every topic, and the rounds.

Each table has a dictionary that says what its columns mean, in English and French.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ronde.evaluate.decision import day_text
from ronde.language import LANGUAGES
from ronde.model.history import History, Status, Version
from ronde.model.nodes import Texts
from ronde.operations import registry
from ronde.operations.scale.syntax import ScaleSyntax
from ronde.operations.table.syntax import GeneralTable, PageTable
from ronde.rounds.data import Band, Pool, Round, Rounds
from ronde.syntax.texts import Localised
from ronde.syntax.values import Literal
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

COLUMNS = {
    "versions": {
        **VERSION_KEY,
        "title_en": "export-title-en",
        "title_fr": "export-title-fr",
        "effective": "export-effective",
        "until": "export-until",
        "published": "export-published",
        "checked": "export-checked",
        "confidence": "export-versions-confidence",
        "status": "export-status",
        "for_some": "export-for-some",
    },
    "facts": {
        **VERSION_KEY,
        "fact": "export-facts-fact",
        "label_en": "export-label-en",
        "label_fr": "export-label-fr",
        "form": "export-form",
        "for_some": "export-for-some",
        "source": "export-facts-source",
    },
    "figures": {
        **VERSION_KEY,
        "fact": "export-facts-fact",
        "row": "export-row",
        "column": "export-column",
        "value": "export-value",
    },
    "cautions": {
        **VERSION_KEY,
        "fact": "export-cautions-fact",
        "since": "export-since",
        "when": "export-when",
        "text_en": "export-text-en",
        "text_fr": "export-text-fr",
    },
    "sources": {
        **VERSION_KEY,
        "source": "export-sources-source",
        "title_en": "export-title-en",
        "title_fr": "export-title-fr",
        "provision_en": "export-provision-en",
        "provision_fr": "export-provision-fr",
        "url_en": "export-url-en",
        "url_fr": "export-url-fr",
        "wording_kind": "export-wording-kind",
        "wording_en": "export-wording-en",
        "wording_fr": "export-wording-fr",
    },
    "lists": {
        **VERSION_KEY,
        "list": "export-list",
        "code": "export-code",
        "title_en": "export-title-en",
        "title_fr": "export-title-fr",
        "attributes": "export-attributes",
    },
    "rounds": {
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
    "pool": {
        "date": "export-pool-date",
        "low": "export-low",
        "high": "export-high",
        "count": "export-count",
        "confidence": "export-rounds-confidence",
        "note_en": "export-pool-note-en",
        "note_fr": "export-pool-note-fr",
    },
}
"""The columns of each table, each with the key of what it means."""


def export_tables(history: History, rounds: Rounds) -> list[ExportTable]:
    """Every table of the export."""
    every = [version for versions in history.versions.values() for version in versions]
    rows: dict[str, Iterable[Row]] = {
        "versions": (_version(history, each.topic, each) for each in every),
        "facts": (row for each in every for row in _facts(each)),
        "figures": (row for each in every for row in _figures(each)),
        "cautions": (row for each in every for row in _cautions(each)),
        "sources": (row for each in every for row in _sources(each)),
        "lists": (row for each in every for row in _lists(each)),
        "rounds": map(_round, rounds.rounds),
        "pool": (_band(pool, band) for pool in rounds.pools for band in pool.bands),
    }
    return [ExportTable(name, columns, tuple(rows[name])) for name, columns in COLUMNS.items()]


def _round(each: Round) -> Row:
    return {
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


def _band(pool: Pool, band: Band) -> Row:
    return {
        "date": day_text(pool.date),
        "low": band.low,
        "high": band.high,
        "count": band.count,
        "confidence": pool.confidence,
        **_note(pool.note),
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _key(version: Version) -> Row:
    return {"topic": version.topic, "version": version.name}


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
        "for_some": _text(version.conditional),
    }


def _facts(version: Version) -> Iterator[Row]:
    for name, fact in syntax_of(version).facts.items():
        yield {
            **_key(version),
            "fact": name,
            **_by_language(fact.label, "label"),
            "form": registry.form_of(fact) or ("input" if fact.input else None),
            "for_some": _text(fact.applies_to is not None),
            "source": " ".join(each.id for each in fact.sources),
        }


def _cautions(version: Version) -> Iterator[Row]:
    """That nothing but the existence of the version is known, and the cautions of its facts."""
    key, since = _key(version), day_text(version.effective)
    written = syntax_of(version)
    if version.status is Status.INCOMPLETE:
        yield {**key, "fact": None, "since": since, "when": None, **_by_language(written.missing, "text")}
    for name, fact in written.facts.items():
        if fact.caution is not None:
            when, text = fact.caution.when.text, _by_language(fact.caution.text, "text")
            yield {**key, "fact": name, "since": since, "when": when, **text}


def _figures(version: Version) -> Iterator[Row]:
    """The rows of every table and scale, and every constant."""
    for name, fact in syntax_of(version).facts.items():
        form = registry.form_of(fact)
        written = registry.written(fact, form) if form else None
        cells = _cells(written) if written is not None else ()
        for row, column, cell in cells:
            yield {**_key(version), "fact": name, "row": row, "column": column, "value": _text(cell.value)}


def _cells(written: object) -> Iterator[tuple[str | None, str | None, Literal]]:
    """The figures of a definition: the key of the row, the column, and the figure; of a constant only itself."""
    if isinstance(written, PageTable | ScaleSyntax):
        for row in written.rows:
            yield from ((row.key, column, cell) for column, cell in row.cells.items() or ((None, row.cell),))
    elif isinstance(written, GeneralTable):
        for general in written.rows:
            when = " ".join(f"{key}={each.value}" for key, each in (general.when or {}).items())
            yield from ((when, None, value) for value in (general.value,) if value is not None)
    elif isinstance(written, Literal):
        yield None, None, written


def _sources(version: Version) -> Iterator[Row]:
    for source in syntax_of(version).sources:
        yield {
            **_key(version),
            "source": source.id,
            **_by_language(source.title, "title"),
            **_by_language(source.provision, "provision"),
            **_by_language(source.url, "url"),
            "wording_kind": source.wording.kind if source.wording else None,
            **_by_language(source.wording.text if source.wording else None, "wording"),
        }


def _lists(version: Version) -> Iterator[Row]:
    for name, written in syntax_of(version).lists.items():
        key = {**_key(version), "list": name}
        for code, item in written.items.items():
            titles = {f"title_{language}": item.title.get(language) for language in LANGUAGES}
            attributes = " ".join(f"{about}={_text(value)}" for about, value in item.attributes.items())
            yield {**key, "code": code, **titles, "attributes": attributes or None}
        for form, patterns in (("include", written.include), ("exclude", written.exclude)):
            for pattern in patterns or ():
                yield {**key, "code": pattern.text, "title_en": None, "title_fr": None, "attributes": form}
