"""The sum of a value over the records that are meant."""
