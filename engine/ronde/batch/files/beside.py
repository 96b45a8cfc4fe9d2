"""The cautions that the rows of a file carry, in the file itself (Parquet) or in one beside it (CSV, JSON Lines)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import orjson

from ronde.batch.files.formats import Form, format_of
from ronde.disk.whole import write_whole
from ronde.evaluate.carried import Carried, carried_data
from ronde.model.history import History

KEY = "ronde.cautions"
"""The key of a Parquet file's metadata under which its cautions stand, as JSON."""


def cautions_beside(out: Path) -> Path:
    """The file of the cautions of a file that has no room for them."""
    return out.with_name(f"{out.name}.cautions.json")


def about_cautions(history: History, carried: Mapping[str, Carried]) -> dict[str, str]:
    """What a Parquet file says of the cautions of its rows; nothing where they carry none."""
    return {KEY: orjson.dumps(carried_data(history, carried)).decode()} if carried else {}


def tell_beside(out: Path, history: History, carried: Mapping[str, Carried]) -> None:
    """Write what the rows of a file carry beside it, unless it is Parquet; where they carry nothing, such a file of an
    earlier run is removed. Errors: OSError."""
    beside = cautions_beside(out)
    if not carried or format_of(out).form is Form.PARQUET:
        beside.unlink(missing_ok=True)
        return
    write_whole(beside, orjson.dumps(carried_data(history, carried), option=orjson.OPT_INDENT_2))
