"""A book of rules as plain tables that can be used without the engine."""

FORMATS = ("csv", "json", "parquet")
"""The forms of an export."""
