"""Which of the values of a list were added, where only the highest count."""

from __future__ import annotations

from heapq import nlargest

from ronde.evaluate.trace import Trace
from ronde.messages import translate
from ronde.model.nodes import Fact, Node, payload
from ronde.operations.bounds import bounds, known
from ronde.telling.values import show_ordered


def best_added(trace: Trace, node: Node, about: Fact, language: str) -> str | None:
    """The highest values over the records that are meant, and what they come to; None if not all is known."""
    given, where, of = node.args
    total = trace.node(node.id, None)
    if not known(total):
        return None
    rows = trace.rows(str(trace.plan.nodes[given].data))
    values = [bounds(trace.node(of, row))[0] for row in rows if trace.node(where, row) == 1]
    added = [show_ordered(each, about, language) for each in nlargest(payload(node, int), values)]
    made = show_ordered(bounds(total)[0], about, language)
    return translate("best-added", language, values=" + ".join(added), made=made) if added else None
