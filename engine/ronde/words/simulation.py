"""What is said of ranking, rounds, replays and comparisons of a pool."""

SIMULATION: dict[str, tuple[str, str]] = {}
