"""What the typography of a text for people asks for: French as written in Canada, and English beside it.

Code in backticks keeps its plain spaces (`key: value`), and so does what stands in for it: a web address, an option."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ronde.read.cache import documents

APART = "\N{NO-BREAK SPACE}"
SYMBOLS = "h|j|d|min|s|m|km|cm|kg|ko|Mo|Go|kB|MB|GB"
"""Symbols of units, which stay with their number."""

BOTH = {
    "a narrow no-break space: write U+00A0": "\N{NARROW NO-BREAK SPACE}",
    "a plain space before the symbol of a unit: write U+00A0": rf"[\d}}] (?:{SYMBOLS})(?![\w'])",
    "a number and its thousands: write U+00A0 in French, a comma in English": r"(?<![\d.,/-])\d{1,3} \d{3}(?![\d-])",
    "three periods: write …": r"\.\.\.",
    "straight quotation marks": r'"',
    "two spaces": r"(?<=\S)[ \N{NO-BREAK SPACE}]{2,}",
}
FRENCH = BOTH | {
    "no U+00A0 before a colon": rf"(?<!{APART}):(?=\s|$)",
    "a space before ; ? or !": r"\s[;?!]",
    "no U+00A0 after «": rf"«(?!{APART})",
    "no U+00A0 before »": rf"(?<!{APART})»",
    "English quotation marks": "[“”]",
    "no U+00A0 before %": rf"(?!^%$)(?<!{APART})(?<!\()%",
    "no U+00A0 before $, or $ before its amount": rf"(?!^\$$)(?<!{APART})\$|\$\d",
    "the abbreviation of numéro: write nº": r"\b[nN](?:°|o\. |o(?= \d))",
}
ENGLISH = BOTH | {
    "a space before : ; ? ! or %": r"\s(?:[:;?!](?=\s|$)|%)",
    "French quotation marks": "[«»]",
    "$ after its amount": r"\d\s?\$",
    "the abbreviation of number: write No.": r"\b[nN][°º]",
}
RULES = {"en": ENGLISH, "fr": FRENCH}


def faults(text: str, language: str) -> list[str]:
    """What is wrong with the typography of a text, each with the few letters around it."""
    told = re.sub(r"`[^`]*`", lambda code: "x" * len(code[0]), text)
    return [
        f"{rule}: {text[max(0, found.start() - 15) : found.end() + 15]!r}"
        for rule, pattern in RULES[language].items()
        for found in re.finditer(pattern, told, re.MULTILINE)
    ]


def texts_of(book: Path) -> Iterator[tuple[str, str, str]]:
    """Every text that the files of a book give in both languages: where it stands, its language, what it says."""
    read, diagnostics = documents(
        [(path.relative_to(book).as_posix(), path.read_bytes()) for path in sorted(book.rglob("*.yaml"))]
    )
    assert diagnostics == []
    for document in read:
        yield from _texts(document.tree, document.file)


def _texts(tree: object, where: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            if key in RULES and isinstance(value, str):
                yield where, key, value
            elif key in RULES and isinstance(value, Mapping) and value.keys() == {"one", "other"}:
                yield from ((f"{where} {form}", key, str(text)) for form, text in value.items())
            else:
                yield from _texts(value, f"{where} {key}")
    elif isinstance(tree, list):
        for value in tree:
            yield from _texts(value, where)


def units_of(book: Path) -> Iterator[tuple[str, object]]:
    """Every unit of a book: its language, and its forms or its one text."""
    read, _ = documents([(path.name, path.read_bytes()) for path in sorted(book.rglob("*.yaml"))])
    for document in read:
        facts = document.tree.get("facts") if isinstance(document.tree, dict) else None
        for fact in facts.values() if isinstance(facts, dict) else ():
            unit = fact.get("unit") if isinstance(fact, dict) else None
            yield from unit.items() if isinstance(unit, dict) else ()


def labels_of(book: Path) -> Iterator[tuple[str, str, str]]:
    """Every label of a fact of a book: where it stands, its language, what it says."""
    read, _ = documents(
        [(path.relative_to(book).as_posix(), path.read_bytes()) for path in sorted(book.rglob("*.yaml"))]
    )
    for document in read:
        facts = document.tree.get("facts") if isinstance(document.tree, Mapping) else None
        for name, fact in facts.items() if isinstance(facts, Mapping) else ():
            label = fact.get("label") if isinstance(fact, Mapping) else None
            for language, text in label.items() if isinstance(label, Mapping) else ():
                yield f"{document.file} {name}", language, str(text)


def titles_beside_provisions(book: Path) -> Iterator[tuple[str, str]]:
    """The titles, in every language, of the sources of a book that say a provision: the file, the title."""
    read, _ = documents([(path.name, path.read_bytes()) for path in sorted(book.rglob("*.yaml"))])
    for document in read:
        sources = document.tree.get("sources") if isinstance(document.tree, dict) else None
        for source in sources if isinstance(sources, list) else ():
            if isinstance(source, Mapping) and "provision" in source:
                title = source["title"]
                yield from (
                    (document.file, str(each)) for each in (title.values() if isinstance(title, dict) else [title])
                )


SMALL = {
    "fr": r"\b(?:le|la|les|des|est|une|du|pour|dans|qui|un|et|à|au|ce|ou|de|en)\b",
    "en": r"\b(?:the|of|is|and|a|to|in|for|that|it|are|on|or|an)\b",
}
"""The small words by which one language is told from the other."""
BOX = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def told_in_french(page: str) -> Iterator[str]:
    """The paragraphs, points and lines of a page in Markdown, outside its boxes, that are in French."""
    for part in re.split(r"\n\s*\n|\n(?=\d+\. |- |\|)", BOX.sub("\n\n", page)):
        french, english = (len(re.findall(SMALL[language], part, re.IGNORECASE)) for language in ("fr", "en"))
        if french > english:
            yield part


def boxed_texts(page: str) -> Iterator[tuple[str, str, str]]:
    """Every text in both languages that the YAML boxes of a page give."""
    for box in BOX.finditer(page):
        if box[1] == "yaml":
            line = page.count("\n", 0, box.start()) + 1
            read, _ = documents([(f"line {line}", box[2].encode())])
            for document in read:
                yield from _texts(document.tree, document.file)
