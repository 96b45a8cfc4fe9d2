"""What is told of a name or a key when somebody points at it: as Markdown, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ronde.change.difference import side_of
from ronde.change.plainly import unlinked
from ronde.change.telling import FactTold, SourceTold, sources_told, tell_fact, tell_source
from ronde.evaluate.decision import day_text
from ronde.evaluate.engine import Engine
from ronde.messages import translate
from ronde.messages.diagnostics import ValidationError
from ronde.messages.escape import code, markdown
from ronde.model.document import Document, Steps
from ronde.model.history import Version
from ronde.syntax.facts import FactSyntax
from ronde.syntax.lists import ListSyntax, RecordsSyntax
from ronde.syntax.sources import listed_sources
from ronde.syntax.texts import text_in
from ronde.syntax.version import version_syntax
from ronde.workspace.forms import form_of
from ronde.workspace.mentions import FACT, LIST, SOURCE, Mention
from ronde.workspace.names import Names, Place
from ronde.workspace.shelf import PROFILE, Sheet

MOST_LINES = 40
"""Lines of a definition that are told of one: a box beside a line of code holds no more."""


def key_told(sheet: Sheet, steps: Steps, language: str) -> str:
    """What the key at some steps is for; nothing if its schema says nothing of it."""
    form = None if sheet.kind == PROFILE else form_of(sheet.kind).at(steps)
    described = form.description(language) if form is not None and isinstance(steps[-1], str) else ""
    return f"{code(str(steps[-1]))}: {described}" if described else ""


def name_told(names: Names, engine: Engine, mention: Mention, sheet: Sheet, day: int, language: str) -> str:
    """What is told of what is named at a mention in a file, in the rules of the file's own version or of a day;
    nothing if nothing defines it."""
    definitions = names.definitions(mention, sheet)
    if mention.kind == SOURCE:
        return _source(definitions, language)
    found = [(version, place) for place in definitions if (version := _version(engine, place)) is not None]
    found.sort(key=lambda each: (each[0].effective, each[0].serial))
    if not found:
        return _title(definitions[0], mention.name, language) if definitions else ""
    version, place = _meant(found, sheet, day)
    told = _fact(engine, version, place.mention.name, language) if place.mention.kind == FACT else None
    lines = [_title(place, mention.name, language)]
    if told is not None:
        lines += ["", *_defined(told)]
    lines += ["", *_versions([each for each, _ in found], version, language)]
    if told is not None:
        every = sources_told(version, language)
        cited = [every[number - 1] for number in told.sources]
        lines += ["", *map(_cited, cited)]
        for each in cited:
            lines += _worded(each, language)
    return "\n".join(lines)


def version_of(engine: Engine, sheet: Sheet) -> Version | None:
    """The version that is written in a file of the book."""
    topic, _, name = sheet.name.rpartition("/")
    versions = engine.history.versions.get(topic, ())
    return next((each for each in versions if f"{each.name}.yaml" == name), None)


def _meant(found: list[tuple[Version, Place]], sheet: Sheet, day: int) -> tuple[Version, Place]:
    """The definition in the file itself, else the one that holds on a day, else the first there will be."""
    own = [each for each in found if each[1].sheet == sheet]
    before = [each for each in found if each[0].effective <= day]
    return (own or before[-1:] or found[:1])[-1]


def _version(engine: Engine, place: Place) -> Version | None:
    """The version in which something is defined, if it was so when the book was last right."""
    version = version_of(engine, place.sheet)
    return version if version is not None and _parts(version.document, place.mention).get(place.mention.name) else None


def _title(place: Place, name: str, language: str) -> str:
    part = _parts(place.document, place.mention).get(place.mention.name)
    label = text_in(part.label, language) if part is not None else ""
    return f"**{markdown(label or name)}** — {code(name)}"


def _parts(document: Document, mention: Mention) -> Mapping[str, FactSyntax | ListSyntax | RecordsSyntax]:
    """What a version defines of the sort that is named."""
    written = version_syntax(document)
    if mention.kind == FACT:
        return dict(written.facts)
    return dict(written.lists) if mention.kind == LIST else dict(written.records)


def _fact(engine: Engine, version: Version, name: str, language: str) -> FactTold | None:
    try:
        side = side_of(engine, version, version)
    except ValidationError:
        return None
    return None if side is None or side.version is not version else tell_fact(side, name, language)


def _defined(told: FactTold) -> Iterator[str]:
    """A definition in words, as long as there is room for it."""
    lines = [*(["; ".join(told.traits), ""] if told.traits else ()), *map(unlinked, told.lines)]
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield ("\n" if not lines[MOST_LINES].startswith("|") else "") + "…"
    if told.note:
        yield from ("", told.note)


def _versions(found: list[Version], told: Version, language: str) -> Iterator[str]:
    """When each version that has it holds, was published and was last verified; the one that is told stands out."""
    yield f"**{translate('page-versions', language)}**"
    yield ""
    for each in dict.fromkeys(reversed(found)):
        days = {"since": each.effective, "published": each.published, "last": each.checked}
        sure = translate(f"confidence-{each.confidence}", language)
        line = translate("workspace-version", language, sure=sure, **{key: day_text(day) for key, day in days.items()})
        yield f"- **{line}**" if each is told and len(found) > 1 else f"- {line}"


def _cited(source: SourceTold) -> str:
    title = f"[{markdown(source.title)}]({source.url})" if source.url else markdown(source.title)
    return f"- {title}" + (f", {markdown(source.provision)}" if source.provision else "")


def _worded(source: SourceTold, language: str) -> Iterator[str]:
    """What a source says, after whose words these are; nothing if it is not written."""
    if source.wording:
        yield from ("", f"*{translate(f'wording-{source.kind}', language)}*")
    for each in source.wording:
        yield from ("", f"> {markdown(each)}")


def _source(definitions: list[Place], language: str) -> str:
    for place in definitions:
        for source in listed_sources(place.document):
            if source.id == place.mention.name:
                told = tell_source(source, "", language)
                return "\n".join((_cited(told).removeprefix("- "), *_worded(told, language)))
    return ""
