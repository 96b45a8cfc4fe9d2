"""How many records are meant."""
