"""OpenFisca-core running a slice: one entity, one variable for each fact, one simulation for each set of rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from openfisca_core import taxbenefitsystems
from openfisca_core.entities import Entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.variables import Variable

from pool_bench.formulas import Formulas, identifier
from pool_bench.population import UNIX, Array, load
from pool_bench.runner import Runner, Task
from pool_bench.slices import Slice, texts_of
from ronde.building.index import AS_OF
from ronde.model.types import DATE_HIGH, DATE_LOW, Kind, Type

EPOCH = np.datetime64("1970-01-01")
SMALL: tuple[tuple[int, Any], ...] = ((127, np.int8), (32_767, np.int16), (2**31 - 1, np.int32))


def where(condition: Array, first: Any, second: Any) -> Array:
    return np.where(condition, first, second)


def select(conditions: list[Array], values: list[Any], default: Any = 0) -> Array:
    return np.select(conditions, values, default)


def cast(values: Any, kind: Any) -> Any:
    """Values in this size; a plain number takes the size of what it meets."""
    return values.astype(kind, copy=False) if isinstance(values, np.ndarray) else values


def date_parts(days: Array) -> tuple[Array, Array, Array]:
    """Year, month and day of dates, as OpenFisca's country template finds them."""
    year = days.astype("datetime64[Y]").astype(int) + 1970
    month = days.astype("datetime64[M]").astype(int) % 12 + 1
    day = (days - days.astype("datetime64[M]") + 1).astype(int)
    return year, month, day


def _ymd() -> Array:
    days = np.arange(DATE_LOW - UNIX, DATE_HIGH - UNIX + 1).astype("datetime64[D]")
    year, month, day = date_parts(days)
    return (year * 10_000 + month * 100 + day).astype(np.int32)


