"""What is said of running a pool on several machines."""

SPREAD: dict[str, tuple[str, str]] = {}
