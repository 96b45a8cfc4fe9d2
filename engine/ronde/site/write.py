"""The folder of a site: written whole or not at all, and put only where nothing stands that is not the site's."""

from __future__ import annotations

import os
from pathlib import Path

import orjson

from ronde.disk.placed import new_folder
from ronde.messages.diagnostics import refuse
from ronde.model.history import History
from ronde.model.locations import SourceLocation

MADE = "ronde-site.json"
"""Lists the files of a site, itself left out: what else stands in its folder is not ours."""


def write_site(history: History, folder: Path) -> int:
    """Write the site of a book, in the place of an earlier one if there is one, and return how many pages it has.

    Errors: ValidationError where the folder holds anything else, it cannot be written, a library is missing or rules
    are wrong.
    """
    try:
        from ronde.site.pages import Site
    except ImportError:
        raise refuse("site-missing", SourceLocation(str(folder))) from None
    check_place(folder)
    pages = dict(Site(history).pages())
    with new_folder(folder, over=True) as made:
        for name, content in {**pages, MADE: orjson.dumps(sorted(pages), option=orjson.OPT_INDENT_2)}.items():
            (made / name).parent.mkdir(parents=True, exist_ok=True)
            (made / name).write_bytes(content)
        check_place(folder)
    return sum(name.endswith(".html") for name in pages)


def check_place(folder: Path) -> None:
    """Errors: ValidationError where a site may not be put: a file, or a folder that holds something but files of a
    site."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise refuse("site-folder", SourceLocation(str(folder)), name=folder.name)
    ours = _listed(folder)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or (not path.is_dir() and name not in ours):
            raise refuse("site-folder", SourceLocation(str(folder)), name=name)


def _listed(folder: Path) -> frozenset[str]:
    """The files that a site in a folder has; none where there is no site."""
    try:
        names = orjson.loads((folder / MADE).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return frozenset()
    return frozenset({MADE, *map(str, names)}) if isinstance(names, list) else frozenset()
