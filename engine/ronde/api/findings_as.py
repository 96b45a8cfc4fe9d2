"""Findings as other programs read them: SARIF 2.1.0, annotations of GitHub Actions, a report of JUnit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from xml.etree import ElementTree

from ronde.messages import translate
from ronde.messages.escape import plain
from ronde.model.finding import Finding, Severity

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
"""What SARIF calls each severity."""

ANNOTATIONS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
"""What GitHub calls each severity."""

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def findings_as(form: str, findings: Sequence[Finding], language: str) -> str:
    """The findings in one of the forms for other programs; SARIF and JUnit are whole documents even without any."""
    if form == "sarif":
        return sarif(findings, language)
    if form == "junit":
        return junit(findings, language)
    return "\n".join(annotation(each, language) for each in findings)


def sarif(findings: Sequence[Finding], language: str) -> str:
    """A log of one run, as code scanning reads it. Paths are relative to the working folder."""
    rules = [{"id": code} for code in sorted({each.code for each in findings})]
    results = [
        {
            "ruleId": each.code,
            "level": LEVELS[each.severity],
            "message": {"text": _message(each, language)},
            "locations": [{"physicalLocation": _location(each)}],
        }
        for each in findings
    ]
    run = {"tool": {"driver": {"name": "ronde", "rules": rules}}, "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _location(finding: Finding) -> dict[str, object]:
    place = finding.place
    location: dict[str, object] = {"artifactLocation": {"uri": place.file}}
    if place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(1, place.column)}
    return location


def annotation(finding: Finding, language: str) -> str:
    """One line that GitHub shows beside the line of a file."""
    place = finding.place
    where = f"file={_property(place.file)}" + (f",line={place.line},col={place.column}" if place.line else "")
    said = _data(_message(finding, language))
    return f"::{ANNOTATIONS[finding.severity]} {where},title={_property(finding.code)}::{said}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def junit(findings: Sequence[Finding], language: str) -> str:
    """One failed test for each finding; one that passed if there is none, so that a reader sees that it ran."""
    suite = ElementTree.Element(
        "testsuite", name="ronde check", tests=str(max(1, len(findings))), failures=str(len(findings))
    )
    if not findings:
        ElementTree.SubElement(suite, "testcase", classname="ronde", name="check")
    for each in findings:
        name = f"{each.code} {plain(str(each.place))}"
        case = ElementTree.SubElement(suite, "testcase", classname=plain(each.place.file), name=name)
        ElementTree.SubElement(case, "failure", type=each.severity.value, message=_message(each, language))
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode")


def _message(finding: Finding, language: str) -> str:
    return plain(translate(finding.code, language, **finding.about))
