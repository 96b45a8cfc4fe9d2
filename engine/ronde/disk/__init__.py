"""What is written to disk: whole or not at all, and believed only as it was written."""
