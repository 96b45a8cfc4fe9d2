"""How many of several conditions hold."""
