"""What is said of reading and writing the files of a pool."""

FILES: dict[str, tuple[str, str]] = {}
