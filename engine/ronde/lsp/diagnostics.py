"""Diagnostics as the protocol has them."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from ronde.api.workspace import Written, told_span
from ronde.lsp.positions import Positions
from ronde.messages.diagnostics import Diagnostic, Severity

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.ADVICE: types.DiagnosticSeverity.Information,
}


def told(
    found: Iterable[Diagnostic], text: str, encoding: types.PositionEncodingKind, language: str
) -> list[types.Diagnostic]:
    """Diagnostics about a file that holds a text, in a language."""
    written, positions = Written(text), Positions(text, encoding)
    return [
        types.Diagnostic(
            range=positions.range(told_span(each, written)),
            message=each.message(language),
            severity=SEVERITIES[each.severity],
            code=each.code,
            source="ronde",
        )
        for each in found
    ]
