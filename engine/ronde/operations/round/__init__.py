"""A number brought to a whole number of times a unit, as is said."""
