"""A pool of many candidates: the same rules in columns, and what is done with the answers."""