class OpenFisca(Runner):
    """One way of writing the rules for OpenFisca: `select`, `scales` or `tuned` (see formulas)."""

    def __init__(self, task: Task, style: str) -> None:
        super().__init__(task)
        self.style = style
        self.enums: dict[tuple[str, ...], Any] = {}
        self.systems: list[Any] = []
        self.inputs: dict[str, Any] = {}
        self.names: dict[str, str] = {}

    def compile(self) -> None:
        """Write and load the formulas of every slice."""
        self.systems = [self.system(piece) for piece in self.task.cut.slices]

    def system(self, piece: Slice) -> Any:
        """One set of rules as a tax and benefit system."""
        entity = Entity("candidate", "candidates", "Candidate", "")
        writer = Formulas(self.task.cut, piece, self.style, self.task.same_date)
        system = taxbenefitsystems.TaxBenefitSystem([entity])
        sources = {fact: writer.formula(fact) for fact in piece.derived}
        scope = self.scope(writer)
        for name in piece.facts:
            node = piece.nodes[piece.facts[name]]
            if name == AS_OF and self.task.same_date:
                continue
            members = self.members(node.type, entity)
            if name in sources:
                exec(sources[name], scope)
                members["formula"] = scope["formula"]
            system.add_variable(type(identifier(name), (Variable,), members))
            if self.style == "tuned":
                system.get_variable(identifier(name)).dtype = self.dtype(node.type, derived=bool(node.args))
        system.parameters = ParameterNode("", data={name: _scale(*about) for name, about in writer.scales.items()})
        return system

    def scope(self, writer: Formulas) -> dict[str, Any]:
        """What formulas can name."""
        table = _ymd() if self.style == "tuned" else None

        def year_month_day(day: Any) -> Any:
            number = day.date.toordinal() - DATE_LOW if hasattr(day, "date") else day - DATE_LOW
            return table[number] if table is not None else None

        enums = {name: self.enum(texts) for name, texts in writer.texts_met.items()}
        return {
            "where": where, "select": select, "not_": np.logical_not, "min_": np.minimum, "max_": np.maximum,
            "date_parts": date_parts, "year_month_day": year_month_day, "cast": cast,
            "int16": np.int16, "int32": np.int32, **writer.arrays, **enums,
        }  # fmt: skip

    def enum(self, texts: tuple[str, ...]) -> Any:
        """The choices of a list."""
        if texts not in self.enums:
            self.enums[texts] = Enum("Choices", [(text, text) for text in texts])
        return self.enums[texts]

    def members(self, kind: Type, entity: Entity) -> dict[str, Any]:
        """What a variable of this type says of itself."""
        said: dict[str, Any] = {"entity": entity, "definition_period": DateUnit.DAY, "value_type": int}
        if kind.kind is Kind.YES_NO:
            said["value_type"] = bool
        elif self.style == "tuned":
            return said
        elif kind.kind is Kind.DATE:
            said["value_type"] = date
        elif kind.kind is Kind.CODE:
            longest = max(map(len, self.task.cut.codes[str(kind.codes)]))
            said |= {"value_type": str, "max_length": longest}
        elif not kind.ordered:
            choices = self.enum(kind.choices)
            said |= {"value_type": Enum, "possible_values": choices, "default_value": next(iter(choices))}
        return said

    def dtype(self, kind: Type, *, derived: bool = False) -> Any:
        """The smallest type for a variable; two bytes at least for numbers that are worked out."""
        if kind.kind is Kind.YES_NO:
            return np.dtype(np.bool_)
        if not kind.ordered:
            high = len(kind.choices or self.task.cut.codes[str(kind.codes)])
        else:
            high = max(abs(kind.low), min(kind.high, 2**31 - 1), 2**15 - 1 if derived else 0)
        return np.dtype(next(each for most, each in SMALL if high <= most))

    def load(self, rows: int) -> None:
        """The columns as OpenFisca takes them: choices as its own arrays of choices, dates as dates, codes as bytes."""
        self.rows, population = rows, load(self.task.folder, rows)
        self.days = population.days
        columns = dict(population.columns)
        if not self.task.same_date:
            columns[AS_OF] = population.days  # type: ignore[assignment]
        for name in list(columns):
            self.inputs[name] = self.input(name, columns.pop(name))
        self.names = {name: identifier(name) for name in (*self.inputs, *self.task.wanted)}

    def input(self, name: str, values: Array) -> Any:
        kind = self.task.cut.type_of(name)
        if kind.kind is Kind.YES_NO:
            return values
        if self.style == "tuned":
            return values.astype(self.dtype(kind), copy=False)
        if kind.kind is Kind.DATE:
            return (values - UNIX).astype("datetime64[D]")
        if kind.ordered:
            return values.astype(np.int32, copy=False)
        if kind.kind is Kind.CODE:
            return np.array([text.encode() for text in texts_of(self.task.cut, name)])[values]
        return EnumArray(values.astype(np.int16), self.enum(kind.choices))

    def run(self) -> Mapping[str, Array]:
        """Every wanted fact of every row."""
        if self.task.same_date:
            day = date.fromordinal(int(self.days)).isoformat()
            return self.simulate(0, self.inputs, day)
        found: dict[str, Array] = {}
        for number, rows, first in self.task.groups(self.days):
            needed = [name for name in self.task.cut.slices[number].columns if name in self.inputs]
            answers = self.simulate(number, {name: self.inputs[name][rows] for name in needed}, first)
            for name, values in answers.items():
                self.scatter(found, name, rows, values)
        return found

    def simulate(self, number: int, inputs: Mapping[str, Any], day: str) -> dict[str, Array]:
        """One simulation of one set of rules for one date."""
        piece = self.task.cut.slices[number]
        simulation = self.simulation(self.systems[number], len(next(iter(inputs.values()))))
        for name in piece.columns:
            if name in inputs:
                simulation.set_input(self.names[name], day, inputs[name])
        return {name: simulation.calculate(self.names[name], day) for name in piece.wanted}

    def simulation(self, system: Any, count: int) -> Any:
        """A simulation of so many candidates. Tuned, they are numbered by NumPy and not by a loop."""
        if self.style != "tuned":
            return SimulationBuilder().build_default_simulation(system, count=count)
        populations = system.instantiate_entities()
        for each in populations.values():
            each.count, each.ids = count, np.arange(count)
        return Simulation(system, populations)


def _scale(thresholds: tuple[int, ...], amounts: tuple[int, ...]) -> dict[str, Any]:
    """A single-amount scale as a file of parameters says it."""
    brackets = [
        {"threshold": {"1900-01-01": {"value": threshold}}, "amount": {"1900-01-01": {"value": amount}}}
        for threshold, amount in zip(thresholds, amounts, strict=True)
    ]
    return {"brackets": brackets, "metadata": {"type": "single_amount"}}
