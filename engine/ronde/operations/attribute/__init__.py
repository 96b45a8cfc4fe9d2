"""What a list says of a code."""
