"""What is said of making a pool."""

POPULATION: dict[str, tuple[str, str]] = {}
