"""What each request of the protocol asks of a book, and the answer in the protocol's classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lsprotocol import types

from ronde.api.workspace import Entry, Offer, Site, Sort, Span, Written, told_span
from ronde.lsp.diagnostics import told
from ronde.lsp.positions import Positions
from ronde.lsp.session import Asked, uri_of
from ronde.messages.diagnostics import Diagnostic

OFFERED = {
    Sort.KEY: types.CompletionItemKind.Property,
    Sort.FACT: types.CompletionItemKind.Variable,
    Sort.LIST: types.CompletionItemKind.Enum,
    Sort.SOURCE: types.CompletionItemKind.Reference,
    Sort.VALUE: types.CompletionItemKind.Value,
}
"""The picture beside each sort of offer."""

OUTLINED = {
    "group": types.SymbolKind.Namespace,
    "fact": types.SymbolKind.Variable,
    "list": types.SymbolKind.Enum,
    "records": types.SymbolKind.Array,
    "source": types.SymbolKind.File,
    "case": types.SymbolKind.Event,
    "draw": types.SymbolKind.Function,
}
"""The picture beside each sort of part of an outline."""

COMMANDS = {"reach": "ronde.reach", "cases": "ronde.cases"}
"""What an editor asks for when somebody chooses a lens, by what it leads to."""


def hover(asked: Asked, position: types.Position) -> types.Hover | None:
    """What is told of a name or a key."""
    positions = asked.positions
    found = asked.workspace.hover(asked.path, positions.offset(position), asked.language)
    if found is None:
        return None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, found.text), positions.range(found.span))


def completion(asked: Asked, position: types.Position) -> types.CompletionList:
    """What can be written at a place. Names are told in full when an editor asks for it (`resolved`)."""
    positions = asked.positions
    found = asked.workspace.completion(asked.path, positions.offset(position), asked.language)
    if found is None:
        return types.CompletionList(False, [])
    place = positions.range(found.span)
    uri = uri_of(asked.path)
    return types.CompletionList(False, [_item(offer, place, uri) for offer in found.offers])


def _item(offer: Offer, place: types.Range, uri: str) -> types.CompletionItem:
    return types.CompletionItem(
        label=offer.label,
        kind=OFFERED[offer.sort],
        detail=offer.detail or None,
        documentation=offer.documentation or None,
        filter_text=f"{offer.label} {offer.detail}" if offer.sort is Sort.VALUE and offer.detail else None,
        text_edit=types.TextEdit(place, offer.text),
        data={"uri": uri, "name": offer.name} if offer.name else None,
    )


def resolved(asked: Asked, item: types.CompletionItem, name: str) -> types.CompletionItem:
    """An offer with all that is told of the name that it offers."""
    words = asked.workspace.told(asked.path, name, asked.language)
    item.documentation = types.MarkupContent(types.MarkupKind.Markdown, words) if words else item.documentation
    return item


def definition(asked: Asked, position: types.Position) -> list[types.Location]:
    """Where a name is defined: in every version."""
    return _locations(asked, asked.workspace.definition(asked.path, asked.positions.offset(position)))


def references(asked: Asked, position: types.Position, *, defined: bool) -> list[types.Location]:
    """Where what is named is named."""
    return _locations(asked, asked.workspace.references(asked.path, asked.positions.offset(position), defined=defined))


def symbols(asked: Asked) -> list[types.DocumentSymbol]:
    """The outline of a file."""
    return _symbols(asked.workspace.outline(asked.path, asked.language), asked.positions)


def _symbols(entries: Iterable[Entry], positions: Positions) -> list[types.DocumentSymbol]:
    return [
        types.DocumentSymbol(
            name=entry.name or "—",
            kind=OUTLINED[entry.sort],
            range=positions.range(entry.whole),
            selection_range=positions.range(entry.span),
            detail=entry.label or None,
            children=_symbols(entry.below, positions),
        )
        for entry in entries
    ]


def nameable(asked: Asked, position: types.Position) -> types.Range | None:
    """The name at a place that can be changed."""
    positions = asked.positions
    span = asked.workspace.nameable(asked.path, positions.offset(position))
    return None if span is None else positions.range(span)


def rename(asked: Asked, position: types.Position, name: str) -> types.WorkspaceEdit:
    """The edits that change a name everywhere. Errors: QuestionError."""
    return edits(asked, asked.workspace.rename(asked.path, asked.positions.offset(position), name))


def actions(asked: Asked, wanted: types.Range, known: Iterable[Diagnostic]) -> list[types.CodeAction]:
    """What mends the findings in a range."""
    positions, written = asked.positions, Written(asked.text)
    start, end = positions.offset(wanted.start), positions.offset(wanted.end)
    near = [each for each in known if (span := told_span(each, written)).start <= end and span.end >= start]
    return [
        types.CodeAction(
            title=fix.title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=told([fix.diagnostic], asked.text, asked.encoding, asked.language),
            is_preferred=True,
            edit=edits(asked, {asked.path: fix.edits}),
        )
        for fix in asked.workspace.fixes(asked.path, near, asked.language)
    ]


def lenses(asked: Asked) -> list[types.CodeLens]:
    """What is told above the lines of a version."""
    uri = uri_of(asked.path)
    found: list[types.CodeLens] = []
    for lens in asked.workspace.lenses(asked.path, asked.language):
        start = types.Position(lens.line - 1, 0)
        command = types.Command(lens.title, COMMANDS.get(lens.asks, ""), arguments=[uri, lens.line])
        found.append(types.CodeLens(types.Range(start, start), command))
    return found


def reaching(asked: Asked, line: int) -> list[tuple[str, types.Location]]:
    """The names of the cases that reach a line, from 1, and where they stand."""
    sites = asked.workspace.cases_at(asked.path, line)
    return list(zip((site.name for site in sites), _locations(asked, sites), strict=True))


def edits(asked: Asked, written: Mapping[Path, Iterable[tuple[Span, str]]]) -> types.WorkspaceEdit:
    """What is to be written where, as the protocol has it."""
    changes: dict[str, list[types.TextEdit]] = {}
    for path, each in written.items():
        positions = Positions(asked.workspace.text(path) or "", asked.encoding)
        changes[uri_of(path)] = [types.TextEdit(positions.range(span), text) for span, text in each]
    return types.WorkspaceEdit(changes=changes)


def _locations(asked: Asked, sites: Iterable[Site]) -> list[types.Location]:
    positions: dict[Path, Positions] = {}
    found: list[types.Location] = []
    for site in sites:
        if site.path not in positions:
            positions[site.path] = Positions(site.text, asked.encoding)
        found.append(types.Location(uri_of(site.path), positions[site.path].range(site.span)))
    return found
