"""What a definition says as it is written: a second reading of tables, scales, conditions and sums, with fractions.

It walks what the editor wrote and takes every fact as known. It shares nothing with the engine: no plan, no types, no
scaled numbers, so that a plan that is wrong is seen to be wrong even where all machines agree on it.
Values are fractions, yes or no, days and texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any, TypeAlias

Value: TypeAlias = Fraction | bool | date | str
Facts: TypeAlias = Mapping[str, Any]


def literal(written: Any, like: Value) -> Value:
    """What was written, as a value of the kind of another."""
    text = str(written).lower() if isinstance(written, bool) else str(written).strip()
    if isinstance(like, bool):
        return {"true": True, "false": False}[text]
    if isinstance(like, Fraction):
        return Fraction(text)
    return date.fromisoformat(text) if isinstance(like, date) else text


def parts(written: Any) -> Iterator[tuple[str, str, bool]]:
    """The parts of a row's key: where each begins and ends (nothing: open), and whether it is an interval."""
    text = str(written).lower() if isinstance(written, bool) else str(written)
    for part in text.split(","):
        first, dots, last = part.strip().partition("..")
        yield first, last if dots else first, bool(dots)


def fits(written: Any, value: Any) -> bool:
    """Whether a row's key speaks of a value."""
    for first, last, interval in parts(written):
        if not interval and literal(first, value) == value:
            return True
        low = not first or literal(first, value) <= value
        if interval and low and (not last or value <= literal(last, value)):
            return True
    return False


def table(tree: Mapping[str, Any], facts: Facts) -> Any:
    """What a table answers. A table in which two rows speak of the same is no table."""
    if "keys" in tree:
        found = [
            row["value"] for row in tree["rows"] if all(fits(key, facts[name]) for name, key in row["when"].items())
        ]
    else:
        found = _of_page(tree, facts)
    assert len(found) <= 1
    return found[0] if found else tree["otherwise"]


def _of_page(tree: Mapping[str, Any], facts: Facts) -> list[Any]:
    value, rows = facts[tree["key"]], tree["rows"]
    if "beyond" in tree:
        ends = {literal(last, value): cell for key, cell in rows.items() for _, last, _ in parts(key)}
        last = max(ends)
        if value > last:
            return [
                Fraction(str(ends[last])) + Fraction(str(tree["beyond"]["each"])) * steps(tree["beyond"], value - last)
            ]
    found = [cell for key, cell in rows.items() if fits(key, value)]
    if "columns" not in tree:
        return found
    columns = tree["columns"]
    chosen = [name for key, name in columns.items() if key != "choose" and fits(key, facts[columns["choose"]])]
    return [cell[name] for cell in found for name in chosen]


def steps(beyond: Mapping[str, Any], past: Any) -> int:
    """How many further steps a key has taken past the last row."""
    past = Fraction(past.days) if isinstance(past, timedelta) else past
    taken = past / Fraction(str(beyond.get("per", 1)))
    return ceil(taken) if beyond.get("begun") else floor(taken)


def scale(tree: Mapping[str, Any], facts: Facts) -> Any:
    """What a scale answers: the first row whose minimum is reached."""
    value = facts[tree["key"]]
    for answer, cell in tree["rows"].items():
        if value >= Fraction(str(cell[tree["column"]] if "column" in tree else cell)):
            return answer
    return tree["below"]


def condition(tree: Mapping[str, Any], facts: Facts) -> bool:
    """Whether a condition is true."""
    for form, found in (("all", all), ("any", any)):
        if form in tree:
            return found(condition(each, facts) for each in tree[form])
    if "none" in tree:
        return not any(condition(each, facts) for each in tree["none"])
    (operator,) = tree.keys() - {"fact", "unless", "because"}
    true = test(facts[tree["fact"]], operator, tree[operator], facts)
    return true or ("unless" in tree and condition(tree["unless"], facts))


def test(value: Any, operator: str, operand: Any, facts: Facts) -> bool:
    """Whether one test is true of a value."""
    if operator == "in":
        return any(value == literal(each, value) for each in operand)
    if operator == "between":
        least, most = (other(each, value, facts) for each in operand)
        return bool(least <= value <= most)
    than = other(operand, value, facts)
    return bool({
        "is": value == than, "at_least": value >= than, "at_most": value <= than, "more_than": value > than,
        "less_than": value < than, "after": value > than, "before": value < than,
    }[operator] if not isinstance(value, bool | str) else value == than)  # fmt: skip


def other(operand: Any, value: Any, facts: Facts) -> Any:
    """What a value is compared with: a literal, a fact, a fraction of a fact."""
    if not isinstance(operand, dict):
        return literal(operand, value)
    found = facts[operand["fact"]]
    return found * Fraction(str(operand["times"])) if "times" in operand else found


def number(operand: Any, facts: Facts) -> Any:
    """A number as written, or that of a fact."""
    return facts[operand["fact"]] if isinstance(operand, dict) else Fraction(str(operand))


def definition(tree: Mapping[str, Any], facts: Facts) -> Any:
    """What a fact comes to, for the definitions that are read here."""
    for form in ("all", "any", "none"):
        if form in tree:
            return condition({form: tree[form]}, facts)
    if "sum" in tree:
        total = sum((facts[name] for name in tree["sum"]), Fraction(0))
        total = min(total, number(tree["cap"], facts)) if "cap" in tree else total
        return max(total, number(tree["floor"], facts)) if "floor" in tree else total
    if "count" in tree:
        return Fraction(sum(condition(each, facts) for each in tree["count"]))
    if "choose" in tree:
        branch = next(each for each in tree["choose"] if "when" not in each or condition(each["when"], facts))
        return number(branch.get("value", branch.get("otherwise")), facts)
    if "divide" in tree:
        return Fraction(floor(facts[tree["divide"]["fact"]] / number(tree["divide"]["by"], facts)))
    if "days_between" in tree:
        return Fraction((facts[tree["days_between"]["to"]] - facts[tree["days_between"]["from"]]).days)
    if "years_between" in tree:
        return Fraction(years(facts[tree["years_between"]["from"]], facts[tree["years_between"]["to"]]))
    if "date" in tree:
        return moved(facts[tree["date"]["from"]], tree["date"])
    for form, extreme in (("least", min), ("greatest", max)):
        if form in tree:
            return extreme(facts[name] for name in tree[form])
    return table(tree["table"], facts) if "table" in tree else scale(tree["scale"], facts)


def years(start: date, end: date) -> int:
    """Whole years: the number turns on the birthday, that of 29 February on 1 March of common years."""
    if end < start:
        return 0
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def moved(day: date, by: Mapping[str, int]) -> date:
    """A day moved by years and months together (to the last day of a shorter month), then by days."""
    month = day.year * 12 + day.month - 1 + 12 * by.get("years", 0) + by.get("months", 0)
    first, following = date(month // 12, month % 12 + 1, 1), date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return first + timedelta(min(day.day, (following - first).days) - 1 + by.get("days", 0))
