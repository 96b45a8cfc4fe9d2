"""The versions that take effect long before or after they were published."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ronde.evaluate.decision import day_text
from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.syntax.version import syntax_of


def find(context: Context, days: Decimal) -> Iterator[Found]:
    """Every version whose days are further apart than that. A correction is published whenever the mistake is seen."""
    for version in written.versions(context):
        apart = abs(version.effective - version.published)
        if apart > days and syntax_of(version).corrects is None:
            told = {"effective": day_text(version.effective), "published": day_text(version.published), "days": apart}
            yield Found(version.document.location(("published",)), told)
