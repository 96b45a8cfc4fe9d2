"""The sources that are called after the day of the version before, though what is read in them has changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ronde.evaluate.decision import day_text
from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.messages.dates import in_words
from ronde.model.history import Version
from ronde.syntax.version import syntax_of


def find(context: Context) -> Iterator[Found]:
    """Every source of two versions in a row whose title has the earlier one's day, if a fact that cites it changed."""
    for before, version in written.pairs(context):
        day = in_words(date.fromordinal(before.effective), "en")
        for source in syntax_of(version).sources:
            named = day in source.title.text("en")
            if named and source in syntax_of(before).sources and _changed(before, version, source.id):
                about = {"day": day_text(before.effective), "file": f"{before.name}.yaml"}
                yield Found(source.at.location("title"), about)


def _changed(before: Version, version: Version, source: str) -> bool:
    """Whether a fact that cites the source has other numbers than before."""
    earlier, own = written.figures(before), written.figures(version)
    citing = {name for name, fact in syntax_of(version).facts.items() if source in {each.id for each in fact.sources}}
    return any(
        figure.fact in citing and steps in earlier and earlier[steps].number != figure.number
        for steps, figure in own.items()
    )
