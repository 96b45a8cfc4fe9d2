"""Calendar months with enough days of work."""
