"""The wordings that are said to be the text itself, of sources that are not said to have been read."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.language import LANGUAGES
from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.messages import translate
from ronde.syntax.sources import EXACT, WORDING
from ronde.syntax.version import syntax_of

READ = "official"
"""How sure a source is of which the text itself was read."""


def find(context: Context) -> Iterator[Found]:
    """Every exact wording of a source that is less sure than a text that was read."""
    for version in written.versions(context):
        for source in syntax_of(version).sources:
            sure = source.confidence or version.confidence
            if source.wording is not None and source.wording.kind == EXACT and sure != READ:
                told = {language: translate(f"confidence-{sure}", language) for language in LANGUAGES}
                yield Found(source.at.location(WORDING, "kind"), {"said": told})
