"""Whether none of several conditions holds."""
