"""Calendar weeks with enough days of work."""
