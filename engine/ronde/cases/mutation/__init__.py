"""Small mistakes made in rules on purpose, each held against the dated cases that reach it."""
