"""How many different values there are over the records that are meant."""
