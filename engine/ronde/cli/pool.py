"""The commands about many candidates at once: the group `pool`."""

from __future__ import annotations

import click

from ronde.cli.localised import LocalisedGroup, Maker
from ronde.messages import translate

MAKERS = {
    "evaluate": Maker("pool_evaluate:evaluate_pool_command", "cli-pool-evaluate"),
    "receipts": Maker("pool_receipts:receipts_command", "cli-receipts"),
    "make": Maker("pool_make:make_command", "cli-pool-make"),
    "rank": Maker("pool_rounds:rank_command", "cli-rank"),
    "round": Maker("pool_rounds:round_command", "cli-round"),
    "simulate": Maker("pool_simulate:simulate_command", "cli-simulate"),
    "compare": Maker("pool_rounds:compare_command", "cli-compare"),
}
"""Every command of the group, in the order in which the page of all commands lists them."""


def pool_command(language: str) -> click.Command:
    """`ronde pool`, with its commands."""
    return LocalisedGroup("pool", language, MAKERS, help=translate("cli-pool", language))
