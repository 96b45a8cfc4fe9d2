"""What pages fetch besides themselves: the style sheet, the scripts and the icon, all of them files of this package."""

from __future__ import annotations

from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.responses import Response

ICON = "icon.svg"
"""What pages name as their icon; data that a browser shows name none, and it asks for one at an address of old."""

KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def asset(name: str) -> Response:
    """A file of the folder `static`, by its name. Errors: HTTPException if there is none of that name."""
    for each in files("ronde.web").joinpath("static").iterdir():
        kind = KINDS.get(name[name.rfind(".") :])
        if each.name == name and kind:
            return Response(each.read_bytes(), media_type=kind, headers={"cache-control": "max-age=3600"})
    raise HTTPException(404)
