"""What the commands say: headings, statuses, reasons."""

INTERFACE: dict[str, tuple[str, str]] = {}
