"""What is said to be surer than its sources."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.language import LANGUAGES
from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.messages import translate
from ronde.model.history import Version
from ronde.syntax.version import syntax_of

SURE = ("recalled", "single", "corroborated", "official")
"""How sure something is, from what was not found again to what was read itself."""

ENOUGH = 2
"""How many single sources corroborate each other."""


def find(context: Context) -> Iterator[Found]:
    """Every fact or list that is surer than all the sources that it cites, if each of them says how sure it is."""
    for version in written.versions(context):
        yield from _above(version)


def _above(version: Version) -> Iterator[Found]:
    own = syntax_of(version)
    given = {source.id: source.confidence for source in own.sources}
    for part in (*own.facts.values(), *own.lists.values()):
        said = part.at.text("confidence") or own.confidence
        sources = [given.get(each.id) for each in part.sources]
        known = [SURE.index(each) for each in sources if each in SURE]
        if not known or len(known) < len(sources) or said not in SURE:
            continue
        best = max(known)
        if best == SURE.index("single") and known.count(best) >= ENOUGH:
            best += 1
        if SURE.index(said) > best:
            key = "confidence" if part.at.has("confidence") else "source"
            told = {"said": _told(said), "best": _told(SURE[best])}
            yield Found(part.at.location(key), told)


def _told(confidence: str) -> dict[str, str]:
    return {language: translate(f"confidence-{confidence}", language) for language in LANGUAGES}
