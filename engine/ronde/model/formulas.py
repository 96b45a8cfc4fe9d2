"""Formulas that were typed as text, as in a spreadsheet, and the form in which each is written here."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

TWO = re.compile(r"=?\s*([\w.]+)\s*([*/+×-]|\bx\b)\s*([\w.]+)\s*(%?)")
PERCENT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s?%")
LIKE = re.compile(r"=.*|.*[\w)%]\s*[*/+×]\s*[\w(].*|.*\w\s+-\s+\w.*|.*[0-9]\s?%.*", re.DOTALL)
COMPARED = re.compile(r"=?\s*([\w.]+)\s*(>=|<=|<>|!=|==|=|>|<|≥|≤|≠)\s*([\w.]+)\s*")
CALLED = re.compile(r"=?\s*(max|min|round|arrondi|if|si|sum|somme)\s*\(.*\)\s*", re.DOTALL | re.IGNORECASE)
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
ANY = "…"
FUNCTIONS = {
    "max": f"greatest: [{ANY}, {ANY}]",
    "min": f"least: [{ANY}, {ANY}]",
    **dict.fromkeys(("sum", "somme"), f"sum: [{ANY}, {ANY}]"),
    **dict.fromkeys(("round", "arrondi"), f"round: {{of: {ANY}, to: 0.01, towards: nearest}}"),
    **dict.fromkeys(("if", "si"), f"choose: [{{when: {ANY}, value: {ANY}}}, {{otherwise: {ANY}}}]"),
}
"""What is written here for what spreadsheets call."""

OPERATORS = {
    **dict.fromkeys((">=", "≥"), "at_least"),
    **dict.fromkeys(("<=", "≤"), "at_most"),
    **dict.fromkeys(("=", "=="), "is"),
    ">": "more_than",
    "<": "less_than",
}
"""What is written here for signs that compare."""


def instead_of(text: str) -> str | None:
    """What to write instead of a text that looks like a formula; None if it does not."""
    text = text.strip()
    if found := PERCENT.fullmatch(text):
        return f"{{fact: {ANY}, times: {found[1]}%}}"
    if found := CALLED.fullmatch(text):
        return FUNCTIONS[found[1].lower()]
    if found := COMPARED.fullmatch(text):
        return _test(*found.groups())
    if not LIKE.fullmatch(text):
        return None
    found = TWO.fullmatch(text)
    if found is None:
        return f"{{fact: {ANY}, times: 7%}}"
    first, sign, other, percent = found.groups()
    if sign in "+-":
        parts = [_fact(first), _fact(other) if sign == "+" else f"{{fact: {_fact(other)}, times: -1}}"]
        return f"sum: [{', '.join(parts)}]"
    if NUMBER.fullmatch(first) and sign != "/":
        first, other = other, first
    if NUMBER.fullmatch(other):
        return f"{{fact: {_fact(first)}, times: {_times(other, sign, percent)}}}"
    if sign == "/":
        return f"quotient: {{of: {_fact(first)}, by: {_fact(other)}, to: 1, towards: nearest}}"
    return f"product: [{_fact(first)}, {_fact(other)}]"


def _test(first: str, sign: str, other: str) -> str:
    """The test of a comparison; a name that it is compared with is another fact."""
    named = NAME.fullmatch(other) and other not in ("true", "false")
    operand = f"{{fact: {other}}}" if named else other
    if sign not in OPERATORS:
        return f"none: [{{fact: {_fact(first)}, is: {operand}}}]"
    return f"{{fact: {_fact(first)}, {OPERATORS[sign]}: {operand}}}"


def _fact(written: str) -> str:
    return written if NAME.fullmatch(written) else ANY


def _times(number: str, sign: str, percent: str) -> str:
    if percent:
        return f"{number}%"
    written = Fraction(Decimal(number))
    return str(1 / written if sign == "/" and written else written)
