"""Rows of candidates in order, with their rank or with what came of a round: the files of `rank` and `round`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ronde.batch.files.source import PART_ROWS
from ronde.model.history import RoundsTerms
from ronde.rounds.outcomes import OUTCOMES
from ronde.simulate.candidate_columns import UNKNOWN, Numbers
from ronde.simulate.entrants import Entrants
from ronde.simulate.round_result import CODE, RoundResult


def ranked(
    found: Entrants, order: Numbers, id_name: str, terms: RoundsTerms
) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """The candidates from the first to the last with their rank; those whose score is not known have none."""
    scores = found.pool.score[order]
    known = scores != UNKNOWN
    ranks = pa.array(np.arange(1, len(order) + 1), pa.int64(), mask=~known)
    return _in_order({"rank": ranks, **_about(found, order, id_name, terms)})


def outcomes(
    found: Entrants, held: RoundResult, order: Numbers, id_name: str, terms: RoundsTerms
) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """The candidates from the first to the last with what came of the round, and whether they are invited."""
    codes = held.outcome[order]
    invited = np.where(codes == CODE["unknown"], -1, codes == CODE["invited"])
    told = pc.take(pa.array(OUTCOMES), pa.array(codes, pa.int8()))
    return _in_order(
        {
            **_about(found, order, id_name, terms),
            "invited": pa.array(invited == 1, pa.bool_(), mask=invited < 0),
            "outcome": told,
        }
    )


def everyone(found: Entrants) -> Numbers:
    """Every candidate, from the first to the last; those whose score is not known come after all others."""
    return found.pool.order(np.arange(found.pool.size, dtype=np.int64), found.ids)


def _about(found: Entrants, order: Numbers, id_name: str, terms: RoundsTerms) -> dict[str, pa.Array | pa.ChunkedArray]:
    rows = pa.array(order, pa.int64())
    scores = found.pool.score[order]
    return {
        id_name: found.ids.take(rows),
        terms.score: pa.array(scores, pa.int64(), mask=scores == UNKNOWN),
        terms.submitted: found.submitted.take(rows),
        terms.submitted_time: found.time.take(rows),
        **{name: column.take(rows) for name, column in found.kept.items()},
    }


def _in_order(columns: dict[str, pa.Array | pa.ChunkedArray]) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    table = pa.table(columns)
    return table.schema, iter(table.combine_chunks().to_batches(max_chunksize=PART_ROWS))
