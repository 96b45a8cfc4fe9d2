"""The sum of the highest values over the records that are meant."""
