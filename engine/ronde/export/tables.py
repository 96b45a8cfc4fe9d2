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
    """A table: its name, what each column means (English, French), its rows. Every row has every column."""

    name: str
    columns: dict[str, tuple[str, str]]
    rows: tuple[Row, ...]


VERSION_KEY = {
    "topic": ("Topic: the folder of its files", "Sujet : le dossier de ses fichiers"),
    "version": ("Version: the name of the file", "Version : le nom du fichier"),
}


def export_tables(history: History, rounds: Rounds) -> list[ExportTable]:
    """Every table of the export."""
    every = [(topic, version) for topic, versions in history.versions.items() for version in versions]
    return [
        ExportTable(
            "versions",
            {
                **VERSION_KEY,
                "title_en": ("Title in English", "Titre en anglais"),
                "title_fr": ("Title in French", "Titre en français"),
                "effective": ("First day on which it holds", "Premier jour où elle vaut"),
                "until": (
                    "Day on which a later version takes over; empty where none is known",
                    "Jour où une version ultérieure prend le relais; vide si aucune n'est connue",
                ),
                "published": (
                    "Day from which the public could know it",
                    "Jour depuis lequel le public pouvait la connaître",
                ),
                "checked": ("Last day on which it was confirmed", "Dernier jour où elle a été confirmée"),
                "confidence": (
                    "official, corroborated, single or recalled",
                    "official, corroborated, single ou recalled",
                ),
                "status": ("complete, incomplete or repealed", "complete, incomplete ou repealed"),
            },
            tuple(_version(history, topic, version) for topic, version in every),
        ),
        ExportTable(
            "facts",
            {
                **VERSION_KEY,
                "fact": ("Name of the fact", "Nom du fait"),
                "label_en": ("What it is, in English", "Ce que c'est, en anglais"),
                "label_fr": ("What it is, in French", "Ce que c'est, en français"),
                "form": ("How it is defined", "Comment il est défini"),
                "source": (
                    "Sources, by identifier, separated by spaces",
                    "Sources, par identifiant, séparées par des espaces",
                ),
            },
            tuple(row for _, version in every for row in _facts(version)),
        ),
        ExportTable(
            "figures",
            {
                **VERSION_KEY,
                "fact": ("Name of the fact", "Nom du fait"),
                "row": ("Key of the row, as written", "Clé de la ligne, telle qu'écrite"),
                "column": ("Column, where the table has several", "Colonne, si la table en a plusieurs"),
                "value": ("Value, as written", "Valeur, telle qu'écrite"),
            },
            tuple(row for _, version in every for row in _figures(version)),
        ),
        ExportTable(
            "cautions",
            {
                **VERSION_KEY,
                "fact": (
                    "Fact that carries it; empty: all that rest on the topic",
                    "Fait qui la porte; vide : tous ceux qui reposent sur le sujet",
                ),
                "since": ("First day on which it holds", "Premier jour où elle vaut"),
                "when": (
                    "Fact that raises it if true; empty: always",
                    "Fait qui la soulève s'il est vrai; vide : toujours",
                ),
                "text_en": ("What to know, in English", "Ce qu'il faut savoir, en anglais"),
                "text_fr": ("What to know, in French", "Ce qu'il faut savoir, en français"),
            },
            tuple(row for _, version in every for row in _cautions(version)),
        ),
        ExportTable(
            "sources",
            {
                **VERSION_KEY,
                "source": ("Identifier, unique in the version", "Identifiant, unique dans la version"),
                "title_en": ("Title in English", "Titre en anglais"),
                "title_fr": ("Title in French", "Titre en français"),
                "provision_en": ("Provision, as cited in English", "Disposition, telle qu'on la cite en anglais"),
                "provision_fr": ("Provision, as cited in French", "Disposition, telle qu'on la cite en français"),
                "url_en": ("Address of the page in English", "Adresse de la page en anglais"),
                "url_fr": ("Address of the page in French", "Adresse de la page en français"),
            },
            tuple(row for _, version in every for row in _sources(version)),
        ),
        ExportTable(
            "lists",
            {
                **VERSION_KEY,
                "list": ("Name of the list", "Nom de la liste"),
                "code": ("Code", "Code"),
                "title_en": ("Title in English", "Titre en anglais"),
                "title_fr": ("Title in French", "Titre en français"),
                "attributes": (
                    "Attributes, as name=value separated by spaces",
                    "Attributs, sous la forme nom=valeur séparés par des espaces",
                ),
            },
            tuple(row for _, version in every for row in _lists(version)),
        ),
        ExportTable(
            "rounds",
            {
                "number": ("Official number", "Numéro officiel"),
                "date": ("Civil day of the round", "Jour civil de la ronde"),
                "type": ("Type of round", "Type de ronde"),
                "invitations": ("Number of people invited", "Nombre de personnes invitées"),
                "cutoff": ("Score of the lowest-ranked person invited", "Note de la dernière personne invitée"),
                "tie_break": (
                    "At the cut-off, invited only if submitted before this instant (UTC)",
                    "À cette note, invitation seulement si le profil précède cet instant (UTC)",
                ),
                "instant": ("Instant at which it was held (UTC)", "Instant où elle a eu lieu (UTC)"),
                "confidence": ("How sure the row is", "À quel point la ligne est sûre"),
                "note_en": (
                    "What a reader should know of the round, in English",
                    "Ce qu'il faut savoir de la ronde, en anglais",
                ),
                "note_fr": (
                    "What a reader should know of the round, in French",
                    "Ce qu'il faut savoir de la ronde, en français",
                ),
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
                "date": ("Day for which the pool was published", "Jour pour lequel le bassin a été publié"),
                "low": ("Lowest score of the band", "Plus basse note de la tranche"),
                "high": ("Highest score of the band", "Plus haute note de la tranche"),
                "count": ("Candidates in the band", "Personnes dans la tranche"),
                "confidence": ("How sure the row is", "À quel point la ligne est sûre"),
                "note_en": (
                    "What a reader should know of that day, in English",
                    "Ce qu'il faut savoir de ce jour, en anglais",
                ),
                "note_fr": (
                    "What a reader should know of that day, in French",
                    "Ce qu'il faut savoir de ce jour, en français",
                ),
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
