"""Text of LLVM compiled for this processor, and what it comes to as a function that can be called."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeAlias

import llvmlite
from llvmlite import binding as llvm

LOOP = "rows"
"""What the function of a text is called: (rows, inputs, outputs, tables), all but the first arrays of addresses."""

SPEED = 2
"""How hard the library tries: more takes longer and finds nothing more here."""

Addresses: TypeAlias = Sequence[int]


class Compiled:
    """A loop that can be run, from code as `compiled` makes it: the library takes anything else for such, and fails."""

    def __init__(self, code: bytes) -> None:
        nothing = llvm.parse_assembly("")
        nothing.triple = llvm.get_process_triple()
        self._engine = llvm.create_mcjit_compiler(nothing, _machine())
        self._engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        self._engine.finalize_object()
        address = self._engine.get_function_address(LOOP)
        self._run = ctypes.CFUNCTYPE(None, ctypes.c_int64, *[ctypes.c_void_p] * 3)(address)

    def __call__(self, rows: int, inputs: Addresses, outputs: Addresses, tables: Addresses) -> None:
        """Run the loop over so many rows of arrays at these addresses. Meanwhile other threads of Python may run."""
        self._run(rows, *((ctypes.c_void_p * max(1, len(each)))(*each) for each in (inputs, outputs, tables)))


@cache
def made_for() -> str:
    """What code depends on besides its text: the processor with all that it can do, and the version of the library."""
    able = llvm.get_host_cpu_features().flatten()
    return f"{llvmlite.__version__} {llvm.get_process_triple()} {llvm.get_host_cpu_name()} {able}"


def compiled(text: str) -> bytes:
    """The code that a text of LLVM comes to. Errors: RuntimeError."""
    machine = _machine()
    module = llvm.parse_assembly(text)
    module.triple = llvm.get_process_triple()
    module.data_layout = str(machine.target_data)
    options = llvm.create_pipeline_tuning_options(speed_level=SPEED)
    options.loop_vectorization, options.slp_vectorization, options.loop_unrolling = True, False, False
    builder = llvm.create_pass_builder(machine, options)
    builder.getModulePassManager().run(module, builder)
    code: bytes = machine.emit_object(module)
    return code


def _machine() -> Any:
    """This processor, as the library sees it: a new one each time, since who runs its code takes it over."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    target = llvm.Target.from_triple(llvm.get_process_triple())
    able = llvm.get_host_cpu_features().flatten()
    return target.create_target_machine(cpu=llvm.get_host_cpu_name(), features=able, opt=SPEED, jit=True, reloc="pic")
