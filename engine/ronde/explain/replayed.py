"""A replay as a page, as files, and as a picture."""

from __future__ import annotations

from pathlib import Path

import orjson

from ronde.evaluate.decision import day_text
from ronde.explain.cautions import caption, carried_lines
from ronde.explain.page import Line, Page
from ronde.explain.replays import (
    Told,
    accuracy_table,
    assumptions,
    pool_rows,
    pools_table,
    replay_data,
    round_data,
    rounds_table,
)
from ronde.messages import translate
from ronde.messages.escape import csv_text
from ronde.simulate.replay_chart import replay_chart


def replay_page(told: Told, language: str) -> Page:
    """The whole replay for people."""
    first, last = (day_text(day) for day in told.days)
    page = Page(translate("replay-title", language, **told.nouns, first=first, last=last))
    page.add("", [Line(0, translate("replay-honest", language))])
    page.table(translate("replay-rounds-heading", language, **told.nouns), rounds_table(told, language))
    page.table(translate("replay-types-heading", language), accuracy_table(told, language))
    page.table(translate("replay-pools-heading", language), pools_table(told, language))
    page.add(translate("replay-assumptions-heading", language), (Line(0, each) for each in assumptions(told, language)))
    cautions = carried_lines(told.history, told.replay.cautions, language)
    page.add(translate("cautions-heading", language), cautions)
    return page


def replay_files(told: Told, *, spreadsheet: bool) -> dict[str, bytes]:
    """The files of a replay, by name. `spreadsheet`: no cell of CSV is a formula."""
    data = replay_data(told)
    rounds = [round_data(each) for each in told.rounds]
    bands = [row for each in told.replay.pools for row in pool_rows(each)]
    errors = [{"type": name, **about} for name, about in data["types"].items()]
    return {
        "rounds.csv": csv_text(rounds, list(rounds[0]), spreadsheet=spreadsheet),
        "pools.csv": csv_text(bands, list(bands[0]), spreadsheet=spreadsheet),
        "errors.csv": csv_text(errors, list(errors[0]), spreadsheet=spreadsheet),
        "replay.json": orjson.dumps(data, option=orjson.OPT_INDENT_2),
    }


def draw_replay(told: Told, path: Path, language: str) -> None:
    """Draw a replay. Errors: ValidationError."""
    labels = {
        "title": translate("replay-chart-title", language),
        "cutoff": translate("round-cutoff", language),
        "pool": translate("replay-chart-pool", language, **told.nouns),
        "published": translate("replay-pool-published", language),
        "simulated": translate("replay-pool-simulated", language),
    }
    below = caption(carried_lines(told.history, told.replay.cautions, language), language)
    replay_chart(told.rounds, told.replay.pools, told.settings.scale, told.titles, labels, below, path)
