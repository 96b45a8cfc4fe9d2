"""Third pass: from the rules in force to the typed intermediate form, with every fault of meaning found on the way."""

from ronde.compile.rules import Compiler, compile_rules

__all__ = ["Compiler", "compile_rules"]
