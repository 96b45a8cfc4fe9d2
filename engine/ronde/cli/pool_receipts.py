"""The command that writes a receipt for every row of a file: pool receipts."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import click

from ronde.cli import options
from ronde.cli.pool_shared import needs_pool
from ronde.messages import translate


def receipts_command(language: str) -> click.Command:
    """`ronde pool receipts IN --out FILE`."""

    def told(*names: str, key: str, **about: Any) -> click.Option:
        return click.Option(list(names), help=translate(key, language), **about)

    return options.command(
        "receipts",
        language,
        _receipts,
        [
            click.Argument(["source"], metavar="IN"),
            told("--out", key="opt-receipts-out", metavar="OUT", required=True),
            options.as_of(language),
            told("--as-of-column", key="opt-as-of-column", metavar="C"),
            options.known_on(language),
            told("--known-on-column", key="opt-known-on-column", metavar="C"),
            told("--id", "id_column", key="opt-receipts-id", metavar="C"),
            told("--ignore", key="opt-ignore", metavar="C", multiple=True),
            options.form(language),
            options.rulesets(language),
        ],
    )


def _receipts(
    source: str,
    out: str,
    as_of: str | None,
    as_of_column: str | None,
    known_on: str | None,
    known_on_column: str | None,
    id_column: str | None,
    ignore: tuple[str, ...],
    form: str,
    rulesets: str | None,
    language: str,
) -> int:
    needs_pool()
    from ronde.api.pools.receipts import write_pool_receipts
    from ronde.api.question import query_of

    question = query_of(
        as_of=as_of,
        as_of_column=as_of_column,
        known_on=known_on,
        known_on_column=known_on_column,
        facts=None,
        keep=(),
        ignore=ignore,
        bounds=False,
        cautions=False,
        lang=language,
        id_column=id_column,
    )
    gc.enable()
    found = write_pool_receipts(options.book(rulesets), question, Path(source), Path(out))
    if form == "json":
        options.show_data(found.to_dict())
    else:
        options.show(found, form, language)
    return 0
