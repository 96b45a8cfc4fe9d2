"""Diagnostics as other programs read them: SARIF 2.1.0, annotations of GitHub Actions, a report of JUnit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from xml.etree import ElementTree

from ronde.messages import translate
from ronde.messages.diagnostics import Diagnostic, Severity
from ronde.messages.escape import plain

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
"""What SARIF calls each severity."""

ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
"""What GitHub calls each severity."""

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def diagnostics_as(form: str, diagnostics: Sequence[Diagnostic], language: str) -> str:
    """The diagnostics in one of the forms for other programs; SARIF and JUnit are whole documents even without any."""
    if form == "sarif":
        return sarif(diagnostics, language)
    if form == "junit":
        return junit(diagnostics, language)
    return "\n".join(annotation(each, language) for each in diagnostics)


def sarif(diagnostics: Sequence[Diagnostic], language: str) -> str:
    """A log of one run, as code scanning reads it. Paths are relative to the working folder."""
    rules = [{"id": code} for code in sorted({each.code for each in diagnostics})]
    results = [
        {
            "ruleId": each.code,
            "level": LEVELS[each.severity],
            "message": {"text": _message(each, language)},
            "locations": [{"physicalLocation": _location(each)}],
        }
        for each in diagnostics
    ]
    tool = {"driver": {"name": "ronde", "rules": rules}}
    run = {"tool": tool, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _location(diagnostic: Diagnostic) -> dict[str, object]:
    location = diagnostic.location
    physical: dict[str, object] = {"artifactLocation": {"uri": location.name}}
    if location.line:
        region = physical["region"] = {"startLine": location.line, "startColumn": max(1, location.column)}
        if location.end[0]:
            region["endLine"], region["endColumn"] = location.end
    return physical


def annotation(diagnostic: Diagnostic, language: str) -> str:
    """One line that GitHub shows beside the line of a file. It takes columns only of what ends on the same line."""
    location = diagnostic.location
    end_line, end_column = location.end
    where = f"file={_property(location.name)}"
    if location.line:
        where += f",line={location.line},col={location.column}"
        where += f",endColumn={end_column}" if end_line == location.line else ""
    said = _data(_message(diagnostic, language))
    return f"::{ANNOTATIONS[diagnostic.severity]} {where},title={_property(diagnostic.code)}::{said}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def junit(diagnostics: Sequence[Diagnostic], language: str) -> str:
    """One failed test for each diagnostic; one that passed if there is none, so that a reader sees that it ran."""
    suite = ElementTree.Element(
        "testsuite", name="ronde check", tests=str(max(1, len(diagnostics))), failures=str(len(diagnostics))
    )
    if not diagnostics:
        ElementTree.SubElement(suite, "testcase", classname="ronde", name="check")
    for each in diagnostics:
        name = f"{each.code} {plain(str(each.location))}"
        case = ElementTree.SubElement(suite, "testcase", classname=plain(each.location.name), name=name)
        ElementTree.SubElement(case, "failure", type=each.severity.value, message=_message(each, language))
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode")


def _message(diagnostic: Diagnostic, language: str) -> str:
    return plain(translate(diagnostic.code, language, **diagnostic.params))
