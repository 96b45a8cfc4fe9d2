"""What is said of reading a pool's columns and of what its kernel refuses."""

COLUMNS: dict[str, tuple[str, str]] = {}
