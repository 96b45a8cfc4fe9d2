"""The versions that say the same as the one before."""

from __future__ import annotations

from collections.abc import Iterator

from ronde.lint import written
from ronde.lint.context import Context, Found
from ronde.model.document import Tree
from ronde.model.history import Version

DATED = ("effective", "published", "checked", "corrects")
"""What a copy says otherwise in any case."""


def find(context: Context) -> Iterator[Found]:
    """Every version of which only the days differ from those of the one before."""
    for before, version in written.pairs(context):
        if "corrects" not in version.tree and _said(before) == _said(version):
            yield Found(version.document.place(("effective",)), {"file": f"{before.name}.yaml"})


def _said(version: Version) -> dict[str, Tree]:
    return {key: value for key, value in version.tree.items() if key not in DATED}
