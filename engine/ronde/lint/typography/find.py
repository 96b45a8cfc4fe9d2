"""The spaces and signs of texts for people that are those of the other language, or of none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from ronde.language import LANGUAGES
from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.messages import translate
from ronde.syntax.walk import localised_in

APART = "\N{NO-BREAK SPACE}"
SEEN = "\N{SHOULDERED OPEN BOX}"
"""How a no-break space is shown, which else nobody sees."""

AMOUNT = r"\d(?:[\d.,\s]*\d)?"
RULES = {
    "fr": (
        (re.compile(r"(?<![\s\u00a0\u202f]):(?=\s|$)| :(?=\s|$)"), rf"{APART}:"),
        (re.compile(r" ([;?!])(?=[\s)»]|$)"), r"\1"),
        (re.compile(r"«(?![\u00a0\u202f]) ?"), rf"«{APART}"),
        (re.compile(r"(?<![\u00a0\u202f ])»| »"), rf"{APART}»"),
        (re.compile(r"(?<=\d) ?%"), rf"{APART}%"),
        (re.compile(r"(?<=\d) ?(?=[$€£](?!\w))"), APART),
        (re.compile(rf"(?<!\w)([$€£])\s?({AMOUNT})"), rf"\2{APART}\1"),
    ),
    "en": (
        (re.compile(r"(?<=\S)\s+([:;?!])(?=\s|$)"), r"\1"),
        (re.compile(r"(?<=\d)\s%"), "%"),
        (re.compile(rf"({AMOUNT})\s?\$(?!\w)"), r"$\1"),
    ),
}
"""What is not written in each language, and what is: French as in Canada or in France, whose narrow spaces pass too."""

CODE = re.compile(r"`[^`]*`|https?://\S+")
"""What is no language."""

SUSPECT = re.compile(r"[:;?!«»%$€£]")
AROUND = 12
"""Letters shown on each side."""

WHERE = ("url", "provision")
"""What is no sentence."""


def find(context: Context) -> Iterator[Found]:
    """The first fault of each text, in each language."""
    own = localised_in(context.book_syntax.at) if context.book_syntax is not None else iter(())
    told = (text for version in written.versions(context) for text in written.texts(version))
    fault = cache(_fault)
    for text in chain(own, told):
        for language in LANGUAGES if text.at.steps[-1] not in WHERE else ():
            wrong = fault(text.texts[language], language)
            if wrong is not None:
                about = {name: {each: translate(key, each) for each in LANGUAGES} for name, key in wrong[2].items()}
                yield Found(text.location(language), {"found": wrong[0], "instead": wrong[1], "apart": "", **about})


def _fault(text: str, language: str) -> tuple[str, str, dict[str, str]] | None:
    """What is written, what should be, and the keys of the texts that say in which language and what a sign stands for;
    None if nothing is wrong."""
    if SUSPECT.search(text) is None:
        return None
    words = CODE.sub(lambda code: "x" * len(code[0]), text)
    for pattern, instead in RULES[language]:
        wrong = pattern.search(words)
        if wrong is not None:
            found, right = _around(text, wrong, wrong[0]), _around(text, wrong, wrong.expand(instead))
            shown = {"apart": "no-break-space"} if SEEN in found + right else {}
            return found, right, {"language": f"language-{language}", **shown}
    return None


def _around(text: str, wrong: re.Match[str], middle: str) -> str:
    """A part of a text and a few letters on each side, from a word to a word; its no-break spaces shown."""
    before = text[max(0, wrong.start() - AROUND) : wrong.start()]
    after = text[wrong.end() : wrong.end() + AROUND]
    if wrong.start() > AROUND:
        before = before.partition(" ")[2] or before
    if wrong.end() + AROUND < len(text):
        after = after.rpartition(" ")[0] or after
    return f"{before}{middle}{after}".replace(APART, SEEN)
