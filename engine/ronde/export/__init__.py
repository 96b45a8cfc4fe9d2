"""A book of rules as plain tables that can be used without the engine."""
